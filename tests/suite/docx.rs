//! Papers as Word documents: the words of the PDF, in styles, lists and tables of Word; and held against the data again.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};

use ratsbericht::cli::Exit;
use ratsbericht::docx::{NOTICE, TEXT, document};
use ratsbericht::load::word_text;
use ratsbericht::plain::{self, Form, Part, Section, lines};
use ratsbericht::publish::{MANIFEST, Manifest};
use ratsbericht::verify::published::{Loss, LossKind, Unreadable, WordFacts, losses};
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::Workspace;
use crate::support::pdf::{self, Kid, Pdf, Tag};
use crate::support::workspace::{TODAY, fixture, outputs, run_args};

/// A paper with its view data, and the document that is made of them.
struct Paper {
    name: String,
    pdf: Vec<u8>,
    view: Value,
    docx: Vec<u8>,
}

/// The papers of the examples, from the PDFs that were built for all tests.
fn papers() -> Vec<Paper> {
    ["aachen", "klein", "kreis", "auenfurt"].into_iter().flat_map(papers_of).collect()
}

fn papers_of(example: &str) -> Vec<Paper> {
    let workspace = Workspace::built(example);
    let manifest = Manifest::from_bytes(&workspace.output(MANIFEST)).expect("a manifest");
    let paper = |file: &str| {
        let pdf = workspace.output(file);
        let view: Value = serde_json::from_slice(&pdf::attachment(&pdf, "data.json")).expect("JSON");
        let docx = document(&view).expect("a document");
        Paper { name: file.to_owned(), pdf, view, docx }
    };
    manifest.files().map(|file| file.pfad.as_str()).filter(|file| file.ends_with(".pdf")).map(paper).collect()
}

/// The parts of a document, by name.
fn parts(docx: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).expect("an archive");
    let count = archive.len();
    let part = |at: usize| {
        let mut part = archive.by_index(at).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("UTF-8");
        (part.name().expect("a name").into_owned(), text)
    };
    (0..count).map(part).collect()
}

fn part(docx: &[u8], name: &str) -> String {
    parts(docx).into_iter().find(|(part, _)| part == name).unwrap_or_else(|| panic!("no {name}")).1
}

/// The same document with another text.
fn with_text(docx: &[u8], text: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts(docx) {
        writer.start_file(&name, SimpleFileOptions::default()).expect("memory");
        writer.write_all(if name == TEXT { text } else { &part }.as_bytes()).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn words(text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}')).collect();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn a_document_says_what_every_text_of_the_paper_says() {
    for Paper { name, view, docx, .. } in papers() {
        let text = word_text(&docx).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!((text.tracked, text.comments), (0, 0), "{name}");
        let told: Vec<String> = text.paragraphs.into_iter().flatten().collect();
        let sections = plain::sections(&view);
        let parts = sections.iter().flat_map(|section| &section.parts);
        let expected = parts.flat_map(|part| lines(part, Form::Page)).map(|line| line.text);
        let expected: Vec<String> = std::iter::once(NOTICE.to_owned()).chain(expected).collect();
        let told = told.into_iter().filter(|line| !line.trim().is_empty());
        let expected = expected.into_iter().filter(|line| !line.trim().is_empty());
        assert_eq!(told.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{name}");
    }
}

/// The words of a PDF, with those that say what a picture shows; its contents and numbers of pages are none of the paper's.
fn words_of_pdf(pdf: &[u8]) -> BTreeSet<String> {
    fn text(tag: &Tag, out: &mut String) {
        out.push(' ');
        for kid in &tag.kids {
            match kid {
                Kid::Text { text, .. } => out.push_str(text),
                Kid::Tag(tag) if ["Lbl", "TOC"].contains(&tag.role.as_str()) => {}
                // What stands in a picture is told in its words.
                Kid::Tag(tag) if tag.role == "Figure" => {
                    out.push_str(&format!(" {} ", tag.alt.as_deref().unwrap_or_default()));
                }
                // The last column of the register are pages, of which a document has others.
                Kid::Tag(tag) if tag.role == "Table" && tag.of_role("TH").iter().any(|head| head.text() == "Seite") => {
                    for row in tag.of_role("TR") {
                        row.children().take(2).for_each(|cell| text(cell, out));
                    }
                }
                Kid::Tag(tag) => text(tag, out),
            }
        }
        out.push(' ');
    }
    let mut out = String::new();
    text(Pdf::open(pdf).root(), &mut out);
    words(&out).into_iter().collect()
}

#[test]
fn a_document_has_the_words_of_its_pdf() {
    for Paper { name, pdf, view, docx } in papers() {
        let text = word_text(&docx).expect("a document").paragraphs.concat().join("\n");
        let (own, pdf) = (words(&text).into_iter().collect::<BTreeSet<_>>(), words_of_pdf(&pdf));
        // What the PDF says of its own attachments, of its logo, and above the list of its pages.
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let [elsewhere, logo] = [&view["fundstelle"], &view["gestaltung"]["logo"]["text"]].map(text);
        let beside = words(&format!("{elsewhere} {logo} Inhalt"));
        let lost: Vec<_> = pdf.difference(&own).filter(|word| !beside.contains(word)).collect();
        let added = words(&format!("{NOTICE} Bild Stelle"));
        let new: Vec<_> = own.difference(&pdf).filter(|word| !added.contains(word)).collect();
        assert!(lost.is_empty() && new.is_empty(), "{name}: lost {lost:?}, new {new:?}");
    }
}

/// What stands between a beginning and the next quotation mark, for each of them.
fn values<'x>(xml: &'x str, begin: &str) -> Vec<&'x str> {
    xml.split(begin).skip(1).map(|behind| behind.split('"').next().expect("a piece")).collect()
}

#[test]
fn headings_lists_and_tables_are_those_of_word() {
    let mut seen = BTreeSet::new();
    for Paper { name, view, docx, .. } in papers() {
        let text = part(&docx, TEXT);
        let sections = plain::sections(&view);
        let parts: Vec<&Part> = sections.iter().flat_map(|section: &Section| &section.parts).collect();
        let level = |part: &&Part| match part {
            Part::Heading(level, _) => Some(format!("Heading{level}")),
            _ => None,
        };
        let used = values(&text, "<w:pStyle w:val=\"");
        let headings: Vec<&str> = used.iter().copied().filter(|style| style.starts_with("Heading")).collect();
        assert_eq!(headings, parts.iter().filter_map(level).collect::<Vec<_>>(), "{name}");
        let tables: Vec<&str> = text.split("<w:tbl>").skip(1).collect();
        assert_eq!(tables.len(), parts.iter().filter(|part| matches!(part, Part::Table(_))).count(), "{name}");
        for table in tables {
            let (table, behind) = table.split_once("</w:tbl>").expect("its end");
            let (head, rows) = table.split_once("</w:tr>").expect("a row");
            assert!(head.contains("<w:tblHeader/>") && !rows.contains("<w:tblHeader/>"), "{name}");
            assert!(head.contains("w:firstRow=\"1\"") && head.contains("w:firstColumn=\"1\""), "{name}");
            assert!(behind.starts_with("<w:p>"), "{name}: two tables grow together");
        }
        let styles = part(&docx, "word/styles.xml");
        let known = values(&styles, "w:styleId=\"");
        assert!(used.iter().all(|style| known.contains(style)), "{name}");
        let (lists, numbering) = (values(&text, "<w:numId w:val=\""), part(&docx, "word/numbering.xml"));
        let numbered = values(&numbering, "<w:num w:numId=\"");
        assert!(lists.iter().all(|list| numbered.contains(list)), "{name}");
        seen.extend(used.into_iter().map(str::to_owned));
    }
    for style in ["Heading1", "Heading4", "ListBullet", "ListNumber", "Tabellentext", "Bild", "Hinweis"] {
        assert!(seen.contains(style), "{style} is not seen: {seen:?}");
    }
}

#[test]
fn nothing_of_a_document_runs_or_is_fetched() {
    for Paper { name, docx, .. } in papers() {
        let parts = parts(&docx);
        let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
        assert!(
            names.is_sorted() && names.len() == 10 && !names.iter().any(|name| name.ends_with(".bin")),
            "{names:?}"
        );
        let relations = part(&docx, "word/_rels/document.xml.rels");
        for relation in relations.split("<Relationship ").skip(1) {
            let is_link = relation.contains("/hyperlink\"");
            assert_eq!(relation.contains("TargetMode=\"External\""), is_link, "{name}");
            let target = values(relation, "Target=\"")[0];
            let is_web = ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
            assert_eq!(is_web, is_link, "{target}");
        }
        let core = part(&docx, "docProps/core.xml");
        assert!(core.contains("<dc:language>de-DE</dc:language>") && core.contains("T00:00:00Z"), "{core}");
    }
}

#[test]
fn a_document_as_it_was_written_gives_no_difference() {
    for Paper { name, view, docx, .. } in papers() {
        let found = losses(&docx, &view).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(found.losses, Vec::new(), "{name}");
        assert_eq!(found.word, Some(WordFacts { tracked: 0, comments: 0 }), "{name}");
        assert_eq!(found.elsewhere, Vec::<String>::new(), "{name}");
        assert_eq!(found.words[0], found.words[1], "{name}");
    }
}

/// What is told of an edit of the text of a Vorlage, with the paragraph that it was made in.
fn told(from: &str, to: &str) -> (Vec<Loss>, Option<WordFacts>, u32) {
    let paper = papers_of("klein").into_iter().find(|paper| paper.name.starts_with("vorlage-")).expect("a Vorlage");
    let text = part(&paper.docx, TEXT);
    assert!(text.contains(from), "no {from}");
    let edited = with_text(&paper.docx, &text.replacen(from, to, 1));
    let found = losses(&edited, &paper.view).expect("a document");
    let before = with_text(&paper.docx, &text.replacen(from, "@@@", 1));
    let all = word_text(&before).expect("a document").paragraphs;
    let at = all.iter().position(|lines| lines.concat().contains("@@@")).expect("the place");
    (found.losses, found.word, u32::try_from(at + 1).expect("a number"))
}

#[test]
fn an_edit_is_told_at_its_paragraph() {
    let (losses, _, at) = told(" beschließt ", " beschließt nicht ");
    assert_eq!(losses.iter().map(|loss| (loss.kind, loss.line)).collect::<Vec<_>>(), [(LossKind::Added, Some(at))]);
    // What is quoted around a place ends with its paragraph.
    let (losses, ..) = told("zweiten Bauabschnitt.", "zweiten nicht Bauabschnitt.");
    assert_eq!(losses.iter().map(|loss| loss.paper.as_str()).collect::<Vec<_>>(), ["den zweiten Bauabschnitt"]);
    let (losses, ..) = told(": angekreuzt", ": nicht angekreuzt");
    let ticks: Vec<&Loss> = losses.iter().filter(|loss| loss.kind == LossKind::Tick).collect();
    assert!(!ticks.is_empty() && ticks.iter().all(|loss| loss.kind.title() == "Häkchen anders"), "{losses:?}");
}

#[test]
fn what_is_put_in_is_told_wherever_it_stands() {
    let paper = papers_of("klein").into_iter().find(|paper| paper.name.starts_with("vorlage-")).expect("a Vorlage");
    let text = part(&paper.docx, TEXT);
    let more = "<w:p><w:r><w:t>Die Mehrkosten trägt der Kreis</w:t></w:r></w:p>";
    for (end, put_in) in [("</w:p>", more), ("</w:t></w:r></w:p>", "")] {
        for (at, _) in text.match_indices(end) {
            let edited = match put_in {
                "" => format!("{} Mehrkosten{}", &text[..at], &text[at..]),
                _ => format!("{}{put_in}{}", &text[..at + end.len()], &text[at + end.len()..]),
            };
            let found = losses(&with_text(&paper.docx, &edited), &paper.view).expect("a document");
            let is_told = found.losses.iter().any(|loss| loss.published.contains("Mehrkosten"));
            assert!(is_told, "{:?}: {:?}", &text[at.saturating_sub(300)..at], found.losses);
        }
    }
}

#[test]
fn of_tracked_changes_what_was_put_in_counts() {
    let put_in = " beschließt </w:t></w:r><w:ins w:id=\"1\"><w:r><w:t>nicht </w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\">";
    let (losses, facts, at) = told(" beschließt ", put_in);
    assert_eq!(losses.iter().map(|loss| (loss.kind, loss.line)).collect::<Vec<_>>(), [(LossKind::Added, Some(at))]);
    assert_eq!(facts, Some(WordFacts { tracked: 1, comments: 0 }));
    let taken_out = " beschließt </w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>nicht </w:delText></w:r></w:del><w:r>\
                     <w:commentReference w:id=\"0\"/><w:t xml:space=\"preserve\">";
    let (losses, facts, _) = told(" beschließt ", taken_out);
    assert_eq!((losses, facts), (Vec::new(), Some(WordFacts { tracked: 1, comments: 1 })));
}

#[test]
fn other_office_files_are_refused() {
    let paper = papers_of("klein").pop().expect("a paper");
    let refused = |bytes: &[u8]| match losses(bytes, &paper.view) {
        Err(Unreadable::Word(why)) => why,
        other => panic!("{other:?}"),
    };
    let workbook = fs::read(fixture("formate/xlsx/projektboard.xlsx")).expect("a workbook");
    assert_eq!(refused(&workbook), "Das ist kein Word-Dokument (.docx).");
    assert!(refused(&with_text(&paper.docx, "<w:document><w:p>")).starts_with("Das Word-Dokument ist beschädigt"));
}

#[test]
fn documents_come_and_go_with_their_papers_and_can_be_compared() {
    let workspace = Workspace::copy_of("klein");
    let build = |options: &[&str]| {
        let outcome = workspace.run("build", options);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        outcome.stderr
    };
    build(&["--docx", "--html"]);
    let first = outputs(&workspace);
    let documents = || outputs(&workspace).into_keys().filter(|name| name.ends_with(".docx")).collect::<Vec<_>>();
    assert_eq!(documents(), ["digital-2020-q4-anlage.docx", "digital-2020-q4.docx", "vorlage-fb-66-0012-wp09.docx"]);
    let index = String::from_utf8(first["index.html"].clone()).expect("UTF-8");
    assert!(index.contains("digital-2020-q4.docx") && index.contains("Word-Datei zum Bearbeiten"), "{index}");
    assert!(build(&["--docx", "--html"]).contains("Unverändert übernommen: alle Papiere (3)"));
    assert!(outputs(&workspace) == first);
    build(&["--docx", "--html", "--force"]);
    assert!(outputs(&workspace) == first, "the same bytes whenever it is written");
    let compare = |file: &str, options: &[&str]| {
        let mut args = vec!["ratsbericht".into(), "compare".into(), workspace.out().join(file).into()];
        args.extend([workspace.root().into(), "--today".into(), TODAY.into()]);
        args.extend(options.iter().map(Into::into));
        run_args(args)
    };
    let same = compare("vorlage-fb-66-0012-wp09.docx", &["--only", "pegelsensoren"]);
    assert!(
        same.exit == Exit::Done && same.stdout.contains("Die Word-Datei gibt das Papier wieder"),
        "{}",
        same.stdout
    );
    workspace.edit("vorlagen/pegelsensoren/vorlage.json", "\"betreff\": \"", "\"betreff\": \"Neu: ");
    let other = compare("vorlage-fb-66-0012-wp09.docx", &["--only", "pegelsensoren", "--format", "json"]);
    assert!(other.exit == Exit::Findings && other.stdout.contains("\"absatz\": "), "{}", other.stdout);
    build(&[]);
    assert!(documents().is_empty());
    workspace.edit("ratsbericht.toml", "# [ausgabe]\n", "[ausgabe]\ndocx = true\n");
    build(&["--only", "pegelsensoren"]);
    assert_eq!(documents(), ["vorlage-fb-66-0012-wp09.docx"]);
}
