//! Time and memory of this process.

use std::fs;
use std::time::{Duration, Instant};

/// How long some work keeps this thread busy; where the system does not tell, how long it takes.
pub(crate) fn of<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let (before, started) = (busy(), Instant::now());
    let done = work();
    let cost = before.zip(busy()).map_or_else(|| started.elapsed(), |(before, after)| after - before);
    (done, cost)
}

fn busy() -> Option<Duration> {
    // The system adds up at its ticks, some milliseconds apart, and where a thread gives way.
    std::thread::yield_now();
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

/// How long all threads of this process have been busy, in milliseconds to the nearest ten; 0 where the system does not tell.
pub(crate) fn cpu() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets, the twelfth and thirteenth field, in hundredths of a second.
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10
}

/// The most memory that this process has held, in MiB; 0 where the system does not tell.
pub(crate) fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}
