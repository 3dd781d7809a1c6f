//! Any bytes as a logo in PNG: refused, or drawn.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("png").expect("a target")(bytes));
