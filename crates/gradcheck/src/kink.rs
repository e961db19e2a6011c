//! Is there a kink at x?

use crate::{
    estimate::Kink,
    samples::{Samples, power_of_two},
};

// ANCHOR: kink
/// The slopes on both sides if f has a kink at x.
///
/// The bend f(x+h) − 2f(x) + f(x−h) of a smooth f is f″h²: it falls by 4 when h is
/// halved. At a kink it is the jump of the slope times h and falls by 2; where f jumps,
/// not at all. `jump` says how large a kink is suspected, so that the bend is looked at
/// where it stands out from the `noise`, and then over three steps by 8 each: noise has
/// no such patience.
pub(crate) fn find_kink(
    f: &mut Samples,
    jump: f64,
    noise: f64,
    step: f64,
) -> Option<Kink> {
    if !f.affordable(8) || jump == 0.0 {
        return None;
    }
    let finest = power_of_two((64.0 * noise / jump.abs()).max(64.0 * step));
    let pairs = [512.0, 64.0, 8.0, 1.0].map(|times| f.pair(times * finest));
    let bends = pairs.each_ref().map(|pair| pair.bend(f.centre));
    let falls = [
        bends[0] / bends[1],
        bends[1] / bends[2],
        bends[2] / bends[3],
    ];
    let least = falls[0].min(falls[1]).min(falls[2]);
    let most = falls[0].max(falls[1]).max(falls[2]);
    // 8 at a kink, 1 at a jump, √8 at the tip of √|x|, but 64 where f is smooth.
    let steady = least > 0.95 && most < 10.0 && most < 1.25 * least;
    let visible = bends[3].abs() > 16.0 * noise;
    if !(steady && visible) {
        return None;
    }
    let right = pairs
        .each_ref()
        .map(|pair| (pair.right - f.centre) / pair.h);
    let left = pairs.each_ref().map(|pair| (f.centre - pair.left) / pair.h);
    let kink = Kink {
        left: settled(&left),
        right: settled(&right),
    };
    // A jump this small beside the slope itself is beyond what these steps can tell.
    let slope = kink.left.abs().max(kink.right.abs());
    (slope.is_infinite() || (kink.right - kink.left).abs() > 1e-4 * slope)
        .then_some(kink)
}

/// The limit of one-sided slopes at steps h, h/8, h/64, h/512; infinite if they keep
/// growing.
fn settled(slopes: &[f64; 4]) -> f64 {
    let grows = |i: usize| slopes[i + 1].abs() > 1.5 * slopes[i].abs();
    if (0..3).all(grows) {
        f64::INFINITY.copysign(slopes[3])
    } else {
        (8.0 * slopes[2] - slopes[1]) / 7.0
    }
}
// ANCHOR_END: kink
