//! Names of files that every system takes: of ASCII, without blanks, short.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::source::{composed, is_device};

/// How many characters a name has at most, its ending included.
pub const LONGEST: usize = 60;

/// What stands for a name of which no character is left.
const NAMELESS: &str = "Datei";

/// Letters that are written out; other marks are left off.
const WRITTEN_OUT: [(char, &str); 14] = [
    ('ä', "ae"),
    ('ö', "oe"),
    ('ü', "ue"),
    ('Ä', "Ae"),
    ('Ö', "Oe"),
    ('Ü', "Ue"),
    ('ß', "ss"),
    ('ẞ', "SS"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('ø', "o"),
    ('Ø', "O"),
    ('€', "EUR"),
    ('²', "2"),
];

/// The names of one folder, none of which is another one's, in small or capital letters.
#[derive(Debug, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// A name that is not given yet: that of [`name`], with a number behind it where it is taken.
    pub fn give(&mut self, stem: &str, ending: &str) -> String {
        let first = name(stem, ending);
        let others = (2_usize..).map(|number| numbered(stem, number, ending));
        let free = std::iter::once(first.clone()).chain(others).find(|name| !self.0.contains(&name.to_lowercase()));
        let given = free.unwrap_or(first);
        self.0.insert(given.to_lowercase());
        given
    }

    /// As [`Names::give`], of a whole name.
    pub fn of(&mut self, name: &str) -> String {
        let is_ending = |ending: &str| !ending.is_empty() && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let parts = name.rsplit_once('.').filter(|(_, ending)| is_ending(ending));
        let (stem, ending) = parts.unwrap_or((name, ""));
        self.give(stem, ending)
    }
}

/// The name of a file: `FB 02/0022/WP18` with `pdf` is `FB_02_0022_WP18.pdf`. The same text always has the same name; two texts may share one.
pub fn name(stem: &str, ending: &str) -> String {
    ended(&plain(stem), "", ending)
}

fn numbered(stem: &str, number: usize, ending: &str) -> String {
    ended(&plain(stem), &format!("_{number}"), ending)
}

/// A name of a stem, what stands behind it, and an ending, as long as names may be.
fn ended(stem: &str, behind: &str, ending: &str) -> String {
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(9).collect();
    let dot = if ending.is_empty() { "" } else { "." };
    let room = LONGEST.saturating_sub(behind.len() + dot.len() + ending.len());
    // Of ASCII alone, so characters are bytes.
    let stem = stem.get(..room).unwrap_or(stem).trim_end_matches(['_', '.', '-']);
    format!("{stem}{behind}{dot}{}", ending.to_lowercase())
}

/// Letters, digits and `. _ -`: nothing else, no two `_` beside each other, no mark at either end, and no name of a device.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in composed(text).chars() {
        match WRITTEN_OUT.into_iter().find(|(letter, _)| *letter == c) {
            Some((_, written)) => out.push_str(written),
            None => std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).for_each(|c| push(&mut out, c)),
        }
    }
    let out = out.trim_matches(['_', '.', '-']);
    match out {
        "" => NAMELESS.to_owned(),
        _ if is_device(out) => format!("{NAMELESS}_{out}"),
        out => out.to_owned(),
    }
}

/// One character more; what no name has becomes `_`.
fn push(out: &mut String, c: char) {
    let kept = if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '_' };
    // Two dots lead out of a folder, and two of the others tell nothing.
    if kept.is_ascii_alphanumeric() || !out.ends_with(kept) {
        out.push(kept);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_those_of_the_paper_in_plain_letters() {
        for (stem, ending, expected) in [
            ("FB 02/0022/WP18", "pdf", "FB_02_0022_WP18.pdf"),
            ("FB 02/0022/WP18-1", "PDF", "FB_02_0022_WP18-1.pdf"),
            ("Übersicht Fördermittel (groß)", "csv", "Uebersicht_Foerdermittel_gross.csv"),
            ("U\u{308}bersicht", "", "Uebersicht"),
            ("Café Ærø 5 €", "txt", "Cafe_AEro_5_EUR.txt"),
            ("../../etc/passwd", "pdf", "etc_passwd.pdf"),
            ("..\\..\\a", "exe;rm -rf", "a.exermrf"),
            ("...", "pdf", "Datei.pdf"),
            ("", "", "Datei"),
            ("日本", "pdf", "Datei.pdf"),
            ("con", "pdf", "Datei_con.pdf"),
            ("LPT1.alt", "pdf", "Datei_LPT1.alt.pdf"),
            ("Kontakt", "pdf", "Kontakt.pdf"),
            ("a\u{202e}fdp.exe\n", "pdf", "a_fdp.exe.pdf"),
            ("-rf", "", "rf"),
        ] {
            assert_eq!(name(stem, ending), expected, "{stem:?}");
        }
    }

    #[test]
    fn long_names_are_cut_and_equal_ones_are_numbered() {
        let mut names = Names::default();
        let long = "Anlage zum Sachstandsbericht eGovernment der Stadt Aachen für das vierte Quartal";
        let given = [
            names.give("Anlage 1", "pdf"),
            names.give("anlage/1", "pdf"),
            names.give("ANLAGE 1", "pdf"),
            names.give("Anlage 1", "csv"),
            names.give(long, "pdf"),
            names.give(&format!("{long} und ein Jahr"), "pdf"),
        ];
        assert_eq!(given[..4], ["Anlage_1.pdf", "anlage_1_2.pdf", "ANLAGE_1_3.pdf", "Anlage_1.csv"]);
        assert_eq!(given[4], "Anlage_zum_Sachstandsbericht_eGovernment_der_Stadt_Aache.pdf");
        assert_eq!(given[5], "Anlage_zum_Sachstandsbericht_eGovernment_der_Stadt_Aac_2.pdf");
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn every_text_has_a_name_that_every_system_takes(
            stems in proptest::collection::vec("(\\PC|[\u{0}-\u{20}\u{200e}\u{202e}/:.]){0,90}", 1..6),
            ending in "\\PC{0,12}",
        ) {
            let (mut names, mut seen) = (Names::default(), BTreeSet::new());
            for stem in &stems {
                let given = names.give(stem, &ending);
                prop_assert!(!given.is_empty() && given.len() <= LONGEST, "{}", given);
                prop_assert!(given.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)), "{}", given);
                prop_assert!(given.starts_with(|c: char| c.is_ascii_alphanumeric()) && !given.contains(".."), "{}", given);
                prop_assert!(seen.insert(given.to_lowercase()), "{} twice", given);
                let again = name(&given, "");
                prop_assert_eq!(again, given, "a name is its own");
            }
        }
    }
}
