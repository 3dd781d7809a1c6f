//! The paths that a file writes: in its `use` lines, and amid its code.

use super::tokens::Token;

/// A path as it is written, with the name under which the file knows it afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) segments: Vec<String>,
    /// The name that a `use` gives; none for a path amid code, and for `as _`.
    pub(crate) name: Option<String>,
    pub(crate) line: usize,
}

/// All paths of a file in the order in which they stand there.
pub(crate) fn written(tokens: &[Token]) -> Vec<Written> {
    let (mut rest, mut found) = (tokens, Vec::new());
    while let Some(token) = rest.first() {
        let mut cursor = Cursor { rest: &rest[1..] };
        if token.text == "use" && !cursor.is("<") {
            cursor.tree(&[], &mut found);
        } else if token.is_word() && cursor.is("::") {
            let segments = cursor.path(token.text.clone());
            found.push(Written { segments, name: None, line: token.line });
        }
        rest = cursor.rest;
    }
    found
}

struct Cursor<'a> {
    rest: &'a [Token],
}

impl Cursor<'_> {
    fn is(&self, text: &str) -> bool {
        self.rest.first().is_some_and(|token| token.text == text)
    }

    /// Goes over a token if it is the next one.
    fn eat(&mut self, text: &str) -> bool {
        let is = self.is(text);
        if is {
            self.rest = &self.rest[1..];
        }
        is
    }

    /// Goes over a word, `*` included.
    fn word(&mut self) -> Option<String> {
        let token = self.rest.first().filter(|token| token.is_word() || token.text == "*")?;
        self.rest = &self.rest[1..];
        Some(token.text.clone())
    }

    /// A path whose first segment is read.
    fn path(&mut self, first: String) -> Vec<String> {
        let mut segments = vec![first];
        while self.is("::") && self.rest.get(1).is_some_and(Token::is_word) {
            self.eat("::");
            segments.extend(self.word());
        }
        segments
    }

    /// One tree of a `use`: a path, or a group of trees behind one.
    fn tree(&mut self, before: &[String], found: &mut Vec<Written>) {
        let (mut segments, line) = (before.to_vec(), self.rest.first().map_or(0, |token| token.line));
        self.eat("::");
        while let Some(word) = self.word() {
            segments.push(word);
            if !self.eat("::") {
                break;
            }
        }
        if self.eat("{") {
            while !self.eat("}") && !self.rest.is_empty() {
                self.tree(&segments, found);
                self.eat(",");
            }
            return;
        }
        if segments.len() > 1 && segments.last().is_some_and(|last| last == "self") {
            segments.pop();
        }
        let name = if self.eat("as") { self.word() } else { segments.last().cloned() };
        found.push(Written { segments, name: name.filter(|name| name != "_"), line });
    }
}
