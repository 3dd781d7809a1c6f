//! Several threads, and what each takes: papers are made when a worker takes them, since those of a whole run would fill the memory.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use chrono::NaiveDate;
use serde_json::Value;

use super::beside::Beside;
use super::prepare::again;
use crate::html::{PROJEKTBOARD, Pages, Sheet};
use crate::load::Loaded;
use crate::model::{Bestand, Logoart};
use crate::paper::{Head, Paper, View};
use crate::source::{Alphabet, digest};
use crate::typeset::apart::{STACK, pool_of_one};
use crate::typeset::{Job, Pictures, SOURCE};
use crate::verify::{Contents, Design, Papiernachweis};

/// One paper to typeset, with all that its bytes are made from.
pub struct Task {
    template: &'static str,
    ident: String,
    view: Vec<u8>,
    attachments: Vec<(&'static str, Vec<u8>)>,
    page: Option<PageTask>,
}

/// What a page is made from beside what its paper is.
struct PageTask {
    /// What its figures come from.
    origins: Value,
    /// The hashes of the templates that a workspace has in place of the embedded ones.
    own: Vec<(String, String)>,
    /// The Projektboard beside it: its file and its view data.
    projektboard: Option<(String, Vec<u8>)>,
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
            page: None,
        }
    }

    /// The same with the page of the paper, where pages are wanted and it has one.
    pub fn with_page(self, paper: &Paper, pages: Option<&Pages>) -> Self {
        let page = pages.filter(|_| !matches!(paper.view, View::Meldebogen(_))).map(|pages| PageTask {
            origins: paper.origins(),
            own: pages.own().map(|asset| (asset.path.to_string(), digest(&asset.bytes))).collect(),
            projektboard: paper
                .projektboard()
                .map(|view| (format!("{}{PROJEKTBOARD}", paper.datei), view.to_string().into_bytes())),
        });
        Self { page, ..self }
    }

    /// The hash of everything that the bytes of its files follow from: what it is made from, what it is set with, by whom, and
    /// what is written beside it.
    pub fn key(&self, design: &Design, beside: Beside) -> String {
        let attached: Vec<_> = self.attachments.iter().map(|(path, bytes)| (path, digest(bytes))).collect();
        let Design { eigene, vorlagen, schriften } = design;
        let set_with = (SOURCE, self.template, vorlagen, schriften, eigene);
        // A value made of texts and numbers always serialises.
        let page = self.page.as_ref().map(|page| {
            let board = page.projektboard.as_ref().map(|(_, view)| digest(view));
            (digest(page.origins.to_string().as_bytes()), &page.own, board)
        });
        let made_from = (&self.ident, digest(&self.view), attached, page);
        let all = serde_json::to_vec(&(set_with, beside, made_from)).unwrap_or_default();
        digest(&all)
    }

    /// Its view data.
    pub(super) fn view(&self) -> &[u8] {
        &self.view
    }

    /// The same as the engine takes it.
    pub fn job(&self) -> Job<'_> {
        let Self { template, ident, view, attachments, page } = self;
        Job { template, ident, view, attachments, pictures: page.is_some() }
    }

    /// What the page is made from, where there is one; `pictures` are those of the paper as it was set.
    pub(super) fn sheet<'a>(&'a self, pictures: &'a Pictures) -> Option<Sheet<'a>> {
        let projektboard = self.projektboard().map(|(file, _)| file);
        let page = self.page.as_ref()?;
        Some(Sheet { view: &self.view, origins: &page.origins, pictures, logo: self.logo(), projektboard })
    }

    /// The file of the Projektboard, and its view data.
    pub(super) fn projektboard(&self) -> Option<(&str, &[u8])> {
        let (file, view) = self.page.as_ref()?.projektboard.as_ref()?;
        Some((file, view))
    }

    /// The path of the logo, and its bytes.
    pub(super) fn logo(&self) -> Option<(&'static str, &[u8])> {
        let logos = [Logoart::Svg, Logoart::Png].map(Logoart::pfad);
        let logo = self.attachments.iter().find(|(path, _)| logos.contains(path));
        logo.map(|(path, bytes)| (*path, bytes.as_slice()))
    }
}

/// Makes papers when they are taken.
pub(super) struct Maker<'a> {
    pub(super) bestand: &'a Bestand,
    pub(super) alphabet: &'a Alphabet,
    pub(super) today: NaiveDate,
    /// The names of those that are taken.
    pub(super) wanted: BTreeSet<&'a str>,
    /// Those of a folder that were made with another, until they are taken.
    pub(super) ready: Mutex<Vec<Paper>>,
}

impl Maker<'_> {
    /// Makes a paper, and those of its folder with it; `None` where the workspace has none of that name.
    pub(super) fn take(&self, head: &Head) -> Option<Paper> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if !ready.iter().any(|paper| paper.name == head.name) {
            let made = again(self.bestand, self.alphabet, head, self.today);
            ready.extend(made.into_iter().filter(|paper| self.wanted.contains(paper.name.as_str())));
        }
        let at = ready.iter().position(|paper| paper.name == head.name)?;
        let mut paper = ready.swap_remove(at);
        if let Some(reason) = &head.neue_fassung {
            paper.make_new_version(reason);
        }
        Some(paper)
    }
}

/// Does so many things, on as many threads as `jobs` says or the machine has; the results stand in their order, whatever
/// thread came to them. `None` stands for what no thread has done.
pub(super) fn on_threads<T: Send>(
    count: usize,
    jobs: Option<NonZeroUsize>,
    work: &(dyn Fn(usize) -> T + Sync),
) -> Vec<Option<T>> {
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let jobs = jobs.unwrap_or_else(cores).get().min(count);
    let next = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<T>>> = std::iter::repeat_with(|| Mutex::new(None)).take(count).collect();
    let take_turns = || {
        let _pool = pool_of_one();
        while let Some((at, slot)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            slots.get(at).map(|slot| (at, slot))
        } {
            let done = work(at);
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs {
            // A thread that cannot be started leaves its share to the others.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take_turns);
        }
    });
    slots.into_iter().map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}
