//! The records behind the figures of a paper, and the hashes by which one sees that they have changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::figures::record_places::RecordPlaces;
use crate::figures::{Beleg, Figure};
use crate::model::{Bestand, Table, datum};
use crate::source::{Data, Span, digest};
use crate::tabular;
use crate::workspace::Layout;

/// The table that names a field of the paper's own file, whose hash stands among the inputs.
const OWN: &str = "vorlage";

/// The records that the figures of a paper can name, as they were known on a day.
pub(super) struct Records<'a>(RecordPlaces<'a>);

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
        let vorlage = bestand.vorlagen.iter().find(|ordner| ordner.name == paper).map(|ordner| &ordner.vorlage);
        Self(RecordPlaces::new(bestand, tag, vorlage))
    }

    /// The hash of each record that the figures name, by `table/Kennung`.
    pub(super) fn hashes(&self, figures: &[Figure]) -> BTreeMap<String, String> {
        let all = figures.iter().flat_map(|figure| figure.belege.iter()).filter(|beleg| beleg.tabelle != OWN);
        let distinct: BTreeMap<String, &Beleg> = all.map(|beleg| (beleg.name(), beleg)).collect();
        distinct.into_iter().filter_map(|(name, beleg)| Some((name, self.find(beleg)?.sha256))).collect()
    }

    /// The record that a Nachweis names `table/Kennung`; `None` where no table keeps it.
    pub(super) fn named(&self, name: &str) -> Option<FoundRecord> {
        let (tabelle, kennung) = name.split_once('/')?;
        // Beside the tables, a parameter and a figure of a closed period have names.
        let mut tables = Table::ALL.iter().map(|table| table.name()).chain([Layout::CONFIG, Layout::ABSCHLUESSE]);
        let tabelle = tables.find(|table| *table == tabelle)?;
        self.find(&Beleg::new(tabelle, kennung))
    }

    fn find(&self, beleg: &Beleg) -> Option<FoundRecord> {
        let node = self.0.node(beleg)?;
        let table = Table::ALL.iter().find(|table| table.name() == beleg.tabelle);
        let text = table.map_or_else(|| node.canonical(), |table| tabular::row(*table, node));
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
    own.map(|(key, value)| (key.name.to_string(), digest(value.canonical().as_bytes()))).collect()
}
