//! The figures of lesson 4.

use crate::Figure;

mod condition;
mod cost;
mod decay;
mod direction;
mod learned;
mod memory;
mod momentum;
mod nesterov;
mod noise;
mod overfit;
mod race;
mod ravine;
mod schedule;
mod step;
mod sweep;
mod trouble;

/// In the order of the book.
pub(super) const FIGURES: &[Figure] = &[
    Figure {
        name: "staircases",
        title: "Six steps on a parabola, at four rates",
        description: "Four plots of the parabola 2w² with steps of descent from w = 1. At the rate 0.25 the error is multiplied by 0: the first step lands at the bottom. At 0.4, times −0.6: the steps change sides and settle. At 0.5, times −1: they bounce between 1 and −1 for ever. At 0.6, times −1.4: each step ends higher, and the third leaves the picture.",
        draw: step::staircases,
    },
    Figure {
        name: "factor-against-rate",
        title: "One rate for two curvatures",
        description: "The size of 1 − ηλ against the learning rate η, up to 0.25. For λ = 1 it falls slowly from 1 to 0.75. For λ = 10 it is a V with its tip at η = 0.1, and reaches 1 again at 0.2, where descent explodes. The larger of the two is lowest where the lines cross, at η = 2/11, with 9/11 = 0.82.",
        draw: step::factor,
    },
    Figure {
        name: "batch-noise",
        title: "How far a few samples are from all",
        description: "Two plots against the number of samples K from 1 to 512, both axes logarithmic. Left, the mean squared distance between the gradient of K samples and that of all, that of one sample being 1: the points lie on the dashed line 1/K. Right, the length of the noise divided by the length of the gradient: 9.6 for one sample, 1.7 for 32, and below 1 only from 128 on.",
        draw: noise::batch,
    },
    Figure {
        name: "noise-floor",
        title: "Descent with noisy slopes falls, then lies flat",
        description: "Left, the mean value of a bowl over 300 steps of descent at η = 0.05 with slopes from 1, 16 and 256 samples, logarithmic: all three fall alike and then lie flat at 0.03, 0.0018 and 0.00012, on the dashed floors that the formula gives. Right, the floor against the learning rate from 0.01 to 0.15: measured points on the formula's dashed lines, which rise a little faster than the rate.",
        draw: noise::floor,
    },
    Figure {
        name: "ravine",
        title: "A ravine, and descent at three rates",
        description: "Three maps of the bowl ½(w₁² + 10w₂²) with level lines and thirty steps of descent from (10, 1). At η = 0.02 the path creeps along the floor and is 5.5 away at the end. At 2/11 it zigzags across the floor and arrives; an arrow shows that its first direction, straight down the slope, differs much from the dashed way to the lowest point. At 0.21 the zigzag grows until it leaves the map.",
        draw: ravine::ravine,
    },
    Figure {
        name: "velocity",
        title: "Velocity under slopes that agree, and that do not",
        description: "Two plots of the velocity over thirty steps with ρ = 0.9. Where every slope is 1 it is 1, 1.9, 2.71 and grows toward 10. Where the slopes alternate between 1 and −1, so does the velocity, and its size shrinks from 1 toward 1/1.9 = 0.53.",
        draw: momentum::velocity,
    },
    Figure {
        name: "momenta",
        title: "Four momenta in the same bowl",
        description: "Four maps of the bowl with κ = 100 and a hundred steps from (10, 1), all with η = 0.01. With ρ = 0 the path creeps along the floor and is below 10⁻³ from step 539 on; with 0.5 from step 264 on; with 0.9 it swings a little and is there from step 111 on; with 0.99 it rushes past the lowest point, swings through the whole bowl and is there from step 1,134 on only.",
        draw: momentum::momenta,
    },
    Figure {
        name: "condition",
        title: "What a condition number costs",
        description: "Steps until a millionth of the error is left against the condition number from 1 to 10,000, both axes logarithmic. Descent rises in proportion to it, to 63,000 steps. Momentum and Nesterov's method rise with its square root, to about 1,000 steps.",
        draw: condition::draw,
    },
    Figure {
        name: "look-ahead",
        title: "Where the slope is asked",
        description: "Two maps of a bowl with one step from the same point w and the same velocity. Momentum adds the slope at w to the velocity: the step shoots past the lowest point, far to its other side. Nesterov's method goes with the velocity first and asks for the slope there: it points back, and the step ends near the lowest point.",
        draw: nesterov::ahead,
    },
    Figure {
        name: "slide-sign",
        title: "What the wrong sign does",
        description: "Above, 60 steps on ½λw² with ρ = 0.9 and η = 0.1, logarithmic. With the slope asked at w − ηρv both λ = 0.05 and λ = 0.2 shrink. With w + ρv, λ = 0.05 shrinks more slowly and λ = 0.2 grows. Below, the factor per step in the long run against λ: for w − ηρv it stays below 1, for w + ρv it is above 1 from λ = 0.111 on and reaches 1.5 at λ = 1.",
        draw: nesterov::sign,
    },
    Figure {
        name: "axis-or-turned",
        title: "The same bowl, along the axes and turned",
        description: "Six maps: descent, momentum and Adagrad, above in the bowl with κ = 100, below in the same bowl turned by 45 degrees. Descent zigzags and needs 461 steps in both; momentum swings and needs 69 in both. Adagrad needs 95 steps along the axes and 706 in the turned bowl, at the same rate.",
        draw: ravine::turned,
    },
    Figure {
        name: "step-lengths",
        title: "How long steps are when the slope stays the same",
        description: "The length of step t for a slope of 1 every time, both axes logarithmic, up to 10,000 steps. Adagrad's falls from 0.1 to 0.001 on a straight line, as η/√t. RMSProp's begins at 10η and settles at η = 0.1. Adam's is η from the first step on. Adadelta's begins near 0.003 and grows, in the end as √t, to 0.03.",
        draw: memory::lengths,
    },
    Figure {
        name: "traces",
        title: "How far back a mean remembers",
        description: "Three plots of the weight of a slope in the mean against how many steps ago it was seen. With β = 0.5 the newest has half of all weight and the last 2 have 75 percent; with 0.9 the newest has a tenth and the last 10 have 65 percent; with 0.99 the newest has a hundredth and the last 100 have 63 percent.",
        draw: memory::traces,
    },
    Figure {
        name: "no-root",
        title: "With the root, the unit of the loss does not matter",
        description: "Two plots of a bowl's value over 100 steps, for the loss, a tenth of it and ten times it. With the root the three curves lie on each other and fall. Without it they differ: for the loss itself the curve falls fast, for ten times it hardly moves, and for a tenth the first step throws it eighty times as high, and from there it hardly comes down.",
        draw: memory::no_root,
    },
    Figure {
        name: "first-steps",
        title: "Adam's first steps, with and without the corrections",
        description: "The length of a step in units of η for the same slope every time, both axes logarithmic, 1,000 steps. Corrected, it is 1 throughout. Not corrected, it is 3.16 at the first step, 6.6 at step 12, and comes back to 1 slowly. With only m corrected it begins at 31.6; with only s corrected at 0.1.",
        draw: memory::first_steps,
    },
    Figure {
        name: "distance-not-direction",
        title: "How long a slope is says little about how far to go",
        description: "A map of Beale's surface with sixteen points. At each, an arrow downhill a hundredth as long as the gradient, whose length is printed beside it: from too short to be seen to far longer than the map. Adam's first step is as long at each point, along a diagonal.",
        draw: direction::draw,
    },
    Figure {
        name: "race",
        title: "Six optimizers on six surfaces",
        description: "Six maps with level lines, crosses at the lowest points, and the paths of SGD, momentum, Nesterov, Adagrad, RMSProp and Adam, each at its own best rate; dots run along the paths, all at the same pace of steps. In the bowl with κ = 100 Adagrad and RMSProp leap off the map and land at the bottom; in the same bowl turned Nesterov is first, while those two are still on their way. At the saddle all find a way down to the same valley. In Rosenbrock's curved ravine only momentum and Adam get to the end within 500 steps. On Beale's surface Adam is first. On Himmelblau's all arrive at the same one of four valleys.",
        draw: race::draw,
    },
    Figure {
        name: "adamw-decay",
        title: "What decays, and how fast",
        description: "Two plots of the mean of a hundred numbers over 2,000 steps from 1, moved by noise alone and by decay. With Adam and L2 the numbers whose slopes are of size 10 fall to 0.88 only, and those with slopes of size 0.1 fall to 0. Under AdamW both fall alike, to about 0.3.",
        draw: decay::draw,
    },
    Figure {
        name: "rate-sweep",
        title: "Which learning rates work",
        description: "Eight small plots of the accuracy on digits set aside against the learning rate from 0.00001 to 100, one optimizer in each, the others faint behind it. All are hills: no optimizer learns with the smallest rates, and none with the largest. The tops lie between 0.01 for Adam and 3 for Adadelta.",
        draw: sweep::rates,
    },
    Figure {
        name: "schedules",
        title: "Five ways to change the rate",
        description: "The share of the learning rate over 100 steps. Steps: halved after 30, 60 and 90. Exponential: times 0.97 every step, to 0.05. Inverse time: half after 20 steps, a sixth at the end. Cosine: half a wave from 1 to 0. Warm-up: a straight climb over ten steps, then the same wave.",
        draw: schedule::draw,
    },
    Figure {
        name: "decay-floor",
        title: "A rate that falls gets below the floor",
        description: "The mean value of a noisy bowl over 2,000 steps, logarithmic. With the constant rate 0.1 it falls at once and then lies flat near 0.075. With 0.01 it takes 600 steps down to 0.005 and lies flat there. With the inverse-time schedule it falls all the time, to 0.0013. With cosine it follows the rate 0.1 for half of the way and ends at 0.0013, with steps at 0.0009.",
        draw: noise::decay,
    },
    Figure {
        name: "overfit",
        title: "The training loss falls, the others turn",
        description: "Three losses of Adam on 200 digits over 150 passes, logarithmic. The training loss falls all the way to 0.002. The losses on 60 validation digits and on unseen digits fall, turn near pass 40 and rise slowly. Dashed lines mark the best pass, 39, and the pass 50 where early stopping ends the run.",
        draw: overfit::draw,
    },
    Figure {
        name: "curve-shapes",
        title: "Eight shapes of a loss",
        description: "Eight small plots of a loss against the step. Rate too small: barely falls. Rate too large: falls with wild bounces. Rate far too large: jumps to nearly 900 and never comes back. First weights all zero: flat at 2.3. Gradient never cleared: falls, then leaps up, higher each time. Sorted by class and not shuffled: saw-teeth. Learned by heart: the training loss goes to 0, the loss on unseen digits turns and rises. Nothing wrong: a noisy line that falls, with a smooth one over it.",
        draw: trouble::shapes,
    },
    Figure {
        name: "update-ratio",
        title: "How large a step is beside what it changes",
        description: "The length of a step divided by the length of the first layer's weights over 270 steps, logarithmic, with a dashed line at 10⁻³. With a rate that is too small it lies near 2·10⁻⁴, with a good rate near 10⁻², and with one that is too large near 6·10⁻² and above.",
        draw: trouble::ratios,
    },
    Figure {
        name: "clipped",
        title: "A few samples in the wrong unit",
        description: "The loss of each batch over 450 steps, logarithmic. As it is, the loss jumps to nearly a million and stays above 1. With the gradient clipped to length 1 it jumps too whenever a wrong sample comes by, and is back at once: it falls to 0.1.",
        draw: trouble::clipped,
    },
    Figure {
        name: "learned",
        title: "An optimizer that was trained for 40 steps",
        description: "The mean logarithm of what is left over 100 steps on 200 unseen problems, for the learned optimizer, Adam and momentum. The learned one first loses ground, then leads from step 8 on: also at step 40, for which it was trained and the others were tuned. Near step 50 momentum passes it. Adam is last all the time, and has nearly caught up with the learned one at step 100.",
        draw: learned::draw,
    },
    Figure {
        name: "adam-time",
        title: "What a step of Adam costs",
        description: "Four bars of nanoseconds per parameter. Copying the 28 bytes that a step must move takes 0.40, our step of Adam 0.38, PyTorch's fused one 0.47 and its foreach one 1.40.",
        draw: cost::draw,
    },
    Figure {
        name: "tasks",
        title: "Usual learning rates beside tuned ones",
        description: "For each of four tasks five rows, one for each optimizer, with the percentage of unseen samples that are wrong, logarithmic: a ring at the usual learning rate and a dot at the tuned one. The rings are far apart, the dots close together. Of the rings, no optimizer's is best everywhere: that of RMSProp is at ninety percent on the deep network, those of the other four near 33 percent on the spirals.",
        draw: sweep::tasks,
    },
];
