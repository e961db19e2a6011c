//! The figures of the introduction and of lesson 1.

use std::path::Path;

use super::reading::{Reader, confusion, mistakes};
use crate::{Figure, FigureError};

mod cost;
mod descent;
mod digits;
mod features;
mod gates;
mod graphs;
mod neuron;
mod planes;
mod slopes;
mod timeline;
mod xor;

/// In the order of the book.
pub(super) const FIGURES: &[Figure] = &[
    Figure {
        name: "timeline",
        title: "From the perceptron to language models",
        description: "A vertical timeline. 1958 perceptron, lesson 1; 1969 XOR, lesson 1; 1986 backpropagation, lessons 1 and 2; 1998 LeNet-5, lesson 5; 2012 AlexNet, lessons 3 and 5; later in the course: 2014 GANs, 2017 Transformer, 2018 BERT, 2019 GPT-2, 2022 ChatGPT and Stable Diffusion, 2023 GPT-4 and LLaMA.",
        draw: timeline::draw,
    },
    Figure {
        name: "neuron",
        title: "A neuron with two inputs",
        description: "Inputs x1 and x2 go over wires with weights w1 and w2 into a sum, to which the bias b is added. The sum z goes through the sigmoid curve, and out comes the probability p.",
        draw: neuron::neuron,
    },
    Figure {
        name: "sigmoid",
        title: "The sigmoid turns a logit into a probability",
        description: "An S-shaped curve of p against the logit z, from 0 on the far left to 1 on the far right. At z = 0 it is one half; at z = −2.5 it is 8 percent and at 2.5 it is 92 percent.",
        draw: neuron::curve,
    },
    Figure {
        name: "gates",
        title: "A neuron's line: AND and OR yes, XOR no",
        description: "Four squares with the corners of a gate. A straight line separates AND, another separates OR, each with 100 percent right. On XOR the neuron that starts at weights 0 answers one half everywhere, and the best line has 75 percent right.",
        draw: gates::draw,
    },
    Figure {
        name: "xor-lift",
        title: "The product lifts one corner of XOR",
        description: "The four corners of XOR drawn by their sum and their product: (0, 0) at the origin, (0, 1) and (1, 0) together at sum 1, and (1, 1) lifted to sum 2, product 1. A straight line now separates the classes; it is the one a trained neuron found.",
        draw: gates::lift,
    },
    Figure {
        name: "xor-fold",
        title: "Two relus fold the line",
        description: "The function relu(s) minus 2 relu(s − 1) of the sum s: it rises from 0 at s = 0 to 1 at s = 1 and falls back to 0 at s = 2. The corners of XOR lie at heights 0, 1 and 0, so one threshold separates them.",
        draw: gates::fold,
    },
    Figure {
        name: "features",
        title: "Features by hand, features learned",
        description: "Six squares with two data sets, circles and spirals. With plain inputs a straight line does little better than guessing. With features made by hand, the squared radius for circles and the unwound angle for spirals, and with a network, the regions follow the data and nearly all test points are right.",
        draw: features::draw,
    },
    Figure {
        name: "secant",
        title: "The slope by nudging",
        description: "The curve x³/3 with its tangent at x = 1, slope 1. A line through the points at x and x + h is clearly steeper. A line through the points at x − h and x + h is nearly parallel to the tangent.",
        draw: slopes::secant,
    },
    Figure {
        name: "nudge-error",
        title: "How large a nudge?",
        description: "The error of the slope of exp at 1 against the nudge h, both logarithmic. The one-sided difference falls with h, the central difference with h squared, down to about ten to the minus eleven near h = ten to the minus five. To the left of their lowest points both rise again in a zigzag, from rounding.",
        draw: slopes::nudge_error,
    },
    Figure {
        name: "local-slopes",
        title: "Four functions and their slopes",
        description: "Four small plots, each with a function and, dashed, its slope: exp, whose slope is itself; tanh, with slope 1 at 0 and nearly 0 far out; sigmoid, with slope at most one quarter; relu, with slope 0 left of 0 and 1 right of it.",
        draw: slopes::local,
    },
    Figure {
        name: "graph-a",
        title: "A tape as a graph",
        description: "The graph of L = s², s = p + a, p = a·b at a = 3, b = −2. Values: p = −6, s = −3, L = 9. Gradients: L 1, s −6, p −6, b −18, a 6, which is −6 over one path and 12 over the other.",
        draw: graphs::hand_example,
    },
    Figure {
        name: "graph-neuron",
        title: "A neuron from its smallest parts",
        description: "The graph of 1/(1 + exp(−(w·x + b))) at w = (2, −3), x = (−1, −2), b = −3. The result is 0.731; the gradients are −0.197 and −0.393 for w, 0.393 and −0.59 for x, 0.197 for b.",
        draw: graphs::neuron,
    },
    Figure {
        name: "descent-curve",
        title: "Steps down one parabola, with two learning rates",
        description: "Two plots of the loss (w − 3)². With learning rate 0.25 the steps from w = 0 lead to 1.5, 2.25 and on towards 3. With 0.9 they jump across the valley to 5.4, back to 1.08, and close in slowly.",
        draw: descent::curve,
    },
    Figure {
        name: "two-logistic",
        title: "Two logistic regressions in a row",
        description: "Inputs x1 and x2 enter a sum and a sigmoid, the first regression; its result h enters another sum and sigmoid, the second regression, which gives p. A brace below both says: one network.",
        draw: neuron::two_logistic,
    },
    Figure {
        name: "loss-curves",
        title: "Five losses while they are learned",
        description: "Mean loss against the step, both logarithmic, for 3,000 steps. A neuron on AND and on OR, a neuron with the product on XOR and a network 2-4-1 on XOR all fall to below 0.01. A neuron on XOR stays at 0.693, the logarithm of 2.",
        draw: descent::losses,
    },
    Figure {
        name: "xor-regions",
        title: "A start that learns XOR, and one that does not",
        description: "Two squares with the corners of XOR. On the left a network with four hidden neurons has two regions for class 1, at opposite corners, with a band for class 0 between them, and gets all corners right. On the right a network with two hidden neurons ended with at least one corner on the wrong side.",
        draw: xor::regions,
    },
    Figure {
        name: "xor-seeds",
        title: "How many of 100 starts learn XOR",
        description: "A hundred squares for each of five networks, filled for the starts that learn XOR: none without a hidden layer, about half with two hidden neurons, most with three, nearly all with four, all with eight.",
        draw: xor::seeds,
    },
    Figure {
        name: "nudge-or-sweep",
        title: "The price of a gradient",
        description: "Seconds for all slopes against the number of parameters N, both logarithmic. Nudging lies on its predicted line of 2N evaluations and rises about twice as steeply as one sweep, which lies near the line of two evaluations.",
        draw: cost::draw,
    },
    Figure {
        name: "digits",
        title: "Thirty handwritten digits",
        description: "The first thirty images of the digits data set, 8 by 8 pixels each, with the label under each: 0 to 9, three times.",
        draw: digits::samples,
    },
    Figure {
        name: "digit-weights",
        title: "What each of the ten neurons looks for",
        description: "Ten images of 8 by 8 weights, one for each digit. Orange pixels are weights above 0, blue ones below. The 0 has a blue centre within an orange ring.",
        draw: digits::weights,
    },
    Figure {
        name: "digit-curves",
        title: "Learning digits, pass by pass",
        description: "Share of right answers against passes over the training digits, for ten neurons and for a network with 16 hidden neurons. The network's training curve reaches nearly 100 percent, that of the ten neurons 97; on test digits both end at 97.",
        draw: digits::curves,
    },
    Figure {
        name: "digit-mistakes",
        title: "The mistakes of the ten neurons",
        description: "Images of test digits that the ten neurons get wrong, the worst first. Under each the digit, an arrow to what was chosen, and both neurons' probabilities.",
        draw: digit_mistakes,
    },
    Figure {
        name: "digit-confusion",
        title: "Which digit is taken for which",
        description: "A table of ten rows for the digit and ten columns for the neurons' choice, with counts of test digits. Nearly all lie on the diagonal, 33 to 36 each.",
        draw: digit_confusion,
    },
];

/// The ten neurons of `digits.csv`.
const TEN: Reader = Reader {
    whose: "the neurons'",
    experiment: "digits",
    data: datasets::digits,
    shown: 8,
};

fn digit_mistakes(results: &Path) -> Result<String, FigureError> {
    mistakes("digit-mistakes", TEN, results)
}

fn digit_confusion(results: &Path) -> Result<String, FigureError> {
    confusion("digit-confusion", TEN, results)
}
