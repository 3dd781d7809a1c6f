//! What PDF/A-3a and PDF/UA-1 ask for, and what no validator sees.

use super::{PAPERS, REPORT, ROAD, SEED, letters, paper};
use crate::support::pdf::Pdf;

#[test]
fn the_language_is_german() {
    for (name, pdf) in PAPERS.iter() {
        let properties = pdf.properties();
        assert_eq!(properties.lang.as_deref(), Some("de-DE"), "{name}");
        assert!(properties.xmp.contains("de-DE"), "{name}: {}", properties.xmp);
    }
}

#[test]
fn the_window_shows_the_title() {
    for (name, title) in [
        (SEED, "FB 02/0022/WP18: Digitalisierung der Stadt Aachen: Sachstand und Berichtswesen"),
        (
            ROAD,
            "FB 61/0251/WP17: Grauenhofer Weg 1. BA Ausbau zwischen Arlingtonstraße und BAB Ausführungsbeschluss \
             (Baubeschluss)",
        ),
        (REPORT, "eGovernment Sachstandsbericht 2020"),
    ] {
        let properties = paper(name).properties();
        assert_eq!(properties.title.as_deref(), Some(title));
        assert!(properties.displays_title && properties.marked, "{name}");
        assert!(properties.xmp.contains(title), "{name}: {}", properties.xmp);
        assert_eq!(properties.author.as_deref(), Some("Stadt Aachen"), "{name}");
    }
}

#[test]
fn both_standards_are_declared() {
    for (name, pdf) in PAPERS.iter() {
        let properties = pdf.properties();
        for declaration in [
            "<pdfaid:part>3</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
        ] {
            assert!(properties.xmp.contains(declaration), "{name}: {}", properties.xmp);
        }
        assert_eq!(properties.output_intents, ["GTS_PDFA1"], "{name}");
    }
}

#[test]
fn headings_begin_at_level_one_and_skip_none() {
    for (name, pdf) in PAPERS.iter() {
        let levels: Vec<usize> = pdf.headings().into_iter().map(|(level, _)| level).collect();
        assert_eq!(levels.first(), Some(&1), "{name}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{name}: {levels:?}");
        }
    }
}

#[test]
fn every_heading_says_something_once() {
    for (name, pdf) in PAPERS.iter() {
        let headings = pdf.headings();
        assert!(headings.iter().all(|(_, text)| !text.is_empty()), "{name}");
        let first = headings.iter().filter(|heading| **heading == headings[0]);
        assert_eq!(first.count(), 1, "{name}");
    }
}

#[test]
fn every_figure_has_an_alternative_text() {
    for (name, pdf) in PAPERS.iter() {
        for figure in pdf.root().of_role("Figure") {
            assert!(figure.alt.as_deref().is_some_and(|alt| !alt.trim().is_empty()), "{name}: {}", figure.text());
        }
    }
}

#[test]
fn every_link_says_where_it_leads() {
    for (name, pdf) in PAPERS.iter() {
        for link in pdf.root().of_role("Link") {
            assert!(link.target.is_some() && !link.text().is_empty(), "{name}: {}", link.text());
        }
    }
}

#[test]
fn lists_and_contents_are_made_of_their_parts() {
    for (name, pdf) in PAPERS.iter() {
        for (whole, parts) in [("L", &["LI"][..]), ("LI", &["Lbl", "LBody"]), ("TOCI", &["Reference"])] {
            for tag in pdf.root().of_role(whole) {
                let roles: Vec<&str> = tag.children().map(|part| part.role.as_str()).collect();
                let is_whole = roles.chunks(parts.len()).all(|chunk| chunk == parts);
                assert!(is_whole && !roles.is_empty(), "{name}: {whole} of {roles:?}");
            }
        }
    }
}

#[test]
fn figures_contents_and_nachweis_are_attached_with_type_relation_and_description() {
    let json = "application/json";
    let expected = [
        ("data.json", "Source", json, "Inhalt diese"),
        ("figures.csv", "Data", "text/csv", "Kennzahlen als Tabelle"),
        ("figures.json", "Data", json, "Kennzahlen diese"),
        ("nachweis.json", "Source", json, "Nachweis: "),
    ];
    for (name, pdf) in PAPERS.iter() {
        let attachments = pdf.attachments();
        for (file, relationship, mime, description) in expected {
            let attached = attachments.iter().find(|attachment| attachment.name == file);
            let attached = attached.unwrap_or_else(|| panic!("{name}: {file} is not attached"));
            assert_eq!(attached.relationship.as_deref(), Some(relationship), "{name}");
            assert_eq!(attached.mime.as_deref(), Some(mime), "{name}");
            let described = attached.description.as_deref().unwrap_or_default();
            assert!(described.starts_with(description), "{name}: {described}");
        }
        assert_eq!(attachments.len(), expected.len(), "{name}: {attachments:?}");
    }
}

#[test]
fn no_text_escapes_the_tags() {
    for (name, pdf) in PAPERS.iter() {
        assert_eq!(pdf.untagged(), "", "{name}");
        assert_eq!(pdf.orphans(), Vec::<String>::new(), "{name}");
    }
}

/// The footer of each page.
fn footers(pdf: &Pdf, left: &str) -> Vec<String> {
    let pages = pdf.page_count();
    (1..=pages).map(|page| format!("{left}Ausdruck vom: 01.04.2021Seite: {page}/{pages}")).collect()
}

/// Looks whether what is kept from readers is the footer and repeated heads of tables, with leaders.
fn only_footers_and_heads(name: &str, left: &str) {
    let pdf = paper(name);
    let tables = pdf.root().of_role("Table");
    let heads: Vec<String> = tables.iter().map(|table| letters(&table.of_role("TR")[0].text())).collect();
    for (artifacts, footer) in pdf.artifacts().iter().zip(footers(pdf, left)) {
        let rest = artifacts.strip_suffix(&footer).unwrap_or_else(|| panic!("{artifacts} without {footer}"));
        let rest = letters(rest.trim_matches('.'));
        assert!(rest.is_empty() || heads.contains(&rest), "{rest}: {heads:?}");
    }
}

#[test]
fn only_footers_and_repeated_heads_are_kept_from_readers() {
    only_footers_and_heads(SEED, "Vorlage FB 02/0022/WP18 der Stadt Aachen");
    only_footers_and_heads(ROAD, "Vorlage FB 61/0251/WP17 der Stadt Aachen");
    only_footers_and_heads(REPORT, "eGovernment Sachstandsbericht 2020 der Stadt Aachen");
}
