//! Numbers, signs and rows as they were typed, where Markdown would change or drop them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::finding::{Code, Finding};
use crate::model::Text;
use crate::source::{quoted, shorten};
use crate::text::markdown::events;
use crate::text::{PLATZHALTER, doubtful_lines, doubtful_signs, number, without_placeholders};

/// Reports numbers of lists that do not go up one by one, amounts behind a sign in doubt, and rows of tables with other
/// cells than the head.
pub(super) fn check(text: &Text) -> Vec<Finding> {
    let markdown = without_placeholders(&text.markdown);
    let mut findings = Vec::new();
    // In Word no sign is in doubt, and what a row lacks was said when it was read.
    if !text.is_word {
        findings.extend(doubtful_signs(&markdown).into_iter().map(|range| sign(text, range)));
        findings.extend(doubtful_lines(&markdown).into_iter().map(|range| behind_item(text, range)));
    }
    // The open lists, each with the place and the number of its last item.
    let (mut lists, mut columns): (Vec<Option<(usize, &str)>>, usize) = (Vec::new(), 0);
    for (event, range) in events(&markdown) {
        let source = markdown.get(range.clone()).unwrap_or_default();
        match event {
            Event::Start(Tag::List(_)) => lists.push(None),
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::Item) => {
                let Some(last) = lists.last_mut() else { continue };
                let typed = number(source);
                // Of two branches one is printed.
                let before = last.filter(|(at, _)| !text.markdown[*at..range.start].contains("{%"));
                let before = before.map(|(_, number)| number);
                findings.extend(typed.and_then(|typed| numbering(text, range.start, before, typed)));
                *last = typed.map(|typed| (range.start, typed));
            }
            Event::Start(Tag::Table(align)) => columns = align.len(),
            Event::Start(Tag::TableRow) if !text.is_word => findings.extend(row(text, source, &range, columns)),
            _ => {}
        }
    }
    findings
}

fn sign(text: &Text, range: Range<usize>) -> Finding {
    let piece = text.markdown.get(range.clone()).unwrap_or_default();
    let (sign, amount) = piece.split_at(1);
    let amount = amount.trim_start();
    let (name, typed) = if sign == "-" { ("ein Minus", "−") } else { ("ein Plus", "+") };
    let message = format!("Ob {} {name} oder ein Listenpunkt ist, lässt sich nicht erkennen.", quoted(sign));
    let mend = format!(
        "Als Vorzeichen schreiben Sie es ohne Leerzeichen: {typed}{amount}. Als Listenpunkt schreiben Sie einen Stern: * {amount}."
    );
    Finding::at(Code::RB532, text.span(range.start, range.end), message, mend)
}

fn behind_item(text: &Text, range: Range<usize>) -> Finding {
    let words = text.markdown.get(range.clone()).unwrap_or_default();
    let message = format!("Ob {} zum Listenpunkt darüber gehört, lässt sich nicht erkennen.", quoted(&shorten(words)));
    let mend = "Gedruckt wird die Zeile als Teil des Punktes. Ist sie ein eigener Absatz, lassen Sie davor eine Zeile leer; gehört \
                sie zum Punkt, rücken Sie sie um zwei Leerzeichen ein.";
    Finding::at(Code::RB535, text.span(range.start, range.end), message, mend)
}

/// What to say of the number of an item behind that of the one before.
fn numbering(text: &Text, at: usize, last: Option<&str>, typed: &str) -> Option<Finding> {
    let value = |digits: &str| digits.parse::<u64>().unwrap_or_default();
    let padded = typed.len() > 1 && typed.starts_with('0');
    let next = last.map(|last| value(last) + 1);
    let (message, mend) = match next {
        _ if padded => (
            format!("Die Nummer {typed} der Liste wird als {} gedruckt.", value(typed)),
            format!(
                "Schreiben Sie {} ohne Null davor, oder {typed}\\., wenn es keine Nummer einer Liste ist.",
                value(typed)
            ),
        ),
        Some(next) if next != value(typed) => (
            format!("In der Liste folgt auf {} die Nummer {typed}.", last.unwrap_or_default()),
            format!(
                "Gedruckt wird {typed}, wie es dasteht. Ist {next} gemeint, {}",
                if text.is_word {
                    "stellen Sie in Word die Nummerierung so ein: rechte Maustaste auf die Nummer, „Nummerierung fortsetzen“."
                } else {
                    "schreiben Sie es; gehört die Zahl zum Satz, setzen Sie sie an das Ende der Zeile davor."
                }
            ),
        ),
        _ => return None,
    };
    Some(Finding::at(Code::RB531, text.span(at, at + typed.len()), message, mend))
}

/// What to say of a row whose cells are not those of the head.
fn row(text: &Text, source: &str, range: &Range<usize>, columns: usize) -> Option<Finding> {
    let line = source.trim_end();
    let has_words = line.chars().any(|c| c != PLATZHALTER && !c.is_whitespace());
    let cells = cells(line);
    if cells == columns || !has_words {
        return None;
    }
    let message = format!(
        "Die Zeile hat {cells} {}, der Kopf der Tabelle {columns}.",
        if cells == 1 { "Zelle" } else { "Zellen" }
    );
    let mend = if !line.contains('|') {
        "Gehört die Zeile nicht zur Tabelle, lassen Sie davor eine Zeile leer."
    } else if cells > columns {
        "Geben Sie dem Kopf so viele Spalten, oder löschen Sie den überzähligen senkrechten Strich; einer, der dastehen soll, ist \\|."
    } else {
        "Ergänzen Sie die fehlenden Zellen; eine leere Zelle ist | |."
    };
    Some(Finding::at(Code::RB533, text.span(range.start, range.start + line.len()), message, mend))
}

/// The number of cells that were typed in a row.
fn cells(line: &str) -> usize {
    let is_bar = |at: usize| !line[..at].ends_with('\\');
    let bars: Vec<usize> = line.match_indices('|').map(|(at, _)| at).filter(|at| is_bar(*at)).collect();
    let outer =
        usize::from(bars.first() == Some(&0)) + usize::from(bars.last() == Some(&(line.len() - 1)) && bars.len() > 1);
    bars.len() + 1 - outer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn found(markdown: &str) -> Vec<(&'static str, &str)> {
        let findings = check(&testing::text(markdown));
        let shown = findings.iter().filter_map(|f| Some((f.code.id(), f.span?)));
        shown.map(|(code, span)| (code, &markdown[span.range()])).collect()
    }

    #[test]
    fn numbers_that_do_not_go_up_are_named_at_their_places() {
        assert_eq!(found("1. a\n3. b\n5. c"), [("RB531", "3"), ("RB531", "5")]);
        assert_eq!(found("1. a\n   1) x\n   3) y\n1. b"), [("RB531", "3"), ("RB531", "1")]);
        assert_eq!(found("01. a\n02. b"), [("RB531", "01"), ("RB531", "02")]);
        assert_eq!(found("{% if a %}\n1. a\n{% else %}\n1. b\n{% endif %}\n2. c"), []);
        assert_eq!(found("3. a\n4. b\n\nText\n\n7. c\n\n- d\n- e"), []);
    }

    #[test]
    fn days_and_ordinals_are_no_numbers_of_a_list() {
        assert_eq!(found("15. März 2021 Auftakt\n18. April 2021\n3. Mai 2021"), []);
        assert_eq!(found("1. den Bau im\n3. Quartal 2021\n2. die Vergabe bis zum\n1. Mai 2021"), []);
    }

    #[test]
    fn rows_have_the_cells_of_their_head() {
        let table = |row: &str| format!("| A | B |\n|---|--:|\n| 1 | 2 |\n{row}\n");
        let rows = |row: &str| found(&table(row)).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        for row in ["| Los 1 | Bau | 60.000 € |", "| 1 |", "ENDE", "1 | 2 | 3"] {
            assert_eq!(rows(row), ["RB533"], "{row}");
        }
        for row in ["| 1 | 2 |", "1 | 2", "| a \\| b | 2 |", "| {{ a.b|euro }} | 2 |", "{% if a %}", "| | |", "\nENDE"]
        {
            assert_eq!(rows(row), [""; 0], "{row}");
        }
    }

    #[test]
    fn words_right_behind_a_list_are_in_doubt() {
        assert_eq!(found("- Bau\n- Betrieb\nDie Verwaltung"), [("RB535", "Die Verwaltung")]);
        assert_eq!(found("- Bau\n- Betrieb\n\nDie Verwaltung"), []);
    }

    #[test]
    fn a_minus_is_not_lost_in_silence() {
        assert_eq!(found("- 5.000 Euro Mehrertrag"), [("RB532", "- 5.000 Euro")]);
        assert_eq!(found("−5.000 Euro\n\n* 5.000 Euro\n* 6.000 Euro"), []);
    }
}
