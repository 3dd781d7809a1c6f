//! Texts that were written in Word: read as their Markdown twins, printed as they were typed, named by their paragraphs.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use ratsbericht::check::check_texts;
use ratsbericht::cli::Exit;
use ratsbericht::finding::Code;
use ratsbericht::load::{self, Loaded};
use ratsbericht::pipeline::{Wanted, prepare};
use ratsbericht::source::{Alphabet, bullet};
use ratsbericht::text::{Block, Inline, parse, with_typography};
use ratsbericht::verify::Contents;
use ratsbericht::workspace::Layout;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::as_typed;
use crate::support::Workspace;
use crate::support::workspace::{fixture, run_args};

const TEXT: &str = "vorlagen/x/beschlussvorschlag.docx";

/// A workspace that holds nothing but a Word file.
fn read(bytes: Vec<u8>) -> Loaded {
    let files = BTreeMap::from([(TEXT.to_owned(), bytes)]);
    load::layout(&Layout::of_files(files).expect("memory does not fail"), Alphabet::all())
}

/// What it says in Markdown, with everything that loading has to say of the file, each with its place.
fn markdown(bytes: Vec<u8>) -> (String, Vec<String>) {
    let loaded = read(bytes);
    let said = loaded.findings.iter().filter_map(|finding| {
        let place = finding.span.map(|span| loaded.sources.place(span).to_string()).or_else(|| finding.path.clone())?;
        place.starts_with(TEXT).then(|| format!("{} {}: {}", finding.code.id(), place, finding.message))
    });
    let said = said.collect();
    (loaded.texts.into_iter().next().map(|text| text.markdown).unwrap_or_default(), said)
}

fn document(body: &str) -> Vec<u8> {
    with_parts(body, &[])
}

/// A document with this body, and other parts.
fn with_parts(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let text = format!("<w:document xmlns:w=\"w\" xmlns:r=\"r\"><w:body>{body}</w:body></w:document>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts.iter().copied().chain([("word/document.xml", text.as_str())]) {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content.as_bytes()).expect("a part");
    }
    zip.finish().expect("an archive").into_inner()
}

fn run(look: &str, words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn paragraph(words: &str) -> String {
    format!("<w:p>{}</w:p>", run("", words))
}

#[test]
fn each_program_writes_what_the_markdown_twin_says() {
    let twin = fs::read_to_string(fixture("word/alles.md")).expect("the twin");
    let twin = parse(&twin).expect("a shallow text");
    for name in ["libreoffice", "python-docx"] {
        let bytes = fs::read(fixture(&format!("word/{name}.docx"))).expect("a document");
        let (text, said) = markdown(bytes);
        assert_eq!(said, [""; 0], "{name}");
        assert_eq!(parse(&text).as_ref(), Some(&twin), "{name}: {text}");
        assert!(text.contains("{% if zahl[\"kennzahlen.laufend\"] > 3 %}"), "{name}: {text}");
    }
}

/// What a paper is set from is the same, whether somebody wrote its text here or there; the Nachweis names the file that was read.
#[test]
fn a_paper_is_the_same_whichever_program_wrote_its_text() {
    let words = "Im nächsten Quartal beginnt der **Ausbau**.\n";
    let word = format!(
        "<w:p>{}{}{}</w:p>",
        run("", "Im nächsten Quartal beginnt der "),
        run("<w:b/>", "Ausbau"),
        run("", ".")
    );
    let views = |ending: &str, bytes: &[u8]| {
        let workspace = Workspace::copy_of("klein");
        let path = "berichte/digital-2020-q4/ausblick";
        fs::remove_file(workspace.root().join(format!("{path}.md"))).expect("the text");
        workspace.write_bytes(&format!("{path}.{ending}"), bytes);
        let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("a workspace");
        let today = "2021-04-01".parse().expect("a day");
        let prepared = prepare(&loaded, &Alphabet::all(), &Wanted::all(&loaded), today);
        assert_eq!(prepared.findings.iter().count(), 0);
        let told: Vec<String> = loaded.told().map(|file| file.path.clone()).collect();
        assert!(told.contains(&format!("{path}.{ending}")));
        prepared.papers.iter().map(|paper| Contents::of(paper).into_view()).collect::<Vec<_>>()
    };
    assert!(views("md", words.as_bytes()) == views("docx", &document(&word)));
}

/// What is nichtöffentlich in a Word file is cut like that of any other, and its name is not told.
#[test]
fn the_public_edition_knows_nothing_of_what_is_fenced_in_word() {
    let workspace = Workspace::copy_of("klein");
    let path = "berichte/digital-2020-q4/ausblick";
    fs::remove_file(workspace.root().join(format!("{path}.md"))).expect("the text");
    let body = ["Offen.", "::: nichtöffentlich", "Geheim.", ":::"].map(paragraph).concat();
    workspace.write_bytes(&format!("{path}.docx"), &document(&body));
    let mut loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("a workspace");
    loaded.cut();
    let bestand = loaded.bestand.as_ref().expect("records");
    let text = bestand.berichte.iter().find_map(|ordner| ordner.ausblick.as_ref()).expect("the text");
    assert!(text.markdown.contains("Offen.") && !text.markdown.contains("Geheim"), "{}", text.markdown);
    assert!(loaded.told().all(|file| !file.path.ends_with(".docx")));
}

/// Paragraphs of a document, and what is said of it: a line for each, in Markdown, and the findings with their places.
#[test]
fn places_are_counted_as_a_person_counts() {
    let styles = "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1)\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%2.\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let relations = "<Relationships><Relationship Id=\"k\" Type=\"x/header\" Target=\"header1.xml\"/></Relationships>";
    let header = "<w:hdr><w:p><w:r><w:t>Entwurf</w:t></w:r></w:p></w:hdr>";
    let item = |level: u8, words: &str| {
        let list = format!("<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>");
        format!("<w:p>{list}{}</w:p>", run("", words))
    };
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph(words));
    let odd = |inner: &str| format!("<w:p>{}{inner}</w:p>", run("", "x"));
    let body = [
        "<w:p/>".to_owned(),
        format!("<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr>{}</w:p>", run("", "Lage")),
        "<w:p/>".to_owned(),
        item(0, "eins"),
        item(1, "darin"),
        item(0, "zwei"),
        "<w:p><w:r><w:drawing/></w:r></w:p>".to_owned(),
        format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc><w:p>{}</w:p><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
            cell("A"),
            cell("B"),
            cell("1|2"),
            run("<w:strike/>", "alt"),
            run("", "neu")
        ),
        odd("<w:r><w:br/><w:t>y</w:t></w:r>"),
        odd("<m:oMath/><w:r><w:object/><w:sym/></w:r>"),
        odd(
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>im Feld</w:t></w:r></w:p></w:txbxContent></wps:txbx>\
             </w:drawing></mc:Choice><mc:Fallback><w:pict><w:p/></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        ),
        odd(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> REF Ziel </w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>7</w:t><w:fldChar w:fldCharType=\"end\"/></w:r>",
        ),
        odd(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>HYPERLINK \"https://a.de/x\"</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>dort</w:t><w:fldChar w:fldCharType=\"end\"/></w:r>",
        ),
        odd("<w:r><w:rPr><w:caps/></w:rPr><w:t>groß</w:t></w:r>"),
    ];
    let parts = [
        ("word/styles.xml", styles),
        ("word/numbering.xml", numbering),
        ("word/_rels/document.xml.rels", relations),
        ("word/header1.xml", header),
    ];
    let (text, said) = markdown(with_parts(&body.concat(), &parts));
    insta::assert_snapshot!(format!("{}\n{}", text.replace('\u{2028}', "⏎"), said.join("\n")));
}

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

/// What is refused, and by which words.
#[test]
fn files_made_to_do_harm_are_refused_or_read_and_never_followed() {
    let head = "<w:document xmlns:w=\"w\"><w:body>";
    let part = |text: String| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
        zip.finish().expect("an archive").into_inner()
    };
    let entity = format!(
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>{head}<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    );
    let mut cut = document(&paragraph("x"));
    cut.truncate(cut.len() / 2);
    let empty = |name: &str| with_parts(&paragraph("x"), &[(name, "<a>")]);
    let long = format!(
        "<w:hyperlink r:id=\"a\">{}</w:hyperlink>",
        (0..2_000).map(|i| run(["", "<w:b/>"][i % 2], "x")).collect::<String>()
    );
    let address =
        format!("<r><Relationship Id=\"a\" Type=\"x/hyperlink\" Target=\"https://a.de/{}\"/></r>", "x".repeat(1_000));
    let refused = [
        (part(entity), "beschädigt"),
        (part(format!("{head}{}", "<w:p>".repeat(300))), "beschädigt"),
        (document(&"<w:p/>".repeat(1_000_000)), "zu umfangreich"),
        (document(&"<w:tbl><w:tr><w:tc/></w:tr></w:tbl>".repeat(100_000)), "zu umfangreich"),
        (document(&paragraph(&"x".repeat(600_000))), "zu umfangreich"),
        (document(&format!("<w:p>{}</w:p>", "<w:r/>".repeat(200_000))), "zu umfangreich"),
        (with_parts(&format!("<w:p>{long}</w:p>"), &[("word/_rels/document.xml.rels", &address)]), "zu umfangreich"),
        (with_parts(&paragraph("x"), &[("word/media/leer.bin", &"\0".repeat(257 << 20))]), "zu umfangreich"),
        (
            document(&format!("<w:p>{}</w:p>", "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".repeat(1_000))),
            "zu umfangreich",
        ),
        // What is looked at ahead is counted, however often it lies in itself.
        (
            document(&format!(
                "<w:p>{}{}{}</w:p>",
                "<mc:AlternateContent><mc:Choice>".repeat(80),
                format_args!("<w:r><w:t>{}</w:t></w:r>", "x".repeat(1_000_000)),
                "</mc:Choice></mc:AlternateContent>".repeat(80)
            )),
            "zu umfangreich",
        ),
        (empty("word/styles.xml"), "beschädigt"),
        (empty("word/numbering.xml"), "beschädigt"),
        (empty("word/_rels/document.xml.rels"), "beschädigt"),
        (cut, "beschädigt"),
        (b"PK".to_vec(), "beschädigt"),
        (b"Text".to_vec(), "kein Word-Dokument"),
        (Vec::new(), "kein Word-Dokument"),
    ];
    for (i, (bytes, why)) in refused.into_iter().enumerate() {
        let (text, said) = markdown(bytes);
        assert!(text.is_empty() && said.len() == 1 && said[0].contains(why), "{i}: {said:?}");
    }
    // What refers to itself is read once.
    let styles =
        "<s><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:basedOn w:val=\"a\"/></w:style></s>";
    let numbering = "<n><w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"a\"/></w:abstractNum></n>";
    let relations = "<r><Relationship Id=\"a\" Type=\"x/header\" Target=\"document.xml\"/><Relationship Id=\"b\" Type=\"x/header\" Target=\"../../x\"/></r>";
    let parts =
        [("word/styles.xml", styles), ("word/numbering.xml", numbering), ("word/_rels/document.xml.rels", relations)];
    assert_eq!(markdown(with_parts(&paragraph("x"), &parts)).0, "x\n");
    // What is long and looks like much is read in one go.
    for words in [
        "{{ ".repeat(80_000),
        "{#".repeat(120_000),
        "<<a".repeat(80_000),
        "[".repeat(250_000),
        "a&#9;".repeat(100_000),
        format!("a){}x", "&#9;".repeat(400_000)),
    ] {
        assert!(
            !markdown(document(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", words.replace('<', "&lt;"))))
                .0
                .is_empty()
        );
    }
}

#[test]
fn a_text_is_in_one_file() {
    let workspace = Workspace::copy_of("klein");
    workspace.write_bytes("vorlagen/pegelsensoren/beschlussvorschlag.docx", &document(&paragraph("x")));
    let outcome = workspace.run("check", &[]);
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(outcome.stderr.contains("[RB021]: Der Text steht zweimal da"), "{}", outcome.stderr);
}

#[test]
fn convert_keeps_word_files() {
    let workspace = Workspace::copy_of("klein");
    let path = "berichte/digital-2020-q4/ausblick";
    fs::remove_file(workspace.root().join(format!("{path}.md"))).expect("the text");
    let bytes = document(&paragraph("Im nächsten Quartal beginnt der Ausbau."));
    workspace.write_bytes(&format!("{path}.docx"), &bytes);
    let args = [
        "ratsbericht".into(),
        "convert".into(),
        workspace.root().into(),
        "--to".into(),
        "csv".into(),
        "--out".into(),
        workspace.out().into(),
    ];
    let outcome = run_args(args);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(fs::read(workspace.out().join(format!("{path}.docx"))).expect("the text") == bytes);
}

/// What people type in Word, much of which would be markup elsewhere; comments of templates are a finding there, too.
static PIECES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let own = ["2) ", "[ ] ", "[x] ", "[^1]", "---", "~~", "^2^", "==", "&amp;", "$"];
    as_typed::PIECES.into_iter().filter(|piece| !piece.contains('\n') && !piece.contains("{#")).chain(own).collect()
});

const LOOKS: [&str; 4] = ["", "<w:b/>", "<w:i/>", "<w:b/><w:i/>"];

/// What says that a text is not printed as it stands.
const CODES: [Code; 7] = [Code::RB501, Code::RB503, Code::RB531, Code::RB532, Code::RB533, Code::RB534, Code::RB536];

/// The words of a paragraph without blanks, as they are printed; a bullet becomes that of a list.
fn words(text: &str) -> String {
    let text = text.trim();
    let text = bullet(text).filter(|bullet| bullet.is_sure).map_or(text, |bullet| &text[bullet.length..]);
    with_typography(text).chars().filter(|c| !c.is_whitespace()).map(|c| if c == '₂' { '2' } else { c }).collect()
}

/// The paragraphs of blocks, those of items and cells included, each without blanks.
fn printed(blocks: &[Block], lines: &mut Vec<String>) {
    fn text(inlines: &[Inline]) -> String {
        let piece = |inline: &Inline| match inline {
            Inline::Text { text } => text.clone(),
            Inline::Strong { inlines } | Inline::Emphasis { inlines } => text(inlines),
            Inline::Link { url, .. } => format!("link to {url}"),
            Inline::Break => "\n".into(),
        };
        inlines.iter().map(piece).collect()
    }
    let shown = |inlines: &[Inline]| {
        text(inlines).chars().filter(|c| !c.is_whitespace()).map(|c| if c == '₂' { '2' } else { c }).collect()
    };
    for block in blocks {
        match block {
            Block::Paragraph { inlines } | Block::Heading { inlines, .. } => lines.push(shown(inlines)),
            Block::List { items, .. } => items.iter().for_each(|item| printed(item, lines)),
            Block::Table { head, rows, .. } => {
                lines.extend(head.iter().chain(rows.iter().flatten()).map(|cell| shown(cell)));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, rng_seed: RngSeed::Fixed(20_201_231), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_typed_in_word_is_printed_letter_for_letter(
        typed in prop::collection::vec(prop::collection::vec((prop::sample::select(PIECES.as_slice()), prop::sample::select(LOOKS.as_slice())), 1..7), 1..4)
    ) {
        let body = typed.iter().map(|pieces| format!("<w:p>{}</w:p>", pieces.iter().map(|(words, look)| run(look, words)).collect::<String>()));
        let loaded = read(document(&body.collect::<String>()));
        let text = loaded.texts.first().map(|text| text.markdown.clone()).unwrap_or_default();
        let mut lines = Vec::new();
        printed(&parse(&text).expect("a shallow text"), &mut lines);
        let typed = typed.iter().map(|pieces| words(&pieces.iter().map(|(words, _)| *words).collect::<String>()));
        let typed: Vec<String> = typed.filter(|words| !words.is_empty()).collect();
        // Typography looks at words of one look alone.
        let plain = |lines: &[String]| lines.iter().map(|line| line.replace("CO₂", "CO2")).collect::<Vec<_>>();
        prop_assert_eq!(plain(&lines), plain(&typed), "{:?}", text);
        let findings = check_texts(&loaded.texts, None, &Alphabet::all());
        let said: Vec<_> = findings.iter().filter(|finding| CODES.contains(&finding.code)).collect();
        prop_assert!(said.is_empty(), "{text:?}: {said:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, rng_seed: RngSeed::Fixed(20_201_231), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_typed_in_cells_items_and_headings_is_printed_letter_for_letter(
        pieces in prop::collection::vec((prop::sample::select(PIECES.as_slice()), prop::sample::select(LOOKS.as_slice())), 1..7)
    ) {
        let runs: String = pieces.iter().map(|(words, look)| run(look, words)).collect();
        let cell = format!("<w:tc><w:p>{runs}</w:p></w:tc>");
        let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/></w:lvl>\
            </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
        let item = "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
        let body = format!(
            "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>{runs}</w:p><w:p>{item}{runs}</w:p>\
             <w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}{cell}</w:tr></w:tbl>"
        );
        let loaded = read(with_parts(&body, &[("word/numbering.xml", numbering)]));
        let text = loaded.texts.first().map(|text| text.markdown.clone()).unwrap_or_default();
        let mut lines = Vec::new();
        printed(&parse(&text).expect("a shallow text"), &mut lines);
        lines.retain(|line| !line.is_empty());
        let typed: String = pieces.iter().map(|(words, _)| *words).collect();
        let typed: String = with_typography(&typed).chars().filter(|c| !c.is_whitespace()).collect();
        let count = if typed.is_empty() { 0 } else { 6 };
        prop_assert_eq!(lines, vec![typed; count], "{:?}", text);
        let findings = check_texts(&loaded.texts, None, &Alphabet::all());
        let said: Vec<_> = findings.iter().filter(|finding| CODES.contains(&finding.code)).collect();
        prop_assert!(said.is_empty(), "{text:?}: {said:?}");
    }
}
