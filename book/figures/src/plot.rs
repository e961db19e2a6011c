//! A plot on axes: curves and points through plotters, words beside them by hand.
//!
//! plotters rounds to whole pixels, so it draws on a canvas four times as large, in stand-in
//! colours; the result is scaled down and the stand-ins become the theme's variables.

use std::ops::Range;

use plotters::coord::ranged1d::{
    KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter,
};
use plotters::prelude::*;

use crate::FigureError;
use crate::style::{Ink, number, power_of_ten};
use crate::svg::{Drawing, Text};

const ZOOM: f64 = 4.0;
/// plotters' SVG writes a font's size divided by this.
const FONT: f64 = 1.24;

/// The range of an axis and where it is labelled.
#[derive(Clone)]
pub(crate) struct Axis {
    pub(crate) from: f64,
    pub(crate) to: f64,
    ticks: Vec<(f64, String)>,
    logarithmic: bool,
    name: String,
}

impl Axis {
    /// An axis from one number to another, labelled at `ticks` with `digits` digits.
    pub(crate) fn linear(from: f64, to: f64, ticks: &[f64], digits: usize) -> Self {
        let ticks = ticks
            .iter()
            .map(|&tick| (tick, number(tick, digits)))
            .collect();
        Self {
            from,
            to,
            ticks,
            logarithmic: false,
            name: String::new(),
        }
    }

    /// A logarithmic axis, labelled at every `every`-th power of ten that it holds.
    pub(crate) fn decades(from: f64, to: f64, every: i32) -> Self {
        let (low, high) = (from.log10(), to.log10());
        let ticks = ((low - 1e-9).ceil() as i32..=(high + 1e-9).floor() as i32)
            .filter(|power| power % every == 0)
            .map(|power| (f64::from(power), power_of_ten(power)))
            .collect();
        Self {
            from: low,
            to: high,
            ticks,
            logarithmic: true,
            name: String::new(),
        }
    }

    /// What the axis measures.
    pub(crate) fn named(self, name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..self
        }
    }

    fn position(&self, value: f64) -> f64 {
        if self.logarithmic {
            value.max(1e-300).log10()
        } else {
            value
        }
    }
}

/// plotters' view of an axis: it marks our ticks instead of choosing its own.
impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, position: &f64, (low, high): (i32, i32)) -> i32 {
        let share = (position - self.from) / (self.to - self.from);
        low + (f64::from(high - low) * share).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _hint: Hint) -> Vec<f64> {
        self.ticks.iter().map(|tick| tick.0).collect()
    }

    fn range(&self) -> Range<f64> {
        self.from..self.to
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, position: &f64) -> String {
        let near = |tick: &&(f64, String)| (tick.0 - position).abs() < 1e-9;
        self.ticks
            .iter()
            .find(near)
            .map(|tick| tick.1.clone())
            .unwrap_or_default()
    }
}

enum Item {
    Curve {
        points: Vec<(f64, f64)>,
        ink: Ink,
        width: f64,
        dashed: bool,
    },
    Dots {
        points: Vec<(f64, f64)>,
        ink: Ink,
        radius: f64,
    },
}

/// A plot while it is put together.
pub(crate) struct Plot {
    /// Left, top, width and height of the area inside the axes.
    area: (f64, f64, f64, f64),
    x: Axis,
    y: Axis,
    items: Vec<Item>,
    labels: Vec<Text>,
    below: String,
}

/// Room to the left of and below the axes, for ticks.
const LEFT: f64 = 66.0;
const BELOW: f64 = 30.0;

impl Plot {
    /// A plot whose area inside the axes begins at `corner` and has size `size`.
    pub(crate) fn new(corner: (f64, f64), size: (f64, f64), x: Axis, y: Axis) -> Self {
        Self {
            area: (corner.0, corner.1, size.0, size.1),
            x,
            y,
            items: Vec::new(),
            labels: Vec::new(),
            below: String::new(),
        }
    }

    /// Where a point of the plot stands in the drawing.
    pub(crate) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (left, top, width, height) = self.area;
        let u = (self.x.position(x) - self.x.from) / (self.x.to - self.x.from);
        let v = (self.y.position(y) - self.y.from) / (self.y.to - self.y.from);
        (left + u * width, top + (1.0 - v) * height)
    }

    /// A curve through the points.
    pub(crate) fn curve(
        &mut self,
        points: impl IntoIterator<Item = (f64, f64)>,
        ink: Ink,
        width: f64,
    ) {
        self.push_curve(points.into_iter().collect(), ink, width, false);
    }

    /// The same with dashes: predictions, slopes, helpers.
    pub(crate) fn dashed(
        &mut self,
        points: impl IntoIterator<Item = (f64, f64)>,
        ink: Ink,
        width: f64,
    ) {
        self.push_curve(points.into_iter().collect(), ink, width, true);
    }

    /// y = f(x), as far as the plot reaches.
    pub(crate) fn function(&mut self, f: impl Fn(f64) -> f64, ink: Ink, width: f64) {
        const STEPS: usize = 160;
        let x = |i: usize| {
            self.x.from + (self.x.to - self.x.from) * i as f64 / STEPS as f64
        };
        let inside = |point: &(f64, f64)| (self.y.from..=self.y.to).contains(&point.1);
        let points = (0..=STEPS)
            .map(|i| (x(i), f(x(i))))
            .filter(inside)
            .collect();
        self.push_curve(points, ink, width, false);
    }

    fn push_curve(
        &mut self,
        points: Vec<(f64, f64)>,
        ink: Ink,
        width: f64,
        dashed: bool,
    ) {
        self.items.push(Item::Curve {
            points,
            ink,
            width,
            dashed,
        });
    }

    /// Dots at the points.
    pub(crate) fn dots(
        &mut self,
        points: impl IntoIterator<Item = (f64, f64)>,
        ink: Ink,
        radius: f64,
    ) {
        self.items.push(Item::Dots {
            points: points.into_iter().collect(),
            ink,
            radius,
        });
    }

    /// Words at a point of the plot, moved by `by` units of the drawing, with a rim of paper.
    pub(crate) fn label(
        &mut self,
        at: (f64, f64),
        by: (f64, f64),
        words: &str,
        ink: Ink,
    ) {
        self.push_text(at, by, words, |text| text.ink(ink));
    }

    /// The same, dressed by `dress`.
    pub(crate) fn push_text(
        &mut self,
        at: (f64, f64),
        by: (f64, f64),
        words: &str,
        dress: impl FnOnce(Text) -> Text,
    ) {
        let place = self.at(at.0, at.1);
        self.labels.push(dress(
            Text::new((place.0 + by.0, place.1 + by.1), words).halo(),
        ));
    }

    /// SVG that lies under the curves.
    pub(crate) fn beneath(&mut self, svg: impl std::fmt::Display) {
        self.below += &svg.to_string();
    }

    /// Puts the plot into the drawing.
    pub(crate) fn draw(self, drawing: &mut Drawing) -> Result<(), FigureError> {
        let (left, top, width, height) = self.area;
        drawing.add(&self.below);
        let inner = self
            .paint()
            .map_err(|error| FigureError::Plot(error.to_string()))?;
        let inner = tidy(&inner);
        drawing.add(format!(
            "<g transform=\"translate({} {}) scale({})\">{inner}</g>",
            left - LEFT,
            top - 4.0,
            1.0 / ZOOM
        ));
        if !self.y.name.is_empty() {
            drawing.add(
                Text::new((left - 10.0, top - 14.0), &self.y.name)
                    .size(15.0)
                    .ink(Ink::Quiet),
            );
        }
        if !self.x.name.is_empty() {
            let below = if self.x.ticks.is_empty() { 22.0 } else { 46.0 };
            drawing.add(
                Text::new((left + width, top + height + below), &self.x.name)
                    .size(15.0)
                    .ink(Ink::Quiet)
                    .end(),
            );
        }
        for label in self.labels {
            drawing.add(label);
        }
        Ok(())
    }

    /// plotters' part: axes, ticks, curves, dots.
    fn paint(&self) -> Result<String, Box<dyn std::error::Error + '_>> {
        let (_, _, width, height) = self.area;
        #[allow(clippy::cast_sign_loss)] // cut off at 0
        let big = |length: f64| (ZOOM * length).round().max(0.0) as u32;
        let mut out = String::new();
        {
            let size = (big(width + LEFT + 4.0), big(height + BELOW + 4.0));
            let root = SVGBackend::with_string(&mut out, size).into_drawing_area();
            let mut chart = ChartBuilder::on(&root)
                .margin_top(big(4.0))
                .margin_right(big(4.0))
                .x_label_area_size(big(BELOW))
                .y_label_area_size(big(LEFT))
                .build_cartesian_2d(self.x.clone(), self.y.clone())?;
            let words = ("sans-serif", ZOOM * 15.0 * FONT)
                .into_font()
                .color(&Ink::Quiet.sentinel());
            chart
                .configure_mesh()
                .bold_line_style(Ink::Grid.sentinel().stroke_width(big(1.0)))
                .light_line_style(TRANSPARENT)
                .axis_style(Ink::Quiet.sentinel().stroke_width(big(0.75)))
                .label_style(words)
                .x_labels(self.x.ticks.len().max(1))
                .y_labels(self.y.ticks.len().max(1))
                .set_all_tick_mark_size(big(5.0))
                .draw()?;
            for item in &self.items {
                match item {
                    Item::Curve {
                        points,
                        ink,
                        width,
                        dashed,
                    } => {
                        let points = points
                            .iter()
                            .map(|p| (self.x.position(p.0), self.y.position(p.1)));
                        let colour = if *dashed {
                            ink.dashed_sentinel()
                        } else {
                            ink.sentinel()
                        };
                        chart.draw_series(LineSeries::new(
                            points,
                            colour.stroke_width(big(*width)),
                        ))?;
                    }
                    Item::Dots {
                        points,
                        ink,
                        radius,
                    } => {
                        let places = points
                            .iter()
                            .map(|p| (self.x.position(p.0), self.y.position(p.1)));
                        chart.draw_series(places.map(|place| {
                            EmptyElement::at(place)
                                + Circle::new(
                                    (0, 0),
                                    big(radius + 1.5),
                                    Ink::Paper.sentinel().filled(),
                                )
                                + Circle::new(
                                    (0, 0),
                                    big(*radius),
                                    ink.sentinel().filled(),
                                )
                        }))?;
                    }
                }
            }
            root.present()?;
        }
        Ok(out)
    }
}

/// What plotters drew, without its frame and without what says nothing, in the theme's colours.
fn tidy(svg: &str) -> String {
    let start = svg.find('>').map_or(0, |at| at + 1);
    let end = svg.rfind("</svg>").unwrap_or(svg.len());
    let mut body = Ink::replace_sentinels(&svg[start..end]);
    for (from, to) in [
        (" opacity=\"1\"", ""),
        (" font-family=\"sans-serif\"", ""),
        (" stroke=\"none\" stroke-width=\"1\"", ""),
        (" \"/>", "\"/>"),
        ("\n", ""),
        (
            "<polyline",
            "<polyline stroke-linejoin=\"round\" stroke-linecap=\"round\"",
        ),
    ] {
        body = body.replace(from, to);
    }
    body
}
