//! What every optimizer owes, whatever its formula is.
//!
//! That the gradient it is given stays as it is, its signature promises already.

use std::panic::{AssertUnwindSafe, catch_unwind};

use backprop::Optimizer;
use optimizers::{Adam, Memory};

use crate::support::{all, bits, slopes};

/// Each parameter has a memory of its own: two that are updated in turns go where each
/// would have gone alone.
#[test]
fn two_parameters_do_not_mix() {
    for ((name, mut both), (_, mut alone)) in all().into_iter().zip(all()) {
        let (mut long, mut short) = (vec![1.5; 5], vec![-0.75; 3]);
        let mut on_its_own = short.clone();
        for t in 0..20 {
            both.update(0, &mut long, &slopes(t, 5));
            both.update(1, &mut short, &slopes(3 * t + 1, 3));
            alone.update(0, &mut on_its_own, &slopes(3 * t + 1, 3));
        }
        assert_eq!(bits(&short), bits(&on_its_own), "{name}");
        assert_ne!(short, vec![-0.75; 3], "{name} did not move");
    }
}

/// And each number of a parameter: where it stands in the list does not matter.
#[test]
fn numbers_do_not_mix() {
    for ((name, mut together), (_, mut alone)) in all().into_iter().zip(all()) {
        let (mut many, mut one) = (vec![0.5; 40], vec![0.5]);
        for t in 0..10 {
            let slopes = slopes(t, 40);
            together.update(0, &mut many, &slopes);
            alone.update(0, &mut one, &slopes[37..38]);
        }
        assert_eq!(bits(&many[37..38]), bits(&one), "{name}");
        assert_ne!(
            many[36], many[37],
            "{name}: all the same, nothing is tested"
        );
    }
}

/// Slopes that do not fit are named with both sizes, and nothing is changed.
#[test]
fn slopes_that_do_not_fit_are_named() {
    for (name, mut optimizer) in all() {
        let mut values = [1.0, 2.0, 3.0];
        let update = || optimizer.update(0, &mut values, &[0.5, 0.5]);
        let panic = catch_unwind(AssertUnwindSafe(update)).expect_err(name);
        let said = panic.downcast_ref::<String>().expect("a message");
        assert_eq!(*said, format!("{name}::update: 3 values, 2 slopes"));
        assert_eq!(values, [1.0, 2.0, 3.0], "{name}");
    }
}

#[test]
fn an_empty_parameter_is_no_trouble() {
    for (_, mut optimizer) in all() {
        optimizer.update(0, &mut [], &[]);
        optimizer.update(1, &mut [1.0], &[1.0]);
        optimizer.update(0, &mut [], &[]);
    }
}

/// Steps are counted from 1, for each parameter apart.
#[test]
fn a_memory_begins_with_zeros_and_counts_from_1() {
    let mut memory = Memory::<2>::default();
    assert_eq!(memory.step(0, 2).0, 1);
    let (step, [first, second]) = memory.step(1, 3);
    assert_eq!((step, &*first, &*second), (1, &[0.0; 3][..], &[0.0; 3][..]));
    first[1] = 5.0;
    second[2] = 7.0;
    let (step, [first, second]) = memory.step(1, 3);
    assert_eq!(step, 2);
    assert_eq!(
        (&*first, &*second),
        (&[0.0, 5.0, 0.0][..], &[0.0, 0.0, 7.0][..])
    );
    assert_eq!(memory.step(0, 2).0, 2);
}

#[test]
#[should_panic(expected = "parameter 2 updated, but only 1 were seen before it")]
fn parameters_come_in_order() {
    let mut adam = Adam::new(0.1);
    adam.update(0, &mut [1.0], &[1.0]);
    adam.update(2, &mut [1.0], &[1.0]);
}

#[test]
#[should_panic(expected = "parameter 0 has 3 numbers, but had 2 before")]
fn a_parameter_keeps_its_size() {
    let mut adam = Adam::new(0.1);
    adam.update(0, &mut [1.0; 2], &[1.0; 2]);
    adam.update(0, &mut [1.0; 3], &[1.0; 3]);
}
