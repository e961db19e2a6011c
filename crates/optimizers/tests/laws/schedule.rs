//! Learning rates against tables made by hand, and against their limits.

use optimizers::Schedule::{
    self, Constant, Cosine, Exponential, InverseTime, Steps, WarmUp,
};

fn factors(schedule: &Schedule, steps: &[usize]) -> Vec<f64> {
    steps.iter().map(|&step| schedule.factor(step)).collect()
}

#[test]
fn tables_by_hand() {
    assert_eq!(factors(&Constant, &[0, 1, 1000]), [1.0; 3]);
    let steps = Steps {
        every: 3,
        factor: 0.5,
    };
    let right = [1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.25];
    assert_eq!(factors(&steps, &[0, 1, 2, 3, 4, 5, 6]), right);
    let exponential = Exponential { factor: 0.5 };
    assert_eq!(
        factors(&exponential, &[0, 1, 2, 10]),
        [1.0, 0.5, 0.25, 1.0 / 1024.0]
    );
    let inverse = InverseTime { half: 4.0 };
    let right = [1.0, 0.8, 0.5, 1.0 / 3.0, 0.25];
    assert_eq!(factors(&inverse, &[0, 1, 4, 8, 12]), right);
}

/// Half a wave: 1 at first, halfway down in the middle, the floor at the end and after it.
#[test]
fn half_a_cosine() {
    let cosine = Cosine {
        steps: 8,
        floor: 0.2,
    };
    // cos 45° = √½ a quarter of the way.
    let quarter = 0.4 * 0.5_f64.sqrt();
    let right = [1.0, 0.6 + quarter, 0.6, 0.6 - quarter, 0.2, 0.2, 0.2];
    let ours = factors(&cosine, &[0, 2, 4, 6, 8, 9, 1000]);
    for (ours, right) in ours.iter().zip(right) {
        assert!((ours - right).abs() < 1e-15, "{ours}, {right}");
    }
}

/// A climb in equal parts, none of which is 0; then the other schedule from its beginning.
#[test]
fn warm_up() {
    let then = Cosine {
        steps: 8,
        floor: 0.0,
    };
    let schedule = WarmUp {
        steps: 4,
        then: Box::new(then.clone()),
    };
    assert_eq!(
        factors(&schedule, &[0, 1, 2, 3, 4]),
        [0.25, 0.5, 0.75, 1.0, 1.0]
    );
    for step in 0..20 {
        assert_eq!(schedule.factor(4 + step), then.factor(step));
    }
    let none = WarmUp {
        steps: 0,
        then: Box::new(then.clone()),
    };
    assert_eq!(factors(&none, &[0, 4, 9]), factors(&then, &[0, 4, 9]));
}

/// Each falls and never rises, stays between its floor and 1, and is a number at any step.
#[test]
fn limits() {
    let all: [(Schedule, f64); 5] = [
        (Constant, 1.0),
        (
            Steps {
                every: 7,
                factor: 0.9,
            },
            0.0,
        ),
        (Exponential { factor: 0.99 }, 0.0),
        (InverseTime { half: 20.0 }, 0.0),
        (
            Cosine {
                steps: 300,
                floor: 0.125,
            },
            0.125,
        ),
    ];
    for (schedule, floor) in all {
        let all: Vec<_> = (0..1000).map(|step| schedule.factor(step)).collect();
        assert_eq!(all[0], 1.0, "{schedule:?}");
        assert!(
            all.windows(2).all(|pair| pair[1] <= pair[0]),
            "{schedule:?}"
        );
        let end = schedule.factor(usize::MAX);
        assert!((end - floor).abs() < 1e-15, "{schedule:?} ends at {end}");
        assert!(all.iter().all(|factor| (floor..=1.0).contains(factor)));
    }
}

/// Zeros where there should be a number of steps do no harm.
#[test]
fn no_steps() {
    let steps = Steps {
        every: 0,
        factor: 0.5,
    };
    assert_eq!(factors(&steps, &[0, 1, 2]), [1.0, 0.5, 0.25]);
    let cosine = Cosine {
        steps: 0,
        floor: 0.5,
    };
    assert_eq!(factors(&cosine, &[0, 1]), [1.0, 0.5]);
}
