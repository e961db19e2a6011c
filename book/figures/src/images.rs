//! Images of digits, of weights and of matrices, many at once.

use matrix::Matrix;

use crate::style::Ink;
use crate::svg::{Drawing, Path, brick, short};

const SHADES: usize = 8;

/// Whether a value is below 0, and its shade, counted from the faintest; nothing for the page's
/// own colour.
fn shade(value: f64) -> Option<(bool, usize)> {
    #[allow(clippy::cast_sign_loss)] // an absolute value
    let shade = (value.abs() * SHADES as f64).round() as usize;
    let shade = shade.min(SHADES).checked_sub(1)?;
    Some((value < 0.0, shade))
}

/// Many images at once: the pixels of one shade and sign are one path.
pub(crate) struct Images {
    /// Width and height.
    pixel: (f64, f64),
    paths: [[String; SHADES]; 2],
}

impl Images {
    /// Images with square pixels of that size.
    pub(crate) fn new(pixel: f64) -> Self {
        Self::with_pixels((pixel, pixel))
    }

    /// Images with pixels of that width and height.
    pub(crate) fn with_pixels(pixel: (f64, f64)) -> Self {
        Self {
            pixel,
            paths: Default::default(),
        }
    }

    /// A square image with its corner at `at`, row by row; values from −1 to 1.
    pub(crate) fn add(&mut self, at: (f64, f64), values: &[f64]) {
        let (width, height) = self.pixel;
        let side = values.len().isqrt();
        for (row, values) in values.chunks(side).enumerate() {
            let mut column = 0;
            // Neighbours of one shade are one brick.
            for alike in values.chunk_by(|a, b| shade(*a) == shade(*b)) {
                let corner = (at.0 + width * column as f64, at.1 + height * row as f64);
                self.run(corner, alike.len(), alike[0]);
                column += alike.len();
            }
        }
    }

    /// A matrix, a pixel for each entry, with its corner at `at` and `pitch` from column to
    /// column; the largest entry gets the full colour.
    pub(crate) fn add_matrix(&mut self, at: (f64, f64), pitch: f64, matrix: &Matrix) {
        let largest = largest(matrix.as_slice());
        for (j, column) in matrix.column_iter().enumerate() {
            for (i, entry) in column.iter().enumerate() {
                let corner = (at.0 + pitch * j as f64, at.1 + self.pixel.1 * i as f64);
                self.run(corner, 1, entry / largest);
            }
        }
    }

    /// So many pixels of this value side by side.
    fn run(&mut self, corner: (f64, f64), length: usize, value: f64) {
        if let Some((negative, shade)) = shade(value) {
            let (width, height) = self.pixel;
            self.paths[usize::from(negative)][shade] +=
                &brick(corner, (width * length as f64, height));
        }
    }

    /// Draws them: positive values in one colour, negative ones in another.
    pub(crate) fn draw(self, drawing: &mut Drawing, inks: [Ink; 2]) {
        for (ink, paths) in inks.into_iter().zip(self.paths) {
            for (shade, data) in paths
                .into_iter()
                .enumerate()
                .filter(|(_, data)| !data.is_empty())
            {
                drawing.add(format!(
                    "<path d=\"{data}\" stroke=\"{}\" stroke-width=\"{}\" stroke-opacity=\"{:.2}\" shape-rendering=\"crispEdges\"/>",
                    ink.css(),
                    short(self.pixel.1),
                    (shade + 1) as f64 / SHADES as f64
                ));
            }
        }
    }
}

/// The largest absolute value: the full colour of a scale.
pub(crate) fn largest<'v>(values: impl IntoIterator<Item = &'v f64>) -> f64 {
    let values = values.into_iter();
    values.fold(f64::MIN_POSITIVE, |most, value| most.max(value.abs()))
}

/// The thin frame of an image.
pub(crate) fn frame(drawing: &mut Drawing, at: (f64, f64), side: f64) {
    drawing.add(
        Path::rounded((at.0 - 2.0, at.1 - 2.0), (side + 4.0, side + 4.0), 3.0)
            .stroke(Ink::Grid, 1.0),
    );
}
