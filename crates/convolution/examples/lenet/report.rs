//! The page: what it cannot read, how it learnt, what its first kernels look for.

use std::fmt::Write;

use backprop::Layer;
use datasets::{Dataset, MNIST_SIDE};

use crate::picture;
use crate::run::{Reading, Run};

const STYLE: &str = include_str!("report.css");
const WORST: usize = 24;

/// The whole page. It needs nothing beside it.
// Numbers are f64 or f32 by feature; a page has them all as f64.
#[allow(clippy::useless_conversion)]
pub(crate) fn page(run: &mut Run, test: &Dataset, readings: &[Reading]) -> String {
    let right = readings.iter().filter(|reading| reading.is_right()).count();
    let share = 100.0 * right as f64 / readings.len() as f64;
    let shares: Vec<f64> = run
        .passes
        .iter()
        .map(|pass| f64::from(pass.accuracy))
        .collect();
    let low = shares.iter().fold(1.0, |low: f64, &share| low.min(share));
    // Down to the next ten percent below, and never to 100 %.
    let low = (low * 10.0).floor().min(9.0) / 10.0;
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <title>LeNet: {share:.1} % right</title><style>{STYLE}</style><main>\
         <h1>LeNet reads {share:.1} % of new digits</h1>\
         <p>After {} passes: {right} of {} images that it was not trained on.</p>\
         <h2>Its surest mistakes</h2>{}\
         <h2>How it learnt</h2><p>The share of new images that are read rightly, after each \
         pass.</p>{}\
         <h2>What is taken for what</h2><p>A row is what an image shows, a column what was \
         said.</p>{}\
         <h2>What its first kernels look for</h2><p>Weights above 0 are <b class=\"plus\">blue\
         </b>, below 0 <b class=\"minus\">orange</b>.</p><div class=\"filters\">{}</div></main>\
         </html>\n",
        run.passes.len(),
        readings.len(),
        mistakes(test, readings),
        picture::curve(&shares, low),
        table(readings),
        filters(run),
    )
}

/// The mistakes that it was surest of, as pictures.
fn mistakes(test: &Dataset, readings: &[Reading]) -> String {
    let mut wrong: Vec<_> = readings
        .iter()
        .enumerate()
        .filter(|(_, reading)| !reading.is_right())
        .collect();
    if wrong.is_empty() {
        return "<p>There are none.</p>".to_owned();
    }
    wrong.sort_by(|a, b| b.1.margin.total_cmp(&a.1.margin));
    let mut html = String::from("<div class=\"mistakes\">");
    for (image, Reading { label, said, .. }) in wrong.into_iter().take(WORST) {
        let address = picture::address(test.sample(image), MNIST_SIDE);
        let _ = write!(
            html,
            "<figure><img src=\"{address}\" alt=\"A {label}, test image {image}\">\
             <figcaption>a {label}, read as <b>{said}</b></figcaption></figure>"
        );
    }
    html + "</div>"
}

/// How often each digit was read as each.
fn table(readings: &[Reading]) -> String {
    let mut counts = [[0_usize; 10]; 10];
    for reading in readings {
        counts[reading.label][reading.said] += 1;
    }
    let mut html = String::from("<div class=\"wide\"><table><tr><td></td>");
    for said in 0..10 {
        let _ = write!(html, "<th>{said}</th>");
    }
    for (label, row) in counts.iter().enumerate() {
        let _ = write!(html, "<tr><th>{label}</th>");
        let most = row.iter().sum::<usize>().max(1) as f64;
        for (said, &count) in row.iter().enumerate() {
            let class = if said == label { "right" } else { "wrong" };
            // One in fifty mistaken is already full colour.
            let scale = if said == label { 1.0 } else { 50.0 };
            let ink = (scale * count as f64 / most).min(1.0);
            let shown = if count == 0 {
                "·".to_owned()
            } else {
                count.to_string()
            };
            let _ = write!(
                html,
                "<td class=\"{class}\" style=\"--ink:{ink:.2}\">{shown}</td>"
            );
        }
    }
    html + "</table></div>"
}

/// The kernels of the first layer.
// See `page`.
#[allow(clippy::useless_conversion)]
fn filters(run: &mut Run) -> String {
    let mut html = String::new();
    run.network.visit(&mut |parameter| {
        if parameter.name != "0.weight" {
            return;
        }
        let weights = &parameter.value;
        let (kernels, taps) = weights.shape();
        let side = taps.isqrt();
        let all = weights.as_slice().iter();
        let most = all.fold(0.0, |most: f64, &w| most.max(f64::from(w).abs()));
        for kernel in 0..kernels {
            let row: Vec<f64> = (0..taps)
                .map(|tap| f64::from(weights[(kernel, tap)]))
                .collect();
            html += &picture::filter(&row, side, most);
        }
    });
    html
}
