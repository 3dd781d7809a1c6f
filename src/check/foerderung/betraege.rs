//! Amounts of a grant: what is granted, of what, and at which rate.

use crate::finding::{Code, Finding};
use crate::model::{Bewilligung, Euro, Finanzierungsart, Located, Projekt, Prozent};

pub(super) fn check(bewilligung: &Located<Bewilligung>, findings: &mut Vec<Finding>) {
    let negative = negativ(bewilligung);
    if negative.is_empty() {
        findings.extend(zu_hoch(bewilligung));
    }
    findings.extend(negative);
    findings.extend(unvollstaendig(bewilligung));
}

/// Amounts below zero.
fn negativ(bewilligung: &Located<Bewilligung>) -> Vec<Finding> {
    let amounts = [("betrag", Some(bewilligung.betrag)), ("zuwendungsfaehig", bewilligung.zuwendungsfaehig)];
    let negative = amounts.into_iter().filter_map(|(field, betrag)| Some((field, betrag.filter(|b| b.is_negative())?)));
    let finding = |(field, betrag): (&str, Euro)| {
        let mend = "Tragen Sie den Betrag positiv ein.";
        let finding = Finding::at(Code::RB203, bewilligung.span(field), "Der Betrag ist negativ.", mend);
        finding.found(euro(betrag))
    };
    negative.map(finding).collect()
}

/// A grant above what it may be.
fn zu_hoch(bewilligung: &Located<Bewilligung>) -> Option<Finding> {
    let faehig = bewilligung.zuwendungsfaehig?;
    let (betrag, kennung) = (bewilligung.betrag, &bewilligung.kennung);
    let at = |code, message: String, mend: &str| {
        Finding::at(code, bewilligung.span("betrag"), message, mend).found(euro(betrag))
    };
    if betrag > faehig {
        let message = format!("Der Betrag der Bewilligung {kennung} ist höher als die zuwendungsfähigen Ausgaben.");
        let mend = "Vergleichen Sie beide Beträge mit dem Bescheid.";
        return Some(at(Code::RB701, message, mend).expected(format!("höchstens {}", euro(faehig))));
    }
    let quote = bewilligung.foerderquote.filter(|_| bewilligung.finanzierungsart == Finanzierungsart::Anteil)?;
    let most = anteil(faehig, quote);
    (betrag > most).then(|| {
        let message = format!("Der Betrag der Bewilligung {kennung} ist höher, als die Förderquote erlaubt.");
        let mend = "Vergleichen Sie Betrag, Förderquote und zuwendungsfähige Ausgaben mit dem Bescheid.";
        let expected = format!("höchstens {}, das sind {quote} von {}", euro(most), euro(faehig));
        at(Code::RB702, message, mend).expected(expected)
    })
}

/// The share of an amount, rounded up to the cent: whoever grants may round in favour of the municipality.
fn anteil(betrag: Euro, quote: Prozent) -> Euro {
    const WHOLE: i128 = 10_000;
    let parts = betrag.as_cents() * i128::from(quote.as_hundredths());
    let cents = parts.div_euclid(WHOLE) + i128::from(parts.rem_euclid(WHOLE) != 0);
    Euro::cents(cents)
}

/// What a kind of financing cannot be checked without.
///
/// The share is asked for where the kind reckons by it, the eligible expenditure always: every other kind is capped by
/// it too, and what a notice does not fund is the municipality's own share.
fn unvollstaendig(bewilligung: &Located<Bewilligung>) -> Option<Finding> {
    let anteil = bewilligung.finanzierungsart == Finanzierungsart::Anteil;
    let quote_missing = anteil && bewilligung.foerderquote.is_none();
    let (missing, fields) = match (quote_missing, bewilligung.zuwendungsfaehig.is_none()) {
        (true, true) => {
            ("fehlen die Förderquote und die zuwendungsfähigen Ausgaben", "„foerderquote“ und „zuwendungsfaehig“")
        }
        (true, false) => ("fehlt die Förderquote", "„foerderquote“"),
        (false, true) => ("fehlen die zuwendungsfähigen Ausgaben", "„zuwendungsfaehig“"),
        (false, false) => return None,
    };
    let (art, kennung) = (bewilligung.finanzierungsart.text(), &bewilligung.kennung);
    let message = format!("Bei der Bewilligung {kennung} ({art}) {missing}.");
    let mend = format!("Tragen Sie unter {fields} ein, was der Bescheid nennt.");
    Some(Finding::at(Code::RB703, bewilligung.span("finanzierungsart"), message, mend))
}

/// Grants that together pay for more than the project costs.
pub(super) fn zusammen(projekt: &Projekt, own: &[&Located<Bewilligung>]) -> Option<Finding> {
    let [.., last] = own else { return None };
    let faehig = own.iter().filter_map(|bewilligung| bewilligung.zuwendungsfaehig).max()?;
    // A grant that is too high by itself has its finding already.
    let too_high = own.iter().any(|b| b.zuwendungsfaehig.is_some_and(|faehig| b.betrag > faehig));
    let sum: Euro = own.iter().map(|bewilligung| bewilligung.betrag).sum();
    if own.len() < 2 || too_high || sum <= faehig {
        return None;
    }
    let named: Vec<&str> = own.iter().map(|bewilligung| bewilligung.kennung.as_str()).collect();
    let message = format!(
        "Die Zuwendungen für das Projekt {} sind zusammen höher als seine zuwendungsfähigen Ausgaben.",
        projekt.bezeichnung()
    );
    let mend =
        format!("Prüfen Sie die Bewilligungen {}: Dieselben Kosten werden nur einmal gefördert.", named.join(", "));
    let finding = Finding::at(Code::RB706, last.span("betrag"), message, mend);
    Some(finding.expected(format!("zusammen höchstens {}", euro(faehig))).found(format!("zusammen {}", euro(sum))))
}

fn euro(betrag: Euro) -> String {
    format!("{betrag} €")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_share_is_rounded_up_to_the_cent() {
        let share = |cents, hundredths| anteil(Euro::cents(cents), Prozent::hundredths(hundredths)).as_cents();
        assert_eq!(share(185_320_077, 5_000), 92_660_039);
        assert_eq!(share(10_000_000, 6_000), 6_000_000);
        assert_eq!(share(1, 1), 1);
        assert_eq!(share(0, 10_000), 0);
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn a_share_is_less_than_a_cent_above_the_exact_one(
            cents in 0..=Euro::MAX_INPUT.as_cents(),
            hundredths in 0u32..=10_000,
        ) {
            let share = anteil(Euro::cents(cents), Prozent::hundredths(hundredths)).as_cents();
            let exact = cents * i128::from(hundredths);
            prop_assert!(exact <= share * 10_000 && share * 10_000 < exact + 10_000);
            prop_assert!(share <= cents);
        }
    }
}
