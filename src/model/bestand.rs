//! Everything that a workspace holds, with its places.

use std::collections::BTreeSet;
use std::ops::Deref;

use super::{
    Abschluss, Aenderungsbescheid, Anlagegut, Ausstattung, BerichtOrdner, Bewilligung, Decode, Energiemenge,
    Fachbereich, Faktor, Field, Foerdergeber, Fortschritt, Haushaltsansatz, Kennung, Kind, Meilenstein, Mittelabruf,
    Nachweis, Pause, Programm, Programmregel, Projekt, Reifegrad, Shape, Stammdaten, Tranche, Vorlage, VorlageOrdner,
    Zahlung,
};
use crate::source::{Data, FileId, Node, Span};

/// A record together with the value it was decoded from.
#[derive(Debug, Clone, PartialEq)]
pub struct Located<T> {
    record: T,
    node: Node,
}

impl<T> Located<T> {
    /// A record and its value.
    pub fn new(record: T, node: Node) -> Self {
        Self { record, node }
    }

    /// The value that it was decoded from.
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// How many items the list at a path holds in the file, those that are not valid included.
    pub fn count(&self, list: &str) -> usize {
        let node = list.split('/').try_fold(&self.node, |node, step| node.get(step));
        node.map_or(0, |node| node.items().len())
    }

    /// Whether the file has a value at a path, valid or not.
    pub fn has(&self, path: &str) -> bool {
        let steps = path.split('/').filter(|step| !step.is_empty());
        let node = steps.into_iter().try_fold(&self.node, |node, step| node.get(step));
        node.is_some_and(|node| node.data != Data::Null)
    }

    /// The place of a field such as `beratungsfolge/0/gremium`; of the record where the field was left out.
    pub fn span(&self, path: &str) -> Span {
        self.node.span_at(path)
    }

    /// The whole place of a field, or of the record where the path is empty.
    pub fn extent(&self, path: &str) -> Span {
        self.node.extent_at(path)
    }
}

impl<T: Decode> Located<T> {
    /// The free texts of records with their places; Kennungen, days, amounts and words of closed lists are none.
    pub fn texts(records: &[Self]) -> Vec<(&str, Span)> {
        let Shape::Record(shape) = T::shape() else { return Vec::new() };
        let fields = (shape.fields)();
        let mut texts = Vec::new();
        for record in records {
            fields.iter().for_each(|field| texts_of_field(&record.node, field, &mut texts));
        }
        texts
    }
}

fn texts_of_field<'a>(record: &'a Node, field: &Field, texts: &mut Vec<(&'a str, Span)>) {
    if let Some(value) = record.get(field.name) {
        texts_of(value, &field.shape, texts);
    }
}

fn texts_of<'a>(value: &'a Node, shape: &Shape, texts: &mut Vec<(&'a str, Span)>) {
    match (shape, &value.data) {
        (Shape::Single { kind: Kind::Text, .. }, Data::Text(text)) => texts.push((text, value.span)),
        (Shape::List(of), Data::List(items)) => items.iter().for_each(|item| texts_of(item, of, texts)),
        (Shape::Record(record), Data::Object(_)) => {
            (record.fields)().iter().for_each(|field| texts_of_field(value, field, texts));
        }
        _ => {}
    }
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

/// A Markdown text with placeholders, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The file.
    pub file: FileId,
    /// Its content.
    pub markdown: String,
}

impl Text {
    /// The place of a range of bytes of the text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }
}

/// The typed content of a workspace: only what is valid.
#[derive(Debug, Clone)]
pub struct Bestand {
    /// `ratsbericht.toml`.
    pub stammdaten: Located<Stammdaten>,
    /// Logo and font.
    pub ausstattung: Ausstattung,
    /// `daten/projekte`.
    pub projekte: Vec<Located<Projekt>>,
    /// `daten/fortschritt`.
    pub fortschritt: Vec<Located<Fortschritt>>,
    /// `daten/pausen`.
    pub pausen: Vec<Located<Pause>>,
    /// `daten/meilensteine`.
    pub meilensteine: Vec<Located<Meilenstein>>,
    /// `daten/reifegrade`.
    pub reifegrade: Vec<Located<Reifegrad>>,
    /// `daten/foerdergeber`.
    pub foerdergeber: Vec<Located<Foerdergeber>>,
    /// `daten/programme`.
    pub programme: Vec<Located<Programm>>,
    /// `daten/bewilligungen`.
    pub bewilligungen: Vec<Located<Bewilligung>>,
    /// `daten/haushalt`.
    pub haushalt: Vec<Located<Haushaltsansatz>>,
    /// `daten/anlagen`.
    pub anlagen: Vec<Located<Anlagegut>>,
    /// `daten/programmregeln`.
    pub programmregeln: Vec<Located<Programmregel>>,
    /// `daten/aenderungsbescheide`.
    pub aenderungsbescheide: Vec<Located<Aenderungsbescheid>>,
    /// `daten/tranchen`.
    pub tranchen: Vec<Located<Tranche>>,
    /// `daten/mittelabrufe`.
    pub mittelabrufe: Vec<Located<Mittelabruf>>,
    /// `daten/zahlungen`.
    pub zahlungen: Vec<Located<Zahlung>>,
    /// `daten/nachweise`.
    pub nachweise: Vec<Located<Nachweis>>,
    /// `daten/energie`.
    pub energie: Vec<Located<Energiemenge>>,
    /// `daten/faktoren`.
    pub faktoren: Vec<Located<Faktor>>,
    /// `vorlagen/*`, by name.
    pub vorlagen: Vec<VorlageOrdner>,
    /// `berichte/*`, by name.
    pub berichte: Vec<BerichtOrdner>,
    /// The municipality's own standard sentences, where it has some that can be used.
    pub saetze: Option<String>,
    /// `abschluesse/*`, by name, which is by period as far as they have one length.
    pub abschluesse: Vec<Located<Abschluss>>,
}

impl Bestand {
    /// The division of this Kennung.
    pub fn fachbereich(&self, kennung: &Kennung) -> Option<&Fachbereich> {
        self.stammdaten.fachbereich.iter().find(|f| f.kennung == *kennung)
    }

    /// The name of a division or department, with its Kennung: `FB 02 Fachbereich Wirtschaft …`.
    pub fn dienststelle(&self, kennung: &Kennung) -> String {
        let fachbereich = self.fachbereich(kennung).map(|f| f.name.as_str());
        let dezernat = self.stammdaten.dezernat.iter().find(|d| d.kennung == *kennung).map(|d| d.name.as_str());
        match fachbereich.or(dezernat) {
            Some(name) => format!("{kennung} {name}"),
            None => kennung.to_string(),
        }
    }

    /// The full name of a body; its Kennung where the master list has none (which a check reports).
    pub fn gremium(&self, kennung: &Kennung) -> String {
        let gremium = self.stammdaten.gremium.iter().find(|g| g.kennung == *kennung);
        gremium.map_or_else(|| kennung.to_string(), |g| g.name.clone())
    }

    /// The grants to the projects that a paper names, decided and recorded up to its day, in the order of the table.
    pub fn grants_to<'a>(&'a self, vorlage: &Vorlage) -> impl Iterator<Item = &'a Located<Bewilligung>> {
        let projekte: BTreeSet<Kennung> = vorlage.projekte.iter().cloned().collect();
        let datum = vorlage.datum;
        let datenstand = vorlage.datenstand.unwrap_or(datum);
        let known = move |b: &Bewilligung| b.bescheid <= datum && b.erfasst.is_none_or(|tag| tag <= datenstand);
        self.bewilligungen.iter().filter(move |b| projekte.contains(&b.projekt) && known(b))
    }

    /// The record of a funding programme.
    pub fn programm(&self, kennung: &Kennung) -> Option<&Programm> {
        self.programme.iter().find(|p| p.kennung == *kennung).map(Deref::deref)
    }
}
