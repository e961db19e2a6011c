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
    // >>> exercise 2.5 (input): your code from here
    todo!("exercise 2.5 (input): Two orders, two prices");
    // <<< exercise 2.5 (input): to here
    total
}

/// Multiplications from the output's side, as reverse mode does: the last two Jacobians
/// first, then that times the one before, and so on.
pub fn from_the_output(sizes: &[usize]) -> usize {
    let mut total = 0;
    // >>> exercise 2.5 (output): your code from here
    todo!("exercise 2.5 (output): Two orders, two prices");
    // <<< exercise 2.5 (output): to here
    total
}
