//! Public amounts from which one can reckon what is nichtöffentlich.

use std::collections::BTreeSet;

use crate::figures::{Vorlagenlage, Wert};
use crate::finding::{Code, Finding};
use crate::model::{Abschnitt, Euro, Status};
use crate::source::{Span, fenced};
use crate::text::{betraege, paragraphs};

/// Of how many public amounts each pair is tried; papers name a few dozen.
const MOST: usize = 300;

/// The amounts of the texts and of the form.
#[derive(Default)]
struct Amounts {
    /// Those that everybody reads in a text, with their places.
    public: Vec<(Euro, Span)>,
    /// Those that everybody reads in the form.
    printed: BTreeSet<Euro>,
    /// Those of texts that are nichtöffentlich.
    hidden: BTreeSet<Euro>,
    /// Those of the form, where it is.
    form: BTreeSet<Euro>,
}

/// Amounts of public texts that stand in a part that is nichtöffentlich, or that differ from another by one of there.
pub(super) fn check(lage: &Vorlagenlage<'_>) -> Vec<Finding> {
    if !lage.ordner.fassung.has_hidden || lage.vorlage().status == Status::Nichtoeffentlich {
        return Vec::new();
    }
    let amounts = Amounts::of(lage);
    let said = |(betrag, span): &(Euro, Span)| {
        let message = if amounts.hidden.contains(betrag) || amounts.form.contains(betrag) {
            format!("Der Betrag {betrag} € steht auch in einem nichtöffentlichen Teil.")
        } else {
            let (other, rest) = amounts.rest(*betrag)?;
            format!(
                "Der Betrag {betrag} € und der Betrag {other} € verraten zusammen den nichtöffentlichen Betrag {rest} €."
            )
        };
        let mend = "Nennen Sie den Betrag nur im nichtöffentlichen Teil, oder ist er öffentlich, machen Sie auch den Teil öffentlich.";
        Some(Finding::at(Code::RB539, *span, message, mend))
    };
    amounts.public.iter().filter_map(said).collect()
}

impl Amounts {
    fn of(lage: &Vorlagenlage<'_>) -> Self {
        let (vorlage, mut all) = (lage.vorlage(), Self::default());
        for (abschnitt, text) in lage.ordner.texts() {
            let hidden: Vec<_> = fenced(&text.markdown).hidden().cloned().collect();
            for absatz in paragraphs(text) {
                for betrag in betraege(&absatz.text) {
                    let span = absatz.span(text, &betrag.range);
                    let is_hidden = hidden.iter().any(|range| range.contains(&span.start()));
                    if is_hidden || vorlage.withholds(abschnitt) {
                        all.hidden.insert(betrag.betrag);
                    } else {
                        all.public.push((betrag.betrag, span));
                    }
                }
            }
        }
        all.public.extend(betraege(&vorlage.betreff).into_iter().map(|own| (own.betrag, vorlage.span("betreff"))));
        let size = |wert| match wert {
            Wert::Betrag(betrag) if betrag.is_negative() => Some(Euro::ZERO.minus(betrag)),
            Wert::Betrag(betrag) if !betrag.is_zero() => Some(betrag),
            _ => None,
        };
        let form: BTreeSet<Euro> = lage.finanzen.figures().filter_map(|figure| size(figure.wert)).collect();
        match vorlage.withholds(Abschnitt::Finanzen) {
            true => all.form = form,
            false => all.printed = form,
        }
        all
    }

    /// A public amount that a hidden one lies between it and this one; with the hidden one.
    fn rest(&self, betrag: Euro) -> Option<(Euro, Euro)> {
        let texts = self.public.iter().map(|(other, _)| *other);
        let others = texts.chain(self.printed.iter().copied()).take(MOST).filter(|other| *other != betrag);
        let rest = |other: Euro| if other > betrag { other.minus(betrag) } else { betrag.minus(other) };
        others.map(|other| (other, rest(other))).find(|(_, rest)| self.hidden.contains(rest))
    }
}
