//! Where the records behind figures stand.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Beleg;
use crate::model::{Bestand, Located, Row, TableVisitor, Vorlage, newest};
use crate::source::{Node, Span};

/// The records that figures can name, as they were known on a day, by table and Kennung.
#[derive(Debug)]
pub struct RecordPlaces<'a> {
    bestand: &'a Bestand,
    vorlage: Option<&'a Located<Vorlage>>,
    datenstand: NaiveDate,
    records: BTreeMap<Beleg, &'a Node>,
}

impl<'a> RecordPlaces<'a> {
    /// The records of a paper; `vorlage` is the paper itself where it is a Vorlage.
    pub fn new(bestand: &'a Bestand, datenstand: NaiveDate, vorlage: Option<&'a Located<Vorlage>>) -> Self {
        let mut all = Self { bestand, vorlage, datenstand, records: BTreeMap::new() };
        bestand.each(&mut all);
        all.add_abschluesse();
        all
    }

    /// The value of a record or of a field; `None` where no table keeps it.
    pub fn node(&self, beleg: &Beleg) -> Option<&'a Node> {
        let field = |root: &'a Node| root.node_at(&beleg.kennung);
        match beleg.tabelle {
            "vorlage" => self.vorlage.and_then(|vorlage| field(vorlage.node())),
            "ratsbericht.toml" => field(self.bestand.stammdaten.node()),
            _ => self.records.get(beleg).copied(),
        }
    }

    /// The place of a record or of a field.
    pub fn span(&self, beleg: &Beleg) -> Option<Span> {
        self.node(beleg).map(|node| node.span)
    }

    /// The figures and the projects of the closed periods.
    fn add_abschluesse(&mut self) {
        for abschluss in &self.bestand.abschluesse {
            for (i, bericht) in abschluss.berichte.indexed() {
                let name = format!("{}/{}", abschluss.zeitraum.kennung(), bericht.name);
                let figures =
                    bericht.kennzahlen.indexed().map(|(k, zahl)| (zahl.id.clone(), format!("kennzahlen/{k}")));
                let projects = bericht.projekte.indexed();
                let projects = projects.map(|(k, p)| (format!("projekte/{}", p.kennung), format!("projekte/{k}")));
                for (id, path) in figures.chain(projects) {
                    let node = abschluss.node().node_at(&format!("berichte/{i}/{path}"));
                    let beleg = Beleg::new("abschluesse", format!("{name}/{id}"));
                    self.records.extend(node.map(|node| (beleg, node)));
                }
            }
        }
    }
}

impl<'a> TableVisitor<'a> for RecordPlaces<'a> {
    fn table<T: Row>(&mut self, rows: &'a [Located<T>]) {
        // What was recorded later has a place, too: a figure counts what a paper does not know yet.
        for row in newest(rows, NaiveDate::MAX).into_iter().chain(newest(rows, self.datenstand)) {
            self.records.insert(Beleg::row(T::TABLE, row.name()), row.node());
        }
    }
}
