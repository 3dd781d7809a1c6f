//! What figures say of a project that they count: one term for all figures that count it by the same facts.

use std::sync::{Arc, OnceLock};

use super::{Beleg, Glied, Lage};
use crate::model::{Keyed, Table, day};

/// The facts that decide whether a project counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facts {
    /// Begin, end and Abbruch.
    Days,
    /// The day of the application.
    Application,
    /// The day of the approval, and the begin.
    Approval,
    /// The begin, and the planned end.
    PlannedEnd,
    /// The days, and the pause.
    Pause,
    /// The days, and the newest entry.
    Entry,
    /// How far the newest entry says that it is; the project alone is its record.
    Stand,
}

/// The terms of one project, each made when a figure first counts it by these facts.
///
/// A report of a hundred thousand projects counts each some twenty times.
#[derive(Debug, Clone, Default)]
pub(super) struct ProjectTerms([OnceLock<Arc<Glied>>; 7]);

impl Lage<'_> {
    /// The project as a term that counts as one.
    pub(super) fn term(&self, facts: Facts) -> Arc<Glied> {
        let ProjectTerms(terms) = &self.terms;
        Arc::clone(terms[facts as usize].get_or_init(|| Arc::new(self.new_term(facts))))
    }

    fn new_term(&self, facts: Facts) -> Glied {
        let further = match facts {
            Facts::Entry => self.fortschritt.map(|f| Beleg::row(Table::Fortschritt, f.name())),
            Facts::Pause => self.pause.map(|p| Beleg::row(Table::Pausen, p.name())),
            _ => None,
        };
        let term = Glied::projekt(self.projekt, [self.beleg.clone()].into_iter().chain(further).collect());
        term.because(self.nachweis(facts))
    }

    /// The facts in a few words: `Beginn 01.02.2020, Ende 30.11.2020`.
    fn nachweis(&self, facts: Facts) -> String {
        let projekt = self.projekt;
        let begin = ("Beginn", projekt.beginn);
        let days = match facts {
            Facts::Application => vec![("beantragt", projekt.beantragt)],
            Facts::Approval => vec![("freigegeben", projekt.freigegeben), begin],
            Facts::PlannedEnd => vec![begin, ("geplantes Ende", projekt.ende_geplant)],
            Facts::Days | Facts::Pause | Facts::Entry => {
                vec![begin, ("Ende", projekt.ende), ("Abbruch", projekt.abbruch)]
            }
            Facts::Stand => Vec::new(),
        };
        let days = days.into_iter().filter_map(|(what, tag)| Some(format!("{what} {}", day(tag?))));
        let pause = self.pause.filter(|_| facts == Facts::Pause).map(|pause| format!("Pause ab {}", day(pause.von)));
        let entry = self.fortschritt.filter(|_| matches!(facts, Facts::Entry | Facts::Stand));
        let entry = entry.map(|entry| format!("{} am {}", entry.erledigungsstand, day(entry.datum)));
        days.chain(pause).chain(entry).collect::<Vec<_>>().join(", ")
    }
}
