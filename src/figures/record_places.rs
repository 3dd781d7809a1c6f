//! Where the records behind figures stand.

use std::collections::BTreeMap;

use super::Beleg;
use super::foerderung::aenderungsbescheid;
use crate::model::{Bestand, Located, Sicht, Vorlage};
use crate::source::{Node, Span};

/// The records that figures can name, as they were known on a day, by table and Kennung.
#[derive(Debug)]
pub struct RecordPlaces<'a> {
    bestand: &'a Bestand,
    vorlage: Option<&'a Located<Vorlage>>,
    records: BTreeMap<Beleg, &'a Node>,
}

impl<'a> RecordPlaces<'a> {
    /// The records of a paper; `vorlage` is the paper itself where it is a Vorlage.
    pub fn new(bestand: &'a Bestand, sicht: &Sicht<'a>, vorlage: Option<&'a Located<Vorlage>>) -> Self {
        let mut all = Self { bestand, vorlage, records: BTreeMap::new() };
        // What was recorded later has a place, too: a figure counts what a paper does not know yet.
        all.add_all(&Sicht::all_known(bestand));
        all.add_all(sicht);
        all.add_abschluesse();
        bestand.faktoren.iter().for_each(|f| all.add("faktoren", f, f.kennung.to_string()));
        all
    }

    /// The records of the tables; they take the place of rows of the same record.
    fn add_all(&mut self, sicht: &Sicht<'a>) {
        for projekt in sicht.projekte() {
            let kennung = &projekt.kennung;
            self.add("projekte", projekt, kennung.to_string());
            sicht.fortschritt(kennung).iter().for_each(|f| self.add("fortschritt", f, f.bezeichnung()));
            sicht.pausen(kennung).iter().for_each(|p| self.add("pausen", p, p.bezeichnung()));
            sicht.meilensteine(kennung).iter().for_each(|m| self.add("meilensteine", m, m.bezeichnung()));
            sicht.haushalt(kennung).iter().for_each(|h| self.add("haushalt", h, h.bezeichnung()));
            sicht.anlagen(kennung).iter().for_each(|a| self.add("anlagen", a, a.kennung.to_string()));
            sicht.energie(kennung).iter().for_each(|e| self.add("energie", e, e.kennung.to_string()));
            sicht.bewilligungen(kennung).iter().for_each(|b| self.add_grant(sicht, b));
        }
        sicht.reifegrade().iter().for_each(|r| self.add("reifegrade", r, r.bezeichnung()));
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

    fn add_grant(&mut self, sicht: &Sicht<'a>, grant: &'a Located<crate::model::Bewilligung>) {
        let kennung = &grant.kennung;
        self.add("bewilligungen", grant, kennung.to_string());
        sicht.aenderungen(kennung).iter().for_each(|a| self.add("aenderungsbescheide", a, aenderungsbescheid(a)));
        sicht.tranchen(kennung).iter().for_each(|t| self.add("tranchen", t, t.bezeichnung()));
        sicht.mittelabrufe(kennung).iter().for_each(|a| self.add("mittelabrufe", a, a.kennung.to_string()));
        sicht.zahlungen(kennung).iter().for_each(|z| self.add("zahlungen", z, z.kennung.to_string()));
        sicht.nachweise(kennung).iter().for_each(|n| self.add("nachweise", n, n.bezeichnung()));
    }

    fn add<T>(&mut self, tabelle: &'static str, record: &'a Located<T>, kennung: String) {
        self.records.insert(Beleg { tabelle, kennung }, record.node());
    }
}
