//! `figures`: the computed numbers of each paper.

use crate::cli::terminal::say;
use std::collections::BTreeSet;
use std::io;

use serde_json::{Map, Value};

use super::args::{FigureFormat, FiguresArgs};
use super::{Exit, Failure, Outside, exit, main_papers, open_despite_errors, render};
use crate::figures::Figure;
use crate::figures::export::{COLUMNS, row, to_json};
use crate::paper::Paper;
use crate::tabular;

pub(super) fn run(args: &FiguresArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let (session, papers) = open_despite_errors(&args.common, outside)?;
    match args.format {
        _ if args.list => list(&papers, outside)?,
        FigureFormat::Json => {
            let papers = main_papers(&papers).map(|paper| {
                let figures: Vec<&Figure> = paper.figures.iter().collect();
                (paper.name.clone(), to_json(&figures))
            });
            writeln!(outside.out, "{:#}", Value::Object(papers.collect::<Map<_, _>>()))?;
        }
        FigureFormat::Csv => {
            let of = |paper: &'_ Paper, figure| std::iter::once(paper.name.clone()).chain(row(figure));
            let rows = main_papers(&papers).flat_map(|paper| paper.figures.iter().map(move |figure| of(paper, figure)));
            let bytes = tabular::csv_of(&[&["Papier"], COLUMNS.as_slice()].concat(), rows).map_err(io::Error::other)?;
            outside.out.write_all(&bytes)?;
        }
        FigureFormat::Human => {
            for paper in main_papers(&papers) {
                say!(outside.out, "{} ({})", paper.bezeichnung, paper.name)?;
                let parts = papers.iter().filter(|part| part.belongs_to(paper));
                let printed: BTreeSet<String> = parts.flat_map(Paper::printed).collect();
                for figure in paper.figures.iter() {
                    say!(outside.out, "  {}", line(figure, printed.contains(&figure.id)))?;
                }
                say!(outside.out)?;
            }
        }
    }
    Ok(exit(&session))
}

/// Every id once, with what it means; the numbers themselves are left out.
fn list(papers: &[Paper], outside: &mut Outside<'_>) -> io::Result<()> {
    let mut seen = BTreeSet::new();
    let figures = main_papers(papers).flat_map(|paper| paper.figures.iter());
    for figure in figures.filter(|figure| seen.insert(figure.id.as_str())) {
        let Figure { id, titel, regel, definition, .. } = figure;
        say!(outside.out, "{id}")?;
        say!(outside.out, "    {titel} ({}, {regel}): {definition}", figure.wert.einheit().name())?;
    }
    Ok(())
}

/// One figure on one line: id, value with unit, title, date, number of records, and whether the paper prints it.
fn line(figure: &Figure, printed: bool) -> String {
    let records = match figure.belege.len() {
        1 => "1 Beleg".to_owned(),
        n => format!("{n} Belege"),
    };
    let value = render::value(figure);
    let unprinted = if printed { "" } else { "; nicht gedruckt" };
    format!("{:<52} {value:>16}  {} ({}; {records}{unprinted})", figure.id, figure.titel, figure.bezug.text())
}
