//! Where Chromium, or a browser made from it, is installed.

use std::env;
use std::path::PathBuf;

/// Names under which Linux distributions install it.
const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
];

/// Where macOS keeps it.
const ON_MACOS: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// Where Windows keeps it, below its folders for programs.
const ON_WINDOWS: [&str; 3] = [
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
];

/// The browser that the variable CHROMIUM names, or the first that is installed.
///
/// # Panics
/// If CHROMIUM names a file that is not there.
pub(crate) fn chromium() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").map(PathBuf::from) {
        assert!(
            named.is_file(),
            "CHROMIUM is {}: there is no such file",
            named.display()
        );
        return Some(named);
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .collect::<Vec<_>>();
    let programs = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
    let on_windows = programs
        .iter()
        .filter_map(env::var_os)
        .flat_map(|folder| ON_WINDOWS.map(|file| PathBuf::from(&folder).join(file)))
        .collect::<Vec<_>>();
    let mut all = on_path
        .into_iter()
        .chain(ON_MACOS.map(PathBuf::from))
        .chain(on_windows);
    all.find(|file| file.is_file())
}
