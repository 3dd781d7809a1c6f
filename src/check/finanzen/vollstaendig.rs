//! What a form must state itself where nothing follows from projects.

use crate::check::projekte::names_unknown;
use crate::figures::vordruck::vordruck;
use crate::finding::{Code, Finding};
use crate::model::{
    Bestand, Decode, Finanzen, Finanzzeile, Haushaltsart, Haushaltszeile, Investiv, InvestiveZeile, Konsumtiv,
    KonsumtiveZeile, Located, Shape, Sicht, Vorlage, Zelle,
};

pub(super) fn check(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Vec<Finding> {
    if names_unknown(bestand, vorlage) || !bestand.stammdaten.has_finanzen(vorlage.vorlageart.text()) {
        return Vec::new();
    }
    if !vorlage.projekte.is_empty() && Sicht::of(bestand, vorlage).has_budget(vorlage) {
        return neben_projekten(bestand, vorlage);
    }
    let finanzen = &vorlage.finanzen;
    let mut findings = Vec::new();
    // Of a value that is there and cannot be read, reading has spoken.
    let mut missing = |path: &str, field: &str, shape: &Shape| {
        if !vorlage.has(&format!("{path}/{field}")) {
            findings.push(fehlt(vorlage, path, field, shape));
        }
    };
    if finanzen.auswirkungen.is_none() {
        missing("finanzen", "auswirkungen", &Finanzen::shape());
    }
    for art in Haushaltsart::ALL.iter().filter(|art| finanzen.has_table(**art)) {
        for zeile in finanzen.zeilen().iter().filter(|zeile| zeile.zeile.art() == *art) {
            let (table, row) = shapes(*art);
            let parent = format!("finanzen/{}", art.text());
            if !vorlage.has(&zeile.zeile.pfad()) {
                missing(&parent, zeile.zeile.slug(), &table);
                continue;
            }
            leere_zellen(zeile).for_each(|zelle| missing(&zeile.zeile.pfad(), zelle.field(), &row));
        }
    }
    findings
}

/// What is missing in rows that were typed in part although the projects bring nothing into their other cells.
fn neben_projekten(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Vec<Finding> {
    let form = vordruck(bestand, vorlage);
    let rows = form.zeilen().flat_map(|zeile| {
        let cells = zeile.incomplete().into_iter().map(|zelle| (zeile.zeile(), zelle));
        // Of a value that is there and cannot be read, reading has spoken.
        cells.filter(|(zeile, zelle)| !vorlage.has(&format!("{}/{}", zeile.pfad(), zelle.field())))
    });
    rows.map(|(zeile, zelle)| unknown(vorlage, zeile, zelle)).collect()
}

/// A cell that neither a person nor a record of the projects says anything of.
fn unknown(vorlage: &Located<Vorlage>, zeile: Haushaltszeile, zelle: Zelle) -> Finding {
    let feld = zelle.field();
    let message = format!(
        "„{feld}“ fehlt: {} ist zum Teil eingetragen, und aus den Projekten folgt dieses Feld nicht.",
        zeile.text()
    );
    let mend = format!(
        "Ergänzen Sie „{feld}“ (0, wenn es nichts gibt), oder löschen Sie die Zeile, wenn sie aus dem Haushalt der \
         Projekte folgen soll."
    );
    let span = vorlage.span(&format!("{}/{feld}", zeile.pfad()));
    Finding::at(Code::RB006, span, message, mend).expected("einen Betrag in Euro")
}

/// The cells of the two pairs of columns that hold nothing.
fn leere_zellen(zeile: &Finanzzeile) -> impl Iterator<Item = Zelle> {
    Zelle::PAARE.into_iter().filter(|zelle| zeile.angabe(*zelle).is_none())
}

/// What a table and its rows look like.
fn shapes(art: Haushaltsart) -> (Shape, Shape) {
    match art {
        Haushaltsart::Investiv => (Investiv::shape(), InvestiveZeile::shape()),
        Haushaltsart::Konsumtiv => (Konsumtiv::shape(), KonsumtiveZeile::shape()),
    }
}

fn fehlt(vorlage: &Located<Vorlage>, path: &str, name: &str, shape: &Shape) -> Finding {
    let fields = match shape {
        Shape::Record(record) => (record.fields)(),
        Shape::Single { .. } | Shape::Choice(_) | Shape::List(_) => Vec::new(),
    };
    let field = fields.into_iter().find(|field| field.name == name);
    let title = field.as_ref().map(|field| format!(" ({})", field.title)).unwrap_or_default();
    let mend = format!(
        "Ergänzen Sie das Feld „{name}“{title}, oder nennen Sie unter „projekte“ Projekte, aus deren Haushalt es folgt."
    );
    let span = vorlage.span(&format!("{path}/{name}"));
    let finding = Finding::at(Code::RB006, span, format!("Das Pflichtfeld „{name}“ fehlt."), mend);
    match field {
        Some(field) => finding.expected(field.shape.describe()),
        None => finding,
    }
}
