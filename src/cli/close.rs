//! `close`: keeps what the reports on a period say, once and for good.

use super::args::{CloseArgs, Common};
use super::{Exit, Failure, Outside, open, render};
use crate::cli::terminal::say;
use crate::model::Zeitraum;
use crate::pipeline::{self, PipelineError};
use crate::publish::{OnceFile, PublishError};
use crate::workspace::Layout;

pub(super) fn run(args: &CloseArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let name = format!("{}.json", args.zeitraum.kennung());
    let file = match OnceFile::open(&args.workspace, Layout::ABSCHLUESSE, &name) {
        Ok(file) => file,
        Err(error) => return refused(args.zeitraum, error, outside),
    };
    let common =
        Common { workspace: args.workspace.clone(), only: Vec::new(), today: args.today, period: vec![args.zeitraum] };
    let session = open(&common, outside)?;
    render::human(&session.findings, &session.loaded.sources, outside)?;
    let closing = match pipeline::close(&session, args.zeitraum, &[]) {
        Ok(closing) => closing,
        Err(PipelineError::Faulty) => {
            say!(outside.err, "Es wurde nichts abgeschlossen.")?;
            return Ok(Exit::Findings);
        }
        Err(error) => return Err(error.into()),
    };
    if let Err(error) = file.write(closing.content.as_bytes()) {
        return refused(args.zeitraum, error, outside);
    }
    let reports = if closing.reports == 1 { "1 Bericht".into() } else { format!("{} Berichte", closing.reports) };
    say!(outside.out, "{} ({reports})", file.path().display())?;
    Ok(Exit::Done)
}

fn refused(zeitraum: Zeitraum, error: PublishError, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let PublishError::Exists(_) = error else { return Err(error.into()) };
    say!(outside.err, "Fehler: {error}")?;
    say!(
        outside.err,
        "Der Zeitraum {} ist abgeschlossen und bleibt, wie er ist. Was sich seither geändert hat, zeigt der nächste \
         Bericht unter „Korrigierte Werte“.",
        zeitraum.kennung()
    )?;
    Ok(Exit::Findings)
}
