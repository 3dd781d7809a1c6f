//! Exact decimal numbers: quantities of energy, and factors.

use super::fixed::{Fixed, Spelling};
use super::record::{Decode, Kind, Shape, wrong_kind};
use super::schreibweise::dezimal;
use crate::finding::{Code, Finding, Log};
use crate::source::{Data, Node};

/// A number with up to six decimals, from 0 to 10¹².
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Dezimal(Fixed<6>);

impl Dezimal {
    /// How many parts make a whole: the unit of [`Dezimal::millionths`].
    pub const ONE: i128 = Fixed::<6>::ONE;

    /// The largest number that an input may hold: a trillion (10¹²).
    pub const MAX_INPUT: Dezimal = Dezimal::millionths(1_000_000_000_000 * Self::ONE);

    /// A number of so many millionths.
    pub const fn millionths(millionths: i128) -> Self {
        Self(Fixed::new(millionths))
    }

    /// The number in millionths.
    pub const fn as_millionths(self) -> i128 {
        self.0.parts()
    }

    /// Reads an exact number such as `0.2016`; `None` where it has a sign or is too large.
    pub fn parse(number: &str) -> Option<Self> {
        let unsigned = Some(number).filter(|number| !number.starts_with('-'));
        unsigned.and_then(Fixed::parse).map(Self).filter(|number| *number <= Self::MAX_INPUT)
    }

    /// The number with a point and no more decimals than it needs: `0.2016`.
    pub fn plain(self) -> String {
        self.0.short(Spelling::PLAIN)
    }
}

impl std::fmt::Display for Dezimal {
    /// Writes German digits: a narrow no-break space between groups of three, a comma, as many decimals as needed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.short(Spelling::GERMAN))
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

    #[test]
    fn prints_only_the_decimals_it_has() {
        let print = |text| Dezimal::parse(text).map(|number| number.to_string());
        assert_eq!(print("0.2016").as_deref(), Some("0,2016"));
        assert_eq!(print("12345").as_deref(), Some("12.345"));
        assert_eq!(print("1000000.50").as_deref(), Some("1.000.000,5"));
        for bad in ["", "-1", "1e3", "0.1234567", ".5", "1,5", "1000000000001"] {
            assert_eq!(Dezimal::parse(bad), None, "{bad}");
        }
    }
}
