//! Any bytes as `vorlagen/pegelsensoren/beschlussvorschlag.docx`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("docx").expect("a target")(bytes));
