//! References: every Kennung that a record names exists.

use std::collections::BTreeMap;
use std::slice;

use crate::finding::{Code, Finding, nearest, suggest};
use crate::load::Known;
use crate::model::{Bestand, Decode, Kennung, Located, NameList, Row, TableVisitor};
use crate::source::{Data, Node, Span};

/// For how many unknown Kennungen a near one is sought; where more are unknown, a whole table is missing or misnamed,
/// and holding each against every name would take as long as both lists multiplied.
const MOST_SOUGHT: usize = 50;

/// Collects findings while references are followed.
struct Verweise<'a> {
    known: &'a Known,
    /// The master data as they were read.
    stammdaten: &'a Node,
    /// The mending sentences so far, each sought once.
    mends: BTreeMap<(NameList, Kennung), String>,
    findings: Vec<Finding>,
}

pub(super) fn check(bestand: &Bestand, known: &Known) -> Vec<Finding> {
    let mut verweise =
        Verweise { known, stammdaten: bestand.stammdaten.node(), mends: BTreeMap::new(), findings: Vec::new() };
    verweise.records(slice::from_ref(&bestand.stammdaten));
    bestand.each(&mut verweise);
    for vorlage in bestand.vorlagen.iter().map(|ordner| &ordner.vorlage) {
        verweise.records(slice::from_ref(vorlage));
        // The number of a paper holds more than a Kennung.
        let teile = bestand.stammdaten.nummernteile(&vorlage.nummer);
        if let Some(wahlperiode) = teile.and_then(|teile| teile.wahlperiode) {
            verweise.require(NameList::Wahlperioden, &wahlperiode, vorlage.span("nummer"));
        }
    }
    for ordner in &bestand.berichte {
        verweise.records(slice::from_ref(&ordner.bericht));
    }
    verweise.findings
}

impl TableVisitor<'_> for Verweise<'_> {
    fn table<T: Row>(&mut self, rows: &[Located<T>]) {
        self.records(rows);
    }
}

impl Verweise<'_> {
    /// Holds one Kennung against the list that it must come from.
    fn require(&mut self, list: NameList, kennung: &Kennung, span: Span) {
        let Some(names) = self.known.of(list) else { return };
        if names.contains(kennung.as_str()) {
            return;
        }
        let source = list.place();
        let message = format!("{} „{kennung}“ ist unbekannt.", list.noun());
        let mend = match self.mends.get(&(list, kennung.clone())) {
            Some(mend) => mend.clone(),
            None if self.mends.len() < MOST_SOUGHT => {
                let near =
                    self.named(list, kennung).map(|own| format!("Meinten Sie „{own}“? Das ist die Kennung dazu."));
                let near = near.unwrap_or_else(|| suggest(kennung.as_str(), names.iter().map(String::as_str)));
                let mend = format!("{near} Die Kennungen stehen in {source}.");
                self.mends.entry((list, kennung.clone())).or_insert(mend).clone()
            }
            None => format!("Die Kennungen stehen in {source}."),
        };
        self.findings.push(Finding::at(Code::RB016, span, message, mend));
    }

    /// The Kennung of the entry of the master data whose name somebody has written instead.
    fn named(&self, list: NameList, written: &Kennung) -> Option<String> {
        let sections = NameList::SECTIONS.iter().filter(|(_, of)| {
            *of == list
                || (list == NameList::Dienststellen && matches!(of, NameList::Dezernate | NameList::Fachbereiche))
        });
        let entries = sections.filter_map(|(section, _)| self.stammdaten.get(section)).flat_map(Node::items);
        let text = |entry: &Node, field: &str| match &entry.get(field)?.data {
            Data::Text(text) => Some(text.to_string()),
            _ => None,
        };
        let named: Vec<(String, String)> = entries
            .flat_map(|entry| {
                ["name", "titel", "bezeichnung"].map(|field| Some((text(entry, field)?, text(entry, "kennung")?)))
            })
            .flatten()
            .collect();
        let near = nearest(written.as_str(), named.iter().map(|(name, _)| name.as_str()));
        let word = written.as_str().to_lowercase();
        let mut with_word = named.iter().filter(|(name, _)| word.len() > 3 && name.to_lowercase().contains(&word));
        let only = || with_word.next().filter(|_| with_word.next().is_none()).map(|(name, _)| name.as_str());
        let name = near.or_else(only)?;
        named.iter().find(|(other, _)| other == name).map(|(_, kennung)| kennung.clone())
    }

    /// Holds all Kennungen that records name against their lists.
    fn records<T: Decode>(&mut self, records: &[Located<T>]) {
        for (list, kennung, span) in Located::references(records) {
            self.require(list, &kennung, span);
        }
    }
}
