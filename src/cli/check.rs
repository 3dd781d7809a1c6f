//! `check`: everything up to typesetting; nothing is written but the report that `--report` asks for.

use super::args::{CheckArgs, FindingFormat};
use super::build::more_findings;
use super::{Exit, Failure, Outside, exit, own_design, render, request};
use crate::cli::terminal::say;
use crate::pipeline::{PipelineError, Session, is_ours};
use crate::publish::OutputFile;

pub(super) fn run(args: &CheckArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let open_file = |path| OutputFile::open(path, &args.common.workspace, is_ours);
    let file = args.report.as_deref().map(open_file).transpose()?;
    let session = Session::open(&request(&args.common, outside))?;
    let (findings, sources) = (&session.findings, &session.loaded.sources);
    match args.format {
        FindingFormat::Human => render::findings(findings, sources, outside)?,
        FindingFormat::Json => writeln!(outside.out, "{:#}", render::json(findings, sources))?,
        FindingFormat::Sarif => writeln!(outside.out, "{:#}", render::sarif(findings, sources))?,
    }
    let html = match file.as_ref().map(|_| session.report(&args.common.only)).transpose() {
        Ok(html) => html,
        Err(error) => return broken(error, &session, outside),
    };
    if args.format == FindingFormat::Human {
        own_design(&session, outside)?;
        say!(outside.err, "{}", render::summary(findings))?;
    }
    if let Some((file, html)) = file.zip(html) {
        file.write(html.as_bytes())?;
        say!(outside.err, "Prüfbericht: {}", file.path().display())?;
    }
    Ok(exit(&session))
}

/// Says why the report cannot be filled in, at the place in the workspace's own template where it is one.
fn broken(error: PipelineError, session: &Session, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    match error {
        PipelineError::Report { findings, .. } if !findings.is_empty() => more_findings(session, findings, outside)?,
        error => say!(outside.err, "Fehler: {error}")?,
    }
    say!(outside.err, "Es wurde kein Prüfbericht geschrieben.")?;
    Ok(Exit::Template)
}
