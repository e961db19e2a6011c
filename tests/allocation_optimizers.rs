//! An optimizer takes memory at its first step only, and a file of what it remembers costs
//! little more than itself to read, whatever is in it.
//!
//! The counter replaces the allocator of this test program, so nothing else stands here.

use allocation_counter::measure;
use backprop::{Optimizer, Sgd};
use lesson_2 as backprop;
use lesson_4 as optimizers;
use optimizers::learned::{self, Learned};
use optimizers::saved::{from_bytes, to_bytes};
use optimizers::{Adadelta, Adagrad, Adam, AdamW, Momentum, Nesterov, RmsProp, WithL2};

/// Two parameters, the second larger than the first.
const SIZES: [usize; 2] = [33, 1000];

/// The parameters of an optimizer that is a network, before any training.
fn untrained() -> Vec<f64> {
    let plan = learned::Plan {
        steps: 1,
        problems: 1,
        rounds: 0,
        seed: 1,
    };
    learned::train(plan, |_, _| {})
}

/// Each optimizer, and how many lists of a parameter's length it keeps for each.
fn all() -> Vec<(&'static str, u64, Box<dyn Optimizer>)> {
    vec![
        ("Sgd", 0, Box::new(Sgd { learning_rate: 0.1 })),
        ("Momentum", 1, Box::new(Momentum::new(0.1, 0.9))),
        ("Nesterov", 1, Box::new(Nesterov::new(0.1, 0.9))),
        ("Adagrad", 1, Box::new(Adagrad::new(0.1))),
        ("RmsProp", 1, Box::new(RmsProp::new(0.1))),
        ("Adadelta", 2, Box::new(Adadelta::new())),
        ("Adam", 2, Box::new(Adam::new(0.1))),
        ("AdamW", 2, Box::new(AdamW::new(0.1, 0.01))),
        ("Learned", 3, Box::new(Learned::new(untrained()))),
        (
            "WithL2",
            2,
            Box::new(WithL2::new(Momentum::new(0.1, 0.9), 0.01)),
        ),
    ]
}

#[test]
fn only_the_first_step_takes_memory() {
    for (name, lists, mut optimizer) in all() {
        let mut parameters = SIZES.map(|size| (vec![0.5; size], vec![0.25; size]));
        let mut step = || {
            for (index, (values, slopes)) in parameters.iter_mut().enumerate() {
                optimizer.update(index, values, slopes);
            }
        };
        let first = measure(&mut step);
        // What is remembered is there: the counter counts. (The sum within `WithL2` is one
        // list for both parameters, and grows with the larger.)
        let least = 8 * lists * SIZES[1] as u64;
        assert!(
            first.bytes_current >= least.cast_signed(),
            "{name}: {first:?}"
        );
        let later = measure(|| (0..5).for_each(|_| step()));
        assert_eq!(later.count_total, 0, "{name}: {later:?}");
    }
}

/// The memory of an Adam that has seen both parameters, as a file.
fn file() -> Vec<u8> {
    let mut adam = Adam::new(0.1);
    for (index, size) in SIZES.into_iter().enumerate() {
        adam.update(index, &mut vec![0.5; size], &vec![0.25; size]);
    }
    to_bytes(&adam.memory).expect("it has a memory")
}

fn with_header(header: &str, numbers: usize) -> Vec<u8> {
    let length = (header.len() as u64).to_le_bytes();
    [&length, header.as_bytes(), &vec![0; numbers]].concat()
}

#[test]
fn an_honest_file_costs_twice_itself() {
    let bytes = file();
    let mut result = None;
    let info = measure(|| result = Some(from_bytes::<2>(&bytes)));
    let memory = result.expect("it ran").expect("our own bytes");
    assert_eq!(to_bytes(&memory).expect("as before"), bytes);
    assert!(info.bytes_max <= 2 * bytes.len() as u64 + 4096, "{info:?}");
}

/// Whatever a header claims, what is allocated stays within a small multiple of the file's
/// size. The worst is a list of sizes: see `damaged_weights.rs`, where 50 is explained.
#[test]
fn a_file_that_claims_much_costs_little() {
    let entry = |name: &str, kind: &str, shape: &str, begin: usize, end: usize| {
        format!(
            r#""{name}":{{"dtype":"{kind}","shape":[{shape}],"data_offsets":[{begin},{end}]}}"#
        )
    };
    let zeros = vec!["0"; 1 << 18].join(",");
    let many: Vec<_> = (0..20_000)
        .map(|i| entry(&i.to_string(), "F64", "0", 0, 0))
        .collect();
    let steps = entry("0.steps", "U32", "1", 0, 4);
    let claims = [
        // More numbers than there are.
        entry("0.steps", "U32", "1000000000000", 0, 4),
        entry("0.0", "F64", "1000000000000", 0, 8_000_000_000_000),
        format!("{steps},{}", entry("0.0", "F64", "1000000000,0", 4, 4)),
        format!(
            "{steps},{}",
            entry("0.0", "F64", "9223372036854775807,2", 4, 4)
        ),
        // Much to read, and nothing in it.
        many.join(","),
        format!("{steps},{}", entry("0.0", "F64", &zeros, 4, 4)),
    ];
    for claim in claims {
        let bytes = with_header(&format!("{{{claim}}}"), 4);
        let mut refused = false;
        let info = measure(|| refused = from_bytes::<2>(&bytes).is_err());
        assert!(refused, "{claim:.200}");
        let most = 50 * bytes.len() as u64 + 4096;
        assert!(info.bytes_max <= most, "{info:?} for {} bytes", bytes.len());
    }
}
