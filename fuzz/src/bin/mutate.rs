//! Runs a target on so many mutations of a corpus, without any outside tool: `mutate TARGET COUNT SEED FILE…`.
//!
//! The same seed gives the same inputs. The one that fails is written to `failed-SEED-NUMBER`.

use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{env, fs, panic, process};

/// The input that is being tried, and its number.
static TRIED: Mutex<(u64, Vec<u8>)> = Mutex::new((0, Vec::new()));

/// How long an input is once it has grown, in bytes; larger ones are for `.ci/bounds.py`.
const LONGEST: usize = 64 * 1024;

fn main() {
    let args: Vec<String> = env::args().collect();
    let [_, name, count, seed, files @ ..] = args.as_slice() else { panic!("mutate TARGET COUNT SEED FILE…") };
    let (count, seed): (u64, u64) = (count.parse().expect("a count"), seed.parse().expect("a seed"));
    let corpus: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).expect("a file")).collect();
    assert!(!corpus.is_empty(), "no corpus");
    let target = ratsbericht_fuzz::target(name).expect("a target");
    stop_at_panics(seed);
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let (started, mut slowest) = (Instant::now(), (Duration::ZERO, 0));
    for number in 1..=count {
        let input = random.mutated(&corpus);
        *TRIED.lock().expect("one thread") = (number, input.clone());
        let begun = Instant::now();
        target(&input);
        slowest = slowest.max((begun.elapsed(), number));
    }
    let (longest, number) = slowest;
    println!("{name}: {count} inputs in {:?}, the longest {longest:?} (number {number})", started.elapsed());
}

/// Ends the process at a panic, also at one of another thread, and keeps the input.
#[expect(clippy::disallowed_methods, reason = "a tool for developers, outside the program")]
fn stop_at_panics(seed: u64) {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        usual(info);
        let (number, input) = &*TRIED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        eprintln!("input {number} of seed {seed}");
        let _ = fs::write(format!("failed-{seed}-{number}"), input);
        process::exit(1);
    }));
}

/// Numbers without an order, the same for the same seed (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).expect("31 bits") % most.max(1)
    }

    /// A part of some bytes.
    fn part<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let start = self.below(bytes.len());
        let length = self.below(64).min(bytes.len() - start);
        &bytes[start..start + length]
    }

    /// An input of the corpus, changed in one to eight places.
    fn mutated(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut input = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(8) {
            self.change(&mut input, corpus);
        }
        input.truncate(LONGEST);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        let at = self.below(input.len());
        let end = (at + self.below(64)).min(input.len());
        match self.below(7) {
            0 if !input.is_empty() => input[at] ^= 1 << self.below(8),
            1 if !input.is_empty() => input[at] = [0, 1, 0x7F, 0x80, 0xFF][self.below(5)],
            2 => drop(input.drain(at..end)),
            3 => {
                let again = input[at..end].repeat(1 + self.below(20));
                input.splice(at..at, again);
            }
            4 => {
                let other = self.below(corpus.len());
                let part = self.part(&corpus[other]).to_vec();
                input.splice(at..end, part);
            }
            5 => {
                let number = self.below(1 << 31).to_string();
                input.splice(at..at, number.into_bytes());
            }
            _ => {
                let number = u32::try_from(self.below(1 << 31)).expect("31 bits") << self.below(2);
                input.splice(at..(at + 4).min(end), number.to_be_bytes());
            }
        }
    }
}
