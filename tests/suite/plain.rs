//! The text of a paper and its sections for a form: all that is printed, and nothing that an editor drops.

use std::collections::BTreeSet;
use std::fs;

use html5gum::{Token, Tokenizer};
use ratsbericht::cli::Exit;
use ratsbericht::plain;
use ratsbericht::publish::{MANIFEST, Manifest};
use ratsbericht::source::digest;
use serde_json::{Value, json};

use crate::support::{Workspace, pdf};

/// What every editor of a council information system keeps.
const KEPT: [&str; 15] =
    ["p", "h3", "h4", "h5", "ul", "ol", "li", "strong", "em", "a", "table", "tr", "th", "td", "tbody"];

/// Fields of view data that are not printed, or only in a footer, a picture or a list of pages.
const UNPRINTED: [&str; 13] = [
    "dokument",
    "gestaltung",
    "fuss",
    "fundstelle",
    "kind",
    "breite",
    "ausrichtung",
    "anker",
    "align",
    "delimiter",
    "form",
    "kennzahl",
    "datei",
];

/// What a picture draws; its words are its alternative text.
const DRAWN: [&str; 5] = ["diagramm", "verlauf", "zeitleiste", "gruppenbalken", "stufen"];

/// The papers of an example with their view data, from the PDFs that were built for all tests.
fn papers(name: &str) -> Vec<(String, Value)> {
    let workspace = Workspace::built(name);
    let manifest = Manifest::from_bytes(&workspace.output(MANIFEST)).expect("a manifest");
    let view =
        |file: &str| serde_json::from_slice(&pdf::attachment(&workspace.output(file), "data.json")).expect("JSON");
    let papers = manifest.files().filter(|file| file.pfad.ends_with(".pdf"));
    papers.map(|file| (file.pfad.clone(), view(&file.pfad))).collect()
}

/// The texts of a value, as they are printed.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        // A text with figures comes in pieces.
        Value::Array(pieces) if pieces.iter().any(|piece| piece.get("kennzahl").is_some()) => {
            found.push(pieces.iter().filter_map(|p| p.as_str().or_else(|| p["text"].as_str())).collect());
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(map) => {
            let is_drawn = map.get("kind").and_then(Value::as_str).is_some_and(|kind| DRAWN.contains(&kind));
            for (key, value) in map {
                let is_word = !is_drawn || ["titel", "alternativtext", "hinweise"].contains(&key.as_str());
                if is_word && !UNPRINTED.contains(&key.as_str()) {
                    texts(value, found);
                }
            }
        }
        _ => {}
    }
}

/// Letters, digits and signs alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{ad}')).collect()
}

/// The name of a tag, and its attributes.
type Tag = (String, Vec<(String, String)>);

/// The tags of a fragment with their attributes, and its text; every element is closed where it was opened.
fn tags(html: &str) -> (Vec<Tag>, String) {
    let (mut tags, mut text, mut open) = (Vec::new(), String::new(), Vec::new());
    for Ok(token) in Tokenizer::new(html) {
        let name = |name: &[u8]| String::from_utf8(name.to_vec()).expect("UTF-8");
        match token {
            Token::StartTag(tag) => {
                text.push(' ');
                let attributes = tag.attributes.iter().map(|(key, value)| (name(key), name(value))).collect();
                open.push(name(&tag.name));
                tags.push((name(&tag.name), attributes));
            }
            Token::EndTag(tag) => assert_eq!(open.pop(), Some(name(&tag.name)), "{html}"),
            Token::String(part) => text.push_str(&name(&part)),
            other => panic!("{other:?} in {html}"),
        }
    }
    assert!(open.is_empty(), "{open:?} in {html}");
    (tags, text)
}

/// Whether a fragment has nothing but what editors keep, and leads to no other places than the web and mail.
fn is_plain(html: &str) -> bool {
    let is_kept = |(name, attributes): &Tag| {
        let is_harmless = |(key, value): &(String, String)| match key.as_str() {
            "scope" => value == "row" || value == "col",
            "href" => ["http://", "https://", "mailto:"].iter().any(|scheme| value.starts_with(scheme)),
            _ => false,
        };
        KEPT.contains(&name.as_str()) && attributes.iter().all(is_harmless)
    };
    tags(html).0.iter().all(is_kept)
}

#[test]
fn everything_printed_stands_in_the_text() {
    for name in ["aachen", "klein", "kreis", "auenfurt"] {
        for (file, view) in papers(name) {
            let text = plain::text(&view);
            assert!(!text.contains(['\u{a0}', '\u{202f}', '\u{ad}', '\u{200b}', '\u{fdd0}']), "{file}");
            assert!(text.lines().all(|line| line.trim_end() == line), "{file}: blanks at the end of a line");
            let text = letters(&text);
            let mut printed = Vec::new();
            texts(&view, &mut printed);
            assert!(printed.len() > 10, "{file}");
            for printed in printed {
                assert!(text.contains(&letters(&printed)), "{file}: {printed}");
            }
        }
    }
}

#[test]
fn sections_are_plain_and_say_the_same_as_the_text() {
    let mut seen = BTreeSet::new();
    for name in ["aachen", "klein", "kreis", "auenfurt"] {
        for (file, view) in papers(name) {
            let files = plain::files("x", &view);
            for pair in files[1..].chunks(2) {
                let [(path, html), (other, text)] = pair else { panic!("{file}: two files for each section") };
                let (html, text) = (str::from_utf8(html).expect("UTF-8"), str::from_utf8(text).expect("UTF-8"));
                assert_eq!(path.replace(".html", ".txt"), *other);
                assert!(is_plain(html) && html.is_ascii(), "{file}: {html}");
                let words = |text: &str| -> BTreeSet<String> {
                    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1);
                    words.filter(|word| word.parse::<u32>().is_err()).map(str::to_owned).collect()
                };
                assert_eq!(words(&tags(html).1).difference(&words(text)).next(), None, "{path}: {html}");
                seen.insert(path.clone());
            }
        }
    }
    assert_eq!(seen.len(), 4, "each of the four sections is seen: {seen:?}");
}

#[test]
fn ticks_stand_in_words_and_amounts_with_their_heads() {
    let (_, view) = papers("aachen").into_iter().find(|(file, _)| file.contains("0034")).expect("the paper");
    let files = plain::files("v", &view);
    let file = |name: &str| {
        let found = files.iter().find(|(path, _)| path.ends_with(name)).unwrap_or_else(|| panic!("{name}"));
        String::from_utf8(found.1.clone()).expect("UTF-8")
    };
    let text = file("02_finanzielle_auswirkungen.txt");
    assert!(text.contains("- JA: angekreuzt\n- NEIN: nicht angekreuzt\n"), "{text}");
    assert!(text.contains("Investive Auswirkungen: Auszahlungen\n  Ansatz 2021: 300.000,00\n"), "{text}");
    let html = file("02_finanzielle_auswirkungen.html");
    assert!(html.contains("<li><strong>JA: angekreuzt</strong></li><li>NEIN: nicht angekreuzt</li>"), "{html}");
    assert!(html.contains("<th scope=\"row\">Auszahlungen</th><td>300.000,00</td>"), "{html}");
}

#[test]
fn no_text_becomes_markup() {
    fn replace(value: &mut Value, with: &str) {
        match value {
            Value::String(text) if text.len() > 12 => *text = with.to_owned(),
            Value::Array(items) => items.iter_mut().for_each(|item| replace(item, with)),
            Value::Object(map) => {
                map.iter_mut().filter(|(key, _)| *key != "kind").for_each(|(_, value)| replace(value, with));
            }
            _ => {}
        }
    }
    let attacks = [
        "</td></table><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "&lt;b&gt; &amp; & <!-- --> <![CDATA[ ]]> <?x?>",
        "javascript:alert(1)//http://",
        "data:text/html,<b>",
    ];
    for attack in attacks {
        for (_, mut view) in papers("klein") {
            replace(&mut view, attack);
            for (path, bytes) in plain::files("v", &view) {
                let content = String::from_utf8(bytes).expect("UTF-8");
                if path.ends_with(".html") {
                    assert!(is_plain(&content), "{attack}: {content}");
                }
                assert!(!content.contains("<script") || path.ends_with(".txt"), "{content}");
            }
        }
    }
    let link = |url: &str| {
        let text = json!([{ "kind": "text", "text": "hier" }]);
        let blocks = json!([{ "kind": "paragraph", "inlines": [{ "kind": "link", "url": url, "inlines": text }] }]);
        let files = plain::files("v", &json!({ "deckblatt": {}, "erlaeuterungen": blocks }));
        String::from_utf8(files[1].1.clone()).expect("UTF-8")
    };
    assert_eq!(link("javascript:alert(1)"), "<p>hier</p>\n");
    assert_eq!(link("https://x.de/?a=\"b\"&c"), "<p><a href=\"https://x.de/?a=&quot;b&quot;&amp;c\">hier</a></p>\n");
}

/// The files of an output folder, by their paths, as the manifest names them; each is as it says.
fn outputs(workspace: &Workspace) -> Vec<(String, String)> {
    let manifest = Manifest::from_bytes(&workspace.output(MANIFEST)).expect("a manifest");
    let entry = |file: &ratsbericht::publish::FileEntry| {
        let content = workspace.output(&file.pfad);
        assert_eq!((digest(&content), content.len() as u64), (file.sha256.clone(), file.bytes), "{}", file.pfad);
        (file.pfad.clone(), file.sha256.clone())
    };
    manifest.files().map(entry).collect()
}

#[test]
fn files_beside_the_pdf_come_and_go_with_it() {
    let workspace = Workspace::built("klein");
    let pdfs = outputs(&workspace);
    let build = |args: &[&str]| {
        let outcome = workspace.run("build", args);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        outcome
    };
    let first = build(&["--text"]);
    assert!(first.stdout.contains("vorlage-fb-66-0012-wp09-abschnitte\n"), "{}", first.stdout);
    let with_text = outputs(&workspace);
    let names: Vec<&str> = with_text.iter().map(|(path, _)| path.as_str()).collect();
    for name in ["digital-2020-q4-anlage.txt", "vorlage-fb-66-0012-wp09-abschnitte/01_beschlussvorschlag.html"] {
        assert!(names.contains(&name), "{names:?}");
    }
    assert!(pdfs.iter().all(|pdf| with_text.contains(pdf)), "the PDFs are what they were");
    // Where the workspace wants it, nobody needs to ask. Its PDFs hold the hash of its settings.
    workspace.edit("ratsbericht.toml", "# [ausgabe]\n", "[ausgabe]\ntext = true\n");
    build(&[]);
    let wanted = outputs(&workspace);
    let texts = |all: &[(String, String)]| -> Vec<_> {
        all.iter().filter(|(path, _)| !path.ends_with(".pdf")).cloned().collect()
    };
    assert_eq!(texts(&wanted), texts(&with_text));
    for args in [&[][..], &["--text"]] {
        let carried = build(args);
        assert!(carried.stderr.contains("Unverändert übernommen: alle Papiere (3)"), "{}", carried.stderr);
        assert_eq!(outputs(&workspace), wanted);
    }
    // One paper alone leaves those of the others, and what was deleted comes again when its turn comes.
    fs::remove_file(workspace.out().join("digital-2020-q4.txt")).expect("a file");
    build(&["--only", "pegelsensoren"]);
    assert_eq!(outputs(&workspace).len(), wanted.len() - 1);
    build(&[]);
    assert_eq!(outputs(&workspace), wanted);
    // Without it they go, with their folder.
    workspace.edit("ratsbericht.toml", "[ausgabe]\ntext = true\n", "# [ausgabe]\n");
    build(&[]);
    assert_eq!(outputs(&workspace), pdfs);
    assert_eq!(fs::read_dir(workspace.out()).expect("a folder").count(), pdfs.len() + 1);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test writes into its own copy")]
fn what_others_put_beside_the_sections_is_not_lost() {
    let workspace = Workspace::copy_of("klein");
    let build = || workspace.run("build", &["--text", "--only", "pegelsensoren"]);
    assert_eq!(build().exit, Exit::Done);
    let folder = workspace.out().join("vorlage-fb-66-0012-wp09-abschnitte");
    fs::write(folder.join("notiz.txt"), "wichtig").expect("a note");
    let refused = build();
    assert_eq!(refused.exit, Exit::Environment, "{}", refused.stderr);
    assert!(refused.stderr.contains("notiz.txt"), "{}", refused.stderr);
    fs::remove_file(folder.join("notiz.txt")).expect("the note");
    // A file at the folder's name is nobody's but theirs.
    fs::rename(&folder, workspace.out().join("anderswo")).expect("another name");
    assert_eq!(build().exit, Exit::Environment);
    fs::remove_dir_all(workspace.out().join("anderswo")).expect("gone");
    fs::write(&folder, "wichtig").expect("a file");
    assert_eq!(build().exit, Exit::Environment);
    assert_eq!(fs::read(&folder).expect("the file"), b"wichtig");
}
