//! The engine: built once, shared by all papers and threads.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

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
use super::world::{PaperWorld, Shared, file_id};
use crate::source::Alphabet;

/// The version of the typesetting engine, which the bytes of a PDF depend on.
pub const ENGINE: &str = "Typst 0.15.1";

/// The program and its version, which the PDFs name as what made them, since a version may change their bytes.
pub const PROGRAM: &str = concat!("ratsbericht ", env!("CARGO_PKG_VERSION"));

/// Where the templates find the view data.
pub const VIEW: &str = "/data.json";

/// How many compilations a cached result survives; one keeps the template modules hot and memory flat.
const CACHE_AGE: usize = 1;

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
}

/// A typeset paper.
#[derive(Debug, Clone)]
pub struct Typeset {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// How long the layout took, for people who measure.
    pub layout: Duration,
    /// How long the export took.
    pub export: Duration,
}

/// Typesets papers; sharing it between threads is safe, and a copy costs little.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
    templates: Vec<Asset>,
    fonts: Vec<Asset>,
}

impl Engine {
    /// Reads the embedded templates and fonts, once in a process.
    ///
    /// # Errors
    /// When an embedded file is not what it should be, which a test rules out.
    pub fn new() -> Result<Self, TypesetError> {
        static EMBEDDED: OnceLock<Engine> = OnceLock::new();
        if let Some(engine) = EMBEDDED.get() {
            return Ok(engine.clone());
        }
        let engine = Self::with(assets::with_ending(".typ"), assets::with_ending(".ttf"))?;
        Ok(EMBEDDED.get_or_init(|| engine).clone())
    }

    /// Takes templates and fonts other than the embedded ones; each kind is sorted by path.
    ///
    /// # Errors
    /// When a template is no text, or no font is among the fonts.
    pub fn with(mut templates: Vec<Asset>, mut font_files: Vec<Asset>) -> Result<Self, TypesetError> {
        templates.sort_by(|a, b| a.path.cmp(&b.path));
        font_files.sort_by(|a, b| a.path.cmp(&b.path));
        let fonts: Vec<Font> =
            font_files.iter().flat_map(|asset| Font::iter(Bytes::new(asset.bytes.clone()))).collect();
        if fonts.is_empty() {
            return Err(TypesetError::new("Es ist keine Schrift eingebettet."));
        }
        let sources = templates.iter().map(source).collect::<Result<_, _>>()?;
        let features = [Feature::A11yExtras].into_iter().collect();
        Ok(Self {
            shared: Arc::new(Shared {
                library: LazyHash::new(Library::builder().with_features(features).build()),
                book: LazyHash::new(FontBook::from_fonts(&fonts)),
                fonts,
                sources,
            }),
            templates,
            fonts: font_files,
        })
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
        self.shared.fonts.iter().map(|font| font.info().family.clone()).collect()
    }

    /// The characters that some embedded font has a glyph for.
    pub fn alphabet(&self) -> Alphabet {
        let fonts = self.shared.fonts.clone();
        Alphabet::new(move |c| fonts.iter().any(|font| font.info().coverage.contains(u32::from(c))))
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
        let files = std::iter::once((VIEW, job.view)).chain(attachments);
        Ok(PaperWorld {
            shared: &self.shared,
            main: id(&format!("/{}", job.template))?,
            files: files.map(|(path, b)| Ok((id(path)?, Bytes::new(b.to_vec())))).collect::<Result<_, _>>()?,
        })
    }

    fn compile(&self, job: Job<'_>) -> Result<Typeset, TypesetError> {
        let world = self.world(job)?;
        let started = Instant::now();
        let document = laid_out(&world)?;
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
        Ok(Typeset { pdf, pages, layout: exporting - started, export: exporting.elapsed() })
    }
}

/// Lays out what a world holds; a warning is a failure.
fn laid_out(world: &PaperWorld<'_>) -> Result<PagedDocument, TypesetError> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document = output.map_err(|errors| report(world, &errors))?;
    if warnings.is_empty() { Ok(document) } else { Err(report(world, &warnings)) }
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
    TypesetError { messages: messages.collect(), faults }
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
