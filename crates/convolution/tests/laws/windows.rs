//! How often a window fits, and what it sees: by hand and by counting.

use convolution::{Geometry, ImageShape, Window, Window2d};
use proptest::prelude::*;

use crate::geometries::geometries;

#[test]
fn outputs_by_hand() {
    let window = |size, stride, padding, dilation| Window {
        size,
        stride,
        padding,
        dilation,
    };
    for (window, inputs, right) in [
        (window(3, 1, 0, 1), 5, 3),
        (window(3, 2, 0, 1), 10, 4),
        (window(5, 1, 2, 1), 28, 28),
        (window(2, 2, 0, 1), 28, 14),
        // AlexNet's first layer, and its pooling, whose windows overlap.
        (window(11, 4, 0, 1), 227, 55),
        (window(3, 2, 0, 1), 55, 27),
        (window(3, 1, 0, 2), 7, 3),
        (window(3, 2, 1, 2), 7, 3),
        (window(1, 3, 0, 1), 7, 3),
        (window(4, 1, 0, 1), 4, 1),
    ] {
        assert_eq!(window.outputs(inputs), right, "{window:?} on {inputs}");
    }
}

proptest! {
    /// The window is moved on by its stride for as long as its last tap is not beyond the
    /// padding: that many outputs there are.
    #[test]
    fn outputs_are_placements(
        (size, stride, padding, dilation) in (1..5_usize, 1..5_usize, 0..4_usize, 1..4_usize),
        more in 0..9_usize,
    ) {
        let window = Window { size, stride, padding, dilation };
        let inputs = window.span().saturating_sub(2 * padding).max(1) + more;
        let mut count = 0;
        while count * stride + (size - 1) * dilation < inputs + 2 * padding {
            count += 1;
        }
        prop_assert_eq!(window.outputs(inputs), count);
        // What a tap sees, on the inputs written out with their padding.
        let mut padded = vec![None; padding];
        padded.extend((0..inputs).map(Some));
        padded.extend(vec![None; padding]);
        for output in 0..count {
            for tap in 0..size {
                let seen = padded[output * stride + tap * dilation];
                prop_assert_eq!(window.source(output, tap, inputs), seen);
            }
        }
    }

    /// Groups share channels, taps, kernels and outputs without a gap.
    #[test]
    fn groups_share_everything(geometry in geometries()) {
        let (mut channels, mut taps, mut kernels, mut entries) = (0, 0, 0, 0);
        for group in geometry.groups() {
            prop_assert_eq!(group.channels.start, channels);
            prop_assert_eq!(group.taps.start, taps);
            prop_assert_eq!(group.kernels.start, kernels);
            prop_assert_eq!(group.entries.start, entries);
            prop_assert_eq!(group.taps.len(), geometry.taps());
            channels = group.channels.end;
            taps = group.taps.end;
            kernels = group.kernels.end;
            entries = group.entries.end;
        }
        prop_assert_eq!(channels, geometry.input().channels);
        prop_assert_eq!(taps, geometry.all_taps());
        prop_assert_eq!(kernels, geometry.output().channels);
        prop_assert_eq!(entries, geometry.output().len());
    }
}

/// Kernels span all channels of their group, and the size of the image does not matter.
#[test]
fn parameters_are_weights_and_biases() {
    let colour = ImageShape::new(3, 32, 32);
    assert_eq!(Geometry::new(colour, 8, Window::new(5)).parameters(), 608);
    let wide = Geometry::new(ImageShape::new(3, 7, 99), 8, Window::new(5));
    assert_eq!(wide.parameters(), 8 * (3 * 25 + 1));
    let maps = ImageShape::new(6, 14, 14);
    let window = Window2d {
        down: Window::new(3),
        across: Window::new(5),
    };
    let geometry = Geometry::new(maps, 16, window).in_groups(2);
    assert_eq!(geometry.parameters(), 16 * (3 * 15 + 1));
    assert_eq!(geometry.output(), ImageShape::new(16, 12, 10));
    assert_eq!(geometry.multiply_adds(), 16 * 12 * 10 * 3 * 15);
}

#[test]
fn an_image_lies_channel_after_channel_row_after_row() {
    let shape = ImageShape::new(2, 3, 5);
    let mut next = 0;
    for channel in 0..2 {
        for row in 0..3 {
            for column in 0..5 {
                assert_eq!(shape.index(channel, row, column), next);
                next += 1;
            }
        }
    }
    assert_eq!((shape.len(), shape.pixels(), next), (30, 15, 30));
    assert_eq!(shape.to_string(), "2×3×5");
    assert!(!shape.is_empty() && ImageShape::new(2, 0, 5).is_empty());
}
