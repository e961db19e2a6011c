//! Lesson 5 against PyTorch: convolutions and pooling of every shape, and a LeNet that PyTorch
//! trained. The script that made the references stands beside the tables in golden/.

use std::collections::BTreeSet;
use std::io::Read;

use backprop::training::{evaluate, largest};
use backprop::{Init, Layer, weights};
use convolution::{
    AvgPool2d, Conv2d, Geometry, ImageShape, MaxPool2d, Window, Window2d, lenet,
};
use flate2::read::GzDecoder;
use lesson_2 as backprop;
use lesson_5 as convolution;
use matrix::{Matrix, Real};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use workspace_tests::{root, table};

fn list(cell: &str) -> Vec<f64> {
    let number = |text: &str| {
        text.parse()
            .unwrap_or_else(|error| panic!("`{text}` is no number: {error}"))
    };
    cell.split(' ').map(number).collect()
}

fn sizes<const COUNT: usize>(cells: &[String]) -> [usize; COUNT] {
    std::array::from_fn(|i| cells[i].parse().expect("a size"))
}

/// Number `i` of list `source`, as in convolution.py.
fn number(source: usize, i: usize) -> Real {
    let k = (i * 89 + source * 131 + i * i * 7 + 31) % 257;
    k as Real / 64.0 - 2.0
}

/// A batch of so many columns: PyTorch's batch is one sample after the other, as ours.
fn batch(source: usize, rows: usize, columns: usize) -> Matrix {
    Matrix::from_fn(rows, columns, |i, j| number(source, j * rows + i))
}

/// Two sizes, two strides, two paddings and two dilations: down first, then across.
fn window(of: [usize; 8]) -> Window2d {
    let along = |axis: usize| Window {
        size: of[axis],
        stride: of[2 + axis],
        padding: of[4 + axis],
        dilation: of[6 + axis],
    };
    Window2d {
        down: along(0),
        across: along(1),
    }
}

/// In 4096ths, which are whole numbers: nothing is rounded on either side, so nothing may
/// differ.
#[track_caller]
fn equal(what: &str, ours: &Matrix, cell: &str) {
    let ours: Vec<_> = ours.as_slice().iter().map(|x| x * 4096.0).collect();
    assert_eq!(ours, list(cell), "{what}");
}

#[test]
fn convolutions_agree_with_pytorch() {
    let rows = table("tests/golden/convolution.csv");
    let mut seen = BTreeSet::new();
    for row in &rows {
        let [samples, channels, height, width, kernels, groups] = sizes(row);
        let window = window(sizes(&row[6..]));
        let input = ImageShape::new(channels, height, width);
        let geometry = Geometry::new(input, kernels, window).in_groups(groups);
        let random = &mut ChaCha8Rng::seed_from_u64(1);
        let mut layer = Conv2d::new(geometry, Init::Zeros, random);
        // PyTorch lists a kernel after the other, and ours are rows.
        let taps = geometry.taps();
        layer.weight.value =
            Matrix::from_fn(kernels, taps, |o, t| number(1, o * taps + t));
        layer.bias.value = batch(2, kernels, 1);
        let what = |of: &str| format!("{of} of {geometry:?}, batch {samples}");
        equal(
            &what("y"),
            layer.forward(&batch(0, input.len(), samples)),
            &row[14],
        );
        let dy = batch(3, geometry.output().len(), samples);
        equal(&what("dx"), layer.backward(&dy), &row[15]);
        equal(&what("dw"), &layer.weight.gradient.transpose(), &row[16]);
        equal(&what("db"), &layer.bias.gradient, &row[17]);
        let Window2d { down, across } = window;
        let place = (height + 2 * down.padding - down.span()) % down.stride;
        seen.extend([
            format!("groups {groups}"),
            format!("stride {}", down.stride),
            format!("padding {}", across.padding),
            format!("dilation {}", across.dilation),
            format!("left over {}", place > 0),
            format!("square {}", down == across),
        ]);
    }
    assert!(rows.len() >= 60, "only {} settings", rows.len());
    for kind in [
        "groups 3",
        "stride 3",
        "padding 2",
        "dilation 3",
        "left over true",
    ] {
        assert!(seen.contains(kind), "no setting with {kind}: {seen:?}");
    }
}

/// Also where several of a window are equal: the first gets the slope there, too. A mean is
/// rounded once, and a slope once for each window that saw the pixel, of which there are at most
/// sixteen.
#[test]
fn pools_agree_with_pytorch() {
    let rows = table("tests/golden/convolution_pools.csv");
    for row in &rows {
        let [samples, channels, height, width] = sizes(&row[1..]);
        let (input, window) = (
            ImageShape::new(channels, height, width),
            window(sizes(&row[5..])),
        );
        let mut layer: Box<dyn Layer> = match row[0].as_str() {
            "max" => Box::new(MaxPool2d::new(input, window)),
            "mean" => Box::new(AvgPool2d::new(input, window)),
            other => panic!("a new kind of pooling, `{other}`"),
        };
        let y = layer.forward(&batch(0, input.len(), samples)).clone();
        let dx = layer.backward(&batch(3, y.nrows(), samples));
        let roundings = if row[0] == "max" { 0.0 } else { 32.0 };
        for (what, ours, cell) in [("y", &y, &row[13]), ("dx", dx, &row[14])] {
            let right = list(cell);
            assert_eq!(ours.as_slice().len(), right.len());
            for (ours, right) in ours.as_slice().iter().zip(&right) {
                // Numbers up to 2, of which at most sixteen are added.
                let most = 0.5 * f64::EPSILON * roundings * 2.0;
                assert!(
                    (ours - right).abs() <= most,
                    "{what} of {} {window:?} on {input}: {ours}, not {right}",
                    row[0]
                );
            }
        }
    }
    let of = |kind: &str| rows.iter().filter(|row| row[0] == kind).count();
    assert!(of("max") >= 12 && of("mean") >= 12, "{} rows", rows.len());
}

/// What PyTorch trained is read, says the same of every image to 10⁻¹⁰, and is right as often.
#[test]
fn a_lenet_of_pytorch_is_read() {
    let path = root().join("tests/golden/convolution_lenet.safetensors.gz");
    let packed = std::fs::File::open(path).expect("the file is committed");
    let mut bytes = Vec::new();
    GzDecoder::new(packed)
        .read_to_end(&mut bytes)
        .expect("it is whole");
    let mut network = lenet::modern(1);
    weights::from_bytes(&mut network, &bytes).unwrap_or_else(|error| panic!("{error}"));
    let test = datasets::mnist().expect("built in").test;
    let rows = table("tests/golden/convolution_lenet.csv");
    let mut right = 0;
    for row in &rows {
        let image: usize = row[0].parse().expect("a place");
        let pixels = test.sample(image).to_vec();
        let x = Matrix::from_columns(pixels.len(), 1, pixels).expect("an image");
        let logits = network.forward(&x).as_slice();
        for (ours, theirs) in logits.iter().zip(list(&row[2])) {
            let off = (ours - theirs).abs();
            assert!(off <= 1e-10, "image {image}: {ours}, not {theirs}: {off:e}");
        }
        right += usize::from(largest(logits) == test.label(image));
    }
    assert!(right > rows.len() / 2, "{right} of {} right", rows.len());
    let score = evaluate(&mut network, &test);
    let theirs: f64 = rows[0][1].parse().expect("a number of images");
    assert_eq!((score.accuracy * test.len() as f64).round(), theirs);
}
