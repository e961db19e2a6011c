//! XOR by a hidden layer: two learned surfaces, and a count over many starts.

use std::path::Path;

use autograd::{Activation, Mlp};

use super::gates::corners;
use super::planes::Plane;
use crate::FigureError;
use crate::experiments::gates::network;
use crate::experiments::xor_seeds::SETTINGS;
use crate::results::Table;
use crate::style::{Ink, percent};
use crate::svg::{Drawing, Text, bricks};

pub(super) fn regions(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("xor-regions", 560.0, 318.0);
    for (column, hidden) in [4, 2].into_iter().enumerate() {
        let succeeds = column == 0;
        // The first start that learns it, and the first that does not.
        let found = (0..SETTINGS.seeds)
            .map(|seed| {
                (
                    seed,
                    network(hidden, seed, SETTINGS.steps, SETTINGS.learning_rate),
                )
            })
            .find(|(_, trained)| (trained.right == 1.0) == succeeds);
        let Some((seed, trained)) = found else {
            continue;
        };
        let plane = Plane {
            corner: (46.0 + 272.0 * column as f64, 58.0),
            side: 220.0,
            from: -0.4,
            to: 1.4,
        };
        let model = Mlp::new(&[2, hidden, 1], Activation::Tanh);
        plane.sides(&mut drawing, 44, |x| {
            model.predict(&trained.parameters, x)[0]
        });
        plane.bits(&mut drawing);
        corners(&mut drawing, plane, &datasets::xor());
        let words = format!("2-{hidden}-1: {} right", percent(trained.right));
        let centre = plane.corner.0 + plane.side / 2.0;
        drawing.add(Text::new((centre, 20.0), words).middle().bold());
        let loss = trained.losses[trained.losses.len() - 1];
        let words = format!("seed {seed}, loss {loss:.3}");
        drawing.add(
            Text::new((centre, 43.0), words)
                .middle()
                .size(15.0)
                .ink(Ink::Quiet),
        );
    }
    Ok(drawing.finish())
}

pub(super) fn seeds(results: &Path) -> Result<String, FigureError> {
    /// Of a start.
    const SIZE: (f64, f64) = (14.0, 8.0);
    let table = Table::read(results, "xor-seeds", "xor-seeds")?;
    let shown = ["linear", "2-2-1", "2-3-1", "2-4-1", "2-8-1"];
    let mut drawing =
        Drawing::new("xor-seeds", 560.0, 34.0 + 58.0 * shown.len() as f64);
    drawing.add(
        Text::new((76.0, 18.0), "a square per start; filled: learned XOR")
            .size(15.0)
            .ink(Ink::Quiet),
    );
    for (row, name) in shown.into_iter().enumerate() {
        let top = 36.0 + 58.0 * row as f64;
        let (seeds, learned) =
            (table.number(name, "seeds")?, table.number(name, "learned")?);
        drawing.add(Text::new((62.0, top + 24.0), name).end());
        #[allow(clippy::cast_sign_loss)] // counts
        let (seeds, filled) = (seeds as usize, learned as usize);
        let corner = |start: usize| {
            let (column, line) = ((start / 4) as f64, (start % 4) as f64);
            (76.0 + 17.6 * column, top + 3.0 + 11.0 * line - 0.5)
        };
        drawing.add(bricks((filled..seeds).map(corner), SIZE, Ink::Grid));
        drawing.add(bricks((0..filled).map(corner), SIZE, Ink::C));
        let ink = if learned > 0.0 { Ink::C } else { Ink::Quiet };
        drawing.add(
            Text::new((550.0, top + 29.0), format!("{learned}"))
                .end()
                .bold()
                .ink(ink),
        );
    }
    Ok(drawing.finish())
}
