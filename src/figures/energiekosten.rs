//! What the energy that projects save or need costs in a year: offered beside the form, and never counted in it.

use chrono::NaiveDate;

use super::vordruck::Vordruck;
use super::{Beleg, Bezug, Figure, Glied, Parameter, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{
    Bestand, Dezimal, Energiemenge, Energiepreis, Euro, Haushaltszeile, Kennung, Keyed, Located, Mengeneinheit, Projekt,
    Sicht, Table, Wirkung, rounded, slug,
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
        preis.traeger == zeile.traeger && preis.einheit.basis().0 == einheit && preis.gueltig_ab <= tag
    };
    // A mass of CO2 is no energy.
    let of_energy = preise.iter().filter(|_| einheit != Mengeneinheit::TonneCo2);
    of_energy.filter(fits).max_by_key(|preis| preis.gueltig_ab)
}

/// A quantity times its price, rounded half up to the cent once; `None` where it comes to nothing.
fn offer<'a>(zeile: &'a Located<Energiemenge>, preis: &'a Located<Energiepreis>) -> Option<Energiekosten<'a>> {
    const MILLIONTHS_PER_CENT: i128 = Dezimal::ONE / 100;
    let ((_, mine), (_, its)) = (zeile.einheit.basis(), preis.einheit.basis());
    // Both are exact to a millionth.
    let product = zeile.menge.as_millionths().saturating_mul(preis.preis.as_millionths()).saturating_mul(mine);
    let betrag = Euro::cents(rounded(product, MILLIONTHS_PER_CENT * Dezimal::ONE * its));
    (!betrag.is_zero()).then(|| Energiekosten { zeile, preis, figure: figure(zeile, preis, betrag) })
}

fn figure(zeile: &Located<Energiemenge>, preis: &Located<Energiepreis>, betrag: Euro) -> Figure {
    Figure {
        id: format!("finanzen.energiekosten.{}", slug(zeile.kennung.as_str())),
        regel: "Energiekosten",
        titel: format!("Energiekosten im Jahr, {}: {}, {}", zeile.kennung, zeile.traeger, zeile.wirkung.text()),
        definition: "Menge je Jahr mal Preis je Einheit; ein Vorschlag, der in keinem Betrag des Vordrucks steckt.".into(),
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
    let parameter =
        Parameter { beleg: beleg(preis), quelle: preis.quelle.clone(), gueltig_ab: preis.gueltig_ab };
    let price = format!("{} € je {}", preis.preis, preis.einheit.text());
    let mut glieder = vec![quantity, Glied::parameter(TermSign::Mal, "Energiepreis", price, parameter)];
    glieder.extend(Glied::unit(zeile.einheit, preis.einheit));
    Rechnung::new(Rechenart::Produkt, glieder)
}
