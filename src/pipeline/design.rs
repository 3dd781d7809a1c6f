//! The workspace's own logo, fonts and templates, held against what the typesetter can do.
//!
//! Its findings (RB032, RB034 to RB037, RB049) are of the family of reading, as those of `load`: they stand here and not in `check`
//! because they need the engine, which comes after it.

use std::collections::BTreeSet;

use super::report;
use crate::finding::{Code, Finding, Log, nearest, suggest};
use crate::html::{self, Pages};
use crate::load::Loaded;
use crate::model::{Beigabe, Logoart, unprintable};
use crate::publish::FileEntry;
use crate::source::{Alphabet, FileId, Span};
use crate::text::{self, SAETZE, TemplateFault};
use crate::typeset::{self, Asset, Engine, FontLook, TypesetError};
use crate::verify::own_design;
use crate::workspace::Layout;

/// The file of the Prüfbericht among the templates.
const PRUEFBERICHT: &str = "pruefbericht.html";

/// What to do about a template that fails.
const MEND: &str = "Berichtigen Sie die Datei, oder löschen Sie sie: Ohne sie gilt wieder die eingebaute Druckvorlage.";

/// The engine for a workspace, and what makes pages; what cannot be used is a finding, and left out.
///
/// # Errors
/// As [`Engine::with`], which what was looked at rules out.
pub(super) fn settle(loaded: &mut Loaded, embedded: Engine) -> Result<(Engine, Pages), TypesetError> {
    let mut findings = Vec::new();
    let (alphabet, known) = (embedded.alphabet(), embedded.families());
    let (fonts, templates) = (fonts(loaded, &mut findings), templates(loaded, &embedded, &mut findings));
    let (fonts, families) = readable(fonts, &mut findings);
    let templates = sound(templates, &mut findings);
    let engine = if fonts.is_empty() && templates.is_empty() {
        embedded
    } else {
        let replaced = |asset: &&Asset| !templates.iter().any(|own| own.path == asset.path);
        let mut all: Vec<Asset> = embedded.templates().iter().filter(replaced).cloned().collect();
        all.extend(templates);
        Engine::with(all, embedded.fonts().iter().cloned().chain(fonts).collect())?
    };
    saetze(loaded, &alphabet, &mut findings);
    pruefbericht(loaded, &mut findings);
    let pages = Pages::with(page_templates(loaded, &mut findings));
    check_family(loaded, &families.into_iter().chain(known).collect(), &mut findings);
    check_logo(loaded, &mut findings);
    loaded.findings.extend(findings);
    Ok((engine, pages))
}

/// Every embedded template that a workspace can replace, by its name, with its content.
pub fn embedded(engine: &Engine) -> Vec<(&str, &[u8])> {
    let typeset = engine.templates().iter().map(|template| (template.path.as_ref(), template.bytes.as_ref()));
    let pages = html::templates().iter().map(|template| (template.path.as_ref(), template.bytes.as_ref()));
    let others = [(SAETZE, text::STANDARDSAETZE.as_bytes()), (PRUEFBERICHT, report::EMBEDDED.as_bytes())];
    let mut all: Vec<(&str, &[u8])> = typeset.chain(pages).chain(others).collect();
    all.sort_unstable();
    all
}

/// What of a workspace's own changes how papers and the Prüfbericht look, each in a line.
pub fn own_lines(engine: &Engine, loaded: &Loaded) -> Vec<String> {
    let kind = |path: &str| match path.rsplit('/').next() {
        Some(SAETZE) => "Eigene Standardsätze",
        Some(name) if name.ends_with(".typ") => "Eigene Druckvorlage",
        _ => "Eigene Schrift",
    };
    let design = own_design(engine, loaded).into_iter().map(|entry| format!("{}: {}", kind(&entry.pfad), entry.pfad));
    let report = own_report(loaded).map(|own| loaded.sources.file(own)).filter(|own| own.text != report::EMBEDDED);
    let page = |own: &&Beigabe| {
        let embedded = html::templates().iter().find(|template| template.path == own.name);
        embedded.is_some_and(|embedded| *embedded.bytes != *loaded.sources.file(own.file).content())
    };
    let pages = loaded.druckvorlagen.iter().filter(page);
    let pages = pages.map(|own| format!("Eigene Seitenvorlage: {}", loaded.sources.file(own.file).path));
    design.chain(pages).chain(report.map(|own| format!("Eigener Prüfbericht: {}", own.path))).collect()
}

/// What a file of the folder of templates is probably meant to replace: one of nearly its name, in whatever folder.
pub fn meant(name: &str, embedded: &[(&str, &[u8])]) -> String {
    let base = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let bases: Vec<String> = embedded.iter().map(|(path, _)| base(path)).collect();
    let near = nearest(&base(name), bases.iter().map(String::as_str));
    let elsewhere: Vec<&str> =
        embedded.iter().map(|(path, _)| *path).filter(|path| Some(base(path).as_str()) == near).collect();
    match elsewhere.as_slice() {
        [one] => format!("Meinten Sie „{one}“?"),
        _ => suggest(name, embedded.iter().map(|(path, _)| *path)),
    }
}

/// The workspace's own template of this name.
pub(super) fn own(loaded: &Loaded, name: &str) -> Option<FileId> {
    loaded.druckvorlagen.iter().find(|own| own.name == name).map(|own| own.file)
}

/// The workspace's own standard sentences; those that fail are findings, and the embedded ones hold.
fn saetze(loaded: &mut Loaded, alphabet: &Alphabet, findings: &mut Vec<Finding>) {
    let Some(own) = own(loaded, SAETZE) else { return };
    let text = loaded.sources.file(own).text.clone();
    let mut log = Log::new(alphabet.clone());
    for (at, c) in alphabet.unprintable(&text) {
        log.push(unprintable(Span::new(own, at, at + c.len_utf8()), c, None));
    }
    for fault in text::fehler_in_saetzen(&text) {
        let message = "Die Standardsätze des Arbeitsordners lassen sich nicht verwenden.";
        let span = Span::new(own, fault.stelle.start, fault.stelle.end);
        log.push(Finding::at(Code::RB037, span, message, MEND).found(fault.was));
    }
    let faults = log.into_findings();
    if faults.is_empty()
        && let Some(bestand) = &mut loaded.bestand
    {
        bestand.saetze = Some(text);
    }
    findings.extend(faults);
}

/// The workspace's own Prüfbericht; one that fails is a finding, and the embedded one is written.
fn pruefbericht(loaded: &Loaded, findings: &mut Vec<Finding>) {
    let own = own(loaded, PRUEFBERICHT);
    let fault = own.and_then(|own| Some((own, report::fault(&loaded.sources.file(own).text)?)));
    findings.extend(fault.map(|(own, fault)| broken_report(own, &fault)));
}

/// The file of the workspace's own Prüfbericht, if it can be used.
pub(super) fn own_report(loaded: &Loaded) -> Option<FileId> {
    own(loaded, PRUEFBERICHT).filter(|own| report::fault(&loaded.sources.file(*own).text).is_none())
}

/// The finding for a Prüfbericht of the workspace that cannot be filled in.
pub(super) fn broken_report(own: FileId, fault: &TemplateFault) -> Finding {
    let message = "Der Prüfbericht des Arbeitsordners lässt sich nicht verwenden.";
    let span = Span::new(own, fault.stelle.start, fault.stelle.end);
    Finding::at(Code::RB037, span, message, MEND).found(fault.was.as_str())
}

/// The workspace's own templates of pages; one that fails is a finding, and the embedded one holds.
fn page_templates(loaded: &Loaded, findings: &mut Vec<Finding>) -> Vec<Asset> {
    let is_page = |own: &&Beigabe| html::templates().iter().any(|template| template.path == own.name);
    let own = loaded.druckvorlagen.iter().filter(is_page).filter_map(|own| {
        let bytes = loaded.sources.file(own.file).content().to_vec();
        let asset = Asset { path: own.name.clone().into(), bytes: bytes.into() };
        let fault = Pages::fault(&asset);
        findings.extend(fault.as_ref().map(|fault| broken_page(own.file, &fault.fault)));
        fault.is_none().then_some(asset)
    });
    own.collect()
}

/// The finding for a template of a page that fails at a place.
pub(super) fn broken_page(own: FileId, fault: &TemplateFault) -> Finding {
    let message = "Die Seitenvorlage des Arbeitsordners lässt sich nicht verwenden.";
    let span = Span::new(own, fault.stelle.start, fault.stelle.end);
    Finding::at(Code::RB037, span, message, MEND).found(fault.was.as_str())
}

/// The templates of pages that differ from the embedded ones, by their paths in the workspace.
pub(super) fn own_pages(pages: &Pages) -> Vec<FileEntry> {
    let path = |asset: &Asset| format!("{}/{}", Layout::DRUCKVORLAGEN, asset.path);
    pages.own().map(|asset| FileEntry::new(path(asset), &asset.bytes)).collect()
}

/// A file of the workspace as the engine takes it, and where it stands.
type Own = (Asset, FileId, String);

/// The workspace's fonts that may be read.
fn fonts(loaded: &Loaded, findings: &mut Vec<Finding>) -> Vec<Own> {
    let mut fonts = Vec::new();
    for Beigabe { name, file } in &loaded.schriften {
        let source = loaded.sources.file(*file);
        match typeset::excess(source.content()) {
            Some(why) => findings.push(no_font(&source.path, why)),
            None => {
                let path = format!("{}/{name}", Layout::SCHRIFTEN);
                let asset = Asset { path: path.into(), bytes: source.content().to_vec().into() };
                fonts.push((asset, *file, source.path.clone()));
            }
        }
    }
    fonts
}

fn no_font(path: &str, message: impl Into<String>) -> Finding {
    Finding::of_path(
        Code::RB034,
        path,
        message,
        "Legen Sie die Schrift neu ab, als TrueType (.ttf) oder OpenType (.otf).",
    )
}

/// The fonts that are some and draw their digits, and their families.
fn readable(fonts: Vec<Own>, findings: &mut Vec<Finding>) -> (Vec<Asset>, Vec<String>) {
    let looked = looked(&fonts, |asset| typeset::apart::look(&[], asset).map(|look| look.fonts));
    let (mut readable, mut families) = (Vec::new(), Vec::new());
    for ((font, _, path), look) in fonts.into_iter().zip(looked) {
        match look {
            Err(error) => findings.push(no_font(&path, format!("Die Schrift lässt sich nicht lesen. {error}"))),
            Ok(look) if look.families.is_empty() => {
                findings.push(no_font(&path, "Die Datei ist keine Schrift oder beschädigt."));
            }
            Ok(FontLook { wrong_digit: Some(digit), .. }) => {
                let message = format!(
                    "Die Schrift zeichnet für die Ziffer {digit} ein anderes Zeichen; gedruckt stünden falsche Zahlen."
                );
                let mend = "Ersetzen Sie die Datei durch die Schrift, wie ihr Hersteller sie ausliefert.";
                findings.push(Finding::of_path(Code::RB049, path, message, mend));
            }
            Ok(look) => {
                readable.push(font);
                families.extend(look.families);
            }
        }
    }
    (readable, families)
}

/// What is seen of files, looked at together; where that comes to no end, each by itself.
fn looked<T>(files: &[Own], look: impl Fn(&[Asset]) -> Result<Vec<T>, TypesetError>) -> Vec<Result<T, TypesetError>> {
    if files.is_empty() {
        return Vec::new();
    }
    let assets: Vec<Asset> = files.iter().map(|(asset, ..)| asset.clone()).collect();
    match look(&assets) {
        Ok(seen) => seen.into_iter().map(Ok).collect(),
        Err(_) => assets.chunks(1).map(|one| look(one)?.pop().ok_or_else(TypesetError::unfinished)).collect(),
    }
}

/// The workspace's templates, by the names of the embedded ones that they replace.
fn templates(loaded: &Loaded, engine: &Engine, findings: &mut Vec<Finding>) -> Vec<Own> {
    let embedded = embedded(engine);
    let mut templates = Vec::new();
    for Beigabe { name, file } in &loaded.druckvorlagen {
        let source = loaded.sources.file(*file);
        // These are no templates of the engine.
        if name == SAETZE || name == PRUEFBERICHT || html::templates().iter().any(|page| page.path == *name) {
            continue;
        }
        if embedded.iter().any(|(path, _)| path == name) {
            let asset = Asset { path: name.clone().into(), bytes: source.content().to_vec().into() };
            templates.push((asset, *file, source.path.clone()));
        } else {
            let message = "Eine eingebaute Druckvorlage dieses Namens gibt es nicht; die Datei wird nicht gelesen.";
            let mend = format!("{} Alle zeigt „ratsbericht template list“.", meant(name, &embedded));
            findings.push(Finding::of_path(Code::RB036, crate::source::shorten(&source.path), message, mend));
        }
    }
    templates
}

/// The templates that can be read; the others are findings.
fn sound(templates: Vec<Own>, findings: &mut Vec<Finding>) -> Vec<Asset> {
    let looked = looked(&templates, |assets| typeset::apart::look(assets, &[]).map(|look| look.templates));
    let mut sound = Vec::new();
    for ((template, file, _), errors) in templates.into_iter().zip(looked) {
        match errors.as_deref() {
            Ok([]) => sound.push(template),
            Ok([(range, message), ..]) => findings.push(broken(Span::new(file, range.start, range.end), message)),
            Err(error) => {
                let text = "Die Druckvorlage des Arbeitsordners lässt sich nicht lesen.";
                findings.push(Finding::at(Code::RB037, Span::new(file, 0, 0), text, MEND).found(error.to_string()));
            }
        }
    }
    sound
}

/// The finding for a template of the workspace that fails at a place.
pub(super) fn broken(span: Span, message: &str) -> Finding {
    let text = "Die Druckvorlage des Arbeitsordners lässt sich nicht setzen.";
    Finding::at(Code::RB037, span, text, MEND).found(format!("Meldung von Typst: {message}"))
}

/// Texts are set in the embedded font where the wanted one is not there.
fn check_family(loaded: &mut Loaded, families: &BTreeSet<String>, findings: &mut Vec<Finding>) {
    let Some(bestand) = &mut loaded.bestand else { return };
    let Some(wanted) = &bestand.ausstattung.schrift else { return };
    if families.contains(wanted) {
        return;
    }
    let message = format!("Die Schriftfamilie „{wanted}“ gibt es nicht; gesetzt wird in der eingebauten Schrift.");
    let near = suggest(wanted, families.iter().map(String::as_str));
    let mend = format!("Legen Sie ihre Schriften in „{}“ ab. {near}", Layout::SCHRIFTEN);
    findings.push(Finding::at(Code::RB035, bestand.stammdaten.span("gestaltung/schrift"), message, mend));
    bestand.ausstattung.schrift = None;
}

/// A logo that cannot be drawn would only be found while papers are set.
fn check_logo(loaded: &mut Loaded, findings: &mut Vec<Finding>) {
    let Some(bestand) = &mut loaded.bestand else { return };
    let Some(logo) = &bestand.ausstattung.logo else { return };
    if typeset::image(&logo.bytes, logo.art == Logoart::Svg).is_err() {
        let mend = "Speichern Sie das Logo neu, als einfaches SVG oder als PNG.";
        let span = bestand.stammdaten.span("gestaltung/logo");
        findings.push(Finding::at(Code::RB032, span, "Das Logo ist beschädigt und lässt sich nicht zeichnen.", mend));
        bestand.ausstattung.logo = None;
    }
}
