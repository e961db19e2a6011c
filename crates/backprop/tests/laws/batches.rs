//! Every sample once per pass, in an order that a seed decides.

use backprop::Batches;
use backprop::batches::Mean;
use datasets::Dataset;
use matrix::Real;

use crate::support::random;

/// `count` samples of three features; the first says which sample it is.
fn samples(count: u16) -> Dataset {
    let features = |i: u16| [f64::from(i), f64::from(i) * 0.5, -f64::from(i)];
    let values = (0..count).flat_map(features).collect();
    let labels = (0..count).map(|i| usize::from(i) % 7).collect();
    Dataset::new(3, 7, values, labels).expect("three features each")
}

/// The samples of a pass, by number, batch by batch. Each column must be whole, with the
/// label that belongs to it.
fn pass(batches: &mut Batches) -> Vec<Vec<u16>> {
    let mut seen = Vec::new();
    for i in 0..batches.count() {
        let (x, labels) = batches.get(i);
        assert_eq!(x.shape(), (3, labels.len()));
        let mut batch = Vec::new();
        for (column, &label) in x.column_iter().zip(labels) {
            let number = column[0] as i32;
            let number = u16::try_from(number).expect("made from one");
            let whole = Real::from(number);
            assert_eq!(column, [whole, whole * 0.5, -whole]);
            assert_eq!(
                label,
                usize::from(number) % 7,
                "the label of another sample"
            );
            batch.push(number);
        }
        seen.push(batch);
    }
    seen
}

#[test]
fn every_sample_once_per_pass() {
    let random = &mut random(1);
    for (count, size) in [(23, 5), (24, 6), (7, 7), (3, 10), (11, 1), (1, 1)] {
        let data = samples(count);
        let mut batches = Batches::new(&data, size);
        let whole = usize::from(count) / size;
        let rest = usize::from(count) % size;
        for _ in 0..4 {
            let seen = pass(&mut batches);
            let mut sizes = vec![size; whole];
            if rest > 0 {
                sizes.push(rest);
            }
            let found: Vec<_> = seen.iter().map(Vec::len).collect();
            assert_eq!(found, sizes, "{count} samples in batches of {size}");
            let mut all = seen.concat();
            all.sort_unstable();
            assert!(all.into_iter().eq(0..count), "{count} in batches of {size}");
            batches.shuffle(random);
        }
    }
}

#[test]
fn without_shuffling_the_order_is_the_datas() {
    let data = samples(23);
    assert!(
        pass(&mut Batches::new(&data, 5))
            .concat()
            .into_iter()
            .eq(0..23)
    );
}

/// The same seed gives the same passes; another seed others; and a pass is not the pass
/// before.
#[test]
fn the_seed_decides_the_order() {
    let data = samples(101);
    let run = |seed| {
        let mut random = random(seed);
        let mut batches = Batches::new(&data, 8);
        let mut passes = Vec::new();
        for _ in 0..3 {
            batches.shuffle(&mut random);
            passes.push(pass(&mut batches));
        }
        passes
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
    assert_ne!(run(1)[0], run(1)[1]);
    // Where a sample comes does not depend on how large the batches are.
    let mut small = Batches::new(&data, 3);
    small.shuffle(&mut random(1));
    assert_eq!(pass(&mut small).concat(), run(1)[0].concat());
}

/// A fair order: over many shuffles each sample comes first about equally often.
#[test]
fn no_sample_is_preferred() {
    const PLACES: u16 = 5;
    const SHUFFLES: u32 = 2_000;
    let data = samples(PLACES);
    let mut batches = Batches::new(&data, usize::from(PLACES));
    let random = &mut random(3);
    let mut first = [0_u32; PLACES as usize];
    for _ in 0..SHUFFLES {
        batches.shuffle(random);
        first[usize::from(pass(&mut batches)[0][0])] += 1;
    }
    // 400 each, with a standard deviation of √(2000·⅕·⅘) = 17.9: five of those.
    let expected = f64::from(SHUFFLES) / f64::from(PLACES);
    let deviation = (expected * (1.0 - 1.0 / f64::from(PLACES))).sqrt();
    for times in first {
        let off = (f64::from(times) - expected).abs();
        assert!(off < 5.0 * deviation, "{first:?}");
    }
}

/// A batch can be had again and in any order; what was lent before is not mixed in.
#[test]
fn batches_can_be_taken_in_any_order() {
    let data = samples(23);
    let mut batches = Batches::new(&data, 5);
    let first = |batches: &mut Batches, i| {
        let (x, labels) = batches.get(i);
        (x.clone(), labels.to_vec())
    };
    let (last, zeroth) = (first(&mut batches, 4), first(&mut batches, 0));
    assert_eq!((last.0.ncols(), zeroth.0.ncols()), (3, 5));
    assert_eq!(first(&mut batches, 4), last);
    assert_eq!(first(&mut batches, 0), zeroth);
}

/// A batch's mean counts as often as it has samples.
#[test]
fn the_mean_of_a_pass_is_a_mean_over_samples() {
    let mut mean = Mean::default();
    // Four samples of 1 and one of 6: 10/5.
    mean.add(1.0, 4);
    mean.add(6.0, 1);
    assert_eq!(mean.value(), 2.0);
    mean.add(0.0, 0);
    assert_eq!(mean.value(), 2.0);
    assert!(Mean::default().value().is_nan(), "a mean of nothing");
}
