//! Deckung: whether a Verschlechterung is covered, and by which accounts.

use std::collections::BTreeSet;

use super::beitrag::{Herkunft, spaltenpaar};
use super::zeile::Formzeile;
use crate::figures::{Beleg, Glied, TermSign};
use crate::model::{Deckung, DeckungJePaar, Euro, Haushaltsansatz, Haushaltsart, Jahr, Keyed, Table, Zelle};

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
    /// What takes away from a Verschlechterung, pair by pair.
    pub posten: [Deckungsposten; 2],
    /// The decisions with their records.
    pub(in crate::figures) beschlossene: Vec<Glied>,
}

/// What takes away from the Verschlechterung of one pair of columns.
#[derive(Debug, Clone, Default)]
pub struct Deckungsposten {
    /// By how much the result is worse; never below nought.
    pub verschlechterung: Euro,
    /// What the council has decided already.
    pub beschlossen: Euro,
    /// What accounts cover that the budget names for these years.
    pub haushalt: Euro,
    /// What is taken of the accounts that the paper names, which cover where they are needed first.
    pub vorlage: Euro,
    /// The records behind the decisions, the accounts of the budget, and the accounts that the paper names.
    pub belege: [Vec<Beleg>; 3],
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
    /// The record or the field that names it.
    pub beleg: Beleg,
}

/// An account with all that it covers, and the amounts with their records.
pub type Kontosumme<'k> = (&'k Deckungskonto, Euro, Vec<(Euro, Beleg)>);

impl Deckungsstand {
    /// The statement for a table; without computed cells it is what was typed.
    pub(super) fn new(
        typed: Option<&DeckungJePaar>,
        art: Haushaltsart,
        zeilen: &[Formzeile<'_>],
        jahr: Jahr,
        computed: bool,
    ) -> Self {
        let stated = [typed.and_then(|d| d.ansatz), typed.and_then(|d| d.ff)];
        let mut konten: Vec<Deckungskonto> = typed.into_iter().flat_map(|typed| entered(typed, art)).collect();
        if !computed {
            return Self { angabe: stated, konten, ..Self::default() };
        }
        let mut free: Euro = konten.iter().map(|konto| konto.betrag).sum();
        let [year, years] = [0, 1].map(|pair| ColumnPair::of(zeilen, jahr, pair));
        // What a typed statement leans on is spent, too: an account covers its amount once.
        let named: Vec<Beleg> = konten.iter().map(|konto| konto.beleg.clone()).collect();
        let posten = [year.posten(&mut free, &named), years.posten(&mut free, &named)];
        let luecke = posten.each_ref().map(Deckungsposten::luecke);
        let followed = [year.angabe(luecke[0]), years.angabe(luecke[1])];
        let angabe = [stated[0].or(followed[0]), stated[1].or(followed[1])];
        let beschlossen = [year.beschlossen, years.beschlossen];
        let beschluesse = year.beschluesse.union(&years.beschluesse).copied().collect();
        konten.extend(year.konten.into_iter().chain(years.konten));
        let beschlossene = year.beschlossene.into_iter().chain(years.beschlossene).collect();
        Self { angabe, konten, beschlossen, beschluesse, luecke, posten, beschlossene }
    }

    /// Each account once, in the order of first mention; what the paper names apart from what the budget names.
    pub fn summen(&self) -> Vec<Kontosumme<'_>> {
        let mut summed: Vec<Kontosumme<'_>> = Vec::new();
        for konto in &self.konten {
            let same = |(known, ..): &&mut Kontosumme<'_>| {
                known.psp == konto.psp
                    && known.kostenart == konto.kostenart
                    && known.jahr.is_some() == konto.jahr.is_some()
            };
            match summed.iter_mut().find(same) {
                Some((_, sum, belege)) => {
                    *sum = sum.plus(konto.betrag);
                    belege.push((konto.betrag, konto.beleg.clone()));
                }
                None => summed.push((konto, konto.betrag, vec![(konto.betrag, konto.beleg.clone())])),
            }
        }
        summed
    }
}

impl Deckungsposten {
    /// What remains without coverage; never below nought.
    fn luecke(&self) -> Euro {
        let Self { verschlechterung, beschlossen, haushalt, vorlage, .. } = self;
        verschlechterung.minus(*beschlossen).minus(*haushalt).minus(*vorlage).max(Euro::ZERO)
    }
}

/// The accounts that the paper names for a table.
fn entered(typed: &DeckungJePaar, art: Haushaltsart) -> impl Iterator<Item = Deckungskonto> {
    typed.nachweis.indexed().map(move |(i, n)| Deckungskonto {
        psp: n.psp.clone(),
        kostenart: Some(n.kostenart.clone()),
        betrag: n.betrag,
        jahr: None,
        beleg: Beleg::new("vorlage", format!("finanzen/{}/deckung/nachweis/{i}/betrag", art.text())),
    })
}

/// What happens to the result of a table in one pair of columns.
struct ColumnPair {
    /// Whether any row holds an amount.
    gefuellt: bool,
    /// By how much the result is worse; never below nought.
    verschlechterung: Euro,
    beschlossen: Euro,
    beschluesse: BTreeSet<&'static str>,
    beschlossene: Vec<Glied>,
    konten: Vec<Deckungskonto>,
}

impl ColumnPair {
    fn of(zeilen: &[Formzeile<'_>], jahr: Jahr, pair: usize) -> Self {
        let [plan, current] = PAARE[usize::from(pair > 0)];
        let mut worse = Euro::ZERO;
        let (mut beschlossen, mut beschluesse, mut konten) = (Euro::ZERO, BTreeSet::new(), Vec::new());
        let mut beschlossene = Vec::new();
        for zeile in zeilen {
            worse = worse.plus(belastung(zeile, zeile.wirksam.betrag(current).minus(zeile.wirksam.betrag(plan))));
            for ansatz in budget(zeile, jahr, plan) {
                for (name, decided) in entscheidungen(ansatz) {
                    let burden = belastung(zeile, decided);
                    beschlossen = beschlossen.plus(burden);
                    beschluesse.insert(name);
                    beschlossene.push(decision(ansatz, name, burden));
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
            // What relieves the result more than it burdens it needs no coverage, and brings none.
            beschluesse: if beschlossen > Euro::ZERO { beschluesse } else { BTreeSet::new() },
            beschlossene: if beschlossen > Euro::ZERO { beschlossene } else { Vec::new() },
            konten,
        }
    }

    /// What takes away from the Verschlechterung; takes what it needs of the accounts that were typed for the table.
    fn posten(&self, free: &mut Euro, typed: &[Beleg]) -> Deckungsposten {
        let named: Euro = self.konten.iter().map(|konto| konto.betrag).sum();
        let gap = self.verschlechterung.minus(self.beschlossen).minus(named).max(Euro::ZERO);
        let used = gap.min(*free);
        *free = free.minus(used);
        Deckungsposten {
            verschlechterung: self.verschlechterung,
            beschlossen: self.beschlossen,
            haushalt: named,
            vorlage: used,
            belege: [
                self.beschlossene.iter().flat_map(Glied::belege).cloned().collect(),
                self.konten.iter().map(|konto| konto.beleg.clone()).collect(),
                typed.to_vec(),
            ],
        }
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

/// A decision as a term; what takes from the burden stands with a minus.
fn decision(ansatz: &Haushaltsansatz, name: &str, burden: Euro) -> Glied {
    let (zeichen, betrag) =
        if burden.is_negative() { (TermSign::Minus, Euro::ZERO.minus(burden)) } else { (TermSign::Plus, burden) };
    let beleg = Beleg::row(Table::Haushalt, ansatz.name());
    Glied::datensatz(zeichen, format!("{name}: {}", ansatz.name()), betrag.to_string(), vec![beleg])
}

/// What a change of a row does to the result: more income relieves it.
fn belastung(zeile: &Formzeile<'_>, change: Euro) -> Euro {
    if zeile.zeile().is_income() { Euro::ZERO.minus(change) } else { change }
}

/// The rows of the budget that count in a pair of columns.
fn budget<'b, 'a>(zeile: &'b Formzeile<'a>, jahr: Jahr, plan: Zelle) -> impl Iterator<Item = &'a Haushaltsansatz> + 'b {
    let art = zeile.zeile().art();
    zeile.beitraege.iter().filter_map(move |beitrag| match beitrag.herkunft {
        Herkunft::Haushalt(ansatz) => (spaltenpaar(art, beitrag.jahr, jahr)?[0] == plan).then_some(&**ansatz),
        Herkunft::Anlage(..) | Herkunft::Tranche(_) => None,
    })
}

/// The account that covers what was provided beyond the plan; `None` where nobody named one.
fn konto(zeile: &Formzeile<'_>, ansatz: &Haushaltsansatz) -> Option<Deckungskonto> {
    let psp = ansatz.deckung_psp.clone()?;
    let moved = [ansatz.ueber_ausserplanmaessig, ansatz.umschichtung].into_iter().flatten().sum();
    let betrag = belastung(zeile, moved);
    let konto = Deckungskonto {
        psp,
        kostenart: ansatz.deckung_kostenart.clone(),
        betrag,
        jahr: Some(ansatz.jahr.zahl()),
        beleg: Beleg::row(Table::Haushalt, ansatz.name()),
    };
    (betrag > Euro::ZERO).then_some(konto)
}
