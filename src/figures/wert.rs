//! The value of a figure, and how it is written.

use crate::model::{Co2Klasse, Dezimal, Euro, Fixed, Mengeneinheit, Prozent, Spelling, grouped};

/// The value of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wert {
    /// A number of records.
    Anzahl(usize),
    /// An amount.
    Betrag(Euro),
    /// An amount that nobody stated.
    OhneAngabe,
    /// A mean of percentages: their sum in hundredths of a percent, and how many there are.
    Mittel {
        /// Sum in hundredths of a percent.
        summe: u64,
        /// How many.
        anzahl: usize,
    },
    /// Tonnes of CO2 per year.
    Tonnen(i32),
    /// A percentage that a parameter fixes.
    Anteil(Prozent),
    /// Tonnes of CO2 per year as they are printed; a mean of exact masses.
    Emission {
        /// Millionths of a tonne; negative where more is added than saved.
        millionths: i128,
        /// How many decimals are printed, from 1 to 6.
        decimals: u32,
    },
    /// A class of tonnes of CO2 per year.
    Klasse(Co2Klasse),
    /// Whole percent of an increase that are compensated, rounded down; a million stands for more too.
    Kompensiert(u32),
    /// Kilograms of CO2 for one unit of energy.
    Faktor {
        /// The kilograms.
        wert: Dezimal,
        /// For one of which unit.
        je: Mengeneinheit,
    },
    /// By how many records a number has changed.
    Differenz(i64),
    /// By how many tenths of a percentage point a share has changed.
    Punkte(i64),
    /// One amount as a share of another; none where there is nothing to share.
    Quote {
        /// The part.
        teil: Euro,
        /// The whole.
        ganzes: Euro,
    },
}

/// The unit of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Einheit {
    /// Projects or other records.
    Anzahl,
    /// Euro.
    Euro,
    /// Percent.
    Prozent,
    /// Percentage points.
    Prozentpunkte,
    /// Tonnes of CO2 per year.
    TonnenJeJahr,
    /// A class of the form.
    Klasse,
    /// Kilograms of CO2 for one unit of energy.
    KilogrammJe(Mengeneinheit),
}

impl Einheit {
    /// The unit as the attached data name it.
    pub fn name(self) -> &'static str {
        match self {
            Einheit::Anzahl => "Anzahl",
            Einheit::Euro => "Euro",
            Einheit::Prozent => "Prozent",
            Einheit::Prozentpunkte => "Prozentpunkte",
            Einheit::TonnenJeJahr => "t CO2 je Jahr",
            Einheit::Klasse => "Klasse",
            Einheit::KilogrammJe(einheit) => kilograms_per(einheit),
        }
    }
}

impl Einheit {
    /// The unit as a table prints it behind a number; empty where the number speaks for itself.
    pub fn short(self) -> &'static str {
        match self {
            Einheit::Anzahl | Einheit::Prozent | Einheit::Klasse => "",
            Einheit::Prozentpunkte => "Prozentpunkte",
            Einheit::Euro => "€",
            Einheit::TonnenJeJahr => "t",
            Einheit::KilogrammJe(_) => "kg",
        }
    }

    /// The unit as a text prints it behind a number.
    pub fn long(self) -> &'static str {
        match self {
            Einheit::TonnenJeJahr | Einheit::KilogrammJe(_) | Einheit::Prozentpunkte => self.name(),
            Einheit::Anzahl | Einheit::Prozent | Einheit::Klasse | Einheit::Euro => self.short(),
        }
    }
}

impl Wert {
    /// The value's unit.
    pub fn einheit(self) -> Einheit {
        match self {
            Wert::Anzahl(_) | Wert::Differenz(_) => Einheit::Anzahl,
            Wert::Punkte(_) => Einheit::Prozentpunkte,
            Wert::Betrag(_) | Wert::OhneAngabe => Einheit::Euro,
            Wert::Mittel { .. } | Wert::Anteil(_) | Wert::Kompensiert(_) | Wert::Quote { .. } => Einheit::Prozent,
            Wert::Tonnen(_) | Wert::Emission { .. } => Einheit::TonnenJeJahr,
            Wert::Klasse(_) => Einheit::Klasse,
            Wert::Faktor { je, .. } => Einheit::KilogrammJe(je),
        }
    }

    /// The value as a paper prints it, in German digits.
    pub fn text(self) -> String {
        let percent = |number: Fixed<1>| format!("{}\u{a0}%", number.full(Spelling::GERMAN));
        match self {
            Wert::Anzahl(n) => grouped(n as u128, "."),
            Wert::Differenz(n) => format!("{}{}", sign(n), grouped(u128::from(n.unsigned_abs()), ".")),
            Wert::Punkte(n) if n > 0 => format!("+{}", Fixed::<1>::new(n.into()).full(Spelling::GERMAN)),
            Wert::Punkte(n) => Fixed::<1>::new(n.into()).full(Spelling::GERMAN),
            Wert::Betrag(betrag) => betrag.to_string(),
            Wert::Mittel { .. } | Wert::Quote { .. } => self.share().map_or_else(|| "–".into(), percent),
            Wert::OhneAngabe => "–".into(),
            Wert::Tonnen(t) => grouped(u128::from(t.unsigned_abs()), "."),
            Wert::Anteil(anteil) => anteil.to_string(),
            Wert::Emission { millionths, decimals } => emission(millionths, decimals, Spelling::GERMAN),
            Wert::Klasse(klasse) => klasse.text().into(),
            Wert::Kompensiert(percent) => format!("{}\u{a0}%", grouped(percent.into(), ".")),
            Wert::Faktor { wert, .. } => wert.to_string(),
        }
    }

    /// The value with the name of its unit behind it; without one where there is no number.
    pub fn with(self, name: impl Fn(Einheit) -> &'static str) -> String {
        let unit = name(self.einheit());
        let text = self.text();
        if unit.is_empty() || self.decimal().is_none() { text } else { format!("{text} {unit}") }
    }

    /// The value in millionths, to compare what is drawn; `None` where it has no [`Wert::decimal`].
    pub fn millionths(self) -> Option<i128> {
        const WHOLE: i128 = 1_000_000;
        match self {
            Wert::Anzahl(n) => Some(n as i128 * WHOLE),
            Wert::Differenz(n) => Some(i128::from(n) * WHOLE),
            Wert::Punkte(n) => Some(i128::from(n) * (WHOLE / 10)),
            Wert::Betrag(betrag) => Some(betrag.as_cents().saturating_mul(WHOLE / 100)),
            Wert::OhneAngabe | Wert::Klasse(_) => None,
            Wert::Mittel { .. } | Wert::Quote { .. } => {
                self.share().map(|share| share.parts().saturating_mul(WHOLE / 10))
            }
            Wert::Tonnen(t) => Some(i128::from(t) * WHOLE),
            Wert::Anteil(anteil) => Some(i128::from(anteil.as_hundredths()) * (WHOLE / 100)),
            Wert::Emission { millionths, .. } => Some(millionths),
            Wert::Kompensiert(percent) => Some(i128::from(percent) * WHOLE),
            Wert::Faktor { wert, .. } => Some(wert.as_millionths()),
        }
    }

    /// The value as a plain decimal number with a point; `None` where there is none (a mean over nothing).
    pub fn decimal(self) -> Option<String> {
        match self {
            Wert::Anzahl(n) => Some(n.to_string()),
            Wert::Differenz(n) => Some(n.to_string()),
            Wert::Punkte(n) => Some(Fixed::<1>::new(n.into()).full(Spelling::PLAIN)),
            Wert::Betrag(betrag) => Some(betrag.plain()),
            Wert::OhneAngabe | Wert::Klasse(_) => None,
            Wert::Mittel { .. } | Wert::Quote { .. } => self.share().map(|share| share.full(Spelling::PLAIN)),
            Wert::Tonnen(t) => Some(t.to_string()),
            Wert::Anteil(anteil) => Some(anteil.plain()),
            Wert::Emission { millionths, decimals } => Some(emission(millionths, decimals, Spelling::PLAIN)),
            Wert::Kompensiert(percent) => Some(percent.to_string()),
            Wert::Faktor { wert, .. } => Some(wert.plain()),
        }
    }

    /// A mean or a share in percent, rounded half up once; `None` over nothing, and for every other value.
    pub fn share(self) -> Option<Fixed<1>> {
        let (part, whole) = match self {
            Wert::Mittel { summe, anzahl } => (summe.into(), anzahl as i128 * 100),
            Wert::Quote { teil, ganzes } => (teil.as_cents().saturating_mul(100), ganzes.as_cents()),
            _ => return None,
        };
        (whole > 0).then(|| Fixed::quotient(part, whole))
    }
}

/// The sign of a change; nought has none.
fn sign(change: i64) -> &'static str {
    match change {
        0 => "",
        1.. => "+",
        _ => "−",
    }
}

/// The unit of a factor as the attached data name it.
fn kilograms_per(einheit: Mengeneinheit) -> &'static str {
    match einheit {
        Mengeneinheit::Kwh => "kg CO2 je kWh",
        Mengeneinheit::Mwh => "kg CO2 je MWh",
        Mengeneinheit::KwhHi => "kg CO2 je kWh Hi",
        Mengeneinheit::MwhHi => "kg CO2 je MWh Hi",
        Mengeneinheit::KwhHs => "kg CO2 je kWh Hs",
        Mengeneinheit::MwhHs => "kg CO2 je MWh Hs",
        Mengeneinheit::Liter => "kg CO2 je l",
        Mengeneinheit::Kilogramm => "kg CO2 je kg",
        Mengeneinheit::TonneCo2 => "kg CO2 je t CO2",
    }
}

/// A mass in millionths of a tonne, as it is printed.
fn emission(millionths: i128, decimals: u32, spelling: Spelling) -> String {
    let decimals = decimals as usize;
    Fixed::<6>::new(millionths).spelled(spelling, decimals, decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mass_prints_the_decimals_it_is_given() {
        let wert = |millionths, decimals| Wert::Emission { millionths, decimals };
        assert_eq!(wert(1_219_730_000, 1).text(), "1.219,7");
        assert_eq!(wert(-79_999_999, 6).text(), "−79,999999");
        assert_eq!(wert(-500_000, 1).decimal().as_deref(), Some("-0.5"));
        assert_eq!(wert(79_950_000, 2).decimal().as_deref(), Some("79.95"));
    }

    #[test]
    fn a_change_has_its_sign() {
        let text = |wert: Wert| (wert.text(), wert.decimal().unwrap_or_default());
        assert_eq!(text(Wert::Differenz(1_200)), ("+1.200".into(), "1200".into()));
        assert_eq!(text(Wert::Differenz(-3)), ("−3".into(), "-3".into()));
        assert_eq!(text(Wert::Differenz(0)), ("0".into(), "0".into()));
        assert_eq!(text(Wert::Punkte(-5)), ("−0,5".into(), "-0.5".into()));
        assert_eq!(text(Wert::Punkte(32)), ("+3,2".into(), "3.2".into()));
    }

    #[test]
    fn a_mean_is_rounded_once() {
        // 67,448 % must not become 67,45 and then 67,5.
        let wert = Wert::Mittel { summe: 67_448 * 5, anzahl: 50 };
        assert_eq!(wert.text(), "67,4\u{a0}%");
        assert_eq!(Wert::Mittel { summe: 0, anzahl: 0 }.text(), "–");
        assert_eq!(Wert::Mittel { summe: 505, anzahl: 10 }.decimal().as_deref(), Some("0.5"));
    }

    #[test]
    fn a_share_is_rounded_once_and_there_is_none_of_nothing() {
        let share = |teil, ganzes| Wert::Quote { teil: Euro::cents(teil), ganzes: Euro::cents(ganzes) };
        assert_eq!(share(67_448, 100_000).text(), "67,4\u{a0}%");
        assert_eq!(share(1, 2_000).decimal().as_deref(), Some("0.1"));
        assert_eq!(share(-1, 4).text(), "−25,0\u{a0}%");
        assert_eq!(share(5, 0).text(), "–");
        assert_eq!(share(5, 0).decimal(), None);
        // Twenty thousand of the largest amounts.
        let most = Euro::MAX_INPUT.as_cents() * 20_000;
        assert_eq!(share(most, most).text(), "100,0\u{a0}%");
        assert_eq!(share(most, 1).decimal().map(|text| text.len()), Some(24));
    }
}
