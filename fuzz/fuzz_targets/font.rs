//! Any bytes as a font: refused, or read.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("font").expect("a target")(bytes));
