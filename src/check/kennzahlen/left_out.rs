//! What the Datenstand of a paper leaves out.

use chrono::NaiveDate;

use crate::figures::left_out::{LeftOut, LeftOutRow};
use crate::finding::{Code, Finding};
use crate::model::{Datenstandsregel, Prozent, Stammdaten, day};
use crate::source::quoted;

/// How many records a message names.
const MOST: usize = 5;

/// From so many missing records on a single table can be an error: one that came late is no empty table [ours].
const FEW: usize = 3;

/// How to mend a table that is empty for a paper.
const MEND: &str = "Galten die Angaben schon und wurden nur später abgetippt, etwa bei der ersten Füllung, leeren Sie „Erfasst \
                    am“: Zeilen ohne Tag sind von Anfang an bekannt. Sind sie wirklich erst danach bekannt geworden, gehören sie in \
                    den nächsten Bericht.";

/// Of whom the findings speak.
pub(super) struct OfPaper<'a> {
    /// The name of its folder.
    pub(super) name: &'a str,
    /// What it is called: `Bericht „…“`.
    pub(super) bezeichnung: String,
    /// What was recorded after this day does not count.
    pub(super) datenstand: NaiveDate,
}

/// What each table loses: an error where the paper would be empty without anybody noticing, otherwise a hint.
pub(super) fn check(tables: &[LeftOut], paper: &OfPaper<'_>, stammdaten: &Stammdaten) -> Vec<Finding> {
    let limit = stammdaten.datenstand.as_ref().map(|regel| regel.hoechstens_nicht_gezaehlt);
    let limit = limit.unwrap_or(Datenstandsregel::DEFAULT);
    let emptied = |table: &LeftOut| table.missing >= FEW && exceeds(table.missing, table.records, limit);
    let (missing, records) = tables.iter().fold((0, 0), |(m, r), table| (m + table.missing, r + table.records));
    let all = exceeds(missing, records, limit) && !tables.iter().any(emptied);
    let error = |table: &LeftOut| match () {
        () if emptied(table) => {
            let of = format!("der Tabelle {}", table.table.title());
            paper.emptied(table, (table.missing, table.records, &of), limit)
        }
        () if all && table.missing > 0 => paper.emptied(table, (missing, records, "aller Tabellen"), limit),
        () => None,
    };
    let mut findings: Vec<Finding> = tables.iter().filter_map(error).collect();
    if findings.is_empty() {
        findings.extend(paper.late(tables));
    }
    findings.extend(tables.iter().filter_map(|table| paper.undated(table)));
    findings
}

/// Whether a part of a whole is more than a limit.
fn exceeds(part: usize, whole: usize, limit: Prozent) -> bool {
    let limit = usize::try_from(limit.as_hundredths()).unwrap_or(usize::MAX);
    part.saturating_mul(10_000) > whole.saturating_mul(limit)
}

impl OfPaper<'_> {
    /// Too many of the paper's records are not known to it: `(missing, records, "der Tabelle Projekte")`.
    fn emptied(&self, table: &LeftOut, of: (usize, usize, &str), limit: Prozent) -> Option<Finding> {
        let (missing, records, which) = of;
        let verbs = if missing == 1 { ("ist", "zählt") } else { ("sind", "zählen") };
        let message = format!(
            "{}: {missing} von {records} Angaben {which} {} erst nach dem Datenstand {} erfasst und {} nicht.",
            self.bezeichnung,
            verbs.0,
            day(self.datenstand),
            verbs.1
        );
        let finding = Finding::at(Code::RB604, table.late.first()?.span, message, MEND);
        let expected = format!(
            "höchstens {limit} (in ratsbericht.toml unter [datenstand] bei „hoechstens_nicht_gezaehlt“; sonst {})",
            Datenstandsregel::DEFAULT
        );
        Some(finding.expected(expected).found(names(&table.late)).concerning(self.name))
    }

    /// Some rows of some tables came too late, which is one finding for the paper.
    fn late(&self, tables: &[LeftOut]) -> Option<Finding> {
        let late: Vec<&LeftOut> = tables.iter().filter(|table| !table.late.is_empty()).collect();
        let (count, rows) = late.iter().fold((0, 0), |(late, rows), t| (late + t.late.len(), rows + t.rows));
        let verb = if count == 1 { "ist" } else { "sind" };
        let message = format!(
            "{}: {count} von {rows} Zeilen {verb} nach dem Datenstand {} erfasst; das Papier zählt sie nicht.",
            self.bezeichnung,
            day(self.datenstand)
        );
        let mend = "Soll eine Angabe in diesem Papier zählen, berichtigen Sie „Erfasst am“; leer heißt: von Anfang an bekannt. Ist \
                    sie wirklich erst danach bekannt geworden, bleibt alles, wie es ist, und spätere Papiere zählen sie.";
        let found = late.iter().map(|table| format!("{}: {}", table.table.title(), names(&table.late)));
        let found = found.collect::<Vec<_>>().join("; ");
        let first = late.first()?.late.first()?;
        Some(Finding::at(Code::RB603, first.span, message, mend).found(found).concerning(self.name))
    }

    fn undated(&self, table: &LeftOut) -> Option<Finding> {
        let first = table.undated.first()?;
        let message = format!(
            "{}: Von {} Zeilen der Tabelle {} steht hinter Zeilen mit „Erfasst am“ {} ohne; das Papier zählt sie.",
            self.bezeichnung,
            table.rows,
            table.table.title(),
            if table.undated.len() == 1 { "eine".to_owned() } else { table.undated.len().to_string() },
        );
        let mend = "Tragen Sie den Tag ein, an dem die Zeile erfasst wurde. Ohne ihn ändert sie auch frühere Berichte.";
        Some(Finding::at(Code::RB605, first.span, message, mend).found(names(&table.undated)).concerning(self.name))
    }
}

/// The first few records by name, and how many more there are.
fn names(rows: &[LeftOutRow]) -> String {
    let few: Vec<String> = rows.iter().take(MOST).map(|row| quoted(&row.name)).collect();
    match rows.len().saturating_sub(few.len()) {
        0 => few.join(", "),
        more => format!("{} und {more} weitere", few.join(", ")),
    }
}
