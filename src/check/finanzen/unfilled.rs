//! Cells of the fortgeschriebene Ansatz that look as if nobody had filled them in.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::text::Lesetexte;
use crate::figures::Vorlagenlage;
use crate::figures::vordruck::Formzeile;
use crate::finding::{Code, Finding};
use crate::model::{Auswirkungen, Euro, Located, Vorlage, Zelle};
use crate::source::pattern;

/// An Ansatz beside a typed nought, of which nothing says that the money falls away (F6).
pub(super) fn check(lage: &Vorlagenlage<'_>, texts: &Lesetexte<'_>) -> Vec<Finding> {
    // With NEIN the amounts of the form are wrong themselves.
    if lage.form.auswirkungen == Auswirkungen::Nein {
        return Vec::new();
    }
    // What follows from projects has its Herleitung, and a typed cell that differs from it is another finding.
    let typed = lage.form.zeilen().filter(|zeile| zeile.berechnet.is_none());
    let cells = typed.flat_map(|zeile| unfilled(zeile).map(move |(zelle, ansatz)| (zeile, zelle, ansatz)));
    let findings: Vec<Finding> =
        cells.map(|(zeile, zelle, ansatz)| finding(lage.vorlage(), zeile, zelle, ansatz)).collect();
    if !findings.is_empty() && texts.say(falls_away) { Vec::new() } else { findings }
}

/// The cells of nought, each with the Ansatz beside it.
fn unfilled(zeile: &Formzeile<'_>) -> impl Iterator<Item = (Zelle, Euro)> {
    let pairs = [(Zelle::Ansatz, Zelle::Fortgeschrieben), (Zelle::AnsatzFf, Zelle::FortgeschriebenFf)];
    let row = &zeile.wirksam;
    let empty = pairs.into_iter().filter(|(_, current)| row.angabe(*current) == Some(Euro::ZERO));
    empty.map(|(ansatz, current)| (current, row.betrag(ansatz))).filter(|(_, ansatz)| !ansatz.is_zero())
}

fn finding(vorlage: &Located<Vorlage>, zeile: &Formzeile<'_>, zelle: Zelle, ansatz: Euro) -> Finding {
    let titel = zeile.zeile().text();
    let message = format!("{titel}: Neben dem Ansatz von {ansatz} € steht ein fortgeschriebener Ansatz von 0,00 €.");
    let mend = "Hat sich nichts geändert, tragen Sie den Ansatz noch einmal ein. Fällt der Betrag weg, sagen Sie in den \
                Erläuterungen, warum.";
    let finding = Finding::at(Code::RB232, vorlage.span(&zeile.wirksam.pfad(zelle)), message, mend);
    finding.expected(format!("{ansatz} €, wenn sich am Ansatz nichts geändert hat")).found("0,00 €")
}

/// Words for money that is no longer there, with a "nicht" that takes them back.
static GONE: LazyLock<Regex> = LazyLock::new(|| {
    let words = [
        r"entf(?:ällt|allen|iel|ielen)\b",
        r"f(?:ällt|allen|iel|ielen)\b[^.;,]{0,60}?\b(?:weg|fort|aus)\b",
        r"(?:weg|fort)(?:fallen|fällt|gefallen|zufallen)\b",
        r"weggefallen\b",
        r"\w*[wW]egfall\w*",
        r"(?:gestrichen|gekürzt|eingespart|umgeschichtet|verschoben|zurückgestellt|aufgegeben|aufgehoben|storniert|zurückgezogen)\b",
        r"nicht\s+(?:mehr\s+)?(?:benötigt|erforderlich|notwendig|umgesetzt|realisiert|durchgeführt|verausgabt|in\s+Anspruch\s+genommen|bewilligt|gewährt)\b",
        r"\w*(?:kürzung|umschichtung|nachtrag|haushaltssperre|streichung|verzicht)\w*",
        r"verzichtet\b",
    ];
    pattern(&format!(
        r"(?i)(?P<davor>\b(?:nicht|keine?)\s+(?:\w+\s+)?)?\b(?:{})(?P<danach>\s+nicht\b)?",
        words.join("|")
    ))
});

/// "Auf die Stadt entfallen 20 %": nothing falls away.
static ALLOTTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bauf\b[^.;,]*\bentf(?:ällt|allen)\b|\bentf(?:ällt|allen)\s+(?:\S+\s+){0,3}auf\b"));

fn falls_away(satz: &str) -> Option<Range<usize>> {
    if ALLOTTED.is_match(satz) {
        return None;
    }
    let mut all = GONE.captures_iter(satz);
    let said = all.find(|found| found.name("davor").is_none() && found.name("danach").is_none())?;
    said.get(0).map(|words| words.range())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::vordruck::Vordruck;
    use crate::testing;

    /// The cells of a konsumtive table with these amounts that are not filled in.
    fn cells(amounts: [i128; 12]) -> Vec<(Zelle, i128)> {
        let form = Vordruck::entered(&testing::konsumtiv(amounts));
        form.zeilen().flat_map(unfilled).map(|(zelle, ansatz)| (zelle, ansatz.as_cents())).collect()
    }

    #[test]
    fn nought_beside_an_amount_is_no_answer() {
        assert_eq!(cells([0, 0, 0, 0, 5, 0, 9, 9, 0, 0, 0, 0]), [(Zelle::Fortgeschrieben, 5)]);
        assert_eq!(cells([0, 0, 7, 0, 5, 5, 9, 9, 0, 0, 0, 0]), [(Zelle::FortgeschriebenFf, 7)]);
        assert_eq!(cells([0, 5, 0, 0, 5, 1, 9, 8, 0, 0, 0, 3]), []);
    }

    #[test]
    fn a_text_says_that_money_falls_away() {
        for satz in [
            "Die Maßnahme entfällt im Jahr 2021.",
            "Der Zuschuss fällt im laufenden Jahr weg.",
            "Durch den Wegfall der Förderung ist kein Ertrag zu erwarten.",
            "Die Mittel werden nicht mehr benötigt.",
            "Der Ansatz wurde mit dem Nachtragshaushalt gestrichen.",
            "Die Umsetzung wird auf 2023 verschoben.",
        ] {
            assert!(falls_away(satz).is_some(), "{satz}");
        }
        for satz in ["Die Maßnahme entfällt nicht.", "Der Ansatz wird nicht gekürzt.", "Auf 2021 entfallen 500 €."]
        {
            assert!(falls_away(satz).is_none(), "{satz}");
        }
    }
}
