//! The amount of a grant that is due for what was spent, and the share that the municipality bears itself.

use crate::figures::verteilung::anteil;
use crate::model::{Bescheidstand, Bewilligung, Euro, Finanzierungsart, Prozent};

/// How a grant is reckoned: what the notice and its financing plan say, and what came of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finanzierung {
    /// The kind of financing.
    pub art: Finanzierungsart,
    /// The most that is paid: the cap of the notice, or the fixed amount.
    pub hoechstbetrag: Euro,
    /// The eligible expenditure of the notice; what is spent beyond it is the municipality's own.
    pub zuwendungsfaehig: Option<Euro>,
    /// The share of the eligible expenditure, for Anteilfinanzierung.
    pub quote: Option<Prozent>,
    /// The municipality's own money after the financing plan, for Fehlbedarfsfinanzierung.
    pub eigenmittel: Option<Euro>,
    /// Money of third parties after the financing plan.
    pub drittmittel: Option<Euro>,
    /// What the project was to earn after the financing plan.
    pub einnahmen: Euro,
    /// What third parties gave and the project earned; `None` where nothing is recorded of either.
    pub eingegangen: Option<Euro>,
}

impl Finanzierung {
    /// What a notice says after those that changed it, with what came in beside the grant.
    ///
    /// The Höchstbetrag caps what is paid, and no more is paid than is granted; where the notice pays by units, no more
    /// than the rate times the `einheiten` that were proved.
    pub fn new(
        bewilligung: &Bewilligung,
        bescheid: &Bescheidstand,
        eingegangen: Option<Euro>,
        einheiten: Option<i32>,
    ) -> Self {
        let by_units = bewilligung
            .satz
            .zip(einheiten)
            .map(|(satz, einheiten)| Euro::cents(satz.as_cents().saturating_mul(i128::from(einheiten.max(0)))));
        let caps = [bescheid.hoechstbetrag, by_units].into_iter().flatten();
        Self {
            art: bewilligung.finanzierungsart,
            hoechstbetrag: caps.fold(bescheid.betrag, Euro::min),
            zuwendungsfaehig: bescheid.zuwendungsfaehig,
            quote: bescheid.foerderquote,
            eigenmittel: bewilligung.eigenmittel,
            drittmittel: bewilligung.drittmittel,
            einnahmen: bewilligung.einnahmen.unwrap_or_default(),
            eingegangen,
        }
    }

    /// Expenditure up to what is eligible.
    pub(super) fn eligible(&self, ausgaben: Euro) -> Euro {
        self.zuwendungsfaehig.map_or(ausgaben, |most| most.min(ausgaben))
    }

    /// What others pay beside the grant: what came in, and what was planned where nothing is recorded yet [ours].
    pub(super) fn mittel(&self) -> Euro {
        self.eingegangen.unwrap_or_else(|| self.geplant())
    }

    /// What others pay beyond the financing plan.
    pub(super) fn mehr_als_geplant(&self) -> Euro {
        self.mittel().minus(self.geplant()).max(Euro::ZERO)
    }

    fn geplant(&self) -> Euro {
        self.drittmittel.unwrap_or_default().plus(self.einnahmen)
    }

    /// The municipality's own money; `None` where the plan says nothing of it, nor of third parties.
    fn eigene(&self) -> Option<Euro> {
        let stated = self.eigenmittel.is_some() || self.drittmittel.is_some();
        stated.then(|| self.eigenmittel.unwrap_or_default().max(Euro::ZERO))
    }
}

/// The amount due for expenditure A [law: No. 2 ANBest, VV zu § 44 LHO], with zwfA = A up to what is eligible, D = money
/// of third parties and income that came in, ΔD = D beyond the plan:
///
/// Anteil `min(Z_max, q · (zwfA − ΔD))`, Fehlbedarf `min(Z_max, zwfA − Eigenmittel − D)`, Festbetrag `min(Z_fest, zwfA,
/// A − D)`, Voll `min(Z_max, zwfA − D)`; never below zero and never above the expenditure. A share is rounded half up to
/// the cent [ours]. `None` where the share of an Anteilfinanzierung is not known, or of a Fehlbedarfsfinanzierung neither
/// Eigenmittel nor Drittmittel: then nobody can say what is missing.
pub fn zuwendung(finanzierung: &Finanzierung, ausgaben: Euro) -> Option<Euro> {
    let ausgaben = ausgaben.max(Euro::ZERO);
    let eligible = finanzierung.eligible(ausgaben);
    let due = match finanzierung.art {
        Finanzierungsart::Anteil => {
            let shared = eligible.minus(finanzierung.mehr_als_geplant()).max(Euro::ZERO);
            percentage_of(shared, finanzierung.quote?)
        }
        Finanzierungsart::Fehlbedarf => eligible.minus(finanzierung.eigene()?).minus(finanzierung.mittel()),
        // Only what really came in makes it more than the expenditure; before that nothing is paid twice.
        Finanzierungsart::Festbetrag => eligible.min(ausgaben.minus(finanzierung.eingegangen.unwrap_or_default())),
        Finanzierungsart::Voll => eligible.minus(finanzierung.mittel()),
    };
    Some(due.min(finanzierung.hoechstbetrag).min(eligible).max(Euro::ZERO))
}

/// F11: what the municipality bears itself, what is not eligible included; negative where others pay more than it costs.
pub fn eigenanteil(gesamtkosten: Euro, zuwendungen: Euro, drittmittel: Euro) -> Euro {
    gesamtkosten.minus(zuwendungen).minus(drittmittel)
}

/// A share of an amount, rounded half up to the cent.
fn percentage_of(betrag: Euro, quote: Prozent) -> Euro {
    anteil(betrag, quote.as_hundredths().into(), Prozent::FULL.as_hundredths().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOTHING: Finanzierung = Finanzierung {
        art: Finanzierungsart::Anteil,
        hoechstbetrag: Euro::MAX_INPUT,
        zuwendungsfaehig: None,
        quote: None,
        eigenmittel: None,
        drittmittel: None,
        einnahmen: Euro::ZERO,
        eingegangen: None,
    };

    fn euro(text: &str) -> Euro {
        Euro::parse(text).unwrap()
    }

    /// A case that the city of Leipzig published: 65 % of 9.777.692,31 €.
    #[test]
    fn a_published_case_comes_out_to_the_cent() {
        let gesamt = euro("9777692.31");
        let plan = Finanzierung { quote: Some(Prozent::hundredths(6_500)), ..NOTHING };
        let due = zuwendung(&plan, gesamt).unwrap();
        assert_eq!(due.to_string(), "6.355.500,00");
        assert_eq!(eigenanteil(gesamt, due, Euro::ZERO).to_string(), "3.422.192,31");
    }

    #[test]
    fn each_kind_of_financing_has_its_formula() {
        use Finanzierungsart as A;
        let hundred = euro("100000");
        let plan = |art, hoechst: &str| Finanzierung {
            art,
            hoechstbetrag: euro(hoechst),
            quote: Some(Prozent::hundredths(8_000)),
            eigenmittel: Some(euro("15000")),
            drittmittel: Some(euro("10000.50")),
            einnahmen: euro("7000"),
            ..NOTHING
        };
        let cases = [
            (A::Anteil, "90000", "80.000,00"),
            (A::Anteil, "60000", "60.000,00"),
            (A::Fehlbedarf, "90000", "67.999,50"),
            (A::Fehlbedarf, "60000", "60.000,00"),
            (A::Festbetrag, "90000", "90.000,00"),
            (A::Festbetrag, "150000", "100.000,00"),
            (A::Voll, "100000", "82.999,50"),
            (A::Voll, "60000", "60.000,00"),
        ];
        for (art, hoechst, expected) in cases {
            let due = zuwendung(&plan(art, hoechst), hundred).map(|due| due.to_string());
            assert_eq!(due.as_deref(), Some(expected), "{art:?} up to {hoechst}");
        }
        assert_eq!(zuwendung(&plan(A::Fehlbedarf, "90000"), euro("20000")), Some(Euro::ZERO));
        assert_eq!(zuwendung(&NOTHING, hundred), None, "a share that nobody stated");
        let open = Finanzierung { art: A::Fehlbedarf, ..NOTHING };
        assert_eq!(zuwendung(&open, hundred), None, "own money that nobody stated");
        let none_at_all = Finanzierung { eigenmittel: Some(Euro::ZERO), ..open };
        assert_eq!(zuwendung(&none_at_all, hundred), Some(hundred));
    }

    #[test]
    fn half_a_cent_goes_up() {
        let share = |cents, hundredths| percentage_of(Euro::cents(cents), Prozent::hundredths(hundredths)).as_cents();
        assert_eq!(share(1, 5_000), 1);
        assert_eq!(share(1, 4_999), 0);
        assert_eq!(share(185_320_077, 5_000), 92_660_039);
    }

    fn plan() -> impl Strategy<Value = Finanzierung> {
        let amount = || (0..=Euro::MAX_INPUT.as_cents()).prop_map(Euro::cents);
        let art = proptest::sample::select(Finanzierungsart::ALL);
        let quote = (0u32..=10_000).prop_map(|hundredths| Some(Prozent::hundredths(hundredths)));
        let came_in = proptest::option::of(amount());
        (art, amount(), quote, amount(), amount(), amount(), came_in).prop_map(
            |(art, hoechstbetrag, quote, eigenmittel, drittmittel, einnahmen, eingegangen)| Finanzierung {
                art,
                hoechstbetrag,
                quote,
                eigenmittel: Some(eigenmittel),
                drittmittel: Some(drittmittel),
                einnahmen,
                eingegangen,
                ..NOTHING
            },
        )
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn the_amount_due_stays_between_nothing_and_its_caps(
            plan in plan(),
            cents in 0..=Euro::MAX_INPUT.as_cents() * 20_000,
        ) {
            let ausgaben = Euro::cents(cents);
            let due = zuwendung(&plan, ausgaben).unwrap();
            prop_assert!(!due.is_negative() && due <= plan.hoechstbetrag && due <= ausgaben);
        }

        #[test]
        fn who_spends_more_is_owed_no_less(plan in plan(), a in 0..=Euro::MAX_INPUT.as_cents(), more in 0..=Euro::MAX_INPUT.as_cents()) {
            let due = |cents| zuwendung(&plan, Euro::cents(cents)).unwrap();
            prop_assert!(due(a) <= due(a + more));
        }

        #[test]
        fn who_gets_more_from_others_is_owed_no_more(plan in plan(), a in 0..=Euro::MAX_INPUT.as_cents(), more in 0..=Euro::MAX_INPUT.as_cents()) {
            let due = |cents| zuwendung(&Finanzierung { eingegangen: Some(Euro::cents(cents)), ..plan }, Euro::MAX_INPUT).unwrap();
            prop_assert!(due(a + more) <= due(a));
        }

        #[test]
        fn the_parts_make_up_the_whole(plan in plan(), cents in 0..=Euro::MAX_INPUT.as_cents()) {
            let gesamt = Euro::cents(cents);
            let due = zuwendung(&plan, gesamt).unwrap();
            let others = plan.drittmittel.unwrap_or_default();
            prop_assert_eq!(due.plus(eigenanteil(gesamt, due, others)).plus(others), gesamt);
        }

        #[test]
        fn a_share_is_within_half_a_cent(cents in 0..=Euro::MAX_INPUT.as_cents(), hundredths in 0u32..=10_000) {
            let share = percentage_of(Euro::cents(cents), Prozent::hundredths(hundredths)).as_cents();
            let error = 2 * (share * 10_000 - cents * i128::from(hundredths));
            prop_assert!(-10_000 < error && error <= 10_000);
        }
    }
}
