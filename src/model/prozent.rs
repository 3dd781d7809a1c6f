//! Percentages with up to two decimals.

use super::fixed::{Fixed, Spelling};
use super::record::{Decode, Kind, Shape, wrong_kind};
use crate::finding::{Code, Finding, Log};
use crate::source::{Data, Node};

/// A percentage from 0 to 100 in hundredths of a percent: 89,6 % is 8960.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prozent(u32);

impl Prozent {
    /// All of it.
    pub const FULL: Prozent = Prozent(10_000);

    /// A percentage of so many hundredths of a percent.
    pub const fn hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// The percentage in hundredths of a percent.
    pub const fn as_hundredths(self) -> u32 {
        self.0
    }

    /// The percentage with a point and both decimals: `89.60`.
    pub fn plain(self) -> String {
        self.fixed().full(Spelling::PLAIN)
    }

    fn fixed(self) -> Fixed<2> {
        Fixed::new(self.0.into())
    }
}

impl std::fmt::Display for Prozent {
    /// Writes as many decimals as the value has, with a comma and a no-break space: `89,6 %`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\u{a0}%", self.fixed().short(Spelling::GERMAN))
    }
}

impl Decode for Prozent {
    fn shape() -> Shape {
        Shape::single(Kind::Percent, "eine Prozentzahl von 0 bis 100 mit höchstens zwei Nachkommastellen")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let Data::Number(number) = &node.data else {
            return log.reject(wrong_kind(node, &Self::shape()));
        };
        let hundredths = Fixed::<2>::parse(number).and_then(|percent| u32::try_from(percent.parts()).ok());
        hundredths.filter(|h| *h <= Self::FULL.0).map(Self).or_else(|| {
            let mend = "Tragen Sie eine Zahl von 0 bis 100 ein.";
            let finding = Finding::at(Code::RB010, node.span, "Die Prozentzahl ist ungültig.", mend);
            log.reject(finding.expected(Self::shape().describe()).found(node.describe()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_only_the_decimals_it_has() {
        assert_eq!(Prozent::hundredths(8960).to_string(), "89,6\u{a0}%");
        assert_eq!(Prozent::FULL.to_string(), "100\u{a0}%");
        assert_eq!(Prozent::hundredths(5).to_string(), "0,05\u{a0}%");
    }
}
