//! Steps 1 to 3 as mdBook sees them: a preprocessor and a second renderer, in this process or started by mdbook.

use std::cell::RefCell;
use std::fs;
use std::io::{Read, Write};
use std::rc::Rc;

use mdbook_driver::MDBook;
use mdbook_driver::builtin_renderers::MarkdownRenderer;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::Result as MdbookResult;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext, parse_input};
use mdbook_renderer::{RenderContext, Renderer};

use crate::error::{BookError, Problem, Problems};
use crate::fill::fill;
use crate::ledger::Ledger;
use crate::links;
use crate::maths::Typesetter;
use crate::page::{Page, Shop};
use crate::project::{Project, slashes};
use crate::results::Results;
use crate::widgets::{self, Widgets};

/// Our names in book.toml. mdBook runs the renderers in alphabetical order: "typeset" comes after "html".
const PREPROCESSOR: &str = "gradus";
const RENDERER: &str = "typeset";

/// What a build made.
#[derive(Debug)]
pub struct Built {
    /// What the book prints.
    pub ledger: Ledger,
    /// The links that were followed.
    pub links: usize,
    /// Whether pages can come alive.
    pub widgets: Widgets,
}

/// Builds the book into book/html and checks its links.
///
/// # Errors
/// Every mistake in the text with its line, every figure that fails, every broken link.
pub fn build(project: &Project) -> Result<Built, BookError> {
    let shared = Shared::new(project);
    let mut book = load(project)?;
    let (ledger, widgets) = (Rc::clone(&shared.ledger), Rc::clone(&shared.widgets));
    book.with_preprocessor(Weave(shared.clone()))
        .with_renderer(Fill(shared));
    book.build().map_err(BookError::from_mdbook)?;
    drop(book);
    let links = links::check(&project.html())?;
    Ok(Built {
        ledger: ledger.take(),
        links,
        widgets: widgets.take(),
    })
}

/// Reads the chapters, as a build would, but makes no pages.
///
/// # Errors
/// Every mistake in the text with its line.
pub fn read(project: &Project) -> Result<Ledger, BookError> {
    let shared = Shared::new(project);
    let mut book = load(project)?;
    let ledger = Rc::clone(&shared.ledger);
    book.with_preprocessor(Weave(shared));
    book.preprocess_book(&MarkdownRenderer::new())
        .map_err(BookError::from_mdbook)?;
    drop(book);
    Ok(ledger.take())
}

fn load(project: &Project) -> Result<MDBook, BookError> {
    MDBook::load(project.book()).map_err(BookError::from_mdbook)
}

/// Step 1 for the ordinary mdbook: its book on `input`, the woven book on `output`.
///
/// # Errors
/// As [`read`]; [`BookError::Mdbook`] when `input` is not from mdbook.
pub fn preprocess(
    project: &Project,
    input: impl Read,
    output: impl Write,
) -> Result<(), BookError> {
    let (context, book) = parse_input(input).map_err(BookError::from_mdbook)?;
    let woven = Weave(Shared::new(project))
        .run(&context, book)
        .map_err(BookError::from_mdbook)?;
    serde_json::to_writer(output, &woven).map_err(BookError::Input)
}

/// Step 3 for the ordinary mdbook.
///
/// # Errors
/// As [`fill`]; [`BookError::Mdbook`] when `input` is not from mdbook.
pub fn typeset(project: &Project, input: impl Read) -> Result<(), BookError> {
    let context = RenderContext::from_json(input).map_err(BookError::from_mdbook)?;
    let shared = Shared::new(project);
    let done = Fill(shared.clone())
        .render(&context)
        .map_err(BookError::from_mdbook);
    if let Some(remark) = shared.widgets.take().remark() {
        eprintln!("{remark}");
    }
    // mdBook made a folder for this renderer; nothing is in it. Where it cannot be removed (it is this process's
    // current folder), an empty folder stays.
    let _ = fs::remove_dir(&context.destination);
    done
}

/// Whether step 1 is wanted for a renderer: the second renderer needs only the finished pages.
pub fn supports(renderer: &str) -> bool {
    renderer != RENDERER
}

#[derive(Clone)]
struct Shared {
    project: Project,
    typesetter: Rc<Typesetter>,
    ledger: Rc<RefCell<Ledger>>,
    widgets: Rc<RefCell<Widgets>>,
}

impl Shared {
    fn new(project: &Project) -> Self {
        Self {
            project: project.clone(),
            typesetter: Rc::default(),
            ledger: Rc::default(),
            widgets: Rc::default(),
        }
    }
}

/// The preprocessor.
struct Weave(Shared);

impl Preprocessor for Weave {
    fn name(&self) -> &'static str {
        PREPROCESSOR
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> MdbookResult<Book> {
        let results = Results::new(self.0.project.results());
        let shop = Shop {
            project: &self.0.project,
            typesetter: &self.0.typesetter,
            results: &results,
        };
        let mut ledger = Ledger::default();
        let mut problems: Vec<Problem> = Vec::new();
        book.for_each_mut(|item| {
            let BookItem::Chapter(chapter) = item else {
                return;
            };
            let Some(path) = chapter.source_path.as_deref().map(slashes) else {
                return;
            };
            ledger.pages += 1;
            match Page::new(&shop, &path, &mut ledger).weave(&chapter.content) {
                Ok(woven) => chapter.content = woven,
                Err(more) => problems.extend(more),
            }
        });
        self.0.ledger.replace(ledger);
        if problems.is_empty() {
            Ok(book)
        } else {
            Err(BookError::Text(Problems(problems)).into())
        }
    }

    fn supports_renderer(&self, renderer: &str) -> MdbookResult<bool> {
        Ok(supports(renderer))
    }
}

/// The second renderer.
struct Fill(Shared);

impl Renderer for Fill {
    fn name(&self) -> &'static str {
        RENDERER
    }

    fn render(&self, context: &RenderContext) -> MdbookResult<()> {
        let html = context.destination.with_file_name("html");
        fill(&self.0.project, &html, &self.0.typesetter)?;
        let widgets = widgets::write(&self.0.project, &html)?;
        self.0.widgets.replace(widgets);
        Ok(())
    }
}
