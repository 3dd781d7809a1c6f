use std::collections::BTreeSet;

use super::*;
use crate::model::Table;

/// Every path of a shape that ends in a value.
fn leaves(shape: &Shape, at: &str, found: &mut BTreeSet<String>) {
    for field in fields_of(shape) {
        let path = format!("{at}{}", field.name);
        let inner = match &field.shape {
            Shape::List(of) => of,
            other => other,
        };
        match inner {
            Shape::Record(_) => leaves(inner, &format!("{path}/"), found),
            _ => _ = found.insert(path),
        }
    }
}

/// Every path that the sheets of a file give a place, and none that leads nowhere.
fn placed(ganzes: Ganzes) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for blatt in Blatt::ALL.iter().filter(|blatt| blatt.form().ganzes == ganzes) {
        let base = |blatt: Blatt| match blatt.form().zeilen {
            Zeilen::Records { section: "" } | Zeilen::Values => String::new(),
            Zeilen::Records { section } => format!("{section}/"),
            _ => String::new(),
        };
        for (word, way) in blatt.ways() {
            let below = if way.is_empty() { String::new() } else { format!("{way}/") };
            let paths = blatt.fields().into_iter().filter_map(|field| blatt.path(field.name, Some(word)));
            found.extend(paths.map(|path| {
                format!(
                    "{}{}{below}{path}",
                    base(*blatt),
                    if blatt.owner() == *blatt { String::new() } else { base(blatt.owner()) }
                )
            }));
        }
    }
    if ganzes == Ganzes::Stammdaten {
        found.extend(Einstellung::all().iter().map(Einstellung::path));
    }
    found
}

#[test]
fn every_field_of_the_records_has_its_place_on_a_sheet() {
    for ganzes in [Ganzes::Vorlage, Ganzes::Bericht, Ganzes::Stammdaten] {
        let mut all = BTreeSet::new();
        leaves(&ganzes.shape(), "", &mut all);
        assert_eq!(placed(ganzes), all, "{ganzes:?}");
    }
}

#[test]
fn sheets_and_columns_have_names_of_their_own() {
    let tables = Table::ALL.iter().flat_map(|table| [table.name(), table.title()]);
    let sheets = Blatt::ALL.iter().map(|blatt| blatt.form().title);
    let mut seen: BTreeSet<&str> = tables.collect();
    for title in sheets {
        assert!(seen.insert(title) && title.chars().count() <= 31, "{title}");
    }
    for blatt in Blatt::ALL {
        let (mut names, mut titles) = (BTreeSet::new(), BTreeSet::new());
        let fields = blatt.fields();
        assert_eq!(fields.len(), blatt.form().own.len() + blatt.form().columns.len(), "{}", blatt.form().name);
        for field in fields {
            assert!(
                names.insert(field.name) && titles.insert(field.title.to_lowercase()),
                "{}: {}",
                blatt.form().name,
                field.title
            );
            assert!(field.title.chars().count() <= 30, "{}", field.title);
            assert!(!matches!(field.shape, Shape::Record(_)), "{}: {}", blatt.form().name, field.title);
        }
    }
}

#[test]
fn values_of_the_configuration_fit_into_a_cell() {
    for einstellung in Einstellung::all() {
        let inner = match &einstellung.field.shape {
            Shape::List(of) => of,
            other => other,
        };
        assert!(matches!(inner, Shape::Single { .. } | Shape::Choice(_)), "{}", einstellung.key());
    }
}

#[test]
fn a_part_has_the_columns_of_its_row_of_the_form() {
    let path = |column, word| Blatt::Vordruck.path(column, Some(word));
    assert_eq!(path("vorjahre", "Auszahlungen"), Some("vorjahre"));
    assert_eq!(path("vorjahre", "Ertrag"), None);
    assert_eq!(path("gesamt_neu", "Auszahlungen"), Some("angegeben/gesamt_neu"));
    assert_eq!(path("gesamt_neu", "Ergebnis konsumtiv"), Some("gesamt_neu"));
    assert_eq!(path("ansatz_ff", "Verbesserung investiv"), Some("ff"));
    assert_eq!(path("ansatz", "Summe"), None);
}
