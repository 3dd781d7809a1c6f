//! `explain`: what a figure follows from, or what a rule is, what it rests on, and what its findings look like.

mod records;
mod search;

use crate::cli::terminal::say;
use std::collections::BTreeSet;
use std::io;

use include_dir::{Dir, include_dir};

use self::search::Query;
use super::args::ExplainArgs;
use super::render::FigureTree;
use super::{Exit, Failure, Outside, exit, left_out, main_papers, open, open_despite_errors};
use crate::finding::{Code, Family, nearest};
use crate::paper::Paper;

/// What `check` prints for the faulty examples; tests keep these true.
static EXAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/fixtures/meldungen");

/// How long a line of prose is at most.
const WIDTH: usize = 100;

/// Where the facts begin in a line.
const INDENT: usize = 12;

pub(super) fn run(args: &ExplainArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let Some(begriff) = &args.begriff else {
        list(outside)?;
        return Ok(Exit::Done);
    };
    if let Some(code) = Code::parse(begriff) {
        explain(code, outside)?;
        return Ok(Exit::Done);
    }
    if let Some(frage) = search::query(begriff) {
        return search(&frage, begriff, args, outside);
    }
    if !begriff.contains('.') {
        if let Some(code) = Code::near(begriff) {
            return unknown(begriff, &format!(" Meinten Sie „{}“?", code.id()), outside);
        }
        return search(&Query::Titel(begriff), begriff, args, outside);
    }
    figure(begriff.trim(), args, outside)
}

/// Says that there is neither a rule nor a figure of that name.
fn unknown(begriff: &str, near: &str, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let begriff = crate::source::shorten(begriff);
    say!(outside.err, "Fehler: Den Begriff „{begriff}“ gibt es nicht.{near}")?;
    say!(outside.err, "  Alle Codes zeigt „ratsbericht explain“, alle Kennzahlen „ratsbericht figures --list“.")?;
    Ok(Exit::Usage)
}

/// The figures that print a number or have a word in their title, or the definitions of those with a rule.
fn search(frage: &Query<'_>, begriff: &str, args: &ExplainArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let (session, papers) = match (open(&args.common, outside), frage) {
        (Ok(opened), _) => opened,
        // A word that means nothing without papers is first of all unknown.
        (Err(_), Query::Titel(_)) => return unknown(begriff, "", outside),
        (Err(error), _) => return Err(error.into()),
    };
    let papers: Vec<&Paper> = main_papers(&papers).collect();
    let found = match frage {
        Query::Zahl(number) => search::zahl(number, &papers, &session, outside)?,
        Query::Regel(name) => search::regel(name, &papers, outside)?,
        Query::Titel(word) => search::titel(word, &papers, outside)?,
    };
    left_out(&session, outside)?;
    if found { Ok(Exit::Done) } else { unknown(begriff, "", outside) }
}

/// A figure with what it follows from, in each of the papers that have it.
fn figure(id: &str, args: &ExplainArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let (session, all) = open_despite_errors(&args.common, outside)?;
    let Some(bestand) = &session.loaded.bestand else { return Ok(Exit::Findings) };
    let with = |paper: &&Paper| paper.figures.iter().any(|figure| figure.id == id);
    let papers: Vec<&Paper> = main_papers(&all).filter(with).collect();
    if papers.is_empty() {
        let known: BTreeSet<&str> =
            main_papers(&all).flat_map(|paper| paper.figures.iter().map(|figure| figure.id.as_str())).collect();
        let near = nearest(id, known).map(|near| format!(" Meinten Sie „{near}“?")).unwrap_or_default();
        return unknown(id, &near, outside);
    }
    for (i, paper) in papers.iter().enumerate() {
        if i > 0 {
            say!(outside.out)?;
        }
        say!(
            outside.out,
            "{} ({}), Datenstand {}",
            paper.bezeichnung,
            paper.name,
            crate::model::day(paper.datenstand)
        )?;
        let baum = FigureTree::new(&paper.figures, paper.fundstellen(bestand), &session.loaded.sources);
        for figure in paper.figures.iter().filter(|figure| figure.id == id).take(1) {
            baum.write(figure, outside)?;
        }
    }
    Ok(exit(&session))
}

/// All codes with severity and title, by family.
fn list(outside: &mut Outside<'_>) -> io::Result<()> {
    let mut family: Option<Family> = None;
    for code in Code::ALL {
        if family != Some(code.family()) {
            if family.is_some() {
                say!(outside.out)?;
            }
            say!(outside.out, "{}", code.family().name())?;
            family = Some(code.family());
        }
        say!(outside.out, "  {}  {:<8} {}", code.id(), code.rule().severity.name(), code.title())?;
    }
    say!(outside.out)?;
    say!(outside.out, "Einen Code erklärt „ratsbericht explain CODE“, eine Kennzahl „ratsbericht explain ID“.")
}

fn explain(code: Code, outside: &mut Outside<'_>) -> io::Result<()> {
    let rule = code.rule();
    say!(outside.out, "{}: {}", code.id(), rule.title)?;
    say!(outside.out)?;
    let severity = match rule.error_from() {
        Some(day) => format!("{}, ab {} ein Fehler", rule.severity.name(), crate::model::day(day)),
        None => rule.severity.name().to_owned(),
    };
    fact("Schwere", &severity, outside)?;
    fact("Grundlage", rule.source, outside)?;
    fact("Warum", rule.reason, outside)?;
    waiver(code, outside)?;
    let examples = examples(code);
    if let Some(head) = match examples.len() {
        0 => None,
        1 => Some("Beispiel:"),
        _ => Some("Beispiele:"),
    } {
        say!(outside.out)?;
        say!(outside.out, "{head}")?;
    }
    for example in examples {
        write!(outside.out, "\n{example}\n")?;
    }
    Ok(())
}

/// How the rule is waived for one record.
fn waiver(code: Code, outside: &mut Outside<'_>) -> io::Result<()> {
    if !code.can_be_waived() {
        return fact("Ausnahme", "nicht möglich", outside);
    }
    fact(
        "Ausnahme",
        "möglich für einen Datensatz oder ein Papier, als Zeile im Blatt Ausnahmen oder in ratsbericht.toml:",
        outside,
    )?;
    let code = format!("code = \"{}\"", code.id());
    let lines = [
        ("[[ausnahme]]", ""),
        (code.as_str(), ""),
        ("gilt_fuer = \"…\"", "# Kennung des Datensatzes, Name des Papiers oder Vorlage-Nr"),
        ("grund = \"…\"", "# warum die Regel hier nicht gilt"),
        ("name = \"…\"", "# wer dafür einsteht: Name oder Dienststelle"),
        ("bis = JJJJ-MM-TT", "# letzter Tag, an dem die Ausnahme gilt"),
    ];
    say!(outside.out)?;
    for (field, note) in lines {
        say!(outside.out, "{}", format!("{:INDENT$}{field:<18}{note}", "").trim_end())?;
    }
    Ok(())
}

/// A name and a text, broken at blanks and indented.
fn fact(name: &str, text: &str, outside: &mut Outside<'_>) -> io::Result<()> {
    let mut line = format!("{:<INDENT$}", format!("{name}:"));
    for word in text.split(' ') {
        if line.chars().count() + word.chars().count() > WIDTH {
            say!(outside.out, "{}", line.trim_end())?;
            line = " ".repeat(INDENT);
        }
        line.push_str(word);
        line.push(' ');
    }
    say!(outside.out, "{}", line.trim_end())
}

/// What the findings of a rule look like, by the name of the example.
fn examples(code: Code) -> Vec<&'static str> {
    let mut found: Vec<(&str, &str)> = EXAMPLES
        .files()
        .filter_map(|file| Some((file.path().file_name()?.to_str()?.strip_suffix(".snap")?, file.contents_utf8()?)))
        .filter(|(name, _)| name.split('-').next() == Some(code.id()))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, snapshot)| findings(snapshot)).collect()
}

/// The findings in a snapshot: without its head, and without the line that counts them.
fn findings(snapshot: &str) -> &str {
    let body = snapshot.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(snapshot, |(_, b)| b);
    let body = body.trim_end();
    body.rfind("\nPrüfung").map_or(body, |at| &body[..at]).trim_end()
}
