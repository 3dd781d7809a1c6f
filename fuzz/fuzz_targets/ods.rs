//! Any bytes as `daten/projektboard.ods`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("ods").expect("a target")(bytes));
