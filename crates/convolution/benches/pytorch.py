"""A training step of LeNet-5 beside PyTorch, in turns.

    cargo bench -p convolution --features f32 --bench lenet --no-run
    python crates/convolution/benches/pytorch.py BENCH [ROUNDS [ALSO ...]]

BENCH is the program that cargo names. Each round runs it, then the same network in PyTorch with one
thread and with two, each in a process of its own: 64 images of random pixels, forward, loss,
backward, Adam, with numbers of 32 bits. What is compared is the shortest step and the median step
of a round; printed are the medians over the rounds in milliseconds, and of the ratios (ours / theirs),
each with the lowest and the highest of a round.

ALSO are commands of other programs to run in each round, whose output has "min NUMBER", and
"median NUMBER" or else "NUMBER ms/step".
"""

import os
import re
import statistics
import subprocess
import sys
import time

BATCH, BATCHES = 64, 100


def step_times(threads):
    """As in lenet.rs: steps for a second and a half, without the first three."""
    import torch
    import torch.nn.functional as F
    from torch import nn
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    net = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84),
        nn.ReLU(), nn.Linear(84, 10))
    adam = torch.optim.Adam(net.parameters(), 1e-3)
    x = torch.rand(BATCHES, BATCH, 1, 28, 28) * 2 - 1
    labels = torch.randint(0, 10, (BATCHES, BATCH))
    times, start = [], time.perf_counter()
    while len(times) <= 5 or time.perf_counter() - start < 1.5:
        i = len(times) % BATCHES
        begin = time.perf_counter()
        adam.zero_grad(set_to_none=True)
        F.cross_entropy(net(x[i]), labels[i]).backward()
        adam.step()
        times.append((time.perf_counter() - begin) * 1e3)
    times = sorted(times[3:])
    print(times[0], times[len(times) // 2])


def run(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pytorch(threads):
    best, median = map(float, run([sys.executable, __file__, "--steps", str(threads)]).split())
    return best, median


def other(command):
    said = run(["sh", "-c", command])
    best = re.search(r"min\s+([\d.]+)", said)
    median = re.search(r"median\s+([\d.]+)", said) or re.search(r"([\d.]+) ms/step", said)
    return float(best[1]), float(median[1])


def spread(ratios):
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} … {max(ratios):.2f})"


def main():
    bench, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 11
    also = sys.argv[3:]
    os.environ.pop("CI", None)
    times = {}
    for _ in range(rounds):
        a, b, c, d = map(float, run([bench, "--csv"]).split(","))
        round = {"ours, one thread": (a, b), "ours, two threads": (c, d),
                 "PyTorch, one thread": pytorch(1), "PyTorch, two threads": pytorch(2)}
        round |= {command: other(command) for command in also}
        for name, pair in round.items():
            times.setdefault(name, []).append(pair)
    import torch
    print(f"PyTorch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}, "
          f"{rounds} rounds, ms a step")
    for name, pairs in times.items():
        best, median = zip(*pairs)
        print(f"{name[-40:]:40} shortest {spread(best)}, median {spread(median)}")
    theirs = [name for name in times if not name.startswith("ours")]
    for own in ("ours, one thread", "ours, two threads"):
        for name in theirs:
            ratios = [[a[k] / b[k] for a, b in zip(times[own], times[name])] for k in (0, 1)]
            print(f"{own} / {name[-40:]}: shortest {spread(ratios[0])}, median {spread(ratios[1])}")


if len(sys.argv) > 2 and sys.argv[1] == "--steps":
    step_times(int(sys.argv[2]))
else:
    main()
