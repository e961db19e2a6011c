//! How a reader of digits learns, and what it gets wrong.

use std::path::Path;

use datasets::{Dataset, DatasetError};

use crate::FigureError;
use crate::cells::Cells;
use crate::images::{Images, frame};
use crate::plot::Plot;
use crate::results::Table;
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text};

/// Who reads, and where that is written down.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    /// Whose choices these are: "the neurons'".
    pub(super) whose: &'static str,
    /// The experiment that trained it; its tables begin with that name.
    pub(super) experiment: &'static str,
    /// Where the samples' numbers lead.
    pub(super) data: fn() -> Result<Dataset, DatasetError>,
    /// How many mistakes are shown.
    pub(super) shown: usize,
}

impl Reader {
    fn table(self, results: &Path, what: &str) -> Result<Table, FigureError> {
        let name = format!("{}-{what}", self.experiment);
        Table::read(results, &name, self.experiment)
    }
}

/// The surest mistakes, as images with both probabilities.
pub(super) fn mistakes(
    figure: &'static str,
    reader: Reader,
    results: &Path,
) -> Result<String, FigureError> {
    let table = reader.table(results, "mistakes")?;
    let digits = (reader.data)()?;
    let shown = table.rows.len().min(reader.shown);
    let mut drawing = Drawing::new(figure, 560.0, 176.0 * shown.div_ceil(4) as f64);
    // About 104 units wide, in tenths for each pixel: 13 of digits, 3.7 of MNIST.
    let side = digits.dimension().isqrt();
    let mut images = Images::new((1040.0 / side as f64).floor() / 10.0);
    for rank in 0..shown {
        let key = (rank + 1).to_string();
        let sample = table.number(&key, "sample")?;
        let at = (
            16.0 + 141.0 * (rank % 4) as f64,
            6.0 + 176.0 * (rank / 4) as f64,
        );
        frame(&mut drawing, at, 104.0);
        #[allow(clippy::cast_sign_loss)] // counted from 0
        let sample = sample as usize;
        if sample < digits.len() {
            images.add(at, digits.sample(sample));
        }
        let (truth, choice) = (table.text(&key, "truth")?, table.text(&key, "choice")?);
        let middle = at.0 + 52.0;
        drawing.add(
            Text::new((middle - 9.0, at.1 + 129.0), truth)
                .bold()
                .size(18.0)
                .ink(Ink::C)
                .end(),
        );
        drawing.add(
            Text::new((middle, at.1 + 129.0), "→")
                .middle()
                .size(15.0)
                .ink(Ink::Quiet),
        );
        drawing.add(
            Text::new((middle + 10.0, at.1 + 129.0), choice)
                .bold()
                .size(18.0)
                .ink(Ink::B),
        );
        let (p, q) = (
            table.number(&key, "p_choice")?,
            table.number(&key, "p_truth")?,
        );
        let sure = |x: f64, share: f64| {
            Text::new((x, at.1 + 150.0), format!("{:.0} %", 100.0 * share)).size(15.0)
        };
        drawing.add(sure(middle - 7.0, q).ink(Ink::C).end());
        drawing.add(sure(middle + 8.0, p).ink(Ink::B));
    }
    images.draw(&mut drawing, [Ink::Text, Ink::Text]);
    Ok(drawing.finish())
}

/// How often each digit was taken for which.
pub(super) fn confusion(
    figure: &'static str,
    reader: Reader,
    results: &Path,
) -> Result<String, FigureError> {
    const CELL: f64 = 44.0;
    let table = reader.table(results, "confusion")?;
    let mut drawing = Drawing::new(figure, 520.0, 510.0);
    let (left, top) = (62.0, 56.0);
    let cells = Cells {
        corner: (left, top),
        size: (CELL, CELL),
    };
    drawing.add(
        Text::new(
            (left + 5.0 * CELL, 18.0),
            format!("{} choice", reader.whose),
        )
        .middle()
        .size(15.0)
        .ink(Ink::Quiet),
    );
    drawing.add(format!(
        "<text transform=\"translate(18 {}) rotate(-90)\" text-anchor=\"middle\" font-size=\"15\" fill=\"{}\">the digit</text>",
        top + 5.0 * CELL,
        Ink::Quiet.css()
    ));
    for truth in 0..10_usize {
        let key = truth.to_string();
        let along = CELL * truth as f64;
        for at in [
            (left - 14.0, top + along + 28.0),
            (left + along + CELL / 2.0, top - 10.0),
        ] {
            drawing.add(Text::new(at, key.clone()).middle().ink(Ink::Quiet));
        }
        for choice in 0..10_usize {
            let count = table.number(&key, &format!("chose_{choice}"))?;
            let (ink, opacity) = match (count > 0.0, truth == choice) {
                (false, _) => (Ink::Grid, 0.35),
                (true, true) => (Ink::C, 0.3),
                (true, false) => (Ink::B, 0.25 + 0.15 * count.min(4.0)),
            };
            drawing.add(cells.outline(truth, choice).fill(ink, opacity));
            if count > 0.0 {
                drawing.add(cells.words(truth, choice, count.to_string()));
            }
        }
    }
    Ok(drawing.finish())
}

/// A curve with the spread of its runs beneath it; what lies below the plot's floor is cut.
pub(super) fn band(
    plot: &mut Plot,
    table: &Table,
    column: &str,
    factor: f64,
    floor: f64,
    ink: Ink,
) -> Result<(), FigureError> {
    let read = |end: &str| -> Result<Vec<(f64, f64)>, FigureError> {
        let points = table.points("pass", &format!("{column}{end}"))?;
        let points = points.into_iter();
        Ok(points
            .map(|(pass, y)| (pass, (factor * y).max(floor)))
            .collect())
    };
    let (low, high) = (read("_min")?, read("_max")?);
    let round = high.into_iter().chain(low.into_iter().rev());
    let round: Vec<_> = round.map(|(x, y)| plot.at(x, y)).collect();
    plot.beneath(Line::through(&round).fill(ink, 0.18));
    plot.curve(
        read("")?.into_iter().filter(|point| point.1 > floor),
        ink,
        2.4,
    );
    Ok(())
}
