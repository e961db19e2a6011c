//! AlexNet, as shapes: how large it was, and where.

use crate::table::Row;
use crate::{Geometry, ImageShape, Window, Window2d};

// ANCHOR: alexnet
/// The layers of AlexNet (Krizhevsky, Sutskever & Hinton 2012), from an image of 3×227×227
/// to a thousand classes. The paper says 224; without padding that makes maps of 54×54, not
/// its 55×55.
///
/// Three of the convolutions have two groups, because the network was trained on two
/// graphics cards, each with half of the kernels.
pub fn layers() -> Vec<Row> {
    let mut network = Network {
        shape: ImageShape::new(3, 227, 227),
        rows: Vec::new(),
    };
    let window = |size, stride, padding| Window {
        size,
        stride,
        padding,
        dilation: 1,
    };
    let pool = window(3, 2, 0);
    network.conv("conv1", 96, window(11, 4, 0), 1);
    network.pool("pool1", pool);
    network.conv("conv2", 256, window(5, 1, 2), 2);
    network.pool("pool2", pool);
    network.conv("conv3", 384, window(3, 1, 1), 1);
    network.conv("conv4", 384, window(3, 1, 1), 2);
    network.conv("conv5", 256, window(3, 1, 1), 2);
    network.pool("pool5", pool);
    network.dense("dense6", 4096);
    network.dense("dense7", 4096);
    network.dense("dense8", 1000);
    network.rows
}

/// Rows, and the shape that the last of them hands on.
struct Network {
    shape: ImageShape,
    rows: Vec<Row>,
}

impl Network {
    fn conv(
        &mut self,
        name: &'static str,
        kernels: usize,
        window: Window,
        groups: usize,
    ) {
        let geometry = Geometry::new(self.shape, kernels, window).in_groups(groups);
        self.add(Row::weighted(name, &geometry));
    }

    fn pool(&mut self, name: &'static str, window: Window) {
        self.add(Row::pool(name, &Geometry::per_channel(self.shape, window)));
    }

    /// A dense layer is a convolution that has room for one place only.
    fn dense(&mut self, name: &'static str, outputs: usize) {
        let whole = Window2d {
            down: Window::new(self.shape.height),
            across: Window::new(self.shape.width),
        };
        let geometry = Geometry::new(self.shape, outputs, whole);
        self.add(Row::weighted(name, &geometry));
    }

    fn add(&mut self, row: Row) {
        self.shape = row.output;
        self.rows.push(row);
    }
}
// ANCHOR_END: alexnet
