//! Deckung: whether a Verschlechterung is covered, and by which accounts.

use std::collections::BTreeSet;

use super::beitrag::Herkunft;
use super::zeile::{Formzeile, spaltenpaar};
use crate::model::{Deckung, DeckungJePaar, Euro, Haushaltsansatz, Jahr, Zelle};

/// The two cells of each pair of columns: J, and J+1 to J+3.
const PAARE: [[Zelle; 2]; 2] = [[Zelle::Ansatz, Zelle::Fortgeschrieben], [Zelle::AnsatzFf, Zelle::FortgeschriebenFf]];

/// What covers a table.
#[derive(Debug, Clone, Default)]
pub struct Deckungsstand {
    /// The statement for J and for J+1 ff., as typed, otherwise as it follows; `None` where no statement is needed.
    pub angabe: [Option<Deckung>; 2],
    /// The accounts that cover something: those typed, then those of the projects' budget.
    pub konten: Vec<Deckungskonto>,
    /// By how much the result is worse, pair by pair, because of what the council has decided already:
    /// Ermächtigungsübertragungen and Nachträge.
    pub beschlossen: [Euro; 2],
    /// What these decisions are called, each once.
    pub beschluesse: BTreeSet<&'static str>,
    /// What remains without coverage, pair by pair; nought where nothing follows from projects.
    pub luecke: [Euro; 2],
}

/// An account that covers a Verschlechterung [form].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deckungskonto {
    /// The PSP-Element.
    pub psp: String,
    /// The Kostenart, where it is known.
    pub kostenart: Option<String>,
    /// What it covers.
    pub betrag: Euro,
    /// The year, where it follows from the budget of a project.
    pub jahr: Option<i32>,
}

impl Deckungsstand {
    /// The statement for a table; without computed cells it is what was typed.
    pub(super) fn new(typed: Option<&DeckungJePaar>, zeilen: &[Formzeile<'_>], jahr: Jahr, computed: bool) -> Self {
        let stated = [typed.and_then(|d| d.ansatz), typed.and_then(|d| d.ff)];
        let typed_konten = typed.into_iter().flat_map(|d| d.nachweis.iter()).map(|n| Deckungskonto {
            psp: n.psp.clone(),
            kostenart: Some(n.kostenart.clone()),
            betrag: n.betrag,
            jahr: None,
        });
        let mut konten: Vec<Deckungskonto> = typed_konten.collect();
        if !computed {
            return Self { angabe: stated, konten, ..Self::default() };
        }
        let mut free: Euro = konten.iter().map(|konto| konto.betrag).sum();
        let [year, years] = [0, 1].map(|pair| Paar::of(zeilen, jahr, pair));
        // What a typed statement leans on is spent, too: an account covers its amount once.
        let luecke = [year.luecke(&mut free), years.luecke(&mut free)];
        let followed = [year.angabe(luecke[0]), years.angabe(luecke[1])];
        let angabe = [stated[0].or(followed[0]), stated[1].or(followed[1])];
        let beschlossen = [year.beschlossen, years.beschlossen];
        let beschluesse = year.beschluesse.union(&years.beschluesse).copied().collect();
        konten.extend(year.konten.into_iter().chain(years.konten));
        Self { angabe, konten, beschlossen, beschluesse, luecke }
    }
}

/// What happens to the result of a table in one pair of columns.
struct Paar {
    /// Whether any row holds an amount.
    gefuellt: bool,
    /// By how much the result is worse; never below nought.
    verschlechterung: Euro,
    beschlossen: Euro,
    beschluesse: BTreeSet<&'static str>,
    konten: Vec<Deckungskonto>,
}

impl Paar {
    fn of(zeilen: &[Formzeile<'_>], jahr: Jahr, pair: usize) -> Self {
        let [plan, current] = PAARE[usize::from(pair > 0)];
        let mut worse = Euro::ZERO;
        let (mut beschlossen, mut beschluesse, mut konten) = (Euro::ZERO, BTreeSet::new(), Vec::new());
        for zeile in zeilen {
            worse = worse.plus(belastung(zeile, zeile.wirksam.betrag(current).minus(zeile.wirksam.betrag(plan))));
            for ansatz in budget(zeile, jahr, plan) {
                for (name, decided) in entscheidungen(ansatz) {
                    beschlossen = beschlossen.plus(belastung(zeile, decided));
                    beschluesse.insert(name);
                }
                konten.extend(konto(zeile, ansatz));
            }
        }
        let filled =
            |zeile: &Formzeile<'_>| [plan, current].iter().any(|zelle| !zeile.wirksam.betrag(*zelle).is_zero());
        Self {
            gefuellt: zeilen.iter().any(filled),
            verschlechterung: worse.max(Euro::ZERO),
            beschlossen: beschlossen.max(Euro::ZERO),
            beschluesse,
            konten,
        }
    }

    /// What is not covered; takes what it needs of the accounts that were typed for the table.
    fn luecke(&self, free: &mut Euro) -> Euro {
        let named: Euro = self.konten.iter().map(|konto| konto.betrag).sum();
        let gap = self.verschlechterung.minus(self.beschlossen).minus(named).max(Euro::ZERO);
        let used = gap.min(*free);
        *free = free.minus(used);
        gap.minus(used)
    }

    /// `gegeben` where everything is covered; `None` where no row holds an amount.
    fn angabe(&self, luecke: Euro) -> Option<Deckung> {
        let covered = if luecke.is_zero() { Deckung::Gegeben } else { Deckung::NichtAusreichend };
        self.gefuellt.then_some(covered)
    }
}

/// What the council decided already, by its name.
fn entscheidungen(ansatz: &Haushaltsansatz) -> impl Iterator<Item = (&'static str, Euro)> {
    let named =
        [("Ermächtigungsübertragung", ansatz.ermaechtigungsuebertragung), ("Nachtrag", ansatz.nachtrag)].into_iter();
    named.filter_map(|(name, betrag)| Some((name, betrag.filter(|betrag| !betrag.is_zero())?)))
}

/// What a change of a row does to the result: more income relieves it.
fn belastung(zeile: &Formzeile<'_>, change: Euro) -> Euro {
    if zeile.zeile().ist_einnahme() { Euro::ZERO.minus(change) } else { change }
}

/// The rows of the budget that count in a pair of columns.
fn budget<'b, 'a>(zeile: &'b Formzeile<'a>, jahr: Jahr, plan: Zelle) -> impl Iterator<Item = &'a Haushaltsansatz> + 'b {
    let art = zeile.zeile().art();
    zeile.beitraege.iter().filter_map(move |beitrag| match beitrag.herkunft {
        Herkunft::Haushalt(ansatz) => (spaltenpaar(art, beitrag.jahr, jahr)?[0] == plan).then_some(&**ansatz),
        Herkunft::Anlage(_) | Herkunft::Tranche(_) => None,
    })
}

/// The account that covers what was provided beyond the plan; `None` where nobody named one.
fn konto(zeile: &Formzeile<'_>, ansatz: &Haushaltsansatz) -> Option<Deckungskonto> {
    let psp = ansatz.deckung_psp.clone()?;
    let moved = [ansatz.ueber_ausserplanmaessig, ansatz.umschichtung].into_iter().flatten().sum();
    let betrag = belastung(zeile, moved);
    let konto =
        Deckungskonto { psp, kostenart: ansatz.deckung_kostenart.clone(), betrag, jahr: Some(ansatz.jahr.zahl()) };
    (betrag > Euro::ZERO).then_some(konto)
}
