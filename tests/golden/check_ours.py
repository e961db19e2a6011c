"""Does PyTorch read what we write?

    cargo test -p workspace-tests --test golden-backprop -- --ignored write_ours
    python tests/golden/check_ours.py

The first writes ours.safetensors, the second reads it into PyTorch's own network and compares
every number, and what the network says. The file is committed, and a test compares our bytes
with it: so what PyTorch has read once is what we still write.
"""

import pathlib

import safetensors
import torch
from safetensors.torch import load_file
from torch import nn

HERE = pathlib.Path(__file__).parent


def number(i, j):
    """Entry (i, j) of every parameter: a multiple of 1/64, which no sum of a few rounds."""
    return (i * 89 + j * 55 + 31) % 257 / 64 - 2


def main():
    model = nn.Sequential(nn.Linear(3, 5), nn.ReLU(), nn.Linear(5, 2)).double()
    state = load_file(HERE / "ours.safetensors")
    assert {value.dtype for value in state.values()} == {torch.float64}
    # Strict: every parameter of the model, in its shape, and nothing else.
    model.load_state_dict(state, strict=True)
    for name, value in model.state_dict().items():
        table = value if value.dim() == 2 else value[:, None]
        for i, row in enumerate(table.tolist()):
            assert row == [number(i, j) for j in range(len(row))], name

    x = torch.tensor([number(0, j) for j in range(3)], dtype=torch.float64)
    hidden = [sum(number(i, j) * x[j].item() for j in range(3)) for i in range(5)]
    hidden = [max(h + number(i, 0), 0.0) for i, h in enumerate(hidden)]
    logits = [sum(number(i, j) * hidden[j] for j in range(5)) + number(i, 0) for i in range(2)]
    assert model(x).tolist() == logits, (model(x).tolist(), logits)
    print(
        f"PyTorch {torch.__version__.split('+')[0]} with safetensors {safetensors.__version__} "
        f"reads ours.safetensors: {', '.join(state)}; logits {logits}"
    )


main()
