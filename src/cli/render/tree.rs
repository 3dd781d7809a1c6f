//! A figure with everything that it follows from, as an indented tree.

use crate::cli::terminal::say;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::cli::Outside;
use crate::figures::record_places::RecordPlaces;
use crate::figures::{Beleg, Einheit, Figure, Glied, Parameter, Quelle, Rechenart};
use crate::source::Sources;

/// How far a level stands to the right of the one above it.
const INDENT: usize = 3;

/// Writes trees of the figures of one paper.
pub(in crate::cli) struct FigureTree<'a> {
    figures: BTreeMap<&'a str, &'a Figure>,
    fundstellen: RecordPlaces<'a>,
    sources: &'a Sources,
}

/// What has been written out already, so that no figure is written out twice.
type Seen<'a> = BTreeSet<&'a str>;

impl<'a> FigureTree<'a> {
    /// The figures of a paper with the places of its records.
    pub(in crate::cli) fn new(figures: &'a [Figure], fundstellen: RecordPlaces<'a>, sources: &'a Sources) -> Self {
        Self { figures: figures.iter().map(|f| (f.id.as_str(), f)).collect(), fundstellen, sources }
    }

    /// The tree below a figure, which stands at its top.
    pub(in crate::cli) fn write(&self, figure: &'a Figure, outside: &mut Outside<'_>) -> io::Result<()> {
        say!(outside.out, "{}: {}", figure.titel, value(figure))?;
        say!(outside.out, "{}{}", " ".repeat(INDENT), figure.id)?;
        self.below(figure, 1, &mut Seen::from([figure.id.as_str()]), outside)
    }

    /// The rule, the formula and the terms of a figure.
    fn below(
        &self,
        figure: &'a Figure,
        level: usize,
        seen: &mut Seen<'a>,
        outside: &mut Outside<'_>,
    ) -> io::Result<()> {
        let indent = " ".repeat(INDENT * level);
        say!(outside.out, "{indent}{}, {}: {}", figure.regel, figure.bezug.text(), figure.definition)?;
        let glieder = &figure.rechnung.glieder;
        match figure.rechnung.art {
            Rechenart::Anzahl => say!(outside.out, "{indent}= Anzahl der Datensätze")?,
            Rechenart::OhneAngabe => say!(outside.out, "{indent}= ohne Angabe")?,
            Rechenart::Eingabe if glieder.is_empty() => self.records(&figure.belege, &indent, outside)?,
            _ => {
                if let Some(formula) = figure.rechnung.formula().filter(|_| glieder.len() > 1) {
                    say!(outside.out, "{indent}= {formula}")?;
                }
            }
        }
        let width = glieder.iter().map(|glied| glied.wert.chars().count()).max().unwrap_or_default();
        let counted = figure.rechnung.art == Rechenart::Anzahl;
        for (i, glied) in glieder.iter().enumerate() {
            let number = counted.then_some(i + 1);
            let sign = match figure.rechnung.art {
                Rechenart::Klasse | Rechenart::Anteil | Rechenart::Eingabe => " ",
                _ => glied.zeichen.text(),
            };
            self.glied((sign, glied), number, (level, width), seen, outside)?;
        }
        Ok(())
    }

    /// One term on a line of its own, and below it what it follows from.
    fn glied(
        &self,
        (sign, glied): (&str, &'a Glied),
        number: Option<usize>,
        (level, width): (usize, usize),
        seen: &mut Seen<'a>,
        outside: &mut Outside<'_>,
    ) -> io::Result<()> {
        let indent = " ".repeat(INDENT * level);
        let head = match (number, &glied.quelle) {
            (Some(number), Quelle::Datensatz(_)) => format!("{number:>4}. {}", glied.titel),
            _ => format!("{sign} {:>width$}  {}", glied.wert, glied.titel),
        };
        let why = glied.erlaeuterung.as_ref().filter(|text| !text.is_empty());
        let why = why.map(|text| format!(" ({text})")).unwrap_or_default();
        match &glied.quelle {
            Quelle::Datensatz(belege) => {
                say!(outside.out, "{indent}{head}{why}{}", self.places(belege))
            }
            Quelle::Parameter(parameter) => {
                say!(outside.out, "{indent}{head}{why} {}", self.parameter(parameter))
            }
            Quelle::Umrechnung => say!(outside.out, "{indent}{head}{why}"),
            Quelle::Figur(id) => self.figur(id, &format!("{indent}{head}{why}"), level, seen, outside),
        }
    }

    /// A term that is a figure, and once what that follows from.
    fn figur(
        &self,
        id: &'a str,
        head: &str,
        level: usize,
        seen: &mut Seen<'a>,
        outside: &mut Outside<'_>,
    ) -> io::Result<()> {
        say!(outside.out, "{head} [{id}]")?;
        let Some(figure) = self.figures.get(id) else { return Ok(()) };
        if !seen.insert(id) {
            let indent = " ".repeat(INDENT * (level + 1));
            return say!(outside.out, "{indent}(siehe oben)");
        }
        self.below(figure, level + 1, seen, outside)
    }

    /// The records of a value that was typed.
    fn records(&self, belege: &[Beleg], indent: &str, outside: &mut Outside<'_>) -> io::Result<()> {
        for beleg in belege {
            say!(outside.out, "{indent}= eingetragen: {}{}", beleg.name(), self.places(std::slice::from_ref(beleg)))?;
        }
        Ok(())
    }

    /// Where records stand: ` → daten/haushalt.json:12:3`.
    fn places(&self, belege: &[Beleg]) -> String {
        let place = |beleg: &Beleg| Some(self.sources.place(self.fundstellen.span(beleg)?).to_string());
        let places: Vec<String> = belege.iter().filter_map(place).collect();
        if places.is_empty() { String::new() } else { format!(" → {}", places.join("; ")) }
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let Parameter { beleg, quelle, gueltig_ab } = parameter;
        let quelle = quelle.trim_end_matches('.');
        let since = crate::model::day(*gueltig_ab);
        format!("(gültig ab {since}; {quelle}){}", self.places(std::slice::from_ref(beleg)))
    }
}

/// The value with its unit.
pub(in crate::cli) fn value(figure: &Figure) -> String {
    figure.wert.with(Einheit::long)
}
