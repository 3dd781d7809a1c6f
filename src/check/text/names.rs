//! Names of placeholders that no figure has, and what somebody may have meant by them.

use std::collections::BTreeSet;

use crate::finding::{Code, Finding, nearest};
use crate::source::{Span, quoted, shorten};
use crate::text::Names;

/// How many names a finding offers at most.
const MOST_OFFERED: usize = 5;

/// How alike names must be to be offered, from 0 to 1; where some pass the first limit, others need not be shown. No amount
/// is anywhere near.
const ALIKE: [f64; 3] = [0.93, 0.85, 0.75];

/// The finding for a name as placeholders write it.
pub(super) fn name(span: Span, name: &str, names: &Names) -> Finding {
    let message = format!("Den Platzhalter {} gibt es nicht.", quoted(&shorten(name)));
    let near = match names.is_id(name) {
        true => format!("Schreiben Sie {{{{ {} }}}}.", names.spelling(name)),
        false => meant(name, names, |id| names.spelling(id)),
    };
    let hyphen =
        if name.contains('-') { "Namen mit Bindestrich stehen in eckigen Klammern: {{ zahl[\"…\"] }}. " } else { "" };
    Finding::at(Code::RB502, span, message, mend(&format!("{hyphen}{near}")))
}

/// The finding for an id in `zahl["…"]`.
pub(super) fn id(span: Span, id: &str, names: &Names) -> Finding {
    let message = format!("Die Zahl {} gibt es nicht.", quoted(&shorten(id)));
    Finding::at(Code::RB502, span, message, mend(&meant(id, names, str::to_owned)))
}

fn mend(near: &str) -> String {
    format!("{near} Alle Namen zeigt „ratsbericht figures“.")
}

/// What somebody may have meant by a name.
fn meant(name: &str, names: &Names, written: impl Fn(&str) -> String) -> String {
    let (group, figure) = name.split_once('.').unwrap_or(("", name));
    why_no_group(names, group).unwrap_or_else(|| suggestion(group, figure, names, written))
}

/// Why a paper has no figures of a group that other papers have.
fn why_no_group(names: &Names, group: &str) -> Option<String> {
    if group.is_empty() || names.is_group(group) {
        return None;
    }
    match (group, names.is_vorlage()) {
        ("finanzen" | "vorlage", false) => {
            Some(format!("In einem Bericht gibt es keine Zahlen aus „{group}“; die hat nur eine Vorlage."))
        }
        ("kennzahlen", true) => {
            let named: Vec<String> = names.auswahlen().iter().map(|name| format!("„{name}“")).collect();
            let named = if named.is_empty() { "keine".to_owned() } else { named.join(", ") };
            Some(format!(
                "Eine Vorlage hat die Kennzahlen, die unter „kennzahlen“ in vorlage.json oder im Blatt Kennzahlen stehen, unter deren \
                 Namen. Hier sind es: {named}."
            ))
        }
        _ => None,
    }
}

/// What somebody may have meant, the nearest first, as it is written: a name of the same group, or else the same figure
/// of another.
fn suggestion(group: &str, figure: &str, names: &Names, written: impl Fn(&str) -> String) -> String {
    let depth = figure.matches('.').count();
    let hyphen = figure.contains('-');
    // As deep as the name: break-downs have longer ones, which nobody writes by accident.
    let as_deep = names.ids().filter_map(|full| Some((full, full.split_once('.')?)));
    let as_deep: Vec<(&str, (&str, &str))> =
        as_deep.filter(|(full, (_, f))| f.matches('.').count() == depth && (hyphen || !full.contains('-'))).collect();
    let of_group: Vec<(&str, (&str, &str))> = as_deep.iter().filter(|(_, (of, _))| *of == group).copied().collect();
    let candidates = if of_group.is_empty() { as_deep } else { of_group };
    let figures: BTreeSet<&str> = candidates.iter().map(|(_, (_, figure))| *figure).collect();
    let best = nearest(figure, figures);
    let meant = candidates.iter().filter(|(_, (_, f))| Some(*f) == best).map(|(full, _)| *full);
    let likeness = |name: &str| strsim::jaro_winkler(&figure.to_lowercase(), name);
    let mut others: Vec<(f64, &str)> = candidates.iter().map(|(full, (_, f))| (likeness(f), *full)).collect();
    others.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let best_score = others.first().map_or(0.0, |(score, _)| *score);
    let least = ALIKE.into_iter().find(|least| best_score > *least).unwrap_or(1.0);
    others.retain(|(score, _)| *score > least);
    let meant: Vec<&str> = meant.take(MOST_OFFERED).collect();
    let others = others.into_iter().map(|(_, full)| full).filter(|full| !meant.contains(full));
    let others: Vec<&str> = others.take(MOST_OFFERED.saturating_sub(meant.len())).collect();
    let list = |names: &[&str]| names.iter().map(|id| format!("„{}“", written(id))).collect::<Vec<_>>().join(", ");
    match (meant.as_slice(), others.as_slice()) {
        ([], []) => examples(names),
        ([], others) => format!("Am ähnlichsten sind: {}.", list(others)),
        (meant, []) => format!("Meinten Sie {}?", list(meant)),
        (meant, others) => format!("Meinten Sie {}? Ähnlich sind auch: {}.", list(meant), list(others)),
    }
}

/// Some names of the paper, where none is alike.
fn examples(names: &Names) -> String {
    let all: Vec<&str> = names.ids().filter(|id| names.reaches(id)).collect();
    let shown: Vec<String> = all.iter().take(MOST_OFFERED).map(|id| format!("„{id}“")).collect();
    match all.len() {
        0 => "Dieses Papier hat keine Zahlen.".into(),
        n => format!("Möglich sind {n} Namen, zum Beispiel {}.", shown.join(", ")),
    }
}
