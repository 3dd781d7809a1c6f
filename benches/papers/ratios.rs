//! What each example paper costs beside its words, and whether that has grown.
//!
//! Both are set on one thread, warm and in turn: with the templates in memory, and with nothing known of the paper itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use chrono::NaiveDate;
use ratsbericht::pipeline::{self, Task, Wanted};
use ratsbericht::typeset::{Engine, Job, Typeset};
use ratsbericht::verify::Design;
use typst::comemo;

use super::{cost, words};

/// How often each is set; the cheapest counts.
const ROUNDS: usize = 5;

/// Where the ratios are kept, a paper in each line.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/papers/ratios.txt");

/// The day of printing in every measurement.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 4, 1).unwrap_or_default()
}

struct Example {
    name: String,
    task: Task,
    words: Vec<u8>,
}

/// Measures all papers of the main example, holds them against the kept ratios, or keeps them.
pub(crate) fn measure(keep: bool) -> ExitCode {
    let engine = pipeline::engine().unwrap_or_else(|error| panic!("{error}"));
    let plain = words::engine(&engine);
    let examples = examples(&engine);
    let mut costs: Vec<[Duration; 2]> = vec![[Duration::MAX; 2]; examples.len()];
    for _ in 0..ROUNDS {
        for (at, least) in costs.iter_mut().enumerate() {
            let (example, other) = (&examples[at], neighbour(&examples, at));
            least[0] = least[0].min(warm(&engine, other.task.job(), example.task.job()).1);
            least[1] = least[1].min(warm(&plain, words::job(&other.words), words::job(&example.words)).1);
        }
    }
    println!("Paper, its cost beside its words, pages, bytes");
    let mut ratios = BTreeMap::new();
    for (example, [paper, words]) in examples.iter().zip(costs) {
        let Typeset { pdf, pages, .. } = set(&engine, example.task.job());
        let ratio = paper.as_micros() * 100 / words.as_micros().max(1);
        println!("{:<24} {:>7} {pages:>4} {:>8}", example.name, text(ratio), pdf.len());
        ratios.insert(example.name.clone(), ratio);
    }
    if keep { self::keep(&ratios) } else { compare(&ratios) }
}

/// The papers with their words.
fn examples(engine: &Engine) -> Vec<Example> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/aachen");
    let loaded = pipeline::load(&folder, engine).unwrap_or_else(|error| panic!("{error}"));
    let papers = pipeline::prepare(&loaded, &engine.alphabet(), &Wanted::all(&loaded), today()).papers;
    let design = Design::of(engine, &loaded);
    let example = |paper| {
        let task = Task::of(paper, &design, &loaded, today());
        Example { name: paper.name.clone(), words: words::of(engine, task.job()), task }
    };
    papers.iter().map(example).collect()
}

/// Another paper of the same template, which brings into memory what they share.
fn neighbour(examples: &[Example], at: usize) -> &Example {
    let template = examples[at].task.job().template;
    let others = examples.iter().cycle().skip(at + 1);
    others.take(examples.len()).find(|other| other.task.job().template == template).unwrap_or(&examples[at])
}

fn warm(engine: &Engine, other: Job<'_>, job: Job<'_>) -> (Typeset, Duration) {
    comemo::evict(0);
    set(engine, other);
    cost::of(|| set(engine, job))
}

fn set(engine: &Engine, job: Job<'_>) -> Typeset {
    engine.typeset(job).unwrap_or_else(|error| panic!("{error}"))
}

/// A ratio in hundredths as a decimal.
pub(crate) fn text(hundredths: u128) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[expect(clippy::disallowed_methods, reason = "a file of the repository, written on demand")]
fn keep(ratios: &BTreeMap<String, u128>) -> ExitCode {
    let lines: String = ratios.iter().map(|(name, ratio)| format!("{name} {}\n", text(*ratio))).collect();
    fs::write(KEPT, lines).unwrap_or_else(|error| panic!("{KEPT}: {error}"));
    ExitCode::SUCCESS
}

/// Names each paper that costs a third more than kept, and each that is kept and no longer there.
fn compare(ratios: &BTreeMap<String, u128>) -> ExitCode {
    let mut exit = ExitCode::SUCCESS;
    let kept = fs::read_to_string(KEPT).unwrap_or_else(|error| panic!("{KEPT}: {error}"));
    let kept: BTreeMap<&str, u128> =
        kept.lines().filter_map(|line| line.split_once(' ')).filter_map(hundredths).collect();
    for (name, ratio) in ratios {
        match kept.get(name.as_str()) {
            Some(known) if ratio * 3 <= known * 4 => {}
            known => {
                println!("{name}: {} is more than a third above {:?}", text(*ratio), known.map(|known| text(*known)));
                exit = ExitCode::FAILURE;
            }
        }
    }
    exit
}

fn hundredths<'a>((name, ratio): (&'a str, &str)) -> Option<(&'a str, u128)> {
    Some((name, ratio.trim().replace('.', "").parse().ok()?))
}
