//! What can be wrong with a file of weights.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why weights could not be saved or loaded. The network is as it was before.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// The file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// The file cannot be this network's: it is far too large.
    #[error(
        "{size} bytes are too many: this network's weights take at most {most}, names and \
         shapes included; is it the file of another network?"
    )]
    TooLarge {
        /// The file's size.
        size: u64,
        /// The most that could be this network's.
        most: u64,
    },

    /// It is no safetensors file, or not a whole one.
    #[error(
        "not a whole safetensors file ({0}): was it cut off, or is it in another format?"
    )]
    Format(#[from] safetensors::SafeTensorError),

    /// The file lacks one of the network's parameters.
    #[error("no tensor named `{name}`; the file holds: {held}")]
    Missing {
        /// The parameter.
        name: String,
        /// What there is.
        held: String,
    },

    /// Two parameters have one name, and a file has room for one of them.
    #[error("two parameters are named `{name}`: each needs a name of its own")]
    Twice {
        /// The name.
        name: String,
    },

    /// The file has a tensor that the network does not know.
    #[error("a tensor named `{name}`, which this network does not have")]
    Unknown {
        /// The tensor.
        name: String,
    },

    /// A tensor has not the parameter's shape.
    #[error("tensor `{name}` has the shape {found:?}, but the network's is {wanted:?}")]
    Shape {
        /// The parameter.
        name: String,
        /// Its shape here.
        wanted: Vec<usize>,
        /// The shape in the file.
        found: Vec<usize>,
    },

    /// A tensor holds another kind of number.
    #[error("tensor `{name}` holds {found} numbers: F32 and F64 can be read")]
    Kind {
        /// The parameter.
        name: String,
        /// The kind in the file.
        found: String,
    },
}
