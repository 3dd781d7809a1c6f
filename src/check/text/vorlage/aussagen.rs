//! What texts say of the budget, held against the form and the grants.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Lesetexte;
use crate::figures::Vorlagenlage;
use crate::figures::vordruck::Vordruck;
use crate::finding::{Code, Finding};
use crate::model::{Bewilligung, Deckung, Prozent};
use crate::source::{pattern, quoted};

pub(super) fn check(lage: &Vorlagenlage<'_>, texts: &Lesetexte<'_>) -> Vec<Finding> {
    let neutral = claims_neutrality(lage, texts);
    neutral.into_iter().chain(missing_deckung(&lage.form, texts)).collect()
}

/// "haushaltsneutral", but not "nicht haushaltsneutral".
static NEUTRAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?P<nicht>\bnicht\s+)?\b(?P<wort>(?:haushalts|kosten)neutral\w*)"));

/// A grant below 100 % leaves a share to the city [practice].
fn claims_neutrality(lage: &Vorlagenlage<'_>, texts: &Lesetexte<'_>) -> Option<Finding> {
    let vorlage = lage.vorlage();
    let share = |b: &'_ Bewilligung| lage.sicht.bescheid(b, vorlage.datum).foerderquote;
    let mut grants = lage.bestand.grants_to(vorlage);
    let (bewilligung, quote) = grants.find_map(|b| Some((b, share(b).filter(|quote| *quote < Prozent::FULL)?)))?;
    let (word, span) = texts.all().find_map(|text| text.first(|satz, _| neutral(satz)))?;
    let Bewilligung { kennung, projekt, .. } = &**bewilligung;
    let message = format!("Der Text sagt „{word}“, gefördert wird das Projekt „{projekt}“ aber nur zu {quote}.");
    let mend = "Nennen Sie den Eigenanteil der Stadt, oder streichen Sie das Wort.";
    let finding = Finding::at(Code::RB510, span, message, mend);
    Some(finding.expected(format!("der Eigenanteil zur Bewilligung „{kennung}“")))
}

fn neutral(satz: &str) -> Option<Range<usize>> {
    let mut all = NEUTRAL.captures_iter(satz).filter(|captures| captures.name("nicht").is_none());
    all.find_map(|captures| captures.name("wort").map(|word| word.range()))
}

/// Ways to say that there is no money in the budget; the others need a word for money in the sentence.
static NO_DECKUNG: LazyLock<Regex> = LazyLock::new(|| {
    let ways = [
        r"\bkeine\s+(?:ausreichende\s+|haushaltsrechtliche\s+)?Deckung\b",
        r"\bDeckung\b[^;]{0,60}?\bnicht\s+(?:gegeben|vorhanden|gesichert|möglich|sichergestellt)",
        r"\bkeine\s+(?:\w+\s+)?(?:Haushaltsm|M)ittel\b[^;]{0,60}?\b(?:zur\s+Verfügung|vorhanden|veranschlagt|eingeplant|enthalten)",
        r"\bim\s+Haushalt\w*[^;]{0,60}?\bnicht\s+(?:enthalten|vorgesehen|veranschlagt|eingeplant|abgebildet|berücksichtigt)",
        r"\bnicht\s+im\s+Haushalt\w*",
        r"\bnicht\s+(?:veranschlagt|etatisiert)",
    ];
    pattern(&format!("(?i){}", ways.join("|")))
});

/// Ways to say that something is missing, which may be something else than money.
static MISSING: LazyLock<Regex> = LazyLock::new(|| {
    let ways = [
        r"\b(?:nicht\s+(?:\w+\s+)?gedeckt|ungedeckte?[nrs]?)\b",
        r"\bstehe?n?t?\s+(?:[^;]{0,40}\s)?nicht\s+(?:mehr\s+)?zur\s+Verfügung",
        r"\bnicht\s+(?:mehr\s+)?zur\s+Verfügung\s+stehe?n?t?\b",
    ];
    pattern(&format!("(?i){}", ways.join("|")))
});

/// Words for money.
static GELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:mittel\b|haushalt|budget|deckung|ansatz|ansätze|€|\beuro\b|kosten|aufwand|aufwendung|auszahlung|finanz|fehlbetrag|mehrbedarf|zuschuss)",
    )
});

/// A text that says that money is missing, on a form that nowhere does [practice: FB 50/0110/WP17].
fn missing_deckung(vordruck: &Vordruck<'_>, texts: &Lesetexte<'_>) -> Option<Finding> {
    if vordruck.tabellen.iter().any(|t| t.deckung.angabe.contains(&Some(Deckung::NichtAusreichend))) {
        return None;
    }
    let (words, span) = texts.all().find_map(|text| text.first(|satz, _| without_deckung(satz)))?;
    let message =
        format!("Der Text sagt {}, auf dem Vordruck steht aber nirgends „nicht ausreichend“.", quoted(&words));
    let mend =
        "Setzen Sie „deckung“ in den betroffenen Spalten auf \"nicht ausreichend\", oder berichtigen Sie den Text.";
    Some(Finding::at(Code::RB513, span, message, mend).expected("„nicht ausreichend“ in mindestens einer Spalte"))
}

fn without_deckung(satz: &str) -> Option<Range<usize>> {
    let sure = NO_DECKUNG.find(satz);
    let about_money = || MISSING.find(satz).filter(|_| GELD.is_match(satz));
    sure.or_else(about_money).map(|words| words.range())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(search: fn(&str) -> Option<Range<usize>>, satz: &str) -> Option<&str> {
        search(satz).map(|range| &satz[range])
    }

    #[test]
    fn missing_money_is_heard_in_many_words() {
        for satz in [
            "Für die Maßnahme ist keine Deckung vorhanden.",
            "Die Deckung der Mehraufwendungen ist derzeit nicht gegeben.",
            "Die Gesamtkosten betragen 1,84 Mio. €, die im Haushalt ab 2012 nicht enthalten sind.",
            "Die Kosten sind nicht gedeckt.",
            "Die Mittel stehen im laufenden Jahr nicht zur Verfügung.",
            "Der Betrag ist bisher nicht veranschlagt.",
            "Im Budget stehen hierfür keine Mittel zur Verfügung.",
        ] {
            assert!(says(without_deckung, satz).is_some(), "{satz}");
        }
    }

    #[test]
    fn other_things_may_be_missing() {
        for satz in [
            "Der Bedarf an Plätzen ist nicht gedeckt.",
            "Die Halle steht montags nicht zur Verfügung.",
            "Es werden keine Mittel benötigt.",
            "Die Deckung ist gegeben.",
            "Die Mittel stehen im Haushalt zur Verfügung.",
        ] {
            assert_eq!(says(without_deckung, satz), None, "{satz}");
        }
    }

    #[test]
    fn what_is_not_neutral_is_not_said_to_be() {
        assert_eq!(says(neutral, "Das Vorhaben ist haushaltsneutral."), Some("haushaltsneutral"));
        assert_eq!(says(neutral, "eine kostenneutrale Lösung"), Some("kostenneutrale"));
        assert_eq!(says(neutral, "Es ist nicht haushaltsneutral."), None);
    }
}
