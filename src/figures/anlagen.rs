//! Assets year by year: Abschreibung, release of the Sonderposten, running costs (F8, F9, F7).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Beleg;
use super::beleg::each_once;
use super::sonderposten::{Sonderposten, sonderposten};
use super::verteilung::Verteilung;
use crate::model::{Anlagegut, Euro, Haushaltszeile, Kennung, Located, Sicht, Table};

/// An asset with the part of a grant that paid for it.
#[derive(Debug, Clone)]
pub struct Anlagerechnung<'a> {
    /// The asset.
    pub gut: &'a Located<Anlagegut>,
    /// The part of a grant that paid for it [law: KomHVO § 44].
    pub sonderposten: Option<Sonderposten<'a>>,
}

impl Anlagerechnung<'_> {
    /// What the asset brings into the rows of the konsumtive table in a calendar year.
    pub fn in_year(&self, jahr: i32) -> [(Haushaltszeile, Euro); 3] {
        self.per_row(|verteilung| verteilung.in_year(jahr))
    }

    /// The same in the first full year of operation: the Folgekosten (F7).
    pub fn folgekosten(&self) -> [(Haushaltszeile, Euro); 3] {
        self.per_row(Verteilung::first_full_year)
    }

    /// How an amount of [`Anlagerechnung::in_year`] is reckoned.
    pub fn herleitung(&self, zeile: Haushaltszeile, jahr: i32) -> String {
        self.text(zeile, |verteilung| verteilung.monate(jahr))
    }

    /// How an amount of [`Anlagerechnung::folgekosten`] is reckoned.
    pub fn herleitung_folgekosten(&self, zeile: Haushaltszeile) -> String {
        self.text(zeile, Verteilung::months_of_first_full_year)
    }

    /// The records that an amount in a row comes from.
    pub(super) fn belege(&self, zeile: Haushaltszeile) -> Vec<Beleg> {
        let own = Beleg::row(Table::Anlagen, &self.gut.kennung);
        let grant = self.sonderposten.iter().filter(|_| zeile == Haushaltszeile::Ertrag);
        each_once([own].into_iter().chain(grant.flat_map(|part| part.belege.iter().cloned())))
    }

    fn text(&self, zeile: Haushaltszeile, of: impl Fn(Verteilung) -> String) -> String {
        let spread = self.verteilungen().into_iter().find(|(own, _)| *own == zeile);
        let months = spread.map(|(_, verteilung)| of(verteilung)).unwrap_or_default();
        match (zeile, &self.sonderposten) {
            (Haushaltszeile::Ertrag, Some(part)) => {
                format!("Sonderposten aus {}: {}, {months}", part.bewilligung, part.herleitung)
            }
            (Haushaltszeile::PersonalSachaufwand, _) => format!("{}, {months}", self.running_costs()),
            _ => format!("{} €, {months}", self.gut.anschaffungskosten),
        }
    }

    /// What the asset costs in a year: `Betrieb 18.000,00 + Personal 12.000,00 − Einsparung 5.000,00 = 25.000,00 € je Jahr`.
    fn running_costs(&self) -> String {
        let named = [("Wartung", self.gut.wartung), ("Betrieb", self.gut.betrieb), ("Personal", self.gut.personal)];
        let stated = |betrag: Option<Euro>| betrag.filter(|betrag| !betrag.is_zero());
        let named = named.iter().filter_map(|(name, betrag)| Some(format!("{name} {}", stated(*betrag)?)));
        let costs = named.collect::<Vec<_>>().join(" + ");
        let saved = stated(self.gut.einsparung).map(|betrag| format!("− Einsparung {betrag}"));
        match (costs.as_str(), saved) {
            (one, None) if !one.contains(" + ") => format!("{one} € je Jahr"),
            ("", Some(saved)) => format!("{saved} € je Jahr"),
            (costs, None) => format!("{costs} = {} € je Jahr", self.per_year()),
            (costs, Some(saved)) => format!("{costs} {saved} = {} € je Jahr", self.per_year()),
        }
    }

    /// What the asset costs in a year; negative where it saves more.
    fn per_year(&self) -> Euro {
        let costs: Euro = [self.gut.wartung, self.gut.betrieb, self.gut.personal].into_iter().flatten().sum();
        costs.minus(self.gut.einsparung.unwrap_or_default())
    }

    fn per_row(&self, amount: impl Fn(Verteilung) -> Euro) -> [(Haushaltszeile, Euro); 3] {
        self.verteilungen().map(|(zeile, verteilung)| (zeile, amount(verteilung)))
    }

    /// What the asset brings into each row over its whole use.
    fn verteilungen(&self) -> [(Haushaltszeile, Verteilung); 3] {
        let Anlagegut { anschaffungskosten, betriebsbereit, nutzungsdauer, .. } = &**self.gut;
        let granted = self.sonderposten.as_ref().map(|part| part.betrag).unwrap_or_default();
        let spread = |betrag| Verteilung::over_years(betrag, *betriebsbereit, *nutzungsdauer);
        [
            (Haushaltszeile::Ertrag, spread(granted)),
            (
                Haushaltszeile::PersonalSachaufwand,
                Verteilung::per_year(self.per_year(), *betriebsbereit, *nutzungsdauer),
            ),
            (Haushaltszeile::Abschreibungen, spread(*anschaffungskosten)),
        ]
    }
}

/// The assets of a project by their Kennung, with what the grants known on a day paid for each.
pub fn anlagen<'a>(sicht: &Sicht<'a>, projekt: &Kennung, tag: NaiveDate) -> Vec<Anlagerechnung<'a>> {
    let mut gueter: Vec<&'a Located<Anlagegut>> = sicht.anlagen(projekt).to_vec();
    gueter.sort_by(|a, b| a.kennung.cmp(&b.kennung));
    let mut gefoerdert: BTreeMap<&Kennung, Vec<&'a Located<Anlagegut>>> = BTreeMap::new();
    for gut in &gueter {
        gut.bewilligung.iter().for_each(|kennung| gefoerdert.entry(kennung).or_default().push(gut));
    }
    let mut parts: BTreeMap<&Kennung, Sonderposten<'a>> = BTreeMap::new();
    for bewilligung in sicht.bewilligungen(projekt).iter().copied().filter(|b| b.bescheid <= tag) {
        let Some(own) = gefoerdert.get(&bewilligung.kennung) else { continue };
        parts.extend(own.iter().map(|gut| &gut.kennung).zip(sonderposten(sicht, bewilligung, own, tag)));
    }
    gueter.into_iter().map(|gut| Anlagerechnung { gut, sonderposten: parts.get(&gut.kennung).cloned() }).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::testing;

    fn gut() -> Anlagegut {
        Anlagegut {
            anschaffungskosten: Euro::cents(12_000_000),
            wartung: Some(Euro::cents(100_000)),
            personal: Some(Euro::cents(50_000)),
            ..testing::anlagegut()
        }
    }

    #[test]
    fn an_asset_feeds_three_rows() {
        let (gut, grant) = (testing::located(gut()), Kennung::parse("BW-1").unwrap());
        let herleitung = "60.000,00 €".to_owned();
        let belege = Arc::from(vec![Beleg::row(Table::Bewilligungen, "BW-1")]);
        let part = Sonderposten { bewilligung: &grant, betrag: Euro::cents(6_000_000), herleitung, belege };
        let rechnung = Anlagerechnung { gut: &gut, sonderposten: Some(part) };
        let texts = |cells: [(Haushaltszeile, Euro); 3]| cells.map(|(_, betrag)| betrag.to_string());
        assert_eq!(texts(rechnung.in_year(2021)), ["3.000,00", "375,00", "6.000,00"]);
        assert_eq!(texts(rechnung.folgekosten()), ["12.000,00", "1.500,00", "24.000,00"]);
        let told = |zeile| rechnung.herleitung(zeile, 2022);
        let months = "über 60 Monate ab 10/2021, davon 12 in 2022, der 4. bis 15.";
        assert_eq!(told(Haushaltszeile::Ertrag), format!("Sonderposten aus BW-1: 60.000,00 €, {months}"));
        assert_eq!(
            told(Haushaltszeile::PersonalSachaufwand),
            format!("Wartung 1.000,00 + Personal 500,00 = 1.500,00 € je Jahr, {months}")
        );
        assert_eq!(told(Haushaltszeile::Abschreibungen), format!("120.000,00 €, {months}"));
        assert_eq!(rechnung.belege(Haushaltszeile::Ertrag).len(), 2);
        assert_eq!(rechnung.belege(Haushaltszeile::Abschreibungen).len(), 1);
    }

    #[test]
    fn a_saving_lowers_the_row_of_running_costs() {
        let saving = |wartung: Option<i128>| {
            let wartung = wartung.map(Euro::cents);
            let gut = Anlagegut { wartung, personal: None, einsparung: Some(Euro::cents(2_760_000)), ..gut() };
            let gut = testing::located(gut);
            let rechnung = Anlagerechnung { gut: &gut, sonderposten: None };
            let [_, (zeile, betrag), _] = rechnung.folgekosten();
            (betrag.to_string(), rechnung.herleitung(zeile, 2022).split(", über").next().unwrap().to_owned())
        };
        assert_eq!(saving(None), ("−27.600,00".into(), "− Einsparung 27.600,00 € je Jahr".into()));
        let both = "Wartung 1.000,00 − Einsparung 27.600,00 = −26.600,00 € je Jahr";
        assert_eq!(saving(Some(100_000)), ("−26.600,00".into(), both.into()));
        assert_eq!(saving(Some(0)).0, "−27.600,00");
    }
}
