//! One step along a parabola, and the rate that suits two curvatures.

use std::path::Path;

use backprop::{Optimizer, Sgd};
use optimizers::quadratic::{best_rate, error_factor, largest_rate};

use crate::FigureError;
use crate::map::cut;
use crate::plot::{Axis, Plot};
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text, dot};

pub(super) fn staircases(_: &Path) -> Result<String, FigureError> {
    const CURVATURE: f64 = 4.0;
    const REACH: f64 = 2.1;
    const SIZE: (f64, f64) = (244.0, 160.0);
    let height = |w: f64| 0.5 * CURVATURE * w * w;
    let top = height(REACH);
    let mut drawing = Drawing::new("staircases", 580.0, 520.0);
    let panels = [
        (0.25, "lands at once"),
        (0.4, "bounces and settles"),
        (0.5, "bounces for ever"),
        (0.6, "explodes"),
    ];
    for (place, (rate, words)) in panels.into_iter().enumerate() {
        let corner = (
            34.0 + 292.0 * (place % 2) as f64,
            36.0 + 264.0 * (place / 2) as f64,
        );
        let x = Axis::linear(-REACH, REACH, &[-2.0, -1.0, 0.0, 1.0, 2.0], 0);
        let y = Axis::linear(0.0, top, &[0.0, 4.0, 8.0], 0);
        let mut plot = Plot::new(corner, SIZE, x, y);
        plot.function(height, Ink::A, 2.2);
        let mut sgd = Sgd {
            learning_rate: rate,
        };
        let mut path = vec![plot.at(1.0, height(1.0))];
        let mut w = [1.0];
        for _ in 0..6 {
            let slope = CURVATURE * w[0];
            sgd.update(0, &mut w, &[slope]);
            path.push(plot.at(w[0], height(w[0])));
        }
        plot.draw(&mut drawing)?;
        let far = (corner.0 + SIZE.0, corner.1 + SIZE.1);
        for ends in path.windows(2) {
            let Some((from, to)) = cut(ends[0], ends[1], [corner, far]) else {
                break;
            };
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            if length > 24.0 {
                // Up to the rim of the dot.
                let share = 1.0 - 5.0 / length;
                let tip = (
                    from.0 + share * (to.0 - from.0),
                    from.1 + share * (to.1 - from.1),
                );
                drawing.add(Line::arrow(from, tip, Ink::B, 1.8));
            } else {
                drawing.add(Line::line(from, to).stroke(Ink::B, 1.8));
            }
        }
        for &at in path.iter().rev().filter(|at| at.1 >= corner.1) {
            drawing.add(dot(at, 4.0, Ink::A));
        }
        drawing.add(dot(path[0], 6.5, Ink::A));
        let title = Text::new((corner.0, corner.1 - 14.0), format!("η = {rate}"));
        drawing.add(title.bold());
        let factor = error_factor(rate, CURVATURE);
        // Whole numbers need no digit after the point.
        let digits = usize::from((factor - factor.round()).abs() > 1e-9);
        let below = (corner.0 + SIZE.0, corner.1 - 14.0);
        let factor = format!("error × {}", number(factor, digits));
        drawing.add(Text::new(below, factor).end().ink(Ink::B));
        let below = (corner.0 + SIZE.0 / 2.0, corner.1 + SIZE.1 + 48.0);
        drawing.add(Text::new(below, words).middle().size(15.0));
    }
    Ok(drawing.finish())
}

pub(super) fn factor(_: &Path) -> Result<String, FigureError> {
    const CURVATURES: [f64; 2] = [1.0, 10.0];
    const UP_TO: f64 = 0.25;
    let mut drawing = Drawing::new("factor-against-rate", 580.0, 430.0);
    let ticks = [0.0, 0.05, 0.1, 0.15, 0.2, 0.25];
    let x = Axis::linear(0.0, UP_TO, &ticks, 2).named("learning rate η");
    let y = Axis::linear(0.0, 1.5, &[0.0, 0.5, 1.0, 1.5], 1)
        .named("|1 − ηλ|: what is left of the error after a step");
    let mut plot = Plot::new((40.0, 40.0), (520.0, 330.0), x, y);
    let ceiling = [
        plot.at(0.0, 1.5),
        plot.at(UP_TO, 1.5),
        plot.at(UP_TO, 1.0),
        plot.at(0.0, 1.0),
    ];
    plot.beneath(Line::through(&ceiling).fill(Ink::B, 0.13));
    let [slow, fast] = CURVATURES;
    let left = |rate: f64, curvature: f64| error_factor(rate, curvature).abs();
    let best = best_rate(slow, fast);
    let edge = largest_rate(fast);
    let slower = |rate: f64| left(rate, slow).max(left(rate, fast));
    // The slower of both decides: a band under the lines.
    plot.curve([0.0, best, UP_TO].map(|r| (r, slower(r))), Ink::E, 8.0);
    plot.curve([0.0, UP_TO].map(|r| (r, left(r, slow))), Ink::A, 2.4);
    let corner = 1.0 / fast;
    plot.curve(
        [0.0, corner, UP_TO].map(|r| (r, left(r, fast))),
        Ink::C,
        2.4,
    );
    plot.dashed([(best, 0.0), (best, slower(best))], Ink::Quiet, 1.2);
    plot.dots([(best, slower(best))], Ink::Text, 5.5);
    plot.dots([(edge, 1.0)], Ink::B, 5.5);
    let named = |plot: &mut Plot, at, by, words: &str, ink| {
        plot.push_text(at, by, words, |text| text.ink(ink).size(15.0));
    };
    named(
        &mut plot,
        (0.06, 1.0),
        (0.0, -20.0),
        "λ = 1: shrinks slowly",
        Ink::A,
    );
    named(
        &mut plot,
        (0.035, 0.65),
        (16.0, 2.0),
        "λ = 10: faster,",
        Ink::C,
    );
    named(
        &mut plot,
        (0.035, 0.65),
        (16.0, 22.0),
        "until it overshoots",
        Ink::C,
    );
    let words = format!("9/11 = {} a step", number(slower(best), 2));
    let foot = (best, 0.5);
    named(&mut plot, foot, (10.0, 0.0), "best: η = 2/11,", Ink::Text);
    named(&mut plot, foot, (10.0, 21.0), "both shrink to", Ink::Text);
    named(&mut plot, foot, (10.0, 42.0), &words, Ink::Text);
    plot.push_text((edge, 1.0), (-12.0, -48.0), "from 2/10 on", |text| {
        text.end().ink(Ink::B).size(15.0)
    });
    plot.push_text((edge, 1.0), (-12.0, -28.0), "it explodes", |text| {
        text.end().ink(Ink::B).size(15.0)
    });
    plot.draw(&mut drawing)?;
    drawing.add(
        Text::new((44.0, 420.0), "wide band: the slower of the two")
            .size(15.0)
            .ink(Ink::E),
    );
    Ok(drawing.finish())
}
