//! L2 before an optimizer.

use backprop::{Optimizer, Sgd};
use optimizers::{Adam, WithL2};

/// λw is added to the slope: at slope 0 plain descent multiplies w by 1 − ηλ.
#[test]
fn l2_by_hand() {
    let sgd = Sgd {
        learning_rate: 0.25,
    };
    let mut decayed = WithL2::new(sgd, 0.5);
    let mut w = [8.0, -4.0, 0.0];
    decayed.update(0, &mut w, &[0.0, 2.0, 1.0]);
    assert_eq!(w, [7.0, -4.0, -0.25]);
}

/// Within Adam the decay passes through the root: small and large numbers get the same
/// step, η, which is why there is `AdamW`.
#[test]
fn l2_inside_adam_is_not_a_decay() {
    let mut adam = Adam::new(0.25);
    adam.epsilon = 0.0;
    let mut decayed = WithL2::new(adam, 0.5);
    let mut w = [8.0, -0.5];
    decayed.update(0, &mut w, &[0.0; 2]);
    let off = (w[0] - 7.75).abs().max((w[1] + 0.25).abs());
    assert!(off < 32.0 * f64::EPSILON * 8.0, "{w:?}");
}
