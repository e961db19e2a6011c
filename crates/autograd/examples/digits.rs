//! Trains two readers of handwritten digits on the tape and shows what they got wrong.
//!
//! `cargo run --release -p autograd --example digits`

use std::io::Write;
use std::time::Instant;

use autograd::digits::{accuracy, choose, epoch, shuffler};
use autograd::{Activation, Descent, Mlp};
use datasets::{DIGIT_SIDE, Dataset, DatasetError, gallery};
use indicatif::{ProgressBar, ProgressStyle};

/// Prints a line. Where the reader has gone (`| head`), there is nobody left to tell.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn main() -> Result<(), DatasetError> {
    let split = datasets::digits()?.split(0.2, 7)?;
    let (train, test) = (split.train.len(), split.test.len());
    say(&format!(
        "{train} images to learn from, {test} set aside.\n"
    ));
    for (sizes, rate, passes) in [(vec![64, 10], 0.5, 30), (vec![64, 16, 10], 0.2, 60)]
    {
        let model = Mlp::new(&sizes, Activation::Relu);
        let begin = Instant::now();
        let parameters =
            trained(&model, &split.train, rate, passes, &format!("{sizes:?}"));
        let seconds = begin.elapsed().as_secs_f64();
        let right = 100.0 * accuracy(&model, &parameters, &split.test);
        let count = model.parameters();
        say(&format!(
            "{sizes:?}: {count} parameters, {passes} passes in {seconds:.1} s, reads \
             {right:.1} % of the new images"
        ));
        say(&mistakes(&model, &parameters, &split.test));
        say("");
    }
    Ok(())
}

fn trained(
    model: &Mlp,
    data: &Dataset,
    rate: f64,
    passes: u64,
    name: &str,
) -> Vec<f64> {
    let style = ProgressStyle::with_template("{msg} {wide_bar} pass {pos} of {len}")
        .expect("the template is well formed");
    let bar = ProgressBar::new(passes)
        .with_style(style)
        .with_message(name.to_owned());
    let mut parameters = model.init(1);
    let mut descent = Descent::new(rate);
    let mut random = shuffler(1);
    for _ in 0..passes {
        epoch(model, &mut parameters, data, &mut descent, 16, &mut random);
        bar.inc(1);
    }
    bar.finish_and_clear();
    parameters
}

/// The three surest mistakes beside each other, as pictures of characters.
fn mistakes(model: &Mlp, parameters: &[f64], data: &Dataset) -> String {
    let mut wrong: Vec<_> = data
        .iter()
        .filter_map(|(image, digit)| {
            let logits = model.predict(parameters, image);
            let read = choose(&logits);
            (read != digit).then(|| (logits[read] - logits[digit], image, digit, read))
        })
        .collect();
    wrong.sort_by(|a, b| b.0.total_cmp(&a.0));
    let worst = wrong.iter().take(3);
    let pictures: Vec<_> = worst
        .map(|&(_, image, digit, read)| (format!("a {digit}, read as {read}"), image))
        .collect();
    gallery(&pictures, DIGIT_SIDE)
}
