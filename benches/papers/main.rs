//! What papers cost: beside their words, by number, unchanged, and for large tables. `docs/leistung.md` says how to read it.
//!
//! Without a word it measures everything. `ratios` measures what papers cost beside their words, and fails where one costs a
//! third more than `ratios.txt` says; `ratios --keep` writes that file anew.

#![expect(clippy::panic, reason = "a benchmark without its example has nothing to measure")]
#![expect(clippy::print_stdout, reason = "its lines are the result")]

mod cost;
mod ratios;
mod runs;
mod words;

use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo adds a word of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => {
            let kept = ratios::measure(false);
            runs::all();
            kept
        }
        ["ratios"] => ratios::measure(false),
        ["ratios", "--keep"] => ratios::measure(true),
        [runs::ALONE, command @ ..] => runs::alone(command),
        other => panic!("unknown: {other:?}"),
    }
}
