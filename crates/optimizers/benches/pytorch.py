"""A step of Adam beside PyTorch, in turns.

    cargo bench -p optimizers --features f32 --bench adam --no-run
    python crates/optimizers/benches/pytorch.py BENCH [ROUNDS [THREADS]]

BENCH is the program that cargo names. Each round runs it, then PyTorch's `Adam` on as many
numbers of 32 bits, with `fused=True` and with `foreach=True`; PyTorch has one thread, or as many
as are asked for, ours always one. Printed are the medians over the rounds in nanoseconds per
parameter; beside them what it takes only to copy the 28 bytes that a step must move per
parameter (in arrays that are together as large as those of a step, also in turns); and for each
of PyTorch's forms and for the faster of the two in each round the median ratio (ours /
PyTorch's) with the lowest and the highest.
"""

import os
import statistics
import subprocess
import sys
import time

import torch

SIZE = 1_000_000
FORMS = ("fused", "foreach")


def best(run):
    """As in adam.rs: the best of many steps."""
    low, start, sample = float("inf"), time.perf_counter(), 0
    while sample < 3 or time.perf_counter() - start < 0.4:
        begin = time.perf_counter()
        run()
        low = min(low, time.perf_counter() - begin)
        sample += 1
    return low * 1e9 / SIZE


def pytorch(form):
    torch.manual_seed(1)
    values = torch.nn.Parameter(torch.rand(SIZE) * 2 - 1)
    values.grad = torch.rand(SIZE) * 2 - 1
    adam = torch.optim.Adam([values], lr=0.001, **{form: True})
    adam.step()
    return best(adam.step)


def copied():
    """28 bytes per parameter, at the rate of a copy within the memory that a step works on."""
    source = torch.rand(2 * SIZE)
    target = torch.empty_like(source)
    per_byte = best(lambda: target.copy_(source)) / (2 * 2 * 4)
    return 28 * per_byte


def ours(bench):
    done = subprocess.run([bench, "--csv"], check=True, capture_output=True, text=True)
    return float(done.stdout)


def spread(ratios):
    return (f"{statistics.median(ratios):.2f} ({min(ratios):.2f} … {max(ratios):.2f})")


def main():
    bench, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 11
    torch.set_num_threads(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    os.environ.pop("CI", None)
    own, copies, theirs = [], [], {form: [] for form in FORMS}
    for _ in range(rounds):
        own.append(ours(bench))
        copies.append(copied())
        for form in FORMS:
            theirs[form].append(pytorch(form))
    theirs["faster"] = [min(pair) for pair in zip(*(theirs[form] for form in FORMS))]
    print(f"PyTorch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}, "
          f"{torch.get_num_threads()} thread(s), {rounds} rounds, ns per parameter")
    print(f"ours {statistics.median(own):.3f}")
    print(f"28 bytes copied {statistics.median(copies):.3f}")
    for form, times in theirs.items():
        ratios = [a / b for a, b in zip(own, times)]
        print(f"{form:8} {statistics.median(times):.3f}  ratio {spread(ratios)}")


main()
