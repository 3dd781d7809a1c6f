//! Arguments of the commands on scheduled runs; their German texts are the help.

use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::shard::Shard;
use super::tell_args::TellArgs;
use crate::cli::values::{PlainFormat, parse_date, parse_limit, parse_name, parse_seconds, parse_text, place};

/// What two commands share.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct FormArgs {
    /// Form der Ausgabe: human (Text) oder json
    #[arg(
        long,
        value_name = "FORM",
        value_enum,
        default_value = "human",
        help_heading = "Optionen",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) format: PlainFormat,
}

/// Which workspaces a command is about.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ManyArgs {
    /// Ordner mit den Daten der Körperschaft, auch mehrere
    #[arg(value_name = "ARBEITSORDNER", value_parser = place(), default_value = ".", help_heading = "Argumente", hide_default_value = true)]
    pub(in crate::cli) workspaces: Vec<PathBuf>,

    /// Jeder Arbeitsordner, der in diesem Ordner liegt
    #[arg(long, value_name = "ORDNER", value_parser = place(), conflicts_with = "workspaces", help_heading = "Optionen")]
    pub(in crate::cli) under: Option<PathBuf>,

    /// Von mehreren Arbeitsordnern nur Teil I von N, gezählt ab 0, wie 0/4
    #[arg(long, value_name = "I/N", value_parser = Shard::parse, help_heading = "Optionen")]
    pub(in crate::cli) shard: Option<Shard>,

    /// Von mehreren Arbeitsordnern darf jeder so viele Sekunden brauchen [sonst: 900]
    #[arg(long, value_name = "SEKUNDEN", value_parser = parse_limit, default_value = "900", hide_default_value = true, help_heading = "Optionen")]
    pub(in crate::cli) time_limit: Duration,

    /// The one of them that this process is for.
    #[arg(long, value_parser = place(), hide = true)]
    pub(in crate::cli) apart: Option<PathBuf>,
}

/// Where a command looks for journal and Ablage.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct StateArgs {
    /// Ordner für Laufbuch und Ablage, wo im Arbeitsordner nichts geschrieben wird [sonst: der Arbeitsordner]
    #[arg(long, value_name = "ORDNER", value_parser = place(), help_heading = "Optionen")]
    pub(in crate::cli) state: Option<PathBuf>,
}

impl StateArgs {
    /// Where journal and Ablage of a workspace lie.
    pub(super) fn of<'p>(&'p self, workspace: &'p Path) -> &'p Path {
        self.state.as_deref().unwrap_or(workspace)
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct DueArgs {
    #[command(flatten)]
    pub(in crate::cli) many: ManyArgs,

    /// Für Überwachungen: Der Ausgang sagt, ob jemand etwas tun muss (1 gesperrt, 3 Laufbuch, 5 überfällig, fehlt, verändert)
    #[arg(long, help_heading = "Optionen")]
    pub(in crate::cli) check: bool,

    /// Tag, an dem gefragt wird, JJJJ-MM-TT oder TT.MM.JJJJ [sonst: heute]
    #[arg(long, value_name = "TAG", value_parser = parse_date, help_heading = "Optionen")]
    pub(in crate::cli) today: Option<NaiveDate>,

    #[command(flatten)]
    pub(in crate::cli) form: FormArgs,

    #[command(flatten)]
    pub(in crate::cli) state: StateArgs,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct RunArgs {
    #[command(flatten)]
    pub(in crate::cli) many: ManyArgs,

    /// Tag des Laufs, JJJJ-MM-TT oder TT.MM.JJJJ [sonst: heute]
    #[arg(long, value_name = "TAG", value_parser = parse_date, help_heading = "Optionen")]
    pub(in crate::cli) today: Option<NaiveDate>,

    /// Nur dieser Bericht, wie quartal oder quartal/2021-Q1
    #[arg(long, value_name = "BERICHT", value_parser = parse_name, help_heading = "Optionen")]
    pub(in crate::cli) only: Option<String>,

    /// Alles tun, auch den Satz, aber nichts schreiben
    #[arg(long, help_heading = "Optionen")]
    pub(in crate::cli) dry_run: bool,

    /// So viele Sekunden auf einen anderen Lauf warten [sonst: 60]
    #[arg(long, value_name = "SEKUNDEN", value_parser = parse_seconds, default_value = "60", hide_default_value = true, help_heading = "Optionen")]
    pub(in crate::cli) wait: Duration,

    /// Nichts sagen, wenn nichts zu tun war
    #[arg(long, help_heading = "Optionen")]
    pub(in crate::cli) quiet: bool,

    #[command(flatten)]
    pub(in crate::cli) form: FormArgs,

    #[command(flatten)]
    pub(in crate::cli) state: StateArgs,

    #[command(flatten)]
    pub(in crate::cli) tell: TellArgs,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct JournalArgs {
    /// Ordner mit den Daten der Körperschaft
    #[arg(value_name = "ARBEITSORDNER", value_parser = place(), default_value = ".", help_heading = "Argumente", hide_default_value = true)]
    pub(in crate::cli) workspace: PathBuf,

    /// Prüfen, ob das Laufbuch vollständig und unverändert ist und zu Ablage und Abschlüssen passt. Das zeigt Versehen und
    /// unbedachte Änderungen, nicht die eines Menschen, der alles neu schreibt
    #[arg(long, help_heading = "Optionen")]
    pub(in crate::cli) verify: bool,

    /// Form der Ausgabe: human (Text) oder jsonl (je Eintrag eine Zeile JSON)
    #[arg(
        long,
        value_name = "FORM",
        value_enum,
        default_value = "human",
        help_heading = "Optionen",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) format: JournalFormat,

    #[command(flatten)]
    pub(in crate::cli) state: StateArgs,
}

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("was").required(true)))]
pub(in crate::cli) struct DecideArgs {
    /// Bericht wie quartal/2021-Q1; mit --restore auch ein Zeitraum wie 2021-Q1
    #[arg(value_name = "BERICHT", value_parser = parse_name, help_heading = "Argumente")]
    pub(in crate::cli) what: Option<String>,

    /// Diesen Bericht nicht bauen
    #[arg(long, group = "was", help_heading = "Entscheidungen")]
    pub(in crate::cli) skip: bool,

    /// Diesen Bericht erst ab dem Tag hinter --until bauen
    #[arg(long, group = "was", requires = "until", help_heading = "Entscheidungen")]
    pub(in crate::cli) hold: bool,

    /// Tag zu --hold, JJJJ-MM-TT oder TT.MM.JJJJ
    #[arg(long, value_name = "TAG", value_parser = parse_date, requires = "hold", help_heading = "Entscheidungen")]
    pub(in crate::cli) until: Option<NaiveDate>,

    /// Diesen Bericht bauen, worauf er auch wartet
    #[arg(long, group = "was", help_heading = "Entscheidungen")]
    pub(in crate::cli) release: bool,

    /// Diesen Bericht aus der Ablage nehmen, solange der Zeitraum nicht abgeschlossen ist; er wird neu gebaut
    #[arg(long, group = "was", help_heading = "Entscheidungen")]
    pub(in crate::cli) withdraw: bool,

    /// Ein von Hand gebautes PDF als diesen Bericht ablegen, wenn die Daten dasselbe ergeben
    #[arg(long, value_name = "DATEI", value_parser = place(), group = "was", help_heading = "Entscheidungen")]
    pub(in crate::cli) adopt: Option<PathBuf>,

    /// Was aus der Ablage oder den Abschlüssen verschwunden ist, wieder schreiben, wenn es Byte für Byte dasselbe wird
    #[arg(long, group = "was", help_heading = "Entscheidungen")]
    pub(in crate::cli) restore: bool,

    /// Das Laufbuch weiterführen, obwohl der Eintrag dieser Nummer fehlt oder verändert ist
    #[arg(long, value_name = "NUMMER", group = "was", conflicts_with = "what", help_heading = "Entscheidungen")]
    pub(in crate::cli) accept_break: Option<NonZeroU64>,

    /// Das Laufbuch weiterführen, obwohl seine letzten Einträge fehlen oder ein Lauf mit falscher Uhr darin steht
    #[arg(long, group = "was", conflicts_with = "what", help_heading = "Entscheidungen")]
    pub(in crate::cli) restart: bool,

    /// Laufbuch und Ablage weiterführen, obwohl sie einer Körperschaft dieses Namens gehören: So hieß sie früher
    #[arg(long, value_name = "NAME", value_parser = parse_text, group = "was", conflicts_with = "what", help_heading = "Entscheidungen")]
    pub(in crate::cli) renamed_from: Option<String>,

    /// Warum so entschieden wird
    #[arg(long, value_name = "GRUND", value_parser = parse_text, help_heading = "Optionen")]
    pub(in crate::cli) reason: String,

    /// Wer entscheidet: Name oder Dienststelle
    #[arg(long, value_name = "NAME", value_parser = parse_text, help_heading = "Optionen")]
    pub(in crate::cli) name: String,

    /// Tag der Entscheidung, JJJJ-MM-TT oder TT.MM.JJJJ [sonst: heute]
    #[arg(long, value_name = "TAG", value_parser = parse_date, help_heading = "Optionen")]
    pub(in crate::cli) today: Option<NaiveDate>,

    /// Ordner mit den Daten der Körperschaft [sonst: der Ordner, in dem Sie sind]
    #[arg(
        long,
        value_name = "ARBEITSORDNER",
        value_parser = place(),
        default_value = ".",
        hide_default_value = true,
        help_heading = "Optionen"
    )]
    pub(in crate::cli) workspace: PathBuf,

    #[command(flatten)]
    pub(in crate::cli) state: StateArgs,
}

/// The form of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum JournalFormat {
    /// For people.
    Human,
    /// Entry by entry, for programs.
    Jsonl,
}
