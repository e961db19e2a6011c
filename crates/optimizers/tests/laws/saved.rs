//! Saving and restoring: a run goes on as if it had never stopped, and a damaged file is an
//! error in words. What a file may cost is in `tests/allocation_optimizers.rs`.

use backprop::Optimizer;
use matrix::Real;
use optimizers::saved::{SavedError, from_bytes, to_bytes};
use optimizers::{
    Adadelta, Adagrad, Adam, AdamW, Memory, Momentum, Nesterov, RmsProp, WithL2,
};
use proptest::prelude::*;

use crate::support::{bits, slopes};

const SIZES: [usize; 2] = [5, 3];

fn walk(optimizer: &mut dyn Optimizer, values: &mut [Vec<Real>], steps: [usize; 2]) {
    for t in steps[0]..steps[1] {
        for (index, values) in values.iter_mut().enumerate() {
            let slopes = slopes(t + 50 * index, values.len());
            optimizer.update(index, values, &slopes);
        }
    }
}

/// Stops after 7 steps, saves, and goes on from the file with a fresh optimizer.
fn continues<O: Optimizer + Clone, const SLOTS: usize>(
    name: &str,
    fresh: &O,
    memory: fn(&mut O) -> &mut Memory<SLOTS>,
) {
    let (mut through, mut values) = (fresh.clone(), SIZES.map(|size| vec![0.5; size]));
    walk(&mut through, &mut values, [0, 7]);
    let bytes = to_bytes(memory(&mut through)).expect("it has a memory");
    let (mut restored, mut forgetful) = (fresh.clone(), fresh.clone());
    *memory(&mut restored) = from_bytes(&bytes).expect("our own bytes");
    let mut others = [values.clone(), values.clone()];
    walk(&mut through, &mut values, [7, 20]);
    walk(&mut restored, &mut others[0], [7, 20]);
    walk(&mut forgetful, &mut others[1], [7, 20]);
    let [resumed, forgot] = others.map(|values| bits(&values.concat()));
    let right = bits(&values.concat());
    assert!(resumed == right, "{name} goes on elsewhere");
    assert_ne!(
        forgot, right,
        "{name}: nothing to remember, nothing is tested"
    );
    assert_eq!(memory(&mut restored), memory(&mut through), "{name}");
}

#[test]
fn a_restored_run_goes_on_bit_for_bit() {
    let momentum = Momentum::new(0.1, 0.9);
    let mut damped = momentum.clone();
    damped.dampening = 0.5;
    continues("Momentum", &momentum, |o| &mut o.memory);
    continues("Momentum, damped", &damped, |o| &mut o.memory);
    continues("Nesterov", &Nesterov::new(0.1, 0.9), |o| &mut o.memory);
    continues("Adagrad", &Adagrad::new(0.1), |o| &mut o.memory);
    continues("RmsProp", &RmsProp::new(0.1), |o| &mut o.memory);
    continues("Adadelta", &Adadelta::new(), |o| &mut o.memory);
    continues("Adam", &Adam::new(0.1), |o| &mut o.memory);
    continues("AdamW", &AdamW::new(0.1, 0.1), |o| &mut o.adam.memory);
    let l2 = WithL2::new(momentum, 0.1);
    continues("WithL2", &l2, |o| &mut o.optimizer.memory);
    #[cfg(not(feature = "f32"))]
    continues("Learned", &crate::learned::untrained(3), |o| &mut o.memory);
}

/// Numbers that a text would not keep.
#[test]
fn every_bit_comes_back() {
    let mut memory = Memory::<1>::default();
    let odd = [Real::NAN, -0.0, Real::INFINITY, Real::MIN_POSITIVE / 4.0];
    memory.step(0, 4).1[0].copy_from_slice(&odd);
    let mut back =
        from_bytes::<1>(&to_bytes(&memory).expect("a memory")).expect("ours");
    let (step, [list]) = back.step(0, 4);
    assert_eq!((step, bits(list)), (2, bits(&odd)));
    // An optimizer that has made no step has nothing to remember.
    let empty = to_bytes(&Memory::<2>::default()).expect("nothing");
    assert_eq!(from_bytes::<2>(&empty).expect("ours"), Memory::default());
}

/// The memory of an Adam that has seen two parameters.
fn whole() -> Vec<u8> {
    let mut adam = Adam::new(0.1);
    let mut values = SIZES.map(|size| vec![0.5; size]);
    walk(&mut adam, &mut values, [0, 4]);
    to_bytes(&adam.memory).expect("it has a memory")
}

/// Where the numbers begin.
fn start(file: &[u8]) -> usize {
    let length = file[..8].try_into().expect("8 bytes");
    8 + usize::try_from(u64::from_le_bytes(length)).expect("our own header is short")
}

/// A tensor of a file that is made up.
type Tensor = (&'static str, &'static str, usize, usize);

/// A file of tensors with name, kind, length and size of a number; all of zeros.
fn file(tensors: &[Tensor]) -> Vec<u8> {
    let mut begin = 0;
    let entries: Vec<_> = tensors
        .iter()
        .map(|(name, kind, length, size)| {
            let end = begin + length * size;
            let offsets = format!("[{begin},{end}]");
            begin = end;
            format!(
                r#""{name}":{{"dtype":"{kind}","shape":[{length}],"data_offsets":{offsets}}}"#
            )
        })
        .collect();
    let header = format!("{{{}}}", entries.join(","));
    let length = (header.len() as u64).to_le_bytes();
    [&length, header.as_bytes(), &vec![0; begin]].concat()
}

#[cfg(not(feature = "f32"))]
const REAL: (&str, usize) = ("F64", 8);
#[cfg(feature = "f32")]
const REAL: (&str, usize) = ("F32", 4);

fn list(name: &'static str, length: usize) -> Tensor {
    (name, REAL.0, length, REAL.1)
}

const STEPS: Tensor = ("0.steps", "U32", 1, 4);

#[track_caller]
fn complains<const SLOTS: usize>(tensors: &[Tensor], parts: &[&str]) -> SavedError {
    let error = from_bytes::<SLOTS>(&file(tensors)).expect_err("this file is damaged");
    let text = error.to_string();
    for part in parts {
        assert!(text.contains(part), "{part:?} is missing in {text:?}");
    }
    error
}

#[test]
fn a_file_that_is_made_up_well_is_read() {
    let right = [STEPS, list("0.0", 3), list("0.1", 3)];
    let mut memory = from_bytes::<2>(&file(&right)).expect("nothing is wrong");
    assert_eq!(memory.step(0, 3).0, 1);
    // The order of the names is the file's own affair.
    let mixed = [list("0.1", 3), STEPS, list("0.0", 3)];
    from_bytes::<2>(&file(&mixed)).expect("nothing is wrong");
}

/// The count of steps ends at 2³² − 1, and Adam goes on with full memories.
#[test]
fn after_four_billion_steps_it_goes_on() {
    let mut bytes = file(&[STEPS, list("0.0", 1), list("0.1", 1)]);
    let begin = start(&bytes);
    bytes[begin..begin + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    let mut adam = Adam::new(0.5);
    adam.memory = from_bytes(&bytes).expect("nothing is wrong");
    let mut w = [0.0];
    adam.update(0, &mut w, &[-1.0]);
    assert_eq!(adam.memory.step(0, 1).0, u32::MAX);
    // Memories of zeros that count as full: (1 − β₁)/√(1 − β₂) = √10 times η.
    assert!(
        (w[0] / (0.5 * Real::sqrt(10.0)) - 1.0).abs() < 1e-4,
        "{w:?}"
    );
}

#[test]
fn a_tensor_too_few_or_too_many() {
    let error = complains::<2>(&[STEPS, list("0.0", 3)], &["`0.1`"]);
    assert!(matches!(error, SavedError::Missing(_)), "{error}");
    complains::<1>(&[STEPS, list("0.1", 3)], &["`0.0`"]);
    // Another optimizer's, with a list more; a parameter that was left out; a stranger.
    let adams = [STEPS, list("0.0", 3), list("0.1", 3)];
    let error = complains::<1>(&adams, &["`0.1`", "another kind"]);
    assert!(matches!(error, SavedError::Unknown(_)), "{error}");
    let one = [STEPS, list("0.0", 3)];
    let gap = [one[0], one[1], ("2.steps", "U32", 1, 4), list("2.0", 3)];
    complains::<1>(&gap, &["`2."]);
    complains::<1>(&[one[0], one[1], list("0.weight", 3)], &["`0.weight`"]);
    complains::<1>(&[list("0.0", 3)], &["`0.0`"]);
    complains::<1>(&[one[0], one[1], list("00.0", 3)], &["`00.0`"]);
}

#[test]
fn lists_of_different_lengths() {
    let tensors = [STEPS, list("0.0", 3), list("0.1", 2)];
    let error = complains::<2>(&tensors, &["`0.1`", "[2]", "[3]"]);
    assert!(matches!(error, SavedError::Shape { .. }), "{error}");
    let tensors = [("0.steps", "U32", 2, 4), list("0.0", 3)];
    complains::<1>(&tensors, &["`0.steps`", "[2]", "[1]"]);
}

#[test]
fn numbers_of_another_kind() {
    let other = ("0.0", "F16", 3, 2);
    let error = complains::<1>(&[STEPS, other], &["`0.0`", "F16", REAL.0]);
    assert!(matches!(error, SavedError::Kind { .. }), "{error}");
    let steps = ("0.steps", "F32", 1, 4);
    complains::<1>(&[steps, list("0.0", 3)], &["`0.steps`", "F32", "U32"]);
}

#[test]
fn a_file_that_is_cut_off() {
    let whole = whole();
    for length in 0..whole.len() {
        let error = from_bytes::<2>(&whole[..length]).expect_err("it is cut off");
        let text = error.to_string();
        assert!(text.contains("cut off"), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    /// A wrong byte in the header is found, or was nothing but space; one in the numbers is
    /// one other number. (The format has no checksum.)
    #[test]
    fn one_wrong_byte(at in any::<prop::sample::Index>(), change in 1_u8..) {
        let right = whole();
        let mut bytes = right.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        match from_bytes::<2>(&bytes) {
            Ok(memory) => {
                let same = to_bytes(&memory).expect("it was read") == right;
                prop_assert_eq!(same, at < start(&right));
            }
            Err(error) => {
                prop_assert!(at < start(&right), "a number is a number, byte {at}");
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }

    #[test]
    fn rubbish(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(from_bytes::<1>(&bytes).is_err());
        let length = (bytes.len() as u64).to_le_bytes();
        prop_assert!(from_bytes::<1>(&[&length, &bytes[..], &[0; 16]].concat()).is_err());
    }

    /// Any length of any list: it is read only where all agree.
    #[test]
    fn any_lengths(a in 0..5_usize, b in 0..5_usize, steps in 0..3_usize) {
        let tensors = [("0.steps", "U32", steps, 4), list("0.0", a), list("0.1", b)];
        let read = from_bytes::<2>(&file(&tensors));
        prop_assert_eq!(read.is_ok(), a == b && steps == 1);
    }
}
