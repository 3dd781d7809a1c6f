//! How long the steps of a build take, on the main example.

#![expect(clippy::panic, reason = "a benchmark without its example has nothing to measure")]

use chrono::NaiveDate;
use divan::Bencher;
use ratsbericht::load::Loaded;
use ratsbericht::pipeline::{self, PreparedPapers, Task, Wanted};
use ratsbericht::typeset::Engine;
use ratsbericht::verify::Design;

fn main() {
    divan::main();
}

fn engine() -> Engine {
    pipeline::engine().unwrap_or_else(|error| panic!("{error}"))
}

fn loaded(engine: &Engine) -> Loaded {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/aachen");
    pipeline::load(fixture.as_ref(), engine).unwrap_or_else(|error| panic!("{error}"))
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 4, 1).unwrap_or_default()
}

fn prepare(engine: &Engine, loaded: &Loaded) -> PreparedPapers {
    pipeline::prepare(loaded, &engine.alphabet(), &Wanted::all(loaded), today())
}

#[divan::bench]
fn start_engine() -> Engine {
    engine()
}

#[divan::bench]
fn load_workspace(bencher: Bencher<'_, '_>) {
    let engine = engine();
    bencher.bench_local(|| loaded(&engine));
}

#[divan::bench]
fn check_and_prepare(bencher: Bencher<'_, '_>) {
    let engine = engine();
    let loaded = loaded(&engine);
    bencher.bench_local(|| prepare(&engine, &loaded));
}

#[divan::bench(args = ["fb-02-0022-wp18", "fb-61-0251-wp17", "sachstand-2020"])]
fn typeset(bencher: Bencher<'_, '_>, name: &str) {
    let engine = engine();
    let loaded = loaded(&engine);
    let papers = prepare(&engine, &loaded).papers;
    let Some(paper) = papers.iter().find(|paper| paper.name == name) else { panic!("{name}") };
    let task = Task::of(paper, &Design::of(&engine, &loaded), &loaded, today());
    bencher.bench_local(|| engine.typeset(task.job()));
}
