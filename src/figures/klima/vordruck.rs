//! The Klimarelevanz form as it holds.

use super::{Direction, Klimabilanz, klasse};
use crate::model::{Co2Klasse, Effekt, Klimaparameter, Klimarelevanz, Relevanz};

/// The form as it is printed: rows 1, 2, 4, 5 and 6 as computed where the projects of the paper save or add energy,
/// otherwise as typed. Row 3 is always typed.
///
/// [ours] Where as much is saved as is added, the relevance is "keine": the classes begin above nought, and what can be
/// reckoned is not "nicht eindeutig". Where a quantity has no factor the typed form stands; the paper is stopped.
pub fn effective(typed: &Klimarelevanz, bilanz: &Klimabilanz<'_>, parameter: &Klimaparameter) -> Klimarelevanz {
    if !bilanz.is_complete() {
        return typed.clone();
    }
    let class = klasse(bilanz.netto(), parameter);
    let richtung = bilanz.richtung();
    Klimarelevanz {
        klimaschutz: Some(match richtung {
            Direction::Einsparung => Relevanz::Positiv,
            Direction::Erhoehung => Relevanz::Negativ,
            Direction::Ausgeglichen => Relevanz::Keine,
        }),
        effekt: class.map(effekt),
        klimafolgenanpassung: typed.klimafolgenanpassung,
        einsparung: class.filter(|_| richtung == Direction::Einsparung),
        erhoehung: class.filter(|_| richtung == Direction::Erhoehung),
        kompensation: bilanz.compensated(),
    }
}

/// The class in row 2 is the class in row 4 or 5.
fn effekt(class: Co2Klasse) -> Effekt {
    match class {
        Co2Klasse::Gering => Effekt::Gering,
        Co2Klasse::Mittel => Effekt::Mittel,
        Co2Klasse::Gross => Effekt::Gross,
    }
}
