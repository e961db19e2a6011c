//! Formulas, set by katex-rs while the book is built: no script runs in the reader's browser.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use katex::{KatexContext, Settings, render_to_string};

use crate::error::DirectiveError;
use crate::html::escape;

/// Sets formulas and remembers them: the same formula stands on many pages, and on the print page again.
pub struct Typesetter {
    context: KatexContext,
    inline: Settings,
    display: Settings,
    done: RefCell<HashMap<(String, bool), String>>,
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::new()
    }
}

impl Typesetter {
    /// A typesetter that has set nothing yet.
    pub fn new() -> Self {
        Self {
            context: KatexContext::default(),
            inline: Settings::builder().display_mode(false).build(),
            display: Settings::builder().display_mode(true).build(),
            done: RefCell::default(),
        }
    }

    /// The formula as KaTeX's HTML, with `MathML` for screen readers beside it.
    ///
    /// # Errors
    /// [`DirectiveError::Maths`] for TeX that KaTeX cannot read.
    pub fn set(&self, tex: &str, display: bool) -> Result<String, DirectiveError> {
        let key = (tex.to_owned(), display);
        if let Some(html) = self.done.borrow().get(&key) {
            return Ok(html.clone());
        }
        let settings = if display { &self.display } else { &self.inline };
        let html = render_to_string(&self.context, &braced_roots(tex.trim()), settings)
            .map_err(|error| DirectiveError::Maths {
                tex: tex.trim().to_owned(),
                message: error.to_string(),
            })?;
        let html = in_order(&html);
        self.done.borrow_mut().insert(key, html.clone());
        Ok(html)
    }
}

/// The formula with braces around what stands under a root: `\sqrt{t}` for `\sqrt t`.
///
/// katex-rs 0.3 sets the symbol of an unbraced root below the sign of the root instead of beside it.
fn braced_roots(tex: &str) -> Cow<'_, str> {
    const ROOT: &str = r"\sqrt";
    if !tex.contains(ROOT) {
        return tex.into();
    }
    let mut parts = tex.split(ROOT);
    let mut braced = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        braced.push_str(ROOT);
        let argument = part.trim_start();
        let length = match argument.strip_prefix('\\') {
            Some(command) => {
                1 + command
                    .find(|c: char| !c.is_ascii_alphabetic())
                    .unwrap_or(command.len())
            }
            None => argument.chars().next().map_or(0, char::len_utf8),
        };
        let (argument, rest) = argument.split_at(length);
        if argument.starts_with(['{', '[']) || argument.is_empty() {
            braced.extend([argument, rest]);
        } else {
            braced.extend(["{", argument, "}", rest]);
        }
    }
    braced.into()
}

/// The markup with each element's attributes in alphabetical order.
///
/// katex-rs keeps those of `MathML` in a hash map: their order changes from run to run, and two builds of one text
/// should be the same bytes.
fn in_order(html: &str) -> String {
    let mut ordered = String::with_capacity(html.len());
    for part in html.split_inclusive('>') {
        let (text, tag) = part.split_at(part.rfind('<').unwrap_or(part.len()));
        let pieces: Vec<_> = tag.split('"').collect();
        // `<mo a="1" b="2">` splits into `<mo a=`, `1`, ` b=`, `2`, `>`: names and values, then the end.
        let (Some((end, attributes)), Some((name, _)), true) = (
            pieces.split_last(),
            tag.split_once(' '),
            pieces.len() % 2 == 1,
        ) else {
            ordered.push_str(part);
            continue;
        };
        let mut attributes: Vec<_> = attributes.chunks_exact(2).collect();
        attributes.sort_unstable_by_key(|pair| pair[0].rsplit(' ').next());
        ordered.extend([text, name]);
        for pair in attributes {
            let attribute = pair[0].rsplit(' ').next().unwrap_or(pair[0]);
            ordered.extend([" ", attribute, "\"", pair[1], "\""]);
        }
        ordered.push_str(end);
    }
    ordered
}

/// What stands in the Markdown for a formula, until [`crate::fill`] puts the formula there.
///
/// # Errors
/// [`DirectiveError::Maths`]: the formula is set here already, so that a mistake is reported with its line.
pub fn placeholder(
    tex: &str,
    display: bool,
    typesetter: &Typesetter,
) -> Result<String, DirectiveError> {
    typesetter.set(tex, display)?;
    let style = if display { "display" } else { "inline" };
    let tex = tex.trim().replace('\n', " ");
    Ok(format!(
        "<span data-gradus=\"tex:{style}:{}\"></span>",
        escape(&tex)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_under_a_root_is_set_beside_its_sign() {
        let typesetter = Typesetter::new();
        for tex in [r"\sqrt t", r"\sqrt\kappa-1", r"\sqrt2", r"\sqrt{t}"] {
            let html = typesetter.set(tex, false).expect("correct TeX");
            let root = html.split("mord sqrt").nth(1).expect("a root");
            assert!(root.contains("padding-left"), "{tex}: {html}");
        }
        assert_eq!(braced_roots(r"\sqrt[3]x+\sqrt{y}"), r"\sqrt[3]x+\sqrt{y}");
        assert_eq!(
            braced_roots(r"\frac{\sqrt\kappa}{2}"),
            r"\frac{\sqrt{\kappa}}{2}"
        );
    }

    #[test]
    fn a_formula_has_html_and_mathml() {
        let html = Typesetter::new().set(r"\sigma(z)=\frac{1}{1+e^{-z}}", true);
        let html = html.expect("correct TeX");
        for part in [
            "katex-display",
            "katex-mathml",
            "<math",
            "aria-hidden=\"true\"",
        ] {
            assert!(html.contains(part), "{part} is missing in {html}");
        }
    }

    #[test]
    fn attributes_are_ordered_and_nothing_else_changes() {
        let html = "<b>a</b><mo c=\"1 2\" a=\"x=y\"/>\"quoted\" <i d=\"\">c > d</i>";
        let ordered = "<b>a</b><mo a=\"x=y\" c=\"1 2\"/>\"quoted\" <i d=\"\">c > d</i>";
        assert_eq!(in_order(html), ordered);
    }

    #[test]
    fn two_runs_set_the_same_bytes() {
        let tex = r"\bigl( x \bigr)\,\sigma'(z) = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}";
        let set = || Typesetter::new().set(tex, true).expect("correct TeX");
        let first = set();
        assert!((0..20).all(|_| set() == first));
    }

    #[test]
    fn a_wrong_formula_says_which() {
        let error =
            placeholder(r"\frac{1", false, &Typesetter::new()).expect_err("unclosed");
        assert!(
            error.to_string().contains(r"KaTeX cannot read `\frac{1`"),
            "{error}"
        );
        let error =
            placeholder(r"\nosuch", false, &Typesetter::new()).expect_err("unknown");
        assert!(error.to_string().contains(r"\nosuch"), "{error}");
    }
}
