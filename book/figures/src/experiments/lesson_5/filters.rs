//! Trained kernels beside the Gabor filters that fit them best; and random ones beside theirs.

use std::path::Path;

use backprop::{Activation, Init, Linear, Sequential};
use convolution::kernels::{as_weights, gaussian};
use convolution::{Geometry, ImageShape, Window, loops};
use datasets::Dataset;
use matrix::Matrix;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use super::gabor_fit::{Fit, fit};
use super::networks::{Kind, PASSES, data, note, stages, train};
use crate::FigureError;
use crate::experiments::bar;
use crate::experiments::equal_starts::first_layer;
use crate::results::{Table, joined};

/// How long, how many networks and how many random kernels.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … of LeNet.
    pub seeds: u64,
    /// Passes of training.
    pub passes: usize,
    /// Random kernels of each size.
    pub random: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    seeds: 5,
    passes: PASSES,
    random: 200,
};
/// Of the random kernels.
const RANDOM_SEED: u64 = 9;
/// Kernels of the wide variant, and their size.
const WIDE: (usize, usize) = (16, 7);

/// LeNet with more and larger kernels in its first layer.
fn wide(seed: u64) -> Sequential {
    let random = &mut ChaCha8Rng::seed_from_u64(seed);
    let (kernels, size) = WIDE;
    let padded = Window {
        padding: size / 2,
        ..Window::new(size)
    };
    let convolutions = [(kernels, padded), (16, Window::new(5))];
    let (mut layers, shape) = stages(ImageShape::new(1, 28, 28), convolutions, random);
    layers.push(Box::new(Linear::new(shape.len(), 84, Init::He, random)));
    layers.push(Box::new(Activation::relu()));
    layers.push(Box::new(Linear::new(84, 10, Init::Xavier, random)));
    Sequential::new(layers)
}

/// The first layer's kernels as squares.
fn kernels(network: &mut Sequential) -> Vec<Matrix> {
    let [weight, _] = first_layer(network);
    let size = weight.ncols().isqrt();
    let square = |k| Matrix::from_fn(size, size, |i, j| weight[(k, size * i + j)]);
    (0..weight.nrows()).map(square).collect()
}

/// The kernels after training, and what training has added to the first ones.
fn trained(
    mut network: Sequential,
    data: &Dataset,
    seed: u64,
    passes: usize,
) -> [Vec<Matrix>; 2] {
    let start = kernels(&mut network);
    train(&mut network, data, seed, passes, |_, _| {});
    let end = kernels(&mut network);
    let change = end.iter().zip(&start).map(|(end, start)| end - start);
    let change = change.collect();
    [end, change]
}

/// How alike neighbours are: the mean product of two, one beside or below the other, divided by
/// the mean square; over all kernels.
fn neighbours(kernels: &[Matrix]) -> f64 {
    let (mut products, mut squares) = (0.0, 0.0);
    for kernel in kernels {
        let (rows, columns) = kernel.shape();
        for i in 0..rows {
            for j in 0..columns {
                let here = kernel[(i, j)];
                for (down, across) in [(1, 0), (0, 1)] {
                    if i + down < rows && j + across < columns {
                        let there = kernel[(i + down, j + across)];
                        products += here * there;
                        squares += f64::midpoint(here * here, there * there);
                    }
                }
            }
        }
    }
    products / squares
}

/// Rows and columns of the blur.
const BLUR: usize = 9;

/// Kernels of normal noise; blurred, so that neighbours are as alike as `alike` says.
fn random_kernels(count: usize, size: usize, alike: f64) -> Vec<Matrix> {
    let mut random = ChaCha8Rng::seed_from_u64(RANDOM_SEED);
    let mut noise = |size: usize| -> Vec<f64> {
        (0..size * size)
            .map(|_| random.sample(StandardNormal))
            .collect()
    };
    let square = |x: &[f64]| Matrix::from_fn(size, size, |i, j| x[i * size + j]);
    if alike == 0.0 {
        return (0..count).map(|_| square(&noise(size))).collect();
    }
    // White noise under a bell of deviation σ: neighbours are alike by e^(−1/4σ²).
    let deviation = (-0.25 / alike.ln()).sqrt();
    let bell = as_weights(&[gaussian(BLUR, deviation)]);
    let image = ImageShape::new(1, size + BLUR - 1, size + BLUR - 1);
    let geometry = Geometry::new(image, 1, Window::new(BLUR));
    (0..count)
        .map(|_| {
            let noise = noise(image.width);
            square(&loops::forward(&noise, &bell, &[0.0], &geometry))
        })
        .collect()
}

/// Writes `filters.csv` and `filters-kernels.csv`.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(SETTINGS, &data()?.train) {
        table.write(folder, "filters")?;
    }
    Ok(())
}

/// How well the fits are, and the kernels of the first network of each kind with theirs.
pub fn tables(settings: Settings, data: &Dataset) -> [Table; 2] {
    let Settings {
        seeds,
        passes,
        random,
    } = settings;
    let bar = bar(seeds as usize + 2, "filters");
    let (mut lenet, mut lenet_change) = (Vec::new(), Vec::new());
    for seed in 0..seeds {
        let [end, change] = trained(Kind::Modern.network(seed), data, seed, passes);
        lenet.extend(end);
        lenet_change.extend(change);
        bar.inc(1);
    }
    let [wide, wide_change] = trained(wide(0), data, 0, passes);
    bar.inc(1);
    let alike = [&lenet_change, &wide_change].map(|kernels| neighbours(kernels));
    let groups = [
        ("lenet-5x5", 5, lenet),
        ("lenet-added-5x5", 5, lenet_change),
        ("random-5x5", 5, random_kernels(random, 5, 0.0)),
        ("smooth-5x5", 5, random_kernels(random, 5, alike[0])),
        ("wide-7x7", WIDE.1, wide),
        ("wide-added-7x7", WIDE.1, wide_change),
        ("random-7x7", WIDE.1, random_kernels(random, WIDE.1, 0.0)),
        (
            "smooth-7x7",
            WIDE.1,
            random_kernels(random, WIDE.1, alike[1]),
        ),
    ];
    let columns = [
        "kernels",
        "count",
        "root_mean_square",
        "neighbours",
        "median_share",
        "lowest_share",
        "highest_share",
    ];
    let mut table = Table::new("filters", &columns);
    let mut shown =
        Table::new("filters-kernels", &["kernel", "share", "weights", "fit"]);
    for table in [&mut table, &mut shown] {
        table.note(format!(
            "seeds: 0 to {} for LeNet, 0 for the wide variant ({} kernels of {}×{}), {RANDOM_SEED} for {random} random kernels of each kind",
            seeds - 1,
            WIDE.0,
            WIDE.1,
            WIDE.1
        ));
        table.note(note(passes));
        table.note("added: the kernel after training minus the one before; random: standard normal numbers; smooth: the same blurred, until neighbours are as alike as in what training added");
        table.note("fit: height·Gabor + offset by least squares over wavelength, orientation, phase, width, aspect, height and offset; share: of a kernel's variance that the fit explains");
    }
    table.note("neighbours: mean product of two taps side by side, divided by the mean square; 0 for noise, 1 for a flat kernel");
    shown.note("the six kernels of LeNet with seed 0 and those of the wide variant, row by row");
    for (name, size, kernels) in groups {
        let fits: Vec<Fit> = kernels.iter().map(fit).collect();
        table.push(summary(name, &kernels, &fits));
        let first = match name {
            "lenet-5x5" | "lenet-added-5x5" => 6,
            "wide-7x7" | "wide-added-7x7" => WIDE.0,
            _ => 0,
        };
        for (k, (kernel, fit)) in kernels.iter().zip(&fits).take(first).enumerate() {
            shown.push([
                format!("{name}-{}", k + 1),
                format!("{:.2}", fit.share),
                rows(kernel),
                rows(&fit.kernel(size)),
            ]);
        }
    }
    bar.finish_and_clear();
    [table, shown]
}

/// A row of the first table.
fn summary(name: &str, kernels: &[Matrix], fits: &[Fit]) -> [String; 7] {
    let mut shares: Vec<f64> = fits.iter().map(|fit| fit.share).collect();
    shares.sort_by(f64::total_cmp);
    let count = shares.len();
    let median = f64::midpoint(shares[(count - 1) / 2], shares[count / 2]);
    let entries = || kernels.iter().flat_map(Matrix::as_slice);
    let squares: f64 = entries().map(|x| x * x).sum();
    [
        name.to_owned(),
        count.to_string(),
        format!("{:.3}", (squares / entries().count() as f64).sqrt()),
        format!("{:.2}", neighbours(kernels)),
        format!("{median:.2}"),
        format!("{:.2}", shares[0]),
        format!("{:.2}", shares[count - 1]),
    ]
}

/// A kernel's numbers, row by row. A matrix is stored column by column, its transpose so row
/// by row.
fn rows(kernel: &Matrix) -> String {
    let rounded = kernel.transpose().map(|x| (x * 1e3).round() / 1e3);
    joined(rounded.as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::lesson_5::networks::first;

    #[test]
    fn blurred_noise_is_as_alike_as_it_should_be() {
        let smooth = random_kernels(2_000, 5, 0.7);
        assert!((neighbours(&smooth) - 0.7).abs() < 0.02);
        assert!(neighbours(&random_kernels(2_000, 5, 0.0)).abs() < 0.02);
        let flat = Matrix::from_fn(4, 4, |_, _| -2.0);
        assert_eq!(neighbours(&[flat]), 1.0);
    }

    #[test]
    fn a_small_run_is_filled() {
        let mnist = crate::experiments::lesson_5::networks::data().expect("built in");
        let settings = Settings {
            seeds: 1,
            passes: 1,
            random: 3,
        };
        let [table, shown] = tables(settings, &first(&mnist.train, 64));
        let counts = table.column("count").expect("counts");
        assert_eq!(counts, [6.0, 6.0, 3.0, 3.0, 16.0, 16.0, 3.0, 3.0]);
        assert_eq!(shown.rows.len(), 44);
        for (key, size) in [("lenet-5x5-1", 25), ("wide-7x7-16", 49)] {
            let weights = shown.list(key, "weights").expect("numbers");
            let fit = shown.list(key, "fit").expect("numbers");
            assert_eq!((weights.len(), fit.len()), (size, size));
            // The share again, from the rounded numbers.
            let mean = weights.iter().sum::<f64>() / size as f64;
            let all: f64 = weights.iter().map(|w| (w - mean).powi(2)).sum();
            let left: f64 =
                weights.iter().zip(&fit).map(|(w, f)| (w - f).powi(2)).sum();
            let share = shown.number(key, "share").expect("a number");
            assert!((1.0 - left / all - share).abs() < 0.02, "{key}");
        }
    }
}
