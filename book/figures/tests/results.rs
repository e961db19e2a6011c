//! What every committed table of an experiment must be. Tables of other commands stand there too.

use std::fs;
use std::path::{Path, PathBuf};

use figures::experiments;
use figures::results::Table;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../results")
}

/// A table, and the experiment that writes it.
fn read(name: &str, experiment: &str) -> Table {
    Table::read(&folder(), name, experiment).unwrap_or_else(|error| panic!("{error}"))
}

fn value(table: &Table, key: &str, column: &str) -> f64 {
    let number = table.number(key, column);
    number.unwrap_or_else(|error| panic!("{error}"))
}

fn tables() -> Vec<Table> {
    let entries = fs::read_dir(folder()).expect("book/results is committed");
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            Some(
                entry
                    .ok()?
                    .file_name()
                    .to_string_lossy()
                    .strip_suffix(".csv")?
                    .to_owned(),
            )
        })
        .collect();
    names.sort();
    let read = |name: &String| read(name, name);
    let ours =
        |table: &Table| table.notes.iter().any(|note| note.contains("-p figures"));
    names.iter().map(read).filter(ours).collect()
}

#[test]
fn every_table_says_how_it_was_made() {
    for table in tables() {
        for start in [
            "command: cargo run --release -p figures -- experiment",
            "seed",
            "date: ",
            "machine: ",
        ] {
            let said = table.notes.iter().any(|note| note.starts_with(start));
            assert!(said, "{}: no “{start}”", table.name);
        }
    }
}

#[test]
fn keys_are_simple_and_unique() {
    for table in tables() {
        let mut keys: Vec<_> = table.rows.iter().map(|row| row[0].clone()).collect();
        assert!(!keys.is_empty(), "{} is empty", table.name);
        for key in &keys {
            let simple = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
            assert!(key.chars().all(simple), "{}: key `{key}`", table.name);
        }
        keys.sort();
        let count = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), count, "{}: a key stands twice", table.name);
    }
}

#[test]
fn every_experiment_has_its_table() {
    for experiment in experiments::all() {
        assert!(
            folder().join(format!("{}.csv", experiment.name)).is_file(),
            "{}.csv",
            experiment.name
        );
    }
}

/// What the chapters say in words must hold for the numbers that are committed.
#[test]
fn the_claims_of_the_lesson_hold() {
    let value =
        |table: &str, key: &str, column: &str| value(&read(table, table), key, column);
    assert!(value("xor-seeds", "linear", "best_accuracy") <= 0.75);
    assert_eq!(value("xor-seeds", "linear", "seeds"), 100.0);
    assert!(
        value("xor-seeds", "2-4-1", "learned") > value("xor-seeds", "2-2-1", "learned")
    );
    assert!(
        value("features", "circles-network", "test_accuracy")
            > value("features", "circles-plain", "test_accuracy")
    );
    assert!(value("two-logistic", "slopes", "largest_difference") <= f64::EPSILON);
    assert!(value("digits", "ten-neurons", "test_accuracy") > 0.9);
}

#[test]
fn the_claims_of_the_second_lesson_hold() {
    let read = |name: &str| read(name, name);
    // Forward mode takes a run for each input, reverse mode takes one.
    let order = read("jacobian-order");
    for (inputs, least) in [("64", 16.0), ("1024", 256.0)] {
        let ratio = value(&order, inputs, "forward_over_reverse");
        assert!(ratio > least, "{inputs} inputs: {ratio}");
    }
    // Nearly flat up to 64 inputs.
    let flat =
        value(&order, "64", "reverse_mode_us") / value(&order, "1", "reverse_mode_us");
    assert!(flat < 2.5, "{flat}");
    let multiplications =
        |side: &str| value(&order, "1024", &format!("from_{side}_multiplications"));
    assert!(multiplications("input") > 100.0 * multiplications("output"));

    // The same numbers, but for rounding; and layers are cheaper.
    let both = read("tape-or-layers");
    for column in ["loss_difference", "slope_difference"] {
        let largest = both.column(column).expect("numbers");
        assert!(largest.iter().all(|&d| d < 1e-13), "{column}: {largest:?}");
    }
    assert!(value(&both, "64-32-10", "tape_over_layers") > 3.0);

    // Neurons that start equal stay equal, in every bit.
    let starts = read("equal-starts-summary");
    for (start, different) in [
        ("zeros", 1.0),
        ("equal", 1.0),
        ("xavier", 32.0),
        ("he", 32.0),
    ] {
        assert_eq!(value(&starts, start, "different"), different, "{start}");
    }
    assert!(value(&starts, "he", "test_accuracy") > 0.95);
    assert!(value(&starts, "equal", "test_accuracy") < 0.6);

    let digits = read("mlp-digits");
    assert!(value(&digits, "layers", "test_accuracy") > 0.96);
    assert!(
        value(&digits, "layers", "ms_per_pass") < value(&digits, "tape", "ms_per_pass")
    );
    // Both losses fall, but not together.
    let curves = read("mlp-digits-curves");
    let apart =
        |pass| value(&curves, pass, "test_loss") / value(&curves, pass, "train_loss");
    assert!((1.3..1.7).contains(&apart("10")) && apart("60") > 4.0);
    let test = |pass| value(&curves, pass, "test_accuracy");
    assert!((test("60") - test("30")).abs() < 0.01);
    let rates = read("mlp-digits-rates");
    let rate = |rate: &str| value(&rates, rate, "accuracy");
    assert!(rate("0.2") > 0.9 && rate("2") < 0.2, "{rates:?}");

    // A sample costs less in company; nothing is faster than the prediction's limits allow,
    // but for the clock.
    let layer = read("layer-cost");
    assert!(
        value(&layer, "1", "us_per_sample")
            > 2.0 * value(&layer, "64", "us_per_sample")
    );
    for row in &layer.rows {
        let of = |column: &str| value(&layer, &row[0], column);
        assert!(of("measured_us") > 0.9 * of("predicted_us"), "{row:?}");
    }
}

#[test]
fn the_claims_of_the_third_lesson_hold() {
    let read = |name: &str| read(name, name);
    // Ten layers deep: the gain keeps the signal, but not the sigmoid's slopes.
    let depth = read("depth-summary");
    let slope = |name: &str| value(&depth, name, "slope_1_to_10");
    assert!(slope("sigmoid") < 1e-3 && slope("sigmoid-Xavier") < 1e-5);
    for name in ["identity", "tanh", "ReLU", "ELU", "GELU", "SiLU"] {
        assert!((0.5..3.0).contains(&slope(name)), "{name}");
    }
    for row in &depth.rows {
        let signal = value(&depth, &row[0], "signal_10_to_1");
        assert!((0.5..2.0).contains(&signal), "{row:?}");
    }
    let layers = read("depth");
    assert!(value(&layers, "10", "signal_ReLU_half") < 1e-2);
    assert!(value(&layers, "10", "signal_ReLU_twice") > 1e2);

    // Relus die of large steps, leaky ones never.
    let dead = read("dead-units");
    assert!(value(&dead, "0.2", "ReLU") < 2.0 && value(&dead, "2", "ReLU") > 20.0);
    let leaky = dead.column("Leaky-ReLU_max").expect("counts");
    assert!(leaky.iter().all(|&count| count == 0.0), "{leaky:?}");

    // With 32-bit numbers an activation is a small part of a step; with the clear functions
    // of 64 bits it is not.
    let [narrow, wide] = ["activation-share-f32", "activation-share"].map(read);
    let share = |table: &Table, name: &str| value(table, name, "share_percent");
    for name in ["ReLU", "tanh", "GELU"] {
        assert!(share(&narrow, name) < 10.0, "{name}");
    }
    assert!(share(&wide, "ReLU") < 10.0 && share(&wide, "tanh") > 25.0);

    // No slogan survives: tanh needs no more passes than relu, and no activation is far off.
    let passes = read("convergence");
    assert!(value(&passes, "tanh", "ratio_to_ReLU") < 1.0);
    assert!((1.0..2.0).contains(&value(&passes, "sigmoid", "ratio_to_ReLU")));
    for row in &passes.rows {
        assert_eq!(value(&passes, &row[0], "learned"), 10.0, "{row:?}");
    }
    let which = read("which-activation");
    let accuracies = which.column("test_accuracy").expect("shares");
    let least = accuracies.iter().copied().fold(1.0, f64::min);
    let most = accuracies.iter().copied().fold(0.0, f64::max);
    assert!(most - least < 0.02, "{accuracies:?}");
    assert_eq!(
        which.text("ReLU", "ties_with_best").expect("yes or no"),
        "yes"
    );
    // No best rate lies at an end of those that were tried.
    let rates = read("which-activation-rates")
        .column("rate")
        .expect("rates");
    for rate in which.column("rate").expect("rates") {
        assert!(rate > rates[0] && rate < rates[rates.len() - 1], "{rate}");
    }

    // Every error is within what is allowed.
    let accuracy = read("activation-accuracy");
    for row in &accuracy.rows {
        let of = |column: &str| value(&accuracy, &row[0], column);
        assert!(of("error_ulp") <= of("allowed"), "{row:?}");
        assert!(of("slope_error_ulp") <= of("slope_allowed"), "{row:?}");
    }
    assert_eq!(read("activation-cost").rows.len(), 12);
}

#[test]
fn the_claims_of_the_fourth_lesson_hold() {
    const TASKS: [&str; 4] = ["linear", "network", "deep", "spirals"];
    // K samples scatter with 1/K; a condition number costs κ or √κ.
    let noise = read("batch-noise-fit", "batch-noise");
    assert!((value(&noise, "power", "exponent") + 1.0).abs() < 0.02);
    let condition = read("condition-exponents", "condition");
    for (key, power) in [("descent", 1.0), ("momentum", 0.5), ("Nesterov", 0.5)] {
        let measured = value(&condition, key, "exponent");
        assert!((measured - power).abs() < 0.05, "{key}: {measured}");
    }

    // The formula of the floor, and rates that fall below it.
    let floors = read("noise-floor", "noise-floor");
    for row in &floors.rows {
        for samples in ["1", "16", "256"] {
            let of = |what: &str| value(&floors, &row[0], &format!("{what}_{samples}"));
            let ratio = of("measured") / of("predicted");
            assert!((ratio - 1.0).abs() < 0.03, "{row:?}");
        }
    }
    let decay = read("decay-floor", "decay-floor");
    let end = |key: &str| value(&decay, key, "after_all");
    for key in ["steps", "inverse-time", "cosine"] {
        assert!(end(key) < 0.5 * end("constant-0.01"), "{key}");
    }

    // Turning the bowl costs Adagrad a hundredfold, and descent nothing.
    let turned = read("turned", "turned");
    let steps = |key: &str, column: &str| value(&turned, key, column);
    assert!(steps("Adagrad", "turned_bowl") > 50.0 * steps("Adagrad", "bowl"));
    assert_eq!(steps("SGD", "turned_bowl"), steps("SGD", "bowl"));

    // Everybody needs a learning rate: no range is wider than two powers of ten, and all
    // fail at both ends.
    let range = read("rate-range", "rate-sweep");
    let widths = range.column("highest_to_lowest").expect("numbers");
    assert!(widths.iter().all(|&width| width < 100.0), "{widths:?}");
    let sweep = read("rate-sweep", "rate-sweep");
    for row in &range.rows {
        let accuracies = sweep.column(&format!("{}_accuracy", row[0]));
        let accuracies = accuracies.expect("shares");
        let ends = [accuracies[0], accuracies[accuracies.len() - 1]];
        assert!(ends.iter().all(|&end| end < 0.2), "{}: {ends:?}", row[0]);
    }

    // Momentum with a tuned rate is never beaten here; no usual rate is good everywhere.
    let tasks = read("tasks", "tasks");
    let said = |task: &str, kind: &str, column: &str| {
        let key = format!("{task}-{kind}");
        tasks.text(&key, column).expect("yes or no").to_owned()
    };
    for task in TASKS {
        assert_eq!(said(task, "momentum", "tuned_ties"), "yes", "{task}");
    }
    for kind in ["SGD", "momentum", "Adagrad", "RMSProp", "Adam"] {
        let everywhere = TASKS
            .iter()
            .all(|task| said(task, kind, "usual_ties") == "yes");
        assert!(!everywhere, "{kind}");
    }

    // Training losses differ many times over, accuracies on unseen digits do not.
    let few = read("generalise", "generalise");
    let losses = few.column("train_loss").expect("numbers");
    let accuracies = few.column("unseen_accuracy").expect("shares");
    let ends = |all: &[f64]| {
        all.iter()
            .fold((f64::INFINITY, 0.0_f64), |(low, high), &x| {
                (low.min(x), high.max(x))
            })
    };
    let ((low, high), (least, most)) = (ends(&losses), ends(&accuracies));
    assert!(high > 10.0 * low && most - least < 0.01, "{few:?}");
    assert!(
        value(&few, "Adam-stopped", "unseen_loss") < value(&few, "Adam", "unseen_loss")
    );

    // At matched rates momentum changes hardly anything, at equal rates very much.
    let momenta = read("momenta-digits", "momenta-digits");
    let matched = momenta.column("matched_passes").expect("numbers");
    let equal = momenta.column("same_rate_passes").expect("numbers");
    assert!(ends(&matched).1 < 1.2 * ends(&matched).0, "{matched:?}");
    assert!(ends(&equal).1 > 10.0 * ends(&equal).0, "{equal:?}");

    // A learned optimizer is ahead of Adam within its horizon.
    let learned = read("learned", "learned");
    assert!(value(&learned, "40", "learned") < value(&learned, "40", "Adam") - 0.2);
    let trainings = read("learned-trainings", "learned");
    for row in &trainings.rows {
        let unseen = value(&trainings, &row[0], "unseen");
        assert!(unseen < value(&learned, "40", "Adam"), "{row:?}");
    }
    // The bar: nine tenths of the faster of PyTorch's two.
    let time = read("adam-time", "adam-time");
    assert!(value(&time, "PyTorch-fused", "ours_to_it") < 0.9);
    let clipped = read("clipped", "trouble");
    let accuracy = |key: &str| value(&clipped, key, "unseen_accuracy");
    assert!(accuracy("clipped") > 0.9 && accuracy("plain") < 0.7);
}

#[test]
fn the_claims_of_the_fifth_lesson_hold() {
    // Shuffled pixels are all the same to a dense network, and not to convolutions.
    let shuffled = read("shuffled", "shuffled");
    let accuracy = |key: &str| value(&shuffled, key, "test_accuracy");
    assert!((accuracy("mlp") - accuracy("mlp-shuffled")).abs() < 0.005);
    assert!(accuracy("cnn") > accuracy("mlp") + 0.003);
    assert!(accuracy("cnn-shuffled") < accuracy("mlp-shuffled") - 0.01);

    // The first map moves along; pooling makes the change smaller, each time.
    let shift = read("shift", "shift");
    for column in ["max_pool", "average_pool"] {
        let change = |key: &str| value(&shift, key, column);
        assert!(change("map-1-along") < 0.02);
        for map in ["1", "2"] {
            let [before, after] =
                ["map", "pooled"].map(|place| change(&format!("{place}-{map}")));
            assert!(after < 0.9 * before && after > 0.2, "{before} {after}");
        }
        assert!(change("logits") < 0.5 * change("pixels"));
    }
    let shifts = read("shifts", "shifts");
    for row in &shifts.rows {
        let of = |reader: &str| value(&shifts, &row[0], reader);
        assert!(of("lenet") > of("mlp") + 0.04, "{row:?}");
    }
    assert!(value(&shifts, "4", "lenet") < 0.5);

    // Parameters in the dense layers, work in the convolutions.
    let layers = read("lenet-layers", "lenet-layers");
    assert_eq!(value(&layers, "all", "parameters"), 61_706.0);
    let both = |column: &str| {
        ["conv-1", "conv-2"]
            .map(|key| value(&layers, key, column))
            .iter()
            .sum::<f64>()
    };
    assert_eq!(both("parameters"), 2_572.0);
    assert!(both("share_of_parameters") < 5.0 && both("share_of_work") > 80.0);
    let alexnet = read("alexnet", "alexnet");
    assert_eq!(value(&alexnet, "all", "parameters"), 60_965_224.0);
    let work = alexnet.rows.iter().filter(|row| row[0].starts_with("conv"));
    let work = work.map(|row| value(&alexnet, &row[0], "share_of_work"));
    assert!((work.sum::<f64>() - 92.0).abs() < 0.5);

    // LeNet reads better than a dense network, and as well as PyTorch's.
    let lenet = read("lenet", "lenet");
    let accuracy = |key: &str| value(&lenet, key, "test_accuracy");
    assert!(accuracy("lenet") > accuracy("published") + 0.01);
    assert!(accuracy("published") > accuracy("mlp") + 0.01);
    assert!((accuracy("lenet") - accuracy("pytorch-he")).abs() < 0.015);

    // Kernels keep the look of their random start; what training adds is smooth, and that is
    // most of what makes it look like Gabor filters.
    let filters = read("filters", "filters");
    let share = |key: &str| value(&filters, key, "median_share");
    for size in ["5x5", "7x7"] {
        let [random, smooth, added] =
            ["random", "smooth", "added"].map(|kind| match (kind, size) {
                ("added", "5x5") => share("lenet-added-5x5"),
                ("added", _) => share("wide-added-7x7"),
                _ => share(&format!("{kind}-{size}")),
            });
        assert!(added > smooth && smooth > random + 0.3, "{size}");
        assert!(added - smooth < smooth - random, "{size}");
    }
    assert!(share("lenet-5x5") - share("random-5x5") < 0.1);

    // The same multiply-adds, dozens of times as fast.
    let steps = read("conv-steps", "conv-steps");
    let faster = |key: &str| value(&steps, key, "times_faster");
    assert!(faster("patches-gemm") > 2.0 * faster("patches-plain"));
    assert!(faster("runs-gemm") > 2.0 * faster("patches-gemm"));
    assert!(faster("tied-matrix") > 2.0 * faster("patches-plain"));
    let time = read("lenet-time", "lenet-time");
    let threads = time.column("threads").expect("numbers");
    let times = time.column("ms_per_step").expect("numbers");
    let step = |how: &str, count: f64| {
        let mut rows = time.rows.iter().zip(&threads).zip(&times);
        let row = rows.find(|((row, threads), _)| row[0] == how && **threads == count);
        *row.expect("a row for it").1
    };
    for count in [1.0, 2.0] {
        assert!(step("ours", count) < 0.9 * step("PyTorch", count));
    }
}
