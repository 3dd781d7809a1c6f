//! What Word shows is printed, or said at its place, in words that people know who write in Word.

use ratsbericht::check::check_texts;
use ratsbericht::source::Alphabet;

use super::{TEXT, document, markdown, paragraph, read, run, with_parts};

const ODD: &str = "RB057 Absatz 1";

/// A run with an element that is no word, between others.
fn with_sign(element: &str) -> String {
    format!("<w:p>{}<w:r>{element}</w:r>{}</w:p>", run("", "vor "), run("", " nach"))
}

/// What Word shows is printed, or said at its paragraph: bodies, what they are in Markdown, and the findings without their messages.
#[test]
fn nothing_that_word_shows_is_lost_in_silence() {
    let alternative = |choice: &str, fallback: &str| {
        with_sign(&format!(
            "<mc:AlternateContent><mc:Choice Requires=\"x\">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        ))
    };
    let symbol = "<w16se:symEx w16se:char=\"2714\"/>";
    let broken = |kind: &str| format!("<w:p><w:r><w:t>Wort</w:t><w:br w:type=\"{kind}\"/><w:t>Zwei</w:t></w:r></w:p>");
    let cases: Vec<(String, &str, &[&str])> = vec![
        (alternative(symbol, "<w:t>✔</w:t>"), "vor ✔ nach", &[]),
        (alternative("", "<w:t>✔</w:t>"), "vor ✔ nach", &[]),
        (alternative("<w:t>✔</w:t>", "<w:t>x</w:t>"), "vor ✔ nach", &[]),
        (alternative(symbol, ""), "vor  nach", &[ODD]),
        (alternative(symbol, symbol), "vor  nach", &[ODD]),
        (alternative("<w:drawing/>", "<w:t>x</w:t>"), "vor  nach", &[ODD]),
        (
            alternative(
                "<mc:AlternateContent><mc:Choice><w:foo/></mc:Choice><mc:Fallback/></mc:AlternateContent>",
                "<w:t>✔</w:t>",
            ),
            "vor ✔ nach",
            &[],
        ),
        (
            format!(
                "<mc:AlternateContent><mc:Choice><w:foo/></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>{}",
                paragraph("eins"),
                paragraph("zwei")
            ),
            "eins\n\nzwei",
            &[],
        ),
        (with_sign("<mc:AlternateContent/><w:t>x</w:t>"), "vor x nach", &[]),
        (broken("page"), "Wort\n\nZwei", &[]),
        (broken("column"), "Wort\n\nZwei", &[]),
        (broken("page").replace("<w:p>", "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>"), "# Wort⏎Zwei", &[]),
        (format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", broken("page")), "| Wort⏎Zwei |\n| --- |", &[]),
        (broken("page").replace("Wort", "").replace("Zwei", ""), "", &[]),
        (broken("textWrapping"), "Wort⏎Zwei", &[]),
        (with_sign("<w:ruby><w:rt><w:r><w:t>o</w:t></w:r></w:rt></w:ruby>"), "vor  nach", &[ODD]),
        (with_sign("<w:pgNum/>"), "vor  nach", &[ODD]),
        (with_sign("<w:monthLong/>"), "vor  nach", &[ODD]),
        (with_sign("<w:neu/>"), "vor  nach", &[ODD]),
        (with_sign("<w:lastRenderedPageBreak/><w:annotationRef/>"), "vor  nach", &[]),
        (format!("<w:p><w:subDoc r:id=\"a\"/>{}</w:p>", run("", "x")), "x", &[ODD]),
        (
            format!(
                "<w:p><w:proofErr/><w:bookmarkStart/><w:permEnd/><w:customXmlInsRangeStart/>{}</w:p>",
                run("", "x")
            ),
            "x",
            &[],
        ),
        (format!("<m:oMathPara><m:oMath/></m:oMathPara>{}", paragraph("x")), "x", &["RB057 Datei"]),
        (with_sign("<w:noBreakHyphen/>"), "vor \u{2011} nach", &[]),
        (format!("<w:p>{}</w:p>", run("<w:position w:val=\"6\"/>", "x")), "x", &[ODD]),
        (format!("<w:p>{}</w:p>", run("<w:position w:val=\"-6pt\"/>", "x")), "x", &[ODD]),
        (format!("<w:p>{}</w:p>", run("<w:position w:val=\"0\"/>", "x")), "x", &[]),
    ];
    for (body, expected, said) in cases {
        assert_eq!(placed(&body, &[]), (expected.to_owned(), said.iter().map(|s| (*s).to_owned()).collect()), "{body}");
    }
}

/// What a body says in Markdown, and the findings without their messages.
fn placed(body: &str, parts: &[(&str, &str)]) -> (String, Vec<String>) {
    let (text, said) = markdown(with_parts(body, parts));
    let place = |line: &String| {
        let line = line.split(": ").next().unwrap_or_default();
        if line.contains(", ") { line.replace(&format!("{TEXT}, "), "") } else { line.replace(TEXT, "Datei") }
    };
    (text.trim_end_matches('\n').replace('\u{2028}', "⏎"), said.iter().map(place).collect())
}

#[test]
fn rows_that_do_not_stand_below_their_head_or_are_not_shown_are_said() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph(words));
    let table = |table: &str, row: &str| {
        let (head, cells) = (cell("A") + &cell("B"), cell("a") + &cell("b"));
        format!("<w:tbl>{table}<w:tr>{head}</w:tr><w:tr>{row}{cells}</w:tr></w:tbl>")
    };
    let shown = "| A | B |\n| --- | --- |\n| a | b |";
    let row = "RB057 Tabelle 1, Zeile 2";
    let cases = [
        ("", "<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>", shown, vec![row]),
        ("", "<w:trPr><w:gridAfter w:val=\"1\"/></w:trPr>", shown, vec![row]),
        ("", "<w:trPr><w:gridBefore w:val=\"0\"/><w:cantSplit/></w:trPr>", shown, vec![]),
        ("", "<w:trPr><w:hidden/></w:trPr>", "| A | B |\n| --- | --- |\n|  |  |", vec![row]),
        ("", "<w:trPr><w:hidden w:val=\"0\"/></w:trPr>", shown, vec![]),
        ("", "<w:trPr><w:ins/></w:trPr>", shown, vec![row]),
        ("", "<w:trPr><w:trPrChange><w:trPr/></w:trPrChange></w:trPr>", shown, vec![row]),
        (
            "<w:tblPr><w:tblW/><w:tblPrChange><w:tblPr/></w:tblPrChange></w:tblPr>",
            "",
            shown,
            vec!["RB057 Tabelle 1, Zeile 1"],
        ),
        ("<w:tblPr><w:tblStyle w:val=\"x\"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>", "", shown, vec![]),
    ];
    for (properties, row, expected, said) in cases {
        let body = table(properties, row);
        assert_eq!(placed(&body, &[]), (expected.to_owned(), said.into_iter().map(str::to_owned).collect()), "{body}");
    }
}

#[test]
fn changes_of_how_something_looks_are_changes() {
    let of_run = run("<w:b/><w:rPrChange><w:rPr/></w:rPrChange>", "x");
    for body in [
        format!("<w:p>{of_run}</w:p>"),
        format!("<w:p><w:pPr><w:pPrChange><w:pPr/></w:pPrChange></w:pPr>{}</w:p>", run("", "x")),
        format!("<w:p><w:pPr><w:sectPr><w:sectPrChange/></w:sectPr></w:pPr>{}</w:p>", run("", "x")),
        format!("<w:p><w:pPr><w:rPr><w:rPrChange/></w:rPr></w:pPr>{}</w:p>", run("", "x")),
        format!("<w:p><w:pPr><w:numPr><w:ins/></w:numPr></w:pPr>{}</w:p>", run("", "x")),
    ] {
        let (_, said) = markdown(document(&body));
        assert!(said.len() == 1 && said[0].contains("RB057") && said[0].contains("Änderungen"), "{body}: {said:?}");
    }
}

#[test]
fn what_numbers_a_paragraph_is_printed_or_said() {
    let numbering = |format: &str, text: &str| {
        format!(
            "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>\
             </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
        )
    };
    let item = format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>", run("", "Bau"));
    let heading = item.replace("<w:pPr>", "<w:pPr><w:outlineLvl w:val=\"0\"/>");
    let cases = [
        (&item, "none", "Beschluss:", "Beschluss: Bau", None),
        (&item, "ordinal", "%1", "1\\. Bau", None),
        (&item, "cardinalText", "%1:", "Bau", Some("RB057 Absatz 1")),
        (&item, "custom", "%1.", "Bau", Some("RB057 Absatz 1")),
        (&heading, "custom", "%1.", "# Bau", Some("RB058 Absatz 1")),
    ];
    for (body, format, text, expected, said) in cases {
        let part = numbering(format, text);
        let parts = [("word/numbering.xml", part.as_str())];
        let said: Vec<String> = said.into_iter().map(str::to_owned).collect();
        assert_eq!(placed(body, &parts), (expected.to_owned(), said), "{format} {text}");
    }
}

#[test]
fn links_lead_where_they_lead_in_word() {
    let relations = "<r><Relationship Id=\"a\" Type=\"x/hyperlink\" Target=\"https://a.de/x\"/></r>";
    let link = |attributes: &str| format!("<w:p><w:hyperlink {attributes}>{}</w:hyperlink></w:p>", run("", "dort"));
    let field = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>HYPERLINK \\o \"Tipp\" \"https://a.de/x\" \\l \"z\"</w:instrText>\
        <w:fldChar w:fldCharType=\"separate\"/><w:t>dort</w:t><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    for (body, expected) in [
        (link("r:id=\"a\""), "[dort](<https://a.de/x>)"),
        (link("r:id=\"a\" w:anchor=\"z\""), "[dort](<https://a.de/x#z>)"),
        (link("w:anchor=\"z\""), "dort"),
        (field.to_owned(), "[dort](<https://a.de/x#z>)"),
    ] {
        let parts = [("word/_rels/document.xml.rels", relations)];
        assert_eq!(placed(&body, &parts), (expected.to_owned(), Vec::new()), "{body}");
    }
}

/// The parts of a document are called as its relations say, and none of them lies outside of it.
#[test]
fn parts_are_found_by_what_the_document_says() {
    let styles = "<s><w:style w:type=\"paragraph\" w:styleId=\"u\"><w:name w:val=\"heading 1\"/></w:style></s>";
    let text = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"u\"/></w:pPr><w:r><w:t>Lage</w:t></w:r></w:p></w:body></w:document>";
    let own = "<r><Relationship Id=\"s\" Type=\"x/styles\" Target=\"/word/styles2.xml\"/><Relationship Id=\"k\" Type=\"x/header\" \
        Target=\"../word/kopf.xml\"/></r>";
    let root = |target: &str| format!("<r><Relationship Id=\"d\" Type=\"x/officeDocument\" Target=\"{target}\"/></r>");
    for (target, expected) in [
        ("word/document2.xml", "# Lage"),
        ("/word/document2.xml", "# Lage"),
        ("../../word/document2.xml", "# Lage"),
        ("weg.xml", "x"),
    ] {
        let root = root(target);
        let parts = [
            ("_rels/.rels", root.as_str()),
            ("word/document2.xml", text),
            ("word/_rels/document2.xml.rels", own),
            ("word/styles2.xml", styles),
            ("word/kopf.xml", "<w:hdr><w:t>Kopf</w:t></w:hdr>"),
        ];
        let (text, said) = placed(&paragraph("x"), &parts);
        assert_eq!((text.as_str(), said.len()), (expected, usize::from(expected != "x")), "{target}: {said:?}");
    }
}

/// What a text of a Vorlage is told when somebody wrote it in Word: codes, messages and what to do, each in one line.
fn told(body: &str) -> Vec<String> {
    let loaded = read(document(body));
    let findings = check_texts(&loaded.texts, None, &Alphabet::all());
    findings.iter().map(|finding| format!("{} {} {}", finding.code.id(), finding.message, finding.mend)).collect()
}

#[test]
fn findings_quote_what_was_typed_and_ask_for_no_markdown() {
    let strong = |words: &str| run("<w:b/>", words);
    let bold = |before: &str, words: &str, behind: &str| {
        format!("<w:p>{}{}{}</w:p>", run("", before), strong(words), run("", behind))
    };
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph(words));
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("K"),
        cell("L"),
        cell("offen {{ hier"),
        cell("b")
    );
    let cases = [
        (paragraph("rgerstark *sehr* #1 a|b und weiter"), "RB507", "„rgerstark *sehr* #1 a|b …“"),
        (format!("<w:p>{}{}</w:p>", strong("rger*stark"), run("", " _x_ und")), "RB507", "„rger*stark _x_ und …“"),
        (bold("Wort <", "<Feld>> Text", ""), "RB506", "„<<Feld>>“"),
        (bold("Wort ", "<<Feld>", "> Text"), "RB506", "„<<Feld>>“"),
        (bold("Wort ", "<<Feld>>", " Text"), "RB506", "„<<Feld>>“"),
        (paragraph("Am [Datum *bitte* ergänzen]"), "RB506", "„[Datum *bitte* ergänzen]“"),
        (table, "RB501", "Am Ende fehlt }}."),
    ];
    for (body, code, words) in cases {
        let told = told(&body);
        assert!(told.len() == 1 && told[0].starts_with(code) && told[0].contains(words), "{body}: {told:?}");
        assert!(["**", "\\", "| |", "&#"].iter().all(|sign| !told[0].contains(sign)), "{told:?}");
    }
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
        </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/>\
        <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num></w:numbering>";
    let item = |list: u8| {
        format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>", run("", "Bau"))
    };
    let loaded = read(with_parts(&(item(1) + &item(2)), &[("word/numbering.xml", numbering)]));
    let findings = check_texts(&loaded.texts, None, &Alphabet::all());
    let mends: Vec<&str> = findings.iter().map(|finding| finding.mend.as_str()).collect();
    assert!(mends.len() == 1 && mends[0].contains("in Word die Nummerierung"), "{mends:?}");
}
