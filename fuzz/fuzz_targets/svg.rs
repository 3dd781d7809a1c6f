//! Any bytes as a logo in SVG: refused, or drawn.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("svg").expect("a target")(bytes));
