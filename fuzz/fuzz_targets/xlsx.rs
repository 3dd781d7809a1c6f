//! Any bytes as `daten/projektboard.xlsx`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::run(
    "daten/projekte.json",
    "daten/projektboard.xlsx",
    bytes
));
