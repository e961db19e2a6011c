//! What a number is.

/// A number: 64 bits. With the feature `f32` 32 bits, which is twice as fast and good for
/// 7 digits: enough to train with, not enough to check a slope with.
#[cfg(not(feature = "f32"))]
pub type Real = f64;

/// A number: 32 bits, because the feature `f32` is on.
#[cfg(feature = "f32")]
pub type Real = f32;
