//! The example's training, stopped and gone on with, ends where one does that was not: the
//! same weights, to the last bit, and so the same order of images and the same memory of the
//! optimizer. And what it says to files that do not fit.

#[path = "../examples/lenet/run.rs"]
#[allow(dead_code)]
mod run;

use std::fs;
use std::path::Path;

use backprop::Layer;
use datasets::{Dataset, Mnist};
use run::Run;

/// So few images that a pass takes no time.
fn few(data: &Dataset, count: usize) -> Dataset {
    let (values, labels) = (data.values(), data.labels());
    let values = values[..count * data.dimension()].to_vec();
    let labels = labels[..count].to_vec();
    Dataset::new(data.dimension(), data.classes(), values, labels).expect("a part")
}

fn data() -> (Dataset, Dataset) {
    let Mnist { train, test } = datasets::mnist().expect("built in");
    (few(&train, 150), few(&test, 70))
}

fn passes(run: &mut Run, count: usize, train: &Dataset, test: &Dataset) {
    let mut batches = run.batches(train);
    for _ in 0..count {
        run.pass(&mut batches, test, || {});
    }
}

fn bits(run: &mut Run) -> Vec<u8> {
    let mut all = Vec::new();
    run.network.visit(&mut |p| {
        all.extend(p.value.as_slice().iter().flat_map(|x| x.to_le_bytes()));
    });
    all
}

#[test]
fn a_stopped_run_ends_where_an_unstopped_one_does() {
    let (train, test) = data();
    let folder = tempfile::tempdir().expect("a folder");
    let mut whole = Run::new(7, 1);
    passes(&mut whole, 3, &train, &test);

    let mut stopped = Run::new(7, 2);
    passes(&mut stopped, 1, &train, &test);
    stopped
        .save(folder.path(), &train)
        .expect("it can be written");
    for _ in 0..2 {
        // Another day, in another process, with other threads.
        stopped = Run::load(folder.path(), 1, &train, &test).expect("it was saved");
        passes(&mut stopped, 1, &train, &test);
        stopped
            .save(folder.path(), &train)
            .expect("it can be written");
    }
    assert_eq!(stopped.passes, whole.passes);
    assert!(bits(&mut stopped) == bits(&mut whole));
}

fn said(folder: &Path, train: &Dataset, test: &Dataset) -> String {
    match Run::load(folder, 1, train, test) {
        Ok(_) => panic!("it was loaded"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn files_that_do_not_fit_are_named() {
    let (train, test) = data();
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let says = |words: &[&str]| {
        let said = said(folder, &train, &test);
        for word in words {
            assert!(said.contains(word), "{said}");
        }
    };
    says(&["nothing to go on with", "passes.csv"]);
    let mut run = Run::new(7, 1);
    passes(&mut run, 1, &train, &test);
    run.save(folder, &train).expect("it can be written");
    let said = said(folder, &few(&train, 99), &test);
    assert!(said.contains("150 images") && said.contains("99"), "{said}");

    // Each file cut short, or of another run.
    for name in ["passes.csv", "lenet.safetensors", "adam.safetensors"] {
        let path = folder.join(name);
        let whole = fs::read(&path).expect("it was saved");
        fs::write(&path, &whole[..whole.len() / 3]).expect("it can be written");
        says(&[name]);
        fs::write(&path, whole).expect("it can be written");
    }
    let mut other = Run::new(8, 1);
    backprop::weights::save(&mut other.network, &folder.join("lenet.safetensors"))
        .expect("it can be written");
    says(&["do not belong together"]);
}
