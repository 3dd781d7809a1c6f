//! The bounds of a process that works apart.

use std::time::Duration;

/// How long it may take; the largest report takes a tenth of it.
pub(super) const TIME: Duration = Duration::from_secs(25);

/// How much memory it may ask for, in bytes; the largest report needs a third of it.
pub(super) const MEMORY: u64 = 1024 * 1024 * 1024;

/// Bounds this process for ever; where the system cannot, only the deadline of the other process holds.
#[cfg(unix)]
pub(super) fn bound() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let at = |most: u64| Rlimit { current: Some(most), maximum: Some(most) };
    for (resource, most) in [(Resource::As, MEMORY), (Resource::Cpu, TIME.as_secs() + 1), (Resource::Core, 0)] {
        // A bound that is lower already stays.
        let _ = setrlimit(resource, at(most));
    }
}

/// As above, on a system without such bounds.
#[cfg(not(unix))]
pub(super) fn bound() {}
