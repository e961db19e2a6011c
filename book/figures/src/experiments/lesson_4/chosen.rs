//! Parts of a data set.

use datasets::Dataset;

use crate::FigureError;

/// The samples at these places, in this order.
///
/// # Errors
///
/// Where there are none.
pub(crate) fn chosen(data: &Dataset, places: &[usize]) -> Result<Dataset, FigureError> {
    let values = places.iter().flat_map(|&i| data.sample(i)).copied();
    let labels = places.iter().map(|&i| data.label(i));
    let (dimension, classes) = (data.dimension(), data.classes());
    Ok(Dataset::new(
        dimension,
        classes,
        values.collect(),
        labels.collect(),
    )?)
}
