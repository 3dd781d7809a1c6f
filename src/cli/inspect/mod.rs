//! `inspect`: a tree of OParl held against the standard, on a server or in a folder.

pub(super) mod args;
mod fetch;
mod folder;

use std::io;

use serde_json::{Value, json};

use super::values::PlainFormat;
use super::{Exit, Failure, Outside};
use crate::cli::terminal::say;
use crate::release::oparl::inspect::{Fault, Inspection, Place, inspect};
use crate::source::quoted;
use args::{InspectArgs, Subject};
use fetch::Fetcher;
use folder::Folder;

/// How an address of the web begins.
const SCHEMES: [&str; 2] = ["https://", "http://"];

pub(super) fn run(args: &InspectArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let Subject::Oparl = args.what;
    let most = args.hoechstens.get();
    let basis_url = args.basis_url.as_deref().map(based).transpose()?;
    let (start, found) = if is_url(&args.place) {
        let base = basis_url.unwrap_or_else(|| server(&args.place));
        let fetcher = Fetcher::default();
        let found = inspect(&args.place, &base, most, &|url| fetcher.read(url));
        if let Some(trouble) = fetcher.trouble() {
            if found.looked_at == 1 {
                return Err(Failure::Refused(Exit::Environment, trouble));
            }
            say!(outside.err, "Hinweis: {trouble}")?;
        }
        (args.place.clone(), found)
    } else {
        let folder = Folder::open(&args.place, basis_url)?;
        let found = inspect(folder.start(), folder.base(), most, &|url| folder.read(url));
        (folder.start().to_owned(), found)
    };
    match args.form.format {
        PlainFormat::Human => human(&start, &found, outside)?,
        PlainFormat::Json => writeln!(outside.out, "{:#}", json(&start, &found))?,
    }
    Ok(if found.any_error() { Exit::Findings } else { Exit::Done })
}

fn is_url(text: &str) -> bool {
    SCHEMES.iter().any(|scheme| text.starts_with(scheme))
}

/// An address that others begin with, with a slash at its end.
fn based(url: &str) -> Result<String, Failure> {
    if !is_url(url) {
        return Err(Failure::usage(format!(
            "{} ist keine Adresse, die mit https:// oder http:// beginnt.",
            quoted(url)
        )));
    }
    Ok(format!("{}/", url.trim_end_matches('/')))
}

/// The server of an address.
fn server(url: &str) -> String {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(host..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| host + at);
    format!("{}/", url.get(..end).unwrap_or(url))
}

fn human(start: &str, found: &Inspection, outside: &mut Outside<'_>) -> io::Result<()> {
    for Fault { is_error, what, title, expected, mend, count, places, .. } in &found.faults {
        let severity = if *is_error { "Fehler" } else { "Hinweis" };
        let many = if *count == 1 { String::new() } else { format!(", {count}-mal") };
        say!(outside.out, "{severity}: {title} ({what}{many})")?;
        say!(outside.out, "  erwartet: {expected}")?;
        for (at, Place { url, path, found }) in places.iter().enumerate() {
            let path = if path.is_empty() { String::new() } else { format!(" {path}") };
            let value = if found.is_empty() { String::new() } else { format!(": {}", quoted(found)) };
            say!(outside.out, "  {} {url}{path}{value}", if at == 0 { "gefunden:" } else { "         " })?;
        }
        say!(outside.out, "  Abhilfe:  {mend}")?;
        say!(outside.out)?;
    }
    let count = |errors: bool| found.faults.iter().filter(|fault| fault.is_error == errors).count();
    let hints = if count(false) == 1 { "1 Hinweis".into() } else { format!("{} Hinweise", count(false)) };
    say!(outside.out, "{start}: {} Fehler, {hints}; {} Adressen angesehen.", count(true), found.looked_at)?;
    if found.is_cut {
        say!(outside.out, "Es gibt mehr Adressen; mit --hoechstens werden mehr angesehen.")?;
    }
    Ok(())
}

fn json(start: &str, found: &Inspection) -> Value {
    let place = |Place { url, path, found }: &Place| json!({ "adresse": url, "pfad": path, "gefunden": found });
    let fault = |fault: &Fault| {
        json!({
            "art": fault.name,
            "schwere": if fault.is_error { "fehler" } else { "hinweis" },
            "wo": fault.what,
            "meldung": fault.title,
            "erwartet": fault.expected,
            "abhilfe": fault.mend,
            "anzahl": fault.count,
            "stellen": fault.places.iter().map(place).collect::<Vec<_>>(),
        })
    };
    json!({
        "anfang": start,
        "angesehen": found.looked_at,
        "vollstaendig": !found.is_cut,
        "befunde": found.faults.iter().map(fault).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_of_an_address_ends_at_its_first_slash() {
        for (url, expected) in [
            ("https://a.example/oparl/system.json", "https://a.example/"),
            ("http://a.example:8080", "http://a.example:8080/"),
            ("https://a.example/", "https://a.example/"),
        ] {
            assert_eq!(server(url), expected);
        }
    }
}
