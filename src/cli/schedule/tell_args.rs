//! Arguments of `run` about telling people; their German texts are the help.

use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;

use crate::cli::values::{parse_limit, place};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct TellArgs {
    /// Kommando, das jede Meldung als JSON liest und nach jedem Lauf das Ereignis lauf. Es wird an Leerzeichen getrennt und
    /// ohne Shell gestartet
    #[arg(long, value_name = "KOMMANDO", value_parser = parse_command, help_heading = "Meldungen")]
    pub(super) notify_command: Option<Kommando>,

    /// Kommando, das Meldungen an Adressen als fertige E-Mail liest, mit den Argumenten -t -i wie sendmail
    #[arg(long, value_name = "KOMMANDO", value_parser = parse_command, help_heading = "Meldungen")]
    pub(super) mail_command: Option<Kommando>,

    /// So viele Sekunden darf ein Kommando brauchen [sonst: 60]
    #[arg(long, value_name = "SEKUNDEN", value_parser = parse_limit, default_value = "60", hide_default_value = true, help_heading = "Meldungen")]
    pub(super) hook_timeout: Duration,

    /// Was der Lauf tut: all (bauen und melden), none (nur bauen), only (nur melden), probe (jedes Kommando einmal probieren)
    /// [sonst: all]
    #[arg(
        long,
        value_name = "WAS",
        value_enum,
        default_value = "all",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Meldungen"
    )]
    pub(super) hooks: Hooks,

    /// Datei für Prometheus, die jeder Lauf ersetzt, auch einer, der scheitert
    #[arg(long, value_name = "DATEI", value_parser = place(), help_heading = "Meldungen")]
    pub(super) metrics_file: Option<PathBuf>,
}

/// What a run does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Hooks {
    /// It makes reports and tells people.
    All,
    /// It makes reports; another run tells people.
    None,
    /// It only tells people.
    Only,
    /// It tries the commands.
    Probe,
}

/// A program and its arguments.
#[derive(Debug, Clone)]
pub(super) struct Kommando(pub(super) Vec<String>);

fn parse_command(text: &str) -> Result<Kommando, String> {
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    if words.is_empty() { Err("erwartet wird ein Kommando".into()) } else { Ok(Kommando(words)) }
}
