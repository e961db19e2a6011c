//! `cargo book`: builds the book, serves it, and says how much of the code it explains.

use std::io::{self, Write, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use builder::press::{self, Built};
use builder::serve::Site;
use builder::watch::Watch;
use builder::woven::{Requirement, Woven};
use builder::{BookError, Drawing, Project};
use clap::{Args, Parser, Subcommand};

/// Prints a line. Where the reader has gone (`| head`), there is nobody left to tell.
macro_rules! say {
    ($($text:tt)*) => {{
        let _ = writeln!(std::io::stdout(), $($text)*);
    }};
}

/// Builds the book and serves it on 127.0.0.1, again after every change.
#[derive(Parser)]
#[command(name = "cargo book", bin_name = "cargo book", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
    /// A folder of the repository, where it is not the current one.
    #[arg(long, global = true, hide = true)]
    root: Option<PathBuf>,
}

#[derive(Args)]
struct Serve {
    /// The port to serve on.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Open the book in the browser.
    #[arg(long)]
    open: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Only build, into book/html.
    Build,
    /// How much of each crate's code is in the book: in a listing or in an exercise.
    Woven {
        /// Fail where a crate, or a part of one, is below a share: autograd=95, gradcheck/src/ladder.rs=95.
        #[arg(long, value_name = "PART=PERCENT")]
        require: Vec<Requirement>,
        /// List the lines of a crate that are missing.
        #[arg(long, value_name = "PART")]
        missing: Vec<String>,
    },
    /// For the ordinary mdbook: step 1, between its reading and its rendering.
    #[command(hide = true)]
    Preprocess {
        #[command(subcommand)]
        question: Option<Question>,
    },
    /// For the ordinary mdbook: step 3, after its rendering.
    #[command(hide = true)]
    Typeset,
}

#[derive(Subcommand)]
enum Question {
    /// Answers by its exit code whether step 1 is wanted for a renderer.
    Supports { renderer: String },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // mdBook warns of what it cannot refuse, such as an element that is never closed.
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .with_writer(io::stderr)
        .without_time()
        .with_target(false)
        .init();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, BookError> {
    let root = match cli.root {
        Some(root) => root,
        None => std::env::current_dir().map_err(BookError::io("read", "."))?,
    };
    let project = Project::find(&root, Drawing::all())?;
    match cli.command {
        None => serve(&project, &cli.serve)?,
        Some(Command::Build) => {
            let start = Instant::now();
            let built = press::build(&project)?;
            say!("{}", report(&project, &built, start)?);
        }
        Some(Command::Woven { require, missing }) => {
            let woven = Woven::measure(&project, &press::read(&project)?)?;
            say!("{}", woven.summary().trim_end());
            for part in missing {
                say!("{}", woven.missing(&part).trim_end());
            }
            woven.require(&require)?;
        }
        Some(Command::Preprocess {
            question: Some(Question::Supports { renderer }),
        }) => {
            if !press::supports(&renderer) {
                return Ok(ExitCode::FAILURE);
            }
        }
        Some(Command::Preprocess { question: None }) => {
            press::preprocess(&project, stdin().lock(), stdout().lock())?;
        }
        Some(Command::Typeset) => press::typeset(&project, stdin().lock())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn report(
    project: &Project,
    built: &Built,
    start: Instant,
) -> Result<String, BookError> {
    let woven = Woven::measure(project, &built.ledger)?;
    let mut report = format!(
        "{} pages, {} figures, {} links in {:.1} s: {}\n{}",
        built.ledger.pages,
        built.ledger.figures,
        built.links,
        start.elapsed().as_secs_f64(),
        project.html().join("index.html").display(),
        woven.summary().trim_end(),
    );
    if let Some(remark) = built.widgets.remark() {
        report.extend(["\n", &remark]);
    }
    Ok(report)
}

fn serve(project: &Project, options: &Serve) -> Result<(), BookError> {
    let site = Site::new(project);
    // The port first: a build that nobody can see is not worth waiting for.
    let port = site.listen(options.port)?;
    let watch = Watch::start(project)?;
    rebuild(&site, project);
    let address = format!("http://127.0.0.1:{port}/");
    say!("{address} (Ctrl+C stops it)");
    if options.open
        && let Err(error) = open::that_detached(&address)
    {
        eprintln!("cannot open a browser ({error}): open {address} yourself");
    }
    loop {
        let changed = watch.wait();
        let names: Vec<_> = changed
            .iter()
            .take(3)
            .map(|path| project.display(path))
            .collect();
        say!(
            "\nchanged: {}{}",
            names.join(", "),
            if changed.len() > 3 { ", …" } else { "" }
        );
        if changed
            .iter()
            .any(|path| path.extension().is_some_and(|ending| ending == "rs"))
        {
            say!(
                "(listings are new; figures are drawn by the code this command was started with)"
            );
        }
        rebuild(&site, project);
    }
}

fn rebuild(site: &Site, project: &Project) {
    let start = Instant::now();
    let built = site.building(|| press::build(project));
    match built.and_then(|built| report(project, &built, start)) {
        Ok(report) => say!("{report}"),
        Err(error) => eprintln!("{error}"),
    }
}
