//! A thread with room for what recurses.

use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Layout recurses into nested content; this is room for any text that a form can hold.
pub const STACK: usize = 16 * 1024 * 1024;

/// Does work on a thread with room for any text; `None` where that cannot be started, or panics.
pub(super) fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    let work = || {
        let _pool = pool_of_one();
        work()
    };
    thread::scope(|scope| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?.join().ok())
}

/// Makes this thread a pool of its own.
///
/// Typst lays out on a rayon pool; waiting for another thread's tasks would hold whole papers in memory and slow all of
/// them.
pub fn pool_of_one() -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().ok()
}
