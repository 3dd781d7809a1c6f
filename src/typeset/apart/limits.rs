//! The bounds of a process that works apart.

use std::time::Duration;

use super::group::end_with_parent;

/// How long it may compute; the largest report takes two thirds of it where nothing is optimised.
pub(super) const TIME: Duration = Duration::from_secs(25);

/// How long it may take in all: others may keep the machine busy.
pub(super) const DEADLINE: Duration = Duration::from_secs(100);

/// How much memory it may ask for, in bytes; the largest report needs half of it.
pub(super) const MEMORY: u64 = 2 * 1024 * 1024 * 1024;

/// How much memory a process may ask for that does all the work of a workspace, in bytes.
pub(super) const MEMORY_OF_WORKSPACE: u64 = 2 * MEMORY;

/// Bounds this process for ever, which also ends with the one that waits for it; where the system cannot, only the deadline of that one
/// holds.
pub(super) fn bound() {
    end_with_parent();
    set(MEMORY, Some(TIME));
}

/// As above, for a process that does all the work of a workspace; whoever waits for it bounds its time.
pub fn bound_workspace() {
    end_with_parent();
    set(MEMORY_OF_WORKSPACE, None);
}

#[cfg(unix)]
fn set(memory: u64, time: Option<Duration>) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let time = time.map(|time| (Resource::Cpu, time.as_secs()));
    for (resource, most) in [(Resource::As, memory), (Resource::Core, 0)].into_iter().chain(time) {
        // The signal of the lower bound tells why; the higher one tells nothing. A bound that is lower already stays.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most + 1) });
    }
}

/// As above, on a system without such bounds.
#[cfg(not(unix))]
fn set(_: u64, _: Option<Duration>) {}
