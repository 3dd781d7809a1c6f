//! Every figure follows from its terms, and its terms from records that are there.

use std::collections::BTreeMap;

use ratsbericht::figures::{Figure, Quelle, Rechenart, Wert, Zeichen};
use ratsbericht::load;
use ratsbericht::model::Bestand;
use ratsbericht::paper::{self, Auftrag, Paper};
use ratsbericht::source::Alphabet;

use crate::support::workspace::fixture;

fn bestand(name: &str) -> Bestand {
    let loaded = load::workspace(&fixture(name), Alphabet::all()).expect("the fixture");
    loaded.bestand.expect("a valid configuration")
}

fn papers(bestand: &Bestand) -> Vec<Paper> {
    let today = "2021-04-01".parse().expect("a day");
    paper::prepare(bestand, &Alphabet::all(), Auftrag::am(today), |_| true).papers
}

/// Looks at each figure of each paper of the example workspaces.
fn each_figure(look: impl Fn(&Bestand, &Paper, &Figure)) {
    let mut seen = 0;
    for name in ["aachen", "klein", "kreis"] {
        let bestand = bestand(name);
        for paper in papers(&bestand) {
            seen += paper.figures.len();
            paper.figures.iter().for_each(|figure| look(&bestand, &paper, figure));
        }
    }
    assert!(seen > 500, "{seen}");
}

/// A number in German digits as whole millionths; words and units behind it do not count.
fn number(text: &str) -> Option<i128> {
    let digits: String = text
        .chars()
        .skip_while(|c| *c == '+')
        .take_while(|c| c.is_ascii_digit() || matches!(c, '−' | '.' | ',' | '\u{202f}'))
        .filter(|c| !matches!(c, '.' | '\u{202f}'))
        .map(|c| if c == '−' { '-' } else { c })
        .collect();
    let (whole, fraction) = digits.split_once(',').unwrap_or((&digits, ""));
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let fraction: i128 = format!("{fraction:0<6}").parse().ok()?;
    Some(whole.parse::<i128>().ok()? * 1_000_000 + sign * fraction)
}

#[test]
fn ids_are_unique_in_a_paper_and_fit_the_schema() {
    for name in ["aachen", "klein", "kreis"] {
        for paper in papers(&bestand(name)) {
            let mut ids: Vec<&str> = paper.figures.iter().map(|figure| figure.id.as_str()).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "{}", paper.name);
            let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
            assert!(ids.iter().all(|id| id.contains('.') && id.chars().all(fits)), "{ids:?}");
        }
    }
}

#[test]
fn every_record_of_a_figure_has_its_place() {
    each_figure(|bestand, paper, figure| {
        let places = paper.fundstellen(bestand);
        let terms = figure.rechnung.glieder.iter().flat_map(|glied| match &glied.quelle {
            Quelle::Datensatz(belege) => belege.clone(),
            Quelle::Parameter(parameter) => vec![parameter.beleg.clone()],
            Quelle::Figur(_) | Quelle::Umrechnung => Vec::new(),
        });
        for beleg in terms.chain(figure.belege.iter().cloned()) {
            assert!(places.span(&beleg).is_some(), "{}: {} of {}", paper.name, beleg.name(), figure.id);
        }
    });
}

#[test]
fn a_term_that_is_a_record_names_one() {
    each_figure(|_, paper, figure| {
        for glied in &figure.rechnung.glieder {
            let Quelle::Datensatz(belege) = &glied.quelle else { continue };
            // Of money that was never called there is no record.
            assert!(!belege.is_empty() || glied.wert == "0,00", "{}: {} of {}", paper.name, glied.titel, figure.id);
        }
    });
}

#[test]
fn a_term_that_is_a_figure_is_one_of_the_paper_with_the_same_value() {
    each_figure(|_, paper, figure| {
        for glied in &figure.rechnung.glieder {
            let Quelle::Figur(id) = &glied.quelle else { continue };
            let of = paper.figures.iter().find(|other| other.id == *id);
            let of = of.unwrap_or_else(|| panic!("{}: {} names {id}", paper.name, figure.id));
            // An empty cell counts as nought.
            let empty = (of.wert == Wert::OhneAngabe).then_some(0);
            let (term, value) = (number(&glied.wert), number(&of.wert.text()).or(empty));
            let (Some(term), Some(value)) = (term, value) else {
                panic!("{}: {} {glied:?}", figure.id, of.wert.text())
            };
            // A Verschlechterung is a Verbesserung with the other sign, and a class or a share looks at the size alone.
            let size_alone = glied.titel == "Verschlechterung"
                || matches!(figure.rechnung.art, Rechenart::Klasse | Rechenart::Anteil);
            let off = if size_alone { (term.abs() - value.abs()).abs() } else { (term - value).abs() };
            // Masses are printed with fewer decimals than they are reckoned with.
            let most = if matches!(of.wert, Wert::Emission { .. }) { 50_000 } else { 0 };
            assert!(off <= most, "{}: {} but {}", figure.id, glied.wert, of.wert.text());
        }
    });
}

#[test]
fn the_terms_of_a_sum_add_up_by_hand() {
    each_figure(|_, _, figure| {
        if figure.rechnung.art != Rechenart::Summe {
            return;
        }
        let sum: i128 = figure.rechnung.glieder.iter().fold(0, |sum, glied| {
            let value = number(&glied.wert).unwrap_or_else(|| panic!("{}: {}", figure.id, glied.wert));
            match glied.zeichen {
                Zeichen::Plus => sum + value,
                Zeichen::Minus => sum - value,
                other => panic!("{}: {other:?} in a sum", figure.id),
            }
        });
        let value = number(&figure.wert.text()).unwrap_or_else(|| panic!("{}: {}", figure.id, figure.wert.text()));
        let most = if matches!(figure.wert, Wert::Emission { .. }) { 50_000 } else { 0 };
        assert!(
            (sum - value).abs() <= most,
            "{}: {} is {}",
            figure.id,
            figure.wert.text(),
            figure.rechnung.formel().unwrap_or_default()
        );
    });
}

#[test]
fn a_count_names_each_record_once() {
    each_figure(|_, _, figure| {
        if figure.rechnung.art != Rechenart::Anzahl {
            return;
        }
        let counted =
            figure.rechnung.glieder.iter().filter(|glied| matches!(glied.quelle, Quelle::Datensatz(_))).count();
        assert_eq!(Wert::Anzahl(counted), figure.wert, "{}", figure.id);
    });
}

#[test]
fn a_mean_and_a_share_follow_from_their_terms() {
    let mut seen = BTreeMap::new();
    let mut look = |figure: &Figure| {
        let values: Vec<i128> = figure.rechnung.glieder.iter().filter_map(|glied| number(&glied.wert)).collect();
        let tenths = match figure.rechnung.art {
            Rechenart::Mittel => {
                let (sum, n) = (values.iter().sum::<i128>(), values.len() as i128);
                (2 * sum + 100_000 * n) / (200_000 * n)
            }
            Rechenart::Anteil if matches!(figure.wert, Wert::Quote { .. }) && values[1] > 0 => {
                (2_000 * values[0] + values[1]) / (2 * values[1])
            }
            _ => return,
        };
        *seen.entry(figure.rechnung.art.name()).or_insert(0) += 1;
        assert_eq!(number(&figure.wert.text()), Some(tenths * 100_000), "{}: {}", figure.id, figure.wert.text());
    };
    for name in ["aachen", "klein", "kreis"] {
        papers(&bestand(name)).iter().flat_map(|paper| &paper.figures).for_each(&mut look);
    }
    assert!(seen.len() == 2, "{seen:?}");
}
