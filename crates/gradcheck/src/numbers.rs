//! How numbers are written: with the digits that matter.

/// How the numbers of a table are written: all in the same way.
pub(crate) enum Style {
    Decimals(usize),
    Digits(usize),
}

impl Style {
    /// So many digits that the smallest difference, `finest`, shows with two of them.
    pub(crate) fn for_numbers(numbers: impl Iterator<Item = f64>, finest: f64) -> Self {
        let sizes = numbers.map(f64::abs).filter(|x| x.is_finite() && *x > 0.0);
        let (least, most) =
            sizes.fold((f64::INFINITY, 0.0_f64), |(l, m), x| (l.min(x), m.max(x)));
        let place = if finest.is_finite() {
            (1.0 - finest.log10().floor()) as i32
        } else {
            0
        };
        if most < 1e6 && (least >= 1e-4 || finest > 1e-4) && place <= 14 {
            Self::Decimals(count(place.clamp(6, 14)))
        } else {
            let digits = if finest.is_finite() && most > 0.0 {
                2 + (most / finest).log10().ceil() as i32
            } else {
                0
            };
            Self::Digits(count(digits.clamp(5, 16)))
        }
    }

    pub(crate) fn of(&self, x: f64) -> String {
        match *self {
            _ if !x.is_finite() => short(x),
            Self::Decimals(decimals) => format!("{x:.decimals$}"),
            Self::Digits(digits) => format!("{x:.digits$e}"),
        }
    }
}

/// The shortest exact form if it is short, else six digits.
pub(crate) fn short(x: f64) -> String {
    if x.is_infinite() {
        return if x > 0.0 {
            "∞".to_owned()
        } else {
            "-∞".to_owned()
        };
    }
    let exact = format!("{x:?}");
    if exact.len() <= 9 {
        return exact;
    }
    let size = x.abs();
    if (1e-3..1e6).contains(&size) {
        let decimals = count(5 - size.log10().floor() as i32);
        let text = format!("{x:.decimals$}");
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    } else {
        format!("{x:.4e}")
    }
}

/// An error: one digit says enough.
pub(crate) fn tiny(error: f64) -> String {
    match error {
        0.0 => "0".to_owned(),
        e if e.is_infinite() => "∞".to_owned(),
        e => format!("{e:.0e}"),
    }
}

/// A number of error bars.
pub(crate) fn many(apart: f64) -> String {
    if apart.is_nan() {
        String::new()
    } else if apart.is_infinite() {
        "∞".to_owned()
    } else if apart < 1000.0 {
        format!("{apart:.1}")
    } else {
        format!("{apart:.0e}")
    }
}

/// A number of digits; none if it is negative.
pub(crate) fn count(digits: i32) -> usize {
    usize::try_from(digits).unwrap_or(0)
}
