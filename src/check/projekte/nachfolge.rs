//! Projects that go on in others: what they were merged into, and what they take up again.

use std::collections::BTreeSet;

use super::laufzeit::stimmt;
use crate::finding::{Code, Finding};
use crate::model::{Kennung, Located, Projekt, Sicht, day};

/// A field in which a project names another.
struct Verweis {
    field: &'static str,
    /// What a circle of such references says.
    message: &'static str,
    of: fn(&Projekt) -> Option<&Kennung>,
}

const VERWEISE: [Verweis; 2] = [
    Verweis {
        field: "ueberfuehrt_in",
        message: "geht am Ende in sich selbst auf",
        of: |projekt| projekt.ueberfuehrt_in.as_ref(),
    },
    Verweis {
        field: "vorgaenger",
        message: "ist am Ende sein eigener Vorgänger",
        of: |projekt| projekt.vorgaenger.as_ref(),
    },
];

pub(super) fn check(sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut in_circle: BTreeSet<&Kennung> = BTreeSet::new();
    for verweis in &VERWEISE {
        let circles = all_circles(sicht, verweis);
        findings.extend(circles.iter().filter_map(|circle| circle_of(circle, verweis)));
        in_circle.extend(circles.iter().flatten().map(|projekt| &projekt.kennung));
    }
    // Within a circle nobody can say which project came first.
    let others = sicht.projekte().iter().filter(|projekt| !in_circle.contains(&projekt.kennung));
    findings.extend(others.filter_map(|projekt| vorgaenger(sicht, projekt)));
    findings
}

/// Projects that refer to themselves, directly or by way of others; each circle begins with its first project in the
/// order of the data.
fn all_circles<'a>(sicht: &Sicht<'a>, verweis: &Verweis) -> Vec<Vec<&'a Located<Projekt>>> {
    let mut circles = Vec::new();
    let mut seen: BTreeSet<&Kennung> = BTreeSet::new();
    for projekt in sicht.projekte() {
        let mut way: Vec<&Located<Projekt>> = Vec::new();
        let mut next = Some(*projekt);
        while let Some(step) = next.filter(|step| seen.insert(&step.kennung)) {
            way.push(step);
            next = (verweis.of)(step).and_then(|kennung| sicht.projekt(kennung));
        }
        // Whatever was seen on an earlier way has been judged then; only a step of this way closes a circle.
        let closing = next.and_then(|step| way.iter().position(|before| before.kennung == step.kennung));
        if let Some(start) = closing {
            let mut circle = way.split_off(start);
            let first = circle.iter().enumerate().min_by_key(|(_, projekt)| projekt.span("kennung"));
            let first = first.map_or(0, |(position, _)| position);
            circle.rotate_left(first);
            circles.push(circle);
        }
    }
    circles
}

fn circle_of(circle: &[&Located<Projekt>], verweis: &Verweis) -> Option<Finding> {
    let projekt = circle.first()?;
    let field = verweis.field;
    let message = match circle {
        [_] => format!("Das Projekt {} nennt unter „{field}“ sich selbst.", projekt.bezeichnung()),
        _ => format!("Das Projekt {} {}: {}.", projekt.bezeichnung(), verweis.message, way(circle)),
    };
    let mend = match circle {
        [_] => format!("Tragen Sie unter „{field}“ das andere Projekt ein, oder löschen Sie die Angabe."),
        _ => format!("Löschen Sie unter „{field}“ die Angabe, die den Kreis schließt."),
    };
    Some(Finding::at(Code::RB113, projekt.span(field), message, mend))
}

/// How many members of a circle a message names.
const MOST_NAMED: usize = 6;

/// `P-001 → P-002 → P-001`.
fn way(circle: &[&Located<Projekt>]) -> String {
    let mut names: Vec<&str> = circle.iter().take(MOST_NAMED).map(|projekt| projekt.kennung.as_str()).collect();
    if circle.len() > MOST_NAMED {
        names.push("…");
    }
    names.extend(circle.first().map(|projekt| projekt.kennung.as_str()));
    names.join(" → ")
}

/// A project that takes up another which had not ended by then.
fn vorgaenger(sicht: &Sicht<'_>, projekt: &Located<Projekt>) -> Option<Finding> {
    let vorgaenger = sicht.projekt(projekt.vorgaenger.as_ref()?).filter(|before| stimmt(before) && stimmt(projekt))?;
    let at = |message: String, mend: &str| Finding::at(Code::RB120, projekt.span("vorgaenger"), message, mend);
    let (name, before) = (projekt.bezeichnung(), vorgaenger.bezeichnung());
    let Some(schluss) = vorgaenger.ended_on() else {
        let message = format!("Das Projekt {name} nimmt {before} wieder auf, das weder Ende noch Abbruch hat.");
        return Some(at(message, "Tragen Sie beim Vorgänger Ende oder Abbruch ein, oder löschen Sie „vorgaenger“."));
    };
    let beginn = projekt.beginn.filter(|beginn| *beginn < schluss)?;
    let message = format!("Das Projekt {name} beginnt am {}, bevor sein Vorgänger {before} endet.", day(beginn));
    let finding = at(message, "Prüfen Sie das Ende des Vorgängers und den Beginn dieses Projekts.");
    Some(
        finding
            .expected(format!("ein Vorgänger, der spätestens am {} endet", day(beginn)))
            .found(format!("Ende am {}", day(schluss))),
    )
}
