//! A command of the administrator that a run hands something to: without a shell, bounded in time and in what it may say.

use std::collections::VecDeque;
use std::io::{self, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use crate::source::{self, is_safe, quoted};
use crate::typeset::apart::{end_group, in_group};

/// How much is kept of the beginning and of the end of what a command says, in bytes: it goes into the journal at each attempt.
const MOST_WORDS: usize = 400;

/// How the names of the variables begin that commands find.
pub const VARIABLES: &str = "RATSBERICHT_";

/// How long until the command is looked at again, and how long its last words may take.
const PAUSE: Duration = Duration::from_millis(20);

/// The exit code of a command that wants to be asked again, as `sysexits.h` has it.
const LATER: i32 = 75;

/// A call of a command.
#[derive(Debug)]
pub struct Hook<'h> {
    /// The program and its arguments.
    pub argv: &'h [String],
    /// Variables beside those of this process, of which those are left out that begin as these do.
    pub env: Vec<(String, String)>,
    /// What it reads.
    pub input: Vec<u8>,
    /// How long it may take.
    pub timeout: Duration,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// It has taken what it was given.
    Done,
    /// It wants to be asked again.
    Later,
    /// It failed; why, in German, with what it said.
    Failed(String),
}

impl Hook<'_> {
    /// Calls the command and waits for its end, but not for what it leaves running.
    pub fn call(self) -> Ended {
        let mut argv = self.argv.iter();
        let program = argv.next().map_or("", String::as_str);
        let mut command = Command::new(program);
        let inherited = std::env::vars_os().map(|(name, _)| name);
        for name in inherited.filter(|name| name.to_string_lossy().starts_with(VARIABLES)) {
            command.env_remove(name);
        }
        command.args(argv).envs(self.env).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = match in_group(&mut command).spawn() {
            Ok(child) => child,
            Err(error) => {
                return Ended::Failed(format!(
                    "{} lässt sich nicht starten: {}",
                    quoted(program),
                    source::words(&error)
                ));
            }
        };
        let (words, input) = (Arc::new(Mutex::new(Words::default())), child.stdin.take());
        // What the command leaves running may keep these open, so nobody waits for them.
        spawn(move || input.map(|mut pipe| pipe.write_all(&self.input)));
        let (out, err) = (child.stdout.take(), child.stderr.take());
        let readers = [out.map(|pipe| listen(pipe, &words)), err.map(|pipe| listen(pipe, &words))];
        let status = wait(&mut child, self.timeout);
        let since = Instant::now();
        while readers.iter().flatten().any(|reader| !reader.is_finished()) && since.elapsed() < PAUSE * 10 {
            sleep(PAUSE);
        }
        let said = words.lock().map(|words| words.text()).unwrap_or_default();
        let failed = |why: String| Ended::Failed(if said.is_empty() { why } else { format!("{why}: {said}") });
        match status {
            Ok(Some(status)) if status.success() => Ended::Done,
            Ok(Some(status)) if status.code() == Some(LATER) => Ended::Later,
            Ok(Some(status)) => failed(status.code().map_or("abgebrochen".into(), |code| format!("Ausgang {code}"))),
            Ok(None) => failed(format!("nach {} Sekunden nicht fertig und beendet", self.timeout.as_secs())),
            Err(error) => failed(source::words(&error)),
        }
    }
}

/// Waits for the end; `None` where the time is over, and everything that the command has started was ended with it.
fn wait(child: &mut Child, timeout: Duration) -> io::Result<Option<ExitStatus>> {
    let since = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if since.elapsed() >= timeout {
            end_group(child);
            child.wait()?;
            return Ok(None);
        }
        sleep(PAUSE);
    }
}

/// The beginning and the end of what a command says.
#[derive(Debug, Default)]
struct Words {
    first: Vec<u8>,
    last: VecDeque<u8>,
    is_cut: bool,
}

impl Words {
    fn add(&mut self, bytes: &[u8]) {
        let (first, rest) = bytes.split_at(MOST_WORDS.saturating_sub(self.first.len()).min(bytes.len()));
        self.first.extend(first);
        self.last.extend(rest);
        let over = self.last.len().saturating_sub(MOST_WORDS);
        self.is_cut |= over > 0;
        self.last.drain(..over);
    }

    /// What was said, without what could do something to whoever reads it.
    fn text(&self) -> String {
        let mark = if self.is_cut { " […] " } else { "" };
        let last: Vec<u8> = self.last.iter().copied().collect();
        let text = [&*self.first, mark.as_bytes(), &last].concat();
        let text: String = String::from_utf8_lossy(&text).chars().filter(|c| *c == '\n' || is_safe(*c)).collect();
        text.trim().to_owned()
    }
}

/// Reads all that comes out of a pipe, so that nobody has to wait.
fn listen(mut pipe: impl Read + Send + 'static, words: &Arc<Mutex<Words>>) -> std::thread::JoinHandle<()> {
    let words = Arc::clone(words);
    spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = pipe.read(&mut buffer) {
            let Ok(mut words) = words.lock() else { return };
            words.add(buffer.get(..read).unwrap_or_default());
        }
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn call(script: &str, timeout: Duration) -> Ended {
        let argv = ["sh", "-c", script].map(str::to_owned);
        let env = vec![("RATSBERICHT_EREIGNIS".to_owned(), "gebaut".to_owned())];
        Hook { argv: &argv, env, input: b"{}\n".to_vec(), timeout }.call()
    }

    fn failed(why: &str) -> Ended {
        Ended::Failed(why.into())
    }

    #[test]
    fn a_command_says_by_its_end_what_came_of_it() {
        let minute = Duration::from_secs(60);
        assert_eq!(call("read line; test \"$line$RATSBERICHT_EREIGNIS\" = '{}gebaut'", minute), Ended::Done);
        assert_eq!(call("exit 75", minute), Ended::Later);
        assert_eq!(call("printf 'kein\\033[1m Netz\\n' >&2; exit 3", minute), failed("Ausgang 3: kein[1m Netz"));
        assert_eq!(call("kill -9 $$", minute), failed("abgebrochen"));
        let Ended::Failed(said) = call("echo Anfang; yes | head -c 1000000; echo Ende; exit 1", minute) else {
            panic!("it failed")
        };
        assert!(said.starts_with("Ausgang 1: Anfang\ny\n") && said.ends_with("y\nEnde"), "{said}");
        assert!(said.contains(" […] ") && said.len() < 2 * MOST_WORDS + 30, "{}", said.len());
        let argv = ["/nirgends/da".to_owned()];
        let missing = Hook { argv: &argv, env: Vec::new(), input: Vec::new(), timeout: minute }.call();
        assert_eq!(missing, failed("„/nirgends/da“ lässt sich nicht starten: Das gibt es nicht."));
    }

    #[test]
    fn a_command_that_hangs_ends_with_all_that_it_has_started_and_what_it_leaves_running_is_not_waited_for() {
        let place = tempfile::tempdir().expect("a folder");
        let file = place.path().join("lebt");
        let script = format!("(sleep 1; touch {}) & sleep 600", file.display());
        assert_eq!(call(&script, Duration::from_millis(200)), failed("nach 0 Sekunden nicht fertig und beendet"));
        assert_eq!(call("sleep 20 & exit 0", Duration::from_secs(15)), Ended::Done);
        sleep(Duration::from_secs(1));
        assert!(!file.exists(), "its child goes on");
    }
}
