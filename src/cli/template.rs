//! `template`: the embedded templates, and copies of them to start from.

use super::args::{TemplateAction, TemplateArgs};
use super::{Exit, Failure, Outside};
use crate::cli::terminal::say;
use crate::load::Loaded;
use crate::pipeline::{self, embedded, meant};
use crate::publish::{PublishError, add_files};
use crate::typeset::Engine;
use crate::workspace::Layout;

pub(super) fn run(args: &TemplateArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let engine = pipeline::engine()?;
    let loaded = pipeline::load(&args.workspace, &engine)?;
    match args.action {
        TemplateAction::List if args.names.is_empty() && !args.all => list(&engine, &loaded, outside),
        TemplateAction::List => Err(Failure::usage("„template list“ nimmt keine Namen und kein --all.")),
        TemplateAction::Export => export(args, &engine, &loaded, outside),
    }
}

/// The embedded templates, and which of them the workspace replaces.
fn list(engine: &Engine, loaded: &Loaded, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let folder = Layout::DRUCKVORLAGEN;
    let embedded = embedded(engine);
    for (path, content) in &embedded {
        let own = loaded.druckvorlagen.iter().find(|own| own.name == *path);
        let state = match own.map(|own| loaded.sources.file(own.file).content()) {
            None => "eingebaut".to_owned(),
            Some(bytes) if bytes == *content => format!("{folder}/{path}, unverändert"),
            Some(_) => format!("ersetzt durch {folder}/{path}"),
        };
        say!(outside.out, "{path:<24} {state}")?;
    }
    for own in loaded.druckvorlagen.iter().filter(|own| !embedded.iter().any(|(path, _)| *path == own.name)) {
        let near = meant(&own.name, &embedded);
        say!(outside.err, "Ohne Wirkung: {}", crate::source::shorten(&format!("{folder}/{}", own.name)))?;
        say!(outside.err, "  {near}")?;
    }
    Ok(Exit::Done)
}

/// Copies embedded templates into the workspace.
fn export(args: &TemplateArgs, engine: &Engine, loaded: &Loaded, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let embedded = embedded(engine);
    let known = || embedded.iter().map(|(path, _)| *path);
    if args.names.is_empty() != args.all {
        return Err(Failure::usage("Nennen Sie Druckvorlagen oder --all; „template list“ zeigt die Namen."));
    }
    if let Some(wrong) = args.names.iter().find(|name| !known().any(|path| path == name.as_str())) {
        let near = meant(wrong, &embedded);
        return Err(Failure::usage(format!("Die Druckvorlage „{wrong}“ gibt es nicht. {near}")));
    }
    if loaded.bestand.is_none() {
        let folder = args.workspace.display();
        let message = format!("„{folder}“ ist kein Arbeitsordner, oder seine Datei ratsbericht.toml hat Fehler.");
        return Err(Failure::Refused(Exit::Environment, message));
    }
    let wanted = embedded.iter().filter(|(path, _)| args.all || args.names.iter().any(|name| name == path));
    let files: Vec<(&str, &[u8])> = wanted.copied().collect();
    if let Err(error) = add_files(&args.workspace, Layout::DRUCKVORLAGEN, &files) {
        let PublishError::Exists(_) = error else { return Err(error.into()) };
        let message = format!("{error} Löschen Sie die Datei vorher, oder benennen Sie sie um.");
        return Err(Failure::Refused(Exit::Environment, message));
    }
    for (path, _) in &files {
        say!(outside.out, "{}", args.workspace.join(Layout::DRUCKVORLAGEN).join(path).display())?;
    }
    Ok(Exit::Done)
}
