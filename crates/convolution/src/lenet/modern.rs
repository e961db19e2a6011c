//! LeNet-5 as it is built today: relu, the largest of four, dense layers at the end.

use backprop::{Activation, Init, Linear, Sequential};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::{Conv2d, Geometry, ImageShape, MaxPool2d, Window};

// ANCHOR: shapes
/// The images between the layers of LeNet-5, beginning with the one that goes in: a grey image of
/// 28×28.
///
/// Then six maps, by kernels of 5×5 on the image with two pixels of padding on each side;
/// each map halved in both directions; sixteen maps, by kernels of 5×5 without padding;
/// and these halved.
pub fn shapes() -> [ImageShape; 5] {
    // ANCHOR: exercise_5_16
    [
        ImageShape::new(1, 28, 28),
        ImageShape::new(6, 28, 28), // 28 + 2·2 − 5 + 1
        ImageShape::new(6, 14, 14),
        ImageShape::new(16, 10, 10), // 14 − 5 + 1
        ImageShape::new(16, 5, 5),
    ]
    // ANCHOR_END: exercise_5_16
}
// ANCHOR_END: shapes

// ANCHOR: modern
/// LeNet-5 (LeCun, Bottou, Bengio & Haffner 1998) in today's form, with 61,706 parameters:
/// it reads images of 28×28, a column each, and gives ten logits.
///
/// Relu comes after pooling, not before: it does not change which of four is the largest,
/// so the result is the same, and there are a quarter as many numbers to bend.
///
/// # Panics
///
/// If [`shapes`] do not follow from each other.
pub fn modern(seed: u64) -> Sequential {
    let random = &mut ChaCha8Rng::seed_from_u64(seed);
    let [image, edges, fewer_edges, parts, fewer_parts] = shapes();
    let five = Window::new(5);
    let padded = Window { padding: 2, ..five };
    Sequential::new(vec![
        Box::new(conv(image, edges, padded, random)),
        Box::new(halve(edges, fewer_edges)),
        Box::new(Activation::relu()),
        Box::new(conv(fewer_edges, parts, five, random)),
        Box::new(halve(parts, fewer_parts)),
        Box::new(Activation::relu()),
        Box::new(Linear::new(fewer_parts.len(), 120, Init::He, random)),
        Box::new(Activation::relu()),
        Box::new(Linear::new(120, 84, Init::He, random)),
        Box::new(Activation::relu()),
        Box::new(Linear::new(84, 10, Init::Xavier, random)),
    ])
}

fn conv(
    from: ImageShape,
    to: ImageShape,
    window: Window,
    random: &mut ChaCha8Rng,
) -> Conv2d {
    let geometry = Geometry::new(from, to.channels, window);
    check("a convolution by 5×5", from, geometry.output(), to);
    Conv2d::new(geometry, Init::He, random)
}

fn halve(from: ImageShape, to: ImageShape) -> MaxPool2d {
    let window = Window {
        stride: 2,
        ..Window::new(2)
    };
    let pool = MaxPool2d::new(from, window);
    check("pooling by 2×2", from, pool.geometry().output(), to);
    pool
}

/// Names both shapes where one does not follow.
fn check(what: &str, from: ImageShape, follows: ImageShape, given: ImageShape) {
    assert!(
        follows == given,
        "LeNet: {what} makes {follows} of {from}, but `shapes` says {given}"
    );
}
// ANCHOR_END: modern
