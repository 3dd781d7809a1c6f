//! Any bytes as the view data that `verify` makes a paper of anew: a paper, or an error.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ratsbericht_fuzz::target("rebuild").expect("a target")(bytes));
