//! The values that a PDF is made of, as far as attachments and pages need them.

/// How deep values may be nested.
const DEEPEST: usize = 32;

/// How many values one object may hold; the name tree of the attachments has a dozen, the list of pages some hundreds.
const MOST_VALUES: usize = 100_000;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Object {
    /// A whole number.
    Number(usize),
    /// A name without its slash.
    Name(Vec<u8>),
    /// A text.
    Text(Vec<u8>),
    /// A list.
    List(Vec<Object>),
    /// Keys and values.
    Dict(Vec<(Vec<u8>, Object)>),
    /// The number of another object.
    Reference(usize),
    /// What nothing here looks at: a fraction, a truth value, nothing.
    Other,
}

impl Object {
    /// The value under a key; the last one where a key occurs twice.
    pub(super) fn get(&self, key: &str) -> Option<&Object> {
        match self {
            Object::Dict(entries) => entries.iter().rev().find(|(k, _)| k == key.as_bytes()).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The items of a list; none for every other kind.
    pub(super) fn items(&self) -> &[Object] {
        match self {
            Object::List(items) => items,
            _ => &[],
        }
    }

    /// Whether it is a name.
    pub(super) fn is_name(&self, name: &str) -> bool {
        matches!(self, Object::Name(found) if found == name.as_bytes())
    }
}

/// Reads values from bytes; what is not well-formed gives none.
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    left: usize,
}

impl<'a> Parser<'a> {
    /// Begins at a position.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, depth: 0, left: MOST_VALUES }
    }

    /// How far it has read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Reads one value.
    pub(super) fn value(&mut self) -> Option<Object> {
        self.left = self.left.checked_sub(1)?;
        self.skip_space();
        match self.peek()? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.text().map(Object::Text),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.nested(Self::dict),
            b'<' => self.hexadecimal().map(Object::Text),
            b'[' => self.nested(Self::list),
            b'0'..=b'9' => Some(self.number_or_reference()),
            _ => self.word(),
        }
    }

    /// Where the content of the stream begins whose dictionary was just read; `None` where no stream follows.
    pub(super) fn stream(&mut self) -> Option<usize> {
        self.skip_space();
        self.take(b"stream")?;
        let _ = self.take(b"\r");
        self.take(b"\n")?;
        Some(self.at)
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Object>) -> Option<Object> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn dict(&mut self) -> Option<Object> {
        self.take(b"<<")?;
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            if self.take(b">>").is_some() {
                return Some(Object::Dict(entries));
            }
            let key = self.name()?;
            entries.push((key, self.value()?));
        }
    }

    fn list(&mut self) -> Option<Object> {
        self.take(b"[")?;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.take(b"]").is_some() {
                return Some(Object::List(items));
            }
            items.push(self.value()?);
        }
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        self.take(b"/")?;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let escaped = (byte == b'#').then(|| self.bytes.get(self.at..self.at + 2)).flatten().and_then(hex_byte);
            self.at += if escaped.is_some() { 2 } else { 0 };
            name.push(escaped.unwrap_or(byte));
        }
        Some(name)
    }

    /// A text in parentheses, which may hold others; octal escapes are not read, since no name here has them.
    fn text(&mut self) -> Option<Vec<u8>> {
        self.take(b"(")?;
        let (mut text, mut open) = (Vec::new(), 1_usize);
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'\\' => {
                    text.push(self.peek()?);
                    self.at += 1;
                    continue;
                }
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Some(text);
            }
            text.push(byte);
        }
    }

    fn hexadecimal(&mut self) -> Option<Vec<u8>> {
        self.take(b"<")?;
        let rest = self.bytes.get(self.at..)?;
        let digits = rest.get(..rest.iter().position(|byte| *byte == b'>')?)?;
        self.at += digits.len() + 1;
        digits.chunks(2).map(hex_byte).collect()
    }

    /// A number, or the `12 0 R` that names an object.
    fn number_or_reference(&mut self) -> Object {
        let Some(number) = self.digits() else { return self.word().unwrap_or(Object::Other) };
        let behind = self.at;
        self.skip_space();
        if self.digits().is_some() {
            self.skip_space();
            if self.take(b"R").is_some() && !self.peek().is_some_and(is_regular) {
                return Object::Reference(number);
            }
        }
        self.at = behind;
        Object::Number(number)
    }

    /// A whole number; a fraction is none.
    fn digits(&mut self) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(rest.get(..length)?).ok()?.parse().ok()?;
        if rest.get(length) == Some(&b'.') {
            return None;
        }
        self.at += length;
        Some(number)
    }

    /// `true`, `null`, `-1.5`, and whatever else is no value of interest.
    fn word(&mut self) -> Option<Object> {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        (self.at > start).then_some(Object::Other)
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | 0x0c | 0 => self.at += 1,
                b'%' => {
                    while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, expected: &[u8]) -> Option<()> {
        let found = self.bytes.get(self.at..)?.starts_with(expected);
        self.at += if found { expected.len() } else { 0 };
        found.then_some(())
    }
}

/// Whether a byte belongs to a name or a word.
fn is_regular(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"()<>[]{}/%".contains(&byte)
}

/// Two hexadecimal digits; a single one counts as if a 0 followed.
fn hex_byte(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    match *digits {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        [high] => Some(digit(high)? << 4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<Object> {
        Parser::new(text.as_bytes(), 0).value()
    }

    #[test]
    fn values_of_every_kind_are_read() {
        let dict = value("<</A 12 0 R/B[1 2 3.5 (a\\)b)<6162>] %c\n/C#20D/E/F true/G null>>").unwrap();
        assert_eq!(dict.get("A"), Some(&Object::Reference(12)));
        let items = dict.get("B").unwrap().items();
        let expected = [Object::Number(1), Object::Number(2), Object::Other];
        assert_eq!(items[..3], expected);
        assert_eq!(items[3..], [Object::Text(b"a)b".to_vec()), Object::Text(b"ab".to_vec())]);
        assert!(dict.get("C D").unwrap().is_name("E"));
        assert_eq!((dict.get("F"), dict.get("G")), (Some(&Object::Other), Some(&Object::Other)));
    }

    #[test]
    fn what_is_not_well_formed_gives_nothing() {
        let deep = "[".repeat(100_000);
        let many = format!("[{}]", "1 ".repeat(MOST_VALUES));
        for text in ["", "<<", "<</A", "<</A 1", "[1 2", "(a", "(a\\", "<6", "<zz>", "<</A>>", ")", &deep, &many] {
            assert_eq!(value(text), None, "{}", text.chars().take(20).collect::<String>());
        }
    }
}
