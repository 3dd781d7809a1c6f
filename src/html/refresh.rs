//! What no policy forbids a page, so that no template may write it: to lead its reader elsewhere.

use std::ops::Range;

use html5gum::{Token, Tokenizer};

use crate::text::TemplateFault;
use crate::typeset::Asset;

/// How such elements say it.
const SIGNS: [&str; 2] = ["http-equiv", "<base"];

/// What is wrong with a page that own templates have made, and in which of them; in `main` where none says it word by word.
pub(super) fn fault(page: &str, own: &[Asset], main: &str) -> Option<(String, TemplateFault)> {
    let leads = |token: Token| match token {
        Token::StartTag(tag) if tag.name.as_slice() == b"meta" => tag.attributes.contains_key("http-equiv".as_bytes()),
        Token::StartTag(tag) => tag.name.as_slice() == b"base",
        _ => false,
    };
    if own.is_empty() || !Tokenizer::new(page).flatten().any(leads) {
        return None;
    }
    let place = |asset: &Asset| -> Option<Range<usize>> {
        let text = String::from_utf8_lossy(&asset.bytes).to_ascii_lowercase();
        SIGNS.into_iter().find_map(|sign| text.find(sign).map(|at| at..at + sign.len()))
    };
    let said = own.iter().find_map(|asset| Some((asset.path.to_string(), place(asset)?)));
    let (template, stelle) = said.unwrap_or_else(|| (main.to_owned(), 0..0));
    let was = "Eine Seite darf ihre Leser nicht woandershin leiten („http-equiv“, „base“).".to_owned();
    Some((template, TemplateFault { stelle, was }))
}
