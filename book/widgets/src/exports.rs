//! The module's functions, as a browser calls them.
//!
//! A page writes the question's words and numbers into two buffers, calls [`widget_open`] or
//! [`widget_ask`], and reads the answer from two others. Each buffer is a place in the module's
//! memory and a length; a place may move with every call, so it is asked for anew.
//!
//! | function | what it does |
//! |---|---|
//! | [`widget_words`]`(n)`, [`widget_numbers`]`(n)` | makes room for n bytes or n numbers of 64 bits; where to write them |
//! | [`widget_open`]`()` | opens the widget that the words name; its handle, or 0 |
//! | [`widget_ask`]`(handle)` | asks the question that the words name, with the numbers |
//! | [`widget_close`]`(handle)` | forgets the widget |
//! | [`widget_answer_words`]`()`, `…_length()` | the answer's words, in UTF-8 |
//! | [`widget_answer_numbers`]`()`, `…_length()` | the answer's numbers |
//! | [`widget_complaint`]`()`, `…_length()` | after a trap: the panic's message |

// A function is found by its plain name only if it has one, and a program with two functions of
// one name does what it likes: that is what is unsafe about `no_mangle`. (A native program has
// the C library's `open` and `close`.) These names all begin with `widget_` and stand in one
// file. There is no other unsafe code here.
#![allow(unsafe_code)]
// Only the page calls them, and it is in the same folder.
#![allow(clippy::must_use_candidate)]

use std::cell::RefCell;
use std::panic;
use std::sync::Once;

use crate::{Answer, Widget};

/// What passes between page and module.
#[derive(Default)]
struct Desk {
    words: Vec<u8>,
    numbers: Vec<f64>,
    answer: Answer,
    /// A handle is a place in this list, counted from 1.
    widgets: Vec<Option<Box<dyn Widget>>>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
    static COMPLAINT: RefCell<String> = RefCell::default();
}

/// A module has no standard error: a panic's message is kept for the page.
fn keep_complaints() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|info| {
            COMPLAINT.with_borrow_mut(|complaint| *complaint = info.to_string());
        }));
    });
}

fn text(words: &[u8]) -> &str {
    str::from_utf8(words).expect("the page writes UTF-8")
}

/// Makes room for a question's words.
#[unsafe(no_mangle)]
pub extern "C" fn widget_words(length: usize) -> *mut u8 {
    DESK.with_borrow_mut(|desk| {
        desk.words.resize(length, 0);
        desk.words.as_mut_ptr()
    })
}

/// Makes room for a question's numbers.
#[unsafe(no_mangle)]
pub extern "C" fn widget_numbers(length: usize) -> *mut f64 {
    DESK.with_borrow_mut(|desk| {
        desk.numbers.resize(length, 0.0);
        desk.numbers.as_mut_ptr()
    })
}

/// Opens a widget.
#[unsafe(no_mangle)]
pub extern "C" fn widget_open() -> usize {
    keep_complaints();
    DESK.with_borrow_mut(|desk| match crate::open(text(&desk.words)) {
        Some(widget) => {
            desk.widgets.push(Some(widget));
            desk.widgets.len()
        }
        None => 0,
    })
}

/// Asks a widget.
///
/// # Panics
///
/// If the handle is closed, and where [`Widget::ask`] does.
#[unsafe(no_mangle)]
pub extern "C" fn widget_ask(handle: usize) {
    DESK.with_borrow_mut(|desk| {
        let Desk {
            words,
            numbers,
            answer,
            widgets,
        } = desk;
        answer.clear();
        let widget = handle
            .checked_sub(1)
            .and_then(|place| widgets.get_mut(place));
        let widget = widget.and_then(Option::as_mut).expect("a widget is open");
        widget.ask(text(words), numbers, answer);
    });
}

/// Closes a widget.
#[unsafe(no_mangle)]
pub extern "C" fn widget_close(handle: usize) {
    DESK.with_borrow_mut(|desk| {
        let place = handle.checked_sub(1);
        if let Some(widget) = place.and_then(|place| desk.widgets.get_mut(place)) {
            *widget = None;
        }
    });
}

/// Where the answer's words are.
#[unsafe(no_mangle)]
pub extern "C" fn widget_answer_words() -> *const u8 {
    DESK.with_borrow(|desk| desk.answer.words.as_ptr())
}

/// How many bytes of words there are.
#[unsafe(no_mangle)]
pub extern "C" fn widget_answer_words_length() -> usize {
    DESK.with_borrow(|desk| desk.answer.words.len())
}

/// Where the answer's numbers are.
#[unsafe(no_mangle)]
pub extern "C" fn widget_answer_numbers() -> *const f64 {
    DESK.with_borrow(|desk| desk.answer.numbers.as_ptr())
}

/// How many numbers there are.
#[unsafe(no_mangle)]
pub extern "C" fn widget_answer_numbers_length() -> usize {
    DESK.with_borrow(|desk| desk.answer.numbers.len())
}

/// Where the last panic's message is.
#[unsafe(no_mangle)]
pub extern "C" fn widget_complaint() -> *const u8 {
    COMPLAINT.with_borrow(|complaint| complaint.as_ptr())
}

/// How many bytes that message has.
#[unsafe(no_mangle)]
pub extern "C" fn widget_complaint_length() -> usize {
    COMPLAINT.with_borrow(String::len)
}
