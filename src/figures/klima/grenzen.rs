//! The limits of the CO2 classes as figures.

use crate::figures::figure::{Beleg, Bezug, Figure, Wert};
use crate::model::{Klimaparameter, Prozent};

/// The limits that the Klimarelevanz form prints.
#[derive(Debug, Clone)]
pub struct Klimagrenzen {
    /// From so many t CO2 per year on the class is mittel.
    pub mittel: Figure,
    /// Above so many t CO2 per year the class is groß.
    pub gross: Figure,
    /// The lower limit as a share of the yearly target.
    pub anteil_mittel: Figure,
    /// The upper limit as a share of the yearly target.
    pub anteil_gross: Figure,
}

impl Klimagrenzen {
    /// The figures, in the order of the form.
    pub fn figures(&self) -> [&Figure; 4] {
        [&self.mittel, &self.gross, &self.anteil_mittel, &self.anteil_gross]
    }
}

/// The limits from the parameters; the tonnes bind, the shares explain and are rounded to one decimal.
pub fn klimagrenzen(klima: &Klimaparameter) -> Klimagrenzen {
    Klimagrenzen {
        mittel: figure(klima, "grenze_mittel", "Grenze der Klasse mittel", Wert::Tonnen(klima.grenze_mittel)),
        gross: figure(klima, "grenze_gross", "Grenze der Klasse groß", Wert::Tonnen(klima.grenze_gross)),
        anteil_mittel: share(klima, "anteil_mittel", klima.grenze_mittel),
        anteil_gross: share(klima, "anteil_gross", klima.grenze_gross),
    }
}

fn share(klima: &Klimaparameter, name: &str, grenze: i32) -> Figure {
    let (grenze, ziel) = (i64::from(grenze.max(0)), i64::from(klima.einsparziel.max(1)));
    // Tenths of a percent, rounded half up.
    let tenths = (2 * grenze * 1000 + ziel) / (2 * ziel);
    let share = Prozent::hundredths(u32::try_from(tenths * 10).unwrap_or(u32::MAX));
    figure(klima, name, "Grenze als Anteil am jährlichen Einsparziel", Wert::Anteil(share))
}

fn figure(klima: &Klimaparameter, name: &str, titel: &str, wert: Wert) -> Figure {
    Figure {
        id: format!("klima.{name}"),
        regel: "Klimarelevanz",
        titel: titel.into(),
        definition: format!("Parameter der Körperschaft. Quelle: {}.", klima.quelle.trim_end_matches('.')),
        bezug: Bezug::GueltigAb(klima.gueltig_ab),
        wert,
        belege: vec![Beleg::new("ratsbericht.toml", "klima")],
    }
}
