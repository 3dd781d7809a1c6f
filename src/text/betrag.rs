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
    /// The amount, without a sign; of a range its upper end.
    pub(crate) betrag: Euro,
    /// The lower end of a range: "10 bis 20 Mio. €".
    pub(crate) von: Option<Euro>,
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

/// `1.234,56 €`, `91 200 €`, `288.000,- €`, `2,4 Mio. Euro`, `850 TEUR`, `EUR 500`, `T€ 850`, `5 Euro und 50 Cent`.
static BETRAG: LazyLock<Regex> = LazyLock::new(|| {
    let stufe = stufe();
    let cent = r"(?:\s*,?\s*(?:und\s+)?(?P<cent>[0-9]{1,2})\s*(?:Cents?|[Cc]t)\b)?";
    let behind = format!(r"\b(?P<zahl>{ZAHL})\s*(?:(?P<stufe>{stufe})-?)?\s*{EURO}{cent}");
    let before = format!(r"(?:\b(?P<stufe3>{stufe})\s*)?{EURO}\s*(?P<zahl2>{ZAHL})(?:\s*(?P<stufe2>{stufe}))?");
    pattern(&format!("{behind}|{before}"))
});

/// The lower end of a range before its upper one: "10 Mio. bis", "10.000 € –", "10 und".
static LOWER: LazyLock<Regex> = LazyLock::new(|| {
    let stufe = stufe();
    pattern(&format!(
        r"(?:^|[^\w.,'])(?P<all>(?P<front>{EURO}\s*)?\b(?P<zahl>{ZAHL})\s*(?:(?P<stufe>{stufe})-?)?\s*(?P<euro>{EURO})?\s*(?P<link>bis(?:\s+zu)?|und|[-–—])\s*)$"
    ))
});

/// The upper end of a range whose lower one has the currency before it: "EUR 10.000 bis 20.000".
static UPPER: LazyLock<Regex> = LazyLock::new(|| {
    let stufe = stufe();
    pattern(&format!(r"^\s*(?P<link>bis(?:\s+zu)?|und|[-–—])\s*(?P<zahl>{ZAHL})(?:\s*(?P<stufe>{stufe})\b)?"))
});

/// How many bytes the lower end of a range and its words take at most.
const LONGEST_LOWER_END: usize = 80;

/// The amounts of a text, in the order of reading; nought is none.
pub(crate) fn betraege(text: &str) -> Vec<Textbetrag> {
    let mut found: Vec<Textbetrag> = Vec::new();
    for betrag in BETRAG.captures_iter(text).filter_map(|captures| betrag(text, &captures)) {
        // The lower end of a range may have a currency of its own.
        found.truncate(found.partition_point(|before| before.range.start < betrag.range.start));
        found.push(betrag);
    }
    found
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
    let stufe =
        ["stufe", "stufe2", "stufe3"].into_iter().find_map(|name| captures.name(name)).map(|word| word.as_str());
    let zahl = match captures.name("cent") {
        Some(cent) if stufe.is_none() => with_cents(zahl.as_str(), cent.as_str()),
        _ => zahl.as_str().to_owned(),
    };
    let (betrag, spielraum) = amount(&zahl, stufe, &text[..range.start])?;
    let single = Textbetrag { betrag, von: None, spielraum, je_einheit: false, range };
    let is_front = captures.name("zahl2").is_some();
    let whole = lower_end(text, &single, stufe).or_else(|| is_front.then(|| upper_end(text, &single, stufe))?);
    let betrag = whole.unwrap_or(single);
    let je_einheit = is_price(&text[betrag.range.end..]);
    (!betrag.betrag.is_zero()).then_some(Textbetrag { je_einheit, ..betrag })
}

/// A number of euro with its cents: `5`, `5,-` and `50` are `5,50`; a number that has its own keeps them.
fn with_cents(zahl: &str, cent: &str) -> String {
    let whole = zahl.split_once(',').map_or(zahl, |(whole, _)| whole);
    let has_own = zahl[whole.len()..].contains(|c: char| c.is_ascii_digit());
    if has_own { zahl.to_owned() } else { format!("{whole},{cent:0>2}") }
}

/// The amount that a number stands for, and how far a value may be from it.
fn amount(zahl: &str, stufe: Option<&str>, before: &str) -> Option<(Euro, Euro)> {
    let (betrag, stelle, einheit) = read(zahl, stufe.map_or(1, multiple))?;
    // A number in thousands stands for what rounds to its last digit.
    let gerundet = if stufe.is_some() { stelle / 2 } else { 0 };
    // A round number stands for what rounds to it, but no more than a twentieth away.
    let ungefaehr = if is_approximate(before) { (einheit / 2).min(betrag / 20) } else { 0 };
    Some((Euro::cents(betrag), Euro::cents(gerundet.max(ungefaehr))))
}

/// The range whose upper end an amount is.
fn lower_end(text: &str, upper: &Textbetrag, stufe: Option<&str>) -> Option<Textbetrag> {
    let before = &text[..upper.range.start];
    let from = (before.len().saturating_sub(LONGEST_LOWER_END)..).find(|at| before.is_char_boundary(*at))?;
    let found = LOWER.captures(&before[from..])?;
    let (all, zahl, link) = (found.name("all")?, found.name("zahl")?.as_str(), found.name("link")?.as_str());
    let start = from + all.start();
    let own = found.name("stufe").map(|word| word.as_str());
    let is_money = own.or(found.name("euro").or(found.name("front")).map(|sign| sign.as_str())).is_some();
    // "10 bis 20 Mio." means millions twice, "500.000 bis 1 Mio." does not.
    let readings = if is_money { [own, own] } else { [stufe, None] };
    let lower = readings.into_iter().filter_map(|stufe| amount(zahl, stufe, &before[..start]));
    let (von, spielraum) = lower.into_iter().find(|(von, _)| *von < upper.betrag)?;
    let near = von.as_cents() >= upper.betrag.as_cents() / 20;
    let links = link_says_range(link, &before[..start], is_money || near);
    (links && (is_money || !is_year(zahl))).then(|| Textbetrag {
        von: Some(von.minus(spielraum)),
        range: start..upper.range.end,
        ..upper.clone()
    })
}

/// The range whose lower end an amount is that has its currency before it.
fn upper_end(text: &str, lower: &Textbetrag, stufe: Option<&str>) -> Option<Textbetrag> {
    let behind = &text[lower.range.end..];
    let found = UPPER.captures(behind)?;
    let (zahl, link) = (found.name("zahl")?.as_str(), found.name("link")?.as_str());
    let (betrag, spielraum) = amount(zahl, found.name("stufe").map(|word| word.as_str()).or(stufe), "")?;
    let end = found.get(0)?.end();
    let goes_on =
        behind[end..].trim_start().starts_with(['€', 'E']) || behind[end..].starts_with(char::is_alphanumeric);
    let links = link_says_range(link, &text[..lower.range.start], true) && !is_year(zahl) && !goes_on;
    (links && lower.betrag < betrag).then(|| Textbetrag {
        betrag,
        spielraum,
        von: Some(lower.bounds().0),
        range: lower.range.start..lower.range.end + end,
        ..lower.clone()
    })
}

/// Whether a word between two numbers makes them a range; a dash may also stand between a number and its amount.
fn link_says_range(link: &str, before: &str, is_near: bool) -> bool {
    match link {
        "und" => before.split_whitespace().rev().take(2).any(|word| word.eq_ignore_ascii_case("zwischen")),
        _ => link.starts_with("bis") || is_near,
    }
}

/// Whether a number can be a year: "Ansatz 2021 – 5.000 €".
fn is_year(zahl: &str) -> bool {
    zahl.len() == 4 && (zahl.starts_with("19") || zahl.starts_with("20"))
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
pub(super) fn is_price(behind: &str) -> bool {
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
        (self.von.unwrap_or(self.betrag.minus(self.spielraum)), self.betrag.plus(self.spielraum))
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
        let cases: [(&str, i128); 17] = [
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
            ("58.499 Euro und 50 Cent", 5_849_950),
            ("58.499,- € 5 Cent", 5_849_905),
            ("58.499,50 € und 20 Cent", 5_849_950),
            ("im Jahr 2021 850 €", 85_000),
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
    fn a_range_holds_what_lies_between_its_ends() {
        let cases: [(&str, i128, i128); 12] = [
            ("10.000 bis 20.000 Euro", 10_000, 20_000),
            ("10.000 € bis 20.000 €", 10_000, 20_000),
            ("von 10.000,50 bis zu 20.000 €", 10_000, 21_000),
            ("10.000–20.000 €", 10_000, 20_000),
            ("zwischen 10 und 20 Mio. €", 9_500_000, 20_500_000),
            ("zwischen rund 10.000 € und 20.000 €", 9_500, 20_000),
            ("10 bis 20 Mio. €", 9_500_000, 20_500_000),
            ("500.000 bis 1 Mio. €", 500_000, 1_500_000),
            ("500 TEUR bis 1,5 Mio. €", 499_500, 1_550_000),
            ("EUR 10.000 bis 20.000", 10_000, 20_000),
            ("EUR 10.000 bis EUR 20.000", 10_000, 20_000),
            ("T€ 10 - 20", 9_500, 20_500),
        ];
        for (text, least, most) in cases {
            let found: Vec<_> = betraege(text).iter().map(Textbetrag::bounds).collect();
            let euro = |(least, most): &(Euro, Euro)| (least.as_cents() / 100, most.as_cents() / 100);
            assert_eq!(found.iter().map(euro).collect::<Vec<_>>(), [(least, most)], "{text}");
        }
    }

    #[test]
    fn what_stands_before_an_amount_is_no_lower_end() {
        for text in [
            "Ansatz 2021 – 50.000 €",
            "Los 1 - 50.000 €",
            "2020 und 50.000 €",
            "seit 2020 bis 50.000 €",
            "bis 50.000 €",
            "EUR 50.000 bis 2022",
        ] {
            assert_eq!(found(text), [(5_000_000, 0)], "{text}");
            assert_eq!(betraege(text)[0].von, None, "{text}");
        }
        assert_eq!(found("von 20.000 € bis 10.000 €"), [(2_000_000, 0), (1_000_000, 0)]);
        assert_eq!(found("20.000 € und 30.000 €"), [(2_000_000, 0), (3_000_000, 0)]);
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
