//! How a text writes its amounts: in two ways, or in one that is not German.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Code, Finding};
use crate::model::Text;
use crate::source::pattern;
use crate::text::{amount_slips, paragraphs, prose};

/// An amount in digits: its number, what stands for the cents, and the unit; `,-` needs none.
static BETRAG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\d+(?:\.\d{3})*(?:,(?:-{1,2}|[–—]{1,2})(?:\s?(?:€|EUR\b|Euro\b))?|(?:,\d{2})?\s?(?:€|EUR\b|Euro\b))")
});

/// Reports the first amount that is written otherwise than the one before it.
pub(super) fn check(text: &Text) -> Option<Finding> {
    let prose = prose(&text.markdown);
    let mut amounts = BETRAG.find_iter(&prose);
    let first = amounts.next()?;
    let other = amounts.find(|amount| is_dashed(amount.as_str()) != is_dashed(first.as_str()))?;
    let (one, two) = (text.typed(first.range()), text.typed(other.range()));
    let message = format!("Der Text schreibt Beträge auf zwei Weisen: „{one}“ und „{two}“.");
    let mend = "Schreiben Sie alle Beträge gleich, zum Beispiel 1.234,00 €.";
    Some(Finding::at(Code::RB511, text.span(other.start(), other.end()), message, mend))
}

/// Reports amounts that are not written as German ones, since they are read in two ways or not at all.
pub(super) fn misspelt(text: &Text) -> Vec<Finding> {
    let mut findings = Vec::new();
    for absatz in paragraphs(text) {
        findings.extend(amount_slips(&absatz.text).into_iter().map(|slip| {
            let number = &absatz.text[slip.range.clone()];
            let message =
                format!("Der Betrag „{number}“ ist nicht geschrieben wie im Deutschen und nicht sicher zu lesen.");
            let meant = slip.meant.iter().map(|meant| format!("„{meant}“")).collect::<Vec<_>>().join(" oder ");
            let which = if slip.meant.len() > 1 { "je nachdem, was gemeint ist" } else { "wenn das gemeint ist" };
            let mend = if meant.is_empty() {
                "Trennen Sie Tausender mit einem Punkt und die Cent mit einem Komma, zum Beispiel 1.234,50 €."
                    .to_owned()
            } else {
                format!("Schreiben Sie {meant}, {which}.")
            };
            let expected = if meant.is_empty() { "ein Betrag wie 1.234,50 €".to_owned() } else { meant };
            Finding::at(Code::RB522, absatz.span(text, &slip.range), message, mend).expected(expected)
        }));
    }
    findings
}

/// Whether a dash stands for the cents.
fn is_dashed(amount: &str) -> bool {
    [",-", ",–", ",—"].iter().any(|dash| amount.contains(dash))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn found(markdown: &str) -> Option<&str> {
        check(&testing::text(markdown)).and_then(|finding| finding.span).map(|span| &markdown[span.range()])
    }

    #[test]
    fn two_ways_in_one_text_are_found() {
        assert_eq!(found("Kosten von 288.000,- € und 27.000 € je Jahr"), Some("27.000 €"));
        assert_eq!(found("27.000,00 Euro, davon 500,-- Euro"), Some("500,-- Euro"));
        assert_eq!(found("500,– und 27 EUR"), Some("27 EUR"));
    }

    #[test]
    fn one_way_is_none() {
        for text in ["288.000,- € und 27.000,-- €", "27.000 € und 5,00 €", "27 Tage, 5,- und 3,-", "1,5 Mio. € und 2 %"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
