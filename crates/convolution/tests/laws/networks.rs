//! LeNet, as it is built and as it was published, AlexNet's table, kernels by hand.

use backprop::{Layer, Training};
use convolution::kernels::{
    Gabor, as_weights, box_blur, gaussian, laplacian, sharpen, sobel_across, sobel_down,
};
use convolution::lenet::{C3_TABLE, modern, published, shapes};
use convolution::{Geometry, ImageShape, Window, alexnet, loops};
use matrix::{Matrix, Real};
use optimizers::Adam;

use crate::geometries::draw;
use crate::support::parameters;

/// How many numbers each parameter has.
fn counts(network: &mut dyn Layer) -> Vec<(String, usize)> {
    let named = parameters(network).into_iter();
    named
        .map(|(name, value)| (name, value.as_slice().len()))
        .collect()
}

/// The counts of PyTorch's `nn.Module` of the same layers.
#[test]
fn lenet_has_61706_parameters() {
    let mut network = modern(1);
    assert_eq!(network.count_parameters(), 61_706);
    let right = [
        ("0.weight", 150),
        ("0.bias", 6),
        ("3.weight", 2_400),
        ("3.bias", 16),
        ("6.weight", 48_000),
        ("6.bias", 120),
        ("8.weight", 10_080),
        ("8.bias", 84),
        ("10.weight", 840),
        ("10.bias", 10),
    ];
    assert_eq!(
        counts(&mut network),
        right.map(|(name, n)| (name.to_owned(), n))
    );
    let logits = network.forward(&draw(784, 3, 1)).clone();
    assert_eq!(logits.shape(), (10, 3));
    // The same seed, the same network.
    assert_eq!(*modern(1).forward(&draw(784, 3, 1)), logits);
    assert_ne!(*modern(2).forward(&draw(784, 3, 1)), logits);
}

#[test]
fn shapes_follow_from_each_other() {
    let [image, edges, halved, parts, few] = shapes();
    let two = Window {
        stride: 2,
        ..Window::new(2)
    };
    let five = Window::new(5);
    let padded = Window { padding: 2, ..five };
    assert_eq!(image, ImageShape::new(1, 28, 28));
    assert_eq!(Geometry::new(image, 6, padded).output(), edges);
    assert_eq!(Geometry::per_channel(edges, two).output(), halved);
    assert_eq!(Geometry::new(halved, 16, five).output(), parts);
    assert_eq!(Geometry::per_channel(parts, two).output(), few);
    assert_eq!(few.len(), 400);
}

/// The paper's counts of trainable parameters: C1 156, S2 12, C3 1,516, S4 32, C5 48,120,
/// F6 10,164, together 60,000; and what stands for its last layer.
#[test]
fn the_published_lenet_has_60000_parameters() {
    let mut network = published(1);
    let mut layers: Vec<(usize, usize)> = Vec::new();
    for (name, count) in counts(&mut network) {
        let layer: usize = name
            .split('.')
            .next()
            .unwrap_or("")
            .parse()
            .expect("a place");
        match layers.last_mut() {
            Some((last, sum)) if *last == layer => *sum += count,
            _ => layers.push((layer, count)),
        }
    }
    let sums: Vec<_> = layers.into_iter().map(|(_, sum)| sum).collect();
    assert_eq!(sums, [156, 12, 1_516, 32, 48_120, 10_164, 850]);
    assert_eq!(sums[..6].iter().sum::<usize>(), 60_000);
    let connections: usize = C3_TABLE.iter().map(|list| list.len()).sum();
    assert_eq!(connections, 60);
    // Each map of S2 is read by ten of C3, and no two kernels read the same maps.
    for map in 0..6 {
        assert_eq!(
            C3_TABLE.iter().filter(|list| list.contains(&map)).count(),
            10
        );
    }
    for (k, list) in C3_TABLE.iter().enumerate() {
        assert!(!C3_TABLE[..k].contains(list), "{list:?} twice");
    }
    let bound = |name: &str, limit: Real| {
        let all = parameters(&mut published(3));
        let weights = &all
            .iter()
            .find(|(own, _)| own == name)
            .expect("it is there")
            .1;
        let most = weights
            .as_slice()
            .iter()
            .fold(0.0, |m: Real, w| m.max(w.abs()));
        assert!(
            most <= limit && most > 0.9 * limit,
            "{name}: {most} of {limit}"
        );
    };
    bound("0.weight", 2.4 / 25.0);
    // The kernels of three maps have the largest.
    bound("4.weight", 2.4 / 75.0);
    bound("8.weight", 2.4 / 400.0);
    bound("12.weight", 2.4 / 84.0);
}

/// Ten pictures, one of each class: both networks learn them by heart. (The published one
/// begins with small weights, and hardly sees its input at first: plain descent would stay
/// there long.)
#[test]
fn both_learn() {
    let x = draw(784, 10, 3);
    let labels: Vec<usize> = (0..10).collect();
    for (name, mut network) in [("modern", modern(1)), ("published", published(1))] {
        let mut training = Training::new(&mut network, Adam::new(0.003));
        let first = training.step(&x, &labels);
        let last = (0..80).map(|_| training.step(&x, &labels)).last();
        let last = last.expect("eighty steps");
        assert!(first > 1.0 && last < 0.05, "{name}: from {first} to {last}");
    }
}

/// What the paper's authors published as code, and others count: 60,965,224 parameters.
#[test]
fn alexnet_by_shapes() {
    let rows = alexnet::layers();
    let right: [(&str, &str, usize); 11] = [
        ("conv1", "96×55×55", 34_944),
        ("pool1", "96×27×27", 0),
        ("conv2", "256×27×27", 307_456),
        ("pool2", "256×13×13", 0),
        ("conv3", "384×13×13", 885_120),
        ("conv4", "384×13×13", 663_936),
        ("conv5", "256×13×13", 442_624),
        ("pool5", "256×6×6", 0),
        ("dense6", "4096×1×1", 37_752_832),
        ("dense7", "4096×1×1", 16_781_312),
        ("dense8", "1000×1×1", 4_097_000),
    ];
    for (row, (name, output, parameters)) in rows.iter().zip(right) {
        assert_eq!((row.name, row.parameters), (name, parameters));
        assert_eq!(row.output.to_string(), output);
    }
    assert_eq!(rows.len(), right.len());
    let sum: usize = rows.iter().map(|row| row.parameters).sum();
    assert_eq!(sum, 60_965_224);
    // conv1: 55·55 places of 96 kernels with 3·11·11 taps; dense8: as many as weights.
    assert_eq!(rows[0].multiply_adds, 55 * 55 * 96 * 363);
    assert_eq!(rows[10].multiply_adds, 4_096_000);
    assert!(
        rows[0].to_string().contains("96×55×55         34944"),
        "{}",
        rows[0]
    );
}

/// A kernel on an image of one channel.
fn answer(kernel: &Matrix, image: &Matrix) -> Vec<Real> {
    let (height, width) = image.shape();
    let shape = ImageShape::new(1, height, width);
    let geometry = Geometry::new(shape, 1, Window::new(kernel.nrows()));
    let x = image.transpose();
    loops::forward(
        x.as_slice(),
        &as_weights(std::slice::from_ref(kernel)),
        &[0.0],
        &geometry,
    )
}

#[test]
fn kernels_by_hand() {
    // A step to the right: dark, dark, bright, bright.
    let step = Matrix::from_fn(3, 4, |_, j| if j < 2 { 0.0 } else { 1.0 });
    assert_eq!(answer(&sobel_across(), &step), [4.0, 4.0]);
    assert_eq!(answer(&sobel_down(), &step), [0.0, 0.0]);
    assert_eq!(answer(&laplacian(), &step), [1.0, -1.0]);
    assert_eq!(answer(&sharpen(), &step), [-1.0, 2.0]);
    let down = Matrix::from_fn(4, 3, |i, _| if i < 2 { 0.0 } else { 1.0 });
    assert_eq!(answer(&sobel_down(), &down), [4.0, 4.0]);
    // Blurring keeps what is flat.
    let flat = Matrix::from_fn(5, 5, |_, _| 3.0);
    for blur in [box_blur(3), gaussian(3, 0.8), gaussian(5, 1.5)] {
        let largest = blur[(blur.nrows() / 2, blur.nrows() / 2)];
        assert!(blur.as_slice().iter().all(|&w| 0.0 < w && w <= largest));
        for y in answer(&blur, &flat) {
            assert!((y - 3.0).abs() < 1e-5, "{y}");
        }
    }
    // e^(−1/2σ²) from one pixel to the next, and a bell too narrow to see is the pixel itself.
    let bell = gaussian(5, 1.5);
    let ratio = (-1.0 / 4.5 as Real).exp();
    assert!((bell[(2, 3)] / bell[(2, 2)] - ratio).abs() < 1e-6);
    assert_eq!(gaussian(2, 0.01).as_slice(), [0.25; 4]);
    assert_eq!(gaussian(3, 1e-170)[(1, 1)], 1.0);
    // What no step from dark to bright tells apart.
    let corner = Matrix::from_fn(3, 3, |i, j| Real::from(u8::from((i, j) == (0, 0))));
    let at_corner = [sobel_across(), sobel_down(), laplacian(), sharpen()]
        .map(|k| answer(&k, &corner)[0]);
    assert_eq!(at_corner, [-1.0, -1.0, 0.0, 0.0]);
    let both = as_weights(&[sobel_across(), sobel_down()]);
    assert_eq!(both[(0, 1)], 0.0);
    assert_eq!(both[(1, 1)], -2.0);
}

/// In the middle 1; half a wave to the side −1 under its bell; the same, turned by a right
/// angle, on the other axis.
#[test]
fn a_gabor_by_hand() {
    let gabor = Gabor {
        wavelength: 4.0,
        orientation: 0.0,
        phase: 0.0,
        width: 2.0,
        aspect: 0.5,
    };
    let bell = |far: f64| (-far / 8.0).exp() as Real;
    let kernel = gabor.kernel(5);
    let close = |a: Real, b: Real| (a - b).abs() < 1e-6;
    assert_eq!(kernel[(2, 2)], 1.0);
    assert!(close(kernel[(2, 4)], -bell(4.0)), "{}", kernel[(2, 4)]);
    // Across the wave the bell alone, half as steep.
    assert!(close(kernel[(0, 2)], bell(1.0)), "{}", kernel[(0, 2)]);
    let turned = Gabor {
        orientation: std::f64::consts::FRAC_PI_2,
        ..gabor
    };
    let turned = turned.kernel(5);
    assert!(close(turned[(4, 2)], -bell(4.0)), "{}", turned[(4, 2)]);
    assert!(close(turned[(2, 0)], bell(1.0)), "{}", turned[(2, 0)]);
    // An edge: odd in the direction of the wave.
    let edge = Gabor {
        phase: std::f64::consts::FRAC_PI_2,
        ..gabor
    };
    let edge = edge.kernel(5);
    for i in 0..5 {
        for j in 0..5 {
            assert!(close(edge[(i, j)], -edge[(i, 4 - j)]));
        }
    }
    assert!(edge[(2, 1)] > 0.5, "bright on the left: {}", edge[(2, 1)]);
}
