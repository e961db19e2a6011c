//! A page as the sequence of its tags and texts.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A piece of a page.
#[derive(Debug)]
pub(crate) enum Piece {
    /// An element begins: its name, and its attributes with their values.
    Start(String, Vec<(String, String)>),
    /// An element ends.
    End(String),
    /// Text between tags.
    Text(String),
}

impl Piece {
    pub(crate) fn starts(&self, element: &str) -> bool {
        matches!(self, Piece::Start(name, _) if name == element)
    }

    pub(crate) fn ends(&self, element: &str) -> bool {
        matches!(self, Piece::End(name) if name == element)
    }

    /// The value of an attribute, if this is the start of such an element and has it.
    pub(crate) fn attribute(&self, element: &str, attribute: &str) -> Option<&str> {
        match self {
            Piece::Start(name, attributes) if name == element => {
                let found = attributes.iter().find(|(name, _)| name == attribute);
                found.map(|(_, value)| value.as_str())
            }
            _ => None,
        }
    }
}

/// The pieces of a page, in order. Texts are joined: between two tags there is at most one.
pub(crate) fn pieces(page: &str) -> Vec<Piece> {
    let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(page));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.take()
}

#[derive(Default)]
struct Collector(RefCell<Vec<Piece>>);

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut pieces = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let attribute = |a: &html5ever::Attribute| {
                    (a.name.local.to_string(), a.value.to_string())
                };
                let name = tag.name.to_string();
                let raw = match name.as_str() {
                    "script" => Some(RawKind::ScriptData),
                    "style" => Some(RawKind::Rawtext),
                    _ => None,
                };
                pieces.push(Piece::Start(
                    name,
                    tag.attrs.iter().map(attribute).collect(),
                ));
                if let Some(raw) = raw {
                    return TokenSinkResult::RawData(raw);
                }
            }
            Token::TagToken(tag) => pieces.push(Piece::End(tag.name.to_string())),
            Token::CharacterTokens(text) => match pieces.last_mut() {
                Some(Piece::Text(before)) => before.push_str(&text),
                _ => pieces.push(Piece::Text(text.to_string())),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
