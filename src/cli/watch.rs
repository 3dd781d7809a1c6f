//! `build --watch`: builds again as soon as somebody has saved a file of the workspace.

use crate::cli::terminal::say;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::args::BuildArgs;
use super::{Exit, Failure, Outside, build};
use crate::workspace::{Layout, stamps};

/// How many files are named in one line.
const MOST_NAMES: usize = 5;

/// What is looked at to see a change.
type Stamps = BTreeMap<PathBuf, (u64, SystemTime)>;

/// Builds, and again after each change, until nobody waits any longer; returns how the last round ended.
pub(super) fn run(args: &BuildArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let root = &args.common.workspace;
    let mut seen = look(root);
    let mut exit = build::run(args, outside)?;
    loop {
        say!(outside.err, "Wartet auf Änderungen in {}; Strg-C beendet.", root.display())?;
        outside.out.flush()?;
        let Some(now) = next(root, &seen, outside) else { return Ok(exit) };
        say!(outside.err, "Geändert: {}", names(&seen, &now))?;
        // Taken before the files are read, so that what is saved meanwhile gives another round.
        seen = now;
        exit = match build::run(args, outside) {
            Ok(exit) => exit,
            Err(failure) => {
                failure.say(outside.err)?;
                failure.exit()
            }
        };
    }
}

/// What a build may read.
fn look(root: &Path) -> Stamps {
    stamps(root, Layout::CONFIG, &Layout::FOLDERS)
}

/// The files after a change, when nothing has moved between two looks: programs save in several steps.
fn next(root: &Path, seen: &Stamps, outside: &Outside<'_>) -> Option<Stamps> {
    let mut last = seen.clone();
    while (outside.wait)() {
        let now = look(root);
        if now == last && now != *seen {
            return Some(now);
        }
        last = now;
    }
    None
}

/// The files that are new, gone or changed.
fn names(before: &Stamps, now: &Stamps) -> String {
    let mut names: Vec<&PathBuf> = before.keys().chain(now.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| before.get(*name) != now.get(*name));
    let more = names.len().saturating_sub(MOST_NAMES);
    let more = if more > 0 { format!(" und {more} weitere") } else { String::new() };
    let names: Vec<String> = names.into_iter().take(MOST_NAMES).map(|name| name.display().to_string()).collect();
    format!("{}{more}", names.join(", "))
}
