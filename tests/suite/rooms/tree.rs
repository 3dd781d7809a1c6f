//! The modules of a crate, and which file imports from which.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use super::paths::{Written, written};
use super::tokens::{Token, tokens, without_tests};

/// A path from the root of the crate.
type Absolute = Vec<String>;

/// A file of a crate.
pub(crate) struct Source {
    /// Its path below `src`.
    pub(crate) file: String,
    pub(crate) text: String,
}

/// A crate as its files tell it, its tests left out.
pub(crate) struct Tree {
    modules: BTreeMap<Absolute, Module>,
    /// The rooms in the order of `lib.rs`.
    rooms: Vec<String>,
}

struct Module {
    file: String,
    paths: Vec<Written>,
    /// What its `use` lines bring in, under the name that they give.
    names: BTreeMap<String, Absolute>,
    /// The modules of which a `use` brings in all.
    globs: Vec<Absolute>,
}

/// A place at which a file names something of another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Import {
    pub(crate) from: String,
    pub(crate) line: usize,
    /// What is named, from the root of the crate.
    pub(crate) path: String,
    /// The file that defines it.
    pub(crate) to: String,
}

/// All files below a folder, sorted.
pub(crate) fn sources(folder: &Path) -> Vec<Source> {
    fn collect(folder: &Path, root: &Path, found: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, root, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let file = path.strip_prefix(root).expect("a path below the root").to_string_lossy().replace('\\', "/");
                found.push(Source { file, text: fs::read_to_string(&path).expect("a source") });
            }
        }
    }
    let mut found = Vec::new();
    collect(folder, folder, &mut found);
    found.sort_by(|a, b| a.file.cmp(&b.file));
    found
}

impl Tree {
    pub(crate) fn of(sources: &[Source]) -> Self {
        let read = |source: &Source| (module(&source.file), tokens(&source.text));
        let read: BTreeMap<Absolute, Vec<Token>> = sources.iter().map(read).collect();
        let tests: BTreeSet<Absolute> = read.iter().flat_map(|(path, tokens)| tests_beside(path, tokens)).collect();
        let is_test = |path: &[String]| (0..=path.len()).any(|length| tests.contains(&path[..length]));
        let rooms =
            read.get(&Vec::new()).map(|tokens| declared(&without_tests(tokens), Some("pub"))).unwrap_or_default();
        let files = sources.iter().map(|source| (module(&source.file), source.file.clone()));
        let files: BTreeMap<Absolute, String> =
            files.filter(|(path, file)| file != "main.rs" && !is_test(path)).collect();
        let modules = files.iter().map(|(path, file)| (path.clone(), Module::read(path, file, &read[path], &files)));
        Self { modules: modules.collect(), rooms }
    }

    /// The rooms, in the order in which `lib.rs` names them.
    pub(crate) fn rooms(&self) -> &[String] {
        &self.rooms
    }

    /// Every import of another file.
    pub(crate) fn imports(&self) -> Vec<Import> {
        let paths = self
            .modules
            .iter()
            .flat_map(|(path, module)| module.paths.iter().map(move |written| (path, module, written)));
        let imports = paths.filter_map(|(path, module, written)| {
            let (to, absolute) = self.defines(&module.absolute(path, &written.segments, &self.modules)?, 0)?;
            let (from, line) = (module.file.clone(), written.line);
            (from != to).then(|| Import { from, line, path: absolute.join("::"), to })
        });
        imports.collect()
    }

    /// Imports from a room that stands below their own.
    pub(crate) fn upward(&self) -> Vec<Import> {
        let room = |file: &str| {
            let name = file.split('/').next().unwrap_or(file);
            self.rooms.iter().position(|room| room == name.trim_end_matches(".rs"))
        };
        let is_upward = |import: &Import| room(&import.from).is_some() && room(&import.from) < room(&import.to);
        self.imports().into_iter().filter(is_upward).collect()
    }

    /// The shortest circle through each file that stands in one; each circle once. What a file takes from the `mod.rs` of its
    /// own folder, or of one around it, closes no circle: that is the frame in which it stands, and private to it.
    pub(crate) fn circles(&self) -> Vec<Vec<Import>> {
        let of_frame = |import: &Import| module(&import.from).starts_with(&module(&import.to));
        let mut by_file = BTreeMap::<String, Vec<Import>>::new();
        for import in self.imports().into_iter().filter(|import| !of_frame(import)) {
            by_file.entry(import.from.clone()).or_default().push(import);
        }
        let mut circles = Vec::<Vec<Import>>::new();
        for circle in by_file.keys().filter_map(|file| shortest(file, &by_file)) {
            let files = |circle: &[Import]| circle.iter().map(|import| import.from.clone()).collect::<BTreeSet<_>>();
            if !circles.iter().any(|known| files(known) == files(&circle)) {
                circles.push(circle);
            }
        }
        circles
    }

    /// The file that defines what a path names, and the path there; none for a module, which is no more than a way, and for
    /// what comes from another crate.
    fn defines(&self, path: &[String], depth: usize) -> Option<(String, Absolute)> {
        let length = (0..=path.len()).rev().find(|length| self.modules.contains_key(&path[..*length]))?;
        // A name can be that of a module and of a function that it hands on.
        let within = |length: usize| Some((&self.modules[&path[..length]], path.get(length)?, &path[length + 1..]));
        let own_name = length == path.len() && length > 0;
        let parent = || within(length - 1).filter(|(module, name, _)| module.names.contains_key(*name));
        let (module, name, rest) = if own_name { parent()? } else { within(length)? };
        let further = |target: &Absolute| [target.clone(), rest.to_vec()].concat();
        match module.names.get(name).map(further) {
            Some(target) if target != path && depth < 16 => self.defines(&target, depth + 1),
            _ => {
                let globs = module.globs.iter().filter(|_| depth < 16 && !module.names.contains_key(name));
                let mut handed = globs.filter_map(|glob| {
                    let target = self.modules.get(glob)?;
                    let known = target.names.contains_key(name);
                    known.then(|| self.defines(&[glob.clone(), vec![name.clone()]].concat(), depth + 1))?
                });
                handed.next().or_else(|| Some((module.file.clone(), path.to_vec())))
            }
        }
    }
}

impl Module {
    fn read(path: &[String], file: &str, tokens: &[Token], files: &BTreeMap<Absolute, String>) -> Self {
        let mut module = Self {
            file: file.to_owned(),
            paths: written(&without_tests(tokens)),
            names: BTreeMap::new(),
            globs: Vec::new(),
        };
        for written in &module.paths {
            let Some(name) = &written.name else { continue };
            let Some(mut absolute) = from_root(path, &written.segments, |child| files.contains_key(child)) else {
                continue;
            };
            if name == "*" {
                absolute.pop();
                module.globs.push(absolute);
            } else {
                module.names.insert(name.clone(), absolute);
            }
        }
        module
    }

    /// A written path from the root of the crate, as far as its first segment is known in this file.
    fn absolute(&self, path: &[String], segments: &[String], modules: &BTreeMap<Absolute, Module>) -> Option<Absolute> {
        let named = || {
            let target = self.names.get(segments.first()?).filter(|target| modules.contains_key(*target))?;
            Some([target.clone(), segments[1..].to_vec()].concat())
        };
        from_root(path, segments, |child| modules.contains_key(child)).or_else(named)
    }
}

/// A written path from the root of the crate: below `crate`, `self` and `super`, and below a child of the module.
fn from_root(module: &[String], segments: &[String], is_module: impl Fn(&Absolute) -> bool) -> Option<Absolute> {
    let first = segments.first()?;
    let ups = segments.iter().take_while(|word| *word == "super" || *word == "self");
    let (ups, words) = ups.fold((0, 0), |(ups, words), word| (ups + usize::from(word == "super"), words + 1));
    if first == "crate" {
        Some(segments[1..].to_vec())
    } else if words > 0 {
        Some([&module[..module.len().checked_sub(ups)?], &segments[words..]].concat())
    } else {
        let child = [module, std::slice::from_ref(first)].concat();
        is_module(&child).then(|| [module, segments].concat())
    }
}

/// The module that a file holds.
fn module(file: &str) -> Absolute {
    let path = file.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" { Vec::new() } else { path.split('/').map(ToOwned::to_owned).collect() }
}

/// The modules that tokens declare in files of their own, all or those behind a word.
fn declared(tokens: &[Token], before: Option<&str>) -> Vec<String> {
    let is = |index: usize, text: &str| tokens.get(index).is_some_and(|token| token.text == text);
    let mods = (0..tokens.len()).filter(|at| is(*at, "mod") && is(at + 2, ";"));
    let wanted = mods.filter(|at| before.is_none_or(|word| *at > 0 && is(at - 1, word)));
    wanted.map(|at| tokens[at + 1].text.clone()).collect()
}

/// The modules of a file that only its tests have.
fn tests_beside(path: &[String], tokens: &[Token]) -> Vec<Absolute> {
    let kept = declared(&without_tests(tokens), None);
    let dropped = declared(tokens, None).into_iter().filter(|name| !kept.contains(name));
    dropped.map(|name| [path, &[name]].concat()).collect()
}

/// The shortest way of imports from a file back to itself.
fn shortest(file: &str, by_file: &BTreeMap<String, Vec<Import>>) -> Option<Vec<Import>> {
    let mut ways = VecDeque::from([Vec::<Import>::new()]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let at = way.last().map_or(file, |import| &import.to);
        for import in by_file.get(at).into_iter().flatten() {
            let longer = || [way.clone(), vec![import.clone()]].concat();
            if import.to == file {
                return Some(longer());
            }
            if seen.insert(import.to.clone()) {
                ways.push_back(longer());
            }
        }
    }
    None
}
