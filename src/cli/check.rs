//! `check`: everything up to typesetting; nothing is written but the report that `--report` asks for.

use std::io;

use super::args::{CheckArgs, FindingFormat};
use super::session::{self, Session};
use super::{Exit, Outside, render};
use crate::publish::OutputFile;

pub(super) fn run(args: &CheckArgs, outside: &mut Outside<'_>) -> io::Result<Exit> {
    let open = |path| OutputFile::open(path, &args.common.workspace, render::is_ours);
    let report = match args.report.as_deref().map(open).transpose() {
        Ok(report) => report,
        Err(error) => {
            writeln!(outside.err, "Fehler: {error}")?;
            return Ok(Exit::Environment);
        }
    };
    let session = match session::open(&args.common, outside)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    let (findings, sources) = (&session.findings, &session.loaded.sources);
    match args.format {
        FindingFormat::Human => render::human(findings, sources, outside)?,
        FindingFormat::Json => writeln!(outside.out, "{:#}", render::json(findings, sources))?,
        FindingFormat::Sarif => writeln!(outside.out, "{:#}", render::sarif(findings, sources))?,
    }
    if let Some(file) = report
        && let Err(exit) = write(&file, args, &session, outside)?
    {
        return Ok(exit);
    }
    Ok(if findings.any_error() { Exit::Findings } else { Exit::Done })
}

/// Writes the report; where that fails, the exit code says why, and the message is written.
fn write(
    file: &OutputFile,
    args: &CheckArgs,
    session: &Session,
    outside: &mut Outside<'_>,
) -> io::Result<Result<(), Exit>> {
    let head = render::Head { koerperschaft: session.koerperschaft(), today: session.today, papers: &args.common.only };
    let html = match render::html(&head, &session.findings, &session.loaded.sources) {
        Ok(html) => html,
        Err(error) => {
            writeln!(outside.err, "Fehler: Der Prüfbericht lässt sich nicht setzen: {error}")?;
            return Ok(Err(Exit::Template));
        }
    };
    if let Err(error) = file.write(html.as_bytes()) {
        writeln!(outside.err, "Fehler: {error}")?;
        return Ok(Err(Exit::Environment));
    }
    writeln!(outside.err, "Prüfbericht: {}", file.path().display())?;
    Ok(Ok(()))
}
