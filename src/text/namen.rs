//! Names that no figure has, and what somebody may have meant by them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::placeholder::Context;
use crate::finding::{Code, Finding, nearest};
use crate::model::Text;
use crate::source::{quoted, shorten};

/// An id that is looked up among all: `zahl["kennzahlen.laufend.dezernat.dez-v"]`.
static ZAHL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"\bzahl\s*\[\s*["']([^"'{}]*)["']\s*\]"#).ok());

/// How many names a finding offers at most.
const MOST_OFFERED: usize = 5;

/// How alike names must be to be offered, from 0 to 1; where some pass the first limit, others need not be shown. No amount
/// is anywhere near.
const ALIKE: [f64; 3] = [0.93, 0.85, 0.75];

/// A finding for each of the names of a text that no figure has, at each of its places.
pub(crate) fn unbekannte(text: &Text, names: impl IntoIterator<Item = String>, context: &Context) -> Vec<Finding> {
    let mut unknown: Vec<String> = names.into_iter().filter(|name| !name.starts_with("satz.")).collect();
    let given = |name: &str| name == "zahl" || name.starts_with("zahl.") || context.is_group(name);
    unknown.retain(|name| !context.erreicht(name) && !given(name));
    unknown.sort();
    let places = unknown.iter().flat_map(|name| places(&text.markdown, name).map(move |start| (start, name)));
    places.map(|(start, name)| unbekannt(text, start, name, context)).collect()
}

/// A finding for each id in `zahl["…"]` that is none.
pub(crate) fn unbekannte_ids(text: &Text, context: &Context) -> Vec<Finding> {
    let Some(pattern) = ZAHL.as_ref() else { return Vec::new() };
    let ids = pattern.captures_iter(&text.markdown).filter_map(|found| found.get(1));
    let wrong = ids.filter(|id| !context.ist_id(id.as_str()) && is_inside(&text.markdown, id.start()));
    wrong
        .map(|id| {
            let message = format!("Die Zahl {} gibt es nicht.", quoted(&shorten(id.as_str())));
            let (group, figure) = id.as_str().split_once('.').unwrap_or(("", id.as_str()));
            let near = bereich(context, group).unwrap_or_else(|| vorschlag(group, figure, context, str::to_owned));
            Finding::at(Code::RB502, text.span(id.start(), id.end()), message, mend(&near))
        })
        .collect()
}

fn unbekannt(text: &Text, start: usize, name: &str, context: &Context) -> Finding {
    // A hyphen is read as a minus, so that what somebody meant as one name ends before it.
    let behind = text.markdown.get(start + name.len()..).unwrap_or_default();
    let in_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    let more = match behind.strip_prefix('-') {
        Some(rest) if rest.starts_with(|c: char| c.is_alphanumeric()) => {
            behind.find(|c: char| !in_name(c)).unwrap_or(behind.len())
        }
        _ => 0,
    };
    let full = text.markdown.get(start..start + name.len() + more).unwrap_or(name);
    let span = text.span(start, start + full.len());
    let message = format!("Den Platzhalter {} gibt es nicht.", quoted(&shorten(full)));
    let (group, figure) = full.split_once('.').unwrap_or(("", full));
    let near = match () {
        () if context.ist_id(full) => format!("Schreiben Sie {{{{ {} }}}}.", context.schreibweise(full)),
        () => {
            bereich(context, group).unwrap_or_else(|| vorschlag(group, figure, context, |id| context.schreibweise(id)))
        }
    };
    let hyphen = match more {
        0 => "",
        _ => "Namen mit Bindestrich stehen in eckigen Klammern: {{ zahl[\"…\"] }}. ",
    };
    Finding::at(Code::RB502, span, message, mend(&format!("{hyphen}{near}")))
}

fn mend(near: &str) -> String {
    format!("{near} Alle Namen zeigt „ratsbericht figures“.")
}

/// Why a paper has no figures of a group that other papers have.
fn bereich(context: &Context, group: &str) -> Option<String> {
    if group.is_empty() || context.is_group(group) {
        return None;
    }
    match (group, context.ist_vorlage()) {
        ("finanzen" | "vorlage", false) => {
            Some(format!("In einem Bericht gibt es keine Zahlen aus „{group}“; die hat nur eine Vorlage."))
        }
        ("kennzahlen", true) => {
            let named: Vec<String> = context.auswahlen().iter().map(|name| format!("„{name}“")).collect();
            let named = if named.is_empty() { "keine".to_owned() } else { named.join(", ") };
            Some(format!(
                "Eine Vorlage hat die Kennzahlen, die unter „kennzahlen“ in vorlage.json stehen, unter deren Namen. Hier sind es: \
                 {named}."
            ))
        }
        _ => None,
    }
}

/// What somebody may have meant, the nearest first, as it is written: a name of the same group, or else the same figure
/// of another.
fn vorschlag(group: &str, figure: &str, context: &Context, written: impl Fn(&str) -> String) -> String {
    let depth = figure.matches('.').count();
    let hyphen = figure.contains('-');
    // As deep as the name: break-downs have longer ones, which nobody writes by accident.
    let as_deep = context.ids().filter_map(|full| Some((full, full.split_once('.')?)));
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
        ([], []) => beispiele(context),
        ([], others) => format!("Am ähnlichsten sind: {}.", list(others)),
        (meant, []) => format!("Meinten Sie {}?", list(meant)),
        (meant, others) => format!("Meinten Sie {}? Ähnlich sind auch: {}.", list(meant), list(others)),
    }
}

/// Some names of the paper, where none is alike.
fn beispiele(context: &Context) -> String {
    let all: Vec<&str> = context.ids().filter(|id| context.erreicht(id)).collect();
    let shown: Vec<String> = all.iter().take(MOST_OFFERED).map(|id| format!("„{id}“")).collect();
    match all.len() {
        0 => "Dieses Papier hat keine Zahlen.".into(),
        n => format!("Möglich sind {n} Namen, zum Beispiel {}.", shown.join(", ")),
    }
}

/// Where a name stands inside `{{ }}` or `{% %}` and outside quotes.
fn places<'a>(markdown: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    markdown.match_indices(name).map(|(start, _)| start).filter(move |start| {
        let (before, behind) = (&markdown[..*start], &markdown[*start + name.len()..]);
        !before.ends_with(in_name) && !behind.starts_with(in_name) && is_inside(markdown, *start) && {
            let opened = before.rfind('{').unwrap_or_default();
            let quotes = |quote: char| before[opened..].matches(quote).count() % 2 == 1;
            !quotes('"') && !quotes('\'')
        }
    })
}

/// Whether a place is inside `{{ }}` or `{% %}`.
fn is_inside(markdown: &str, at: usize) -> bool {
    let before = markdown.get(..at).unwrap_or_default();
    let opened = before.rfind("{{").max(before.rfind("{%"));
    let closed = before.rfind("}}").max(before.rfind("%}"));
    opened.is_some() && opened > closed
}
