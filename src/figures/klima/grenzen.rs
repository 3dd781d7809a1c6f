//! The limits of the CO2 classes as figures.

use super::mengen::parameter;
use crate::figures::{Beleg, Bezug, Figure, Glied, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Klimaparameter, Prozent, rounded};

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
    let limit = |name, titel, tonnen| figure(klima, name, titel, Wert::Tonnen(tonnen), fixed(klima, titel, tonnen));
    Klimagrenzen {
        mittel: limit("grenze_mittel", "Grenze der Klasse mittel", klima.grenze_mittel),
        gross: limit("grenze_gross", "Grenze der Klasse groß", klima.grenze_gross),
        anteil_mittel: share(klima, ("mittel", "mittel"), klima.grenze_mittel),
        anteil_gross: share(klima, ("gross", "groß"), klima.grenze_gross),
    }
}

/// A number of tonnes that a parameter fixes.
fn fixed(klima: &Klimaparameter, titel: &str, tonnen: i32) -> Rechnung {
    Rechnung::new(Rechenart::Eingabe, vec![glied(klima, titel, tonnen)])
}

fn glied(klima: &Klimaparameter, titel: &str, tonnen: i32) -> Glied {
    Glied::parameter(TermSign::Plus, titel, format!("{} t", Wert::Tonnen(tonnen).text()), parameter(klima))
}

fn share(klima: &Klimaparameter, (slug, klasse): (&str, &str), tonnen: i32) -> Figure {
    // Tenths of a percent.
    let tenths = rounded(i128::from(tonnen.max(0)) * 1_000, klima.einsparziel.max(1).into());
    let share = Prozent::hundredths(u32::try_from(tenths * 10).unwrap_or(u32::MAX));
    let wert = format!("{} t", Wert::Tonnen(tonnen).text());
    let part = Glied::figur(TermSign::Plus, "Grenze", wert, format!("klima.grenze_{slug}"));
    let rechnung =
        Rechnung::new(Rechenart::Anteil, vec![part, glied(klima, "jährliches Einsparziel", klima.einsparziel)]);
    let titel = format!("Grenze der Klasse {klasse} als Anteil am jährlichen Einsparziel");
    figure(klima, &format!("anteil_{slug}"), &titel, Wert::Anteil(share), rechnung)
}

fn figure(klima: &Klimaparameter, name: &str, titel: &str, wert: Wert, rechnung: Rechnung) -> Figure {
    Figure {
        id: format!("klima.{name}"),
        regel: "Klimarelevanz",
        titel: titel.into(),
        definition: format!("Örtliche Festlegung. Quelle: {}.", klima.quelle.trim_end_matches('.')),
        bezug: Bezug::GueltigAb(klima.gueltig_ab),
        wert,
        belege: [Beleg::new("ratsbericht.toml", "klima")].into(),
        rechnung,
    }
}
