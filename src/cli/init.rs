//! `init`: a workspace to start from, for whom it is.

pub(super) mod args;
mod questions;

use args::InitArgs;

use super::{Exit, Failure, Outside};
use crate::cli::terminal::say;
use crate::publish::{NewEntry, NewFolder};
use crate::tabular::{Format, Stelle, Verwaltung, genitiv, sample};
use crate::workspace::Layout;

pub(super) fn run(args: &InitArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let folder = NewFolder::open(&args.folder)?;
    let verwaltung = match given(args)? {
        Some(given) => given,
        None if outside.terminal => questions::ask(outside)?,
        None => Verwaltung::default(),
    };
    let files = sample(args.format, &verwaltung).map_err(|error| Failure::Refused(Exit::Bug, error.to_string()))?;
    let entries = files.into_iter().map(|(path, content)| Ok(NewEntry::File(path.into(), content)));
    folder.write(entries, Layout::CONFIG)?;
    report(args, &verwaltung, outside)
}

/// The administration that the options tell; `None` where they tell nothing of it.
fn given(args: &InitArgs) -> Result<Option<Verwaltung>, Failure> {
    if args.name.is_none() && args.dezernat.is_empty() {
        return Ok(None);
    }
    let name = args.name.as_ref().map(|name| [name.clone(), args.genitiv.clone().unwrap_or_else(|| genitiv(name))]);
    let verwaltung = Verwaltung { name, dezernate: args.dezernat.clone(), fachbereiche: args.fachbereich.clone() };
    for own in &verwaltung.fachbereiche {
        let above = own.dezernat.as_deref().unwrap_or_default();
        if !verwaltung.dezernate.iter().any(|dezernat| dezernat.kennung == above) {
            return Err(Failure::usage(format!(
                "Das Dezernat „{above}“ des Fachbereichs „{}“ fehlt: Nennen Sie es mit --dezernat.",
                own.kennung
            )));
        }
    }
    let all: Vec<&Stelle> = verwaltung.dezernate.iter().chain(&verwaltung.fachbereiche).collect();
    let twice = all.iter().enumerate().find(|(i, own)| all.iter().take(*i).any(|other| other.kennung == own.kennung));
    match twice {
        Some((_, own)) => Err(Failure::usage(format!("Die Kennung „{}“ steht doppelt.", own.kennung))),
        None => Ok(Some(verwaltung)),
    }
}

/// Says what is there now, and what to do with it.
fn report(args: &InitArgs, verwaltung: &Verwaltung, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let folder = args.folder.display();
    let (tables, settings) = match args.format {
        Format::Xlsx => ("Tabellen als Arbeitsmappe", "im Blatt Einstellungen"),
        Format::Json => ("Tabellen als JSON-Dateien", "in ratsbericht.toml"),
        Format::Csv => ("Tabellen als CSV-Dateien", "in daten/einstellungen.csv"),
    };
    say!(outside.out, "Angelegt: „{folder}“ mit einem Beispiel ({tables} in „daten“, eine Vorlage, ein Bericht).")?;
    if let Some([name, genitiv]) = &verwaltung.name {
        say!(
            outside.out,
            "Die Körperschaft heißt „{name}“; in Fußzeilen steht „{genitiv}“. Prüfen Sie beides {settings}, und setzen Sie dort und bei \
             den Gremien ein, wie Absender und Gremien bei Ihnen heißen."
        )?;
        say!(
            outside.out,
            "Die Quellen mit „(erfunden)“ dort und in den Tabellen gehören zum Beispiel: Ersetzen Sie sie durch Ihre."
        )?;
    }
    say!(outside.out, "Was wo steht, erklärt die Datei LIESMICH.md darin.")?;
    say!(outside.out)?;
    say!(outside.out, "Weiter geht es mit:")?;
    say!(outside.out, "  ratsbericht check {}", quoted(args))?;
    say!(outside.out, "  ratsbericht build {}", quoted(args))?;
    Ok(Exit::Done)
}

/// The folder as it is typed into a command line.
fn quoted(args: &InitArgs) -> String {
    let folder = args.folder.display().to_string();
    let plain = folder.chars().all(|c| c.is_alphanumeric() || "/\\._-:~".contains(c));
    if plain { folder } else { format!("\"{folder}\"") }
}
