//! `check`: everything up to typesetting; nothing is written but the report that `--report` asks for.

use std::io;

use super::args::{CheckArgs, FindingFormat};
use super::session::{self, Session};
use super::{Exit, Outside, design, render};
use crate::finding::{Findings, Waivers};
use crate::publish::OutputFile;
use crate::text::Jinjafehler;

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
        FindingFormat::Human => render::findings(findings, sources, outside)?,
        FindingFormat::Json => writeln!(outside.out, "{:#}", render::json(findings, sources))?,
        FindingFormat::Sarif => writeln!(outside.out, "{:#}", render::sarif(findings, sources))?,
    }
    let html = match report.as_ref().map(|_| fill(args, &session)).transpose() {
        Ok(html) => html,
        Err(fault) => return broken(&fault, &session, outside),
    };
    if args.format == FindingFormat::Human {
        writeln!(outside.err, "{}", render::summary(findings))?;
    }
    if let (Some(file), Some(html)) = (report, html) {
        if let Err(error) = file.write(html.as_bytes()) {
            writeln!(outside.err, "Fehler: {error}")?;
            return Ok(Exit::Environment);
        }
        writeln!(outside.err, "Prüfbericht: {}", file.path().display())?;
    }
    Ok(session.exit())
}

/// The report, set with the workspace's own template where it has one that can be used.
fn fill(args: &CheckArgs, session: &Session) -> Result<String, Jinjafehler> {
    let sources = &session.loaded.sources;
    let head = render::Head { koerperschaft: session.koerperschaft(), today: session.today, papers: &args.common.only };
    let own = design::own_report(&session.loaded);
    let template = own.map_or(render::PRUEFBERICHT, |own| sources.file(own).text.as_str());
    render::html(&head, &session.findings, sources, template)
}

/// Says why the report cannot be filled in, at the place in the workspace's own template where it is one.
fn broken(fault: &Jinjafehler, session: &Session, outside: &mut Outside<'_>) -> io::Result<Exit> {
    if let Some(own) = design::own_report(&session.loaded) {
        let sources = &session.loaded.sources;
        let finding = vec![design::broken_report(own, fault)];
        let finding = Findings::new(finding, sources, &Waivers::default(), session.today);
        render::findings(&finding, sources, outside)?;
        writeln!(outside.err, "{}", render::summary(&session.findings.clone().and(finding)))?;
    } else {
        writeln!(outside.err, "Fehler: Der Prüfbericht lässt sich nicht setzen: {}", fault.was)?;
    }
    writeln!(outside.err, "Es wurde kein Prüfbericht geschrieben.")?;
    Ok(Exit::Template)
}
