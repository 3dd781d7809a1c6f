//! Whether a PDF is what its attached data give, and if not, what differs.

use std::collections::BTreeMap;
use std::fmt;

use super::compare::{PdfChange, compare};
use super::contents::{self, Contents};
use super::deviation::{Change, changes};
use super::nachweis::{NoNachweis, Papiernachweis, entries, hashes};
use super::pdf::{LARGEST_ATTACHMENT, Pdf, Unreadable, creator};
use crate::publish::FileEntry;
use crate::typeset::{ENGINE, Engine, Job, PROGRAM, Typeset, TypesetError};

/// The largest PDF that is looked at, in bytes; that of the largest report has a fifth of it.
pub const LARGEST: u64 = 32 * 1024 * 1024;

/// Why a file cannot be compared with anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incomparable {
    /// It is larger than any paper.
    TooLarge,
    /// It is no PDF.
    NoPdf,
    /// It is cut off or broken.
    Damaged,
    /// It is encrypted.
    Encrypted,
    /// Another program made it, which it may name.
    Foreign(Option<String>),
    /// It names ratsbericht as its maker, but has no Nachweis: it is older, or another program has written it anew.
    Bare,
    /// A later program made it.
    Newer,
    /// Its Nachweis is none, or more than any paper has.
    Unreadable,
}

/// Something that differs between a PDF and what this program makes of its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// An attached file is not the one that the Nachweis names.
    Attachment(String),
    /// An attached file is not there, or cannot be unpacked.
    Missing(String),
    /// Another version of the program made the paper.
    Program {
        /// Which one.
        paper: String,
    },
    /// Another typesetting engine made the paper.
    Engine {
        /// Which one.
        paper: String,
    },
    /// A template is another one.
    Template(String, Change),
    /// A font is another one.
    Font(String, Change),
    /// The attached data cannot be typeset.
    Untypesettable(Vec<String>),
    /// The attached data are typeset no further than a bound on time, memory or depth, which is named.
    Unfinished(String),
    /// Data, templates and versions are the same, and the PDF is not what they give.
    Pdf(PdfChange),
}

/// What came of looking at a PDF.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// What the paper says of itself.
    pub nachweis: Papiernachweis,
    /// The attached contents; `None` where a file is missing.
    pub contents: Option<Contents>,
    /// What differs; nothing where the paper was made anew to the byte.
    pub differences: Vec<Difference>,
    /// How many pages the paper has that was made anew.
    pub pages: Option<usize>,
}

/// What a PDF says of itself, believed as it stands; `None` where it is no paper of this program.
pub fn nachweis(bytes: &[u8]) -> Option<Papiernachweis> {
    let pdf = Pdf::open(bytes).ok()?;
    let files = pdf.attachments();
    Papiernachweis::from_bytes(&pdf.unpacked(files.get(contents::nachweis())?)?).ok()
}

/// Looks at a PDF; `typeset` makes the paper anew, and is only called where nothing else differs.
///
/// # Errors
/// Where there is nothing that could be compared.
pub fn verify(
    bytes: &[u8],
    engine: &Engine,
    typeset: impl FnOnce(Job<'_>) -> Result<Typeset, TypesetError>,
) -> Result<Verdict, Incomparable> {
    if bytes.len() as u64 > LARGEST {
        return Err(Incomparable::TooLarge);
    }
    let pdf = open(bytes)?;
    let files = pdf.attachments();
    let of_nachweis = files.get(contents::nachweis()).ok_or_else(|| stranger(bytes))?;
    let of_nachweis = pdf.unpacked(of_nachweis).ok_or(Incomparable::Unreadable)?;
    let nachweis = Papiernachweis::from_bytes(&of_nachweis).map_err(|why| match why {
        NoNachweis::Newer => Incomparable::Newer,
        NoNachweis::Unreadable => Incomparable::Unreadable,
    })?;
    let known = Contents::names().filter_map(|name| Some((name, pdf.unpacked(files.get(name)?)?)));
    let attached: BTreeMap<&str, Vec<u8>> = known.collect();
    let mut differences = changed_attachments(&nachweis, &attached);
    differences.extend(versions(&nachweis));
    differences.extend(assets(&nachweis.vorlagen, &entries(engine.templates()), Difference::Template));
    differences.extend(assets(&nachweis.schriften, &entries(engine.fonts()), Difference::Font));
    let mut verdict = Verdict { nachweis, contents: None, differences, pages: None };
    match gather(attached) {
        Ok(contents) => {
            if verdict.differences.is_empty() {
                verdict.rebuild(bytes, &pdf, &contents.attachments(of_nachweis), contents.view(), typeset);
            }
            verdict.contents = Some(contents);
        }
        // A Nachweis need not name a file that the templates want.
        Err(name) if verdict.differences.is_empty() => verdict.differences.push(Difference::Missing(name.into())),
        Err(_) => {}
    }
    Ok(verdict)
}

/// Opens a PDF; one that cannot be read may at least name the program that made it.
fn open(bytes: &[u8]) -> Result<Pdf<'_>, Incomparable> {
    Pdf::open(bytes).map_err(|why| match why {
        Unreadable::NoPdf => Incomparable::NoPdf,
        Unreadable::Encrypted => Incomparable::Encrypted,
        Unreadable::Packed => stranger(bytes),
        Unreadable::Damaged => match stranger(bytes) {
            Incomparable::Foreign(Some(creator)) => Incomparable::Foreign(Some(creator)),
            _ => Incomparable::Damaged,
        },
    })
}

fn gather(mut attached: BTreeMap<&str, Vec<u8>>) -> Result<Contents, &'static str> {
    Contents::gather(|name| attached.remove(name))
}

/// A PDF without a Nachweis.
fn stranger(bytes: &[u8]) -> Incomparable {
    match creator(bytes) {
        Some(creator) if is_ours(&creator) => Incomparable::Bare,
        creator => Incomparable::Foreign(creator),
    }
}

fn is_ours(creator: &str) -> bool {
    creator.split(' ').next() == PROGRAM.split(' ').next()
}

/// The attached files that are not those of the Nachweis.
fn changed_attachments(nachweis: &Papiernachweis, attached: &BTreeMap<&str, Vec<u8>>) -> Vec<Difference> {
    let differs = |name: &'static str| {
        let entry = nachweis.anhaenge.iter().find(|entry| entry.pfad == name)?;
        match attached.get(name) {
            Some(content) if FileEntry::new(name, content) == *entry => None,
            Some(_) => Some(Difference::Attachment(name.into())),
            None => Some(Difference::Missing(name.into())),
        }
    };
    Contents::names().filter_map(differs).collect()
}

fn versions(nachweis: &Papiernachweis) -> Vec<Difference> {
    let Papiernachweis { programm, satz, .. } = nachweis;
    let program = (programm != PROGRAM).then(|| Difference::Program { paper: programm.clone() });
    let engine = (satz != ENGINE).then(|| Difference::Engine { paper: satz.clone() });
    program.into_iter().chain(engine).collect()
}

/// The embedded files that are not those of the paper.
fn assets(paper: &[FileEntry], here: &[FileEntry], wrap: fn(String, Change) -> Difference) -> Vec<Difference> {
    changes(&hashes(paper), &hashes(here)).into_iter().map(|(name, change)| wrap(name, change)).collect()
}

impl Verdict {
    /// Makes the paper anew and compares the bytes.
    fn rebuild(
        &mut self,
        bytes: &[u8],
        pdf: &Pdf<'_>,
        attachments: &[(&'static str, Vec<u8>)],
        view: &[u8],
        typeset: impl FnOnce(Job<'_>) -> Result<Typeset, TypesetError>,
    ) {
        let Papiernachweis { hauptvorlage, ident, .. } = &self.nachweis;
        match typeset(Job { template: hauptvorlage, ident, view, attachments, pictures: false }) {
            Ok(typeset) => {
                self.pages = Some(typeset.pages);
                self.differences.extend(compare(bytes, pdf, &typeset.pdf).map(Difference::Pdf));
            }
            Err(error) if error.exceeds => self.differences.push(Difference::Unfinished(error.to_string())),
            Err(error) => self.differences.push(Difference::Untypesettable(error.messages)),
        }
    }

    /// Whether the PDF is to the byte what its data give.
    pub fn is_genuine(&self) -> bool {
        self.differences.is_empty()
    }

    /// Whether the paper could not be made anew within bounds.
    pub fn is_unfinished(&self) -> bool {
        self.differences.iter().any(|difference| matches!(difference, Difference::Unfinished(_)))
    }

    /// Whether the PDF or its data were changed, and not only the program that looks at them.
    pub fn is_altered(&self) -> bool {
        self.differences.iter().any(Difference::alters)
    }
}

impl Difference {
    /// Its name for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Attachment(_) | Self::Missing(_) => "daten",
            Self::Program { .. } => "programm",
            Self::Engine { .. } => "satz",
            Self::Template(..) => "vorlage",
            Self::Font(..) => "schrift",
            Self::Untypesettable(_) => "nicht_setzbar",
            Self::Unfinished(_) => "zu_aufwendig",
            Self::Pdf(_) => "pdf",
        }
    }

    /// The file that it is about.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::Attachment(name) | Self::Missing(name) | Self::Template(name, _) | Self::Font(name, _) => Some(name),
            Self::Program { .. }
            | Self::Engine { .. }
            | Self::Untypesettable(_)
            | Self::Unfinished(_)
            | Self::Pdf(_) => None,
        }
    }

    fn alters(&self) -> bool {
        match self {
            Self::Attachment(_) | Self::Missing(_) | Self::Untypesettable(_) | Self::Pdf(_) => true,
            Self::Program { .. } | Self::Engine { .. } | Self::Template(..) | Self::Font(..) | Self::Unfinished(_) => {
                false
            }
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attachment(name) => write!(
                f,
                "Die angehängten Daten wurden verändert: „{name}“ passt nicht zur Prüfsumme, die beim Bau des Papiers \
                 festgehalten wurde."
            ),
            Self::Missing(name) => write!(
                f,
                "Die angehängten Daten wurden verändert: „{name}“ fehlt, lässt sich nicht entpacken oder ist größer als \
                 {} MiB.",
                LARGEST_ATTACHMENT / 1024 / 1024
            ),
            Self::Program { paper } => {
                write!(f, "Ein anderes Programm: Das Papier hat „{paper}“ gebaut; geprüft wird mit „{PROGRAM}“.")
            }
            Self::Engine { paper } => {
                write!(f, "Ein anderes Satzprogramm: Das Papier ist mit „{paper}“ gesetzt; hier setzt „{ENGINE}“.")
            }
            Self::Template(name, change) => write!(f, "Die Druckvorlage „{name}“ {}.", of_asset(*change)),
            Self::Font(name, change) => write!(f, "Die Schrift „{name}“ {}.", of_asset(*change)),
            Self::Untypesettable(messages) => {
                write!(f, "Aus den angehängten Daten lässt sich kein Papier setzen: {}", messages.join(" "))
            }
            Self::Unfinished(bound) => {
                write!(
                    f,
                    "Aus den angehängten Daten wurde kein Papier: {bound} So viel braucht kein Papier dieses Programms."
                )
            }
            Self::Pdf(change) => change.fmt(f),
        }
    }
}

/// What is said of a template or a font.
fn of_asset(change: Change) -> &'static str {
    match change {
        Change::Other => "hat einen anderen Inhalt als beim Bau des Papiers",
        Change::Gone => "gibt es in diesem Programm nicht",
        Change::New => "gab es beim Bau des Papiers noch nicht",
    }
}

impl fmt::Display for Incomparable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mebibytes = |bytes: u64| bytes / 1024 / 1024;
        match self {
            Self::TooLarge => write!(f, "Die Datei ist größer als {} MiB; so groß ist kein Papier.", mebibytes(LARGEST)),
            Self::NoPdf => f.write_str("Die Datei ist kein PDF."),
            Self::Damaged => f.write_str(
                "Das PDF ist unvollständig oder beschädigt. Laden Sie es noch einmal von der Stelle, an der es \
                 veröffentlicht ist.",
            ),
            Self::Encrypted => f.write_str("Das PDF ist verschlüsselt; ratsbericht verschlüsselt keine Papiere."),
            Self::Foreign(Some(creator)) => {
                let creator = crate::source::shorten(creator);
                write!(f, "Das PDF stammt nicht von ratsbericht, sondern von „{creator}“.")
            }
            Self::Foreign(None) => f.write_str(
                "Das PDF stammt nicht von ratsbericht, oder ein anderes Programm hat es neu gespeichert: Ihm fehlt der \
                 angehängte Nachweis.",
            ),
            Self::Bare => f.write_str(
                "Das PDF nennt ratsbericht als Urheber, aber ihm fehlt der angehängte Nachweis: Eine frühere Fassung hat \
                 es gebaut, oder ein anderes Programm hat es neu gespeichert.",
            ),
            Self::Newer => write!(f, "Das PDF stammt von einer neueren Fassung des Programms als „{PROGRAM}“."),
            Self::Unreadable => write!(
                f,
                "Der angehängte Nachweis wurde verändert: Er lässt sich nicht lesen oder ist größer als {} MiB.",
                mebibytes(LARGEST_ATTACHMENT as u64)
            ),
        }
    }
}

impl std::error::Error for Incomparable {}
