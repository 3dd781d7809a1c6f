//! Parameters of the municipality that contradict one another.

use super::finanzen::vorzeichen::negative;
use super::foerderung::spanne;
use super::projekte::turned;
use crate::figures::foerderung::SPANNE;
use crate::finding::{Code, Finding};
use crate::model::{Bedingung, Located, Stammdaten};

pub(super) fn check(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
    let mut findings = klima(stammdaten);
    findings.extend(spans_of_time(stammdaten));
    findings.extend(auswahlen(stammdaten));
    findings.extend(fristen(stammdaten));
    findings.extend(datenalter(stammdaten));
    findings.extend(ampel(stammdaten));
    findings.extend(lags(stammdaten));
    findings.extend(materiality(stammdaten));
    findings.extend(without_patterns(stammdaten));
    findings
}

/// An empty list of patterns, which no number could fit.
fn without_patterns(stammdaten: &Located<Stammdaten>) -> Option<Finding> {
    let path = "vorlage/nummer";
    (stammdaten.has(path) && stammdaten.count(path) == 0).then(|| {
        let mend = "Nennen Sie ein Muster wie \"{Jahr:####}/{Nummer:####}\". Gilt das Muster des Vordrucks, löschen Sie die Zeile.";
        Finding::at(Code::RB010, stammdaten.span(path), "Die Liste „nummer“ nennt kein Muster der Vorlage-Nr.", mend)
            .expected("mindestens ein Muster")
            .found("eine leere Liste")
    })
}

fn klima(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
    let klima = &stammdaten.klima;
    let rules = [
        (klima.grenze_mittel > 0, "grenze_mittel", "eine Zahl über 0"),
        (klima.grenze_gross > klima.grenze_mittel, "grenze_gross", "eine Zahl über grenze_mittel"),
        (klima.einsparziel >= klima.grenze_gross, "einsparziel", "eine Zahl ab grenze_gross"),
    ];
    let broken = rules.into_iter().filter(|(holds, ..)| !holds);
    broken
        .map(|(_, field, expected)| {
            let mend = "Die Grenzen stehen in t CO2 je Jahr und steigen: mittel, groß, Einsparziel.";
            let span = stammdaten.span(&format!("klima/{field}"));
            Finding::at(Code::RB010, span, format!("Der Wert „{field}“ passt nicht zu den anderen Grenzen."), mend)
                .expected(expected)
        })
        .collect()
}

/// Terms and bodies that end before they begin.
fn spans_of_time(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
    let terms = stammdaten.wahlperiode.indexed();
    let terms = terms.map(|(i, w)| (format!("wahlperiode/{i}/ende"), Some(w.beginn), w.ende));
    let bodies = stammdaten.gremium.indexed().map(|(i, g)| (format!("gremium/{i}/bis"), g.von, g.bis));
    let late = terms.chain(bodies).filter(|(_, from, to)| from.zip(*to).is_some_and(|(from, to)| to < from));
    let message = "Der letzte Tag liegt vor dem ersten.";
    late.map(|(path, ..)| turned(stammdaten.span(&path), message)).collect()
}

/// Selections that hold nothing, or everything by an oversight.
fn auswahlen(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, auswahl) in stammdaten.auswahl.indexed() {
        let empty = auswahl.eine_von.iter().position(|bedingung| *bedingung == Bedingung::default());
        let path = match empty {
            Some(j) => format!("auswahl/{i}/eine_von/{j}"),
            None if auswahl.eine_von.is_empty() => format!("auswahl/{i}/eine_von"),
            None => continue,
        };
        let what = if empty.is_some() { "eine leere" } else { "keine" };
        let message = format!("Die Auswahl {} hat {what} Bedingung.", auswahl.kennung);
        let mend = "Nennen Sie unter „eine_von“, was ein Projekt dafür haben muss, zum Beispiel ein Handlungsfeld. Sollen alle Projekte \
                    dazugehören, nennen Sie zwei Bedingungen: bei „gefoerdert“ steht in der einen ja, in der anderen nein.";
        findings.push(Finding::at(Code::RB010, stammdaten.span(&path), message, mend));
    }
    findings
}

/// The most days that data can be allowed to be old: ten years.
const MOST_DAYS: i32 = 3_650;

/// An age that says nothing.
fn datenalter(stammdaten: &Located<Stammdaten>) -> Option<Finding> {
    let tage = stammdaten.datenalter.as_ref()?.hoechstens_tage;
    let wrong = !(1..=MOST_DAYS).contains(&tage);
    wrong.then(|| unmoeglich(stammdaten, ("datenalter", "hoechstens_tage"), tage, "dann gibt es keine Grenze", days()))
}

/// A limit from which on every project would be red.
fn ampel(stammdaten: &Located<Stammdaten>) -> Option<Finding> {
    let tage = stammdaten.ampel.as_ref()?.rot_tage;
    let wrong = !(1..=MOST_DAYS).contains(&tage);
    wrong.then(|| unmoeglich(stammdaten, ("ampel", "rot_tage"), tage, "dann hat der Bericht keine Ampel", days()))
}

/// A lag that is red before it is yellow.
fn lags(stammdaten: &Located<Stammdaten>) -> Option<Finding> {
    let regel = stammdaten.ampel.as_ref()?;
    let (yellow, red) = (regel.lag_for_yellow(), regel.lag_for_red());
    // One of both can be the default; the other is then the one that was written.
    let field = if regel.rueckstand_rot.is_some() { "rueckstand_rot" } else { "rueckstand_gelb" };
    (red < yellow).then(|| {
        let message = "Ein Rückstand wäre rot, bevor er gelb ist.";
        let mend = "Prüfen Sie „rueckstand_gelb“ und „rueckstand_rot“; ohne Angabe gelten 25 und 50.";
        let finding = Finding::at(Code::RB010, stammdaten.span(&format!("ampel/{field}")), message, mend);
        finding
            .expected("„rueckstand_rot“ mindestens so groß wie „rueckstand_gelb“")
            .found(format!("gelb ab {yellow}, rot ab {red}"))
    })
}

/// A limit of materiality below zero.
fn materiality(stammdaten: &Located<Stammdaten>) -> Option<Finding> {
    let limit = stammdaten.wesentlich.as_ref().filter(|limit| limit.betrag.is_negative())?;
    Some(negative(stammdaten.span("wesentlich/betrag"), limit.betrag, "Tragen Sie den Betrag positiv ein."))
}

/// Days and months that no Frist can have.
fn fristen(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
    let regel = stammdaten.fristen.iter();
    let stated = regel.flat_map(|r| [("faellig_tage", r.faellig_tage), ("verfall_monate", r.verfall_monate)]);
    let wrong = stated.filter(|(_, number)| !SPANNE.contains(number));
    let without = "dann gelten 90 Tage und 6 Monate";
    wrong.map(|(field, number)| unmoeglich(stammdaten, ("fristen", field), number, without, spanne())).collect()
}

fn days() -> String {
    format!("1 bis {MOST_DAYS} Tage")
}

/// The finding for a number that a section cannot hold; `without` says what holds where the section is left out.
fn unmoeglich(
    stammdaten: &Located<Stammdaten>,
    (section, field): (&str, &str),
    number: i32,
    without: &str,
    expected: String,
) -> Finding {
    let message = format!("Der Wert „{field}“ ist hier nicht möglich.");
    let mend = format!("Tragen Sie eine ganze Zahl ein, oder löschen Sie den Abschnitt; {without}.");
    let finding = Finding::at(Code::RB010, stammdaten.span(&format!("{section}/{field}")), message, mend);
    finding.expected(expected).found(number.to_string())
}
