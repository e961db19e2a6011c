//! The measured numbers in book/results: one CSV per experiment, first column the row's key, `#` lines how it was made.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

/// A number, row, column or file that is not there.
#[derive(Debug, thiserror::Error)]
pub enum ResultsError {
    /// The file cannot be read.
    #[error(
        "cannot read book/results/{file}: {reason}; `cargo run --release -p figures -- experiment {name}` writes it",
        name = file.split('.').next().unwrap_or(file)
    )]
    Unreadable {
        /// The file's name.
        file: String,
        /// The reason.
        reason: String,
    },
    /// A line has another number of fields than the header.
    #[error("book/results/{file}.csv: {reason}")]
    Malformed {
        /// The file's name without its ending.
        file: String,
        /// The csv reader's words.
        reason: String,
    },
    /// No such row.
    #[error("no row `{row}` in book/results/{file}.csv; it has: {known}")]
    NoRow {
        /// The file's name without its ending.
        file: String,
        /// The key asked for.
        row: String,
        /// The keys it has.
        known: String,
    },
    /// No such column.
    #[error("no column `{column}` in book/results/{file}.csv; it has: {known}")]
    NoColumn {
        /// The file's name without its ending.
        file: String,
        /// The column asked for.
        column: String,
        /// The columns it has.
        known: String,
    },
}

/// One CSV file.
#[derive(Debug)]
pub struct Table {
    file: String,
    /// The `#` lines, without the sign: command, seed, date, machine.
    pub notes: Vec<String>,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a table from CSV text; `file` is for messages.
    ///
    /// # Errors
    /// [`ResultsError::Malformed`].
    pub fn parse(file: &str, text: &str) -> Result<Self, ResultsError> {
        let malformed = |error: csv::Error| ResultsError::Malformed {
            file: file.to_owned(),
            reason: error.to_string(),
        };
        let notes = text.lines().filter_map(|line| line.strip_prefix('#'));
        let notes = notes.map(|note| note.trim().to_owned()).collect();
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let fields =
            |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let columns = fields(reader.headers().map_err(malformed)?);
        let mut rows = Vec::new();
        for record in reader.records() {
            rows.push(fields(&record.map_err(malformed)?));
        }
        Ok(Self {
            file: file.to_owned(),
            notes,
            columns,
            rows,
        })
    }

    /// The position of a column.
    ///
    /// # Errors
    /// [`ResultsError::NoColumn`].
    pub fn column(&self, name: &str) -> Result<usize, ResultsError> {
        let at = self.columns.iter().position(|column| column == name);
        at.ok_or_else(|| ResultsError::NoColumn {
            file: self.file.clone(),
            column: name.to_owned(),
            known: self.columns.join(", "),
        })
    }

    /// The entry in the row with that key and the column of that name.
    ///
    /// # Errors
    /// [`ResultsError::NoRow`] or [`ResultsError::NoColumn`].
    pub fn value(&self, key: &str, column: &str) -> Result<&str, ResultsError> {
        let at = self.column(column)?;
        let row = self
            .rows
            .iter()
            .find(|row| row.first().is_some_and(|first| first == key));
        let row = row.ok_or_else(|| ResultsError::NoRow {
            file: self.file.clone(),
            row: key.to_owned(),
            known: self.keys(),
        })?;
        Ok(&row[at])
    }

    fn keys(&self) -> String {
        let keys: Vec<_> = self
            .rows
            .iter()
            .filter_map(|row| row.first())
            .cloned()
            .collect();
        match keys.len() {
            0..=12 => keys.join(", "),
            many => format!("{} … ({many} rows)", keys[..12].join(", ")),
        }
    }
}

/// The folder of results; each file is read once.
pub struct Results {
    folder: PathBuf,
    read: RefCell<HashMap<String, Rc<Table>>>,
}

impl Results {
    /// The results in `folder`.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            read: RefCell::default(),
        }
    }

    /// The table `folder/file.csv`.
    ///
    /// # Errors
    /// [`ResultsError::Unreadable`] or [`ResultsError::Malformed`].
    pub fn table(&self, file: &str) -> Result<Rc<Table>, ResultsError> {
        if let Some(table) = self.read.borrow().get(file) {
            return Ok(Rc::clone(table));
        }
        let text = self.file(&format!("{file}.csv"))?;
        let table = Rc::new(Table::parse(file, &text)?);
        self.read
            .borrow_mut()
            .insert(file.to_owned(), Rc::clone(&table));
        Ok(table)
    }

    /// The text `folder/name.txt`.
    ///
    /// # Errors
    /// [`ResultsError::Unreadable`].
    pub fn text(&self, name: &str) -> Result<String, ResultsError> {
        self.file(&format!("{name}.txt"))
    }

    fn file(&self, file: &str) -> Result<String, ResultsError> {
        fs::read_to_string(self.folder.join(file)).map_err(|error| {
            ResultsError::Unreadable {
                file: file.to_owned(),
                reason: error.to_string(),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let text = "# command: x\n# seed: 7\nnet,solved,share\n2-2-1,\"1,234\",52.5\n2-4-1,98,-0.5\n";
        Table::parse("xor", text).expect("well-formed")
    }

    #[test]
    fn a_value_is_found_by_key_and_column() {
        assert_eq!(table().value("2-2-1", "solved").expect("there"), "1,234");
        assert_eq!(table().value("2-4-1", "share").expect("there"), "-0.5");
        assert_eq!(table().notes, ["command: x", "seed: 7"]);
    }

    #[test]
    fn a_missing_row_or_column_names_those_that_exist() {
        let error = table()
            .value("2-3-1", "solved")
            .expect_err("no such row")
            .to_string();
        assert_eq!(
            error,
            "no row `2-3-1` in book/results/xor.csv; it has: 2-2-1, 2-4-1"
        );
        let error = table()
            .value("2-2-1", "loss")
            .expect_err("no such column")
            .to_string();
        assert_eq!(
            error,
            "no column `loss` in book/results/xor.csv; it has: net, solved, share"
        );
    }

    #[test]
    fn a_missing_file_names_the_command_that_writes_it() {
        let results = Results::new(PathBuf::from("/nowhere"));
        let error = results.table("xor").expect_err("no such file").to_string();
        assert!(error.contains("-- experiment xor"), "{error}");
    }

    #[test]
    fn a_ragged_row_is_malformed() {
        let error = Table::parse("xor", "a,b\n1\n")
            .expect_err("ragged")
            .to_string();
        assert!(error.contains("book/results/xor.csv"), "{error}");
    }
}
