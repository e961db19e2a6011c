//! The experiments of lesson 5: convolution.

use super::Experiment;

pub mod alexnet;
pub mod conv_steps;
pub mod filters;
pub(crate) mod gabor_fit;
pub mod lenet;
pub mod lenet_layers;
pub mod lenet_maps;
pub(crate) mod networks;
pub mod shift;
pub mod shifts;
pub mod shuffled;
pub(crate) mod watched;

/// In the order of the book.
pub(super) const EXPERIMENTS: &[Experiment] = &[
    Experiment {
        name: "shuffled",
        about: "handwritten digits, plain and with shuffled pixels: a dense network and a convolutional one",
        run: shuffled::run,
    },
    Experiment {
        name: "shift",
        about: "MNIST: how much every layer of LeNet changes when the image moves by a pixel",
        run: shift::run,
    },
    Experiment {
        name: "lenet-layers",
        about: "LeNet: parameters and multiply-adds, layer by layer",
        run: lenet_layers::run,
    },
    Experiment {
        name: "lenet-maps",
        about: "MNIST: one digit on its way through a trained LeNet",
        run: lenet_maps::run,
    },
    Experiment {
        name: "lenet",
        about: "MNIST: LeNet as today, as published, and a dense network",
        run: lenet::run,
    },
    Experiment {
        name: "filters",
        about: "MNIST: trained kernels beside the Gabor filters that fit them best",
        run: filters::run,
    },
    Experiment {
        name: "shifts",
        about: "MNIST: accuracy on test images that are shifted",
        run: shifts::run,
    },
    Experiment {
        name: "conv-steps",
        about: "the time of LeNet's second convolution, five ways",
        run: conv_steps::run,
    },
    Experiment {
        name: "alexnet",
        about: "AlexNet: parameters and multiply-adds, layer by layer",
        run: alexnet::run,
    },
];
