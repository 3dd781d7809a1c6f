//! What is to happen with each paper: a pure function of what was published, what is offered and why.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::facts::Facts;
use super::state::{PaperState, State, Version, Withdrawal};
use crate::model::{Freigabe, Papierstand, Standangabe};

/// A paper as a workspace has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    /// The name of the paper in the workspace, which for a series holds the period.
    pub name: String,
    /// What is said of it.
    pub angaben: Facts,
    /// What it says of its state.
    pub stand: Standangabe,
    /// The hash of what it says: its view data, its facts, its annexes.
    pub inhalt: String,
}

/// What happens with a paper.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It is published for the first time; the `usize` is its place in [`State::papiere`].
    New(usize),
    /// It takes the place of what was published under its number.
    Again(usize),
    /// What was published stays.
    Same(usize),
    /// What was published becomes a tombstone.
    Withdrawn(usize),
    /// It is not released, and never was published.
    Unreleased,
    /// It says something else than what was published under its number, and nobody says why.
    Refused(usize),
}

/// What happens with all papers.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What is published from now on; files and hashes of papers that are made anew are still to be filled in.
    pub state: State,
    /// What happens with each paper, in the order in which they were offered.
    pub fates: Vec<Fate>,
}

/// Decides what happens with papers on a day. `reason` says why papers take the place of what was published under their numbers, and
/// `new_id` gives the id of a name.
pub fn decide(
    state: &State,
    offered: &[Offered],
    (today, reason): (NaiveDate, Option<&str>),
    new_id: &dyn Fn(&str) -> String,
) -> Decision {
    let known = Known::of(state, offered);
    let mut ids: BTreeSet<String> = state.papiere.iter().map(|paper| paper.uuid.clone()).collect();
    let mut state = State { fassung: State::FASSUNG, ..state.clone() };
    let mut taken = BTreeSet::new();
    let fates = offered.iter().map(|paper| {
        let known = known.find(paper).filter(|at| taken.insert(*at));
        let fate = fate(known.and_then(|at| Some((at, state.papiere.get(at)?))), paper, reason);
        settle(&mut state, (paper, fate), (today, reason), &mut |name| free_id(&mut ids, name, new_id))
    });
    let fates = fates.collect();
    name_successors(&mut state);
    Decision { state, fates }
}

/// Where papers stand among those that were published.
struct Known<'a> {
    papers: &'a [PaperState],
    /// The numbers of the papers that are offered.
    offered: BTreeSet<&'a str>,
    numbers: BTreeMap<&'a str, usize>,
    names: BTreeMap<&'a str, usize>,
    reports: BTreeMap<(&'a str, Period), usize>,
}

/// The first and the last day of a report's period.
type Period = (NaiveDate, NaiveDate);

impl<'a> Known<'a> {
    fn of(state: &'a State, offered: &'a [Offered]) -> Self {
        let papers = &state.papiere;
        let all = || papers.iter().enumerate();
        Self {
            papers,
            offered: offered.iter().filter_map(|paper| paper.angaben.nummer.as_deref()).collect(),
            numbers: all().filter_map(|(at, old)| Some((old.angaben.nummer.as_deref()?, at))).collect(),
            names: all().map(|(at, old)| (old.name.as_str(), at)).collect(),
            reports: all()
                .filter_map(|(at, old)| Some(((old.angaben.titel.as_str(), old.angaben.zeitraum?), at)))
                .collect(),
        }
    }

    /// That of the number, or else of the name, unless the number of that one is another paper's by now; of a report whose folder has
    /// another name, that of its title and period.
    fn find(&self, paper: &Offered) -> Option<usize> {
        let Facts { nummer, titel, zeitraum, .. } = &paper.angaben;
        let is_free = |at: &usize| {
            let number = self.papers.get(*at).and_then(|old| old.angaben.nummer.as_deref());
            number.is_none_or(|number| !self.offered.contains(number))
        };
        let by_number = nummer.as_deref().and_then(|number| self.numbers.get(number));
        let by_name = || self.names.get(paper.name.as_str()).filter(|at| is_free(at));
        let by_period = || self.reports.get(&(titel.as_str(), (*zeitraum)?));
        by_number.or_else(by_name).or_else(by_period).copied()
    }
}

fn fate(known: Option<(usize, &PaperState)>, paper: &Offered, reason: Option<&str>) -> Fate {
    match (known, paper.stand.stand) {
        (None, Some(Papierstand::Freigegeben)) => Fate::New(0),
        (None, _) => Fate::Unreleased,
        (Some((at, old)), Some(Papierstand::Zurueckgezogen)) if old.zurueckgezogen.is_none() => Fate::Withdrawn(at),
        (Some((at, old)), Some(Papierstand::Freigegeben)) => {
            let is_same = old.zurueckgezogen.is_none()
                && old.versionen.last().is_some_and(|version| version.inhalt == paper.inhalt);
            match (is_same, reason) {
                (true, _) => Fate::Same(at),
                (false, Some(_)) => Fate::Again(at),
                (false, None) => Fate::Refused(at),
            }
        }
        // What was published does not go away because somebody works on the next version.
        (Some((at, _)), _) => Fate::Same(at),
    }
}

/// Enters into the state what happens with a paper.
fn settle(
    state: &mut State,
    (paper, fate): (&Offered, Fate),
    (today, reason): (NaiveDate, Option<&str>),
    new_id: &mut dyn FnMut(&str) -> String,
) -> Fate {
    let freigabe = paper.stand.freigabe.clone();
    let Freigabe { am, durch } = freigabe.unwrap_or(Freigabe { am: today, durch: String::new() });
    let version = |grund: Option<String>| Version {
        am: today,
        freigegeben_am: am,
        freigegeben_durch: durch.clone(),
        grund,
        inhalt: paper.inhalt.clone(),
        pdf: BTreeMap::new(),
    };
    match fate {
        Fate::New(_) => {
            state.papiere.push(PaperState {
                uuid: new_id(&paper.name),
                name: paper.name.clone(),
                angaben: paper.angaben.clone(),
                paket: String::new(),
                dateien: Vec::new(),
                dateien_nichtoeffentlich: Vec::new(),
                versionen: vec![version(None)],
                zurueckgezogen: None,
                ersetzt_durch: None,
            });
            return Fate::New(state.papiere.len() - 1);
        }
        Fate::Again(at) => {
            if let Some(old) = state.papiere.get_mut(at) {
                old.name.clone_from(&paper.name);
                old.angaben = paper.angaben.clone();
                old.dateien.clear();
                old.dateien_nichtoeffentlich.clear();
                old.versionen.push(version(reason.map(str::to_owned)));
                old.zurueckgezogen = None;
            }
        }
        Fate::Withdrawn(at) => {
            if let Some((old, why)) = state.papiere.get_mut(at).zip(paper.stand.zurueckziehung.as_ref()) {
                old.dateien.clear();
                old.dateien_nichtoeffentlich.clear();
                old.zurueckgezogen = Some(Withdrawal { am: why.am, grund: why.grund.clone() });
            }
        }
        // A folder may have another name than when its paper was published.
        Fate::Same(at) => {
            if let Some(old) = state.papiere.get_mut(at) {
                old.name.clone_from(&paper.name);
            }
        }
        Fate::Unreleased | Fate::Refused(_) => {}
    }
    fate
}

/// The id of a name; where a paper that had this name before has it, that of the name and a number.
fn free_id(ids: &mut BTreeSet<String>, name: &str, new_id: &dyn Fn(&str) -> String) -> String {
    let mut id = new_id(name);
    let mut number = 1;
    while !ids.insert(id.clone()) {
        number += 1;
        id = new_id(&format!("{name}/{number}"));
    }
    id
}

/// Notes at each paper which one has replaced it, as the others say it.
fn name_successors(state: &mut State) {
    let hold = state.papiere.iter().filter(|paper| paper.zurueckgezogen.is_none());
    let successors: BTreeMap<String, String> =
        hold.filter_map(|paper| Some((paper.angaben.ersetzt.clone()?, paper.angaben.nummer.clone()?))).collect();
    for paper in &mut state.papiere {
        paper.ersetzt_durch = paper.angaben.nummer.as_ref().and_then(|number| successors.get(number)).cloned();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::model::Zurueckziehung;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2021, 4, day).expect("a day")
    }

    fn facts(nummer: &str) -> Facts {
        Facts {
            nummer: Some(nummer.into()),
            titel: "Pegelsensoren".into(),
            art: "Entscheidungsvorlage".into(),
            datum: day(1),
            zeitraum: None,
            reihe: None,
            federfuehrend: None,
            beteiligt: Vec::new(),
            verfasser: None,
            schlagworte: Vec::new(),
            beratungsfolge: Vec::new(),
            ersetzt: None,
            finanzen: Value::Null,
            klimarelevanz: Value::Null,
        }
    }

    fn offered(name: &str, nummer: &str, stand: Papierstand, inhalt: &str) -> Offered {
        let stand = Standangabe {
            stand: Some(stand),
            freigabe: Some(Freigabe { am: day(1), durch: "FB 02".into() }),
            zurueckziehung: Some(Zurueckziehung { am: day(2), grund: "überholt".into() }),
        };
        Offered { name: name.into(), angaben: facts(nummer), stand, inhalt: inhalt.into() }
    }

    fn decided(state: &State, papers: &[Offered], reason: Option<&str>) -> (State, Vec<Fate>) {
        let Decision { state, fates } = decide(state, papers, (day(3), reason), &str::to_owned);
        (state, fates)
    }

    #[test]
    fn what_was_published_stays_until_somebody_says_why_not() {
        use Papierstand::{Entwurf, Freigegeben, Zurueckgezogen};
        let paper = |stand, inhalt: &str| [offered("a", "FB 02/0001/WP18", stand, inhalt)];
        let (state, fates) = decided(&State::default(), &paper(Entwurf, "1"), None);
        assert_eq!((fates, state.papiere.len()), (vec![Fate::Unreleased], 0));
        let (first, fates) = decided(&state, &paper(Freigegeben, "1"), None);
        assert_eq!(fates, [Fate::New(0)]);
        assert_eq!(decided(&first, &paper(Freigegeben, "1"), Some("ohne Not")), (first.clone(), vec![Fate::Same(0)]));
        assert_eq!(decided(&first, &paper(Entwurf, "2"), None), (first.clone(), vec![Fate::Same(0)]));
        assert_eq!(decided(&first, &paper(Freigegeben, "2"), None), (first.clone(), vec![Fate::Refused(0)]));
        let (second, fates) = decided(&first, &paper(Freigegeben, "2"), Some("Beträge berichtigt"));
        assert_eq!(fates, [Fate::Again(0)]);
        let grounds: Vec<_> = second.papiere[0].versionen.iter().map(|version| version.grund.as_deref()).collect();
        assert_eq!(grounds, [None, Some("Beträge berichtigt")]);
        let (gone, fates) = decided(&second, &paper(Zurueckgezogen, "2"), None);
        assert_eq!(fates, [Fate::Withdrawn(0)]);
        assert_eq!(
            decided(&gone, &paper(Freigegeben, "2"), None).1,
            [Fate::Refused(0)],
            "to come back, it needs a reason"
        );
        assert_eq!(decided(&gone, &[], None).0, gone, "what is no longer in the workspace stays");
    }

    #[test]
    fn a_paper_is_known_by_its_number_and_else_by_its_name() {
        use Papierstand::Freigegeben;
        let (state, _) = decided(&State::default(), &[offered("a", "FB 02/0001/WP18", Freigegeben, "1")], None);
        let moved = offered("b", "FB 02/0001/WP18", Freigegeben, "1");
        assert_eq!(decided(&state, std::slice::from_ref(&moved), None).1, [Fate::Same(0)]);
        let renumbered = offered("a", "FB 02/0002/WP18", Freigegeben, "2");
        assert_eq!(decided(&state, std::slice::from_ref(&renumbered), None).1, [Fate::Refused(0)]);
        // The folder's name is another paper's now.
        let (both, fates) = decided(&state, &[renumbered, moved], None);
        assert_eq!(fates, [Fate::New(1), Fate::Same(0)]);
        assert_ne!(both.papiere[0].uuid, both.papiere[1].uuid);
    }

    #[test]
    fn who_is_replaced_is_told_by_whom() {
        let mut new = offered("b", "FB 02/0001/WP18-1", Papierstand::Freigegeben, "2");
        new.angaben.ersetzt = Some("FB 02/0001/WP18".into());
        let papers = [offered("a", "FB 02/0001/WP18", Papierstand::Freigegeben, "1"), new.clone()];
        let (state, _) = decided(&State::default(), &papers, None);
        assert_eq!(state.papiere[0].ersetzt_durch.as_deref(), Some("FB 02/0001/WP18-1"));
        new.stand.stand = Some(Papierstand::Zurueckgezogen);
        let (state, _) = decided(&state, &[papers[0].clone(), new], None);
        assert_eq!(state.papiere[0].ersetzt_durch, None);
    }

    fn paper() -> impl Strategy<Value = Offered> {
        let stands = prop_oneof![
            Just(Papierstand::Entwurf),
            Just(Papierstand::Freigegeben),
            Just(Papierstand::Freigegeben),
            Just(Papierstand::Zurueckgezogen)
        ];
        ("[abcd]", "[1-4]", stands, "[xyz]")
            .prop_map(|(name, number, stand, inhalt)| offered(&name, &number, stand, &inhalt))
    }

    proptest! {
        /// Whatever happens in a workspace: ids never change and are never shared, nothing is forgotten, and no version is lost.
        #[test]
        fn what_was_published_is_never_lost(
            runs in proptest::collection::vec((proptest::collection::vec(paper(), 0..5), any::<bool>()), 1..12),
        ) {
            let mut state = State::default();
            for (papers, again) in runs {
                let (next, fates) = decided(&state, &papers, again.then_some("berichtigt"));
                prop_assert_eq!(fates.len(), papers.len());
                let ids: BTreeSet<&str> = next.papiere.iter().map(|paper| paper.uuid.as_str()).collect();
                prop_assert_eq!(ids.len(), next.papiere.len());
                for (at, (old, new)) in state.papiere.iter().zip(&next.papiere).enumerate() {
                    prop_assert_eq!(&old.uuid, &new.uuid);
                    prop_assert!(new.versionen.starts_with(&old.versionen));
                    let is_again = fates.contains(&Fate::Again(at));
                    prop_assert_eq!(new.versionen.len() - old.versionen.len(), usize::from(is_again));
                    prop_assert!(is_again || new.angaben == old.angaben);
                    prop_assert!(is_again || old.zurueckgezogen.is_none() || new.zurueckgezogen == old.zurueckgezogen);
                }
                let places: Vec<usize> = fates.iter().filter_map(|fate| match fate {
                    Fate::New(at) | Fate::Again(at) | Fate::Same(at) | Fate::Withdrawn(at) | Fate::Refused(at) => Some(*at),
                    Fate::Unreleased => None,
                }).collect();
                prop_assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len(), "two papers took one place");
                state = next;
            }
        }
    }
}
