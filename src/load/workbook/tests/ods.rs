//! Workbooks of LibreOffice.

use super::*;

/// A workbook with these styles and this content of its spreadsheet.
pub(super) fn with_styles(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:scripts/><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet><table:calculation-settings table:automatic-find-labels="false"/>{tables}<table:named-expressions/></office:spreadsheet></office:body></office:document-content>"#
    );
    let manifest = r#"<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_str()),
        ("META-INF/manifest.xml", manifest),
    ])
}

/// A workbook with one sheet of these rows.
pub(super) fn raw(rows: &str) -> Vec<u8> {
    with_styles("", &format!(r#"<table:table table:name="Projekte">{rows}</table:table>"#))
}

/// The rows and columns to the end of the sheet, as LibreOffice writes them where they have a format.
const REST: &str = r#"<table:table-row table:style-name="ro1" table:number-rows-repeated="1048570"><table:table-cell table:style-name="ce1" table:number-columns-repeated="16384"/></table:table-row>"#;

/// A workbook with something of everything.
pub(super) fn sample() -> Vec<u8> {
    raw(&format!(
        r##"<office:forms form:automatic-focus="false"/><table:shapes><draw:frame><draw:text-box><text:p>Kasten</text:p></draw:text-box></draw:frame></table:shapes>
<table:table-column table:style-name="co1" table:number-columns-repeated="16384" table:default-cell-style-name="Default"/>
<table:table-header-rows><table:table-row table:style-name="ro1"><table:table-cell office:value-type="string" calcext:value-type="string"><office:annotation><text:p>Hinweis</text:p></office:annotation><text:p>Projekt</text:p></table:table-cell><table:table-cell/><table:table-cell office:value-type="string"><text:p>Rad<text:span>weg</text:span></text:p><text:p>Nord<text:s text:c="2"/>Süd<text:line-break/>&amp; <text:a>West</text:a></text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row></table:table-header-rows>
<table:table-row-group><table:table-row><table:table-cell office:value-type="float" office:value="12.5"><text:p>12,5</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.75"><text:p>75 %</text:p></table:table-cell><table:table-cell office:value-type="currency" office:currency="EUR" office:value="9.99"><text:p>9,99 €</text:p></table:table-cell></table:table-row></table:table-row-group>
<table:table-row><table:table-cell office:value-type="date" office:date-value="2020-12-31"><text:p>31.12.20</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2020-12-31T14:30:05.5"><text:p>31.12.20</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT26H05M00S"><text:p>26:05</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell><table:table-cell table:formula="of:=[.A2]*2" office:value-type="float" office:value="25"><text:p>25</text:p></table:table-cell><table:table-cell table:formula="of:=[.A2]"/></table:table-row>
<table:table-row><table:table-cell table:formula="of:=[.#REF!]" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=x" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>Fehler:508</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""><text:p/></table:table-cell><table:table-cell office:value-type="string"><text:p>#REF!</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p> {} </text:p></table:table-cell></table:table-row>
{REST}{REST}"##,
        "\u{a0}"
    ))
}

#[test]
fn every_kind_of_cell_has_its_value() {
    let reading = Reading::of(&sample());
    assert_eq!(reading.said(), Vec::<String>::new());
    let expected = [
        [text("Projekt"), Value::Empty, text("Radweg\nNord  Süd\n& West")],
        [plain(12.5), percent(0.75), plain(9.99)],
        [date("2020-12-31"), moment("31.12.2020 14:30:05"), moment("26:05")],
        [Value::Empty, Value::Empty, Value::Empty],
        [Value::Empty, Value::Empty, Value::Empty],
        [Value::Flag(true), plain(25.0), fault("Formel ohne Wert")],
        [fault("#BEZUG! (#REF!)"), fault("#DIV/0!"), fault("Fehler:508")],
        [Value::Empty, text("#REF!"), Value::Empty],
    ];
    assert_eq!(reading.values(), expected);
    assert!(reading.text().starts_with("Projekt │  │ Radweg Nord  Süd & West\n12,5 │ 75 % │ 9,99\n"));
}

#[test]
fn an_umlaut_of_two_characters_is_one() {
    let reading = Reading::of(&raw(
        "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Fo\u{308}rdergeber</text:p></table:table-cell></table:table-row>",
    ));
    assert_eq!((reading.values(), reading.text()), (vec![vec![text("F\u{f6}rdergeber")]], "F\u{f6}rdergeber"));
}

#[test]
fn repetitions_count() {
    let reading = Reading::of(&raw(
        r#"<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/></table:table-row>"#,
    ));
    let row = [Value::Empty, Value::Empty, plain(1.0), plain(1.0)];
    assert_eq!(reading.values(), [row.clone(), row]);
}

#[test]
fn hidden_and_merged_cells_are_reported_and_read() {
    let cell = r#"<table:table-cell office:value-type="float" office:value="1"/>"#;
    let styles = r#"<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    let tables = format!(
        r#"<table:tracked-changes><table:table table:name="Nein"><table:table-row>{cell}</table:table-row></table:table></table:tracked-changes>
<table:table table:name="Projekte" table:style-name="ta1"><table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-column table:visibility="collapse" table:number-columns-repeated="16000"/>
<table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="float" office:value="1"/><table:covered-table-cell/>{cell}</table:table-row>
<table:table-row table:visibility="filter">{cell}</table:table-row><table:table-row table:visibility="collapse" table:number-rows-repeated="2">{cell}</table:table-row>
<table:table-row table:visibility="collapse" table:number-rows-repeated="1000000"><table:table-cell table:number-columns-spanned="2"/></table:table-row></table:table>
<table:table table:name="'file:///tmp/a.ods'#Blatt" table:style-name="ta2"><table:table-row>{cell}</table:table-row></table:table>
<table:table table:name="Alt" table:style-name="ta2"><table:table-row>{cell}</table:table-row></table:table>"#
    );
    let reading = Reading::of(&with_styles(styles, &tables));
    let expected = [
        "RB024 daten/mappe, Blatt Projekte, A2: Die Zeilen 2 bis 4 sind ausgeblendet; sie werden trotzdem gelesen.",
        "RB024 daten/mappe, Blatt Projekte, B1: Die Spalten B bis C sind ausgeblendet; sie werden trotzdem gelesen.",
        "RB023 daten/mappe, Blatt Projekte, A1: Die Zellen A1 bis B2 sind verbunden.",
        "RB024 daten/mappe, Blatt Alt, A1: Das Blatt ist ausgeblendet; es wird trotzdem gelesen.",
    ];
    assert_eq!(reading.said(), expected);
    assert_eq!(reading.sheets.len(), 2);
    assert_eq!(reading.sheets[0].grid.rows.len(), 4);
}

#[test]
fn a_password_is_named() {
    let bytes = replaced(
        &sample(),
        "META-INF/manifest.xml",
        "</manifest:manifest>",
        "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
    );
    let reading = Reading::of(&bytes);
    assert_eq!(reading.said(), ["RB029 daten/mappe: Die Arbeitsmappe ist mit einem Kennwort geschützt."]);
}
