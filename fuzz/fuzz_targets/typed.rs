//! Any text: its letters and digits are printed as they are typed, or a finding says otherwise.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("typed").expect("a target")(bytes));
