//! How long the steps of a build take, on the main example.

#![expect(clippy::panic, reason = "a benchmark without its example has nothing to measure")]

use chrono::NaiveDate;
use divan::Bencher;
use ratsbericht::figures::{Figure, to_json};
use ratsbericht::load::{self, Loaded};
use ratsbericht::paper::Paper;
use ratsbericht::pipeline::{self, Auftrag};
use ratsbericht::typeset::{Engine, Job};

fn main() {
    divan::main();
}

fn engine() -> Engine {
    Engine::new().unwrap_or_else(|error| panic!("{error}"))
}

fn loaded(engine: &Engine) -> Loaded {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/aachen");
    load::workspace(fixture.as_ref(), engine.alphabet()).unwrap_or_else(|error| panic!("{error}"))
}

fn prepare(engine: &Engine, loaded: &Loaded) -> Vec<Paper> {
    let Some(bestand) = &loaded.bestand else { return Vec::new() };
    let today = NaiveDate::from_ymd_opt(2021, 4, 1).unwrap_or_default();
    pipeline::prepare(bestand, &engine.alphabet(), Auftrag::am(today), |_| true).papers
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
fn compute_and_prepare(bencher: Bencher<'_, '_>) {
    let engine = engine();
    let loaded = loaded(&engine);
    bencher.bench_local(|| prepare(&engine, &loaded));
}

#[divan::bench(args = ["fb-02-0022-wp18", "fb-61-0251-wp17", "sachstand-2020"])]
fn typeset(bencher: Bencher<'_, '_>, name: &str) {
    let engine = engine();
    let papers = prepare(&engine, &loaded(&engine));
    let Some(paper) = papers.iter().find(|paper| paper.name == name) else { panic!("{name}") };
    let template = paper.view.template();
    let view = paper.view_data().to_string().into_bytes();
    let figures: Vec<&Figure> = paper.figures.iter().collect();
    let figures = to_json(&figures).to_string().into_bytes();
    let rest = ["/figures.csv", "/nachweis.json"].map(|path| (path, Vec::new()));
    let attachments = &[[("/figures.json", figures)].as_slice(), &rest].concat();
    bencher.bench_local(|| engine.typeset(Job { template, ident: &paper.ident, view: &view, attachments }));
}
