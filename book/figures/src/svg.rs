//! A drawing under way: shapes and words, and the frame around them.

use std::fmt::{self, Write};

use crate::style::Ink;

/// One figure while it is drawn. The unit is about a pixel of a page; it is scaled to fit.
pub(crate) struct Drawing {
    name: &'static str,
    width: f64,
    height: f64,
    body: String,
}

impl Drawing {
    /// An empty drawing for the figure `name`.
    pub(crate) fn new(name: &'static str, width: f64, height: f64) -> Self {
        Self {
            name,
            width,
            height,
            body: String::new(),
        }
    }

    /// Adds a shape, words, or a piece of SVG.
    pub(crate) fn add(&mut self, piece: impl fmt::Display) {
        write!(self.body, "{piece}")
            .expect("a string takes everything that is written to it");
    }

    /// The whole `<svg>`, with the figure's title and description in it.
    pub(crate) fn finish(self) -> String {
        let Self {
            name,
            width,
            height,
            body,
        } = self;
        let (title, description) = crate::find(name)
            .map_or((name, ""), |figure| (figure.title, figure.description));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{name}-title {name}-desc\" font-size=\"16\" fill=\"{ink}\" \
             style=\"display:block;width:100%;max-width:{width}px;height:auto;margin:0 auto\">\
             <title id=\"{name}-title\">{title}</title><desc id=\"{name}-desc\">{description}</desc>{body}</svg>",
            ink = Ink::Text.css(),
            title = escape(title),
            description = escape(description),
        )
    }
}

/// Plain words in XML.
pub(crate) fn escape(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A coordinate: a tenth of a unit is finer than a screen.
pub(crate) fn short(x: f64) -> String {
    let text = format!("{x:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// Words at a place.
#[derive(Clone)]
pub(crate) struct Text {
    x: f64,
    y: f64,
    words: String,
    ink: Ink,
    size: f64,
    anchor: &'static str,
    bold: bool,
    halo: bool,
}

impl Text {
    /// Words that begin at x and stand on the line y.
    pub(crate) fn new((x, y): (f64, f64), words: impl Into<String>) -> Self {
        Self {
            x,
            y,
            words: words.into(),
            ink: Ink::Text,
            size: 16.0,
            anchor: "start",
            bold: false,
            halo: false,
        }
    }

    pub(crate) fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    pub(crate) fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }

    /// Centred at x.
    pub(crate) fn middle(self) -> Self {
        Self {
            anchor: "middle",
            ..self
        }
    }

    /// Ending at x.
    pub(crate) fn end(self) -> Self {
        Self {
            anchor: "end",
            ..self
        }
    }

    /// Higher by so many units.
    pub(crate) fn up(self, by: f64) -> Self {
        Self {
            y: self.y - by,
            ..self
        }
    }

    pub(crate) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// A rim of paper, so that words on a line stay readable.
    pub(crate) fn halo(self) -> Self {
        Self { halo: true, ..self }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<text x=\"{}\" y=\"{}\"", short(self.x), short(self.y))?;
        if self.anchor != "start" {
            write!(f, " text-anchor=\"{}\"", self.anchor)?;
        }
        if self.size != 16.0 {
            write!(f, " font-size=\"{}\"", short(self.size))?;
        }
        if self.bold {
            f.write_str(" font-weight=\"600\"")?;
        }
        if self.ink != Ink::Text {
            write!(f, " fill=\"{}\"", self.ink.css())?;
        }
        if self.halo {
            let paper = Ink::Paper.css();
            write!(
                f,
                " stroke=\"{paper}\" stroke-width=\"5\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            )?;
        }
        write!(f, ">{}</text>", escape(&self.words))
    }
}

/// A line, curve or outline, given as the data of an SVG path.
#[derive(Clone)]
pub(crate) struct Path {
    data: String,
    fill: Option<(Ink, f64)>,
    stroke: Option<(Ink, f64)>,
    dash: &'static str,
}

impl Path {
    pub(crate) fn new(data: impl Into<String>) -> Self {
        Self {
            data: data.into(),
            fill: None,
            stroke: None,
            dash: "",
        }
    }

    /// A straight line.
    pub(crate) fn line(from: (f64, f64), to: (f64, f64)) -> Self {
        Self::through(&[from, to])
    }

    /// Straight pieces through the points.
    pub(crate) fn through(points: &[(f64, f64)]) -> Self {
        let mut data = String::new();
        for (i, &(x, y)) in points.iter().enumerate() {
            let pen = if i == 0 { "M" } else { "L" };
            write!(data, "{pen}{} {}", short(x), short(y))
                .expect("a string takes everything");
        }
        Self::new(data)
    }

    /// A rectangle with rounded corners.
    pub(crate) fn rounded((x, y): (f64, f64), (w, h): (f64, f64), r: f64) -> Self {
        let [x, y, w, h, rr] = [x + r, y, w - 2.0 * r, h - 2.0 * r, r].map(short);
        Self::new(format!(
            "M{x} {y}h{w}a{rr} {rr} 0 0 1 {rr} {rr}v{h}a{rr} {rr} 0 0 1 -{rr} {rr}h-{w}\
             a{rr} {rr} 0 0 1 -{rr} -{rr}v-{h}a{rr} {rr} 0 0 1 {rr} -{rr}z"
        ))
    }

    /// An arrow: a straight line with a small head.
    pub(crate) fn arrow(
        from: (f64, f64),
        to: (f64, f64),
        ink: Ink,
        width: f64,
    ) -> String {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(1e-9);
        let (ux, uy) = (dx / length, dy / length);
        let head = 5.0 + 2.0 * width;
        let base = (to.0 - head * ux, to.1 - head * uy);
        let side = 0.42 * head;
        let wing = |s: f64| (base.0 - s * side * uy, base.1 + s * side * ux);
        let mut tip = Self::through(&[wing(1.0), to, wing(-1.0)]);
        tip.data.push('z');
        format!(
            "{}{}",
            Self::line(from, base).stroke(ink, width),
            tip.fill(ink, 1.0)
        )
    }

    /// Its data, to be joined with others'.
    pub(crate) fn data(&self) -> &str {
        &self.data
    }

    pub(crate) fn fill(self, ink: Ink, opacity: f64) -> Self {
        Self {
            fill: Some((ink, opacity)),
            ..self
        }
    }

    pub(crate) fn stroke(self, ink: Ink, width: f64) -> Self {
        Self {
            stroke: Some((ink, width)),
            ..self
        }
    }

    /// Dashes and gaps in units, "6 5".
    pub(crate) fn dash(self, dash: &'static str) -> Self {
        Self { dash, ..self }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<path d=\"{}\"", self.data)?;
        match self.fill {
            None => f.write_str(" fill=\"none\"")?,
            Some((ink, opacity)) => {
                write!(f, " fill=\"{}\" fill-rule=\"evenodd\"", ink.css())?;
                if opacity < 1.0 {
                    write!(f, " fill-opacity=\"{opacity}\"")?;
                }
            }
        }
        if let Some((ink, width)) = self.stroke {
            write!(
                f,
                " stroke=\"{}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
                ink.css()
            )?;
        }
        if !self.dash.is_empty() {
            write!(f, " stroke-dasharray=\"{}\"", self.dash)?;
        }
        f.write_str("/>")
    }
}

/// A rectangle as a piece of the data of a path that is stroked as wide as it is high: many of one
/// colour take little text. A short thick line is a rectangle.
pub(crate) fn brick((x, y): (f64, f64), (width, height): (f64, f64)) -> String {
    format!("M{} {}h{}", short(x), short(y + height / 2.0), short(width))
}

/// Filled rectangles of one size and colour, at these corners.
pub(crate) fn bricks(
    corners: impl IntoIterator<Item = (f64, f64)>,
    size: (f64, f64),
    ink: Ink,
) -> String {
    let data: String = corners.into_iter().map(|at| brick(at, size)).collect();
    let (ink, height) = (ink.css(), short(size.1));
    format!("<path d=\"{data}\" stroke=\"{ink}\" stroke-width=\"{height}\"/>")
}

/// A dot: filled, with a rim of paper that keeps neighbours apart.
pub(crate) fn dot((x, y): (f64, f64), radius: f64, ink: Ink) -> String {
    format!(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\"/>",
        short(x),
        short(y),
        short(radius),
        ink.css(),
        Ink::Paper.css()
    )
}

/// A ring, its inside the page's colour.
pub(crate) fn ring((x, y): (f64, f64), radius: f64, ink: Ink, width: f64) -> String {
    format!(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{width}\"/>",
        short(x),
        short(y),
        short(radius),
        Ink::Paper.css(),
        ink.css()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_and_coordinates_short() {
        let text = Text::new((1.04, 2.0), "a < b & c").middle().to_string();
        assert_eq!(
            text,
            "<text x=\"1\" y=\"2\" text-anchor=\"middle\">a &lt; b &amp; c</text>"
        );
        assert_eq!(short(-0.04), "0");
        assert_eq!(short(12.345), "12.3");
    }
}
