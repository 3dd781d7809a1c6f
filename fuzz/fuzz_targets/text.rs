//! Any bytes as `vorlagen/pegelsensoren/beschlussvorschlag.md`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("text").expect("a target")(bytes));
