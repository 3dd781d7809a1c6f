//! The same input gives the same bytes: twice, in another folder, on another number of threads.

use std::collections::BTreeMap;
use std::fs;

use ratsbericht::cli::Exit;

use crate::support::Workspace;

/// Every output file with its content.
fn outputs(workspace: &Workspace) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(workspace.out()).expect("an output folder");
    entries
        .map(|entry| {
            let entry = entry.expect("an entry");
            (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

fn built_with(options: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let workspace = Workspace::copy_of("aachen");
    let outcome = workspace.run("build", options);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    outputs(&workspace)
}

#[test]
fn one_thread_two_threads_and_another_folder_give_the_same_bytes() {
    let one = built_with(&["--jobs", "1"]);
    let two = built_with(&["--jobs", "2"]);
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, content) in &one {
        assert!(two[name] == *content, "{name} differs");
    }
}

#[test]
fn a_second_build_into_the_same_folder_changes_nothing() {
    let workspace = Workspace::copy_of("aachen");
    workspace.build();
    let first = outputs(&workspace);
    workspace.build();
    assert!(first == outputs(&workspace));
    assert!(first.len() == 4, "three papers and a manifest: {:?}", first.keys());
}

#[test]
fn the_day_of_printing_is_the_only_thing_that_the_clock_changes() {
    let workspace = Workspace::copy_of("aachen");
    workspace.build();
    let first = outputs(&workspace);
    // A later option wins over the day that `run` gives.
    let again = workspace.run("build", &["--only", "fb-61-0251-wp17"]);
    assert_eq!(again.exit, Exit::Done, "{}", again.stderr);
    assert!(first == outputs(&workspace), "building one paper again keeps the others and changes nothing");
}
