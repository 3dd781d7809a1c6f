//! One cell becomes a value of its field: German spellings are understood, whatever would be a guess is a finding.

use chrono::{Datelike, NaiveDate};

use super::digits::{decimal, hundredfold, integral, millionths, moved, rounded, serial, shortened};
use super::fault::{is_fault, is_too_narrow};
use super::grid::{Cell, Value};
use super::measure;
use super::residue::is_null_word;
use crate::finding::{Code, Finding, Log};
use crate::model::schreibweise::{self, Illegible};
use crate::model::{Field, Kind, Shape, datum, month_end_after};
use crate::source::{Data, Node, Span, quoted, shorten};

/// What cells of a kind hold, for the "expected" part of a finding.
const TEXT: &str = "ein Text";
const DAY: &str = "ein Datum wie 31.12.2020";
const AMOUNT: &str = "ein Betrag in Euro wie 1.234,56";
const PERCENT: &str = "eine Prozentzahl von 0 bis 100 wie 75 oder 12,5";
const DECIMAL: &str = "eine Zahl wie 0,2016";
const WHOLE: &str = "eine ganze Zahl wie 2021";
const FLAG: &str = "ja oder nein";

/// What a cell of a field holds, as somebody would type it.
pub(super) fn expectation(shape: &Shape) -> String {
    let Shape::Single { kind, text } = shape else { return shape.describe() };
    match kind {
        Kind::Text => TEXT,
        Kind::Pattern(_) => text,
        Kind::Flag => FLAG,
        Kind::Whole | Kind::Year => WHOLE,
        Kind::Date => DAY,
        Kind::Money => AMOUNT,
        Kind::Percent => PERCENT,
        Kind::Decimal | Kind::Rate => DECIMAL,
    }
    .to_owned()
}

/// The value of a cell that is not empty; a finding where the field cannot hold it.
pub(super) fn node(cell: &Cell, field: &Field, log: &mut Log) -> Node {
    let data = read(cell, &field.shape).unwrap_or_else(|finding| {
        let found = finding.found.is_none().then(|| describe(&cell.value));
        log.push(Finding { found: finding.found.clone().or(found), ..*finding });
        Data::Faulty
    });
    if let (Value::Date(day), Shape::Single { kind: Kind::Date, .. }, true) =
        (&cell.value, &field.shape, is_dayless(cell))
    {
        log.push(dayless(cell.span, *day));
    }
    if let Some(finding) = with_commas(cell, &field.shape) {
        log.push(finding);
    }
    Node { span: cell.span, data }
}

/// The finding for a list of texts that look like several and are one, since only commas stand between them.
fn with_commas(cell: &Cell, shape: &Shape) -> Option<Finding> {
    let (Value::Text(text), true) = (&cell.value, is_texts(shape)) else { return None };
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    // A part of a sentence is longer, or goes on in small letters.
    let is_item = |part: &&str| match part.split_whitespace().count() {
        1 => true,
        2 => !part.starts_with(char::is_lowercase),
        _ => false,
    };
    if parts.len() < 2 || text.contains(SEPARATORS) || !parts.iter().all(is_item) {
        return None;
    }
    let message = format!("Gelesen wird ein einziger Wert: {}.", quoted(&shorten(text)));
    let several = quoted(&shorten(&parts.join("; ")));
    let mend =
        format!("Mehrere Werte trennt ein Semikolon: {several}. Ist es einer, setzen Sie ein Semikolon dahinter.");
    Some(Finding::at(Code::RB060, cell.span, message, mend))
}

/// What stands between several values of a cell.
const SEPARATORS: [char; 2] = [';', '\n'];

/// Whether a cell that is not empty may be a value of a field.
pub(super) fn can_be(cell: &Cell, field: &Field) -> bool {
    read(cell, &field.shape).is_ok()
}

fn is_dayless(cell: &Cell) -> bool {
    cell.look.as_ref().is_some_and(|look| look.dayless)
}

/// The hint at a cell that shows `Dez 21`: which day is read.
fn dayless(span: Span, day: NaiveDate) -> Finding {
    let message = format!("Die Zelle zeigt keinen Tag; gelesen wird der {}.", crate::model::day(day));
    let last = month_end_after(day, 0);
    let end = if day.day() == 1 {
        format!(" Ist das Ende des Monats gemeint, tragen Sie {} ein.", crate::model::day(last))
    } else {
        String::new()
    };
    Finding::at(
        Code::RB039,
        span,
        message,
        format!("Prüfen Sie den Tag, und zeigen Sie ihn an (Format TT.MM.JJJJ).{end}"),
    )
}

/// A finding is large beside a value, so it travels in a box.
type Read = Result<Data, Box<Finding>>;

fn read(cell: &Cell, shape: &Shape) -> Read {
    match &cell.value {
        Value::Fault(error) => return Err(faulty(cell.span, error)),
        // A list of texts can hold patterns of signs alone, and no number whose column is too narrow.
        Value::Text(text) if is_fault(text) || (is_too_narrow(text) && !is_texts(shape)) => {
            return Err(faulty(cell.span, text));
        }
        Value::Text(text) if is_null_word(text) => {
            let message = format!("In der Zelle steht {}, wo kein Wert ist.", quoted(text));
            return Err(Box::new(Finding::at(
                Code::RB041,
                cell.span,
                message,
                "Leeren Sie die Zelle, oder tragen Sie den Wert ein.",
            )));
        }
        _ => {}
    }
    match shape {
        Shape::Single { kind, .. } => single(cell, *kind),
        Shape::Choice(words) => choice(cell, words),
        Shape::List(of) => list(cell, of),
        // Tables hold single values and lists of them; a test looks at each.
        Shape::Record(_) => Ok(Data::Faulty),
    }
}

fn faulty(span: Span, error: &str) -> Box<Finding> {
    let error = shorten(error);
    let message = format!("Die Zelle hat keinen gültigen Wert: {error}.");
    let mend = "Berichtigen Sie die Formel, oder tragen Sie den Wert selbst ein; speichern Sie danach die Datei.";
    Box::new(Finding::at(Code::RB027, span, message, mend).found(error))
}

fn single(cell: &Cell, kind: Kind) -> Read {
    if let Some(finding) = measure::refused(cell, kind) {
        return Err(finding.into());
    }
    match kind {
        Kind::Text | Kind::Pattern(_) => text(cell),
        Kind::Flag => flag(cell),
        Kind::Whole | Kind::Year => whole(cell),
        Kind::Date => day(cell),
        Kind::Money => amount(cell),
        Kind::Percent => percent(cell),
        Kind::Decimal | Kind::Rate => quantity(cell),
    }
}

fn is_free(shape: &Shape) -> bool {
    matches!(shape, Shape::Single { kind: Kind::Text, .. })
}

fn is_texts(shape: &Shape) -> bool {
    matches!(shape, Shape::List(of) if is_free(of))
}

/// A word of a closed list; where „true“ and „false“ are among them, people write ja and nein.
fn choice(cell: &Cell, words: &[&str]) -> Read {
    match flag(cell) {
        Ok(flag) if words.contains(&"false") => Ok(flag),
        _ => text(cell),
    }
}

/// Several values in one cell, separated by semicolons or line breaks, and where no value can hold one, by commas.
fn list(cell: &Cell, of: &Shape) -> Read {
    let span = cell.span;
    let Value::Text(text) = &cell.value else {
        return Ok(Data::List([Node { span, data: read(cell, of)? }].into()));
    };
    let separators: &[char] = if is_free(of) || text.contains(SEPARATORS) { &SEPARATORS } else { &[','] };
    let parts = text.split(separators).map(str::trim).filter(|part| !part.is_empty());
    let part = |part: &str| Cell { span, value: Value::Text(part.into()), look: None };
    let one = |cell: Cell| if is_free(of) { self::text(&cell) } else { read(&cell, of) };
    let nodes = parts.map(|text| Ok(Node { span, data: one(part(text))? }));
    nodes.collect::<Result<_, _>>().map(Data::List)
}

/// A text, also where a spreadsheet program has stored a whole number for it: then as the cell shows it.
fn text(cell: &Cell) -> Read {
    const ANEW: &str = "Formatieren Sie die Spalte als Text, und geben Sie den Wert neu ein.";
    let (span, shown) = (cell.span, cell.look.as_ref().and_then(|look| look.text.clone()));
    match &cell.value {
        Value::Text(text) => Ok(Data::Text(text.clone())),
        Value::Number { stored, .. } if is_too_long(*stored) => {
            let message = "Die Zahl hat mehr Ziffern, als ein Tabellenprogramm speichert: Die letzten sind verloren.";
            Err(Box::new(Finding::at(Code::RB007, span, message, ANEW).expected(TEXT)))
        }
        Value::Number { stored, percent: false, .. } => match shown.or_else(|| integral(*stored)) {
            Some(text) => Ok(Data::Text(text.into())),
            None => Err(wrong(span, TEXT, ANEW)),
        },
        Value::Date(_) | Value::Moment(_) => {
            let mend = format!("Das Tabellenprogramm hat die Eingabe als Datum gedeutet: {ANEW}");
            Err(wrong(span, TEXT, &mend))
        }
        _ => Err(wrong(span, TEXT, ANEW)),
    }
}

fn number(digits: String) -> Data {
    Data::Number(digits.into())
}

/// Whether a number has more than the fifteen digits that spreadsheet programs keep.
fn is_too_long(stored: f64) -> bool {
    stored.abs() >= 1e15
}

fn flag(cell: &Cell) -> Read {
    let read = match &cell.value {
        Value::Flag(flag) => Some(*flag),
        Value::Text(text) => schreibweise::yes_no(text),
        Value::Number { stored, .. } => integral(*stored).and_then(|digits| schreibweise::yes_no(&digits)),
        _ => None,
    };
    read.map(Data::Bool).ok_or_else(|| wrong(cell.span, FLAG, "Tragen Sie „ja“, „nein“ oder „x“ ein."))
}

fn whole(cell: &Cell) -> Read {
    let digits = match &cell.value {
        Value::Number { stored, percent: false, .. } => integral(*stored),
        Value::Text(text) => schreibweise::betrag(text).ok().filter(|decimal| !decimal.contains('.')),
        _ => None,
    };
    digits.map(number).ok_or_else(|| wrong(cell.span, WHOLE, "Tragen Sie eine ganze Zahl ein."))
}

fn day(cell: &Cell) -> Read {
    let unreadable = |message, mend: &str| Illegible { message, mend: mend.into() };
    let read = match &cell.value {
        Value::Date(day) => Ok(*day),
        Value::Text(text) => schreibweise::tag(text),
        Value::Number { stored, percent: false, epoch } => serial(*stored, *epoch)
            .filter(is_likely)
            .ok_or_else(|| unreadable("Die Zahl ist kein Datum.", "Tragen Sie den Tag ein, zum Beispiel 31.12.2020.")),
        Value::Moment(_) => {
            Err(unreadable("Die Zelle enthält eine Uhrzeit.", "Tragen Sie nur den Tag ein, zum Beispiel 31.12.2020."))
        }
        Value::Number { percent: true, .. } | Value::Flag(_) | Value::Empty | Value::Fault(_) => {
            Err(unreadable("Das ist kein Datum.", "Tragen Sie den Tag ein, zum Beispiel 31.12.2020."))
        }
    };
    let read = read.and_then(|day| match datum(&day.to_string()) {
        Some(day) => Ok(day),
        None if day.year() == 9999 => Err(unreadable(schreibweise::NO_YEAR, schreibweise::LEAVE_EMPTY)),
        None => Err(unreadable(schreibweise::NO_YEAR, "Prüfen Sie das Jahr.")),
    });
    read.map(|day| Data::Text(day.to_string().into())).map_err(|reason| refused(Code::RB008, reason, DAY, cell.span))
}

fn amount(cell: &Cell) -> Read {
    let span = cell.span;
    match &cell.value {
        Value::Text(text) => match schreibweise::betrag(text).map(|number| shortened(&number, text)) {
            Ok(number) if number.split_once('.').is_some_and(|(_, decimals)| decimals.len() > 2) => {
                Err(inexact(span, "Runden Sie auf volle Cent: höchstens zwei Stellen hinter dem Komma."))
            }
            Ok(digits) => Ok(number(digits)),
            Err(reason) => Err(refused(Code::RB007, reason, AMOUNT, span)),
        },
        Value::Number { stored, percent: false, .. } => decimal(*stored).map(number).ok_or_else(|| {
            inexact(span, "Runden Sie den Betrag in der Zelle auf volle Cent, zum Beispiel mit RUNDEN(…;2).")
        }),
        _ => Err(wrong(span, AMOUNT, "Tragen Sie den Betrag mit Ziffern ein.")),
    }
}

fn inexact(span: Span, mend: &str) -> Box<Finding> {
    Box::new(Finding::at(Code::RB009, span, "Der Betrag ist nicht auf den Cent genau.", mend).expected(AMOUNT))
}

fn percent(cell: &Cell) -> Read {
    let (digits, stored) = match &cell.value {
        Value::Text(text) => {
            let number =
                schreibweise::prozent(text).map_err(|reason| refused(Code::RB007, reason, PERCENT, cell.span))?;
            let number = shortened(&number, text);
            let exact = number.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 2);
            (exact.then(|| number.clone()), number)
        }
        Value::Number { stored, percent: true, .. } => (hundredfold(*stored), moved(&stored.to_string())),
        Value::Number { stored, percent: false, .. } => (decimal(*stored), stored.to_string()),
        _ => return Err(wrong(cell.span, PERCENT, "Tragen Sie die Prozentzahl mit Ziffern ein.")),
    };
    digits.map(number).ok_or_else(|| {
        let near =
            rounded(&stored).map_or_else(String::new, |near| format!(", zum Beispiel {}", near.replace('.', ",")));
        let mend = format!("Runden Sie auf höchstens zwei Nachkommastellen{near}.");
        let message = "Die Prozentzahl hat zu viele Nachkommastellen.";
        Box::new(Finding::at(Code::RB010, cell.span, message, mend).expected(PERCENT))
    })
}

/// A number with up to six decimals.
fn quantity(cell: &Cell) -> Read {
    let span = cell.span;
    match &cell.value {
        Value::Text(text) => {
            schreibweise::menge(text).map(number).map_err(|reason| refused(Code::RB007, reason, DECIMAL, span))
        }
        Value::Number { stored, percent: false, .. } => {
            millionths(*stored).filter(|_| !is_too_long(*stored)).map(number).ok_or_else(|| {
                let mend = "Runden Sie auf höchstens sechs Nachkommastellen.";
                Box::new(Finding::at(Code::RB010, span, "Die Zahl hat zu viele Stellen.", mend).expected(DECIMAL))
            })
        }
        _ => Err(wrong(span, DECIMAL, "Tragen Sie die Zahl mit Ziffern ein.")),
    }
}

fn wrong(span: Span, expected: &str, mend: &str) -> Box<Finding> {
    Box::new(Finding::at(Code::RB007, span, "Der Wert hat die falsche Art.", mend).expected(expected))
}

fn refused(code: Code, reason: Illegible, expected: &str, span: Span) -> Box<Finding> {
    Box::new(Finding::at(code, span, reason.message, reason.mend).expected(expected))
}

/// Whether a number without a date format is a day at all: 2019 would be one of 1905, and is a year.
fn is_likely(day: &NaiveDate) -> bool {
    day.year() >= 1950
}

/// What a cell holds, in German, for the "found" part of a finding.
fn describe(value: &Value) -> String {
    match value {
        Value::Empty => "nichts".into(),
        Value::Text(text) => format!("der Text {}", quoted(&shorten(text))),
        Value::Number { stored, percent: false, .. } => format!("die Zahl {}", german(*stored)),
        Value::Number { stored, percent: true, .. } => {
            format!("der Anteil {}, als Prozentwert formatiert", german(*stored))
        }
        Value::Date(day) => format!("das Datum {}", crate::model::day(*day)),
        Value::Moment(text) => format!("der Zeitpunkt {}", shorten(text)),
        Value::Flag(true) => "der Wahrheitswert WAHR".into(),
        Value::Flag(false) => "der Wahrheitswert FALSCH".into(),
        Value::Fault(error) => shorten(error),
    }
}

fn german(stored: f64) -> String {
    shorten(&stored.to_string().replace('.', ","))
}
