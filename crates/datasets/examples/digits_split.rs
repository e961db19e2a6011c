//! Writes `tests/golden/digits_split.csv`: which digits are trained on and which are tested.
//!
//! Reference scripts in other languages read the file, so that they are judged on the same
//! split. `cargo run -p datasets --example digits_split` makes it anew.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let split = datasets::digits()?.split(0.2, 7)?;
    let mut text = String::from(
        "# command: cargo run -p datasets --example digits_split\n\
         # what: datasets::digits()?.split(0.2, 7)?, indices into the whole set from 0, in order\n\
         part,index\n",
    );
    for (part, indices) in
        [("train", split.train_indices), ("test", split.test_indices)]
    {
        for index in indices {
            writeln!(text, "{part},{index}")?;
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/golden/digits_split.csv");
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("wrote {}", path.display());
    Ok(())
}
