//! What live pages need: the crates as a WebAssembly module, and the scripts that draw.
//!
//! A page loads `widgets/start.js`, which is small. Where a widget comes near the screen, that
//! loads `widgets/live.js`: the shared script, a script for each widget, and the module in
//! base64. One classic script: `fetch` and modules fail on pages that are opened from disk.
//!
//! Where the compiler cannot make the module, the pages keep their pictures.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use data_encoding::BASE64;

use crate::error::BookError;
use crate::project::Project;

/// The scripts that are no widget: what each page loads, and what all widgets share.
pub const SHARED: [&str; 2] = ["start", "shared"];

const TARGET: &str = "wasm32-unknown-unknown";

/// Names another rustc, one that can compile for WebAssembly where the ordinary one cannot.
const OTHER_RUSTC: &str = "WASM_RUSTC";

/// What became of the widgets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Widgets {
    /// The book has none.
    #[default]
    None,
    /// They run; the module has so many bytes.
    Live(usize),
    /// The compiler has no standard library for WebAssembly.
    NoTarget,
    /// The module could not be built: what cargo says.
    Failed(String),
}

impl Widgets {
    /// What a reader who builds the book should know.
    pub fn remark(&self) -> Option<String> {
        match self {
            Self::None | Self::Live(_) => None,
            Self::NoTarget => Some(format!(
                "(widgets are pictures; to bring them to life: `rustup target add {TARGET}`)"
            )),
            Self::Failed(why) => Some(format!(
                "(widgets are pictures, because their module could not be built)\n{why}"
            )),
        }
    }
}

/// Builds the module and writes both scripts into the folder `widgets` of `html`.
///
/// # Errors
/// [`BookError::Io`].
pub fn write(project: &Project, html: &Path) -> Result<Widgets, BookError> {
    let scripts = project.widget_scripts();
    // Scripts that nothing starts are none.
    let module = if scripts.join("start.js").is_file() {
        module(project)?
    } else {
        Err(Widgets::None)
    };
    let folder = html.join("widgets");
    fs::create_dir_all(&folder).map_err(BookError::io("create", &folder))?;
    let put = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(BookError::io("write", path))
    };
    match module {
        Ok(module) => {
            put("start.js", &script(&scripts, "start")?)?;
            put("live.js", &live(project, &module)?)?;
            Ok(Widgets::Live(module.len()))
        }
        // The pages ask for the script all the same.
        Err(why) => {
            put("start.js", "// The widgets were not built.\n")?;
            Ok(why)
        }
    }
}

fn script(folder: &Path, name: &str) -> Result<String, BookError> {
    let path = folder.join(format!("{name}.js"));
    fs::read_to_string(&path).map_err(BookError::io("read", path))
}

/// The scripts in one function, so that none of their names is seen by the rest of the page.
fn live(project: &Project, module: &[u8]) -> Result<String, BookError> {
    let folder = project.widget_scripts();
    let mut all = format!(
        "(() => {{\n\"use strict\";\nconst MODULE = \"{}\";\n",
        BASE64.encode(module)
    );
    all += &script(&folder, "shared")?;
    for name in project.widget_names() {
        all.extend(["\n{\n", &script(&folder, &name)?, "}\n"]);
    }
    all += "})();\n";
    Ok(all)
}

/// The module, or why there is none.
fn module(project: &Project) -> Result<Result<Vec<u8>, Widgets>, BookError> {
    let rustc = env::var_os(OTHER_RUSTC);
    if !has_target(rustc.as_deref().unwrap_or("rustc".as_ref())) {
        return Ok(Err(Widgets::NoTarget));
    }
    // A folder of its own: another cargo may be at work in the usual one.
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| project.root().join("target"), PathBuf::from)
        .join("wasm");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(project.root())
        .args(["rustc", "--quiet", "--package", "widgets", "--lib"])
        .args(["--crate-type", "cdylib", "--profile", "widgets"])
        .args(["--features", "f32"])
        .args(["--target", TARGET, "--target-dir"])
        .arg(&target)
        // Two numbers of 64 bits or four of 32 at once; every browser since 2023 can do it.
        .arg("--config")
        .arg(format!(
            "target.{TARGET}.rustflags=[\"-Ctarget-feature=+simd128\"]"
        ));
    if let Some(rustc) = rustc {
        command.env("RUSTC", rustc);
    }
    match command.output() {
        Ok(done) if done.status.success() => {
            let path = target.join(TARGET).join("widgets").join("widgets.wasm");
            let bytes = fs::read(&path).map_err(BookError::io("read", path))?;
            Ok(Ok(bytes))
        }
        Ok(done) => {
            let said = String::from_utf8_lossy(&done.stderr);
            Ok(Err(Widgets::Failed(said.trim().to_owned())))
        }
        Err(error) => Ok(Err(Widgets::Failed(format!("cannot run cargo: {error}")))),
    }
}

/// Whether a compiler has the standard library for WebAssembly.
fn has_target(rustc: &std::ffi::OsStr) -> bool {
    let asked = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", TARGET])
        .output();
    asked.is_ok_and(|answer| {
        let folder = String::from_utf8_lossy(&answer.stdout);
        answer.status.success() && Path::new(folder.trim()).is_dir()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_without_the_target_is_told_from_one_that_is_missing() {
        assert!(!has_target("no-such-compiler".as_ref()));
        let remark = Widgets::NoTarget.remark().expect("it is worth a word");
        assert!(
            remark.contains("`rustup target add wasm32-unknown-unknown`"),
            "{remark}"
        );
        assert_eq!(remark.lines().count(), 1);
    }
}
