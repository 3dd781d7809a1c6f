//! Any bytes as a template of the engine and of sentences: faulty, or read.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("template").expect("a target")(bytes));
