//! Units beside a number, as number formats, heads and cells name them: euro and other currencies, percent, thousands.

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Euro.
    Euro,
    /// Another currency, by its German name in the plural.
    Foreign(&'static str),
    /// Hundredths.
    Percent,
    /// Thousandths.
    PerMille,
}

/// The unit that some words name, and the power of ten by which the number is shortened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Unit {
    /// What the number counts; `None` where no word says so.
    pub(crate) measure: Option<Measure>,
    /// How many zeros to append: 3 for `T€`, −2 for cents, 0 for whole units.
    pub(crate) zeros: i32,
}

impl Unit {
    /// The unit that the words of a text name, whatever else stands among them: `Tsd. EUR`, `€ brutto`.
    pub(crate) fn among(text: &str) -> Self {
        words(text).filter_map(word).fold(Self::default(), Self::and)
    }

    /// The unit that a text consists of; `None` where it holds another word, too.
    pub(crate) fn of(text: &str) -> Option<Self> {
        words(text).filter(|word| *word != "in").try_fold(Self::default(), |unit, next| Some(unit.and(word(next)?)))
    }

    fn and(self, other: Self) -> Self {
        Self { measure: self.measure.or(other.measure), zeros: self.zeros + other.zeros }
    }
}

/// The words of a text; signs between them belong to none.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| c.is_whitespace() || "()[]{},/_:;|-–−+".contains(c);
    text.split(between).filter(|word| !word.is_empty())
}

/// The unit of one word: a currency or a percentage, behind an abbreviation of thousands or millions or without one.
fn word(word: &str) -> Option<Unit> {
    let lower = word.trim_end_matches('.').to_lowercase();
    if let Some((_, measure)) = MEASURES.iter().find(|(name, _)| *name == lower) {
        return Some(Unit { measure: Some(*measure), zeros: 0 });
    }
    if matches!(lower.as_str(), "ct" | "cent" | "cents") {
        return Some(Unit { measure: Some(Measure::Euro), zeros: -2 });
    }
    let (zeros, rest) = ZEROS.iter().find_map(|(name, zeros)| Some((*zeros, lower.strip_prefix(name)?)))?;
    let rest = rest.trim_start_matches('.');
    match MEASURES.iter().find(|(name, _)| *name == rest) {
        Some((_, measure @ (Measure::Euro | Measure::Foreign(_)))) => Some(Unit { measure: Some(*measure), zeros }),
        // A single letter without a currency is tonnes or metres as often.
        _ => (rest.is_empty() && lower.chars().count() > 1).then_some(Unit { measure: None, zeros }),
    }
}

/// Abbreviations of powers of ten, longer ones first.
const ZEROS: [(&str, i32); 12] = [
    ("tausend", 3),
    ("millionen", 6),
    ("million", 6),
    ("milliarden", 9),
    ("milliarde", 9),
    ("tsd", 3),
    ("mio", 6),
    ("mill", 6),
    ("mrd", 9),
    ("t", 3),
    ("k", 3),
    ("m", 6),
];

/// The words and signs of currencies and shares, in small letters.
const MEASURES: [(&str, Measure); 48] = [
    ("€", Measure::Euro),
    ("eur", Measure::Euro),
    ("euro", Measure::Euro),
    ("euros", Measure::Euro),
    ("%", Measure::Percent),
    ("prozent", Measure::Percent),
    ("v.h", Measure::Percent),
    ("‰", Measure::PerMille),
    ("promille", Measure::PerMille),
    ("$", Measure::Foreign("US-Dollar")),
    ("us$", Measure::Foreign("US-Dollar")),
    ("usd", Measure::Foreign("US-Dollar")),
    ("dollar", Measure::Foreign("US-Dollar")),
    ("£", Measure::Foreign("Pfund Sterling")),
    ("gbp", Measure::Foreign("Pfund Sterling")),
    ("chf", Measure::Foreign("Schweizer Franken")),
    ("sfr", Measure::Foreign("Schweizer Franken")),
    ("fr", Measure::Foreign("Schweizer Franken")),
    ("franken", Measure::Foreign("Schweizer Franken")),
    ("¥", Measure::Foreign("Yen")),
    ("jpy", Measure::Foreign("Yen")),
    ("cny", Measure::Foreign("Yuan")),
    ("kr", Measure::Foreign("Kronen")),
    ("dkk", Measure::Foreign("dänische Kronen")),
    ("sek", Measure::Foreign("schwedische Kronen")),
    ("nok", Measure::Foreign("norwegische Kronen")),
    ("isk", Measure::Foreign("isländische Kronen")),
    ("zł", Measure::Foreign("Złoty")),
    ("pln", Measure::Foreign("Złoty")),
    ("kč", Measure::Foreign("tschechische Kronen")),
    ("czk", Measure::Foreign("tschechische Kronen")),
    ("ft", Measure::Foreign("Forint")),
    ("huf", Measure::Foreign("Forint")),
    ("dm", Measure::Foreign("Deutsche Mark")),
    ("dem", Measure::Foreign("Deutsche Mark")),
    ("lei", Measure::Foreign("Lei")),
    ("ron", Measure::Foreign("Lei")),
    ("bgn", Measure::Foreign("Lew")),
    ("₺", Measure::Foreign("türkische Lira")),
    ("try", Measure::Foreign("türkische Lira")),
    ("₽", Measure::Foreign("Rubel")),
    ("rub", Measure::Foreign("Rubel")),
    ("₴", Measure::Foreign("Hrywnja")),
    ("uah", Measure::Foreign("Hrywnja")),
    ("cad", Measure::Foreign("kanadische Dollar")),
    ("aud", Measure::Foreign("australische Dollar")),
    ("₹", Measure::Foreign("Rupien")),
    ("inr", Measure::Foreign("Rupien")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_and_currencies_are_told_apart() {
        let of = |text: &str| Unit::of(text).map(|unit| (unit.measure, unit.zeros));
        for text in ["T€", "TEUR", "Tsd. EUR", "in Tausend Euro", "k€", "(TEuro)", "Tsd.€"] {
            assert_eq!(of(text), Some((Some(Measure::Euro), 3)), "{text}");
        }
        for text in ["Mio. €", "M€", "MEUR", "Millionen Euro", "[Mio €]"] {
            assert_eq!(of(text), Some((Some(Measure::Euro), 6)), "{text}");
        }
        assert_eq!(of("€"), Some((Some(Measure::Euro), 0)));
        assert_eq!(of("ct"), Some((Some(Measure::Euro), -2)));
        assert_eq!(of("Tsd."), Some((None, 3)));
        assert_eq!(of("US$"), Some((Some(Measure::Foreign("US-Dollar")), 0)));
        assert_eq!(of("TCHF"), Some((Some(Measure::Foreign("Schweizer Franken")), 3)));
        for text in ["MWh", "kg", "t", "m", "€ brutto", "Betrag", "T%"] {
            assert_eq!(of(text), None, "{text}");
        }
        assert_eq!(Unit::among("€ brutto"), Unit { measure: Some(Measure::Euro), zeros: 0 });
        assert_eq!(Unit::among("R-2020-"), Unit::default());
    }
}
