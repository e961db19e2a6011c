//! `+`, `−`, `*`, `/` and the minus sign: between two numbers on the tape, or one and a
//! constant.
//!
//! A constant never moves, so nobody asks for its slope: it gets no row and no edge.

use std::ops::{Add, Div, Mul, Neg, Sub};

use crate::Var;
use crate::rules::{self, Local};
use crate::tape::Op;

// ANCHOR: three
/// Both numbers are on the tape: two edges.
#[inline]
fn both<'t>(
    op: Op,
    rule: impl Fn(f64, f64) -> Local<2>,
    a: Var<'t>,
    b: Var<'t>,
) -> Var<'t> {
    let (value, [slope_a, slope_b]) = rule(a.value, b.value);
    a.tape.record(op, value, [(a, slope_a), (b, slope_b)])
}

/// The right one is a constant, as in `x - 3.0`: one edge, with the slope of the left.
#[inline]
fn constant_right(
    op: Op,
    rule: impl Fn(f64, f64) -> Local<2>,
    a: Var,
    constant: f64,
) -> Var {
    let (value, [slope, _]) = rule(a.value, constant);
    a.tape.record(op, value, [(a, slope)])
}

/// The left one is a constant, as in `3.0 - x`: one edge, with the slope of the right.
#[inline]
fn constant_left(
    op: Op,
    rule: impl Fn(f64, f64) -> Local<2>,
    constant: f64,
    b: Var,
) -> Var {
    // ANCHOR: exercise_1_9
    let (value, [_, slope]) = rule(constant, b.value);
    b.tape.record(op, value, [(b, slope)])
    // ANCHOR_END: exercise_1_9
}
// ANCHOR_END: three

// ANCHOR: operator
/// Writes one operator for `Var ∘ Var`, `Var ∘ f64` and `f64 ∘ Var`.
macro_rules! operator {
    ($Trait:ident, $method:ident, $op:expr, $rule:expr) => {
        impl<'t> $Trait for Var<'t> {
            type Output = Var<'t>;
            #[inline]
            fn $method(self, other: Var<'t>) -> Var<'t> {
                both($op, $rule, self, other)
            }
        }

        impl<'t> $Trait<f64> for Var<'t> {
            type Output = Var<'t>;
            #[inline]
            fn $method(self, constant: f64) -> Var<'t> {
                constant_right($op, $rule, self, constant)
            }
        }

        impl<'t> $Trait<Var<'t>> for f64 {
            type Output = Var<'t>;
            #[inline]
            fn $method(self, other: Var<'t>) -> Var<'t> {
                constant_left($op, $rule, self, other)
            }
        }
    };
}

operator!(Add, add, Op::Add, rules::sum);
operator!(Sub, sub, Op::Sub, rules::difference);
operator!(Mul, mul, Op::Mul, rules::product);
operator!(Div, div, Op::Div, rules::quotient);

impl Neg for Var<'_> {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        self.record(Op::Neg, rules::negation(self.value))
    }
}
// ANCHOR_END: operator
