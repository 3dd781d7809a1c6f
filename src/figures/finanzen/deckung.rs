//! What covers a Verschlechterung, as figures.

use super::{CellContent, TableSource};
use crate::figures::beleg::each_once;
use crate::figures::vordruck::{Deckungskonto, Deckungsposten, Deckungsstand};
use crate::figures::{Beleg, Figure, Glied, Rechenart, Rechnung, TermSign};
use crate::model::{Euro, slug};

/// The amounts of the line Deckung.
#[derive(Debug, Clone)]
pub struct Deckungsfiguren {
    /// What the council has decided already, in both pairs of columns together; `None` where nothing.
    pub beschlossen: Option<Figure>,
    /// Each account with all that it covers, once as the paper names it and once as the budget does.
    pub konten: Vec<Figure>,
    /// What remains without coverage, pair by pair; `None` where nothing does.
    pub luecke: [Option<Figure>; 2],
}

/// The term that is a Verbesserung with the other sign.
const VERSCHLECHTERUNG: &str = "Verschlechterung";

/// The pairs of columns by the names of their ids.
const PAARE: [&str; 2] = ["ansatz", "ff"];

impl Deckungsfiguren {
    pub(super) fn new(source: &TableSource, stand: &Deckungsstand, verbesserung: &[Figure; 2]) -> Self {
        let decided: Euro = stand.beschlossen.into_iter().sum();
        let beschlossen = (!decided.is_zero()).then(|| source.decided(decided, stand));
        let luecke = [0, 1].map(|pair| {
            let betrag = stand.luecke.get(pair).copied().unwrap_or_default();
            let (posten, worse) = (stand.posten.get(pair)?, verbesserung.get(pair)?);
            (!betrag.is_zero()).then(|| source.luecke(pair, betrag, posten, worse))
        });
        let konten = stand.summen().into_iter().map(|(konto, sum, belege)| source.konto(konto, sum, belege)).collect();
        Self { beschlossen, konten, luecke }
    }

    /// Every figure.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.beschlossen.iter().chain(&self.konten).chain(self.luecke.iter().flatten())
    }
}

impl TableSource {
    fn decided(&self, betrag: Euro, stand: &Deckungsstand) -> Figure {
        let definition =
            "Verschlechterung durch Ermächtigungsübertragungen und Nachträge, die der Rat schon beschlossen hat.";
        let rechnung = Rechnung::new(Rechenart::Summe, stand.beschlossene.clone());
        let inhalt = CellContent { betrag: Some(betrag), belege: rechnung.belege().to_vec(), rechnung };
        self.deckung("beschlossen", "bereits beschlossen", definition, inhalt)
    }

    fn konto(&self, konto: &Deckungskonto, betrag: Euro, belege: Vec<(Euro, Beleg)>) -> Figure {
        let origin = if konto.jahr.is_some() { "haushalt" } else { "vorlage" };
        let number = [Some(&konto.psp), konto.kostenart.as_ref()].into_iter().flatten();
        let number: Vec<&str> = number.map(String::as_str).collect();
        let slug = format!("{origin}.{}", slug(&number.join("-")));
        let definition = "Was das genannte Konto von der Verschlechterung deckt.";
        let glied = |(betrag, beleg): &(Euro, Beleg)| {
            Glied::datensatz(TermSign::Plus, beleg.kennung.to_string(), betrag.to_string(), vec![beleg.clone()])
        };
        let rechnung = Rechnung::new(Rechenart::Summe, belege.iter().map(glied).collect());
        let belege = belege.into_iter().map(|(_, beleg)| beleg).collect();
        let inhalt = CellContent { betrag: Some(betrag), belege, rechnung };
        let according = if konto.jahr.is_some() { "nach dem Haushalt" } else { "nach der Vorlage" };
        let titel = format!("Deckung aus {} {according}", number.join(", Kostenart "));
        self.deckung(&slug, &titel, definition, inhalt)
    }

    fn luecke(&self, pair: usize, betrag: Euro, posten: &Deckungsposten, worse: &Figure) -> Figure {
        let definition = "Verschlechterung minus was der Rat schon beschlossen hat minus was die genannten Konten decken, \
                          mindestens 0.";
        let name = PAARE.get(pair).copied().unwrap_or_default();
        let when = if pair == 0 { self.jahr.to_string() } else { format!("{} ff.", self.jahr.folgejahr()) };
        let Deckungsposten { verschlechterung, beschlossen, haushalt, vorlage, belege } = posten;
        let [of_decisions, of_budget, of_paper] = belege;
        let minus = |titel: &str, betrag: &Euro, belege: &[Beleg]| {
            let glied = || Glied::datensatz(TermSign::Minus, titel, betrag.to_string(), belege.to_vec());
            (!betrag.is_zero()).then(glied)
        };
        let first = Glied::figur(TermSign::Plus, VERSCHLECHTERUNG, verschlechterung.to_string(), worse.id.clone());
        let covered = [
            minus("bereits beschlossen", beschlossen, of_decisions),
            minus("Konten nach dem Haushalt", haushalt, of_budget),
            minus("Konten nach der Vorlage", vorlage, of_paper),
        ];
        let glieder: Vec<Glied> = [first].into_iter().chain(covered.into_iter().flatten()).collect();
        let records = worse.belege.iter().chain(glieder.iter().flat_map(Glied::belege)).cloned();
        let belege = each_once(records);
        let inhalt = CellContent { betrag: Some(betrag), belege, rechnung: Rechnung::new(Rechenart::Summe, glieder) };
        self.deckung(&format!("luecke.{name}"), &format!("ohne Deckung {when}"), definition, inhalt)
    }

    fn deckung(&self, slug: &str, titel: &str, definition: &str, inhalt: CellContent) -> Figure {
        let id = format!("finanzen.{}.deckung.{slug}", self.art.text());
        self.figure(id, "Deckung", format!("{titel}, {}", self.art.text()), definition, inhalt)
    }
}
