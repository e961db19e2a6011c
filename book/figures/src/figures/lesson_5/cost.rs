//! What a convolution and a training step cost.

use std::path::Path;

use crate::FigureError;
use crate::experiments::lesson_5::conv_steps::STEPS;
use crate::results::Table;
use crate::style::{Ink, number, power_of_ten};
use crate::svg::{Drawing, Path as Line, Text};

const PITCH: f64 = 44.0;
const BAR: f64 = 26.0;

/// A bar that lies, from `left` on.
fn lying(left: f64, end: f64, top: f64) -> Line {
    let corners = [(left, top), (end, top), (end, top + BAR), (left, top + BAR)];
    Line::through(&corners)
}

pub(super) fn steps(results: &Path) -> Result<String, FigureError> {
    const LEFT: f64 = 230.0;
    /// A power of ten, and the first of them.
    const DECADE: f64 = 176.0;
    const FIRST: i32 = 1;
    let table = Table::read(results, "conv-steps", "conv-steps")?;
    let names = [
        "loops",
        "tied matrix, fast product",
        "patches, plain product",
        "patches, fast product",
        "runs, fast product",
    ];
    let height = 12.0 + PITCH * STEPS.len() as f64;
    let mut drawing = Drawing::new("conv-steps", 640.0, height + 64.0);
    let at = |us: f64| LEFT + DECADE * (us.log10() - f64::from(FIRST));
    for power in FIRST..=FIRST + 2 {
        let x = at(10.0_f64.powi(power));
        drawing.add(Line::line((x, 4.0), (x, height)).stroke(Ink::Grid, 1.2));
        drawing.add(
            Text::new((x, height + 20.0), power_of_ten(power))
                .middle()
                .size(15.0)
                .ink(Ink::Quiet),
        );
    }
    for (place, ((key, _), name)) in STEPS.into_iter().zip(names).enumerate() {
        let time = table.number(key, "us_per_image")?;
        let top = 12.0 + PITCH * place as f64;
        let ink = if place + 1 == STEPS.len() {
            Ink::C
        } else {
            Ink::A
        };
        drawing.add(lying(LEFT, at(time), top).fill(ink, 0.9));
        drawing.add(Text::new((LEFT - 10.0, top + 19.0), name).end());
        let digits = usize::from(time < 100.0);
        let words = format!("{} µs", number(time, digits));
        drawing.add(Text::new((at(time) + 8.0, top + 19.0), words).halo());
    }
    drawing.add(Line::line((LEFT, 4.0), (LEFT, height)).stroke(Ink::Quiet, 1.2));
    let words = "microseconds per image, forward, one thread, 64 bits";
    drawing.add(
        Text::new((630.0, height + 46.0), words)
            .end()
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

pub(super) fn time(results: &Path) -> Result<String, FigureError> {
    const LEFT: f64 = 190.0;
    const WIDTH: f64 = 360.0;
    let table = Table::read(results, "lenet-time", "lenet-time")?;
    let times = table.column("ms_per_step")?;
    let (low, high) = (table.column("lowest")?, table.column("highest")?);
    let threads = table.column("threads")?;
    let most = high.iter().chain(&times).copied().fold(0.0, f64::max);
    let height = 10.0 + PITCH * times.len() as f64;
    let mut drawing = Drawing::new("lenet-time", 640.0, height + 32.0);
    for (place, row) in table.rows.iter().enumerate() {
        let top = 10.0 + PITCH * place as f64;
        let middle = top + BAR / 2.0;
        let at = |ms: f64| LEFT + WIDTH * ms / most;
        let name = if threads[place] == 1.0 {
            format!("{}, 1 thread", row[0])
        } else {
            format!("{}, {} threads", row[0], threads[place])
        };
        let ink = if row[0] == "ours" { Ink::A } else { Ink::E };
        drawing.add(lying(LEFT, at(times[place]), top).fill(ink, 0.9));
        drawing.add(Text::new((LEFT - 10.0, top + 19.0), name).end());
        let ends = [(at(low[place]), middle), (at(high[place]), middle)];
        drawing.add(Line::line(ends[0], ends[1]).stroke(Ink::Text, 1.8));
        for (x, y) in ends {
            drawing.add(Line::line((x, y - 6.0), (x, y + 6.0)).stroke(Ink::Text, 1.8));
        }
        let end = at(times[place].max(high[place])) + 10.0;
        let digits = if times[place] < 10.0 { 2 } else { 1 };
        let words = format!("{} ms", number(times[place], digits));
        drawing.add(Text::new((end, top + 19.0), words));
    }
    drawing.add(Line::line((LEFT, 4.0), (LEFT, height)).stroke(Ink::Quiet, 1.2));
    let words = "a training step, 64 images, 32 bits; line: lowest and highest";
    drawing.add(
        Text::new((630.0, height + 22.0), words)
            .end()
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}
