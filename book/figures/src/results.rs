//! The tables in book/results: how they are written and read.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::FigureError;

/// A table of results: the first column is the key of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The file's name without its ending.
    pub name: String,
    /// Lines on how it was made.
    pub notes: Vec<String>,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(name: &str, columns: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            notes: Vec::new(),
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a line about how the numbers were made.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// Adds a row.
    ///
    /// # Panics
    ///
    /// If it has not one entry per column.
    pub fn push(&mut self, row: impl IntoIterator<Item = String>) {
        let row: Vec<_> = row.into_iter().collect();
        let (wanted, given) = (self.columns.len(), row.len());
        assert!(
            wanted == given,
            "{}: {wanted} columns, but {given} entries",
            self.name
        );
        self.rows.push(row);
    }

    /// Writes `folder/NAME.csv`: the notes and the machine as comments, then the rows.
    ///
    /// # Errors
    ///
    /// [`FigureError::File`] where the file cannot be written.
    pub fn write(&self, folder: &Path, experiment: &str) -> Result<(), FigureError> {
        let path = folder.join(format!("{}.csv", self.name));
        let failed = |reason: String| FigureError::File {
            what: "write",
            path: path.clone(),
            reason,
            command: format!("experiment {experiment}"),
        };
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer
            .write_record(&self.columns)
            .map_err(|error| failed(error.to_string()))?;
        for row in &self.rows {
            writer
                .write_record(row)
                .map_err(|error| failed(error.to_string()))?;
        }
        let rows = writer
            .into_inner()
            .map_err(|error| failed(error.to_string()))?;
        let mut text = format!(
            "# command: cargo run --release -p figures -- experiment {experiment}\n"
        );
        for note in &self.notes {
            text += &format!("# {note}\n");
        }
        text += &format!("# date: {}\n# machine: {}\n", today(), machine());
        text += &String::from_utf8_lossy(&rows);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| failed(error.to_string()))
    }

    /// Reads `folder/NAME.csv`, which `experiment` writes.
    ///
    /// # Errors
    ///
    /// [`FigureError::File`] where the file cannot be read, [`FigureError::Results`] where it is
    /// not a table.
    pub fn read(
        folder: &Path,
        name: &str,
        experiment: &str,
    ) -> Result<Self, FigureError> {
        let path = folder.join(format!("{name}.csv"));
        let text = fs::read_to_string(&path).map_err(|error| FigureError::File {
            what: "read",
            path,
            reason: error.to_string(),
            command: format!("experiment {experiment}"),
        })?;
        let bad = |error: csv::Error| FigureError::Results {
            file: name.to_owned(),
            reason: error.to_string(),
        };
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(text.as_bytes());
        let fields =
            |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let columns = fields(reader.headers().map_err(bad)?);
        let mut rows = Vec::new();
        for record in reader.records() {
            rows.push(fields(&record.map_err(bad)?));
        }
        let notes = text
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .map(str::to_owned);
        Ok(Self {
            name: name.to_owned(),
            notes: notes.collect(),
            columns,
            rows,
        })
    }

    /// The entry in a row, given by its key, and a column.
    ///
    /// # Errors
    ///
    /// [`FigureError::Results`] where there is no such row or column.
    pub fn text(&self, key: &str, column: &str) -> Result<&str, FigureError> {
        let place = self.place(column)?;
        let row = self.rows.iter().find(|row| row[0] == key);
        let row = row.ok_or_else(|| self.bad(format!("no row `{key}`")))?;
        Ok(&row[place])
    }

    /// The same as a number.
    ///
    /// # Errors
    ///
    /// [`FigureError::Results`] where there is no such entry, or it is not a number.
    pub fn number(&self, key: &str, column: &str) -> Result<f64, FigureError> {
        self.parse(self.text(key, column)?)
    }

    /// A whole column of numbers.
    ///
    /// # Errors
    ///
    /// [`FigureError::Results`] where there is no such column, or an entry is not a number.
    pub fn column(&self, column: &str) -> Result<Vec<f64>, FigureError> {
        let place = self.place(column)?;
        self.rows
            .iter()
            .map(|row| self.parse(&row[place]))
            .collect()
    }

    /// Two columns of numbers, as the points of a curve.
    ///
    /// # Errors
    ///
    /// As [`Table::column`].
    pub fn points(&self, x: &str, y: &str) -> Result<Vec<(f64, f64)>, FigureError> {
        Ok(self.column(x)?.into_iter().zip(self.column(y)?).collect())
    }

    /// Numbers with spaces between them in one entry.
    ///
    /// # Errors
    ///
    /// [`FigureError::Results`] where there is no such entry, or it is not a list of numbers.
    pub fn list(&self, key: &str, column: &str) -> Result<Vec<f64>, FigureError> {
        self.text(key, column)?
            .split_whitespace()
            .map(|entry| self.parse(entry))
            .collect()
    }

    fn place(&self, column: &str) -> Result<usize, FigureError> {
        let place = self.columns.iter().position(|name| name == column);
        place.ok_or_else(|| self.bad(format!("no column `{column}`")))
    }

    fn parse(&self, entry: &str) -> Result<f64, FigureError> {
        entry
            .parse()
            .map_err(|_| self.bad(format!("`{entry}` is not a number")))
    }

    fn bad(&self, reason: String) -> FigureError {
        FigureError::Results {
            file: self.name.clone(),
            reason,
        }
    }
}

/// Numbers for one entry of a table, which [`Table::list`] reads back exactly.
pub(crate) fn joined(numbers: &[f64]) -> String {
    let words: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    words.join(" ")
}

/// Today's date in UTC, as year-month-day.
fn today() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    date(seconds / 86_400)
}

/// The date that many days after 1970-01-01, by H. Hinnant's `civil_from_days`: years begin in
/// March, so that a leap day ends one.
fn date(days: u64) -> String {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524
        - day_of_era / 146_096)
        / 365;
    let day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = 400 * era + year_of_era + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}")
}

/// System, architecture and processor; never the machine's name.
fn machine() -> String {
    let processor = processor().unwrap_or_else(|| "processor unknown".to_owned());
    format!(
        "{}, {}, {processor}",
        std::env::consts::OS,
        std::env::consts::ARCH
    )
}

fn processor() -> Option<String> {
    if let Ok(text) = fs::read_to_string("/proc/cpuinfo") {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        return line.split(':').nth(1).map(|model| model.trim().to_owned());
    }
    if cfg!(target_os = "macos") {
        let output = std::process::Command::new("sysctl")
            .args(["-n", "machdep.cpu.brand_string"])
            .output();
        return output
            .ok()
            .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    std::env::var("PROCESSOR_IDENTIFIER").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_back_as_it_was_written() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut table = Table::new("small", &["key", "value", "list"]);
        table.note("seeds: 0 to 9");
        table.push(["a-1".to_owned(), "2.5".to_owned(), joined(&[0.1, -1e-9])]);
        table.push(["words, more".to_owned(), "x".to_owned(), String::new()]);
        table
            .write(folder.path(), "small")
            .expect("the folder can be written");
        let back =
            Table::read(folder.path(), "small", "small").expect("it was just written");
        assert_eq!((&back.columns, &back.rows), (&table.columns, &table.rows));
        assert!(
            back.notes.contains(&"seeds: 0 to 9".to_owned()),
            "{:?}",
            back.notes
        );
        assert_eq!(back.number("a-1", "value").expect("a number"), 2.5);
        assert_eq!(back.list("a-1", "list").expect("numbers"), [0.1, -1e-9]);
        for error in [
            back.number("b", "value"),
            back.number("a-1", "w"),
            back.number("words, more", "value"),
        ] {
            let error = error.expect_err("these are not there").to_string();
            assert!(
                error.contains("small.csv") && error.contains("experiment all"),
                "{error}"
            );
        }
        let error =
            Table::read(folder.path(), "none", "this-one").expect_err("no such file");
        assert!(error.to_string().contains("experiment this-one"), "{error}");
    }

    #[test]
    fn dates_count_leap_days() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(11_016), "2000-02-29");
        assert_eq!(date(20_780), "2026-11-23");
    }
}
