//! The order of the rooms: who imports from whom, and how long files and functions are.

mod paths;
mod tokens;
mod tree;

use std::fmt::Write as _;
use std::path::Path;

use tokens::{Token, item, tokens};
use tree::{Import, Source, Tree, sources};

/// How many lines a file has at most, and a function.
const LONGEST_FILE: usize = 450;
const LONGEST_FUNCTION: usize = 70;

#[test]
fn a_room_imports_only_from_those_before_it() {
    let tree = Tree::of(&ours());
    assert!(tree.rooms().len() > 10, "lib.rs names the rooms: {:?}", tree.rooms());
    assert!(tree.imports().len() > 1000, "only {} imports seen", tree.imports().len());
    let upward: String = tree.upward().iter().map(told).collect();
    assert!(upward.is_empty(), "imports upward:\n{upward}");
}

#[test]
fn files_import_from_each_other_in_no_circle() {
    let circles = told_circles(&Tree::of(&ours()));
    assert!(circles.is_empty(), "circles of files:\n{}", circles.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let lines = |source: &Source| (source.text.lines().count(), source.file.clone());
    let long: Vec<_> = ours().iter().map(lines).filter(|(lines, _)| *lines > LONGEST_FILE).collect();
    assert!(long.is_empty(), "over {LONGEST_FILE} lines: {long:?}");
}

#[test]
fn no_function_is_too_long() {
    let long: Vec<_> = ours().iter().flat_map(|source| long_functions(source, LONGEST_FUNCTION)).collect();
    assert!(long.is_empty(), "over {LONGEST_FUNCTION} lines:\n{}", long.join("\n"));
}

#[test]
fn only_one_room_opens_files() {
    let steps = ["std::fs", "fs::", "File::open", "File::create", "File::options", "read_dir", "canonicalize"];
    let of_tests = |file: &str| file.contains("tests") || file == "testing.rs";
    let opens = |Source { file, text }: &Source| {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        // What `publish` opens are its own.
        let text = text.replace("OnceFile::", "").replace("OutputFile::", "");
        let found = steps.iter().find(|step| text.contains(*step))?;
        (!file.starts_with("source/disk/") && !of_tests(file)).then(|| format!("{file}: {found}"))
    };
    let found: Vec<String> = ours().iter().filter_map(opens).collect();
    assert!(found.is_empty(), "go through source/disk: {found:?}");
}

#[test]
fn an_import_upward_is_seen_however_it_is_written() {
    let writings = [
        "use crate::high::Roof;",
        "use crate::{\n    high::{Roof},\n};",
        "use super::super::high as above;\nfn f() { above::Roof::new() }",
        "fn f() -> crate::high::Roof { todo() }",
        "use crate::high::inner::*;",
        "macro_rules! m { () => { $crate::high::Roof } }",
        "fn f<'a>(c: char) -> bool { c == '\"' || c == '\\'' || crate::high::Roof.is(r#\"use \"# , '{') }",
    ];
    for writing in writings {
        let tree =
            made_up(&[("low/part.rs", writing), ("high/mod.rs", "mod inner;"), ("high/inner.rs", "pub struct Roof;")]);
        let upward = tree.upward();
        assert_eq!(upward.len(), 1, "{writing}: {upward:?}");
        assert!(told(&upward[0]).starts_with("low/part.rs:"), "{writing}: {upward:?}");
    }
}

#[test]
fn what_is_no_import_upward_is_not_taken_for_one() {
    let writings = [
        "// use crate::high::Roof;",
        "/// Of a [`crate::high::Roof`].\nfn f() { \"crate::high::Roof\"; }",
        "use std::high::Roof;",
        "#[cfg(test)]\nmod tests {\n    use crate::high::Roof;\n}",
        "#[cfg(test)]\nuse crate::high::Roof;",
        "use super::ground::high::Roof;",
    ];
    for writing in writings {
        let tree = made_up(&[("low/part.rs", writing), ("high/mod.rs", "pub struct Roof;")]);
        assert_eq!(tree.upward(), [], "{writing}");
    }
    let down = made_up(&[("high/mod.rs", "use crate::low::Floor;"), ("low/part.rs", "")]);
    assert_eq!((down.upward().len(), down.imports().len()), (0, 1));
}

#[test]
fn an_upward_import_names_file_line_and_what_is_imported() {
    let tree =
        made_up(&[("low/part.rs", "\n\nuse crate::high::{\n    Roof,\n};"), ("high/mod.rs", "pub struct Roof;")]);
    let upward: String = tree.upward().iter().map(told).collect();
    assert_eq!(upward, "low/part.rs:4 imports high::Roof of high/mod.rs\n");
}

#[test]
fn a_module_of_tests_may_import_what_it_wants() {
    let lib = "pub mod low;\npub mod high;\n#[cfg(test)]\nmod testing;";
    let files = [
        ("lib.rs", lib),
        ("low/mod.rs", "#[cfg(test)]\nmod tests;\n"),
        ("low/tests.rs", "use crate::high::Roof;"),
        ("high/mod.rs", "pub struct Roof;"),
        ("testing.rs", "use crate::high::Roof;"),
    ];
    let tree = Tree::of(&files.map(source));
    assert_eq!((tree.rooms().len(), tree.imports()), (2, Vec::new()));
}

#[test]
fn circles_of_two_and_three_files_are_seen() {
    let two = [
        ("low/a.rs", "use super::b::B;\npub struct A;"),
        ("low/b.rs", "\nuse super::A;\npub struct B;"),
        ("low/mod.rs", "mod a;\nmod b;\npub use a::A;\npub use b::B;"),
    ];
    let expected = ["low/a.rs:1 -> low/b.rs:2 -> low/a.rs (low::b::B, low::a::A)"];
    assert_eq!(told_circles(&made_up(&two)), expected);
    let three = [
        ("low/a.rs", "use super::b::b;\npub fn a() {}"),
        ("low/b.rs", "pub fn b() { super::c::c() }"),
        ("low/c.rs", "use crate::low::{a as again};\npub fn c() {}"),
        ("low/mod.rs", "mod a;\nmod b;\nmod c;\npub use a::a;"),
    ];
    let expected = ["low/a.rs:1 -> low/b.rs:1 -> low/c.rs:1 -> low/a.rs (low::b::b, low::c::c, low::a::a)"];
    assert_eq!(told_circles(&made_up(&three)), expected);
}

#[test]
fn a_folder_is_the_frame_of_its_files_but_not_of_others() {
    let handed_on = [
        ("low/mod.rs", "mod a;\nmod b;\npub use a::A;\nfn f() {}"),
        ("low/a.rs", "use super::b;\npub struct A;\nfn f() { b::b() }"),
        ("low/b.rs", "use super::A;\npub fn b() {}"),
    ];
    assert_eq!(told_circles(&made_up(&handed_on)), ["low/a.rs:3 -> low/b.rs:1 -> low/a.rs (low::b::b, low::a::A)"]);
    let frame =
        [("low/mod.rs", "mod a;\nstruct Own;\nfn f() { a::g() }"), ("low/a.rs", "use super::Own;\npub fn g() {}")];
    assert_eq!(told_circles(&made_up(&frame)), Vec::<String>::new());
    let stranger = [
        ("low/mod.rs", "mod a;\nmod b;\n"),
        ("low/a/mod.rs", "mod inner;\npub struct Own;\nfn f() { inner::g() }"),
        ("low/a/inner.rs", "use super::super::b::B;"),
        ("low/b.rs", "use super::a::Own;\npub struct B;"),
    ];
    let expected = "low/a/inner.rs:1 -> low/b.rs:1 -> low/a/mod.rs:3 -> low/a/inner.rs \
                    (low::b::B, low::a::Own, low::a::inner::g)";
    assert_eq!(told_circles(&made_up(&stranger)), [expected]);
}

#[test]
fn a_long_function_is_seen_and_a_short_one_is_not() {
    let text = "trait T {\n    fn declared(&self);\n}\nfn short(f: fn() -> u8) {\n    let s = \"}\";\n}\nfn long() {\n    {\n    }\n\n}\n";
    assert_eq!(long_functions(&source(("low/part.rs", text)), 3), ["low/part.rs:7 long: 5 lines"]);
}

/// The sources of this crate.
fn ours() -> Vec<Source> {
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// A crate of two rooms, `low` before `high`.
fn made_up(files: &[(&str, &str)]) -> Tree {
    let frame = [("lib.rs", "pub mod low;\npub mod high;"), ("low/mod.rs", "mod part;"), ("high/mod.rs", "")];
    let missing = frame.iter().filter(|(file, _)| files.iter().all(|(known, _)| known != file));
    let all: Vec<Source> = missing.chain(files).map(|file| source(*file)).collect();
    Tree::of(&all)
}

fn source((file, text): (&str, &str)) -> Source {
    Source { file: file.to_owned(), text: text.to_owned() }
}

/// An import as a line.
fn told(Import { from, line, path, to }: &Import) -> String {
    format!("{from}:{line} imports {path} of {to}\n")
}

/// Each circle as a line: its files with the lines of their imports, then what they import.
fn told_circles(tree: &Tree) -> Vec<String> {
    let tell = |circle: &Vec<Import>| {
        let mut told = String::new();
        for import in circle {
            write!(told, "{}:{} -> ", import.from, import.line).expect("a string takes everything");
        }
        let paths: Vec<&str> = circle.iter().map(|import| import.path.as_str()).collect();
        format!("{told}{} ({})", circle[0].from, paths.join(", "))
    };
    tree.circles().iter().map(tell).collect()
}

/// The functions of a file that have more lines, from `fn` to the closing brace.
fn long_functions(source: &Source, longest: usize) -> Vec<String> {
    let all = tokens(&source.text);
    let named = |at: &usize| all[*at].text == "fn" && all.get(at + 1).is_some_and(Token::is_word);
    let length = |at: usize| {
        let end = all.get(at + item(&all[at..]) - 1)?;
        let lines = end.line - all[at].line + 1;
        (lines > longest).then(|| format!("{}:{} {}: {lines} lines", source.file, all[at].line, all[at + 1].text))
    };
    (0..all.len()).filter(named).filter_map(length).collect()
}
