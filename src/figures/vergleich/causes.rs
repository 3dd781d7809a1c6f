//! Why the figures of grants have changed since the period before.

use std::collections::{BTreeMap, BTreeSet};

use super::super::foerderung::{Bewilligungsstand, Foerderung};
use super::super::{Figure, Portfolio, Wert};
use crate::model::{Euro, Kennung, Zahlungsart};

/// Why a figure of grants has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CauseKind {
    /// What was published for the period before is corrected by the data of today.
    Korrigiert,
    /// Projects have ended, and their amounts do not count any more.
    Beendet,
    /// Projects do not belong to the selection any more.
    Entfallen,
    /// Grants or projects that did not count before.
    Hinzugekommen,
    /// Money was paid back to the funder.
    Zurueckgezahlt,
    /// A notice has changed the grant.
    Bescheid,
    /// The Bewilligungszeitraum has ended.
    Abgelaufen,
    /// What else happens to a figure, by its own word.
    Uebrige(&'static str),
}

/// A cause with the projects or grants that it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// What it is.
    pub kind: CauseKind,
    /// The Kennungen of projects or grants, sorted; none for a correction.
    pub kennungen: Vec<String>,
}

impl CauseKind {
    /// The cause in a few words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Korrigiert => "Vorzeitraum korrigiert",
            Self::Beendet => "Projekt beendet",
            Self::Entfallen => "nicht mehr in der Auswahl",
            Self::Hinzugekommen => "hinzugekommen",
            Self::Zurueckgezahlt => "zurückgezahlt",
            Self::Bescheid => "Bescheid geändert",
            Self::Abgelaufen => "Bewilligungszeitraum abgelaufen",
            Self::Uebrige(text) => text,
        }
    }
}

/// The part of a figure that a grant or a project makes up.
#[derive(Clone, Copy)]
struct Share<'a> {
    projekt: &'a Kennung,
    betrag: Euro,
    /// What was paid back of it.
    repaid: Euro,
    /// Whether the Bewilligungszeitraum is over.
    over: bool,
}

type Shares<'a> = BTreeMap<&'a Kennung, Share<'a>>;

/// A report and the one that it is compared with, both by what is known today.
#[derive(Clone, Copy)]
pub(super) struct Both<'r, 'a> {
    pub(super) vorher: &'r Foerderung<'a>,
    pub(super) geld: &'r Foerderung<'a>,
    pub(super) jetzt: &'r Portfolio<'a>,
}

impl<'a> Both<'_, 'a> {
    /// Why the figure of this name has changed in the direction in which it has; a mere course of payments, which needs no
    /// reason, has none where the figure grows. None for figures that are not of grants.
    pub(super) fn causes(self, name: &str, veraenderung: &Figure) -> Vec<Cause> {
        let parts: &[&str] = if name == "abflussquote" { &["ausgezahlt", "bewilligt"] } else { &[name] };
        let mut sums: BTreeMap<CauseKind, (Euro, BTreeSet<String>)> = BTreeMap::new();
        for (kind, kennung, betrag) in parts.iter().flat_map(|name| self.contributions(name)) {
            let (sum, kennungen) = sums.entry(kind).or_default();
            *sum = sum.plus(betrag);
            kennungen.insert(kennung);
        }
        let falls = veraenderung.wert.text().starts_with('−');
        let counts = |kind: CauseKind, sum: Euro| match veraenderung.wert {
            Wert::Betrag(Euro::ZERO) | Wert::Differenz(0) | Wert::Punkte(0) => false,
            Wert::Punkte(_) => !matches!(kind, CauseKind::Uebrige(_)),
            _ if falls => sum.is_negative(),
            _ => !sum.is_negative() && !matches!(kind, CauseKind::Uebrige(_)),
        };
        let own = sums.into_iter().filter(|(kind, (sum, _))| counts(*kind, *sum));
        own.map(|(kind, (_, kennungen))| Cause { kind, kennungen: kennungen.into_iter().collect() }).collect()
    }

    /// What each grant or project adds to a change or takes from it, and why.
    fn contributions(self, name: &str) -> Vec<(CauseKind, String, Euro)> {
        let (before, now) = (shares(self.vorher, name), shares(self.geld, name));
        let keys: BTreeSet<&Kennung> = before.keys().chain(now.keys()).copied().collect();
        let mut all = Vec::new();
        for key in keys {
            match (before.get(key), now.get(key)) {
                (Some(then), None) => {
                    let (kind, kennung) = self.gone(name, key, then);
                    all.push((kind, kennung, Euro::ZERO.minus(then.betrag)));
                }
                (None, Some(share)) => all.push((CauseKind::Hinzugekommen, key.to_string(), share.betrag)),
                (Some(then), Some(share)) => {
                    let repaid = share.repaid.minus(then.repaid);
                    let rest = share.betrag.minus(then.betrag).plus(repaid);
                    let kind = if share.over && !then.over { CauseKind::Abgelaufen } else { course(name) };
                    all.push((CauseKind::Zurueckgezahlt, key.to_string(), Euro::ZERO.minus(repaid)));
                    all.push((kind, key.to_string(), rest));
                }
                (None, None) => {}
            }
        }
        all.retain(|(.., betrag)| !betrag.is_zero());
        all
    }

    /// Why a grant or a project does not count any more, and what to name.
    fn gone(self, name: &str, key: &Kennung, then: &Share<'_>) -> (CauseKind, String) {
        if name == "verfallsrisiko" {
            let mut grants = self.geld.staende.iter().chain(&self.geld.uebrige);
            let over = grants.any(|stand| stand.bewilligung.kennung == *key && stand.abgelaufen);
            return (if over { CauseKind::Abgelaufen } else { course(name) }, key.to_string());
        }
        let mut lagen = self.jetzt.lagen.iter();
        let ended = lagen.any(|lage| lage.projekt.kennung == *then.projekt && lage.status.is_over());
        (if ended { CauseKind::Beendet } else { CauseKind::Entfallen }, then.projekt.to_string())
    }
}

/// What moves a figure of a grant that counted before and counts still.
fn course(name: &str) -> CauseKind {
    match name {
        "bewilligt" => CauseKind::Bescheid,
        "noch_abrufbar" => CauseKind::Uebrige("abgerufen oder Bescheid geändert"),
        "verfallsrisiko" => CauseKind::Uebrige("abgerufen oder verlängert"),
        "verfallen" => CauseKind::Uebrige("verlängert oder Bescheid geändert"),
        "verausgabt" => CauseKind::Uebrige("Gutschriften"),
        "gesamtkosten" => CauseKind::Uebrige("Kosten geändert"),
        "zustehend" | "drittmittel" => CauseKind::Uebrige("Ausgaben oder Bescheid geändert"),
        "eigenanteil" => CauseKind::Uebrige("Kosten oder Zuwendungen geändert"),
        _ => CauseKind::Uebrige("Angaben geändert"),
    }
}

/// What each grant makes up of a figure; of what counts or costs, each project. None for any other figure.
fn shares<'a>(foerderung: &Foerderung<'a>, name: &str) -> Shares<'a> {
    let of_grant: fn(&Bewilligungsstand<'_>) -> Euro = match name {
        "bewilligt" => |s| s.bescheid.betrag,
        "angefordert" => |s| s.angefordert,
        "ausgezahlt" => |s| s.ausgezahlt,
        "verausgabt" => |s| s.verausgabt,
        "noch_abrufbar" => |s| s.still_callable(),
        "verfallen" => |s| s.lapsed(),
        "zustehend" => |s| s.due().unwrap_or_default(),
        "verfallsrisiko" => return at_risk(foerderung),
        _ => return of_projects(foerderung, name),
    };
    let share = |stand: &Bewilligungsstand<'a>| {
        let repaid = if name == "ausgezahlt" { repaid(stand) } else { Euro::ZERO };
        let over = stand.abgelaufen && matches!(name, "noch_abrufbar" | "verfallen");
        let share = Share { projekt: &stand.bewilligung.projekt, betrag: of_grant(stand), repaid, over };
        (&stand.bewilligung.kennung, share)
    };
    foerderung.staende.iter().map(share).collect()
}

fn repaid(stand: &Bewilligungsstand<'_>) -> Euro {
    stand.zahlungen.iter().filter(|z| z.art == Zahlungsart::Rueckzahlung).map(|z| z.betrag).sum()
}

fn at_risk<'a>(foerderung: &Foerderung<'a>) -> Shares<'a> {
    let share = |grant: &'a crate::model::Bewilligung, rest: &Figure| {
        let share = Share { projekt: &grant.projekt, betrag: betrag(rest), repaid: Euro::ZERO, over: false };
        (&grant.kennung, share)
    };
    foerderung.verfallsrisiken.bewilligungen.iter().map(|risiko| share(risiko.bewilligung, &risiko.rest)).collect()
}

/// The figure of each project; one that only counts projects has one of each.
fn of_projects<'a>(foerderung: &Foerderung<'a>, name: &str) -> Shares<'a> {
    let one = Euro::cents(1);
    let share = |vorhaben: &super::super::foerderung::Projektsumme<'a>| {
        let betrag = match name {
            "gefoerdert" => one,
            "gesamtkosten" => betrag(&vorhaben.kosten.gesamtkosten),
            "eigenanteil" => betrag(&vorhaben.kosten.eigenanteil),
            "drittmittel" => vorhaben.kosten.drittmittel.as_ref().map(betrag)?,
            _ => return None,
        };
        let projekt = &vorhaben.projekt.kennung;
        Some((projekt, Share { projekt, betrag, repaid: Euro::ZERO, over: false }))
    };
    foerderung.vorhaben.iter().filter_map(share).collect()
}

/// The amount of a figure; nought where nobody stated it.
fn betrag(figure: &Figure) -> Euro {
    match figure.wert {
        Wert::Betrag(betrag) => betrag,
        _ => Euro::ZERO,
    }
}
