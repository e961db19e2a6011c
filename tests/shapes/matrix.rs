//! The calls of `matrix` that cannot work.

use matrix::{Factor, Matrix, Place, Vector};

use crate::{Case, case, raise, see};

/// 2×3 and 3×2: as many entries, so that nothing but the shape is wrong.
pub(crate) fn wide() -> Matrix {
    Matrix::zeros(2, 3)
}

pub(crate) fn tall() -> Matrix {
    Matrix::zeros(3, 2)
}

pub(crate) fn zeros(size: usize) -> Vector {
    Vector::zeros(size)
}

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    case("Matrix::from_columns", || raise(Matrix::from_columns(2, 3, vec![0.0; 5])), &["5 numbers", "2×3"]),
    case("Matrix::column", || see(wide().column(3).to_vec()), &["column 3", "2×3"]),
    case("Matrix::column_mut", || wide().column_mut(3).fill(1.0), &["column 3", "2×3"]),
    case("Matrix::index", || see(wide()[(2, 0)]), &["entry (2, 0)", "2×3"]),
    case("Matrix::index", || see(wide()[(0, 3)]), &["entry (0, 3)", "2×3"]),
    case("Matrix::index_mut", || wide()[(2, 0)] = 1.0, &["entry (2, 0)", "2×3"]),
    case("Matrix::index_mut", || wide()[(0, 3)] = 1.0, &["entry (0, 3)", "2×3"]),
    case("Matrix::set_map_pairs", || Matrix::default().set_map_pairs(&wide(), &tall(), |a, _| a), &["set_map_pairs", "left", "2×3", "right", "3×2"]),
    case("Matrix::hadamard", || see(wide().hadamard(&tall())), &["left", "2×3", "right", "3×2"]),
    case("Matrix::set_product", || Matrix::default().set_product(&wide(), &wide()), &["product", "left", "2×3", "right", "2×3"]),
    case("Matrix::set_product", || Matrix::default().set_product(wide().t(), &tall()), &["product", "left", "3×2", "right", "3×2"]),
    case("Matrix::set_product", || Matrix::default().set_product(&wide(), zeros(2).t()), &["product", "left", "2×3", "right", "1×2"]),
    case("Matrix::add_product", || tall().add_product(&wide(), &wide()), &["product", "left", "2×3", "right", "2×3"]),
    // The sides fit each other, the place does not fit them; 3×2 would be 2×3 in memory.
    case("Matrix::add_product", || wide().add_product(&tall(), &Matrix::zeros(2, 2)), &["product", "3×2 by 2×2", "3×2", "place", "2×3"]),
    case("Matrix::rows", || see(wide().rows(1..3).shape()), &["rows 1..3", "2×3"]),
    case("Matrix::columns", || see(wide().columns(2..4).shape()), &["columns 2..4", "2×3"]),
    case("Matrix::rows_mut", || see(wide().rows_mut(1..3)), &["rows 1..3", "2×3"]),
    case("Matrix::columns_mut", || see(wide().columns_mut(2..4)), &["columns 2..4", "2×3"]),
    case("Factor::from_slice", || see(Factor::from_slice(&[0.0; 5], 2, 3).shape()), &["Factor::from_slice", "5 numbers", "2×3"]),
    case("Place::from_slice", || see(Place::from_slice(&mut [0.0; 5], 2, 3)), &["Place::from_slice", "5 numbers", "2×3"]),
    case("Place::from_slice", || see(Place::from_slice(&mut [], HALF, 2)), &["Place::from_slice", "0 numbers", "×2"]),
    case("Place::set_product", || wide().rows_mut(0..1).set_product(&wide(), &tall()), &["product", "2×3 by 3×2", "2×2", "place", "1×3"]),
    case("Place::add_product", || wide().columns_mut(0..2).add_product(&wide(), &wide()), &["product", "left", "2×3", "right", "2×3"]),
    case("Vector::unit", || see(Vector::unit(3, 3)), &["place 3", "3"]),
    case("Vector::dot", || see(zeros(2).dot(&zeros(3))), &["dot", "left", "2", "right", "3"]),
    case("Vector::hadamard", || see(zeros(2).hadamard(&zeros(3))), &["hadamard", "left", "2", "right", "3"]),
    // + − and their like stand in a macro, for matrices and for vectors.
    case("Type::add", || see(&wide() + &tall()), &["+", "left", "2×3", "right", "3×2"]),
    case("Type::add", || see(&zeros(2) + &zeros(3)), &["+", "left", "2", "right", "3"]),
    case("Type::sub", || see(&wide() - &tall()), &["−", "left", "2×3", "right", "3×2"]),
    case("Type::sub", || see(&zeros(2) - &zeros(3)), &["−", "left", "2", "right", "3"]),
    case("Type::add_assign", || { let mut a = wide(); a += &tall(); }, &["+=", "left", "2×3", "right", "3×2"]),
    case("Type::add_assign", || { let mut v = zeros(2); v += &zeros(3); }, &["+=", "left", "2", "right", "3"]),
    case("Type::sub_assign", || { let mut a = wide(); a -= &tall(); }, &["−=", "left", "2×3", "right", "3×2"]),
    case("Type::sub_assign", || { let mut v = zeros(2); v -= &zeros(3); }, &["−=", "left", "2", "right", "3"]),
    // The seven products with `*`, in another macro.
    case("left::mul", || see(&wide() * &wide()), &["product", "left", "2×3", "right", "2×3"]),
    case("left::mul", || see(&wide() * tall().t()), &["product", "left", "2×3", "right", "2×3"]),
    case("left::mul", || see(tall().t() * &wide()), &["product", "left", "2×3", "right", "2×3"]),
    case("left::mul", || see(tall().t() * tall().t()), &["product", "left", "2×3", "right", "2×3"]),
    case("left::mul", || see(&zeros(2) * tall().t()), &["product", "left", "2×1", "right", "2×3"]),
    case("left::mul", || see(&wide() * &zeros(2)), &["product", "left", "2×3", "right", "2×1"]),
    case("left::mul", || see(wide().t() * &zeros(3)), &["product", "left", "3×2", "right", "3×1"]),
    case("Matrix::zeros", || see(Matrix::zeros(HALF, 2)), &["×2"]),
    case("Matrix::identity", || see(Matrix::identity(HALF)), &["more entries than"]),
    case("Matrix::from_fn", || see(Matrix::from_fn(HALF, 2, |_, _| 0.0)), &["×2"]),
    case("Matrix::reshape", || Matrix::default().reshape(HALF, 2), &["×2"]),
];

/// Half of all places that there are: two columns of it wrap around to nothing.
const HALF: usize = 1 << (usize::BITS - 1);
