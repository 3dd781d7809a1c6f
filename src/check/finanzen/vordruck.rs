//! The whole form, computed cells included, held against its own boxes and against the projects.

use std::collections::BTreeSet;

use crate::figures::Vorlagenlage;
use crate::figures::finanzen::Finanztabelle;
use crate::figures::vordruck::{Formtabelle, Formzeile, Vordruck};
use crate::finding::{Code, Finding};
use crate::model::{
    Auswirkungen, Bewilligung, Deckung, Euro, Finanzzeile, Haushaltsart, Haushaltszeile, Kennung, Located, Vorlage,
    Zelle,
};
use crate::source::quoted;

pub(super) fn check(lage: &Vorlagenlage<'_>) -> Vec<Finding> {
    let (vorlage, vordruck) = (lage.vorlage(), &lage.form);
    let mut findings: Vec<Finding> = auswirkungen(vorlage, vordruck).into_iter().collect();
    findings.extend(vordruck.tabellen.iter().filter_map(|tabelle| missing_deckung(vorlage, tabelle)));
    findings.extend(vordruck.tabellen.iter().flat_map(|tabelle| uncovered(vorlage, vordruck, tabelle)));
    findings.extend(lage.finanzen.tabellen().flat_map(|tabelle| needless_deckung(lage, tabelle)));
    findings.extend(without_einzahlung(lage));
    findings.extend(vordruck.zeilen().flat_map(|zeile| differing_cells(vorlage, vordruck, zeile)));
    findings.extend(without_data(lage));
    findings
}

/// Projects that bring nothing into tables which follow from projects.
fn without_data(lage: &Vorlagenlage<'_>) -> Vec<Finding> {
    let (vorlage, vordruck) = (lage.vorlage(), &lage.form);
    if !vordruck.is_computed() {
        return Vec::new();
    }
    let jahr = vordruck.haushaltsjahr;
    let all = || vordruck.zeilen().flat_map(|zeile| &zeile.beitraege);
    let budget = all().filter(|b| b.has_column(jahr)).map(|b| b.projekt);
    let assets = vordruck.zeilen().flat_map(|zeile| zeile.folgekosten.iter().map(|r| &r.gut.projekt));
    let known: BTreeSet<&Kennung> = budget.chain(assets).collect();
    // A project can be named for what it does to the climate alone.
    let empty = vorlage.projekte.indexed();
    let empty = empty.filter(|(_, kennung)| !known.contains(kennung) && lage.sicht.energie(kennung).is_empty());
    let elsewhere = |kennung: &Kennung| all().filter(|b| b.projekt == kennung).map(|b| b.jahr).collect();
    empty.map(|(i, kennung)| without_beitrag(vorlage, i, kennung, &elsewhere(kennung))).collect()
}

/// A project that brings nothing, because nothing is kept for it or only years for which the tables have no column.
fn without_beitrag(vorlage: &Located<Vorlage>, i: usize, kennung: &Kennung, years: &BTreeSet<i32>) -> Finding {
    let span = vorlage.span(&format!("projekte/{i}"));
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        let message = format!("Zum Projekt {kennung} sind weder Haushalt noch Anlagen noch Tranchen erfasst.");
        let mend = "Erfassen Sie sie, oder streichen Sie das Projekt, wenn es nichts kostet und nichts einbringt.";
        return Finding::at(Code::RB225, span, message, mend);
    };
    let jahr = vorlage.finanzen.haushaltsjahr;
    let message = format!(
        "Zum Projekt {kennung} sind konsumtive Beträge nur für Jahre von {first} bis {last} erfasst; die Tabelle reicht von \
         {jahr} bis {}.",
        jahr.planende()
    );
    let mend = "Prüfen Sie „haushaltsjahr“ und die Jahre in den Tabellen haushalt und tranchen.";
    Finding::at(Code::RB225, span, message, mend)
}

/// NEIN and amounts, or JA and none [form].
fn auswirkungen(vorlage: &Located<Vorlage>, vordruck: &Vordruck<'_>) -> Option<Finding> {
    let cells = vordruck.zeilen().flat_map(|zeile| zeile.wirksam.zellen().map(move |cell| (zeile, cell)));
    let first = cells.into_iter().find(|(_, (_, betrag))| !betrag.is_zero());
    match (vordruck.auswirkungen, first) {
        (Auswirkungen::Nein, Some((zeile, (zelle, betrag)))) if zeile.is_typed(zelle) => {
            let message = "NEIN ist angekreuzt, aber ein Betrag ist eingetragen.";
            let mend = "Kreuzen Sie JA an, oder setzen Sie alle Beträge auf 0.";
            let finding = Finding::at(Code::RB201, vorlage.span(&zeile.wirksam.pfad(zelle)), message, mend);
            Some(finding.expected("0,00 €").found(format!("{betrag} €")))
        }
        (Auswirkungen::Nein, Some((zeile, (_, betrag)))) => {
            let titel = zeile.zeile().text();
            let message = format!("NEIN ist angekreuzt, aus den Projekten folgen aber Beträge ({titel}).");
            let mend = "Löschen Sie „auswirkungen“, dann folgt das Kreuz aus den Beträgen; oder prüfen Sie „projekte“.";
            let finding = Finding::at(Code::RB201, vorlage.span("finanzen/auswirkungen"), message, mend);
            Some(finding.expected("JA").found(format!("NEIN und {betrag} €")))
        }
        (Auswirkungen::Ja, None) => {
            let message = "JA ist angekreuzt, aber kein Betrag ist eingetragen.";
            let mend = "Tragen Sie die Beträge ein, oder kreuzen Sie NEIN an.";
            Some(Finding::at(Code::RB202, vorlage.span("finanzen/auswirkungen"), message, mend))
        }
        (Auswirkungen::Nein, None) | (Auswirkungen::Ja, Some(_)) => None,
    }
}

/// Each pair of columns that holds an amount says whether it is covered [form].
fn missing_deckung(vorlage: &Located<Vorlage>, tabelle: &Formtabelle<'_>) -> Option<Finding> {
    let art = tabelle.art.text();
    let filled = |cells: &[Zelle]| {
        let rows = || tabelle.zeilen.iter().map(|zeile| &zeile.wirksam);
        cells.iter().any(|zelle| rows().any(|zeile| !zeile.betrag(*zelle).is_zero()))
    };
    let [ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff] = Zelle::PAARE;
    let [stated, stated_ff] = tabelle.deckung.angabe;
    let pairs = [
        ("ansatz", "das Haushaltsjahr", [ansatz, fortgeschrieben], stated),
        ("ff", "die Folgejahre", [ansatz_ff, fortgeschrieben_ff], stated_ff),
    ];
    let missing = pairs.into_iter().filter(|(_, _, cells, stated)| stated.is_none() && filled(cells));
    let (fields, jahre): (Vec<String>, Vec<&str>) =
        missing.map(|(field, when, ..)| (format!("„{field}“"), when)).unzip();
    if fields.is_empty() {
        return None;
    }
    let message = format!("Für {} fehlt die Angabe zur Deckung ({art}).", jahre.join(" und "));
    let mend = format!("Ergänzen Sie unter „deckung“ {}: „gegeben“ oder „nicht ausreichend“.", fields.join(" und "));
    Some(Finding::at(Code::RB204, vorlage.span(&format!("finanzen/{art}/deckung")), message, mend))
}

/// That nothing covers a pair of columns in which nothing gets worse; „gegeben“ contradicts nothing there.
fn needless_deckung(lage: &Vorlagenlage<'_>, tabelle: &Finanztabelle) -> Vec<Finding> {
    let (vorlage, art) = (lage.vorlage(), tabelle.art.text());
    let Some(typed) = vorlage.finanzen.deckung(tabelle.art) else { return Vec::new() };
    let stated = [("ansatz", typed.ansatz), ("ff", typed.ff)].into_iter().zip(spaltenpaare(&lage.form));
    let needless = stated
        .zip(tabelle.verschlechterung())
        .filter(|(((_, said), _), worse)| *said == Some(Deckung::NichtAusreichend) && worse.is_zero());
    let finding = |(((field, _), when), _): (((&str, _), String), _)| {
        let message = format!("{when}: Die Deckung soll nicht ausreichen, aber nichts verschlechtert sich ({art}).");
        let mend = format!("Schreiben Sie unter „{field}“ „gegeben“, oder prüfen Sie die Beträge der Tabelle.");
        let span = vorlage.span(&format!("finanzen/{art}/deckung/{field}"));
        Finding::at(Code::RB233, span, message, mend).found(quoted(Deckung::NichtAusreichend.text()))
    };
    needless.map(finding).collect()
}

/// A computed statement that the coverage is not sufficient, with what is missing.
fn uncovered(vorlage: &Located<Vorlage>, vordruck: &Vordruck<'_>, tabelle: &Formtabelle<'_>) -> Vec<Finding> {
    let art = tabelle.art.text();
    let typed = vorlage.finanzen.deckung(tabelle.art);
    let pairs = [("ansatz", typed.and_then(|d| d.ansatz)), ("ff", typed.and_then(|d| d.ff))];
    let pairs = pairs.into_iter().zip(tabelle.deckung.luecke.iter().zip(spaltenpaare(vordruck)));
    let computed = pairs.filter(|((_, typed), (luecke, _))| typed.is_none() && **luecke > Euro::ZERO);
    computed
        .map(|((field, _), (luecke, when))| {
            let message = format!("{when}: {luecke} € der Verschlechterung sind ohne Deckung ({art}).");
            let mend = format!(
                "Gedruckt wird „keine ausreichende Deckung vorhanden“. Gibt es eine Deckung, nennen Sie das Konto in der \
                 Tabelle haushalt unter „deckung_psp“ oder in der Vorlage unter „nachweis“; sonst schreiben Sie in der Vorlage \
                 unter „{field}“ „nicht ausreichend“."
            );
            let span = vorlage.span(&format!("finanzen/{art}/deckung/{field}"));
            Finding::at(Code::RB230, span, message, mend).expected(format!("Konten über weitere {luecke} €"))
        })
        .collect()
}

/// The two pairs of columns as a reader calls them.
fn spaltenpaare(vordruck: &Vordruck<'_>) -> [String; 2] {
    let jahr = vordruck.haushaltsjahr;
    [jahr.to_string(), format!("{} ff.", jahr.folgejahr())]
}

/// A funded project spends money, and none comes in [form].
fn without_einzahlung(lage: &Vorlagenlage<'_>) -> Option<Finding> {
    let (vorlage, vordruck) = (lage.vorlage(), &lage.form);
    let tabelle = vordruck.tabelle(Haushaltsart::Investiv)?;
    let moves = |wanted: Haushaltszeile| {
        let rows = tabelle.zeilen.iter().filter(|zeile| zeile.zeile() == wanted).map(|zeile| &zeile.wirksam);
        rows.flat_map(Finanzzeile::zellen).any(|(zelle, betrag)| Zelle::PAARE.contains(&zelle) && !betrag.is_zero())
    };
    if moves(Haushaltszeile::Einzahlungen) || !moves(Haushaltszeile::Auszahlungen) {
        return None;
    }
    let bewilligung = lage.bestand.grants_to(vorlage).next()?;
    let Bewilligung { kennung, projekt, .. } = &**bewilligung;
    let betrag = lage.sicht.bescheid(bewilligung, vorlage.datum).betrag;
    let message = format!("Das Projekt „{projekt}“ ist gefördert, aber alle Einzahlungen sind 0.");
    let mend = if vordruck.is_computed() {
        "Ergänzen Sie in der Tabelle tranchen, in welchen Jahren die Zuwendung eingeht."
    } else {
        "Tragen Sie die Zuwendung in den Jahren ein, in denen sie eingeht."
    };
    let span = vorlage.span("finanzen/investiv/einzahlungen");
    let finding = Finding::at(Code::RB215, span, message, mend);
    Some(finding.expected(format!("eine Einzahlung aus der Bewilligung „{kennung}“ über {betrag} €")))
}

/// Typed cells that differ from what the projects bring into them.
fn differing_cells(vorlage: &Located<Vorlage>, vordruck: &Vordruck<'_>, zeile: &Formzeile<'_>) -> Vec<Finding> {
    // Where no project brings anything into a cell or its partner, it is typed because nothing is kept for it.
    let kept = |zelle: Zelle| zeile.has_records(zelle) || zelle.partner().is_some_and(|other| zeile.has_records(other));
    let typed = zeile.eingetragen.zellen().filter(|(zelle, _)| kept(*zelle));
    let wrong = typed.filter_map(|(zelle, betrag)| {
        let computed = zeile.berechnet.as_ref()?.betrag(zelle);
        (betrag != computed).then(|| abweichung(vorlage, vordruck, (zeile.zeile(), zelle), betrag, computed))
    });
    wrong.collect()
}

fn abweichung(
    vorlage: &Located<Vorlage>,
    vordruck: &Vordruck<'_>,
    (zeile, zelle): (Haushaltszeile, Zelle),
    betrag: Euro,
    computed: Euro,
) -> Finding {
    let difference = betrag.minus(computed);
    let difference = difference.max(Euro::ZERO.minus(difference));
    let message = format!(
        "{}, {}: Eingetragen sind {betrag} €, aus den Projekten folgen {computed} €. Der Unterschied beträgt {difference} €.",
        zeile.text(),
        spalte(zelle, vordruck),
    );
    let mend = format!(
        "Gedruckt wird der eingetragene Betrag. Löschen Sie „{}“, wenn der berechnete stimmt; sonst berichtigen Sie die \
         Tabellen haushalt, anlagen oder tranchen.",
        zelle.field()
    );
    let span = vorlage.span(&format!("{}/{}", zeile.pfad(), zelle.field()));
    Finding::at(Code::RB216, span, message, mend).expected(format!("{computed} €")).found(format!("{betrag} €"))
}

/// A column by its head, with the real year.
fn spalte(zelle: Zelle, vordruck: &Vordruck<'_>) -> String {
    let (jahr, ff) = (vordruck.haushaltsjahr, vordruck.haushaltsjahr.folgejahr());
    match zelle {
        Zelle::Ansatz => format!("Ansatz {jahr}"),
        Zelle::Fortgeschrieben => format!("fortgeschriebener Ansatz {jahr}"),
        Zelle::AnsatzFf => format!("Ansatz {ff} ff."),
        Zelle::FortgeschriebenFf => format!("fortgeschriebener Ansatz {ff} ff."),
        Zelle::Vorjahre => "Ansatz der Vorjahre".into(),
        Zelle::VorjahreFortgeschrieben => "fortgeschriebener Ansatz der Vorjahre".into(),
        Zelle::SpaetereJahre => "Ansatz der späteren Jahre".into(),
        Zelle::SpaetereJahreFortgeschrieben => "fortgeschriebener Ansatz der späteren Jahre".into(),
        Zelle::FolgekostenAlt => "Folgekosten (alt)".into(),
        Zelle::FolgekostenNeu => "Folgekosten (neu)".into(),
    }
}
