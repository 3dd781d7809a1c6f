//! Letters of other scripts that look like Latin ones.

use unicode_normalization::UnicodeNormalization;

/// Cyrillic letters and what they look like, in the same order.
const CYRILLIC: (&str, &str) = ("АВЕКМНОРСТУХЅІЈԚԜасеорухѕіјԁԛԝ", "ABEKMHOPCTYXSIJQWaceopyxsijdqw");

/// Greek letters and what they look like, in the same order.
const GREEK: (&str, &str) = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυχ", "ABEZHIKMNOPTYXavopux");

/// What a text looks like that has letters of another script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lookalike {
    /// The text in Latin letters.
    pub(crate) latin: String,
    /// The letters of the other script, as messages name them: `kyrillisch: К`.
    pub(crate) letters: String,
    /// Whether Latin letters stand beside them in a word.
    pub(crate) is_mixed: bool,
}

/// What a text looks like; `None` where it has no letter of another script that looks like a Latin one.
pub(crate) fn lookalike(text: &str) -> Option<Lookalike> {
    let mut found = Lookalike { latin: String::new(), letters: String::new(), is_mixed: false };
    let (mut script, mut letters) = ("", Vec::new());
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let before = letters.len();
        for c in word.chars() {
            let Some((of, latin)) = latin(c) else {
                found.latin.push(c);
                continue;
            };
            script = of;
            letters.push(c);
            found.latin.extend(latin);
        }
        found.is_mixed |= letters.len() > before && word.chars().any(|c| c.is_ascii_alphabetic());
    }
    letters.dedup();
    let letters: String = letters.into_iter().collect();
    (!letters.is_empty()).then(|| Lookalike { letters: format!("{script}: {letters}"), ..found })
}

/// The script of a letter that is no Latin one, and what it looks like.
fn latin(c: char) -> Option<(&'static str, Vec<char>)> {
    if c.is_ascii() {
        return None;
    }
    let tables = [("kyrillisch", CYRILLIC), ("griechisch", GREEK)];
    let listed = tables.into_iter().find_map(|(script, (letters, latin))| {
        let at = letters.chars().position(|letter| letter == c)?;
        Some((script, latin.chars().skip(at).take(1).collect()))
    });
    // Full-width and mathematical letters; a raised digit is a sign of its own.
    let is_form = matches!(c, '\u{ff10}'..='\u{ff5a}' | '\u{1d400}'..='\u{1d7ff}');
    let wide = || {
        Some(std::iter::once(c).nfkc().collect::<Vec<_>>()).filter(|all| all.iter().all(char::is_ascii_alphanumeric))
    };
    listed.or_else(|| wide().filter(|_| is_form).map(|all| ("Sonderform", all)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_other_scripts_are_told() {
        let found = |text| lookalike(text).map(|found| (found.latin, found.letters, found.is_mixed));
        assert_eq!(found("К-001"), Some(("K-001".into(), "kyrillisch: К".into(), false)));
        assert_eq!(found("PК-1"), Some(("PK-1".into(), "kyrillisch: К".into(), true)));
        assert_eq!(found("Ρ-1"), Some(("P-1".into(), "griechisch: Ρ".into(), false)));
        assert_eq!(found("Ｐ-1"), Some(("P-1".into(), "Sonderform: Ｐ".into(), false)));
        for text in ["K-001", "Straße ÄÖÜ", "m² und µg", "CO₂", "½"] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn the_tables_are_as_long_as_what_they_name() {
        for (letters, latin) in [CYRILLIC, GREEK] {
            assert_eq!(letters.chars().count(), latin.chars().count());
        }
    }
}
