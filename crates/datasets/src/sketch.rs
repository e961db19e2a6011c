//! Images as characters, for a terminal.

/// A square grey image, line by line, two characters per pixel. Ink of 0 is empty, ink of
/// 1 is full.
///
/// ```
/// let lines = datasets::sketch(&[0.0, 1.0, 0.5, 0.25], 2);
/// assert_eq!(lines, ["  ██", "▒▒░░"]);
/// ```
///
/// # Panics
///
/// If there are not `side · side` pixels, or none.
pub fn sketch(pixels: &[f64], side: usize) -> Vec<String> {
    assert!(
        side > 0 && pixels.len() == side * side,
        "sketch: {} pixels, but a square image with {side} per side has {}",
        pixels.len(),
        side * side
    );
    let shade = |&ink: &f64| match ink {
        ..0.125 => ' ',
        ..0.375 => '░',
        ..0.625 => '▒',
        ..0.875 => '▓',
        _ => '█',
    };
    let line = |line: &[f64]| line.iter().flat_map(|ink| [shade(ink); 2]).collect();
    pixels.chunks_exact(side).map(line).collect()
}

/// Pictures beside each other, each under its words, which are cut or filled up to the
/// picture's width.
///
/// # Panics
///
/// As [`sketch`].
pub fn gallery(pictures: &[(String, &[f64])], side: usize) -> String {
    let width = 2 * side;
    let mut lines = vec![String::new(); side + 1];
    for (words, pixels) in pictures {
        let words: String = words.chars().take(width).collect();
        let column = [format!("{words:width$}")].into_iter();
        for (line, piece) in lines.iter_mut().zip(column.chain(sketch(pixels, side))) {
            line.push_str("    ");
            line.push_str(&piece);
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_above_their_picture() {
        let (a, b) = ([1.0; 4], [0.0, 1.0, 1.0, 0.0]);
        let shown = gallery(&[("one".to_owned(), &a), ("longer".to_owned(), &b)], 2);
        assert_eq!(
            shown,
            "    one     long\n    ████      ██\n    ████    ██  "
        );
    }

    #[test]
    #[should_panic(expected = "5 pixels, but a square image with 2 per side has 4")]
    fn a_wrong_number_of_pixels_is_named() {
        sketch(&[0.0; 5], 2);
    }
}
