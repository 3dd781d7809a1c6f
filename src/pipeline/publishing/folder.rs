//! The folder of what was published: packages for people, a tree for everybody, and a file that says what was published when.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::thread;

use super::files::{Made, make};
use super::package;
use super::places::{FILES, PUBLIC, folder, place};
use super::{Candidate, Order, Release};
use crate::model::{Edition, Stammdaten, series_and_period};
use crate::pipeline::error::PipelineError;
use crate::pipeline::workers::on_threads;
use crate::publish::{OutputFolder, Reader, Tree, publish_tree};
use crate::release::names::Names;
use crate::release::{Decision, Fate, FileFacts, ObjectState, PaperState, Role, State, decide, oparl, paper_uuid};

/// How many papers are in memory at once for each thread.
const BATCH: usize = 4;

/// What a run has done, each paper by what it is called.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Published for the first time, with the path of the package below the folder.
    pub new: Vec<(String, String)>,
    /// Published anew, with the path of the package.
    pub again: Vec<(String, String)>,
    /// As they were.
    pub same: usize,
    /// As they were, although the workspace no longer says that they are released, or no longer has them.
    pub kept: Vec<String>,
    /// No longer public.
    pub withdrawn: Vec<String>,
    /// Not released.
    pub unreleased: Vec<String>,
}

impl Release {
    /// Publishes what is released into a folder, all of it or nothing.
    ///
    /// # Errors
    /// When errors of the workspace forbid it, a paper says something else than what was published under its number, the address
    /// of the tree is another than before, a template fails, or the file system refuses.
    pub fn publish(&self, folder: &OutputFolder, order: &Order<'_>) -> Result<Outcome, PipelineError> {
        let stammdaten = self.whole.loaded.bestand.as_ref().map(|bestand| &*bestand.stammdaten);
        let Some(stammdaten) = stammdaten.filter(|_| !self.is_faulty()) else { return Err(PipelineError::Faulty) };
        let run = |tree: &mut Tree<'_>| Run { release: self, stammdaten, order, tree }.publish();
        publish_tree(folder, self.whole.koerperschaft(), run)
    }
}

/// A run while it writes.
struct Run<'a, 't> {
    release: &'a Release,
    stammdaten: &'a Stammdaten,
    order: &'a Order<'a>,
    tree: &'a mut Tree<'t>,
}

impl Run<'_, '_> {
    fn publish(mut self) -> Result<Outcome, PipelineError> {
        let old = self.state()?;
        let candidates = &self.release.candidates;
        let offered: Vec<_> = candidates.iter().map(|candidate| candidate.offered.clone()).collect();
        let home = self.release.whole.koerperschaft();
        let on = (self.order.today, self.order.reason);
        let Decision { mut state, fates } = decide(&old, &offered, on, &|name| paper_uuid(home, name));
        refuse_changed(candidates, &fates)?;
        state.basis_url = self.basis_url(&old)?;
        let mut anew = anew(&fates, candidates);
        let (kept, damaged) = self.there(&state, &anew);
        anew.extend(restorable(&damaged, &fates, candidates)?);
        for path in kept.iter().filter(|(at, _)| !damaged.contains_key(at)).flat_map(|(_, paths)| paths) {
            self.tree.keep(path)?;
        }
        self.set(&mut state, &anew)?;
        refuse_unrestored(&old, &state, damaged.keys())?;
        let State { basis_url, papiere, objekte, .. } = &mut state;
        let papiere = &*papiere;
        let objects = basis_url.as_ref().map(|basis_url| self.oparl(basis_url, papiere, objekte)).transpose()?;
        for (at, candidate) in &anew {
            let Some(paper) = papiere.get(*at) else { continue };
            let own = objects.as_ref().map(|tree| tree.of_paper(&paper.uuid, &texts(&self.tree.reader())));
            package::write(self.tree, self.release, (paper, candidate), &own.unwrap_or_default())?;
        }
        if self.order.zip {
            package::zip(self.tree)?;
        }
        self.tree.put(State::FILE, &state.to_bytes())?;
        let mut outcome = outcome(candidates, &fates, &state);
        if self.order.only.is_empty() && self.order.periods.is_empty() {
            outcome.kept.extend(self.gone(&state));
        }
        Ok(outcome)
    }

    /// Papers that are published and whose folders are no longer there.
    fn gone(&self, state: &State) -> Vec<String> {
        let folders = &self.release.whole.loaded.papers;
        let is_there = |name: &str| {
            let series = series_and_period(name).map(|(folder, _)| folder);
            series.chain([name]).any(|name| folders.iter().any(|folder| folder == name))
        };
        let gone = state.papiere.iter().filter(|paper| paper.zurueckgezogen.is_none() && !is_there(&paper.name));
        gone.map(|paper| paper.angaben.nummer.clone().unwrap_or_else(|| paper.angaben.titel.clone())).collect()
    }

    /// What was published before.
    fn state(&self) -> Result<State, PipelineError> {
        let bytes = self.tree.old(State::FILE).map_err(|_| PipelineError::Damaged(State::FILE.into()))?;
        let Some(bytes) = bytes else { return Ok(State::default()) };
        State::from_bytes(&bytes).ok_or(PipelineError::StateUnreadable(State::FILE))
    }

    /// The address of the tree, which stays the one that ids begin with.
    fn basis_url(&self, old: &State) -> Result<Option<String>, PipelineError> {
        let own = self.stammdaten.veroeffentlichung.as_ref().and_then(|own| own.basis_url.as_ref());
        let own = own.map(|url| format!("{}/", url.trim_end_matches('/')));
        match &old.basis_url {
            Some(before) if own.as_ref() != Some(before) => {
                Err(PipelineError::OtherAddress { before: before.clone(), now: own.unwrap_or_default() })
            }
            _ => Ok(own),
        }
    }

    /// The files of all papers that are not made anew, by the place of the paper in the state; and for those of which a file is no
    /// longer as it was written, one such file.
    fn there(
        &self,
        state: &State,
        anew: &[(usize, &Candidate)],
    ) -> (BTreeMap<usize, Vec<String>>, BTreeMap<usize, String>) {
        let anew: BTreeSet<usize> = anew.iter().map(|(at, _)| *at).collect();
        let kept = state.papiere.iter().enumerate();
        let kept = kept.filter(|(at, paper)| !anew.contains(at) && paper.zurueckgezogen.is_none());
        let places: BTreeMap<String, usize> =
            kept.flat_map(|(at, paper)| [(format!("{FILES}/{}", paper.uuid), at), (paper.paket.clone(), at)]).collect();
        // The folder of the edition holds that of the paper.
        let of_paper = |path: &str| match path.split('/').collect::<Vec<_>>()[..] {
            [PUBLIC, FILES, uuid, _] => places.get(&format!("{FILES}/{uuid}")),
            [PUBLIC, ..] => None,
            [_, package, _, ..] => places.get(package),
            _ => None,
        };
        let (mut kept, mut damaged) = (BTreeMap::<usize, Vec<String>>::new(), BTreeMap::new());
        for path in self.tree.there() {
            let Some(at) = of_paper(path) else { continue };
            if self.tree.old(path).is_err() {
                damaged.insert(*at, path.to_owned());
            }
            kept.entry(*at).or_default().push(path.to_owned());
        }
        (kept, damaged)
    }

    /// Sets the papers that are new or have a new version, some at a time, and enters into the state which files they have.
    fn set(&mut self, state: &mut State, anew: &[(usize, &Candidate)]) -> Result<(), PipelineError> {
        let mut names = Names::default();
        let places: BTreeSet<usize> = anew.iter().map(|(at, _)| *at).collect();
        let kept = state.papiere.iter().enumerate().filter(|(at, _)| !places.contains(at));
        kept.for_each(|(_, paper)| drop(names.give(&paper.paket, "")));
        let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN).get();
        for batch in anew.chunks(BATCH * threads) {
            let stems: Vec<String> = batch.iter().map(|(_, candidate)| names.give(&candidate.stem(), "")).collect();
            let papers = &state.papiere;
            let made = on_threads(batch.len(), None, &|at| {
                let ((at, candidate), stem) = batch.get(at).zip(stems.get(at))?;
                Some(self.editions(candidate, papers.get(*at).and_then(PaperState::reason), stem))
            });
            for (((at, _), stem), made) in batch.iter().zip(&stems).zip(made) {
                let made = made.flatten().unwrap_or(Err(PipelineError::Faulty))?;
                let Some(paper) = state.papiere.get_mut(*at) else { continue };
                stem.clone_into(&mut paper.paket);
                made.into_iter().try_for_each(|(edition, made)| self.enter(paper, edition, made))?;
            }
        }
        Ok(())
    }

    /// Every edition of a paper.
    fn editions(
        &self,
        candidate: &Candidate,
        reason: Option<&str>,
        stem: &str,
    ) -> Result<Vec<(Edition, Made)>, PipelineError> {
        let made = |edition: &Edition| {
            let session = self.release.session(*edition).ok_or(PipelineError::Faulty)?;
            Ok((*edition, make(session, candidate, reason, stem)?))
        };
        candidate.editions.iter().map(made).collect()
    }

    /// Enters what came of an edition of a paper, and writes its files: those for everybody into the public folder, the others into
    /// their package.
    fn enter(&mut self, paper: &mut PaperState, edition: Edition, made: Made) -> Result<(), PipelineError> {
        let main = made.files.iter().find(|(facts, _)| facts.role == Role::Main);
        if let Some((version, (facts, _))) = paper.versionen.last_mut().zip(main) {
            version.pdf.insert(edition, facts.sha256.clone());
        }
        for (facts, bytes) in &made.files {
            self.tree.put(&place(paper, edition, facts), bytes)?;
        }
        let facts = made.files.into_iter().map(|(facts, _)| facts).collect();
        match edition {
            Edition::Public => paper.dateien = facts,
            Edition::Whole => paper.dateien_nichtoeffentlich = facts,
        }
        Ok(())
    }

    /// Writes the OParl tree, and says of each of its objects since when it is as it is.
    fn oparl<'s>(
        &mut self,
        basis_url: &str,
        papers: &'s [PaperState],
        objects: &mut BTreeMap<String, ObjectState>,
    ) -> Result<oparl::Tree<'s>, PipelineError> {
        let reader = self.tree.reader();
        let texts = texts(&reader);
        let tree = oparl::Tree::new(self.stammdaten, basis_url, papers, objects, self.order.today, &texts);
        tree.write(&texts, &mut |path, bytes| self.tree.put(&format!("{PUBLIC}/{path}"), &bytes))?;
        Ok(tree)
    }
}

/// What tells the text of a PDF: that of its paper or annex, which was written beside it.
fn texts(reader: &Reader) -> impl Fn(&PaperState, &FileFacts) -> Option<String> + '_ {
    |paper, file| {
        let stem = file.name.strip_suffix(".pdf")?;
        let text = format!("{PUBLIC}/{FILES}/{}/{stem}.txt", paper.uuid);
        String::from_utf8(reader.read(&text)?).ok()
    }
}

/// Papers that say something else than what was published are named, all at once.
fn refuse_changed(candidates: &[Candidate], fates: &[Fate]) -> Result<(), PipelineError> {
    let changed = candidates.iter().zip(fates).filter(|(_, fate)| matches!(fate, Fate::Refused(_)));
    let changed: Vec<String> = changed.map(|(candidate, _)| candidate.bezeichnung().to_owned()).collect();
    if changed.is_empty() { Ok(()) } else { Err(PipelineError::Republished(changed)) }
}

/// The papers that must be made once more, since a file of theirs is no longer as it was written.
fn restorable<'a>(
    damaged: &BTreeMap<usize, String>,
    fates: &[Fate],
    candidates: &'a [Candidate],
) -> Result<Vec<(usize, &'a Candidate)>, PipelineError> {
    let of = |(at, path): (&usize, &String)| {
        let place = fates.iter().position(|fate| *fate == Fate::Same(*at));
        let candidate = place.and_then(|place| candidates.get(place)).filter(|own| !own.offered.inhalt.is_empty());
        candidate.map(|candidate| (*at, candidate)).ok_or_else(|| PipelineError::Damaged(path.clone()))
    };
    damaged.iter().map(of).collect()
}

/// What was made once more must be what was published.
fn refuse_unrestored<'a>(
    old: &State,
    new: &State,
    mut damaged: impl Iterator<Item = &'a usize>,
) -> Result<(), PipelineError> {
    match damaged.find(|at| old.papiere.get(**at) != new.papiere.get(**at)) {
        Some(at) => {
            Err(PipelineError::Damaged(new.papiere.get(*at).map(|paper| paper.paket.clone()).unwrap_or_default()))
        }
        None => Ok(()),
    }
}

/// The papers that are made anew, with their places in the state.
fn anew<'a>(fates: &[Fate], candidates: &'a [Candidate]) -> Vec<(usize, &'a Candidate)> {
    let made = |(fate, candidate): (&Fate, &'a Candidate)| match fate {
        Fate::New(at) | Fate::Again(at) => Some((*at, candidate)),
        Fate::Same(_) | Fate::Withdrawn(_) | Fate::Unreleased | Fate::Refused(_) => None,
    };
    fates.iter().zip(candidates).filter_map(made).collect()
}

fn outcome(candidates: &[Candidate], fates: &[Fate], state: &State) -> Outcome {
    let mut outcome = Outcome::default();
    for (candidate, fate) in candidates.iter().zip(fates) {
        let titel = candidate.bezeichnung().to_owned();
        let package = |at: &usize| {
            let paket = state.papiere.get(*at).map(|paper| paper.paket.as_str()).unwrap_or_default();
            let edition = candidate.editions.first().copied().unwrap_or_default();
            (titel.clone(), format!("{}/{paket}", folder(edition)))
        };
        match fate {
            Fate::New(at) => outcome.new.push(package(at)),
            Fate::Again(at) => outcome.again.push(package(at)),
            Fate::Same(_) if candidate.is_published_against_its_word() => outcome.kept.push(titel),
            Fate::Same(_) | Fate::Refused(_) => outcome.same += 1,
            Fate::Withdrawn(_) => outcome.withdrawn.push(titel),
            Fate::Unreleased => outcome.unreleased.push(candidate.unreleased()),
        }
    }
    outcome
}
