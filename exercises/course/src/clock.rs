//! The date, without a library: days since 1970 to year, month and day, in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

/// Today: `2026-11-23`.
pub fn today() -> String {
    date(seconds() / 86_400)
}

/// Now, for the name of a folder: `2026-11-23-143501`.
pub fn stamp() -> String {
    let now = seconds();
    let (hours, minutes, seconds) = (now / 3600 % 24, now / 60 % 60, now % 60);
    format!("{}-{hours:02}{minutes:02}{seconds:02}", date(now / 86_400))
}

fn seconds() -> u64 {
    // A clock before 1970 is a clock that was never set.
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// The Gregorian date of a day since 1970: take away years, then months.
fn date(mut days: u64) -> String {
    let leap = |year: u64| {
        (year.is_multiple_of(4) && !year.is_multiple_of(100))
            || year.is_multiple_of(400)
    };
    let mut year = 1970;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let february = 28 + u64::from(leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::date;

    /// Day numbers known from elsewhere: 10957 days make 1970 to 2000; 2000 and 2024 are leap years, 2100 is not.
    #[test]
    fn dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(10_957), "2000-01-01");
        assert_eq!(date(10_957 + 31 + 28), "2000-02-29");
        assert_eq!(date(10_957 + 365), "2000-12-31");
        assert_eq!(date(19_782), "2024-02-29");
        assert_eq!(date(47_540), "2100-02-28");
        assert_eq!(date(47_541), "2100-03-01");
    }
}
