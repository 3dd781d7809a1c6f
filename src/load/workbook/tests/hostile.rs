//! Workbooks that are broken, or made to do harm.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::testing::seeded;

/// The message of the only finding about the file.
fn message(bytes: &[u8]) -> String {
    Reading::of(bytes).said().join("; ")
}

/// A part that the sample of Excel does not have, added to it.
fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let mut parts = unzipped(&xlsx::sample());
    parts.push((name.to_owned(), content.to_owned()));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    zipped(&parts)
}

#[test]
fn what_is_no_workbook_is_said_to_be_none() {
    let none = "RB029 daten/mappe: Die Datei ist keine Arbeitsmappe.";
    assert_eq!(message(b""), none);
    assert_eq!(message(b"<html><table></table></html>"), none);
    assert_eq!(message(&zipped(&[("brief.txt", "Guten Tag")])), none);
    let document =
        r#"<Relationships><Relationship Id="1" Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let parts = [("[Content_Types].xml", "<Types/>"), ("_rels/.rels", document), ("word/document.xml", "<document/>")];
    assert_eq!(message(&zipped(&parts)), none);
    assert_eq!(message(&zipped(&[("content.xml", "<office:document-content/>")])), none);
}

#[test]
fn containers_of_the_old_kind_are_told_apart() {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.extend([0; 1000]);
    assert_eq!(
        message(&bytes),
        "RB029 daten/mappe: Die Arbeitsmappe ist mit einem Kennwort geschützt oder im alten Format .xls gespeichert."
    );
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(message(&bytes), "RB029 daten/mappe: Die Arbeitsmappe ist mit einem Kennwort geschützt.");
}

#[test]
fn a_file_cut_off_anywhere_is_broken() {
    for bytes in [xlsx::sample(), ods::sample()] {
        for end in (4..bytes.len()).step_by(61) {
            assert_eq!(Reading::of(&bytes[..end]).refusal().0, "RB029", "{end}");
        }
    }
}

/// Each part cut off in the middle of its XML, in an archive that is sound.
#[test]
fn a_part_cut_off_anywhere_is_broken() {
    for sample in [xlsx::sample(), ods::sample()] {
        for name in
            ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "content.xml"]
        {
            let mut parts = unzipped(&sample);
            let Some(index) = parts.iter().position(|(part, _)| part == name) else { continue };
            let whole = parts[index].1.clone();
            for end in (1..whole.len()).rev().step_by(23) {
                parts[index].1.truncate(end);
                let cut: Vec<(&str, &[u8])> =
                    parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect();
                assert_eq!(Reading::of(&zipped(&cut)).refusal().0, "RB029", "{name} {end}");
            }
        }
    }
}

#[test]
fn what_unpacks_to_too_much_is_refused_wherever_it_is() {
    let bytes = with_part("xl/media/bild.png", &vec![0; 257 * 1024 * 1024]);
    assert!(bytes.len() < 500_000);
    assert_eq!(Reading::of(&bytes).refusal(), ("RB028", "entpackt mehr als 256 MiB"));
}

#[test]
fn too_many_parts_are_refused() {
    let names: Vec<String> = (0..10_001).map(|index| index.to_string()).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(Reading::of(&zipped(&parts)).refusal(), ("RB028", "mehr als 10000 Teile in der Datei"));
}

#[test]
fn too_many_sheets_are_refused() {
    let bytes = ods::with_styles("", &"<table:table/>".repeat(1_001));
    assert_eq!(Reading::of(&bytes).refusal(), ("RB028", "mehr als 1000 Blätter"));
    let sheets = r#"<sheet name="x" sheetId="2" r:id="rId1"/>"#.repeat(1_001);
    let bytes = replaced(&xlsx::sample(), "xl/workbook.xml", "</sheets>", &format!("{sheets}</sheets>"));
    assert_eq!(Reading::of(&bytes).refusal(), ("RB028", "mehr als 1000 Blätter"));
}

#[test]
fn a_sheet_without_data_is_broken_and_not_empty() {
    let bytes = replaced(&xlsx::raw(""), "xl/worksheets/sheet1.xml", "sheetData", "sheetDate");
    assert_eq!(Reading::of(&bytes).refusal(), ("RB029", "xl/worksheets/sheet1.xml"));
}

#[test]
fn values_far_out_are_refused_by_the_cell() {
    let far = |cell: &str| {
        let reading =
            Reading::of(&xlsx::raw(&format!(r#"<row><c r="A1"><v>1</v></c><c r="{cell}"><v>1</v></c></row>"#)));
        (reading.findings[0].code.id(), reading.findings[0].found.clone().unwrap_or_default())
    };
    assert_eq!(far("XFD1048576"), ("RB028", "Blatt Projekte: ein Wert in der Zelle XFD1048576".into()));
    assert_eq!(far("A500002"), ("RB028", "Blatt Projekte: ein Wert in der Zelle A500002".into()));
    assert_eq!(far("ALM1"), ("RB028", "Blatt Projekte: ein Wert in der Zelle ALM1".into()));
    assert_eq!(far("AAAAAAAA1").0, "RB029");
    assert_eq!(far("A99999999999999999999").0, "RB029");
    assert_eq!(far("A0").0, "RB029");
    // Together too large, though neither the last row nor the last column is.
    assert_eq!(far("ALL20000"), ("RB028", "Blatt Projekte: mehr als 5000000 Zellen, die leeren eingerechnet".into()));
}

#[test]
fn cells_without_a_value_may_stand_anywhere() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576" s="1" hidden="1"><c r="A1048576" s="1"/></row>"#;
    assert_eq!(Reading::of(&xlsx::raw(rows)).values(), [[plain(1.0)]]);
}

#[test]
fn repetitions_of_values_are_bounded() {
    let repeated = |rows: u64, columns: u64, times: usize| {
        let row = format!(
            r#"<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{columns}" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#
        );
        let reading = Reading::of(&ods::raw(&row.repeat(times)));
        (reading.findings[0].code.id(), reading.findings[0].found.clone().unwrap_or_default())
    };
    assert_eq!(repeated(1_048_576, 1, 1), ("RB028", "Blatt Projekte: ein Wert in der Zelle A1048576".into()));
    assert_eq!(repeated(1, 16384, 1), ("RB028", "Blatt Projekte: ein Wert in der Zelle XFD1".into()));
    assert_eq!(repeated(u64::MAX, u64::MAX, 9).0, "RB028");
    assert_eq!(repeated(20_000, 1_000, 1), ("RB028", "Blatt Projekte: mehr als 4000000 Zellen mit Werten".into()));
    assert_eq!(repeated(260_000, 1, 2), ("RB028", "Blatt Projekte: ein Wert in der Zelle A520000".into()));
}

#[test]
fn a_text_that_many_cells_share_counts_for_each() {
    let bytes = xlsx::raw(&format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(900)));
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(100_000));
    let types = r#"<Relationships><Relationship Id="s" Type="x/sharedStrings" Target="strings.xml"/>"#;
    let bytes = replaced(
        &bytes,
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
        types,
    );
    let mut parts = unzipped(&bytes);
    parts.push(("xl/strings.xml".into(), strings.into_bytes()));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    assert_eq!(Reading::of(&zipped(&parts)).refusal(), ("RB028", "Blatt Projekte: mehr als 64 MiB Text in den Zellen"));
    let blanks = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="99999999999"/>b</text:p></table:table-cell></table:table-row>"#;
    assert_eq!(
        Reading::of(&ods::raw(blanks)).refusal(),
        ("RB028", "Blatt Projekte: mehr als 64 MiB Text in den Zellen")
    );
}

#[test]
fn xml_that_no_office_program_writes_is_refused() {
    let within = |before: &str, inside: &str| {
        let bytes = xlsx::raw(&format!(r#"<row><c t="inlineStr"><is><t>{inside}</t></is></c></row>"#));
        let bytes = replaced(&bytes, "xl/worksheets/sheet1.xml", "<worksheet", &format!("{before}<worksheet"));
        Reading::of(&bytes).refusal().0.to_owned()
    };
    let entities = r#"<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;">]>"#;
    assert_eq!(within(entities, "&d;"), "RB029");
    assert_eq!(within("", "&d;"), "RB029");
    assert_eq!(within("", "&#xFFFFFFFF;"), "RB029");
    assert_eq!(within("", &"<x>".repeat(1_000_000)), "RB029");
    assert_eq!(
        within("", &format!("<x {}/>", (0..1000).map(|index| format!("a{index}=\"\" ")).collect::<String>())),
        "RB029"
    );
    assert_eq!(within("", "<x a=\"1\" a=\"2\"/>"), "RB029");
    assert_eq!(within("", "<x a=1/>"), "RB029");
}

#[test]
fn what_stands_there_twice_is_refused() {
    assert_eq!(
        Reading::of(&xlsx::raw(r#"<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#)).refusal(),
        ("RB029", "Blatt Projekte: Die Zelle A1 steht zweimal in der Datei.")
    );
    assert_eq!(Reading::of(&with_part("XL/Workbook.xml", b"<workbook/>")).refusal().0, "RB029");
    let twice = r#"<sheet name="Zwei" sheetId="2" r:id="rId1"/></sheets>"#;
    let bytes = replaced(&xlsx::sample(), "xl/workbook.xml", "</sheets>", twice);
    assert_eq!(Reading::of(&bytes).refusal(), ("RB029", "xl/worksheets/sheet1.xml"));
}

#[test]
fn names_that_lead_out_of_the_archive_lead_nowhere() {
    let bytes = with_part("../../etc/passwd", b"x");
    let bytes = replaced(&bytes, "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../../../etc/passwd");
    assert_eq!(Reading::of(&bytes).refusal(), ("RB029", "etc/passwd"));
}

/// Something that is read without a panic, and that either gives sheets or says why not.
fn is_answered(bytes: &[u8]) {
    let reading = Reading::of(bytes);
    assert!(!reading.sheets.is_empty() || reading.findings.len() == 1, "{:?}", reading.findings);
    for sheet in &reading.sheets {
        for (row, line) in sheet.grid.rows.iter().zip(reading.sources.file(sheet.grid.file).text.split('\n')) {
            assert_eq!(reading.sources.text(row.span), line);
        }
    }
}

/// A sample with bytes of one part changed.
fn changed(sample: &[u8], part: Index, changes: &[(Index, u8)]) -> Vec<u8> {
    let mut parts = unzipped(sample);
    let content = &mut part.get_mut(&mut parts).1;
    if !content.is_empty() {
        changes.iter().for_each(|(at, byte)| *at.get_mut(content) = *byte);
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    zipped(&parts)
}

/// Bytes that mean something in XML and in the names of cells, and any other.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![3 => prop::sample::select(b"<>/\"&; =:0123456789-.EAZacrstv".to_vec()), 1 => any::<u8>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..seeded() })]

    #[test]
    fn random_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        is_answered(&bytes);
        is_answered(&[b"PK\x03\x04", bytes.as_slice()].concat());
    }

    #[test]
    fn changed_archives_are_answered(changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..5)) {
        for mut bytes in [xlsx::sample(), ods::sample()] {
            for (at, byte) in &changes {
                *at.get_mut(&mut bytes) = *byte;
            }
            is_answered(&bytes);
        }
    }

    #[test]
    fn changed_parts_are_answered(
        part in any::<Index>(), changes in prop::collection::vec((any::<Index>(), byte()), 1..5)
    ) {
        for sample in [xlsx::sample(), ods::sample()] {
            is_answered(&changed(&sample, part, &changes));
        }
    }
}
