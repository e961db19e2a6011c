//! Numbers that stand in images: where they are wrong, as a picture and in words.

use crate::compare::{Grid, Wrong, alike, cause};
use crate::number::told_apart;

/// How numbers are counted: a batch of images, or kernels, which are small images.
#[derive(Clone, Copy, Debug)]
pub struct Axes<'a> {
    /// What is counted, from the outside to the inside: `["sample", "channel", "row", "column"]`.
    pub names: [&'a str; 4],
    /// How many there are of each. The last are neighbours in memory.
    pub sizes: [usize; 4],
}

impl Axes<'_> {
    /// How many numbers there are.
    fn count(&self) -> usize {
        self.sizes.iter().product()
    }

    /// Where number `at` stands, along each axis.
    fn split(&self, at: usize) -> [usize; 4] {
        let [_, b, c, d] = self.sizes;
        [at / (b * c * d), at / (c * d) % b, at / d % c, at % d]
    }

    /// "channel 1, row 2, column 3": an axis on which there is no choice is left out.
    fn place(&self, at: usize) -> String {
        let axes = self.names.iter().zip(self.split(at)).zip(self.sizes);
        let parts: Vec<String> = axes
            .filter(|&(_, size)| size > 1)
            .map(|((name, i), _)| format!("{name} {i}"))
            .collect();
        parts.join(", ")
    }
}

/// Fails where `yours` is not `right`: names the first wrong place with both numbers, draws where
/// the others are, and adds the words of the first of `causes` that is exactly yours. Where none
/// is, `otherwise`, and what can be seen in the picture. Causes are rows: all numbers in their
/// order.
///
/// ```text
/// dX is wrong in 3 of 30 places (x). The first is channel 1, row 0, column 2: yours is 4, right
/// is 5
///
///   channel 0    channel 1
///   . . . . .    . . x x x
///   . . . . .    . . . . .
///   . . . . .    . . . . .
///
/// The padding …
/// ```
///
/// # Panics
/// Where they differ.
#[track_caller]
pub fn expect_image(
    what: &str,
    axes: Axes,
    yours: &[f64],
    right: &[f64],
    causes: &[(Wrong, &str)],
    otherwise: &str,
) {
    let (count, given) = (right.len(), yours.len());
    assert!(
        axes.count() == count,
        "{what}: the test itself is wrong about the sizes {:?} of {count} numbers",
        axes.sizes
    );
    assert!(
        given == count,
        "{what} has {given} numbers, but {count} are right"
    );
    let pairs = yours.iter().zip(right);
    let wrong: Vec<bool> = pairs.map(|(&a, &b)| !alike(a, b)).collect();
    let Some(first) = wrong.iter().position(|&wrong| wrong) else {
        return;
    };
    let known = cause(Grid::row_of(yours), Grid::row_of(right), causes);
    let words = known.map_or_else(
        || format!("{otherwise}{}", seen(axes, &wrong)),
        str::to_owned,
    );
    let [ours, theirs] = told_apart(yours[first], right[first]);
    let many = wrong.iter().filter(|&&wrong| wrong).count();
    let picture = drawn(axes, &wrong, axes.split(first)[0]);
    let (share, mark) = match (many, picture.is_empty()) {
        _ if count == 1 => (String::new(), ""),
        _ if many == count => (format!(" in all {count} places"), ""),
        (_, true) => (format!(" in {many} of {count} places"), ""),
        (_, false) => (format!(" in {many} of {count} places"), " (x)"),
    };
    let place = match axes.place(first) {
        place if place.is_empty() => "Yours".to_owned(),
        place => format!("The first is {place}: yours"),
    };
    panic!(
        "{what} is wrong{share}{mark}. {place} is {ours}, right is {theirs}\n{picture}\n{words}"
    );
}

/// What the picture shows, in words.
fn seen(axes: Axes, wrong: &[bool]) -> String {
    let [_, _, rows, columns] = axes.sizes;
    let places = || {
        (0..wrong.len())
            .filter(|&at| wrong[at])
            .map(|at| axes.split(at))
    };
    let at_border = |[_, _, row, column]: [usize; 4]| {
        row == 0 || row + 1 == rows || column == 0 || column + 1 == columns
    };
    if rows > 2 && columns > 2 && places().all(at_border) {
        return " Inside it is right, at the border it is not: is it the padding?"
            .to_owned();
    }
    for axis in [0, 1] {
        if axes.sizes[axis] > 1 && places().all(|place| place[axis] > 0) {
            let name = axes.names[axis];
            return format!(" In the first {name} all is right.");
        }
    }
    String::new()
}

/// A line longer than this is no picture.
const WIDEST: usize = 78;

/// The wrong places of one sample (or kernel), channel beside channel; nothing where they are too
/// many for a line, or all alike.
fn drawn(axes: Axes, wrong: &[bool], sample: usize) -> String {
    let [_, channels, rows, columns] = axes.sizes;
    let size = channels * rows * columns;
    let wrong = &wrong[sample * size..(sample + 1) * size];
    let heads: Vec<String> = (0..channels)
        .map(|channel| match channels {
            1 => String::new(),
            _ => format!("{} {channel}", axes.names[1]),
        })
        .collect();
    let width = (2 * columns - 1).max(heads[0].chars().count());
    let too_wide = channels * (width + 4) > WIDEST || rows > 7;
    if too_wide || wrong.iter().all(|&wrong| wrong) {
        return String::new();
    }
    let mut lines = vec![String::new()];
    if axes.sizes[0] > 1 {
        lines.push(format!("  {} {sample}", axes.names[0]));
    }
    let beside = |parts: &[String]| {
        let padded = parts.iter().map(|part| format!("  {part:width$}  "));
        padded.collect::<String>().trim_end().to_owned()
    };
    if channels > 1 {
        lines.push(beside(&heads));
    }
    for row in 0..rows {
        let parts: Vec<String> = (0..channels)
            .map(|channel| {
                let start = (channel * rows + row) * columns;
                let marks = wrong[start..start + columns].iter();
                let marks: Vec<&str> =
                    marks.map(|&wrong| if wrong { "x" } else { "." }).collect();
                marks.join(" ")
            })
            .collect();
        lines.push(beside(&parts));
    }
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["sample", "channel", "row", "column"];

    /// What a check says of ones that should be zeros at these places.
    fn said(sizes: [usize; 4], at: &[usize], causes: &[(Wrong, &str)]) -> String {
        let right = vec![0.0; sizes.iter().product()];
        let mut yours = right.clone();
        for &at in at {
            yours[at] = 1.0;
        }
        let axes = Axes {
            names: NAMES,
            sizes,
        };
        let check = std::panic::AssertUnwindSafe(|| {
            expect_image("dX", axes, &yours, &right, causes, "Think.");
        });
        let payload = std::panic::catch_unwind(check).expect_err("it fails");
        *payload.downcast().expect("a text")
    }

    #[test]
    fn wrong_places_are_drawn_channel_beside_channel() {
        assert_eq!(
            said([1, 2, 2, 3], &[4, 8], &[]),
            "dX is wrong in 2 of 12 places (x). The first is channel 0, row 1, column 1: yours is 1, \
             right is 0\n\n  channel 0    channel 1\n  . . .        . . x\n  . x .        . . .\n\nThink."
        );
        assert_eq!(
            said([2, 1, 2, 2], &[6], &[]),
            "dX is wrong in 1 of 8 places (x). The first is sample 1, row 1, column 0: yours is 1, \
             right is 0\n\n  sample 1\n  . .\n  x .\n\nThink. In the first sample all is right."
        );
    }

    #[test]
    fn what_the_picture_shows_is_said() {
        let border = said([1, 1, 3, 3], &[0, 1, 5], &[]);
        assert!(
            border.ends_with(
                "Think. Inside it is right, at the border it is not: is it the padding?"
            ),
            "{border}"
        );
        let inside = said([1, 1, 3, 3], &[0, 4], &[]);
        assert!(inside.ends_with("Think."), "{inside}");
        let channel = said([1, 2, 1, 2], &[2], &[]);
        assert!(
            channel.ends_with("Think. In the first channel all is right."),
            "{channel}"
        );
    }

    #[test]
    fn a_known_cause_has_the_word() {
        let known = [(Wrong::Rows(&[0.0, 1.0]), "That.")];
        let text = said([1, 1, 1, 2], &[1], &known);
        assert!(text.ends_with("\n\nThat."), "{text}");
    }

    #[test]
    fn no_picture_where_it_shows_nothing() {
        assert_eq!(
            said([1, 1, 1, 2], &[0, 1], &[]),
            "dX is wrong in all 2 places. The first is column 0: yours is 1, right is 0\n\nThink."
        );
        assert_eq!(
            said([1, 1, 1, 1], &[0], &[]),
            "dX is wrong. Yours is 1, right is 0\n\nThink."
        );
        let wide = said([1, 1, 1, 50], &[7], &[]);
        assert!(wide.contains("in 1 of 50 places. The"), "{wide}");
    }

    #[test]
    fn equal_numbers_pass_and_so_does_a_nan_that_is_right() {
        let axes = Axes {
            names: NAMES,
            sizes: [1, 1, 1, 2],
        };
        let numbers = [f64::NAN, 1.0];
        expect_image("dX", axes, &numbers, &numbers, &[], "");
    }
}
