//! The engine: built once, shared by all papers and threads.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use typst::comemo;
use typst::diag::{SourceDiagnostic, Warned};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Smart};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::assets::{self, Asset};
use super::error::{Fault, TypesetError};
use super::packed::packed;
use super::picture::{self, Pictures};
use super::printed;
use super::world::{PaperWorld, Shared, file_id};
use crate::source::Alphabet;

/// The version of the typesetting engine, which the bytes of a PDF depend on.
pub const ENGINE: &str = "Typst 0.15.1";

/// The program and its version, which the PDFs name as what made them, since a version may change their bytes.
pub const PROGRAM: &str = concat!("ratsbericht ", env!("CARGO_PKG_VERSION"));

/// The hash of all that the program is made from: its own source, templates and fonts, and the versions of all crates.
pub const SOURCE: &str = env!("RATSBERICHT_SOURCE");

/// Where the templates find the view data.
pub const VIEW: &str = "/data.json";

/// Where the templates find what a paper has in common with others, out of its view data: the design of the municipality, and whether
/// an annex of origins follows. What depends on that alone is evaluated once for all papers of a workspace.
const SHARED: &str = "/gemeinsam.json";

/// What is looked at of view data for [`SHARED`].
#[derive(Default, Deserialize)]
#[serde(default)]
struct Common {
    gestaltung: Value,
    herkunft: Option<IgnoredAny>,
}

/// The most view data in bytes; those of the largest report have a quarter of it.
const MOST_VIEW: usize = 4 * 1024 * 1024;

/// How many compilations a cached result survives; one keeps the template modules hot and memory flat.
const CACHE_AGE: usize = 1;

/// From so many bytes of view data on, what is cached beside a paper is more than evaluating the template modules anew is worth.
const LARGE_VIEW: usize = 64 * 1024;

/// Held while a large paper is laid out: two at once would double what a run needs at most.
static LARGE: Mutex<()> = Mutex::new(());

/// One paper to typeset.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The main template, such as `vorlage.typ`.
    pub template: &'a str,
    /// Identifies the document in the PDF; the same for every version of one paper.
    pub ident: &'a str,
    /// View data as JSON.
    pub view: &'a [u8],
    /// The other files that the templates find, by their paths, such as `/figures.json`: what is attached beside the view
    /// data. The paths are the same for every paper, since Typst keeps each for ever.
    pub attachments: &'a [(&'static str, Vec<u8>)],
    /// Whether its pictures are wanted, too, for a page beside it.
    pub pictures: bool,
}

/// A typeset paper.
#[derive(Debug, Clone)]
pub struct Typeset {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Its pictures, where they were wanted.
    pub pictures: Pictures,
    /// How long the layout took, for people who measure.
    pub layout: Duration,
    /// How long the export took.
    pub export: Duration,
    /// How long the pictures took.
    pub drawn: Duration,
}

/// Typesets papers; sharing it between threads is safe, and a copy costs little.
#[derive(Clone)]
pub struct Engine {
    read: Arc<Read>,
    templates: Vec<Asset>,
    fonts: Vec<Asset>,
}

/// Templates and fonts as Typst takes them, read when they are first needed: those of a workspace are not read in this process,
/// and a run that sets no paper needs no templates.
#[derive(Default)]
struct Read {
    fonts: OnceLock<Vec<Font>>,
    shared: OnceLock<Shared>,
}

impl Engine {
    /// Reads the embedded fonts, once in a process.
    ///
    /// # Errors
    /// When there is no font, which a test rules out.
    pub fn new() -> Result<Self, TypesetError> {
        let engine = Self::embedded();
        if engine.read_fonts().is_empty() { Err(without_font()) } else { Ok(engine.clone()) }
    }

    fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Engine> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self {
            read: Arc::default(),
            templates: assets::with_ending(".typ"),
            fonts: assets::with_ending(".ttf"),
        })
    }

    /// Takes templates and fonts other than the embedded ones; each kind is sorted by path.
    ///
    /// # Errors
    /// When there is no font.
    pub fn with(mut templates: Vec<Asset>, mut fonts: Vec<Asset>) -> Result<Self, TypesetError> {
        if fonts.is_empty() {
            return Err(without_font());
        }
        templates.sort_by(|a, b| a.path.cmp(&b.path));
        fonts.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { read: Arc::default(), templates, fonts })
    }

    fn shared(&self) -> Result<&Shared, TypesetError> {
        if let Some(shared) = self.read.shared.get() {
            return Ok(shared);
        }
        let fonts = self.read_fonts().to_vec();
        if fonts.is_empty() {
            return Err(without_font());
        }
        let sources = self.templates.iter().map(source).collect::<Result<_, _>>()?;
        let features = [Feature::A11yExtras].into_iter().collect();
        let shared = Shared {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources,
        };
        Ok(self.read.shared.get_or_init(|| shared))
    }

    /// Whether all of it is embedded.
    pub fn is_embedded(&self) -> bool {
        Arc::ptr_eq(&self.read, &Self::embedded().read)
    }

    /// The templates, and then the fonts, that are not embedded, or not as they are here.
    pub fn own(&self) -> (Vec<&Asset>, Vec<&Asset>) {
        let embedded = Self::embedded();
        (differing(&self.templates, &embedded.templates), differing(&self.fonts, &embedded.fonts))
    }

    /// The templates, sorted by path.
    pub fn templates(&self) -> &[Asset] {
        &self.templates
    }

    /// The fonts, sorted by path.
    pub fn fonts(&self) -> &[Asset] {
        &self.fonts
    }

    /// The families of the fonts.
    pub fn families(&self) -> BTreeSet<String> {
        self.read_fonts().iter().map(|font| font.info().family.clone()).collect()
    }

    /// The characters that some font has a glyph for.
    pub fn alphabet(&self) -> Alphabet {
        let fonts = self.read_fonts().to_vec();
        Alphabet::new(move |c| fonts.iter().any(|font| font.info().coverage.contains(u32::from(c))))
    }

    fn read_fonts(&self) -> &[Font] {
        let read = || self.fonts.iter().flat_map(|asset| Font::iter(Bytes::new(asset.bytes.clone()))).collect();
        self.read.fonts.get_or_init(read)
    }

    /// Lays out one paper, for those who want to see its pages.
    ///
    /// # Errors
    /// When a template fails or warns.
    pub fn lay_out(&self, job: Job<'_>) -> Result<PagedDocument, TypesetError> {
        let result = self.world(job).and_then(|world| laid_out(&world));
        comemo::evict(CACHE_AGE);
        result
    }

    /// Typesets one paper as PDF/A-3a and PDF/UA-1.
    ///
    /// # Errors
    /// When a template fails, warns, or breaks a rule of the two standards.
    pub fn typeset(&self, job: Job<'_>) -> Result<Typeset, TypesetError> {
        let result = self.compile(job);
        comemo::evict(CACHE_AGE);
        result
    }

    /// What Typst sees of one paper.
    fn world(&self, job: Job<'_>) -> Result<PaperWorld<'_>, TypesetError> {
        let id = |path: &str| file_id(path).ok_or_else(|| TypesetError::new(format!("{path} ist kein Pfad.")));
        let attachments = job.attachments.iter().map(|(path, bytes)| (*path, bytes.as_slice()));
        let Common { gestaltung, herkunft } = serde_json::from_slice(job.view).unwrap_or_default();
        let shared = json!({ "gestaltung": gestaltung, "herkunft": herkunft.is_some() }).to_string().into_bytes();
        let files = [(VIEW, job.view), (SHARED, shared.as_slice())].into_iter().chain(attachments);
        Ok(PaperWorld {
            shared: self.shared()?,
            main: id(&format!("/{}", job.template))?,
            files: files.map(|(path, b)| Ok((id(path)?, Bytes::new(b.to_vec())))).collect::<Result<_, _>>()?,
        })
    }

    fn compile(&self, job: Job<'_>) -> Result<Typeset, TypesetError> {
        if job.view.len() > MOST_VIEW {
            let mebibytes = MOST_VIEW / 1024 / 1024;
            return Err(TypesetError::exceeding(format!(
                "Die Daten eines Papiers dürfen {mebibytes} MiB nicht überschreiten."
            )));
        }
        let world = self.world(job)?;
        let started = Instant::now();
        let document = if job.view.len() < LARGE_VIEW { laid_out(&world) } else { laid_out_alone(&world) }?;
        if !self.is_embedded() {
            printed::hold(&document, job.view)?;
        }
        let exporting = Instant::now();
        let options = PdfOptions {
            ident: Smart::Custom(job.ident.to_owned()),
            creator: Smart::Custom(Some(PROGRAM.to_owned())),
            standards: PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
                .map_err(|error| TypesetError::new(error.message().to_string()))?,
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| report(&world, &errors))?;
        let pages = document.pages().len();
        let pdf = packed(&pdf).ok_or_else(|| TypesetError::new("Die PDF-Datei ist anders aufgebaut, als erwartet."))?;
        let layout = exporting - started;
        let export = exporting.elapsed();
        let drawing = Instant::now();
        let pictures = if job.pictures { picture::pictures(&document) } else { Pictures::default() };
        Ok(Typeset { pdf, pages, pictures, layout, export, drawn: drawing.elapsed() })
    }
}

fn without_font() -> TypesetError {
    TypesetError::new("Es ist keine Schrift eingebettet.")
}

/// Those that are not among the others.
fn differing<'a>(assets: &'a [Asset], known: &[Asset]) -> Vec<&'a Asset> {
    assets
        .iter()
        .filter(|asset| {
            known.binary_search_by(|other| other.path.cmp(&asset.path)).map_or(true, |at| known[at] != **asset)
        })
        .collect()
}

/// Lays out what a world holds; a warning is a failure.
fn laid_out(world: &PaperWorld<'_>) -> Result<PagedDocument, TypesetError> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document = output.map_err(|errors| report(world, &errors))?;
    if warnings.is_empty() { Ok(document) } else { Err(report(world, &warnings)) }
}

/// As [`laid_out`], with nothing cached before and behind it, and no other large paper beside it.
fn laid_out_alone(world: &PaperWorld<'_>) -> Result<PagedDocument, TypesetError> {
    let _alone = LARGE.lock().unwrap_or_else(PoisonError::into_inner);
    comemo::evict(0);
    let document = laid_out(world);
    comemo::evict(0);
    document
}

/// Parses an embedded template.
fn source(asset: &Asset) -> Result<(FileId, Source), TypesetError> {
    let text = std::str::from_utf8(&asset.bytes)
        .map_err(|_| TypesetError::new(format!("Die Vorlage {} ist nicht in UTF-8 gespeichert.", asset.path)))?;
    let id = file_id(&format!("/{}", asset.path))
        .ok_or_else(|| TypesetError::new(format!("{} ist kein Pfad.", asset.path)))?;
    Ok((id, Source::new(id, text.to_owned())))
}

/// The engine's messages with their places: `lib/tabelle.typ:12:3: …`.
fn report(world: &PaperWorld<'_>, diagnostics: &EcoVec<SourceDiagnostic>) -> TypesetError {
    let faults: Vec<Fault> = diagnostics.iter().map(|diagnostic| fault(world, diagnostic)).collect();
    let messages = faults.iter().map(|fault| format!("{}{}", line(world, fault).unwrap_or_default(), fault.message));
    TypesetError { messages: messages.collect(), faults, exceeds: false }
}

fn fault(world: &PaperWorld<'_>, diagnostic: &SourceDiagnostic) -> Fault {
    let hints: String = diagnostic.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
    let place = diagnostic.span.id().zip(world.range(diagnostic.span)).map(|(id, range)| {
        let path = id.get().vpath().get_with_slash().trim_start_matches('/');
        (path.to_owned(), range)
    });
    Fault { place, message: format!("{}{hints}", diagnostic.message) }
}

fn line(world: &PaperWorld<'_>, fault: &Fault) -> Option<String> {
    let (path, range) = fault.place.as_ref()?;
    let source = world.shared.sources.get(&file_id(&format!("/{path}"))?)?;
    let (line, column) = source.lines().byte_to_line_column(range.start)?;
    Some(format!("{path}:{}:{}: ", line + 1, column + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::pattern;

    #[test]
    fn a_pattern_knows_every_letter_and_digit_that_can_be_printed() {
        let alphabet = Engine::new().expect("an engine").alphabet();
        // No font has glyphs behind the second plane.
        let texts = ('\0'..='\u{1ffff}').map(String::from);
        let printed: Vec<String> = texts.filter(|text| alphabet.first_unprintable(text).is_none()).collect();
        for large in [r"\w", r"\d", r"\p{L}", r"\p{N}"] {
            let (whole, narrow) = (regex::Regex::new(large).expect("a pattern"), pattern(large));
            let lost: Vec<&String> =
                printed.iter().filter(|text| whole.is_match(text) != narrow.is_match(text)).collect();
            assert!(lost.is_empty() && narrow.is_match("7Ä"), "{large}: {lost:?}");
        }
    }
}
