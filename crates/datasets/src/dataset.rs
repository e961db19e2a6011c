//! Samples and their labels, one sample after the other in memory.

use crate::DatasetError;

/// Samples with labels.
///
/// Feature *i* of sample *j* is `values[j * dimension + i]`: a sample is one contiguous
/// slice. Read as a matrix, that is column-major, features × samples: *a column is a
/// sample*. Libraries that store a sample as a row of a row-major matrix have the same
/// bytes in the same order.
///
/// What always holds: there is at least one sample and one feature, every value is finite,
/// and every label is below [`classes`](Dataset::classes).
///
/// ```
/// use datasets::Dataset;
///
/// // Two samples of three features: (1, 2, 3) of class 0 and (4, 5, 6) of class 1.
/// let data = Dataset::new(3, 2, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], vec![0, 1])?;
/// assert_eq!(data.sample(1), [4.0, 5.0, 6.0]);
/// assert_eq!(data.label(1), 1);
/// # Ok::<(), datasets::DatasetError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    dimension: usize,
    classes: usize,
    values: Vec<f64>,
    labels: Vec<usize>,
}

impl Dataset {
    /// Puts samples and labels together.
    ///
    /// `dimension` is the number of features of a sample, `classes` the number of classes;
    /// a class may be without samples. `values` holds `dimension` numbers per sample, sample
    /// after sample; `labels` holds one number in `0..classes` per sample.
    ///
    /// # Errors
    ///
    /// [`DatasetError::NoFeatures`] where `dimension` is 0, [`DatasetError::Empty`] where
    /// there is no sample, [`DatasetError::Shape`] where the numbers of values and labels
    /// do not fit together, [`DatasetError::NotFinite`] for a NaN or an infinity,
    /// [`DatasetError::Label`] for a label that is not below `classes`.
    pub fn new(
        dimension: usize,
        classes: usize,
        values: Vec<f64>,
        labels: Vec<usize>,
    ) -> Result<Self, DatasetError> {
        if dimension == 0 {
            return Err(DatasetError::NoFeatures);
        }
        if values.is_empty() && labels.is_empty() {
            return Err(DatasetError::Empty);
        }
        // `checked_mul`: a huge dimension must not wrap around to a length that fits.
        if labels.len().checked_mul(dimension) != Some(values.len()) {
            return Err(DatasetError::Shape {
                values: values.len(),
                labels: labels.len(),
                dimension,
            });
        }
        if let Some(at) = values.iter().position(|value| !value.is_finite()) {
            return Err(DatasetError::NotFinite {
                sample: at / dimension,
                feature: at % dimension,
                value: values[at],
            });
        }
        if let Some(sample) = labels.iter().position(|&label| label >= classes) {
            return Err(DatasetError::Label {
                sample,
                label: labels[sample],
                classes,
            });
        }
        Ok(Self {
            dimension,
            classes,
            values,
            labels,
        })
    }

    /// How many samples there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are no samples. That never happens, as [`Dataset::new`] refuses it; the
    /// method is here because Rust readers expect it beside [`len`](Dataset::len).
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// How many features a sample has.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// How many classes there are. Labels are `0..classes`.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The features of one sample, a slice of length [`dimension`](Dataset::dimension).
    ///
    /// # Panics
    ///
    /// Where `index` is not below [`len`](Dataset::len).
    pub fn sample(&self, index: usize) -> &[f64] {
        self.check(index);
        &self.values[index * self.dimension..(index + 1) * self.dimension]
    }

    /// The class of one sample.
    ///
    /// # Panics
    ///
    /// Where `index` is not below [`len`](Dataset::len).
    pub fn label(&self, index: usize) -> usize {
        self.check(index);
        self.labels[index]
    }

    /// All values, sample after sample: `dimension × len` numbers.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// All labels, in the order of the samples.
    pub fn labels(&self) -> &[usize] {
        &self.labels
    }

    /// Goes through the samples in order, each with its label.
    ///
    /// ```
    /// let ones = datasets::xor().iter().filter(|&(_, label)| label == 1).count();
    /// assert_eq!(ones, 2);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&[f64], usize)> {
        self.values
            .chunks_exact(self.dimension)
            .zip(self.labels.iter().copied())
    }

    /// The samples at `indices`, in that order. The caller passes at least one index.
    pub(crate) fn select(&self, indices: &[usize]) -> Self {
        let mut values = Vec::with_capacity(indices.len() * self.dimension);
        for &index in indices {
            values.extend_from_slice(self.sample(index));
        }
        Self {
            dimension: self.dimension,
            classes: self.classes,
            values,
            labels: indices.iter().map(|&index| self.label(index)).collect(),
        }
    }

    #[track_caller]
    fn check(&self, index: usize) {
        assert!(
            index < self.len(),
            "sample {index} asked for, but the data set has {} samples, counted from 0",
            self.len()
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(result: Result<Dataset, DatasetError>) -> String {
        result.expect_err("this input is wrong").to_string()
    }

    #[test]
    fn samples_are_contiguous() {
        let data =
            Dataset::new(2, 3, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], vec![2, 0, 1]);
        let data = data.expect("three samples of two features");
        assert_eq!((data.len(), data.dimension(), data.classes()), (3, 2, 3));
        assert!(!data.is_empty());
        assert_eq!(data.sample(1), [3.0, 4.0]);
        assert_eq!(data.label(0), 2);
        let seen: Vec<_> = data.iter().collect();
        assert_eq!(
            seen,
            [(&[1.0, 2.0][..], 2), (&[3.0, 4.0], 0), (&[5.0, 6.0], 1)]
        );
    }

    #[test]
    fn wrong_input_is_named() {
        assert!(message(Dataset::new(0, 2, vec![], vec![])).contains("dimension is 0"));
        assert!(message(Dataset::new(2, 2, vec![], vec![])).contains("no samples"));
        let text = message(Dataset::new(2, 2, vec![1.0; 5], vec![0, 1]));
        assert!(
            text.contains("5 values") && text.contains("2 samples of 2"),
            "{text}"
        );
        let text = message(Dataset::new(2, 2, vec![1.0, 2.0], vec![]));
        assert!(text.contains("0 samples"), "{text}");
        let text = message(Dataset::new(usize::MAX, 2, vec![1.0, 2.0], vec![0; 2]));
        assert!(text.contains("2 values"), "{text}");
        let text = message(Dataset::new(
            2,
            2,
            vec![1.0, 2.0, 3.0, f64::NAN],
            vec![0, 1],
        ));
        assert!(text.contains("feature 1 of sample 1 is NaN"), "{text}");
        let text = message(Dataset::new(1, 2, vec![f64::INFINITY], vec![0]));
        assert!(text.contains("feature 0 of sample 0 is inf"), "{text}");
        let text = message(Dataset::new(1, 2, vec![0.0; 3], vec![0, 1, 2]));
        assert!(text.contains("sample 2 has label 2"), "{text}");
        assert!(message(Dataset::new(1, 0, vec![0.0], vec![0])).contains("label 0"));
    }

    #[test]
    #[should_panic(expected = "sample 4 asked for, but the data set has 4 samples")]
    fn an_index_too_far_is_named() {
        crate::xor().sample(4);
    }
}
