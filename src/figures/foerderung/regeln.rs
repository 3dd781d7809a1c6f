//! Which rule of its programme a grant follows.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::summe::{GrantCircle, Scope, Wording};
use crate::figures::{Beleg, Figure, Rechnung, Wert};
use crate::model::{Bestand, Bewilligung, Kennung, Located, Programmregel, Stammdaten};

/// The months or days that a rule can name; what lies outside is a slip of the pen [ours].
pub const SPANNE: RangeInclusive<i32> = 1..=240;

/// So many days before its day a Frist is due, where the municipality says nothing else [ours].
const FAELLIG_TAGE: u32 = 90;

/// Money is at risk for so many months before its end, where the municipality says nothing else: two quarters [practice].
const VERFALL_MONATE: u32 = 6;

/// The rules of the programmes, by programme and first day.
#[derive(Debug, Clone)]
pub struct Programmregeln<'a>(BTreeMap<&'a Kennung, BTreeMap<NaiveDate, &'a Located<Programmregel>>>);

impl<'a> Programmregeln<'a> {
    /// Sorts rules; of two that begin on one day, the last counts.
    pub fn new(regeln: &'a [Located<Programmregel>]) -> Self {
        let mut by_programm: BTreeMap<&Kennung, BTreeMap<NaiveDate, &Located<Programmregel>>> = BTreeMap::new();
        for regel in regeln {
            by_programm.entry(&regel.programm).or_default().insert(regel.gueltig_ab, regel);
        }
        Self(by_programm)
    }

    /// The newest rule that held on the day of the notice; what the notice itself says overrides it [practice].
    pub fn rule_for(&self, bewilligung: &Bewilligung) -> Option<&'a Located<Programmregel>> {
        let regeln = self.0.get(&bewilligung.programm)?;
        regeln.range(..=bewilligung.bescheid).next_back().map(|(_, regel)| *regel)
    }
}

/// A number of months or days as a rule states it; `None` where none is stated, or none that a rule can name.
pub(super) fn span_of(stated: Option<i32>) -> Option<u32> {
    stated.filter(|number| SPANNE.contains(number)).and_then(|number| u32::try_from(number).ok())
}

/// From when on dates are due and money is at risk [param].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fristparameter {
    /// So many days before its day a Frist or Termin is due.
    pub faellig_tage: u32,
    /// Money is at risk for so many months before the end of the Bewilligungszeitraum.
    pub verfall_monate: u32,
}

impl Fristparameter {
    /// What the municipality says for a day; ninety days and six months where it says nothing.
    pub fn on(stammdaten: &Stammdaten, tag: NaiveDate) -> Self {
        let regel = stammdaten.fristen.as_ref().filter(|regel| regel.gueltig_ab <= tag);
        Self {
            faellig_tage: span_of(regel.map(|regel| regel.faellig_tage)).unwrap_or(FAELLIG_TAGE),
            verfall_monate: span_of(regel.map(|regel| regel.verfall_monate)).unwrap_or(VERFALL_MONATE),
        }
    }
}

impl Fristparameter {
    /// From how many days on a date counts as due, as the parameter that it is.
    pub(super) fn figure(&self, scope: &Scope<'_>, bestand: &Bestand) -> Figure {
        let regel = bestand.stammdaten.fristen.as_ref().filter(|regel| regel.gueltig_ab <= scope.stichtag);
        let beleg = || Beleg::new("ratsbericht.toml", "fristen/faellig_tage");
        let quelle = regel.map_or("nicht eingestellt, daher 90 Tage", |regel| regel.quelle.trim_end_matches('.'));
        let figure = scope.figure(
            GrantCircle::Alle,
            &WHEN_DUE,
            Wert::Anzahl(self.faellig_tage as usize),
            regel.map(|_| beleg()).into_iter().collect::<Vec<_>>(),
        );
        let figure = Figure { definition: format!("{} Quelle: {quelle}.", figure.definition), ..figure };
        figure.with(Rechnung::typed())
    }
}

const WHEN_DUE: Wording = Wording {
    slug: "faellig_tage",
    titel: "Tage, von denen an eine Frist als fällig gilt",
    definition: "Örtliche Festlegung.",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fristenregel, Prozent};
    use crate::testing::{bestand, located};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn regel(ab: &str, hundredths: u32) -> Located<Programmregel> {
        located(Programmregel {
            programm: Kennung::parse("PR").unwrap(),
            gueltig_ab: day(ab),
            foerderquote: Some(Prozent::hundredths(hundredths)),
            verbrauch_monate: None,
            verbrauch_tage: None,
            abruf_monate: None,
            zwischennachweis: None,
            nachweis_monate: None,
            nachweis_zaehlung: None,
            quelle: "erfunden".into(),
        })
    }

    #[test]
    fn a_grant_follows_the_rule_of_the_day_of_its_notice() {
        let rows = [regel("2020-01-01", 6_000), regel("2018-01-01", 5_000), regel("2021-01-01", 8_000)];
        let regeln = Programmregeln::new(&rows);
        let quote = |programm: &str, bescheid: &str| {
            let pattern = crate::testing::bewilligung();
            let programm = Kennung::parse(programm).unwrap();
            let found = regeln.rule_for(&Bewilligung { programm, bescheid: day(bescheid), ..pattern });
            found.and_then(|regel| regel.foerderquote).map(|quote| quote.to_string())
        };
        assert_eq!(quote("PR", "2017-12-31"), None);
        assert_eq!(quote("PR", "2019-12-31").as_deref(), Some("50\u{a0}%"));
        assert_eq!(quote("PR", "2020-01-01").as_deref(), Some("60\u{a0}%"));
        assert_eq!(quote("PR", "2022-05-01").as_deref(), Some("80\u{a0}%"));
        assert_eq!(quote("other", "2022-05-01"), None);
    }

    #[test]
    fn what_the_municipality_says_counts_from_its_day_on() {
        let mut stammdaten = (*bestand().stammdaten).clone();
        let quelle = "erfunden".to_owned();
        stammdaten.fristen =
            Some(Fristenregel { faellig_tage: 30, verfall_monate: 900, gueltig_ab: day("2021-01-01"), quelle });
        let am = |tag| Fristparameter::on(&stammdaten, day(tag));
        assert_eq!(am("2020-12-31"), Fristparameter { faellig_tage: 90, verfall_monate: 6 });
        // What no rule can name has a finding, and the report goes on with what holds otherwise.
        assert_eq!(am("2021-01-01"), Fristparameter { faellig_tage: 30, verfall_monate: 6 });
    }
}
