//! The folders of the papers.

use std::borrow::Cow;

use super::annex_pdf::PdfDoubt;
use super::blaetter::{Blaetter, Gathered, require};
use super::read::{Look, Reader};
use super::word::LONGEST_TEXT;
use super::{PaperTree, annex_pdf, edition, json, located, wording};
use crate::finding::{Code, Finding, suggest};
use crate::model::{
    BerichtOrdner, Blatt, Decode, Located, Part, Stammdaten, Text, Vorlage, VorlageOrdner, paper_name, slug,
    unprintable,
};
use crate::source::{Data, FileId, Node, Span, is_bullet_at, is_device, is_set_in, quoted, shorten};
use crate::workspace::{Folder, Layout};

/// The files that the folder of a Vorlage can hold, beside `anlagen/`.
const VORLAGE: [&str; 7] = [
    "vorlage.json",
    "beschlussvorschlag.md",
    "beschlussvorschlag.docx",
    "erlaeuterungen.md",
    "erlaeuterungen.docx",
    "weitere-erlaeuterungen.md",
    "weitere-erlaeuterungen.docx",
];

/// The files that the folder of a Bericht can hold.
const BERICHT: [&str; 7] = [
    "bericht.json",
    "lagebild.md",
    "lagebild.docx",
    "einleitung.md",
    "einleitung.docx",
    "ausblick.md",
    "ausblick.docx",
];

/// Endings, in small letters, of what word processors write beside `.docx`.
const OF_WORD_PROCESSORS: [&str; 9] = ["doc", "docm", "dot", "dotx", "odt", "fodt", "rtf", "txt", "pages"];

/// What is read of papers beside their records.
#[derive(Default)]
pub(super) struct PapersRead {
    /// Every text, also of papers whose record is not valid.
    pub(super) texts: Vec<Text>,
    /// The Vorlage-Nr of each paper that states one, with the paper's name.
    pub(super) nummern: Vec<(String, String)>,
    /// The names of all papers.
    pub(super) papers: Vec<String>,
    /// What each says of itself.
    pub(super) trees: Vec<PaperTree>,
}

/// Reads `vorlagen/*` and the sheet of them; what has no valid record is left out.
pub(super) fn vorlagen(
    reader: &mut Reader<'_>,
    (layout, blaetter): (&Layout, &Blaetter),
    stammdaten: Option<&Located<Stammdaten>>,
    read: &mut PapersRead,
) -> Vec<VorlageOrdner> {
    let mut found = Vec::new();
    for Source { folder, row } in sources(reader, Blatt::Vorlagen, (layout, blaetter), read) {
        let folder = &*folder;
        report_strays(reader, folder, &VORLAGE);
        let mut node = said(reader, Blatt::Vorlagen, (folder, row.as_ref(), blaetter), read);
        if let Some(Data::Text(nummer)) = node.as_ref().and_then(|node| node.get("nummer")).map(|node| &node.data) {
            read.nummern.push((nummer.trim().to_owned(), folder.name.clone()));
        }
        if let (Some(node), Some(stammdaten)) = (&mut node, stammdaten) {
            wording::settle(reader, folder, node, stammdaten);
        }
        let vorlage: Option<Located<Vorlage>> = node.and_then(|node| record(node, row.as_ref(), reader));
        let beschlussvorschlag = text(reader, folder, "beschlussvorschlag");
        let erlaeuterungen = text(reader, folder, "erlaeuterungen");
        let weitere_erlaeuterungen = text(reader, folder, "weitere-erlaeuterungen");
        let own = [&beschlussvorschlag, &erlaeuterungen, &weitere_erlaeuterungen];
        read.texts.extend(own.into_iter().flatten().cloned());
        let Some(vorlage) = vorlage else { continue };
        check_anlagen(reader, folder, &vorlage);
        let name = folder.name.clone();
        let fassung = edition::whole(edition::hides_fields(&vorlage), own.into_iter().flatten());
        found.push(VorlageOrdner {
            name,
            vorlage,
            beschlussvorschlag,
            erlaeuterungen,
            weitere_erlaeuterungen,
            fassung,
        });
    }
    found
}

/// Reads `berichte/*` and the sheet of them; what has no valid record is left out.
pub(super) fn berichte(
    reader: &mut Reader<'_>,
    (layout, blaetter): (&Layout, &Blaetter),
    read: &mut PapersRead,
) -> Vec<BerichtOrdner> {
    let mut found = Vec::new();
    for Source { folder, row } in sources(reader, Blatt::Berichte, (layout, blaetter), read) {
        let folder = &*folder;
        report_strays(reader, folder, &BERICHT);
        let node = said(reader, Blatt::Berichte, (folder, row.as_ref(), blaetter), read);
        let bericht = node.and_then(|node| record(node, row.as_ref(), reader));
        let [lagebild, einleitung, ausblick] =
            ["lagebild", "einleitung", "ausblick"].map(|name| text(reader, folder, name));
        let own = [&lagebild, &einleitung, &ausblick];
        read.texts.extend(own.into_iter().flatten().cloned());
        let Some(bericht) = bericht else { continue };
        let fassung = edition::whole(false, own.into_iter().flatten());
        found.push(BerichtOrdner { name: folder.name.clone(), bericht, lagebild, einleitung, ausblick, fassung });
    }
    found
}

/// Where a paper is kept.
struct Source<'a> {
    /// Its folder; one without files where it only has a row.
    folder: Cow<'a, Folder>,
    /// What the sheets say of it.
    row: Option<Gathered>,
}

/// The papers of folders and of rows, by name; folders that cannot be listed are left out.
fn sources<'a>(
    reader: &mut Reader<'_>,
    blatt: Blatt,
    (layout, blaetter): (&'a Layout, &Blaetter),
    read: &mut PapersRead,
) -> Vec<Source<'a>> {
    let mut rows = blaetter.papers(blatt, &mut reader.log);
    reader.assign(rows.values().flat_map(|paper| paper.rows.iter().map(|row| (*row, paper.name.clone()))));
    let folders = if blatt == Blatt::Vorlagen { &layout.vorlagen } else { &layout.berichte };
    let mut found = Vec::new();
    for folder in folders {
        let row = rows.remove(&folder.name);
        check_name(reader, folder, row.as_ref());
        found.push(Source { folder: Cow::Borrowed(folder), row });
    }
    for (name, row) in rows {
        let path = format!("{}/{name}", blatt.form().name);
        let folder = Folder { name, path, files: Vec::new() };
        if check_name(reader, &folder, Some(&row)) {
            found.push(Source { folder: Cow::Owned(folder), row: Some(row) });
        } else {
            // No path is made of it.
            read.papers.push(folder.name);
        }
    }
    found.sort_by(|one, other| one.folder.name.cmp(&other.folder.name));
    read.papers.extend(found.iter().map(|source| source.folder.name.clone()));
    found.retain(|source| !layout.is_barred(&source.folder.path));
    found
}

/// What a paper says of itself; a file and a row at once are a finding.
fn said(
    reader: &mut Reader<'_>,
    blatt: Blatt,
    (folder, row, blaetter): (&Folder, Option<&Gathered>, &Blaetter),
    read: &mut PapersRead,
) -> Option<Node> {
    let name = if blatt == Blatt::Vorlagen { VORLAGE[0] } else { BERICHT[0] };
    let path = format!("{}/{name}", folder.path);
    let has_file = reader.exists(&path);
    if let (Some(row), true) = (row, has_file) {
        let message = format!("{} „{}“ steht hier und in {}.", blatt.form().noun, row.name, shorten(&path));
        let mend = "Löschen Sie die Zeile mit allen, die zu ihr gehören, oder die Datei.";
        reader.log.push(Finding::at(Code::RB021, row.place, message, mend));
    }
    let (node, file) = match row {
        Some(row) if !has_file => (row.node.clone(), None),
        None if !has_file && blaetter.has(blatt) && !blaetter.is_readable(blatt) => return None,
        None if !has_file && blaetter.has(blatt) => {
            return reader.log.reject(without_row(blatt, folder));
        }
        _ => (tree(reader, folder, name)?, Some(path)),
    };
    read.trees.push(PaperTree { blatt, name: folder.name.clone(), node: node.clone(), file });
    Some(node)
}

/// The finding for a folder that no row of a sheet names.
fn without_row(blatt: Blatt, folder: &Folder) -> Finding {
    let (sheet, name) = (blatt.form().title, shorten(&folder.name));
    let message = format!("Zu diesem Ordner gibt es keine Zeile in der Tabelle „{sheet}“.");
    let mend = format!("Ergänzen Sie dort eine Zeile mit dem Namen „{name}“, oder löschen Sie den Ordner.");
    Finding::of_path(Code::RB001, shorten(&folder.path), message, mend).concerning(&folder.name)
}

/// Decodes what a paper says; what a row does not say is told in the words of its heads.
fn record<T: Decode>(mut node: Node, row: Option<&Gathered>, reader: &mut Reader<'_>) -> Option<Located<T>> {
    if let Some(row) = row {
        require::<T>(&mut node, &row.cells, &mut reader.log);
    }
    let record = located(&node, &mut reader.log)?;
    Some(match row {
        Some(row) => Located::in_cells(record, row.places()),
        None => record,
    })
}

/// Names of papers become parts of file names, so they are plain; whether this one can be used.
fn check_name(reader: &mut Reader<'_>, folder: &Folder, row: Option<&Gathered>) -> bool {
    let at = |message: &str, mend: String| match row {
        Some(row) => Finding::at(Code::RB012, row.place, message, mend),
        None => Finding::of_path(Code::RB012, shorten(&folder.path), message, mend),
    };
    let what = if row.is_some() { "das Papier" } else { "den Ordner" };
    let plain = folder.name == slug(&folder.name);
    if !plain {
        let mend = format!("Nennen Sie {what} „{}“.", paper_name(&folder.name));
        let message = if row.is_some() {
            "Der Name darf nur aus Kleinbuchstaben, Ziffern und Bindestrichen bestehen."
        } else {
            "Der Name des Ordners darf nur aus Kleinbuchstaben, Ziffern und Bindestrichen bestehen."
        };
        reader.log.push(at(message, mend).concerning(&folder.name));
    }
    let base = Part::base_of(&folder.name);
    if base != folder.name {
        let message = "So heißen die Papiere, die zu einem anderen gehören: die Anlage und die Herkunft der Zahlen.";
        let mend = format!("Nennen Sie {what} anders, etwa „{base}“ oder „{base}-bericht“.");
        reader.log.push(at(message, mend).concerning(&folder.name));
    }
    if is_device(&folder.name) {
        let message = "So kann unter Windows kein Ordner und keine Datei heißen.";
        let mend = format!("Nennen Sie {what} anders, etwa „{}“.", paper_name(&folder.name));
        reader.log.push(at(message, mend).concerning(&folder.name));
    }
    plain
}

/// A file with another name would be left out of the paper without a word.
fn report_strays(reader: &mut Reader<'_>, folder: &Folder, known: &[&str]) {
    let strays = folder.files.iter().filter(|name| !known.contains(&name.as_str()));
    reader.strays(&folder.path, strays, |name| {
        let message = "Die Datei gehört nicht zum Papier und wird nicht gelesen.";
        let path = format!("{}/{}", folder.path, shorten(name));
        let mend = as_docx(name, known).unwrap_or_else(|| suggest(name, known.iter().copied()));
        Finding::of_path(Code::RB018, path, message, mend).concerning(&folder.name)
    });
}

/// What to do with a text that a word processor has saved in another format.
fn as_docx(name: &str, known: &[&str]) -> Option<String> {
    let name = name.to_lowercase();
    let (stem, ending) = name.rsplit_once('.')?;
    let word = known.iter().find(|known| known.strip_suffix(".docx") == Some(stem))?;
    let mend = format!("Speichern Sie den Text in Word als {}.", quoted(word));
    OF_WORD_PROCESSORS.contains(&ending).then_some(mend)
}

/// The values of a paper's record.
fn tree(reader: &mut Reader<'_>, folder: &Folder, name: &str) -> Option<Node> {
    let file = reader.required(&format!("{}/{name}", folder.path), Some(&folder.name))?;
    reader.parse(file, json::parse)
}

/// The file of a text, which somebody has written in Markdown or in Word; both at once are a finding.
fn text_file(reader: &mut Reader<'_>, folder: &Folder, name: &str) -> Option<FileId> {
    let [markdown, word] = ["md", "docx"].map(|ending| format!("{}/{name}.{ending}", folder.path));
    if !reader.exists(&word) {
        return reader.optional(&markdown, Some(&folder.name));
    }
    if !reader.exists(&markdown) {
        return reader.word(&word, &folder.name);
    }
    let message = format!("Der Text steht zweimal da: in {name}.docx und in {name}.md.");
    let mend = "Löschen Sie die Datei, die nicht gelten soll.";
    reader.log.push(Finding::of_path(Code::RB021, word, message, mend).concerning(&folder.name));
    reader.required(&markdown, Some(&folder.name))
}

/// Reads a text; characters that no paper can show are findings at their places.
fn text(reader: &mut Reader<'_>, folder: &Folder, name: &str) -> Option<Text> {
    let file = text_file(reader, folder, name)?;
    let markdown = reader.text(file).to_owned();
    let is_word = reader.is_word(file);
    if markdown.len() > LONGEST_TEXT {
        let message = format!("Der Text ist länger als {} KiB.", LONGEST_TEXT / 1024);
        let mend = "Kürzen Sie ihn, und legen Sie Ausführliches als Anlage bei.";
        let finding = Finding::at(Code::RB028, Span::new(file, 0, 0), message, mend);
        return reader.log.reject(finding.concerning(&folder.name));
    }
    let text = Text { file, markdown, is_word };
    let unprintables: Vec<_> = reader.log.alphabet().unprintable(&text.markdown).collect();
    let shown =
        unprintables.into_iter().filter(|(at, c)| !(is_bullet_at(&text.markdown, *at) || is_word && is_set_in(*c)));
    for (at, c) in shown {
        reader.log.push(unprintable(text.span(at, at + c.len_utf8()), c, None));
    }
    // A file with nothing but blanks is as good as none.
    (!text.markdown.trim().is_empty()).then_some(text)
}

/// Attachments that the cover lists must lie in the folder, and a PDF among them should say that everybody can read it.
fn check_anlagen(reader: &mut Reader<'_>, folder: &Folder, vorlage: &Located<Vorlage>) {
    for (i, anlage) in vorlage.anlagen.indexed() {
        let Some(datei) = &anlage.datei else { continue };
        let span = vorlage.span(&format!("anlagen/{i}/datei"));
        let finding = match attach(reader, folder, datei) {
            Err((message, mend)) => {
                Finding::at(Code::RB001, span, message, mend).expected("ein Dateiname wie lageplan.pdf")
            }
            Ok(Some(doubt)) => {
                let (message, mend) = doubt.words();
                Finding::at(Code::RB419, span, message, mend)
            }
            Ok(None) => continue,
        };
        reader.log.push(finding.found(quoted(datei)));
    }
}

/// Takes the attachment of a name in, with what is in doubt about a PDF, or says why not and what to do.
fn attach(reader: &mut Reader<'_>, folder: &Folder, datei: &str) -> Result<Option<PdfDoubt>, (String, &'static str)> {
    if datei.contains(['/', '\\']) || datei.starts_with('.') {
        let mend = "Nennen Sie nur den Dateinamen; die Datei selbst gehört in den Ordner „anlagen“ der Vorlage.";
        return Err(("Die Anlage ist mit einem Pfad angegeben.".into(), mend));
    }
    let path = format!("{}/anlagen/{datei}", folder.path);
    if !reader.exists(&path) {
        let mend = "Legen Sie die Datei dort ab, oder prüfen Sie ihren Namen.";
        return Err(("Die Anlage liegt nicht im Ordner „anlagen“ der Vorlage.".into(), mend));
    }
    let usual = "Prüfen Sie die Zugriffsrechte und die Größe der Datei.";
    let is_pdf = datei.to_lowercase().ends_with(".pdf");
    let look = is_pdf.then_some(annex_pdf::doubt as Look<PdfDoubt>);
    reader.attach(&path, &folder.name, look).map_err(|(problem, mend)| (problem, mend.unwrap_or(usual)))
}
