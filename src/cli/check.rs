//! `check`: everything up to typesetting, nothing written.

use std::io;

use super::args::{Format, ShowArgs};
use super::{Exit, Outside, render, session};

pub(super) fn run(args: &ShowArgs, outside: &mut Outside<'_>) -> io::Result<Exit> {
    let session = match session::open(&args.common, outside)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    match args.format {
        Format::Human => render::human(&session.findings, &session.loaded.sources, outside)?,
        Format::Json => writeln!(outside.out, "{:#}", render::json(&session.findings, &session.loaded.sources))?,
    }
    Ok(if session.findings.any_error() { Exit::Findings } else { Exit::Done })
}
