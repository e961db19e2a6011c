//! Colours as CSS variables, and numbers as a book prints them.

use plotters::style::RGBColor;

/// A colour of the book's theme.
///
/// A drawing names the variable, so one inline SVG serves light and dark pages. Where no theme
/// defines it, as in a file of its own, the fallback holds: the colours of Okabe and Ito, which
/// people who see red and green alike can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Blue: class 0, values.
    A,
    /// Vermilion: class 1, gradients.
    B,
    /// Green: local slopes, what works.
    C,
    /// Pink.
    D,
    /// Orange.
    E,
    /// Words and axes.
    Text,
    /// Words that step back: ticks, notes.
    Quiet,
    /// Lines behind the data.
    Grid,
    /// The page itself.
    Paper,
}

impl Ink {
    const ALL: [Ink; 9] = [
        Ink::A,
        Ink::B,
        Ink::C,
        Ink::D,
        Ink::E,
        Ink::Text,
        Ink::Quiet,
        Ink::Grid,
        Ink::Paper,
    ];

    /// The colour in SVG and CSS.
    pub(crate) fn css(self) -> &'static str {
        match self {
            Ink::A => "var(--fig-a,#0072b2)",
            Ink::B => "var(--fig-b,#d55e00)",
            Ink::C => "var(--fig-c,#009e73)",
            Ink::D => "var(--fig-d,#cc79a7)",
            Ink::E => "var(--fig-e,#e69f00)",
            Ink::Text => "var(--fg,#333)",
            Ink::Quiet => "color-mix(in oklab,var(--fg,#333) 72%,var(--bg,#fff))",
            Ink::Grid => "color-mix(in oklab,var(--fg,#333) 16%,var(--bg,#fff))",
            Ink::Paper => "var(--bg,#fff)",
        }
    }

    /// A stand-in for the plotting library, which knows only red, green and blue.
    pub(crate) fn sentinel(self) -> RGBColor {
        let place = Ink::ALL.iter().position(|&ink| ink == self);
        let place = place.expect("every ink is in the list") as u8;
        RGBColor(1, 2, 0xA0 + place)
    }

    /// The same for a dashed line: dashes by the plotting library would be one element each.
    pub(crate) fn dashed_sentinel(self) -> RGBColor {
        let RGBColor(r, g, b) = self.sentinel();
        RGBColor(r + 2, g, b)
    }

    /// Puts the theme's colours where the plotting library wrote the stand-ins.
    pub(crate) fn replace_sentinels(svg: &str) -> String {
        Ink::ALL.iter().fold(svg.to_owned(), |svg, ink| {
            let hex =
                |RGBColor(r, g, b): RGBColor| format!("\"#{r:02X}{g:02X}{b:02X}\"");
            let solid = format!("\"{}\"", ink.css());
            let dashed = format!("{solid} stroke-dasharray=\"20 28\"");
            svg.replace(&hex(ink.sentinel()), &solid)
                .replace(&hex(ink.dashed_sentinel()), &dashed)
        })
    }
}

/// The colour of a class of two.
pub(crate) fn class_ink(class: usize) -> Ink {
    if class == 0 { Ink::A } else { Ink::B }
}

/// A number with `digits` digits after the point, and a true minus sign.
pub(crate) fn number(x: f64, digits: usize) -> String {
    let text = format!("{x:.digits$}");
    let zero = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
    if zero {
        text.replace('-', "")
    } else {
        text.replace('-', "−")
    }
}

/// A count with commas between the thousands.
pub fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A share as a whole percentage, "75 %".
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// 10 to a whole power, "10⁻⁸"; "1" and "10" are written out.
pub(crate) fn power_of_ten(exponent: i32) -> String {
    match exponent {
        0 => "1".to_owned(),
        1 => "10".to_owned(),
        _ => {
            let raised = |c: char| match c {
                '-' => '⁻',
                '1' => '¹',
                '2' => '²',
                '3' => '³',
                '4' => '⁴',
                '5' => '⁵',
                '6' => '⁶',
                '7' => '⁷',
                '8' => '⁸',
                '9' => '⁹',
                _ => '⁰',
            };
            format!(
                "10{}",
                exponent.to_string().chars().map(raised).collect::<String>()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_true_minus_and_no_negative_zero() {
        assert_eq!(number(-1.25, 1), "−1.2");
        assert_eq!(number(-0.001, 2), "0.00");
        assert_eq!(number(3.0, 0), "3");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(thousands(123), "123");
        assert_eq!(power_of_ten(-16), "10⁻¹⁶");
        assert_eq!(percent(0.745), "74 %");
    }

    #[test]
    fn every_sentinel_becomes_a_variable() {
        let RGBColor(r, g, b) = Ink::Grid.sentinel();
        let svg = Ink::replace_sentinels(&format!("stroke=\"#{r:02X}{g:02X}{b:02X}\""));
        assert_eq!(svg, format!("stroke=\"{}\"", Ink::Grid.css()));
    }
}
