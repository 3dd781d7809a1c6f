//! One row of the form: what was typed, what follows from projects, and what holds.

use std::collections::BTreeMap;

use super::beitrag::{Beitrag, Projektdaten, planned, spaltenpaar};
use crate::figures::anlagen::{Anlageposten, Anlagerechnung};
use crate::figures::beleg::each_once;
use crate::figures::{Beleg, Glied, TermSign};
use crate::model::{Euro, Finanzen, Finanzzeile, Haushaltsart, Haushaltszeile, Jahr, Zelle};

/// A row with its two sources.
#[derive(Debug, Clone)]
pub struct Formzeile<'a> {
    /// What is printed: typed cells, and computed ones where nothing was typed.
    pub wirksam: Finanzzeile,
    /// What was typed.
    pub eingetragen: Finanzzeile,
    /// What follows from the projects; `None` where the tables keep nothing for them.
    pub berechnet: Option<Finanzzeile>,
    /// What the projects bring into the row, project by project.
    pub beitraege: Vec<Beitrag<'a>>,
    /// The assets that bring Folgekosten into the row.
    pub folgekosten: Vec<Anlagerechnung<'a>>,
    /// The terms of each cell that the projects bring something into; a term of nought is left out.
    glieder: BTreeMap<Zelle, Vec<Glied>>,
}

impl<'a> Formzeile<'a> {
    pub(super) fn new(
        finanzen: &Finanzen,
        zeile: Haushaltszeile,
        jahr: Jahr,
        projekte: Option<&Projektdaten<'a>>,
    ) -> Self {
        let typed = finanzen.zeile(zeile).unwrap_or_else(|| Finanzzeile::new(zeile, []));
        let mut sums = Summen::default();
        let beitraege = projekte.into_iter().flat_map(|daten| &daten.beitraege).filter(|b| b.zeile == zeile);
        let beitraege: Vec<Beitrag<'a>> = beitraege.cloned().collect();
        beitraege.iter().for_each(|beitrag| sums.add(beitrag, jahr));
        let folgekosten = projekte.map(|daten| sums.folgekosten(zeile, &daten.anlagen)).unwrap_or_default();
        let berechnet = projekte.map(|_| sums.zeile(zeile));
        let computed = berechnet.iter().flat_map(Finanzzeile::zellen).filter(|(zelle, _)| !is_replaced(&typed, *zelle));
        let cells = computed.chain(typed.zellen());
        let wirksam = Finanzzeile::new(zeile, cells.map(|(zelle, betrag)| (zelle, Some(betrag))));
        Self { wirksam, eingetragen: typed, berechnet, beitraege, folgekosten, glieder: sums.glieder }
    }

    /// The row.
    pub fn zeile(&self) -> Haushaltszeile {
        self.wirksam.zeile
    }

    /// Whether a cell stands as it was typed.
    pub fn is_typed(&self, zelle: Zelle) -> bool {
        self.berechnet.is_none() || self.eingetragen.angabe(zelle).is_some() || is_replaced(&self.eingetragen, zelle)
    }

    /// Whether any record of the projects counts in a cell, were its amount nought.
    pub fn has_records(&self, zelle: Zelle) -> bool {
        self.glieder.contains_key(&zelle)
    }

    /// The cells of the two pairs of columns that somebody must type, since others of their row were typed and no record
    /// says what stands in these: nought would turn the typed amount into a Verbesserung or a Verschlechterung.
    pub fn incomplete(&self) -> Vec<Zelle> {
        let typed = |zelle: Zelle| self.eingetragen.angabe(zelle).is_some();
        if self.eingetragen.zellen().next().is_none() {
            return Vec::new();
        }
        let unsupported = !Zelle::PAARE.into_iter().any(|zelle| self.has_records(zelle)) && self.folgekosten.is_empty();
        let missing = Zelle::PAARE.into_iter().filter(|zelle| !typed(*zelle) && !self.has_records(*zelle));
        missing.filter(|zelle| unsupported || zelle.partner().is_some_and(typed)).collect()
    }

    /// The records that a cell came from: the paper's own field, or those of the projects.
    pub fn belege(&self, zelle: Zelle) -> Vec<Beleg> {
        each_once(self.glieder(zelle).iter().flat_map(Glied::belege).cloned())
    }

    /// The terms of a cell: what was typed, or what the projects bring into it.
    pub(in crate::figures) fn glieder(&self, zelle: Zelle) -> Vec<Glied> {
        if !self.is_typed(zelle) {
            return self.glieder.get(&zelle).cloned().unwrap_or_default();
        }
        // One amount for both columns, as older papers have it, stands in the field of the first.
        let field = if self.eingetragen.angabe(zelle).is_some() { zelle } else { zelle.first() };
        let beleg = || vec![Beleg::new("vorlage", self.wirksam.pfad(field))];
        let typed = self.eingetragen.angabe(field);
        typed
            .map(|betrag| Glied::datensatz(TermSign::Plus, "in der Vorlage eingetragen", betrag.to_string(), beleg()))
            .into_iter()
            .collect()
    }
}

/// Whether a typed amount for the years outside the plan, which counts for both columns, stands in the way of a computed
/// one for the second.
fn is_replaced(typed: &Finanzzeile, zelle: Zelle) -> bool {
    zelle.first() != zelle && typed.angabe(zelle.first()).is_some()
}

/// What an asset costs or brings in its first full year, as a term of one kind.
fn folgekosten(rechnung: &Anlagerechnung<'_>, posten: Anlageposten, betrag: Euro) -> Glied {
    let kennung = &rechnung.gut.kennung;
    let glied = Glied::datensatz(TermSign::Plus, kennung.to_string(), betrag.to_string(), rechnung.belege(posten));
    glied.because(rechnung.herleitung_folgekosten(posten))
}

/// Sums and terms by cell.
#[derive(Debug, Default)]
struct Summen {
    betraege: BTreeMap<Zelle, Euro>,
    glieder: BTreeMap<Zelle, Vec<Glied>>,
}

impl Summen {
    fn add(&mut self, beitrag: &Beitrag<'_>, haushaltsjahr: Jahr) {
        let Some([plan, current]) = spaltenpaar(beitrag.zeile.art(), beitrag.jahr, haushaltsjahr) else { return };
        self.count(plan, beitrag.ansatz, || beitrag.glied(true));
        self.count(current, beitrag.fortgeschrieben, || beitrag.glied(false));
    }

    /// Adds what assets cost in their first full year; without assets nobody states Folgekosten.
    fn folgekosten<'a>(&mut self, zeile: Haushaltszeile, anlagen: &[Anlagerechnung<'a>]) -> Vec<Anlagerechnung<'a>> {
        if zeile.art() == Haushaltsart::Investiv {
            return Vec::new();
        }
        let mut counted = Vec::new();
        for rechnung in anlagen {
            let of_row = rechnung.folgekosten().into_iter().filter(|(posten, _)| posten.zeile() == zeile);
            let mut counts = false;
            for (posten, betrag) in of_row {
                let plan = planned(rechnung.gut.veranschlagt, betrag);
                let glied = || folgekosten(rechnung, posten, betrag);
                self.count(Zelle::FolgekostenAlt, plan, glied);
                self.count(Zelle::FolgekostenNeu, betrag, glied);
                counts |= !betrag.is_zero();
            }
            if counts {
                counted.push(rechnung.clone());
            }
        }
        counted
    }

    /// Adds an amount to a cell; one of nought has no part in it.
    fn count(&mut self, zelle: Zelle, betrag: Euro, glied: impl Fn() -> Glied) {
        let sum = self.betraege.entry(zelle).or_default();
        *sum = sum.plus(betrag);
        let named = self.glieder.entry(zelle).or_default();
        if !betrag.is_zero() {
            named.push(glied());
        }
    }

    /// The row; the two pairs of columns hold an amount in any case.
    fn zeile(&self, zeile: Haushaltszeile) -> Finanzzeile {
        let pairs = Zelle::PAARE.iter().map(|zelle| (*zelle, Some(Euro::ZERO)));
        Finanzzeile::new(zeile, pairs.chain(self.betraege.iter().map(|(zelle, betrag)| (*zelle, Some(*betrag)))))
    }
}
