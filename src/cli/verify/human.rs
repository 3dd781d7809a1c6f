//! The outcome for people.

use std::io;
use std::path::Path;

use chrono::NaiveDate;

use super::super::Outside;
use super::Beside;
use crate::pipeline::Comparison;
use crate::source::Sources;
use crate::source::quoted;
use crate::verify::{Change, Difference, Drift, FigureChange, FileChange, Rebuilt, RecordChange, Verdict, ViewChange};

/// How many of a kind are listed.
const MOST: usize = 50;

/// How many places of a paper are listed.
const MOST_PLACES: usize = 8;

pub(super) fn report(
    file: &Path,
    verdict: &Verdict,
    beside: Option<&Beside<'_>>,
    outside: &mut Outside<'_>,
) -> io::Result<()> {
    let nachweis = &verdict.nachweis;
    writeln!(
        outside.out,
        "{}: {} ({}), Ausdruck vom {}, gebaut mit {} ({})\n",
        file.display(),
        quoted(&nachweis.bezeichnung),
        nachweis.koerperschaft,
        tag(nachweis.ausdruck),
        nachweis.programm,
        nachweis.satz
    )?;
    paper(verdict, beside.is_some(), outside)?;
    let Some(Beside { root, loaded, comparison }) = beside else {
        return if verdict.is_genuine() {
            writeln!(outside.out, "Ob die Daten noch so im Arbeitsordner stehen, zeigt --workspace ARBEITSORDNER.")
        } else {
            Ok(())
        };
    };
    writeln!(outside.out)?;
    let root = root.display();
    match comparison {
        Comparison::Drift(drift) => workspace(&root.to_string(), drift, &loaded.sources, outside),
        Comparison::Other(koerperschaft) => writeln!(
            outside.out,
            "Der Arbeitsordner „{root}“ gehört zu „{koerperschaft}“, das Papier zu „{}“.",
            nachweis.koerperschaft
        ),
        Comparison::Broken => writeln!(
            outside.out,
            "Der Arbeitsordner „{root}“ lässt sich nicht vergleichen: Die Datei ratsbericht.toml fehlt oder hat Fehler; \
             „ratsbericht check“ zeigt sie."
        ),
        Comparison::NoContents => writeln!(
            outside.out,
            "Der Arbeitsordner „{root}“ lässt sich nicht vergleichen: Im PDF fehlen angehängte Daten."
        ),
    }
}

/// Whether the PDF is what its data give.
fn paper(verdict: &Verdict, beside: bool, outside: &mut Outside<'_>) -> io::Result<()> {
    if verdict.is_genuine() {
        let pages = match verdict.pages {
            Some(1) => "1 Seite".to_owned(),
            pages => format!("{} Seiten", pages.unwrap_or_default()),
        };
        return writeln!(
            outside.out,
            "Das Papier ist unverändert: Aus den angehängten Daten entsteht Byte für Byte dasselbe PDF ({pages})."
        );
    }
    let head = if verdict.is_altered() {
        "Das Papier ist nicht mehr, wie es gebaut wurde:"
    } else {
        "Das Papier lässt sich nicht Byte für Byte vergleichen:"
    };
    writeln!(outside.out, "{head}")?;
    for difference in &verdict.differences {
        writeln!(outside.out, "  - {difference}")?;
    }
    if verdict.is_altered() {
        return Ok(());
    }
    if !beside && verdict.differences.iter().any(|d| matches!(d, Difference::Template(..) | Difference::Font(..))) {
        let text = "Hat die Körperschaft eigene Druckvorlagen oder Schriften, liegen sie in ihrem Arbeitsordner; mit \
                    --workspace ARBEITSORDNER wird mit ihnen verglichen.";
        writeln!(outside.out, "{text}")?;
    }
    writeln!(
        outside.out,
        "Die angehängten Daten passen zu ihren Prüfsummen. Ob auch die Seiten stimmen, zeigt das Programm, das sie gebaut \
         hat."
    )
}

/// What the workspace holds otherwise.
fn workspace(root: &str, drift: &Drift, sources: &Sources, outside: &mut Outside<'_>) -> io::Result<()> {
    let Drift { records, changed, files, settings, rebuilt } = drift;
    if drift.is_none() {
        return writeln!(
            outside.out,
            "Arbeitsordner „{root}“: Alle Datensätze hinter den Zahlen ({records}) und alle Texte sind wie beim Bau; heute \
             entstünde dasselbe Papier."
        );
    }
    // What was set otherwise, but for other papers, is no difference of this one.
    let settings: &[String] = if rebuilt.as_ref().is_some_and(|rebuilt| rebuilt.same) { &[] } else { settings };
    if changed.is_empty() && files.is_empty() && settings.is_empty() {
        let what = "die Datensätze hinter den Zahlen";
        writeln!(outside.out, "Arbeitsordner „{root}“: Texte und {what} ({records}) sind wie beim Bau.")?;
    } else {
        writeln!(outside.out, "Arbeitsordner „{root}“, seit dem Bau geändert:")?;
        let records = changed.iter().map(|change| record(change, sources));
        let files = files.iter().map(|(path, change)| format!("{path}: {}", of_file(*change)));
        let settings = settings.iter().map(|section| format!("ratsbericht.toml: „{section}“ geändert"));
        list(records.chain(files).chain(settings), outside)?;
    }
    match rebuilt {
        None => writeln!(
            outside.out,
            "Welche Zahlen heute anders wären, lässt sich nicht sagen: Im Arbeitsordner fehlt das Papier, oder er hat \
             Fehler; „ratsbericht check“ zeigt sie."
        ),
        Some(rebuilt) => today(rebuilt, outside),
    }
}

/// What would come of building the paper today.
fn today(Rebuilt { same, figures, view }: &Rebuilt, outside: &mut Outside<'_>) -> io::Result<()> {
    if figures.is_empty() {
        if *same {
            return writeln!(outside.out, "Heute entstünde trotzdem dasselbe Papier.");
        }
        writeln!(outside.out, "Heute wären die Zahlen dieselben, andere Angaben des Papiers aber nicht:")?;
        return list(view.iter().take(MOST_PLACES).map(place), outside);
    }
    writeln!(outside.out, "Zahlen, die heute anders wären:")?;
    let none = || "–".to_owned();
    let line = |FigureChange { id, paper, today }: &FigureChange| {
        format!("{id}: {} → {}", paper.clone().unwrap_or_else(none), today.clone().unwrap_or_else(none))
    };
    list(figures.iter().map(line), outside)
}

/// A place of the paper on one line: `rahmen › koerperschaft: „Musterstadt“ → „Musterstatt“`.
fn place(ViewChange { place, paper, today }: &ViewChange) -> String {
    match (paper, today) {
        (None, None) => format!("{place}: anderer Inhalt"),
        (Some(paper), None) => format!("{place}: {paper} → –"),
        (None, Some(today)) => format!("{place}: – → {today}"),
        (Some(paper), Some(today)) => format!("{place}: {paper} → {today}"),
    }
}

/// A record on one line: `haushalt/P-097, 2021: geändert (daten/haushalt.json:42:3)`.
fn record(RecordChange { name, how, span }: &RecordChange, sources: &Sources) -> String {
    let how = match how {
        Change::Other => "geändert".to_owned(),
        Change::Gone => "gelöscht oder nicht mehr lesbar".to_owned(),
        Change::Replaced(Some(day)) => format!("ersetzt durch die am {} erfasste Zeile", tag(*day)),
        Change::Replaced(None) => "ersetzt durch eine später erfasste Zeile".to_owned(),
    };
    match span {
        Some(span) => format!("{name}: {how} ({})", sources.place(*span)),
        None => format!("{name}: {how}"),
    }
}

fn of_file(change: FileChange) -> &'static str {
    match change {
        FileChange::Other => "geändert",
        FileChange::Gone => "gelöscht",
        FileChange::New => "hinzugekommen",
    }
}

/// The first lines of a list, and how many more there are.
fn list(lines: impl Iterator<Item = String>, outside: &mut Outside<'_>) -> io::Result<()> {
    let mut more = 0_usize;
    for (i, line) in lines.enumerate() {
        if i < MOST {
            writeln!(outside.out, "  - {line}")?;
        } else {
            more += 1;
        }
    }
    if more > 0 { writeln!(outside.out, "  - und {more} weitere; --format json zeigt alle") } else { Ok(()) }
}

fn tag(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}
