//! Arguments to exit code, nothing else.

use std::ffi::OsString;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::panic::catch_unwind;
use std::process::ExitCode;
use std::thread::sleep;
use std::time::Duration;

use ratsbericht::cli::{self, Outside, run};
use ratsbericht::typeset::apart;
use ratsbericht_streams::output_was_closed;

fn main() -> ExitCode {
    if let Ok(program) = std::env::current_exe() {
        apart::use_program(program);
    }
    let args: Vec<OsString> = std::env::args_os().collect();
    if let Some(code) = cli::guard(&args, &mut io::stderr()) {
        return ExitCode::from(code);
    }
    let exit = catch_unwind(|| {
        let terminal = io::stderr().is_terminal();
        let (mut out, mut closed, mut err) = (io::stdout(), Closed, io::stderr());
        let out: &mut dyn Write = if output_was_closed() { &mut closed } else { &mut out };
        let mut outside = Outside { clock: &now, wait: &wait, ask: &ask, out, err: &mut err, terminal };
        run(args, &mut outside)
    });
    ExitCode::from(exit.unwrap_or_else(|_| cli::bug(&mut io::stderr())).code())
}

/// A standard output that is closed, which writing fails at.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other("Die Standardausgabe ist geschlossen."))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How long those who watch a workspace wait before they look again.
const PAUSE: Duration = Duration::from_millis(500);

fn wait() -> bool {
    sleep(PAUSE);
    true
}

/// Where somebody sits at a terminal, the next line that they type.
fn ask() -> Option<String> {
    let mut line = String::new();
    let read = io::stdin().is_terminal().then(|| io::stdin().lock().take(LONGEST_ANSWER).read_line(&mut line))?;
    read.ok().filter(|bytes| *bytes > 0).map(|_| line)
}

/// The longest answer, in bytes.
const LONGEST_ANSWER: u64 = 4096;

/// The one place that asks the clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the clock enters the program here, and papers take at most the day of it"
)]
fn now() -> chrono::DateTime<chrono::FixedOffset> {
    chrono::Local::now().fixed_offset()
}
