//! Trains a network with one hidden layer to read handwritten digits, shows what it got
//! wrong, and saves its weights.
//!
//! `cargo run --release -p backprop --example mlp`

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use backprop::training::{Plan, evaluate, fit, largest};
use backprop::{Init, Layer, Sequential, Sgd, Training, weights};
use datasets::{DIGIT_SIDE, Dataset, gallery};
use indicatif::{ProgressBar, ProgressStyle};
use matrix::{Matrix, Real};

/// Prints a line. Where the reader has gone (`| head`), there is nobody left to tell.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn main() -> Result<(), Box<dyn Error>> {
    let split = datasets::digits()?.split(0.2, 7)?;
    let (train, test) = (split.train.len(), split.test.len());
    let mut network = Sequential::mlp(&[64, 32, 10], Init::He, 0);
    let parameters = network.count_parameters();
    say(&format!(
        "{train} images to learn from, {test} set aside; {parameters} parameters.\n"
    ));

    let plan = Plan {
        epochs: 60,
        batch: 32,
        seed: 0,
    };
    let bar = ProgressBar::new(plan.epochs as u64).with_style(
        ProgressStyle::with_template("{wide_bar} pass {pos} of {len}  {msg}")?,
    );
    let begin = Instant::now();
    let optimizer = Sgd { learning_rate: 0.2 };
    let mut training = Training::new(&mut network, optimizer);
    let mut passes = fit(&mut training, &split.train, &split.test, plan, |pass| {
        bar.set_message(format!("loss {:.4}", pass.train.loss));
        bar.inc(1);
    });
    bar.finish_and_clear();
    let seconds = begin.elapsed().as_secs_f64();

    say("pass   loss     right    | on new images: loss     right");
    let last = passes.pop().into_iter();
    for (number, pass) in [1, 2, 5, 10, 20, 40]
        .into_iter()
        .filter_map(|number| Some((number, *passes.get(number - 1)?)))
        .chain(last.map(|pass| (plan.epochs, pass)))
    {
        say(&format!(
            "{number:4}   {:.4}   {:5.1} %  |                {:.4}   {:5.1} %",
            pass.train.loss,
            100.0 * pass.train.accuracy,
            pass.validation.loss,
            100.0 * pass.validation.accuracy
        ));
    }
    say(&format!("\n{} passes in {seconds:.2} s.\n", plan.epochs));
    say(&mistakes(&mut network, &split.test));

    let path = Path::new("target").join("digits.safetensors");
    std::fs::create_dir_all("target")?;
    weights::save(&mut network, &path)?;
    let mut again = Sequential::mlp(&[64, 32, 10], Init::Zeros, 0);
    weights::load(&mut again, &path)?;
    assert_eq!(
        evaluate(&mut again, &split.test),
        evaluate(&mut network, &split.test),
        "a network that was saved and loaded reads as before"
    );
    say(&format!("\nSaved as {}, and read back.", path.display()));
    Ok(())
}

/// The five surest mistakes beside each other, as pictures of characters.
fn mistakes(network: &mut dyn Layer, data: &Dataset) -> String {
    let mut wrong = Vec::new();
    for (image, digit) in data.iter() {
        let x = Matrix::from_fn(image.len(), 1, |i, _| image[i] as Real);
        let logits = network.forward(&x).as_slice();
        let read = largest(logits);
        if read != digit {
            wrong.push((logits[read] - logits[digit], image, digit, read));
        }
    }
    wrong.sort_by(|a, b| b.0.total_cmp(&a.0));
    let worst = wrong.iter().take(5);
    let pictures: Vec<_> = worst
        .map(|&(_, image, digit, read)| (format!("a {digit}, read as {read}"), image))
        .collect();
    gallery(&pictures, DIGIT_SIDE)
}
