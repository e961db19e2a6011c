//! The figures of lesson 2.

use std::path::Path;

use super::reading::{Reader, confusion, mistakes};
use crate::{Figure, FigureError};

mod batch;
mod cost;
mod digits;
mod jacobians;
mod layer;
mod maps;
mod order;
mod paths;
mod softmax;
mod starts;

/// In the order of the book.
pub(super) const FIGURES: &[Figure] = &[
    Figure {
        name: "jacobian-table",
        title: "Six slopes, six places in a table",
        description: "Three inputs x1, x2, x3 and two outputs y1, y2 with an arrow from each input to each output, and the slope on it. Beside them a table with a row for each output and a column for each input. The arrow from x2 to y1, slope 2, and its entry in row y1, column x2 are marked. The row holds all slopes of y1, the column what x2 does to all outputs.",
        draw: jacobians::table,
    },
    Figure {
        name: "jacobian-heat",
        title: "Four Jacobians",
        description: "Four matrices as coloured tables with their numbers. Identity: ones on the diagonal, zeros elsewhere. Affine: the weights, 3 rows and 5 columns. tanh, entry by entry: slopes between 0 and 1 on the diagonal, zeros elsewhere. Softmax: positive on the diagonal, negative everywhere else, and symmetric.",
        draw: jacobians::heat,
    },
    Figure {
        name: "softmax-nudge",
        title: "Raise one logit, and all the others pay",
        description: "Four pairs of bars: the probabilities of four classes before and after the second logit is raised by one half. The second rises; the first, third and fourth fall.",
        draw: softmax::nudge,
    },
    Figure {
        name: "grid-map",
        title: "Close up, a smooth map is its linear copy",
        description: "Three panels with the image of a square grid, solid, and its linear copy, dashed, for squares of side 2, one half and one eighth, all drawn at the same size. In the first the two differ by a third of the side, in the last by a few hundredths, and the lines coincide.",
        draw: maps::grid,
    },
    Figure {
        name: "jacobian-circle",
        title: "The columns of J are where the unit steps go",
        description: "On the left a circle of small steps with two arrows, the unit steps along x1 and x2. On the right its image under J, an ellipse, with two arrows in the same colours: the columns of J. Below, the matrix with its columns in these colours.",
        draw: maps::circle,
    },
    Figure {
        name: "path-product",
        title: "Sums over paths are the matrix product",
        description: "A graph of two inputs, three numbers in the middle and two outputs, with a small whole number as slope on each arrow. The three paths from x1 to y2 are marked. Below, the two Jacobians and their product: row y2 of the first, column x1 of the second and the entry of the product are marked; it is 2·1 + (−1)·3 + 0·2 = −1.",
        draw: paths::draw,
    },
    Figure {
        name: "order-cost",
        title: "All slopes of one result, three ways",
        description: "Microseconds for all slopes against the number of inputs n, both logarithmic. Nudging and forward mode lie together on the line of 2n evaluations and rise by a factor of several thousand up to n = 1024. Reverse mode stays near two evaluations: flat until n is about 64, then rising slowly.",
        draw: order::draw,
    },
    Figure {
        name: "batch-columns",
        title: "Five digits through one layer at once",
        description: "Five images of digits, each written as one column of a matrix X with 64 rows and 5 columns. A matrix W with 32 rows and 64 columns stands before it; the product Z has 32 rows and 5 columns. One column of X and the same column of Z are framed.",
        draw: batch::draw,
    },
    Figure {
        name: "layer-memory",
        title: "The machine of this lesson: a layer with a memory",
        description: "Two boxes in a row, each a layer. Above, arrows lead forward through both: X goes in, Y comes out, and the first layer's Y is the second's X. Below, arrows lead back: the slope in Y goes in, the slope in X comes out, and the second layer's slope in X is the first's slope in Y. Each box has a slot that remembers X, and parameters W and b below it, each with its gradient.",
        draw: layer::draw,
    },
    Figure {
        name: "loss-gradient",
        title: "What was said minus what is right",
        description: "Three small charts for three classes with logits ln 1, ln 2 and ln 5. The probabilities are 1/8, 1/4 and 5/8. The right answer is 0, 1, 0. Their difference, 1/8, −3/4 and 5/8, is drawn as arrows: up for the wrong classes, down for the right one.",
        draw: softmax::loss,
    },
    Figure {
        name: "equal-starts",
        title: "Neurons that start equal stay equal",
        description: "Training loss against the step, both logarithmic, for four starts of a network 64-32-10. From weights 0 the loss stays at 2.3 and all 32 hidden neurons are one and the same at the end; from weights 0.1 it falls to about 1.5, and they are still the same. From Xavier's and He's random weights it falls below 0.02, and all 32 differ.",
        draw: starts::draw,
    },
    Figure {
        name: "mlp-curves",
        title: "Learning digits with 32 hidden neurons",
        description: "Two plots against passes over the training digits. Above, the loss, logarithmic: on training digits it falls steadily below 0.02, on test digits it levels off near 0.1. Below, the share of right answers: training reaches nearly 100 percent, test about 97.5. Light bands show the spread of five starts.",
        draw: digits::curves,
    },
    Figure {
        name: "hidden-weights",
        title: "What 32 hidden neurons look for, before and after",
        description: "Two groups of 32 images of 8 by 8 weights. On the left, before training, noise. On the right, after training, larger weights in patches: strokes and gaps. One neuron is framed in both: it was positive for no digit, and its weights are the same.",
        draw: digits::hidden,
    },
    Figure {
        name: "mlp-mistakes",
        title: "The mistakes of the network",
        description: "Images of test digits that the network gets wrong, the worst first. Under each the digit, an arrow to what was chosen, and both probabilities.",
        draw: mlp_mistakes,
    },
    Figure {
        name: "mlp-confusion",
        title: "Which digit the network takes for which",
        description: "A table of ten rows for the digit and ten columns for the network's choice, with counts of test digits. Nearly all lie on the diagonal, 34 to 36 each.",
        draw: mlp_confusion,
    },
    Figure {
        name: "layer-cost",
        title: "The price of a sample in a dense layer",
        description: "Microseconds per sample against the size of the batch, both logarithmic, forward and backward. The measured times are tens of microseconds for one or two samples and come down to the level line of the multiply-adds at batches of 64 and more. The line of the memory traffic falls with the batch and crosses that level near a batch of three.",
        draw: cost::draw,
    },
];

/// The network of `mlp-digits.csv`.
const NETWORK: Reader = Reader {
    whose: "the network's",
    experiment: "mlp-digits",
    data: datasets::digits,
    shown: 8,
};

fn mlp_mistakes(results: &Path) -> Result<String, FigureError> {
    mistakes("mlp-mistakes", NETWORK, results)
}

fn mlp_confusion(results: &Path) -> Result<String, FigureError> {
    confusion("mlp-confusion", NETWORK, results)
}
