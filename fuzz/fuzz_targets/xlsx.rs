//! Any bytes as `daten/projektboard.xlsx`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("xlsx").expect("a target")(bytes));
