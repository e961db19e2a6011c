//! The exercises of lesson 4 against the reference. What they call `backprop` is known as
//! `lesson_2` here, and a package can have only one name.

extern crate lesson_2 as backprop;

#[path = "../exercises/lesson-4/tests/exercises.rs"]
mod exercises;
