//! Training and validation loss, pass by pass.

use std::path::Path;

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::Ink;
use crate::svg::Drawing;

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    let curves = Table::read(results, "generalise-curves", "generalise")?;
    let stop = Table::read(results, "generalise-stop", "generalise")?;
    let mut drawing = Drawing::new("overfit", 600.0, 420.0);
    let x = Axis::linear(0.0, 152.0, &[0.0, 50.0, 100.0, 150.0], 0).named("pass");
    let y = Axis::decades(1e-3, 3.0, 1).named("loss");
    let mut plot = Plot::new((60.0, 34.0), (520.0, 330.0), x, y);
    for (key, words, end) in [("best", "best pass", true), ("stop", "stops", false)] {
        let pass = stop.number(key, "pass")?;
        plot.dashed([(pass, 1e-3), (pass, 3.0)], Ink::Quiet, 1.6);
        let by = if end { (-6.0, 16.0) } else { (6.0, 16.0) };
        let words = format!("{words}: {pass}");
        plot.push_text((pass, 3.0), by, &words, |t| if end { t.end() } else { t });
    }
    for (column, words, ink, by) in [
        ("train_loss", "200 training digits", Ink::A, -48.0),
        ("unseen_loss", "1,537 unseen digits", Ink::D, -14.0),
        ("validation_loss", "60 validation digits", Ink::B, 26.0),
    ] {
        let points = curves.points("pass", column)?;
        let at = points.last().copied().unwrap_or((150.0, 1.0));
        plot.push_text(at, (-4.0, by), words, |t| t.ink(ink).end());
        plot.curve(points, ink, 2.4);
    }
    let best = (
        stop.number("best", "pass")?,
        stop.number("best", "validation_loss")?,
    );
    plot.dots([best], Ink::B, 5.5);
    plot.draw(&mut drawing)?;
    Ok(drawing.finish())
}
