//! Follows every link of the built pages: each must lead to a page and an id that exist, and nothing may be loaded from outside.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts,
};

use crate::error::{BookError, Problem, Problems};
use crate::fill::files;
use crate::project::slashes;

/// Checks all pages and style sheets below `html`; the answer is the number of links followed.
///
/// # Errors
/// [`BookError::Links`] with page and link for each one that is broken, and each id that stands twice on a page.
pub fn check(html: &Path) -> Result<usize, BookError> {
    let mut pages = BTreeMap::new();
    let mut problems = Vec::new();
    let all = files(html)?;
    for path in &all {
        let name = slashes(path.strip_prefix(html).unwrap_or(path));
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("html") => {
                let text =
                    fs::read_to_string(path).map_err(BookError::io("read", path))?;
                pages.insert(name, Outline::of(&text));
            }
            Some("css") => {
                let text =
                    fs::read_to_string(path).map_err(BookError::io("read", path))?;
                check_css(html, &name, &text, &mut problems);
            }
            _ => {}
        }
    }
    let mut followed = 0;
    for (name, page) in &pages {
        for link in &page.links {
            followed += 1;
            if let Some(message) = link.complaint(name, html, &pages) {
                problems.push(Problem {
                    file: name.clone(),
                    line: 0,
                    message,
                });
            }
        }
        for id in &page.twice {
            let message = format!("the id `{id}` stands twice on the page");
            problems.push(Problem {
                file: name.clone(),
                line: 0,
                message,
            });
        }
    }
    if problems.is_empty() {
        Ok(followed)
    } else {
        Err(BookError::Links(Problems(problems)))
    }
}

/// A link: the element, its attribute, and where it leads.
#[derive(Debug, PartialEq, Eq)]
struct Link {
    element: String,
    attribute: String,
    target: String,
}

impl Link {
    /// What is wrong with it, on page `name`.
    fn complaint(
        &self,
        name: &str,
        html: &Path,
        pages: &BTreeMap<String, Outline>,
    ) -> Option<String> {
        let target = self.target.trim();
        let shown = format!("<{} {}=\"{target}\">", self.element, self.attribute);
        if target.starts_with("data:") {
            return None;
        }
        if is_outside(target) {
            let followed_by_hand = self.element == "a" && self.attribute == "href";
            return (!followed_by_hand)
                .then(|| format!("{shown} loads an address outside the book"));
        }
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let path = decode(path.split('?').next().unwrap_or(""));
        let Some(file) = resolve(name, &path) else {
            return Some(format!("{shown} leads out of the book"));
        };
        let file = if path.ends_with('/') || file.is_empty() {
            join(&file, "index.html")
        } else {
            file
        };
        if file != name && !html.join(&file).is_file() {
            return Some(format!("{shown}: there is no page or file `{file}`"));
        }
        let anchor = decode(anchor);
        let ids = &pages.get(&file)?.ids;
        (!anchor.is_empty() && !ids.contains(anchor.as_ref()))
            .then(|| format!("{shown}: there is no `#{anchor}` on {file}"))
    }
}

/// What matters of a page.
#[derive(Debug, Default)]
struct Outline {
    ids: HashSet<String>,
    twice: Vec<String>,
    links: Vec<Link>,
}

impl Outline {
    fn of(page: &str) -> Self {
        let collector = Collector::default();
        let tokenizer = Tokenizer::new(collector, TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(page));
        let _ = tokenizer.feed(&queue);
        tokenizer.end();
        tokenizer.sink.0.take()
    }

    fn tag(&mut self, tag: &Tag) {
        let element = tag.name.to_string();
        for attribute in &tag.attrs {
            let (name, value) = (
                attribute.name.local.to_string(),
                attribute.value.to_string(),
            );
            match name.as_str() {
                "id" if !self.ids.insert(value.clone()) => self.twice.push(value),
                "href" | "xlink:href" | "src" | "poster" | "action" | "data" => {
                    let element = element.clone();
                    self.links.push(Link {
                        element,
                        attribute: name,
                        target: value,
                    });
                }
                _ => {}
            }
        }
    }
}

#[derive(Default)]
struct Collector(RefCell<Outline>);

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        self.0.borrow_mut().tag(&tag);
        match tag.name.as_ref() {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            _ => TokenSinkResult::Continue,
        }
    }
}

/// An address with a scheme, or `//host`.
fn is_outside(target: &str) -> bool {
    let scheme = target
        .split(['/', '#', '?'])
        .next()
        .and_then(|start| start.split_once(':'));
    target.starts_with("//") || scheme.is_some()
}

/// `link` on page `page`, relative to the book's root; nothing when it leads above that.
fn resolve(page: &str, link: &str) -> Option<String> {
    if link.is_empty() {
        return Some(page.to_owned());
    }
    if link.starts_with('/') {
        // Not from file://, nor where the book is served below a path.
        return None;
    }
    let mut path = PathBuf::from(page);
    path.pop();
    for part in Path::new(link).components() {
        match part {
            Component::ParentDir if !path.pop() => return None,
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    Some(slashes(&path))
}

fn join(folder: &str, file: &str) -> String {
    if folder.is_empty() {
        file.to_owned()
    } else {
        format!("{folder}/{file}")
    }
}

/// Percent-decoding.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex
            .filter(|_| first == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// A style sheet loads fonts and images by `url(…)`, other sheets by `@import`.
fn check_css(html: &Path, name: &str, text: &str, problems: &mut Vec<Problem>) {
    let urls = text
        .match_indices("url(")
        .filter_map(|(at, start)| text[at + start.len()..].split(')').next());
    let imports = text
        .match_indices("@import \"")
        .filter_map(|(at, start)| text[at + start.len()..].split('"').next());
    for url in urls.chain(imports) {
        let url = url.trim().trim_matches(['"', '\'']);
        let message = if url.starts_with("data:") || url.starts_with('#') {
            continue;
        } else if is_outside(url) {
            format!("`{url}` loads an address outside the book")
        } else {
            let path = url.split(['#', '?']).next().unwrap_or(url);
            match resolve(name, &decode(path)) {
                Some(file) if html.join(&file).is_file() => continue,
                _ => format!("`{url}`: there is no such file"),
            }
        };
        problems.push(Problem {
            file: name.to_owned(),
            line: 0,
            message,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_pages(pages: &[(&str, &str)]) -> Result<usize, String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in pages {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        check(folder.path()).map_err(|error| error.to_string())
    }

    #[test]
    fn good_links_are_counted() {
        let a = "<a href=\"b/c.html#x%20y\">c</a> <a href=\"#top\">t</a><p id=\"top\"> <a href=\"https://example.org/\">e</a> <img src=\"data:,\">";
        let c = "<h1 id=\"x y\"></h1><a href=\"../a.html\">a</a><script>let s = '<a href=\"no.html\">';</script>";
        assert_eq!(check_pages(&[("a.html", a), ("b/c.html", c)]), Ok(5));
    }

    #[test]
    fn a_broken_link_is_named_with_its_page() {
        let cases = [
            (
                "<a href=\"b.html\">",
                "a.html: <a href=\"b.html\">: there is no page or file `b.html`",
            ),
            (
                "<a href=\"#b\">",
                "a.html: <a href=\"#b\">: there is no `#b` on a.html",
            ),
            ("<a href=\"../b.html\">", "leads out of the book"),
            ("<a href=\"/a.html\">", "leads out of the book"),
            (
                "<p id=\"a\"><p id=\"a\">",
                "a.html: the id `a` stands twice on the page",
            ),
        ];
        for (page, says) in cases {
            let error = check_pages(&[("a.html", page)]).expect_err(says);
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn nothing_is_loaded_from_outside() {
        for page in [
            "<script src=\"https://example.org/x.js\"></script>",
            "<link rel=\"stylesheet\" href=\"//example.org/x.css\">",
            "<img src=\"http://example.org/x.png\">",
        ] {
            let error = check_pages(&[("a.html", page)]).expect_err("outside");
            assert!(
                error.contains("loads an address outside the book"),
                "{error}"
            );
        }
        let css = "@import \"https://example.org/y.css\"; a { background: url('https://example.org/z.png') } b { c: url(d.woff2) }";
        let error = check_pages(&[("a.css", css)]).expect_err("outside");
        assert_eq!(
            error.matches("loads an address outside the book").count(),
            2,
            "{error}"
        );
        assert!(
            error.contains("a.css: `d.woff2`: there is no such file"),
            "{error}"
        );
    }
}
