//! Typesets several papers at once.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::load::Loaded;
use crate::paper::Paper;
use crate::typeset::apart::{STACK, pool_of_one};
use crate::typeset::{Engine, Job, Typeset, TypesetError};
use crate::verify::{Contents, Design, Papiernachweis};
use chrono::NaiveDate;

/// One paper to typeset, with all that its bytes are made from.
pub struct Task {
    template: &'static str,
    ident: String,
    view: Vec<u8>,
    attachments: Vec<(&'static str, Vec<u8>)>,
}

impl Task {
    /// The task of setting a paper of a workspace, which says of itself what it was made from.
    pub fn of(paper: &Paper, design: &Design, loaded: &Loaded, today: NaiveDate) -> Self {
        let contents = Contents::of(paper);
        let nachweis = Papiernachweis::of(paper, &contents, design, loaded, today);
        Self {
            template: paper.view.template(),
            ident: paper.ident.clone(),
            attachments: contents.attachments(nachweis.map(|nachweis| nachweis.to_bytes()).unwrap_or_default()),
            view: contents.into_view(),
        }
    }

    /// The same as the engine takes it.
    pub fn job(&self) -> Job<'_> {
        let Self { template, ident, view, attachments } = self;
        Job { template, ident, view, attachments }
    }
}

/// Typesets all papers; the results stand in the order of the tasks, whatever thread made them. `done` is called after each.
pub(super) fn typeset_all(
    engine: &Engine,
    tasks: &[Task],
    jobs: Option<NonZeroUsize>,
    done: &(dyn Fn() + Sync),
) -> Vec<Result<Typeset, TypesetError>> {
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let jobs = jobs.unwrap_or_else(cores).get().min(tasks.len());
    let next = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<Result<Typeset, TypesetError>>>> = tasks.iter().map(|_| Mutex::new(None)).collect();
    thread::scope(|scope| {
        for _ in 0..jobs {
            let work = || work(engine, tasks, &next, &slots, done);
            // A thread that cannot be started leaves its share to the others; what nobody took is an error below.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
    });
    let result =
        |slot: Mutex<Option<_>>| slot.into_inner().ok().flatten().unwrap_or_else(|| Err(TypesetError::unfinished()));
    slots.into_iter().map(result).collect()
}

/// Takes tasks until none is left.
fn work(
    engine: &Engine,
    tasks: &[Task],
    next: &AtomicUsize,
    slots: &[Mutex<Option<Result<Typeset, TypesetError>>>],
    done: &(dyn Fn() + Sync),
) {
    let _pool = pool_of_one();
    while let Some((task, slot)) = {
        let i = next.fetch_add(1, Ordering::Relaxed);
        tasks.get(i).zip(slots.get(i))
    } {
        // What a workspace brought along may never end.
        let result = if engine.is_embedded() { engine.typeset(task.job()) } else { engine.typeset_apart(task.job()) };
        if let Ok(mut slot) = slot.lock() {
            *slot = Some(result);
        }
        done();
    }
}
