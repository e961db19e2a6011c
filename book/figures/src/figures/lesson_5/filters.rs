//! Trained kernels, what training has added to them, and the Gabor filters that fit that best.

use std::path::Path;

use crate::FigureError;
use crate::images::{Images, frame, largest};
use crate::results::Table;
use crate::style::{Ink, percent};
use crate::svg::{Drawing, Text};

/// Kernels of one network, three images below each other for each.
struct Band {
    title: &'static str,
    /// Keys of the kernels and of what training has added.
    keys: [&'static str; 2],
    count: usize,
    top: f64,
    pixel: f64,
    pitch: f64,
}

const BANDS: [Band; 2] = [
    Band {
        title: "LeNet: its six kernels of 5×5",
        keys: ["lenet-5x5", "lenet-added-5x5"],
        count: 6,
        top: 0.0,
        pixel: 14.0,
        pitch: 86.0,
    },
    Band {
        title: "a variant: six of sixteen kernels of 7×7",
        keys: ["wide-7x7", "wide-added-7x7"],
        count: 6,
        top: 322.0,
        pixel: 10.0,
        pitch: 86.0,
    },
];
const LEFT: f64 = 112.0;

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "filters-kernels", "filters")?;
    let mut drawing = Drawing::new("filters", 632.0, 636.0);
    for band in BANDS {
        drawing.add(Text::new((LEFT, band.top + 20.0), band.title).bold());
        let mut images = Images::new(band.pixel);
        let mut side = 0.0;
        for k in 0..band.count {
            let [kernel, added] = band.keys.map(|key| format!("{key}-{}", k + 1));
            let rows = [
                table.list(&kernel, "weights")?,
                table.list(&added, "weights")?,
                table.list(&added, "fit")?,
            ];
            side = band.pixel * rows[0].len().isqrt() as f64;
            let scales = [largest(&rows[0]), largest(rows[1].iter().chain(&rows[2]))];
            let left = LEFT + band.pitch * k as f64;
            for (row, numbers) in rows.iter().enumerate() {
                let at = (left, band.top + 34.0 + (side + 12.0) * row as f64);
                frame(&mut drawing, at, side);
                let scale = scales[row.min(1)];
                let shown: Vec<f64> = numbers.iter().map(|x| x / scale).collect();
                images.add(at, &shown);
            }
            let below = band.top + 34.0 + 3.0 * (side + 12.0) + 8.0;
            let share = percent(table.number(&added, "share")?);
            let words = Text::new((left + side / 2.0, below), share).middle();
            drawing.add(words.size(15.0));
        }
        images.draw(&mut drawing, [Ink::B, Ink::A]);
        let names = [
            ["after", "training"],
            ["what it", "has added"],
            ["best", "Gabor"],
        ];
        for (row, lines) in names.into_iter().enumerate() {
            let middle = band.top + 34.0 + (side + 12.0) * row as f64 + side / 2.0;
            for (line, words) in lines.into_iter().enumerate() {
                let y = middle - 4.0 + 19.0 * line as f64;
                drawing.add(Text::new((LEFT - 14.0, y), words).size(15.0).end());
            }
        }
        let below = band.top + 34.0 + 3.0 * (side + 12.0) + 8.0;
        let words = Text::new((LEFT - 14.0, below), "explained")
            .size(15.0)
            .end();
        drawing.add(words.ink(Ink::Quiet));
    }
    Ok(drawing.finish())
}
