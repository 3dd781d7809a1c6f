//! The bounds of a process that works apart.

use std::time::Duration;

/// How long it may compute; the largest report takes two thirds of it where nothing is optimised.
pub(super) const TIME: Duration = Duration::from_secs(25);

/// How long it may take in all: others may keep the machine busy.
pub(super) const DEADLINE: Duration = Duration::from_secs(100);

/// How much memory it may ask for, in bytes; the largest report needs half of it.
pub(super) const MEMORY: u64 = 2 * 1024 * 1024 * 1024;

/// Bounds this process for ever; where the system cannot, only the deadline of the other process holds.
#[cfg(unix)]
pub(super) fn bound() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    for (resource, most) in [(Resource::As, MEMORY), (Resource::Cpu, TIME.as_secs()), (Resource::Core, 0)] {
        // The signal of the lower bound tells why; the higher one tells nothing. A bound that is lower already stays.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most + 1) });
    }
}

/// As above, on a system without such bounds.
#[cfg(not(unix))]
pub(super) fn bound() {}
