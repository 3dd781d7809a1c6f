//! The number that a new paper gets, as far as the papers that are there tell it.

use super::{Nummernmuster, Nummernteile};
use crate::model::VorlageNr;

impl Nummernmuster {
    /// The number that follows the highest of the same department, term and year, and that one; `None` where there is none, where
    /// no digits are left, or where the pattern names no unit: then all of an administration share their numbers, and no folder
    /// has all of them. `of` holds the department in charge, the term, and the year with four digits.
    pub fn next<'n>(
        &self,
        known: impl Iterator<Item = &'n VorlageNr>,
        of: &Nummernteile<'_>,
    ) -> Option<(VorlageNr, &'n VorlageNr)> {
        let own = known.filter_map(|nummer| {
            let parts = self.parts(nummer)?;
            let of_term = parts.wahlperiode.is_none() || parts.wahlperiode == of.wahlperiode;
            let of_year = parts.jahr.is_none_or(|jahr| of.jahr.is_some_and(|year| year.ends_with(jahr)));
            let is_own = of_term && of_year && of.einheit.is_some_and(|stelle| parts.is_of(stelle));
            let laufend = self.regex.captures(nummer.as_str())?.name("Nummer")?.as_str();
            is_own.then_some((laufend.parse::<u64>().ok()?, laufend.len(), parts, nummer))
        });
        let (highest, digits, parts, before) = own.max_by_key(|(laufend, ..)| *laufend)?;
        let next = Nummernteile { jahr: of.jahr, ..parts.clone() };
        let next = VorlageNr::new(&self.filled(&next, &format!("{:0digits$}", highest + 1)));
        (self.parts(&next).as_ref() == Some(&parts)).then_some((next, before))
    }

    /// A number with an X for each digit that nobody knows, by which reading names it.
    pub fn blank(&self, of: &Nummernteile<'_>) -> String {
        self.filled(of, "")
    }

    /// The pattern with its parts put in, without what may be absent; an empty number is unknown.
    fn filled(&self, of: &Nummernteile<'_>, nummer: &str) -> String {
        let (mut out, mut rest, mut in_brackets) = (String::new(), self.muster.as_str(), false);
        while let Some(c) = rest.chars().next() {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            match c {
                '[' | ']' => in_brackets = c == '[',
                '{' => {
                    let (part, behind) = rest.split_once('}').unwrap_or((rest, ""));
                    rest = behind;
                    if !in_brackets {
                        out.push_str(&value(part, of, nummer));
                    }
                }
                c if !in_brackets => out.push(c),
                _ => {}
            }
        }
        out
    }
}

/// The value of a part `Name` or `Name:Form`.
fn value(part: &str, of: &Nummernteile<'_>, nummer: &str) -> String {
    let (name, shape) = part.split_once(':').unwrap_or((part, "###"));
    let known = match name.trim().to_lowercase().as_str() {
        "einheit" => of.einheit.map(str::to_owned),
        "wahlperiode" => of.wahlperiode.as_ref().map(ToString::to_string),
        "jahr" if shape == "##" => of.jahr.and_then(|year| year.get(2..)).map(str::to_owned),
        "jahr" => of.jahr.map(str::to_owned),
        "nummer" => (!nummer.is_empty()).then(|| nummer.to_owned()),
        _ => None,
    };
    known.unwrap_or_else(|| shape.replace('#', "X"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kennung;

    const FORM: &str = "{Einheit}/{Nummer:####}/{Wahlperiode:WP##}[-{Folge}]";

    fn parts<'a>(einheit: &'a str, term: &str, jahr: &'a str) -> Nummernteile<'a> {
        let given = |text: &'a str| (!text.is_empty()).then_some(text);
        Nummernteile { einheit: given(einheit), wahlperiode: Kennung::parse(term), jahr: given(jahr) }
    }

    #[test]
    fn the_next_number_is_that_behind_the_highest_of_its_unit_and_term() {
        for (muster, known, stelle, next) in [
            (FORM, &["FB 61/0034/WP18", "FB 61/0251/WP17", "FB 02/0099/WP18"][..], "FB 61", "FB 61/0035/WP18"),
            (FORM, &["FB 61/0034/WP18-2", "FB 61/0033/WP18"][..], "FB 61", "FB 61/0035/WP18"),
            (FORM, &["FB 61/0009/WP18"][..], "FB 62", ""),
            (FORM, &["FB 61/9999/WP18"][..], "FB 61", ""),
            (FORM, &["anders"][..], "FB 61", ""),
            (FORM, &["FB 61/0034/WP18"][..], "", ""),
            ("{Einheit:##}/{Nummer:###}/{Jahr:##}", &["61/012/21", "61/099/20"][..], "FB 61", "61/013/21"),
            // The folder has not all the numbers of the year.
            ("{Jahr:####}/{Nummer:####}", &["2021/0481"][..], "FB 61", ""),
        ] {
            let muster = Nummernmuster::parse(muster).unwrap();
            let known: Vec<VorlageNr> = known.iter().map(|nummer| VorlageNr::new(nummer)).collect();
            let found = muster.next(known.iter(), &parts(stelle, "WP18", "2021"));
            assert_eq!(found.map(|(nummer, _)| nummer.to_string()).unwrap_or_default(), next, "{known:?}");
        }
    }

    #[test]
    fn what_nobody_knows_is_blank_and_fits_no_pattern() {
        for (muster, of, blank) in [
            (FORM, parts("FB 66", "WP09", ""), "FB 66/XXXX/WP09"),
            (FORM, parts("", "", ""), "XXX/XXXX/WPXX"),
            ("{Jahr:##}{Nummer:####}[-{Folge:##}]", parts("", "", "2021"), "21XXXX"),
            ("GRDrs {Nummer}/{Jahr}", parts("", "", "2021"), "GRDrs XXX/2021"),
        ] {
            let muster = Nummernmuster::parse(muster).unwrap();
            assert_eq!(muster.blank(&of), blank);
            assert_eq!(muster.parts(&VorlageNr::new(blank)), None);
        }
    }
}
