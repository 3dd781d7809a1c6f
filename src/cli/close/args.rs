//! Arguments of `close`; their German texts are the help.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::cli::values::{parse_date, parse_period, parse_text, place};
use crate::model::Zeitraum;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct CloseArgs {
    /// Zeitraum wie 2020, 2020-H1 oder 2020-Q4
    #[arg(value_name = "ZEITRAUM", value_parser = parse_period, help_heading = "Argumente")]
    pub(in crate::cli) zeitraum: Zeitraum,

    /// Ordner mit den Daten der Körperschaft
    #[arg(value_name = "ARBEITSORDNER", value_parser = place(), default_value = ".", help_heading = "Argumente", hide_default_value = true)]
    pub(in crate::cli) workspace: PathBuf,

    /// Tag des Abschlusses, JJJJ-MM-TT oder TT.MM.JJJJ [sonst: heute]
    #[arg(long, value_name = "TAG", value_parser = parse_date, help_heading = "Optionen")]
    pub(in crate::cli) today: Option<NaiveDate>,

    /// Einen Abschluss zurücknehmen, der ein Versehen war
    #[arg(long, requires = "reason", help_heading = "Optionen")]
    pub(in crate::cli) undo: bool,

    /// Warum er zurückgenommen wird
    #[arg(long, value_name = "GRUND", value_parser = parse_text, requires = "undo", help_heading = "Optionen")]
    pub(in crate::cli) reason: Option<String>,
}
