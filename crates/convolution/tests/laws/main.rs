//! What must hold for the reference of lesson 5, whatever numbers are in it.
//!
//! Slopes are judged by `gradcheck` with a random cotangent, and shapes are drawn with
//! unequal sizes, strides that leave something over, padding, dilation and groups. What is
//! exact runs with `--features f32` as well; the rest with numbers of 64 bits.

mod equal;
mod geometries;
mod hand;
mod messages;
mod networks;
mod one_d;
mod pools;
mod shards;
mod windows;

#[cfg(not(feature = "f32"))]
mod layers;

// Those of lesson 2.
#[cfg(not(feature = "f32"))]
#[allow(dead_code)]
#[path = "../../../backprop/tests/laws/slopes.rs"]
mod slopes;
#[allow(dead_code)]
#[path = "../../../backprop/tests/laws/support.rs"]
mod support;
