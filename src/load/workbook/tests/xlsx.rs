//! Workbooks of Excel.

use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::*;

/// A workbook with one sheet.
fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet().set_name("Projekte").unwrap());
    book.save_to_buffer().unwrap()
}

/// A workbook whose sheet has these rows, as XML.
pub(super) fn raw(rows: &str) -> Vec<u8> {
    let rows = format!("<sheetData>{rows}</sheetData>");
    replaced(&book(|_| ()), "xl/worksheets/sheet1.xml", "<sheetData/>", &rows)
}

/// A workbook with something of everything.
pub(super) fn sample() -> Vec<u8> {
    book(|sheet| {
        let format = |code: &str| Format::new().set_num_format(code);
        sheet.write(0, 0, "Projekt").unwrap().write(0, 2, " Straße\u{a0}").unwrap();
        sheet.write(1, 0, 12.5).unwrap().write(1, 1, true).unwrap();
        sheet.write_with_format(2, 0, 0.75, &format("0.0 %")).unwrap();
        let day = ExcelDateTime::parse_from_str("2020-12-31").unwrap();
        sheet.write_with_format(2, 1, &day, &format("dd.mm.yyyy")).unwrap();
        let moment = ExcelDateTime::parse_from_str("2020-12-31 14:30:05").unwrap();
        sheet.write_with_format(2, 2, &moment, &format("dd.mm.yyyy hh:mm")).unwrap();
        sheet.write_formula(4, 0, Formula::new("=A2*2").set_result("25")).unwrap();
        sheet.write_formula(4, 1, Formula::new("=A2&\"x\"").set_result("12,5x")).unwrap();
        let (red, plain) = (Format::new().set_bold(), Format::new());
        sheet.write_rich_string(4, 2, &[(&plain, "Rad"), (&red, "weg "), (&plain, "Nord")]).unwrap();
    })
}

#[test]
fn every_kind_of_cell_has_its_value() {
    let reading = Reading::of(&sample());
    assert_eq!(reading.said(), Vec::<String>::new());
    assert_eq!(reading.sheets[0].name, "Projekte");
    let expected = [
        [text("Projekt"), Value::Empty, text("Straße")],
        [plain(12.5), Value::Flag(true), Value::Empty],
        [percent(0.75), date("2020-12-31"), moment("31.12.2020 14:30:05")],
        [Value::Empty, Value::Empty, Value::Empty],
        [plain(25.0), text("12,5x"), text("Radweg Nord")],
    ];
    assert_eq!(reading.values(), expected);
}

#[test]
fn the_text_of_a_sheet_has_a_line_per_row_and_a_place_per_cell() {
    let reading = Reading::of(&sample());
    let expected = "Projekt │  │ Straße\n12,5 │ WAHR │ \n75 % │ 31.12.2020 │ 31.12.2020 14:30:05\n │  │ \n25 │ 12,5x │ Radweg Nord";
    assert_eq!(reading.text(), expected);
    for row in 0..5 {
        for column in 0..3 {
            let place = reading.sources.place(reading.cell(row, column).span);
            assert_eq!((place.line, place.column), (row + 1, column + 1));
        }
    }
    let place = reading.sources.place(reading.cell(3, 2).span).to_string();
    assert_eq!(place, "daten/mappe, Blatt Projekte, C4");
    assert_eq!(reading.sources.text(reading.sheets[0].grid.rows[4].span), "25 │ 12,5x │ Radweg Nord");
}

/// A second reader, written by others, sees the same cells in a workbook that nobody tampered with.
#[test]
fn another_reader_reads_the_same() {
    let bytes = sample();
    let reading = Reading::of(&bytes);
    let mut other: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = other.worksheet_range("Projekte").unwrap();
    for (row, cells) in reading.values().iter().enumerate() {
        for (column, value) in cells.iter().enumerate() {
            let at = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
            let same = match (range.get_value(at).unwrap_or(&Data::Empty), value) {
                (Data::Empty, Value::Empty) => true,
                (Data::String(a), Value::Text(b)) => a.trim() == &**b,
                (Data::Float(a), Value::Number { stored, .. }) => a == stored,
                (Data::Bool(a), Value::Flag(b)) => a == b,
                (Data::DateTime(a), Value::Date(b)) => a.as_datetime() == Some((*b).into()),
                (Data::DateTime(a), Value::Moment(b)) => {
                    a.as_datetime().unwrap().format("%d.%m.%Y %H:%M:%S").to_string() == **b
                }
                _ => false,
            };
            assert!(same, "{at:?} {value:?}");
        }
    }
}

#[test]
fn what_a_cell_stores_decides_with_its_type() {
    let cells = [
        (r#"t="inlineStr"><is><t>a&amp;b&#8364;</t></is>"#, text("a&b€")),
        (
            r#"t="inlineStr"><is><r><t xml:space="preserve">a </t></r><r><t>b</t></r><rPh><t>c</t></rPh></is>"#,
            text("a b"),
        ),
        (r#"t="str"><f>A1</f><v>a_x000D_b_x005F_x_xyz</v>"#, text("a\rb_x_xyz")),
        (r#"t="str"><f>A1</f><v></v>"#, Value::Empty),
        (r#"t="str"><f>A1</f>"#, fault("Formel ohne Wert")),
        (r"><f>A1</f><v/>", fault("Formel ohne Wert")),
        (r"><f>A1</f>", fault("Formel ohne Wert")),
        (r"><f>A1</f><v>7</v>", plain(7.0)),
        (r#"t="b"><v>0</v>"#, Value::Flag(false)),
        (r#"t="e"><v>#REF!</v>"#, fault("#BEZUG! (#REF!)")),
        (r#"t="e"><v>#DIV/0!</v>"#, fault("#DIV/0!")),
        (r#"t="e"><v>#N/A</v>"#, fault("#NV (#N/A)")),
        (r#"t="d"><v>2020-12-31T00:00:00Z</v>"#, date("2020-12-31")),
        (r#"t="d"><v>2020-12-31T08:05:00</v>"#, moment("31.12.2020 8:05")),
        (r#"t="n"><v>1E3</v>"#, plain(1000.0)),
        (r"><v>1e999</v>", fault("1e999")),
        (r"><v>NaN</v>", fault("NaN")),
        (r"><v>0.28999999999999998</v>", plain(0.29)),
        (r#"s="1">"#, Value::Empty),
        (r#"t="inlineStr"><is><t xml:space="preserve"> &#160; </t></is>"#, Value::Empty),
    ];
    let rows: String = cells.iter().map(|(cell, _)| format!("<row><c {cell}</c><c><v>1</v></c></row>")).collect();
    let reading = Reading::of(&raw(&rows));
    assert_eq!(reading.said(), Vec::<String>::new());
    for (row, (cell, expected)) in cells.iter().enumerate() {
        assert_eq!(reading.cell(row, 0).value, *expected, "{cell}");
    }
}

/// What a number is in a cell of a format.
fn formatted(code: &str, number: &str) -> Value {
    let bytes = book(|sheet| {
        let format = Format::new().set_num_format(code);
        sheet.write_with_format(0, 0, 4711.0, &format).unwrap();
    });
    let bytes = replaced(&bytes, "xl/worksheets/sheet1.xml", "<v>4711</v>", &format!("<v>{number}</v>"));
    Reading::of(&bytes).cell(0, 0).value.clone()
}

#[test]
fn a_number_format_makes_a_percentage_a_day_or_a_time() {
    for code in ["0%", "0.00 %", "0\\ %", "[Red]0.0%;-0.0%"] {
        assert_eq!(formatted(code, "0.75"), percent(0.75), "{code}");
    }
    for code in ["General", "#,##0.00\\ \"€/m\"", "0\\%", "0\" % des Ziels\"", "_-* #,##0_-", "0.0E+00", "[Red]0", "@"]
    {
        assert_eq!(formatted(code, "0.75"), plain(0.75), "{code}");
    }
    for code in ["dd.mm.yyyy", "[$-407]d. mmmm yyyy;@", "yyyy", "mmm", "dd/mm/yy hh:mm"] {
        assert_eq!(formatted(code, "44196"), date("2020-12-31"), "{code}");
    }
    assert_eq!(formatted("dd.mm.yyyy", "44196.5"), moment("31.12.2020 12:00"));
    assert_eq!(formatted("dd.mm.yyyy", "44196.0000000001"), date("2020-12-31"));
    assert_eq!(formatted("hh:mm", "0.5"), moment("12:00"));
    assert_eq!(formatted("hh:mm", "44196"), moment("31.12.2020 0:00"));
    assert_eq!(formatted("[h]:mm", "1.5"), moment("36:00"));
}

#[test]
fn days_count_from_the_epoch_of_the_workbook() {
    let day = |number| formatted("dd.mm.yyyy", number);
    assert_eq!(day("1"), date("1900-01-01"));
    assert_eq!(day("59"), date("1900-02-28"));
    assert_eq!(day("60"), moment("29.02.1900"));
    assert_eq!(day("61"), date("1900-03-01"));
    assert_eq!(day("0"), moment("00.01.1900"));
    assert_eq!(day("2958465"), date("9999-12-31"));
    assert_eq!(day("2958466"), fault("########"));
    assert_eq!(day("-1"), fault("########"));
    let bytes = book(|sheet| {
        let format = Format::new().set_num_format("dd.mm.yyyy");
        sheet.write_with_format(0, 0, 42734.0, &format).unwrap().write_with_format(0, 1, 0.0, &format).unwrap();
    });
    let bytes = replaced(&bytes, "xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" ");
    assert_eq!(Reading::of(&bytes).values(), [[date("2020-12-31"), date("1904-01-01")]]);
}

#[test]
fn built_in_formats_need_no_code() {
    let bytes = raw(r#"<row><c s="1"><v>1</v></c><c s="2"><v>44196</v></c><c s="9"><v>3</v></c></row>"#);
    let formats = r#"<xf numFmtId="9"/><xf numFmtId="14"/></cellXfs>"#;
    let bytes = replaced(&bytes, "xl/styles.xml", "</cellXfs>", formats);
    let elsewhere = r#"<dxfs><dxf><numFmt numFmtId="9" formatCode="dd.mm.yyyy"/></dxf></dxfs>"#;
    let bytes = replaced(&bytes, "xl/styles.xml", "<dxfs count=\"0\"/>", elsewhere);
    assert_eq!(Reading::of(&bytes).values(), [[percent(1.0), date("2020-12-31"), plain(3.0)]]);
}

#[test]
fn hidden_and_merged_cells_are_reported_and_read() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Projekte").unwrap();
    for row in 0..8 {
        sheet.write(row, 0, row).unwrap().write(row, 3, "x").unwrap();
    }
    for row in [2, 3, 5, 20] {
        sheet.set_row_hidden(row).unwrap();
    }
    sheet.set_column_hidden(1).unwrap().set_column_hidden(3).unwrap().set_column_hidden(9).unwrap();
    sheet.merge_range(6, 1, 7, 2, "", &Format::new()).unwrap();
    sheet.merge_range(30, 1, 31, 2, "", &Format::new()).unwrap();
    book.add_worksheet().set_name("Alt").unwrap().set_hidden(true).write(1, 1, 1).unwrap();
    book.add_worksheet().set_name("Leer").unwrap().set_hidden(true);
    let reading = Reading::of(&book.save_to_buffer().unwrap());
    let expected = [
        "RB024 daten/mappe, Blatt Projekte, A3: Die Zeilen 3 bis 4 sind ausgeblendet; sie werden trotzdem gelesen.",
        "RB024 daten/mappe, Blatt Projekte, A6: Die Zeile 6 ist ausgeblendet; sie wird trotzdem gelesen.",
        "RB024 daten/mappe, Blatt Projekte, D1: Die Spalte D ist ausgeblendet; sie wird trotzdem gelesen.",
        "RB023 daten/mappe, Blatt Projekte, B7: Die Zellen B7 bis C8 sind verbunden.",
        "RB024 daten/mappe, Blatt Alt, A1: Das Blatt ist ausgeblendet; es wird trotzdem gelesen.",
    ];
    assert_eq!(reading.said(), expected);
    assert_eq!(reading.sheets.iter().map(|sheet| sheet.grid.rows.len()).collect::<Vec<_>>(), [8, 2, 0]);
    assert_eq!(reading.cell(2, 0).value, plain(2.0));
}

#[test]
fn struck_cells_are_reported_and_read() {
    let bytes = book(|sheet| {
        let (struck, plain) = (Format::new().set_font_strikethrough(), Format::new());
        sheet.write_with_format(0, 0, "alt", &struck).unwrap().write(0, 1, "neu").unwrap();
        sheet.write_with_format(1, 0, "weg", &struck).unwrap().write_with_format(1, 1, 7, &struck).unwrap();
        sheet.write_rich_string(2, 0, &[(&plain, "Rad"), (&struck, "weg")]).unwrap().write(2, 1, "x").unwrap();
    });
    let reading = Reading::of(&bytes);
    let expected = [
        "RB040 daten/mappe, Blatt Projekte, A2: Die Zeile 2 ist durchgestrichen; sie wird trotzdem gelesen.",
        "RB040 daten/mappe, Blatt Projekte, A1: Die Zelle ist durchgestrichen; sie wird trotzdem gelesen.",
        "RB040 daten/mappe, Blatt Projekte, A3: Ein Teil des Textes ist durchgestrichen; er wird trotzdem gelesen.",
    ];
    assert_eq!(reading.said(), expected);
    assert_eq!(reading.values()[2], [text("Radweg"), text("x")]);
}

#[test]
fn a_nought_counts_as_computed_unless_that_is_put_off() {
    let bytes = raw("<row><c><f>A2</f><v>0</v></c><c><f>A2</f><v>7</v></c><c><v>0</v></c></row>");
    assert_eq!(Reading::of(&bytes).values(), [[fault("Formel ohne Wert"), plain(7.0), plain(0.0)]]);
    let bytes = replaced(&bytes, "xl/workbook.xml", " fullCalcOnLoad=\"1\"", "");
    assert_eq!(Reading::of(&bytes).values(), [[plain(0.0), plain(7.0), plain(0.0)]]);
}

#[test]
fn cells_without_names_follow_one_another() {
    let reading =
        Reading::of(&raw(r#"<row><c><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c><c><v>3</v></c></row>"#));
    let expected = [
        vec![plain(1.0), Value::Empty, Value::Empty],
        vec![Value::Empty; 3],
        vec![Value::Empty, plain(2.0), plain(3.0)],
    ];
    assert_eq!(reading.values(), expected);
}

#[test]
fn parts_are_found_by_their_relations_whatever_their_names() {
    let bytes = raw("<row><c><v>1</v></c></row>");
    let bytes = replaced(&bytes, "xl/_rels/workbook.xml.rels", "\"worksheets/", "\"/xl/../xl/./WORKSHEETS/");
    assert_eq!(Reading::of(&bytes).values(), [[plain(1.0)]]);
    let parts: Vec<(String, Vec<u8>)> = unzipped(&raw("<row><c><v>1</v></c></row>"));
    let parts: Vec<(String, Vec<u8>)> =
        parts.into_iter().map(|(name, content)| (name.replace("xl/", "XL\\"), content)).collect();
    let parts: Vec<(&str, Vec<u8>)> = parts.iter().map(|(name, content)| (name.as_str(), content.clone())).collect();
    assert_eq!(Reading::of(&zipped(&parts)).values(), [[plain(1.0)]]);
}

#[test]
fn drop_downs_are_found_where_excel_keeps_them() {
    let rules = "<sheetData/><dataValidations><dataValidation type=\"list\" sqref=\"B2:C9 E1\"><formula1>\"a,b\"</formula1>\
                 </dataValidation><dataValidation type=\"date\" sqref=\"A1\"><formula1>1</formula1></dataValidation></dataValidations>\
                 <extLst><ext><x14:dataValidations><x14:dataValidation type=\"list\"><x14:formula1><xm:f>Listen!$A$2:$A$4</xm:f>\
                 </x14:formula1><xm:sqref>D2 F2</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>";
    let reading = Reading::of(&replaced(&book(|_| ()), "xl/worksheets/sheet1.xml", "<sheetData/>", rules));
    let words = Offer::Words(vec!["a".into(), "b".into()]);
    let cells = Offer::Cells { sheet: "Listen".into(), column: 0, rows: 1..4 };
    let expected =
        [Dropdown { columns: vec![1..3, 4..5], offer: words }, Dropdown { columns: vec![3..4, 5..6], offer: cells }];
    assert_eq!(reading.sheets[0].dropdowns, expected);
}
