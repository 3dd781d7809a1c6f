//! The folders of the papers.

use super::read::Reader;
use super::{json, located};
use crate::finding::{Code, Finding};
use crate::model::{BerichtOrdner, Decode, Located, Text, VorlageOrdner, slug, unprintable};
use crate::workspace::{Folder, Layout};

/// Reads `vorlagen/*`; a folder without a valid `vorlage.json` is left out.
pub(super) fn vorlagen(reader: &mut Reader<'_>, layout: &Layout) -> Vec<VorlageOrdner> {
    let mut found = Vec::new();
    for folder in &layout.vorlagen {
        check_name(reader, folder);
        let vorlage: Option<Located<crate::model::Vorlage>> = record(reader, folder, "vorlage.json");
        let beschlussvorschlag = text(reader, folder, "beschlussvorschlag.md");
        let erlaeuterungen = text(reader, folder, "erlaeuterungen.md");
        let weitere_erlaeuterungen = text(reader, folder, "weitere-erlaeuterungen.md");
        let Some(vorlage) = vorlage else { continue };
        report_missing_anlagen(reader, folder, &vorlage);
        let name = folder.name.clone();
        found.push(VorlageOrdner { name, vorlage, beschlussvorschlag, erlaeuterungen, weitere_erlaeuterungen });
    }
    found
}

/// Reads `berichte/*`; a folder without a valid `bericht.json` is left out.
pub(super) fn berichte(reader: &mut Reader<'_>, layout: &Layout) -> Vec<BerichtOrdner> {
    let mut found = Vec::new();
    for folder in &layout.berichte {
        check_name(reader, folder);
        let bericht = record(reader, folder, "bericht.json");
        let einleitung = text(reader, folder, "einleitung.md");
        let ausblick = text(reader, folder, "ausblick.md");
        let Some(bericht) = bericht else { continue };
        found.push(BerichtOrdner { name: folder.name.clone(), bericht, einleitung, ausblick });
    }
    found
}

/// Folder names become parts of file names, so they are plain.
fn check_name(reader: &mut Reader<'_>, folder: &Folder) {
    if folder.name != slug(&folder.name) {
        let mend = format!("Nennen Sie den Ordner „{}“.", slug(&folder.name));
        let message = "Der Name des Ordners darf nur aus Kleinbuchstaben, Ziffern und Bindestrichen bestehen.";
        let finding = Finding::of_path(Code::RB012, crate::source::shorten(&folder.path), message, mend);
        reader.log.push(finding.concerning(&folder.name));
    }
}

fn record<T: Decode>(reader: &mut Reader<'_>, folder: &Folder, name: &str) -> Option<Located<T>> {
    let file = reader.required(&format!("{}/{name}", folder.path), Some(&folder.name))?;
    let node = reader.parse(file, json::parse)?;
    located(&node, &mut reader.log)
}

/// Reads a text; characters that no paper can show are findings at their places.
fn text(reader: &mut Reader<'_>, folder: &Folder, name: &str) -> Option<Text> {
    let file = reader.optional(&format!("{}/{name}", folder.path), Some(&folder.name))?;
    let markdown = reader.text(file).to_owned();
    let text = Text { file, markdown };
    let mut offset = 0;
    for line in text.markdown.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']).replace('\t', " ");
        if let Some((at, c)) = reader.log.alphabet().first_unprintable(&content) {
            reader.log.push(unprintable(text.span(offset + at, offset + at + c.len_utf8()), c));
        }
        offset += line.len();
    }
    Some(text)
}

/// Attachments that the cover lists must lie in the folder.
fn report_missing_anlagen(reader: &mut Reader<'_>, folder: &Folder, vorlage: &Located<crate::model::Vorlage>) {
    for (i, anlage) in vorlage.anlagen.iter().enumerate() {
        let Some(datei) = &anlage.datei else { continue };
        let plain = !datei.contains(['/', '\\']) && !datei.starts_with('.');
        if !plain || !reader.exists(&format!("{}/anlagen/{datei}", folder.path)) {
            let span = vorlage.span(&format!("anlagen/{i}/datei"));
            let message = "Die Anlage liegt nicht im Ordner „anlagen“ der Vorlage.";
            let mend = "Legen Sie die Datei dort ab, und nennen Sie nur ihren Namen, ohne Pfad.";
            reader.log.push(Finding::at(Code::RB001, span, message, mend).found(format!("„{datei}“")));
        }
    }
}
