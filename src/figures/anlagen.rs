//! Assets year by year: Abschreibung, release of the Sonderposten, running costs (F8, F9, F7).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::verteilung::{Verteilung, aufteilung};
use crate::model::{Anlagegut, Euro, Haushaltszeile, Kennung, Located, Sicht};

/// An asset with the part of a grant that paid for it.
#[derive(Debug, Clone, Copy)]
pub struct Anlagerechnung<'a> {
    /// The asset.
    pub gut: &'a Located<Anlagegut>,
    /// The grant that paid for a part of it.
    pub bewilligung: Option<&'a Kennung>,
    /// That part, which becomes a Sonderposten [law: KomHVO § 44].
    pub sonderposten: Euro,
}

impl Anlagerechnung<'_> {
    /// What the asset brings into the rows of the konsumtive table in a calendar year.
    pub fn im(&self, jahr: i32) -> [(Haushaltszeile, Euro); 3] {
        self.je_zeile(|verteilung| verteilung.im(jahr))
    }

    /// The same in the first full year of operation: the Folgekosten (F7).
    pub fn folgekosten(&self) -> [(Haushaltszeile, Euro); 3] {
        self.je_zeile(Verteilung::erstes_volles_jahr)
    }

    /// How an amount of [`Anlagerechnung::im`] is reckoned.
    pub fn herleitung(&self, zeile: Haushaltszeile, jahr: i32) -> String {
        self.text(zeile, |verteilung| verteilung.herleitung(jahr))
    }

    /// How an amount of [`Anlagerechnung::folgekosten`] is reckoned.
    pub fn herleitung_folgekosten(&self, zeile: Haushaltszeile) -> String {
        self.text(zeile, Verteilung::herleitung_erstes_volles_jahr)
    }

    fn text(&self, zeile: Haushaltszeile, of: impl Fn(Verteilung) -> String) -> String {
        let spread = self.verteilungen().into_iter().find(|(own, _)| *own == zeile);
        let text = spread.map(|(_, verteilung)| of(verteilung)).unwrap_or_default();
        match (zeile, self.bewilligung) {
            (Haushaltszeile::Ertrag, Some(grant)) => format!("Sonderposten aus {grant}: {text}"),
            (Haushaltszeile::PersonalSachaufwand, _) => format!("laufende Kosten: {text}"),
            _ => text,
        }
    }

    fn je_zeile(&self, amount: impl Fn(Verteilung) -> Euro) -> [(Haushaltszeile, Euro); 3] {
        self.verteilungen().map(|(zeile, verteilung)| (zeile, amount(verteilung)))
    }

    /// What the asset brings into each row over its whole use.
    fn verteilungen(&self) -> [(Haushaltszeile, Verteilung); 3] {
        let Anlagegut { anschaffungskosten, betriebsbereit, nutzungsdauer, wartung, betrieb, personal, .. } =
            &**self.gut;
        let running = [wartung, betrieb, personal].into_iter().filter_map(|betrag| *betrag).sum();
        let spread = |betrag| Verteilung::ueber_jahre(betrag, *betriebsbereit, *nutzungsdauer);
        [
            (Haushaltszeile::Ertrag, spread(self.sonderposten)),
            (Haushaltszeile::PersonalSachaufwand, Verteilung::je_jahr(running, *betriebsbereit, *nutzungsdauer)),
            (Haushaltszeile::Abschreibungen, spread(*anschaffungskosten)),
        ]
    }
}

/// The assets of a project by their Kennung, with what the grants known on a day paid for each.
///
/// A grant is split among the assets that name it: first what was typed, the rest in proportion to the
/// Anschaffungskosten, so that all Sonderposten together are the part of the grant that is for investments [ours].
pub fn anlagen<'a>(sicht: &Sicht<'a>, projekt: &Kennung, tag: NaiveDate) -> Vec<Anlagerechnung<'a>> {
    let mut gueter: Vec<&Located<Anlagegut>> = sicht.anlagen(projekt).to_vec();
    gueter.sort_by(|a, b| a.kennung.cmp(&b.kennung));
    let mut gefoerdert: BTreeMap<&Kennung, Vec<&Anlagegut>> = BTreeMap::new();
    for gut in &gueter {
        gut.bewilligung.iter().for_each(|kennung| gefoerdert.entry(kennung).or_default().push(gut));
    }
    let mut parts: BTreeMap<&Kennung, (&'a Kennung, Euro)> = BTreeMap::new();
    for bewilligung in sicht.bewilligungen(projekt).iter().copied().filter(|b| b.bescheid <= tag) {
        let Some(own) = gefoerdert.get(&bewilligung.kennung) else { continue };
        let split = sonderposten(own, sicht.investiver_teil(bewilligung, tag));
        parts.extend(own.iter().zip(split).map(|(gut, part)| (&gut.kennung, (&bewilligung.kennung, part))));
    }
    let rechnung = |gut: &'a Located<Anlagegut>| {
        let (bewilligung, sonderposten) = parts.get(&gut.kennung).copied().unzip();
        Anlagerechnung { gut, bewilligung, sonderposten: sonderposten.unwrap_or_default() }
    };
    gueter.into_iter().map(rechnung).collect()
}

/// How a grant is split among its assets.
fn sonderposten(gueter: &[&Anlagegut], betrag: Euro) -> Vec<Euro> {
    let typed: Euro = gueter.iter().filter_map(|gut| gut.zuwendung).sum();
    let weight = |gut: &&Anlagegut| gut.zuwendung.map_or(gut.anschaffungskosten, |_| Euro::ZERO);
    let weights: Vec<Euro> = gueter.iter().map(weight).collect();
    let rest = aufteilung(betrag.minus(typed).max(Euro::ZERO), &weights);
    gueter.iter().zip(rest).map(|(gut, part)| gut.zuwendung.unwrap_or(part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use proptest::prelude::*;

    fn gut(cents: i128, zuwendung: Option<i128>) -> Anlagegut {
        Anlagegut {
            anschaffungskosten: Euro::cents(cents),
            zuwendung: zuwendung.map(Euro::cents),
            ..testing::anlagegut()
        }
    }

    fn split(gueter: &[Anlagegut], cents: i128) -> Vec<String> {
        let gueter: Vec<&Anlagegut> = gueter.iter().collect();
        sonderposten(&gueter, Euro::cents(cents)).iter().map(Euro::to_string).collect()
    }

    #[test]
    fn a_grant_is_split_by_price_unless_a_part_was_typed() {
        assert_eq!(split(&[gut(1_00, None), gut(2_00, None)], 1_00), ["0,33", "0,67"]);
        assert_eq!(split(&[gut(1_00, Some(50)), gut(2_00, None), gut(2_00, None)], 1_00), ["0,50", "0,25", "0,25"]);
        assert_eq!(split(&[gut(1_00, Some(80)), gut(1_00, None)], 50), ["0,80", "0,00"], "what was typed counts");
    }

    #[test]
    fn an_asset_feeds_three_rows() {
        let gut = testing::located(Anlagegut { wartung: Some(Euro::cents(100_000)), ..gut(12_000_000, None) });
        let rechnung = Anlagerechnung { gut: &gut, bewilligung: None, sonderposten: Euro::cents(6_000_000) };
        let texts = |cells: [(Haushaltszeile, Euro); 3]| cells.map(|(_, betrag)| betrag.to_string());
        assert_eq!(texts(rechnung.im(2021)), ["3.000,00", "250,00", "6.000,00"]);
        assert_eq!(texts(rechnung.folgekosten()), ["12.000,00", "1.000,00", "24.000,00"]);
    }

    proptest! {
        #![proptest_config(testing::seeded())]

        #[test]
        fn all_sonderposten_are_the_grant_and_are_released_whole(
            grant in 0..=Euro::MAX_INPUT.as_cents(),
            prices in proptest::collection::vec(1..=Euro::MAX_INPUT.as_cents(), 1..12),
        ) {
            let gueter: Vec<Anlagegut> = prices.into_iter().map(|cents| gut(cents, None)).collect();
            let gueter: Vec<&Anlagegut> = gueter.iter().collect();
            let parts = sonderposten(&gueter, Euro::cents(grant));
            prop_assert_eq!(parts.iter().copied().sum::<Euro>(), Euro::cents(grant));
            let released = gueter.iter().zip(parts).map(|(gut, sonderposten)| {
                let gut = testing::located((*gut).clone());
                let rechnung = Anlagerechnung { gut: &gut, bewilligung: None, sonderposten };
                (2021..=2026).map(|jahr| rechnung.im(jahr)[0].1).sum::<Euro>()
            });
            prop_assert_eq!(released.sum::<Euro>(), Euro::cents(grant));
        }
    }
}
