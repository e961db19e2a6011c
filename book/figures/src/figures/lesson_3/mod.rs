//! The figures of lesson 3.

use crate::Figure;

mod collapse;
mod cost;
mod curves;
mod dead;
mod signals;
mod which;

/// In the order of the book.
pub(super) const FIGURES: &[Figure] = &[
    Figure {
        name: "collapse",
        title: "Without a bend, three layers are one",
        description: "Three panels with the output of one network 1-8-8-1 as a function of its input. Without activation it is a straight line. With ReLU it is made of straight pieces, and the corners between them are marked by dots. With tanh it is a smooth curve.",
        draw: collapse::draw,
    },
    Figure {
        name: "curves",
        title: "Twelve activations and their slopes",
        description: "Twelve small plots on the same axes, x from −4 to 4: identity, sigmoid, tanh, ReLU, Leaky ReLU, ELU, softplus, GELU, its tanh form, its sigmoid form, SiLU and Swish. The function is solid, its slope dashed. The slope of the sigmoid stays below one quarter; the slope of ReLU is 0 on the left and 1 on the right; the slopes of GELU, SiLU and Swish rise a little above 1 and dip below 0.",
        draw: curves::all,
    },
    Figure {
        name: "saturation",
        title: "The gate is open in the middle only",
        description: "Two plots. The sigmoid rises from 0 to 1, its slope is a low hill of height one quarter; at x = ln 3 the value is three quarters and the slope 3/16; at x = 10, beyond the edge, the slope is 4.5·10⁻⁵. tanh rises from −1 to 1, its slope is a hill of height 1; at x = ln 2 the value is 3/5 and the slope 16/25.",
        draw: curves::saturation,
    },
    Figure {
        name: "means",
        title: "What comes out if numbers with mean 0 and variance 1 go in",
        description: "For eleven activations a dot at the mean of the output and a bar of one standard deviation to both sides, sorted by the mean: tanh at 0, ELU at 0.16, then SiLU, Swish, the GELUs, Leaky ReLU, ReLU at 0.40, the sigmoid at 0.5 with a short bar, and softplus at 0.81.",
        draw: signals::means,
    },
    Figure {
        name: "ten-slopes",
        title: "Slopes on their way back through ten layers",
        description: "The size of the slope in each of ten layers relative to the last, logarithmic. For tanh, GELU and ReLU with their own gains it stays between 1 and 2. For the sigmoid with its own gain it falls steadily to 2·10⁻⁴ at the first layer, with Xavier's weights to 2·10⁻⁶.",
        draw: signals::slopes,
    },
    Figure {
        name: "signal-size",
        title: "A signal on its way through ten layers",
        description: "Two plots, for ReLU and tanh, of the size of what each of ten layers hands on, logarithmic. With weights by the gain it stays level. With half of that it falls, for ReLU to a thousandth. With twice of that it explodes for ReLU, to nearly a thousand, and for tanh it is held just below 1.",
        draw: signals::sizes,
    },
    Figure {
        name: "relu-death",
        title: "One step too large",
        description: "Three plots of a unit relu(wx + b) and its only sample, the point (2, 1). Before: w = 1, b = 0, the unit says 2 at x = 2. After a step with learning rate 0.2: w = 0.6, b = −0.2, the line passes through the point. After a step with 0.5: w = 0, b = −0.5, the line is 0 everywhere.",
        draw: dead::death,
    },
    Figure {
        name: "dead-vs-rate",
        title: "Dead units against the learning rate",
        description: "Above, the number of dead units of 32 after training against the learning rate, logarithmic. For ReLU about one up to a rate of one half, a third of all at 1, and all from 2 on. For Leaky ReLU none; for ELU and GELU none up to 2 and a few at 5. Below, the share of right answers: above 93 percent for all up to a rate of 1, then about ten percent for all but Leaky ReLU.",
        draw: dead::rates,
    },
    Figure {
        name: "gates-picture",
        title: "A gate that opens at once, and two that open gradually",
        description: "Three plots with a gate, dashed, and x times the gate, solid. A step makes ReLU, with a corner at 0. The normal distribution's Φ makes GELU and the sigmoid makes SiLU: both follow zero on the left, dip below it, and approach x on the right.",
        draw: curves::gates,
    },
    Figure {
        name: "gelu-forms",
        title: "What two cheaper forms of GELU are off by",
        description: "Two plots of the difference to the exact GELU for x from −5 to 5. The tanh form is off by a few ten-thousandths, with several ups and downs on both sides of 0. The sigmoid form is off by a few hundredths. The largest difference is marked in each.",
        draw: curves::forms,
    },
    Figure {
        name: "cost-bars",
        title: "Nanoseconds per number, beside PyTorch",
        description: "Pairs of bars for twelve activations, forward and backward: our nanoseconds per number and PyTorch's, on a million numbers of 32 bits. Ours lie between 0.08 and 0.5. PyTorch's are about as long for ReLU and the sigmoid, and several times as long for tanh, ELU, softplus forward and for the cheaper forms of GELU.",
        draw: cost::draw,
    },
    Figure {
        name: "which",
        title: "Eight activations, each at its own best learning rate",
        description: "For each of eight activations ten faint dots, the accuracies of ten starts on unseen digits, their mean and its 95 percent interval, sorted by the mean. GELU, Leaky ReLU, ReLU, SiLU and tanh tie; sigmoid, ELU and softplus are a little lower. All means lie between 96.8 and 97.9 percent.",
        draw: which::best,
    },
    Figure {
        name: "which-rates",
        title: "The learning rate matters more",
        description: "Eight small plots of the accuracy on digits set aside against the learning rate, one activation in each, the others faint behind it. All rise from small rates to about 95 percent near 0.3. Then all but the sigmoid fall to about ten percent, most of them at once.",
        draw: which::rates,
    },
];
