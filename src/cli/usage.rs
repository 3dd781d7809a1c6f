//! Wrong usage, in German.

use crate::cli::terminal::say;
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::Args;
use super::{Exit, Failure, Outside};
use crate::finding::nearest;

/// Shows help or version, or says what is wrong with the arguments.
pub(super) fn explain(error: &clap::Error, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            write!(outside.out, "{}", error.render())?;
            return Ok(Exit::Done);
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            write!(outside.err, "{}", error.render())?;
            return Ok(Exit::Usage);
        }
        _ => {}
    }
    say!(outside.err, "Fehler: {}", message(error))?;
    if let Some(near) = near_command(error).or_else(|| suggestion(error)) {
        say!(outside.err, "  Meinten Sie „{near}“?")?;
    }
    say!(outside.err, "  Hilfe zeigt „ratsbericht --help“.")?;
    Ok(Exit::Usage)
}

fn message(error: &clap::Error) -> String {
    let text = |kind: ContextKind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = text(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("Das Argument „{argument}“ ist nicht vorgesehen."),
        ErrorKind::InvalidSubcommand => {
            format!("Den Befehl „{}“ gibt es nicht.", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if text(ContextKind::InvalidValue).is_empty() => {
            format!("Hinter „{argument}“ fehlt der Wert.")
        }
        ErrorKind::InvalidValue => {
            let allowed = text(ContextKind::ValidValue);
            format!("„{}“ passt nicht zu „{argument}“; möglich sind: {allowed}.", text(ContextKind::InvalidValue))
        }
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            let reason = if reason.contains("erwartet") { reason } else { "erwartet wird eine ganze Zahl ab 1".into() };
            format!("„{}“ passt nicht zu „{argument}“: {reason}.", text(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => format!("„{argument}“ steht mehrfach oder passt nicht zu den anderen Angaben."),
        ErrorKind::MissingRequiredArgument => format!("Es fehlt: {argument}."),
        _ => "Die Angaben passen nicht zusammen.".into(),
    }
}

/// The command that a wrong one most likely means. The parser's own likeness does not weigh how a word begins.
fn near_command(error: &clap::Error) -> Option<String> {
    let wrong = error.get(ContextKind::InvalidSubcommand)?.to_string();
    let all = Args::command();
    let names = all.get_subcommands().filter(|command| !command.is_hide_set()).map(clap::Command::get_name);
    nearest(&wrong, names).map(str::to_owned)
}

/// The near match that the parser found.
fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    kinds.iter().find_map(|kind| match error.get(*kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.first().cloned(),
        _ => None,
    })
}
