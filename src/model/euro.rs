//! Amounts of money, exact to the cent.

use super::record::{Decode, Kind, Shape, wrong_kind};
use super::schreibweise::betrag;
use crate::finding::{Code, Finding, Log};
use crate::source::{Data, Node};

/// An amount in whole cents; never a binary fraction.
///
/// Wide enough that no sum or product of what tables can hold comes near the end of the range: 20,000 rows of ten
/// trillion euro are 10²⁰ cents, and the range ends at 10³⁸.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Euro(i128);

impl Euro {
    /// No money.
    pub const ZERO: Euro = Euro(0);

    /// The largest amount that an input may hold: ten trillion (10¹³) euro.
    pub const MAX_INPUT: Euro = Euro(1_000_000_000_000_000);

    /// An amount of so many cents.
    pub const fn cents(cents: i128) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    pub const fn as_cents(self) -> i128 {
        self.0
    }

    /// Whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether the amount is zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum of two amounts; stays at the end of the range instead of turning round, which no data can reach.
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference of two amounts, bounded as [`Euro::plus`].
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Reads an exact decimal number of euro such as `1112538.88`; `None` where it has more than two decimals,
    /// an exponent, or does not fit.
    pub fn parse(number: &str) -> Option<Self> {
        let (negative, digits) = number.strip_prefix('-').map_or((false, number), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !numeric(whole) || !numeric(fraction) || fraction.len() > 2 {
            return None;
        }
        let cents = format!("{whole}{fraction:0<2}").parse::<i128>().ok()?;
        Some(Self(if negative { -cents } else { cents }))
    }
}

impl std::iter::Sum for Euro {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::plus)
    }
}

impl std::fmt::Display for Euro {
    /// Writes German digits with dots and two decimals; a negative amount has the minus sign U+2212.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cents = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "−" } else { "" };
        write!(f, "{sign}{},{:02}", grouped(cents / 100, "."), cents % 100)
    }
}

/// Digits in groups of three.
pub(crate) fn grouped(number: u128, separator: &str) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

impl Decode for Euro {
    fn shape() -> Shape {
        Shape::single(Kind::Money, "ein Betrag in Euro als Zahl mit höchstens zwei Nachkommastellen wie 1234.56")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let Data::Number(number) = &node.data else {
            let mut finding = wrong_kind(node, &Self::shape());
            if let Data::Text(text) = &node.data {
                finding.mend = match betrag(text) {
                    Ok(number) => {
                        format!("Schreiben Sie die Zahl ohne Anführungszeichen, Tausenderpunkt und Einheit: {number}.")
                    }
                    Err(reason) => reason.mend,
                };
            }
            return log.reject(finding);
        };
        let Some(amount) = Self::parse(number) else {
            let mend = if number.contains(['e', 'E']) {
                "Schreiben Sie die Zahl aus, ohne Exponent: 58499.50."
            } else {
                "Runden Sie auf volle Cent: höchstens zwei Stellen hinter dem Punkt."
            };
            let finding = Finding::at(Code::RB009, node.span, "Der Betrag ist nicht auf den Cent genau.", mend);
            return log.reject(finding.expected(Self::shape().describe()).found(node.describe()));
        };
        if amount.0.unsigned_abs() > Self::MAX_INPUT.0.unsigned_abs() {
            let mend = "Prüfen Sie die Zahl der Stellen.";
            let finding = Finding::at(Code::RB205, node.span, "Der Betrag ist zu groß.", mend);
            return log.reject(finding.expected(format!("höchstens {} Euro", Self::MAX_INPUT)).found(node.describe()));
        }
        Some(amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prints_as_the_form_does() {
        assert_eq!(Euro::cents(-81_253_888).to_string(), "−812.538,88");
        assert_eq!(Euro::cents(5).to_string(), "0,05");
        assert_eq!(Euro::cents(182_590_000).to_string(), "1.825.900,00");
    }

    #[test]
    fn rejects_what_is_not_exact() {
        for bad in ["1.234", "1e3", "", "-", ".5", "1,5", "9999999999999999999999999999999999999999"] {
            assert_eq!(Euro::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_table_of_the_largest_amounts_has_an_exact_sum() {
        let rows = 20_000;
        let sum: Euro = std::iter::repeat_n(Euro::MAX_INPUT, rows).sum();
        assert_eq!(sum.as_cents(), Euro::MAX_INPUT.as_cents() * 20_000);
        assert_eq!(sum.to_string(), "200.000.000.000.000.000,00");
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn reading_gives_back_the_cents(cents in -1_000_000_000_000_000i128..=1_000_000_000_000_000) {
            let sign = if cents < 0 { "-" } else { "" };
            let number = format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100);
            prop_assert_eq!(Euro::parse(&number), Some(Euro::cents(cents)));
        }

        #[test]
        fn difference_undoes_sum(a in -1_000_000_000_000_000i128..=1_000_000_000_000_000, b in -1_000_000_000_000_000i128..=1_000_000_000_000_000) {
            let (a, b) = (Euro::cents(a), Euro::cents(b));
            prop_assert_eq!(a.plus(b).minus(b), a);
        }
    }
}
