//! What the energy that projects save or need costs in a year: offered beside the form, and never counted in it.

use chrono::NaiveDate;

use super::vordruck::Vordruck;
use super::{Beleg, Bezug, Figure, Glied, Parameter, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{
    Bestand, Dezimal, Energiemenge, Energiepreis, Euro, Haushaltszeile, Kennung, Keyed, Located, Mengeneinheit,
    Projekt, Sicht, Table, Wirkung, rounded, slug,
};

/// A quantity with its price, and what it costs in a year.
#[derive(Debug, Clone)]
pub struct Energiekosten<'a> {
    /// The quantity.
    pub zeile: &'a Located<Energiemenge>,
    /// The price that holds.
    pub preis: &'a Located<Energiepreis>,
    /// The amount in euro per year, without a sign.
    pub figure: Figure,
}

/// The costs that nobody has entered, project by project; a quantity without a price has none.
///
/// [ours] Nothing is offered where the form has no Herleitung, where the row Personal-/Sachaufwand was typed, or where the
/// tables may hold the costs already.
pub(super) fn energiekosten<'a>(
    bestand: &'a Bestand,
    sicht: &Sicht<'a>,
    form: &Vordruck<'_>,
    projekte: &[&'a Located<Projekt>],
    tag: NaiveDate,
) -> Vec<Energiekosten<'a>> {
    let row = form.zeilen().find(|zeile| zeile.zeile() == Haushaltszeile::PersonalSachaufwand);
    if row.is_none_or(|zeile| zeile.berechnet.is_none() || zeile.eingetragen.zellen().next().is_some()) {
        return Vec::new();
    }
    let mengen = projekte.iter().flat_map(|projekt| sicht.energie(&projekt.kennung).iter().copied());
    let open = mengen.filter(|zeile| !may_be_entered(sicht, &zeile.projekt, zeile.wirkung));
    open.filter_map(|zeile| offer(zeile, preis(&bestand.energiepreise, zeile, tag)?)).collect()
}

/// Whether what is entered for a project may hold costs of energy that it saves or needs.
fn may_be_entered(sicht: &Sicht<'_>, projekt: &Kennung, wirkung: Wirkung) -> bool {
    let stated = |betrag: Option<Euro>| betrag.is_some_and(|betrag| !betrag.is_zero());
    let gueter = sicht.anlagen(projekt);
    match wirkung {
        Wirkung::Eingespart => gueter.iter().any(|gut| stated(gut.einsparung)),
        Wirkung::Zusaetzlich => {
            let planned = |zeile| zeile == Haushaltszeile::PersonalSachaufwand;
            gueter.iter().any(|gut| stated(gut.betrieb))
                || sicht.haushalt(projekt).iter().any(|ansatz| planned(ansatz.zeile))
        }
        // What makes up for emissions is not energy that somebody saves or pays for.
        Wirkung::Kompensiert => true,
    }
}

/// The newest price that holds on a day for the carrier and the unit of a quantity.
fn preis<'a>(
    preise: &'a [Located<Energiepreis>],
    zeile: &Energiemenge,
    tag: NaiveDate,
) -> Option<&'a Located<Energiepreis>> {
    let (einheit, _) = zeile.einheit.basis();
    let fits = |preis: &&Located<Energiepreis>| {
        slug(&preis.traeger) == slug(&zeile.traeger) && preis.einheit.basis().0 == einheit && preis.gueltig_ab <= tag
    };
    // A mass of CO2 is no energy.
    let of_energy = preise.iter().filter(|_| einheit != Mengeneinheit::TonneCo2);
    of_energy.filter(fits).max_by_key(|preis| preis.gueltig_ab)
}

/// A quantity times its price, rounded half up to the cent once; `None` where it comes to nothing, or to more than can be reckoned.
fn offer<'a>(zeile: &'a Located<Energiemenge>, preis: &'a Located<Energiepreis>) -> Option<Energiekosten<'a>> {
    const MILLIONTHS_PER_CENT: i128 = Dezimal::ONE / 100;
    let ((_, mine), (_, its)) = (zeile.einheit.basis(), preis.einheit.basis());
    // Both are exact to a millionth.
    let product = zeile.menge.as_millionths().checked_mul(preis.preis.as_millionths())?.checked_mul(mine)?;
    let betrag = Euro::cents(rounded(product, MILLIONTHS_PER_CENT * Dezimal::ONE * its));
    (!betrag.is_zero()).then(|| Energiekosten { zeile, preis, figure: figure(zeile, preis, betrag) })
}

fn figure(zeile: &Located<Energiemenge>, preis: &Located<Energiepreis>, betrag: Euro) -> Figure {
    Figure {
        id: format!("finanzen.energiekosten.{}", slug(zeile.kennung.as_str())),
        regel: "Energiekosten",
        titel: format!("Energiekosten im Jahr, {}: {}, {}", zeile.kennung, zeile.traeger, zeile.wirkung.text()),
        definition: "Menge je Jahr mal Preis je Einheit; ein Vorschlag, der in keinem Betrag des Vordrucks steckt."
            .into(),
        bezug: Bezug::JeJahr,
        wert: Wert::Betrag(betrag),
        belege: [Beleg::row(Table::Energie, &zeile.kennung), beleg(preis)].into(),
        rechnung: rechnung(zeile, preis),
    }
}

fn beleg(preis: &Located<Energiepreis>) -> Beleg {
    Beleg::row(Table::Energiepreise, preis.name())
}

/// The product; where quantity and price are in units of different size, with what makes them one.
fn rechnung(zeile: &Located<Energiemenge>, preis: &Located<Energiepreis>) -> Rechnung {
    let menge = format!("{} {}", zeile.menge, zeile.einheit.text());
    let titel = format!("{}: {} je Jahr", zeile.kennung, zeile.traeger);
    let quantity = Glied::datensatz(TermSign::Mal, titel, menge, vec![Beleg::row(Table::Energie, &zeile.kennung)]);
    let parameter = Parameter { beleg: beleg(preis), quelle: preis.quelle.clone(), gueltig_ab: preis.gueltig_ab };
    let price = format!("{} € je {}", preis.preis, preis.einheit.text());
    let mut glieder = vec![quantity, Glied::parameter(TermSign::Mal, "Energiepreis", price, parameter)];
    glieder.extend(Glied::unit(zeile.einheit, preis.einheit));
    Rechnung::new(Rechenart::Produkt, glieder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use Mengeneinheit as M;

    fn menge(menge: &str, einheit: M) -> Located<Energiemenge> {
        let row = (*testing::emission(menge, Wirkung::Eingespart, 1)).clone();
        testing::located(Energiemenge { traeger: "Strom".into(), einheit, ..row })
    }

    fn price(traeger: &str, preis: &str, einheit: M, ab: &str) -> Located<Energiepreis> {
        let (preis, gueltig_ab) = (Dezimal::parse(preis).unwrap(), ab.parse().unwrap());
        testing::located(Energiepreis { traeger: traeger.into(), einheit, preis, gueltig_ab, quelle: "Q".into() })
    }

    /// What a quantity costs by prices on a day of 2021.
    fn costs(zeile: &Located<Energiemenge>, preise: &[Located<Energiepreis>]) -> Option<String> {
        let preis = preis(preise, zeile, NaiveDate::from_ymd_opt(2021, 1, 20).unwrap())?;
        Some(offer(zeile, preis)?.figure.wert.text())
    }

    #[test]
    fn units_of_one_kind_are_made_one_and_others_are_not() {
        let by = |zeile: (&str, M), preis: (&str, M)| {
            costs(&menge(zeile.0, zeile.1), &[price("Strom", preis.0, preis.1, "2021-01-01")])
        };
        let all = [
            (("96000", M::Kwh), ("0.285", M::Kwh)),
            (("96", M::Mwh), ("0.285", M::Kwh)),
            (("96000", M::Kwh), ("285", M::Mwh)),
            (("96", M::Mwh), ("285", M::Mwh)),
        ];
        for (zeile, preis) in all {
            assert_eq!(by(zeile, preis).as_deref(), Some("27.360,00"), "{zeile:?} {preis:?}");
        }
        assert_eq!(by(("96", M::KwhHs), ("0.1", M::KwhHi)), None);
        assert_eq!(by(("96", M::TonneCo2), ("50", M::TonneCo2)), None, "a mass of CO2 is no energy");
    }

    #[test]
    fn half_a_cent_is_rounded_up_once_and_nothing_is_not_offered() {
        let by = |quantity, preis| costs(&menge(quantity, M::Kwh), &[price("Strom", preis, M::Kwh, "2021-01-01")]);
        assert_eq!(by("1", "0.005").as_deref(), Some("0,01"));
        assert_eq!(by("1", "0.004999"), None);
        assert_eq!(by("0", "0.285"), None);
        assert_eq!(by("3", "0.114999").as_deref(), Some("0,34"), "0,344997");
    }

    #[test]
    fn the_newest_price_of_the_carrier_that_holds_counts() {
        let preise = [
            price("Strom", "2", M::Kwh, "2021-01-20"),
            price("Strom", "1", M::Kwh, "2020-01-01"),
            price("Strom", "3", M::Kwh, "2021-01-21"),
            price("Strom", "4", M::Liter, "2021-01-19"),
            price("Gas", "5", M::Kwh, "2021-01-20"),
        ];
        assert_eq!(costs(&menge("1", M::Kwh), &preise).as_deref(), Some("2,00"));
        assert_eq!(costs(&menge("1", M::Kwh), &preise[2..]), None);
    }
}
