//! What can go wrong on the way from a workspace to finished papers, in the words of the user.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::drafting::NotDrafted;
use crate::finding::Finding;
use crate::model::{Zeitraum, day};
use crate::publish::PublishError;
use crate::source::{quoted, words};
use crate::tabular::{Unappendable, Unwritable};
use crate::text::TemplateFault;
use crate::typeset::TypesetError;

/// Why the way ended early; findings are no such reason, unless somebody wants what they forbid.
#[derive(Debug)]
pub enum PipelineError {
    /// The engine does not start, which is a fault of the program.
    Engine(TypesetError),
    /// The period ends before the first day that is recorded of any project.
    NoData(Zeitraum),
    /// There is no such folder.
    NoWorkspace {
        /// Its path.
        folder: PathBuf,
        /// What may be meant.
        near: Option<String>,
    },
    /// The folder cannot be read.
    Unreadable {
        /// The folder.
        folder: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// No paper has this name or number.
    NoPaper {
        /// What was asked for.
        name: String,
        /// What was probably meant, as a sentence.
        near: String,
    },
    /// A public edition is wanted of a paper that is nichtöffentlich.
    NotPublic(String),
    /// A report on a period that is to be closed is a draft.
    Draft(String),
    /// No report is about this period.
    NoReport(Zeitraum),
    /// Several reports could be meant, or there is none with a period and a day.
    WhichReport(Vec<String>),
    /// A new paper is not made.
    NotDrafted(NotDrafted),
    /// Rows cannot be appended to the file of a table, or a workbook cannot be renewed.
    Append(Unappendable),
    /// A workbook cannot be made.
    Workbook(Unwritable),
    /// The period has not ended.
    NotEnded {
        /// The period.
        zeitraum: Zeitraum,
        /// The day of the run.
        today: NaiveDate,
    },
    /// Findings of severity error forbid it.
    Faulty,
    /// Nobody knows what is owed or where it is filed; the findings, each in a line.
    Unplanned(Vec<String>),
    /// A report on a closed period would be built over.
    Closed {
        /// The report.
        titel: String,
        /// The period.
        zeitraum: Zeitraum,
    },
    /// A new version is wanted, and no paper needs one.
    NothingClosed,
    /// The reason of a new version is empty or holds a character that no paper can print.
    NoReason(Option<char>),
    /// A report on a period that is to be closed is dated later than today.
    NotYet {
        /// The report.
        titel: String,
        /// Its date, or the later one up to which its data count.
        datum: NaiveDate,
        /// The day of the run.
        today: NaiveDate,
        /// The period.
        zeitraum: Zeitraum,
    },
    /// A closed period would hold more than can be read again.
    TooLarge,
    /// A closed period could not be written as JSON, which is a fault of the program.
    Unwritable,
    /// Papers say something else than what was published under their numbers; each by what it is called.
    Republished(Vec<String>),
    /// What was published has ids that begin with another address.
    OtherAddress {
        /// That address.
        before: String,
        /// The one of the workspace; empty where it has none.
        now: String,
    },
    /// What was published is no longer as it was written, and cannot be made once more: a file, or a package.
    Damaged(String),
    /// The file of this name that says what was published is none of this program's.
    StateUnreadable(&'static str),
    /// Papers cannot be set.
    Unset(Vec<Unset>),
    /// A paper cannot be written.
    Unwritten(PublishError),
    /// The template of the Prüfbericht fails.
    Report {
        /// How.
        fault: TemplateFault,
        /// The same as a finding, where the template is the workspace's own.
        findings: Vec<Finding>,
    },
}

/// A paper that cannot be set: `„Titel“ lässt sich nicht setzen.`, and the engine's messages where no finding says them.
#[derive(Debug)]
pub struct Unset {
    /// The Vorlage-Nr or the title.
    pub bezeichnung: String,
    /// The engine's messages; empty where all that is known lies in templates of the workspace.
    pub messages: Vec<String>,
    /// What lies in templates of the workspace, at its place.
    pub findings: Vec<Finding>,
}

impl From<PublishError> for PipelineError {
    fn from(error: PublishError) -> Self {
        Self::Unwritten(error)
    }
}

impl From<NotDrafted> for PipelineError {
    fn from(why: NotDrafted) -> Self {
        Self::NotDrafted(why)
    }
}

impl fmt::Display for PipelineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tag = |date: &NaiveDate| day(*date);
        match self {
            Self::Engine(error) => error.fmt(f),
            Self::NoWorkspace { folder, near } => no_workspace(f, folder, near.as_deref()),
            Self::Unreadable { folder, error } => {
                write!(f, "Der Arbeitsordner „{}“ lässt sich nicht lesen: {}", folder.display(), words(error))
            }
            Self::NoPaper { name, near } => write!(f, "Das Papier „{name}“ gibt es nicht. {near}"),
            Self::NotPublic(name) => write!(f, "Das Papier „{name}“ ist nichtöffentlich und hat keine öffentliche Fassung."),
            Self::NoReport(zeitraum) => no_report(f, *zeitraum),
            Self::NoData(zeitraum) => no_data(f, *zeitraum),
            Self::Draft(titel) => write!(f, "Der Bericht {} ist ein Entwurf; abgeschlossen wird kein Entwurf.", quoted(titel)),
            Self::WhichReport(names) => which_report(f, names),
            Self::NotDrafted(why) => why.fmt(f),
            Self::Append(error) => write!(f, "{error} Es wurde nichts geschrieben."),
            Self::Workbook(error) => error.fmt(f),
            Self::NotEnded { zeitraum, today } => write!(
                f,
                "Der Zeitraum {} endet am {}; heute ist der {}. Ein Bericht darüber ließe sich nicht von einem echten \
                 unterscheiden.",
                zeitraum.kennung(),
                tag(&zeitraum.ende),
                tag(today)
            ),
            Self::Faulty => f.write_str("Der Arbeitsordner hat Fehler."),
            Self::Unplanned(lines) => f.write_str(&lines.join(" ")),
            Self::Closed { titel, zeitraum } => write!(
                f,
                "Der Bericht {} bleibt, wie er ist: Der Zeitraum {} ist abgeschlossen. Was sich seither geändert hat, zeigt der \
                 nächste Bericht unter „Korrigierte Werte“. Soll dieser trotzdem neu gebaut werden, nennen Sie den Grund: \
                 --new-version \"GRUND\"; er steht dann auf dem Papier. Es wurde nichts geschrieben.",
                quoted(titel),
                zeitraum.kennung()
            ),
            Self::Republished(_) | Self::OtherAddress { .. } | Self::StateUnreadable(_) | Self::Damaged(_) => unpublished(f, self),
            Self::NothingClosed => f.write_str(
                "Zu keinem der Papiere gibt es einen Abschluss; sie lassen sich ohne --new-version bauen. Es wurde nichts \
                 geschrieben.",
            ),
            Self::NoReason(None) => f.write_str(
                "Bei --new-version fehlt der Grund, zum Beispiel: --new-version \"Ende von P-007 berichtigt\".",
            ),
            Self::NoReason(Some(c)) => write!(
                f,
                "Der Grund bei --new-version enthält ein Zeichen, das sich nicht drucken lässt (U+{:04X}). Schreiben Sie ihn in \
                 einer Zeile und ohne dieses Zeichen.",
                u32::from(*c)
            ),
            Self::NotYet { titel, datum, today, zeitraum } => write!(
                f,
                "Der Bericht {} trägt das Datum {}; heute ist der {}. Abschließen lässt sich der Zeitraum {} ab jenem Tag.",
                quoted(titel),
                tag(datum),
                tag(today),
                zeitraum.kennung()
            ),
            Self::TooLarge => f.write_str(
                "Der Abschluss hätte mehr Projekte oder Datensätze, als ein späterer Bericht lesen kann. Teilen Sie die \
                 Auswahl des Berichts. Es wurde nichts abgeschlossen.",
            ),
            Self::Unwritable => f.write_str("Der Abschluss lässt sich nicht schreiben."),
            Self::Unset(papers) => {
                let papers: Vec<String> = papers.iter().map(|paper| quoted(&paper.bezeichnung)).collect();
                write!(f, "Nicht setzen lassen sich: {}.", papers.join(", "))
            }
            Self::Unwritten(error) => error.fmt(f),
            Self::Report { fault, .. } => write!(f, "Der Prüfbericht lässt sich nicht setzen: {}", fault.was),
        }
    }
}

fn no_data(f: &mut fmt::Formatter<'_>, zeitraum: Zeitraum) -> fmt::Result {
    write!(
        f,
        "Der Zeitraum {} endet vor dem ersten Tag, der zu einem Projekt erfasst ist; abzuschließen gibt es nichts. Prüfen Sie den \
         Zeitraum.",
        zeitraum.kennung()
    )
}

fn no_workspace(f: &mut fmt::Formatter<'_>, folder: &Path, near: Option<&str>) -> fmt::Result {
    let near = near.map(|near| format!(" {near}")).unwrap_or_default();
    write!(f, "Den Arbeitsordner „{}“ gibt es nicht.{near}", folder.display())
}

/// Why nothing is published.
fn unpublished(f: &mut fmt::Formatter<'_>, error: &PipelineError) -> fmt::Result {
    match error {
        PipelineError::Republished(papers) => write!(
            f,
            "Seit der Veröffentlichung ist anders geworden: {}. Was unter einer Nummer veröffentlicht ist, bleibt. Soll die neue \
             Fassung an seine Stelle treten, nennen Sie mit --only diese Papiere und den Grund: --new-version \"GRUND\"; eine \
             Neufassung mit eigener Nummer ist ein eigenes Papier mit einem eigenen Ordner. Mit --only lassen sich auch die übrigen Papiere allein \
             veröffentlichen und zurückziehen.",
            papers.join(", ")
        ),
        PipelineError::OtherAddress { before, now } => write!(
            f,
            "Die Einstellung „veroeffentlichung.basis_url“ ist {}; veröffentlicht ist bisher unter {}. Mit der Adresse würden sich \
             alle Kennungen ändern, auf die andere verweisen. Stellen Sie sie zurück, oder veröffentlichen Sie mit --out in einen neuen \
             Ordner.",
            if now.is_empty() { "nicht mehr angegeben".into() } else { quoted(now) },
            quoted(before)
        ),
        PipelineError::Damaged(path) => write!(
            f,
            "Was veröffentlicht ist, wurde seitdem verändert oder gelöscht: {}. Aus den Daten lässt es sich nicht mehr gleich machen. Holen Sie \
             den Ordner aus der Sicherung.",
            quoted(path)
        ),
        PipelineError::StateUnreadable(file) => write!(
            f,
            "Die Datei „{file}“ im Ausgabeordner hat eine andere Fassung, als dieses Programm schreibt. Nehmen Sie dessen neueste \
             Fassung."
        ),
        _ => Ok(()),
    }?;
    f.write_str(" Es wurde nichts veröffentlicht.")
}

fn no_report(f: &mut fmt::Formatter<'_>, zeitraum: Zeitraum) -> fmt::Result {
    write!(
        f,
        "Zum Zeitraum {} gibt es keinen Bericht. Welchen Zeitraum oder Turnus ein Bericht hat, steht in seiner Datei \
         bericht.json oder im Blatt Berichte.",
        zeitraum.kennung()
    )
}

fn which_report(f: &mut fmt::Formatter<'_>, names: &[String]) -> fmt::Result {
    match names {
        [] => f.write_str(
            "Der Arbeitsordner hat keinen Bericht, für den sich etwas melden lässt. Berichte liegen im Ordner „berichte“; was an \
             ihnen fehlt, zeigt „ratsbericht check“.",
        ),
        names => write!(f, "Nennen Sie mit --only den Bericht, um den es geht: {}.", names.join(", ")),
    }
}

impl std::error::Error for PipelineError {}
