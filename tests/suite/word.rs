//! Texts that were written in Word: read as their Markdown twins, printed as they were typed, named by their paragraphs.

mod shown;

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
