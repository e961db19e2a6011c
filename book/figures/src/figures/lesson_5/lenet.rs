//! LeNet: one digit on its way, the training, what it gets wrong.

use std::path::Path;

use crate::FigureError;
use crate::bars::Bars;
use crate::figures::reading::{Reader, band, mistakes};
use crate::images::{Images, frame, largest};
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::{Ink, percent};
use crate::svg::{Drawing, Text};

/// Where an image passes by.
struct Stage {
    /// In `lenet-maps.csv`.
    key: &'static str,
    name: &'static str,
    maps: usize,
    /// How many of them stand side by side.
    across: usize,
    pixel: f64,
    /// From map to map.
    pitch: f64,
    top: f64,
}

const STAGES: [Stage; 5] = [
    Stage {
        key: "pixels",
        name: "the image",
        maps: 1,
        across: 1,
        pixel: 3.0,
        pitch: 100.0,
        top: 30.0,
    },
    Stage {
        key: "map-1",
        name: "first convolution and relu",
        maps: 6,
        across: 6,
        pixel: 3.0,
        pitch: 100.0,
        top: 154.0,
    },
    Stage {
        key: "pooled-1",
        name: "max pool",
        maps: 6,
        across: 6,
        pixel: 6.0,
        pitch: 100.0,
        top: 278.0,
    },
    Stage {
        key: "map-2",
        name: "second convolution and relu",
        maps: 16,
        across: 8,
        pixel: 5.6,
        pitch: 74.0,
        top: 402.0,
    },
    Stage {
        key: "pooled-2",
        name: "max pool",
        maps: 16,
        across: 8,
        pixel: 11.2,
        pitch: 74.0,
        top: 568.0,
    },
];

pub(super) fn maps(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "lenet-maps", "lenet-maps")?;
    let mut drawing = Drawing::new("lenet-maps", 600.0, 848.0);
    for stage in STAGES {
        let numbers = table.list(stage.key, "numbers")?;
        let shape = table.text(stage.key, "shape")?;
        let name = format!("{}, {shape}", stage.name);
        drawing.add(
            Text::new((8.0, stage.top - 9.0), name)
                .size(15.0)
                .ink(Ink::Quiet),
        );
        let most = largest(&numbers);
        let pixels = numbers.len() / stage.maps;
        let side = pixels.isqrt() as f64 * stage.pixel;
        let mut images = Images::new(stage.pixel);
        for (k, map) in numbers.chunks(pixels).enumerate() {
            let at = (
                8.0 + stage.pitch * (k % stage.across) as f64,
                stage.top + (side + 10.0) * (k / stage.across) as f64,
            );
            frame(&mut drawing, at, side);
            // The square root keeps weak answers visible.
            let shown: Vec<f64> = map.iter().map(|x| (x / most).sqrt()).collect();
            images.add(at, &shown);
        }
        let ink = if stage.key == "pixels" {
            Ink::Text
        } else {
            Ink::A
        };
        images.draw(&mut drawing, [ink, ink]);
    }
    let p = table.list("softmax", "numbers")?;
    drawing.add(
        Text::new((8.0, 725.0), "three dense layers and softmax, 10")
            .size(15.0)
            .ink(Ink::Quiet),
    );
    let bars = Bars {
        ground: (8.0, 818.0),
        one: 64.0,
        pitch: 58.0,
        width: 36.0,
    };
    for (digit, &share) in p.iter().enumerate() {
        let place = digit as f64;
        if share >= 0.005 {
            drawing.add(bars.bar(place, share).fill(Ink::A, 0.9));
            let (x, y) = bars.end(place, share);
            let words = percent(share);
            drawing.add(Text::new((x, y - 6.0), words).middle().size(15.0));
        }
        let (x, y) = bars.end(place, 0.0);
        drawing.add(Text::new((x, y + 21.0), digit.to_string()).middle());
    }
    bars.line(&mut drawing, p.len());
    Ok(drawing.finish())
}

pub(super) fn curves(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "lenet-curves", "lenet")?;
    let mut drawing = Drawing::new("lenet-curves", 560.0, 540.0);
    let x = Axis::linear(1.0, 10.0, &[1.0, 2.0, 4.0, 6.0, 8.0, 10.0], 0);
    let y = Axis::decades(5e-3, 1.0, 1).named("mean loss");
    let mut loss = Plot::new((60.0, 34.0), (480.0, 190.0), x.clone(), y);
    let y = Axis::linear(80.0, 100.4, &[80.0, 90.0, 100.0], 0).named("% right");
    let x = x.named("passes over 5,000 images");
    let mut accuracy = Plot::new((60.0, 284.0), (480.0, 190.0), x, y);
    for (set, words, ink) in [("train", "training", Ink::A), ("test", "test", Ink::B)] {
        let (column, share) = (format!("{set}_loss"), format!("{set}_accuracy"));
        band(&mut loss, &table, &column, 1.0, 5e-3, ink)?;
        band(&mut accuracy, &table, &share, 100.0, 80.0, ink)?;
        let at = |column: &str, factor: f64| -> Result<(f64, f64), FigureError> {
            Ok((6.0, factor * table.number("6", column)?))
        };
        // Test loss lies above, test accuracy below.
        let [above, below] = if set == "test" {
            [-16.0, 34.0]
        } else {
            [34.0, -12.0]
        };
        for (plot, at, by) in [
            (&mut loss, at(&column, 1.0)?, above),
            (&mut accuracy, at(&share, 100.0)?, below),
        ] {
            plot.push_text(at, (0.0, by), words, |text| text.ink(ink).middle());
        }
    }
    loss.draw(&mut drawing)?;
    accuracy.draw(&mut drawing)?;
    drawing.add(
        Text::new((540.0, 20.0), "mean of 5 starts; bands: least to largest")
            .end()
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

pub(super) fn wrong(results: &Path) -> Result<String, FigureError> {
    const LENET: Reader = Reader {
        whose: "LeNet's",
        experiment: "lenet",
        data: || Ok(datasets::mnist()?.test),
        shown: 12,
    };
    mistakes("lenet-mistakes", LENET, results)
}
