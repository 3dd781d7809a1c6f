//! Amounts of money in a text; a number without a currency is none.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::prose::is_one_of;
use crate::model::Euro;
use crate::source::pattern;

/// An amount that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Textbetrag {
    /// The amount, without a sign.
    pub(crate) betrag: Euro,
    /// How far a value may be from it and still be meant; zero where it is exact.
    pub(crate) spielraum: Euro,
    /// Whether it is the price of one piece, hour or the like.
    pub(crate) je_einheit: bool,
    /// Where it stands, the currency included.
    pub(crate) range: Range<usize>,
}

/// The pattern of a number as amounts are written: `1.234,56`, `91 200`, `288.000,-`, `2,4`.
pub(crate) const ZAHL: &str = r"(?:[0-9]{1,3}(?:[.'\u{20}\u{a0}\u{202f}][0-9]{3})+|[0-9]+)(?:,(?:[0-9]+|[-–—]{1,2}))?";

/// The pattern of a word that multiplies the number before it.
pub(crate) const STUFENWORT: &str =
    r"(?i:Mio\b\.?|Mill\b\.?|Million(?:en)?\b|Mrd\b\.?|Milliarden?\b|Tsd\b\.?|Tausend\b)";

/// The pattern of such a word, or of a letter that does so before a currency.
pub(crate) fn stufe() -> String {
    format!("(?:{STUFENWORT}|T|k|M)")
}

/// The pattern of the currency.
pub(crate) const EURO: &str = r"(?:€|EUR\b|Euros?\b)";

/// `1.234,56 €`, `91 200 €`, `288.000,- €`, `2,4 Mio. Euro`, `850 TEUR`, `EUR 500`, `T€ 850`.
static BETRAG: LazyLock<Regex> = LazyLock::new(|| {
    let stufe = stufe();
    let behind = format!(r"(?P<zahl>{ZAHL})\s*(?:(?P<stufe>{stufe})-?)?\s*{EURO}");
    let before = format!(r"(?:\b(?P<stufe3>{stufe})\s*)?{EURO}\s*(?P<zahl2>{ZAHL})(?:\s*(?P<stufe2>{stufe}))?");
    pattern(&format!("{behind}|{before}"))
});

/// The amounts of a text, in the order of reading; nought is none.
pub(crate) fn betraege(text: &str) -> Vec<Textbetrag> {
    BETRAG.captures_iter(text).filter_map(|captures| betrag(text, &captures)).collect()
}

fn betrag(text: &str, captures: &Captures<'_>) -> Option<Textbetrag> {
    let range = captures.get(0)?.range();
    let zahl = captures.name("zahl").or_else(|| captures.name("zahl2"))?;
    // "1234.56 €" or "A400 €": the number began earlier, in a spelling that is no German amount.
    let before = &text[..zahl.start()];
    // "1/2 Mio. Euro" is no two million.
    let is_fraction = before.strip_suffix('/').is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    if is_fraction || before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '\'')) {
        return None;
    }
    let stufe = ["stufe", "stufe2", "stufe3"].into_iter().find_map(|name| captures.name(name));
    let (betrag, stelle, einheit) = read(zahl.as_str(), stufe.map_or(1, |word| multiple(word.as_str())))?;
    // A number in thousands stands for what rounds to its last digit.
    let gerundet = if stufe.is_some() { stelle / 2 } else { 0 };
    // A round number stands for what rounds to it, but no more than a twentieth away.
    let ungefaehr = if is_approximate(&text[..range.start]) { (einheit / 2).min(betrag / 20) } else { 0 };
    let spielraum = Euro::cents(gerundet.max(ungefaehr));
    let je_einheit = is_price(&text[range.end..]);
    let betrag = Euro::cents(betrag);
    (!betrag.is_zero()).then_some(Textbetrag { betrag, spielraum, je_einheit, range })
}

/// How many euro a word such as `Mio.` stands for.
fn multiple(word: &str) -> i128 {
    let word = word.to_lowercase();
    let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| word.starts_with(beginning));
    if begins(&["mrd", "milliard"]) {
        1_000_000_000
    } else if begins(&["m"]) {
        1_000_000
    } else {
        1000
    }
}

/// The cents of a number in euro or in multiples of them, of its last digit, and of its last that is not nought.
fn read(zahl: &str, stufe: i128) -> Option<(i128, i128, i128)> {
    let (whole, decimals) = zahl.split_once(',').unwrap_or((zahl, ""));
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    let (whole, decimals) = (digits(whole), digits(decimals));
    let factor = stufe.checked_mul(100)?;
    let scale = 10i128.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    // A third decimal of an amount in euro would be a fraction of a cent.
    let unit = (factor % scale == 0).then_some(factor / scale)?;
    let number: i128 = format!("{whole}{decimals}").parse().ok()?;
    let cents = number.checked_mul(unit).filter(|cents| *cents <= Euro::MAX_INPUT.as_cents())?;
    let mut last = unit;
    while cents != 0 && cents % last.checked_mul(10)? == 0 {
        last *= 10;
    }
    Some((cents, unit, last))
}

/// Words that make the amount behind them a round one, or a limit.
const APPROXIMATE: &str = "rund rd ca circa etwa ungefähr knapp fast gut über unter als zu maximal max \
    mindestens mind höchstens nahezu annähernd";

/// Whether the last word of a text announces a round amount: "in Höhe von rund".
fn is_approximate(before: &str) -> bool {
    let word = before.split_whitespace().next_back().unwrap_or_default().trim_end_matches('.').to_lowercase();
    is_one_of(word.trim_start_matches('('), APPROXIMATE)
}

/// Whether a text goes on with a unit that the amount is the price of; a year is none.
fn is_price(behind: &str) -> bool {
    let behind = behind.trim_start();
    let unit = behind.strip_prefix('/').or_else(|| ["je ", "pro "].iter().find_map(|word| behind.strip_prefix(word)));
    let unit = unit.map(|unit| unit.trim_start().chars().take(12).collect::<String>().to_lowercase());
    unit.is_some_and(|unit| {
        !["jahr", "haushaltsjahr", "a ", "a.", "p. a.", "p.a."].iter().any(|year| unit.starts_with(year))
    })
}

impl Textbetrag {
    /// The smallest and the largest value that the amount can stand for.
    pub(crate) fn bounds(&self) -> (Euro, Euro) {
        (self.betrag.minus(self.spielraum), self.betrag.plus(self.spielraum))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The amounts of a text in cents, with how far off a value may be.
    fn found(text: &str) -> Vec<(i128, i128)> {
        betraege(text).into_iter().map(|b| (b.betrag.as_cents(), b.spielraum.as_cents())).collect()
    }

    #[test]
    fn amounts_are_read_as_councils_write_them() {
        let cases: [(&str, i128); 14] = [
            ("1.234,56 €", 123_456),
            ("91.200 € jährlich", 9_120_000),
            ("288.000,- €", 28_800_000),
            ("27.000,-- EUR", 2_700_000),
            ("4.550,– Euro", 455_000),
            ("54000 Euro", 5_400_000),
            ("12 345,60 €", 1_234_560),
            ("12\u{202f}345 €", 1_234_500),
            ("€ 749,98", 74_998),
            ("EUR 500", 50_000),
            ("0,5 €", 50),
            ("Kosten(1.803,00 €)", 180_300),
            ("−500 €", 50_000),
            ("10.000 bis 20.000 Euro", 2_000_000),
        ];
        for (text, cents) in cases {
            assert_eq!(found(text), [(cents, 0)], "{text}");
        }
    }

    #[test]
    fn numbers_without_a_currency_are_no_amounts() {
        for text in [
            "91.200",
            "im Jahr 2021",
            "78310000",
            "0,00 €",
            "1234.56 €",
            "3,125 €",
            "Europa 2021",
            "5 Eurostücke",
            "1/2 Mio. Euro",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn round_amounts_stand_for_what_rounds_to_them() {
        assert_eq!(found("rund 91.000 €"), [(9_100_000, 50_000)]);
        assert_eq!(found("ca. 570.000 €"), [(57_000_000, 500_000)]);
        assert_eq!(found("rund 100.000 €"), [(10_000_000, 500_000)]);
    }

    #[test]
    fn amounts_in_thousands_and_millions_stand_for_what_rounds_to_their_last_digit() {
        let cases: [(&str, i128, i128); 22] = [
            ("2,4 Mio. Euro", 240_000_000, 5_000_000),
            ("2,0 Mio. €", 200_000_000, 5_000_000),
            ("2 Mio. €", 200_000_000, 50_000_000),
            ("rund 2 Mio. €", 200_000_000, 50_000_000),
            ("1,84 Millionen Euro", 184_000_000, 500_000),
            ("1 Million Euro", 100_000_000, 50_000_000),
            ("0,56 Mio. €", 56_000_000, 500_000),
            ("0,56 Mio €", 56_000_000, 500_000),
            ("1,2 Mio.€", 120_000_000, 5_000_000),
            ("3 Mrd. €", 300_000_000_000, 50_000_000_000),
            ("1,5 Milliarden EUR", 150_000_000_000, 5_000_000_000),
            ("850 TEUR", 85_000_000, 50_000),
            ("rund 850 TEUR", 85_000_000, 500_000),
            ("850 T€", 85_000_000, 50_000),
            ("850 T-Euro", 85_000_000, 50_000),
            ("850 kEUR", 85_000_000, 50_000),
            ("1.850,5 TEUR", 185_050_000, 5_000),
            ("TEUR 850", 85_000_000, 50_000),
            ("T€ 850", 85_000_000, 50_000),
            ("Mio. € 0,56", 56_000_000, 500_000),
            ("EUR 1,2 Mio.", 120_000_000, 5_000_000),
            ("75 tausend Euro", 7_500_000, 50_000),
        ];
        for (text, cents, spielraum) in cases {
            assert_eq!(found(text), [(cents, spielraum)], "{text}");
        }
        assert_eq!(found("im RAT EUR 500"), [(50_000, 0)]);
    }

    #[test]
    fn a_price_of_one_piece_is_told_from_a_yearly_amount() {
        let is_price = |text| betraege(text).iter().all(|b| b.je_einheit);
        assert!(is_price("15 € je Stunde") && is_price("2,50 €/m²") && is_price("100 € pro Platz"));
        assert!(!is_price("91.200 € je Jahr") && !is_price("35.000 €/Jahr") && !is_price("500 € jedoch"));
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn a_printed_amount_is_read_back(cents in 1i128..=1_000_000_000_000_000) {
            let amount = Euro::cents(cents);
            prop_assert_eq!(found(&format!("Kosten von {amount} € im Jahr")), [(cents, 0)]);
        }

        #[test]
        fn no_text_makes_the_search_fail(text in "[0-9.,€ EUROTMioauder'-]{0,60}") {
            let _ = betraege(&text);
        }
    }
}
