"""The paths of lesson 4's optimizers through 200 gradients, by PyTorch and by recurrences.

    python tests/golden/optimizers.py

writes two tables beside this script. optimizers_gradients.csv: where each of five numbers starts,
its curvature, and its 200 gradients; optimizers.csv: for each optimizer and setting, where each
number is after every step. The first three numbers are one parameter, the last two another.

The gradients do not depend on where the numbers are, so every optimizer is fed the same ones.
Numbers 0 to 4: of usual size; usual with huge ones among them; zero every third time, and for the
first 40 steps; with a sign that flips at every step; tiny, and in the middle huge once.

PyTorch has no Nesterov's method in its first form, which asks for the gradient at the place ahead.
It is written here from the paper (Sutskever et al. 2013, equations 3 and 4, with the signed
velocity), with 50 digits; there the gradient at w is the listed one plus the curvature times w.
"""

import datetime
import pathlib
import platform
import random

import mpmath
import torch

HERE = pathlib.Path(__file__).parent
STEPS, SPLIT = 200, 3
START = [2.0, -3.0, 1.5, 4.0, -2.5]
CURVATURE = [0.5, 1.0, 2.0, 0.25, 1.5]
mpmath.mp.dps = 50
torch.set_default_dtype(torch.float64)


def gradients():
    """A list of 200 for each number. All are short in binary, so that their decimals are, too."""
    source = random.Random(20_264)

    def usual():
        return source.randint(-4096, 4096) / 2048

    def tiny(scale):
        return (source.randint(1, 63) / 64) * 2.0**scale

    lists = [[], [], [], [], []]
    for t in range(STEPS):
        lists[0].append(usual() - 0.25)
        # Huge ones of one sign: after them the number stands far from zero, and stays there.
        lists[1].append(abs(usual()) * 2.0**20 if t % 50 == 7 else usual() * 0.5)
        lists[2].append(0.0 if t < 40 or t % 3 == 0 else usual() - 0.25)
        lists[3].append((0.5 + abs(usual())) * (-1) ** t)
        lists[4].append(2.0**30 if t == 120 else tiny(-60) if t % 2 else -tiny(-30))
    return lists


SETTINGS = [
    # optimizer, η, first, second, ε, decay
    ("sgd", 0.1, None, None, None, 0.0),
    ("sgd", 0.01, None, None, None, 0.1),
    ("sgd", 0.5, None, None, None, 0.01),
    ("momentum", 0.01, 0.9, 0.0, None, 0.0),
    ("momentum", 0.05, 0.5, 0.3, None, 0.0),
    ("momentum", 0.002, 0.99, 0.9, None, 0.05),
    ("momentum", 0.1, 0.8, 0.0, None, 0.01),
    ("nesterov", 0.01, 0.9, None, None, 0.0),
    ("nesterov", 0.1, 0.5, None, None, 0.02),
    ("nesterov", 0.002, 0.99, None, None, 0.1),
    ("look_ahead", 0.01, 0.9, None, None, 0.0),
    ("look_ahead", 0.1, 0.5, None, None, 0.0),
    ("look_ahead", 0.002, 0.99, None, None, 0.0),
    ("adagrad", 0.1, None, None, 1e-10, 0.0),
    ("adagrad", 0.5, None, None, 1e-3, 0.05),
    ("adagrad", 0.01, None, None, 1e-6, 0.5),
    ("adadelta", 1.0, 0.9, None, 1e-6, 0.0),
    ("adadelta", 0.5, 0.95, None, 1e-4, 0.1),
    ("adadelta", 2.0, 0.5, None, 1e-8, 0.0),
    ("rmsprop", 0.01, 0.99, None, 1e-8, 0.0),
    ("rmsprop", 0.05, 0.9, None, 1e-3, 0.1),
    ("rmsprop", 0.002, 0.5, None, 1e-12, 0.0),
    ("adam", 0.01, 0.9, 0.999, 1e-8, 0.0),
    ("adam", 0.05, 0.8, 0.99, 1e-4, 0.1),
    ("adam", 0.002, 0.0, 0.9, 1e-12, 0.0),
    ("adam", 0.1, 0.99, 0.5, 1e-2, 0.0),
    ("adamw", 0.01, 0.9, 0.999, 1e-8, 0.01),
    ("adamw", 0.05, 0.8, 0.99, 1e-4, 0.5),
    ("adamw", 0.002, 0.9, 0.9, 1e-12, 2.0),
]


def optimizer(name, parameters, rate, first, second, epsilon, decay):
    make, settings = {
        "sgd": (torch.optim.SGD, {}),
        "momentum": (torch.optim.SGD, {"momentum": first, "dampening": second}),
        "nesterov": (torch.optim.SGD, {"momentum": first, "nesterov": True}),
        "adagrad": (torch.optim.Adagrad, {"eps": epsilon}),
        "adadelta": (torch.optim.Adadelta, {"rho": first, "eps": epsilon}),
        "rmsprop": (torch.optim.RMSprop, {"alpha": first, "eps": epsilon}),
        "adam": (torch.optim.Adam, {"betas": (first, second), "eps": epsilon}),
        "adamw": (torch.optim.AdamW, {"betas": (first, second), "eps": epsilon}),
    }[name]
    return make(parameters, lr=rate, weight_decay=decay, **settings)


def by_pytorch(setting, slopes):
    parameters = [torch.tensor(START[:SPLIT]), torch.tensor(START[SPLIT:])]
    stepper = optimizer(setting[0], parameters, *setting[1:])
    for t in range(STEPS):
        now = torch.tensor([of_number[t] for of_number in slopes])
        parameters[0].grad, parameters[1].grad = now[:SPLIT], now[SPLIT:]
        stepper.step()
        yield parameters[0].tolist() + parameters[1].tolist()


def look_ahead(setting, slopes):
    """v ← μv − ε∇L(θ + μv), θ ← θ + v, number by number."""
    rate, momentum = mpmath.mpf(setting[1]), mpmath.mpf(setting[2])
    theta = [mpmath.mpf(x) for x in START]
    velocity = [mpmath.mpf(0)] * len(theta)
    for t in range(STEPS):
        for i, curvature in enumerate(CURVATURE):
            ahead = theta[i] + momentum * velocity[i]
            slope = mpmath.mpf(slopes[i][t]) + mpmath.mpf(curvature) * ahead
            velocity[i] = momentum * velocity[i] - rate * slope
            theta[i] += velocity[i]
        yield [float(x) for x in theta]


def listed(numbers):
    return " ".join(repr(x) for x in numbers)


def write(name, what, lines):
    head = [
        "# command: python tests/golden/optimizers.py",
        f"# made with: PyTorch {torch.__version__.split('+')[0]}, mpmath {mpmath.__version__}, "
        f"Python {platform.python_version()}",
        f"# date: {datetime.date.today().isoformat()}",
        f"# what: {what}",
    ]
    text = "\n".join(head + lines) + "\n"
    (HERE / name).write_text(text, encoding="utf-8", newline="\n")


def main():
    slopes = gradients()
    lines = ["number,start,curvature,gradients"]
    for i, of_number in enumerate(slopes):
        lines.append(f"{i},{START[i]},{CURVATURE[i]},{listed(of_number)}")
    write("optimizers_gradients.csv", "200 gradients for each of five numbers", lines)

    lines = ["optimizer,learning_rate,first,second,epsilon,decay,number,values"]
    for setting in SETTINGS:
        path = look_ahead if setting[0] == "look_ahead" else by_pytorch
        after = list(path(setting, slopes))
        cells = ",".join("" if cell is None else str(cell) for cell in setting)
        for i in range(len(START)):
            lines.append(f"{cells},{i},{listed(values[i] for values in after)}")
    what = "each number after every step; first: ρ, β or β₁; second: dampening or β₂"
    write("optimizers.csv", what, lines)


main()
