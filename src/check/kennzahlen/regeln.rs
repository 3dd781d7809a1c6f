//! Rules of the municipality that did not hold on the day to which a report applies them.

use chrono::NaiveDate;

use crate::figures::Berichtslage;
use crate::finding::{Code, Finding};
use crate::model::day;

/// Rules that are applied to a Stichtag on which they did not hold yet; an Ampel is then not printed.
pub(super) fn check(report: &Berichtslage<'_>) -> Vec<Finding> {
    let stammdaten = &report.bestand.stammdaten;
    let stichtag = report.portfolio.bezug.stichtag;
    let ampel = stammdaten.ampel.as_ref().map(|regel| {
        let message = "Die Regel der Ampel galt am Stichtag noch nicht; der Bericht hat daher keine Ampel.";
        (regel.gueltig_ab, "ampel", message)
    });
    let message = "Die Schwelle des Erledigungsstands galt am Stichtag noch nicht; gezählt ist trotzdem nach ihr.";
    let schwelle = Some((stammdaten.erledigung.gueltig_ab, "erledigung", message));
    let wesentlich = stammdaten.wesentlich.as_ref().map(|grenze| {
        let message = "Die Grenze der Wesentlichkeit galt am Stichtag noch nicht; der Bericht nennt daher jede Abweichung der Kosten.";
        (grenze.gueltig_ab, "wesentlich", message)
    });
    let late = [ampel, schwelle, wesentlich].into_iter().flatten().filter(|(day, ..)| *day > stichtag);
    let finding = |(since, section, message): (NaiveDate, &str, &str)| {
        let mend = format!(
            "Prüfen Sie in ratsbericht.toml unter [{section}] bei „gueltig_ab“ den Tag, oder tragen Sie die Regel ein, die am \
             Stichtag galt."
        );
        let span = stammdaten.span(&format!("{section}/gueltig_ab"));
        let expected = format!("ein Tag bis zum Stichtag {}", report.stichtag());
        Finding::at(Code::RB613, span, message, mend).expected(expected).found(day(since))
    };
    late.map(finding).collect()
}
