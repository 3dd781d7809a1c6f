//! Arguments; their German texts are the help.

use std::num::NonZeroUsize;

use clap::ValueEnum;

use crate::cli::schedule::args::FormArgs;
use crate::cli::values::parse_text;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct InspectArgs {
    /// Was geprüft wird: oparl
    #[arg(value_name = "WAS", value_enum, help_heading = "Argumente", hide_possible_values = true)]
    pub(super) what: Subject,

    /// Adresse des System-Objekts, oder ein Ordner, in dem der Baum liegt
    #[arg(value_name = "URL-ODER-ORDNER", value_parser = parse_text, help_heading = "Argumente")]
    pub(super) place: String,

    /// Adresse, mit der alle Adressen des Baums beginnen [sonst: bei einer URL ihr Server, bei einem Ordner aus dem System-Objekt]
    #[arg(long, value_name = "URL", value_parser = parse_text, help_heading = "Optionen")]
    pub(super) basis_url: Option<String>,

    /// So viele Adressen werden höchstens angesehen [sonst: 2000]
    #[arg(long, value_name = "ZAHL", default_value = "2000", hide_default_value = true, help_heading = "Optionen")]
    pub(super) hoechstens: NonZeroUsize,

    #[command(flatten)]
    pub(super) form: FormArgs,
}

/// What is inspected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Subject {
    /// A tree of OParl.
    Oparl,
}
