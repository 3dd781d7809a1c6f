//! Every figure follows from its terms, and its terms from records that are there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use ratsbericht::figures::{Beleg, Figure, Quelle, Rechenart, TermSign, Wert};
use ratsbericht::load;
use ratsbericht::model::Bestand;
use ratsbericht::paper::{Annex, Paper};
use ratsbericht::pipeline::{self, Wanted};
use ratsbericht::source::Alphabet;

use crate::support::workspace::fixture;

/// A workspace with its papers, each of which has the annex of origins.
fn example(name: &str) -> (Bestand, Vec<Paper>) {
    let loaded = load::workspace(&fixture(name), Alphabet::all()).expect("the fixture");
    let today = "2021-04-01".parse().expect("a day");
    let papers = pipeline::prepare(&loaded, &Alphabet::all(), &Wanted::all(&loaded), today).papers;
    let papers = papers.into_iter().map(|paper| Paper { annex: Annex::Own, ..paper }).collect();
    (loaded.bestand.expect("a valid configuration"), papers)
}

/// The example workspaces, loaded and computed once for all tests.
static EXAMPLES: LazyLock<Vec<(Bestand, Vec<Paper>)>> =
    LazyLock::new(|| ["aachen", "klein", "kreis", "auenfurt"].map(example).into());

/// Looks at each figure of each paper of the example workspaces.
fn each_figure(look: impl Fn(&Paper, &Figure)) {
    let papers = || EXAMPLES.iter().flat_map(|(_, papers)| papers);
    papers().for_each(|paper| paper.figures.iter().for_each(|figure| look(paper, figure)));
    let seen: usize = papers().map(|paper| paper.figures.len()).sum();
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

/// A report of a whole city counts a project in dozens of figures, and has room for what is said of it once.
#[test]
fn figures_that_count_a_project_by_the_same_facts_have_one_term_of_it() {
    let mut shared = 0;
    for paper in EXAMPLES[..2].iter().flat_map(|(_, papers)| papers) {
        let mut terms = BTreeMap::new();
        for figure in paper.figures.iter().filter(|figure| figure.regel.starts_with('K')) {
            let (selection, _) = figure.id.split_once('.').expect("an id");
            let counted = figure.rechnung.glieder.iter().filter(|_| figure.rechnung.art == Rechenart::Anzahl);
            for term in counted {
                // Periods that were closed have figures of their own, under one name.
                let Some(Quelle::Datensatz(belege)) = (selection != "verlauf").then_some(&term.quelle) else {
                    continue;
                };
                let facts = (selection, term.titel.as_str(), &term.erlaeuterung, belege.len());
                let first = terms.entry(facts).or_insert(term);
                assert!(Arc::ptr_eq(first, term), "{}: {}", figure.id, term.titel);
                shared += 1;
            }
        }
    }
    assert!(shared > 100, "{shared}");
}

#[test]
fn ids_are_unique_in_a_paper_and_fit_the_schema() {
    for (_, papers) in EXAMPLES.iter() {
        for paper in papers {
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
    for (bestand, papers) in EXAMPLES.iter() {
        for paper in papers {
            let places = paper.fundstellen(bestand);
            // Figures share their terms, and terms their records.
            let (mut terms, mut belege) = (BTreeSet::new(), BTreeSet::<&Beleg>::new());
            for figure in paper.figures.iter() {
                belege.extend(figure.belege.iter());
                for glied in figure.rechnung.glieder.iter().filter(|glied| terms.insert(Arc::as_ptr(glied))) {
                    match &glied.quelle {
                        Quelle::Datensatz(of) => belege.extend(of),
                        Quelle::Parameter(parameter) => belege.extend([&parameter.beleg]),
                        Quelle::Figur(_) | Quelle::Umrechnung => {}
                    }
                }
            }
            for beleg in belege {
                assert!(places.span(beleg).is_some(), "{}: {}", paper.name, beleg.name());
            }
        }
    }
}

#[test]
fn a_term_that_is_a_record_names_one() {
    each_figure(|paper, figure| {
        for glied in figure.rechnung.glieder.iter() {
            let Quelle::Datensatz(belege) = &glied.quelle else { continue };
            // Of money that was never called there is no record.
            assert!(!belege.is_empty() || glied.wert == "0,00", "{}: {} of {}", paper.name, glied.titel, figure.id);
        }
    });
}

#[test]
fn a_term_that_is_a_figure_is_one_of_the_paper_with_the_same_value() {
    each_figure(|paper, figure| {
        for glied in figure.rechnung.glieder.iter() {
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
    each_figure(|_, figure| {
        if figure.rechnung.art != Rechenart::Summe {
            return;
        }
        let sum: i128 = figure.rechnung.glieder.iter().fold(0, |sum, glied| {
            let value = number(&glied.wert).unwrap_or_else(|| panic!("{}: {}", figure.id, glied.wert));
            match glied.zeichen {
                TermSign::Plus => sum + value,
                TermSign::Minus => sum - value,
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
            figure.rechnung.formula().unwrap_or_default()
        );
    });
}

#[test]
fn a_count_names_each_record_once() {
    each_figure(|_, figure| {
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
    EXAMPLES.iter().flat_map(|(_, papers)| papers).flat_map(|paper| paper.figures.iter()).for_each(&mut look);
    assert!(seen.len() == 2, "{seen:?}");
}

/// Amounts of a text in the order in which they stand, in cents.
fn amounts(text: &str) -> Vec<i128> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).filter(|word| word.contains(','));
    words.filter_map(|word| Some(number(word.trim_end_matches([',', '.']))? / 10_000)).collect()
}

fn rounded(betrag: i128, part: i128, whole: i128) -> i128 {
    (2 * betrag * part + whole).div_euclid(2 * whole)
}

#[test]
fn what_falls_on_a_year_can_be_reckoned_from_what_its_term_says() {
    let seen = std::cell::Cell::new((0, 0));
    each_figure(|_, figure| {
        for glied in figure.rechnung.glieder.iter() {
            let Some((basis, months)) = glied.erlaeuterung.as_ref().and_then(|text| text.split_once(", über ")) else {
                continue;
            };
            let numbers: Vec<i128> =
                months.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
            // über 240 Monate ab 11/2021, davon 12 in 2022, der 3. bis 14.
            let (all, count, first, last) = (numbers[0], numbers[3], numbers[5], numbers[numbers.len() - 1]);
            assert_eq!(last - first + 1, count, "{glied:?}");
            let found = amounts(basis);
            let mut whole = *found.last().expect("an amount");
            let (years, splits) = seen.get();
            let is_split = basis.contains('÷');
            if is_split {
                let [grant, price, prices, part] = found[..] else { panic!("{basis}") };
                assert_eq!(rounded(grant, price, prices), part, "{basis}");
                let Quelle::Datensatz(belege) = &glied.quelle else { panic!("{glied:?}") };
                assert_eq!(belege.iter().filter(|beleg| beleg.tabelle == "anlagen").count(), 2, "{belege:?}");
            }
            if basis.ends_with("je Jahr") {
                if let Some((parts, _)) = basis.split_once(" = ") {
                    assert_eq!(amounts(parts).iter().sum::<i128>(), whole, "{basis}");
                }
                whole = whole * all / 12;
            }
            seen.set((years + 1, splits + usize::from(is_split)));
            let expected = rounded(whole, last, all) - rounded(whole, first - 1, all);
            assert_eq!(amounts(&glied.wert), [expected], "{}: {glied:?}", figure.id);
        }
    });
    let (years, splits) = seen.get();
    assert!(years > 50 && splits > 5, "{years}, {splits}");
}

/// The entries of the annex of a paper.
fn eintraege(paper: &Paper) -> Vec<serde_json::Value> {
    let data = paper.view_data();
    let groups = data["herkunft"]["gruppen"].as_array().cloned().unwrap_or_default();
    let of = |group: &serde_json::Value, key: &str| group[key].as_array().cloned().unwrap_or_default();
    groups.iter().flat_map(|group| [of(group, "eintraege"), of(group, "leere")].concat()).collect()
}

#[test]
fn no_two_figures_of_an_annex_have_one_title() {
    for (_, papers) in &EXAMPLES[..2] {
        for paper in papers {
            let mut titles: BTreeMap<String, String> = BTreeMap::new();
            for entry in eintraege(paper) {
                let (titel, id) = (entry["titel"].to_string(), entry["id"].to_string());
                let other = titles.insert(titel.clone(), id.clone());
                assert_eq!(other, None, "{}: {titel} is also {id}", paper.name);
            }
            assert!(titles.len() > 10 || paper.name == "fb-61-0251-wp17", "{}: {}", paper.name, titles.len());
        }
    }
}

#[test]
fn the_annex_shows_what_a_figure_is_reckoned_from() {
    let (_, papers) = &EXAMPLES[0];
    let paper = papers.iter().find(|paper| paper.name == "fb-61-0034-wp18").expect("the paper");
    let entries = eintraege(paper);
    let of = |id: &str, key: &str| {
        let entry = entries.iter().find(|entry| entry["id"] == id).unwrap_or_else(|| panic!("{id}"));
        entry[key].as_str().map(|text| text.replace('\u{a0}', " ")).unwrap_or_default()
    };
    let formel = |id: &str| of(id, "formel");
    assert_eq!(
        formel("finanzen.konsumtiv.verbesserung.ff"),
        "= −252.693,99 (Ergebnis, Fortgeschriebener Ansatz 2022 ff.) − (−131.437,99) (Ergebnis, Ansatz 2022 ff.)"
    );
    let many = formel("finanzen.konsumtiv.personal_sachaufwand.fortgeschrieben_ff");
    assert_eq!(many.matches(" + ").count(), 10, "{many}");
    assert_eq!(formel("finanzen.konsumtiv.deckung.luecke.ff"), "= 121.256,00 (Verschlechterung)");
    // The account of the budget is named as the record; a line that says it twice tells nothing.
    let account = "finanzen.konsumtiv.deckung.haushalt.4-120102-923-9-52910000";
    assert_eq!((formel(account).as_str(), of(account, "belege").starts_with("Haushalt (1): P-098, 2021")), ("", true));
    let records = of("finanzen.konsumtiv.ertrag.fortgeschrieben_ff", "belege");
    assert_eq!(records, "Anlagen (2): AN-01; AN-02. Bewilligungen (1): BW-026");
}
