//! How a column looks: number format, width, and the note on its head.

use rust_xlsxwriter::{Format, FormatAlign};

use crate::model::{Field, Kind, Shape};
use crate::tabular::cell::CellValue;

/// The widest column, in characters; longer texts run on in further lines.
const WIDEST: usize = 60;

/// The number format of a column; it also holds for cells that are still empty.
pub(super) fn format(shape: &Shape) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    match shape {
        Shape::Single { kind, .. } => match kind {
            Kind::Text => format.set_num_format("@").set_text_wrap(),
            Kind::Pattern(_) | Kind::Flag => format.set_num_format("@"),
            Kind::Whole | Kind::Year => format.set_num_format("0"),
            Kind::Date => format.set_num_format("dd.mm.yyyy"),
            Kind::Money => format.set_num_format("#,##0.00 [$€-407]"),
            // The sign is a text, so that 75 means 75 %. `0.##` would leave a comma behind whole numbers.
            Kind::Percent => format.set_num_format("General\" %\""),
            Kind::Decimal | Kind::Rate => format.set_num_format("General"),
        },
        Shape::Choice(_) | Shape::List(_) | Shape::Record(_) => format.set_num_format("@"),
    }
}

/// Whether a column holds texts, some of which may look like numbers.
pub(super) fn is_text(kind: Kind) -> bool {
    match kind {
        Kind::Text | Kind::Pattern(_) => true,
        Kind::Flag
        | Kind::Whole
        | Kind::Year
        | Kind::Date
        | Kind::Money
        | Kind::Percent
        | Kind::Decimal
        | Kind::Rate => false,
    }
}

/// The width of a column in characters: room for its title with the filter's button, and for what it holds.
pub(super) fn width(field: &Field, cells: &[CellValue]) -> u16 {
    let holds = cells.iter().map(|cell| cell.german().chars().count()).max().unwrap_or_default();
    let least = match &field.shape {
        Shape::Single { kind: Kind::Text, .. } => 24,
        Shape::Single { kind: Kind::Money, .. } => holds + 8,
        Shape::Single { .. } | Shape::Choice(_) | Shape::List(_) | Shape::Record(_) => 12,
    };
    let width = (field.title.chars().count() + 4).max(holds + 2).max(least);
    u16::try_from(width.min(WIDEST)).unwrap_or(u16::MAX)
}

/// The note on a column's head: what belongs there, in which form, and whether it must.
pub(super) fn note(field: &Field) -> String {
    let duty = if field.required { "Pflichtfeld" } else { "freiwillig" };
    let form = form(&field.shape);
    if field.note == field.title {
        format!("Form: {form}\n{duty}")
    } else {
        format!("{}\nForm: {form}\n{duty}", field.note)
    }
}

/// Whether a note is one that was written by [`note`], be it by an older program, and none of somebody's own.
pub(in crate::tabular) fn is_note(text: &str) -> bool {
    let mut lines = text.trim().lines().rev();
    let duty = lines.next().map(str::trim);
    matches!(duty, Some("Pflichtfeld" | "freiwillig")) && lines.any(|line| line.starts_with("Form: "))
}

/// The words of a closed list as people choose them in a cell.
pub(super) fn shown(words: &[&'static str]) -> Vec<&'static str> {
    let word = |word: &&'static str| match *word {
        "true" => "ja",
        "false" => "nein",
        other => other,
    };
    words.iter().map(word).collect()
}

/// What a cell looks like, for people.
pub(super) fn form(shape: &Shape) -> String {
    match shape {
        Shape::Single { kind, text } => match kind {
            Kind::Text => "ein einzeiliger Text",
            Kind::Pattern(_) => text,
            Kind::Flag => "ja oder nein",
            Kind::Whole => "eine ganze Zahl",
            Kind::Year => "ein Jahr mit vier Ziffern wie 2021",
            Kind::Date => "ein Datum wie 31.12.2020",
            Kind::Money => "ein Betrag in Euro mit höchstens zwei Nachkommastellen",
            Kind::Percent => "eine Prozentzahl von 0 bis 100; 75 bedeutet 75 %",
            Kind::Decimal => "eine Zahl ab 0 mit höchstens sechs Nachkommastellen",
            Kind::Rate => "ein Zinssatz in Prozent",
        }
        .to_owned(),
        Shape::Choice(words) => {
            let quoted: Vec<String> = shown(words).iter().map(|word| format!("„{word}“")).collect();
            format!("einer der Werte {}", quoted.join(", "))
        }
        Shape::List(of) => format!("kein Wert, einer oder mehrere, getrennt durch Semikolon; je {}", form(of)),
        Shape::Record(record) => record.title.to_owned(),
    }
}
