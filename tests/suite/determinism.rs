//! The same input gives the same bytes: twice, in another folder, on another number of threads.

use std::ffi::OsString;

use ratsbericht::cli::Exit;

use crate::support::workspace::{outputs, run_args};
use crate::support::{Workspace, pdf};

#[test]
fn one_thread_two_threads_and_another_folder_give_the_same_bytes() {
    let workspace = Workspace::copy_of("aachen");
    let outcome = workspace.run("build", &["--jobs", "1"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let (one, two) = (outputs(&workspace), outputs(&Workspace::built("aachen")));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, content) in &one {
        assert!(two[name] == *content, "{name} differs");
    }
}

#[test]
fn a_second_build_into_the_same_folder_changes_nothing() {
    let workspace = Workspace::built("klein");
    let first = outputs(&workspace);
    for options in [&[] as &[&str], &["--force"], &["--force", "--jobs", "1"]] {
        let outcome = workspace.run("build", options);
        assert!(outcome.exit == Exit::Done && first == outputs(&workspace), "{options:?}: {}", outcome.stderr);
    }
    assert!(first.len() == 5, "two papers, an Anlage, an annex and a manifest: {:?}", first.keys());
}

#[test]
fn building_one_paper_again_keeps_the_others_and_changes_nothing() {
    let workspace = Workspace::built("aachen");
    let first = outputs(&workspace);
    let again = workspace.run("build", &["--only", "fb-61-0251-wp17", "--force"]);
    assert_eq!(again.exit, Exit::Done, "{}", again.stderr);
    assert!(first == outputs(&workspace));
}

#[test]
fn only_the_day_of_printing_comes_from_the_clock() {
    let built_on = |day: &str| {
        let workspace = Workspace::copy_of("klein");
        let args = ["ratsbericht", "build", "--only", "digital-2020-q4", "--today", day, "--out"]
            .map(OsString::from)
            .into_iter();
        let outcome = run_args(args.chain([workspace.out().into(), workspace.root().into()]));
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        pdf::text(&workspace.output("digital-2020-q4.pdf"))
    };
    let (first, second) = (built_on("2021-02-01"), built_on("2026-11-23"));
    assert!(first == second, "the tags hold no footer, so nothing else may differ");
}
