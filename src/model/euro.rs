//! Amounts of money, exact to the cent.

use super::fixed::{Fixed, Spelling};
use super::record::{Decode, Kind, Shape, wrong_kind};
use super::schreibweise::betrag;
use crate::finding::{Code, Finding, Log};
use crate::source::{Data, Node};

/// An amount in whole cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Euro(Fixed<2>);

impl Euro {
    /// No money.
    pub const ZERO: Euro = Euro::cents(0);

    /// The largest amount that an input may hold: ten trillion (10¹³) euro.
    pub const MAX_INPUT: Euro = Euro::cents(1_000_000_000_000_000);

    /// An amount of so many cents.
    pub const fn cents(cents: i128) -> Self {
        Self(Fixed::new(cents))
    }

    /// The amount in cents.
    pub const fn as_cents(self) -> i128 {
        self.0.parts()
    }

    /// Whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.as_cents() < 0
    }

    /// Whether the amount is zero.
    pub const fn is_zero(self) -> bool {
        self.as_cents() == 0
    }

    /// The sum of two amounts.
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.plus(other.0))
    }

    /// The difference of two amounts.
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.minus(other.0))
    }

    /// Reads an exact number of euro such as `1112538.88`.
    pub fn parse(number: &str) -> Option<Self> {
        Fixed::parse(number).map(Self)
    }

    /// The amount with a point and both decimals: `-1112538.88`.
    pub fn plain(self) -> String {
        self.0.full(Spelling::PLAIN)
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
        f.write_str(&self.0.full(Spelling::GERMAN))
    }
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
        if amount.as_cents().unsigned_abs() > Self::MAX_INPUT.as_cents().unsigned_abs() {
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

    #[test]
    fn prints_as_the_form_does() {
        assert_eq!(Euro::cents(-81_253_888).to_string(), "−812.538,88");
        assert_eq!(Euro::cents(5).to_string(), "0,05");
        assert_eq!(Euro::cents(182_590_000).to_string(), "1.825.900,00");
    }

    #[test]
    fn a_table_of_the_largest_amounts_has_an_exact_sum() {
        let rows = 20_000;
        let sum: Euro = std::iter::repeat_n(Euro::MAX_INPUT, rows).sum();
        assert_eq!(sum.as_cents(), Euro::MAX_INPUT.as_cents() * 20_000);
        assert_eq!(sum.to_string(), "200.000.000.000.000.000,00");
    }
}
