//! Several workspaces in one call: each in a process of its own, so that what ends or holds up one leaves the others alone.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::args::{DueArgs, ManyArgs, RunArgs, StateArgs};
use super::tell_args::Hooks;
use super::{shared, tell};
use crate::cli::terminal::say;
use crate::cli::values::PlainFormat;
use crate::cli::{Exit, Failure, Outside};
use crate::publish::JOURNAL;
use crate::source::disk::{Held, Kind};
use crate::source::{self, quoted};
use crate::typeset::apart;
use crate::workspace::Layout;

/// How much is kept of what a process prints, in bytes.
const MOST_OUTPUT: u64 = 16 * 1024 * 1024;

/// What came of a workspace.
struct Ended {
    root: PathBuf,
    exit: Exit,
    out: String,
    err: String,
    /// How it ended, in words.
    words: String,
}

/// What a call is about, and how it tells.
struct Call<'a> {
    many: &'a ManyArgs,
    state: &'a StateArgs,
    /// The command line.
    line: &'a [OsString],
    form: PlainFormat,
    /// Whether it says nothing where there is nothing to say.
    quiet: bool,
    /// Whether it only says what it would do.
    is_dry: bool,
    today: NaiveDate,
}

/// `due` on all workspaces that it is called for.
pub(in crate::cli) fn due(args: &DueArgs, line: &[OsString], outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let (many, state, form) = (&args.many, &args.state, args.form.format);
    let call = Call { many, state, line, form, quiet: false, is_dry: false, today: outside.day(args.today) };
    let alone = call.alone();
    let work = |outside: &mut Outside<'_>| match alone {
        Some(root) => super::due::run(args, root, outside),
        None => call.all(&mut Vec::new(), outside),
    };
    call.heard(alone, work, outside)
}

/// `run` on all workspaces that it is called for.
pub(in crate::cli) fn run(args: &RunArgs, line: &[OsString], outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let (many, state, form) = (&args.many, &args.state, args.form.format);
    let call =
        Call { many, state, line, form, quiet: args.quiet, is_dry: args.dry_run, today: outside.day(args.today) };
    if args.tell.hooks == Hooks::Probe && form == PlainFormat::Json {
        return Err(Failure::usage("--hooks probe gibt nur Text aus, kein JSON."));
    }
    let alone = call.alone();
    let work = |outside: &mut Outside<'_>| match alone {
        Some(root) => super::run::run(args, root, outside),
        None => {
            let (begun, mut all) = (Instant::now(), Vec::new());
            let result = call.all(&mut all, outside);
            let roots: Vec<&Path> = all.iter().map(|ended| ended.root.as_path()).collect();
            tell::end((args, &roots), begun, result, outside)
        }
    };
    call.heard(alone, work, outside)
}

impl Call<'_> {
    /// The workspace that this process is for: the only one that was named, or one of several that another process names.
    fn alone(&self) -> Option<&Path> {
        if self.many.apart.is_some() {
            apart::bound_workspace();
            return self.many.apart.as_deref();
        }
        match (self.many.workspaces.as_slice(), &self.many.under, self.many.shard) {
            ([root], None, None) => Some(root),
            _ => None,
        }
    }

    /// Does the work. Programs are told even where nothing came of it, as of one of several workspaces.
    fn heard(
        &self,
        alone: Option<&Path>,
        work: impl FnOnce(&mut Outside<'_>) -> Result<Exit, Failure>,
        outside: &mut Outside<'_>,
    ) -> Result<Exit, Failure> {
        if self.form == PlainFormat::Human {
            return work(outside);
        }
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let (clock, wait) = (outside.clock, outside.wait);
        let result = work(&mut Outside { clock, wait, ask: &|| None, out: &mut out, err: &mut err, terminal: false });
        let passed_on = outside.err.write_all(&err);
        let exit = result.as_ref().map_or_else(Failure::exit, |exit| *exit);
        if let Ok(mut json) = serde_json::from_slice::<Value>(&out) {
            // What came behind it, such as a file that cannot be written, counts as well.
            if exit != Exit::Done {
                json["ausgang"] = exit.code().into();
            }
            writeln!(outside.out, "{json}").and(passed_on)?;
            return result;
        }
        if let Err(failure) = &result {
            failure.say(&mut err)?;
        }
        let root = alone.or(self.many.under.as_deref()).unwrap_or(Path::new("")).to_owned();
        let (err, words) = (String::from_utf8_lossy(&err).into_owned(), words(exit).to_owned());
        let ended = Ended { root, exit, out: String::new(), err, words };
        let json = shared::json((self.today, self.is_dry), exit, &[ended.json()], outside);
        writeln!(outside.out, "{json}").and(passed_on)?;
        result
    }

    /// Does it in a process for each workspace.
    fn all(&self, all: &mut Vec<Ended>, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
        if self.state.state.is_some() {
            return Err(Failure::usage("--state gilt für einen einzelnen Arbeitsordner."));
        }
        let mut roots = match &self.many.under {
            None => self.many.workspaces.clone(),
            Some(folder) => under(folder)?,
        };
        let known = roots.len();
        roots.retain(|root| self.many.shard.is_none_or(|shard| shard.holds(root)));
        // Where nobody can read what is said, all is done nevertheless.
        let mut said = Ok(());
        for root in roots {
            // What was named is meant; what only lies in a folder may lead anywhere, and twice to the same.
            let is_link = self.many.under.is_some() && root.is_symlink();
            let ended = if is_link { Ended::link(root) } else { self.apart(root)? };
            if self.form == PlainFormat::Human {
                said = said.and(pass_on(&ended, outside));
            }
            all.push(ended);
        }
        said?;
        let exit = Exit::gravest(all.iter().map(|ended| ended.exit));
        if self.form == PlainFormat::Json {
            let own: Vec<Value> = all.iter().map(Ended::json).collect();
            let codes = own.iter().filter_map(|own| own["ausgang"].as_i64().and_then(|code| i32::try_from(code).ok()));
            let told = Exit::gravest(codes.map(Exit::of_code));
            let json = shared::json((self.today, self.is_dry), told, &own, outside);
            writeln!(outside.out, "{json}")?;
        } else if !(self.quiet && exit == Exit::Done && all.iter().all(|ended| ended.out.is_empty())) {
            summary(all, known, outside)?;
        }
        Ok(exit)
    }

    /// The same call for one of its workspaces, in a process of its own.
    fn apart(&self, root: PathBuf) -> Result<Ended, Failure> {
        let failed = |why: &str| {
            let why = format!("Das Programm lässt sich nicht noch einmal starten: {why}");
            Failure::Refused(Exit::Environment, why)
        };
        let program = apart::program().ok_or_else(|| failed("Sein Ort ist nicht bekannt."))?;
        let (head, rest) = self.line.split_at_checked(2).unwrap_or_default();
        let mut own = OsString::from("--apart=");
        own.push(&root);
        let mut command = Command::new(program);
        command.args(head.iter().skip(1)).arg(own).args(rest).stdin(Stdio::null());
        let limit = self.many.time_limit;
        let ended =
            apart::attend(&mut command, drop, MOST_OUTPUT, limit).map_err(|why| failed(&source::words(&why)))?;
        let (mut exit, mut words) = how(&ended, limit);
        let out = String::from_utf8_lossy(&ended.out).into_owned();
        if self.form == PlainFormat::Json && exit == Exit::Done && of_one(&out).is_none() {
            (exit, words) = (Exit::Bug, "gab kein JSON aus, das sich lesen lässt".to_owned());
        }
        Ok(Ended { root, exit, out, err: ended.err, words })
    }
}

/// How a process ended, and in words.
fn how(ended: &apart::Ended, limit: Duration) -> (Exit, String) {
    let Some(status) = ended.status else {
        let seconds = limit.as_secs();
        return (Exit::Environment, format!("brauchte mehr als {seconds} Sekunden und wurde beendet"));
    };
    let exit = status.code().map_or(Exit::Bug, Exit::of_code);
    if exit == Exit::Bug { (exit, format!("brach ab ({status})")) } else { (exit, words(exit).to_owned()) }
}

/// How a command ended, in words.
fn words(exit: Exit) -> &'static str {
    match exit {
        Exit::Done => "in Ordnung",
        Exit::Findings => "Befunde halten einen Bericht auf",
        Exit::Usage => "falscher Aufruf",
        Exit::Environment => "Dateisystem, Umgebung, Uhr oder Laufbuch",
        Exit::Template => "eine Druckvorlage scheitert",
        Exit::Late => "ein Bericht ist überfällig oder gescheitert, fehlt oder ist verändert",
        Exit::Untold => "eine Meldung ließ sich nicht übergeben",
        Exit::Busy => "ein anderer Lauf ist an der Arbeit",
        Exit::Bug => "ein Fehler des Programms selbst",
    }
}

/// What a process for one workspace printed of it.
fn of_one(out: &str) -> Option<Value> {
    let mut said = serde_json::from_str::<Value>(out).ok()?;
    said.pointer_mut("/arbeitsordner/0").map(Value::take).filter(Value::is_object)
}

impl Ended {
    /// A link in a folder of workspaces.
    fn link(root: PathBuf) -> Self {
        let words = "ist eine Verknüpfung und bleibt liegen; nennen Sie den Arbeitsordner selbst".to_owned();
        Self { root, exit: Exit::Environment, out: String::new(), err: String::new(), words }
    }

    /// What programs read of the workspace: what it printed itself, or what is known without.
    fn json(&self) -> Value {
        let mut own = of_one(&self.out).unwrap_or_else(|| {
            let lines = self.err.lines().map(|line| line.trim_start_matches("Fehler: "));
            json!({
                "pfad": self.root.display().to_string(),
                "koerperschaft": null,
                "ausgang": 0,
                "laufbuch": null,
                "fehler": lines.chain([self.words.as_str()]).collect::<Vec<_>>(),
                "berichte": [],
            })
        });
        if self.exit != Exit::Done {
            own["ausgang"] = self.exit.code().into();
        }
        own
    }
}

/// Passes on what was said of a workspace.
fn pass_on(ended: &Ended, outside: &mut Outside<'_>) -> Result<(), Failure> {
    let root = ended.root.display();
    let mut said = Ok(());
    if !ended.out.is_empty() {
        said = say!(outside.out, "{root}:");
        said = said.and_then(|()| ended.out.lines().try_for_each(|line| say!(outside.out, "{line}")));
    }
    // What one stream does not take, the other may.
    Ok(said.and(ended.err.lines().try_for_each(|line| say!(outside.err, "{root}: {line}")))?)
}

/// Says how many workspaces are in order, and which are not.
fn summary(all: &[Ended], known: usize, outside: &mut Outside<'_>) -> Result<(), Failure> {
    let in_order = all.iter().filter(|ended| ended.exit == Exit::Done).count();
    let of = if all.len() < known { format!(" (von {known} im Ganzen)") } else { String::new() };
    say!(outside.out, "{in_order} von {} Arbeitsordnern in Ordnung{of}.", all.len())?;
    for ended in all.iter().filter(|ended| ended.exit != Exit::Done) {
        say!(outside.out, "  {:>2}  {}: {}", ended.exit.code(), ended.root.display(), ended.words)?;
    }
    Ok(())
}

/// The workspaces in a folder, by name, and links to some: what has a configuration or, where that is gone, a journal. What cannot
/// be looked into is one, too, so that it is missed.
fn under(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let shown = quoted(&folder.display().to_string());
    let refused = |why: &str| Failure::Refused(Exit::Environment, format!("Der Ordner {shown}: {why}"));
    let held = Held::open(folder).map_err(|why| refused(&source::words(&why)))?;
    let mut entries = held.list(Path::new("")).map_err(|why| refused(&why.to_string()))?;
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    let is_mark = |(name, _): &(OsString, Kind)| name == Layout::CONFIG || name == JOURNAL;
    let is_workspace = |name: &OsString, kind| match kind {
        Kind::Folder => held.list(Path::new(name)).map_or(true, |inside| inside.iter().any(is_mark)),
        Kind::Link => match Held::open(&folder.join(name)) {
            Ok(outside) => outside.list(Path::new("")).map_or(true, |inside| inside.iter().any(is_mark)),
            Err(why) => why.kind() != ErrorKind::NotADirectory,
        },
        _ => false,
    };
    entries.retain(|(name, kind)| is_workspace(name, *kind));
    if entries.is_empty() {
        return Err(refused("Darin liegt kein Arbeitsordner. Ist das Laufwerk verbunden?"));
    }
    Ok(entries.into_iter().map(|(name, _)| folder.join(name)).collect())
}
