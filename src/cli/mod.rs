//! The command line: one file per command, over the library.
//!
//! [`run`] takes everything that it needs and returns the exit code, so that a test can call it twice.

mod args;
mod build;
mod check;
mod circulate;
mod close;
mod collect;
mod compare;
mod convert;
mod explain;
mod failure;
mod figures;
mod greeting;
mod init;
mod new;
mod publish;
mod refresh;
mod inspect;
mod render;
mod schedule;
mod schema;
mod template;
mod terminal;
mod usage;
mod values;
mod verify;
mod watch;

use crate::cli::terminal::say;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, Write};

use chrono::{DateTime, FixedOffset, NaiveDate};
use clap::Parser;

use args::{Args, Command, Common};
use failure::Failure;
use terminal::Terminal;

use crate::model::{Edition, Part};
use crate::paper::Paper;
use crate::pipeline::{Beside, PipelineError, Request, Session};

use crate::source::{quoted, words};
use crate::typeset::apart;

/// How the help of every command is laid out.
const HELP: &str = "{about}

Aufruf: {usage}

{all-args}";

/// The exit code that shells give a command that cannot be started.
const NOT_STARTED: u8 = 127;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything is done.
    Done,
    /// Findings of severity error.
    Findings,
    /// Wrong usage.
    Usage,
    /// File system or environment.
    Environment,
    /// A template fails.
    Template,
    /// A report is late, gone or changed.
    Late,
    /// Somebody could not be told.
    Untold,
    /// Another run is at work.
    Busy,
    /// A fault of the program.
    Bug,
}

impl Exit {
    /// The exit code of the process.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Environment => 3,
            Exit::Template => 4,
            Exit::Late => 5,
            Exit::Untold => 6,
            Exit::Busy => 75,
            Exit::Bug => 70,
        }
    }

    /// Every way to end, the gravest first.
    const GRAVEST_FIRST: [Self; 9] = [
        Self::Bug,
        Self::Environment,
        Self::Usage,
        Self::Template,
        Self::Findings,
        Self::Late,
        Self::Untold,
        Self::Busy,
        Self::Done,
    ];

    /// What holds of several.
    fn gravest(all: impl IntoIterator<Item = Self>) -> Self {
        let rank = |exit: &Self| Self::GRAVEST_FIRST.iter().position(|other| other == exit);
        all.into_iter().min_by_key(rank).unwrap_or(Self::Done)
    }

    /// How a process of this program ended, by its exit code; any other code is its fault.
    fn of_code(code: i32) -> Self {
        Self::GRAVEST_FIRST.into_iter().find(|exit| i32::from(exit.code()) == code).unwrap_or(Self::Bug)
    }
}

/// What a command may use of the world outside.
pub struct Outside<'a> {
    /// The time with its zone; what is made depends at most on its day, and only where `--today` is not given.
    pub clock: &'a dyn Fn() -> DateTime<FixedOffset>,
    /// Waits a moment; `false` where nobody waits any longer.
    pub wait: &'a dyn Fn() -> bool,
    /// The next line that somebody types; `None` where nobody does.
    pub ask: &'a dyn Fn() -> Option<String>,
    /// Results.
    pub out: &'a mut dyn Write,
    /// Findings and progress.
    pub err: &'a mut dyn Write,
    /// Whether `err` is a terminal, which shows colours and a progress bar.
    pub terminal: bool,
}

impl Outside<'_> {
    /// The day that is given, or else today.
    fn day(&self, given: Option<NaiveDate>) -> NaiveDate {
        given.unwrap_or_else(|| (self.clock)().date_naive())
    }
}

/// Runs the command line; `args` starts with the program's name.
///
/// A reader that goes away early (`| head`) changes neither the work nor the exit code.
pub fn run(args: impl IntoIterator<Item = OsString>, outside: &mut Outside<'_>) -> Exit {
    let line: Vec<OsString> = values::as_meant(args.into_iter().collect());
    let args = Args::try_parse_from(&line).map(|args| args.command);
    if let Ok(Some(Command::WorkApart)) = &args {
        return work_apart(outside.out);
    }
    let Outside { clock, wait, ask, terminal, .. } = *outside;
    let (mut out, mut err) = (Terminal::new(outside.out, false), Terminal::new(outside.err, terminal));
    let outside = &mut Outside { clock, wait, ask, out: &mut out, err: &mut err, terminal };
    let result = match args {
        Ok(Some(command)) => dispatch(command, &line, outside),
        Ok(None) => greeting::run(outside),
        Err(error) => usage::explain(&error, outside),
    };
    // What is still to be written can fail, too.
    let result = result.and_then(|exit| Ok(outside.out.flush().map(|()| exit)?));
    result.unwrap_or_else(|failure| {
        // Where even this cannot be written, the exit code still says it.
        let _ = failure.say(outside.err);
        failure.exit()
    })
}

/// Runs one command; `line` is what was typed.
fn dispatch(command: Command, line: &[OsString], outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    match command {
        Command::Build(args) if args.watch => watch::run(&args, outside),
        Command::Build(args) => build::run(&args, outside),
        Command::Check(args) => check::run(&args, outside),
        Command::Figures(args) => figures::run(&args, outside),
        Command::Explain(args) => explain::run(&args, outside),
        Command::Publish(args) => publish::run(&args, outside),
        Command::Compare(args) => compare::run(&args, outside),
        Command::Inspect(args) => inspect::run(&args, outside),
        Command::Close(args) => close::run(&args, outside),
        Command::Circulate(args) => circulate::run(&args, outside),
        Command::Collect(args) => collect::run(&args, outside),
        Command::Refresh(args) => refresh::run(&args, outside),
        Command::Due(args) => schedule::many::due(&args, line, outside),
        Command::Run(args) => schedule::many::run(&args, line, outside),
        Command::Journal(args) => schedule::journal::run(&args, outside),
        Command::Decide(args) => schedule::decide::run(&args, outside),
        Command::Init(args) => init::run(&args, outside),
        Command::New(args) => new::run(&args, outside),
        Command::Convert(args) => convert::run(&args, outside),
        Command::Verify(args) => verify::run(&args, outside),
        Command::Template(args) => template::run(&args, outside),
        Command::Schema(args) => schema::run(&args, outside),
        Command::WorkApart => Ok(work_apart(outside.out)),
    }
}

/// Does what another process of this program asks for, on standard input, and answers on standard output, byte by byte: no
/// terminal reads it.
fn work_apart(mut out: &mut dyn Write) -> Exit {
    apart::serve(&mut io::stdin().lock(), &mut out).map_or(Exit::Environment, |()| Exit::Done)
}

/// Does what a command does that another process of this program wants, where the arguments say so; gives its exit code.
pub fn guard(args: &[OsString], err: &mut dyn Write) -> Option<u8> {
    let [_, command, argv @ ..] = args else { return None };
    let guarded = (command == apart::GUARD).then(|| apart::guard(argv))?;
    Some(guarded.unwrap_or_else(|error| {
        let program = argv.first().map(|program| program.to_string_lossy()).unwrap_or_default();
        // Where even this cannot be written, the exit code still says it.
        let _ = say!(err, "{} lässt sich nicht starten: {}", quoted(&program), words(&error));
        NOT_STARTED
    }))
}

/// Reads, checks and prepares what the arguments ask for.
fn open(args: &Common, outside: &Outside<'_>) -> Result<(Session, Vec<Paper>), PipelineError> {
    Session::with_papers(&request(args, outside), |paper, _| paper)
}

/// The papers themselves, without those that belong to them and share their figures.
fn main_papers(papers: &[Paper]) -> impl Iterator<Item = &Paper> + Clone {
    papers.iter().filter(|paper| paper.part == Part::Main)
}

fn request<'a>(args: &'a Common, outside: &Outside<'_>) -> Request<'a> {
    let today = outside.day(args.today);
    let Common { workspace, only, period: periods, .. } = args;
    Request { workspace, only, periods, today, beside: Beside::default(), edition: Edition::Whole }
}

/// As [`open`], for commands that show what can be computed all the same; errors are written first, and which papers are left out.
fn open_despite_errors(args: &Common, outside: &mut Outside<'_>) -> Result<(Session, Vec<Paper>), Failure> {
    let (session, papers) = open(args, outside)?;
    if session.findings.any_error() {
        render::human(&session.findings, &session.loaded.sources, outside)?;
    }
    left_out(&session, outside)?;
    Ok((session, papers))
}

/// Says of which papers so much cannot be read that they have no figures, and which rules say why.
fn left_out(session: &Session, outside: &mut Outside<'_>) -> io::Result<()> {
    for name in &session.left_out {
        let errors =
            session.findings.counting().filter(|finding| finding.stops() && finding.paper.as_ref() == Some(name));
        let codes: BTreeSet<&str> = errors.map(|finding| finding.code.id()).collect();
        let codes = codes.into_iter().collect::<Vec<_>>().join(", ");
        say!(
            outside.err,
            "Ohne Zahlen bleibt „{name}“, denn seine Angaben haben Fehler ({codes}); „ratsbericht check“ zeigt sie."
        )?;
    }
    Ok(())
}

/// Names what of the workspace's own changes how its papers look.
fn own_design(session: &Session, outside: &mut Outside<'_>) -> io::Result<()> {
    session.own_design().iter().try_for_each(|line| say!(outside.err, "{line}"))
}

/// How a run ends that has shown everything.
fn exit(session: &Session) -> Exit {
    if session.findings.any_error() { Exit::Findings } else { Exit::Done }
}

/// Says that the program has a fault.
pub fn bug(err: &mut dyn Write) -> Exit {
    // Where even this cannot be written, the exit code still says it.
    let _ = say!(err, "Programmfehler: Bitte melden Sie ihn mit den Zeilen darüber.");
    Exit::Bug
}
