//! Groups of processes: what a process starts ends with it, at a deadline and where whoever waits for it has gone.

use std::ffi::OsString;
use std::io;
use std::process::{Child, Command};

use super::program;

/// The command of the program that [`guard`]s another.
pub const GUARD: &str = "guard-apart";

/// How long until a process looks again whether the other is there.
#[cfg(unix)]
const PAUSE: std::time::Duration = std::time::Duration::from_millis(200);

/// What shells add to the number of the signal that ended a command.
const SIGNALLED: u8 = 128;

/// Lets a command start in a group of its own.
pub fn in_group(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
}

/// Ends a process that was started [`in_group`], with all that it has started there.
pub fn end_group(child: &mut Child) {
    // What has ended meanwhile is no matter.
    #[cfg(unix)]
    let _ = rustix::process::kill_process_group(rustix::process::Pid::from_child(child), rustix::process::Signal::KILL);
    let _ = child.kill();
}

/// Ends this process, and its group where that is its own, as soon as the process has gone that started it. On systems without
/// groups it goes on, which does no harm: nothing depends on who waits.
pub(super) fn end_with_parent() {
    #[cfg(unix)]
    {
        // Who goes before this first look is not missed, which does no harm either.
        use rustix::process::{Signal, getpgrp, getpid, getppid, kill_process, kill_process_group};
        let parent = getppid();
        std::thread::spawn(move || {
            while getppid() == parent {
                std::thread::sleep(PAUSE);
            }
            let _ = match getpgrp() == getpid() {
                true => kill_process_group(getpgrp(), Signal::KILL),
                false => kill_process(getpid(), Signal::KILL),
            };
        });
    }
}

/// The words of a command under guard, where a program for that is known and the system has groups.
pub fn guarded(argv: &[String]) -> Vec<String> {
    let guard = program().and_then(|program| program.to_str()).filter(|_| cfg!(unix));
    let guard = guard.into_iter().flat_map(|program| [program, GUARD]).map(str::to_owned);
    guard.chain(argv.iter().cloned()).collect()
}

/// Does what a command does, and ends it with all that it has started as soon as the process has gone that wanted it; gives its exit
/// code, as shells tell it.
///
/// # Errors
/// When it cannot be started.
pub fn guard(argv: &[OsString]) -> io::Result<u8> {
    end_with_parent();
    let (program, args) = argv.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let status = Command::new(program).args(args).status()?;
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    let code = signal.and_then(|signal| u8::try_from(signal).ok()).map(|signal| signal.saturating_add(SIGNALLED));
    Ok(code.or(status.code().and_then(|code| u8::try_from(code).ok())).unwrap_or(1))
}
