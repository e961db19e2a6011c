//! One pass over one chapter: every piece that [`crate::scan`] finds is replaced.

use crate::directives::{self, Output};
use crate::error::{DirectiveError, Problem};
use crate::ledger::Ledger;
use crate::maths::{self, Typesetter};
use crate::project::Project;
use crate::results::Results;
use crate::scan::{Kind, Piece, pieces, values};

/// What the directives of all chapters share.
pub struct Shop<'a> {
    /// Where things are.
    pub project: &'a Project,
    /// The formulas.
    pub typesetter: &'a Typesetter,
    /// The measured numbers.
    pub results: &'a Results,
}

/// The chapter being worked on.
pub struct Page<'a> {
    /// What all chapters share.
    pub shop: &'a Shop<'a>,
    /// The chapter relative to book/src, with forward slashes.
    pub path: &'a str,
    /// What the book prints, for the counts at the end.
    pub ledger: &'a mut Ledger,
    /// The figures so far on this page.
    pub figures: usize,
    /// The quizzes so far on this page.
    pub quizzes: usize,
    /// The line of the piece being replaced, from 1.
    pub line: usize,
}

impl<'a> Page<'a> {
    /// A page on which nothing stands yet.
    pub fn new(shop: &'a Shop<'a>, path: &'a str, ledger: &'a mut Ledger) -> Self {
        Self {
            shop,
            path,
            ledger,
            figures: 0,
            quizzes: 0,
            line: 0,
        }
    }

    /// `book/src/lesson-1/tape.md`.
    pub fn file(&self) -> String {
        format!("book/src/{}", self.path)
    }

    /// The way from this page to a file of book/src.
    pub fn link(&self, target: &str) -> String {
        "../".repeat(self.path.matches('/').count()) + target
    }

    /// The chapter's Markdown with every piece replaced, or all its mistakes.
    ///
    /// # Errors
    /// The mistakes, each with file and line.
    pub fn weave(&mut self, text: &str) -> Result<String, Vec<Problem>> {
        // Numbers first: they may stand inside formulas and captions.
        let (text, mut problems) = self.replace(text, values(text));
        let (found, unclosed) = pieces(&text);
        let places = unclosed.into_iter();
        problems
            .extend(places.map(|(at, error)| self.problem(line_of(&text, at), &error)));
        let (woven, more) = self.replace(&text, found);
        problems.extend(more);
        problems.sort_by(|a, b| (a.line, &a.message).cmp(&(b.line, &b.message)));
        problems.dedup();
        if problems.is_empty() {
            Ok(woven)
        } else {
            Err(problems)
        }
    }

    fn replace(&mut self, text: &str, found: Vec<Piece>) -> (String, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut woven = String::with_capacity(text.len() * 2);
        let mut from = 0;
        for piece in found {
            self.line = line_of(text, piece.range.start);
            let replaced = self
                .render(&piece.kind)
                .and_then(|output| output.fit(text, &piece.range, &piece.kind));
            match replaced {
                Ok(replacement) => {
                    woven.push_str(&text[from..piece.range.start]);
                    woven.push_str(&replacement);
                    from = piece.range.end;
                }
                Err(error) => {
                    problems.push(self.problem(self.line + error.offset(), &error));
                }
            }
        }
        woven.push_str(&text[from..]);
        (woven, problems)
    }

    fn render(&mut self, kind: &Kind) -> Result<Output, DirectiveError> {
        match kind {
            Kind::Maths { tex, display } => {
                maths::placeholder(tex, *display, self.shop.typesetter)
                    .map(Output::Inline)
            }
            Kind::Quiz(body) => directives::quiz::render(body, self),
            Kind::Directive { name, arguments } => {
                directives::render(name, arguments, self)
            }
        }
    }

    fn problem(&self, line: usize, error: &DirectiveError) -> Problem {
        Problem {
            file: self.file(),
            line,
            message: error.to_string(),
        }
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}
