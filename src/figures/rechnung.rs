//! How a value follows: its formula, with the terms that go into it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::beleg::Beleg;
use crate::model::{Mengeneinheit, Projekt};

/// The formula of a figure.
///
/// The terms are printed exactly enough to reckon the value again by hand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rechnung {
    /// How the terms come together.
    pub art: Rechenart,
    /// The terms, in the order of the formula; those of a project are shared by all figures that count it.
    pub glieder: Arc<[Arc<Glied>]>,
}

/// How terms come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rechenart {
    /// The number of the figure's records.
    #[default]
    Anzahl,
    /// A value that somebody typed or that a parameter fixes.
    Eingabe,
    /// Terms with their signs: `a + b − c`.
    Summe,
    /// The sum of the terms divided by their number.
    Mittel,
    /// Terms multiplied and divided: `a × b ÷ c`.
    Produkt,
    /// The first term as a share of the second, in percent.
    Anteil,
    /// The sum of products of each term, divided by the last one.
    GewichtetesMittel,
    /// The first term held against the limits that follow.
    Klasse,
    /// Nothing can be reckoned, because a term is not known.
    OhneAngabe,
}

impl Rechenart {
    /// The name in the attached data.
    pub fn name(self) -> &'static str {
        match self {
            Rechenart::Anzahl => "Anzahl",
            Rechenart::Eingabe => "Eingabe",
            Rechenart::Summe => "Summe",
            Rechenart::Mittel => "Mittel",
            Rechenart::Produkt => "Produkt",
            Rechenart::Anteil => "Anteil",
            Rechenart::GewichtetesMittel => "gewichtetes Mittel",
            Rechenart::Klasse => "Klasse",
            Rechenart::OhneAngabe => "ohne Angabe",
        }
    }
}

/// What stands before a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermSign {
    /// Adds.
    Plus,
    /// Takes away.
    Minus,
    /// Multiplies.
    Mal,
    /// Divides.
    Durch,
}

impl TermSign {
    /// The sign as it is printed.
    pub fn text(self) -> &'static str {
        match self {
            TermSign::Plus => "+",
            TermSign::Minus => "−",
            TermSign::Mal => "×",
            TermSign::Durch => "÷",
        }
    }
}

/// One term of a formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Glied {
    /// What stands before it.
    pub zeichen: TermSign,
    /// What it is, in a few words.
    pub titel: String,
    /// Its value with its unit, in German digits.
    pub wert: String,
    /// How the value itself follows from the record, where it does not stand there: `120.000,00 € × 12 ÷ 60 Monate`.
    pub erlaeuterung: Option<String>,
    /// Where it comes from.
    pub quelle: Quelle,
}

/// Where a term comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Quelle {
    /// Another figure of the paper, by its id.
    Figur(String),
    /// Records, most often one.
    Datensatz(Vec<Beleg>),
    /// A parameter.
    Parameter(Parameter),
    /// What makes one unit of another, such as 1000 kg of a tonne.
    Umrechnung,
}

/// A number that a rule fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Where it is kept.
    pub beleg: Beleg,
    /// What it rests on.
    pub quelle: String,
    /// The first day on which it holds.
    pub gueltig_ab: NaiveDate,
}

impl Rechnung {
    /// A formula of terms.
    pub(super) fn new(art: Rechenart, glieder: Vec<Glied>) -> Self {
        Self { art, glieder: glieder.into_iter().map(Arc::new).collect() }
    }

    /// The number of records, of which other figures have the terms too.
    pub(super) fn count(glieder: impl IntoIterator<Item = Arc<Glied>>) -> Self {
        Self { art: Rechenart::Anzahl, glieder: glieder.into_iter().collect() }
    }

    /// A value as it was typed.
    pub(super) fn typed() -> Self {
        Self::new(Rechenart::Eingabe, Vec::new())
    }

    /// The records that its terms stand in, in the order of the formula.
    pub(super) fn belege(&self) -> Arc<[Beleg]> {
        self.glieder.iter().flat_map(|glied| glied.belege()).cloned().collect()
    }

    /// The formula with the values put in: `0,00 − 365.000,00`; `None` where there are no terms.
    pub fn formula(&self) -> Option<String> {
        self.written(|_| None)
    }

    /// The formula with what each term that is a figure of its own is: `39.881,01 (Ertrag) − 131.700,00 (Personal)`.
    pub fn formula_with_titles(&self) -> Option<String> {
        self.written(|glied| matches!(glied.quelle, Quelle::Figur(_)).then_some(glied.titel.as_str()))
    }

    fn written<'g>(&'g self, titel: impl Fn(&'g Glied) -> Option<&'g str>) -> Option<String> {
        let named = |text: String, glied: &'g Glied| match titel(glied) {
            Some(titel) => format!("{text} ({titel})"),
            None => text,
        };
        let in_formel = |(i, glied): (usize, &'g Arc<Glied>)| named(glied.in_formula(i == 0), glied);
        let values: Vec<String> = self.glieder.iter().enumerate().map(in_formel).collect();
        let first = self.glieder.first()?;
        Some(match self.art {
            Rechenart::Summe | Rechenart::Produkt => values.join(" "),
            Rechenart::Mittel => format!("({}) ÷ {}", values.join(" "), self.glieder.len()),
            Rechenart::Anteil => {
                self.glieder.iter().map(|glied| named(glied.wert.clone(), glied)).collect::<Vec<_>>().join(" ÷ ")
            }
            Rechenart::GewichtetesMittel => match self.glieder.split_last() {
                Some((last, terms)) if !terms.is_empty() => {
                    let terms: Vec<String> = terms.iter().enumerate().map(in_formel).collect();
                    format!("({}) ÷ {}", terms.join(" "), named(last.wert.clone(), last))
                }
                _ => first.wert.clone(),
            },
            Rechenart::Klasse => {
                let limits = self.glieder.iter().skip(1).map(|grenze| format!("{} {}", grenze.titel, grenze.wert));
                format!("{} gegen {}", first.wert, limits.collect::<Vec<_>>().join(", "))
            }
            Rechenart::Anzahl | Rechenart::Eingabe | Rechenart::OhneAngabe => return None,
        })
    }
}

impl Glied {
    fn new(zeichen: TermSign, titel: impl Into<String>, wert: String, quelle: Quelle) -> Self {
        Self { zeichen, titel: titel.into(), wert, erlaeuterung: None, quelle }
    }

    /// A term that is another figure.
    pub(super) fn figur(zeichen: TermSign, titel: impl Into<String>, wert: String, id: impl Into<String>) -> Self {
        Self::new(zeichen, titel, wert, Quelle::Figur(id.into()))
    }

    /// A term that stands in records.
    pub(super) fn datensatz(zeichen: TermSign, titel: impl Into<String>, wert: String, belege: Vec<Beleg>) -> Self {
        Self::new(zeichen, titel, wert, Quelle::Datensatz(belege))
    }

    /// A project that counts as one.
    pub(super) fn projekt(projekt: &Projekt, belege: Vec<Beleg>) -> Self {
        Self::datensatz(TermSign::Plus, format!("{} {}", projekt.kennung, projekt.titel), "1".into(), belege)
    }

    /// A term that a rule fixes.
    pub(super) fn parameter(zeichen: TermSign, titel: impl Into<String>, wert: String, parameter: Parameter) -> Self {
        Self::new(zeichen, titel, wert, Quelle::Parameter(parameter))
    }

    /// The term that makes a quantity in one unit of a quantity in another of the same kind; `None` where both are one.
    pub(super) fn unit(from: Mengeneinheit, to: Mengeneinheit) -> Option<Self> {
        let ((_, mine), (_, its)) = (from.basis(), to.basis());
        if mine > its {
            let titel = format!("{} je {}", to.text(), from.text());
            return Some(Self::conversion(TermSign::Mal, titel, (mine / its).to_string()));
        }
        let titel = format!("{} je {}", from.text(), to.text());
        (its > mine).then(|| Self::conversion(TermSign::Durch, titel, (its / mine).to_string()))
    }

    /// A term that makes one unit of another.
    pub(super) fn conversion(zeichen: TermSign, titel: impl Into<String>, wert: String) -> Self {
        Self::new(zeichen, titel, wert, Quelle::Umrechnung)
    }

    /// The records that it stands in.
    pub(super) fn belege(&self) -> &[Beleg] {
        match &self.quelle {
            Quelle::Datensatz(belege) => belege,
            Quelle::Figur(_) | Quelle::Parameter(_) | Quelle::Umrechnung => &[],
        }
    }

    /// The same with how its value follows.
    pub(super) fn because(self, erlaeuterung: impl Into<String>) -> Self {
        Self { erlaeuterung: Some(erlaeuterung.into()), ..self }
    }

    /// The term as it stands in a formula; the first one has no plus, and a negative one stands in brackets.
    fn in_formula(&self, first: bool) -> String {
        let value = if self.wert.starts_with('−') && !(first && self.zeichen == TermSign::Plus) {
            format!("({})", self.wert)
        } else {
            self.wert.clone()
        };
        match (first, self.zeichen) {
            (true, TermSign::Plus | TermSign::Mal) => value,
            (true, zeichen) => format!("{}{value}", zeichen.text()),
            (false, zeichen) => format!("{} {value}", zeichen.text()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glied(zeichen: TermSign, wert: &str) -> Glied {
        Glied::figur(zeichen, "Betrag", wert.into(), "id")
    }

    #[test]
    fn a_formula_shows_its_values() {
        let formel = |art, glieder| Rechnung::new(art, glieder).formula();
        let two = || vec![glied(TermSign::Plus, "0,00"), glied(TermSign::Minus, "−5,00")];
        assert_eq!(formel(Rechenart::Summe, two()).as_deref(), Some("0,00 − (−5,00)"));
        assert_eq!(formel(Rechenart::Mittel, two()).as_deref(), Some("(0,00 − (−5,00)) ÷ 2"));
        assert_eq!(formel(Rechenart::Anteil, two()).as_deref(), Some("0,00 ÷ −5,00"));
        let product = vec![glied(TermSign::Mal, "−2"), glied(TermSign::Mal, "3"), glied(TermSign::Durch, "4")];
        assert_eq!(formel(Rechenart::Produkt, product).as_deref(), Some("(−2) × 3 ÷ 4"));
        assert_eq!(formel(Rechenart::Summe, vec![glied(TermSign::Minus, "1,00")]).as_deref(), Some("−1,00"));
        assert_eq!(formel(Rechenart::Anzahl, Vec::new()), None);
        let named = Rechnung::new(Rechenart::Summe, two()).formula_with_titles();
        assert_eq!(named.as_deref(), Some("0,00 (Betrag) − (−5,00) (Betrag)"));
    }
}
