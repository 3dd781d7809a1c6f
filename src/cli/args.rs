//! Arguments; their German texts are the help.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};

use super::HELP;
use super::close::args::CloseArgs;
use super::init::args::InitArgs;
use super::inspect::args::InspectArgs;
use super::new::args::NewArgs;
use super::schedule::args::{DecideArgs, DueArgs, FormArgs, JournalArgs, RunArgs};
use super::values::{parse_date, parse_format, parse_name, parse_period, place};
use crate::model::Zeitraum;
use crate::tabular;
use crate::typeset::apart;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "ratsbericht",
    version,
    about = "Vorlagen und Sachstandsberichte aus den Daten einer Stadtverwaltung, geprüft, berechnet, als barrierefreies PDF/A",
    help_template = HELP,
    subcommand_value_name = "BEFEHL",
    subcommand_help_heading = "Befehle",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    override_usage = "ratsbericht <BEFEHL> [ARBEITSORDNER] [OPTIONEN]"
)]
pub(super) struct Args {
    /// What to do; without it the program says how to begin.
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    /// Hilfe anzeigen
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help_heading = "Optionen")]
    help: Option<bool>,

    /// Fassung des Programms anzeigen
    #[arg(short = 'V', visible_short_alias = 'v', long, action = clap::ArgAction::Version, help_heading = "Optionen")]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Prüft die Daten und setzt die Papiere als PDF
    #[command(help_template = HELP, override_usage = "ratsbericht build [ARBEITSORDNER] [OPTIONEN]")]
    Build(BuildArgs),
    /// Prüft die Daten, ohne Papiere zu setzen
    #[command(help_template = HELP, override_usage = "ratsbericht check [ARBEITSORDNER] [OPTIONEN]")]
    Check(CheckArgs),
    /// Zeigt die berechneten Zahlen mit Definition und Herkunft
    #[command(help_template = HELP, override_usage = "ratsbericht figures [ARBEITSORDNER] [OPTIONEN]")]
    Figures(FiguresArgs),
    /// Erklärt eine Kennzahl oder eine Regel: woraus die Zahl folgt, worauf die Regel beruht
    #[command(help_template = HELP, override_usage = "ratsbericht explain [BEGRIFF] [ARBEITSORDNER] [OPTIONEN]")]
    Explain(ExplainArgs),
    /// Legt einen Arbeitsordner mit einem Beispiel an
    #[command(help_template = HELP, override_usage = "ratsbericht init <ORDNER> [OPTIONEN]")]
    Init(InitArgs),
    /// Legt eine Vorlage oder einen Bericht an und füllt aus, was die Daten wissen
    #[command(
        help_template = HELP,
        override_usage = "ratsbericht new <vorlage|bericht> <NAME> [ARBEITSORDNER] [OPTIONEN]",
        subcommand_value_name = "PAPIER",
        subcommand_help_heading = "Papiere",
        disable_help_subcommand = true
    )]
    New(NewArgs),
    /// Schreibt einen Arbeitsordner mit Tabellen in einem anderen Format
    #[command(
        help_template = HELP,
        override_usage = "ratsbericht convert [ARBEITSORDNER] --to <FORMAT> --out <NEUER_ORDNER>"
    )]
    Convert(ConvertArgs),
    /// Prüft, ob ein veröffentlichtes PDF das ist, was seine Daten ergeben haben
    #[command(help_template = HELP, override_usage = "ratsbericht verify <DATEI.pdf> [OPTIONEN]")]
    Verify(VerifyArgs),
    /// Veröffentlicht freigegebene Papiere: ein Paket je Papier für das Ratsinformationssystem, und alles Öffentliche für einen Webserver
    #[command(help_template = HELP, override_usage = "ratsbericht publish [ARBEITSORDNER] --out <ORDNER> [OPTIONEN]")]
    Publish(PublishArgs),
    /// Vergleicht eine veröffentlichte Seite oder eine Word-Datei mit dem Papier: andere Buchstaben, Zahlen, Häkchen und Sätze
    #[command(help_template = HELP, override_usage = "ratsbericht compare <DATEI> [ARBEITSORDNER] --only <NAME> [OPTIONEN]")]
    Compare(CompareArgs),
    /// Prüft einen OParl-Baum auf einem Server oder in einem Ordner, wer auch immer ihn geschrieben hat
    #[command(help_template = HELP, override_usage = "ratsbericht inspect oparl <URL-ODER-ORDNER> [OPTIONEN]")]
    Inspect(InspectArgs),
    /// Hält fest, was die Berichte zu einem Zeitraum sagen; spätere Berichte vergleichen damit
    #[command(help_template = HELP, override_usage = "ratsbericht close ZEITRAUM [ARBEITSORDNER] [OPTIONEN]")]
    Close(CloseArgs),
    /// Schreibt vor einem Bericht je Fachbereich einen Meldebogen und eine Arbeitsmappe zum Ausfüllen
    #[command(help_template = HELP, override_usage = "ratsbericht circulate [ARBEITSORDNER] --out <NEUER_ORDNER> [OPTIONEN]")]
    Circulate(CirculateArgs),
    /// Übernimmt ausgefüllte Arbeitsmappen von „circulate“ als neue Zeilen in die Tabellen
    #[command(help_template = HELP, override_usage = "ratsbericht collect [ARBEITSORDNER] <DATEI>… [OPTIONEN]")]
    Collect(CollectArgs),
    /// Erneuert Auswahllisten, Notizen und fehlende Spalten der Arbeitsmappen; alles andere darin bleibt
    #[command(help_template = HELP, override_usage = "ratsbericht refresh [ARBEITSORDNER]")]
    Refresh(RefreshArgs),
    /// Zeigt, welche Berichte verlangt sind und wie es um sie steht
    #[command(help_template = HELP, override_usage = "ratsbericht due [ARBEITSORDNER…] [OPTIONEN]")]
    Due(DueArgs),
    /// Baut verlangte Berichte, legt sie ab und schließt Zeiträume ab, jeden genau einmal
    #[command(help_template = HELP, override_usage = "ratsbericht run [ARBEITSORDNER…] [OPTIONEN]")]
    Run(RunArgs),
    /// Zeigt und prüft das Laufbuch: was wann gebaut, abgeschlossen und entschieden wurde
    #[command(help_template = HELP, override_usage = "ratsbericht journal [ARBEITSORDNER] [OPTIONEN]")]
    Journal(JournalArgs),
    /// Hält fest, was Menschen über einen verlangten Bericht entscheiden
    #[command(help_template = HELP, override_usage = "ratsbericht decide BERICHT/ZEITRAUM --reason <GRUND> --name <NAME> [OPTIONEN]")]
    Decide(DecideArgs),
    /// Zeigt die eingebauten Druckvorlagen oder kopiert sie in den Arbeitsordner, wo sie sich ändern lassen
    #[command(
        help_template = HELP,
        override_usage = "ratsbericht template <list|export> [NAME…] [--all] [--workspace ARBEITSORDNER]"
    )]
    Template(TemplateArgs),
    /// Zeigt das JSON-Schema einer Tabelle, einer Vorlage, eines Berichts oder der Einstellungen
    #[command(help_template = HELP, override_usage = "ratsbericht schema [NAME] [--workspace ARBEITSORDNER]")]
    Schema(SchemaArgs),
    /// Setzt ein Papier für einen anderen Prozess dieses Programms
    #[command(name = apart::COMMAND, hide = true)]
    WorkApart,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(super) struct Common {
    /// Ordner mit den Daten der Körperschaft
    #[arg(value_name = "ARBEITSORDNER", value_parser = place(), default_value = ".", help_heading = "Argumente", hide_default_value = true)]
    pub(super) workspace: PathBuf,

    /// Nur dieses Papier: Name seines Ordners oder Vorlage-Nr; mehrfach möglich
    #[arg(long, value_name = "NAME", value_parser = parse_name, help_heading = "Optionen")]
    pub(super) only: Vec<String>,

    /// Tag des Ausdrucks, JJJJ-MM-TT oder TT.MM.JJJJ [sonst: heute]
    #[arg(long, value_name = "TAG", value_parser = parse_date, help_heading = "Optionen")]
    pub(super) today: Option<NaiveDate>,

    /// Nur die Berichte zu diesem Zeitraum, wie 2020, 2020-H1 oder 2020-Q4; mehrfach möglich
    #[arg(long, value_name = "ZEITRAUM", value_parser = parse_period, help_heading = "Optionen")]
    pub(super) period: Vec<Zeitraum>,
}

#[derive(Debug, clap::Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub(super) common: Common,

    /// Ordner für die Ausgabe; er wird im Ganzen ersetzt [sonst: ausgabe]
    #[arg(
        long,
        value_name = "ORDNER",
        value_parser = place(),
        default_value = "ausgabe",
        hide_default_value = true,
        help_heading = "Optionen"
    )]
    pub(super) out: PathBuf,

    /// Zu jedem Papier auch eine Webseite schreiben, wie mit der Einstellung „ausgabe.html“
    #[arg(long, help_heading = "Optionen")]
    pub(super) html: bool,

    /// Zahl der Papiere, die gleichzeitig gesetzt werden [sonst: Zahl der Prozessorkerne]
    #[arg(long, value_name = "ZAHL", help_heading = "Optionen")]
    pub(super) jobs: Option<NonZeroUsize>,

    /// Zu jedem Papier auch seinen Text schreiben, zu einer Vorlage auch die Abschnitte für das Ratsinformationssystem
    #[arg(long, help_heading = "Optionen")]
    pub(super) text: bool,

    /// Zu jedem Papier auch eine Word-Datei schreiben, in der sich weiterarbeiten lässt; gültig bleibt das PDF
    #[arg(long, help_heading = "Optionen")]
    pub(super) docx: bool,

    /// Die öffentlichen Fassungen bauen: ohne nichtöffentliche Papiere, Abschnitte, Absätze und Anlagen
    #[arg(long, help_heading = "Optionen")]
    pub(super) oeffentlich: bool,

    /// Alle Papiere neu setzen, auch unveränderte
    #[arg(long, help_heading = "Optionen")]
    pub(super) force: bool,

    /// Nach jedem Speichern im Arbeitsordner neu bauen, bis Strg-C beendet
    #[arg(long, conflicts_with = "force", help_heading = "Optionen")]
    pub(super) watch: bool,

    /// Papiere ohne Fehler auch dann setzen, wenn andere Fehler haben
    #[arg(long, help_heading = "Optionen")]
    pub(super) keep_going: bool,

    /// Bericht zu einem abgeschlossenen Zeitraum neu bauen; der Grund steht auf dem Papier
    #[arg(long, value_name = "GRUND", help_heading = "Optionen")]
    pub(super) new_version: Option<String>,

    /// Zeiten der einzelnen Schritte anzeigen
    #[arg(long, help_heading = "Optionen")]
    pub(super) timings: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct PublishArgs {
    #[command(flatten)]
    pub(super) common: Common,

    /// Ordner für alles, was veröffentlicht ist; was darin ist, bleibt
    #[arg(long, value_name = "ORDNER", value_parser = place(), help_heading = "Optionen")]
    pub(super) out: PathBuf,

    /// Papiere, die seit ihrer Veröffentlichung anders geworden sind, in neuer Fassung veröffentlichen; der Grund steht dabei
    #[arg(long, value_name = "GRUND", help_heading = "Optionen")]
    pub(super) new_version: Option<String>,

    /// Jedes Paket auch als eine Datei schreiben
    #[arg(long, help_heading = "Optionen")]
    pub(super) zip: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) common: Common,

    /// Form der Ausgabe: human (Text), json oder sarif (für Prüfdienste und Editoren)
    #[arg(
        long,
        value_name = "FORM",
        value_enum,
        default_value = "human",
        help_heading = "Optionen",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: FindingFormat,

    /// Prüfbericht für Menschen ohne Terminal in diese HTML-Datei schreiben
    #[arg(long, value_name = "DATEI", value_parser = place(), help_heading = "Optionen")]
    pub(super) report: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// ID einer Kennzahl wie kennzahlen.laufend, ein Wort aus ihrem Titel, eine gedruckte Zahl wie 57, der Name einer
    /// Rechenregel wie F3, oder Code einer Prüfregel wie RB204 [sonst: alle Codes aufführen]
    #[arg(value_name = "BEGRIFF", value_parser = parse_name, help_heading = "Argumente")]
    pub(super) begriff: Option<String>,

    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    /// Seite, wie sie der Browser aus dem Ratsinformationssystem speichert (HTML), ihr Text, oder eine Word-Datei (.docx)
    #[arg(value_name = "DATEI", value_parser = place(), help_heading = "Argumente")]
    pub(super) file: PathBuf,

    #[command(flatten)]
    pub(super) common: Common,

    #[command(flatten)]
    pub(super) form: FormArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct FiguresArgs {
    #[command(flatten)]
    pub(super) common: Common,

    /// Nur die IDs mit Titel, Einheit und Definition
    #[arg(long, conflicts_with = "format", help_heading = "Optionen")]
    pub(super) list: bool,

    /// Form der Ausgabe: human (Text), json oder csv
    #[arg(
        long,
        value_name = "FORM",
        value_enum,
        default_value = "human",
        help_heading = "Optionen",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: FigureFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct CirculateArgs {
    /// Ordner mit den Daten der Körperschaft
    #[arg(value_name = "ARBEITSORDNER", value_parser = place(), default_value = ".", help_heading = "Argumente", hide_default_value = true)]
    pub(super) workspace: PathBuf,

    /// Bericht, für den gemeldet wird: Name seines Ordners [sonst: der einzige, oder der einzige mit Turnus]
    #[arg(long = "only", alias = "report", value_name = "NAME", value_parser = parse_name, help_heading = "Optionen")]
    pub(super) report: Option<String>,

    /// Zeitraum, über den berichtet wird, wie 2020, 2020-H1 oder 2020-Q4 [sonst: der des nächsten fälligen Berichts]
    #[arg(long, value_name = "ZEITRAUM", value_parser = parse_period, help_heading = "Optionen")]
    pub(super) period: Option<Zeitraum>,

    /// Tag des Umlaufs, JJJJ-MM-TT oder TT.MM.JJJJ [sonst: heute]
    #[arg(long, value_name = "TAG", value_parser = parse_date, help_heading = "Optionen")]
    pub(super) today: Option<NaiveDate>,

    /// Neuer oder leerer Ordner
    #[arg(long, value_name = "NEUER_ORDNER", value_parser = place(), help_heading = "Optionen")]
    pub(super) out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct CollectArgs {
    /// Ordner mit den Daten der Körperschaft [sonst: der Ordner, in dem Sie sind], dahinter die ausgefüllten Dateien: .xlsx,
    /// .ods, oder ein Blatt als .csv
    #[arg(value_name = "DATEI", value_parser = place(), required = true, help_heading = "Argumente")]
    pub(super) places: Vec<PathBuf>,

    /// Tag der Erfassung, JJJJ-MM-TT oder TT.MM.JJJJ [sonst: heute]
    #[arg(long, value_name = "TAG", value_parser = parse_date, help_heading = "Optionen")]
    pub(super) today: Option<NaiveDate>,
}

#[derive(Debug, clap::Args)]
pub(super) struct RefreshArgs {
    /// Ordner mit den Daten der Körperschaft
    #[arg(value_name = "ARBEITSORDNER", value_parser = place(), default_value = ".", help_heading = "Argumente", hide_default_value = true)]
    pub(super) workspace: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct ConvertArgs {
    /// Ordner mit den Daten der Körperschaft
    #[arg(value_name = "ARBEITSORDNER", value_parser = place(), default_value = ".", help_heading = "Argumente", hide_default_value = true)]
    pub(super) workspace: PathBuf,

    /// Format, in dem die Tabellen geschrieben werden: xlsx, json oder csv
    #[arg(long, value_name = "FORMAT", value_parser = parse_format, help_heading = "Optionen")]
    pub(super) to: tabular::Format,

    /// Neuer oder leerer Ordner; der Arbeitsordner bleibt, wie er ist
    #[arg(long, value_name = "NEUER_ORDNER", value_parser = place(), help_heading = "Optionen")]
    pub(super) out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct TemplateArgs {
    /// list (zeigen) oder export (kopieren)
    #[arg(value_name = "AUFTRAG", value_enum, help_heading = "Argumente", hide_possible_values = true)]
    pub(super) action: TemplateAction,

    /// Namen der Druckvorlagen wie lib/deckblatt.typ; nur bei export
    #[arg(value_name = "NAME", value_parser = parse_name, help_heading = "Argumente")]
    pub(super) names: Vec<String>,

    /// Alle Druckvorlagen kopieren
    #[arg(long, help_heading = "Optionen")]
    pub(super) all: bool,

    /// Ordner mit den Daten der Körperschaft [sonst: der Ordner, in dem Sie sind]
    #[arg(
        long,
        value_name = "ARBEITSORDNER",
        value_parser = place(),
        default_value = ".",
        hide_default_value = true,
        help_heading = "Optionen"
    )]
    pub(super) workspace: PathBuf,
}

/// What to do with the templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TemplateAction {
    /// Name them.
    List,
    /// Copy them.
    Export,
}

#[derive(Debug, clap::Args)]
pub(super) struct SchemaArgs {
    /// Name der Tabelle, oder vorlage, bericht, ratsbericht; ohne Angabe erscheint die Liste der Namen
    #[arg(value_name = "NAME", value_parser = parse_name, help_heading = "Argumente")]
    pub(super) name: Option<String>,

    /// Ordner mit den Daten der Körperschaft: Vorlagen mit ihren Nummern, Arten und Zuständigkeiten beschreiben
    #[arg(long, value_name = "ARBEITSORDNER", value_parser = place(), help_heading = "Optionen")]
    pub(super) workspace: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct VerifyArgs {
    /// PDF, das ratsbericht gebaut hat
    #[arg(value_name = "DATEI", value_parser = place(), help_heading = "Argumente")]
    pub(super) file: PathBuf,

    /// Ordner mit den Daten der Körperschaft: Auch sie mit dem Papier vergleichen
    #[arg(long, value_name = "ARBEITSORDNER", value_parser = place(), help_heading = "Optionen")]
    pub(super) workspace: Option<PathBuf>,

    #[command(flatten)]
    pub(super) form: FormArgs,
}

/// The form of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// For build servers and editors.
    Sarif,
}

/// The form of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FigureFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}
