//! Bullets of word processors: what stands before a list item when it is pasted as text.

/// Bullets that mean nothing else at the beginning of a line.
const SURE: [char; 22] =
    ['•', '▪', '▫', '◦', '●', '○', '■', '⚫', '‣', '⁃', '∙', '➢', '➤', '❖', '►', '▶', '▸', '➔', '➜', '◆', '◇', '❑'];

/// Signs that word processors use as bullets and that have a meaning of their own in running text.
const DASHES: [char; 3] = ['·', '–', '—'];

/// Letters that stand for bullets of symbol fonts: the second level of Word, and what is left of Wingdings.
const LETTERS: [char; 4] = ['o', '§', 'Ø', 'v'];

/// A bullet at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bullet {
    /// The sign.
    pub sign: char,
    /// Bytes of the sign and the blanks behind it.
    pub length: usize,
    /// Whether it is one wherever it stands; otherwise only among others, or behind a colon.
    pub is_sure: bool,
}

/// The bullet that a line without its indent begins with; words must follow.
pub fn bullet(line: &str) -> Option<Bullet> {
    let sign = line.chars().next()?;
    let behind = &line[sign.len_utf8()..];
    let words = behind.trim_start();
    if words.is_empty() || words.len() == behind.len() && !SURE.contains(&sign) {
        return None;
    }
    // Markdown takes no hard blank behind its own bullets. Symbol fonts lie in this part of the private use area.
    let is_sure = SURE.contains(&sign)
        || matches!(sign, '-' | '*') && behind.starts_with('\u{a0}')
        || matches!(sign, '\u{f000}'..='\u{f0ff}')
        || LETTERS.contains(&sign) && behind.starts_with('\t');
    (is_sure || sign == 'o' || DASHES.contains(&sign)).then(|| Bullet {
        sign,
        length: line.len() - words.len(),
        is_sure,
    })
}

/// Where in a file a bullet stands that no font needs to show, since a list is printed instead.
pub fn is_bullet_at(file: &str, at: usize) -> bool {
    let (Some(before), Some(rest)) = (file.get(..at), file.get(at..)) else { return false };
    let line = rest.split('\n').next().unwrap_or_default();
    before.rsplit('\n').next().is_some_and(|indent| indent.trim().is_empty()) && bullet(line).is_some_and(|b| b.is_sure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bullet_stands_before_words() {
        assert_eq!(bullet("•\tdie Kliniken"), Some(Bullet { sign: '•', length: 4, is_sure: true }));
        let sure = |line| bullet(line).map(|bullet| bullet.is_sure);
        assert_eq!(["\u{f0b7} a", "o\ta", "§\ta"].map(sure), [Some(true); 3]);
        assert_eq!(["-\u{a0}a", "•a"].map(sure), [Some(true); 2]);
        assert_eq!(["o a", "– a", "· a"].map(sure), [Some(false); 3]);
        assert_eq!(["§ 3 der Satzung", "• ", "ohne", "-\ta"].map(sure), [None; 4]);
        assert!(is_bullet_at("a\n  \u{f0b7} b", 4) && !is_bullet_at("a \u{f0b7} b", 2));
    }
}
