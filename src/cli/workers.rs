//! Typesets several papers at once.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::typeset::{Engine, Job, Typeset, TypesetError};

/// Layout recurses into nested content; this is room for any text that a form can hold.
const STACK: usize = 16 * 1024 * 1024;

/// One paper to typeset, owned.
pub(super) struct Task {
    pub(super) template: &'static str,
    pub(super) ident: String,
    pub(super) view: Vec<u8>,
    pub(super) attachments: Vec<(&'static str, Vec<u8>)>,
}

/// Typesets all papers; the results stand in the order of the tasks, whatever thread made them.
pub(super) fn typeset_all(
    engine: &Engine,
    tasks: &[Task],
    jobs: Option<NonZeroUsize>,
    terminal: bool,
) -> Vec<Result<Typeset, TypesetError>> {
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let jobs = jobs.unwrap_or_else(cores).get().min(tasks.len());
    let next = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<Result<Typeset, TypesetError>>>> = tasks.iter().map(|_| Mutex::new(None)).collect();
    let progress = progress_bar(tasks.len(), terminal);
    thread::scope(|scope| {
        for _ in 0..jobs {
            let work = || work(engine, tasks, &next, &slots, &progress);
            // A thread that cannot be started leaves its share to the others; what nobody took is an error below.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
    });
    progress.finish_and_clear();
    let result = |slot: Mutex<Option<_>>| slot.into_inner().ok().flatten().unwrap_or_else(|| Err(unfinished()));
    slots.into_iter().map(result).collect()
}

/// Typesets one paper on a thread with room for any text.
pub(super) fn typeset_one(engine: &Engine, job: Job<'_>) -> Result<Typeset, TypesetError> {
    let work = || {
        let _pool = pool_of_one();
        engine.typeset(job)
    };
    let result = thread::scope(|scope| {
        let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?;
        started.join().ok()
    });
    result.unwrap_or_else(|| Err(unfinished()))
}

fn unfinished() -> TypesetError {
    TypesetError::new("Der Satz wurde nicht fertig.")
}

/// Makes this thread a pool of its own.
///
/// Typst lays out on a rayon pool; waiting for another thread's tasks would hold whole papers in memory and slow all of
/// them.
fn pool_of_one() -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().ok()
}

/// Takes tasks until none is left.
fn work(
    engine: &Engine,
    tasks: &[Task],
    next: &AtomicUsize,
    slots: &[Mutex<Option<Result<Typeset, TypesetError>>>],
    progress: &ProgressBar,
) {
    let _pool = pool_of_one();
    while let Some((task, slot)) = {
        let i = next.fetch_add(1, Ordering::Relaxed);
        tasks.get(i).zip(slots.get(i))
    } {
        let Task { template, ident, view, attachments } = task;
        let result = engine.typeset(Job { template, ident, view, attachments });
        if let Ok(mut slot) = slot.lock() {
            *slot = Some(result);
        }
        progress.inc(1);
    }
}

fn progress_bar(papers: usize, terminal: bool) -> ProgressBar {
    let target = if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(papers as u64), target);
    match ProgressStyle::with_template("Satz {bar:30} {pos}/{len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
