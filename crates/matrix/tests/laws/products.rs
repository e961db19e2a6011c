//! Products: against three loops, and against each other.

use matrix::{Factor, Matrix, Real, Vector};
use proptest::prelude::*;

use crate::plain::{Plain, any_matrix, matrix, plain, rough, size};

/// How one side of a product is given.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    /// A matrix as it is.
    Plain,
    /// A matrix that holds the transpose, as `a.t()`.
    Transposed,
    /// A vector: one column.
    Column,
    /// A vector as `v.t()`: one row.
    Row,
}

const SIDES: [Side; 4] = [Side::Plain, Side::Transposed, Side::Column, Side::Row];

/// What holds the numbers of one side.
enum Held {
    Matrix(Matrix),
    Vector(Vector),
}

impl Side {
    fn hold(self, numbers: &Plain) -> Held {
        match self {
            Side::Plain => Held::Matrix(numbers.matrix()),
            Side::Transposed => Held::Matrix(numbers.transposed().matrix()),
            Side::Column | Side::Row => Held::Vector(numbers.vector()),
        }
    }

    fn of(self, held: &Held) -> Factor<'_> {
        match (self, held) {
            (Side::Plain, Held::Matrix(a)) => a.into(),
            (Side::Transposed, Held::Matrix(a)) => a.t(),
            (Side::Column, Held::Vector(v)) => v.into(),
            (Side::Row, Held::Vector(v)) => v.t(),
            _ => unreachable!("`hold` chose what fits"),
        }
    }
}

/// Sizes m, k, n, made to suit vectors: a column has one column, a row has one row.
fn fitting(left: Side, right: Side, [m, k, n]: [usize; 3]) -> [usize; 3] {
    let one_between = left == Side::Column || right == Side::Row;
    [
        if left == Side::Row { 1 } else { m },
        if one_between { 1 } else { k },
        if right == Side::Column { 1 } else { n },
    ]
}

#[derive(Clone, Debug)]
struct Case {
    left: Side,
    right: Side,
    a: Plain,
    b: Plain,
    /// What lies where the product goes, in the product's shape.
    before: Plain,
    /// The same in any shape.
    elsewhere: Matrix,
}

fn case(left: Side, right: Side) -> impl Strategy<Value = Case> {
    let sizes = [size(), size(), size()];
    sizes.prop_flat_map(move |sizes| {
        let [m, k, n] = fitting(left, right, sizes);
        (plain(m, k), plain(k, n), plain(m, n), any_matrix()).prop_map(
            move |(a, b, before, elsewhere)| Case {
                left,
                right,
                a,
                b,
                before,
                elsewhere,
            },
        )
    })
}

/// Replacing and adding, from both sides as they are held.
fn check(case: Case) -> Result<(), TestCaseError> {
    let (a, b) = (case.left.hold(&case.a), case.right.hold(&case.b));
    let (a, b) = (case.left.of(&a), case.right.of(&b));
    let right = case.a.times(&case.b);

    let mut place = case.elsewhere;
    // NaN would stay NaN if it were multiplied by 0 instead of replaced.
    place.fill(Real::NAN);
    place.set_product(a, b);
    prop_assert_eq!(Plain::of(&place), right.clone(), "set_product, reshaped");

    let mut place = case.before.matrix();
    place.add_product(a, b);
    let sum = case.before.plus(&right);
    prop_assert_eq!(Plain::of(&place), sum, "add_product");

    place.fill(Real::NAN);
    place.set_product(a, b);
    prop_assert_eq!(Plain::of(&place), right.clone(), "set_product, in place");

    prop_assert_eq!(Plain::of(&(a * b)), right, "a * b");
    Ok(())
}

/// Every way to give the left side with every way to give the right.
#[test]
fn a_product_is_three_loops() {
    for left in SIDES {
        for right in SIDES {
            let mut runner =
                proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(128));
            let ran = runner.run(&case(left, right), check);
            ran.unwrap_or_else(|failure| panic!("{left:?} · {right:?}: {failure}"));
        }
    }
}

/// Beyond the sizes at which the kernel starts to cut its work into blocks, with edges that
/// no block size divides.
#[test]
fn large_products_are_three_loops() {
    let sizes = [
        [1, 1_021, 1],
        [61, 67, 59],
        [7, 509, 13],
        [131, 257, 17],
        [6, 25, 1_013],
        [1_009, 3, 5],
        [263, 1, 271],
    ];
    for [m, k, n] in sizes {
        let entry = |i: usize, j: usize| {
            // 64ths from −2 to 2, as everywhere here.
            let k = (i * 89 + j * 55 + i * j) % 257;
            k as Real / 64.0 - 2.0
        };
        let (a, b) = (Plain::by(m, k, entry), Plain::by(k, n, entry));
        let before = Plain::by(m, n, entry);
        for left in [Side::Plain, Side::Transposed] {
            for right in [Side::Plain, Side::Transposed] {
                let case = Case {
                    left,
                    right,
                    a: a.clone(),
                    b: b.clone(),
                    before: before.clone(),
                    elsewhere: Matrix::zeros(3, 2),
                };
                let checked = check(case);
                // Not the numbers: nobody reads a thousand.
                assert!(checked.is_ok(), "{left:?} {m}×{k} · {right:?} {k}×{n}");
            }
        }
    }
}

/// Numbers that do round. A sum of k products, added up in any order, is off by at most
/// k·ε/2 of the sum of the products' sizes (Higham, "Accuracy and stability of numerical
/// algorithms", 2002, section 3.1); so is the loop's, so twice that lies between them. The 1
/// is for the terms of second order.
#[test]
fn rounding_stays_within_its_bound() {
    let mut rounded = false;
    for [m, k, n] in [[5, 7, 3], [64, 64, 64], [17, 1_009, 11], [6, 25, 509]] {
        let (a, b) = (rough(1, m, k), rough(2, k, n));
        let (ours, loops) = (&a.matrix() * &b.matrix(), a.times(&b));
        let size = |plain: &Plain| {
            Plain::by(plain.rows, plain.columns, |i, j| plain.at(i, j).abs())
        };
        let sizes = size(&a).times(&size(&b));
        for i in 0..m {
            for j in 0..n {
                let most = (k + 1) as Real * Real::EPSILON * sizes.at(i, j);
                let off = (ours[(i, j)] - loops.at(i, j)).abs();
                assert!(off <= most, "({i}, {j}) of {m}×{k}·{k}×{n}: {off} > {most}");
                rounded |= off > 0.0;
            }
        }
    }
    assert!(rounded, "no entry rounds: this test would see nothing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The seven operators give what `set_product` gives, and a vector where the product is
    /// a matrix times a vector.
    #[test]
    fn operators_are_products(
        (a, b, x, v) in [size(), size(), size()].prop_flat_map(|[m, k, n]| {
            (plain(m, k), plain(k, n), plain(k, 1), plain(m, 1))
        }),
    ) {
        let (ab, ax) = (a.times(&b), a.times(&x));
        let (a_, b_) = (a.matrix(), b.matrix());
        let (a_t, b_t) = (a.transposed().matrix(), b.transposed().matrix());
        prop_assert_eq!(Plain::of(&(&a_ * &b_)), ab.clone());
        prop_assert_eq!(Plain::of(&(&a_ * b_t.t())), ab.clone());
        prop_assert_eq!(Plain::of(&(a_t.t() * &b_)), ab.clone());
        prop_assert_eq!(Plain::of(&(a_t.t() * b_t.t())), ab);
        let x_ = x.vector();
        prop_assert_eq!(&a_ * &x_, ax.vector());
        prop_assert_eq!(a_t.t() * &x_, ax.vector());
        let v_ = v.vector();
        prop_assert_eq!(Plain::of(&(&v_ * x_.t())), v.times(&x.transposed()));
        prop_assert_eq!(&v_ * x_.t(), Matrix::outer(&v_, &x_));
    }

    #[test]
    fn a_transposed_product_is_the_product_of_the_transposed(
        (a, b) in [size(), size(), size()]
            .prop_flat_map(|[m, k, n]| (matrix(m, k), matrix(k, n))),
    ) {
        let right = b.transpose();
        prop_assert_eq!((&a * &b).transpose(), &right * &a.transpose());
        prop_assert_eq!((&a * &b).transpose(), b.t() * a.t());
    }

    #[test]
    fn the_identity_changes_nothing(a in any_matrix()) {
        let (m, n) = a.shape();
        prop_assert_eq!(&Matrix::identity(m) * &a, a.clone());
        prop_assert_eq!(&a * &Matrix::identity(n), a.clone());
        prop_assert_eq!(a.t() * &Matrix::identity(m), a.transpose());
    }

    /// A diagonal matrix scales rows from the left and columns from the right.
    #[test]
    fn a_diagonal_scales(a in any_matrix()) {
        let (m, n) = a.shape();
        let factors = |size: usize| -> Vector { (0..size).map(|i| i as Real - 2.5).collect() };
        let (down, right) = (factors(m), factors(n));
        let rows = Matrix::from_fn(m, n, |i, j| down[i] * a[(i, j)]);
        let columns = Matrix::from_fn(m, n, |i, j| a[(i, j)] * right[j]);
        prop_assert_eq!(&Matrix::diagonal(&down) * &a, rows);
        prop_assert_eq!(&a * &Matrix::diagonal(&right), columns);
    }

    #[test]
    fn a_product_is_linear(
        (a, b, c) in [size(), size(), size()]
            .prop_flat_map(|[m, k, n]| (matrix(m, k), matrix(k, n), matrix(k, n))),
    ) {
        prop_assert_eq!(&a * &(&b + &c), &(&a * &b) + &(&a * &c));
        prop_assert_eq!(&a * &(0.75 * &b), 0.75 * &(&a * &b));
    }

    #[test]
    fn an_inner_product_is_a_row_times_a_column(
        (v, x) in size().prop_flat_map(|n| (plain(n, 1), plain(n, 1))),
    ) {
        let one = v.transposed().times(&x);
        let (v, x) = (v.vector(), x.vector());
        prop_assert_eq!(v.dot(&x), one.entries[0]);
        prop_assert_eq!(v.t() * &x, Vector::from([one.entries[0]]));
    }
}

/// (A·B)·C = A·(B·C) but for rounding. Each side makes at most k + l + 2 roundings of ε/2 of
/// the product of the sizes, |A|·|B|·|C|; two sides, so (k + l + 2)·ε lies between them.
#[test]
fn products_may_be_taken_in_any_order() {
    let [m, k, l, n] = [13, 31, 7, 17];
    let (a, b, c) = (rough(1, m, k), rough(2, k, l), rough(3, l, n));
    let size = |plain: &Plain| {
        Plain::by(plain.rows, plain.columns, |i, j| plain.at(i, j).abs())
    };
    let sizes = size(&a).times(&size(&b)).times(&size(&c));
    let (a, b, c) = (a.matrix(), b.matrix(), c.matrix());
    let (left, right) = (&(&a * &b) * &c, &a * &(&b * &c));
    assert_ne!(left, right, "nothing rounds: this test would see nothing");
    for i in 0..m {
        for j in 0..n {
            let most = (k + l + 2) as Real * Real::EPSILON * sizes.at(i, j);
            let off = (left[(i, j)] - right[(i, j)]).abs();
            assert!(off <= most, "({i}, {j}): {off} > {most}");
        }
    }
}

/// The shape that a product sees.
#[test]
fn a_factor_knows_its_shape() {
    let (a, v) = (Matrix::zeros(2, 3), Vector::zeros(5));
    assert_eq!(Factor::from(&a).shape(), (2, 3));
    assert_eq!(a.t().shape(), (3, 2));
    assert_eq!(Factor::from(&v).shape(), (5, 1));
    assert_eq!(v.t().shape(), (1, 5));
}

/// A wrong number does not hide: 0·NaN and 0·∞ are NaN.
#[test]
fn not_a_number_goes_through() {
    for wrong in [Real::NAN, Real::INFINITY] {
        let a = Matrix::from_rows([[0.0, 1.0], [0.0, 0.0]]);
        let b = Matrix::from_rows([[wrong], [2.0]]);
        let product = &a * &b;
        assert!(product.as_slice().iter().all(|x| x.is_nan()), "{product:?}");
    }
}
