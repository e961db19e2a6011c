//! Where LeNet's parameters are, and where its work is.

use std::path::Path;

use convolution::lenet::shapes;
use convolution::table::Row;
use convolution::{Geometry, ImageShape, Window, Window2d};

use super::networks::{TWO, WINDOWS};
use crate::FigureError;
use crate::results::Table;

/// The layers with their costs.
pub fn rows() -> Vec<Row> {
    let [image, edges, fewer_edges, parts, fewer_parts] = shapes();
    let conv = |name, from, to: ImageShape, window: Window| {
        Row::weighted(name, &Geometry::new(from, to.channels, window))
    };
    let pool = |name, from| Row::pool(name, &Geometry::per_channel(from, TWO));
    // A dense layer is a convolution that has room for one place only.
    let dense = |name, from: ImageShape, to| {
        let whole = Window2d {
            down: Window::new(from.height),
            across: Window::new(from.width),
        };
        Row::weighted(name, &Geometry::new(from, to, whole))
    };
    let first = dense("dense-1", fewer_parts, 120);
    let second = dense("dense-2", first.output, 84);
    vec![
        conv("conv-1", image, edges, WINDOWS[0]),
        pool("pool-1", edges),
        conv("conv-2", fewer_edges, parts, WINDOWS[1]),
        pool("pool-2", parts),
        first,
        second,
        dense("dense-3", second.output, 10),
    ]
}

/// The rows as a table, with shares of the whole and the sum.
pub(crate) fn table(name: &str, rows: &[Row]) -> Table {
    let columns = [
        "layer",
        "output",
        "parameters",
        "multiply_adds",
        "share_of_parameters",
        "share_of_work",
    ];
    let mut table = Table::new(name, &columns);
    table.note("seeds: none, nothing is random; computed from the shapes");
    table.note("multiply_adds: forward, for one image; shares in percent");
    let total = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let (parameters, work) =
        (total(|row| row.parameters), total(|row| row.multiply_adds));
    let share = |part: usize, whole: usize| match part {
        0 => "0".to_owned(),
        _ => format!("{:.1}", 100.0 * part as f64 / whole as f64),
    };
    for row in rows {
        table.push([
            row.name.to_owned(),
            row.output.to_string(),
            row.parameters.to_string(),
            row.multiply_adds.to_string(),
            share(row.parameters, parameters),
            share(row.multiply_adds, work),
        ]);
    }
    table.push([
        "all".to_owned(),
        String::new(),
        parameters.to_string(),
        work.to_string(),
        share(parameters, parameters),
        share(work, work),
    ]);
    table
}

/// Writes `lenet-layers.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table("lenet-layers", &rows()).write(folder, "lenet-layers")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::lesson_5::networks::Kind;
    use backprop::Layer;

    #[test]
    fn the_counts_are_those_of_the_network_and_of_the_arithmetic() {
        let table = table("lenet-layers", &rows());
        let number = |key, column| table.number(key, column).expect("a number");
        let counted = Kind::Modern.network(0).count_parameters();
        assert_eq!(number("all", "parameters"), counted as f64);
        // 28·28·6 outputs of 25 taps, 10·10·16 of 150.
        assert_eq!(number("conv-1", "multiply_adds"), 117_600.0);
        assert_eq!(number("conv-2", "multiply_adds"), 240_000.0);
        assert_eq!(number("dense-1", "multiply_adds"), 48_000.0);
        assert_eq!(table.text("pool-2", "output").expect("a shape"), "16×5×5");
    }
}
