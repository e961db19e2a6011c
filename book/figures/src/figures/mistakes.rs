//! What the ten neurons get wrong: the pictures, and the table of confusions.

use std::path::Path;

use super::digits::{Images, frame};
use crate::FigureError;
use crate::results::Table;
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text};

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "digits-mistakes", "digits")?;
    let digits = datasets::digits()?;
    let shown = table.rows.len().min(8);
    let mut drawing =
        Drawing::new("digit-mistakes", 560.0, 176.0 * shown.div_ceil(4) as f64);
    let mut images = Images::new(13.0);
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

pub(super) fn confusion(results: &Path) -> Result<String, FigureError> {
    const CELL: f64 = 44.0;
    let table = Table::read(results, "digits-confusion", "digits")?;
    let mut drawing = Drawing::new("digit-confusion", 520.0, 510.0);
    let (left, top) = (62.0, 56.0);
    drawing.add(
        Text::new((left + 5.0 * CELL, 18.0), "the neurons' choice")
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
        let y = top + CELL * truth as f64;
        let key = truth.to_string();
        drawing.add(
            Text::new((left - 14.0, y + 28.0), key.clone())
                .middle()
                .ink(Ink::Quiet),
        );
        drawing.add(
            Text::new(
                (left + CELL * (truth as f64 + 0.5), top - 10.0),
                key.clone(),
            )
            .middle()
            .ink(Ink::Quiet),
        );
        for choice in 0..10_usize {
            let count = table.number(&key, &format!("chose_{choice}"))?;
            let x = left + CELL * choice as f64;
            let cell = Line::rounded((x + 1.5, y + 1.5), (CELL - 3.0, CELL - 3.0), 5.0);
            let (ink, opacity) = match (count > 0.0, truth == choice) {
                (false, _) => (Ink::Grid, 0.35),
                (true, true) => (Ink::C, 0.3),
                (true, false) => (Ink::B, 0.25 + 0.15 * count.min(4.0)),
            };
            drawing.add(cell.fill(ink, opacity));
            if count > 0.0 {
                drawing.add(
                    Text::new((x + CELL / 2.0, y + 28.0), count.to_string()).middle(),
                );
            }
        }
    }
    Ok(drawing.finish())
}
