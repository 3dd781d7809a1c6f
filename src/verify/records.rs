//! The records behind the figures of a paper, and the hashes by which one sees that they have changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::figures::record_places::RecordPlaces;
use crate::figures::{Beleg, Figure};
use crate::model::{Bestand, Table, datum};
use crate::source::{Data, Node, Span, digest};
use crate::tabular;
use crate::workspace::Layout;

/// The table that names a field of the paper's own file, whose hash stands among the inputs.
const OWN: &str = "vorlage";

/// The folders of papers, by which a Nachweis names their own records.
const VORLAGEN: &str = "vorlagen";
const BERICHTE: &str = "berichte";

/// The records that the figures of a paper can name, as they were known on a day, and its own.
pub(super) struct Records<'a> {
    places: RecordPlaces<'a>,
    /// What the paper says of itself, in a file or in rows of sheets: the folder of such papers, its name, and the value.
    own: Option<(&'static str, &'a str, &'a Node)>,
}

/// A record as it stands in the workspace.
pub(super) struct FoundRecord {
    /// Where.
    pub(super) span: Span,
    /// The hash of what it holds.
    pub(super) sha256: String,
    /// The day on which it was recorded, where it says so.
    pub(super) erfasst: Option<NaiveDate>,
}

impl<'a> Records<'a> {
    pub(super) fn of(bestand: &'a Bestand, paper: &str, tag: NaiveDate) -> Self {
        let vorlage = bestand.vorlagen.iter().find(|ordner| ordner.name == paper);
        let bericht = bestand.berichte.iter().find(|ordner| ordner.name == paper);
        let own = vorlage.map(|own| (VORLAGEN, own.name.as_str(), own.vorlage.node()));
        let own = own.or_else(|| bericht.map(|own| (BERICHTE, own.name.as_str(), own.bericht.node())));
        Self { places: RecordPlaces::new(bestand, tag, vorlage.map(|own| &own.vorlage)), own }
    }

    /// The hash of the paper's own record, and of each that the figures name, by `table/Kennung`.
    pub(super) fn hashes(&self, figures: &[Figure]) -> BTreeMap<String, String> {
        let all = figures.iter().flat_map(|figure| figure.belege.iter()).filter(|beleg| beleg.tabelle != OWN);
        let distinct: BTreeMap<String, &Beleg> = all.map(|beleg| (beleg.name(), beleg)).collect();
        let own = self.own.map(|(kind, name, _)| format!("{kind}/{name}"));
        let own = own.and_then(|name| Some((name.clone(), self.named(&name)?.sha256)));
        distinct.into_iter().filter_map(|(name, beleg)| Some((name, self.find(beleg)?.sha256))).chain(own).collect()
    }

    /// The record that a Nachweis names `table/Kennung`; `None` where no table keeps it.
    pub(super) fn named(&self, name: &str) -> Option<FoundRecord> {
        let (tabelle, kennung) = name.split_once('/')?;
        if let Some((_, _, node)) = self.own.filter(|(kind, own, _)| *kind == tabelle && *own == kennung) {
            let sha256 = digest(node.meaning().as_bytes());
            return Some(FoundRecord { span: node.span_at(""), sha256, erfasst: None });
        }
        // Beside the tables, a parameter and a figure of a closed period have names.
        let mut tables = Table::ALL.iter().map(|table| table.name()).chain([Layout::CONFIG, Layout::ABSCHLUESSE]);
        let tabelle = tables.find(|table| *table == tabelle)?;
        self.find(&Beleg::new(tabelle, kennung))
    }

    /// Whether a Nachweis names the record of a paper so.
    pub(super) fn is_own(name: &str) -> bool {
        name.split_once('/').is_some_and(|(kind, _)| [VORLAGEN, BERICHTE].contains(&kind))
    }

    fn find(&self, beleg: &Beleg) -> Option<FoundRecord> {
        let node = self.places.node(beleg)?;
        let table = Table::ALL.iter().find(|table| table.name() == beleg.tabelle);
        let text = match table {
            Some(table) => tabular::row(*table, node),
            None if beleg.tabelle == Layout::CONFIG => node.meaning(),
            None => node.canonical(),
        };
        let erfasst = match node.get("erfasst").map(|value| &value.data) {
            Some(Data::Text(day) | Data::Date(day)) => datum(day),
            _ => None,
        };
        Some(FoundRecord { span: node.span_at(""), sha256: digest(text.as_bytes()), erfasst })
    }
}

/// The sections that change no paper: waivers, and when reports are owed.
const WITHOUT_EFFECT: [&str; 3] = ["ausnahme", "plan", "termin"];

/// The hash of each section of the configuration that can change a paper.
pub(super) fn sections(bestand: &Bestand) -> BTreeMap<String, String> {
    let Data::Object(object) = &bestand.stammdaten.node().data else { return BTreeMap::new() };
    let own = object.entries().filter(|(key, _)| !WITHOUT_EFFECT.contains(&&*key.name));
    own.map(|(key, value)| (key.name.to_string(), digest(value.meaning().as_bytes()))).collect()
}
