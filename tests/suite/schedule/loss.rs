//! A disk in memory that loses what was not brought to disk, fails when it is told to, and can be wrong on purpose.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use ratsbericht::publish::{ABLAGE, Disk};

/// Files and folders (without content) by path.
type Tree = BTreeMap<String, Option<Vec<u8>>>;

/// A step that waits to be brought to disk.
#[derive(Debug, Clone)]
enum Step {
    Put(String, Vec<u8>),
    Move(String, String),
    Remove(String),
}

/// How a run may be wrong; each breaks a promise, which shows that tests would see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mutant {
    None,
    /// The filing is not brought to disk before it is entered.
    FilingNotSynced,
    /// It is entered before it is there.
    EntryBeforeFiling,
    /// A filing that was only seen counts as brought to disk.
    TrustsSeen,
    /// A filing takes the place of another.
    FilingReplaces,
    /// What others have begun is cleared away file by file, at its place.
    ClearsInPlace,
    /// An entry takes the place of another.
    EntryReplaces,
    /// A period is closed from today's data.
    ClosesFromData,
    /// A period is closed before all its reports are there.
    ClosesEarly,
    /// The journal is not asked what was filed.
    ForgetsJournal,
}

/// What happens before a step: another run, say.
type Hook = Box<dyn FnOnce()>;

#[derive(Default)]
pub(crate) struct Loss {
    now: RefCell<Tree>,
    durable: RefCell<Tree>,
    pending: RefCell<Vec<(String, Step)>>,
    /// The number of steps that change something.
    pub(crate) steps: Cell<usize>,
    dies_at: Cell<Option<usize>>,
    fails_at: Cell<Option<usize>>,
    /// How many bytes can still be written.
    pub(crate) free: Cell<Option<u64>>,
    dead: Cell<bool>,
    hook: RefCell<Option<(usize, Hook)>>,
    pub(crate) mutant: Cell<Option<Mutant>>,
    /// Whether this run has filed something.
    has_filed: Cell<bool>,
    deferred: RefCell<Option<(String, String)>>,
}

fn apply(tree: &mut Tree, step: &Step) {
    match step {
        Step::Put(path, content) => drop(tree.insert(path.clone(), Some(content.clone()))),
        Step::Remove(path) => drop(tree.remove(path)),
        Step::Move(from, to) => {
            let inside = format!("{from}/");
            let moved: Vec<String> =
                tree.keys().filter(|key| *key == from || key.starts_with(&inside)).cloned().collect();
            for key in moved {
                let content = tree.remove(&key).expect("an entry");
                tree.insert(key.replacen(from.as_str(), to, 1), content);
            }
        }
    }
}

fn parent(path: &str) -> String {
    path.rsplit_once('/').map_or(String::new(), |(parent, _)| parent.to_owned())
}

fn is_filing(from: &str, to: &str) -> bool {
    to.starts_with(ABLAGE) && !to.contains("/.") && from.contains(".neu-")
}

impl Loss {
    pub(crate) fn is(&self, mutant: Mutant) -> bool {
        self.mutant.get() == Some(mutant)
    }

    /// The run dies at its step of this number, counted from now, and so does everything until [`Loss::kill`].
    pub(crate) fn die_at(&self, step: usize) {
        self.dies_at.set(Some(self.steps.get() + step));
    }

    /// The disk is full at the step of this number, once.
    pub(crate) fn fail_at(&self, step: usize) {
        self.fails_at.set(Some(self.steps.get() + step));
    }

    /// Before the step of this number, something else happens.
    pub(crate) fn before(&self, step: usize, hook: Hook) {
        *self.hook.borrow_mut() = Some((self.steps.get() + step, hook));
    }

    /// The process is gone; what it wrote is there. Says whether it had died.
    pub(crate) fn kill(&self) -> bool {
        self.dies_at.set(None);
        self.fails_at.set(None);
        self.hook.borrow_mut().take();
        self.deferred.borrow_mut().take();
        self.has_filed.set(false);
        self.dead.replace(false)
    }

    /// Power is lost: of what was not brought to disk, only what `keeps` says stays.
    pub(crate) fn lose_power(&self, mut keeps: impl FnMut() -> bool) {
        let mut durable = self.durable.borrow_mut();
        for (_, step) in self.pending.borrow_mut().drain(..) {
            if keeps() {
                apply(&mut durable, &step);
            }
        }
        *self.now.borrow_mut() = durable.clone();
    }

    /// How many steps are not brought to disk.
    pub(crate) fn unsynced(&self) -> usize {
        self.pending.borrow().len()
    }

    /// A copy of what there is.
    pub(crate) fn fork(&self) -> Self {
        let fork = Self::default();
        *fork.now.borrow_mut() = self.now.borrow().clone();
        *fork.durable.borrow_mut() = self.durable.borrow().clone();
        *fork.pending.borrow_mut() = self.pending.borrow().clone();
        fork.mutant.set(self.mutant.get());
        fork
    }

    /// Takes over what there is on a fork.
    pub(crate) fn become_like(&self, fork: &Self) {
        *self.now.borrow_mut() = fork.now.borrow().clone();
        *self.durable.borrow_mut() = fork.durable.borrow().clone();
        *self.pending.borrow_mut() = fork.pending.borrow().clone();
    }

    /// Every file, by path.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.now.borrow().iter().filter_map(|(path, content)| Some((path.clone(), content.clone()?))).collect()
    }

    /// What somebody does by hand, brought to disk at once; `None` deletes.
    pub(crate) fn tamper(&self, path: &str, content: Option<&[u8]>) {
        for tree in [&self.now, &self.durable] {
            match content {
                Some(content) => drop(tree.borrow_mut().insert(path.to_owned(), Some(content.to_vec()))),
                None => tree.borrow_mut().retain(|key, _| key != path && !key.starts_with(&format!("{path}/"))),
            }
        }
    }

    fn step(&self) -> io::Result<()> {
        let number = self.steps.get();
        let is_due = self.hook.borrow().as_ref().is_some_and(|(at, _)| *at == number);
        let due = if is_due { self.hook.borrow_mut().take() } else { None };
        if let Some((_, hook)) = due {
            // The hook works on this disk, too.
            hook();
        }
        self.alive()?;
        self.steps.set(self.steps.get() + 1);
        if self.dies_at.get() == Some(number) {
            self.dead.set(true);
        }
        self.alive()?;
        if self.fails_at.get() == Some(number) { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn alive(&self) -> io::Result<()> {
        if self.dead.get() { Err(io::Error::other("gestorben")) } else { Ok(()) }
    }

    fn change(&self, step: Step, folder: String) {
        apply(&mut self.now.borrow_mut(), &step);
        self.pending.borrow_mut().push((folder, step));
    }

    fn has(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        self.now.borrow().keys().any(|key| key == path || key.starts_with(&inside))
    }

    fn moved(&self, from: &str, to: &str) {
        self.change(Step::Move(from.to_owned(), to.to_owned()), parent(to));
    }
}

impl Disk for Loss {
    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.alive()?;
        let inside = format!("{folder}/");
        let now = self.now.borrow();
        let names = now.keys().filter_map(|key| key.strip_prefix(&inside)?.split('/').next());
        Ok(names.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect())
    }

    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.alive()?;
        Ok(self.now.borrow().get(path).cloned().flatten())
    }

    fn make(&self, folder: &str) -> io::Result<()> {
        self.step()?;
        for tree in [&self.now, &self.durable] {
            tree.borrow_mut().insert(folder.to_owned(), None);
        }
        Ok(())
    }

    fn write(&self, path: &str, content: &[u8]) -> io::Result<()> {
        let outcome = self.step();
        if !self.now.borrow().contains_key(&parent(path)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        // What ends in the middle of a file leaves half of it.
        let content = if outcome.is_ok() { content } else { &content[..content.len() / 2] };
        self.change(Step::Put(path.to_owned(), content.to_vec()), parent(path));
        outcome
    }

    fn sync(&self, folder: &str) -> io::Result<()> {
        self.step()?;
        let is_lazy = self.is(Mutant::FilingNotSynced) || (self.is(Mutant::TrustsSeen) && !self.has_filed.get());
        if folder == ABLAGE && is_lazy {
            return Ok(());
        }
        let (mut durable, mut pending) = (self.durable.borrow_mut(), self.pending.borrow_mut());
        pending.retain(|(of, step)| {
            let is_of = of == folder;
            if is_of {
                apply(&mut durable, step);
            }
            !is_of
        });
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<bool> {
        if self.is(Mutant::ClearsInPlace) && to.contains(".weg-") {
            for name in self.list(from)? {
                self.remove(&format!("{from}/{name}"))?;
            }
            return Ok(false);
        }
        self.step()?;
        let is_entry = to.starts_with("laufbuch/0");
        let replaces =
            (self.is(Mutant::FilingReplaces) && is_filing(from, to)) || (self.is(Mutant::EntryReplaces) && is_entry);
        if self.has(to) && replaces {
            let inside = format!("{to}/");
            let old: Vec<String> =
                self.now.borrow().keys().filter(|key| *key == to || key.starts_with(&inside)).cloned().collect();
            old.into_iter().for_each(|path| self.change(Step::Remove(path), parent(to)));
        }
        if !self.has(from) || self.has(to) {
            return Ok(false);
        }
        if is_filing(from, to) {
            self.has_filed.set(true);
            if self.is(Mutant::EntryBeforeFiling) {
                *self.deferred.borrow_mut() = Some((from.to_owned(), to.to_owned()));
                return Ok(true);
            }
        }
        self.moved(from, to);
        if is_entry && self.deferred.borrow().is_some() {
            self.step()?;
            if let Some((from, to)) = self.deferred.borrow_mut().take() {
                self.moved(&from, &to);
            }
        }
        Ok(true)
    }

    fn replace(&self, from: &str, to: &str) -> io::Result<()> {
        self.step()?;
        self.moved(from, to);
        Ok(())
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.step()?;
        if self.now.borrow().contains_key(path) {
            self.change(Step::Remove(path.to_owned()), parent(path));
        }
        Ok(())
    }

    fn free(&self, _: &str) -> io::Result<Option<u64>> {
        Ok(self.free.get())
    }
}
