//! Whatever happens to papers, their tree keeps its promises.

use std::collections::BTreeMap;

use chrono::{DateTime, Days};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use super::world::{BASIS, Files, World, files, stammdaten, value, version, withdrawal};

/// What can happen between two runs.
#[derive(Debug, Clone, Copy)]
enum Event {
    New,
    Title(usize),
    Content(usize),
    Withdraw(usize),
    Return(usize),
    Rename(usize),
    Hide(usize),
    Step(usize),
    Body(bool),
    Nothing,
}

fn event() -> impl Strategy<Value = Event> {
    let at = 0_usize..8;
    prop_oneof![
        3 => Just(Event::New),
        1 => at.clone().prop_map(Event::Title),
        1 => at.clone().prop_map(Event::Content),
        2 => at.clone().prop_map(Event::Withdraw),
        1 => at.clone().prop_map(Event::Return),
        1 => at.clone().prop_map(Event::Rename),
        1 => at.clone().prop_map(Event::Hide),
        1 => at.prop_map(Event::Step),
        1 => any::<bool>().prop_map(Event::Body),
        1 => Just(Event::Nothing),
    ]
}

fn happen(world: &mut World, event: Event) {
    if let Event::Body(there) = event {
        world.stammdaten = stammdaten(if there { "" } else { "Rat" });
    }
    if let Event::New = event {
        world.add();
    }
    let count = world.state.papiere.len();
    let (Event::Title(at)
    | Event::Content(at)
    | Event::Withdraw(at)
    | Event::Return(at)
    | Event::Rename(at)
    | Event::Hide(at)
    | Event::Step(at)) = event
    else {
        return;
    };
    if count == 0 {
        return;
    }
    let paper = world.paper(at % count);
    let (uuid, stem) = (paper.uuid.clone(), paper.dateien[0].name.trim_end_matches(".pdf").to_owned());
    match event {
        Event::Title(_) => paper.angaben.titel.push('!'),
        Event::Content(_) => {
            paper.versionen.push(version(true));
            paper.dateien = files(&uuid, &stem, paper.versionen.len());
        }
        Event::Withdraw(_) => paper.zurueckgezogen = withdrawal(),
        Event::Return(_) => paper.zurueckgezogen = None,
        Event::Rename(_) => paper.name.push('x'),
        Event::Hide(_) => {
            paper.versionen.push(version(false));
            paper.dateien = files(&uuid, &stem, paper.versionen.len());
        }
        _ => {
            let step = paper.angaben.beratungsfolge[0].clone();
            paper.angaben.beratungsfolge.push(step);
        }
    }
}

/// The objects of a tree by path, without its lists.
fn objects(tree: &Files) -> BTreeMap<&String, Value> {
    let objects = tree.iter().map(|(path, content)| (path, value(content)));
    objects.filter(|(_, value)| value.get("data").is_none()).collect()
}

/// An object without its moments, and without those of what it holds.
fn without_moments(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| !["created", "modified"].contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (name.clone(), without_moments(value))).collect())
        }
        Value::Array(items) => items.iter().map(without_moments).collect(),
        plain => plain.clone(),
    }
}

fn moment(object: &Value, name: &str) -> DateTime<chrono::FixedOffset> {
    let text = object[name].as_str().expect("a moment");
    DateTime::parse_from_rfc3339(text).expect("a moment")
}

/// Every text in a value that is a URL of the tree.
fn urls<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => found.extend(text.strip_prefix(BASIS)),
        Value::Array(items) => items.iter().for_each(|item| urls(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| urls(field, found)),
        _ => {}
    }
}

fn hold(before: &Files, world: &World) -> Result<(), TestCaseError> {
    let (old, new) = (objects(before), objects(&world.tree));
    for (path, old) in &old {
        let new = new.get(path);
        prop_assert!(new.is_some(), "{path} is gone");
        let new = new.expect("there");
        prop_assert_eq!(&old["id"], &new["id"]);
        prop_assert_eq!(&old["created"], &new["created"], "{}", path);
        let is_same = without_moments(old) == without_moments(new);
        prop_assert_eq!(is_same, old["modified"] == new["modified"], "{}", path);
        prop_assert!(is_same || moment(old, "modified") < moment(new, "modified"), "{path}");
    }
    for (path, content) in &world.tree {
        let value = value(content);
        let mut found = Vec::new();
        urls(&value, &mut found);
        for url in found {
            prop_assert!(world.read(url).is_some(), "{path} leads to {url}");
        }
    }
    // The members of pages stay where they are; only the last page takes new ones.
    for (path, old) in before.iter().map(|(path, content)| (path, value(content))) {
        let Some(members) = old["data"].as_array() else { continue };
        let now = world.value(path);
        let ids = |items: &[Value]| items.iter().map(|item| item["id"].clone()).collect::<Vec<_>>();
        let now = now["data"].as_array().map_or(&[][..], Vec::as_slice);
        prop_assert!(now.len() >= members.len());
        prop_assert_eq!(ids(members), ids(&now[..members.len()]), "{}", path);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, rng_seed: RngSeed::Fixed(20_201_231), ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_ids_stay_and_only_what_changed_is_later(
        runs in prop::collection::vec((prop::collection::vec(event(), 0..4), 0_u64..200), 1..8)
    ) {
        let mut world = World::with(30);
        for (events, days) in runs {
            events.into_iter().for_each(|event| happen(&mut world, event));
            world.tag = world.tag + Days::new(days / 50);
            let before = world.publish();
            hold(&before, &world)?;
        }
        let found = world.inspect(&Files::new());
        prop_assert_eq!(found.faults, vec![]);
    }
}
