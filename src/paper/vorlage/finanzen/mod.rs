//! Finanzielle Auswirkungen as the form has them.

mod herleitung;

use std::collections::{BTreeMap, BTreeSet};

use crate::figures::finanzen::{Finanztabelle, spalten};
use crate::figures::vordruck::{Beitrag, Deckungsstand, Vordruck};
use crate::figures::{Figure, Vorlagenlage, Wert};
use crate::model::{Auswirkungen, Deckung, Euro, Haushaltsart, Jahr, Kennung, Zelle, day};
use crate::paper::datenstand;
use crate::paper::view::{
    Ankreuzfeld, DeckungView, FinanzenView, FinanztabelleView, FinanzzeileView, VerbesserungView,
};
use crate::text::Block;
use crate::text::with_typography;
use crate::text::zahl::{marked, zahl};

/// The two tables, the question above them and the notes below.
pub(super) fn view(lage: &Vorlagenlage<'_>, erlaeuterungen: Vec<Block>) -> FinanzenView {
    let vordruck = &lage.form;
    let frage = Auswirkungen::ALL.iter().map(|antwort| box_of(antwort.text(), *antwort == vordruck.auswirkungen));
    let mut notes = hinweise(vordruck);
    if vordruck.is_computed() {
        notes.push(datenstand::neueste(&lage.datenstaende(), &lage.sources_of_money()));
    }
    notes.extend(projekte(lage));
    FinanzenView {
        frage: frage.collect(),
        tabellen: lage.finanzen.tabellen().filter_map(|table| tabelle(lage, table)).collect(),
        hinweise: notes,
        psp_elemente: vordruck
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

fn tabelle(lage: &Vorlagenlage<'_>, table: &Finanztabelle) -> Option<FinanztabelleView> {
    let vordruck = &lage.form;
    let form = vordruck.tabelle(table.art)?;
    let zeilen = table.posten.iter().map(|posten| FinanzzeileView {
        titel: posten.titel.into(),
        ergebnis: posten.zeile.is_none(),
        zellen: posten.zellen.iter().map(|figure| amount(figure, false)).collect(),
    });
    Some(FinanztabelleView {
        titel: match table.art {
            Haushaltsart::Investiv => "Investive Auswirkungen".into(),
            Haushaltsart::Konsumtiv => "Konsumtive Auswirkungen".into(),
        },
        spalten: spalten(table.art, vordruck.haushaltsjahr).map(|titel| with_typography(&titel)).into(),
        zeilen: zeilen.collect(),
        verbesserung: VerbesserungView {
            titel: "+ Verbesserung / − Verschlechterung".into(),
            zellen: table.verbesserung.iter().map(|figure| amount(figure, true)).collect(),
        },
        deckung: deckungen(&form.deckung),
        herleitung: herleitung::zeilen(lage, form, &table.deckung),
    })
}

/// An amount as the form has it: nought without cents, and with a sign where the row is a difference.
fn amount(figure: &Figure, signed: bool) -> String {
    match figure.wert {
        Wert::Betrag(betrag) if betrag.is_zero() => marked(&figure.id, "0"),
        Wert::Betrag(betrag) if signed && !betrag.is_negative() => marked(&figure.id, &format!("+{betrag}")),
        _ => zahl(figure),
    }
}

fn deckungen(stand: &Deckungsstand) -> Vec<DeckungView> {
    let titel = |deckung: &Deckung| match deckung {
        Deckung::Gegeben => "Deckung ist gegeben",
        Deckung::NichtAusreichend => "keine ausreichende Deckung vorhanden",
    };
    let view = |stated: &Option<Deckung>| DeckungView {
        optionen: Deckung::ALL.iter().map(|d| box_of(titel(d), *stated == Some(*d))).collect(),
    };
    stand.angabe.iter().map(view).collect()
}

/// What a reader must know of the tables.
fn hinweise(vordruck: &Vordruck<'_>) -> Vec<String> {
    let mut hinweise = vec!["Beträge in Euro.".to_owned()];
    if vordruck.tabelle(Haushaltsart::Konsumtiv).is_some() {
        if vordruck.auswirkungen == Auswirkungen::Ja {
            hinweise.push("Folgekosten je Jahr, für das erste volle Betriebsjahr.".into());
            let assets = vordruck.zeilen().any(|zeile| zeile.beitraege.iter().any(Beitrag::is_of_asset));
            hinweise.extend(assets.then(|| {
                "Abschreibungen und Sonderposten sind so gerundet, dass alle Jahre zusammen den ganzen Betrag ergeben.".to_owned()
            }));
        }
    } else {
        hinweise.push("Zu konsumtiven Auswirkungen enthält die Vorlage keine Angaben.".into());
    }
    match vordruck.tabelle(Haushaltsart::Investiv) {
        None => hinweise.push("Zu investiven Auswirkungen enthält die Vorlage keine Angaben.".into()),
        Some(table) => {
            let beyond = |betrag: Euro| !betrag.is_zero();
            if table.zeilen.iter().flat_map(|zeile| zeile.wirksam.outside()).any(beyond) {
                hinweise.push("Der Gesamtbedarf umfasst auch Jahre außerhalb der mittelfristigen Planung.".into());
            }
        }
    }
    hinweise
}

/// Which projects the tables follow from, by which day's data, and which of them reach beyond the plan.
fn projekte(lage: &Vorlagenlage<'_>) -> Vec<String> {
    let (vorlage, vordruck) = (lage.vorlage(), &lage.form);
    if !vordruck.is_computed() {
        return Vec::new();
    }
    let datenstand = vorlage.datenstand.unwrap_or(vorlage.datum);
    let named: Vec<String> = vorlage.projekte.iter().map(|kennung| herleitung::titled(lage, kennung)).collect();
    let mut notes = vec![format!(
        "Die Tabellen folgen aus den Angaben, die bis zum {} erfasst waren, zu: {}.",
        day(datenstand),
        named.join("; ")
    )];
    notes.extend(outside(vordruck));
    notes.extend(without_column(vordruck));
    notes.iter().map(|note| with_typography(note)).collect()
}

/// A note for each project with amounts before the budget year or after the plan (F4) [ours].
fn outside(vordruck: &Vordruck<'_>) -> Vec<String> {
    let jahr = vordruck.haushaltsjahr;
    let mut beyond: BTreeMap<(&Kennung, bool), BTreeSet<i32>> = BTreeMap::new();
    let rows = vordruck.tabelle(Haushaltsart::Investiv).into_iter().flat_map(|tabelle| &tabelle.zeilen);
    for zeile in rows {
        let own = |later: bool| {
            let typed = if later { Zelle::SpaetereJahre } else { Zelle::Vorjahre };
            zeile.eingetragen.angabe(typed).is_none()
        };
        for beitrag in zeile.beitraege.iter().filter(|b| !b.ansatz.is_zero() || !b.fortgeschrieben.is_zero()) {
            let later = beitrag.jahr > jahr.planende();
            if (later || beitrag.jahr < jahr.zahl()) && own(later) {
                beyond.entry((beitrag.projekt, later)).or_default().insert(beitrag.jahr);
            }
        }
    }
    beyond.into_iter().map(|((projekt, later), years)| note(projekt, later, &years, jahr)).collect()
}

/// A note for each project with konsumtive amounts of years for which the table has no column (F4) [ours].
fn without_column(vordruck: &Vordruck<'_>) -> Vec<String> {
    let jahr = vordruck.haushaltsjahr;
    let mut left_out: BTreeMap<&Kennung, BTreeSet<i32>> = BTreeMap::new();
    for beitrag in vordruck.zeilen().flat_map(|zeile| &zeile.beitraege) {
        if beitrag.has_amount() && !beitrag.has_column(jahr) {
            left_out.entry(beitrag.projekt).or_default().insert(beitrag.jahr);
        }
    }
    let note = |(projekt, years): (&Kennung, BTreeSet<i32>)| {
        let (years, last) = (herleitung::jahre(&years), jahr.planende());
        format!(
            "{projekt} hat auch konsumtive Beträge für {years}; die Tabelle reicht von {jahr} bis {last} und enthält sie nicht."
        )
    };
    left_out.into_iter().map(note).collect()
}

fn note(projekt: &Kennung, later: bool, years: &BTreeSet<i32>, jahr: Jahr) -> String {
    let years = herleitung::jahre(years);
    if later {
        let last = jahr.planende();
        format!("{projekt} reicht über die Planung bis {last} hinaus: Der Gesamtbedarf enthält auch {years}.")
    } else {
        format!("Für {projekt} sind bereits vor {jahr} Mittel veranschlagt: Der Gesamtbedarf enthält auch {years}.")
    }
}
