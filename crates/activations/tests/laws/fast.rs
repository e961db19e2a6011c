//! The arrays of 32-bit numbers against the clear functions: over a dense sample of all
//! such numbers, and at the edges.

use activations::Activation::{self, Elu, Identity, LeakyRelu, Relu, Swish};
use activations::{arrays, fast};

use crate::accuracy::many;
use crate::reference::Worst;

/// Every so many bit patterns are tried: with optimisation 4.3 million numbers, without it
/// a hundred thousand.
const STRIDE: usize = if cfg!(debug_assertions) { 39_989 } else { 997 };

/// All numbers of 32 bits, from bits 0 upward, in these steps; no NaN.
fn sample() -> Vec<f32> {
    let all = (0..=u32::MAX).step_by(STRIDE).map(f32::from_bits);
    all.filter(|x| !x.is_nan()).collect()
}

/// How far `ours` is off, in units of the distance between neighbouring 32-bit numbers.
fn ulps(ours: f32, exact: f64) -> f64 {
    // A double's exponent stands in the bits from 52 on, with 1023 added.
    let stored = (exact.abs().to_bits() >> 52) as i32;
    let exponent = (stored - 1023).clamp(-126, 127);
    // Out of range is what it should be, and then there is nothing to count.
    if ours.is_infinite() && ours == exact as f32 {
        0.0
    } else {
        (f64::from(ours) - exact).abs() / 2.0_f64.powi(exponent - 23)
    }
}

/// The condition of g at x, from the values of neighbours on the same side of 0.
fn condition(g: impl Fn(f64) -> f64, x: f64) -> f64 {
    let h = 1e-4 * x.abs();
    let (left, here, right) = (g(x - h), g(x), g(x + h));
    if here == 0.0 || h == 0.0 {
        0.0
    } else {
        (x * (right - left) / (2.0 * h) / here).abs()
    }
}

type Run<'a> = &'a dyn Fn(&[f32], &mut [f32]);

/// Compares an array with the clear function of each entry. Says whether all are right.
fn agree(name: &str, x: &[f32], run: Run, clear: impl Fn(f64) -> f64) -> bool {
    let mut y = vec![0.0; x.len()];
    run(x, &mut y);
    let mut errors = Worst::new(name.to_owned());
    for (&x, &y) in x.iter().zip(&y) {
        let x = f64::from(x);
        errors.add(x, ulps(y, clear(x)), condition(&clear, x));
    }
    errors.report()
}

/// Run with `--nocapture`, this prints the worst point of each.
#[test]
fn fast_is_clear() {
    let x = sample();
    let ones = vec![1.0; x.len()];
    let mut right = true;
    for f in Activation::ALL
        .into_iter()
        .chain([LeakyRelu(2.0), Elu(0.3), Swish(0.5)])
    {
        let (name, slope) = (format!("{f}"), format!("{f}, slope"));
        right &= agree(&name, &x, &|x, y| fast::forward(f, x, y), |x| f.value(x));
        let backward: Run = &|x, dx| fast::backward(f, &ones, x, dx);
        right &= agree(&slope, &x, backward, |x| f.slope(x));
    }
    assert!(right, "an error is larger than the bound");
}

/// The same of the slope from the output, as a function of the output. α as a number of 32
/// bits, because y + α is as good as the digits that α has.
#[test]
fn fast_is_clear_from_the_output() {
    let alpha = f64::from(0.3_f32);
    let mut right = true;
    for (f, range) in [
        (Activation::Sigmoid, 0.0..1.0),
        (Activation::Tanh, -1.0..1.0),
        (Elu(1.0), -1.0..f32::MAX),
        (Elu(alpha), -0.3..f32::MAX),
        (Relu, 0.0..f32::MAX),
        (LeakyRelu(0.01), f32::MIN..f32::MAX),
        (Identity, f32::MIN..f32::MAX),
    ] {
        let mut y = sample();
        y.retain(|y| range.contains(y));
        let ones = vec![1.0; y.len()];
        let name = format!("{f}, slope from y");
        let run: Run = &|y, dx| fast::backward_from_output(f, &ones, y, dx);
        let clear = |y| f.slope_from_output(y).expect("it is one of those");
        right &= agree(&name, &y, run, clear);
    }
    assert!(right, "an error is larger than the bound");
}

/// Where the processor has no fused multiply-add, the clear functions are used: each result
/// is then the nearest 32-bit number.
#[test]
fn clear_arrays_of_32_bits_round_once() {
    let x: Vec<f32> = sample().into_iter().step_by(101).collect();
    let ones = vec![1.0; x.len()];
    let mut y = vec![0.0; x.len()];
    for f in Activation::ALL {
        arrays::forward(f, &x, &mut y);
        let right = |x: f32| f.value(f64::from(x)) as f32;
        assert!(x.iter().zip(&y).all(|(&x, &y)| y == right(x)), "{f}");
        arrays::backward(f, &ones, &x, &mut y);
        let right = |x: f32| f.slope(f64::from(x)) as f32;
        assert!(x.iter().zip(&y).all(|(&x, &y)| y == right(x)), "{f}, slope");
    }
}

/// The numbers between which all others lie, and none.
fn edges() -> Vec<f32> {
    let positive = [
        0.0,
        f32::from_bits(1),
        f32::MIN_POSITIVE.next_down(),
        f32::MIN_POSITIVE,
        f32::EPSILON,
        f32::MAX,
        f32::INFINITY,
        f32::NAN,
    ];
    positive.into_iter().flat_map(|x| [x, -x]).collect()
}

/// At the edges fast and clear agree exactly: limits, signs of infinities, NaN for NaN, and
/// what comes of the smallest numbers but for the bound of an ulp or two.
#[test]
fn edges_agree() {
    let x = edges();
    let mut fast_y = vec![0.0; x.len()];
    let mut clear_y = fast_y.clone();
    let ones = vec![1.0; x.len()];
    for f in many() {
        fast::forward(f, &x, &mut fast_y);
        arrays::forward(f, &x, &mut clear_y);
        compare_edges(&format!("{f}"), &x, &fast_y, &clear_y);
        fast::backward(f, &ones, &x, &mut fast_y);
        arrays::backward(f, &ones, &x, &mut clear_y);
        compare_edges(&format!("{f}, slope"), &x, &fast_y, &clear_y);
        if f.slope_from_output(0.0).is_some() {
            let y = clear_y.clone();
            fast::backward_from_output(f, &ones, &y, &mut fast_y);
            arrays::backward_from_output(f, &ones, &y, &mut clear_y);
            compare_edges(&format!("{f}, slope from y"), &y, &fast_y, &clear_y);
        }
    }
}

fn compare_edges(name: &str, x: &[f32], fast: &[f32], clear: &[f32]) {
    for ((x, &fast), &clear) in x.iter().zip(fast).zip(clear) {
        let close = ulps(fast, f64::from(clear)) <= 2.0;
        let both_nan = fast.is_nan() && clear.is_nan();
        assert!(close || both_nan, "{name} at {x:e}: {fast:e}, {clear:e}");
        assert!(!x.is_nan() || both_nan, "{name}: a NaN was lost");
    }
}

/// A number has the same result wherever it stands: at the beginning of an array, in its
/// wide middle, or in what is left over at the end.
#[test]
fn the_place_in_the_array_does_not_matter() {
    let numbers: Vec<f32> = (0..150_i16).map(|k| f32::from(k) / 16.0 - 5.0).collect();
    let dy: Vec<f32> = numbers.iter().map(|x| 1.5 - x / 8.0).collect();
    for f in many() {
        let (mut y, mut dx) = (vec![0.0; 150], vec![0.0; 150]);
        fast::forward(f, &numbers, &mut y);
        fast::backward(f, &dy, &numbers, &mut dx);
        for first in 0..20 {
            for last in [first, first + 1, first + 17, first + 64, 149] {
                let mut part = vec![0.0; 150];
                fast::forward(f, &numbers[first..last], &mut part[first..last]);
                assert_eq!(part[first..last], y[first..last], "{f} {first}..{last}");
                let (dy, x) = (&dy[first..last], &numbers[first..last]);
                fast::backward(f, dy, x, &mut part[first..last]);
                assert_eq!(part[first..last], dx[first..last], "{f} {first}..{last}");
            }
        }
    }
}

/// dx is dy times the slope, entry by entry.
#[test]
fn the_slope_multiplies() {
    let x: Vec<f32> = (0..1000_i16).map(|k| f32::from(k) / 8.0 - 6.0).collect();
    let dy: Vec<f32> = x.iter().map(|x| 0.75 - x / 4.0).collect();
    let (mut slopes, mut dx) = (vec![0.0; 1000], vec![0.0; 1000]);
    for f in many() {
        fast::backward(f, &[1.0; 1000], &x, &mut slopes);
        fast::backward(f, &dy, &x, &mut dx);
        for ((dx, dy), slope) in dx.iter().zip(&dy).zip(&slopes) {
            // Rounded once, and the slope perhaps once before.
            let off = ulps(*dx, f64::from(*dy) * f64::from(*slope));
            assert!(off <= 1.5, "{f}: {dx} is not {dy}·{slope}");
        }
    }
}

#[test]
#[should_panic(expected = "the arrays have [3, 2] entries")]
fn sizes_are_compared_forward() {
    fast::forward(Relu, &[0.0; 3], &mut [0.0; 2]);
}

#[test]
#[should_panic(expected = "the arrays have [3, 2, 3] entries")]
fn sizes_are_compared_backward() {
    fast::backward(Relu, &[0.0; 3], &[0.0; 2], &mut [0.0; 3]);
}

#[test]
#[should_panic(expected = "the arrays have [2, 3, 3] entries")]
fn sizes_are_compared_backward_from_the_output() {
    arrays::backward_from_output(Relu, &[0.0; 2], &[0.0; 3], &mut [0.0; 3]);
}

#[test]
#[should_panic(expected = "GELU: its slope needs x, not y")]
fn an_output_that_does_not_tell_is_refused() {
    fast::backward_from_output(Activation::Gelu, &[1.0], &[1.0], &mut [0.0]);
}
