//! Finanzielle Auswirkungen as the form has them.

use crate::figures::{Finanzfiguren, Tabelle, Tabellenart, spalten};
use crate::model::{Auswirkungen, Deckung, DeckungJePaar, Finanzen, Jahr};
use crate::paper::text::Block;
use crate::paper::view::{
    Ankreuzfeld, DeckungView, FinanzenView, FinanztabelleView, FinanzzeileView, VerbesserungView,
};

/// The two tables, the question above them and the notes below.
pub(super) fn view(finanzen: &Finanzen, figures: &Finanzfiguren, erlaeuterungen: Vec<Block>) -> FinanzenView {
    let frage = Auswirkungen::ALL.iter().map(|antwort| box_of(antwort.text(), *antwort == finanzen.auswirkungen));
    let investiv_deckung = finanzen.investiv.as_ref().and_then(|t| t.deckung.as_ref());
    let konsumtiv_deckung = finanzen.konsumtiv.as_ref().and_then(|t| t.deckung.as_ref());
    let tables = [(&figures.investiv, investiv_deckung), (&figures.konsumtiv, konsumtiv_deckung)];
    FinanzenView {
        frage: frage.collect(),
        tabellen: tables
            .into_iter()
            .filter_map(|(table, deckung)| Some(tabelle(table.as_ref()?, deckung, finanzen.haushaltsjahr)))
            .collect(),
        hinweise: hinweise(finanzen, figures),
        psp_elemente: finanzen
            .psp_elemente
            .iter()
            .map(|p| p.text.as_ref().map_or_else(|| p.psp.clone(), |text| format!("{} {text}", p.psp)))
            .collect(),
        erlaeuterungen,
    }
}

fn box_of(titel: &str, angekreuzt: bool) -> Ankreuzfeld {
    Ankreuzfeld { titel: titel.into(), erlaeuterung: None, angekreuzt }
}

fn tabelle(table: &Tabelle, deckung: Option<&DeckungJePaar>, jahr: Jahr) -> FinanztabelleView {
    let zeilen = table.posten.iter().map(|posten| FinanzzeileView {
        titel: posten.titel.into(),
        ergebnis: posten.ergebnis,
        zellen: posten.zellen.iter().map(|figure| figure.wert.text()).collect(),
    });
    FinanztabelleView {
        titel: match table.art {
            Tabellenart::Investiv => "Investive Auswirkungen".into(),
            Tabellenart::Konsumtiv => "Konsumtive Auswirkungen".into(),
        },
        spalten: spalten(table.art, jahr).map(|titel| crate::paper::typografisch(&titel)).into(),
        zeilen: zeilen.collect(),
        verbesserung: VerbesserungView {
            titel: "+ Verbesserung / − Verschlechterung".into(),
            zellen: table.verbesserung.iter().map(|figure| figure.wert.text()).collect(),
        },
        deckung: [deckung.and_then(|d| d.ansatz), deckung.and_then(|d| d.ff)].map(deckung_view).into(),
    }
}

fn deckung_view(stated: Option<Deckung>) -> DeckungView {
    let titel = |deckung: &Deckung| match deckung {
        Deckung::Gegeben => "Deckung ist gegeben",
        Deckung::NichtAusreichend => "keine ausreichende Deckung vorhanden",
    };
    DeckungView { optionen: Deckung::ALL.iter().map(|d| box_of(titel(d), stated == Some(*d))).collect() }
}

/// What a reader must know of the tables.
fn hinweise(finanzen: &Finanzen, figures: &Finanzfiguren) -> Vec<String> {
    let mut hinweise = vec!["Beträge in Euro.".to_owned()];
    if figures.konsumtiv.is_some() {
        hinweise.push("Folgekosten je Jahr, für das erste volle Betriebsjahr.".into());
    } else {
        hinweise.push("Zu konsumtiven Auswirkungen enthält die Vorlage keine Angaben.".into());
    }
    match &finanzen.investiv {
        None => hinweise.push("Zu investiven Auswirkungen enthält die Vorlage keine Angaben.".into()),
        Some(table) => {
            let rows = [&table.einzahlungen, &table.auszahlungen];
            let beyond = |amount: Option<crate::model::Euro>| amount.is_some_and(|a| !a.is_zero());
            if rows.iter().any(|row| beyond(row.vorjahre) || beyond(row.spaetere_jahre)) {
                hinweise.push("Der Gesamtbedarf umfasst auch Jahre außerhalb der mittelfristigen Planung.".into());
            }
        }
    }
    hinweise
}
