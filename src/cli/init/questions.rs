//! What `init` asks on a terminal: the name of the municipality, and its departments.

use std::io;

use crate::cli::Outside;
use crate::cli::terminal::say;
use crate::source::composed;
use crate::tabular::{Stelle, Verwaltung, genitiv, is_name, stelle};

/// How many departments somebody types at most.
const MOST: usize = 200;

/// Asks for whom the workspace is; whoever answers nothing gets the example as it is.
pub(super) fn ask(outside: &mut Outside<'_>) -> io::Result<Verwaltung> {
    say!(outside.err, "Für wen ist der Arbeitsordner? Eine leere Antwort lässt, was im Beispiel steht.")?;
    let Some(name) = until(outside, "Name der Körperschaft, wie „Stadt Neuhof“", read_name)? else {
        return Ok(Verwaltung::default());
    };
    let likely = genitiv(&name);
    let own = until(outside, &format!("Im Genitiv, für Fußzeilen; leer: „{likely}“"), read_name)?;
    let (dezernate, fachbereiche) = departments(outside)?;
    Ok(Verwaltung { name: Some([name, own.unwrap_or(likely)]), dezernate, fachbereiche })
}

/// The Dezernate, each with its Fachbereiche; one without any is left out, and so are all where there is no Fachbereich.
fn departments(outside: &mut Outside<'_>) -> io::Result<(Vec<Stelle>, Vec<Stelle>)> {
    let (mut dezernate, mut fachbereiche): (Vec<Stelle>, Vec<Stelle>) = (Vec::new(), Vec::new());
    while dezernate.len() < MOST {
        let known: Vec<String> = kennungen(&dezernate).chain(kennungen(&fachbereiche)).collect();
        let question = "Dezernat mit Kennung und Name, wie „Dez. 1: Verwaltung“; leer: keines mehr";
        let Some(dezernat) = until(outside, question, |text| new(text, None, &known))? else { break };
        let above = dezernat.kennung.clone();
        dezernate.push(dezernat);
        while fachbereiche.len() < MOST {
            let known: Vec<String> = kennungen(&dezernate).chain(kennungen(&fachbereiche)).collect();
            let question = format!("  Fachbereich in {above}, wie „FB 20: Kämmerei“; leer: keiner mehr");
            let Some(own) = until(outside, &question, |text| new(text, Some(&above), &known))? else { break };
            fachbereiche.push(own);
        }
    }
    if fachbereiche.is_empty() {
        dezernate.clear();
    }
    Ok((dezernate, fachbereiche))
}

fn kennungen(of: &[Stelle]) -> impl Iterator<Item = String> {
    of.iter().map(|own| own.kennung.clone())
}

fn read_name(text: &str) -> Result<String, &'static str> {
    let fault = "Möglich sind Buchstaben, Ziffern und die Zeichen . , ( ) / -";
    if is_name(text) { Ok(text.to_owned()) } else { Err(fault) }
}

fn new(text: &str, above: Option<&str>, known: &[String]) -> Result<Stelle, &'static str> {
    let own = stelle(text, above)
        .ok_or("Schreiben Sie Kennung, Doppelpunkt und Name; in der Kennung steht kein Schrägstrich.")?;
    if known.contains(&own.kennung) { Err("Diese Kennung gibt es schon.") } else { Ok(own) }
}

/// Asks until an answer can be used; `None` for an empty one.
fn until<T>(
    outside: &mut Outside<'_>,
    question: &str,
    read: impl Fn(&str) -> Result<T, &'static str>,
) -> io::Result<Option<T>> {
    loop {
        say!(outside.err, "{question}:")?;
        outside.err.flush()?;
        let Some(answer) = (outside.ask)() else { return Ok(None) };
        let answer = composed(answer.trim()).into_owned();
        if answer.is_empty() {
            return Ok(None);
        }
        match read(&answer) {
            Ok(value) => return Ok(Some(value)),
            Err(fault) => say!(outside.err, "  {fault}")?,
        }
    }
}
