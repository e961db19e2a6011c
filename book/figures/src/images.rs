//! Images of digits, of weights and of matrices, many at once.

use datasets::DIGIT_SIDE;
use matrix::Matrix;

use crate::style::Ink;
use crate::svg::{Drawing, Path, brick, short};

const SHADES: usize = 8;

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

    /// The image of a digit with its corner at `at`; values from −1 to 1.
    pub(crate) fn add(&mut self, at: (f64, f64), values: &[f64]) {
        let (width, height) = self.pixel;
        for (i, &value) in values.iter().enumerate() {
            let (column, row) = ((i % DIGIT_SIDE) as f64, (i / DIGIT_SIDE) as f64);
            self.pixel((at.0 + width * column, at.1 + height * row), value);
        }
    }

    /// A matrix, a pixel for each entry, with its corner at `at` and `pitch` from column to
    /// column; the largest entry gets the full colour.
    pub(crate) fn add_matrix(&mut self, at: (f64, f64), pitch: f64, matrix: &Matrix) {
        let largest = largest(matrix.as_slice());
        for (j, column) in matrix.column_iter().enumerate() {
            for (i, entry) in column.iter().enumerate() {
                let corner = (at.0 + pitch * j as f64, at.1 + self.pixel.1 * i as f64);
                self.pixel(corner, entry / largest);
            }
        }
    }

    fn pixel(&mut self, corner: (f64, f64), value: f64) {
        #[allow(clippy::cast_sign_loss)] // an absolute value
        let shade = (value.abs() * SHADES as f64).round() as usize;
        if shade > 0 {
            self.paths[usize::from(value < 0.0)][shade.min(SHADES) - 1] +=
                &brick(corner, self.pixel);
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
