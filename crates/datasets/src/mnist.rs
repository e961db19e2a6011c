//! MNIST: handwritten digits of 28 × 28 pixels, a part of it built in, the whole from a folder.

use std::env;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::{Dataset, DatasetError, Idx, IdxProblem, MnistProblem, parse_idx};

/// Width and height of an image of MNIST, in pixels.
pub const MNIST_SIDE: usize = 28;

/// The environment variable that names the folder of the whole set.
pub const DATA_FOLDER: &str = "GRADUS_DATA";

const PIXELS: usize = MNIST_SIDE * MNIST_SIDE;
const BRIGHTEST: f64 = 255.0;
const CLASSES: usize = 10;

/// Handwritten digits in the two parts in which they are published.
///
/// Each sample is an image of 28 × 28 pixels ([`MNIST_SIDE`]), row by row from the top left:
/// pixel (row, column) is feature 28 · row + column, 784 in all. A value is the ink in the
/// pixel, from 0 (none) to 1 (all), in steps of 1/255. The label is the digit, 0 to 9, so
/// there are ten classes.
///
/// The test images come from other writers than the training images. So this is the split to
/// report accuracies on, and to compare them with what others report.
#[derive(Debug, Clone, PartialEq)]
pub struct Mnist {
    /// What the model learns from.
    pub train: Dataset,
    /// What it is judged on, and never sees before.
    pub test: Dataset,
}

/// The first 5,000 training images and the first 1,000 test images of MNIST.
///
/// They are part of the program: nothing is read from a disk or downloaded.
///
/// ```
/// use datasets::{MNIST_SIDE, mnist, sketch};
///
/// let digits = mnist()?;
/// assert_eq!((digits.train.len(), digits.test.len()), (5000, 1000));
/// assert_eq!((digits.train.dimension(), digits.train.classes()), (784, 10));
/// // The first one, a five.
/// assert_eq!(digits.train.label(0), 5);
/// println!("{}", sketch(digits.train.sample(0), MNIST_SIDE).join("\n"));
/// # Ok::<(), datasets::DatasetError>(())
/// ```
///
/// Source: Y. `LeCun`, C. Cortes and C. J. C. Burges, *The MNIST database of handwritten
/// digits*, 1998; licence CC BY-SA 3.0. `data/mnist/README.md` of this crate says more.
///
/// # Errors
///
/// None, as long as the files built into the program are whole; the tests hold them to their
/// checksums.
pub fn mnist() -> Result<Mnist, DatasetError> {
    /// A file as it stands in `data/mnist`: it is found from any folder, and in a browser.
    /// A program that does not call this function does not hold it: the linker leaves out
    /// what nobody uses. So no feature of the crate switches it on; that would be a second
    /// build of all that stands on this crate, to spare the first one 0.2 s of 25.
    macro_rules! built_in {
        ($name:literal) => {
            Array::parse(
                concat!("data/mnist/", $name).into(),
                &include_bytes!(concat!("../data/mnist/", $name))[..],
            )
        };
    }
    Ok(Mnist {
        train: dataset(
            &built_in!("train-images-idx3-ubyte.gz")?,
            &built_in!("train-labels-idx1-ubyte.gz")?,
        )?,
        test: dataset(
            &built_in!("t10k-images-idx3-ubyte.gz")?,
            &built_in!("t10k-labels-idx1-ubyte.gz")?,
        )?,
    })
}

/// Reads a whole set in MNIST's format from a folder.
///
/// The folder holds four files under the names that they are published with,
/// `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
/// `t10k-labels-idx1-ubyte`. Each may also end in `.gz`, and may have a dot instead of the
/// hyphen before `idx`, as some copies have; where one is there under several names, the
/// plain one is taken first. There may be any number of images; MNIST has 60,000 and 10,000.
///
/// Other sets in the same format are read as well: Fashion-MNIST (ten kinds of clothes) and
/// Kuzushiji-MNIST (ten Japanese characters) have files of the same names.
///
/// A number of 64 bits takes eight times the room of a byte: the whole of MNIST takes 440
/// megabytes of memory, and 450 while it is read.
///
/// ```no_run
/// let digits = datasets::mnist_from("my-data/mnist".as_ref())?;
/// println!("{} training images", digits.train.len());
/// # Ok::<(), datasets::DatasetError>(())
/// ```
///
/// # Errors
///
/// [`DatasetError::Mnist`] where the folder or a file is missing, and says under which names
/// it was looked for; where images are not 28 × 28, there are more or fewer labels than
/// images, or a label is not below 10. [`DatasetError::Idx`] where a file is damaged.
pub fn mnist_from(folder: &Path) -> Result<Mnist, DatasetError> {
    let part = |images, labels| {
        // The small file first: where it is missing, nobody waits for the large one.
        let labels = Array::find(folder, labels)?;
        dataset(&Array::find(folder, images)?, &labels)
    };
    if !folder.is_dir() {
        return Err(DatasetError::Mnist {
            path: folder.to_owned(),
            problem: MnistProblem::NoFolder,
        });
    }
    Ok(Mnist {
        train: part(
            ["training images", "train-images", "idx3-ubyte"],
            ["training labels", "train-labels", "idx1-ubyte"],
        )?,
        test: part(
            ["test images", "t10k-images", "idx3-ubyte"],
            ["test labels", "t10k-labels", "idx1-ubyte"],
        )?,
    })
}

/// Reads the whole set from the folder that the environment variable `GRADUS_DATA`
/// ([`DATA_FOLDER`]) names, as [`mnist_from`] does.
///
/// Give the whole path: `cargo test` runs in the folder of the package that it tests.
///
/// # Errors
///
/// [`DatasetError::NoFolder`] where the variable is not set, or empty; else as
/// [`mnist_from`].
pub fn mnist_full() -> Result<Mnist, DatasetError> {
    match env::var_os(DATA_FOLDER) {
        Some(folder) if !folder.is_empty() => mnist_from(Path::new(&folder)),
        _ => Err(DatasetError::NoFolder {
            variable: DATA_FOLDER,
        }),
    }
}

/// An array, and the file that it came from.
struct Array {
    path: PathBuf,
    idx: Idx,
}

impl Array {
    fn parse(path: PathBuf, file: impl io::Read) -> Result<Self, DatasetError> {
        match parse_idx(file) {
            Ok(idx) => Ok(Self { path, idx }),
            Err(problem) => Err(DatasetError::Idx { path, problem }),
        }
    }

    /// Looks for the file under each of its names.
    fn find(
        folder: &Path,
        [what, stem, kind]: [&'static str; 3],
    ) -> Result<Self, DatasetError> {
        let names = [
            format!("{stem}-{kind}"),
            format!("{stem}-{kind}.gz"),
            format!("{stem}.{kind}"),
            format!("{stem}.{kind}.gz"),
        ];
        for name in &names {
            let path = folder.join(name);
            return match File::open(&path) {
                Ok(file) => Self::parse(path, file),
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => Err(DatasetError::Idx {
                    path,
                    problem: IdxProblem::Unreadable(error),
                }),
            };
        }
        Err(DatasetError::Mnist {
            path: folder.to_owned(),
            problem: MnistProblem::NoFile {
                what,
                looked_for: names.into(),
            },
        })
    }

    /// That this file is wrong.
    fn wrong(&self, problem: MnistProblem) -> DatasetError {
        DatasetError::Mnist {
            path: self.path.clone(),
            problem,
        }
    }

    fn wrong_shape(&self, expected: &str) -> DatasetError {
        self.wrong(MnistProblem::Shape {
            expected: expected.to_owned(),
            found: self.idx.shape().to_owned(),
        })
    }
}

/// Images and labels as samples with classes.
fn dataset(images: &Array, labels: &Array) -> Result<Dataset, DatasetError> {
    let &[count, MNIST_SIDE, MNIST_SIDE] = images.idx.shape() else {
        return Err(images.wrong_shape("images × 28 × 28 pixels"));
    };
    let &[named] = labels.idx.shape() else {
        return Err(labels.wrong_shape("labels in one dimension"));
    };
    if named != count {
        return Err(images.wrong(MnistProblem::Counts {
            images: count,
            labels: named,
            other: labels.path.clone(),
        }));
    }
    let digits = labels.idx.bytes();
    if let Some(index) = digits
        .iter()
        .position(|&label| usize::from(label) >= CLASSES)
    {
        return Err(labels.wrong(MnistProblem::Label {
            index,
            label: digits[index],
        }));
    }
    let ink = |&byte| f64::from(byte) / BRIGHTEST;
    let values = images.idx.bytes().iter().map(ink).collect();
    let digits = digits.iter().copied().map(usize::from).collect();
    Ok(Dataset::new(PIXELS, CLASSES, values, digits).expect(
        "784 finite values and a label below 10 for each of at least one image",
    ))
}
