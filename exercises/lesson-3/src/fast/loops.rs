//! The loops, compiled for each kind of processor, and the choice between them.

use pulp::{Arch, NullaryFnOnce};

/// A function of one number, on its way into a loop.
pub(super) trait Curve: Copy {
    fn at(self, x: f32) -> f32;
}

impl<F: Fn(f32) -> f32 + Copy> Curve for F {
    #[inline(always)]
    fn at(self, x: f32) -> f32 {
        self(x)
    }
}

/// A function with its parameter. (A closure would do the same, but nothing can force the
/// compiler to inline one.)
#[derive(Clone, Copy)]
pub(super) struct With<F>(pub(super) F, pub(super) f32);

impl<F: Fn(f32, f32) -> f32 + Copy> Curve for With<F> {
    #[inline(always)]
    fn at(self, x: f32) -> f32 {
        (self.0)(x, self.1)
    }
}

struct Map<'a, C> {
    curve: C,
    x: &'a [f32],
    y: &'a mut [f32],
}

impl<C: Curve> NullaryFnOnce for Map<'_, C> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for (y, &x) in self.y.iter_mut().zip(self.x) {
            *y = self.curve.at(x);
        }
    }
}

struct Multiply<'a, C> {
    dy: &'a [f32],
    curve: C,
    x: &'a [f32],
    dx: &'a mut [f32],
}

impl<C: Curve> NullaryFnOnce for Multiply<'_, C> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for ((dx, &dy), &x) in self.dx.iter_mut().zip(self.dy).zip(self.x) {
            *dx = dy * self.curve.at(x);
        }
    }
}

/// y ← f(x). `dispatch` calls the loop that was compiled for the widest registers that
/// this processor has.
pub(super) fn map(curve: impl Curve, x: &[f32], y: &mut [f32]) {
    let (y0, y) = y.split_at_mut(unaligned(y));
    let (x0, x) = x.split_at(y0.len());
    let arch = Arch::new();
    arch.dispatch(Map {
        curve,
        x: x0,
        y: y0,
    });
    arch.dispatch(Map { curve, x, y });
}

/// dx ← dy·f(x)
pub(super) fn multiply(dy: &[f32], curve: impl Curve, x: &[f32], dx: &mut [f32]) {
    let (dx0, dx) = dx.split_at_mut(unaligned(dx));
    let (dy0, dy) = dy.split_at(dx0.len());
    let (x0, x) = x.split_at(dx0.len());
    let arch = Arch::new();
    arch.dispatch(Multiply {
        dy: dy0,
        curve,
        x: x0,
        dx: dx0,
    });
    arch.dispatch(Multiply { dy, curve, x, dx });
}

/// How many numbers stand before the first whole line of the cache. A register that is
/// stored across the border of two lines costs two; but for a few numbers a second loop
/// costs more.
fn unaligned(numbers: &[f32]) -> usize {
    const LINE: usize = 64;
    const FEW: usize = 512;
    if numbers.len() < FEW {
        return 0;
    }
    numbers.as_ptr().align_offset(LINE)
}

/// Whether these loops are faster than the clear functions: with a fused multiply-add, or
/// where they have been written without one.
pub(super) fn faster() -> bool {
    UNFUSED || !matches!(Arch::new(), Arch::Scalar)
}

/// Whether x·b + c is rounded twice, as a product and as a sum. WebAssembly has no
/// instruction that rounds once, and `mul_add` is a slow call there. (The feature is for the
/// tests: they look at that case on any machine.)
pub(super) const UNFUSED: bool = cfg!(any(target_family = "wasm", feature = "unfused"));

pub(super) trait TimesPlus {
    /// x·b + c
    fn times_plus(self, b: f32, c: f32) -> f32;
}

impl TimesPlus for f32 {
    #[inline(always)]
    fn times_plus(self, b: f32, c: f32) -> f32 {
        if UNFUSED {
            self * b + c
        } else {
            self.mul_add(b, c)
        }
    }
}
