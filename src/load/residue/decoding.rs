//! Letters that were written in one encoding and read in another, as `Ã¼` for `ü`.

use encoding_rs::WINDOWS_1252;

/// The first word that was wrongly decoded, and the right one; `None` for the right one where its letters are lost.
pub(super) fn wrong_word(text: &str) -> Option<(&str, Option<String>)> {
    // Most texts hold none of the characters that wrong letters begin with.
    if !text.contains(['Â', 'Ã', 'â', '√', '├', '\u{FFFD}', '„', '”', '?']) {
        return None;
    }
    text.split([' ', '\n', '\t']).find_map(|word| {
        let right = repaired(word);
        if right != word {
            return Some((word, Some(right)));
        }
        is_lost(word).then_some((word, None))
    })
}

/// Letters of UTF-8 that were read in the encodings of old Macs and of DOS.
const OTHERS: [(&str, &str); 14] = [
    ("√§", "ä"),
    ("√∂", "ö"),
    ("√º", "ü"),
    ("√ü", "ß"),
    ("√Ñ", "Ä"),
    ("√ñ", "Ö"),
    ("√ú", "Ü"),
    ("├ñ", "ä"),
    ("├Â", "ö"),
    ("├╢", "ö"),
    ("├╝", "ü"),
    ("├ƒ", "ß"),
    ("├ä", "Ä"),
    ("├£", "Ü"),
];

/// A word with its letters as they were before; the same word where nothing was wrong.
fn repaired(word: &str) -> String {
    let mut right = OTHERS.iter().fold(word.to_owned(), |word, (wrong, letter)| word.replace(wrong, letter));
    // What was decoded wrongly twice takes two steps.
    for _ in 0..3 {
        let next = from_windows(&right);
        if next == right {
            break;
        }
        right = next;
    }
    old_letters(&right)
}

/// Sequences of UTF-8 that were read as Windows-1252, put together again.
fn from_windows(word: &str) -> String {
    let characters: Vec<char> = word.chars().collect();
    let (mut right, mut at) = (String::new(), 0);
    while let Some(c) = characters.get(at) {
        let length = match c {
            'Â' | 'Ã' => 2,
            'â' => 3,
            _ => 1,
        };
        let letter = characters.get(at..at + length).filter(|_| length > 1).and_then(letter);
        right.push(letter.unwrap_or(*c));
        at += letter.map_or(1, |_| length);
    }
    right
}

/// The character whose bytes in UTF-8 are those of some characters in Windows-1252.
fn letter(characters: &[char]) -> Option<char> {
    let text: String = characters.iter().collect();
    let (bytes, _, unknown) = WINDOWS_1252.encode(&text);
    let decoded = std::str::from_utf8(&bytes).ok().filter(|_| !unknown)?;
    let mut letters = decoded.chars();
    letters.next().filter(|_| letters.next().is_none())
}

/// Umlauts of DOS that were read as Windows-1252: `M„rz`, `f”rdern`.
fn old_letters(word: &str) -> String {
    let characters: Vec<char> = word.chars().collect();
    let is_letter = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(|c| c.is_lowercase());
    let before = |at: usize| at.checked_sub(1).and_then(|at| characters.get(at)).is_some_and(|c| c.is_alphabetic());
    let right = characters.iter().enumerate().map(|(at, c)| match c {
        '„' if before(at) && is_letter(Some(at + 1)) => 'ä',
        '”' if before(at) && is_letter(Some(at + 1)) => 'ö',
        other => *other,
    });
    right.collect()
}

/// Whether letters of a word are gone: a sign for one that could not be read, or a question mark between small letters.
fn is_lost(word: &str) -> bool {
    let characters: Vec<char> = word.chars().collect();
    let between =
        characters.windows(3).any(|three| matches!(three, [a, '?', b] if a.is_lowercase() && b.is_lowercase()));
    word.contains('\u{FFFD}') || (between && !word.contains(['/', '=', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_of_other_encodings_are_put_right() {
        let cases = [
            ("PrÃ¼fung", "Prüfung"),
            ("StraÃŸe", "Straße"),
            ("Ã„mter", "Ämter"),
            ("Ã–ffnung", "Öffnung"),
            ("Ãœbersicht", "Übersicht"),
            ("â‚¬", "€"),
            ("Â§", "§"),
            ("PrÃƒÂ¼fung", "Prüfung"),
            ("Pr√ºfung", "Prüfung"),
            ("Pr├╝fung", "Prüfung"),
            ("M„rz", "März"),
            ("â€žZielâ€œ", "„Ziel“"),
        ];
        for (wrong, right) in cases {
            assert_eq!(wrong_word(wrong), Some((wrong, Some(right.to_owned()))), "{wrong}");
        }
        assert_eq!(wrong_word("die Pr?fung"), Some(("Pr?fung", None)));
        assert_eq!(wrong_word("die Pr\u{FFFD}fung"), Some(("Pr\u{FFFD}fung", None)));
        for sound in ["SÃO", "Wie hoch? Was?", "https://a.de/x?y=z", "»Âge«", "er sagt: „Gut“", "√2"] {
            assert_eq!(wrong_word(sound), None, "{sound}");
        }
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn what_windows_made_of_umlauts_is_undone(word in "[A-Z][a-z]{1,6}[äöüß§€–]{1,2}[a-z]{1,6}") {
            let (wrong, _, _) = WINDOWS_1252.decode(word.as_bytes());
            prop_assert_eq!(repaired(&wrong), word);
        }
    }
}
