//! Numerical derivatives of functions of one number, of a vector, and of vectors to vectors.

use crate::{Options, estimate::Estimate, ladder::ladder};

/// The derivative of `f` at `x`, with its error.
///
/// ```
/// let d = gradcheck::numerical_derivative(f64::tanh, 0.5);
/// let exact = 1.0 - 0.5_f64.tanh().powi(2);
/// assert!((d.value - exact).abs() <= 4.0 * d.error);
/// assert!(d.error < 1e-11);
/// ```
pub fn numerical_derivative(mut f: impl FnMut(f64) -> f64, x: f64) -> Estimate {
    ladder(&mut f, x, Options::default().max_evals)
}

/// The partial derivatives of `f` at `x`, one for each entry of `x`.
pub fn numerical_gradient(
    mut f: impl FnMut(&[f64]) -> f64,
    x: &[f64],
) -> Vec<Estimate> {
    let mut point = x.to_vec();
    let partial = |i: usize| {
        let estimate = ladder(
            &mut |xi| {
                point[i] = xi;
                f(&point)
            },
            x[i],
            Options::default().max_evals,
        );
        point[i] = x[i];
        estimate
    };
    (0..x.len()).map(partial).collect()
}

/// The Jacobian of `f` at `x`: `rows` outputs × `columns` inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Jacobian {
    /// Number of outputs of `f`.
    pub rows: usize,
    /// Number of inputs of `f`.
    pub columns: usize,
    /// The `rows · columns` entries, column by column: entry (i, j) is ∂fᵢ/∂xⱼ.
    pub entries: Vec<Estimate>,
}

impl Jacobian {
    /// ∂fᵢ/∂xⱼ.
    ///
    /// # Panics
    /// If `row` or `column` is out of range.
    #[track_caller]
    pub fn at(&self, row: usize, column: usize) -> Estimate {
        assert!(
            row < self.rows && column < self.columns,
            "entry ({row}, {column}) of a {}×{} Jacobian",
            self.rows,
            self.columns
        );
        self.entries[row + column * self.rows]
    }
}

/// The Jacobian of `f` at `x`, each entry with its error.
///
/// Column j moves along xⱼ alone; all outputs share the evaluations of `f`.
///
/// ```
/// let rotate = |x: &[f64]| vec![-x[1], x[0], x[0] * x[1]];
/// let jacobian = gradcheck::numerical_jacobian(rotate, &[2.0, 3.0]);
/// assert_eq!((jacobian.rows, jacobian.columns), (3, 2));
/// assert!((jacobian.at(2, 0).value - 3.0).abs() < 1e-10);
/// ```
pub fn numerical_jacobian(
    mut f: impl FnMut(&[f64]) -> Vec<f64>,
    x: &[f64],
) -> Jacobian {
    let rows = f(x).len();
    let mut point = x.to_vec();
    let mut entries = Vec::with_capacity(rows * x.len());
    for (j, &xj) in x.iter().enumerate() {
        let mut along = |value: f64| {
            point[j] = value;
            f(&point)
        };
        entries.extend(derivatives(
            &mut along,
            xj,
            rows,
            Options::default().max_evals,
        ));
        point[j] = xj;
    }
    Jacobian {
        rows,
        columns: x.len(),
        entries,
    }
}

/// The derivatives of the `outputs` components of `f` at `t`, which share the evaluations.
pub(crate) fn derivatives(
    f: &mut dyn FnMut(f64) -> Vec<f64>,
    t: f64,
    outputs: usize,
    budget: usize,
) -> Vec<Estimate> {
    let mut seen: Vec<(f64, Vec<f64>)> = Vec::new();
    let mut component = |i: usize| {
        let mut value = |t: f64| {
            let known = seen.iter().position(|(at, _)| *at == t);
            let at = known.unwrap_or_else(|| {
                seen.push((t, f(t)));
                seen.len() - 1
            });
            seen[at].1.get(i).copied().unwrap_or(f64::NAN)
        };
        ladder(&mut value, t, budget)
    };
    (0..outputs).map(&mut component).collect()
}
