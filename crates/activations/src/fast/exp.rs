//! One exponential for all of them.
//!
//! x = n·ln 2 + r with a whole n and |r| ≤ ½ ln 2, so eˣ = 2ⁿ·eʳ. A polynomial gives
//! eʳ − 1 on that short interval; 2ⁿ is put together from its bits.

use std::f32::consts::{LN_2, LOG2_E};

use super::loops::{TimesPlus, UNFUSED};

/// 1.5·2²³. Numbers of this size have no bits behind the point: adding this one rounds.
const ROUND: f32 = 12_582_912.0;
/// The exponent that a number of 32 bits stores for 2⁰, and where it stores it.
const BIAS: u32 = 127;
const MANTISSA: u32 = 23;
/// ln 2 in two parts.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// 2⁻⁶⁴
const BACK: f32 = f32::from_bits((BIAS - 64) << MANTISSA);

// ANCHOR: reduce
/// n, as the low bits of a number, and eʳ − 1.
#[inline(always)]
fn reduce(x: f32) -> (u32, f32) {
    let rounded = x.times_plus(LOG2_E, ROUND);
    let n = rounded - ROUND;
    // Most of x goes. Where n·ln 2 is rounded, it is taken away in two parts, and the
    // product with the first, which has few bits, is exact.
    let r = if UNFUSED {
        (x - n * LN_2_HIGH) - n * LN_2_LOW
    } else {
        n.times_plus(-LN_2, x)
    };
    // eʳ − 1 = r + r²·g(r), where g was fitted for the smallest largest relative error.
    let g = 1.389_822_4e-3_f32;
    let g = g.times_plus(r, 8.366_035e-3);
    let g = g.times_plus(r, 4.166_685_4e-2);
    let g = g.times_plus(r, 1.666_655e-1);
    let g = g.times_plus(r, 0.5);
    (rounded.to_bits(), g.times_plus(r * r, r))
}

/// 2ⁿ⁺ˢ
#[inline(always)]
fn power_of_two(n: u32, shift: u32) -> f32 {
    f32::from_bits(n.wrapping_add(BIAS + shift) << MANTISSA)
}
// ANCHOR_END: reduce

// ANCHOR: exp
/// eˣ for x ≤ 0.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    times_exp(1.0, x)
}

/// c·eˣ for x ≤ 0, rounded once less than c times eˣ.
#[inline(always)]
pub(super) fn times_exp(c: f32, x: f32) -> f32 {
    // From −104 on the result is 0, and c may make up for some of that; but 2ⁿ⁺⁶⁴ must have
    // an exponent. Asked so, a NaN stays one.
    let x = if x < -120.0 { -120.0 } else { x };
    let (n, e_minus_1) = reduce(x);
    // The smallest results are *subnormal*: 2ⁿ alone would have no place in the exponent.
    // So it is made 2⁶⁴ times too large, and the last product rounds.
    let scaled = c * power_of_two(n, 64);
    e_minus_1.times_plus(scaled, scaled) * BACK
}

/// eˣ − 1 for x ≤ 0, with all digits where x is close to 0.
#[inline(always)]
pub(super) fn exp_m1(x: f32) -> f32 {
    // Below it is −1.
    let x = if x < -20.0 { -20.0 } else { x };
    let (n, e_minus_1) = reduce(x);
    let scale = power_of_two(n, 0);
    e_minus_1.times_plus(scale, scale - 1.0)
}
// ANCHOR_END: exp
