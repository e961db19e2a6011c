//! What must hold for matrices and vectors, whatever is in them.
//!
//! Every test runs with numbers of 64 bits, and with `--features f32` with 32 bits.
//!
//! Most numbers here are k/64 with −128 ≤ k ≤ 128. Products of two are multiples of 1/4096
//! of at most 4, so a sum of 1,000 of them is a whole number of 4096ths below 2²⁴: even 32
//! bits hold it, and every sum on the way to it, without rounding. So results are compared
//! exactly, in whatever order they were added up. Where that does not apply, the test says
//! how many roundings it allows for.

mod elementwise;
mod making;
mod parts;
mod plain;
mod printing;
mod products;
