//! Any bytes as `ratsbericht.toml`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("toml").expect("a target")(bytes));
