//! What can be wrong with data: numbers that do not fit together, or a damaged file.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::idx_problem::{IdxProblem, times};

/// Why a data set could not be made, read or split.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DatasetError {
    /// A data set has at least one sample.
    #[error("no samples: give at least one value and one label")]
    Empty,

    /// A sample has at least one feature.
    #[error("the dimension is 0: a sample needs at least one feature")]
    NoFeatures,

    /// Every label needs its `dimension` values, and every value a label.
    #[error(
        "{values} values do not make {labels} samples of {dimension} features: \
         give dimension × samples values and one label per sample"
    )]
    Shape {
        /// How many values were given.
        values: usize,
        /// How many labels were given.
        labels: usize,
        /// Features per sample.
        dimension: usize,
    },

    /// A label names a class that is not there.
    #[error(
        "sample {sample} has label {label}: labels of {classes} classes are below {classes}"
    )]
    Label {
        /// Which sample, from 0.
        sample: usize,
        /// The label it has.
        label: usize,
        /// How many classes there are.
        classes: usize,
    },

    /// NaN or infinity among the values would spread to every weight of a model.
    #[error(
        "feature {feature} of sample {sample} is {value}: every value must be finite"
    )]
    NotFinite {
        /// Which sample, from 0.
        sample: usize,
        /// Which of its features, from 0.
        feature: usize,
        /// NaN or an infinity.
        value: f64,
    },

    /// A test fraction leaves something on both sides only if it lies between 0 and 1.
    #[error("test fraction {fraction}: give a number above 0 and below 1, such as 0.2")]
    Fraction {
        /// The fraction asked for.
        fraction: f64,
    },

    /// A class too small to appear in both parts of a split.
    #[error(
        "class {class}: a test fraction of {fraction} takes {test} of its {samples} samples, but each \
         class needs at least one sample for training and one for testing"
    )]
    SmallClass {
        /// The class.
        class: usize,
        /// How many samples it has.
        samples: usize,
        /// How many of them would go into the test part.
        test: usize,
        /// The fraction asked for.
        fraction: f64,
    },

    /// A file that is missing, damaged, or not what it should be.
    #[error("{}: {problem}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it, and where.
        problem: FileProblem,
    },

    /// An IDX file that is missing, damaged, or not what it should be.
    #[error("{}: {problem}", path.display())]
    Idx {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        problem: IdxProblem,
    },

    /// A folder that does not hold MNIST, or files that do not fit together.
    #[error("{}: {problem}", path.display())]
    Mnist {
        /// Which folder, or which file.
        path: PathBuf,
        /// What is wrong with it.
        problem: MnistProblem,
    },

    /// The whole of MNIST was asked for, and nobody said where it is.
    #[error(
        "the whole set is not part of the program: set the environment variable {variable} \
         to the folder that holds its four files"
    )]
    NoFolder {
        /// The environment variable that is not set.
        variable: &'static str,
    },
}

/// Why the files of a folder are not MNIST, nor a set in its format.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MnistProblem {
    /// There is no such folder.
    #[error(
        "there is no such folder: give the one that holds the four files of the set"
    )]
    NoFolder,

    /// One of the four files is missing.
    #[error("no file of {what} in this folder: looked for {}", looked_for.join(", "))]
    NoFile {
        /// Training or test, images or labels.
        what: &'static str,
        /// The names it could have had.
        looked_for: Vec<String>,
    },

    /// The array has other dimensions.
    #[error("an array of {}, where {expected} are expected", times(found))]
    Shape {
        /// What should be there.
        expected: String,
        /// The dimensions of the array.
        found: Vec<usize>,
    },

    /// As many labels as images.
    #[error(
        "{images} images, but {labels} labels in {}: the two files do not belong together",
        other.display()
    )]
    Counts {
        /// How many images.
        images: usize,
        /// How many labels.
        labels: usize,
        /// The file of labels.
        other: PathBuf,
    },

    /// A label that names none of the ten classes.
    #[error("label {index}, counted from 0, is {label}: labels are 0 to 9")]
    Label {
        /// Which label, from 0.
        index: usize,
        /// What it is.
        label: u8,
    },
}

/// What is wrong with a file of digits, and at which place.
///
/// Lines and columns are counted from 1, as editors do, in the *uncompressed* text.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FileProblem {
    /// The file cannot be opened or read.
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),

    /// The first two bytes are not those of gzip.
    #[error("byte 1: not a gzip file (it should begin with the bytes 1f 8b)")]
    NotGzip,

    /// The file stops before its end.
    #[error(
        "line {line}: the file is cut off: its gzip data ends after {bytes} bytes of text; \
         fetch it again"
    )]
    CutOff {
        /// The line at which the text stops.
        line: usize,
        /// How many bytes of text came out before.
        bytes: usize,
    },

    /// The gzip data contradicts itself or its checksum.
    #[error(
        "line {line}: the gzip data is damaged after {bytes} bytes of text ({reason})"
    )]
    Damaged {
        /// The line at which the text stops.
        line: usize,
        /// How many bytes of text came out before.
        bytes: usize,
        /// What the decompressor found.
        reason: io::Error,
    },

    /// More text than any file of digits has; reading stops there.
    #[error("more than {limit} bytes of text: this is not a file of digits")]
    TooLarge {
        /// The greatest size that is read, in bytes.
        limit: usize,
    },

    /// Not a single line.
    #[error("line 1: the file holds no digit")]
    NoDigits,

    /// Not 64 pixels and a label.
    #[error(
        "line {line}: number of columns is {found} instead of {expected} (64 pixels and the label)"
    )]
    Columns {
        /// Which line, from 1.
        line: usize,
        /// How many columns it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },

    /// A pixel that is not a whole number from 0 to 16.
    #[error(
        "line {line}, column {column}: pixel {text:?} is not a whole number from 0 to 16"
    )]
    Pixel {
        /// Which line, from 1.
        line: usize,
        /// Which column, from 1.
        column: usize,
        /// What stands there (its beginning, where it is long).
        text: String,
    },

    /// A label that is not a digit.
    #[error("line {line}, column {column}: label {text:?} is not a digit from 0 to 9")]
    Label {
        /// Which line, from 1.
        line: usize,
        /// Which column, from 1.
        column: usize,
        /// What stands there (its beginning, where it is long).
        text: String,
    },
}
