//! Why a command ends early, and with which exit code.

use std::fmt;
use std::io::{self, Write};

use super::Exit;
use super::terminal::say;
use crate::pipeline::PipelineError;
use crate::publish::PublishError;
use crate::source::{quoted, words};

/// Why a command ends early; [`run`](super::run) says it behind "Fehler: ".
#[derive(Debug)]
pub(super) enum Failure {
    /// Standard output or standard error cannot be written, such as a file on a full disk.
    Output(io::Error),
    /// There are no finished papers.
    Pipeline(PipelineError),
    /// The outputs cannot be written.
    Publish(PublishError),
    /// The folders of scheduled runs cannot be read or written.
    Disk(io::Error),
    /// What the command itself refuses.
    Refused(Exit, String),
}

impl Failure {
    /// The command was called in a way that makes no sense.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self::Refused(Exit::Usage, message.into())
    }

    /// Says it, a line for each paper or finding that it is about.
    pub(super) fn say(&self, err: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Pipeline(PipelineError::Unset(papers)) => papers.iter().try_for_each(|paper| {
                say!(err, "Fehler: {} lässt sich nicht setzen.", quoted(&paper.bezeichnung))?;
                paper.messages.iter().try_for_each(|message| say!(err, "  {message}"))
            }),
            Self::Pipeline(PipelineError::Unplanned(lines)) => {
                lines.iter().try_for_each(|line| say!(err, "Fehler: {line}"))
            }
            _ => say!(err, "Fehler: {self}"),
        }
    }

    /// What is said of it, line by line, for programs.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut said = Vec::new();
        // A list takes everything.
        let _ = self.say(&mut said);
        let lines = String::from_utf8_lossy(&said);
        lines.lines().map(|line| line.trim_start_matches("Fehler: ").to_owned()).collect()
    }

    /// How the run ends.
    pub(super) fn exit(&self) -> Exit {
        use PipelineError::{
            Append, Closed, Damaged, Draft, Engine, Faulty, NoData, NoPaper, NoReason, NoReport, NoWorkspace,
            NotDrafted, NotEnded, NotPublic, NotYet, NothingClosed, OtherAddress, Report, Republished, StateUnreadable,
            TooLarge, Unplanned, Unreadable, Unset, Unwritable, Unwritten, WhichReport, Workbook,
        };
        match self {
            Self::Output(_) | Self::Disk(_) | Self::Publish(_) => Exit::Environment,
            Self::Refused(exit, _) => *exit,
            Self::Pipeline(error) => match error {
                NoWorkspace { .. } | Unreadable { .. } | Unwritten(_) => Exit::Environment,
                NoPaper { .. }
                | NoReason(_)
                | NoReport(_)
                | NotDrafted(_)
                | NotEnded { .. }
                | NotPublic(_)
                | NothingClosed
                | WhichReport(_) => Exit::Usage,
                Append(_)
                | Closed { .. }
                | Damaged(_)
                | Draft(_)
                | Faulty
                | NoData(_)
                | NotYet { .. }
                | OtherAddress { .. }
                | Republished(_)
                | StateUnreadable(_)
                | TooLarge
                | Unplanned(_)
                | Workbook(_) => Exit::Findings,
                Unset(_) | Report { .. } => Exit::Template,
                Engine(_) | Unwritable => Exit::Bug,
            },
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(error) => write!(f, "Die Ausgabe lässt sich nicht schreiben: {}", words(error)),
            Self::Disk(error) => {
                write!(f, "Laufbuch, Ablage oder Abschlüsse lassen sich nicht lesen oder schreiben: {}", words(error))
            }
            Self::Pipeline(error) => error.fmt(f),
            Self::Publish(error) => error.fmt(f),
            Self::Refused(_, message) => f.write_str(message),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<PipelineError> for Failure {
    fn from(error: PipelineError) -> Self {
        Self::Pipeline(error)
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}
