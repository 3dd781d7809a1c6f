//! The definitions K0 to K12 of the Sachstandsbericht (rules of the report, section 2); all count projects.

use super::bezug::PortfolioBezug;
use super::lage::{Lage, Projektstatus};
use super::terms::Facts;
use super::{Bezug, Figure};

/// A figure that counts projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kennzahl {
    /// K0.
    Bestand,
    /// K1.
    Begonnen,
    /// K2.
    Abgeschlossen,
    /// K3, without those that were merged.
    Abgebrochen,
    /// K3b.
    Ueberfuehrt,
    /// K4.
    ImZeitraum,
    /// K5 on the last day of the period, for the identity.
    LaufendAmEnde,
    /// K6 on the last day of the period, for the identity.
    PausiertAmEnde,
    /// K5 on the Stichtag.
    Laufend,
    /// K6 on the Stichtag.
    Pausiert,
    /// K7.
    FastFertig,
    /// Those of K5 without any entry.
    OhneAngabe,
    /// K8.
    Ueberfaellig,
    /// K10.
    AntraegeOffen,
    /// K11.
    Freigegeben,
    /// K12.
    Veraltet,
    /// Those that are to report: open on the last day of the period.
    Meldepflichtig,
    /// Those of them with an entry of a day in the period.
    Gemeldet,
}

impl Figure {
    /// What it counts of a whole selection; `None` for groups of one and for every other figure.
    pub fn kennzahl(&self) -> Option<Kennzahl> {
        let (_, slug) = self.id.split_once('.')?;
        Kennzahl::ALL.iter().copied().find(|kennzahl| kennzahl.slug() == slug)
    }
}

impl Kennzahl {
    /// Every figure, in the order of the rules.
    pub const ALL: &'static [Kennzahl] = &[
        Kennzahl::Bestand,
        Kennzahl::Begonnen,
        Kennzahl::Abgeschlossen,
        Kennzahl::Abgebrochen,
        Kennzahl::Ueberfuehrt,
        Kennzahl::ImZeitraum,
        Kennzahl::LaufendAmEnde,
        Kennzahl::PausiertAmEnde,
        Kennzahl::Laufend,
        Kennzahl::Pausiert,
        Kennzahl::FastFertig,
        Kennzahl::OhneAngabe,
        Kennzahl::Ueberfaellig,
        Kennzahl::AntraegeOffen,
        Kennzahl::Freigegeben,
        Kennzahl::Veraltet,
        Kennzahl::Meldepflichtig,
        Kennzahl::Gemeldet,
    ];

    /// The name in ids and placeholders.
    pub fn slug(self) -> &'static str {
        match self {
            Kennzahl::Bestand => "bestand",
            Kennzahl::Begonnen => "begonnen",
            Kennzahl::Abgeschlossen => "abgeschlossen",
            Kennzahl::Abgebrochen => "abgebrochen",
            Kennzahl::Ueberfuehrt => "ueberfuehrt",
            Kennzahl::ImZeitraum => "im_zeitraum",
            Kennzahl::LaufendAmEnde => "laufend_am_ende",
            Kennzahl::PausiertAmEnde => "pausiert_am_ende",
            Kennzahl::Laufend => "laufend",
            Kennzahl::Pausiert => "pausiert",
            Kennzahl::FastFertig => "fast_fertig",
            Kennzahl::OhneAngabe => "ohne_angabe",
            Kennzahl::Ueberfaellig => "ueberfaellig",
            Kennzahl::AntraegeOffen => "antraege_offen",
            Kennzahl::Freigegeben => "freigegeben",
            Kennzahl::Veraltet => "veraltet",
            Kennzahl::Meldepflichtig => "meldepflichtig",
            Kennzahl::Gemeldet => "gemeldet",
        }
    }

    /// The name of the definition in the rules.
    pub fn regel(self) -> &'static str {
        match self {
            Kennzahl::Bestand => "K0",
            Kennzahl::Begonnen => "K1",
            Kennzahl::Abgeschlossen => "K2",
            Kennzahl::Abgebrochen => "K3",
            Kennzahl::Ueberfuehrt => "K3b",
            Kennzahl::ImZeitraum => "K4",
            Kennzahl::LaufendAmEnde | Kennzahl::Laufend => "K5",
            Kennzahl::PausiertAmEnde | Kennzahl::Pausiert => "K6",
            Kennzahl::FastFertig | Kennzahl::OhneAngabe => "K7",
            Kennzahl::Ueberfaellig => "K8",
            Kennzahl::AntraegeOffen => "K10",
            Kennzahl::Freigegeben => "K11",
            Kennzahl::Veraltet => "K12",
            Kennzahl::Meldepflichtig | Kennzahl::Gemeldet => "Meldelage",
        }
    }

    /// The title that papers print.
    pub fn titel(self, bezug: &PortfolioBezug<'_>) -> String {
        match self {
            Kennzahl::Bestand => "Bestand zu Beginn".into(),
            Kennzahl::Begonnen => "begonnen".into(),
            Kennzahl::Abgeschlossen => "abgeschlossen".into(),
            Kennzahl::Abgebrochen => "abgebrochen".into(),
            Kennzahl::Ueberfuehrt => "in ein anderes Projekt überführt".into(),
            Kennzahl::ImZeitraum => "Projekte im Zeitraum".into(),
            Kennzahl::LaufendAmEnde => "laufend am Ende des Zeitraums".into(),
            Kennzahl::PausiertAmEnde => "pausiert am Ende des Zeitraums".into(),
            Kennzahl::Laufend => "laufend".into(),
            Kennzahl::Pausiert => "pausiert".into(),
            Kennzahl::FastFertig => format!("laufend mit Erledigungsstand ≥\u{a0}{}", bezug.schwelle.schwelle),
            Kennzahl::OhneAngabe => "laufend ohne Angabe des Erledigungsstands".into(),
            Kennzahl::Ueberfaellig => "überfällig".into(),
            Kennzahl::AntraegeOffen => "Projektanträge offen".into(),
            Kennzahl::Freigegeben => "freigegeben, nicht begonnen".into(),
            Kennzahl::Veraltet => "mit veralteten Angaben (von vor dem Zeitraum)".into(),
            Kennzahl::Meldepflichtig => "für den Zeitraum zu melden".into(),
            Kennzahl::Gemeldet => "für den Zeitraum gemeldet".into(),
        }
    }

    /// The definition in one German sentence.
    pub fn definition(self) -> &'static str {
        match self {
            Kennzahl::Bestand => {
                "Projekte, die vor dem Zeitraum begonnen haben und vorher weder beendet noch abgebrochen waren."
            }
            Kennzahl::Begonnen => "Projekte, deren Beginn im Zeitraum liegt, auch wenn sie darin schon wieder endeten.",
            Kennzahl::Abgeschlossen => "Projekte, deren Ende im Zeitraum liegt.",
            Kennzahl::Abgebrochen => "Projekte, deren Abbruch im Zeitraum liegt, ohne die überführten.",
            Kennzahl::Ueberfuehrt => "Projekte, die im Zeitraum in einem anderen Projekt aufgegangen sind.",
            Kennzahl::ImZeitraum => {
                "Projekte, die an mindestens einem Tag des Zeitraums liefen: Bestand zu Beginn und begonnene. Anträge zählen nicht."
            }
            Kennzahl::LaufendAmEnde => {
                "Projekte, die am letzten Tag des Zeitraums begonnen, nicht beendet, nicht abgebrochen und nicht pausiert waren."
            }
            Kennzahl::PausiertAmEnde => {
                "Projekte, die am letzten Tag des Zeitraums begonnen und nicht beendet waren und pausierten."
            }
            Kennzahl::Laufend => {
                "Projekte, die am Stichtag begonnen, nicht beendet, nicht abgebrochen und nicht pausiert waren."
            }
            Kennzahl::Pausiert => "Projekte, die am Stichtag begonnen und nicht beendet waren und pausierten.",
            Kennzahl::FastFertig => {
                "Laufende Projekte, deren neuester Eintrag bis zum Stichtag die Schwelle erreicht; es wird nicht gerundet."
            }
            Kennzahl::OhneAngabe => "Laufende Projekte, zu denen bis zum Stichtag kein Eintrag vorliegt.",
            Kennzahl::Ueberfaellig => "Laufende und pausierte Projekte, deren geplantes Ende vor dem Stichtag liegt.",
            Kennzahl::AntraegeOffen => "Projekte, die bis zum Stichtag beantragt und noch nicht entschieden waren.",
            Kennzahl::Freigegeben => {
                "Projekte, die bis zum Stichtag freigegeben waren, aber noch nicht begonnen hatten."
            }
            Kennzahl::Veraltet => {
                "Am Stichtag laufende und pausierte Projekte, deren neuester Eintrag vor dem ersten Tag des Zeitraums liegt."
            }
            Kennzahl::Meldepflichtig => "Projekte, die am letzten Tag des Zeitraums liefen oder pausierten.",
            Kennzahl::Gemeldet => {
                "Am letzten Tag des Zeitraums laufende und pausierte Projekte mit einem Eintrag, dessen Tag im Zeitraum liegt."
            }
        }
    }

    /// Whether the figure speaks of the period, of its last day, or of the Stichtag.
    pub fn bezug(self, bezug: &PortfolioBezug<'_>) -> Bezug {
        match self {
            Kennzahl::Bestand
            | Kennzahl::Begonnen
            | Kennzahl::Abgeschlossen
            | Kennzahl::Abgebrochen
            | Kennzahl::Ueberfuehrt
            | Kennzahl::ImZeitraum
            | Kennzahl::Gemeldet => Bezug::Zeitraum(bezug.zeitraum),
            Kennzahl::LaufendAmEnde | Kennzahl::PausiertAmEnde | Kennzahl::Meldepflichtig => {
                Bezug::Stichtag(bezug.zeitraum.ende)
            }
            Kennzahl::Laufend
            | Kennzahl::Pausiert
            | Kennzahl::FastFertig
            | Kennzahl::OhneAngabe
            | Kennzahl::Ueberfaellig
            | Kennzahl::AntraegeOffen
            | Kennzahl::Freigegeben
            | Kennzahl::Veraltet => Bezug::Stichtag(bezug.stichtag),
        }
    }

    /// Which facts decide whether a project counts.
    pub(super) fn facts(self) -> Facts {
        match self {
            Kennzahl::AntraegeOffen => Facts::Application,
            Kennzahl::Freigegeben => Facts::Approval,
            Kennzahl::Ueberfaellig => Facts::PlannedEnd,
            Kennzahl::Pausiert => Facts::Pause,
            Kennzahl::FastFertig | Kennzahl::Veraltet => Facts::Entry,
            Kennzahl::Gemeldet => Facts::Report,
            _ => Facts::Days,
        }
    }

    /// Whether a project counts.
    pub fn counts(self, lage: &Lage<'_>, bezug: &PortfolioBezug<'_>) -> bool {
        let projekt = lage.projekt;
        let zeitraum = bezug.zeitraum;
        let in_period = |tag: Option<chrono::NaiveDate>| tag.is_some_and(|tag| zeitraum.contains(tag));
        match self {
            Kennzahl::Bestand => {
                projekt.beginn.is_some_and(|tag| tag < zeitraum.beginn)
                    && projekt.ended_on().is_none_or(|tag| tag >= zeitraum.beginn)
            }
            Kennzahl::Begonnen => in_period(projekt.beginn),
            Kennzahl::Abgeschlossen => in_period(projekt.ende),
            Kennzahl::Abgebrochen => in_period(projekt.abbruch) && projekt.ueberfuehrt_in.is_none(),
            Kennzahl::Ueberfuehrt => in_period(projekt.abbruch) && projekt.ueberfuehrt_in.is_some(),
            Kennzahl::ImZeitraum => Kennzahl::Bestand.counts(lage, bezug) || Kennzahl::Begonnen.counts(lage, bezug),
            Kennzahl::LaufendAmEnde => lage.status_am_ende == Projektstatus::Laufend,
            Kennzahl::PausiertAmEnde => lage.status_am_ende == Projektstatus::Pausiert,
            Kennzahl::Laufend => lage.status == Projektstatus::Laufend,
            Kennzahl::Pausiert => lage.status == Projektstatus::Pausiert,
            Kennzahl::FastFertig => {
                lage.status == Projektstatus::Laufend
                    && lage.erledigungsstand().is_some_and(|p| p >= bezug.schwelle.schwelle)
            }
            Kennzahl::OhneAngabe => lage.status == Projektstatus::Laufend && lage.fortschritt.is_none(),
            Kennzahl::Ueberfaellig => {
                lage.status.is_open() && lage.ende_geplant.is_some_and(|tag| tag < bezug.stichtag)
            }
            Kennzahl::AntraegeOffen => lage.status == Projektstatus::Beantragt,
            Kennzahl::Freigegeben => lage.status == Projektstatus::Freigegeben,
            Kennzahl::Veraltet => lage.status.is_open() && lage.fortschritt.is_some_and(|f| f.datum < zeitraum.beginn),
            Kennzahl::Meldepflichtig => lage.status_am_ende.is_open(),
            Kennzahl::Gemeldet => lage.status_am_ende.is_open() && lage.meldung.is_some(),
        }
    }
}
