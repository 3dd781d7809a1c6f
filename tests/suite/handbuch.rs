//! What README and handbook say of files, commands and options is so.

mod examples;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::workspace::run_args;

/// The longest README that a newcomer still reads to its end, in lines.
const LONGEST_README: usize = 130;

/// The folder of the handbook.
const HANDBOOK: &str = "docs/handbuch";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The Markdown files of a folder and of the folders in it, sorted.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .flat_map(|path| if path.is_dir() { pages(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    found.sort();
    found
}

/// Every document that leads somewhere.
fn documents() -> Vec<PathBuf> {
    let mut all = vec![root().join("README.md"), root().join("ARCHITECTURE.md"), root().join("CHANGELOG.md")];
    all.extend(pages(&root().join("docs")));
    let fixtures = fs::read_dir(root().join("fixtures")).expect("the fixtures");
    let readmes = fixtures.map(|entry| entry.expect("an entry").path().join("README.md"));
    all.extend(readmes.filter(|readme| readme.exists()));
    all.sort();
    all
}

/// The lines of a document, each with whether it stands in a block of code.
fn lines(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut code = false;
    text.lines().filter_map(move |line| {
        let fence = line.starts_with("```");
        code ^= fence;
        (!fence).then_some((code, line))
    })
}

/// The targets of links and pictures in prose.
fn links(text: &str) -> Vec<&str> {
    let prose = lines(text).filter(|(code, _)| !code);
    prose.flat_map(|(_, line)| line.split("](").skip(1)).filter_map(|rest| Some(rest.split_once(')')?.0)).collect()
}

/// The anchors of the headings, as code hosts form them: letters, digits, hyphens and low lines in lower case.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = lines(text).filter(|(code, line)| !code && line.starts_with('#'));
    let anchor = |heading: &str| {
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        heading.trim_start_matches('#').trim().to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
    };
    headings.map(|(_, line)| anchor(line)).collect()
}

#[test]
fn readme_is_short() {
    let count = read(&root().join("README.md")).lines().count();
    assert!(count <= LONGEST_README, "README.md has {count} lines; the handbook has room for more");
}

#[test]
fn every_link_leads_somewhere() {
    let documents = documents();
    assert!(documents.len() > 15, "{documents:?}");
    for document in documents {
        let text = read(&document);
        for link in links(&text).into_iter().filter(|link| !link.contains("://")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = document.parent().expect("a folder");
            let target = if path.is_empty() { document.clone() } else { folder.join(path) };
            assert!(target.exists(), "{}: {link}", document.display());
            assert!(anchor.is_empty() || anchors(&read(&target)).contains(anchor), "{}: {link}", document.display());
        }
    }
}

#[test]
fn index_and_readme_name_every_page() {
    for (index, folder) in [("README.md", format!("{HANDBOOK}/")), ("docs/handbuch/README.md", String::new())] {
        let text = read(&root().join(index));
        let named: BTreeSet<String> =
            links(&text).iter().filter_map(|link| link.strip_prefix(&folder)).map(str::to_owned).collect();
        for page in pages(&root().join(HANDBOOK)) {
            let name = page.file_name().and_then(|name| name.to_str()).expect("a name");
            assert!(name == "README.md" || named.contains(name), "{index} does not name {name}");
        }
    }
}

/// What the help of a command says; of the program where no command is named.
fn help(command: &str) -> String {
    let args = ["ratsbericht"].into_iter().chain(command.split_whitespace()).chain(["--help"]);
    run_args(args.map(Into::into)).stdout
}

/// The names that a help lists below a heading.
fn listed(help: &str, heading: &str) -> Vec<String> {
    let section = help.split(heading).nth(1).and_then(|rest| rest.split("Optionen:").next()).unwrap_or_default();
    let names = section.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// The options that a text names.
fn options(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| c.is_whitespace() || "`[]<>|,;.:()„“\"".contains(c))
        .filter(|word| word.len() > 2 && word.starts_with("--") && !word.ends_with('-'))
        .collect()
}

/// Every command of the program with its options, and those of the papers that it can be about.
fn commands() -> BTreeMap<String, BTreeSet<String>> {
    let names = listed(&help(""), "Befehle:");
    assert!(!names.is_empty(), "commands");
    let all = names.into_iter().map(|name| {
        let own = help(&name);
        let papers = listed(&own, "Papiere:").into_iter().map(|paper| help(&format!("{name} {paper}")));
        let texts: String = std::iter::once(own.clone()).chain(papers).collect();
        (name, options(&texts).into_iter().map(str::to_owned).collect())
    });
    all.collect()
}

/// The calls of the program that the code of a text shows: what follows its name, up to the end of line or span.
fn calls(text: &str) -> Vec<&str> {
    let blocks = lines(text).filter(|(code, _)| *code).map(|(_, line)| line);
    let spans = lines(text).filter(|(code, _)| !code).flat_map(|(_, line)| line.split('`').skip(1).step_by(2));
    blocks.chain(spans).filter_map(|code| code.strip_prefix("ratsbericht ")).collect()
}

#[test]
fn every_call_is_one_that_the_program_knows() {
    let mut commands = commands();
    commands.extend(["--help", "--version"].map(|option| (option.to_owned(), BTreeSet::from([option.to_owned()]))));
    let mut shown = 0;
    for page in pages(&root().join(HANDBOOK)) {
        let text = read(&page);
        for call in calls(&text) {
            let name = call.split_whitespace().next().unwrap_or_default();
            let known = commands.get(name).unwrap_or_else(|| panic!("{}: {call}", page.display()));
            let unknown = options(call).into_iter().find(|option| !known.contains(*option));
            assert_eq!(unknown, None, "{}: {call}", page.display());
            shown += 1;
        }
    }
    assert!(shown > 20, "{shown} calls");
}

#[test]
fn handbook_explains_every_command_and_option() {
    let text = read(&root().join(HANDBOOK).join("befehle.md"));
    let explained = options(&text);
    for (command, options) in commands() {
        assert!(text.contains(&format!("\n## {command}\n")), "{command}");
        for option in options {
            assert!(explained.contains(option.as_str()), "{command} {option}");
        }
    }
}
