//! Saving a network's parameters, and loading them again.
//!
//! The format is [safetensors](https://github.com/huggingface/safetensors): a header of
//! names, kinds and shapes, then the bare numbers. PyTorch, JAX, candle and burn read and
//! write it, and no file of it can run code.

use std::fs;
use std::io::Read;
use std::path::Path;

use matrix::{Matrix, Real};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};

use crate::{Layer, WeightsError};

/// What names, shapes and the like may take beside the numbers.
const HEADER: u64 = 1 << 20;

// ANCHOR: bytes
/// The parameters as the bytes of a safetensors file, in the kind of number of [`Real`].
///
/// # Errors
///
/// [`WeightsError::Format`] where the format has no room for them.
pub fn to_bytes(network: &mut dyn Layer) -> Result<Vec<u8>, WeightsError> {
    let mut tensors: Vec<(String, Vec<usize>, Vec<u8>)> = Vec::new();
    network.visit(&mut |parameter| {
        // The format goes along the rows, a `Matrix` down the columns.
        let by_rows = parameter.value.transpose();
        let bytes = by_rows.as_slice().iter().flat_map(|x| x.to_le_bytes());
        let (name, shape) = (parameter.name.clone(), parameter.shape.clone());
        tensors.push((name, shape, bytes.collect()));
    });
    let mut names: Vec<&str> = tensors.iter().map(|(name, ..)| name.as_str()).collect();
    names.sort_unstable();
    if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        let name = pair[0].to_owned();
        return Err(WeightsError::Twice { name });
    }
    let kind = if size_of::<Real>() == 8 {
        Dtype::F64
    } else {
        Dtype::F32
    };
    let mut views = Vec::with_capacity(tensors.len());
    for (name, shape, bytes) in &tensors {
        views.push((name, TensorView::new(kind, shape.clone(), bytes)?));
    }
    Ok(safetensors::serialize(views, None)?)
}

/// Takes the parameters from the bytes of a safetensors file: all of them, or none.
///
/// # Errors
///
/// [`WeightsError::Format`] for bytes that are no whole file; and where a parameter is
/// missing, unknown, of another shape, or not of 32 or 64 bits.
pub fn from_bytes(network: &mut dyn Layer, bytes: &[u8]) -> Result<(), WeightsError> {
    let file = SafeTensors::deserialize(bytes)?;
    let mut read = Vec::new();
    let mut wrong = None;
    network.visit(&mut |parameter| {
        match tensor(&file, &parameter.name, &parameter.shape) {
            // The columns of the file's rows are the rows' columns: transpose back.
            Ok(entries) => {
                let (rows, columns) = parameter.value.shape();
                read.push((parameter.name.clone(), columns, rows, entries));
            }
            Err(error) => wrong = wrong.take().or(Some(error)),
        }
    });
    if let Some(error) = wrong {
        return Err(error);
    }
    let own = |name: &str| read.iter().any(|(known, ..)| known == name);
    if let Some(name) = file.names().into_iter().find(|name| !own(name)) {
        let name = name.to_owned();
        return Err(WeightsError::Unknown { name });
    }
    let mut read = read.into_iter();
    network.visit(&mut |parameter| {
        if let Some((_, columns, rows, entries)) = read.next() {
            parameter.value =
                Matrix::from_fn(rows, columns, |i, j| entries[i * columns + j]);
        }
    });
    Ok(())
}
// ANCHOR_END: bytes

// ANCHOR: tensor
/// The numbers of one tensor, along its rows.
fn tensor(
    file: &SafeTensors,
    name: &str,
    wanted: &[usize],
) -> Result<Vec<Real>, WeightsError> {
    let Ok(view) = file.tensor(name) else {
        let mut held = file.names();
        held.sort_unstable();
        return Err(WeightsError::Missing {
            name: name.to_owned(),
            held: held.join(", "),
        });
    };
    if view.shape() != wanted {
        return Err(WeightsError::Shape {
            name: name.to_owned(),
            wanted: wanted.to_vec(),
            found: view.shape().to_vec(),
        });
    }
    match view.dtype() {
        Dtype::F64 => {
            let (numbers, _) = view.data().as_chunks();
            Ok(numbers
                .iter()
                .map(|&x| f64::from_le_bytes(x) as Real)
                .collect())
        }
        Dtype::F32 => {
            let (numbers, _) = view.data().as_chunks();
            Ok(numbers
                .iter()
                .map(|&x| Real::from(f32::from_le_bytes(x)))
                .collect())
        }
        other => Err(WeightsError::Kind {
            name: name.to_owned(),
            found: other.to_string(),
        }),
    }
}
// ANCHOR_END: tensor

// ANCHOR: files
/// Saves the parameters. An older file stays whole until the new one is.
///
/// # Errors
///
/// [`WeightsError::File`] where it cannot be written.
pub fn save(network: &mut dyn Layer, path: &Path) -> Result<(), WeightsError> {
    let bytes = to_bytes(network)?;
    let mut half_written = path.as_os_str().to_owned();
    half_written.push(".part");
    let written =
        fs::write(&half_written, bytes).and_then(|()| fs::rename(&half_written, path));
    written.map_err(|source| {
        // It may not be there at all, and then there is nothing to clean up.
        let _ = fs::remove_file(&half_written);
        WeightsError::File {
            path: path.to_owned(),
            source,
        }
    })
}

/// Loads parameters that were saved here or by another library.
///
/// # Errors
///
/// [`WeightsError::File`] where the file cannot be read, [`WeightsError::TooLarge`] before
/// one is read that cannot be this network's, and as [`from_bytes`].
pub fn load(network: &mut dyn Layer, path: &Path) -> Result<(), WeightsError> {
    let at_path = |source| WeightsError::File {
        path: path.to_owned(),
        source,
    };
    let file = fs::File::open(path).map_err(at_path)?;
    let size = file.metadata().map_err(at_path)?.len();
    let most = HEADER + 8 * network.count_parameters() as u64;
    if size > most {
        return Err(WeightsError::TooLarge { size, most });
    }
    // A device or a pipe does not know its size: one byte too many is enough to know.
    let mut bytes = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(at_path)?;
    let size = bytes.len() as u64;
    if size > most {
        return Err(WeightsError::TooLarge { size, most });
    }
    from_bytes(network, &bytes)
}
// ANCHOR_END: files
