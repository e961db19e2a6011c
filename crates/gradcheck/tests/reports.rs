//! What a learner reads.

use gradcheck::{
    Argument, Options, Report, check_derivative, check_gradient, check_vjp, gradcheck,
};

fn derivative(f: fn(f64) -> f64, yours: fn(f64) -> f64, x: f64) -> Report {
    check_derivative(f, yours, x, &Options::default())
}

fn looks_like(report: &Report) -> &str {
    report.looks_like().unwrap_or("nothing known")
}

/// W (2×3) x + b, and its backward pass.
fn linear(a: &[Vec<f64>]) -> Vec<f64> {
    (0..2)
        .map(|i| a[2][i] + (0..3).map(|j| a[0][i + 2 * j] * a[1][j]).sum::<f64>())
        .collect()
}

fn linear_backward(a: &[Vec<f64>], c: &[f64]) -> Vec<Vec<f64>> {
    let dw = (0..6).map(|at| c[at % 2] * a[1][at / 2]).collect();
    let dx = (0..3)
        .map(|j| (0..2).map(|i| c[i] * a[0][i + 2 * j]).sum())
        .collect();
    vec![dw, dx, c.to_vec()]
}

fn linear_arguments() -> [Argument; 3] {
    [
        Argument::matrix("W", 2, 3, &[0.75, -1.25, 0.625, 1.75, -0.5, 0.25]),
        Argument::vector("x", &[1.25, -0.75, 0.625]),
        Argument::vector("b", &[0.5, -1.5]),
    ]
}

/// The linear layer with a backward pass spoilt by `spoil`.
fn spoilt(spoil: impl Fn(&mut [Vec<f64>])) -> Report {
    let wrong = |a: &[Vec<f64>], c: &[f64]| {
        let mut gradients = linear_backward(a, c);
        spoil(&mut gradients);
        gradients
    };
    gradcheck(linear, wrong, &linear_arguments(), &Options::default())
}

#[test]
fn the_whole_text() {
    let report = derivative(f64::tanh, |x| 1.0 - x * x, 0.75)
        .titled("tanh")
        .with_hint("think of y");
    let exact = 1.0 - 0.75_f64.tanh().powi(2);
    let text = report.to_string();
    println!("{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "tanh: the derivative is wrong");
    assert_eq!(lines[1], "");
    assert!(lines[2].trim_start().starts_with("entry"), "{text}");
    let row: Vec<&str> = lines[3].split_whitespace().collect();
    assert_eq!(row[..4], ["x", "0.75", "0.437500", &format!("{exact:.6}")]);
    let error: f64 = row[4].parse().expect("an error");
    assert!(error < 1e-11);
    assert_eq!(lines[4], "");
    assert!(
        lines[5]
            .starts_with("looks like: your formula is right for the output y = f(x)")
    );
    assert_eq!(lines[7], "hint: think of y");
    assert_eq!(lines[8], "to reproduce:");
    assert_eq!(lines[9], "  let x = 0.75;");
    let expected = format!("  assert!((derivative(x) - {exact:.9}).abs() < 1e-9);");
    assert_eq!(lines[10], expected);
    assert_eq!(lines.len(), 11);
}

#[test]
fn the_pasted_lines_say_what_is_right() {
    let report = check_gradient(
        |x: &[f64]| x.iter().map(|x| x * x).sum(),
        |x: &[f64]| x.iter().map(|x| 2.0 * x.max(0.0)).collect(),
        &[0.75, -1.25],
        &Options::default(),
    );
    let text = report.to_string();
    assert!(text.contains("  let x = [0.75, -1.25];\n"), "{text}");
    assert!(
        text.contains("(gradient(&x)[1] + 2.50000000).abs() < 1e-8"),
        "{text}"
    );
    let text = spoilt(|g| g[2].fill(0.0)).to_string();
    assert!(text.contains("let cotangent = ["), "{text}");
    assert!(text.contains("vjp(&arguments, &cotangent)[2][0]"), "{text}");
}

#[test]
fn tables_are_aligned_and_narrow() {
    for report in [
        spoilt(|g| g[0].reverse()),
        spoilt(|g| g.iter_mut().flatten().for_each(|g| *g *= 1.0 + 1e-7)),
        spoilt(|g| g.iter_mut().flatten().for_each(|g| *g *= 1e9)),
        spoilt(|g| g[1][0] = f64::NAN),
        spoilt(|g| g[1][0] = f64::NEG_INFINITY),
    ] {
        let text = report.to_string();
        println!("{text}\n");
        assert!(
            text.lines().all(|line| line.chars().count() <= 80),
            "{text}"
        );
        assert!(text.lines().count() <= 18, "{text}");
        let head = text
            .lines()
            .find(|line| line.contains("numerical"))
            .expect("a table");
        let row = text
            .lines()
            .skip_while(|line| *line != head)
            .nth(1)
            .expect("a row");
        // The column "yours" ends where its numbers end.
        let end = head.find("yours").expect("a column") + "yours".len();
        let cut: String = row.chars().skip(end).take(1).collect();
        assert_eq!(cut, " ", "{text}");
        assert!(!text.contains('\u{1b}'), "no colours");
    }
}

#[test]
fn the_headline_says_which_argument() {
    let text = spoilt(|g| g[0][3] += 0.1).to_string();
    assert!(
        text.starts_with(
            "the gradient is wrong in 1 of 11 entries: W 1 of 6, x right, b right\n"
        ),
        "{text}"
    );
    assert!(text.contains("\n  W[1, 1]  "), "{text}");
    assert!(
        !text.contains("W[0, 0]") && !text.contains("b[0]"),
        "{text}"
    );
}

#[test]
fn the_worst_come_first_and_six_at_most() {
    let text = spoilt(|g| {
        for (k, g) in g.iter_mut().flatten().enumerate() {
            *g += 0.01 * (k + 1) as f64;
        }
    })
    .to_string();
    let names: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("  ") && line.contains('['))
        .map(|line| line.trim().split("  ").next().expect("a name"))
        .take(6)
        .collect();
    assert_eq!(
        names,
        ["b[1]", "b[0]", "x[2]", "x[1]", "x[0]", "W[1, 2]"],
        "{text}"
    );
    assert!(text.contains("\n  and 5 more\n"), "{text}");
}

#[test]
fn at_a_kink_both_slopes_and_the_convention() {
    let text = derivative(|x| x.max(0.0), |_| 0.0, 0.0)
        .titled("relu")
        .to_string();
    println!("{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "relu: at a kink there is no derivative to check");
    assert!(lines[2].contains("slope from the left  slope from the right"));
    let row: Vec<&str> = lines[3].split_whitespace().collect();
    assert_eq!(row, ["x", "0.0", "0.0", "0.0", "1.0"]);
    assert!(text.contains("convention (for ReLU at 0 it is 0)"));
    let text = derivative(|x| x.max(0.0), |_| -1.0, 0.0).to_string();
    assert!(
        text.contains("0.0 to 1.0") && text.contains("this is a kink"),
        "{text}"
    );
}

#[test]
fn mistakes_of_one_variable() {
    let says = |f, yours, x, words: &str| {
        let report = derivative(f, yours, x);
        assert!(looks_like(&report).contains(words), "{words}\n{report}");
    };
    says(f64::exp, |x| -x.exp(), 0.75, "the sign is reversed");
    says(f64::exp, |_| 0.0, 0.75, "yours is zero");
    says(|x| x * x, |x| x, 0.75, "×½");
    says(|x| x * x, |x| 4.0 * x, 0.75, "×2");
    says(
        |x| x.powi(3),
        |x| 3.0 * x.powi(3),
        0.75,
        "multiplied by x once too often",
    );
    says(|x| x.powi(3), |x| x * x, 0.75, "a factor 3 missing");
    says(
        |x| x * x.exp(),
        |x| (1.0 + x) * x.exp() / x,
        0.75,
        "lacks a factor: x",
    );
    says(
        |x| (x * x).exp(),
        |x| 2.0 * x,
        0.75,
        "lacks a factor: the output",
    );
    says(
        f64::tanh,
        |x| 1.0 - x * x,
        0.75,
        "right for the output y = f(x)",
    );
    says(f64::sin, |x| x.sin().cos(), 0.75, "was given the output");
    says(f64::sin, |_| 1.0, 0.75, "the local derivative is missing");
    says(
        f64::sin,
        |x| ((x + 1e-5).sin() - x.sin()) / 1e-5,
        0.75,
        "forward difference with h = 1e-5",
    );
    says(
        f64::sin,
        |x| (x.sin() - (x - 1e-4).sin()) / 1e-4,
        0.75,
        "backward difference with h = 1e-4",
    );
    says(f64::sin, |x| f64::from(x.cos() as f32), 0.7, "f32");
    says(|x| 0.797_884_56 * x, |_| 0.7979, 0.75, "agrees to 4 digits");
    // Nothing known is better than something wrong.
    assert_eq!(
        derivative(f64::sin, |x| x.cos() + 0.1 * x, 0.75).looks_like(),
        None
    );
}

#[test]
fn mistakes_of_layers() {
    let says = |report: &Report, words: &str| {
        assert!(looks_like(report).contains(words), "{words}\n{report}");
    };
    let turned = |g: &mut [Vec<f64>]| {
        let old = g[0].clone();
        (0..6).for_each(|at| g[0][at / 2 + at % 2 * 3] = old[at]);
    };
    says(&spoilt(turned), "this is the transpose, 3×2");
    says(&spoilt(|g| g[2].fill(0.0)), "yours is zero everywhere");
    says(
        &spoilt(|g| g[0].iter_mut().for_each(|g| *g *= 3.0)),
        "×3, the number of columns of W",
    );
    says(
        &spoilt(|g| g[0].iter_mut().for_each(|g| *g /= 3.0)),
        "divided by 3, the number of columns of W",
    );
    says(
        &spoilt(|g| g[0].iter_mut().for_each(|g| *g *= 3.0_f64.sqrt())),
        "√3",
    );
    says(
        &spoilt(|g| g.iter_mut().flatten().for_each(|g| *g = -*g)),
        "sign is reversed in every",
    );
    says(
        &spoilt(|g| g[1].iter_mut().for_each(|g| *g += 0.5)),
        "too large by the same 0.5",
    );
    // Two arguments, each wrong in its own way: the first is named.
    let both = spoilt(|g| {
        g[0].iter_mut().for_each(|g| *g *= 2.0);
        g[2].iter_mut().for_each(|g| *g = -*g);
    });
    says(&both, "W: every entry is ×2");
    says(
        &spoilt(|g| (0..3).for_each(|j| g[0][1 + 2 * j] *= 1.5)),
        "wrong only in row 1 of W",
    );
    says(
        &spoilt(|g| (2..4).for_each(|at| g[0][at] *= 1.5 + at as f64)),
        "wrong only in column 1 of W",
    );

    let ignoring = |a: &[Vec<f64>], _: &[f64]| linear_backward(a, &[1.0, 1.0]);
    says(
        &gradcheck(linear, ignoring, &linear_arguments(), &Options::default()),
        "ignores the incoming gradient",
    );
    let quotient = |a: &[Vec<f64>]| vec![a[0][0] / a[1][0]];
    let exchanged = |a: &[Vec<f64>], c: &[f64]| {
        vec![
            vec![-c[0] * a[0][0] / a[1][0] / a[1][0]],
            vec![c[0] / a[1][0]],
        ]
    };
    let ab = [Argument::scalar("a", 0.75), Argument::scalar("b", -1.25)];
    says(
        &gradcheck(quotient, exchanged, &ab, &Options::default()),
        "of a and b are exchanged",
    );
}

#[test]
fn mistakes_of_matrices() {
    let says = |report: &Report, words: &str| {
        assert!(looks_like(report).contains(words), "{words}\n{report}");
    };
    let values: Vec<f64> = (0..16)
        .map(|k| f64::from(k * 7 % 16) / 8.0 - 0.9375)
        .collect();
    let image = [Argument::matrix("X", 4, 4, &values)];
    let cubes = |a: &[Vec<f64>]| vec![a[0].iter().map(|x| x * x * x).sum()];
    let check = |wrong: &dyn Fn(usize, usize, f64) -> f64| {
        let vjp = |a: &[Vec<f64>], c: &[f64]| {
            let entry =
                |(at, x): (usize, &f64)| wrong(at % 4, at / 4, c[0] * 3.0 * x * x);
            vec![a[0].iter().enumerate().map(entry).collect()]
        };
        check_vjp(cubes, vjp, &image, &[0.75], &Options::default())
    };
    let inside = |r: usize, c: usize| (1..3).contains(&r) && (1..3).contains(&c);
    says(
        &check(&|r, c, g| if inside(r, c) { g } else { 0.5 * g }),
        "only at the border of X",
    );
    says(
        &check(&|r, c, g| if r == c { g + 1.0 } else { g }),
        "wrong only on the diagonal",
    );
    says(
        &check(&|r, c, g| if r == c { g } else { g * g }),
        "right only on the diagonal",
    );
    says(
        &check(&|r, c, g| if r < c { 0.0 } else { g }),
        "zero that should not be",
    );
    let report = check_gradient(
        |x: &[f64]| x.iter().map(|x| x.abs()).sum(),
        |x: &[f64]| x.iter().map(|_| 1.0).collect(),
        &[0.75, -1.25, 0.5, -0.25],
        &Options::default(),
    );
    says(&report, "wrong only where x is negative");
    let mean = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>() / 50.0;
    let report = check_gradient(
        mean,
        |x: &[f64]| x.iter().map(|x| 2.0 * x / 49.0).collect(),
        &[0.75; 50],
        &Options::default(),
    );
    says(&report, "×50/49: divided by 49 instead of 50?");
}
