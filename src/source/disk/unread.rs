//! Why a file or folder is not read.

use std::fmt;
use std::io;

use crate::source::words;

/// Why a file or folder is not read.
#[derive(Debug)]
pub enum Unread {
    /// A link leads out of the folder in which everything lies.
    Outside,
    /// A link leads to nothing.
    Nowhere,
    /// A folder stands where a file should.
    Folder,
    /// A file stands where a folder should.
    NoFolder,
    /// It is a pipe, a device or a socket.
    Special,
    /// It is larger than what is read of its kind.
    TooLarge {
        /// Its size in bytes, as far as it says one.
        size: u64,
        /// The bound in bytes.
        largest: u64,
    },
    /// More lies in it than is read of its kind.
    TooMany {
        /// The bound.
        most: usize,
    },
    /// The system refuses.
    Io(io::Error),
}

impl Unread {
    /// What to do, where the reason alone says it.
    pub fn mend(&self) -> Option<&'static str> {
        match self {
            Self::Outside => {
                Some("Gelesen wird nur, was im Ordner selbst liegt: Ersetzen Sie die Verknüpfung durch eine Kopie.")
            }
            Self::Nowhere => Some("Löschen Sie die Verknüpfung, oder legen Sie an ihre Stelle, was gemeint ist."),
            Self::Folder => Some("Benennen Sie den Ordner um, und legen Sie die Datei selbst dort ab."),
            Self::NoFolder => Some("Benennen Sie die Datei um, und legen Sie einen Ordner dieses Namens an."),
            Self::Special => Some("Löschen Sie sie, und legen Sie eine gewöhnliche Datei an."),
            Self::TooMany { .. } => Some("Verschieben Sie, was nicht dorthin gehört, an einen anderen Ort."),
            Self::TooLarge { .. } | Self::Io(_) => None,
        }
    }

    /// Whether there is nothing of this name.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => f.write_str("Eine Verknüpfung führt aus dem Ordner hinaus."),
            Self::Nowhere => f.write_str("Die Verknüpfung führt ins Leere."),
            Self::Folder => f.write_str("An dieser Stelle liegt ein Ordner und keine Datei."),
            Self::NoFolder => f.write_str("An dieser Stelle liegt eine Datei und kein Ordner."),
            Self::Special => f.write_str("Dies ist keine gewöhnliche Datei, sondern ein Gerät oder eine Pipe."),
            Self::TooLarge { size, largest } if size > largest => {
                write!(f, "Die Datei ist mit {size} Bytes zu groß; gelesen werden höchstens {largest}.")
            }
            Self::TooLarge { largest, .. } => {
                write!(f, "Die Datei ist zu groß; gelesen werden höchstens {largest} Bytes.")
            }
            Self::TooMany { most } => {
                write!(f, "In dem Ordner liegen mehr als {most} Ordner; keiner davon wird gelesen.")
            }
            Self::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => f.write_str("Die Datei fehlt."),
                io::ErrorKind::PermissionDenied => f.write_str("Die Datei darf nicht gelesen werden."),
                _ => write!(f, "Die Datei lässt sich nicht lesen: {}", words(error)),
            },
        }
    }
}

impl std::error::Error for Unread {}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotADirectory => Self::NoFolder,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Io(error),
        }
    }
}

impl From<Unread> for io::Error {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Io(error) => error,
            Unread::NoFolder => Self::new(io::ErrorKind::NotADirectory, unread),
            other => Self::other(other),
        }
    }
}
