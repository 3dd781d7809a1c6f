//! Templates and fonts as they are embedded.

use ratsbericht::typeset::{Engine, Job};

fn engine() -> Engine {
    Engine::new().expect("embedded templates and fonts")
}

#[test]
fn every_character_of_the_form_has_a_glyph() {
    let text = "☐☒≥≤−–„“‚‘§€ÄÖÜäöüßẞ²₂…·•\u{a0}\u{202f}";
    assert_eq!(engine().alphabet().first_unprintable(text), None);
}

#[test]
fn characters_without_a_glyph_are_known_before_typesetting() {
    let found = engine().alphabet().first_unprintable("gut 😀");
    assert_eq!(found, Some((4, '😀')));
}

#[test]
fn fonts_come_with_their_licences() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/report-templates/fonts");
    for licence in ["OFL.txt", "DejaVu-LICENSE.txt"] {
        let text = std::fs::read_to_string(format!("{folder}/{licence}")).expect(licence);
        assert!(text.len() > 1000, "{licence}");
    }
    assert!(engine().fonts().len() >= 5);
}

#[test]
fn a_template_that_fails_names_its_place() {
    let job = Job { template: "vorlage.typ", ident: "test", view: b"{}", figures: b"[]" };
    let error = engine().typeset(job).expect_err("view data without any field");
    assert!(error.messages.iter().any(|message| message.starts_with("lib/")), "{error}");
}

#[test]
fn a_template_that_is_not_there_is_an_error() {
    let job = Job { template: "fehlt.typ", ident: "test", view: b"{}", figures: b"[]" };
    assert!(engine().typeset(job).is_err());
}
