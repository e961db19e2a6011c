"""Two published examples of a computational graph, recomputed to 50 digits by mpmath.

    python tests/golden/worked_example.py

writes worked_example.csv and micrograd.csv beside this script.

1. The neuron σ(w·x + b) with w = (2, −3), x = (−1, −2), b = −3: the "sigmoid example" of
   Stanford's CS231n notes, "Backpropagation, Intuitions"
   (https://cs231n.github.io/optimization-2/), which prints its numbers to two places.
2. The expression in the README of micrograd, Andrej Karpathy, 2020
   (https://github.com/karpathy/micrograd/blob/c911406e5ace8742e5841a7e0df113ecb5d54685/README.md),
   which prints g = 24.7041, ∂g/∂a = 138.8338 and ∂g/∂b = 645.5773.

No gradient comes from the chain rule. Each node is moved by a little, everything behind it
is computed again, and the central difference is taken: with 120 digits and a step of 10⁻³⁰
its error is about 10⁻⁶⁰.
"""

import pathlib

import mpmath
from mpmath import mp, mpf

mp.dps = 120
STEP = mpf(10) ** -30
HERE = pathlib.Path(__file__).parent


def neuron(moved):
    """All nodes in order; `moved` adds a little to one of them."""
    node = {}

    def let(name, value):
        node[name] = mpf(value) + moved.get(name, 0)
        return node[name]

    w1, w2 = let("w1", 2), let("w2", -3)
    x1, x2 = let("x1", -1), let("x2", -2)
    b = let("b", -3)
    w1x1 = let("w1*x1", w1 * x1)
    w2x2 = let("w2*x2", w2 * x2)
    total = let("w1*x1+w2*x2", w1x1 + w2x2)
    z = let("z", total + b)
    negated = let("-z", -z)
    power = let("exp(-z)", mp.exp(negated))
    denominator = let("1+exp(-z)", 1 + power)
    let("sigmoid(z)", 1 / denominator)
    return node


def relu(x):
    return x if x > 0 else mpf(0)


def micrograd(moved):
    """The README's expression. A name that it assigns again gets a number here."""
    node = {}

    def let(name, value):
        node[name] = mpf(value) + moved.get(name, 0)
        return node[name]

    a, b = let("a", -4), let("b", 2)
    c = let("c1", a + b)
    d = let("d1", a * b + b**3)
    c = let("c2", c + (c + 1))
    c = let("c3", c + (1 + c + (-a)))
    d = let("d2", d + (d * 2 + relu(b + a)))
    d = let("d3", d + (3 * d + relu(b - a)))
    e = let("e", c - d)
    f = let("f", e**2)
    g = let("g1", f / 2)
    let("g2", g + 10 / f)
    return node


def write(path, source, graph, output, checks):
    values = graph({})
    lines = [
        "# command: python tests/golden/worked_example.py",
        f"# made with: mpmath {mpmath.__version__}",
        f"# source: {source}",
        f"# what: every node in order, its value, and the derivative of {output} by it;",
        "# what: 17 significant digits",
        "node,value,gradient",
    ]
    gradients = {}
    for name, value in values.items():
        up, down = graph({name: STEP}), graph({name: -STEP})
        gradients[name] = (up[output] - down[output]) / (2 * STEP)
        # The difference is exact where the graph is a polynomial, but for its last digits.
        shown = mp.chop(gradients[name], tol=mpf(10) ** -40)
        lines.append(f"{name},{mp.nstr(value, 17)},{mp.nstr(shown, 17)}")
    for found, published, places in checks(values, gradients):
        assert mp.nint(found * 10**places) == mp.nint(mpf(published) * 10**places), (
            f"{path.name}: {found} is not the published {published}"
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(path.name)
    print("\n".join(lines[5:]))


write(
    HERE / "worked_example.csv",
    "https://cs231n.github.io/optimization-2/ (sigmoid example)",
    neuron,
    "sigmoid(z)",
    lambda value, gradient: [
        (value["z"], "1", 10),
        (value["exp(-z)"], "0.37", 2),
        (value["1+exp(-z)"], "1.37", 2),
        (value["sigmoid(z)"], "0.73", 2),
        (gradient["1+exp(-z)"], "-0.53", 2),
        (gradient["-z"], "-0.20", 2),
        (gradient["z"], "0.20", 2),
        (gradient["b"], "0.20", 2),
        # σ′ = σ(1 − σ), an identity that the differences know nothing of.
        (gradient["z"], value["sigmoid(z)"] * (1 - value["sigmoid(z)"]), 40),
        (gradient["w1"], -gradient["z"], 40),
        (gradient["w2"], -2 * gradient["z"], 40),
        (gradient["x1"], 2 * gradient["z"], 40),
        (gradient["x2"], -3 * gradient["z"], 40),
    ],
)
write(
    HERE / "micrograd.csv",
    "https://github.com/karpathy/micrograd/blob/c911406e5ace8742e5841a7e0df113ecb5d54685/README.md",
    micrograd,
    "g2",
    lambda value, gradient: [
        (value["g2"], "24.7041", 4),
        (gradient["a"], "138.8338", 4),
        (gradient["b"], "645.5773", 4),
    ],
)
