//! `circulate`: a Meldebogen for each division, before a report is made.

use super::args::CirculateArgs;
use super::{Exit, Failure, Outside, own_design, render};
use crate::cli::terminal::say;
use crate::pipeline::{Circulation, PipelineError, Session};
use crate::publish::{NewEntry, NewFolder};

pub(super) fn run(args: &CirculateArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let folder = NewFolder::open(&args.out)?;
    folder.refuse_inputs(&args.workspace)?;
    let session = Session::of_records(&args.workspace, outside.day(args.today))?;
    if session.findings.any_error() {
        render::human(&session.findings, &session.loaded.sources, outside)?;
    }
    let Circulation { files, pages, titel, zeitraum, without } =
        match session.circulate(args.report.as_deref(), args.period) {
            Err(PipelineError::Faulty) => {
                say!(outside.err, "Es wurde nichts geschrieben.")?;
                return Ok(Exit::Findings);
            }
            made => made?,
        };
    own_design(&session, outside)?;
    if files.is_empty() {
        let message = format!(
            "Im Zeitraum {} hat der Bericht „{titel}“ kein Projekt, zu dem etwas zu melden ist. Es wurde nichts geschrieben.",
            zeitraum.kennung()
        );
        return Err(Failure::Refused(Exit::Findings, message));
    }
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    folder.write(files.into_iter().map(|(name, bytes)| Ok(NewEntry::File(name.into(), bytes))), "")?;
    for (pair, pages) in names.chunks(2).zip(pages) {
        let pages = if pages == 1 { "1 Seite".into() } else { format!("{pages} Seiten") };
        let paths: Vec<String> = pair.iter().map(|name| args.out.join(name).display().to_string()).collect();
        say!(outside.out, "{} ({pages})", paths.join(" und "))?;
    }
    if !without.is_empty() {
        say!(outside.err, "Ohne Projekt, zu dem etwas zu melden ist: {}", without.join(", "))?;
    }
    Ok(Exit::Done)
}
