//! The public edition of what was read, cut at the source: nothing behind it can know what is nichtöffentlich.

use std::collections::BTreeSet;

use super::Loaded;
use crate::finding::Log;
use crate::model::{
    Abschnitt, Anlage, BerichtOrdner, Bestand, Decode, Edition, Fassung, Located, NICHTOEFFENTLICH, Status, Text,
    Vorlage, VorlageOrdner,
};
use crate::source::{Alphabet, Data, Node, SourceFile, fenced};

/// The mark in a text, which Markdown shows as it is.
const MARK: &str = "\\[nichtöffentlich\\]";

/// Whether a text has parts that are nichtöffentlich; one that does not say clearly which has them.
pub(super) fn has_hidden(text: &Text) -> bool {
    let fenced = fenced(&text.markdown);
    !fenced.faults.is_empty() || fenced.hidden().next().is_some()
}

/// The whole edition of a paper with these texts.
pub(super) fn whole<'t>(has_hidden_fields: bool, mut texts: impl Iterator<Item = &'t Text>) -> Fassung {
    Fassung { edition: Edition::Whole, has_hidden: has_hidden_fields || texts.any(has_hidden) }
}

/// Whether a record says that parts of the paper are nichtöffentlich.
pub(super) fn hides_fields(vorlage: &Vorlage) -> bool {
    !vorlage.nichtoeffentlich.is_empty() || vorlage.anlagen.iter().any(Anlage::is_hidden)
}

impl Loaded {
    /// Whether the public may not read a paper at all.
    pub fn is_withheld(&self, ordner: &str) -> bool {
        let Some(bestand) = &self.bestand else { return false };
        let mut vorlagen = bestand.vorlagen.iter();
        vorlagen.any(|of| of.name == ordner && of.vorlage.status == Status::Nichtoeffentlich)
            || bestand.berichte.iter().any(|of| of.name == ordner && !of.is_public())
    }

    /// Leaves the public edition of everything: papers that are nichtöffentlich are not in it, and of the others neither the texts, fields
    /// and names that are, nor the files that hold them.
    pub fn cut(&mut self) {
        self.edition = Edition::Public;
        let names: Vec<String> = self.papers.iter().filter(|name| !self.is_withheld(name)).cloned().collect();
        self.nummern.retain(|(_, name)| names.contains(name));
        self.papers = names;
        // What they say is checked in the whole edition.
        self.texts = Vec::new();
        let Self { bestand, withheld, sources, .. } = self;
        let path_of = |text: &Text| sources.file(text.file).path.clone();
        if let Some(bestand) = bestand {
            withheld.extend(bestand.vorlagen.iter().flat_map(|ordner| withheld_of(ordner, path_of)));
            let texts = bestand.berichte.iter().flat_map(BerichtOrdner::texts);
            withheld.extend(texts.filter(|text| has_hidden(text)).map(path_of));
            cut(bestand);
        }
    }

    /// The files that may be named: those that hold nothing that this edition leaves out.
    pub fn told(&self) -> impl Iterator<Item = &SourceFile> {
        self.sources.files().filter(|file| !self.withheld.contains(&file.path))
    }
}

/// The files of a paper that hold what is nichtöffentlich.
fn withheld_of(ordner: &VorlageOrdner, path_of: impl Fn(&Text) -> String) -> BTreeSet<String> {
    let vorlage = &ordner.vorlage;
    let folder = format!("vorlagen/{}", ordner.name);
    let hidden = vorlage.anlagen.iter().filter(|anlage| anlage.is_hidden()).filter_map(|anlage| anlage.datei.as_ref());
    let mut paths: BTreeSet<String> = hidden.map(|datei| format!("{folder}/anlagen/{datei}")).collect();
    paths.extend(hides_fields(vorlage).then(|| format!("{folder}/vorlage.json")));
    let texts = ordner.texts().filter(|(abschnitt, text)| vorlage.withholds(*abschnitt) || has_hidden(text));
    paths.extend(texts.map(|(_, text)| path_of(text)));
    paths
}

/// Leaves only what the public may read.
fn cut(bestand: &mut Bestand) {
    let vorlagen = std::mem::take(&mut bestand.vorlagen);
    let public = vorlagen.into_iter().filter(|ordner| ordner.vorlage.status == Status::Oeffentlich);
    bestand.vorlagen = public.filter_map(vorlage).collect();
    bestand.berichte.retain(BerichtOrdner::is_public);
    for ordner in &mut bestand.berichte {
        ordner.fassung.edition = Edition::Public;
        for text in [&mut ordner.lagebild, &mut ordner.einleitung, &mut ordner.ausblick].into_iter().flatten() {
            cut_text(text, false);
        }
    }
}

/// The public edition of a Vorlage; `None` where what is left is no record, which no valid one comes to.
fn vorlage(mut ordner: VorlageOrdner) -> Option<VorlageOrdner> {
    ordner.fassung.edition = Edition::Public;
    if !ordner.fassung.has_hidden {
        return Some(ordner);
    }
    let named_before =
        |name: &str, ordner: &VorlageOrdner| ordner.texts().any(|(_, text)| text.markdown.contains(name));
    let whole = ordner.clone();
    let hidden = Abschnitt::ALL.iter().filter(|abschnitt| ordner.hides(**abschnitt)).copied().collect::<Vec<_>>();
    let texts = [
        (Abschnitt::Beschlussvorschlag, &mut ordner.beschlussvorschlag),
        (Abschnitt::Erlaeuterungen, &mut ordner.erlaeuterungen),
        (Abschnitt::WeitereErlaeuterungen, &mut ordner.weitere_erlaeuterungen),
    ];
    for (abschnitt, text) in texts {
        text.iter_mut().for_each(|text| cut_text(text, hidden.contains(&abschnitt)));
    }
    // Of a selection that only hidden words name, not even the name is told.
    let is_told = |name: &str| named_before(name, &ordner) || !named_before(name, &whole);
    let node = cut_record(whole.vorlage.node(), &hidden, &is_told);
    let record = Vorlage::decode(&node, &mut Log::new(Alphabet::all()))?;
    Some(VorlageOrdner { vorlage: Located::new(record, node), ..ordner })
}

/// Puts a mark in the place of what is hidden in a text.
fn cut_text(text: &mut Text, is_hidden: bool) {
    let fenced = fenced(&text.markdown);
    if is_hidden || !fenced.faults.is_empty() {
        text.markdown = format!("{MARK}\n");
        return;
    }
    let pieces = fenced.stretches.iter().map(|stretch| match stretch.is_hidden {
        true => format!("\n{MARK}\n\n"),
        false => text.markdown.get(stretch.range.clone()).unwrap_or_default().to_owned(),
    });
    text.markdown = pieces.collect();
}

/// The record without the fields of hidden sections and without the names of hidden annexes.
fn cut_record(node: &Node, hidden: &[Abschnitt], is_told: &dyn Fn(&str) -> bool) -> Node {
    let hides = |abschnitt| hidden.contains(&abschnitt);
    let Data::Object(object) = &node.data else { return node.clone() };
    let entries = object.entries().filter_map(|(key, value)| {
        let value = match &*key.name {
            "klimarelevanz" if hides(Abschnitt::Klimarelevanz) => return None,
            "finanzen" if hides(Abschnitt::Finanzen) => only(value, &["haushaltsjahr"]),
            "anlagen" => list(value, |anlage| Some(annex(anlage))),
            "kennzahlen" => list(value, |bezug| is_told(text(bezug.get("name")?)?).then(|| bezug.clone())),
            _ => value.clone(),
        };
        Some((key.clone(), value))
    });
    Node { span: node.span, data: entries.collect() }
}

/// The same list with other items.
fn list(node: &Node, item: impl Fn(&Node) -> Option<Node>) -> Node {
    let items: Vec<Node> = node.items().iter().filter_map(item).collect();
    Node { span: node.span, data: Data::List(items.into()) }
}

/// The same object with these fields alone.
fn only(node: &Node, names: &[&str]) -> Node {
    let Data::Object(object) = &node.data else { return node.clone() };
    let kept = object.entries().filter(|(key, _)| names.contains(&&*key.name));
    Node { span: node.span, data: kept.map(|(key, value)| (key.clone(), value.clone())).collect() }
}

/// An annex as the public sees it: a hidden one has a mark for its title.
fn annex(node: &Node) -> Node {
    if node.get("status").and_then(text) != Some(Status::Nichtoeffentlich.text()) {
        return node.clone();
    }
    let mut cut = only(node, &["titel", "status"]);
    if let Some(titel) = cut.get_mut("titel") {
        titel.data = Data::Text(NICHTOEFFENTLICH.into());
    }
    cut
}

/// The text that a value is, without blanks around it.
fn text(node: &Node) -> Option<&str> {
    match &node.data {
        Data::Text(text) => Some(text.trim()),
        _ => None,
    }
}
