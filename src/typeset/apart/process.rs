//! The waiting side: starts another process, hands it work, and says why there is no answer.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use super::group::{end_group, in_group};
use super::limits::{DEADLINE, MEMORY, TIME};
use super::message::{Answer, Message, Order, read, write};
use super::{COMMAND, TypesetError};
use crate::source::words;

/// How much is kept of what a process says on standard error.
const LAST_WORDS: u64 = 64 * 1024;

/// How long one waits for what is left of an ended process to be read, and between two looks whether it has ended.
const REST: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(5);

/// What came of another process.
pub struct Ended {
    /// What it printed.
    pub out: Vec<u8>,
    /// What it said on standard error.
    pub err: String,
    /// How it ended; `None` where it was ended at the deadline.
    pub status: Option<ExitStatus>,
}

/// Lets another process do work.
pub(super) fn run(program: &Path, order: &Order, blobs: &[&[u8]]) -> Result<Message<Answer>, TypesetError> {
    let mut command = Command::new(program);
    command.arg(COMMAND).stdin(Stdio::piped());
    // What ends early reads no more; its answer says why.
    let feed = |mut input: ChildStdin| drop(write(&mut input, order, blobs));
    let ended = attend(&mut command, feed, u64::MAX, DEADLINE).map_err(|error| {
        let why = words(&error);
        TypesetError::new(format!("Das Programm „{}“ lässt sich nicht noch einmal starten: {why}", program.display()))
    })?;
    match (read::<Answer>(&mut ended.out.as_slice()), ended.status) {
        (Ok(message), _) => Ok(message),
        (Err(_), Some(status)) => Err(unanswered(&ended.err, &status.to_string())),
        (Err(_), None) => Err(late("Zeit", DEADLINE)),
    }
}

/// Starts a process, feeds it, and waits for it until a deadline, at which it is ended with what it has started. Of what it prints,
/// `most` bytes are kept.
///
/// # Errors
/// When it cannot be started.
pub fn attend(
    command: &mut Command,
    feed: impl FnOnce(ChildStdin) + Send,
    most: u64,
    deadline: Duration,
) -> io::Result<Ended> {
    let mut child = in_group(command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (out, err) = (kept(child.stdout.take(), most), kept(child.stderr.take(), LAST_WORDS));
    let input = child.stdin.take();
    thread::scope(|scope| {
        scope.spawn(move || input.map(feed));
        let since = Instant::now();
        // Who has nothing more to say is about to end.
        let said = out.recv_timeout(deadline);
        let status = said.is_ok().then(|| ended(&mut child, deadline.saturating_sub(since.elapsed()))).flatten();
        if status.is_none() {
            end_group(&mut child);
            child.wait()?;
        }
        // What it has started itself may still hold its outputs.
        let rest = |from: Receiver<Vec<u8>>| from.recv_timeout(REST).unwrap_or_default();
        let out = said.unwrap_or_else(|_| rest(out));
        Ok(Ended { out, err: String::from_utf8_lossy(&rest(err)).into_owned(), status })
    })
}

/// Waits until a process has ended, or it is late.
fn ended(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let since = Instant::now();
    loop {
        match child.try_wait().ok()? {
            None if since.elapsed() < patience => thread::sleep(PAUSE),
            status => return status,
        }
    }
}

/// Reads all of an output, and keeps its beginning.
fn kept(from: Option<impl Read + Send + 'static>, most: u64) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut from) = from {
            let _ = (&mut from).take(most).read_to_end(&mut bytes).and_then(|_| io::copy(&mut from, &mut io::sink()));
        }
        sender.send(bytes)
    });
    receiver
}

fn late(of_what: &str, most: Duration) -> TypesetError {
    TypesetError::exceeding(format!("Der Satz brauchte mehr {of_what}, als er darf ({} Sekunden).", most.as_secs()))
}

/// Why a process ended without an answer, by its last words.
fn unanswered(words: &str, status: &str) -> TypesetError {
    if words.contains("overflowed its stack") {
        TypesetError::exceeding("Der Satz ist tiefer verschachtelt, als er sein darf.")
    } else if words.contains("memory allocation of") {
        let mebibytes = MEMORY / 1024 / 1024;
        TypesetError::exceeding(format!("Der Satz braucht mehr Speicher, als er belegen darf ({mebibytes} MiB)."))
    } else if status.contains("SIGXCPU") {
        late("Rechenzeit", TIME)
    } else {
        TypesetError::exceeding(format!("Der Satz wurde abgebrochen ({status})."))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_is_late_ends_with_all_that_it_has_started() -> io::Result<()> {
        let place = tempfile::tempdir()?;
        let file = place.path().join("lebt");
        let mut command = Command::new("sh");
        command.args(["-c", &format!("(sleep 1; touch {}) & sleep 600", file.display())]).stdin(Stdio::null());
        let ended = attend(&mut command, drop, 9, Duration::from_millis(200))?;
        assert!(ended.status.is_none());
        thread::sleep(Duration::from_millis(1_200));
        assert!(!file.exists(), "its child goes on");
        Ok(())
    }
}
