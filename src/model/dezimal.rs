//! Exact decimal numbers: quantities of energy, and factors.

use super::record::{Decode, Kind, Shape, wrong_kind};
use super::schreibweise::dezimal;
use crate::finding::{Code, Finding, Log};
use crate::source::{Data, Node};

/// A number with up to six decimals, from 0 to 10¹²; never a binary fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Dezimal(i128);

impl Dezimal {
    /// How many parts make a whole: the unit of [`Dezimal::millionths`].
    pub const ONE: i128 = 1_000_000;

    /// The largest number that an input may hold: a trillion (10¹²).
    pub const MAX_INPUT: Dezimal = Dezimal(1_000_000_000_000 * Self::ONE);

    /// A number of so many millionths.
    pub const fn millionths(millionths: i128) -> Self {
        Self(millionths)
    }

    /// The number in millionths.
    pub const fn as_millionths(self) -> i128 {
        self.0
    }

    /// Reads an exact decimal number such as `0.2016`; `None` where it has more than six decimals, an exponent, a
    /// sign, or does not fit.
    pub fn parse(number: &str) -> Option<Self> {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !numeric(whole) || !numeric(fraction) || fraction.len() > 6 {
            return None;
        }
        format!("{whole}{fraction:0<6}").parse().ok().map(Self).filter(|number| *number <= Self::MAX_INPUT)
    }

    /// The number with a point and no more decimals than it needs: `0.2016`.
    pub fn plain(self) -> String {
        let digits = format!("{}.{:06}", self.0 / Self::ONE, self.0 % Self::ONE);
        digits.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

impl std::fmt::Display for Dezimal {
    /// Writes German digits: a narrow no-break space between groups of three, a comma, as many decimals as needed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plain = self.plain();
        let (_, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
        let whole = super::grouped(self.0.unsigned_abs() / Self::ONE.unsigned_abs(), "\u{202f}");
        if decimals.is_empty() { f.write_str(&whole) } else { write!(f, "{whole},{decimals}") }
    }
}

impl Decode for Dezimal {
    fn shape() -> Shape {
        Shape::single(Kind::Decimal, "eine Zahl ab 0 mit höchstens sechs Nachkommastellen wie 0.2016")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let Data::Number(number) = &node.data else {
            let mut finding = wrong_kind(node, &Self::shape());
            if let Data::Text(text) = &node.data
                && let Some(number) = dezimal(text.trim())
            {
                finding.mend = format!("Schreiben Sie die Zahl ohne Anführungszeichen und mit Punkt: {number}.");
            }
            return log.reject(finding);
        };
        Self::parse(number).or_else(|| {
            let mend = if number.starts_with('-') {
                "Schreiben Sie die Zahl ohne Vorzeichen. Ob eine Energiemenge eingespart wird, zusätzlich anfällt oder \
                 kompensiert wird, sagt das Feld „Wirkung“."
            } else {
                "Schreiben Sie eine Zahl ab 0, ohne Vorzeichen und Exponent, mit höchstens sechs Stellen hinter dem Komma."
            };
            let finding = Finding::at(Code::RB010, node.span, "Die Zahl ist hier nicht zulässig.", mend);
            log.reject(finding.expected(Self::shape().describe()).found(node.describe()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prints_only_the_decimals_it_has() {
        let print = |text| Dezimal::parse(text).map(|number| number.to_string());
        assert_eq!(print("0.2016").as_deref(), Some("0,2016"));
        assert_eq!(print("12345").as_deref(), Some("12\u{202f}345"));
        assert_eq!(print("1000000.50").as_deref(), Some("1\u{202f}000\u{202f}000,5"));
        for bad in ["", "-1", "1e3", "0.1234567", ".5", "1,5", "1000000000001"] {
            assert_eq!(Dezimal::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn the_plain_spelling_is_read_back(millionths in 0..=Dezimal::MAX_INPUT.as_millionths()) {
            let number = Dezimal::millionths(millionths);
            prop_assert_eq!(Dezimal::parse(&number.plain()), Some(number));
        }
    }
}
