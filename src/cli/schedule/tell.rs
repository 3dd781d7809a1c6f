//! How `run` tells people: the commands that the command line names, the end of each run, and the file for monitors.

use std::path::Path;
use std::time::Instant;

use chrono::{DateTime, Days, FixedOffset};
use serde_json::{Value, json};

use super::args::RunArgs;
use super::tell_args::{Hooks, Kommando, TellArgs};
use crate::cli::terminal::say;
use crate::cli::{Exit, Failure, Outside};
use crate::publish::metrics::{BEGINNING, Ran, metrics};
use crate::publish::{ABLAGE, Ended, Folders, Hook, JOURNAL, OutputFile, PublishError, VARIABLES, mail};
use crate::schedule::ablage::PART;
use crate::schedule::job::{Outcome, Run};
use crate::schedule::tell::{Bote, Owed, Telling, owed, probes};
use crate::schedule::world::LastRun;
use crate::source::digest;
use crate::source::disk::Held;
use crate::typeset::apart::guarded;

/// How many characters of the reasons stand in a variable.
const MOST_REASONS: usize = 4_000;

/// The commands of the command line; the data of a workspace name none.
pub(super) struct Kommandos<'a> {
    args: &'a TellArgs,
    workspace: &'a Path,
    disk: Option<&'a Folders>,
    dry: bool,
    now: DateTime<FixedOffset>,
}

impl<'a> Kommandos<'a> {
    pub(super) fn new(args: (&'a RunArgs, &'a Path), disk: &'a Folders, outside: &Outside<'_>) -> Self {
        Self { disk: Some(disk), ..Self::anywhere(args, outside) }
    }

    fn anywhere((args, workspace): (&'a RunArgs, &'a Path), outside: &Outside<'_>) -> Self {
        let now = (outside.clock)();
        Self { args: &args.tell, workspace, disk: None, dry: args.dry_run, now }
    }

    /// Tells everybody what there is to tell; a dry run only says what that is.
    pub(super) fn tell_all(&self, run: &Run<'_>, outcome: &mut Outcome<'_>) -> Result<Telling, Failure> {
        match self.args.hooks {
            Hooks::None => Ok(Telling::default()),
            _ if self.dry => {
                let owed = owed(&outcome.world, &outcome.items);
                let wanted = owed.iter().filter(|owed| run.wants(&owed.item.due));
                Ok(Telling { told: wanted.map(Owed::line).collect(), ..Telling::default() })
            }
            _ => run.tell(outcome, self).map_err(Failure::Disk),
        }
    }

    /// Tries each command with each recipient, and tells nobody anything.
    pub(super) fn probe(&self, outcome: &Outcome<'_>, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
        let probes = probes(&outcome.world, &outcome.items);
        let messages = probes.iter().map(|owed| (owed.line(), owed.message(&outcome.world)));
        let of_run = self.args.notify_command.iter().map(|_| ("Lauf".to_owned(), self.of_run(0)));
        let mut exit = Exit::Done;
        for (line, message) in messages.chain(of_run) {
            let ended = self.tell(&message).unwrap_or_else(|| Ended::Failed("dafür gibt es kein Kommando".into()));
            match ended {
                Ended::Done => say!(outside.out, "  {:<18} {line}", "Probe übergeben")?,
                Ended::Later => say!(outside.out, "  {:<18} {line}", "Probe vertagt")?,
                Ended::Failed(why) => {
                    exit = Exit::Untold;
                    say!(outside.out, "  {:<18} {line}: {why}", "Probe gescheitert")?;
                }
            }
        }
        Ok(exit)
    }

    /// What is told of a run itself.
    fn of_run(&self, code: u8) -> Value {
        let key = digest(format!("lauf\n{}\n{}", self.workspace.display(), self.now).as_bytes());
        json!({ "fassung": 1, "ereignis": "lauf", "zustand": code.to_string(), "schluessel": key, "versuch": 1 })
    }
}

impl Bote for Kommandos<'_> {
    fn tell(&self, message: &Value) -> Option<Ended> {
        let mut message = message.clone();
        let workspace = std::path::absolute(self.workspace).unwrap_or_else(|_| self.workspace.to_owned());
        message["arbeitsordner"] = workspace.display().to_string().into();
        message["probe"] = (self.args.hooks == Hooks::Probe).into();
        if let Some((path, disk)) = message["pdf"]["pfad"].as_str().zip(self.disk) {
            message["pdf"]["pfad"] = disk.place(path).display().to_string().into();
        }
        let is_address = message["empfaenger"].as_str().is_some_and(|an| an.contains('@'));
        let (argv, input) = match (&self.args.mail_command, &self.args.notify_command) {
            (Some(Kommando(argv)), _) if is_address => {
                ([argv.as_slice(), &["-t", "-i"].map(str::to_owned)].concat(), mail(&message, self.now).into_bytes())
            }
            (_, Some(Kommando(argv))) => (argv.clone(), format!("{message}\n").into_bytes()),
            _ => return None,
        };
        Some(Hook { argv: &guarded(&argv), env: variables(&message), input, timeout: self.args.hook_timeout }.call())
    }
}

/// What a command finds in its environment.
fn variables(message: &Value) -> Vec<(String, String)> {
    let text = |path: &str| match message.pointer(path) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let reasons = message["grund"].as_array().into_iter().flatten().filter_map(|reason| reason["text"].as_str());
    // The system takes no longer variables; the whole of it stands in what is read.
    let reasons: String = reasons.collect::<Vec<_>>().join("; ").chars().take(MOST_REASONS).collect();
    let named = ["ereignis", "bericht", "zeitraum", "zustand", "arbeitsordner", "empfaenger", "schluessel", "versuch"];
    let named = named.map(|name| (name.to_uppercase(), text(&format!("/{name}"))));
    let more = [("PDF", text("/pdf/pfad")), ("SHA256", text("/pdf/sha256")), ("GRUND", reasons)];
    let head = format!("{} {}", text("/laufbuch/nr"), text("/laufbuch/sha256"));
    let more = more.into_iter().chain([("LAUFBUCH", head.trim().to_owned())]);
    let probe = (message["probe"] == true).then(|| ("PROBE".to_owned(), "1".to_owned()));
    let all = named.into_iter().chain(more.map(|(name, value)| (name.to_owned(), value))).chain(probe);
    all.map(|(name, value)| (format!("{VARIABLES}{name}"), value)).collect()
}

/// Tells that a run over some workspaces has ended, however it ended, and writes the file for monitors. One for several does that once for
/// all of them, and no process of theirs does.
pub(super) fn end(
    (args, roots): (&RunArgs, &[&Path]),
    begun: Instant,
    result: Result<Exit, Failure>,
    outside: &mut Outside<'_>,
) -> Result<Exit, Failure> {
    let exit = result.as_ref().map_or_else(Failure::exit, |exit| *exit);
    if args.many.apart.is_some() || args.dry_run || args.tell.hooks == Hooks::Probe {
        return result;
    }
    let today = outside.day(args.today);
    // Whether the file can be written is part of how the run ended, which is refused where it may not lie.
    let is_barred = matches!(result, Err(Failure::Publish(PublishError::Inputs(_) | PublishError::InOutput(_))));
    let watched_as = if is_barred { exit } else { watched(args, roots, (begun, exit), outside)? };
    let exit = Exit::gravest([exit, watched_as]);
    let recent = |root: &&Path| last(args, root).filter(|last| last.tag + Days::new(1) >= today);
    let code = match args.tell.hooks {
        // What could not look has nothing to tell of others.
        Hooks::Only if exit != Exit::Busy => {
            let exits: Option<Vec<_>> =
                roots.iter().map(|root| Some(Exit::of_code(recent(root)?.ausgang.into()))).collect();
            exits.map(|exits| Exit::gravest(exits.into_iter().chain([watched_as])).code())
        }
        Hooks::Only | Hooks::All => Some(exit.code()),
        Hooks::None | Hooks::Probe => None,
    };
    let place = match roots {
        [root] => root,
        _ => args.many.under.as_deref().unwrap_or(Path::new("")),
    };
    let bote = Kommandos::anywhere((args, place), outside);
    if let Some(Ended::Failed(why)) = code.and_then(|code| bote.tell(&bote.of_run(code))) {
        let exit = Exit::gravest([exit, Exit::Untold]);
        if watched_as == Exit::Done {
            watched(args, roots, (begun, exit), outside)?;
        }
        say!(outside.err, "Der Lauf ließ sich nicht melden: {why}")?;
        return result.map(|_| exit);
    }
    result.map(|_| exit)
}

/// How the last run in a workspace ended, as far as it can be read.
fn last(args: &RunArgs, root: &Path) -> Option<LastRun> {
    let disk = Folders::open(root, args.state.of(root), ABLAGE).ok()?;
    LastRun::read(&disk).ok().flatten()
}

/// Refuses a file for monitors that would lie among inputs, or in what runs keep, before anything is done.
pub(super) fn watchable(args: &RunArgs, root: &Path, disk: &Folders) -> Result<(), Failure> {
    let Some(path) = &args.tell.metrics_file else { return Ok(()) };
    let is_filed = |file: &Path| [ABLAGE, JOURNAL].iter().any(|kept| file.starts_with(disk.place(kept)));
    match OutputFile::open(path, root, |_| true) {
        Ok(file) if is_filed(file.path()) || holds_reports(file.path()) => {
            Err(PublishError::Inputs(file.path().to_owned()).into())
        }
        Err(error @ (PublishError::Inputs(_) | PublishError::InOutput(_))) => Err(error.into()),
        // What else is wrong with it is said when it is written, since it keeps no report from being made.
        _ => Ok(()),
    }
}

/// Whether a file would lie beside or among filed reports, of whichever workspace.
fn holds_reports(file: &Path) -> bool {
    let beside = |folder: &Path| {
        let held = Held::open(folder).ok()?;
        let mut names = held.list(Path::new("")).ok()?.into_iter();
        Some(names.any(|(name, _)| held.exists(&Path::new(&name).join(PART))))
    };
    file.ancestors().skip(1).take(3).any(|folder| beside(folder).unwrap_or_default())
}

/// Writes the file for monitors, if one is asked for, from what the runs in some workspaces have left there.
fn watched(
    args: &RunArgs,
    roots: &[&Path],
    (begun, exit): (Instant, Exit),
    outside: &mut Outside<'_>,
) -> Result<Exit, Failure> {
    let Some(path) = &args.tell.metrics_file else { return Ok(Exit::Done) };
    let time = |last: &LastRun| DateTime::parse_from_rfc3339(last.erfolg.as_ref()?).ok().map(|time| time.timestamp());
    let all: Vec<Option<LastRun>> = roots.iter().map(|root| last(args, root)).collect();
    // A workspace that is missing or has seen none is as old as time.
    let success = all.iter().map(|last| last.as_ref().and_then(time).unwrap_or_default()).min();
    let stands: Vec<Value> = all.into_iter().flatten().map(|last| last.stand).collect();
    let shard = args.many.shard.map_or_else(|| "0/1".to_owned(), |shard| shard.to_string());
    let ran = Ran {
        shard: &shard,
        workspaces: roots.len(),
        ended: (outside.clock)().timestamp(),
        took: begun.elapsed(),
        success: success.unwrap_or_default(),
        code: exit.code(),
        version: env!("CARGO_PKG_VERSION"),
    };
    let open = |root: &Path| OutputFile::open(path, root, |old| old.starts_with(BEGINNING.as_bytes()));
    // It may lie among the inputs of none of them.
    let file = roots.iter().fold(open(path.parent().unwrap_or(path)), |file, root| file.and_then(|_| open(root)));
    match file.and_then(|file| file.write(metrics(&ran, &stands).as_bytes())) {
        Ok(()) => Ok(Exit::Done),
        Err(error) => {
            say!(outside.err, "Fehler: {error}")?;
            Ok(Exit::Environment)
        }
    }
}
