"""Values and derivatives of the operations of lesson 1, to 50 digits, by mpmath.

    python tests/golden/ops.py

writes ops.csv beside this script. Derivatives do not come from the formulas that the lesson
teaches: each is the central difference of the value itself, taken with 1,600 digits and a
step of 10⁻³⁰⁰ of the point, so all of the 17 digits printed are right.

Inputs are doubles, and are taken exactly: 0.1 means the double nearest to 0.1.
"""

import pathlib
import sys

import mpmath
from mpmath import mp, mpf

mp.dps = 50
LARGEST = mpf(sys.float_info.max)
# Half of the smallest subnormal number: a double nearest to anything below is 0.
VANISHING = mpf(2) ** -1075

EXTREME = [700.0, 709.7, 710.0, 745.0, 1000.0]


def both_signs(numbers):
    return [-x for x in reversed(numbers)] + [0.0] + numbers


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    return mp.log1p(mp.exp(x))


# One operand: name, function, points.
SMALL = [1e-300, 1e-20, 1e-8, 1e-3, 0.1, 0.5, 1.0]
UNARY = [
    ("exp", mp.exp, both_signs([1e-300, 1e-8, 0.1, 1.0, 2.5, 10.0, 100.0] + EXTREME)),
    ("ln", mp.log, [5e-324, 1e-308, 1e-100, 1e-8, 0.1, 0.5, 1 - 2**-53, 1.0, 1 + 2**-52,
                    2.0, 2.718281828459045, 10.0, 1e8, 1e100, 1.7976931348623157e308]),
    ("tanh", mp.tanh, both_signs(SMALL + [2.0, 5.0, 10.0, 19.0, 20.0, 100.0, 400.0, 1000.0])),
    ("sigmoid", sigmoid, both_signs(SMALL + [2.0, 5.0, 10.0, 36.0, 37.0, 40.0, 100.0] + EXTREME)),
    ("softplus", softplus, both_signs(SMALL + [2.0, 5.0, 10.0, 36.0, 37.0, 40.0, 100.0] + EXTREME)),
]

RELU = both_signs([5e-324, 1e-300, 1e-8, 0.1, 1.0, 3.5, 1e8, 1e300])

# Integer powers also have negative bases and the exponents 0 and 1 at x = 0.
POWI = [(0.0, 0), (0.0, 1), (0.0, 2), (0.0, 3), (-2.0, 0), (-2.0, 1), (-2.0, 2), (-2.0, 3),
        (-2.0, -1), (-2.0, -3), (0.1, 2), (0.1, -2), (1.5, 7), (3.0, 5), (-0.3, 9), (10.0, 20),
        (10.0, -20), (1e100, 3), (1e100, 4), (1e-100, 3), (1e-100, 4), (1e-100, -3),
        (1.0000001, 1000000), (2.0, 1023), (2.0, -1022)]

POWF = [(4.0, 0.5), (2.0, 0.5), (0.1, 0.5), (2.0, -0.5), (2.0, 1.5), (2.0, 0.0), (2.0, 1.0),
        (2.0, 2.0), (0.3, -2.7), (10.0, 3.3), (1.0, 7.7), (7.7, 1e-8), (1e-300, 0.25),
        (1e300, 0.25), (1e300, -1.01), (1e-10, 30.5), (1e10, 30.5), (1e200, 2.5), (0.0, 1.5),
        (0.0, 2.5)]

# Among them divisors whose square leaves the range of doubles though the derivative does not.
QUOTIENT = [(0.0, 1.0), (1.0, 1.0), (1.0, 3.0), (-1.0, 3.0), (1.0, -3.0), (-7.0, -0.1),
            (2.0, 1e-8), (1e8, 0.3), (1e300, 1e10), (1e-300, 1e10), (1e-100, 1e-160),
            (1e100, 1e200), (1e300, 1e300), (1e-300, 1e-300), (1e300, 1e-10), (-2.5, 1e150)]


def derivative(function, at):
    """The slope between two points so close, in so many digits, that it is the derivative."""
    with mp.workdps(1600):
        # The step shrinks with the point, so that it never reaches a singularity at 0. The
        # digits outnumber what cancels: the step's 600 and the 870 by which tanh(1000)
        # differs from 1.
        h = (abs(at) if at else mpf(1)) * mpf(10) ** -300
        slope = (function(at + h) - function(at - h)) / (2 * h)
    return +slope


def text(number):
    """17 significant digits; inf and 0 where the nearest double is that."""
    if number == "":
        return ""
    if number == 0 or abs(number) <= VANISHING:
        return "0.0"
    if abs(number) > LARGEST:
        return "inf" if number > 0 else "-inf"
    return mp.nstr(number, 17)


def rows():
    for name, function, points in UNARY:
        for point in points:
            x = mpf(point)
            # log(1 + tiny) and 1 - tanh need digits beyond those they cancel.
            with mp.workdps(1000):
                value = function(x)
            yield name, point, "", +value, derivative(function, x), ""
    for point in RELU:
        # At the kink the course takes the derivative 0, as PyTorch and JAX do.
        x = mpf(point)
        yield "relu", point, "", max(x, mpf(0)), mpf(1) if x > 0 else mpf(0), ""
    for base, exponent in POWI:
        x = mpf(base)
        slope = derivative(lambda t: t**exponent, x)
        if x == 0:
            # A difference of t² or t⁰ at 0 is exactly 0, that of t³ is h²: as good as 0.
            slope = mpf(1) if exponent == 1 else mpf(0)
        yield "powi", base, exponent, x**exponent, slope, ""
    for base, exponent in POWF:
        x, y = mpf(base), mpf(exponent)
        if x == 0:
            # Exponents above 1: the slope from the right is 0; the exponent's is left out.
            yield "powf", base, exponent, mpf(0), mpf(0), ""
            continue
        dx = derivative(lambda t: mp.power(t, y), x)
        dy = derivative(lambda t: mp.power(x, t), y)
        yield "powf", base, exponent, mp.power(x, y), dx, dy
    for top, bottom in QUOTIENT:
        x, y = mpf(top), mpf(bottom)
        dx = derivative(lambda t: t / y, x)
        dy = derivative(lambda t: x / t, y)
        yield "quotient", top, bottom, x / y, dx, dy


def main():
    lines = [
        "# command: python tests/golden/ops.py",
        f"# made with: mpmath {mpmath.__version__}",
        "# what: value and derivatives of op at the doubles x, y, rounded to 17 significant digits;",
        "# what: inf and 0.0 where the nearest double is that; y is the exponent of powi and powf,",
        "# what: the divisor of quotient; relu's derivative at 0 is 0 by convention",
        "op,x,y,value,dx,dy",
    ]
    counts = {}
    for name, x, y, value, dx, dy in rows():
        counts[name] = counts.get(name, 0) + 1
        second = "" if y == "" else f"{y:.17g}"
        lines.append(f"{name},{x:.17g},{second},{text(value)},{text(dx)},{text(dy)}")
    path = pathlib.Path(__file__).with_suffix(".csv")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(path.name, counts)


main()
