//! A temporary copy of a fixture, and the command line run on it in this process.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::DateTime;
use ratsbericht::cli::{Exit, Outside, run};
use ratsbericht::typeset::apart;
use tempfile::TempDir;

/// The day of printing in every test.
pub(crate) const TODAY: &str = "2021-04-01";

/// A copy of a fixture in a folder of its own, with room for outputs beside it.
pub(crate) struct Workspace {
    folder: TempDir,
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) exit: Exit,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Workspace {
    /// A copy of `fixtures/<name>`; of the main example without its series of reports, which takes as long as all its other
    /// papers and shows most tests nothing new.
    pub(crate) fn copy_of(name: &str) -> Self {
        let workspace = Self::whole_copy_of(name);
        for series in ["berichte/quartal", "abschluesse"].map(|path| workspace.root().join(path)) {
            if series.exists() {
                fs::remove_dir_all(series).expect("the series");
            }
        }
        let toml = workspace.read("ratsbericht.toml");
        if let Some((without, _)) = toml.split_once("\n# Welche Berichte wann verlangt sind") {
            workspace.write("ratsbericht.toml", without);
        }
        workspace
    }

    /// A copy of `fixtures/<name>`.
    pub(crate) fn whole_copy_of(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(&fixture(name), &folder.path().join("workspace"));
        Self { folder }
    }

    /// A copy of `fixtures/<name>`, `aachen`, `klein`, `kreis` or `auenfurt`, with its papers built on two threads. Since the same data give
    /// the same bytes in every folder, they are built once for all tests.
    pub(crate) fn built(name: &str) -> Self {
        static AACHEN: LazyLock<Workspace> = LazyLock::new(|| new_build("aachen"));
        static KLEIN: LazyLock<Workspace> = LazyLock::new(|| new_build("klein"));
        static KREIS: LazyLock<Workspace> = LazyLock::new(|| new_build("kreis"));
        static AUENFURT: LazyLock<Workspace> = LazyLock::new(|| new_build("auenfurt"));
        let built = match name {
            "aachen" => &AACHEN,
            "klein" => &KLEIN,
            "kreis" => &KREIS,
            "auenfurt" => &AUENFURT,
            other => panic!("{other} is not built for all"),
        };
        let workspace = Self::copy_of(name);
        copy(&built.out(), &workspace.out());
        workspace
    }

    /// A copy of the whole main example with its papers built, the report of its series, too.
    pub(crate) fn whole_built() -> Self {
        static SERIES: LazyLock<Workspace> = LazyLock::new(|| {
            let workspace = Workspace::whole_copy_of("aachen");
            copy(&Workspace::built("aachen").out(), &workspace.out());
            let outcome = workspace.run("build", &["--only", "quartal"]);
            assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
            workspace
        });
        let workspace = Self::whole_copy_of("aachen");
        copy(&SERIES.out(), &workspace.out());
        workspace
    }

    /// A copy of the main example with the files of `fixtures/<name>` laid over it.
    pub(crate) fn with_overlay(name: &str) -> Self {
        let workspace = Self::copy_of("aachen");
        copy(&fixture(name), &workspace.root());
        workspace
    }

    /// The copy itself.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    /// The output folder that [`Workspace::build`] writes.
    pub(crate) fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// The content of an output file.
    pub(crate) fn output(&self, name: &str) -> Vec<u8> {
        fs::read(self.out().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The text of a file of the workspace.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect(path)
    }

    /// Writes a file of the workspace.
    #[expect(clippy::disallowed_methods, reason = "a test writes into its own copy")]
    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.root().join(path), text).expect(path);
    }

    /// Writes a file of the workspace that need not be text.
    #[expect(clippy::disallowed_methods, reason = "a test writes into its own copy")]
    pub(crate) fn write_bytes(&self, path: &str, bytes: &[u8]) {
        fs::write(self.root().join(path), bytes).expect(path);
    }

    /// Replaces the only occurrence of `from` in a file.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "{path}: „{from}“ must occur once");
        self.write(path, &text.replacen(from, to, 1));
    }

    /// Runs `build` with the output folder and the day of the tests; expects it to succeed.
    pub(crate) fn build(&self) -> Outcome {
        let outcome = self.run("build", &[]);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        outcome
    }

    /// As [`Workspace::build`], of one paper alone.
    pub(crate) fn build_only(&self, paper: &str) {
        let outcome = self.run("build", &["--only", paper]);
        assert_eq!(outcome.exit, Exit::Done, "{paper}: {}", outcome.stderr);
    }

    /// Writes the copy anew into [`Workspace::out`], with its tables in another format.
    pub(crate) fn convert(&self, format: &str) -> Outcome {
        let args = ["ratsbericht", "convert", "--to", format, "--out"].map(OsString::from).into_iter();
        run_args(args.chain([self.out().into(), self.root().into()]))
    }

    /// Takes away the files that hold papers and configuration, as a workspace has none whose tables say it all.
    pub(crate) fn without_papers(&self) {
        for folder in ["vorlagen", "berichte"].map(|folder| self.root().join(folder)) {
            for paper in fs::read_dir(folder).into_iter().flatten().map(|paper| paper.expect("an entry").path()) {
                for file in
                    ["vorlage.json", "bericht.json"].map(|file| paper.join(file)).iter().filter(|file| file.exists())
                {
                    fs::remove_file(file).expect("a record");
                }
            }
        }
        self.write("ratsbericht.toml", "# Alles steht in den Tabellen.\n");
    }

    /// Runs a command on the copy; `build` writes into [`Workspace::out`].
    pub(crate) fn run(&self, command: &str, options: &[&str]) -> Outcome {
        run_args(self.args(command, options))
    }

    /// As [`Workspace::run`] of `build --watch`, and `wait` says how long somebody waits.
    pub(crate) fn watch(&self, wait: &dyn Fn() -> bool) -> Outcome {
        run_waiting(self.args("build", &["--watch"]), wait)
    }

    fn args(&self, command: &str, options: &[&str]) -> Vec<OsString> {
        let mut args: Vec<OsString> = vec!["ratsbericht".into(), command.into(), self.root().into()];
        args.extend(["--today".into(), TODAY.into()]);
        if command == "build" {
            args.extend(["--out".into(), self.out().into()]);
        }
        args.extend(options.iter().map(OsString::from));
        args
    }
}

/// Every output file by its path in the folder, with its content.
pub(crate) fn outputs(workspace: &Workspace) -> BTreeMap<String, Vec<u8>> {
    files(&workspace.out(), "").into_iter().collect()
}

/// The files of a folder and of those in it, with what stands before their names.
pub(crate) fn files(folder: &Path, before: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("an output folder").map(|entry| entry.expect("an entry"));
    let all = entries.flat_map(|entry| {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        match entry.path() {
            path if path.is_dir() => files(&path, &format!("{name}/")),
            path => vec![(name, fs::read(path).expect("a file"))],
        }
    });
    all.collect()
}

/// A copy of a fixture whose papers are built anew.
fn new_build(name: &str) -> Workspace {
    let workspace = Workspace::copy_of(name);
    let outcome = workspace.run("build", &["--jobs", "2"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    workspace
}

/// Runs the command line in this process; nobody waits for more.
pub(crate) fn run_args(args: impl IntoIterator<Item = OsString>) -> Outcome {
    run_waiting(args, &|| false)
}

/// As [`run_args`], and `wait` says how long somebody waits.
fn run_waiting(args: impl IntoIterator<Item = OsString>, wait: &dyn Fn() -> bool) -> Outcome {
    run_with(args, wait, &|| None, false)
}

/// Runs the command line on a terminal, where somebody answers its questions.
pub(crate) fn run_answering(args: impl IntoIterator<Item = OsString>, answers: &[&str]) -> Outcome {
    let next = Cell::new(0);
    let ask = || answers.get(next.replace(next.get() + 1)).map(|answer| (*answer).to_owned());
    run_with(args, &|| false, &ask, true)
}

fn run_with(
    args: impl IntoIterator<Item = OsString>,
    wait: &dyn Fn() -> bool,
    ask: &dyn Fn() -> Option<String>,
    terminal: bool,
) -> Outcome {
    apart::use_program(env!("CARGO_BIN_EXE_ratsbericht").into());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let clock = || DateTime::parse_from_rfc3339("2021-04-01T06:15:00+02:00").expect("a time");
    let exit = run(args, &mut Outside { clock: &clock, wait, ask, out: &mut out, err: &mut err, terminal });
    let text = |bytes| String::from_utf8(bytes).expect("output in UTF-8");
    Outcome { exit, stdout: text(out), stderr: text(err) }
}

/// The folder of a fixture.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
