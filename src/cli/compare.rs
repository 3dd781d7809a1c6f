//! `compare`: a published page, or a Word document, held against the paper as the workspace gives it.

use crate::cli::terminal::say;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use super::args::CompareArgs;
use super::values::PlainFormat;
use super::{Exit, Failure, Outside, open_despite_errors};
use crate::paper::Paper;
use crate::pipeline::PipelineError;
use crate::source::disk::{Unread, read_named};
use crate::source::quoted;
use crate::verify::published::{LARGEST_PAGE, Loss, Losses, WordFacts, losses};

/// How many differences are listed for people.
const MOST: usize = 100;

pub(super) fn run(args: &CompareArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    if args.common.only.len() != 1 {
        return Err(Failure::usage("„compare“ braucht genau ein Papier: --only NAME."));
    }
    let page = match read_named(&args.file, LARGEST_PAGE) {
        Err(why @ Unread::TooLarge { .. }) => return unreadable(args, &why.to_string(), outside),
        page => page.map_err(|why| {
            Failure::Refused(Exit::Environment, format!("„{}“ lässt sich nicht lesen: {why}", args.file.display()))
        })?,
    };
    let (session, papers) = open_despite_errors(&args.common, outside)?;
    let sound = papers.iter().filter(|paper| !session.findings.stop_all() && !session.findings.stop(&paper.ordner));
    // A report and its Anlage have one name; the page is one of them.
    let mut best: Option<(&Paper, Losses)> = None;
    for paper in sound {
        let found = match losses(&page, &paper.view_data()) {
            Ok(found) => found,
            Err(why) => return unreadable(args, &why.to_string(), outside),
        };
        let share = |found: &Losses| found.words[0] * 1_000 / found.words[1].max(1);
        if best.as_ref().is_none_or(|(_, best)| share(best) < share(&found)) {
            best = Some((paper, found));
        }
    }
    let (paper, found) = best.ok_or(PipelineError::Faulty)?;
    match args.form.format {
        PlainFormat::Human => human(&args.file, paper, &found, outside)?,
        PlainFormat::Json => writeln!(outside.out, "{:#}", json(&args.file, paper, &found))?,
    }
    Ok(if found.losses.is_empty() { Exit::Done } else { Exit::Findings })
}

/// Says why there is nothing to compare.
fn unreadable(args: &CompareArgs, why: &str, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let file = args.file.display();
    say!(outside.err, "Fehler: „{file}“: {why}")?;
    if args.form.format == PlainFormat::Json {
        let report = json!({ "datei": file.to_string(), "ergebnis": "nicht_lesbar", "meldung": why });
        writeln!(outside.out, "{report:#}")?;
    }
    Ok(Exit::Findings)
}

fn human(file: &Path, paper: &Paper, found: &Losses, outside: &mut Outside<'_>) -> io::Result<()> {
    let (place, source, whole, where_not) = match found.word {
        None => ("Zeile", "veröffentlicht:", "Die Seite", "Nicht auf der Seite"),
        Some(_) => ("Absatz", "Word-Datei:    ", "Die Word-Datei", "Nicht eindeutig zu finden"),
    };
    say!(outside.out, "{}: verglichen mit {} ({})", file.display(), quoted(&paper.bezeichnung), paper.name)?;
    word_facts(found, outside)?;
    if !found.elsewhere.is_empty() {
        say!(outside.out, "{} und nicht verglichen: {}", where_not, found.elsewhere.join(", "))?;
    }
    say!(outside.out)?;
    for Loss { kind, section, line, published, paper } in found.losses.iter().take(MOST) {
        let line = line.map(|line| format!(", {place} {line}")).unwrap_or_default();
        say!(outside.out, "{} ({section}{line})", kind.title())?;
        let wording = |text: &str| if text.is_empty() { "–".to_owned() } else { quoted(text) };
        say!(outside.out, "  {source} {}", wording(published))?;
        say!(outside.out, "  Papier:         {}", wording(paper))?;
    }
    let [there, all] = found.words;
    match found.losses.len() {
        0 => {
            say!(outside.out, "{whole} gibt das Papier wieder: {there} von {all} Wörtern sind da, nichts weicht ab.")
        }
        many => {
            if many > MOST {
                say!(outside.out, "und {} weitere; --format json zeigt alle", many - MOST)?;
            }
            let what = if many == 1 { "1 Abweichung".to_owned() } else { format!("{many} Abweichungen") };
            say!(outside.out)?;
            say!(outside.out, "{what}.")
        }
    }
}

/// Says what counts of a Word document that people still work on.
fn word_facts(found: &Losses, outside: &mut Outside<'_>) -> io::Result<()> {
    let Some(WordFacts { tracked, comments }) = found.word else { return Ok(()) };
    if tracked > 0 {
        let what = if tracked == 1 { "1 Änderung ist".into() } else { format!("{tracked} Änderungen sind") };
        say!(outside.out, "{what} nachverfolgt: Eingefügtes zählt, Gelöschtes nicht.")?;
    }
    if comments > 0 {
        let what = if comments == 1 { "1 Kommentar zählt".into() } else { format!("{comments} Kommentare zählen") };
        say!(outside.out, "{what} nicht.")?;
    }
    Ok(())
}

fn json(file: &Path, paper: &Paper, found: &Losses) -> Value {
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    let (place, source) = if found.word.is_some() { ("absatz", "word_datei") } else { ("zeile", "veroeffentlicht") };
    let loss = |loss: &Loss| {
        json!({
            "art": loss.kind.name(),
            "abschnitt": loss.section,
            place: loss.line,
            source: text(&loss.published),
            "papier": text(&loss.paper),
        })
    };
    let mut report = json!({
        "datei": file.display().to_string(),
        "ergebnis": if found.losses.is_empty() { "gleich" } else { "abweichend" },
        "papier": { "bezeichnung": paper.bezeichnung, "name": paper.name },
        "nicht_verglichen": found.elsewhere,
        "abweichungen": found.losses.iter().map(loss).collect::<Vec<_>>(),
    });
    if let Some(WordFacts { tracked, comments }) = found.word {
        report["nachverfolgte_aenderungen"] = json!(tracked);
        report["kommentare"] = json!(comments);
    }
    report
}
