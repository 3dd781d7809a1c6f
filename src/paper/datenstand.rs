//! The line that says which day the data of a section are from, and the finding for data that are too old.

use chrono::NaiveDate;

use super::tag;
use crate::figures::datenstand::{Datenbereich, hoechstalter, ist_veraltet, stand_der_daten};
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Kennung, Sicht};
use crate::source::Span;
use crate::text::{typografisch, zahl::tage};

/// For which paper the days are looked up.
pub(super) struct Datenstaende<'a> {
    pub(super) bestand: &'a Bestand,
    pub(super) sicht: &'a Sicht<'a>,
    /// The projects that the paper speaks of.
    pub(super) projekte: Vec<&'a Kennung>,
    /// What was recorded after this day does not count.
    pub(super) datenstand: NaiveDate,
    /// The day of the paper, on which the data must not be too old.
    pub(super) datum: NaiveDate,
}

impl Datenstaende<'_> {
    fn tag(&self, bereich: Datenbereich) -> Option<NaiveDate> {
        stand_der_daten(self.sicht, bereich, self.projekte.iter().copied(), self.datenstand)
    }

    fn ist_veraltet(&self, stand: NaiveDate) -> bool {
        ist_veraltet(self.bestand.stammdaten.datenalter.as_ref(), stand, self.datum)
    }

    /// Whether the municipality says on the day of the paper how old data may be.
    fn gilt_grenze(&self) -> bool {
        let alter = self.bestand.stammdaten.datenalter.as_ref();
        alter.is_some_and(|alter| alter.gueltig_ab <= self.datum && alter.hoechstens_tage > 0)
    }

    /// The line of a section.
    pub(super) fn zeile(&self, bereich: Datenbereich) -> String {
        let Some(stand) = self.tag(bereich) else {
            let limit = hoechstalter(self.bestand).filter(|_| self.gilt_grenze());
            let limit = limit.map(|figure| format!(" Ob sie älter sind als {}, ist nicht bekannt.", tage(&figure)));
            return typografisch(&format!(
                "Stand der Daten: ohne Tag der Erfassung; gezählt ist, was bis zum {} galt.{}",
                tag(self.datenstand),
                limit.unwrap_or_default()
            ));
        };
        let old = hoechstalter(self.bestand).filter(|_| self.ist_veraltet(stand));
        let old = old.map(|figure| format!(" Sie sind älter als {}.", tage(&figure)));
        typografisch(&format!("Stand der Daten: {}.{}", tag(stand), old.unwrap_or_default()))
    }

    /// A finding for each section whose data are older than the municipality allows.
    pub(super) fn check(&self, sections: &[(Datenbereich, &str)], span: Span) -> Vec<Finding> {
        let Some(alter) = &self.bestand.stammdaten.datenalter else { return Vec::new() };
        let old = sections.iter().filter_map(|(bereich, titel)| Some((titel, self.tag(*bereich)?)));
        old.filter(|(_, stand)| self.ist_veraltet(*stand))
            .map(|(titel, stand)| {
                let message = format!("{titel}: Die neueste Angabe ist vom {}.", tag(stand));
                let mend =
                    "Tragen Sie nach, was seitdem geschehen ist. Gilt alles noch, erfassen Sie es neu mit „erfasst“.";
                let finding = Finding::at(Code::RB602, span, message, mend);
                let (tage, quelle) = (alter.hoechstens_tage, alter.quelle.trim_end_matches('.'));
                let days = if tage == 1 { "1 Tag".to_owned() } else { format!("{tage} Tage") };
                finding
                    .expected(format!("Daten, die am {} höchstens {days} alt sind; Quelle: {quelle}", tag(self.datum)))
            })
            .collect()
    }
}
