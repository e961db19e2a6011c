"""One training step of a network 7-5-3 on a batch of 11, by PyTorch in 64 bits.

    python tests/golden/step.py

writes step.csv beside this script: for a network with relu and one with tanh the parameters
before the step, the batch, the logits, the loss, every gradient, and the parameters after a
step of `torch.optim.SGD`. Lists go along the rows of what PyTorch holds: a weight is outputs
× inputs, a batch is samples × features.
"""

import datetime
import pathlib
import platform

import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
RATE = 0.1
torch.set_default_dtype(torch.float64)
torch.manual_seed(20_261)


def listed(tensor):
    return " ".join(repr(x) for x in tensor.detach().flatten().tolist())


def step(case, bend):
    model = nn.Sequential(nn.Linear(7, 5), bend, nn.Linear(5, 3))
    x, labels = torch.randn(11, 7), torch.randint(3, (11,))
    with torch.no_grad():
        # Near the kink of relu a rounding would decide about a slope.
        assert model[0](x).abs().min() > 1e-3
    yield case, "x", x
    yield case, "labels", labels
    for name, value in model.named_parameters():
        yield case, f"before {name}", value.clone()
    logits = model(x)
    loss = nn.functional.cross_entropy(logits, labels)
    loss.backward()
    yield case, "logits", logits
    yield case, "loss", loss
    for name, value in model.named_parameters():
        yield case, f"gradient {name}", value.grad
    torch.optim.SGD(model.parameters(), lr=RATE).step()
    for name, value in model.named_parameters():
        yield case, f"after {name}", value


def main():
    lines = [
        "# command: python tests/golden/step.py",
        f"# made with: PyTorch {torch.__version__.split('+')[0]}, Python {platform.python_version()}",
        f"# date: {datetime.date.today().isoformat()}",
        f"# what: one step of SGD with learning rate {RATE}; lists go along the rows",
        "case,what,values",
    ]
    for case, bend in [("relu", nn.ReLU()), ("tanh", nn.Tanh())]:
        for *cells, tensor in step(case, bend):
            lines.append(",".join(cells) + "," + listed(tensor))
    path = HERE / "step.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


main()
