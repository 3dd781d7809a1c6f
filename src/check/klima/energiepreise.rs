//! Prices of energy that cannot be meant so.

use crate::finding::{Code, Finding};
use crate::model::{Dezimal, Energiepreis, Located, Mengeneinheit};

pub(super) fn check(preise: &[Located<Energiepreis>]) -> Vec<Finding> {
    preise.iter().filter_map(cent).collect()
}

/// The most euro that a kilowatt hour, or a litre or kilogram, costs [ours]: more is cents, most likely.
fn cent(preis: &Located<Energiepreis>) -> Option<Finding> {
    let (einheit, count) = preis.einheit.basis();
    let most = match einheit {
        Mengeneinheit::Liter | Mengeneinheit::Kilogramm => 10,
        // Nothing is reckoned with it.
        Mengeneinheit::TonneCo2 => return None,
        _ => 1,
    };
    let most = Dezimal::millionths(most * count * Dezimal::ONE);
    (preis.preis > most).then(|| {
        let je = preis.einheit.text();
        let message = format!("Der Preis für {} ist ungewöhnlich hoch; vermutlich steht er in Cent.", preis.traeger);
        let euros = Dezimal::millionths(preis.preis.as_millionths() / 100);
        let mend = format!("Tragen Sie Euro ein: {} Cent je {je} sind {euros}.", preis.preis);
        let finding = Finding::at(Code::RB320, preis.span("preis"), message, mend);
        finding.expected(format!("höchstens {most} € je {je}")).found(format!("{} € je {je}", preis.preis))
    })
}
