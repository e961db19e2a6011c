//! What it costs to multiply the Jacobians of a chain, in two orders.
//!
//! The chain is given by its sizes: `[5, 3, 2, 1]` has five inputs, then three numbers,
//! then two, then one. Its Jacobians are 3×5, 2×3 and 1×2. An m×k matrix times a k×n
//! matrix takes m·k·n multiplications.

/// Multiplications from the input's side, as forward mode does: J₂·J₁ first, then J₃
/// times that, and so on.
///
/// Fewer than two Jacobians need none.
pub fn from_the_input(sizes: &[usize]) -> usize {
    let mut total = 0;
    // ANCHOR: exercise_2_5_input
    // The product so far has always as many columns as there are inputs.
    for pair in sizes.windows(2).skip(1) {
        total += pair[1] * pair[0] * sizes[0];
    }
    // ANCHOR_END: exercise_2_5_input
    total
}

/// Multiplications from the output's side, as reverse mode does: the last two Jacobians
/// first, then that times the one before, and so on.
pub fn from_the_output(sizes: &[usize]) -> usize {
    let mut total = 0;
    // ANCHOR: exercise_2_5_output
    // The product so far has always as many rows as there are outputs.
    for pair in sizes.windows(2).rev().skip(1) {
        total += sizes[sizes.len() - 1] * pair[1] * pair[0];
    }
    // ANCHOR_END: exercise_2_5_output
    total
}
