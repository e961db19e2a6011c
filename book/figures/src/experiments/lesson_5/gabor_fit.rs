//! The Gabor filter that is closest to a kernel.

use std::f64::consts::{PI, TAU};

use convolution::kernels::Gabor;
use matrix::Matrix;

/// A fit: height·filter + offset.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fit {
    /// The filter.
    pub(crate) gabor: Gabor,
    /// What it is multiplied by.
    pub(crate) height: f64,
    /// What is added everywhere.
    pub(crate) offset: f64,
    /// The share of the kernel's variance that it explains: 1 if it is the kernel.
    pub(crate) share: f64,
}

impl Fit {
    /// The kernel that it stands for.
    pub(crate) fn kernel(&self, size: usize) -> Matrix {
        self.gabor
            .kernel(size)
            .map(|x| self.height * x + self.offset)
    }
}

/// The parameters that are searched: λ, θ, σ and γ. The phase, the height and the offset
/// follow from these by linear least squares, since
/// h·cos(u + ψ) = (h·cos ψ)·cos u − (h·sin ψ)·sin u.
type Searched = [f64; 4];

/// From and to for each. A wave shorter than two pixels cannot be told from a longer one, and
/// one much longer than the kernel is no wave.
fn limits(size: usize) -> [(f64, f64); 4] {
    let size = size as f64;
    [(2.0, 3.0 * size), (0.0, PI), (0.6, size), (0.4, 2.5)]
}

const GRID: [usize; 4] = [10, 12, 6, 4];

/// The best fit to a square kernel: the best of a grid, then ever smaller steps.
pub(crate) fn fit(kernel: &Matrix) -> Fit {
    let limits = limits(kernel.nrows());
    let mut best = (f64::NEG_INFINITY, [0.0; 4]);
    let cases: usize = GRID.iter().product();
    for case in 0..cases {
        let mut rest = case;
        let mut searched = [0.0; 4];
        for ((value, &count), (from, to)) in searched.iter_mut().zip(&GRID).zip(limits)
        {
            let share = (rest % count) as f64 / (count - 1) as f64;
            *value = from * (to / from.max(1e-9)).powf(share);
            // θ goes round evenly; the others are factors.
            if from == 0.0 {
                *value = to * (rest % count) as f64 / count as f64;
            }
            rest /= count;
        }
        let share = linear(kernel, searched).share;
        if share > best.0 {
            best = (share, searched);
        }
    }
    let (mut share, mut searched) = best;
    let mut steps = limits.map(|(from, to)| (to - from) / 16.0);
    for _ in 0..60 {
        let before = share;
        for k in 0..4 {
            for sign in [-1.0, 1.0] {
                let mut tried = searched;
                tried[k] += sign * steps[k];
                if k != 1 {
                    tried[k] = tried[k].clamp(limits[k].0, limits[k].1);
                }
                let now = linear(kernel, tried).share;
                if now > share {
                    (share, searched) = (now, tried);
                }
            }
        }
        if share - before < 1e-6 {
            steps = steps.map(|step| step / 2.0);
        }
    }
    linear(kernel, searched)
}

/// Phase, height and offset by least squares, and the share that is explained.
fn linear(kernel: &Matrix, [wavelength, orientation, width, aspect]: Searched) -> Fit {
    let gabor = |phase| Gabor {
        wavelength,
        orientation,
        phase,
        width,
        aspect,
    };
    let size = kernel.nrows();
    // cos u and −sin u under the bell.
    let waves = [0.0, PI / 2.0].map(|phase| gabor(phase).kernel(size));
    let [a, b] = waves.each_ref().map(centred);
    let y = centred(kernel);
    let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    let (aa, ab, bb) = (dot(&a, &a), dot(&a, &b), dot(&b, &b));
    let (ay, by, yy) = (dot(&a, &y), dot(&b, &y), dot(&y, &y));
    let determinant = aa * bb - ab * ab;
    // Where both waves are one, the first has to do.
    let [p, q] = if determinant > 1e-9 * aa * bb {
        [
            (bb * ay - ab * by) / determinant,
            (aa * by - ab * ay) / determinant,
        ]
    } else {
        [ay / aa.max(f64::MIN_POSITIVE), 0.0]
    };
    let means = [&waves[0], &waves[1], kernel].map(mean);
    Fit {
        gabor: gabor(q.atan2(p).rem_euclid(TAU)),
        height: p.hypot(q),
        offset: means[2] - p * means[0] - q * means[1],
        share: (p * ay + q * by) / yy.max(f64::MIN_POSITIVE),
    }
}

fn mean(matrix: &Matrix) -> f64 {
    matrix.sum() / matrix.as_slice().len() as f64
}

fn centred(matrix: &Matrix) -> Vec<f64> {
    let mean = mean(matrix);
    matrix.as_slice().iter().map(|x| x - mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gabor_filter_is_found() {
        for (k, phase) in [0.0, 1.0, 2.5, 4.0].into_iter().enumerate() {
            let gabor = Gabor {
                wavelength: 3.7 + k as f64,
                orientation: 0.3 + 0.7 * k as f64,
                phase,
                width: 1.4,
                aspect: 0.8,
            };
            let kernel = gabor.kernel(7).map(|x| 0.3 * x - 0.05);
            let fit = fit(&kernel);
            assert!(fit.share > 0.995, "{fit:?}");
            let residual = &fit.kernel(7) - &kernel;
            let left: f64 = residual.as_slice().iter().map(|x| x * x).sum();
            let all: f64 = centred(&kernel).iter().map(|x| x * x).sum();
            // The share is what it says.
            assert!((1.0 - left / all - fit.share).abs() < 1e-9, "{fit:?}");
        }
    }

    #[test]
    fn one_bright_corner_is_none() {
        // A checkerboard of noise: nothing smooth is near.
        let kernel = Matrix::from_fn(5, 5, |i, j| f64::from((i * 7 + j * 3) % 5 == 0));
        assert!(fit(&kernel).share < 0.9);
    }
}
