//! What projects bring into the finance tables: budget, assets, and parts of grants.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::figures::anlagen::{Anlageposten, Anlagerechnung, anlagen};
use crate::figures::{Beleg, Glied, TermSign};
use crate::model::{
    Euro, Haushaltsansatz, Haushaltsart, Haushaltszeile, Jahr, Kennung, Keyed, Located, Sicht, Table, Tranche, Vorlage,
    Zelle,
};

/// An amount of one record for one row and one year.
#[derive(Debug, Clone)]
pub struct Beitrag<'a> {
    /// The project.
    pub projekt: &'a Kennung,
    /// The row.
    pub zeile: Haushaltszeile,
    /// The calendar year.
    pub jahr: i32,
    /// What the budget plan has.
    pub ansatz: Euro,
    /// What holds after all changes, or because of what is not in the plan yet.
    pub fortgeschrieben: Euro,
    /// Where it comes from.
    pub herkunft: Herkunft<'a>,
}

/// Where an amount comes from.
#[derive(Debug, Clone)]
pub enum Herkunft<'a> {
    /// The budget.
    Haushalt(&'a Located<Haushaltsansatz>),
    /// An asset, and what of it.
    Anlage(Anlagerechnung<'a>, Anlageposten),
    /// A part of a grant.
    Tranche(&'a Located<Tranche>),
}

impl Beitrag<'_> {
    /// Whether there is any amount in it.
    pub fn has_amount(&self) -> bool {
        !self.ansatz.is_zero() || !self.fortgeschrieben.is_zero()
    }

    /// Whether it is a part of what an asset costs or brings.
    pub fn is_of_asset(&self) -> bool {
        matches!(self.herkunft, Herkunft::Anlage(..))
    }

    /// Whether it is income of an asset, or what falls away of some.
    pub(in crate::figures) fn is_earned(&self) -> bool {
        matches!(self.herkunft, Herkunft::Anlage(_, Anlageposten::LaufenderErtrag))
    }

    /// Whether it is below zero because somebody typed it so, which is a finding; what falls away because of an asset
    /// may lower a row below zero.
    pub(super) fn is_mistaken(&self) -> bool {
        match &self.herkunft {
            Herkunft::Anlage(rechnung, _) => rechnung.gut.has_negative_amount(),
            Herkunft::Haushalt(_) | Herkunft::Tranche(_) => {
                self.ansatz.is_negative() || self.fortgeschrieben.is_negative()
            }
        }
    }

    /// Whether the table of its row has a column for its year; the konsumtive one has none outside J to J+3 (F4).
    pub fn has_column(&self, haushaltsjahr: Jahr) -> bool {
        spaltenpaar(self.zeile.art(), self.jahr, haushaltsjahr).is_some()
    }

    /// The amount as a term of a cell; `plan` says that the Ansatz is meant.
    pub(super) fn glied(&self, plan: bool) -> Glied {
        let betrag = if plan { self.ansatz } else { self.fortgeschrieben };
        let glied = |titel: String| Glied::datensatz(TermSign::Plus, titel, betrag.to_string(), self.belege());
        match &self.herkunft {
            Herkunft::Haushalt(ansatz) => {
                let glied = glied(ansatz.name());
                match fortschreibung(ansatz).filter(|_| !plan) {
                    Some(text) => glied.because(text),
                    None => glied,
                }
            }
            Herkunft::Anlage(rechnung, posten) => glied(format!("{}, {}", rechnung.gut.kennung, self.jahr))
                .because(rechnung.herleitung(*posten, self.jahr)),
            Herkunft::Tranche(tranche) => glied(tranche.name()),
        }
    }

    /// The records that the amount comes from.
    pub(super) fn belege(&self) -> Vec<Beleg> {
        match &self.herkunft {
            Herkunft::Haushalt(ansatz) => vec![Beleg::row(Table::Haushalt, ansatz.name())],
            Herkunft::Anlage(rechnung, posten) => rechnung.belege(*posten),
            Herkunft::Tranche(tranche) => vec![Beleg::row(Table::Tranchen, tranche.name())],
        }
    }
}

/// The Ansatz with what changed it: `300.000,00 + Ermächtigungsübertragung 40.000,00`; `None` where nothing did.
fn fortschreibung(ansatz: &Haushaltsansatz) -> Option<String> {
    let names = ["Ermächtigungsübertragung", "Nachtrag", "Über-/Außerplanmäßiges", "Umschichtung"];
    let changes = ansatz.komponenten().into_iter().zip(names).filter_map(|((_, betrag), name)| {
        let betrag = betrag.filter(|betrag| !betrag.is_zero())?;
        let (sign, size) = if betrag.is_negative() { ("−", Euro::ZERO.minus(betrag)) } else { ("+", betrag) };
        Some(format!("{sign} {name} {size}"))
    });
    let changes: Vec<String> = changes.collect();
    (!changes.is_empty()).then(|| format!("Ansatz {} {}", ansatz.ansatz, changes.join(" ")))
}

/// What a paper's projects bring into its form.
pub(super) struct Projektdaten<'a> {
    /// Project by project, in an order of its own, so that the order of the tables does not matter.
    pub(super) beitraege: Vec<Beitrag<'a>>,
    pub(super) anlagen: Vec<Anlagerechnung<'a>>,
}

impl<'a> Projektdaten<'a> {
    /// `None` where the tables keep nothing for any project of the paper.
    pub(super) fn new(sicht: &Sicht<'a>, vorlage: &'a Vorlage, tag: NaiveDate) -> Option<Self> {
        let mut seen = BTreeSet::new();
        let projekte: Vec<&Kennung> = vorlage.projekte.iter().filter(|projekt| seen.insert(*projekt)).collect();
        let jahr = vorlage.finanzen.haushaltsjahr;
        sicht.has_budget(vorlage).then(|| Self {
            beitraege: projekte.iter().flat_map(|projekt| of(sicht, projekt, jahr, tag)).collect(),
            anlagen: projekte.iter().flat_map(|projekt| anlagen(sicht, projekt, tag)).collect(),
        })
    }
}

fn of<'a>(sicht: &Sicht<'a>, projekt: &'a Kennung, jahr: Jahr, tag: NaiveDate) -> Vec<Beitrag<'a>> {
    let mut rows: Vec<&Located<Haushaltsansatz>> = sicht.haushalt(projekt).to_vec();
    rows.sort_by_key(|h| (h.zeile, h.jahr, &h.psp, &h.kostenart));
    let mut beitraege: Vec<Beitrag<'a>> = rows.into_iter().map(|ansatz| haushalt(projekt, ansatz)).collect();
    for rechnung in anlagen(sicht, projekt, tag) {
        beitraege.extend((jahr.zahl()..=jahr.planende()).flat_map(|jahr| anlage(projekt, &rechnung, jahr)));
    }
    let mut grants: Vec<&Kennung> =
        sicht.bewilligungen(projekt).iter().filter(|b| b.bescheid <= tag).map(|b| &b.kennung).collect();
    grants.sort();
    for kennung in grants {
        let mut tranchen: Vec<&Located<Tranche>> = sicht.tranchen(kennung).to_vec();
        tranchen.sort_by_key(|t| (t.jahr, t.art));
        beitraege.extend(tranchen.into_iter().map(|t| tranche(projekt, t)));
    }
    beitraege
}

fn haushalt<'a>(projekt: &'a Kennung, ansatz: &'a Located<Haushaltsansatz>) -> Beitrag<'a> {
    Beitrag {
        projekt,
        zeile: ansatz.zeile,
        jahr: ansatz.jahr.zahl(),
        ansatz: ansatz.ansatz,
        fortgeschrieben: ansatz.updated_ansatz(),
        herkunft: Herkunft::Haushalt(ansatz),
    }
}

/// What an asset brings in one year; what is nought is left out.
fn anlage<'a>(projekt: &'a Kennung, rechnung: &Anlagerechnung<'a>, jahr: i32) -> impl Iterator<Item = Beitrag<'a>> {
    let cells = rechnung.in_year(jahr).into_iter().filter(|(_, betrag)| !betrag.is_zero());
    cells.map(move |(posten, betrag)| Beitrag {
        projekt,
        zeile: posten.zeile(),
        jahr,
        ansatz: planned(rechnung.gut.veranschlagt, betrag),
        fortgeschrieben: betrag,
        herkunft: Herkunft::Anlage(rechnung.clone(), posten),
    })
}

fn tranche<'a>(projekt: &'a Kennung, tranche: &'a Located<Tranche>) -> Beitrag<'a> {
    Beitrag {
        projekt,
        zeile: match tranche.art {
            Haushaltsart::Investiv => Haushaltszeile::Einzahlungen,
            Haushaltsart::Konsumtiv => Haushaltszeile::Ertrag,
        },
        jahr: tranche.jahr.zahl(),
        ansatz: planned(tranche.veranschlagt, tranche.betrag),
        fortgeschrieben: tranche.betrag,
        herkunft: Herkunft::Tranche(tranche),
    }
}

/// An amount where it is in the plan already; what is not there yet counts only from now on.
pub(super) fn planned(veranschlagt: bool, betrag: Euro) -> Euro {
    if veranschlagt { betrag } else { Euro::ZERO }
}

/// The two cells that an amount of a year counts in, by its Ansatz and carried forward; `None` where the table has no
/// column for the year (F4, F5).
pub(super) fn spaltenpaar(art: Haushaltsart, jahr: i32, haushaltsjahr: Jahr) -> Option<[Zelle; 2]> {
    let (first, last) = (haushaltsjahr.zahl(), haushaltsjahr.planende());
    match (art, jahr) {
        (_, jahr) if jahr == first => Some([Zelle::Ansatz, Zelle::Fortgeschrieben]),
        (_, jahr) if first < jahr && jahr <= last => Some([Zelle::AnsatzFf, Zelle::FortgeschriebenFf]),
        (Haushaltsart::Konsumtiv, _) => None,
        (Haushaltsart::Investiv, jahr) if jahr < first => Some([Zelle::Vorjahre, Zelle::VorjahreFortgeschrieben]),
        (Haushaltsart::Investiv, _) => Some([Zelle::SpaetereJahre, Zelle::SpaetereJahreFortgeschrieben]),
    }
}
