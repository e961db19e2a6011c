//! Saving what an optimizer remembers, so that training can go on where it stopped.
//!
//! The format is safetensors, as for a network's weights. Saved is the memory alone: the
//! settings (η, ρ, β …) stand in the program, and so does which kind of optimizer it was.
//!
//! ```
//! use backprop::Optimizer;
//! use optimizers::{Adam, saved};
//!
//! let (mut w, slopes) = ([1.0, -2.0], [0.5, 0.25]);
//! let mut adam = Adam::new(0.1);
//! adam.update(0, &mut w, &slopes);
//! let bytes = saved::to_bytes(&adam.memory)?;
//!
//! // Another day, perhaps in another program:
//! let mut restored = Adam::new(0.1);
//! restored.memory = saved::from_bytes(&bytes)?;
//! assert_eq!(restored.memory, adam.memory);
//! # Ok::<(), saved::SavedError>(())
//! ```

use std::collections::BTreeSet;

use matrix::Real;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use thiserror::Error;

use crate::Memory;
use crate::memory::Slots;

/// Why a memory could not be taken from a file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SavedError {
    /// The bytes are no whole file.
    #[error(
        "not a whole safetensors file ({0}): was it cut off, or is it in another format?"
    )]
    Format(#[from] safetensors::SafeTensorError),

    /// A tensor is missing.
    #[error("no tensor named `{0}`: was it saved by another kind of optimizer?")]
    Missing(String),

    /// A tensor that this kind of optimizer does not save.
    #[error(
        "a tensor named `{0}`, which is not expected: was it saved by another kind of \
         optimizer?"
    )]
    Unknown(String),

    /// A tensor holds another kind of number.
    #[error("tensor `{name}` holds {found} numbers, not {wanted}")]
    Kind {
        /// The tensor.
        name: String,
        /// The kind that is needed: that of [`Real`], or of a count of steps.
        wanted: String,
        /// The kind in the file.
        found: String,
    },

    /// A tensor has another shape than it should.
    #[error("tensor `{name}` has the shape {found:?}, not {wanted:?}")]
    Shape {
        /// The tensor.
        name: String,
        /// One number of steps; and all lists of a parameter are as long as its first.
        wanted: Vec<usize>,
        /// The shape in the file.
        found: Vec<usize>,
    },
}

/// The kind of number of [`Real`].
const KIND: Dtype = if size_of::<Real>() == 8 {
    Dtype::F64
} else {
    Dtype::F32
};

/// A memory as the bytes of a safetensors file. Of parameter 0, the number of steps is
/// called `0.steps` and the first list `0.0`.
///
/// # Errors
///
/// [`SavedError::Format`] where the format has no room for it.
pub fn to_bytes<const SLOTS: usize>(
    memory: &Memory<SLOTS>,
) -> Result<Vec<u8>, SavedError> {
    let mut tensors = Vec::new();
    for (i, slots) in memory.parameters.iter().enumerate() {
        let steps = slots.steps.to_le_bytes().to_vec();
        tensors.push((format!("{i}.steps"), Dtype::U32, 1, steps));
        for (k, numbers) in slots.numbers.iter().enumerate() {
            let bytes = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
            tensors.push((format!("{i}.{k}"), KIND, numbers.len(), bytes));
        }
    }
    let mut views = Vec::with_capacity(tensors.len());
    for (name, kind, length, bytes) in &tensors {
        views.push((name, TensorView::new(*kind, vec![*length], bytes)?));
    }
    Ok(safetensors::serialize(views, None)?)
}

/// The memory that was saved: an optimizer with it, and with the same settings, goes on
/// exactly as if it had never stopped.
///
/// # Errors
///
/// [`SavedError::Format`] for bytes that are no whole file; and where a tensor is missing,
/// unknown, of another shape, or of another kind of number. A file of another optimizer
/// that remembers as many lists cannot be told apart.
pub fn from_bytes<const SLOTS: usize>(
    bytes: &[u8],
) -> Result<Memory<SLOTS>, SavedError> {
    let file = SafeTensors::deserialize(bytes)?;
    let mut left: BTreeSet<&str> = file.names().into_iter().collect();
    let mut memory = Memory::default();
    for i in 0.. {
        let name = format!("{i}.steps");
        if !left.remove(name.as_str()) {
            break;
        }
        // One number, as its shape says.
        let (steps, _) = tensor(&file, name, Dtype::U32, &[1])?.as_chunks();
        // The first list says how long all of them are.
        let first = file.tensor(&format!("{i}.0"));
        let length = first.map_or(0, |first| first.shape().iter().product());
        let mut numbers = std::array::from_fn(|_| Vec::new());
        for (k, numbers) in numbers.iter_mut().enumerate() {
            let name = format!("{i}.{k}");
            left.remove(name.as_str());
            let (entries, _) = tensor(&file, name, KIND, &[length])?.as_chunks();
            numbers.extend(entries.iter().map(|&x| Real::from_le_bytes(x)));
        }
        memory.parameters.push(Slots {
            steps: u32::from_le_bytes(steps[0]),
            numbers,
        });
    }
    match left.first() {
        Some(&name) => Err(SavedError::Unknown(name.to_owned())),
        None => Ok(memory),
    }
}

/// The bytes of one tensor of the file.
fn tensor<'f>(
    file: &SafeTensors<'f>,
    name: String,
    kind: Dtype,
    shape: &[usize],
) -> Result<&'f [u8], SavedError> {
    let Ok(view) = file.tensor(&name) else {
        return Err(SavedError::Missing(name));
    };
    if view.dtype() != kind {
        return Err(SavedError::Kind {
            name,
            wanted: kind.to_string(),
            found: view.dtype().to_string(),
        });
    }
    if view.shape() != shape {
        return Err(SavedError::Shape {
            name,
            wanted: shape.to_vec(),
            found: view.shape().to_vec(),
        });
    }
    Ok(view.data())
}
