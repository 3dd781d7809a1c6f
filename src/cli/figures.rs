//! `figures`: the computed numbers of each paper.

use std::io;

use serde_json::{Map, Value};

use super::args::{Format, ShowArgs};
use super::{Exit, Outside, render, session};
use crate::figures::{Einheit, Figure, to_json};

pub(super) fn run(args: &ShowArgs, outside: &mut Outside<'_>) -> io::Result<Exit> {
    let session = match session::open(&args.common, outside)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let faulty = session.findings.any_error();
    if faulty {
        render::human(&session.findings, &session.loaded.sources, outside)?;
    }
    match args.format {
        Format::Json => {
            let papers = session.papers.iter().map(|paper| {
                let figures: Vec<&Figure> = paper.figures.iter().collect();
                (paper.name.clone(), to_json(&figures))
            });
            writeln!(outside.out, "{:#}", Value::Object(papers.collect::<Map<_, _>>()))?;
        }
        Format::Human => {
            for paper in &session.papers {
                writeln!(outside.out, "{} ({})", paper.bezeichnung, paper.name)?;
                for figure in &paper.figures {
                    writeln!(outside.out, "  {}", line(figure))?;
                }
                writeln!(outside.out)?;
            }
        }
    }
    Ok(if faulty { Exit::Findings } else { Exit::Done })
}

/// One figure on one line: id, value with unit, title, date, number of records.
fn line(figure: &Figure) -> String {
    let unit = match figure.wert.einheit() {
        Einheit::Euro => " €".to_owned(),
        unit @ (Einheit::TonnenJeJahr | Einheit::KilogrammJe(_)) => format!(" {}", unit.name()),
        Einheit::Anzahl | Einheit::Prozent | Einheit::Klasse => String::new(),
    };
    let records = match figure.belege.len() {
        1 => "1 Beleg".to_owned(),
        n => format!("{n} Belege"),
    };
    let value = format!("{}{unit}", figure.wert.text());
    format!("{:<52} {value:>16}  {} ({}; {records})", figure.id, figure.titel, figure.bezug.text())
}
