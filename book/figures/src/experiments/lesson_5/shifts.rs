//! Accuracy on test images that are shifted: LeNet and a dense network.

use std::path::Path;

use backprop::training::evaluate;
use datasets::{Dataset, Mnist};

use super::networks::{DIRECTIONS, Kind, PASSES, data, moved, note};
use crate::FigureError;
use crate::experiments::{bar, mean_and_deviation};
use crate::results::Table;

/// The names of the columns, and what reads.
pub(crate) const READERS: [(&str, Kind); 3] = [
    ("lenet", Kind::Modern),
    ("means", Kind::Means),
    ("mlp", Kind::Dense),
];

/// How long, how many networks and how far.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, …
    pub seeds: u64,
    /// Passes of training.
    pub passes: usize,
    /// The largest shift, in pixels.
    pub furthest: isize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    seeds: 3,
    passes: PASSES,
    furthest: 4,
};

fn shifted(data: &Dataset, by: [isize; 2]) -> Dataset {
    let values = data.iter().flat_map(|(image, _)| moved(image, by));
    Dataset::new(
        data.dimension(),
        data.classes(),
        values.collect(),
        data.labels().to_vec(),
    )
    .expect("as many numbers as before")
}

/// Writes `shifts.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(SETTINGS, &data()?).write(folder, "shifts")
}

/// The table.
///
/// # Panics
///
/// If there are no seeds.
pub fn table(settings: Settings, mnist: &Mnist) -> Table {
    let Settings {
        seeds,
        passes,
        furthest,
    } = settings;
    let mut columns = vec!["pixels".to_owned()];
    for (name, _) in READERS {
        columns.extend([name, &format!("{name}_sd")].map(ToOwned::to_owned));
    }
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut table = Table::new("shifts", &columns);
    table.note(format!(
        "seeds: 0 to {}; accuracy on all test images, each shifted by so many pixels down, up, right and left: mean over the four directions; mean over the seeds, and its sd",
        seeds - 1
    ));
    table.note(note(passes));
    table.note("lenet: in today's form; means: the same with average pooling; mlp: 784-78-10, relu, with as many parameters; none has seen shifted images");
    // Each shift with the images that are shifted so.
    let shifts: Vec<Vec<Dataset>> = (0..=furthest)
        .map(|far| {
            let by = |[down, across]: [isize; 2]| [far * down, far * across];
            let directions = &DIRECTIONS[..if far == 0 { 1 } else { 4 }];
            directions
                .iter()
                .map(|&direction| shifted(&mnist.test, by(direction)))
                .collect()
        })
        .collect();
    let bar = bar(READERS.len() * seeds as usize, "shifts");
    // By reader and shift, one for each seed.
    let mut found = vec![vec![Vec::new(); shifts.len()]; READERS.len()];
    for seed in 0..seeds {
        for ((_, kind), found) in READERS.into_iter().zip(&mut found) {
            let mut network = kind.trained(&mnist.train, seed, passes);
            for (images, found) in shifts.iter().zip(found) {
                let accuracies: Vec<f64> = images
                    .iter()
                    .map(|data| evaluate(&mut network, data).accuracy)
                    .collect();
                found.push(mean_and_deviation(&accuracies).0);
            }
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    for far in 0..shifts.len() {
        let mut row = vec![far.to_string()];
        for found in &found {
            let (mean, sd) = mean_and_deviation(&found[far]);
            row.extend([mean, sd].map(|x| format!("{x:.4}")));
        }
        table.push(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::lesson_5::networks::first;

    #[test]
    fn far_shifts_are_harder() {
        let mnist = data().expect("the images are part of the program");
        let few = Mnist {
            train: first(&mnist.train, 500),
            test: first(&mnist.test, 100),
        };
        let settings = Settings {
            seeds: 1,
            passes: 4,
            furthest: 6,
        };
        let table = table(settings, &few);
        assert_eq!(table.rows.len(), 7);
        for (name, _) in READERS {
            let at = |pixels| table.number(pixels, name).expect("a share");
            assert!(at("0") > at("6") + 0.1, "{table:?}");
        }
    }
}
