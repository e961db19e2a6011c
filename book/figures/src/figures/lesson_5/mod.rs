//! The figures of lesson 5.

use crate::Figure;

mod channels;
mod cost;
mod filters;
mod lenet;
mod matrices;
mod shifts;
mod slide;

/// In the order of the book.
pub(super) const FIGURES: &[Figure] = &[
    Figure {
        name: "slide-1d",
        title: "A kernel at its three places",
        description: "Five numbers x = 1, 2, 0, −1, 3, three times, with the kernel k = 2, 0, −1 below them at the first, second and third place. Beside each the products and their sum: 2·1 + 0·2 − 1·0 = 2, then 5, then −3. At the bottom the result y = 2, 5, −3.",
        draw: slide::one,
    },
    Figure {
        name: "edges",
        title: "What six kernels make of a digit",
        description: "A handwritten 2 and six maps of it, each with its kernel of three by three numbers below. Sobel across is positive at left edges of strokes and negative at right ones; Sobel down positive at upper edges and negative at lower ones. The Laplacian is negative inside strokes and positive around them. Box blur and Gaussian smear the digit. Sharpen is positive inside and negative around it.",
        draw: slide::edges,
    },
    Figure {
        name: "strides",
        title: "Four ways to place a kernel of three",
        description: "Seven inputs in a row with outputs above them and lines from each output to the three inputs that it sees. Plain: five outputs, each sees three neighbours. Padding 1: seven outputs, the first and the last see a zero outside. Stride 2: three outputs, their windows overlap by one. Dilation 2: three outputs, each sees every second of five inputs.",
        draw: slide::strides,
    },
    Figure {
        name: "channels",
        title: "One kernel spans all channels",
        description: "Above, an image of three sheets, 3×32×32, with a small window marked at the same place on each; a kernel of three small sheets, 3×5×5; and one map, 1×28×28, with one place marked: 75 products, one sum. Below, the same image, six such kernels, and six maps, 6×28×28.",
        draw: channels::draw,
    },
    Figure {
        name: "tied-matrix",
        title: "The matrix of a small convolution",
        description: "A matrix of 16 rows and 16 columns for an image of 4×4 pixels and a kernel of 3×3 with padding 1. Each coloured cell holds the number of the tap that stands there, 1 to 9; 156 of 256 cells are white. Along each diagonal stands the same tap: 100 entries, nine parameters. The kernel with its nine colours stands beside it.",
        draw: matrices::tied,
    },
    Figure {
        name: "im2col",
        title: "Patches, written out",
        description: "An image of 4×4 numbers with a window of 3×3 marked at its second place, and a kernel of 3×3. Below, the kernel as a row of nine numbers above the matrix P with four rows, one for each place of the window, and nine columns, one for each tap; its second row holds the nine numbers of the marked window. Beside it y = P·k, four numbers, the second marked.",
        draw: matrices::patches,
    },
    Figure {
        name: "shift",
        title: "How much changes when the image moves by a pixel",
        description: "Bars of the relative change when an image moves by one pixel, for max pool and average pool. Pixels 0.60, first maps 0.50, the same beside the maps moved along 0.008, pooled 0.39, second maps 0.44, pooled 0.33, answer 0.27; with average pool a little less. Dots show the change to an image of another digit: between 0.9 and 1.5.",
        draw: shifts::change,
    },
    Figure {
        name: "lenet-maps",
        title: "A digit on its way through LeNet",
        description: "A handwritten 5 of 28×28 pixels, six maps of it, the same pooled to 14×14, sixteen maps of 10×10 of which each answers to other parts of strokes, the same pooled to 5×5, and ten bars: 5 with 84 percent, 6 with 15 percent, 0 with 1 percent.",
        draw: lenet::maps,
    },
    Figure {
        name: "lenet-curves",
        title: "LeNet learns",
        description: "Two plots over ten passes with the mean and the range of five starts. Above, the training loss falls from 0.3 to 0.02, the test loss from 0.37 to 0.12, where it stays from pass 8 on. Below, 88 percent of test images are right after the first pass, 95 after the fifth and 96 after the tenth; of training images 99.5.",
        draw: lenet::curves,
    },
    Figure {
        name: "lenet-mistakes",
        title: "The twelve worst mistakes",
        description: "Twelve test images with the right digit, the network's choice and both probabilities: a 7 read as 3, a 7 as 2, a 9 as 8, a 6 as 0, a 3 as 5, an 8 as 0, a 9 as 8, a 4 as 9, a 6 as 0, a 7 as 9, a 0 as 6, a 4 as 6. The network is between 88 and 99 percent sure.",
        draw: lenet::wrong,
    },
    Figure {
        name: "filters",
        title: "Trained kernels and Gabor filters",
        description: "Six kernels of LeNet and six of a variant with larger ones, three rows each. The kernels after training look like noise. What training has added to them is smooth: bright and dark stripes and edges. The best Gabor filters below resemble that, and explain between 72 and 89 percent of it.",
        draw: filters::draw,
    },
    Figure {
        name: "shifts",
        title: "Shifted digits",
        description: "Percentage of test images that are read right against their shift from 0 to 4 pixels. LeNet falls from 96 over 94 and 84 to 64 and 43; the same with average pool lies a little lower; a dense network falls from 91 over 84 and 59 to 35 and 20, where guessing is 10.",
        draw: shifts::accuracy,
    },
    Figure {
        name: "conv-steps",
        title: "One convolution, five ways",
        description: "Five bars of microseconds per image, logarithmic: the loops 440, the tied matrix times the batch 86, patches with a plain product 310, patches with the fast product 53, runs with the fast product 17.",
        draw: cost::steps,
    },
    Figure {
        name: "lenet-time",
        title: "A training step of LeNet",
        description: "Bars of milliseconds for a training step of LeNet on 64 images, each with a short line from the lowest to the highest of five rounds. Ours takes 3.4 with one thread and 2.0 with two, PyTorch 6.7 and 4.3, burn 11.8 and candle 50 with one.",
        draw: cost::time,
    },
];
