//! Any bytes as a PDF to verify; nothing is typeset.

#![no_main]

use std::sync::LazyLock;

use ratsbericht::typeset::{Engine, TypesetError};
use ratsbericht::verify::verify;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new().expect("embedded templates and fonts"));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let verdict = verify(bytes, &ENGINE, |_| Err(TypesetError::new("not typeset")));
    assert!(verdict.is_err() || verdict.is_ok_and(|verdict| !verdict.is_genuine()));
});
