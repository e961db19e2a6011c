//! The public functions of a crate, as its sources show them.

use std::collections::{BTreeMap, BTreeSet};

use workspace_tests::{files, read};

/// A public function as its source shows it.
#[derive(Default)]
pub(crate) struct Found {
    /// It, the `impl` it stands in, or the trait's function has `# Panics` or `# Errors`.
    pub(crate) documented: bool,
    pub(crate) files: BTreeSet<String>,
}

/// The word that names a type: `Training` of `<'n, O: Optimizer> Training<'n, O> {`.
fn type_name(text: &str) -> String {
    let text = text.trim_start();
    let text = if text.starts_with('<') {
        // Behind the generics, which may hold others.
        let mut depth = 0;
        let end = text.find(|c| {
            depth += i32::from(c == '<') - i32::from(c == '>');
            depth == 0
        });
        &text[end.map_or(0, |end| end + 1)..]
    } else {
        text
    };
    let text = text.trim_start_matches([' ', '&', '$']);
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    text[..end.unwrap_or(text.len())].to_owned()
}

/// Where a line of source stands.
#[derive(Clone, Default)]
struct Block {
    /// The type, or the trait where it is declared; empty outside.
    name: String,
    /// The trait whose functions these are: all of them are public.
    of_trait: Option<String>,
    documented: bool,
}

/// `impl Layer for Linear {`, `pub trait Layer {` and the like.
fn block(line: &str, documented: bool) -> Option<Block> {
    if let Some(rest) = line.strip_prefix("impl") {
        let own = |name: &str| Block {
            name: type_name(name),
            of_trait: None,
            documented,
        };
        return Some(match rest.split_once(" for ") {
            Some((of_trait, name)) => Block {
                of_trait: Some(type_name(of_trait)),
                ..own(name)
            },
            None => own(rest),
        });
    }
    let name = type_name(line.strip_prefix("pub trait ")?);
    Some(Block {
        of_trait: Some(name.clone()),
        name,
        documented,
    })
}

/// Every public function of a crate: `Matrix::zeros`, or `logistic` where it stands alone.
pub(crate) fn public_functions(folder: &str) -> BTreeMap<String, Found> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    // The trait's own documentation counts for its implementations, wherever they stand.
    let mut promised = BTreeSet::new();
    let mut owed = Vec::new();
    for path in files(folder, "rs") {
        let text = read(&path);
        let (mut place, mut documented) = (Block::default(), false);
        for line in text.lines() {
            let code = line.trim_start();
            if code.starts_with("///") {
                documented |= code.contains("# Panics") || code.contains("# Errors");
                continue;
            }
            if line == "}" {
                place = Block::default();
            }
            if let Some(next) = block(code, documented) {
                place = next;
            }
            let public = code.strip_prefix("pub fn ");
            let public = match (&place.of_trait, public) {
                (Some(_), None) => code.strip_prefix("fn "),
                (_, public) => public,
            };
            if let Some(rest) = public {
                let name = type_name(rest);
                let here = documented || place.documented;
                let key = if place.name.is_empty() {
                    name.clone()
                } else {
                    format!("{}::{name}", place.name)
                };
                if let Some(of_trait) = &place.of_trait {
                    let of_trait = format!("{of_trait}::{name}");
                    if key == of_trait && here {
                        promised.insert(of_trait);
                    } else {
                        owed.push((key.clone(), of_trait));
                    }
                }
                let entry = found.entry(key).or_default();
                entry.documented |= here;
                entry.files.insert(path.clone());
            }
            // Attributes may stand between documentation and code.
            documented &= code.starts_with('#') || code.starts_with("//");
        }
    }
    for (key, of_trait) in owed {
        if promised.contains(&of_trait) {
            found.entry(key).or_default().documented = true;
        }
    }
    found
}

/// The reader of sources sees what it should.
#[test]
fn the_sources_are_read_rightly() {
    assert_eq!(
        type_name("<'n, O: Optimizer> Training<'n, O> {"),
        "Training"
    );
    assert_eq!(type_name("<T: Into<Vec<u8>>> Plain {"), "Plain");
    assert_eq!(type_name(" &$Type {"), "Type");
    let sources = crate::sources();
    for (name, documented) in [
        ("Matrix::set_product", true),
        // By the trait's own documentation.
        ("Linear::backward", true),
        // By the documentation of the `impl`.
        ("Linear::set_dx", true),
        ("Affine::vjp", true),
        ("logistic", true),
        ("Matrix::zeros", true),
        ("Matrix::diagonal", false),
        ("from_the_input", false),
    ] {
        let found = sources.get(name).map(|found| found.documented);
        assert_eq!(found, Some(documented), "{name}");
    }
    for private in ["check_labels", "multiply", "Factor::strides", "tensor"] {
        assert!(!sources.contains_key(private), "{private} is not public");
    }
}
