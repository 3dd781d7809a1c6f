//! Any bytes as `daten/projekte.csv`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("csv").expect("a target")(bytes));
