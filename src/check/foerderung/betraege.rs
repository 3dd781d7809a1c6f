//! Amounts of a grant: what is granted, of what, and at which rate.

use chrono::NaiveDate;

use crate::finding::{Code, Finding};
use crate::model::{Bescheidstand, Bewilligung, Euro, Finanzierungsart, Located, Projekt, Prozent, Sicht};
use crate::source::Span;

/// Amounts of the notice itself; those below zero are reported elsewhere, and then nothing else is said.
pub(super) fn bescheid(bewilligung: &Located<Bewilligung>, sound: bool) -> Vec<Finding> {
    let place = bewilligung.span("betrag");
    let too_high = zu_hoch(bewilligung, &bewilligung.as_granted(), place);
    let findings = too_high.filter(|_| sound).into_iter();
    findings.chain(incomplete(bewilligung)).collect()
}

/// A grant above what it may be, after some notice; `span` is where its amount stands.
pub(super) fn zu_hoch(bewilligung: &Bewilligung, stand: &Bescheidstand, span: Span) -> Option<Finding> {
    let (betrag, kennung) = (stand.betrag, &bewilligung.kennung);
    let at = |code, message: String, mend: &str| Finding::at(code, span, message, mend).found(euro(betrag));
    if let Some(most) = stand.hoechstbetrag.filter(|most| betrag > *most) {
        let message = format!("Der Betrag der Bewilligung {kennung} ist höher als ihr Höchstbetrag.");
        let mend = "Vergleichen Sie beide Beträge mit dem Bescheid.";
        return Some(at(Code::RB725, message, mend).expected(format!("höchstens {}", euro(most))));
    }
    let faehig = stand.zuwendungsfaehig?;
    if betrag > faehig {
        let message = format!("Der Betrag der Bewilligung {kennung} ist höher als die zuwendungsfähigen Ausgaben.");
        let mend = "Vergleichen Sie beide Beträge mit dem Bescheid.";
        return Some(at(Code::RB701, message, mend).expected(format!("höchstens {}", euro(faehig))));
    }
    let quote = stand.foerderquote.filter(|_| bewilligung.finanzierungsart == Finanzierungsart::Anteil)?;
    let most = anteil(faehig, quote);
    (betrag > most).then(|| {
        let message = format!("Der Betrag der Bewilligung {kennung} ist höher, als die Förderquote erlaubt.");
        let mend = "Vergleichen Sie Betrag, Förderquote und zuwendungsfähige Ausgaben mit dem Bescheid.";
        let expected = format!("höchstens {}, das sind {quote} von {}", euro(most), euro(faehig));
        at(Code::RB702, message, mend).expected(expected)
    })
}

/// Whether a grant is above what it may be after all notices that are known, so that its amount is not to be trusted.
pub(super) fn zu_hoch_zuletzt(sicht: &Sicht<'_>, bewilligung: &Located<Bewilligung>) -> bool {
    let stand = sicht.bescheid(bewilligung, NaiveDate::MAX);
    zu_hoch(bewilligung, &stand, bewilligung.span("betrag")).is_some()
}

/// The share of an amount, rounded up to the cent: whoever grants may round in favour of the municipality.
pub(super) fn anteil(betrag: Euro, quote: Prozent) -> Euro {
    const WHOLE: i128 = 10_000;
    let parts = betrag.as_cents() * i128::from(quote.as_hundredths());
    let cents = parts.div_euclid(WHOLE) + i128::from(parts.rem_euclid(WHOLE) != 0);
    Euro::cents(cents)
}

/// What a kind of financing cannot be checked without.
///
/// The share is asked for where the kind reckons by it, and what others pay where the grant fills the gap; the eligible
/// expenditure always: every other kind is capped by it too, and what a notice does not fund is the municipality's own
/// share.
fn incomplete(bewilligung: &Located<Bewilligung>) -> Option<Finding> {
    let art = bewilligung.finanzierungsart;
    let quote_missing = art == Finanzierungsart::Anteil && bewilligung.foerderquote.is_none();
    let nothing_beside = bewilligung.eigenmittel.is_none() && bewilligung.drittmittel.is_none();
    let gap_unknown = art == Finanzierungsart::Fehlbedarf && nothing_beside;
    let missing = [
        (quote_missing, "die Förderquote", "„foerderquote“"),
        (bewilligung.zuwendungsfaehig.is_none(), "die zuwendungsfähigen Ausgaben", "„zuwendungsfaehig“"),
        (gap_unknown, "die Eigenmittel und Drittmittel", "„eigenmittel“ oder „drittmittel“"),
    ];
    let missing = missing.into_iter().filter(|(missing, ..)| *missing);
    let (what, fields): (Vec<&str>, Vec<&str>) = missing.map(|(_, what, field)| (what, field)).unzip();
    let fehlt = match what.as_slice() {
        [] => return None,
        ["die Förderquote"] => "fehlt",
        _ => "fehlen",
    };
    let (art, kennung) = (art.text(), &bewilligung.kennung);
    let message = format!("Bei der Bewilligung {kennung} ({art}) {fehlt} {}.", what.join(" und "));
    let none_at_all = if gap_unknown { " Gibt es weder Eigenmittel noch Drittmittel, tragen Sie 0 ein." } else { "" };
    let mend = format!("Tragen Sie unter {} ein, was der Bescheid nennt.{none_at_all}", fields.join(" und "));
    Some(Finding::at(Code::RB703, bewilligung.span("finanzierungsart"), message, mend))
}

/// Grants that together pay for more than the project costs, after all notices that are known.
pub(super) fn together(sicht: &Sicht<'_>, projekt: &Projekt, own: &[&Located<Bewilligung>]) -> Option<Finding> {
    let [.., last] = own else { return None };
    let staende: Vec<Bescheidstand> = own.iter().map(|b| sicht.bescheid(b, NaiveDate::MAX)).collect();
    let faehig = staende.iter().filter_map(|stand| stand.zuwendungsfaehig).max()?;
    // A grant that is too high by itself has its finding already.
    let too_high = staende.iter().any(|s| s.zuwendungsfaehig.is_some_and(|faehig| s.betrag > faehig));
    let sum: Euro = staende.iter().map(|stand| stand.betrag).sum();
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

/// An amount as messages write it.
pub(super) fn euro(betrag: Euro) -> String {
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
