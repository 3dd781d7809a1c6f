//! The folders of the papers.

use super::annex_pdf::PdfDoubt;
use super::read::{Look, Reader};
use super::{annex_pdf, edition, json, located, wording};
use crate::finding::{Code, Finding, suggest};
use crate::model::{BerichtOrdner, Located, Part, Stammdaten, Text, Vorlage, VorlageOrdner, slug, unprintable};
use crate::source::{Data, Node, Span, is_bullet_at, quoted, shorten};
use crate::workspace::{Folder, Layout};

/// The files that the folder of a Vorlage can hold, beside `anlagen/`.
const VORLAGE: [&str; 4] = ["vorlage.json", "beschlussvorschlag.md", "erlaeuterungen.md", "weitere-erlaeuterungen.md"];

/// The files that the folder of a Bericht can hold.
const BERICHT: [&str; 4] = ["bericht.json", "lagebild.md", "einleitung.md", "ausblick.md"];

/// Reads `vorlagen/*`; a folder without a valid `vorlage.json` is left out.
pub(super) fn vorlagen(
    reader: &mut Reader<'_>,
    layout: &Layout,
    stammdaten: Option<&Located<Stammdaten>>,
    texts: &mut Vec<Text>,
    nummern: &mut Vec<(String, String)>,
) -> Vec<VorlageOrdner> {
    let mut found = Vec::new();
    for folder in layout.vorlagen.iter().filter(|folder| !layout.is_barred(&folder.path)) {
        check_name(reader, folder);
        report_strays(reader, folder, &VORLAGE);
        let mut node = tree(reader, folder, "vorlage.json");
        if let Some(Data::Text(nummer)) = node.as_ref().and_then(|node| node.get("nummer")).map(|node| &node.data) {
            nummern.push((nummer.trim().to_owned(), folder.name.clone()));
        }
        if let (Some(node), Some(stammdaten)) = (&mut node, stammdaten) {
            wording::settle(reader, folder, node, stammdaten);
        }
        let vorlage: Option<Located<Vorlage>> = node.and_then(|node| located(&node, &mut reader.log));
        let beschlussvorschlag = text(reader, folder, "beschlussvorschlag.md");
        let erlaeuterungen = text(reader, folder, "erlaeuterungen.md");
        let weitere_erlaeuterungen = text(reader, folder, "weitere-erlaeuterungen.md");
        let own = [&beschlussvorschlag, &erlaeuterungen, &weitere_erlaeuterungen];
        texts.extend(own.into_iter().flatten().cloned());
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

/// Reads `berichte/*`; a folder without a valid `bericht.json` is left out.
pub(super) fn berichte(reader: &mut Reader<'_>, layout: &Layout, texts: &mut Vec<Text>) -> Vec<BerichtOrdner> {
    let mut found = Vec::new();
    for folder in layout.berichte.iter().filter(|folder| !layout.is_barred(&folder.path)) {
        check_name(reader, folder);
        report_strays(reader, folder, &BERICHT);
        let node = tree(reader, folder, "bericht.json");
        let bericht = node.and_then(|node| located(&node, &mut reader.log));
        let [lagebild, einleitung, ausblick] =
            ["lagebild.md", "einleitung.md", "ausblick.md"].map(|name| text(reader, folder, name));
        let own = [&lagebild, &einleitung, &ausblick];
        texts.extend(own.into_iter().flatten().cloned());
        let Some(bericht) = bericht else { continue };
        let fassung = edition::whole(false, own.into_iter().flatten());
        found.push(BerichtOrdner { name: folder.name.clone(), bericht, lagebild, einleitung, ausblick, fassung });
    }
    found
}

/// Folder names become parts of file names, so they are plain.
fn check_name(reader: &mut Reader<'_>, folder: &Folder) {
    if folder.name != slug(&folder.name) {
        let mend = format!("Nennen Sie den Ordner „{}“.", slug(&folder.name));
        let message = "Der Name des Ordners darf nur aus Kleinbuchstaben, Ziffern und Bindestrichen bestehen.";
        let finding = Finding::of_path(Code::RB012, shorten(&folder.path), message, mend);
        reader.log.push(finding.concerning(&folder.name));
    }
    let base = Part::base_of(&folder.name);
    if base != folder.name {
        let message = "So heißen die Papiere, die zu einem anderen gehören: die Anlage und die Herkunft der Zahlen.";
        let mend = format!("Nennen Sie den Ordner anders, etwa „{base}“ oder „{base}-bericht“.");
        let finding = Finding::of_path(Code::RB012, shorten(&folder.path), message, mend);
        reader.log.push(finding.concerning(&folder.name));
    }
}

/// A file with another name would be left out of the paper without a word.
fn report_strays(reader: &mut Reader<'_>, folder: &Folder, known: &[&str]) {
    let strays = folder.files.iter().filter(|name| !known.contains(&name.as_str()));
    reader.strays(&folder.path, strays, |name| {
        let message = "Die Datei gehört nicht zum Papier und wird nicht gelesen.";
        let path = format!("{}/{}", folder.path, shorten(name));
        let finding = Finding::of_path(Code::RB018, path, message, suggest(name, known.iter().copied()));
        finding.concerning(&folder.name)
    });
}

/// The values of a paper's record.
fn tree(reader: &mut Reader<'_>, folder: &Folder, name: &str) -> Option<Node> {
    let file = reader.required(&format!("{}/{name}", folder.path), Some(&folder.name))?;
    reader.parse(file, json::parse)
}

/// The longest text in bytes; printed, it has about 150 pages.
const LONGEST_TEXT: usize = 512 * 1024;

/// Reads a text; characters that no paper can show are findings at their places.
fn text(reader: &mut Reader<'_>, folder: &Folder, name: &str) -> Option<Text> {
    let file = reader.optional(&format!("{}/{name}", folder.path), Some(&folder.name))?;
    let markdown = reader.text(file).to_owned();
    if markdown.len() > LONGEST_TEXT {
        let message = format!("Der Text ist länger als {} KiB.", LONGEST_TEXT / 1024);
        let mend = "Kürzen Sie ihn, und legen Sie Ausführliches als Anlage bei.";
        let finding = Finding::at(Code::RB028, Span::new(file, 0, 0), message, mend);
        return reader.log.reject(finding.concerning(&folder.name));
    }
    let text = Text { file, markdown };
    let unprintables: Vec<_> = reader.log.alphabet().unprintable(&text.markdown).collect();
    let shown = unprintables.into_iter().filter(|(at, _)| !is_bullet_at(&text.markdown, *at));
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
