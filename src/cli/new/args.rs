//! Arguments of `new`; their German texts are the help.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Subcommand;

use crate::cli::HELP;
use crate::cli::values::{parse_date, parse_name, parse_period, parse_text, parse_turnus, place};
use crate::model::{Turnus, Zeitraum};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct NewArgs {
    /// Which paper.
    #[command(subcommand)]
    pub(in crate::cli) paper: NewPaper,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum NewPaper {
    /// Legt eine Vorlage an: was aus ihren Projekten folgt, ist ausgefüllt
    #[command(help_template = HELP, override_usage = "ratsbericht new vorlage <NAME> [ARBEITSORDNER] [--projekt KENNUNG]… [OPTIONEN]")]
    Vorlage(NewVorlage),
    /// Legt einen Bericht an
    #[command(help_template = HELP, override_usage = "ratsbericht new bericht <NAME> [ARBEITSORDNER] --auswahl <KENNUNG> [OPTIONEN]")]
    Bericht(NewBericht),
}

/// What is said of every new paper.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct NewCommon {
    /// Name des Papiers; so heißt auch sein Ordner: Kleinbuchstaben, Ziffern und Bindestriche
    #[arg(value_name = "NAME", value_parser = parse_name, help_heading = "Argumente")]
    pub(in crate::cli) name: String,

    /// Ordner mit den Daten der Körperschaft
    #[arg(value_name = "ARBEITSORDNER", value_parser = place(), default_value = ".", help_heading = "Argumente", hide_default_value = true)]
    pub(in crate::cli) workspace: PathBuf,

    /// Datum des Papiers, JJJJ-MM-TT oder TT.MM.JJJJ [sonst: heute]
    #[arg(long, value_name = "TAG", value_parser = parse_date, help_heading = "Optionen")]
    pub(in crate::cli) today: Option<NaiveDate>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct NewVorlage {
    #[command(flatten)]
    pub(in crate::cli) common: NewCommon,

    /// Kennung eines Projekts, um das es geht; mehrfach möglich, das erste ist federführend
    #[arg(long, value_name = "KENNUNG", value_parser = parse_name, help_heading = "Optionen")]
    pub(in crate::cli) projekt: Vec<String>,

    /// Vorlage-Nr [sonst: die nächste ihrer Dienststelle, oder eine mit X, die noch einzutragen ist]
    #[arg(long, value_name = "NUMMER", value_parser = parse_text, help_heading = "Optionen")]
    pub(in crate::cli) nummer: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct NewBericht {
    #[command(flatten)]
    pub(in crate::cli) common: NewCommon,

    /// Kennung der Auswahl: welche Projekte der Bericht zählt
    #[arg(long, value_name = "KENNUNG", value_parser = parse_name, help_heading = "Optionen")]
    pub(in crate::cli) auswahl: String,

    /// Für eine Reihe: quartal, halbjahr oder jahr
    #[arg(long, value_name = "TURNUS", value_parser = parse_turnus, help_heading = "Optionen")]
    pub(in crate::cli) turnus: Option<Turnus>,

    /// Zeitraum eines einzelnen Berichts, wie 2020, 2020-H1 oder 2020-Q4 [sonst: das letzte Quartal]
    #[arg(long, value_name = "ZEITRAUM", value_parser = parse_period, conflicts_with = "turnus", help_heading = "Optionen")]
    pub(in crate::cli) period: Option<Zeitraum>,
}
