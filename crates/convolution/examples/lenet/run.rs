//! Training that can be stopped after any pass, and goes on as if it had not been.

use std::error::Error;
use std::fs;
use std::path::Path;

use backprop::batches::Mean;
use backprop::training::largest;
use backprop::{Batches, Layer, Training, weights};
use convolution::{Shards, lenet};
use datasets::Dataset;
use matrix::Real;
use optimizers::{Adam, saved};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const BATCH: usize = 64;
const LEARNING_RATE: Real = 1e-3;
/// Into how many shares a batch is cut. That decides what is rounded, so it does not depend
/// on the number of threads.
const SHARES: usize = 2;

const WEIGHTS: &str = "lenet.safetensors";
const MEMORY: &str = "adam.safetensors";
const PASSES: &str = "passes.csv";

/// One time through all images.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pass {
    /// The mean loss of the batches, each before its step.
    pub(crate) loss: Real,
    /// The share of new images that are read rightly, afterwards.
    pub(crate) accuracy: Real,
}

/// A network on its way, and all that its further way depends on.
pub(crate) struct Run {
    pub(crate) network: Shards,
    pub(crate) passes: Vec<Pass>,
    adam: Adam,
    seed: u64,
    random: ChaCha8Rng,
}

impl Run {
    pub(crate) fn new(seed: u64, threads: usize) -> Self {
        let make = || -> Box<dyn Layer> { Box::new(lenet::modern(seed)) };
        Self {
            network: Shards::new(SHARES, threads, make),
            passes: Vec::new(),
            adam: Adam::new(LEARNING_RATE),
            seed,
            random: ChaCha8Rng::seed_from_u64(seed),
        }
    }

    /// The images in batches, in the order in which the last pass left them.
    pub(crate) fn batches<'d>(&mut self, train: &'d Dataset) -> Batches<'d> {
        let mut batches = Batches::new(train, BATCH);
        for _ in &self.passes {
            batches.shuffle(&mut self.random);
        }
        batches
    }

    /// One pass in a new order. Calls `watch` after each step.
    pub(crate) fn pass(
        &mut self,
        batches: &mut Batches,
        test: &Dataset,
        mut watch: impl FnMut(),
    ) -> Pass {
        batches.shuffle(&mut self.random);
        let adam = std::mem::replace(&mut self.adam, Adam::new(LEARNING_RATE));
        let mut training = Training::new(&mut self.network, adam);
        let mut loss = Mean::default();
        for i in 0..batches.count() {
            let (x, labels) = batches.get(i);
            loss.add(training.step(x, labels), labels.len());
            watch();
        }
        self.adam = training.optimizer;
        let pass = Pass {
            loss: loss.value(),
            accuracy: accuracy(&read(&mut self.network, test)),
        };
        self.passes.push(pass);
        pass
    }

    /// Weights, what Adam remembers, and the passes so far.
    pub(crate) fn save(
        &mut self,
        folder: &Path,
        train: &Dataset,
    ) -> Result<(), Box<dyn Error>> {
        fs::create_dir_all(folder)?;
        weights::save(&mut self.network, &folder.join(WEIGHTS))?;
        replace(&folder.join(MEMORY), &saved::to_bytes(&self.adam.memory)?)?;
        let (images, passes) = (train.len(), self.passes.len());
        let mut text = format!("{},{images},{passes}\n", self.seed);
        let passes = self.passes.iter();
        text.extend(passes.map(|pass| format!("{},{}\n", pass.loss, pass.accuracy)));
        // Last: a file of passes means that the others are there, too.
        replace(&folder.join(PASSES), text.as_bytes())?;
        Ok(())
    }

    /// What was saved.
    pub(crate) fn load(
        folder: &Path,
        threads: usize,
        train: &Dataset,
        test: &Dataset,
    ) -> Result<Self, Box<dyn Error>> {
        let path = folder.join(PASSES);
        let of_file = |path: &Path| {
            let path = path.display().to_string();
            move |error: &dyn Error| format!("{path}: {error}")
        };
        let text = fs::read_to_string(&path).map_err(|error| {
            format!("nothing to go on with: {}", of_file(&path)(&error))
        })?;
        let (seed, images, passes) = parse(&text)
            .ok_or_else(|| format!("{} is no list of passes", path.display()))?;
        if images != train.len() {
            return Err(format!(
                "it was trained on {images} images, but here are {}: is `--data` the same?",
                train.len()
            )
            .into());
        }
        let mut run = Self::new(seed, threads);
        let path = folder.join(WEIGHTS);
        weights::load(&mut run.network, &path)
            .map_err(|error| of_file(&path)(&error))?;
        let path = folder.join(MEMORY);
        let bytes = fs::read(&path).map_err(|error| of_file(&path)(&error))?;
        run.adam.memory =
            saved::from_bytes(&bytes).map_err(|error| of_file(&path)(&error))?;
        let found = accuracy(&read(&mut run.network, test));
        if passes.last().is_some_and(|last| last.accuracy != found) {
            return Err(format!(
                "the files in {} do not belong together: these weights read {found} of the \
                 new images rightly, which the last pass did not",
                folder.display()
            )
            .into());
        }
        run.passes = passes;
        Ok(run)
    }
}

/// Seed, number of images, and the passes: as many as the first line says.
fn parse(text: &str) -> Option<(u64, usize, Vec<Pass>)> {
    let mut lines = text.lines();
    let mut first = lines.next()?.split(',');
    let (seed, images, count) = (first.next()?, first.next()?, first.next()?);
    let mut passes = Vec::new();
    for line in lines {
        let (loss, accuracy) = line.split_once(',')?;
        passes.push(Pass {
            loss: loss.parse().ok()?,
            accuracy: accuracy.parse().ok()?,
        });
    }
    let whole = count.parse() == Ok(passes.len());
    whole.then_some((seed.parse().ok()?, images.parse().ok()?, passes))
}

/// Writes a file. The older one stays whole until the new one is.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let half_written = path.with_extension("part");
    fs::write(&half_written, bytes)?;
    fs::rename(&half_written, path)
}

/// What the network says of an image.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) label: usize,
    pub(crate) said: usize,
    /// How much larger its logit is than that of the right class.
    pub(crate) margin: Real,
}

impl Reading {
    pub(crate) fn is_right(&self) -> bool {
        self.said == self.label
    }
}

/// What the network says of every image, in their order.
pub(crate) fn read(network: &mut dyn Layer, data: &Dataset) -> Vec<Reading> {
    let mut batches = Batches::new(data, BATCH);
    let mut readings = Vec::with_capacity(data.len());
    for i in 0..batches.count() {
        let (x, labels) = batches.get(i);
        let logits = network.forward(x);
        for (logits, &label) in logits.column_iter().zip(labels) {
            let said = largest(logits);
            let margin = logits[said] - logits[label];
            readings.push(Reading {
                label,
                said,
                margin,
            });
        }
    }
    readings
}

fn accuracy(readings: &[Reading]) -> Real {
    let right = readings.iter().filter(|reading| reading.is_right()).count();
    right as Real / readings.len() as Real
}
