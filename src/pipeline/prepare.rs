//! From records to papers that can be typeset: figures, texts, rules and views, one after the other.

use chrono::NaiveDate;

use super::wanted::Wanted;
use crate::figures::{Berichtslage, Vorlagenlage};
use crate::finding::{Finding, Findings, Waivers};
use crate::load::Loaded;
use crate::model::{Ausgabe, BerichtOrdner, Bestand, Edition};
use crate::paper::{Head, Paper};
use crate::source::Alphabet;
use crate::text::{Berichtstexte, Vorlagentexte};
use crate::{check, paper};

/// Papers with the findings that concern them.
pub struct PreparedPapers {
    /// Findings by place, with the waivers applied.
    pub findings: Findings,
    /// The wanted papers, Vorlagen before Berichte, each by name; one whose texts have mistakes must not be printed, and an
    /// error says so.
    pub papers: Vec<Paper>,
}

/// Checks the records and prepares the wanted papers of a day.
pub fn prepare(loaded: &Loaded, alphabet: &Alphabet, wanted: &Wanted, today: NaiveDate) -> PreparedPapers {
    let mut papers = Vec::new();
    let findings = checked(loaded, alphabet, (wanted, today), &mut |offer| papers.extend((offer.make)()));
    PreparedPapers { findings, papers }
}

/// What the records say on a day, whichever papers are wanted.
pub fn of_records(loaded: &Loaded, alphabet: &Alphabet, today: NaiveDate) -> Vec<Finding> {
    // Of the public edition, the whole one says it.
    if loaded.edition == Edition::Public {
        return Vec::new();
    }
    let mut findings = loaded.findings.clone();
    findings.extend(check::check_texts(&loaded.texts, loaded.bestand.as_ref(), alphabet));
    if let Some(bestand) = &loaded.bestand {
        findings.extend(check::run(bestand, &loaded.known, today));
    }
    findings
}

/// Checks the records and what would be printed in the wanted papers of a day, and makes none of them.
pub fn findings(loaded: &Loaded, alphabet: &Alphabet, wanted: &Wanted, today: NaiveDate) -> Findings {
    checked(loaded, alphabet, (wanted, today), &mut |_| ())
}

/// As [`findings`], where it is known what the records say.
pub fn findings_beside(
    loaded: &Loaded,
    alphabet: &Alphabet,
    wanted: &Wanted,
    today: NaiveDate,
    known: Vec<Finding>,
) -> Findings {
    further(loaded, alphabet, (wanted, today), &mut |_| (), known)
}

/// The papers of a folder and period, which were checked together.
pub(super) struct Offer<'m> {
    /// Which ones.
    pub(super) heads: Vec<Head>,
    /// Makes them.
    pub(super) make: Box<dyn FnOnce() -> Vec<Paper> + 'm>,
}

/// What takes them, where they are wanted.
type Take<'t> = dyn FnMut(Offer<'_>) + 't;

/// Checks the records and offers the wanted papers of a day.
pub(super) fn checked(loaded: &Loaded, alphabet: &Alphabet, on: (&Wanted, NaiveDate), take: &mut Take<'_>) -> Findings {
    further(loaded, alphabet, on, take, of_records(loaded, alphabet, on.1))
}

fn further(
    loaded: &Loaded,
    alphabet: &Alphabet,
    on: (&Wanted, NaiveDate),
    take: &mut Take<'_>,
    mut findings: Vec<Finding>,
) -> Findings {
    let (wanted, today) = on;
    if let Some(bestand) = &loaded.bestand {
        let rules = loaded.edition == Edition::Whole;
        vorlagen(bestand, (alphabet, rules), on, take, &mut findings);
        berichte(bestand, (alphabet, rules), on, take, &mut findings);
    }
    let concerns = |finding: &Finding| finding.paper.as_deref().is_none_or(|ordner| wanted.holds(ordner));
    let waivers = check::waivers(loaded, wanted.alle);
    told(findings, loaded, &waivers, today, concerns)
}

/// Findings on a workspace by place, with waivers applied, in the words of the files that it keeps its records in.
///
/// Whatever shows findings has them from here, so that no command says of one fault something else than the others.
pub fn told(
    mut findings: Vec<Finding>,
    loaded: &Loaded,
    waivers: &Waivers,
    today: NaiveDate,
    keep: impl Fn(&Finding) -> bool,
) -> Findings {
    check::name_columns(&mut findings, loaded.bestand.as_ref(), &loaded.sources);
    Findings::new(findings, &loaded.sources, waivers, today, keep)
}

/// What is computed for a paper is computed once, and given to its rules and its view. In the public edition, of which the rules are
/// not asked, a text that cannot be filled in stops its paper all the same.
fn vorlagen(
    bestand: &Bestand,
    (alphabet, rules): (&Alphabet, bool),
    (wanted, today): (&Wanted, NaiveDate),
    take: &mut Take<'_>,
    findings: &mut Vec<Finding>,
) {
    for ordner in bestand.vorlagen.iter().filter(|ordner| wanted.holds(&ordner.name)) {
        let lage = Vorlagenlage::new(bestand, ordner);
        let texts = Vorlagentexte::new(&lage, alphabet);
        findings.extend(if rules { check::vorlage(&lage, &texts) } else { check::unfilled(&texts.texts) });
        let heads = paper::vorlagenkoepfe(&lage);
        take(Offer { heads, make: Box::new(|| paper::vorlage(lage, texts, today)) });
    }
}

/// The same of reports; one whose selection is unknown is left out, which is a finding on its record.
fn berichte(
    bestand: &Bestand,
    (alphabet, rules): (&Alphabet, bool),
    (wanted, today): (&Wanted, NaiveDate),
    take: &mut Take<'_>,
    findings: &mut Vec<Finding>,
) {
    for ordner in bestand.berichte.iter().filter(|ordner| wanted.holds(&ordner.name)) {
        let reports = ausgaben(ordner, wanted, today);
        for report in reports.into_iter().filter_map(|ausgabe| Berichtslage::new(bestand, ordner, ausgabe)) {
            let texts = Berichtstexte::new(&report, alphabet);
            findings.extend(if rules { check::bericht(&report, &texts) } else { check::unfilled(&texts.texts) });
            let heads = paper::berichtskoepfe(&report);
            take(Offer { heads, make: Box::new(|| paper::bericht(report, texts, today)) });
        }
    }
}

/// The reports of a folder that are wanted.
fn ausgaben(ordner: &BerichtOrdner, wanted: &Wanted, today: NaiveDate) -> Vec<Ausgabe> {
    match wanted.zeitraeume.get(&ordner.name) {
        None => ordner.bericht.newest(today).into_iter().collect(),
        Some(zeitraeume) => zeitraeume.iter().filter_map(|zeitraum| ordner.bericht.ausgabe(*zeitraum)).collect(),
    }
}

/// Makes the papers of one folder and period once more.
pub(super) fn again(bestand: &Bestand, alphabet: &Alphabet, head: &Head, today: NaiveDate) -> Vec<Paper> {
    let Some(zeitraum) = head.zeitraum else {
        let ordner = bestand.vorlagen.iter().find(|ordner| ordner.name == head.ordner);
        let lage = ordner.map(|ordner| Vorlagenlage::new(bestand, ordner));
        return lage.map_or_else(Vec::new, |lage| {
            let texts = Vorlagentexte::new(&lage, alphabet);
            paper::vorlage(lage, texts, today)
        });
    };
    let ordner = bestand.berichte.iter().find(|ordner| ordner.name == head.ordner);
    let lage = ordner.and_then(|ordner| Berichtslage::new(bestand, ordner, ordner.bericht.ausgabe(zeitraum)?));
    lage.map_or_else(Vec::new, |lage| {
        let texts = Berichtstexte::new(&lage, alphabet);
        paper::bericht(lage, texts, today)
    })
}
