//! The exercises of lesson 5 against the reference. What they call `backprop` and `optimizers` is
//! known as `lesson_2` and `lesson_4` here, and a package can have only one name.

extern crate lesson_2 as backprop;
extern crate lesson_4 as optimizers;

#[path = "../exercises/lesson-5/tests/exercises.rs"]
mod exercises;
