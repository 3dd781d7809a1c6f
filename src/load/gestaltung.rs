//! What a municipality brings along: logo, fonts, templates.

use std::sync::Arc;

use super::logo;
use super::read::Reader;
use crate::finding::{Code, Finding, suggest};
use crate::model::{Ausstattung, Beigabe, Located, Logo, Stammdaten};
use crate::source::{quoted, shorten};
use crate::workspace::Layout;

/// The largest logo in bytes; every paper carries it.
const LARGEST_LOGO: u64 = 512 * 1024;

/// The largest font in bytes.
const LARGEST_FONT: u64 = 8 * 1024 * 1024;

/// The most fonts; a family with all its cuts has fewer.
const MOST_FONTS: usize = 24;

/// The largest template in bytes; the embedded ones have a hundredth of it.
const LARGEST_TEMPLATE: u64 = 1024 * 1024;

/// The most files in the folder of templates; three times as many as are embedded.
const MOST_TEMPLATES: usize = 100;

/// The fonts of the workspace; licences may lie beside them.
pub(super) fn schriften(reader: &mut Reader<'_>, layout: &Layout) -> Vec<Beigabe> {
    let mut found = Vec::new();
    for name in &layout.schriften {
        let path = format!("{}/{name}", Layout::SCHRIFTEN);
        match ending(name).as_str() {
            "ttf" | "otf" if found.len() == MOST_FONTS => {
                let message = format!("In dem Ordner liegen mehr als {MOST_FONTS} Schriften.");
                let mend = "Lassen Sie nur die Schnitte darin, die die Papiere brauchen.";
                reader.log.push(Finding::of_path(Code::RB034, Layout::SCHRIFTEN, message, mend));
                break;
            }
            "ttf" | "otf" => match reader.shared(&path, LARGEST_FONT) {
                Ok(file) => found.push(Beigabe { name: name.clone(), file }),
                Err((problem, mend)) => {
                    let mend = mend.unwrap_or("Prüfen Sie die Zugriffsrechte und die Größe der Datei.");
                    reader.log.push(Finding::of_path(Code::RB034, shown(&path), problem, mend));
                }
            },
            _ => {}
        }
    }
    let strays = layout.schriften.iter().filter(|name| !["ttf", "otf", "txt", "md"].contains(&ending(name).as_str()));
    reader.strays(Layout::SCHRIFTEN, strays, |name| {
        let message = "Die Datei ist keine Schrift und wird nicht gelesen.";
        let mend = "Gelesen werden Schriften mit der Endung .ttf oder .otf; Lizenzen dürfen als .txt danebenliegen.";
        Finding::of_path(Code::RB018, shown(&format!("{}/{name}", Layout::SCHRIFTEN)), message, mend)
    });
    found
}

/// The templates of the workspace; which of them are known, only the typesetter can say.
pub(super) fn druckvorlagen(reader: &mut Reader<'_>, layout: &Layout) -> Vec<Beigabe> {
    let mut found = Vec::new();
    if layout.druckvorlagen.len() > MOST_TEMPLATES {
        let message = format!("In dem Ordner liegen mehr als {MOST_TEMPLATES} Dateien; keine davon wird gelesen.");
        let mend = "Lassen Sie nur die Druckvorlagen darin, die eingebaute ersetzen.";
        reader.log.push(Finding::of_path(Code::RB028, Layout::DRUCKVORLAGEN, message, mend));
        return found;
    }
    for name in &layout.druckvorlagen {
        let path = format!("{}/{name}", Layout::DRUCKVORLAGEN);
        match reader.shared(&path, LARGEST_TEMPLATE) {
            Ok(file) if std::str::from_utf8(reader.content(file)).is_ok() => {
                found.push(Beigabe { name: name.clone(), file });
            }
            Ok(_) => {
                let mend = "Wählen Sie im Editor „Speichern unter“ und die Kodierung UTF-8.";
                let message = "Die Druckvorlage ist nicht in UTF-8 gespeichert.";
                reader.log.push(Finding::of_path(Code::RB002, shown(&path), message, mend));
            }
            Err((problem, mend)) => {
                let mend =
                    mend.unwrap_or("Prüfen Sie die Zugriffsrechte und die Größe der Datei, oder löschen Sie sie.");
                reader.log.push(Finding::of_path(Code::RB001, shown(&path), problem, mend));
            }
        }
    }
    found
}

/// Logo and font as the configuration names them.
pub(super) fn ausstattung(reader: &mut Reader<'_>, layout: &Layout, stammdaten: &Located<Stammdaten>) -> Ausstattung {
    Ausstattung { logo: logo(reader, layout, stammdaten), schrift: stammdaten.gestaltung.schrift.clone() }
}

fn logo(reader: &mut Reader<'_>, layout: &Layout, stammdaten: &Located<Stammdaten>) -> Option<Logo> {
    let gestaltung = &stammdaten.gestaltung;
    let name = gestaltung.logo.as_ref()?;
    let span = stammdaten.span("gestaltung/logo");
    if gestaltung.logo_text.is_none() {
        let message = "Das Logo hat keinen Alternativtext.";
        let mend = "Schreiben Sie unter „logo_text“, was das Logo zeigt, zum Beispiel „Wappen der Gemeinde“.";
        reader.log.push(Finding::at(Code::RB006, span, message, mend).expected("das Feld „logo_text“"));
    }
    let path = match find(layout, name) {
        Ok(path) => path,
        Err((message, mend)) => {
            let finding = Finding::at(Code::RB001, span, message, mend).expected("ein Dateiname wie wappen.svg");
            return reader.log.reject(finding.found(quoted(name)));
        }
    };
    let file = match reader.shared(&path, LARGEST_LOGO) {
        Ok(file) => file,
        Err((problem, mend)) => {
            let usual = "Verkleinern oder vereinfachen Sie das Logo, und prüfen Sie die Zugriffsrechte der Datei.";
            let mend = mend.unwrap_or(usual);
            return reader.log.reject(Finding::at(Code::RB032, span, problem, mend).found(quoted(name)));
        }
    };
    match logo::redrawn(&ending(name), reader.content(file)) {
        Ok((art, bytes)) => {
            let text = gestaltung.logo_text.clone()?;
            Some(Logo { art, bytes: Arc::new(bytes), text })
        }
        Err((message, mend)) => {
            let finding = Finding::at(Code::RB032, span, message, mend);
            reader.log.reject(finding.expected("eine Datei .svg oder .png").found(quoted(name)))
        }
    }
}

/// Bytes as papers carry them, if they can stand there as the logo of a name such as `logo.png`.
pub fn as_logo(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    logo::redrawn(&ending(name), bytes).ok().map(|(_, drawn)| drawn)
}

/// Where the logo lies; a name that is a path, or a file that is not there, is said with what to do.
fn find(layout: &Layout, name: &str) -> Result<String, (String, String)> {
    if name.contains(['/', '\\', ':']) || name.starts_with('.') {
        let mend = "Nennen Sie nur den Dateinamen; die Datei selbst gehört in den Ordner „gestaltung“.";
        return Err(("Das Logo ist mit einem Pfad angegeben.".into(), mend.into()));
    }
    let path = format!("{}/{name}", Layout::GESTALTUNG);
    let there = &layout.gestaltung;
    // Asked by its listed name, so that no file system finds what another would not.
    if !there.iter().any(|file| file == name) {
        let near = suggest(name, there.iter().map(String::as_str));
        return Err((
            "Das Logo liegt nicht im Ordner „gestaltung“.".into(),
            format!("Legen Sie die Datei dort ab. {near}"),
        ));
    }
    Ok(path)
}

/// The ending of a file name in small letters, without the dot.
fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// A path as messages show it.
fn shown(path: &str) -> String {
    shorten(path)
}
