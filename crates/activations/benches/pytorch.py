"""The fast arrays beside PyTorch, in turns.

    cargo bench -p activations --bench arrays --no-run
    python crates/activations/benches/pytorch.py BENCH [ROUNDS]

BENCH is the program that cargo names. Each round runs it, then PyTorch's kernels on as many
numbers of the same kind, both with one thread. Printed, for each size, function and direction,
are the medians over the rounds in nanoseconds per number, their ratio (ours / PyTorch's), and
the lowest and highest ratio of a round.

Forward is the operation into a new tensor, without recording. Backward is PyTorch's backward
kernel alone, given what it saves; where an activation is written as a product of others (the
sigmoid form of GELU, Swish), so is its backward. For the identity forward is a copy, and backward
nothing, which cannot be compared.
"""

import csv
import io
import os
import statistics
import subprocess
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
aten = torch.ops.aten


def best(run, size):
    """As in arrays.rs: the best of many samples, each of at least 200,000 numbers."""
    repetitions = max(1, 200_000 // size)
    low, start, sample = float("inf"), time.perf_counter(), 0
    while sample < 3 or time.perf_counter() - start < 0.04:
        begin = time.perf_counter()
        for _ in range(repetitions):
            run()
        low = min(low, (time.perf_counter() - begin) / (repetitions * size))
        sample += 1
    return low * 1e9


def swish_backward(dy, x, beta):
    s = torch.sigmoid(beta * x)
    return dy * (s * (1 + beta * x * (1 - s)))


def operations(x, dy):
    s, t, e = torch.sigmoid(x), torch.tanh(x), F.elu(x)
    return {
        "identity": (lambda: x.clone(), None),
        "sigmoid": (lambda: torch.sigmoid(x), lambda: aten.sigmoid_backward(dy, s)),
        "tanh": (lambda: torch.tanh(x), lambda: aten.tanh_backward(dy, t)),
        "ReLU": (lambda: torch.relu(x), lambda: aten.threshold_backward(dy, x, 0)),
        "Leaky ReLU": (lambda: F.leaky_relu(x, 0.01),
                       lambda: aten.leaky_relu_backward(dy, x, 0.01, False)),
        "ELU": (lambda: F.elu(x), lambda: aten.elu_backward(dy, 1, 1, 1, True, e)),
        "softplus": (lambda: F.softplus(x), lambda: aten.softplus_backward(dy, x, 1, 20)),
        "GELU": (lambda: F.gelu(x), lambda: aten.gelu_backward(dy, x, approximate="none")),
        "GELU, tanh form": (lambda: F.gelu(x, approximate="tanh"),
                            lambda: aten.gelu_backward(dy, x, approximate="tanh")),
        "GELU, sigmoid form": (lambda: x * torch.sigmoid(1.702 * x),
                               lambda: swish_backward(dy, x, 1.702)),
        "SiLU": (lambda: F.silu(x), lambda: aten.silu_backward(dy, x)),
        "Swish": (lambda: x * torch.sigmoid(2 * x), lambda: swish_backward(dy, x, 2)),
    }


def pytorch(size):
    x, dy = torch.rand(size) * 12 - 6, torch.rand(size)
    with torch.no_grad():
        return {(size, name, direction): best(run, size)
                for name, both in operations(x, dy).items()
                for direction, run in zip(("forward", "backward"), both) if run}


def ours(bench):
    text = subprocess.run([bench, "--csv"], check=True, capture_output=True, text=True).stdout
    return {(int(row["size"]), row["function"], direction): float(row[direction])
            for row in csv.DictReader(io.StringIO(text))
            for direction in ("forward", "backward")}


def main():
    bench, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 11
    os.environ.pop("CI", None)
    pairs = {}
    for _ in range(rounds):
        own = ours(bench)
        theirs = {}
        for size in sorted({size for size, _, _ in own}):
            theirs |= pytorch(size)
        for key in theirs:
            pairs.setdefault(key, []).append((own[key], theirs[key]))
    print(f"PyTorch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}, one thread, "
          f"medians of {rounds} rounds, ns per number")
    for (size, name, direction), times in pairs.items():
        a, b = (statistics.median(side) for side in zip(*times))
        ratios = [x / y for x, y in times]
        print(f"{size:8} {name:19} {direction:8}  {a:6.3f}  {b:6.3f}  {a / b:5.2f} "
              f"({min(ratios):.2f} … {max(ratios):.2f})")


main()
