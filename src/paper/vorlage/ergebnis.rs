//! What the forms of a Vorlage come to, for the box on its first page.

use crate::figures::finanzen::Finanztabelle;
use crate::figures::{Figure, Vorlagenlage, Wert};
use crate::model::{Abschnitt, Auswirkungen, Deckung, Haushaltsart, Haushaltszeile, NICHTOEFFENTLICH, Relevanz};
use crate::paper::view::Feld;
use crate::text::with_typography;
use crate::text::zahl::{marked, zahl};

/// The position of Gesamtbedarf (neu) and Folgekosten (neu) in a row.
const NEU: usize = 5;

/// Need, running costs, what is not covered and the class of the climate; nothing for forms that the paper does not have.
pub(super) fn fields(lage: &Vorlagenlage<'_>) -> Vec<Feld> {
    let hides = |abschnitt| lage.ordner.hides(abschnitt);
    let money = match (lage.has_finanzen(), lage.form.auswirkungen) {
        (true, _) if hides(Abschnitt::Finanzen) => vec![Feld::new("Finanzielle Auswirkungen", NICHTOEFFENTLICH)],
        (false, _) => Vec::new(),
        (true, Auswirkungen::Nein) => vec![Feld::new("Finanzielle Auswirkungen", "keine")],
        (true, Auswirkungen::Ja) => {
            [gesamtbedarf(lage), folgekosten(lage), deckung(lage)].into_iter().flatten().collect()
        }
    };
    let klima = match hides(Abschnitt::Klimarelevanz) {
        true => Some(Feld::new("Klimarelevanz", NICHTOEFFENTLICH)),
        false => klima(lage),
    };
    let fields = money.into_iter().chain(klima);
    fields
        .map(|field| Feld { werte: field.werte.iter().map(|text| with_typography(text)).collect(), ..field })
        .collect()
}

/// The cell (neu) of a row, the result where none is named; `None` where it is empty or nought.
fn neu(table: Option<&Finanztabelle>, zeile: Option<Haushaltszeile>) -> Option<&Figure> {
    let posten = table?.posten.iter().find(|posten| posten.zeile == zeile)?;
    posten.zellen.get(NEU).filter(|figure| matches!(figure.wert, Wert::Betrag(betrag) if !betrag.is_zero()))
}

fn gesamtbedarf(lage: &Vorlagenlage<'_>) -> Option<Feld> {
    let table = lage.finanzen.investiv.as_ref();
    let need = zahl(neu(table, Some(Haushaltszeile::Auszahlungen))?);
    let text = match neu(table, Some(Haushaltszeile::Einzahlungen)) {
        Some(income) => format!("{need} €, davon {} € durch Einzahlungen gedeckt", zahl(income)),
        None => format!("{need} €"),
    };
    Some(Feld::new("Gesamtbedarf", text))
}

/// What the result of each year loses or gains, as an amount without a sign, since the title says which.
fn folgekosten(lage: &Vorlagenlage<'_>) -> Option<Feld> {
    let result = neu(lage.finanzen.konsumtiv.as_ref(), None)?;
    let loses = matches!(result.wert, Wert::Betrag(betrag) if betrag.is_negative());
    let titel = if loses { "Ergebnisbelastung je Jahr (Folgekosten)" } else { "Ergebnisverbesserung je Jahr" };
    let size = marked(&result.id, result.wert.text().trim_start_matches('−'));
    Some(Feld::new(titel, format!("{size} €")))
}

/// What is not covered, by amount where it follows from accounts, else by the ticks of the form.
fn deckung(lage: &Vorlagenlage<'_>) -> Option<Feld> {
    let jahr = lage.form.haushaltsjahr;
    let years = [jahr.to_string(), format!("Summe der Jahre {} ff.", jahr.folgejahr())];
    let mut open = Vec::new();
    let mut ticked = false;
    for table in lage.finanzen.tabellen() {
        let stated = lage.form.tabelle(table.art).map(|form| form.deckung.angabe).unwrap_or_default();
        for ((figure, stated), year) in table.deckung.luecke.iter().zip(stated).zip(&years) {
            ticked |= stated.is_some();
            let art = art(table.art);
            match figure {
                Some(figure) => open.push(format!("{} € ({art}, {year})", zahl(figure))),
                None if stated == Some(Deckung::NichtAusreichend) => {
                    open.push(format!("nicht ausreichend ({art}, {year})"));
                }
                None => {}
            }
        }
    }
    match (open.is_empty(), ticked) {
        (false, _) => Some(Feld { titel: "Ohne Deckung".into(), werte: open }),
        (true, true) => Some(Feld::new("Deckung", "ist gegeben")),
        (true, false) => None,
    }
}

fn art(art: Haushaltsart) -> &'static str {
    match art {
        Haushaltsart::Investiv => "investiv",
        Haushaltsart::Konsumtiv => "konsumtiv",
    }
}

/// The relevance with its class.
fn klima(lage: &Vorlagenlage<'_>) -> Option<Feld> {
    let form = lage.klima.form.as_ref()?;
    let relevance = form.klimaschutz?;
    let text = match form.effekt.filter(|_| relevance != Relevanz::Keine) {
        Some(effekt) => format!("{}, Effekt {}", relevance.text(), effekt.text()),
        None => relevance.text().to_owned(),
    };
    Some(Feld::new("Klimarelevanz", text))
}
