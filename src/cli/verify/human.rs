//! The outcome for people.

use crate::cli::terminal::say;
use std::io;
use std::path::Path;

use super::super::Outside;
use super::Beside;
use crate::pipeline::Comparison;
use crate::source::{FileId, Sources, Span, quoted, shorten};
use crate::verify::{Change, Deviation, DeviationKind, Difference, Drift, How, Verdict};
use crate::workspace::Layout;

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
    say!(
        outside.out,
        "{}: {} ({}), Ausdruck vom {}, gebaut mit {} ({})",
        file.display(),
        quoted(&nachweis.bezeichnung),
        nachweis.koerperschaft,
        crate::model::day(nachweis.ausdruck),
        nachweis.programm,
        nachweis.satz
    )?;
    say!(outside.out)?;
    if let Some(reason) = &nachweis.neue_fassung {
        say!(outside.out, "Neue Fassung nach dem Abschluss des Zeitraums: {}", quoted(reason))?;
        say!(outside.out)?;
    }
    paper(verdict, beside.is_some(), outside)?;
    for line in beside.iter().flat_map(|beside| &beside.own) {
        say!(outside.out, "{line}")?;
    }
    let Some(Beside { root, loaded, comparison, .. }) = beside else {
        return if verdict.is_genuine() {
            say!(outside.out, "Ob die Daten noch so im Arbeitsordner stehen, zeigt --workspace ARBEITSORDNER.")
        } else {
            Ok(())
        };
    };
    say!(outside.out)?;
    let root = root.display();
    match comparison {
        Comparison::Drift(drift) => workspace(&root.to_string(), drift, &loaded.sources, outside),
        Comparison::Other(koerperschaft) => say!(
            outside.out,
            "Der Arbeitsordner „{root}“ gehört zu „{koerperschaft}“, das Papier zu „{}“.",
            nachweis.koerperschaft
        ),
        Comparison::Broken => say!(
            outside.out,
            "Der Arbeitsordner „{root}“ lässt sich nicht vergleichen: Die Datei ratsbericht.toml fehlt oder hat Fehler; \
             „ratsbericht check“ zeigt sie."
        ),
        Comparison::NoContents => say!(
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
        return say!(
            outside.out,
            "Das Papier ist unverändert: Aus den angehängten Daten entsteht Byte für Byte dasselbe PDF ({pages})."
        );
    }
    let head = if verdict.is_altered() {
        "Das Papier ist nicht mehr, wie es gebaut wurde:"
    } else {
        "Das Papier lässt sich nicht Byte für Byte vergleichen:"
    };
    say!(outside.out, "{head}")?;
    for difference in &verdict.differences {
        say!(outside.out, "  - {difference}")?;
    }
    if verdict.is_altered() || verdict.is_unfinished() {
        return Ok(());
    }
    if !beside && verdict.differences.iter().any(|d| matches!(d, Difference::Template(..) | Difference::Font(..))) {
        let text = "Hat die Körperschaft eigene Druckvorlagen oder Schriften, liegen sie in ihrem Arbeitsordner; mit \
                    --workspace ARBEITSORDNER wird mit ihnen verglichen.";
        say!(outside.out, "{text}")?;
    }
    say!(
        outside.out,
        "Die angehängten Daten passen zu ihren Prüfsummen. Ob auch die Seiten stimmen, zeigt das Programm, das sie gebaut \
         hat."
    )
}

/// What the workspace holds otherwise, and what that would change on the paper.
fn workspace(root: &str, drift: &Drift, sources: &Sources, outside: &mut Outside<'_>) -> io::Result<()> {
    let records = drift.records;
    if drift.is_none() {
        return say!(
            outside.out,
            "Arbeitsordner „{root}“: Alle Datensätze hinter den Zahlen ({records}) und alle Texte sind wie beim Bau; heute \
             entstünde dasselbe Papier."
        );
    }
    // What was set otherwise, but for other papers, is no difference of this one.
    let same = drift.same == Some(true);
    let causes: &[DeviationKind] = if same {
        &[DeviationKind::Record, DeviationKind::File]
    } else {
        &[DeviationKind::Record, DeviationKind::File, DeviationKind::Setting]
    };
    if drift.of(causes).next().is_none() {
        let what = "die Datensätze hinter den Zahlen";
        say!(outside.out, "Arbeitsordner „{root}“: Texte und {what} ({records}) sind wie beim Bau.")?;
    } else {
        say!(outside.out, "Arbeitsordner „{root}“, seit dem Bau geändert:")?;
        list(drift.of(causes), sources, outside)?;
    }
    if drift.same.is_none() {
        say!(
            outside.out,
            "Welche Zahlen heute anders wären, lässt sich nicht sagen: Im Arbeitsordner fehlt das Papier, oder er hat \
             Fehler; „ratsbericht check“ zeigt sie."
        )
    } else if drift.of(&[DeviationKind::Figure]).next().is_some() {
        say!(outside.out, "Zahlen, die heute anders wären:")?;
        list(drift.of(&[DeviationKind::Figure]), sources, outside)
    } else if same {
        say!(outside.out, "Heute entstünde trotzdem dasselbe Papier.")
    } else {
        say!(outside.out, "Heute wären die Zahlen dieselben, andere Angaben des Papiers aber nicht:")?;
        list(drift.of(&[DeviationKind::Place]).take(MOST_PLACES), sources, outside)
    }
}

/// The first differences, each on a line, and how many more there are.
fn list<'a>(
    deviations: impl Iterator<Item = &'a Deviation>,
    sources: &Sources,
    outside: &mut Outside<'_>,
) -> io::Result<()> {
    let deviations: Vec<&Deviation> = deviations.collect();
    for deviation in deviations.iter().take(MOST) {
        say!(outside.out, "  - {}", line(deviation, sources))?;
    }
    match deviations.len().saturating_sub(MOST) {
        0 => Ok(()),
        more => say!(outside.out, "  - und {more} weitere; --format json zeigt alle"),
    }
}

/// `haushalt/P-097, 2021: geändert (daten/haushalt.json:42:3)`, `rahmen › koerperschaft: „Musterstadt“ → „Musterstatt“`.
fn line(Deviation { kind, name, how, span, sheets }: &Deviation, sources: &Sources) -> String {
    let sheets = sheet_names(sheets, sources);
    let none = || "–".to_owned();
    let how = match how {
        How::Changed(_) if *kind == DeviationKind::Setting => {
            let home = if sheets.is_empty() { Layout::CONFIG.to_owned() } else { sheets };
            return format!("{home}: „{name}“ geändert");
        }
        How::Changed(Change::Gone) if *kind == DeviationKind::Record => "gelöscht oder nicht mehr lesbar".to_owned(),
        How::Changed(Change::Other) => "geändert".to_owned(),
        How::Changed(Change::Gone) => "gelöscht".to_owned(),
        How::Changed(Change::New) => "hinzugekommen".to_owned(),
        How::Replaced(Some(day)) => format!("ersetzt durch die am {} erfasste Zeile", crate::model::day(*day)),
        How::Replaced(None) => "ersetzt durch eine später erfasste Zeile".to_owned(),
        How::Printed { paper: None, today: None } => "anderer Inhalt".to_owned(),
        How::Printed { paper, today } => {
            format!("{} → {}", paper.clone().unwrap_or_else(none), today.clone().unwrap_or_else(none))
        }
    };
    match span {
        Some(span) if sheets.is_empty() => format!("{name}: {how} ({})", sources.place(*span)),
        Some(span) => format!("{name}: {how} ({} oder eine andere seiner Zeilen)", sources.place(*span)),
        None => format!("{name}: {how}"),
    }
}

/// `daten/projektboard.xlsx, Blatt Auswahlen oder Blatt Bedingungen`; the file is named where it is another.
fn sheet_names(sheets: &[FileId], sources: &Sources) -> String {
    let mut last = None;
    let names: Vec<String> = sheets
        .iter()
        .map(|id| {
            let place = sources.place(Span::new(*id, 0, 0));
            let sheet = place.sheet.as_deref().map(|sheet| format!("Blatt {}", shorten(sheet)));
            let is_same = last.replace(place.path.clone()).is_some_and(|last| last == place.path);
            match sheet {
                Some(sheet) if is_same => sheet,
                Some(sheet) => format!("{}, {sheet}", place.path),
                None => place.path,
            }
        })
        .collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} oder {last}", before.join(", ")),
        _ => names.concat(),
    }
}
