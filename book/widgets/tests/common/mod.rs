//! What the tests share.

use widgets::{Answer, Widget, open};

pub(crate) fn ask(widget: &mut dyn Widget, question: &str, numbers: &[f64]) -> Answer {
    let mut answer = Answer::default();
    widget.ask(question, numbers, &mut answer);
    answer
}

pub(crate) fn widget(name: &str) -> Box<dyn Widget> {
    open(name).unwrap_or_else(|| panic!("no widget `{name}`"))
}
