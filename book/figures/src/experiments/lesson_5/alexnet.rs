//! Where AlexNet's parameters are, and where its work is.

use std::path::Path;

use convolution::alexnet::layers;

use super::lenet_layers::table;
use crate::FigureError;

/// Writes `alexnet.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table("alexnet", &layers()).write(folder, "alexnet")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_that_of_the_paper_s_network() {
        let table = table("alexnet", &layers());
        let parameters = table.number("all", "parameters");
        assert_eq!(parameters.expect("a number"), 60_965_224.0);
    }
}
