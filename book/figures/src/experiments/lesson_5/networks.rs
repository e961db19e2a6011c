//! What the experiments of lesson 5 train, and how.

use backprop::{Activation, Init, Layer, Linear, Sequential};
use convolution::lenet::{modern, published, shapes};
use convolution::{AvgPool2d, Conv2d, Geometry, ImageShape, MaxPool2d, Window};
use datasets::{Dataset, Mnist};
use optimizers::Adam;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::FigureError;
use crate::experiments::walk::{Walk, walk};

/// Passes over the training images.
pub(crate) const PASSES: usize = 10;
/// Samples per step.
pub(crate) const BATCH: usize = 64;
/// η of Adam.
pub(crate) const RATE: f64 = 1e-3;
/// The sizes of the dense network: with 78 hidden neurons it has 62,020 parameters, LeNet
/// 61,706.
pub(crate) const DENSE: [usize; 3] = [784, 78, 10];

/// Windows of 2×2 that do not overlap.
pub(crate) const TWO: Window = Window {
    stride: 2,
    ..Window::new(2)
};
const FIVE: Window = Window::new(5);
/// The windows of LeNet's convolutions.
pub(crate) const WINDOWS: [Window; 2] = [Window { padding: 2, ..FIVE }, FIVE];

/// What reads digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// LeNet-5 in today's form.
    Modern,
    /// The same with means where it takes the largest of four.
    Means,
    /// LeNet-5 as it was published.
    Published,
    /// Dense layers, with about as many parameters.
    Dense,
}

impl Kind {
    /// With its first weights.
    pub(crate) fn network(self, seed: u64) -> Sequential {
        match self {
            Kind::Modern => modern(seed),
            Kind::Means => means(seed),
            Kind::Published => published(seed),
            Kind::Dense => Sequential::mlp(&DENSE, Init::He, seed),
        }
    }

    /// The same after training.
    pub(crate) fn trained(
        self,
        data: &Dataset,
        seed: u64,
        passes: usize,
    ) -> Sequential {
        let mut network = self.network(seed);
        train(&mut network, data, seed, passes, |_, _| {});
        network
    }
}

/// The pooling of LeNet in today's form, or one that takes means.
pub(crate) fn pool(kind: Kind, shape: ImageShape) -> Box<dyn Layer> {
    match kind {
        Kind::Means => Box::new(AvgPool2d::new(shape, TWO)),
        _ => Box::new(MaxPool2d::new(shape, TWO)),
    }
}

/// For each number of kernels and window a convolution, max pooling and relu; and the shape of
/// what comes out.
pub(crate) fn stages(
    mut shape: ImageShape,
    convolutions: impl IntoIterator<Item = (usize, Window)>,
    random: &mut ChaCha8Rng,
) -> (Vec<Box<dyn Layer>>, ImageShape) {
    let mut layers: Vec<Box<dyn Layer>> = Vec::new();
    for (kernels, window) in convolutions {
        let geometry = Geometry::new(shape, kernels, window);
        let pool = MaxPool2d::new(geometry.output(), TWO);
        shape = pool.geometry().output();
        layers.push(Box::new(Conv2d::new(geometry, Init::He, random)));
        layers.push(Box::new(pool));
        layers.push(Box::new(Activation::relu()));
    }
    (layers, shape)
}

/// LeNet's two convolutions.
pub(crate) fn convolutions(random: &mut ChaCha8Rng) -> [Conv2d; 2] {
    let [image, edges, fewer_edges, parts, _] = shapes();
    [(image, edges), (fewer_edges, parts)]
        .into_iter()
        .zip(WINDOWS)
        .map(|((from, to), window)| {
            Conv2d::new(Geometry::new(from, to.channels, window), Init::He, random)
        })
        .collect::<Vec<_>>()
        .try_into()
        .unwrap_or_else(|_| unreachable!("two convolutions were made"))
}

fn means(seed: u64) -> Sequential {
    let random = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut layers: Vec<Box<dyn Layer>> = Vec::new();
    for conv in convolutions(random) {
        let shape = conv.geometry().output();
        layers.push(Box::new(conv));
        // A mean and relu do not commute: here the order counts.
        layers.push(Box::new(Activation::relu()));
        layers.push(pool(Kind::Means, shape));
    }
    layers.push(Box::new(Linear::new(400, 120, Init::He, random)));
    layers.push(Box::new(Activation::relu()));
    layers.push(Box::new(Linear::new(120, 84, Init::He, random)));
    layers.push(Box::new(Activation::relu()));
    layers.push(Box::new(Linear::new(84, 10, Init::Xavier, random)));
    Sequential::new(layers)
}

/// Trains by Adam. After each pass `watch` is given the network and its running loss.
pub(crate) fn train(
    network: &mut dyn Layer,
    data: &Dataset,
    seed: u64,
    passes: usize,
    mut watch: impl FnMut(&mut dyn Layer, f64),
) {
    let steps = Walk {
        batch: BATCH,
        seed,
        passes,
    };
    walk(network, Adam::new(RATE), data, steps, |network, loss| {
        watch(network, loss);
        true
    });
}

/// How it is said in a table's notes.
pub(crate) fn note(passes: usize) -> String {
    format!(
        "training: the 5,000 training images, {passes} passes, {BATCH} per step, Adam with rate {RATE}; numbers of 64 bits"
    )
}

/// The images that come with the course.
///
/// # Errors
///
/// None, as long as the files built into the program are whole.
pub(crate) fn data() -> Result<Mnist, FigureError> {
    Ok(datasets::mnist()?)
}

/// The first samples of a data set.
#[cfg(test)]
pub(crate) fn first(data: &Dataset, count: usize) -> Dataset {
    let count = count.min(data.len());
    let values = data.values()[..count * data.dimension()].to_vec();
    let labels = data.labels()[..count].to_vec();
    Dataset::new(data.dimension(), data.classes(), values, labels)
        .expect("a part of a data set is one")
}

/// An image moved by so many pixels; what leaves it is lost, and what comes in is empty.
pub(crate) fn moved(image: &[f64], [down, across]: [isize; 2]) -> Vec<f64> {
    let side = image.len().isqrt();
    let from = |place: usize, by: isize| {
        place.checked_add_signed(-by).filter(|&place| place < side)
    };
    (0..image.len())
        .map(|i| match (from(i / side, down), from(i % side, across)) {
            (Some(row), Some(column)) => image[row * side + column],
            _ => 0.0,
        })
        .collect()
}

/// Steps by one to each side: down, up, right, left.
pub(crate) const DIRECTIONS: [[isize; 2]; 4] = [[1, 0], [-1, 0], [0, 1], [0, -1]];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_move_and_lose_what_leaves_them() {
        let image = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
        let down = [0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert_eq!(moved(&image, [1, 0]), down);
        let left_twice = [3.0, 0.0, 0.0, 6.0, 0.0, 0.0, 9.0, 0.0, 0.0];
        assert_eq!(moved(&image, [0, -2]), left_twice);
        assert_eq!(moved(&image, [0, 0]), image);
    }

    #[test]
    fn they_have_about_as_many_parameters() {
        let count = |kind: Kind| kind.network(0).count_parameters();
        assert_eq!(count(Kind::Modern), 61_706);
        assert_eq!(count(Kind::Means), 61_706);
        // 784·78 + 78 + 78·10 + 10.
        assert_eq!(count(Kind::Dense), 62_020);
        assert_eq!(count(Kind::Published), 60_850);
    }

    #[test]
    fn all_of_them_learn() {
        let data = data().expect("the images are part of the program");
        let few = first(&data.train, 256);
        for kind in [Kind::Modern, Kind::Means, Kind::Published, Kind::Dense] {
            let mut losses = Vec::new();
            let mut network = kind.network(1);
            train(&mut network, &few, 1, 3, |_, loss| losses.push(loss));
            assert!(losses[2] < losses[0], "{kind:?}: {losses:?}");
        }
    }
}
