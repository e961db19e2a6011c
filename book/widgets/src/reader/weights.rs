//! LeNet's trained weights, a byte each.
//!
//! For each parameter in turn: a scale s, as four bytes (a number of 32 bits, the lowest byte
//! first), and then a byte b from −15 to 15 for each of its entries, in the order in which it
//! stores them. The entry is b·s. The example `lenet` makes the file, and says how many images
//! are still read right.

use backprop::{Layer, Sequential};
use convolution::lenet;
use matrix::Real;

use crate::protocol::wide;

/// The file that the module carries.
const FILE: &[u8] = include_bytes!("../../data/lenet.bin");

/// The trained network of the file.
///
/// # Panics
///
/// If the file is not of this network.
pub fn trained() -> Sequential {
    unpack(FILE)
}

/// The largest byte. Up to 127 there would be room, but compressed, as pages are sent, the file
/// is a third smaller so: 34 KB.
const MOST: f64 = 15.0;

/// The parameters, rounded.
pub fn pack(network: &mut Sequential) -> Vec<u8> {
    let mut bytes = Vec::new();
    network.visit(&mut |parameter| {
        let entries = parameter.value.as_slice().iter().copied().map(wide);
        let largest = entries.clone().fold(0.0, |most: f64, x| most.max(x.abs()));
        // All zeros are zeros at any scale.
        let scale = if largest > 0.0 { largest / MOST } else { 1.0 } as f32;
        bytes.extend(scale.to_le_bytes());
        let rounded = entries.map(|x| (x / f64::from(scale)).round() as i8);
        bytes.extend(rounded.flat_map(i8::to_le_bytes));
    });
    bytes
}

/// A LeNet of these bytes.
///
/// # Panics
///
/// If there are not as many as it needs.
pub fn unpack(mut bytes: &[u8]) -> Sequential {
    let mut network = lenet::modern(0);
    network.visit(&mut |parameter| {
        let (scale, rest) = bytes.split_first_chunk().expect("a scale");
        let scale = Real::from(f32::from_le_bytes(*scale));
        let entries = parameter.value.as_mut_slice();
        let (own, rest) = rest.split_at(entries.len());
        for (entry, byte) in entries.iter_mut().zip(own) {
            *entry = scale * Real::from(i8::from_le_bytes([*byte]));
        }
        bytes = rest;
    });
    assert!(bytes.is_empty(), "{} bytes are left", bytes.len());
    network
}
