//! Bytes of every kind: by chance, almost right, and whole files with something changed.

use proptest::prelude::*;

use crate::{gzip, header, read, whole};

/// A size as a header may have it: likely ones, and those that overflow.
fn any_size() -> impl Strategy<Value = u32> {
    prop_oneof![
        6 => 0..8_u32,
        1 => prop::sample::select(vec![28, 255, 256, 257, 1 << 16, (1 << 16) + 1]),
        1 => prop::sample::select(vec![1 << 26, (1 << 26) + 1, 1 << 31, u32::MAX]),
        1 => any::<u32>(),
    ]
}

proptest! {
    #[test]
    fn rubbish(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
        let _ = read(&gzip(&bytes));
        // Behind the bytes that lead deeper into the reader.
        let _ = read(&[&[0x1f, 0x8b, 8, 0][..], &bytes].concat());
        let _ = read(&[&[0, 0, 8][..], &bytes].concat());
    }

    /// Any header, before numbers as many as it promises, or a few more or fewer, or any.
    #[test]
    fn any_header(
        kind in prop_oneof![9 => Just(8_u8), 1 => any::<u8>()],
        sizes in prop::collection::vec(any_size(), 0..5),
        difference in prop_oneof![3 => Just(0), 2 => -3..4_i64, 1 => -5000..5000_i64],
        packed: bool,
    ) {
        let promised = sizes.iter().fold(1_u64, |n, &size| n.saturating_mul(size.into()));
        let count = promised.min(10_000).saturating_add_signed(difference);
        let numbers: Vec<u8> = (0..count).map(|i| (i % 251) as u8).collect();
        let bytes = [header(kind, &sizes), numbers].concat();
        let right = kind == 8 && !sizes.is_empty() && promised > 0 && promised == count;
        let bytes = if packed { gzip(&bytes) } else { bytes };
        prop_assert_eq!(read(&bytes).is_ok(), right);
    }

    /// Some wrong bytes anywhere. In gzip data the checksum finds them, unless they change
    /// nothing that counts: a time stamp, or the bits that fill up the last byte. Never other
    /// numbers.
    #[test]
    fn wrong_bytes(
        packed: bool,
        changes in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..4),
    ) {
        let right = if packed { gzip(&whole()) } else { whole() };
        let mut bytes = right.clone();
        for (at, change) in &changes {
            let at = at.index(bytes.len());
            bytes[at] ^= change;
        }
        let result = read(&bytes);
        if packed && let Ok(array) = &result {
            prop_assert_eq!(array.bytes(), &whole()[16..]);
        }
        // A number is a number: the plain format has no checksum.
        if !packed && bytes[..16] == right[..16] {
            prop_assert!(result.is_ok());
        }
    }

    /// Parts of a file left out, doubled, or in the wrong place.
    #[test]
    fn wrong_parts(
        packed: bool,
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        removed in 0..20_usize,
        length in 0..20_usize,
    ) {
        let right = if packed { gzip(&whole()) } else { whole() };
        let (from, to) = (from.index(right.len()), to.index(right.len()));
        let part = right[from..].iter().take(length).copied();
        let mut bytes = right.clone();
        bytes.splice(to..(to + removed).min(right.len()), part);
        let _ = read(&bytes);
    }
}
