//! The README's picture: a network learns the two moons, drawn from one real run.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use autograd::gates::{accuracy, fit};
use autograd::{Activation, Mlp};

use crate::FigureError;
use crate::region::region;
use crate::svg::short;

/// How the network is trained, and how many pictures are taken.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Steps of gradient descent on all training points.
    pub steps: usize,
    /// Pictures, ever further apart.
    pub frames: usize,
    /// The seed of data, split and first weights.
    pub seed: u64,
}

/// As in the README.
pub const SETTINGS: Settings = Settings {
    steps: 2_000,
    frames: 44,
    seed: 1,
};
const LEARNING_RATE: f64 = 0.5;
const SECONDS_PER_FRAME: f64 = 0.16;
const SECONDS_AT_THE_END: f64 = 3.0;

/// Where the plane lies in the picture: left, top, width, height, and units per unit of x.
const PLANE: (f64, f64, f64, f64) = (20.0, 20.0, 640.0, 400.0);
const SCALE: f64 = 170.0;
const CENTRE: (f64, f64) = (0.5, 0.25);

fn at(x: &[f64]) -> (f64, f64) {
    let (left, top, width, height) = PLANE;
    (
        left + width / 2.0 + SCALE * (x[0] - CENTRE.0),
        top + height / 2.0 - SCALE * (x[1] - CENTRE.1),
    )
}

/// A picture of the network after some steps.
struct Frame {
    steps: usize,
    loss: f64,
    right: f64,
    fill: String,
    boundary: String,
}

/// The steps at which pictures are taken: 0, 1, 2, …, each a little further than the last.
fn moments(settings: Settings) -> Vec<usize> {
    let last = (settings.frames - 1) as f64;
    #[allow(clippy::cast_sign_loss)] // a power of a positive number, less 1
    let step = |i: usize| {
        ((settings.steps as f64 + 1.0).powf(i as f64 / last) - 1.0).round() as usize
    };
    let mut moments: Vec<_> = (0..settings.frames).map(step).collect();
    moments.dedup();
    moments
}

/// Draws the moving picture, a file of its own with a light background.
///
/// # Errors
///
/// None in practice: both classes are in both halves of the data.
pub fn picture(settings: Settings) -> Result<String, FigureError> {
    let halves =
        datasets::moons(300, 0.12, settings.seed).split(1.0 / 3.0, settings.seed)?;
    let model = Mlp::new(&[2, 8, 8, 1], Activation::Tanh);
    let mut parameters = model.init(settings.seed);
    let mut frames = Vec::new();
    let mut done = 0;
    let (left, top, width, height) = PLANE;
    for steps in moments(settings) {
        fit(
            &halves.train,
            &mut parameters,
            steps - done,
            LEARNING_RATE,
            |w, x| model.forward(w, x)[0],
        );
        done = steps;
        let logit = |x: &[f64]| model.predict(&parameters, x)[0];
        let field = |u: f64, v: f64| {
            logit(&[
                CENTRE.0 + (u - 0.5) * width / SCALE,
                CENTRE.1 - (v - 0.5) * height / SCALE,
            ])
        };
        let found = region(field, 48, (left, top), (width, height));
        // A copy takes the step, so that the loss is the one at this moment.
        let loss = fit(
            &halves.train,
            &mut parameters.clone(),
            1,
            LEARNING_RATE,
            |w, x| model.forward(w, x)[0],
        );
        frames.push(Frame {
            steps,
            loss: loss[0],
            right: accuracy(&halves.test, logit),
            fill: found.fill,
            boundary: found.boundary,
        });
    }
    Ok(compose(&frames, &halves.test, model.parameters()))
}

/// Each frame has its own time to be seen. The last is also what stands where nothing moves.
fn style(frames: usize) -> String {
    let seconds = SECONDS_PER_FRAME * (frames - 1) as f64 + SECONDS_AT_THE_END;
    let percent = |frame: usize| 100.0 * SECONDS_PER_FRAME * frame as f64 / seconds;
    let mut css = format!(
        "text{{font-family:system-ui,'Segoe UI',Helvetica,Arial,sans-serif;fill:#333}}\
         .f{{visibility:hidden;animation:{seconds:.2}s step-end infinite}}.last{{visibility:visible}}"
    );
    for frame in 0..frames {
        let hide = if frame == 0 {
            String::new()
        } else {
            "0%{visibility:hidden}".to_owned()
        };
        let end = if frame + 1 == frames {
            String::new()
        } else {
            format!("{:.2}%{{visibility:hidden}}", percent(frame + 1))
        };
        write!(
            css,
            "@keyframes k{frame}{{{hide}{:.2}%{{visibility:visible}}{end}}}#f{frame}{{animation-name:k{frame}}}",
            percent(frame)
        )
        .expect("a string takes everything that is written to it");
    }
    css + "@media(prefers-reduced-motion:reduce){.f{animation:none!important}}"
}

fn compose(frames: &[Frame], test: &datasets::Dataset, parameters: usize) -> String {
    let (left, top, width, height) = PLANE;
    let end = frames
        .last()
        .map_or((0, 0.0), |frame| (frame.steps, frame.right));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 680 476\" role=\"img\" aria-labelledby=\"t d\">\
         <title id=\"t\">A network learns the two moons</title>\
         <desc id=\"d\">The decision region of a network with {parameters} parameters, from its first weights to step {}. \
         At first a nearly straight line cuts both moons; then it bends into the gap between them. \
         At the end {:.0} % of the points, none of which it learned from, are right.</desc><style>{}</style>\
         <rect width=\"680\" height=\"476\" rx=\"10\" fill=\"#fff\"/>\
         <rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"#dbe9f3\"/>",
        end.0,
        100.0 * end.1,
        style(frames.len())
    );
    for (i, frame) in frames.iter().enumerate() {
        let class = if i + 1 == frames.len() { "f last" } else { "f" };
        write!(
            out,
            "<g class=\"{class}\" id=\"f{i}\"><path d=\"{}\" fill=\"#f8e3d6\" fill-rule=\"evenodd\"/>\
             <path d=\"{}\" fill=\"none\" stroke=\"#333\" stroke-width=\"2\" stroke-linejoin=\"round\"/>\
             <text x=\"{left}\" y=\"453\" font-size=\"19\">step {}</text>\
             <text x=\"340\" y=\"453\" font-size=\"19\" text-anchor=\"middle\">loss {:.3}</text>\
             <text x=\"660\" y=\"453\" font-size=\"19\" text-anchor=\"end\">{:.0} % of new points right</text></g>",
            frame.fill,
            frame.boundary,
            frame.steps,
            frame.loss,
            100.0 * frame.right
        )
        .expect("a string takes everything that is written to it");
    }
    for (class, colour) in ["#0072b2", "#d55e00"].into_iter().enumerate() {
        out += &format!("<g fill=\"{colour}\" stroke=\"#fff\" stroke-width=\"1.2\">");
        for (x, _) in test.iter().filter(|&(_, label)| label == class) {
            let (x, y) = at(x);
            out += &format!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"5.5\"/>",
                short(x),
                short(y)
            );
        }
        out += "</g>";
    }
    out + "</svg>\n"
}

/// Writes `moons.svg` into the folder.
///
/// # Errors
///
/// [`FigureError::File`] where it cannot be written.
pub fn write(folder: &Path) -> Result<(), FigureError> {
    let path = folder.join("moons.svg");
    fs::write(&path, picture(SETTINGS)?).map_err(|error| FigureError::File {
        what: "write",
        path,
        reason: error.to_string(),
        command: "readme-picture".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_frames_are_well_formed_and_show_the_last_where_nothing_moves() {
        let svg = picture(Settings {
            steps: 20,
            frames: 4,
            seed: 1,
        })
        .expect("the data can be made");
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let frames = document
            .descendants()
            .filter(|n| n.attribute("class").is_some_and(|c| c.starts_with('f')));
        assert_eq!(
            frames.count(),
            moments(Settings {
                steps: 20,
                frames: 4,
                seed: 1
            })
            .len()
        );
        assert!(
            svg.contains("prefers-reduced-motion")
                && svg.matches("f last").count() == 1
        );
    }

    #[test]
    fn moments_begin_at_0_and_end_at_the_last_step() {
        let moments = moments(SETTINGS);
        assert_eq!(
            (moments[0], moments[moments.len() - 1]),
            (0, SETTINGS.steps)
        );
        assert!(moments.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
