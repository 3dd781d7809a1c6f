//! Any bytes as `daten/projekte.json`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("json").expect("a target")(bytes));
