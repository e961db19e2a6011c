//! What the exercises' tests share: small matrices, verdicts in words, and functions and layers
//! without a hole. Everything here is plain loops, so that nothing of yours is judged by itself,
//! and one exercise need not wait for another.

use std::cell::Cell;
use std::rc::Rc;

use gradcheck::strategies::{vector, vector_away_from_zero};
use gradcheck::{Argument, Options, check_vjp, for_all, gradcheck};
use judge::{Grid, Wrong};
pub(crate) use judge::{causes, expect_number as expect};
use lesson_2::functions::Chain;
use lesson_2::{Function, Layer, Parameter};
use matrix::{Matrix, Vector};

/// How many points a property of a few numbers is tried at.
pub(crate) const CASES: u32 = 12;

// Matrices. A closure is passed as `&dyn Fn`, here and below: each generic call would be compiled
// anew after every edit of yours.

/// Entry (i, j) is `entry(i, j)`.
pub(crate) fn table(
    rows: usize,
    columns: usize,
    entry: &dyn Fn(usize, usize) -> f64,
) -> Matrix {
    Matrix::from_fn(rows, columns, entry)
}

/// A matrix from its rows, one after the other.
pub(crate) fn rows(columns: usize, entries: &[f64]) -> Matrix {
    table(entries.len() / columns, columns, &|i, j| {
        entries[i * columns + j]
    })
}

/// A matrix with one column.
pub(crate) fn column(entries: &[f64]) -> Matrix {
    rows(1, entries)
}

/// A matrix from its entries, column by column.
pub(crate) fn filled((m, n): (usize, usize), entries: &[f64]) -> Matrix {
    table(m, n, &|i, j| entries[i + j * m])
}

/// A matrix of short numbers without a pattern.
pub(crate) fn numbers(rows: usize, columns: usize, seed: usize) -> Matrix {
    table(rows, columns, &|i, j| {
        let k = i + 31 * j + 101 * seed;
        // Cubing takes the numbers below 23 to the same numbers in another order.
        (k * k * k % 23) as f64 / 4.0 - 2.75
    })
}

/// f of every entry.
pub(crate) fn each(x: &Matrix, f: &dyn Fn(f64) -> f64) -> Matrix {
    table(x.nrows(), x.ncols(), &|i, j| f(x[(i, j)]))
}

/// A·B.
pub(crate) fn times(a: &Matrix, b: &Matrix) -> Matrix {
    table(a.nrows(), b.ncols(), &|i, j| {
        let mut sum = 0.0;
        for k in 0..a.ncols() {
            sum += a[(i, k)] * b[(k, j)];
        }
        sum
    })
}

/// W·X + b: the bias is added to every sample.
pub(crate) fn affine(w: &Matrix, x: &Matrix, b: &Matrix) -> Matrix {
    let product = times(w, x);
    table(w.nrows(), x.ncols(), &|i, j| product[(i, j)] + b[(i, 0)])
}

/// The sum of each row, as a column: over the batch.
pub(crate) fn over_the_batch(x: &Matrix) -> Matrix {
    times(x, &table(x.ncols(), 1, &|_, _| 1.0))
}

/// The matrix of the hand examples, 2×3.
pub(crate) fn hand() -> Matrix {
    rows(3, &[1.0, 2.0, 0.0, 0.0, -1.0, 3.0])
}

/// Logits whose softmax is (1, 2, 5)/8.
pub(crate) fn logits() -> [f64; 3] {
    [0.0, 2_f64.ln(), 5_f64.ln()]
}

/// The softmax of each column, as it stands in the formula.
pub(crate) fn probabilities(z: &Matrix) -> Matrix {
    let e = each(z, &f64::exp);
    let sums = over_the_batch(&e.transpose());
    table(z.nrows(), z.ncols(), &|i, j| e[(i, j)] / sums[(j, 0)])
}

/// Ones where the labels are.
pub(crate) fn one_hot(classes: usize, labels: &[usize]) -> Matrix {
    let is = |i: usize, j: usize| if labels[j] == i { 1.0 } else { 0.0 };
    table(classes, labels.len(), &is)
}

/// The mean of −ln p over the samples.
pub(crate) fn cross_entropy(z: &Matrix, labels: &[usize]) -> f64 {
    let p = probabilities(z);
    let mut total = 0.0;
    for (j, &label) in labels.iter().enumerate() {
        total -= p[(label, j)].ln();
    }
    total / labels.len() as f64
}

// Verdicts.

pub(crate) fn grid(matrix: &Matrix) -> Grid<'_> {
    Grid {
        rows: matrix.nrows(),
        columns: matrix.ncols(),
        entries: matrix.as_slice(),
    }
}

/// What was never written into: no rows and no columns.
pub(crate) const EMPTY: Wrong = Wrong::Is(Grid {
    rows: 0,
    columns: 0,
    entries: &[],
});

/// Numbers as they are written in a text: `(1, 0, 3.368e-305)`.
pub(crate) fn listed(numbers: &[f64]) -> String {
    let texts: Vec<String> = numbers.iter().map(|&x| judge::short(x)).collect();
    format!("({})", texts.join(", "))
}

/// Whether all numbers agree.
pub(crate) fn agree(yours: &[f64], right: &[f64]) -> bool {
    Grid::row_of(yours).same(Grid::row_of(right))
}

/// Signs of what a panic says: sizes in a product, its place, sums entry by entry, and an index.
pub(crate) const SIDES: &str = "the columns of the left must be as many";
pub(crate) const PLACE: &str = "but the result's place is";
pub(crate) const PAIR: &str = "the right one";
pub(crate) const ENTRY: &str = "entry (";

/// Fails with `yours` and `right` side by side, and with the words for the first wrong result
/// that is yours.
#[track_caller]
pub(crate) fn expect_matrix(
    what: &str,
    yours: &Matrix,
    right: &Matrix,
    causes: &[(Wrong, &str)],
    otherwise: &str,
) {
    judge::expect(what, grid(yours), grid(right), causes, otherwise);
}

/// Each argument's name, rows and columns.
type Shapes<'a> = [(&'a str, usize, usize)];
/// From arguments to a result.
type Value<'a> = dyn Fn(&[Matrix]) -> Matrix + 'a;
/// From arguments and the slope in the result to the slope in each argument.
type Back<'a> = dyn Fn(&[Matrix], &Matrix) -> Vec<Matrix> + 'a;

fn matrices(shapes: &Shapes, values: &[Vec<f64>]) -> Vec<Matrix> {
    let mut all = Vec::new();
    for (&(_, m, n), values) in shapes.iter().zip(values) {
        all.push(filled((m, n), values));
    }
    all
}

fn flat(all: &[Matrix]) -> Vec<Vec<f64>> {
    let mut values = Vec::new();
    for matrix in all {
        values.push(matrix.as_slice().to_vec());
    }
    values
}

/// What comes back, against numerical slopes at many points, with a random slope in the result.
#[track_caller]
pub(crate) fn slopes(
    title: &str,
    shapes: &Shapes,
    away_from_zero: bool,
    value: &Value,
    back: &Back,
) {
    let mut total = 0;
    for (_, m, n) in shapes {
        total += m * n;
    }
    let points = if away_from_zero {
        vector_away_from_zero(total)
    } else {
        vector(total)
    };
    // The more numbers, the fewer points: each is nudged about fifteen times at each point.
    let cases = (96 / total as u32).clamp(3, CASES);
    for_all(cases, &points, &mut |at| {
        let (mut arguments, mut begin) = (Vec::new(), 0);
        for &(name, m, n) in shapes {
            arguments.push(Argument::matrix(name, m, n, &at[begin..begin + m * n]));
            begin += m * n;
        }
        let report = gradcheck(
            |values| value(&matrices(shapes, values)).as_slice().to_vec(),
            |values, slope| {
                let arguments = matrices(shapes, values);
                let slope = filled(value(&arguments).shape(), slope);
                flat(&back(&arguments, &slope))
            },
            &arguments,
            &Options::default(),
        );
        report.titled(title).into_result()
    });
}

/// A function's vector-Jacobian product against numerical slopes at many points.
#[track_caller]
pub(crate) fn back_of(title: &str, inputs: usize, function: &dyn Function) {
    let vector = |m: &Matrix| Vector::from(m.as_slice());
    slopes(
        title,
        &[("x", inputs, 1)],
        false,
        &|x| function.value(&vector(&x[0])).into(),
        &|x, v| vec![function.vjp(&vector(&x[0]), &vector(v)).into()],
    );
}

/// A Jacobian against numerical slopes at many points, row by row.
#[track_caller]
pub(crate) fn rows_of_jacobian(title: &str, inputs: usize, function: &dyn Function) {
    for_all(CASES, &vector(inputs), &mut |at| {
        let turned = function.jacobian(&at.into()).transpose();
        for i in 0..turned.ncols() {
            let report = check_vjp(
                |x| function.value(&x[0].as_slice().into()).to_vec(),
                |_, _| vec![turned.column(i).to_vec()],
                &[Argument::vector("x", at)],
                &Vector::unit(turned.ncols(), i),
                &Options::default(),
            );
            let title = format!("{title}, row {i} of the Jacobian");
            report.titled(&title).into_result()?;
        }
        Ok(())
    });
}

// Functions and layers without a hole.

/// fᵢ(x) = Σⱼ wᵢⱼ·xⱼ². It counts how often its Jacobian is asked for.
struct Squares {
    weight: Matrix,
    asked: Rc<Cell<usize>>,
}

impl Function for Squares {
    fn value(&self, x: &Vector) -> Vector {
        times(&self.weight, &column(&x.hadamard(x))).into()
    }

    fn jacobian(&self, x: &Vector) -> Matrix {
        self.asked.set(self.asked.get() + 1);
        let (m, n) = self.weight.shape();
        table(m, n, &|i, j| 2.0 * self.weight[(i, j)] * x[j])
    }

    fn vjp(&self, x: &Vector, cotangent: &Vector) -> Vector {
        let back = times(&self.weight.transpose(), &column(cotangent));
        Vector::from(back).hadamard(&(2.0 * x))
    }
}

/// A chain of `Squares`, and the counter they share.
pub(crate) fn squares(weights: &[&Matrix]) -> (Chain, Rc<Cell<usize>>) {
    let asked = Rc::new(Cell::new(0));
    let mut functions: Vec<Box<dyn Function>> = Vec::new();
    for &weight in weights {
        let (weight, asked) = (weight.clone(), asked.clone());
        functions.push(Box::new(Squares { weight, asked }));
    }
    (Chain { functions }, asked)
}

/// Y = W·X + b.
pub(crate) struct Plain {
    weight: Parameter,
    bias: Parameter,
    x: Matrix,
    y: Matrix,
    dx: Matrix,
}

impl Plain {
    pub(crate) fn new(w: &Matrix, b: &Matrix) -> Self {
        Self {
            weight: Parameter::new("weight", &[w.nrows(), w.ncols()], w.clone()),
            bias: Parameter::new("bias", &[b.nrows()], b.clone()),
            x: Matrix::default(),
            y: Matrix::default(),
            dx: Matrix::default(),
        }
    }
}

impl Layer for Plain {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        self.x = x.clone();
        self.y = affine(&self.weight.value, x, &self.bias.value);
        &self.y
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        self.weight.gradient += &times(dy, &self.x.transpose());
        self.bias.gradient += &over_the_batch(dy);
        self.dx = times(&self.weight.value.transpose(), dy);
        &self.dx
    }

    fn visit(&mut self, visit: &mut dyn FnMut(&mut Parameter)) {
        visit(&mut self.weight);
        visit(&mut self.bias);
    }
}

/// All gradients of a network, in the order of its parameters.
pub(crate) fn gradients(network: &mut dyn Layer) -> Vec<Matrix> {
    let mut all = Vec::new();
    network.visit(&mut |parameter| all.push(parameter.gradient.clone()));
    all
}

/// All parameters of a network.
pub(crate) fn values(network: &mut dyn Layer) -> Vec<Matrix> {
    let mut all = Vec::new();
    network.visit(&mut |parameter| all.push(parameter.value.clone()));
    all
}
