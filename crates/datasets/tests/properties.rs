//! What must hold for every size, every strength of noise and every seed.

use datasets::{Dataset, circles, moons, spirals};
use proptest::prelude::*;

const CURVES: [fn(usize, f64, u64) -> Dataset; 3] = [moons, circles, spirals];

/// A data set whose features say which sample it was, with classes of `sizes`, interleaved.
fn numbered(sizes: &[usize]) -> Dataset {
    let mut labels: Vec<usize> = Vec::new();
    for round in 0..sizes.iter().copied().max().unwrap_or(0) {
        labels.extend((0..sizes.len()).filter(|&class| round < sizes[class]));
    }
    let values = (0..labels.len())
        .flat_map(|index| [index as f64, -(index as f64)])
        .collect();
    Dataset::new(2, sizes.len(), values, labels).expect("the sizes are at least 1")
}

fn count(data: &Dataset, class: usize) -> usize {
    data.labels()
        .iter()
        .filter(|&&label| label == class)
        .count()
}

proptest! {
    #[test]
    fn a_split_loses_and_doubles_nothing(
        sizes in prop::collection::vec(4_usize..40, 1..6),
        fraction in 0.2..0.8_f64,
        seed: u64,
    ) {
        let data = numbered(&sizes);
        let split = data.split(fraction, seed).expect("classes of 4 can give a fifth");
        let mut seen: Vec<usize> = Vec::new();
        for (part, indices) in [
            (&split.train, &split.train_indices),
            (&split.test, &split.test_indices),
        ] {
            prop_assert_eq!(part.len(), indices.len());
            prop_assert_eq!(part.classes(), data.classes());
            for ((sample, label), &index) in part.iter().zip(indices) {
                prop_assert_eq!(sample, data.sample(index));
                prop_assert_eq!(label, data.label(index));
                seen.push(index);
            }
        }
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..data.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_split_is_stratified(
        sizes in prop::collection::vec(4_usize..200, 1..6),
        fraction in 0.2..0.8_f64,
        seed: u64,
    ) {
        let split = numbered(&sizes).split(fraction, seed).expect("classes of 4 suffice");
        for (class, &size) in sizes.iter().enumerate() {
            let test = count(&split.test, class) as f64;
            let wanted = fraction * size as f64;
            prop_assert!((test - wanted).abs() < 1.0, "{test} of class {class}, not {wanted}");
            prop_assert!(test >= 1.0 && count(&split.train, class) >= 1);
        }
    }

    #[test]
    fn a_split_depends_on_its_seed_alone(seed: u64) {
        let data = numbered(&[30, 50]);
        let split = |seed| data.split(0.3, seed).expect("large classes");
        prop_assert_eq!(split(seed), split(seed));
        // Two of the 80!/(65!·15!)… ways to split are the same with a chance below 10⁻¹⁵.
        prop_assert_ne!(split(seed).test_indices, split(seed.wrapping_add(1)).test_indices);
    }

    #[test]
    fn curves_have_two_classes_of_equal_size(
        samples in 2_usize..300,
        noise in 0.0..2.0_f64,
        seed: u64,
    ) {
        for curve in CURVES {
            let data = curve(samples, noise, seed);
            prop_assert_eq!((data.len(), data.dimension(), data.classes()), (samples, 2, 2));
            prop_assert_eq!(count(&data, 0), samples / 2);
            prop_assert_eq!(count(&data, 1), samples.div_ceil(2));
        }
    }

    #[test]
    fn curves_depend_on_their_seed_alone(
        samples in 2_usize..300,
        noise in 0.01..2.0_f64,
        seed: u64,
    ) {
        for curve in CURVES {
            prop_assert_eq!(curve(samples, noise, seed), curve(samples, noise, seed));
            prop_assert_ne!(
                curve(samples, noise, seed),
                curve(samples, noise, seed.wrapping_add(1))
            );
        }
    }

    #[test]
    fn noise_scales_and_leaves_the_order_alone(noise in 0.01..2.0_f64, seed: u64) {
        for curve in CURVES {
            let [still, once, twice] = [0.0, 1.0, 2.0].map(|times| curve(20, noise * times, seed));
            prop_assert_eq!(still.labels(), twice.labels());
            for ((still, once), twice) in
                still.values().iter().zip(once.values()).zip(twice.values())
            {
                let unequal = (twice - still) - 2.0 * (once - still);
                prop_assert!(unequal.abs() < 1e-12, "twice the noise, {unequal} more error");
            }
        }
    }
}

#[test]
fn noise_is_gaussian_with_the_stated_deviation() {
    const SAMPLES: usize = 20_000;
    const NOISE: f64 = 0.25;
    for curve in CURVES {
        let (still, moved) = (curve(SAMPLES, 0.0, 11), curve(SAMPLES, NOISE, 11));
        let errors: Vec<f64> = moved
            .values()
            .iter()
            .zip(still.values())
            .map(|(moved, still)| (moved - still) / NOISE)
            .collect();
        let n = errors.len() as f64;
        let moment = |power| errors.iter().map(|e| e.powi(power)).sum::<f64>() / n;
        // A Gaussian has moments 0, 1, 0, 3. The means over n draws of e, e², e³ and e⁴ have
        // the variances 1, 2, 15 and 96 over n; five standard deviations are allowed.
        for (power, expected, variance) in [
            (1, 0.0, 1.0),
            (2, 1.0, 2.0),
            (3, 0.0, 15.0),
            (4, 3.0, 96.0_f64),
        ] {
            let (found, allowed) = (moment(power), 5.0 * (variance / n).sqrt());
            assert!(
                (found - expected).abs() < allowed,
                "moment {power} is {found}, not {expected} ± {allowed}"
            );
        }
        // Both coordinates get their own error: the products average to 0, variance 1/(n/2).
        let product: f64 = errors.chunks_exact(2).map(|e| e[0] * e[1]).sum();
        assert!(
            product.abs() / (n / 2.0) < 5.0 / (n / 2.0).sqrt(),
            "{product}"
        );
    }
}

#[test]
fn curves_are_shuffled() {
    for curve in CURVES {
        let data = curve(200, 0.1, 4);
        let changes = data
            .labels()
            .windows(2)
            .filter(|pair| pair[0] != pair[1])
            .count();
        // 199 neighbours, about half of them of different classes; the standard deviation is 7.
        // Classes in a row would change once, classes in turn 199 times.
        assert!((65..135).contains(&changes), "{changes} changes of class");
    }
}

#[test]
#[should_panic(expected = "samples is 1: two classes need at least 2")]
fn too_few_samples_are_refused() {
    moons(1, 0.1, 0);
}

#[test]
#[should_panic(expected = "samples is 0")]
fn zero_samples_are_refused() {
    circles(0, 0.1, 0);
}

#[test]
#[should_panic(expected = "noise is NaN")]
fn noise_that_is_no_number_is_refused() {
    spirals(10, f64::NAN, 0);
}

#[test]
#[should_panic(expected = "noise is -0.1")]
fn negative_noise_is_refused() {
    moons(10, -0.1, 0);
}

#[test]
#[should_panic(expected = "noise is inf")]
fn infinite_noise_is_refused() {
    circles(10, f64::INFINITY, 0);
}
