//! References: every Kennung that a record names exists.

use std::collections::BTreeMap;
use std::slice;

use crate::finding::{Code, Finding, suggest};
use crate::load::Known;
use crate::model::{Bestand, Decode, Kennung, Located, NameList, Row, TableVisitor};
use crate::source::Span;

/// For how many unknown Kennungen a near one is sought; where more are unknown, a whole table is missing or misnamed,
/// and holding each against every name would take as long as both lists multiplied.
const MOST_SOUGHT: usize = 50;

/// Collects findings while references are followed.
struct Verweise<'a> {
    known: &'a Known,
    /// The mending sentences so far, each sought once.
    mends: BTreeMap<(NameList, Kennung), String>,
    findings: Vec<Finding>,
}

pub(super) fn check(bestand: &Bestand, known: &Known) -> Vec<Finding> {
    let mut verweise = Verweise { known, mends: BTreeMap::new(), findings: Vec::new() };
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
                let near = suggest(kennung.as_str(), names.iter().map(String::as_str));
                let mend = format!("{near} Die Kennungen stehen in {source}.");
                self.mends.entry((list, kennung.clone())).or_insert(mend).clone()
            }
            None => format!("Die Kennungen stehen in {source}."),
        };
        self.findings.push(Finding::at(Code::RB016, span, message, mend));
    }

    /// Holds all Kennungen that records name against their lists.
    fn records<T: Decode>(&mut self, records: &[Located<T>]) {
        for (list, kennung, span) in Located::references(records) {
            self.require(list, &kennung, span);
        }
    }
}
