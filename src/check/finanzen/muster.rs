//! Patterns of account numbers: whether a number fits, and what keeps it from fitting.

/// Stands for a digit in a pattern.
const ZIFFER: char = '#';

/// Whether a number is built as a pattern says.
pub(super) fn passt(nummer: &str, muster: &str) -> bool {
    nummer.chars().count() == muster.chars().count() && nummer.chars().zip(muster.chars()).all(|(c, m)| fits(c, m))
}

fn fits(c: char, m: char) -> bool {
    if m == ZIFFER { c.is_ascii_digit() } else { c == m }
}

/// What one slip keeps a number from fitting one of the patterns, as a German sentence; and that pattern.
pub(super) fn abweichung<'a>(nummer: &str, muster: impl Iterator<Item = &'a str>) -> Option<(String, &'a str)> {
    let mut muster: Vec<&str> = muster.collect();
    // A pattern that begins as the number does is what was meant.
    muster.sort_by_key(|m| m.chars().next() != nummer.chars().next());
    let slips: [fn(&str, &str) -> Option<String>; 3] = [leerzeichen, ziffer, gruppen];
    let all = slips.iter().flat_map(|slip| muster.iter().map(move |m| (slip, *m)));
    all.filter_map(|(slip, m)| Some((slip(nummer, m)?, m))).next()
}

fn leerzeichen(nummer: &str, muster: &str) -> Option<String> {
    let without: String = nummer.chars().filter(|c| !c.is_whitespace()).collect();
    (without != nummer && passt(&without, muster)).then(|| format!("Ohne Leerzeichen passt sie: {without}."))
}

/// One digit that the pattern fixes is another one: `1-` for `4-`.
fn ziffer(nummer: &str, muster: &str) -> Option<String> {
    let pairs: Vec<(char, char)> = nummer.chars().zip(muster.chars()).collect();
    if nummer.chars().count() != pairs.len() || muster.chars().count() != pairs.len() {
        return None;
    }
    let mut wrong = pairs.iter().enumerate().filter(|(_, (c, m))| !fits(*c, *m));
    match (wrong.next(), wrong.next()) {
        (Some((0, (c, m))), None) if c.is_ascii_digit() => {
            Some(format!("Als erste Ziffer wird erwartet: {m} statt {c}."))
        }
        (Some((i, (c, m))), None) => Some(format!("An der {}. Stelle steht „{c}“ statt {}.", i + 1, described(*m))),
        _ => None,
    }
}

fn described(m: char) -> String {
    if m == ZIFFER { "einer Ziffer".into() } else { format!("„{m}“") }
}

/// One group is missing, one too many, or of another length.
fn gruppen(nummer: &str, muster: &str) -> Option<String> {
    let own: Vec<&str> = nummer.split('-').collect();
    let wanted: Vec<&str> = muster.split('-').collect();
    let fit = |own: &[&str], wanted: &[&str]| own.iter().zip(wanted).all(|(n, m)| passt(n, m));
    let differing = own.iter().zip(&wanted).position(|(n, m)| !passt(n, m)).unwrap_or(own.len().min(wanted.len()));
    let (n, m) = (own.get(differing..)?, wanted.get(differing..)?);
    let place = differing + 1;
    match (n, m) {
        (_, [missing, rest @ ..]) if n.len() == rest.len() && fit(n, rest) => {
            Some(format!("Die {place}. Gruppe fehlt ({}).", ziffern(missing.chars().count())))
        }
        ([more, rest @ ..], _) if rest.len() == m.len() && fit(rest, m) => {
            Some(format!("Die {place}. Gruppe „{more}“ ist zu viel."))
        }
        ([wrong, n @ ..], [right, m @ ..]) if n.len() == m.len() && fit(n, m) => {
            let (has, needs) = (ziffern(wrong.chars().count()), right.chars().count());
            let is_length = wrong.chars().all(|c| c.is_ascii_digit()) && wrong.chars().count() != needs;
            is_length.then(|| format!("Die {place}. Gruppe hat {has} statt {needs}."))
        }
        _ => None,
    }
}

fn ziffern(n: usize) -> String {
    if n == 1 { "eine Ziffer".into() } else { format!("{n} Ziffern") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const INVESTIV: &str = "5-######-###-#####-###-#";
    const KONSUMTIV: &str = "4-######-###-#";

    fn reason(nummer: &str) -> Option<String> {
        abweichung(nummer, [INVESTIV, KONSUMTIV, "########"].into_iter()).map(|(reason, _)| reason)
    }

    #[test]
    fn the_slips_of_real_papers_are_named() {
        let cases = [
            ("4-120102-9", "Die 3. Gruppe fehlt (3 Ziffern)."),
            ("5-120102-000-01000-1", "Die 5. Gruppe fehlt (3 Ziffern)."),
            ("1-011906-600-5", "Als erste Ziffer wird erwartet: 4 statt 1."),
            ("5318 0000", "Ohne Leerzeichen passt sie: 53180000."),
            ("4-12010-923-9", "Die 2. Gruppe hat 5 Ziffern statt 6."),
            ("4-120102-923-9-1", "Die 5. Gruppe „1“ ist zu viel."),
            ("4-12O102-923-9", "An der 5. Stelle steht „O“ statt einer Ziffer."),
        ];
        for (nummer, expected) in cases {
            assert_eq!(reason(nummer).as_deref(), Some(expected), "{nummer}");
        }
        assert_eq!(reason("siehe Anlage"), None);
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn a_number_built_by_the_pattern_fits_and_one_without_a_group_does_not(
            nummer in "5-[0-9]{6}-[0-9]{3}-[0-9]{5}-[0-9]{3}-[0-9]", gone in 1usize..6,
        ) {
            prop_assert!(passt(&nummer, INVESTIV));
            let kept: Vec<&str> = nummer.split('-').enumerate().filter(|(i, _)| *i != gone).map(|(_, g)| g).collect();
            let short = kept.join("-");
            prop_assert!(!passt(&short, INVESTIV));
            let named = gruppen(&short, INVESTIV).unwrap_or_default();
            prop_assert!(named.contains("Gruppe fehlt"), "{short}: {named}");
        }

        #[test]
        fn no_number_makes_the_search_fail(nummer in "\\PC{0,30}") {
            let _ = abweichung(&nummer, [INVESTIV, KONSUMTIV].into_iter());
        }
    }
}
