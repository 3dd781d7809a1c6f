//! Which characters a text may hold.

use std::sync::Arc;

/// The characters that the papers can show: those that some embedded font has a glyph for.
///
/// The fonts live in a later room; what loads the data is handed this instead.
#[derive(Clone)]
pub struct Alphabet(Arc<Characters<dyn Fn(char) -> bool + Send + Sync>>);

/// How many characters are asked for once, since nearly all texts are made of them: the Latin ones.
const COMMON: u32 = 0x180;

/// A test, and what it says of the common characters.
struct Characters<F: ?Sized> {
    common: Vec<bool>,
    has: F,
}

impl Alphabet {
    /// An alphabet by its test.
    pub fn new(has: impl Fn(char) -> bool + Send + Sync + 'static) -> Self {
        let common = (0..COMMON).map(|c| char::from_u32(c).is_some_and(|c| prints(c, &has))).collect();
        Self(Arc::new(Characters { common, has }))
    }

    /// Every character that is [safe](is_safe).
    pub fn all() -> Self {
        Self::new(|_| true)
    }

    /// The first character of a text that cannot be printed, with its byte offset.
    pub fn first_unprintable(&self, text: &str) -> Option<(usize, char)> {
        text.char_indices().find(|&(_, c)| !self.prints(c))
    }

    /// Every character of a file that cannot be printed, with its byte offset; ends of lines and tabs are white space.
    pub fn unprintable<'t>(&'t self, file: &'t str) -> impl Iterator<Item = (usize, char)> + 't {
        let mut offset = 0;
        file.split_inclusive('\n').flat_map(move |line| {
            let start = offset;
            offset += line.len();
            let content = line.trim_end_matches(['\n', '\r']);
            content.char_indices().filter(|&(_, c)| c != '\t' && !self.prints(c)).map(move |(at, c)| (start + at, c))
        })
    }

    fn prints(&self, c: char) -> bool {
        let common = usize::try_from(u32::from(c)).ok().and_then(|c| self.0.common.get(c));
        common.copied().unwrap_or_else(|| prints(c, &self.0.has))
    }
}

fn prints(c: char, has: &dyn Fn(char) -> bool) -> bool {
    is_safe(c) && (is_blank(c) || has(c))
}

impl std::fmt::Debug for Alphabet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Alphabet")
    }
}

/// Whether a character only shows itself: no control character, none that turns the direction of writing, none of
/// the private use areas (forbidden in PDF/A), no non-character.
pub fn is_safe(c: char) -> bool {
    let forbidden = c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFF}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
        || (c as u32) & 0xFFFE == 0xFFFE
        || matches!(c, '\u{E0000}'..='\u{E0FFF}' | '\u{FDD0}'..='\u{FDEF}');
    !forbidden
}

/// White space is set by the typesetter and needs no glyph.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{AD}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_lines_and_tabs() {
        let alphabet = Alphabet::new(|c| c.is_ascii());
        let found: Vec<_> = alphabet.unprintable("a\tb\r\n\u{7}\rc漢\n\u{FDD0}\r\n").collect();
        assert_eq!(found, [(5, '\u{7}'), (6, '\r'), (8, '漢'), (12, '\u{FDD0}')]);
    }

    #[test]
    fn the_right_to_left_override_is_not_safe() {
        assert_eq!(Alphabet::all().first_unprintable("ab\u{202E}c"), Some((2, '\u{202E}')));
        assert_eq!(Alphabet::all().first_unprintable("#eval(\"1\") $x$ </b>"), None);
    }
}
