//! Setting samples aside for a test, in the same proportion from every class.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::{Dataset, DatasetError};

/// A data set in two parts that share no sample. Made by [`Dataset::split`].
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// What the model learns from.
    pub train: Dataset,
    /// What it is judged on, and never sees before.
    pub test: Dataset,
    /// Where each sample of `train` stood in the whole data set, in the order of `train`.
    pub train_indices: Vec<usize>,
    /// Where each sample of `test` stood in the whole data set, in the order of `test`.
    pub test_indices: Vec<usize>,
}

impl Dataset {
    /// Sets a share of every class aside for testing.
    ///
    /// The split is *stratified*: of a class with *n* samples, `test_fraction` · *n* of them,
    /// rounded to the nearest whole number (a half upwards), go into the test part. So each
    /// class has the same share in both parts, within one sample. Which samples go where, and
    /// their order within each part, is random and depends on `seed` only.
    ///
    /// ```
    /// let data = datasets::moons(100, 0.1, 1);
    /// let split = data.split(0.25, 3)?;
    /// assert_eq!((split.train.len(), split.test.len()), (74, 26));
    /// // 12.5 of each class's 50 samples were asked for; each gave 13.
    /// assert_eq!(split.test.labels().iter().filter(|&&label| label == 0).count(), 13);
    /// assert_eq!(split.test.sample(0), data.sample(split.test_indices[0]));
    /// # Ok::<(), datasets::DatasetError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`DatasetError::Fraction`] where `test_fraction` is not above 0 and below 1 (or is NaN),
    /// [`DatasetError::SmallClass`] where a class would be missing from one of the parts.
    pub fn split(&self, test_fraction: f64, seed: u64) -> Result<Split, DatasetError> {
        if !(test_fraction > 0.0 && test_fraction < 1.0) {
            return Err(DatasetError::Fraction {
                fraction: test_fraction,
            });
        }
        let mut members = vec![Vec::new(); self.classes()];
        for (index, &label) in self.labels().iter().enumerate() {
            members[label].push(index);
        }
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut train_indices = Vec::new();
        let mut test_indices = Vec::new();
        for (class, mut members) in members.into_iter().enumerate() {
            // Not negative and not above `members.len()`, so the cast keeps the value.
            #[allow(clippy::cast_sign_loss)]
            let test = (test_fraction * members.len() as f64).round() as usize;
            if test == 0 || test == members.len() {
                return Err(DatasetError::SmallClass {
                    class,
                    samples: members.len(),
                    test,
                    fraction: test_fraction,
                });
            }
            members.shuffle(&mut rng);
            let (for_test, for_train) = members.split_at(test);
            test_indices.extend_from_slice(for_test);
            train_indices.extend_from_slice(for_train);
        }
        // Until here the classes stand one after the other: a batch would hold one class.
        train_indices.shuffle(&mut rng);
        test_indices.shuffle(&mut rng);
        Ok(Split {
            train: self.select(&train_indices),
            test: self.select(&test_indices),
            train_indices,
            test_indices,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(data: &Dataset, fraction: f64) -> String {
        let error = data.split(fraction, 1).expect_err("no such split");
        error.to_string()
    }

    #[test]
    fn a_fraction_outside_0_to_1_is_refused() {
        for fraction in [0.0, -0.1, 1.0, 1.5, f64::NAN, f64::INFINITY] {
            let text = message(&crate::xor(), fraction);
            assert!(
                text.contains(&format!("test fraction {fraction}")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_class_too_small_for_both_parts_is_named() {
        // One sample of class 1: it cannot be in both parts.
        let text = message(&crate::and(), 0.5);
        assert!(
            text.contains("class 1: a test fraction of 0.5 takes 1 of its 1 samples"),
            "{text}"
        );
        // Two of each class: a tenth of two rounds to none, nine tenths to both.
        assert!(
            message(&crate::xor(), 0.1)
                .contains("class 0: a test fraction of 0.1 takes 0 of its 2 samples")
        );
        assert!(message(&crate::xor(), 0.9).contains("takes 2 of its 2"));
        // A class that no sample has.
        let data = Dataset::new(1, 3, vec![0.0; 8], vec![0, 0, 0, 0, 2, 2, 2, 2]);
        let text = message(&data.expect("eight samples"), 0.5);
        assert!(
            text.contains("class 1: a test fraction of 0.5 takes 0 of its 0 samples"),
            "{text}"
        );
    }

    #[test]
    fn xor_can_be_halved() {
        let split = crate::xor()
            .split(0.5, 1)
            .expect("one sample of each class");
        let mut labels = split.test.labels().to_vec();
        labels.sort_unstable();
        assert_eq!(labels, [0, 1]);
    }

    #[test]
    fn the_parts_are_shuffled_across_classes() {
        let split = crate::moons(200, 0.1, 1)
            .split(0.5, 1)
            .expect("a plain split");
        for part in [&split.train, &split.test] {
            let changes = part
                .labels()
                .windows(2)
                .filter(|pair| pair[0] != pair[1])
                .count();
            // Classes one after the other would change once; 99 fair coins change 49.5
            // times on average with a standard deviation of 5.
            assert!(changes > 20, "{changes} changes of class");
        }
    }
}
