//! Rates of interest per year: what the Bundesbank and the law state, with the day from which it holds.

use chrono::NaiveDate;

use super::Ebene;
use super::fixed::{Fixed, Spelling};
use super::record::{Decode, Kind, Shape, wrong_kind};
use crate::finding::{Code, Finding, Log};
use crate::source::{Data, Node};

/// A rate per year in hundredths of a percent, with a sign: −0,88 % is −88.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Zinssatz(Fixed<2>);

impl Zinssatz {
    /// The largest size that an input may hold; what lies outside is a slip of the pen [ours].
    const MOST: i128 = 10_000;

    /// A rate of so many hundredths of a percent.
    pub const fn hundredths(hundredths: i128) -> Self {
        Self(Fixed::new(hundredths))
    }

    /// The rate in hundredths of a percent.
    pub const fn as_hundredths(self) -> i128 {
        self.0.parts()
    }
}

impl Zinssatz {
    /// The number alone, with both decimals: `5,00`.
    pub fn number(self) -> String {
        self.0.full(Spelling::GERMAN)
    }
}

impl std::fmt::Display for Zinssatz {
    /// Writes both decimals with a comma and a no-break space: `−0,88 %`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\u{a0}%", self.number())
    }
}

impl Decode for Zinssatz {
    fn shape() -> Shape {
        Shape::single(Kind::Rate, "ein Zinssatz in Prozent von -100 bis 100 mit höchstens zwei Nachkommastellen")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let Data::Number(number) = &node.data else {
            return log.reject(wrong_kind(node, &Self::shape()));
        };
        let rate = Fixed::parse(number).filter(|rate| (-Self::MOST..=Self::MOST).contains(&rate.parts()));
        rate.map(Self).or_else(|| {
            let mend = "Tragen Sie den Satz in Prozent ein, mit Punkt und ohne Prozentzeichen: -0.88.";
            let finding = Finding::at(Code::RB010, node.span, "Der Zinssatz ist ungültig.", mend);
            log.reject(finding.expected(Self::shape().describe()).found(node.describe()))
        })
    }
}

record! {
    /// The Basiszinssatz from a day on [law: § 247 BGB, param].
    pub struct Basiszinssatz = "Basiszinssatz" {
        satz: Zinssatz = "Basiszinssatz in Prozent, mit Vorzeichen",
        gueltig_ab: NaiveDate = "erster Tag, an dem der Satz gilt",
        quelle: String = "Quelle",
        ungeprueft: Option<bool> = "true, solange niemand den Satz mit der amtlichen Quelle verglichen hat",
    }
}

record! {
    /// How many percentage points above the Basiszinssatz a funder of a level takes, from a day on [law: § 49a VwVfG, param].
    pub struct Zinspunkte = "Zinspunkte" {
        ebene: Ebene = "Ebene des Fördergebers, wie in der Tabelle Fördergeber",
        punkte: Zinssatz = "Prozentpunkte über dem Basiszinssatz",
        gueltig_ab: NaiveDate = "erster Tag, an dem sie gelten",
        quelle: String = "Quelle",
        ungeprueft: Option<bool> = "true, solange niemand die Punkte mit der amtlichen Quelle verglichen hat",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_has_a_sign_and_two_decimals() {
        assert_eq!(Zinssatz::hundredths(-88).to_string(), "−0,88\u{a0}%");
        assert_eq!(Zinssatz::hundredths(500).to_string(), "5,00\u{a0}%");
    }
}
