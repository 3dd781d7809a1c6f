//! The record of a Vorlage held against the numbers, words and forms of its municipality, before it is decoded.

use chrono::Datelike;

use super::read::Reader;
use crate::finding::{Code, Finding, Log};
use crate::model::{Decode, Located, Stammdaten, VorlageNr, datum, unknown_word};
use crate::source::{Data, Key, Node, Object, composed};
use crate::workspace::Folder;

/// What stands below the tables of Finanzielle Auswirkungen.
const BELOW_THE_TABLES: [&str; 2] = ["weitere-erlaeuterungen.md", "weitere-erlaeuterungen.docx"];

/// Reports what is not of the municipality and marks it, so that decoding says nothing more of it; a paper without the form
/// Finanzielle Auswirkungen has one that says nothing.
pub(super) fn settle(reader: &mut Reader<'_>, folder: &Folder, node: &mut Node, stammdaten: &Located<Stammdaten>) {
    let log = &mut reader.log;
    // A pattern or a word that is not valid could be the one that is meant.
    if stammdaten.vorlage.iter().map(|regel| regel.nummer.len()).sum::<usize>() == stammdaten.count("vorlage/nummer") {
        number(node, stammdaten, log);
    }
    if stammdaten.vorlageart.len() == stammdaten.count("vorlageart") {
        let words: Vec<&str> = stammdaten.vorlagearten().into_iter().map(|(word, _)| word).collect();
        word(node.get_mut("vorlageart"), &words, log);
    }
    if stammdaten.zustaendigkeit.len() == stammdaten.count("zustaendigkeit") {
        let words: Vec<&str> = stammdaten.zustaendigkeiten().into_iter().map(|(word, _)| word).collect();
        for step in node.get_mut("beratungsfolge").map(Node::items_mut).unwrap_or_default() {
            word(step.get_mut("zustaendigkeit"), &words, log);
        }
    }
    forms(reader, folder, node, stammdaten);
}

/// Holds the number against the patterns. One that does not fit stays as it was written, as that of a new paper which is still to be
/// filled in: the finding stops the paper, and its figures can be looked up all the same.
fn number(node: &mut Node, stammdaten: &Stammdaten, log: &mut Log) {
    let Some(value) = node.get_mut("nummer").filter(|value| matches!(value.data, Data::Text(_))) else { return };
    let Some(text) = String::decode(value, log) else {
        value.data = Data::Faulty;
        return;
    };
    if stammdaten.nummernteile(&VorlageNr::new(&text)).is_none() {
        log.push(unfit(value, stammdaten));
    }
}

fn unfit(value: &Node, stammdaten: &Stammdaten) -> Finding {
    let message = "Die Vorlage-Nr ist ungültig.";
    let own = stammdaten.number_samples();
    let (mend, expected) = if own.is_empty() {
        let mend = "Schreiben Sie Einheit, vier Ziffern und Wahlperiode (WP und zwei Ziffern), getrennt durch \
                    Schrägstriche. Sind Ihre Nummern anders gebaut, nennen Sie in ratsbericht.toml unter [vorlage] bei „nummer“ das Muster.";
        (mend, VorlageNr::shape().describe())
    } else {
        let mend = "Schreiben Sie die Nummer nach dem Muster. Stimmt sie, ergänzen Sie ihr Muster in ratsbericht.toml unter \
                    [vorlage] bei „nummer“.";
        (mend, format!("eine Vorlage-Nr wie {own}"))
    };
    Finding::at(Code::RB017, value.span, message, mend).expected(expected).found(value.describe())
}

/// Holds a word against those of the municipality; what is no text is left to decoding.
fn word(value: Option<&mut Node>, words: &[&str], log: &mut Log) {
    let Some(value) = value else { return };
    let Data::Text(text) = &value.data else { return };
    if !words.contains(&&*composed(text.trim())) {
        log.push(unknown_word(value, words));
        value.data = Data::Faulty;
    }
}

/// Reports forms that papers of this kind do not have: what they say would not be printed.
fn forms(reader: &mut Reader<'_>, folder: &Folder, node: &mut Node, stammdaten: &Stammdaten) {
    let kind = match node.get("vorlageart").map(|value| &value.data) {
        Some(Data::Text(text)) => composed(text.trim()).into_owned(),
        _ => return,
    };
    if !stammdaten.has_klimarelevanz(&kind) {
        unused(node, "klimarelevanz", "Klimarelevanz", &mut reader.log);
    }
    if stammdaten.has_finanzen(&kind) {
        return;
    }
    unused(node, "finanzen", "Finanzielle Auswirkungen", &mut reader.log);
    for name in BELOW_THE_TABLES.iter().filter(|below| folder.files.iter().any(|name| name == *below)) {
        let path = format!("{}/{name}", folder.path);
        let mend = "Schreiben Sie den Text in die Erläuterungen, und löschen Sie die Datei.";
        let message =
            "Der Text steht unter dem Vordruck Finanzielle Auswirkungen, den Vorlagen dieser Art nicht haben.";
        reader.log.push(Finding::of_path(Code::RB048, path, message, mend).concerning(&folder.name));
    }
    says_nothing(node);
}

/// Reports a form that is there, and takes it away.
fn unused(node: &mut Node, field: &str, titel: &str, log: &mut Log) {
    let Data::Object(object) = &node.data else { return };
    for (key, value) in object.entries().filter(|(key, value)| key.name == field && value.data != Data::Null) {
        let message =
            format!("Vorlagen dieser Art haben den Vordruck {titel} nicht; die Angaben würden nicht gedruckt.");
        let mend = format!(
            "Löschen Sie „{field}“. Soll er gedruckt werden, ändern Sie das in ratsbericht.toml unter [vorlage] bei \
             „{field}“ oder bei der Art der Vorlage."
        );
        log.push(Finding::at(Code::RB048, key.span.unwrap_or(value.span), message, mend));
    }
    node.data = others(object, field).collect();
}

/// The entries of an object but for one.
fn others(object: &Object, field: &str) -> impl Iterator<Item = (Key, Node)> {
    object.entries().filter(move |(key, _)| key.name != field).map(|(key, value)| (key.clone(), value.clone()))
}

/// Gives a paper without the form Finanzielle Auswirkungen one without any statement, of the year of its date.
fn says_nothing(node: &mut Node) {
    let day = node.get("datum").and_then(|value| if let Data::Text(day) = &value.data { datum(day) } else { None });
    // Without its date the paper is left out.
    let (span, Some(day)) = (node.span, day) else { return };
    let entry = |name: &'static str, data| (Key { name: name.into(), span: Some(span) }, Node { span, data });
    let form = [entry("haushaltsjahr", Data::Number(day.year().to_string().into()))].into_iter().collect();
    if let Data::Object(object) = &node.data {
        node.data = others(object, "finanzen").chain([entry("finanzen", form)]).collect();
    }
}
