//! AND, OR and XOR: what a line can do, and two ways to make XOR fit for one.

use std::path::Path;

use autograd::gates::{accuracy, fit};
use autograd::rules::relu;
use autograd::{Activation, Mlp};
use datasets::Dataset;

use super::planes::{Plane, corner};
use crate::FigureError;
use crate::experiments::gates::{LEARNING_RATE, STEPS, neuron, neuron_logit, product};
use crate::plot::{Axis, Plot};
use crate::region::region;
use crate::style::{Ink, percent};
use crate::svg::{Drawing, Path as Line, Text};

/// The four corners of a gate on its panel.
pub(super) fn corners(drawing: &mut Drawing, plane: Plane, data: &Dataset) {
    for (x, label) in data.iter() {
        corner(drawing, plane.at(x[0], x[1]), label);
    }
}

pub(super) fn draw(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("gates", 560.0, 556.0);
    let plane = |column: f64, row: f64| Plane {
        corner: (46.0 + 272.0 * column, 34.0 + 272.0 * row),
        side: 212.0,
        from: -0.35,
        to: 1.35,
    };
    for (place, name, data) in [
        (plane(0.0, 0.0), "AND", datasets::and()),
        (plane(1.0, 0.0), "OR", datasets::or()),
    ] {
        let trained = neuron("", &data, STEPS);
        place.sides(&mut drawing, 24, |x| neuron_logit(&trained.parameters, x));
        place.title(
            &mut drawing,
            &format!("{name}: {} right", percent(trained.right)),
        );
        place.bits(&mut drawing);
        corners(&mut drawing, place, &data);
    }
    let data = datasets::xor();
    let place = plane(0.0, 1.0);
    place.undecided(&mut drawing);
    place.title(&mut drawing, "XOR, from weights 0: all ½");
    place.bits(&mut drawing);
    corners(&mut drawing, place, &data);

    // From other weights the loss falls to the same ln 2; on the way three corners may be right.
    let model = Mlp::new(&[2, 1], Activation::Tanh);
    let run = |seed| {
        let mut parameters = model.init(seed);
        fit(&data, &mut parameters, 10, LEARNING_RATE, |w, x| {
            model.forward(w, x)[0]
        });
        (
            accuracy(&data, |x| model.predict(&parameters, x)[0]),
            parameters,
        )
    };
    // The best of ten starts, and of equals the first.
    let (right, parameters) =
        (1..10).map(run).fold(
            run(0),
            |best, next| if next.0 > best.0 { next } else { best },
        );
    let place = plane(1.0, 1.0);
    place.sides(&mut drawing, 24, |x| model.predict(&parameters, x)[0]);
    place.title(
        &mut drawing,
        &format!("XOR, the best: {} right", percent(right)),
    );
    place.bits(&mut drawing);
    corners(&mut drawing, place, &data);
    Ok(drawing.finish())
}

pub(super) fn lift(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("xor-lift", 560.0, 380.0);
    let x = Axis::linear(-0.3, 2.3, &[0.0, 1.0, 2.0], 0).named("x₁ + x₂");
    let y = Axis::linear(-0.3, 1.3, &[0.0, 1.0], 0).named("x₁ · x₂");
    let (place, size) = ((56.0, 34.0), (484.0, 290.0));
    let mut plot = Plot::new(place, size, x, y);
    // The neuron treats x₁ and x₂ alike, so its line can be drawn over their sum.
    let trained = product(STEPS);
    let logit = |u: f64, v: f64| {
        let (sum, product) = (-0.3 + 2.6 * u, 1.3 - 1.6 * v);
        let w = &trained.parameters;
        f64::midpoint(w[0], w[1]) * sum + w[2] * product + w[3]
    };
    let found = region(logit, 24, place, size);
    let all = region(|_, _| 1.0, 1, place, size).fill;
    plot.beneath(Line::new(format!("{all}{}", found.fill)).fill(Ink::A, 0.14));
    plot.beneath(Line::new(found.fill).fill(Ink::B, 0.17));
    plot.beneath(Line::new(found.boundary).stroke(Ink::Text, 1.8));
    plot.label((0.0, 0.0), (18.0, -12.0), "(0, 0)", Ink::Text);
    plot.label((1.0, 0.0), (20.0, -8.0), "(0, 1) and (1, 0)", Ink::Text);
    plot.push_text((2.0, 1.0), (-20.0, 6.0), "(1, 1), lifted", Text::end);
    let places = [((0.0, 0.0), 0), ((1.0, 0.0), 1), ((2.0, 1.0), 0)]
        .map(|(p, class)| (plot.at(p.0, p.1), class));
    plot.draw(&mut drawing)?;
    for (at, class) in places {
        corner(&mut drawing, at, class);
    }
    Ok(drawing.finish())
}

pub(super) fn fold(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("xor-fold", 560.0, 352.0);
    let x = Axis::linear(-0.35, 2.35, &[0.0, 1.0, 2.0], 0).named("s = x₁ + x₂");
    let y = Axis::linear(-0.35, 1.35, &[0.0, 0.5, 1.0], 1).named("y");
    let mut plot = Plot::new((56.0, 34.0), (484.0, 264.0), x, y);
    let relu = |s: f64| relu(s).0;
    plot.curve(
        [-0.35, 0.0, 1.0, 2.0, 2.35].map(|s| (s, relu(s) - 2.0 * relu(s - 1.0))),
        Ink::Text,
        2.5,
    );
    plot.dashed([(-0.35, 0.5), (2.35, 0.5)], Ink::C, 1.6);
    plot.push_text((-0.35, 0.5), (8.0, 21.0), "one threshold", |text| {
        text.ink(Ink::C)
    });
    plot.push_text((1.0, 1.0), (0.0, -24.0), "(0, 1) and (1, 0)", Text::middle);
    plot.push_text((0.0, 0.0), (20.0, 22.0), "(0, 0)", |text| text);
    plot.push_text((2.0, 0.0), (-20.0, 22.0), "(1, 1), folded back", Text::end);
    plot.push_text((0.5, 0.5), (-16.0, -22.0), "relu(s)", |text| {
        text.ink(Ink::Quiet).end()
    });
    plot.push_text((1.5, 0.5), (16.0, -22.0), "− 2 relu(s − 1)", |text| {
        text.ink(Ink::Quiet)
    });
    let places = [((0.0, 0.0), 0), ((1.0, 1.0), 1), ((2.0, 0.0), 0)]
        .map(|(p, class)| (plot.at(p.0, p.1), class));
    plot.draw(&mut drawing)?;
    for (at, class) in places {
        corner(&mut drawing, at, class);
    }
    Ok(drawing.finish())
}
