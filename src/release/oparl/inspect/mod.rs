//! Holds a tree of OParl 1.0 or 1.1 against the standard, whoever has written it. Where prose and schema differ, the stricter side holds.
//!
//! It starts at a System or a Body and follows what leads on within the tree, each address once. What was seen of an object is kept,
//! so that back references, copies and lists are judged when all is known.

mod bundle;
mod document;
mod field;
mod list;
mod object;
mod relation;
mod rule;
mod schema;
mod stand;
mod walk;

pub use bundle::{Fault, Place};
pub use walk::Read;

use rule::Rule;
use walk::{Walk, Want};

/// What was found in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// What is wrong, the gravest first; what is alike is told once.
    pub faults: Vec<Fault>,
    /// How many addresses were looked at.
    pub looked_at: usize,
    /// Whether there are more than were to be looked at.
    pub is_cut: bool,
}

impl Inspection {
    /// Whether the tree breaks the standard.
    pub fn any_error(&self) -> bool {
        self.faults.iter().any(|fault| fault.is_error)
    }
}

/// Looks at a tree.
///
/// `start` is the address of its System or Body, all addresses of the tree begin with `base`, and at most `most` are looked at.
pub fn inspect(start: &str, base: &str, most: usize, read: Read<'_>) -> Inspection {
    let mut walk = Walk::new(base, most, read);
    run(&mut walk, start);
    relation::check(&mut walk);
    list::check(&mut walk);
    Inspection { looked_at: walk.looked_at, is_cut: walk.is_cut, faults: walk.faults.told() }
}

/// Looks at all that can be reached.
fn run(walk: &mut Walk<'_>, start: &str) {
    walk.ask(start, Want::Start, "", Place::new(start, "", ""));
    while let Some(ask) = walk.queue.pop_front() {
        if walk.looked_at >= walk.most {
            walk.is_cut = true;
            break;
        }
        walk.looked_at += 1;
        match ((walk.read)(&ask.url), &ask.want) {
            (Some((content, served)), _) => document::look(walk, &ask, &content, served.as_deref()),
            (None, Want::Start) => walk.faults.tell(Rule::Start, "System", &ask.url, ask.from),
            (None, _) => walk.faults.tell(Rule::Broken, &ask.what, &ask.url, ask.from),
        }
    }
}
