//! What reaches a terminal: no text from outside can do anything there but be read.

use std::fmt;
use std::io::{self, Write};

use crate::source::visible;

/// Writes one line to a part of [`Outside`](super::Outside). What stands in it can neither end the line nor steer a terminal; `writeln!` is left for JSON and for examples, which have many lines.
macro_rules! say {
    ($to:expr) => { $crate::cli::terminal::line(&mut *$to, format_args!("")) };
    ($to:expr, $($text:tt)*) => { $crate::cli::terminal::line(&mut *$to, format_args!($($text)*)) };
}
pub(super) use say;

/// As [`say!`].
pub(super) fn line(to: &mut dyn Write, text: fmt::Arguments<'_>) -> io::Result<()> {
    to.write_all(format!("{}\n", visible(&text.to_string())).as_bytes())
}

/// A writer behind which people or programs read. Characters that steer a terminal or turn the direction of writing are spelled
/// out as JSON spells them, so that JSON stays what it says; a reader that goes away is no fault.
pub(super) struct Terminal<'a> {
    to: &'a mut dyn Write,
    /// Whether colours of this program pass.
    colours: bool,
}

impl<'a> Terminal<'a> {
    pub(super) fn new(to: &'a mut dyn Write, colours: bool) -> Self {
        Self { to, colours }
    }
}

impl Write for Terminal<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        let shown = if !text.contains(steers) { text } else { spelled(&text, self.colours).into() };
        forgive(self.to.write_all(shown.as_bytes()), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        forgive(self.to.flush(), ())
    }
}

/// Takes a closed pipe for success.
fn forgive<T>(result: io::Result<()>, done: T) -> io::Result<T> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(done),
    }
}

fn steers(c: char) -> bool {
    let turns = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && c != '\n' && c != '\t')
}

fn spelled(text: &str, colours: bool) -> String {
    let mut spelled = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let long = match c {
            '\x1b' if colours => colour(rest),
            '\r' if rest.starts_with("\r\n") => Some(2),
            c => (!steers(c)).then(|| c.len_utf8()),
        };
        let (passes, behind) = rest.split_at(long.unwrap_or_default());
        spelled.push_str(passes);
        rest = behind;
        if long.is_none() {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| spelled.push_str(&format!("\\u{unit:04x}")));
            rest = &rest[c.len_utf8()..];
        }
    }
    spelled
}

/// The length of a sequence that only sets a colour, at the beginning of a text.
fn colour(text: &str) -> Option<usize> {
    let end = text.strip_prefix("\x1b[")?.find(|c: char| !c.is_ascii_digit() && c != ';')? + 2;
    text[end..].starts_with('m').then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(text: &str, colours: bool) -> String {
        let mut out = Vec::new();
        Terminal::new(&mut out, colours).write_all(text.as_bytes()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_steers_a_terminal_is_spelled_out() {
        for (text, shown) in [
            ("Größe „x“ 😀\n", "Größe „x“ 😀\n"),
            ("a\x1b[2Jb\x1b]0;x\x07", "a\\u001b[2Jb\\u001b]0;x\\u0007"),
            ("\u{9b}2J\u{202e}\rb", "\\u009b2J\\u202e\\u000db"),
            ("\u{feff}a\tb\r\n", "\u{feff}a\tb\r\n"),
            ("\x1b[1;91mrot\x1b[0m", "\\u001b[1;91mrot\\u001b[0m"),
        ] {
            assert_eq!(through(text, false), shown);
        }
        assert_eq!(through("\x1b[1;91mrot\x1b[0m\x1b[2J\x1b[", true), "\x1b[1;91mrot\x1b[0m\\u001b[2J\\u001b[");
    }

    #[test]
    fn a_line_stays_a_line() {
        let mut out = Vec::new();
        let name = "x\nDas Papier ist unverändert.\r\u{2028}\u{85}";
        say!(&mut out, "Datei „{name}“").unwrap();
        let shown = String::from_utf8(out).unwrap();
        assert_eq!(shown, "Datei „x\\u{a}Das Papier ist unverändert.\\u{d}\\u{2028}\\u{85}“\n");
    }
}
