//! Arguments to exit code, nothing else.

use std::io::{self, IsTerminal};
use std::panic::catch_unwind;
use std::process::ExitCode;

use ratsbericht::cli::{self, Outside, run};
use ratsbericht::typeset::apart;

fn main() -> ExitCode {
    if let Ok(program) = std::env::current_exe() {
        apart::use_program(program);
    }
    let exit = catch_unwind(|| {
        let terminal = io::stderr().is_terminal();
        let (mut out, mut err) = (io::stdout(), io::stderr());
        let mut outside = Outside { clock: &today, out: &mut out, err: &mut err, terminal };
        run(std::env::args_os(), &mut outside)
    });
    ExitCode::from(exit.unwrap_or_else(|_| cli::bug(&mut io::stderr())).code())
}

/// The one place that asks the clock.
#[expect(clippy::disallowed_methods, reason = "the clock enters the program here, once, and only without --today")]
fn today() -> chrono::NaiveDate {
    chrono::Local::now().date_naive()
}
