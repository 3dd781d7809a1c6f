//! Any bytes as `daten/projekte.csv`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::run("daten/projekte.json", "daten/projekte.csv", bytes));
