//! How much each layer of LeNet changes when the image moves by a pixel.

use std::path::Path;

use datasets::{Dataset, Mnist};

use super::networks::{DIRECTIONS, Kind, PASSES, data, moved, note};
use super::watched::{PLACES, Watched, trained};
use crate::FigureError;
use crate::experiments::{bar, mean_and_deviation};
use crate::results::Table;

/// How long, how many networks and how many images.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … of networks of each kind.
    pub seeds: u64,
    /// Passes of training.
    pub passes: usize,
    /// Test images that are moved, in four directions each.
    pub images: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    seeds: 3,
    passes: PASSES,
    images: 250,
};

/// √(Σ(b − a)²/Σa²).
fn change(a: &[f64], b: &[f64]) -> f64 {
    let squares: f64 = a.iter().map(|x| x * x).sum();
    let differences: f64 = a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum();
    (differences / squares).sqrt()
}

/// What is compared with what the network sees of an image.
#[derive(Clone, Copy)]
enum Other {
    /// The same image, one pixel further.
    Moved,
    /// The next image of another digit.
    Another,
}

/// The mean change at each place. For the first map, the change against the map moved along.
fn changes(
    network: &mut Watched,
    images: &Dataset,
    count: usize,
    other: Other,
) -> ([f64; 6], f64) {
    let mut all: [Vec<f64>; 6] = Default::default();
    let mut along = Vec::new();
    for i in 0..count.min(images.len()) {
        let image = images.sample(i);
        let seen = network.look(image);
        let others: Vec<Vec<f64>> = match other {
            Other::Moved => DIRECTIONS.map(|by| moved(image, by)).to_vec(),
            Other::Another => (1..images.len())
                .map(|k| (i + k) % images.len())
                .find(|&k| images.label(k) != images.label(i))
                .map(|k| images.sample(k).to_vec())
                .into_iter()
                .collect(),
        };
        for (image, by) in others.iter().zip(DIRECTIONS) {
            let now = network.look(image);
            for ((all, a), b) in all.iter_mut().zip(&seen).zip(&now) {
                all.push(change(a, b));
            }
            let maps = seen[1].chunks(image.len());
            let followed: Vec<f64> = maps.flat_map(|map| moved(map, by)).collect();
            along.push(change(&followed, &now[1]));
        }
    }
    (
        all.map(|changes| mean_and_deviation(&changes).0),
        mean_and_deviation(&along).0,
    )
}

/// Writes `shift.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(SETTINGS, &data()?).write(folder, "shift")
}

/// The table.
///
/// # Panics
///
/// If there are no seeds or no images.
pub fn table(settings: Settings, mnist: &Mnist) -> Table {
    let Settings {
        seeds,
        passes,
        images,
    } = settings;
    let columns = ["place", "max_pool", "average_pool", "another_digit"];
    let mut table = Table::new("shift", &columns);
    table.note(format!(
        "seeds: 0 to {}, a network of each kind for each; mean over these, {images} test images and four directions",
        seeds - 1
    ));
    table.note(note(passes));
    table.note("how: √(Σ(b − a)²/Σa²) over the numbers of a layer, a for the image, b for the image moved by one pixel; a map is what relu leaves of a convolution");
    table.note("map-1-along: b beside a moved by the same pixel; another_digit: b for another image that shows another digit, max pool");
    let bar = bar(2 * seeds as usize, "shift");
    // Three columns, six places and the map moved along.
    let mut means = [[0.0; 7]; 3];
    let mut add = |column: usize, (changes, along): ([f64; 6], f64)| {
        let numbers = changes.into_iter().chain([along]);
        for (mean, change) in means[column].iter_mut().zip(numbers) {
            *mean += change / seeds as f64;
        }
    };
    for seed in 0..seeds {
        for (column, kind) in [Kind::Modern, Kind::Means].into_iter().enumerate() {
            let mut network = trained(kind, &mnist.train, seed, passes);
            let mut measure = |other| changes(&mut network, &mnist.test, images, other);
            add(column, measure(Other::Moved));
            if kind == Kind::Modern {
                add(2, measure(Other::Another));
            }
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    let say = |x: f64| format!("{x:.3}");
    for (place, name) in PLACES.into_iter().enumerate() {
        let entries = means.map(|column| say(column[place]));
        table.push([name.to_owned()].into_iter().chain(entries));
        if name == "map-1" {
            let [largest, mean, _] = means.map(|column| say(column[6]));
            table.push(["map-1-along".to_owned(), largest, mean, String::new()]);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::lesson_5::networks::first;

    #[test]
    fn changes_are_relative() {
        assert_eq!(change(&[3.0, 4.0], &[3.0, 4.0]), 0.0);
        assert_eq!(change(&[3.0, 4.0], &[0.0, 0.0]), 1.0);
        assert_eq!(change(&[3.0, 4.0], &[3.0, 9.0]), 1.0);
    }

    #[test]
    fn the_first_map_moves_along() {
        let mnist = data().expect("the images are part of the program");
        let few = Mnist {
            train: first(&mnist.train, 128),
            test: first(&mnist.test, 20),
        };
        let settings = Settings {
            seeds: 1,
            passes: 1,
            images: 5,
        };
        let table = table(settings, &few);
        let number = |key| table.number(key, "max_pool").expect("a number");
        assert!(
            number("pixels") > 0.2 && number("map-1") > 0.05,
            "{table:?}"
        );
        // Ink near a border is rare: nothing else keeps the map from moving along.
        assert!(number("map-1-along") < 0.1 * number("map-1"), "{table:?}");
    }
}
