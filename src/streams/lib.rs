//! Whether standard output was open when the process began.
//!
//! The standard library opens `/dev/null` in place of a closed stream before `main`, and takes what is written there for
//! written. So this looks before that, by a function that the loader calls; it stands in a crate of its own, since naming the
//! section of the program in which the loader looks counts as unsafe, which the program itself forbids.

use std::sync::atomic::{AtomicBool, Ordering};

static CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether standard output was closed when the process began; `false` where no system is known to tell.
pub fn output_was_closed() -> bool {
    CLOSED.load(Ordering::Relaxed)
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[used]
// SAFETY: the loader calls each function of this section once, before `main` and on its only thread; this one asks the system
// one thing and stores it.
#[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
#[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__mod_init_func"))]
static LOOK: extern "C" fn() = {
    extern "C" fn look() {
        CLOSED.store(rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err(), Ordering::Relaxed);
    }
    look
};
