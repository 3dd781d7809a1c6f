//! The finance tables by their rows and by what they say of coverage, whichever of the two it is.

use super::{DeckungJePaar, Euro, Finanzen, InvestiveZeile, KonsumtiveZeile};

/// A row of a finance table as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finanzzeile {
    /// The path of the row in the paper's record: `finanzen/investiv/einzahlungen`.
    pub pfad: &'static str,
    /// The row's title in the form.
    pub titel: &'static str,
    /// Ansatz of the budget year.
    pub ansatz: Euro,
    /// Ansatz of the budget year as it was carried forward.
    pub fortgeschrieben: Euro,
    /// Ansatz of the years after.
    pub ansatz_ff: Euro,
    /// Ansatz of the years after as it was carried forward.
    pub fortgeschrieben_ff: Euro,
    /// The cells beside the two pairs that a row can have, with their fields.
    pub weitere: [(&'static str, Option<Euro>); 2],
}

impl Finanzzeile {
    /// The typed cells with their paths, in the order of the form.
    pub fn zellen(&self) -> impl Iterator<Item = (String, Euro)> + use<> {
        let pairs = [
            ("ansatz", Some(self.ansatz)),
            ("fortgeschrieben", Some(self.fortgeschrieben)),
            ("ansatz_ff", Some(self.ansatz_ff)),
            ("fortgeschrieben_ff", Some(self.fortgeschrieben_ff)),
        ];
        let pfad = self.pfad;
        let cells = pairs.into_iter().chain(self.weitere);
        cells.filter_map(move |(feld, betrag)| Some((format!("{pfad}/{feld}"), betrag?)))
    }
}

impl Finanzen {
    /// The rows of both tables, in the order of the form.
    pub fn zeilen(&self) -> Vec<Finanzzeile> {
        let investiv = self.investiv.iter().flat_map(|t| {
            [
                investiv("finanzen/investiv/einzahlungen", "Einzahlungen", &t.einzahlungen),
                investiv("finanzen/investiv/auszahlungen", "Auszahlungen", &t.auszahlungen),
            ]
        });
        let konsumtiv = self.konsumtiv.iter().flat_map(|t| {
            [
                konsumtiv("finanzen/konsumtiv/ertrag", "Ertrag", &t.ertrag),
                konsumtiv("finanzen/konsumtiv/personal_sachaufwand", "Personal-/Sachaufwand", &t.personal_sachaufwand),
                konsumtiv("finanzen/konsumtiv/abschreibungen", "Abschreibungen", &t.abschreibungen),
            ]
        });
        investiv.chain(konsumtiv).collect()
    }

    /// The tables of the paper, each by the name of its field, with what it says of coverage.
    pub fn deckungen(&self) -> impl Iterator<Item = (&'static str, Option<&DeckungJePaar>)> {
        let investiv = self.investiv.iter().map(|t| ("investiv", t.deckung.as_ref()));
        investiv.chain(self.konsumtiv.iter().map(|t| ("konsumtiv", t.deckung.as_ref())))
    }

    /// Whether any cell of either table holds an amount.
    pub fn hat_betraege(&self) -> bool {
        self.zeilen().iter().flat_map(Finanzzeile::zellen).any(|(_, betrag)| !betrag.is_zero())
    }
}

fn investiv(pfad: &'static str, titel: &'static str, zeile: &InvestiveZeile) -> Finanzzeile {
    let InvestiveZeile {
        ansatz,
        fortgeschrieben,
        ansatz_ff,
        fortgeschrieben_ff,
        vorjahre,
        spaetere_jahre,
        angegeben: _,
    } = *zeile;
    let weitere = [("vorjahre", vorjahre), ("spaetere_jahre", spaetere_jahre)];
    Finanzzeile { pfad, titel, ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff, weitere }
}

fn konsumtiv(pfad: &'static str, titel: &'static str, zeile: &KonsumtiveZeile) -> Finanzzeile {
    let KonsumtiveZeile { ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff, folgekosten_alt, folgekosten_neu } =
        *zeile;
    let weitere = [("folgekosten_alt", folgekosten_alt), ("folgekosten_neu", folgekosten_neu)];
    Finanzzeile { pfad, titel, ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff, weitere }
}
