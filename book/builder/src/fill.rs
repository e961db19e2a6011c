//! Puts formulas and drawings into the finished pages, and the theme's files beside them.
//!
//! The Markdown pass leaves `<span data-gradus="…"></span>`: so mdBook never reads an SVG or KaTeX's markup as Markdown,
//! and neither lands in the search index.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{BookError, Problem, Problems};
use crate::html::unescape;
use crate::maths::Typesetter;
use crate::project::{Project, slashes};
use crate::svg;

const OPEN: &str = "<span data-gradus=\"";
const CLOSE: &str = "\"></span>";

/// Fills every page below `html`, and copies book/theme/assets into it.
///
/// # Errors
/// [`BookError::Fill`] names each figure that could not be drawn; [`BookError::Io`].
pub fn fill(
    project: &Project,
    html: &Path,
    typesetter: &Typesetter,
) -> Result<(), BookError> {
    let mut filler = Filler {
        project,
        typesetter,
        drawn: HashMap::new(),
        problems: Vec::new(),
    };
    for path in files(html)? {
        if path.extension().is_some_and(|ending| ending == "html") {
            let page =
                fs::read_to_string(&path).map_err(BookError::io("read", &path))?;
            if page.contains(OPEN) {
                let name = slashes(path.strip_prefix(html).unwrap_or(&path));
                let filled = filler.page(&page, &name);
                fs::write(&path, filled).map_err(BookError::io("write", &path))?;
            }
        }
    }
    if !filler.problems.is_empty() {
        return Err(BookError::Fill(Problems(filler.problems)));
    }
    copy_assets(&project.book().join("theme").join("assets"), html)
}

struct Filler<'a> {
    project: &'a Project,
    typesetter: &'a Typesetter,
    /// Each figure is drawn once, however many pages show it; the print page shows all of them again.
    drawn: HashMap<String, Result<String, String>>,
    problems: Vec<Problem>,
}

impl Filler<'_> {
    fn page(&mut self, page: &str, name: &str) -> String {
        let mut filled = String::with_capacity(page.len() * 2);
        let mut rest = page;
        let mut figures = 0;
        while let Some(at) = rest.find(OPEN) {
            let payload = &rest[at + OPEN.len()..];
            let Some(end) = payload.find(CLOSE) else {
                break;
            };
            filled.push_str(&rest[..at]);
            let payload_text = unescape(&payload[..end]);
            rest = &payload[end + CLOSE.len()..];
            let piece = self.placeholder(&payload_text, name, &mut figures);
            let after = punctuation(rest);
            if is_short(&payload_text) && !after.is_empty() {
                // A browser would break the line between a formula and its full stop.
                filled.extend(["<span class=\"nobr\">", &piece, after, "</span>"]);
                rest = &rest[after.len()..];
            } else {
                filled.push_str(&piece);
            }
        }
        filled + rest
    }

    fn placeholder(
        &mut self,
        payload: &str,
        page: &str,
        figures: &mut usize,
    ) -> String {
        let result = match payload.split_once(':') {
            Some(("tex", rest)) => self.formula(rest),
            Some(("figure", rest)) => {
                *figures += 1;
                let (figure, at) = rest.split_once(':').unwrap_or((rest, page));
                self.figure(figure, *figures).map_err(|error| {
                    (at.to_owned(), format!("figure `{figure}`: {error}"))
                })
            }
            _ => Err((
                page.to_owned(),
                format!("a placeholder nobody fills: `{payload}`"),
            )),
        };
        result.unwrap_or_else(|(file, message)| {
            let problem = match file
                .rsplit_once(':')
                .and_then(|(file, line)| Some((file, line.parse().ok()?)))
            {
                Some((file, line)) => Problem {
                    file: file.to_owned(),
                    line,
                    message,
                },
                None => Problem {
                    file,
                    line: 0,
                    message,
                },
            };
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
            String::new()
        })
    }

    fn formula(&self, styled: &str) -> Result<String, (String, String)> {
        let (style, tex) = styled.split_once(':').unwrap_or(("inline", styled));
        self.typesetter
            .set(tex, style == "display")
            .map_err(|error| ("a formula".to_owned(), error.to_string()))
    }

    fn figure(&mut self, name: &str, number: usize) -> Result<String, String> {
        let drawing = self.project.figure(name).ok_or("nobody draws it")?;
        if !self.drawn.contains_key(name) {
            let drawn = drawing.draw(&self.project.results());
            self.drawn.insert(name.to_owned(), drawn);
        }
        let svg = self.drawn[name].clone()?;
        Ok(svg::inline(
            &svg,
            drawing.title,
            drawing.description,
            &format!("f{number}-"),
        ))
    }
}

/// An inline formula that need not be broken itself.
fn is_short(payload: &str) -> bool {
    payload
        .strip_prefix("tex:inline:")
        .is_some_and(|tex| tex.chars().count() <= 28)
}

/// The punctuation that `text` starts with.
fn punctuation(text: &str) -> &str {
    let end = text
        .find(|c: char| !".,;:!?)”’…".contains(c))
        .unwrap_or(text.len());
    &text[..end]
}

/// All files below a folder.
///
/// # Errors
/// [`BookError::Io`].
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, BookError> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).map_err(BookError::io("read", folder))?;
    for entry in entries {
        let path = entry.map_err(BookError::io("read", folder))?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn copy_assets(from: &Path, to: &Path) -> Result<(), BookError> {
    if !from.is_dir() {
        return Ok(());
    }
    for path in files(from)? {
        let inner = path.strip_prefix(from).unwrap_or(&path);
        let target = to.join(inner);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(BookError::io("create", folder))?;
        }
        fs::copy(&path, &target).map_err(BookError::io("write", &target))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::project;

    fn fill_page(page: &str) -> (String, Vec<Problem>) {
        let (project, typesetter) = (project(), Typesetter::new());
        let mut filler = Filler {
            project: &project,
            typesetter: &typesetter,
            drawn: HashMap::new(),
            problems: Vec::new(),
        };
        let filled = filler.page(page, "p.html");
        (filled, filler.problems)
    }

    #[test]
    fn formulas_and_figures_are_put_in() {
        let (page, problems) = fill_page(
            "<p>a <span data-gradus=\"tex:inline:x &lt; y\"></span> b <span data-gradus=\"figure:line:f.md:3\"></span> \
             <span data-gradus=\"figure:line:f.md:4\"></span> c</p>",
        );
        assert_eq!(problems, []);
        assert!(page.starts_with("<p>a <span class=\"katex\">"), "{page}");
        assert!(page.ends_with(" c</p>"), "{page}");
        assert!(
            page.contains("id=\"f1-title\"") && page.contains("id=\"f2-title\""),
            "{page}"
        );
        assert!(!page.contains("data-gradus"), "{page}");
    }

    #[test]
    fn a_short_formula_keeps_its_full_stop() {
        let (page, _) = fill_page("<span data-gradus=\"tex:inline:x\"></span>). So");
        assert!(
            page.starts_with("<span class=\"nobr\"><span class=\"katex\">"),
            "{page}"
        );
        assert!(page.ends_with("</span>).</span> So"), "{page}");
        let long = "x+".repeat(20);
        let (page, _) = fill_page(&format!(
            "<span data-gradus=\"tex:inline:{long}x\"></span>."
        ));
        assert!(page.starts_with("<span class=\"katex\">"), "{page}");
    }

    #[test]
    fn a_figure_that_fails_names_its_place() {
        let (_, problems) =
            fill_page("<span data-gradus=\"figure:broken:book/src/a.md:7\"></span>");
        let said: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said, ["book/src/a.md:7: figure `broken`: no such results"]);
    }
}
