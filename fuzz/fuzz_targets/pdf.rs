//! Any bytes as a PDF to verify; nothing is typeset.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("pdf").expect("a target")(bytes));
