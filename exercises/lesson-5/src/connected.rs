//! Kernels that read some of the channels only.

use backprop::{Init, Layer, Parameter};
use matrix::Matrix;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::{Conv2d, Geometry};

/// A convolution with a table of connections: which channels each kernel reads.
///
/// Only the weights of connections that are there are parameters. They are spread out into
/// a whole convolution whose other weights are 0, and their slopes are collected from it.
pub struct Connected {
    /// Connections × taps of the window: one kernel's weights for one channel in a row.
    pub weight: Parameter,
    /// b, kernels × 1.
    pub bias: Parameter,
    /// Kernel and channel of each connection.
    connections: Vec<(usize, usize)>,
    whole: Conv2d,
}

impl Connected {
    /// The connections of `table`, which lists the channels that each kernel reads. All
    /// weights are 0.
    ///
    /// # Panics
    ///
    /// If the geometry has groups, if the table has not one list for each kernel, or if one
    /// of them has a channel that is not there, or is not in ascending order.
    #[track_caller]
    pub fn new(geometry: Geometry, table: &[&[usize]]) -> Self {
        let (kernels, channels) =
            (geometry.output().channels, geometry.input().channels);
        assert!(
            table.len() == kernels && geometry.group_channels() == channels,
            "Connected: {} lists for {kernels} kernels in {} groups, but there is one list \
             for each kernel, and one group",
            table.len(),
            channels / geometry.group_channels()
        );
        for (kernel, list) in table.iter().enumerate() {
            assert!(
                list.is_sorted_by(|a, b| a < b) && list.iter().all(|&c| c < channels),
                "Connected: kernel {kernel} reads {list:?}, but there are {channels} \
                 channels, listed in ascending order"
            );
        }
        let each = table.iter().enumerate();
        let connections: Vec<_> = each
            .flat_map(|(kernel, list)| {
                list.iter().map(move |&channel| (kernel, channel))
            })
            .collect();
        let window = geometry.window();
        let shape = [connections.len(), window.down.size, window.across.size];
        let weight = Matrix::zeros(connections.len(), window.taps());
        let random = &mut ChaCha8Rng::seed_from_u64(0);
        Self {
            weight: Parameter::new("weight", &shape, weight),
            bias: Parameter::new("bias", &[kernels], Matrix::zeros(kernels, 1)),
            connections,
            whole: Conv2d::new(geometry, Init::Zeros, random),
        }
    }

    /// For each connection, how many inputs its kernel has in all.
    pub fn inputs(&self) -> Vec<usize> {
        let of_kernel = |kernel| {
            let all = self.connections.iter();
            all.filter(|(other, _)| *other == kernel).count()
        };
        let each = self.connections.iter();
        each.map(|&(kernel, _)| of_kernel(kernel) * self.weight.value.ncols())
            .collect()
    }

    /// Collects the slopes that the whole convolution has found.
    fn collect(&mut self) {
        let (whole, part) = (&self.whole.weight.gradient, &mut self.weight.gradient);
        let taps = part.ncols();
        for (row, &(kernel, channel)) in self.connections.iter().enumerate() {
            for tap in 0..taps {
                part[(row, tap)] += whole[(kernel, channel * taps + tap)];
            }
        }
        self.bias.gradient += &self.whole.bias.gradient;
    }
}

impl Layer for Connected {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        let (whole, part) = (&mut self.whole.weight.value, &self.weight.value);
        let taps = part.ncols();
        for (row, &(kernel, channel)) in self.connections.iter().enumerate() {
            for tap in 0..taps {
                whole[(kernel, channel * taps + tap)] = part[(row, tap)];
            }
        }
        self.whole.bias.value.copy_from(&self.bias.value);
        self.whole.forward(x)
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        self.backward_parameters(dy);
        self.whole.set_dx(dy)
    }

    fn backward_parameters(&mut self, dy: &Matrix) {
        self.whole.clear_gradients();
        self.whole.backward_parameters(dy);
        self.collect();
    }

    fn visit(&mut self, visit: &mut dyn FnMut(&mut Parameter)) {
        visit(&mut self.weight);
        visit(&mut self.bias);
    }
}
