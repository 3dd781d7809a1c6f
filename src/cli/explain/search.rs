//! What is asked of `explain` by a printed number or by the name of a rule of figures.

use crate::cli::terminal::say;
use std::collections::BTreeMap;
use std::io;

use crate::cli::Outside;
use crate::cli::render::value;
use crate::figures::Figure;
use crate::paper::Paper;

/// How many figures are listed at most.
const MOST: usize = 40;

/// How many ids stand below a definition.
const MOST_IDS: usize = 6;

/// What was asked for, where it is neither an id nor the code of a rule.
pub(super) enum Query<'a> {
    /// A number as a paper prints it, without its unit.
    Zahl(String),
    /// The name of a rule of figures, in any case: `F3`, `K4`, `Deckung`.
    Regel(&'a str),
}

/// What somebody asks for; `None` where it can be no figure.
pub(super) fn query(begriff: &str) -> Option<Query<'_>> {
    let begriff = begriff.trim();
    let number = without_unit(begriff);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit() || c == '−')
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '−'));
    if is_number {
        return Some(Query::Zahl(number));
    }
    let short = begriff.len() <= 4 && begriff.starts_with(['F', 'f', 'K', 'k']);
    let is_rule = short && begriff.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let named = ["Klimarelevanz", "Deckung", "Eingabe", "Zuwendung", "Datenstand"];
    (is_rule || named.iter().any(|name| name.eq_ignore_ascii_case(begriff))).then_some(Query::Regel(begriff))
}

/// A number without its unit, with the sign that papers print and without blanks between its digits.
fn without_unit(text: &str) -> String {
    let units = ["€", "Euro", "%", "t", "t CO2"];
    let text = text.trim();
    let text = units.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{202f}').collect();
    let text = text.replace('-', "−");
    text.strip_suffix(",00").map(str::to_owned).unwrap_or(text)
}

/// The figures of papers that print a number; whether there are any.
pub(super) fn zahl(number: &str, papers: &[&Paper], outside: &mut Outside<'_>) -> io::Result<bool> {
    let same = |figure: &&Figure| without_unit(&figure.wert.text()) == number;
    let found =
        papers.iter().copied().flat_map(|paper| paper.figures.iter().filter(same).map(move |figure| (paper, figure)));
    let found: Vec<(&Paper, &Figure)> = found.collect();
    if found.is_empty() {
        return Ok(false);
    }
    say!(outside.out, "Meinten Sie eine dieser Zahlen?")?;
    let mut last = None;
    for (paper, figure) in found.iter().take(MOST) {
        if last != Some(&paper.name) {
            say!(outside.out)?;
            say!(outside.out, "{} ({})", paper.bezeichnung, paper.name)?;
            last = Some(&paper.name);
        }
        say!(outside.out, "  {}  {}: {}", figure.id, figure.titel, value(figure))?;
    }
    if found.len() > MOST {
        say!(outside.out)?;
        say!(outside.out, "… und {} weitere; „--only NAME“ beschränkt auf ein Papier.", found.len() - MOST)?;
    }
    Ok(true)
}

/// The definitions of the figures with a rule; whether there are any.
pub(super) fn regel(name: &str, papers: &[&Paper], outside: &mut Outside<'_>) -> io::Result<bool> {
    let mut order: Vec<&str> = Vec::new();
    let mut ids: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let all = papers.iter().flat_map(|paper| paper.figures.iter());
    for figure in all.filter(|figure| figure.regel.eq_ignore_ascii_case(name)) {
        let known = ids.entry(&figure.definition).or_default();
        if known.is_empty() {
            order.push(&figure.definition);
        }
        if !known.contains(&figure.id.as_str()) && known.len() <= MOST_IDS {
            known.push(&figure.id);
        }
    }
    for definition in &order {
        let known = ids.get(definition).map(Vec::as_slice).unwrap_or_default();
        let shown = known.iter().take(MOST_IDS).copied().collect::<Vec<_>>().join(", ");
        let more = if known.len() > MOST_IDS { " und weitere" } else { "" };
        say!(outside.out, "{}: {definition}", name.to_uppercase())?;
        say!(outside.out, "  {shown}{more}")?;
    }
    Ok(!order.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_however_it_is_typed() {
        let number = |text: &str| match query(text) {
            Some(Query::Zahl(number)) => number,
            _ => panic!("{text}"),
        };
        assert_eq!(number("57"), "57");
        assert_eq!(number("121.256,00 €"), "121.256");
        assert_eq!(number("−121.256"), "−121.256");
        assert_eq!(number("67,4 %"), "67,4");
        assert!(matches!(query("f3"), Some(Query::Regel("f3"))));
        assert!(matches!(query("Deckung"), Some(Query::Regel(_))));
        assert!(query("RB2O4").is_none() && query("Kuchen").is_none());
    }
}
