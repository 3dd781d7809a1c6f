//! Facts that cannot have come about yet.

use chrono::NaiveDate;

use crate::finding::{Code, Finding};
use crate::model::{Bestand, Bewilligung, Located, Row, Sicht, TableVisitor, day};
use crate::source::quoted;

/// Reports days that lie behind the day of recording, or behind today.
pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>, heute: NaiveDate) -> Vec<Finding> {
    let mut findings = Vec::new();
    for projekt in sicht.projekte() {
        let name = projekt.bezeichnung();
        for (field, day) in [("ende", projekt.ende), ("abbruch", projekt.abbruch)] {
            let what = format!("Das Projekt {name}: Der Tag unter „{field}“");
            let fact = Tatsache { what: &what, field, day, erfasst: projekt.erfasst };
            findings.extend(fact.finding(projekt, heute));
        }
        for entry in sicht.fortschritt(&projekt.kennung) {
            let what = format!("Der Tag des Erledigungsstands von {name}");
            let fact = Tatsache { what: &what, field: "datum", day: Some(entry.datum), erfasst: entry.erfasst };
            findings.extend(fact.finding(entry, heute));
        }
        for row in sicht.kosten(&projekt.kennung) {
            let what = format!("Der Tag des Kostenstands von {name}");
            let fact = Tatsache { what: &what, field: "datum", day: Some(row.datum), erfasst: row.erfasst };
            findings.extend(fact.finding(row, heute));
        }
        for row in sicht.meilensteine(&projekt.kennung) {
            let what = format!("Der Meilenstein {} von {name}: Der Tag unter „erreicht“", quoted(&row.titel));
            let fact = Tatsache { what: &what, field: "erreicht", day: row.erreicht, erfasst: row.erfasst };
            findings.extend(fact.finding(row, heute));
        }
    }
    for row in sicht.reifegrade() {
        let what = format!("Der Tag des Reifegrads der Leistung {}", quoted(&row.leistung));
        let fact = Tatsache { what: &what, field: "datum", day: Some(row.datum), erfasst: row.erfasst };
        findings.extend(fact.finding(row, heute));
    }
    for bewilligung in &bestand.bewilligungen {
        let what = format!("Der Bescheid der Bewilligung {}", bewilligung.kennung);
        let (day, erfasst) = (Some(bewilligung.bescheid), bewilligung.erfasst);
        findings.extend(Tatsache { what: &what, field: "bescheid", day, erfasst }.finding(bewilligung, heute));
        findings.extend(foerderung(sicht, bewilligung, heute));
    }
    let mut recorded = Recorded { heute, findings };
    bestand.each(&mut recorded);
    recorded.findings
}

/// From how many days on a day of recording is a slip: a paper of an earlier day is printed from later tables, too [ours].
const FAR: i64 = 366;

/// Rows that were recorded on a day that is long to come.
struct Recorded {
    heute: NaiveDate,
    findings: Vec<Finding>,
}

impl TableVisitor<'_> for Recorded {
    fn table<T: Row>(&mut self, rows: &[Located<T>]) {
        let future = rows
            .iter()
            .filter_map(|row| Some((row, row.erfasst().filter(|day| (*day - self.heute).num_days() > FAR)?)));
        self.findings.extend(future.map(|(row, on)| {
            let message =
                format!("{} {}: Der Tag unter „erfasst“ liegt in der Zukunft.", T::TABLE.noun(), quoted(&row.name()));
            let mend = "Tragen Sie den Tag ein, an dem die Zeile erfasst wurde. Bis dahin zählt sie in keinem Papier.";
            let finding = Finding::at(Code::RB116, row.span("erfasst"), message, mend);
            finding.expected(format!("ein Tag bis zum {}", day(self.heute))).found(day(on))
        }));
    }
}

/// What happened to a grant: notices, calls, payments, proofs.
fn foerderung(sicht: &Sicht<'_>, bewilligung: &Bewilligung, heute: NaiveDate) -> Vec<Finding> {
    let kennung = &bewilligung.kennung;
    let mut findings = Vec::new();
    for row in sicht.aenderungen(kennung) {
        let what = format!("Der Änderungsbescheid zur Bewilligung {kennung}");
        let fact = Tatsache { what: &what, field: "datum", day: Some(row.datum), erfasst: row.erfasst };
        findings.extend(fact.finding(row, heute));
    }
    for row in sicht.mittelabrufe(kennung) {
        let what = format!("Der Mittelabruf {}", row.kennung);
        findings
            .extend(Tatsache { what: &what, field: "datum", day: row.datum, erfasst: row.erfasst }.finding(row, heute));
    }
    for row in sicht.zahlungen(kennung) {
        let what = format!("Die Zahlung {}", row.kennung);
        let fact = Tatsache { what: &what, field: "datum", day: Some(row.datum), erfasst: row.erfasst };
        findings.extend(fact.finding(row, heute));
    }
    for row in sicht.nachweise(kennung) {
        let what = format!("Der {} zur Bewilligung {kennung}", row.art.text());
        let fact = Tatsache { what: &what, field: "eingereicht", day: Some(row.eingereicht), erfasst: row.erfasst };
        findings.extend(fact.finding(row, heute));
    }
    findings
}

/// A day on which something is said to have happened.
struct Tatsache<'a> {
    /// How the message begins.
    what: &'a str,
    field: &'static str,
    day: Option<NaiveDate>,
    erfasst: Option<NaiveDate>,
}

impl Tatsache<'_> {
    fn finding<T>(&self, record: &Located<T>, heute: NaiveDate) -> Option<Finding> {
        let on = self.day?;
        let last = self.erfasst.map_or(heute, |erfasst| erfasst.min(heute));
        if on <= last {
            return None;
        }
        let (reason, mend) = if heute < on {
            ("liegt in der Zukunft", "Prüfen Sie den Tag. Eingetragen wird nur, was schon geschehen ist.")
        } else {
            ("liegt nach dem Tag, an dem die Zeile erfasst wurde", "Prüfen Sie den Tag und die Angabe unter „erfasst“.")
        };
        let finding = Finding::at(Code::RB116, record.span(self.field), format!("{} {reason}.", self.what), mend);
        Some(finding.expected(format!("ein Tag bis zum {}", day(last))).found(day(on)))
    }
}
