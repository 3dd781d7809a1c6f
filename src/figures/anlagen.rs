//! Assets year by year: Abschreibung, release of the Sonderposten, running costs and income (F8, F9, F7).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Beleg;
use super::beleg::each_once;
use super::sonderposten::{Sonderposten, sonderposten};
use super::verteilung::Verteilung;
use crate::model::{Anlagegut, Euro, Haushaltszeile, Kennung, Located, Sicht, Table};

/// One of the things that an asset brings into the konsumtive table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anlageposten {
    /// What is released of its Sonderposten (F9).
    Aufloesung,
    /// What it brings in, less the income that falls away because of it.
    LaufenderErtrag,
    /// What it costs to use, less the costs that fall away because of it.
    LaufendeKosten,
    /// What is written off (F8).
    Abschreibung,
}

impl Anlageposten {
    /// The row that it counts in.
    pub fn zeile(self) -> Haushaltszeile {
        match self {
            Anlageposten::Aufloesung | Anlageposten::LaufenderErtrag => Haushaltszeile::Ertrag,
            Anlageposten::LaufendeKosten => Haushaltszeile::PersonalSachaufwand,
            Anlageposten::Abschreibung => Haushaltszeile::Abschreibungen,
        }
    }
}

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
    pub fn in_year(&self, jahr: i32) -> [(Anlageposten, Euro); 4] {
        self.per_posten(|verteilung| verteilung.in_year(jahr))
    }

    /// The same in the first full year of operation: the Folgekosten (F7).
    pub fn folgekosten(&self) -> [(Anlageposten, Euro); 4] {
        self.per_posten(Verteilung::first_full_year)
    }

    /// How an amount of [`Anlagerechnung::in_year`] is reckoned.
    pub fn herleitung(&self, posten: Anlageposten, jahr: i32) -> String {
        self.text(posten, |verteilung| verteilung.monate(jahr))
    }

    /// How an amount of [`Anlagerechnung::folgekosten`] is reckoned.
    pub fn herleitung_folgekosten(&self, posten: Anlageposten) -> String {
        self.text(posten, Verteilung::months_of_first_full_year)
    }

    /// What comes together to the amount of each year, where something falls away or is earned; `show` writes an amount.
    pub fn jahresrechnung(&self, posten: Anlageposten, show: &dyn Fn(Euro) -> String) -> Option<String> {
        let betrag = match posten {
            Anlageposten::LaufenderErtrag => self.laufender_ertrag(),
            Anlageposten::LaufendeKosten => self.laufende_kosten(),
            Anlageposten::Aufloesung | Anlageposten::Abschreibung => return None,
        };
        let falls = betrag.minus.1.is_some_and(|minus| !minus.is_zero());
        (falls || posten == Anlageposten::LaufenderErtrag).then(|| betrag.text(show))
    }

    /// The records that an amount comes from.
    pub(super) fn belege(&self, posten: Anlageposten) -> Vec<Beleg> {
        let own = Beleg::row(Table::Anlagen, &self.gut.kennung);
        let grant = self.sonderposten.iter().filter(|_| posten == Anlageposten::Aufloesung);
        each_once([own].into_iter().chain(grant.flat_map(|part| part.belege.iter().cloned())))
    }

    fn text(&self, posten: Anlageposten, of: impl Fn(Verteilung) -> String) -> String {
        let spread = self.verteilungen().into_iter().find(|(own, _)| *own == posten);
        let months = spread.map(|(_, verteilung)| of(verteilung)).unwrap_or_default();
        let sum = match (posten, &self.sonderposten) {
            (Anlageposten::Aufloesung, Some(part)) => {
                format!("Sonderposten aus {}: {}", part.bewilligung, part.herleitung)
            }
            (Anlageposten::LaufenderErtrag, _) => self.laufender_ertrag().text(&|betrag| betrag.to_string()),
            (Anlageposten::LaufendeKosten, _) => self.laufende_kosten().text(&|betrag| betrag.to_string()),
            (Anlageposten::Aufloesung | Anlageposten::Abschreibung, _) => format!("{} €", self.gut.anschaffungskosten),
        };
        format!("{sum}, {months}")
    }

    fn laufender_ertrag(&self) -> Jahresbetrag {
        Jahresbetrag {
            plus: vec![("Ertrag", self.gut.ertrag)],
            minus: ("wegfallender Ertrag", self.gut.wegfallender_ertrag),
        }
    }

    fn laufende_kosten(&self) -> Jahresbetrag {
        Jahresbetrag {
            plus: vec![("Wartung", self.gut.wartung), ("Betrieb", self.gut.betrieb), ("Personal", self.gut.personal)],
            minus: ("Einsparung", self.gut.einsparung),
        }
    }

    fn per_posten(&self, amount: impl Fn(Verteilung) -> Euro) -> [(Anlageposten, Euro); 4] {
        self.verteilungen().map(|(posten, verteilung)| (posten, amount(verteilung)))
    }

    /// What the asset brings into each row over its whole use.
    fn verteilungen(&self) -> [(Anlageposten, Verteilung); 4] {
        let Anlagegut { anschaffungskosten, betriebsbereit, nutzungsdauer, .. } = &**self.gut;
        let granted = self.sonderposten.as_ref().map(|part| part.betrag).unwrap_or_default();
        let spread = |betrag| Verteilung::over_years(betrag, *betriebsbereit, *nutzungsdauer);
        let per_year = |betrag: &Jahresbetrag| Verteilung::per_year(betrag.summe(), *betriebsbereit, *nutzungsdauer);
        [
            (Anlageposten::Aufloesung, spread(granted)),
            (Anlageposten::LaufenderErtrag, per_year(&self.laufender_ertrag())),
            (Anlageposten::LaufendeKosten, per_year(&self.laufende_kosten())),
            (Anlageposten::Abschreibung, spread(*anschaffungskosten)),
        ]
    }
}

/// What an asset costs or brings in each year: amounts by name, and what falls away.
struct Jahresbetrag {
    plus: Vec<(&'static str, Option<Euro>)>,
    minus: (&'static str, Option<Euro>),
}

impl Jahresbetrag {
    /// Negative where more falls away.
    fn summe(&self) -> Euro {
        let plus: Euro = self.plus.iter().filter_map(|(_, betrag)| *betrag).sum();
        plus.minus(self.minus.1.unwrap_or_default())
    }

    /// `Betrieb 18.000,00 + Personal 12.000,00 − Einsparung 5.000,00 = 25.000,00 € je Jahr`.
    fn text(&self, show: &dyn Fn(Euro) -> String) -> String {
        let stated = |(name, betrag): &(&str, Option<Euro>)| {
            betrag.filter(|betrag| !betrag.is_zero()).map(|betrag| format!("{name} {}", show(betrag)))
        };
        let plus: Vec<String> = self.plus.iter().filter_map(stated).collect();
        let minus = stated(&self.minus).map(|betrag| format!("− {betrag}"));
        let count = plus.len() + minus.iter().len();
        let terms: Vec<String> =
            Some(plus.join(" + ")).filter(|plus| !plus.is_empty()).into_iter().chain(minus).collect();
        match (count, terms.join(" ")) {
            (..=1, one) => format!("{one} € je Jahr"),
            (_, several) => format!("{several} = {} € je Jahr", show(self.summe())),
        }
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

    use chrono::Datelike;
    use proptest::prelude::*;

    use super::*;
    use crate::testing;

    fn gut() -> Anlagegut {
        Anlagegut {
            anschaffungskosten: Euro::cents(12_000_000),
            wartung: Some(Euro::cents(100_000)),
            personal: Some(Euro::cents(50_000)),
            ertrag: Some(Euro::cents(100_000)),
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
        let texts = |cells: [(Anlageposten, Euro); 4]| cells.map(|(_, betrag)| betrag.to_string());
        assert_eq!(texts(rechnung.in_year(2021)), ["3.000,00", "250,00", "375,00", "6.000,00"]);
        assert_eq!(texts(rechnung.folgekosten()), ["12.000,00", "1.000,00", "1.500,00", "24.000,00"]);
        let told = |posten| rechnung.herleitung(posten, 2022);
        let months = "über 60 Monate ab 10/2021, davon 12 in 2022, der 4. bis 15.";
        assert_eq!(told(Anlageposten::Aufloesung), format!("Sonderposten aus BW-1: 60.000,00 €, {months}"));
        assert_eq!(told(Anlageposten::LaufenderErtrag), format!("Ertrag 1.000,00 € je Jahr, {months}"));
        assert_eq!(
            told(Anlageposten::LaufendeKosten),
            format!("Wartung 1.000,00 + Personal 500,00 = 1.500,00 € je Jahr, {months}")
        );
        assert_eq!(told(Anlageposten::Abschreibung), format!("120.000,00 €, {months}"));
        assert_eq!(rechnung.belege(Anlageposten::Aufloesung).len(), 2);
        assert_eq!(rechnung.belege(Anlageposten::LaufenderErtrag).len(), 1);
        assert_eq!(rechnung.belege(Anlageposten::Abschreibung).len(), 1);
    }

    /// What a kind of amount comes to in the first full year, and how it is told.
    fn first_year(gut: Anlagegut, wanted: Anlageposten) -> (String, String) {
        let gut = testing::located(gut);
        let rechnung = Anlagerechnung { gut: &gut, sonderposten: None };
        let (posten, betrag) = rechnung.folgekosten().into_iter().find(|(posten, _)| *posten == wanted).unwrap();
        (betrag.to_string(), rechnung.herleitung(posten, 2022).split(", über").next().unwrap().to_owned())
    }

    #[test]
    fn a_saving_lowers_the_row_of_running_costs() {
        let saving = |wartung: Option<i128>| {
            let wartung = wartung.map(Euro::cents);
            let gut = Anlagegut { wartung, personal: None, einsparung: Some(Euro::cents(2_760_000)), ..gut() };
            first_year(gut, Anlageposten::LaufendeKosten)
        };
        assert_eq!(saving(None), ("−27.600,00".into(), "− Einsparung 27.600,00 € je Jahr".into()));
        let both = "Wartung 1.000,00 − Einsparung 27.600,00 = −26.600,00 € je Jahr";
        assert_eq!(saving(Some(100_000)), ("−26.600,00".into(), both.into()));
        assert_eq!(saving(Some(0)).0, "−27.600,00");
    }

    #[test]
    fn income_that_falls_away_lowers_the_row_of_income() {
        let falling = |ertrag: Option<i128>| {
            let ertrag = ertrag.map(Euro::cents);
            let gut = Anlagegut { ertrag, wegfallender_ertrag: Some(Euro::cents(500_000)), ..gut() };
            first_year(gut, Anlageposten::LaufenderErtrag)
        };
        assert_eq!(falling(None), ("−5.000,00".into(), "− wegfallender Ertrag 5.000,00 € je Jahr".into()));
        let both = "Ertrag 1.000,00 − wegfallender Ertrag 5.000,00 = −4.000,00 € je Jahr";
        assert_eq!(falling(Some(100_000)), ("−4.000,00".into(), both.into()));
    }

    /// An amount of euro as a table can hold it, or none.
    fn betrag() -> impl Strategy<Value = Option<Euro>> {
        proptest::option::of((0..=Euro::MAX_INPUT.as_cents()).prop_map(Euro::cents))
    }

    proptest! {
        #![proptest_config(testing::seeded())]

        #[test]
        fn years_sum_to_what_was_entered_and_each_can_be_reckoned_by_hand(
            betraege in proptest::array::uniform6(betrag()), months in 0u32..2400, jahre in 1i32..=100, years_on in 0i32..=100,
        ) {
            let [wartung, betrieb, personal, einsparung, ertrag, wegfallender_ertrag] = betraege;
            let betriebsbereit = testing::anlagegut().betriebsbereit.checked_add_months(chrono::Months::new(months)).unwrap();
            let gut = Anlagegut {
                wartung, betrieb, personal, einsparung, ertrag, wegfallender_ertrag, betriebsbereit, nutzungsdauer: jahre,
                ..testing::anlagegut()
            };
            let gut = testing::located(gut);
            let rechnung = Anlagerechnung { gut: &gut, sonderposten: None };
            let cents = betraege.map(|betrag| betrag.unwrap_or_default().as_cents());
            let (income, costs) = (cents[4] - cents[5], cents[0] + cents[1] + cents[2] - cents[3]);
            let in_year = |jahr| {
                let [_, (_, ertrag), (_, kosten), _] = rechnung.in_year(jahr);
                (ertrag.as_cents(), kosten.as_cents())
            };
            let (first, last) = gut.nutzung();
            let sum = (first..=last).map(in_year).fold((0, 0), |sum, year| (sum.0 + year.0, sum.1 + year.1));
            prop_assert_eq!(sum, (income * i128::from(jahre), costs * i128::from(jahre)));
            // By hand: after k months k twelfths are due, rounded half up.
            let due = |per_year: i128, jahr: i32| {
                let month = i128::from(jahr - first) * 12 - i128::from(betriebsbereit.month0());
                let k = month.clamp(0, i128::from(jahre) * 12);
                (per_year * k * 2 + 12).div_euclid(24)
            };
            let jahr = first + years_on;
            let by_hand = |per_year| due(per_year, jahr + 1) - due(per_year, jahr);
            prop_assert_eq!(in_year(jahr), (by_hand(income), by_hand(costs)));
        }
    }
}
