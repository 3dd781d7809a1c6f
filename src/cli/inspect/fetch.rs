//! Reads addresses of the web: by the system's `curl`, started without a shell, one address per call.

use std::cell::RefCell;
use std::io;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::is_url;
use crate::source::{quoted, words};
use crate::typeset::apart::attend;

/// What is read of an address at most, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// How long an address may take, in seconds; who waits for the process waits a little longer.
const SECONDS: u64 = 30;

/// The exit code of `curl` where the server answers that there is nothing.
const REFUSED: i32 = 22;

/// Reads addresses, and keeps the first trouble that is none of the tree.
#[derive(Default)]
pub(super) struct Fetcher {
    trouble: RefCell<Option<String>>,
}

impl Fetcher {
    /// Why an address could not be asked, if one could not.
    pub(super) fn trouble(&self) -> Option<String> {
        self.trouble.borrow().clone()
    }

    /// What lies at an address, with its media type.
    pub(super) fn read(&self, url: &str) -> Option<(Vec<u8>, Option<String>)> {
        // Nothing else is an address, and no option begins so.
        if !is_url(url) {
            return None;
        }
        let ended = match attend(&mut command(url), drop, LARGEST + 1024, Duration::from_secs(SECONDS + 5)) {
            Ok(ended) => ended,
            Err(error) => return self.fail(missing(&error)),
        };
        match ended.status.and_then(|status| status.code()) {
            Some(0) => content(ended.out),
            Some(REFUSED) if ["404", "410"].iter().any(|code| ended.err.trim_end().ends_with(code)) => None,
            _ => self.fail(format!("{} lässt sich nicht abrufen: {}", quoted(url), ended.err.trim())),
        }
    }

    fn fail<T>(&self, why: String) -> Option<T> {
        self.trouble.borrow_mut().get_or_insert(why);
        None
    }
}

/// The call for an address; its output ends with a line that holds the media type.
fn command(url: &str) -> Command {
    let mut command = Command::new("curl");
    // First, so that no file of the user adds to the options.
    command.arg("--disable").args(["--silent", "--show-error", "--fail", "--globoff"]);
    // Whoever leads elsewhere is not followed: no other server is asked.
    command.args(["--proto", "=http,https", "--max-redirs", "0"]);
    command.args(["--max-time", &SECONDS.to_string(), "--max-filesize", &LARGEST.to_string()]);
    command.args(["--header", "Accept: application/json, */*", "--write-out", "\n%{content_type}", "--url", url]);
    command.stdin(Stdio::null());
    command
}

/// What was read, and the media type behind it.
fn content(mut out: Vec<u8>) -> Option<(Vec<u8>, Option<String>)> {
    let end = out.iter().rposition(|byte| *byte == b'\n').filter(|end| *end as u64 <= LARGEST)?;
    let media_type = String::from_utf8_lossy(out.get(end + 1..)?).into_owned();
    out.truncate(end);
    Some((out, Some(media_type).filter(|media_type| !media_type.is_empty())))
}

/// Why the program could not be started.
fn missing(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        "Das Programm curl fehlt. Installieren Sie es, oder speichern Sie den Baum in einen Ordner (etwa mit „wget --mirror \
         --no-host-directories“), und nennen Sie den Ordner und --basis-url."
            .into()
    } else {
        format!("Das Programm curl lässt sich nicht starten: {}", words(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_of_the_web_starts_nothing() {
        let fetcher = Fetcher::default();
        for text in ["--output=/tmp/x", "-K/etc/passwd", "file:///etc/passwd", "", "ftp://a.example/"] {
            assert!(fetcher.read(text).is_none());
        }
        assert_eq!(fetcher.trouble(), None);
    }

    #[test]
    fn the_last_line_is_the_media_type() {
        assert_eq!(
            content(b"{}\n\napplication/json".to_vec()),
            Some((b"{}\n".to_vec(), Some("application/json".into())))
        );
        assert_eq!(content(b"{}\n".to_vec()), Some((b"{}".to_vec(), None)));
        assert_eq!(content(b"{}".to_vec()), None);
    }
}
