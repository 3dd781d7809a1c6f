//! PDFs that somebody has changed, broken or made otherwise.

use lopdf::{Document, Object, Stream, dictionary};
use ratsbericht::cli::Exit;
use ratsbericht::publish::FileEntry;
use ratsbericht::verify::shows;
use serde_json::Value;

use super::{AACHEN, LIGHTS, nachweis, verify, verify_bytes, write};
use crate::support::pdf;

/// Finds a place in bytes, which must be there.
fn position(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).position(|window| window == wanted).expect("the bytes")
}

/// Writes a PDF anew with other contents of attached files; everything else stays.
fn with_attachments(bytes: &[u8], contents: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).expect("a PDF");
    for (name, content) in contents {
        let old = pdf::attachment(bytes, name);
        let is_it = |object: &Object| {
            let stream = object.as_stream().ok().filter(|stream| stream.dict.has_type(b"EmbeddedFile"));
            stream.is_some_and(|stream| stream.get_plain_content().is_ok_and(|content| content == old))
        };
        let object = document.objects.values_mut().find(|object| is_it(object)).expect("an attached file");
        let stream = object.as_stream_mut().expect("a stream");
        stream.set_plain_content(content.clone());
        stream.compress().expect("a compressed stream");
    }
    let mut out = Vec::new();
    document.save_to(&mut out).expect("a PDF");
    out
}

/// The view data with one digit of an amount changed.
fn forged_view(bytes: &[u8]) -> Vec<u8> {
    let view = String::from_utf8(pdf::attachment(bytes, "data.json")).expect("text");
    let forged = view.replacen("760.000", "770.000", 1);
    assert_ne!(view, forged, "the amount stands in the view data");
    forged.into_bytes()
}

#[test]
fn a_changed_digit_of_the_attached_data_names_the_file() {
    let bytes = AACHEN.output(LIGHTS);
    let outcome = verify_bytes(&with_attachments(&bytes, &[("data.json", forged_view(&bytes))]));
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("Die angehängten Daten wurden verändert: „data.json“"), "{}", outcome.stdout);
    let figures = pdf::attachment(&bytes, "figures.json");
    let outcome = verify_bytes(&with_attachments(&bytes, &[("figures.json", figures[1..].to_vec())]));
    assert!(outcome.stdout.contains("Die angehängten Daten wurden verändert: „figures.json“"), "{}", outcome.stdout);
}

#[test]
fn a_nachweis_made_to_fit_changed_data_does_not_make_them_fit_the_pages() {
    let bytes = AACHEN.output(LIGHTS);
    let (mut nachweis, view) = (nachweis(&bytes), forged_view(&bytes));
    let entry = nachweis.anhaenge.iter_mut().find(|entry| entry.pfad == "data.json").expect("an entry");
    *entry = FileEntry::new("data.json", &view);
    let forged = with_attachments(&bytes, &[("data.json", view), ("nachweis.json", nachweis.to_bytes())]);
    let outcome = verify_bytes(&forged);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("Das PDF wurde verändert: "), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("Anders sind die Seiten ") || outcome.stdout.contains("Anders ist Seite "));
}

#[test]
fn a_page_that_was_changed_is_named_with_its_first_byte() {
    let mut bytes = AACHEN.output(LIGHTS);
    let document = Document::load_mem(&bytes).expect("a PDF");
    let page = document.get_pages()[&2];
    let content = document.get_page_contents(page)[0];
    let packed = document.get_object(content).and_then(Object::as_stream).expect("a stream").content.clone();
    let at = position(&bytes, &packed) + packed.len() / 2;
    bytes[at] ^= 1;
    let outcome = verify_bytes(&bytes);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    let place = format!("Der erste Unterschied steht im Objekt {} (Byte {} von {}).", content.0, at + 1, bytes.len());
    assert!(outcome.stdout.contains(&place), "{place}: {}", outcome.stdout);
    assert!(outcome.stdout.contains("Anders ist Seite 2."), "{}", outcome.stdout);
}

#[test]
fn a_change_of_the_properties_touches_no_page() {
    let mut bytes = AACHEN.output(LIGHTS);
    let at = position(&bytes, b"/Lang(de-DE)") + 6;
    bytes[at..at + 2].copy_from_slice(b"nl");
    let outcome = verify_bytes(&bytes);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("Die Inhalte der Seiten und die Anhänge sind gleich"), "{}", outcome.stdout);
}

/// A PDF with an object behind it, which may take the place of one in it.
fn appended(bytes: &[u8], object: &[u8]) -> Vec<u8> {
    let mut signed = bytes.to_vec();
    let table = bytes.windows(10).rposition(|window| window == b"/Type/XRef").expect("a table");
    let root = table + position(&bytes[table..], b"/Root");
    let root = &bytes[root..root + position(&bytes[root..], b"R/") + 1];
    signed.extend(b"\n");
    signed.extend_from_slice(object);
    signed.extend(b"\nendobj\nxref\n999 1\n0000000000 00000 n \ntrailer\n<<");
    signed.extend_from_slice(root);
    signed.extend(b">>\nstartxref\n0\n%%EOF");
    signed
}

#[test]
fn what_is_appended_leaves_the_paper_before_it() {
    let bytes = AACHEN.output(LIGHTS);
    let signed = appended(&bytes, b"999 0 obj\n<</Type/Sig>>");
    assert!(shows(&signed, &bytes) && shows(&bytes, &bytes));
    let document = Document::load_mem(&bytes).expect("a PDF");
    let content = document.get_page_contents(document.get_pages()[&1])[0].0;
    let other = format!("{content} 0 obj\n<</Length 3>>\nstream\nq Q\nendstream");
    assert!(!shows(&appended(&bytes, other.as_bytes()), &bytes), "another first page");
    let outcome = verify_bytes(&signed);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    let expected = format!(
        "Hinter dem Papier, dessen {} Bytes unverändert sind, stehen weitere {}",
        bytes.len(),
        signed.len() - bytes.len()
    );
    assert!(outcome.stdout.contains(&expected), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("Anders"), "{}", outcome.stdout);
}

#[test]
fn another_version_of_the_program_or_the_engine_is_named() {
    let bytes = AACHEN.output(LIGHTS);
    let mut nachweis = nachweis(&bytes);
    nachweis.programm = "ratsbericht 0.0.9".into();
    nachweis.satz = "Typst 0.14.0".into();
    let outcome = verify_bytes(&with_attachments(&bytes, &[("nachweis.json", nachweis.to_bytes())]));
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    for part in [
        "Das Papier lässt sich nicht Byte für Byte vergleichen:",
        "Das Papier hat „ratsbericht 0.0.9“ gebaut; geprüft wird mit „ratsbericht ",
        "Das Papier ist mit „Typst 0.14.0“ gesetzt; hier setzt „Typst ",
        "Die angehängten Daten passen zu ihren Prüfsummen.",
    ] {
        assert!(outcome.stdout.contains(part), "{part}: {}", outcome.stdout);
    }
}

#[test]
fn data_that_no_template_can_print_are_a_finding() {
    let bytes = AACHEN.output(LIGHTS);
    let mut nachweis = nachweis(&bytes);
    let entry = nachweis.anhaenge.iter_mut().find(|entry| entry.pfad == "data.json").expect("an entry");
    *entry = FileEntry::new("data.json", b"{}");
    let forged = with_attachments(&bytes, &[("data.json", b"{}".to_vec()), ("nachweis.json", nachweis.to_bytes())]);
    let outcome = verify_bytes(&forged);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("lässt sich kein Papier setzen: lib/"), "{}", outcome.stdout);
}

/// A small PDF of another program.
fn foreign(creator: Option<&str>) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => pages });
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
    if let Some(creator) = creator {
        let xmp = format!("<x><xmp:CreatorTool>{creator}</xmp:CreatorTool></x>");
        let metadata = document.add_object(Stream::new(dictionary! { "Type" => "Metadata" }, xmp.into_bytes()));
        catalog.set("Metadata", metadata);
    }
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut out = Vec::new();
    document.save_to(&mut out).expect("a PDF");
    out
}

/// The same PDF as another program writes it: objects and their table packed.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    Document::load_mem(bytes).expect("a PDF").save_modern(&mut out).expect("a PDF");
    out
}

#[test]
fn files_that_are_no_papers_are_told_apart() {
    let whole = AACHEN.output(LIGHTS);
    let mut encrypted = whole.clone();
    let table = whole.windows(10).rposition(|window| window == b"/Type/XRef").expect("a table");
    encrypted.splice(table + 10..table + 10, *b"/Encrypt 1 0 R");
    let newer = b"{\"fassung\": 2}".to_vec();
    let cases: [(&str, Vec<u8>, &str); 13] = [
        ("empty", Vec::new(), "Die Datei ist kein PDF."),
        ("text", b"Vorlage".to_vec(), "Die Datei ist kein PDF."),
        ("head only", b"%PDF-1.7\n".to_vec(), "unvollständig oder beschädigt"),
        ("truncated", whole[..whole.len() * 9 / 10].to_vec(), "unvollständig oder beschädigt"),
        ("a tenth", whole[..whole.len() / 10].to_vec(), "unvollständig oder beschädigt"),
        ("encrypted", encrypted, "Das PDF ist verschlüsselt"),
        ("another program", foreign(Some("Writer")), "stammt nicht von ratsbericht, sondern von „Writer“."),
        ("no program", foreign(None), "stammt nicht von ratsbericht, oder ein anderes Programm"),
        ("older", foreign(Some("ratsbericht 0.0.9")), "Eine frühere Fassung hat es gebaut"),
        ("packed", packed(&whole), "oder ein anderes Programm hat es neu gespeichert."),
        ("newer", with_attachments(&whole, &[("nachweis.json", newer)]), "von einer neueren Fassung des Programms"),
        ("no Nachweis", with_attachments(&whole, &[("nachweis.json", b"[]".to_vec())]), "Nachweis wurde verändert"),
        ("large", [b"%PDF-1.7\n".to_vec(), vec![b' '; 33 * 1024 * 1024]].concat(), "größer als 32 MiB"),
    ];
    for (name, bytes, expected) in cases {
        let outcome = verify_bytes(&bytes);
        assert_eq!(outcome.exit, Exit::Findings, "{name}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(expected), "{name}: {}", outcome.stderr);
        assert_eq!(outcome.stdout, "", "{name}");
    }
}

#[test]
fn an_attachment_that_unpacks_to_gigabytes_is_not_unpacked() {
    let bytes = AACHEN.output(LIGHTS);
    let bomb = with_attachments(&bytes, &[("data.json", vec![b' '; 17 * 1024 * 1024])]);
    let outcome = verify_bytes(&bomb);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("„data.json“ fehlt, lässt sich nicht entpacken oder ist größer als 16 MiB."),
        "{}",
        outcome.stdout
    );
    let outcome = verify_bytes(&with_attachments(&bytes, &[("nachweis.json", vec![b' '; 17 * 1024 * 1024])]));
    assert!(outcome.stderr.contains("größer als 16 MiB"), "{}", outcome.stderr);
}

#[test]
fn a_paper_cut_anywhere_or_with_any_byte_changed_is_a_finding_and_no_fault() {
    let whole = AACHEN.output("vorlage-fb-61-0251-wp17.pdf");
    for cut in (1..whole.len()).step_by(whole.len() / 60) {
        assert_eq!(verify_bytes(&whole[..cut]).exit, Exit::Findings, "cut at {cut}");
    }
    for at in (0..whole.len()).step_by(whole.len() / 20) {
        let mut changed = whole.clone();
        changed[at] ^= 0x15;
        assert_eq!(verify_bytes(&changed).exit, Exit::Findings, "changed at {at}");
    }
    let word = b"startxref\n";
    let end = whole.windows(word.len()).rposition(|window| window == word).expect("an end") + word.len();
    for table in [0, 1, whole.len() - 1, whole.len(), whole.len() + 1, 2_101_443_042, usize::MAX] {
        let moved = [&whole[..end], table.to_string().as_bytes(), b"\n%%EOF"].concat();
        assert_eq!(verify_bytes(&moved).exit, Exit::Findings, "a table at {table}");
    }
}

#[test]
fn the_outcome_for_programs_names_what_was_changed() {
    let bytes = AACHEN.output(LIGHTS);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("papier.pdf");
    write(&path, &with_attachments(&bytes, &[("data.json", forged_view(&bytes))]));
    let outcome = verify(&path, &["--format".into(), "json".into()]);
    let value: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!((&value["ergebnis"], &value["abweichungen"][0]["art"]), (&"veraendert".into(), &"daten".into()));
    assert_eq!(value["abweichungen"][0]["datei"], "data.json");
    write(&path, b"Vorlage");
    let outcome = verify(&path, &["--format".into(), "json".into()]);
    let value: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!((&value["ergebnis"], &value["meldung"]), (&"nicht_lesbar".into(), &"Die Datei ist kein PDF.".into()));
}
