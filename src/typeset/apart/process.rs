//! The waiting side: starts the other process, hands it work, and says why there is no answer.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::limits::{DEADLINE, MEMORY, TIME};
use super::message::{Answer, Message, Order, read, write};
use super::{COMMAND, TypesetError};

/// How much is kept of what a process says while it ends.
const LAST_WORDS: u64 = 64 * 1024;

/// Lets another process do work.
pub(super) fn run(program: &Path, order: &Order, blobs: &[&[u8]]) -> Result<Message<Answer>, TypesetError> {
    let mut command = Command::new(program);
    command.arg(COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().map_err(|error| {
        TypesetError::new(format!("Das Programm „{}“ lässt sich nicht noch einmal starten: {error}", program.display()))
    })?;
    talk(child, order, blobs)
}

fn talk(mut child: Child, order: &Order, blobs: &[&[u8]]) -> Result<Message<Answer>, TypesetError> {
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            // What ends early reads no more; its answer says why.
            input.map(|mut input| write(&mut input, order, blobs))
        });
        scope.spawn(move || {
            let answer = output.map(|mut output| read::<Answer>(&mut output));
            sender.send(answer.unwrap_or_else(|| Err(io::ErrorKind::BrokenPipe.into())))
        });
        let last_words = scope.spawn(move || {
            let mut words = Vec::new();
            let _ = errors.map(|mut errors| {
                (&mut errors).take(LAST_WORDS).read_to_end(&mut words)?;
                io::copy(&mut errors, &mut io::sink())
            });
            String::from_utf8_lossy(&words).into_owned()
        });
        let answer = receiver.recv_timeout(DEADLINE);
        // One that has answered has nothing left to do, and one that has not is late.
        let _ = child.kill();
        let status = child.wait();
        let words = last_words.join().unwrap_or_default();
        match answer {
            Ok(Ok(message)) => Ok(message),
            Ok(Err(_)) => {
                Err(ended(&words, &status.map_or_else(|error| error.to_string(), |status| status.to_string())))
            }
            Err(_) => Err(late("Zeit", DEADLINE)),
        }
    })
}

fn late(of_what: &str, most: Duration) -> TypesetError {
    TypesetError::exceeding(format!("Der Satz brauchte mehr {of_what}, als er darf ({} Sekunden).", most.as_secs()))
}

/// Why a process ended without an answer, by its last words.
fn ended(words: &str, status: &str) -> TypesetError {
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
