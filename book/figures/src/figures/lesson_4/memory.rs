//! What a memory of slopes does to the length of a step.

use std::path::Path;

use backprop::Optimizer;
use optimizers::adam::filled;
use optimizers::surfaces::{Bowl, Surface};
use optimizers::{Adadelta, Adagrad, Adam, RmsProp};

use crate::FigureError;
use crate::ends::label_ends;
use crate::plot::{Axis, Plot};
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text};
use crate::walks::step_lengths;

/// Of the numbers 1, 2, … up to `most` about twenty in each decade.
fn spread(most: usize) -> impl Iterator<Item = usize> {
    let mut last = 0;
    (1..=most).filter(move |&t| {
        let keep = t as f64 >= 1.12 * f64::from(last) || t == most;
        if keep || t <= 10 {
            last = u32::try_from(t).unwrap_or(u32::MAX);
        }
        keep || t <= 10
    })
}

pub(super) fn lengths(_: &Path) -> Result<String, FigureError> {
    const MOST: usize = 10_000;
    const RATE: f64 = 0.1;
    let mut drawing = Drawing::new("step-lengths", 580.0, 430.0);
    let x = Axis::decades(1.0, 1e4, 1).named("step t, with slope 1 every time");
    let y = Axis::decades(6e-4, 3.0, 1).named("length of the step");
    let mut plot = Plot::new((66.0, 36.0), (384.0, 336.0), x, y);
    let runs: [(&str, Ink, Box<dyn Optimizer>); 4] = [
        ("RMSProp", Ink::E, Box::new(RmsProp::new(RATE))),
        ("Adam", Ink::B, Box::new(Adam::new(RATE))),
        ("Adadelta", Ink::D, Box::new(Adadelta::new())),
        ("Adagrad", Ink::A, Box::new(Adagrad::new(RATE))),
    ];
    let mut ends = Vec::new();
    for (name, ink, mut optimizer) in runs {
        let steps = step_lengths(&mut *optimizer, std::iter::repeat_n(1.0, MOST));
        let end = plot.at(MOST as f64, steps[MOST - 1]).1;
        ends.push((end, name, ink));
        plot.curve(spread(MOST).map(|t| (t as f64, steps[t - 1])), ink, 2.4);
    }
    plot.push_text((1.0, 1.0), (12.0, 3.0), "10η", |t| {
        t.ink(Ink::E).size(15.0)
    });
    plot.push_text((1e4, RATE), (-8.0, -10.0), "η = 0.1", |t| {
        t.ink(Ink::Quiet).size(15.0).end()
    });
    plot.push_text((30.0, RATE / 30_f64.sqrt()), (-8.0, 26.0), "η/√t", |t| {
        t.ink(Ink::A).end()
    });
    plot.draw(&mut drawing)?;
    label_ends(&mut drawing, 456.0, ends);
    Ok(drawing.finish())
}

/// `RMSProp` as it is printed without the root: s ← βs + (1 − β)g², w ← w − ηg/(s + ε).
/// Wrong: such a step has the unit of 1 over a slope.
struct WithoutRoot {
    learning_rate: f64,
    decay: f64,
    epsilon: f64,
    square: [f64; 2],
}

impl Optimizer for WithoutRoot {
    fn update(&mut self, _index: usize, values: &mut [f64], slopes: &[f64]) {
        for ((w, g), s) in values.iter_mut().zip(slopes).zip(&mut self.square) {
            *s = self.decay * *s + (1.0 - self.decay) * g * g;
            *w -= self.learning_rate * g / (*s + self.epsilon);
        }
    }
}

pub(super) fn no_root(_: &Path) -> Result<String, FigureError> {
    const STEPS: usize = 100;
    const RATES: [f64; 2] = [0.1, 0.3];
    const LIMITS: (f64, f64) = (1e-6, 1e6);
    let bowl = Bowl { condition: 10.0 };
    let mut drawing = Drawing::new("no-root", 580.0, 350.0);
    let scales = [
        (0.1, Ink::B, "loss × 0.1"),
        (10.0, Ink::E, "loss × 10"),
        (1.0, Ink::A, "loss × 1"),
    ];
    for (place, rate) in RATES.into_iter().enumerate() {
        let corner = (50.0 + 262.0 * place as f64, 66.0);
        let x = Axis::linear(0.0, 100.0, &[0.0, 50.0, 100.0], 0).named("step");
        let y = Axis::decades(LIMITS.0, LIMITS.1, 3);
        let mut plot = Plot::new(corner, (196.0, 226.0), x, y);
        for (k, (scale, ink, words)) in scales.into_iter().enumerate() {
            let rms = RmsProp::new(rate);
            let mut optimizer: Box<dyn Optimizer> = if place == 0 {
                Box::new(rms)
            } else {
                Box::new(WithoutRoot {
                    learning_rate: rate,
                    decay: rms.decay,
                    epsilon: rms.epsilon,
                    square: [0.0; 2],
                })
            };
            let mut w = bowl.start();
            let mut points = Vec::new();
            for t in 0..=STEPS {
                points.push((t as f64, bowl.value(&w)));
                let slopes = bowl.gradient(&w).map(|g| scale * g);
                optimizer.update(0, &mut w, &slopes);
            }
            points.retain(|p| p.1 >= LIMITS.0);
            let last = points.last().copied().unwrap_or_default();
            if place == 0 {
                // They lie on each other: the last is drawn the thinnest.
                plot.curve(points, ink, 8.0 - 2.8 * k as f64);
            } else {
                plot.curve(points, ink, 2.4);
                let by = if scale < 1.0 {
                    (0.0, -10.0)
                } else {
                    (0.0, 24.0)
                };
                let at = if scale == 1.0 { last } else { (100.0, last.1) };
                let by = if scale == 1.0 { (8.0, -40.0) } else { by };
                plot.push_text(at, by, words, |text| {
                    let text = text.ink(ink).size(15.0);
                    if scale == 1.0 { text } else { text.end() }
                });
            }
        }
        if place == 0 {
            let words = ["all three", "on one line"];
            for (line, words) in words.into_iter().enumerate() {
                let by = (8.0, 20.0 * line as f64);
                plot.push_text((4.0, 1e-2), by, words, |text| text.size(15.0));
            }
        }
        plot.draw(&mut drawing)?;
        let title = ["with the root: ηg/√s", "without: ηg/s"][place];
        drawing.add(Text::new((corner.0, 18.0), title).bold());
        let words = format!("value of the bowl, η = {rate}");
        drawing.add(
            Text::new((corner.0, 42.0), words)
                .size(15.0)
                .ink(Ink::Quiet),
        );
    }
    Ok(drawing.finish())
}

pub(super) fn first_steps(_: &Path) -> Result<String, FigureError> {
    const MOST: usize = 1_000;
    let mut drawing = Drawing::new("first-steps", 580.0, 420.0);
    let x = Axis::decades(1.0, 1e3, 1).named("step t, with the same slope every time");
    let y = Axis::decades(0.08, 50.0, 1).named("length of the step, in units of η");
    let mut plot = Plot::new((50.0, 36.0), (330.0, 326.0), x, y);
    let mut adam = Adam::new(1.0);
    let (b1, b2) = (adam.mean_decay, adam.square_decay);
    let right = step_lengths(&mut adam, std::iter::repeat_n(1.0, MOST));
    // After t slopes of 1, m is 1 − β₁ᵗ and s is 1 − β₂ᵗ. Wrong on purpose: without the
    // division by these.
    let mean = |t: u32| filled(b1, t);
    let root = |t: u32| filled(b2, t).sqrt();
    let points = |f: &dyn Fn(u32) -> f64| -> Vec<(f64, f64)> {
        let steps = spread(MOST).filter_map(|t| u32::try_from(t).ok());
        steps.map(|t| (f64::from(t), f(t))).collect()
    };
    let curves = [
        ("only m corrected", Ink::D, points(&|t| 1.0 / root(t))),
        ("not corrected", Ink::E, points(&|t| mean(t) / root(t))),
        (
            "corrected",
            Ink::A,
            spread(MOST).map(|t| (t as f64, right[t - 1])).collect(),
        ),
        ("only s corrected", Ink::C, points(&mean)),
    ];
    let mut ends = Vec::new();
    for (words, ink, points) in curves {
        let at = plot.at(1e3, points.last().map_or(1.0, |p| p.1)).1;
        ends.push((at, words, ink));
        plot.curve(points, ink, 2.4);
    }
    let (peak, highest) = (1..=1_000)
        .map(|t| (f64::from(t), mean(t) / root(t)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .expect("there is a first step");
    let first = mean(1) / root(1);
    plot.dots([(1.0, first), (peak, highest)], Ink::E, 4.5);
    plot.dots([(1.0, 1.0 / root(1))], Ink::D, 4.5);
    plot.dots([(1.0, mean(1))], Ink::C, 4.5);
    let say = |plot: &mut Plot, at, by, words: &str, ink| {
        plot.push_text(at, by, words, |text| text.size(15.0).ink(ink));
    };
    say(
        &mut plot,
        (1.0, first),
        (10.0, 10.0),
        &number(first, 2),
        Ink::E,
    );
    let words = format!("{} at step {peak}", number(highest, 1));
    say(&mut plot, (peak, highest), (-58.0, 26.0), &words, Ink::E);
    let words = number(1.0 / root(1), 1);
    say(&mut plot, (1.0, 1.0 / root(1)), (12.0, 0.0), &words, Ink::D);
    say(
        &mut plot,
        (1.0, mean(1)),
        (14.0, 6.0),
        &number(mean(1), 1),
        Ink::C,
    );
    plot.draw(&mut drawing)?;
    label_ends(&mut drawing, 386.0, ends);
    Ok(drawing.finish())
}

pub(super) fn traces(_: &Path) -> Result<String, FigureError> {
    const REACH: usize = 120;
    let mut drawing = Drawing::new("traces", 580.0, 500.0);
    let betas = [(0.5, 2), (0.9, 10), (0.99, 100)];
    for (place, (beta, memory)) in betas.into_iter().enumerate() {
        let top = 40.0 + 150.0 * place as f64;
        let newest = 1.0 - beta;
        let mut x = Axis::linear(
            0.0,
            REACH as f64,
            &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0, 120.0],
            0,
        );
        if place == 2 {
            x = x.named("how many steps ago");
        }
        let y =
            Axis::linear(0.0, newest, &[0.0, newest], if place == 2 { 2 } else { 1 });
        let mut plot = Plot::new((46.0, top), (514.0, 90.0), x, y);
        let stair = |from: usize, to: usize| -> Vec<(f64, f64)> {
            (from..to)
                .flat_map(|k| {
                    #[allow(clippy::cast_possible_wrap)] // at most 120
                    let weight = newest * f64::powi(beta, k as i32);
                    [(k as f64, weight), (k as f64 + 1.0, weight)]
                })
                .collect()
        };
        for (from, to, opacity) in [(0, memory, 0.55), (memory, REACH, 0.18)] {
            let mut outline = vec![(from as f64, 0.0)];
            outline.extend(stair(from, to));
            outline.push((to as f64, 0.0));
            let places: Vec<_> = outline.iter().map(|p| plot.at(p.0, p.1)).collect();
            plot.beneath(Line::through(&places).fill(Ink::A, opacity));
        }
        plot.curve(stair(0, REACH), Ink::A, 1.6);
        plot.dashed(
            [(memory as f64, 0.0), (memory as f64, newest)],
            Ink::Text,
            1.4,
        );
        plot.draw(&mut drawing)?;
        #[allow(clippy::cast_possible_truncation)]
        let held = filled(beta, memory as u32);
        let words = format!(
            "β = {beta}: the last 1/(1 − β) = {memory} slopes have {} % of the weight",
            number(100.0 * held, 0)
        );
        drawing.add(Text::new((46.0, top - 12.0), words).size(15.0));
    }
    Ok(drawing.finish())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// What a description says in numbers stands in the drawing too.
    #[test]
    fn descriptions_give_the_numbers_that_are_drawn() {
        let said: [(&str, &[&str]); 5] = [
            ("momenta", &["539", "264", "111", "1,134"]),
            ("axis-or-turned", &["461", "69", "95", "706"]),
            ("first-steps", &["3.16", "6.6", "31.6", "0.1"]),
            ("traces", &["75", "65", "63"]),
            ("factor-against-rate", &["9/11 = 0.82"]),
        ];
        for (name, numbers) in said {
            let figure = crate::find(name).expect("a figure of this lesson");
            let svg = (figure.draw)(Path::new("")).expect("it needs no results");
            let (_, body) = svg.split_once("</desc>").expect("it is described");
            for number in numbers {
                assert!(figure.description.contains(number), "{name}: {number}");
                assert!(
                    body.contains(&format!(">{number}"))
                        || body.contains(&format!(" {number}")),
                    "{name}: {number}"
                );
            }
        }
    }
}
