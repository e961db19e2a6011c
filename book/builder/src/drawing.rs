//! A figure as the builder sees it: a name, words, and a function that draws.

use std::fmt;
use std::path::Path;

type Draw = Box<dyn Fn(&Path) -> Result<String, String> + Send + Sync>;

/// One figure that the book may show.
pub struct Drawing {
    /// The name in `{{#figure name}}`.
    pub name: &'static str,
    /// A short title: the caption where a chapter gives none.
    pub title: &'static str,
    /// What it shows, for readers who cannot see it.
    pub description: &'static str,
    draw: Draw,
}

impl Drawing {
    /// A figure drawn by `draw`, which is given the folder of results and answers with a complete `<svg>`.
    pub fn new(
        name: &'static str,
        title: &'static str,
        description: &'static str,
        draw: impl Fn(&Path) -> Result<String, String> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name,
            title,
            description,
            draw: Box::new(draw),
        }
    }

    /// All figures of package `figures`.
    pub fn all() -> Vec<Self> {
        let drawing = |figure: &'static figures::Figure| {
            let draw = |results: &Path| {
                (figure.draw)(results).map_err(|error| error.to_string())
            };
            Self::new(figure.name, figure.title, figure.description, draw)
        };
        figures::all().iter().map(drawing).collect()
    }

    /// Draws it.
    ///
    /// # Errors
    /// The drawing function's own words, for instance when a file of results is missing.
    pub fn draw(&self, results: &Path) -> Result<String, String> {
        (self.draw)(results)
    }
}

impl fmt::Debug for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drawing")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
