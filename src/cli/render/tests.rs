//! Findings in sheets and in long lines, which no workspace of the examples holds.

use chrono::NaiveDate;

use super::*;
use crate::cli::Outside;
use crate::finding::{Code, Finding, Findings, Waivers};
use crate::pipeline::report::{EMBEDDED, ReportHead, html};
use crate::source::{Sheet, SourceFile, Sources, Span};

const ROWS: [[&str; 6]; 4] = [
    ["Kennung", "Titel", "Fachbereich", "Beginn", "Ende", "Grund"],
    ["P-001", "Kita-Portal: Online-Vormerkung", "FB 45", "15.01.2018", "14.08.2002", ""],
    ["P-002", "Baum\u{202e}kataster", "FB 36", "01.07.2019", "", "<b>&</b>"],
    ["P-003", "WLAN", "FB 11", "02.03.2020", "31.12.2020", "x"],
];

/// A workbook's sheet by hand, and the place of one of its cells.
fn sheet(row: usize, column: usize) -> (Sources, Span) {
    let (mut text, mut sheet, mut place) = (String::new(), Sheet::new("Projekte", 0), 0..0);
    for (r, values) in ROWS.iter().enumerate() {
        for (c, value) in values.iter().enumerate() {
            let range = text.len()..text.len() + value.len();
            text.push_str(value);
            if (r, c) == (row, column) {
                place = range.clone();
            }
            sheet.push(c, range);
            text.push(if c + 1 == values.len() { '\n' } else { '\t' });
        }
    }
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::of_sheet("daten/projektboard.xlsx", text, sheet));
    (sources, Span::new(file, place.start, place.end))
}

fn noon(day: NaiveDate) -> chrono::DateTime<chrono::FixedOffset> {
    day.and_hms_opt(12, 0, 0).expect("a time").and_utc().fixed_offset()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 4, 1).unwrap()
}

fn findings(finding: Finding, sources: &Sources) -> Findings {
    Findings::new(vec![finding], sources, &Waivers::default(), day(), |_| true)
}

/// What people see of a finding, without the line that counts.
fn seen(finding: Finding, sources: &Sources, terminal: bool) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut outside =
        Outside { clock: &|| noon(day()), wait: &|| false, ask: &|| None, out: &mut out, err: &mut err, terminal };
    human(&findings(finding, sources), sources, &mut outside).unwrap();
    let text = String::from_utf8(err).unwrap();
    text.split("\n\n").next().unwrap_or_default().to_owned()
}

fn ende(span: Span) -> Finding {
    let finding = Finding::at(Code::RB101, span, "Der Tag liegt vor dem Beginn.", "Prüfen Sie beide Tage.");
    finding.expected("ein Tag ab dem 15.01.2018").found("14.08.2002")
}

#[test]
fn a_cell_is_shown_with_its_neighbours() {
    let (sources, span) = sheet(1, 4);
    let expected = "\
Fehler[RB101]: Der Tag liegt vor dem Beginn.
 --> daten/projektboard.xlsx, Blatt Projekte, E2
  |
  | A        …  C            D           E           F
1 | Kennung  …  Fachbereich  Beginn      Ende        Grund
2 | P-001    …  FB 45        15.01.2018  14.08.2002
  |                                      ^^^^^^^^^^ gefunden: 14.08.2002
3 | P-002    …  FB 36        01.07.2019              <b>&</b>
  |
  = erwartet: ein Tag ab dem 15.01.2018
  = Abhilfe: Prüfen Sie beide Tage.";
    assert_eq!(seen(ende(span), &sources, false), expected);
}

#[test]
fn an_empty_cell_near_the_first_column_is_marked_too() {
    let (sources, span) = sheet(2, 4);
    let shown = seen(Finding::at(Code::RB119, span, "Leer.", "Ergänzen."), &sources, false);
    assert!(shown.contains("Blatt Projekte, E3\n"), "{shown}");
    assert!(shown.contains("\n  |                              ^\n"), "{shown}");
    let (sources, span) = sheet(2, 1);
    let shown = seen(Finding::at(Code::RB013, span, "Zeichen.", "Löschen."), &sources, false);
    assert!(shown.contains("\n  | A      B                               C      D\n"), "{shown}");
    assert!(shown.contains("\n3 | P-002  Baum\\u{202e}kataster            FB 36  01.07.2019\n"), "{shown}");
    assert!(shown.contains("\n  |        ^^^^^^^^^^^^^^^^^^^^"), "{shown}");
}

#[test]
fn colours_change_nothing_but_the_colour() {
    let (sources, span) = sheet(1, 4);
    let coloured = seen(ende(span), &sources, true);
    assert!(coloured.starts_with("\u{1b}[1;91mFehler[RB101]\u{1b}[0m"), "{coloured:?}");
    let mut plain = String::new();
    for part in coloured.split('\u{1b}') {
        plain.push_str(part.strip_prefix('[').and_then(|p| p.split_once('m')).map_or(part, |(_, text)| text));
    }
    assert_eq!(plain, seen(ende(span), &sources, false));
}

/// A long paragraph with a short one before and behind it, and the place of a word in it.
fn paragraph(words_before: usize, words_behind: usize) -> (Sources, Span) {
    let text = format!("Anfang\n{}MARKE {}\nEnde\n", "davor ".repeat(words_before), "danach ".repeat(words_behind));
    let start = text.find("MARKE").unwrap();
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("vorlagen/x/erlaeuterungen.md", text.clone().into_bytes(), text, None));
    (sources, Span::new(file, start, start + 5))
}

#[test]
fn a_long_line_is_cut_around_the_mark_and_keeps_its_column() {
    for (before, behind, cut) in [(300, 300, (true, true)), (0, 300, (false, true)), (300, 0, (true, false))] {
        let (sources, span) = paragraph(before, behind);
        let shown = seen(Finding::at(Code::RB506, span, "Unfertig.", "Ergänzen."), &sources, false);
        let place = format!("  --> vorlagen/x/erlaeuterungen.md:2:{}", 6 * before + 1);
        assert_eq!(shown.lines().nth(1).map(str::trim), Some(place.trim()), "{shown}");
        let line = shown.lines().find_map(|line| line.strip_prefix("2 | ")).unwrap();
        assert!(line.chars().count() <= 120, "{line}");
        assert_eq!((line.starts_with('…'), line.ends_with('…')), cut, "{line}");
        let mark = shown.lines().find(|line| line.contains('^')).unwrap();
        let at = |line: &str, what: &str| line.find(what).map(|at| line[..at].chars().count());
        assert_eq!(at(mark, "^^^^^"), at(shown.lines().find(|l| l.contains("MARKE")).unwrap(), "MARKE"), "{shown}");
    }
}

#[test]
fn a_mark_over_a_whole_paragraph_is_cut_as_well() {
    let (sources, span) = paragraph(0, 400);
    let whole = Span::new(span.file, span.start(), span.start() + 2_800);
    let shown = seen(Finding::at(Code::RB506, whole, "Unfertig.", "Ergänzen."), &sources, false);
    assert!(shown.lines().all(|line| line.chars().count() <= 125), "{shown}");
}

#[test]
fn a_warning_says_from_when_on_it_is_an_error() {
    let (sources, span) = paragraph(0, 1);
    let shown = |day: NaiveDate| {
        let finding = Finding::at(Code::RB409, span, "Gremium fehlt.", "Ergänzen.");
        let findings = Findings::new(vec![finding], &sources, &Waivers::default(), day, |_| true);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut outside = Outside {
            clock: &|| noon(day),
            wait: &|| false,
            ask: &|| None,
            out: &mut out,
            err: &mut err,
            terminal: false,
        };
        human(&findings, &sources, &mut outside).unwrap();
        let (json, sarif) = (json(&findings, &sources), sarif(&findings, &sources));
        let head = ReportHead { koerperschaft: "", today: day, papers: &[] };
        (String::from_utf8(err).unwrap(), json, sarif, html(&head, &findings, &sources, EMBEDDED).unwrap())
    };
    let (text, json, sarif, html) = shown(day());
    assert!(
        text.contains("Warnung[RB409]") && text.contains("\n  = Hinweis: Ab dem 01.01.2028 gilt dies als Fehler.\n"),
        "{text}"
    );
    assert_eq!(json[0]["fehler_ab"], "2028-01-01");
    assert_eq!(sarif["runs"][0]["results"][0]["properties"]["fehler_ab"], "2028-01-01");
    assert!(html.contains("Ab 01.01.2028 ist dies ein Fehler."), "{html}");
    let (text, json, sarif, html) = shown(NaiveDate::from_ymd_opt(2028, 1, 1).unwrap());
    assert!(text.contains("Fehler[RB409]") && !text.contains("Hinweis"), "{text}");
    assert_eq!((&json[0]["schwere"], &json[0]["fehler_ab"]), (&"Fehler".into(), &serde_json::Value::Null));
    assert_eq!(sarif["runs"][0]["results"][0]["level"], "error");
    assert!(!html.contains("Ab 01.01.2028"), "{html}");
}

#[test]
fn a_cell_has_a_place_in_every_form() {
    let (sources, span) = sheet(2, 5);
    let findings = findings(ende(span), &sources);
    let json = &json(&findings, &sources)[0];
    assert_eq!((&json["blatt"], &json["zelle"]), (&"Projekte".into(), &"F3".into()));
    let location = &sarif(&findings, &sources)["runs"][0]["results"][0]["locations"][0];
    assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], "daten/projektboard.xlsx");
    assert!(location["physicalLocation"].get("region").is_none(), "a workbook has no lines");
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "Projekte!F3");
    let head = ReportHead { koerperschaft: "Stadt Musterstadt", today: day(), papers: &[] };
    let html = html(&head, &findings, &sources, EMBEDDED).unwrap();
    for part in [
        "<caption>Auszug, Zelle F3 und ihre Nachbarn</caption>",
        "<th scope=\"col\">F</th>",
        "<th scope=\"row\">3</th>",
        "<td><mark>&lt;b&gt;&amp;&lt;&#x2f;b&gt;</mark></td>",
        "projektboard.xlsx, Blatt Projekte</h2>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn paths_become_relative_addresses() {
    let mut sources = Sources::default();
    let path = "vorlagen/Straße 1: 100 %/vorlage.json";
    let file = sources.add(SourceFile::new(path, vec![], "{ \"a\": 1 }".into(), None));
    let finding = Finding::at(Code::RB007, Span::new(file, 7, 8), "Wert { falsch }.", "Ändern.");
    let result = &sarif(&findings(finding, &sources), &sources)["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "vorlagen/Stra%C3%9Fe%201%3A%20100%20%25/vorlage.json");
    assert_eq!(place["region"], serde_json::json!({ "startLine": 1, "startColumn": 8, "endLine": 1, "endColumn": 9 }));
    assert_eq!(result["message"]["text"], "Wert {{ falsch }}. Abhilfe: Ändern.");
}
