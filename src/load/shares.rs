//! Percentages that look like shares: 0,6 in a column where 60 is meant as often as 0,6 %.

use super::grid::{Cell, Row, Value};
use super::heads::Columns;
use crate::finding::{Code, Finding, Log};
use crate::model::schreibweise::{prozent, written_out};
use crate::model::unit::{Measure, Unit};
use crate::model::{Field, Kind, Shape};

/// Reports columns of percentages that hold shares, one finding each, at the first.
pub(super) fn report<'a>(
    rows: &(impl Iterator<Item = &'a Row> + Clone),
    fields: &[Field],
    columns: &Columns,
    log: &mut Log,
) {
    for (column, head) in columns.iter() {
        if !matches!(fields[head.field].shape, Shape::Single { kind: Kind::Percent, .. }) || !head.is_sound {
            continue;
        }
        let mut found =
            rows.clone().filter_map(|row| row.cells.get(column)).filter_map(|cell| Some((cell, share(cell)?)));
        if let Some((cell, share)) = found.next() {
            log.push(finding(cell, &share, found.count()));
        }
    }
}

fn finding(cell: &Cell, share: &str, others: usize) -> Finding {
    let written = share.replace('.', ",");
    let percent = written_out(share, 2).unwrap_or_default();
    let percent = percent.trim_end_matches('0').trim_end_matches(',');
    let more = match others {
        0 => String::new(),
        1 => " Die Spalte hat einen weiteren Wert unter 1.".to_owned(),
        _ => format!(" Die Spalte hat {others} weitere Werte unter 1."),
    };
    let message = format!("Sind {written} % gemeint oder {percent} %?{more}");
    // Behind a sign that the format writes, a program takes one that is typed for a division by 100.
    let sign = match (&cell.look, &cell.value) {
        (Some(look), Value::Number { .. }) if Unit::among(&look.around).measure == Some(Measure::Percent) => {
            format!("„{written} %“ in eine Zelle mit dem Zahlenformat Text")
        }
        _ => format!("„{written} %“ mit dem Prozentzeichen"),
    };
    let mend = format!("Schreiben Sie {percent}, wenn {percent} % gemeint sind, und sonst {sign}.");
    Finding::at(Code::RB047, cell.span, message, mend)
}

/// The number of a cell that lies between 0 and 1 and was typed without the sign of a percentage; one that the format of the column
/// writes behind each number says nothing of what is meant.
fn share(cell: &Cell) -> Option<String> {
    let shown = match &cell.value {
        Value::Number { stored, percent: false, .. } => stored.to_string(),
        Value::Text(text) => {
            let signed = text.contains('%') || text.to_lowercase().contains("prozent") || text.contains("v.");
            (!signed).then(|| prozent(text).ok())??
        }
        _ => return None,
    };
    let decimals = shown.strip_prefix("0.").filter(|decimals| decimals.bytes().all(|b| b.is_ascii_digit()))?;
    decimals.contains(|c| c != '0').then(|| shown.clone())
}
