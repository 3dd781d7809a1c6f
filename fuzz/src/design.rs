//! What a municipality brings along, and what a stranger's paper is made anew from.

use std::sync::LazyLock;

use ratsbericht::load;
use ratsbericht::text;
use ratsbericht::typeset::apart::look;
use ratsbericht::typeset::{self, Asset, Engine, Job, TypesetError};
use ratsbericht::verify::verify;

/// The longest template that is read, in bytes.
const LONGEST: usize = 64 * 1024;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new().expect("embedded templates and fonts"));

/// Reads a logo of this name, and draws it.
pub(crate) fn logo(name: &str, bytes: &[u8]) {
    if let Some(drawn) = load::as_logo(name, bytes) {
        let _ = typeset::image(&drawn, name.ends_with(".svg"));
    }
}

/// Reads a font, and shapes its digits.
pub(crate) fn font(bytes: &[u8]) {
    if typeset::excess(bytes).is_none() {
        let _ = look(&[], &[asset("font.ttf", bytes)]);
    }
}

/// Reads a template of the engine, and sentences. What nests deeper ends the process, as it may where templates are read.
pub(crate) fn template(bytes: &[u8]) {
    let Some(sentences) = std::str::from_utf8(bytes).ok().filter(|text| text.len() < LONGEST) else { return };
    let _ = look(&[asset("vorlage.typ", bytes)], &[]);
    for fault in text::fehler_in_saetzen(sentences) {
        assert!(sentences.get(fault.stelle.clone()).is_some(), "a place outside: {fault:?}");
    }
}

/// Verifies a PDF; nothing is typeset.
pub(crate) fn pdf(bytes: &[u8]) {
    let verdict = verify(bytes, &ENGINE, |_| Err(TypesetError::new("not typeset")));
    assert!(verdict.is_err() || verdict.is_ok_and(|verdict| !verdict.is_genuine()));
}

/// Makes a paper of view data; a panic is the failure.
pub(crate) fn rebuild(bytes: &[u8]) {
    let attachments = ["/figures.json", "/figures.csv", "/nachweis.json"].map(|path| (path, b"{}".to_vec()));
    for template in ["vorlage.typ", "sachstandsbericht.typ"] {
        let _ = ENGINE.typeset_apart(Job {
            template,
            ident: "fuzz",
            view: bytes,
            attachments: &attachments,
            pictures: false,
        });
    }
}

fn asset(path: &'static str, bytes: &[u8]) -> Asset {
    Asset { path: path.into(), bytes: bytes.to_vec().into() }
}
