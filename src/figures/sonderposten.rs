//! What a grant paid for each of its assets (F9), with the records that the split depends on.

use std::sync::Arc;

use chrono::NaiveDate;

use super::Beleg;
use super::verteilung::{anteil, split_by};
use crate::model::{Anlagegut, Bewilligung, Euro, Haushaltsart, Kennung, Keyed, Located, Sicht, Table};

/// Up to how many assets of a grant each term names all of them; of more, only the first does, so that what is named
/// grows with the table and not with its square.
const MOST_ASSETS: usize = 30;

/// The part of a grant that paid for an asset.
#[derive(Debug, Clone)]
pub struct Sonderposten<'a> {
    /// The grant.
    pub bewilligung: &'a Kennung,
    /// The part, which is released over the use of the asset.
    pub betrag: Euro,
    /// How the part follows: `330.000,00 € × 700.000,00 ÷ 1.145.000,00 = 201.746,72 €`.
    pub(super) herleitung: String,
    /// The records that it depends on beside the asset itself.
    pub(super) belege: Arc<[Beleg]>,
}

/// Splits a grant among the assets that name it: first what was typed, the rest in proportion to the
/// Anschaffungskosten, so that all parts together are the part of the grant that is for investments [ours].
pub(super) fn sonderposten<'a>(
    sicht: &Sicht<'a>,
    bewilligung: &'a Located<Bewilligung>,
    gueter: &[&Located<Anlagegut>],
    tag: NaiveDate,
) -> Vec<Sonderposten<'a>> {
    let plain: Vec<&Anlagegut> = gueter.iter().map(|gut| &***gut).collect();
    let konsumtiv = || sicht.tranchen(&bewilligung.kennung).iter().filter(|t| t.art == Haushaltsart::Konsumtiv);
    let topf = Pool {
        bewilligt: sicht.bescheid(bewilligung, tag).betrag,
        konsumtiv: konsumtiv().map(|t| t.betrag).sum(),
        eingetragen: entered(&plain),
    };
    let notices = sicht.aenderungen(&bewilligung.kennung).iter().filter(|a| a.datum <= tag && a.betrag.is_some());
    let notices = notices.map(|a| Beleg::row(Table::Aenderungsbescheide, a.name()));
    let grant = [Beleg::row(Table::Bewilligungen, &bewilligung.kennung)].into_iter().chain(notices);
    let grant: Vec<Beleg> = grant.chain(konsumtiv().map(|t| Beleg::row(Table::Tranchen, t.name()))).collect();
    let assets = gueter.iter().map(|gut| Beleg::row(Table::Anlagen, &gut.kennung));
    let all: Arc<[Beleg]> = grant.iter().cloned().chain(assets).collect();
    let (grant, typed): (Arc<[Beleg]>, Arc<[Beleg]>) = (grant.clone().into(), grant.into_iter().take(1).collect());
    let parts = parts_of_each(&plain, sicht.for_investment(bewilligung, tag));
    let texts = topf.herleitungen(&plain, &parts);
    let one = |(i, (betrag, herleitung)): (usize, (Euro, String))| {
        let own = plain.get(i).is_some_and(|gut| gut.zuwendung.is_some());
        let named = if own {
            &typed
        } else if i == 0 || gueter.len() <= MOST_ASSETS {
            &all
        } else {
            &grant
        };
        Sonderposten { bewilligung: &bewilligung.kennung, betrag, herleitung, belege: Arc::clone(named) }
    };
    parts.into_iter().zip(texts).enumerate().map(one).collect()
}

/// What is split.
struct Pool {
    bewilligt: Euro,
    /// What of it is a tranche for the konsumtive table.
    konsumtiv: Euro,
    /// What was typed at assets.
    eingetragen: Euro,
}

impl Pool {
    /// How each part follows, to be reckoned by hand to the cent.
    fn herleitungen(&self, gueter: &[&Anlagegut], parts: &[Euro]) -> Vec<String> {
        let rest = self.bewilligt.minus(self.konsumtiv).max(Euro::ZERO).minus(self.eingetragen).max(Euro::ZERO);
        let weights = weights(gueter);
        let whole: Euro = weights.iter().copied().sum();
        let (mut so_far, mut given) = (Euro::ZERO, Euro::ZERO);
        let mut texts = Vec::with_capacity(parts.len());
        for ((gut, weight), part) in gueter.iter().zip(weights).zip(parts) {
            if gut.zuwendung.is_some() {
                texts.push(format!("{part} €, bei der Anlage eingetragen"));
                continue;
            }
            so_far = so_far.plus(weight);
            let direct = anteil(rest, weight.as_cents(), whole.as_cents());
            texts.push(match () {
                () if weight == whole && self.is_whole() => format!("{part} €"),
                () if weight == whole => format!("{} = {part} €", self.text()),
                () if direct == *part => format!("{} × {weight} ÷ {whole} = {part} €", self.text()),
                // The parts are rounded as a running sum; where that moves a cent, the sum is what can be reckoned.
                () => format!("{} × {so_far} ÷ {whole} − {given} € für die Anlagen davor = {part} €", self.text()),
            });
            given = given.plus(*part);
        }
        texts
    }

    fn is_whole(&self) -> bool {
        self.konsumtiv.is_zero() && self.eingetragen.is_zero()
    }

    fn text(&self) -> String {
        let less = [(self.konsumtiv, "konsumtiv"), (self.eingetragen, "bei Anlagen eingetragen")];
        let less = less.iter().filter(|(betrag, _)| !betrag.is_zero());
        let less: String = less.map(|(betrag, what)| format!(" − {betrag} € {what}")).collect();
        if less.is_empty() { format!("{} €", self.bewilligt) } else { format!("({} €{less})", self.bewilligt) }
    }
}

fn entered(gueter: &[&Anlagegut]) -> Euro {
    gueter.iter().filter_map(|gut| gut.zuwendung).sum()
}

/// By what the rest is split: the price of each asset for which nothing was typed.
fn weights(gueter: &[&Anlagegut]) -> Vec<Euro> {
    let weight = |gut: &&Anlagegut| gut.zuwendung.map_or(gut.anschaffungskosten.max(Euro::ZERO), |_| Euro::ZERO);
    gueter.iter().map(weight).collect()
}

/// The parts of an amount, asset by asset.
fn parts_of_each(gueter: &[&Anlagegut], betrag: Euro) -> Vec<Euro> {
    let rest = split_by(betrag.minus(entered(gueter)).max(Euro::ZERO), &weights(gueter));
    gueter.iter().zip(rest).map(|(gut, part)| gut.zuwendung.unwrap_or(part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use proptest::prelude::*;

    fn gut(cents: i128, zuwendung: Option<i128>) -> Anlagegut {
        Anlagegut {
            anschaffungskosten: Euro::cents(cents),
            zuwendung: zuwendung.map(Euro::cents),
            ..testing::anlagegut()
        }
    }

    fn split(gueter: &[Anlagegut], cents: i128) -> Vec<String> {
        let gueter: Vec<&Anlagegut> = gueter.iter().collect();
        parts_of_each(&gueter, Euro::cents(cents)).iter().map(Euro::to_string).collect()
    }

    #[test]
    fn a_grant_is_split_by_price_unless_a_part_was_typed() {
        assert_eq!(split(&[gut(1_00, None), gut(2_00, None)], 1_00), ["0,33", "0,67"]);
        assert_eq!(split(&[gut(1_00, Some(50)), gut(2_00, None), gut(2_00, None)], 1_00), ["0,50", "0,25", "0,25"]);
        assert_eq!(split(&[gut(1_00, Some(80)), gut(1_00, None)], 50), ["0,80", "0,00"], "what was typed counts");
    }

    #[test]
    fn a_split_is_told_so_that_it_can_be_reckoned() {
        let told = |gueter: &[Anlagegut], bewilligt, konsumtiv| {
            let gueter: Vec<&Anlagegut> = gueter.iter().collect();
            let (bewilligt, konsumtiv) = (Euro::cents(bewilligt), Euro::cents(konsumtiv));
            let parts = parts_of_each(&gueter, bewilligt.minus(konsumtiv));
            Pool { bewilligt, konsumtiv, eingetragen: entered(&gueter) }.herleitungen(&gueter, &parts)
        };
        let two = [gut(70_000_000, None), gut(44_500_000, None)];
        assert_eq!(
            told(&two, 33_000_000, 0),
            [
                "330.000,00 € × 700.000,00 ÷ 1.145.000,00 = 201.746,72 €",
                "330.000,00 € × 445.000,00 ÷ 1.145.000,00 = 128.253,28 €"
            ]
        );
        // A third of 2,00 is 0,67 for each; the last has what is left.
        let three = [gut(1_00, None), gut(1_00, None), gut(1_00, None)];
        assert_eq!(told(&three, 2_00, 0)[1], "2,00 € × 2,00 ÷ 3,00 − 0,67 € für die Anlagen davor = 0,66 €");
        assert_eq!(told(&three[..1], 2_00, 0), ["2,00 €"]);
        assert_eq!(told(&three[..1], 2_00, 50), ["(2,00 € − 0,50 € konsumtiv) = 1,50 €"]);
        let typed = told(&[gut(1_00, Some(50)), gut(1_00, None), gut(3_00, None)], 2_50, 0);
        assert_eq!(typed[0], "0,50 €, bei der Anlage eingetragen");
        assert_eq!(typed[1], "(2,50 € − 0,50 € bei Anlagen eingetragen) × 1,00 ÷ 4,00 = 0,50 €");
    }

    proptest! {
        #![proptest_config(testing::seeded())]

        #[test]
        fn all_parts_are_the_grant(
            grant in 0..=Euro::MAX_INPUT.as_cents(),
            prices in proptest::collection::vec(1..=Euro::MAX_INPUT.as_cents(), 1..12),
        ) {
            let gueter: Vec<Anlagegut> = prices.into_iter().map(|cents| gut(cents, None)).collect();
            let gueter: Vec<&Anlagegut> = gueter.iter().collect();
            prop_assert_eq!(parts_of_each(&gueter, Euro::cents(grant)).into_iter().sum::<Euro>(), Euro::cents(grant));
        }
    }
}
