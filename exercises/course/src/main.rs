//! `cargo course`: the table of commands.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use course::commands::{check, hint, map, next, reset, solution, sync, update, watch};
use course::{Result, Workspace};

/// Your way through the exercises. Without a command: what is done, and what is next.
#[derive(Parser)]
#[command(name = "cargo course", bin_name = "cargo course", version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the test of the next open exercise, and say where to write
    Next {
        /// Of this lesson, such as 2, though an earlier one is not done
        lesson: Option<String>,
    },
    /// Show one more hint for an exercise
    Hint {
        /// Its id, such as 1.4
        exercise: String,
    },
    /// Run the current exercise's test at every save, and move on when it passes
    Watch {
        /// Begin with this exercise
        exercise: Option<String>,
    },
    /// Put the stub's `todo!` back into an exercise (a copy of your file is kept)
    Reset {
        /// Its id, such as 1.4
        exercise: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Show a solution, and how yours differs from it
    Solution {
        /// Its id, such as 1.4
        exercise: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// After `git pull`: newer stubs, with your answers carried over (copies are kept)
    Update,
    /// For maintainers: write the stubs from the reference crates
    Sync {
        /// Write nothing, and fail where a file differs
        #[arg(long)]
        check: bool,
        /// Empty holes that are filled (a copy is kept)
        #[arg(long, conflicts_with = "check")]
        force: bool,
    },
    /// For maintainers: prove that every exercise is sound and every wrong answer is rejected
    Check {
        /// Only this lesson or exercise, such as 2 or 1.4
        #[arg(long, value_name = "LESSON or EXERCISE")]
        only: Option<String>,
        /// How many wrong answers at a time
        #[arg(long, value_name = "N")]
        jobs: Option<usize>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Option<Command>) -> Result<bool> {
    let ws = Workspace::find()?;
    match command {
        None => map::map(&ws),
        Some(Command::Next { lesson }) => next::next(&ws, lesson.as_deref()),
        Some(Command::Hint { exercise }) => hint::hint(&ws, &exercise),
        Some(Command::Watch { exercise }) => watch::watch(&ws, exercise.as_deref()),
        Some(Command::Reset { exercise, yes }) => reset::reset(&ws, &exercise, yes),
        Some(Command::Solution { exercise, yes }) => {
            solution::solution(&ws, &exercise, yes)
        }
        Some(Command::Update) => update::update(&ws),
        Some(Command::Sync { check, force }) => {
            sync::sync(&ws, sync::Options { check, force })
        }
        Some(Command::Check { only, jobs }) => check::check(&ws, only.as_deref(), jobs),
    }
}
