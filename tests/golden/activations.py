"""Values, slopes and means of the activations of lesson 3, by mpmath.

    python tests/golden/activations.py

writes three tables beside this script: activations.csv, the functions at points between -700
and 700; activations_moments.csv, mean and variance under N(0, 1); and
activations_log_softmax.csv. With a number, `python tests/golden/activations.py 5000`, the first
table gets that many random points for each function instead, and goes to standard output.

Nothing here comes from the formulas of slopes that the lesson teaches: a slope is the central
difference of the value itself, taken with 1,600 digits and a step of 10⁻³⁰⁰ of the point, so
all of the digits printed are right; so is the second slope, which is needed for the condition.
Where a slope jumps, its value at the jump is the documented convention.

Inputs and parameters are doubles, and are taken exactly; 1.702 and 0.044715 are decimals.
"""

import csv
import io
import pathlib
import random
import sys

import mpmath
from mpmath import mp, mpf

mp.dps = 50
DIGITS = 1600
STEP = mpf(10) ** -300


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def gelu(x):
    return x * mp.erfc(-x / mp.sqrt(2)) / 2


def gelu_tanh(x):
    return x * sigmoid(2 * mp.sqrt(2 / mp.pi) * (x + mpf("0.044715") * x**3))


def swish(beta):
    return lambda x: x * sigmoid(beta * x)


def elu(alpha):
    return lambda x: x if x > 0 else alpha * mp.expm1(x)


def leaky_relu(alpha):
    return lambda x: x if x > 0 else alpha * x


# Name, parameter, function, slope at 0 where it jumps there, points worth a closer look: where
# the slope is 0, where a rounded term vanishes, where the result becomes subnormal, and 0.
FUNCTIONS = [
    ("identity", "", lambda x: x, None, []),
    ("sigmoid", "", sigmoid, None, [36.7, -37.0]),
    ("tanh", "", mp.tanh, None, [0.55, 19.06, 354.0, 370.0]),
    ("relu", "", lambda x: max(x, mpf(0)), 0.0, []),
    ("leaky_relu", 0.01, leaky_relu(0.01), 0.01, []),
    ("leaky_relu", 2.0, leaky_relu(2), 2.0, []),
    ("elu", 1.0, elu(1), 1.0, [-37.0]),
    ("elu", 0.3, elu(0.3), 0.3, [-37.0]),
    ("softplus", "", lambda x: mp.log1p(mp.exp(x)), None, [36.7, -37.0]),
    ("gelu", "", gelu, None, [-0.7517915747, -1.4142, 8.3, -37.5, -38.5]),
    ("gelu_tanh", "", gelu_tanh, None, [-0.7524614220, -1.6, 5.8, -21.0, -21.5]),
    ("gelu_sigmoid", "", swish(mpf("1.702")), None, [-0.7511543602, -1.41, 21.6, -411.0]),
    ("silu", "", swish(1), None, [-1.2784645427, -2.4, 36.7]),
    ("swish", 2.0, swish(2), None, [-0.6392322714, -1.2, 18.4, -352.0]),
]

STRAIGHT = ["identity", "relu", "leaky_relu"]


def points(name, special):
    small = [5e-324, 1e-310, 1e-300, 1e-100, 1e-20, 1e-10, 1e-8, 1e-6, 1e-4, 1e-3, 1e-2]
    large = [45.0, 60.0, 100.0, 200.0, 350.0, 500.0, 650.0, 699.5, 700.0]
    if name in STRAIGHT:
        found = small + [0.1, 0.5, 1.0, 3.5, 17.25] + large
    else:
        found = small + large
        found += [k / 16 for k in range(1, 65)]
        found += [4 + k / 2 for k in range(1, 74)]
    found += [-x for x in found] + [0.0]
    for x in special:
        found += [x, -x]
        found += [x + sign * 10.0**-k for k in (1, 2, 3, 5, 7, 9) for sign in (-1, 1)]
    dice = random.Random(name)
    if name not in STRAIGHT:
        found += [dice.uniform(-700, 700) for _ in range(30)]
    for x in special[:2]:
        found += [x + dice.uniform(-0.2, 0.2) for _ in range(20)]
    return sorted(set(found))


def at(function, x, jump):
    """Value, slope and second slope."""
    with mp.workdps(DIGITS):
        if x == 0 and jump is not None:
            return function(x), mpf(jump), mpf(0)
        # The step shrinks with the point, so that it never crosses a kink at 0.
        h = (abs(x) if x else mpf(1)) * STEP
        left, middle, right = function(x - h), function(x), function(x + h)
        return middle, (right - left) / (2 * h), (right - 2 * middle + left) / h**2


def nearest(number):
    """The nearest double, and what is missing."""
    double = float(mpmath.nstr(number, 40))
    return f"{double!r}", mpmath.nstr(number - mpf(double), 3)


def condition(x, y, slope):
    """By how much a relative error of x grows: |x f'(x)/f(x)|."""
    return mpmath.nstr(abs(x * slope / y), 5) if y else "0.0"


def function_rows(count):
    for name, parameter, function, jump, special in FUNCTIONS:
        dice = random.Random()
        chosen = points(name, special) if count is None else sorted(
            dice.choice((-1, 1)) * dice.choice((dice.uniform(0, 700), dice.uniform(0, 45),
                                                dice.uniform(0, 4), 10 ** dice.uniform(-9, 2)))
            for _ in range(count))
        for double in chosen:
            x = mpf(double)
            value, slope, second = at(function, x, jump)
            yield [name, parameter, f"{double!r}", *nearest(value), condition(x, value, slope),
                   *nearest(slope), condition(x, slope, second)]


def moment_rows():
    for name, parameter, function, _, _ in FUNCTIONS:
        density = lambda x: mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)
        edges = [-30, -8, -3, -1, 0, 1, 3, 8, 30]
        with mp.workdps(30):
            mean = mp.quad(lambda x: function(x) * density(x), edges)
            square = mp.quad(lambda x: function(x) ** 2 * density(x), edges)
        yield [name, parameter, mpmath.nstr(mp.chop(mean, 1e-25), 20),
               mpmath.nstr(square - mean**2, 20)]


LOGITS = [
    [0.0], [0.0, 0.0], [1.0, 2.0, 5.0], [-1000.0, 0.0, 1000.0], [1000.0, 1000.0, -1000.0],
    [10000.0, 10001.0, 9999.0], [0.0, -40.0], [0.0, -745.0], [36.0, 0.0, -36.0],
    [0.5, 0.25, 0.125, -0.75, -3.0], [1e-300, -1e-300, 0.0], [8e307, -8e307], [3.0, 3.0, 3.0, 3.0],
]


def log_softmax_rows():
    for case, logits in enumerate(LOGITS):
        with mp.workdps(1000):
            whole = mp.log(sum(mp.exp(mpf(z) - max(logits)) for z in logits)) + max(logits)
            results = [mpf(z) - whole for z in logits]
        for z, result in zip(logits, results):
            yield [case, f"{z!r}", *nearest(result)]


def table(what, header, rows):
    text = io.StringIO()
    text.write("# command: python tests/golden/activations.py\n")
    text.write(f"# made with: mpmath {mpmath.__version__}\n")
    for line in what:
        text.write(f"# what: {line}\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else None
    functions = table(
        ["value and slope at the double x: the nearest double, and what is missing (_rest);",
         "_condition is |x f'(x)/f(x)| of the value, and the same of the slope"],
        ["function", "parameter", "x", "value", "value_rest", "value_condition", "slope",
         "slope_rest", "slope_condition"], function_rows(count))
    if count is not None:
        print(functions, end="")
        return
    moments = table(["mean and variance of f(z) for z drawn from N(0, 1)"],
                    ["function", "parameter", "mean", "variance"], moment_rows())
    log_softmax = table(["log-softmax of the logits of each case: the nearest double, and what "
                         "is missing"], ["case", "z", "log_p", "rest"], log_softmax_rows())
    here = pathlib.Path(__file__)
    for suffix, text in (("", functions), ("_moments", moments), ("_log_softmax", log_softmax)):
        path = here.with_name(f"{here.stem}{suffix}.csv")
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.name, text.count("\n"), "lines")


main()
