//! Trains LeNet-5 to read handwritten digits, writes a page about what it learnt, and saves
//! it so that training can go on another day.
//!
//! `cargo run --release -p convolution --example lenet`, with `--help` behind `--` for what
//! can be chosen. With `--features convolution/f32` it calculates with 32 bits.

mod picture;
mod report;
mod run;

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use backprop::Layer;
use clap::Parser;
use datasets::{DATA_FOLDER, Mnist};
use indicatif::{ProgressBar, ProgressStyle};

use run::Run;

/// Where everything is written.
const FOLDER: &str = "target/lenet";

/// Trains LeNet-5 on MNIST, and writes target/lenet/report.html.
#[derive(Parser)]
struct Options {
    /// A folder with MNIST's four files. Else that of the variable `GRADUS_DATA`, else the
    /// 5,000 images that are built in.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// How many times to go through all images.
    #[arg(long, default_value_t = 10, value_name = "COUNT")]
    passes: usize,
    /// How many threads work. The result is the same, bit for bit.
    #[arg(long, default_value_t = 1, value_name = "COUNT",
          value_parser = clap::value_parser!(u16).range(1..))]
    threads: u16,
    /// Of the first weights, and of the order of the images.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Goes on with the network in target/lenet, with its seed.
    #[arg(long, conflicts_with = "seed")]
    resume: bool,
}

fn main() -> ExitCode {
    match train(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a line. Where the reader has gone (`| head`), there is nobody left to tell.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn train(options: &Options) -> Result<(), Box<dyn Error>> {
    let (begin, folder) = (Instant::now(), Path::new(FOLDER));
    let Mnist { train, test } = match &options.data {
        Some(folder) => datasets::mnist_from(folder)?,
        None if std::env::var_os(DATA_FOLDER).is_some() => datasets::mnist_full()?,
        None => datasets::mnist()?,
    };
    let threads = options.threads.into();
    let mut run = if options.resume {
        Run::load(folder, threads, &train, &test)?
    } else {
        Run::new(options.seed, threads)
    };
    say(&format!(
        "{} images to learn from, {} set aside; {} parameters.",
        train.len(),
        test.len(),
        run.network.count_parameters()
    ));
    let mut batches = run.batches(&train);
    let bar = ProgressBar::new(batches.count() as u64).with_style(
        ProgressStyle::with_template("{wide_bar} {pos} of {len} steps  {msg}")?,
    );
    let mut first = true;
    while run.passes.len() < options.passes {
        bar.reset();
        bar.set_message(format!("pass {}", run.passes.len() + 1));
        let pass = run.pass(&mut batches, &test, || {
            bar.inc(1);
            if std::mem::take(&mut first) {
                let seconds = begin.elapsed().as_secs_f64();
                bar.suspend(|| say(&format!("First step after {seconds:.3} s.")));
            }
        });
        let (number, loss, right) =
            (run.passes.len(), pass.loss, 100.0 * pass.accuracy);
        bar.suspend(|| {
            say(&format!(
                "pass {number:3}   loss {loss:.4}   {right:.2} % right"
            ));
        });
        run.save(folder, &train)?;
    }
    bar.finish_and_clear();
    let readings = run::read(&mut run.network, &test);
    let page = report::page(&mut run, &test, &readings);
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("report.html"), page)?;
    let wrong = readings
        .iter()
        .filter(|reading| !reading.is_right())
        .count();
    say(&format!(
        "{wrong} of {} new images read wrongly, after {:.1} s. See {FOLDER}/report.html.",
        test.len(),
        begin.elapsed().as_secs_f64()
    ));
    Ok(())
}
