"""The coefficients of crates/activations/src/fast: fractions of polynomials, each with the
smallest largest error of its degree, weighted as said, and rounded to 32 bits.

    python tests/golden/activations_coefficients.py

prints them with the largest error left, in units of 2^-24: what one rounding to the nearest
32-bit number may cost. They need not be the same to the last digit on another machine.

The fit is Lawson's: a least-squares fit whose weights grow where the error is large, repeated
until all the large errors are equally large. The fraction P/Q is fitted as P - f·Q, divided by
the Q of the step before.
"""

import mpmath as mp
import numpy as np

mp.mp.dps = 40


def between(low, high, count=400):
    """Points that crowd at both ends, as the largest errors of a polynomial do."""
    return low + (high - low) * (1 - np.cos(np.pi * np.arange(count) / (count - 1))) / 2


def spread(high, scale, count=400):
    """From 0 to high, with as many points below `scale` as above."""
    u = between(0, high / (high + scale), count)
    return scale * u / (1 - u)


def values(function, points):
    return np.array([float(function(mp.mpf(point))) for point in points])


def fit(x, f, allowed, first, above, below):
    """P/Q with P(0) = first, Q(0) = 1, degrees `above` and `below`, close to f at x."""
    top = np.stack([x**j for j in range(1, above + 1)], 1)
    bottom = np.stack([x**j for j in range(1, below + 1)], 1) if below else np.zeros((len(x), 0))
    q, weight, best = np.ones(len(x)), np.ones(len(x)), (np.inf, None)
    for _ in range(300):
        for _ in range(4):
            scale = np.sqrt(weight) / (allowed * q)
            system = np.concatenate([top, -f[:, None] * bottom], 1) * scale[:, None]
            size = np.linalg.norm(system, axis=0)
            solution = np.linalg.lstsq(system / size, (f - first) * scale, rcond=None)[0] / size
            q = 1 + bottom @ solution[above:]
        p = first + top @ solution[:above]
        error = np.abs(f - p / q) / allowed
        if error.max() < best[0]:
            best = (error.max(), solution.copy())
        weight *= error + 1e-3 * error.max()
        weight /= weight.sum()
    solution = best[1].astype(np.float32)
    p = first + top @ solution[:above].astype(float)
    q = 1 + bottom @ solution[above:].astype(float)
    error = (np.abs(f - p / q) / allowed).max() * 2**24
    return [first, *solution[:above]], [1.0, *solution[above:]], error


def show(name, fitted):
    p, q, error = fitted
    print(f"{name}: error {error:.2f}")
    print("  P", *(str(np.float32(c)) for c in p))
    if len(q) > 1:
        print("  Q", *(str(np.float32(c)) for c in q))


def main():
    # e^r - 1 = r + r²·P(r), relative to itself, and relative to 1 for the points beside 0.
    half = float(mp.log(2) / 2)
    r = between(-half, half)
    g = values(lambda r: (mp.expm1(r) - r) / r**2, r)
    show("e^r - 1 = r + r² P(r)", fit(r, g, np.abs(np.expm1(r)) / r**2, 0.5, 4, 0))

    # ln(1 + e) = e·P(e)/Q(e), relative.
    e = between(0, 1)[1:]
    f = values(lambda e: mp.log1p(e) / e, e)
    show("ln(1 + e) = e P(e)/Q(e)", fit(e, f, f, 1.0, 2, 3))

    # R(a) = e^(a²/2)·Φ(-a) = P(a)/Q(a). Allowed is what the function x·Φ(x) allows: an error
    # relative to 1 + κ, where κ = |1 - aφ(a)/Φ(-a)| is the condition of x·Φ(x) at x = -a.
    a = spread(15, 2.0)
    density = float(1 / mp.sqrt(2 * mp.pi))
    ratio = values(lambda a: mp.exp(a * a / 2) * mp.erfc(a / mp.sqrt(2)) / 2, a)
    p, q, error = fit(a, ratio, ratio + np.abs(ratio - density * a), 0.5, 3, 4)
    show("R(a) = P(a)/Q(a)", (p, q, error))

    # R(a) - a/√(2π) over the same Q: multiplied out.
    p, q = np.array([*p, 0, 0], dtype=float), np.array(q, dtype=float)
    p[1:] -= density * q
    show("R(a) - a/√(2π) = P(a)/Q(a)", (p.astype(np.float32), q, error))


main()
