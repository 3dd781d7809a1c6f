//! Templates and fonts as they are embedded.

use ratsbericht::typeset::{ENGINE, Engine, Job};

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
    let job = Job { template: "vorlage.typ", ident: "test", view: b"{}", attachments: &[], pictures: false };
    let error = engine().typeset(job).expect_err("view data without any field");
    assert!(error.messages.iter().any(|message| message.starts_with("lib/")), "{error}");
}

#[test]
fn a_template_that_is_not_there_is_an_error() {
    let job = Job { template: "fehlt.typ", ident: "test", view: b"{}", attachments: &[], pictures: false };
    assert!(engine().typeset(job).is_err());
}

#[test]
fn no_template_evaluates_anything() {
    for template in engine().templates() {
        let text = std::str::from_utf8(&template.bytes).expect("text");
        assert!(!text.contains("eval("), "{}", template.path);
    }
}

/// The packages of a lock file: names with versions.
fn locked() -> Vec<(String, String)> {
    let lock = include_str!("../../Cargo.lock");
    let value = |line: Option<&str>, key: &str| Some(line?.strip_prefix(key)?.trim_matches('"').to_owned());
    let packages = lock.split("[[package]]\n").skip(1);
    packages
        .filter_map(|package| {
            let mut lines = package.lines();
            Some((value(lines.next(), "name = ")?, value(lines.next(), "version = ")?))
        })
        .collect()
}

#[test]
fn the_engine_names_the_version_that_is_built_in() {
    let typst = locked().into_iter().find(|(name, _)| name == "typst").map(|(_, version)| version);
    assert_eq!(Some(ENGINE), typst.map(|version| format!("Typst {version}")).as_deref());
}

#[test]
fn every_crate_that_the_profile_optimises_is_built() {
    let names: Vec<String> = locked().into_iter().map(|(name, _)| name).collect();
    let manifest = include_str!("../../Cargo.toml");
    let listed = manifest.lines().filter_map(|line| line.strip_prefix("[profile.dev.package.")?.strip_suffix(']'));
    let unknown: Vec<&str> =
        listed.filter(|name| *name != "\"*\"" && !names.iter().any(|known| known == name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
