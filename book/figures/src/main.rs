//! Runs an experiment, draws a figure, or draws the README's picture.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand};
use figures::{FigureError, experiments};

/// Prints a line. Where the reader has gone (`| head`), there is nobody left to tell.
macro_rules! say {
    ($($text:tt)*) => {{
        let _ = writeln!(std::io::stdout(), $($text)*);
    }};
}

/// The figures and experiments of the book.
#[derive(Parser)]
#[command(name = "figures")]
struct Arguments {
    /// The folder of results; book/results where nothing is given.
    #[arg(long, global = true)]
    results: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run an experiment and write its tables.
    Experiment {
        /// Its name, or `all`, or `list`.
        name: String,
    },
    /// Write a figure's SVG to standard output.
    Draw {
        /// Its name, or `list`.
        name: String,
    },
    /// Draw the moving picture of the README: book/results/moons.svg.
    ReadmePicture,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let results = arguments.results.unwrap_or_else(|| here.join("../results"));
    let done = match arguments.command {
        Command::Experiment { name } => experiment(&name, &results),
        Command::Draw { name } => draw(&name, &results),
        Command::ReadmePicture => figures::moons::write(&results),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn experiment(name: &str, results: &Path) -> Result<(), FigureError> {
    if name == "list" {
        for experiment in experiments::all() {
            say!("{:18}{}", experiment.name, experiment.about);
        }
        return Ok(());
    }
    let chosen: Vec<_> = experiments::all()
        .iter()
        .filter(|experiment| name == "all" || experiment.name == name)
        .collect();
    if chosen.is_empty() {
        let names = experiments::all().iter().map(|experiment| experiment.name);
        return Err(unknown("experiment", name, &names.collect::<Vec<_>>()));
    }
    for experiment in chosen {
        let begin = Instant::now();
        (experiment.run)(results)?;
        say!(
            "{:18}{:6.1} s",
            experiment.name,
            begin.elapsed().as_secs_f64()
        );
    }
    Ok(())
}

fn draw(name: &str, results: &Path) -> Result<(), FigureError> {
    if name == "list" {
        for figure in figures::all() {
            say!("{:18}{}", figure.name, figure.title);
        }
        return Ok(());
    }
    let names: Vec<_> = figures::all().iter().map(|figure| figure.name).collect();
    let figure = figures::find(name).ok_or_else(|| unknown("figure", name, &names))?;
    say!("{}", (figure.draw)(results)?);
    Ok(())
}

fn unknown(kind: &'static str, name: &str, known: &[&str]) -> FigureError {
    FigureError::Unknown {
        kind,
        name: name.to_owned(),
        known: known.join(", "),
    }
}
