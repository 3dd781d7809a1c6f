//! Interest on money of a grant that was used or paid back late.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::{Basiszinssatz, Ebene, Euro, Stammdaten, Zinspunkte, Zinssatz, rounded};

/// The days that interest counts a year as [ours: no law says how days are counted].
const YEAR: i128 = 365;

/// A time in which one rate holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Zinsabschnitt<'a> {
    /// The day from which on it counts; that day itself bears nothing.
    pub von: NaiveDate,
    /// Its last day.
    pub bis: NaiveDate,
    /// Basiszinssatz and percentage points together; never below zero.
    pub satz: Zinssatz,
    /// What an amount bears in it.
    pub zinsen: Euro,
    basis: (usize, &'a Basiszinssatz),
    punkte: (usize, &'a Zinspunkte),
}

impl Zinsabschnitt<'_> {
    /// How many days it has.
    pub fn tage(&self) -> i64 {
        self.bis.signed_duration_since(self.von).num_days()
    }

    /// Whether somebody still has to compare a rate of it with its official source.
    pub fn ungeprueft(&self) -> bool {
        self.basis.1.ungeprueft == Some(true) || self.punkte.1.ungeprueft == Some(true)
    }

    /// Where its rates stand in `ratsbericht.toml`.
    pub(super) fn paths(&self) -> [String; 2] {
        [format!("basiszinssatz/{}", self.basis.0), format!("zinspunkte/{}", self.punkte.0)]
    }

    /// The rate with its parts: `4,12 % (Basiszinssatz −0,88 % + 5,00 Punkte)`.
    pub(super) fn satz_text(&self) -> String {
        let mark = if self.ungeprueft() { ", ungeprüft" } else { "" };
        format!("{} (Basiszinssatz {} + {} Punkte{mark})", self.satz, self.basis.1.satz, self.punkte.1.punkte.number())
    }
}

/// The interest on an amount from a day to another, time by time in which one rate holds [law: §§ 247 BGB, 49a VwVfG].
///
/// `Betrag · Tage · Satz / 365`, each time rounded half up to the cent, so that their sum can be reckoned by hand [ours]. `None`
/// where the parameters name no Basiszinssatz, or no points for the level, from the first day on.
pub fn zinsen(
    stammdaten: &Stammdaten,
    ebene: Ebene,
    betrag: Euro,
    (von, bis): (NaiveDate, NaiveDate),
) -> Option<Vec<Zinsabschnitt<'_>>> {
    let of_level = || stammdaten.zinspunkte.indexed().filter(|(_, punkte)| punkte.ebene == ebene);
    let changes = stammdaten.basiszinssatz.iter().map(|basis| basis.gueltig_ab);
    let changes = changes.chain(of_level().map(|(_, punkte)| punkte.gueltig_ab));
    let mut days: BTreeSet<NaiveDate> = changes.filter(|tag| von < *tag && *tag < bis).collect();
    days.extend([von, bis]);
    let days: Vec<NaiveDate> = days.into_iter().collect();
    let section = |pair: &[NaiveDate]| {
        let [von, bis] = *pair else { return None };
        let basis = stammdaten.basiszinssatz.indexed().filter(|(_, b)| b.gueltig_ab <= von);
        let basis = basis.max_by_key(|(_, basis)| basis.gueltig_ab)?;
        let punkte = of_level().filter(|(_, p)| p.gueltig_ab <= von).max_by_key(|(_, punkte)| punkte.gueltig_ab)?;
        let satz = basis.1.satz.as_hundredths() + punkte.1.punkte.as_hundredths();
        let satz = Zinssatz::hundredths(satz.max(0));
        let tage = i128::from(bis.signed_duration_since(von).num_days());
        let parts = betrag.as_cents().saturating_mul(tage).saturating_mul(satz.as_hundredths());
        let zinsen = Euro::cents(rounded(parts, YEAR * 10_000));
        Some(Zinsabschnitt { von, bis, satz, zinsen, basis, punkte })
    };
    days.windows(2).map(section).collect()
}
