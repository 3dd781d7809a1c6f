//! Which rule of its programme a grant follows.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::model::{Bewilligung, Kennung, Located, Programmregel, Stammdaten};

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
    pub fn fuer(&self, bewilligung: &Bewilligung) -> Option<&'a Located<Programmregel>> {
        let regeln = self.0.get(&bewilligung.programm)?;
        regeln.range(..=bewilligung.bescheid).next_back().map(|(_, regel)| *regel)
    }
}

/// A number of months or days as a rule states it; `None` where none is stated, or none that a rule can name.
pub(super) fn spanne(stated: Option<i32>) -> Option<u32> {
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
    pub fn am(stammdaten: &Stammdaten, tag: NaiveDate) -> Self {
        let regel = stammdaten.fristen.as_ref().filter(|regel| regel.gueltig_ab <= tag);
        Self {
            faellig_tage: spanne(regel.map(|regel| regel.faellig_tage)).unwrap_or(FAELLIG_TAGE),
            verfall_monate: spanne(regel.map(|regel| regel.verfall_monate)).unwrap_or(VERFALL_MONATE),
        }
    }
}
