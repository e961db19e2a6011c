"""The three losses of lesson 2 and their slopes, by PyTorch in 64 bits.

    python tests/golden/losses.py

writes losses.csv beside this script. Slopes are those of PyTorch's own backward pass. A row
holds one batch; logits, targets and slopes are listed sample after sample.

Our convention for the squared error is ½‖y − t‖² averaged over the samples; PyTorch's
`mse_loss` has no ½ and averages over the outputs as well, so its sum is taken and scaled.
"""

import datetime
import pathlib
import platform

import torch
from torch.nn import functional

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)
torch.manual_seed(20_260)


def cross_entropy(z, labels):
    return functional.cross_entropy(z, labels)


def logistic(z, labels):
    return functional.binary_cross_entropy_with_logits(z[:, 0], labels.to(z.dtype))


def squared_error(y, targets):
    return 0.5 * functional.mse_loss(y, targets, reduction="sum") / len(y)


def classes(batch, count):
    return torch.randint(count, (batch,))


def cases():
    """Loss, its function, logits (batch × outputs), labels or targets."""
    for scale in (1.0, 10.0, 100.0):
        yield "softmax_cross_entropy", cross_entropy, scale * torch.randn(7, 5), classes(7, 5)
        yield "logistic", logistic, scale * torch.randn(11, 1), classes(11, 2)
        yield "squared_error", squared_error, scale * torch.randn(5, 3), torch.randn(5, 3)
    for far in (1000.0, 10_000.0):
        # Right and wrong by far, ties of the largest and of the smallest, one at 0.
        z = far * torch.tensor(
            [[1.0, -1, 0], [1, -1, 0], [1, 1, -1], [-1, -1, -1], [0, 0, 1], [-1, 0, 0]]
        )
        yield "softmax_cross_entropy", cross_entropy, z, torch.tensor([0, 1, 1, 2, 0, 2])
        # The same with something between the extremes.
        yield "softmax_cross_entropy", cross_entropy, z + torch.randn(6, 3), classes(6, 3)
        z = far * torch.tensor([[1.0], [-1], [1], [-1]])
        yield "logistic", logistic, z, torch.tensor([1, 0, 0, 1])
        yield "squared_error", squared_error, far * torch.randn(3, 2), far * torch.randn(3, 2)
    # A single sample, a single class, logits that are all alike.
    yield "softmax_cross_entropy", cross_entropy, torch.tensor([[0.5, -1.25]]), torch.tensor([1])
    yield "softmax_cross_entropy", cross_entropy, torch.randn(3, 1), torch.tensor([0, 0, 0])
    yield "softmax_cross_entropy", cross_entropy, torch.zeros(2, 10), torch.tensor([3, 9])
    yield "logistic", logistic, torch.zeros(2, 1), torch.tensor([0, 1])
    yield "logistic", logistic, torch.tensor([[1e-8], [-1e-8], [36.0], [-36.0]]), classes(4, 2)


def listed(tensor):
    return " ".join(repr(x) for x in tensor.detach().flatten().tolist())


def main():
    lines = [
        "# command: python tests/golden/losses.py",
        f"# made with: PyTorch {torch.__version__.split('+')[0]}, Python {platform.python_version()}",
        f"# date: {datetime.date.today().isoformat()}",
        "# what: lists go sample after sample; right: a label per sample, or the targets",
        "loss,outputs,batch,said,right,value,slopes",
    ]
    for name, loss, said, right in cases():
        said = said.clone().requires_grad_()
        value = loss(said, right)
        value.backward()
        assert torch.isfinite(value) and torch.isfinite(said.grad).all()
        batch, outputs = said.shape
        cells = [name, outputs, batch, listed(said), listed(right), repr(value.item())]
        lines.append(",".join(map(str, cells)) + "," + listed(said.grad))
    path = HERE / "losses.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


main()
