//! Trains two readers of handwritten digits on the tape and shows what they got wrong.
//!
//! `cargo run --release -p autograd --example digits`

use std::time::Instant;

use autograd::digits::{accuracy, choose, epoch, shuffler};
use autograd::{Activation, Descent, Mlp};
use datasets::{DIGIT_SIDE, Dataset, DatasetError};
use indicatif::{ProgressBar, ProgressStyle};

fn main() -> Result<(), DatasetError> {
    let split = datasets::digits()?.split(0.2, 7)?;
    let (train, test) = (split.train.len(), split.test.len());
    println!("{train} images to learn from, {test} set aside.\n");
    for (sizes, rate, passes) in [(vec![64, 10], 0.5, 30), (vec![64, 16, 10], 0.2, 60)]
    {
        let model = Mlp::new(&sizes, Activation::Relu);
        let begin = Instant::now();
        let parameters =
            trained(&model, &split.train, rate, passes, &format!("{sizes:?}"));
        let seconds = begin.elapsed().as_secs_f64();
        println!(
            "{sizes:?}: {} parameters, {passes} passes in {seconds:.1} s, reads {:.1} % of the new images",
            model.parameters(),
            100.0 * accuracy(&model, &parameters, &split.test),
        );
        show_mistakes(&model, &parameters, &split.test);
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

/// Prints the three surest mistakes beside each other, as pictures of characters.
fn show_mistakes(model: &Mlp, parameters: &[f64], data: &Dataset) {
    let mut wrong: Vec<_> = data
        .iter()
        .filter_map(|(image, digit)| {
            let logits = model.predict(parameters, image);
            let read = choose(&logits);
            (read != digit).then(|| (logits[read] - logits[digit], image, digit, read))
        })
        .collect();
    wrong.sort_by(|a, b| b.0.total_cmp(&a.0));
    wrong.truncate(3);
    for (_, _, digit, read) in &wrong {
        print!("  a {digit}, read as {read}      ");
    }
    println!();
    for line in 0..DIGIT_SIDE {
        for (_, image, ..) in &wrong {
            let pixels = &image[line * DIGIT_SIDE..(line + 1) * DIGIT_SIDE];
            let shade = |&ink: &f64| match ink {
                ..0.125 => ' ',
                ..0.375 => '░',
                ..0.625 => '▒',
                ..0.875 => '▓',
                _ => '█',
            };
            let drawn: String = pixels.iter().flat_map(|ink| [shade(ink); 2]).collect();
            print!("  {drawn}    ");
        }
        println!();
    }
    println!();
}
