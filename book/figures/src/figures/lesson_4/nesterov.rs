//! Where Nesterov's method asks for the slope, and what a wrong sign there does.

use std::path::Path;

use backprop::Optimizer;
use optimizers::Momentum;
use optimizers::nesterov::look_ahead;
use optimizers::surfaces::{Bowl, Surface};

use crate::FigureError;
use crate::map::Map;
use crate::plot::{Axis, Plot};
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text, dot};

pub(super) fn ahead(_: &Path) -> Result<String, FigureError> {
    const SIZE: (f64, f64) = (560.0, 262.0);
    const ETA: f64 = 0.3;
    const RHO: f64 = 0.9;
    let (w, v) = ([3.0, 1.6], [15.0, 2.0]);
    let bowl = Bowl { condition: 3.0 };
    let mut drawing = Drawing::new("look-ahead", 580.0, 630.0);
    let by_velocity = [0, 1].map(|i| w[i] - ETA * RHO * v[i]);
    for place in 0..2 {
        let corner = (10.0, 36.0 + 312.0 * f64::from(place));
        let map = Map {
            corner,
            size: SIZE,
            across: (-2.7, 3.9),
            up: (-0.9, 2.19),
        };
        map.levels(
            &mut drawing,
            |w| bowl.value(&w),
            &[0.15, 0.7, 1.8, 3.6, 6.2, 9.6],
        );
        map.cross(&mut drawing, [0.0, 0.0]);
        // Where the slope is asked, and where the step leads.
        let (title, asked, new) = if place == 0 {
            let mut momentum = Momentum::new(ETA, RHO);
            momentum.memory.step(0, 2).1[0].copy_from_slice(&v);
            let mut new = w;
            momentum.update(0, &mut new, &bowl.gradient(&w));
            ("Momentum: the slope at w", w, new)
        } else {
            let (mut new, mut v) = (w, v);
            look_ahead(&mut new, &mut v, ETA, RHO, |at| {
                bowl.gradient(&[at[0], at[1]]).to_vec()
            });
            (
                "Nesterov: the slope where the velocity leads",
                by_velocity,
                new,
            )
        };
        let slopes = bowl.gradient(&asked);
        let slope_tip = [0, 1].map(|i| asked[i] - ETA * slopes[i]);
        let [from, ahead, tip, new] =
            [w, by_velocity, slope_tip, new].map(|w| map.at(w));
        let whole = Line::line(from, new).stroke(Ink::Quiet, 1.6).dash("3 6");
        drawing.add(whole);
        drawing.add(Line::arrow(from, ahead, Ink::A, 2.6));
        if place == 0 {
            drawing.add(Line::arrow(from, tip, Ink::B, 2.6));
            drawing.add(Line::line(ahead, new).stroke(Ink::B, 2.0).dash("7 5"));
        } else {
            drawing.add(Line::arrow(ahead, new, Ink::B, 2.6));
        }
        drawing.add(dot(from, 6.0, Ink::Text));
        drawing.add(dot(ahead, 5.0, Ink::A));
        drawing.add(dot(new, 6.0, Ink::Text));
        let mut say = |at: (f64, f64), by: (f64, f64), words: &str, ink| {
            let at = (at.0 + by.0, at.1 + by.1);
            drawing.add(Text::new(at, words).ink(ink).halo());
        };
        say(from, (12.0, 4.0), "w", Ink::Text);
        let middle = between(from, ahead);
        say(middle, (-20.0, -12.0), "−ηρv", Ink::A);
        if place == 0 {
            say(tip, (12.0, 0.0), "−ηg, g at w", Ink::B);
            say(new, (12.0, 16.0), "new w", Ink::Text);
        } else {
            say(ahead, (-60.0, -14.0), "the point ahead", Ink::A);
            let half = between(ahead, new);
            say(half, (14.0, 0.0), "−ηg, g ahead", Ink::B);
            say(new, (-72.0, 22.0), "new w", Ink::Text);
        }
        drawing.add(Text::new((corner.0, corner.1 - 13.0), title).bold());
    }
    Ok(drawing.finish())
}

/// The point halfway.
fn between(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1))
}

const RATE: f64 = 0.1;
const MOMENTUM: f64 = 0.9;

/// One step for ½λw² with the sign that is often printed, v ← ρv + λ(w + ρv). Wrong: for it
/// to look ahead, v would have to point downhill.
fn printed(w: &mut f64, v: &mut f64, curvature: f64) {
    *v = MOMENTUM * *v + curvature * (*w + MOMENTUM * *v);
    *w -= RATE * *v;
}

/// One step as it was meant.
fn meant(w: &mut f64, v: &mut f64, curvature: f64) {
    let (values, velocity) = (std::slice::from_mut(w), std::slice::from_mut(v));
    look_ahead(values, velocity, RATE, MOMENTUM, |at| {
        vec![curvature * at[0]]
    });
}

type Step = fn(&mut f64, &mut f64, f64);

/// By which factor a step multiplies w and v in the long run: the size of the largest
/// eigenvalue of the linear map that it is.
fn long_run(step: Step, curvature: f64) -> f64 {
    let column = |w: f64, v: f64| {
        let (mut w, mut v) = (w, v);
        step(&mut w, &mut v, curvature);
        [w, v]
    };
    let [[a, c], [b, d]] = [column(1.0, 0.0), column(0.0, 1.0)];
    // The eigenvalues are half ± √(half² − determinant); where that is no real number, both
    // have the size √determinant.
    let (half, determinant) = (f64::midpoint(a, d), a * d - b * c);
    let under = half * half - determinant;
    if under < 0.0 {
        determinant.sqrt()
    } else {
        half.abs() + under.sqrt()
    }
}

pub(super) fn sign(_: &Path) -> Result<String, FigureError> {
    const STEPS: usize = 60;
    let mut drawing = Drawing::new("slide-sign", 580.0, 580.0);
    let x = Axis::linear(0.0, 60.0, &[0.0, 20.0, 40.0, 60.0], 0).named("step");
    let y = Axis::decades(1e-3, 20.0, 1).named("size of w and v together");
    let mut plot = Plot::new((56.0, 36.0), (340.0, 210.0), x, y);
    let curves: [(Step, f64, Ink, &str); 4] = [
        (printed, 0.2, Ink::B, "w + ρv, λ = 0.2"),
        (printed, 0.05, Ink::B, "w + ρv, λ = 0.05"),
        (meant, 0.05, Ink::A, "w − ηρv, λ = 0.05"),
        (meant, 0.2, Ink::A, "w − ηρv, λ = 0.2"),
    ];
    let mut ends = Vec::new();
    for (step, curvature, ink, words) in curves {
        let (mut w, mut v) = (1.0, 0.0);
        let mut points = vec![(0.0, 1.0)];
        for t in 1..=STEPS {
            step(&mut w, &mut v, curvature);
            points.push((t as f64, w.hypot(v)));
        }
        let end = points[STEPS];
        ends.push((plot.at(end.0, end.1).1, words, ink));
        if curvature > 0.1 {
            plot.curve(points, ink, 2.4);
        } else {
            plot.dashed(points, ink, 2.2);
        }
    }
    plot.draw(&mut drawing)?;
    crate::ends::label_ends(&mut drawing, 402.0, ends);
    let ticks = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
    let x = Axis::linear(0.0, 1.0, &ticks, 1).named("curvature λ");
    let y = Axis::linear(0.85, 1.6, &[1.0, 1.2, 1.4, 1.6], 1)
        .named("factor per step in the long run");
    let mut plot = Plot::new((56.0, 340.0), (340.0, 186.0), x, y);
    let grid = |i: u32| f64::from(i) / 200.0;
    plot.curve([(0.0, 1.0), (1.0, 1.0)], Ink::Quiet, 1.4);
    for (step, ink) in [(printed as Step, Ink::B), (meant as Step, Ink::A)] {
        plot.curve(
            (0..=200).map(|i| (grid(i), long_run(step, grid(i)))),
            ink,
            2.4,
        );
    }
    let edge = 1.0 / MOMENTUM - 1.0;
    plot.dashed([(edge, 0.85), (edge, 1.3)], Ink::Quiet, 1.2);
    plot.dots([(edge, long_run(printed, edge))], Ink::B, 5.0);
    plot.push_text((edge, 1.3), (6.0, 4.0), "λ = 1/ρ − 1 = 0.111", |t| {
        t.size(15.0)
    });
    let ends = [
        (printed as Step, "w + ρv", Ink::B),
        (meant as Step, "w − ηρv", Ink::A),
    ]
    .map(|(step, words, ink)| (plot.at(1.0, long_run(step, 1.0)).1, words, ink));
    let above = plot.at(1.0, 1.0);
    plot.draw(&mut drawing)?;
    crate::ends::label_ends(&mut drawing, 402.0, ends.to_vec());
    drawing.add(
        Text::new((above.0 + 30.0, above.1 - 40.0), "above 1: explodes")
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_sign_explodes_beyond_its_edge_and_the_other_never_here() {
        let edge = 1.0 / MOMENTUM - 1.0;
        assert!(long_run(printed, edge - 1e-3) < 1.0);
        assert!(long_run(printed, edge + 1e-3) > 1.0);
        assert!((1..=100).all(|i| long_run(meant, f64::from(i) / 100.0) < 1.0));
    }

    #[test]
    fn the_long_run_is_what_a_long_run_does() {
        for (step, curvature) in [(printed as Step, 0.5), (printed, 0.95), (meant, 0.5)]
        {
            let (mut w, mut v) = (1.0, 0.0);
            let mut growth = 0.0;
            for _ in 0..4_000 {
                step(&mut w, &mut v, curvature);
                let size = w.hypot(v);
                growth += size.ln() / 4_000.0;
                (w, v) = (w / size, v / size);
            }
            let predicted = long_run(step, curvature).ln();
            assert!((growth - predicted).abs() < 2e-3, "{growth} {predicted}");
        }
    }
}
