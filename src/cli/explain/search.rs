//! What is asked of `explain` by a printed number or by the name of a rule of figures.

use crate::cli::terminal::say;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::records;
use crate::cli::Outside;
use crate::cli::render::value;
use crate::figures::{Figure, Wert};
use crate::finding::nearest;
use crate::model::{Euro, Mengeneinheit};
use crate::paper::Paper;
use crate::pipeline::Session;

/// How many figures are listed at most.
const MOST: usize = 40;

/// A million euro in cents.
const MILLION: u128 = 100_000_000;

/// How many ids stand below a definition.
const MOST_IDS: usize = 6;

/// What was asked for, where it is neither an id nor the code of a rule.
pub(super) enum Query<'a> {
    /// A number, as a paper prints it or as somebody types it.
    Zahl(Number),
    /// The name of a rule of figures, in any case: `F3`, `K4`, `Deckung`.
    Regel(&'a str),
    /// A word of its title.
    Titel(&'a str),
}

/// A number that somebody looks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Whether it has a minus; one without a sign may stand for either, since texts print amounts without it.
    is_negative: bool,
    /// Its digits without dots between them and zeros behind them: `11866,67`, `70000`.
    digits: String,
    /// How many decimals were typed, zeros included: to them a paper rounds millions.
    decimals: u32,
    /// Whether it counts millions: `1,13 Mio. €`.
    in_millions: bool,
}

/// What somebody asks for; `None` where it can be no figure.
pub(super) fn query(begriff: &str) -> Option<Query<'_>> {
    let begriff = begriff.trim();
    if let Some(number) = Number::parse(begriff) {
        return Some(Query::Zahl(number));
    }
    let short = begriff.len() <= 4 && begriff.starts_with(['F', 'f', 'K', 'k']);
    let is_rule = short && begriff.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let named = ["Klimarelevanz", "Deckung", "Eingabe", "Zuwendung", "Datenstand"];
    (is_rule || named.iter().any(|name| name.eq_ignore_ascii_case(begriff))).then_some(Query::Regel(begriff))
}

impl Number {
    /// The number in a text that holds nothing else but its unit.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // `34,8 t CO2 je Jahr`, `0,363 kg je kWh`.
        let text = text.split_once(" je ").map_or(text, |(text, _)| text);
        let amounts = ["€", "Euro", "EUR", "%"].into_iter();
        let mut units = amounts.chain(Mengeneinheit::ALL.iter().map(|unit| unit.text())).chain(["t"]);
        let text = units.find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end();
        let millions = ["Mio.", "Mio", "Millionen", "Million"].iter().find_map(|word| text.strip_suffix(word));
        let (text, in_millions) = (millions.unwrap_or(text), millions.is_some());
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
        let unsigned = text.strip_prefix(['-', '−', '–']);
        let digits = unsigned.or_else(|| text.strip_prefix('+')).unwrap_or(&text);
        let (whole, parts) = digits.split_once(',').unwrap_or((digits, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !are_digits(whole) || !are_digits(parts) {
            return None;
        }
        let decimals = u32::try_from(parts.len()).ok()?;
        let parts = parts.trim_end_matches('0');
        let comma = if parts.is_empty() { "" } else { "," };
        Some(Self { is_negative: unsigned.is_some(), digits: format!("{whole}{comma}{parts}"), decimals, in_millions })
    }

    /// Whether a printed number is the one that is looked for.
    fn is(&self, printed: &Self) -> bool {
        self.digits == printed.digits && (printed.is_negative || !self.is_negative)
    }

    /// Whether an amount is it when it is printed in millions.
    fn is_in_millions(&self, betrag: Euro) -> bool {
        let (whole, parts) = self.digits.split_once(',').unwrap_or((&self.digits, ""));
        let digits = usize::try_from(self.decimals).unwrap_or_default();
        let typed: Option<u128> = format!("{whole}{parts:0<digits$}").parse().ok();
        // Rounded half away from zero, as papers do.
        let cents =
            10_u128.checked_pow(self.decimals).and_then(|scale| betrag.as_cents().unsigned_abs().checked_mul(scale));
        let rounded = cents.and_then(|cents| cents.checked_add(MILLION / 2)).map(|cents| cents / MILLION);
        typed.is_some() && typed == rounded && (betrag.is_negative() || !self.is_negative)
    }

    /// Whether a value of a record, `27600.00`, is it.
    fn is_held_by(&self, value: &str) -> bool {
        if self.in_millions {
            return Euro::parse(value).is_some_and(|betrag| self.is_in_millions(betrag));
        }
        Self::parse(&value.replace('.', ",")).is_some_and(|held| self.is(&held))
    }

    /// Whether a printed number is it but for its sign, or for what stands behind the comma, rounded or cut.
    fn is_near(&self, printed: &Self) -> bool {
        let whole = |number: &Self| number.digits.split(',').next().and_then(|whole| whole.parse::<u64>().ok());
        let rounds = |number: &Self| number.digits.split_once(',').is_some_and(|(_, parts)| parts >= "5");
        let rounded = |number: &Self| whole(number)?.checked_add(u64::from(rounds(number)));
        whole(self).is_some_and(|own| Some(own) == whole(printed) || Some(own) == rounded(printed))
    }
}

/// The figures of papers that print a number, or else where it stands in the data, or else figures near to it; whether there are any.
pub(super) fn zahl(
    number: &Number,
    papers: &[&Paper],
    session: &Session,
    outside: &mut Outside<'_>,
) -> io::Result<bool> {
    let printed = |figure: &Figure| Number::parse(&figure.wert.text());
    let in_millions = |least: u128| {
        let is_meant = |betrag: Euro| betrag.as_cents().unsigned_abs() >= least && number.is_in_millions(betrag);
        figures(papers, |figure| matches!(figure.wert, Wert::Betrag(betrag) if is_meant(betrag)))
    };
    let same = if number.in_millions {
        in_millions(0)
    } else {
        figures(papers, |figure| printed(figure).is_some_and(|printed| number.is(&printed)))
    };
    if !same.is_empty() {
        say!(outside.out, "{}", if same.len() == 1 { "Diese Zahl lautet so:" } else { "Diese Zahlen lauten so:" })?;
        list(&same, outside)?;
        return Ok(true);
    }
    // Whoever reads `1,13 Mio. €` may type the number alone.
    let millions = if number.decimals > 0 && !number.in_millions { in_millions(MILLION) } else { Vec::new() };
    if !millions.is_empty() {
        say!(outside.out, "Genau so lautet keine Zahl. In Mio. € lauten diese so:")?;
        list(&millions, outside)?;
    }
    let held = held(number, papers, session);
    if !held.is_empty() {
        say!(outside.out, "Als Kennzahl gibt es diese Zahl nicht. Sie steht in den Daten:")?;
        say!(outside.out)?;
        for line in held.iter().take(MOST) {
            say!(outside.out, "  {line}")?;
        }
        if held.len() > MOST {
            say!(outside.out, "  … und {} weitere", held.len() - MOST)?;
        }
    }
    if !(millions.is_empty() && held.is_empty()) {
        return Ok(true);
    }
    let near = figures(papers, |figure| {
        !number.in_millions && printed(figure).is_some_and(|printed| number.is_near(&printed))
    });
    if !near.is_empty() {
        say!(outside.out, "So lautet keine Zahl. Am nächsten liegen diese:")?;
        list(&near, outside)?;
    }
    Ok(!near.is_empty())
}

/// Where a number stands in the data: in all tables, and in what these papers say of themselves.
fn held(number: &Number, papers: &[&Paper], session: &Session) -> Vec<String> {
    let Some(bestand) = &session.loaded.bestand else { return Vec::new() };
    let is_wanted = |name: &str| papers.iter().any(|paper| paper.ordner == name);
    records::holding(&|value| number.is_held_by(value), bestand, &session.loaded.sources, is_wanted)
}

/// The figures of papers whose title holds a word; whether there are any.
pub(super) fn titel(word: &str, papers: &[&Paper], outside: &mut Outside<'_>) -> io::Result<bool> {
    let word = word.trim().to_lowercase();
    let named = |word: &str| figures(papers, |figure| figure.titel.to_lowercase().contains(word));
    let mut found = named(&word);
    if found.is_empty() {
        let figures = papers.iter().flat_map(|paper| paper.figures.iter());
        let all = figures.flat_map(|figure| figure.titel.split([' ', ',']));
        let words: BTreeSet<String> = all.map(str::to_lowercase).filter(|word| !word.is_empty()).collect();
        found = nearest(&word, words.iter().map(String::as_str)).map(named).unwrap_or_default();
    }
    if !found.is_empty() {
        say!(outside.out, "Meinten Sie eine dieser Zahlen?")?;
        list(&found, outside)?;
    }
    Ok(!found.is_empty())
}

/// The figures that somebody may mean, each with its paper.
fn figures<'a>(papers: &[&'a Paper], is_meant: impl Fn(&Figure) -> bool) -> Vec<(&'a Paper, &'a Figure)> {
    let all = papers.iter().flat_map(|paper| paper.figures.iter().map(move |figure| (*paper, figure)));
    all.filter(|(_, figure)| is_meant(figure)).collect()
}

/// Figures below the names of their papers.
fn list(found: &[(&Paper, &Figure)], outside: &mut Outside<'_>) -> io::Result<()> {
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
    say!(outside.out)?;
    say!(
        outside.out,
        "Woraus eine Zahl folgt: weiter mit „ratsbericht explain NAME“, NAME ist das erste Wort ihrer Zeile."
    )
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
        let printed = |text: &str| Number::parse(text).expect("a printed number");
        for text in ["11.866,67", "11866,67", "-11.866,67 €", "−11.866,67", "- 11 866,67 Euro"] {
            assert!(number(text).is(&printed("−11.866,67")), "{text}");
        }
        for text in ["70000", "70.000 €", "70.000,00", "+70.000"] {
            assert!(number(text).is(&printed("70.000,00")), "{text}");
        }
        assert!(number("67,4 %").is(&printed("67,4\u{a0}%")) && number("57").is(&printed("57")));
        assert!(!number("-57").is(&printed("57")) && !number("70").is(&printed("70.000,00")));
        for near in ["11.866", "11.867 €", "-11.867"] {
            assert!(!number(near).is(&printed("11.866,67")) && number(near).is_near(&printed("11.866,67")), "{near}");
        }
        assert!(!number("11.868").is_near(&printed("11.866,67")));
        assert!(matches!(query("f3"), Some(Query::Regel("f3"))));
        assert!(matches!(query("Deckung"), Some(Query::Regel(_))));
        assert!(query("RB2O4").is_none() && query("Kuchen").is_none());
    }
}
