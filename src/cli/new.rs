//! `new`: a paper that knows what the data know, in the way the workspace keeps its papers.

pub(super) mod args;

use args::{NewArgs, NewBericht, NewPaper, NewVorlage};

use super::collect::{TABLES, below_tables};
use super::{Exit, Failure, Outside, render};
use crate::cli::terminal::say;
use crate::pipeline::{BerichtOrder, Drafted, PipelineError, Session, VorlageOrder};
use crate::publish::add_folder;

pub(super) fn run(args: &NewArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let (workspace, today) = match &args.paper {
        NewPaper::Vorlage(NewVorlage { common, .. }) | NewPaper::Bericht(NewBericht { common, .. }) => {
            (&common.workspace, outside.day(common.today))
        }
    };
    let session = Session::of_records(workspace, today)?;
    if session.findings.any_error() {
        render::human(&session.findings, &session.loaded.sources, outside)?;
    }
    let drafted = match &args.paper {
        NewPaper::Vorlage(NewVorlage { projekt, nummer, common }) => session.new_vorlage(&VorlageOrder {
            name: common.name.clone(),
            projekte: projekt.clone(),
            nummer: nummer.clone(),
        }),
        NewPaper::Bericht(NewBericht { auswahl, turnus, period, common }) => session.new_bericht(&BerichtOrder {
            name: common.name.clone(),
            auswahl: auswahl.clone(),
            turnus: *turnus,
            zeitraum: *period,
        }),
    };
    let drafted = match drafted {
        Err(PipelineError::Faulty) => {
            say!(outside.err, "Es wurde nichts geschrieben.")?;
            return Ok(Exit::Findings);
        }
        drafted => drafted?,
    };
    let Drafted { folder, files, tables, notes } = &drafted;
    let read = |name: &str| session.loaded.read_hash(&format!("{TABLES}/{name}"));
    add_folder(workspace, folder, files, (TABLES, &below_tables(tables)), read)?;
    let written = files.iter().map(|(name, _)| format!("{folder}/{name}"));
    for path in written.chain(tables.iter().map(|(path, _)| path.clone())) {
        say!(outside.out, "Geschrieben: {path}")?;
    }
    notes.iter().try_for_each(|note| say!(outside.out, "{note}"))?;
    Ok(Exit::Done)
}
