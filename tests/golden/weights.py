"""Weights of a network 3-5-2 with relu, saved by PyTorch, and what the network says.

    python tests/golden/weights.py

writes weights_f64.safetensors, weights_f32.safetensors and weights.csv beside this script.
The logits in the table are computed in 64 bits from the numbers that each file holds.
"""

import datetime
import pathlib
import platform

import safetensors
import torch
from safetensors.torch import save_file
from torch import nn

HERE = pathlib.Path(__file__).parent
torch.manual_seed(20_262)


def listed(tensor):
    return " ".join(repr(x) for x in tensor.detach().flatten().tolist())


def main():
    lines = [
        "# command: python tests/golden/weights.py",
        f"# made with: PyTorch {torch.__version__.split('+')[0]}, "
        f"safetensors {safetensors.__version__}, Python {platform.python_version()}",
        f"# date: {datetime.date.today().isoformat()}",
        "# what: the logits that the weights in a file give; lists go sample after sample",
        "file,inputs,logits",
    ]
    for name, kind in [("weights_f64", torch.float64), ("weights_f32", torch.float32)]:
        model = nn.Sequential(nn.Linear(3, 5), nn.ReLU(), nn.Linear(5, 2)).to(kind)
        save_file(model.state_dict(), HERE / f"{name}.safetensors", {"format": "pt"})
        x = torch.randn(7, 3, dtype=torch.float64)
        lines.append(f"{name},{listed(x)},{listed(model.double()(x))}")
    path = HERE / "weights.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


main()
