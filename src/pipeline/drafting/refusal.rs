//! Why a new paper is not made, in the words of the user.

use std::fmt;

use crate::source::{quoted, shorten};

/// Why a new paper is not made.
#[derive(Debug, PartialEq, Eq)]
pub enum NotDrafted {
    /// No folder of a paper is called so.
    Name {
        /// What it was to be called.
        name: String,
        /// What it can be called; may be empty.
        plain: String,
    },
    /// There is a paper of this name, or a series has one.
    Taken(String),
    /// There is no such project, or it was recorded later.
    Projekt {
        /// Its Kennung.
        kennung: String,
        /// What was probably meant, as a sentence.
        near: String,
    },
    /// There is no such selection of projects.
    Auswahl {
        /// Its Kennung.
        kennung: String,
        /// What was probably meant, as a sentence.
        near: String,
    },
    /// No quarter has ended before the day of the report.
    Zeitraum,
    /// A number fits no pattern.
    Nummer {
        /// The number.
        nummer: String,
        /// Numbers that fit.
        beispiel: String,
    },
    /// Another paper has the number.
    Vergeben {
        /// The number.
        nummer: String,
        /// The name of that paper.
        name: String,
    },
}

impl fmt::Display for NotDrafted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { name, plain } => {
                let name = quoted(&shorten(name));
                write!(
                    f,
                    "{name} geht nicht als Name: Er darf nur aus Kleinbuchstaben, Ziffern und Bindestrichen bestehen"
                )?;
                f.write_str(
                    " und nicht auf -anlage oder -herkunft enden; was Windows Geräten vorbehält (con, prn, aux, nul, ",
                )?;
                f.write_str("com1, lpt1), geht auch nicht.")?;
                if plain.is_empty() { Ok(()) } else { write!(f, " Möglich wäre {}.", quoted(&shorten(plain))) }
            }
            Self::Taken(name) => {
                write!(f, "Ein Papier mit dem Namen {} gibt es schon. Nennen Sie einen anderen Namen.", quoted(name))
            }
            Self::Projekt { kennung, near } => {
                write!(f, "Das Projekt {} gibt es nicht. {near}", quoted(&shorten(kennung)))
            }
            Self::Auswahl { kennung, near } => {
                write!(f, "Die Auswahl {} gibt es nicht. {near}", quoted(&shorten(kennung)))
            }
            Self::Zeitraum => {
                f.write_str("Vor diesem Tag ist kein Quartal zu Ende. Nennen Sie mit --period einen Zeitraum.")
            }
            Self::Nummer { nummer, beispiel } => {
                write!(
                    f,
                    "Die Vorlage-Nr {} passt zu keinem Muster; erwartet wird {beispiel}.",
                    quoted(&shorten(nummer))
                )
            }
            Self::Vergeben { nummer, name } => {
                write!(
                    f,
                    "Die Vorlage-Nr {} hat schon das Papier {}. Nennen Sie eine andere.",
                    quoted(nummer),
                    quoted(name)
                )
            }
        }?;
        f.write_str(" Es wurde nichts geschrieben.")
    }
}

impl std::error::Error for NotDrafted {}
