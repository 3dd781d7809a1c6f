//! What stands in a tree, and what a run changes in it.

use std::collections::BTreeSet;

use ratsbericht::release::Role;
use serde_json::{Value, json};

use super::world::{BASIS, Files, World, day, file, files, stammdaten, step, value, version, withdrawal};

/// The paths that are new, gone or other than they were.
pub(super) fn changed(before: &Files, after: &Files) -> Vec<String> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    paths.into_iter().filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

/// How many of the changed paths there are in each folder.
fn folders(changed: &[String]) -> Value {
    let mut counts = serde_json::Map::new();
    for path in changed {
        let folder = path.rsplit_once('/').expect("a folder").0;
        let count = counts.get(folder).and_then(Value::as_u64).unwrap_or_default();
        counts.insert(folder.to_owned(), json!(count + 1));
    }
    counts.into()
}

#[test]
fn the_objects_of_a_paper_say_everything() {
    let mut world = World::with(1);
    let told: Vec<String> =
        world.of_paper(0).iter().map(|(name, content)| format!("{name}\n{:#}", value(content))).collect();
    insta::assert_snapshot!("oparl_paper", told.join("\n\n"));
    let rest = ["system", "body", "legislative-term", "organization", "meeting", "agenda-item"];
    let rest =
        world.tree.iter().filter(|(path, _)| rest.iter().any(|part| path.split(['/', '.']).nth(1) == Some(part)));
    let told: Vec<String> = rest.map(|(path, content)| format!("{path}\n{:#}", value(content))).collect();
    insta::assert_snapshot!("oparl_rest", told.join("\n\n"));
}

#[test]
fn the_objects_of_a_package_have_the_bytes_of_the_tree() {
    let mut world = World::with(3);
    world.tag = day("2021-05-01");
    let objects = world.of_paper(1);
    assert_eq!(objects.len(), 1 + 4 + 2, "the paper, its files and its consultations");
    for (name, content) in objects {
        let parts = name.rsplitn(6, '-').collect::<Vec<_>>();
        let path = format!("oparl/{}/{}", parts[5], parts[..5].iter().rev().copied().collect::<Vec<_>>().join("-"));
        assert_eq!(world.tree.get(&path), Some(&content), "{path}");
    }
    world.paper(1).zurueckgezogen = withdrawal();
    world.publish();
    assert!(world.of_paper(1).is_empty());
}

#[test]
fn every_list_has_a_first_page_and_none_has_more_than_a_hundred_objects() {
    let empty = World::with(0);
    let lists = ["bodies", "organizations", "persons", "meetings", "papers", "agenda-items", "consultations", "files"];
    for list in lists.into_iter().chain(["locations", "legislative-terms", "memberships"]) {
        let page = empty.value(&format!("oparl/{list}/1.json"));
        assert!(page["data"].is_array() && page["links"].get("next").is_none(), "{list}");
    }
    let world = World::with(250);
    let sizes = |list: &str| {
        let pages = (1..).map_while(|at| world.tree.get(&format!("oparl/{list}/{at}.json")));
        pages.map(|page| value(page)["data"].as_array().map_or(0, Vec::len)).collect::<Vec<_>>()
    };
    assert_eq!(sizes("papers"), [100, 100, 50]);
    assert_eq!(sizes("files"), [100; 10]);
    let next = |at: usize| world.value(&format!("oparl/papers/{at}.json"))["links"]["next"].clone();
    assert_eq!(
        [1, 2, 3].map(next),
        [json!(format!("{BASIS}oparl/papers/2.json")), json!(format!("{BASIS}oparl/papers/3.json")), Value::Null]
    );
}

#[test]
fn a_new_paper_changes_only_what_it_belongs_to() {
    let mut world = World::with(250);
    world.add();
    world.tag = day("2021-03-02");
    let before = world.publish();
    let changed = changed(&before, &world.tree);
    // Its own objects, the two meetings that it comes to, and of each list the pages on which these stand.
    let expected = json!({
        "oparl/paper": 1, "oparl/file": 4, "oparl/consultation": 2, "oparl/agenda-item": 2, "oparl/meeting": 2,
    "oparl/papers": 1, "oparl/meetings": 1,
        // Their last page was full, so it leads on now.
        "oparl/files": 2, "oparl/consultations": 2, "oparl/agenda-items": 2,
    });
    assert_eq!(folders(&changed), expected, "{changed:#?}");
    world.tag = day("2021-03-03");
    let before = world.publish();
    assert_eq!(before, world.tree, "nothing happened");
}

#[test]
fn a_withdrawn_paper_leaves_tombstones_of_itself_and_of_what_hangs_only_on_it() {
    let mut world = World::with(5);
    world.tag = day("2021-03-29");
    for at in [1, 4] {
        world.paper(at).zurueckgezogen = withdrawal();
    }
    let before = world.publish();
    let changed = changed(&before, &world.tree);
    let gone: Vec<String> =
        changed.iter().filter(|path| world.value(path)["deleted"] == json!(true)).cloned().collect();
    // The fifth paper was alone in its meetings, the second was not.
    let expected = json!({ "oparl/paper": 2, "oparl/file": 8, "oparl/consultation": 4, "oparl/agenda-item": 4, "oparl/meeting": 2 });
    assert_eq!(folders(&gone), expected);
    let paper = world.value(&world.path(1));
    let expected = json!({
        "id": format!("{BASIS}{}", world.path(1)),
        "type": "https://schema.oparl.org/1.1/Paper",
        "created": "2021-03-01T00:00:00+01:00",
        "modified": "2021-03-29T00:00:00+02:00",
        "deleted": true,
    });
    assert_eq!(paper, expected);
    let list = world.value("oparl/papers/1.json");
    assert_eq!((list["data"][1].clone(), list["data"].as_array().map(Vec::len)), (expected, Some(5)));
    let meetings = world.value("oparl/meetings/1.json");
    let meeting = &meetings["data"][0];
    let orders: Vec<&Value> =
        meeting["agendaItem"].as_array().expect("items").iter().map(|item| &item["order"]).collect();
    assert_eq!(
        (orders, &meeting["modified"]),
        (vec![&json!(0), &json!(1), &json!(2)], &json!("2021-03-29T00:00:00+02:00"))
    );
    assert_eq!(world.inspect(&Files::new()).faults, []);
    // It comes back under its old id, on its old place.
    world.paper(1).zurueckgezogen = None;
    world.publish();
    let back = world.value(&world.path(1));
    assert_eq!(
        (&back["created"], &back["modified"]),
        (&json!("2021-03-01T00:00:00+01:00"), &json!("2021-03-29T00:00:01+02:00"))
    );
}

#[test]
fn a_second_run_of_the_day_is_later_than_the_first() {
    let mut world = World::with(1);
    for second in 1..=2 {
        world.paper(0).angaben.titel.push('!');
        world.publish();
        let paper = world.value(&world.path(0));
        assert_eq!(paper["modified"], json!(format!("2021-03-01T00:00:0{second}+01:00")));
        assert_eq!(paper["mainFile"]["modified"], paper["created"], "its file is as it was");
    }
}

#[test]
fn another_number_makes_no_other_objects() {
    let mut world = World::with(1);
    let names = |world: &World| world.tree.keys().cloned().collect::<Vec<_>>();
    let before = names(&world);
    let uuid = world.state.papiere[0].uuid.clone();
    let paper = world.paper(0);
    paper.angaben.nummer = Some("FB 10/0000-1/WP09".into());
    paper.name = "umbenannt".into();
    paper.dateien = files(&uuid, "FB_10_0000-1_WP09", 1);
    world.publish();
    assert_eq!(names(&world), before);
    assert_eq!(world.inspect(&Files::new()).faults, []);
}

#[test]
fn an_annex_that_is_taken_out_leaves_a_tombstone_and_one_before_the_others_keeps_their_ids() {
    let mut world = World::with(1);
    let uuid = world.state.papiere[0].uuid.clone();
    world.paper(0).dateien.truncate(2);
    world.paper(0).dateien.push(file(&uuid, Role::Annex, "Lageplan.pdf", 1));
    world.publish();
    world.paper(0).dateien.insert(2, file(&uuid, Role::Annex, "Gutachten.pdf", 1));
    let before = world.publish();
    let changed = changed(&before, &world.tree);
    assert_eq!(folders(&changed), json!({ "oparl/paper": 1, "oparl/file": 1, "oparl/papers": 1, "oparl/files": 1 }));
    let files = world.value("oparl/files/1.json");
    let deleted = files["data"].as_array().expect("files").iter().filter(|file| file["deleted"] == json!(true)).count();
    assert_eq!(deleted, 2);
    assert_eq!(world.inspect(&Files::new()).faults, []);
}

#[test]
fn a_body_that_is_gone_is_a_tombstone_and_no_paper_leads_to_it() {
    let mut world = World::with(2);
    world.stammdaten = stammdaten("HFA");
    let before = world.publish();
    let gone: Vec<String> =
        world.tree.keys().filter(|path| world.value(path)["deleted"] == json!(true)).cloned().collect();
    assert_eq!(folders(&gone), json!({ "oparl/organization": 1 }));
    assert_eq!(world.inspect(&Files::new()).faults, []);
    world.stammdaten = stammdaten("");
    world.publish();
    let unmoved = |tree: &Files, path: &String| {
        let mut value = value(&tree[path]);
        value["modified"] = Value::Null;
        value
    };
    assert_eq!(unmoved(&before, &gone[0]), unmoved(&world.tree, &gone[0]));
}

#[test]
fn a_paper_that_is_not_public_is_not_there() {
    let mut world = World::new();
    world.add();
    world.add();
    world.paper(0).versionen = vec![version(false)];
    world.publish();
    assert!(!world.tree.contains_key(&world.path(0)));
    assert_eq!(world.value("oparl/papers/1.json")["data"].as_array().map(Vec::len), Some(1));
    // Once it was, it leaves a tombstone.
    world.paper(1).versionen.push(version(false));
    world.publish();
    assert_eq!(world.value(&world.path(1))["deleted"], json!(true));
}

#[test]
fn papers_that_replace_each_other_know_of_each_other() {
    let mut world = World::with(3);
    let number = |at: usize| format!("FB 10/{at:04}/WP09");
    world.paper(1).angaben.ersetzt = Some(number(0));
    world.paper(0).ersetzt_durch = Some(number(1));
    world.paper(2).angaben.ersetzt = Some("FB 10/9999/WP09".into());
    world.publish();
    let related = |world: &World, at: usize| world.value(&world.path(at))["relatedPaper"].clone();
    let url = |at: usize| json!([format!("{BASIS}{}", world.path(at))]);
    assert_eq!([0, 1, 2].map(|at| related(&world, at)), [url(1), url(0), Value::Null]);
    world.paper(0).zurueckgezogen = withdrawal();
    world.publish();
    assert_eq!(related(&world, 1), Value::Null);
}

#[test]
fn a_body_may_have_two_steps_and_a_step_another_day() {
    let mut world = World::with(1);
    world.paper(0).angaben.beratungsfolge = vec![step("Rat", "2021-03-10", false), step("Rat", "2021-03-10", true)];
    world.publish();
    let paper = world.value(&world.path(0));
    let ids: BTreeSet<&str> =
        paper["consultation"].as_array().expect("two").iter().filter_map(|step| step["id"].as_str()).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(world.inspect(&Files::new()).faults, []);
    let consultations = paper["consultation"].clone();
    world.paper(0).angaben.beratungsfolge[1].datum = day("2021-04-10");
    world.publish();
    let moved = world.value(&world.path(0))["consultation"].clone();
    assert_eq!(moved[1]["id"], consultations[1]["id"], "the step is the same");
    assert_ne!(moved[1]["meeting"], consultations[1]["meeting"]);
    assert_eq!(world.inspect(&Files::new()).faults, []);
}

/// How often texts are asked for, and how many files there are, with so many papers.
fn counted(papers: usize) -> (usize, usize) {
    let mut world = World::new();
    world.has_texts = false;
    (0..papers).for_each(|_| world.add());
    world.publish();
    (world.asked.get(), world.tree.len())
}

/// What is to be counted; `papers` fill whole pages.
fn expected(papers: usize) -> (usize, usize) {
    // Each file is asked for its hash, alone, in its paper, and in both lists; two of four are in no paper.
    let asked = papers * (2 * 5 + 2 * 3);
    let (objects, pages) = (papers * 9 + 2 * papers / 4, papers * 950 / 10_000);
    let (master, other_pages) = (2 + 2 + 4 + 2 + 2, 6);
    (asked, objects + pages + master + other_pages)
}

#[test]
fn what_is_done_grows_with_the_papers_and_not_faster() {
    for papers in [400, 2_000] {
        assert_eq!(counted(papers), expected(papers));
    }
}

#[test]
#[ignore = "takes half a minute: as many papers as a city has in twenty years"]
fn ten_thousand_papers_are_no_more_work_each() {
    assert_eq!(counted(10_000), expected(10_000));
}

#[test]
fn what_facts_say_stays_a_text() {
    let mut world = World::with(1);
    let hostile = "\"]}\u{0}</script>\u{202e}\\ &amp; ../../x";
    let facts = &mut world.paper(0).angaben;
    facts.titel = hostile.into();
    facts.schlagworte = vec![String::new(), hostile.into()];
    world.paper(0).dateien[2].name = "a/../b?c#d%.pdf".into();
    world.publish();
    let paper = world.value(&world.path(0));
    assert_eq!((&paper["name"], &paper["keyword"]), (&json!(hostile), &json!([hostile])));
    let url = paper["auxiliaryFile"][0]["accessUrl"].as_str().expect("a URL").to_owned();
    assert!(url.ends_with("/a%2F..%2Fb%3Fc%23d%25.pdf"), "{url}");
}
