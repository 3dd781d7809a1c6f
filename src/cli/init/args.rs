//! Arguments of `init`; their German texts are the help.

use std::path::PathBuf;

use crate::cli::values::{parse_fachbereich, parse_format, parse_own_name, parse_stelle, place};
use crate::tabular::{self, Stelle};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct InitArgs {
    /// Neuer oder leerer Ordner
    #[arg(value_name = "ORDNER", value_parser = place(), help_heading = "Argumente")]
    pub(in crate::cli) folder: PathBuf,

    /// Format der Tabellen: xlsx, json oder csv [sonst: xlsx]
    #[arg(
        long,
        value_name = "FORMAT",
        value_parser = parse_format,
        default_value = "xlsx",
        hide_default_value = true,
        help_heading = "Optionen"
    )]
    pub(in crate::cli) format: tabular::Format,

    /// Name der Körperschaft wie auf dem Deckblatt: „Stadt Neuhof“ [sonst: gefragt, oder der des Beispiels]
    #[arg(long, value_name = "NAME", value_parser = parse_own_name, help_heading = "Optionen")]
    pub(in crate::cli) name: Option<String>,

    /// Derselbe Name im Genitiv: „der Stadt Neuhof“ [sonst: aus dem Namen abgeleitet]
    #[arg(long, value_name = "GENITIV", value_parser = parse_own_name, requires = "name", help_heading = "Optionen")]
    pub(in crate::cli) genitiv: Option<String>,

    /// Ein Dezernat als „Dez. 1: Verwaltung und Finanzen“; mehrfach möglich
    #[arg(long, value_name = "KENNUNG: NAME", value_parser = parse_stelle, requires = "fachbereich", help_heading = "Optionen")]
    pub(in crate::cli) dezernat: Vec<Stelle>,

    /// Ein Fachbereich mit seinem Dezernat als „Dez. 1 / FB 20: Kämmerei“; mehrfach möglich
    #[arg(long, value_name = "DEZERNAT / KENNUNG: NAME", value_parser = parse_fachbereich, requires = "dezernat", help_heading = "Optionen")]
    pub(in crate::cli) fachbereich: Vec<Stelle>,
}
