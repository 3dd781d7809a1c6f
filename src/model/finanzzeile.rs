//! The finance tables by their rows and cells, whichever of the two it is.

use std::collections::BTreeMap;

use super::{DeckungJePaar, Euro, Finanzen, Haushaltsart, Haushaltszeile, InvestiveZeile, KonsumtiveZeile};

/// A cell of a row that does not follow from other cells of the table, and the two that add years outside the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zelle {
    /// Ansatz of the budget year J.
    Ansatz,
    /// Ansatz of J as it was carried forward.
    Fortgeschrieben,
    /// Ansatz of the years J+1 to J+3.
    AnsatzFf,
    /// Ansatz of the years J+1 to J+3 as it was carried forward.
    FortgeschriebenFf,
    /// Ansatz of the years before J.
    Vorjahre,
    /// The years before J as they were carried forward.
    VorjahreFortgeschrieben,
    /// Ansatz of the years after J+3.
    SpaetereJahre,
    /// The years after J+3 as they were carried forward.
    SpaetereJahreFortgeschrieben,
    /// Folgekosten per year before the paper (F7).
    FolgekostenAlt,
    /// Folgekosten per year with the paper (F7).
    FolgekostenNeu,
}

impl Zelle {
    /// The cells of the two pairs of columns, which every row has.
    pub const PAARE: [Zelle; 4] = [Zelle::Ansatz, Zelle::Fortgeschrieben, Zelle::AnsatzFf, Zelle::FortgeschriebenFf];

    /// The other cell of its pair of columns; `None` outside the two pairs.
    pub fn partner(self) -> Option<Self> {
        match self {
            Zelle::Ansatz => Some(Zelle::Fortgeschrieben),
            Zelle::Fortgeschrieben => Some(Zelle::Ansatz),
            Zelle::AnsatzFf => Some(Zelle::FortgeschriebenFf),
            Zelle::FortgeschriebenFf => Some(Zelle::AnsatzFf),
            Zelle::Vorjahre
            | Zelle::VorjahreFortgeschrieben
            | Zelle::SpaetereJahre
            | Zelle::SpaetereJahreFortgeschrieben
            | Zelle::FolgekostenAlt
            | Zelle::FolgekostenNeu => None,
        }
    }

    /// The cell that stands for both columns where one amount was typed for years outside the plan; otherwise the cell.
    pub fn first(self) -> Self {
        match self {
            Zelle::VorjahreFortgeschrieben => Zelle::Vorjahre,
            Zelle::SpaetereJahreFortgeschrieben => Zelle::SpaetereJahre,
            Zelle::Ansatz
            | Zelle::Fortgeschrieben
            | Zelle::AnsatzFf
            | Zelle::FortgeschriebenFf
            | Zelle::Vorjahre
            | Zelle::SpaetereJahre
            | Zelle::FolgekostenAlt
            | Zelle::FolgekostenNeu => self,
        }
    }

    /// The name of its field.
    pub fn field(self) -> &'static str {
        match self {
            Zelle::Ansatz => "ansatz",
            Zelle::Fortgeschrieben => "fortgeschrieben",
            Zelle::AnsatzFf => "ansatz_ff",
            Zelle::FortgeschriebenFf => "fortgeschrieben_ff",
            Zelle::Vorjahre => "vorjahre",
            Zelle::VorjahreFortgeschrieben => "vorjahre_fortgeschrieben",
            Zelle::SpaetereJahre => "spaetere_jahre",
            Zelle::SpaetereJahreFortgeschrieben => "spaetere_jahre_fortgeschrieben",
            Zelle::FolgekostenAlt => "folgekosten_alt",
            Zelle::FolgekostenNeu => "folgekosten_neu",
        }
    }
}

/// A row of a finance table: its cells that hold an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finanzzeile {
    /// Which row.
    pub zeile: Haushaltszeile,
    zellen: BTreeMap<Zelle, Euro>,
}

impl Finanzzeile {
    /// A row with those of its cells that hold an amount.
    pub fn new(zeile: Haushaltszeile, zellen: impl IntoIterator<Item = (Zelle, Option<Euro>)>) -> Self {
        let filled = zellen.into_iter().filter_map(|(zelle, betrag)| Some((zelle, betrag?)));
        Self { zeile, zellen: filled.collect() }
    }

    /// The amount of a cell; `None` where nobody stated one.
    pub fn angabe(&self, zelle: Zelle) -> Option<Euro> {
        self.zellen.get(&zelle).copied()
    }

    /// The amount of a cell; nought where nobody stated one.
    pub fn betrag(&self, zelle: Zelle) -> Euro {
        self.angabe(zelle).unwrap_or_default()
    }

    /// The cells that hold an amount, in the order of the form.
    pub fn zellen(&self) -> impl Iterator<Item = (Zelle, Euro)> {
        self.zellen.iter().map(|(zelle, betrag)| (*zelle, *betrag))
    }

    /// The path of a cell in the paper's record: `finanzen/investiv/einzahlungen/ansatz`.
    pub fn pfad(&self, zelle: Zelle) -> String {
        format!("{}/{}", self.zeile.pfad(), zelle.field())
    }

    /// The years outside the plan: before J and after J+3, by the Ansätze and as they were carried forward.
    ///
    /// One amount for both, as older papers have it, counts for both.
    pub fn outside(&self) -> [Euro; 2] {
        let pair = |alt, neu| [self.betrag(alt), self.angabe(neu).unwrap_or_else(|| self.betrag(alt))];
        let before = pair(Zelle::Vorjahre, Zelle::VorjahreFortgeschrieben);
        let after = pair(Zelle::SpaetereJahre, Zelle::SpaetereJahreFortgeschrieben);
        [before[0].plus(after[0]), before[1].plus(after[1])]
    }
}

impl Haushaltszeile {
    /// The rows of a table, income first, in the order of the form.
    pub fn of(art: Haushaltsart) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |zeile| zeile.art() == art)
    }

    /// The name of its field and in ids: `einzahlungen`.
    pub fn slug(self) -> &'static str {
        match self {
            Haushaltszeile::Einzahlungen => "einzahlungen",
            Haushaltszeile::Auszahlungen => "auszahlungen",
            Haushaltszeile::Ertrag => "ertrag",
            Haushaltszeile::PersonalSachaufwand => "personal_sachaufwand",
            Haushaltszeile::Abschreibungen => "abschreibungen",
        }
    }

    /// The path of the row in the paper's record: `finanzen/investiv/einzahlungen`.
    pub fn pfad(self) -> String {
        format!("finanzen/{}/{}", self.art().text(), self.slug())
    }
}

impl Finanzen {
    /// The rows of both tables as they were typed, in the order of the form; of a table that is not there, none.
    pub fn zeilen(&self) -> Vec<Finanzzeile> {
        Haushaltszeile::ALL.iter().filter_map(|zeile| self.zeile(*zeile)).collect()
    }

    /// A row as it was typed; `None` where its table is not there.
    pub fn zeile(&self, zeile: Haushaltszeile) -> Option<Finanzzeile> {
        let investiv = || self.investiv.as_ref();
        let konsumtiv = || self.konsumtiv.as_ref();
        Some(match zeile {
            Haushaltszeile::Einzahlungen => investment_row(zeile, investiv()?.einzahlungen.as_ref()),
            Haushaltszeile::Auszahlungen => investment_row(zeile, investiv()?.auszahlungen.as_ref()),
            Haushaltszeile::Ertrag => operating_row(zeile, konsumtiv()?.ertrag.as_ref()),
            Haushaltszeile::PersonalSachaufwand => operating_row(zeile, konsumtiv()?.personal_sachaufwand.as_ref()),
            Haushaltszeile::Abschreibungen => operating_row(zeile, konsumtiv()?.abschreibungen.as_ref()),
        })
    }

    /// What the paper says of the coverage of a table.
    pub fn deckung(&self, art: Haushaltsart) -> Option<&DeckungJePaar> {
        match art {
            Haushaltsart::Investiv => self.investiv.as_ref()?.deckung.as_ref(),
            Haushaltsart::Konsumtiv => self.konsumtiv.as_ref()?.deckung.as_ref(),
        }
    }

    /// Whether the paper has a table of its own.
    pub fn has_table(&self, art: Haushaltsart) -> bool {
        match art {
            Haushaltsart::Investiv => self.investiv.is_some(),
            Haushaltsart::Konsumtiv => self.konsumtiv.is_some(),
        }
    }
}

fn investment_row(zeile: Haushaltszeile, typed: Option<&InvestiveZeile>) -> Finanzzeile {
    let cells = typed.into_iter().flat_map(|z| {
        [
            (Zelle::Ansatz, z.ansatz),
            (Zelle::Fortgeschrieben, z.fortgeschrieben),
            (Zelle::AnsatzFf, z.ansatz_ff),
            (Zelle::FortgeschriebenFf, z.fortgeschrieben_ff),
            (Zelle::Vorjahre, z.vorjahre),
            (Zelle::VorjahreFortgeschrieben, z.vorjahre_fortgeschrieben),
            (Zelle::SpaetereJahre, z.spaetere_jahre),
            (Zelle::SpaetereJahreFortgeschrieben, z.spaetere_jahre_fortgeschrieben),
        ]
    });
    Finanzzeile::new(zeile, cells)
}

fn operating_row(zeile: Haushaltszeile, typed: Option<&KonsumtiveZeile>) -> Finanzzeile {
    let cells = typed.into_iter().flat_map(|z| {
        [
            (Zelle::Ansatz, z.ansatz),
            (Zelle::Fortgeschrieben, z.fortgeschrieben),
            (Zelle::AnsatzFf, z.ansatz_ff),
            (Zelle::FortgeschriebenFf, z.fortgeschrieben_ff),
            (Zelle::FolgekostenAlt, z.folgekosten_alt),
            (Zelle::FolgekostenNeu, z.folgekosten_neu),
        ]
    });
    Finanzzeile::new(zeile, cells)
}
