//! One run at a time: a lock that the system takes back when its holder ends, however it ends.

use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::disk::JOURNAL;
use super::error::named;
use crate::source::disk::{File, Held};
use crate::source::shorten;

/// The file that is locked; what stands in it is for people.
const NAME: &str = ".sperre";

/// How long until the lock is looked at again.
const PAUSE: Duration = Duration::from_millis(250);

/// The right to run, as long as it is kept.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

/// What came of asking for the lock.
#[derive(Debug)]
pub enum Asked {
    /// It is ours.
    Ours(Lock),
    /// Another run has it, as it says of itself.
    Held(String),
}

/// Asks for the lock of a workspace for so long; `who` stands in it for others.
///
/// # Errors
/// When the system refuses.
pub fn lock(root: &Path, who: &str, patience: Duration) -> io::Result<Asked> {
    ask(root, who, patience).map_err(|error| named("sperren", root.join(JOURNAL), error))
}

fn ask(root: &Path, who: &str, patience: Duration) -> io::Result<Asked> {
    let folder = Held::open(root)?.folder_at(Path::new(JOURNAL))?;
    let open = || match folder.lockable(NAME.as_ref()) {
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => folder.create(NAME.as_ref()),
        opened => opened,
    };
    // Another run may have made it in between.
    let mut file = open().or_else(|_| open())?;
    let since = Instant::now();
    while file.try_lock().is_err() {
        if since.elapsed() >= patience {
            let mut text = String::new();
            // Where nobody can read it, nobody is named.
            let _ = file.take(200).read_to_string(&mut text);
            return Ok(Asked::Held(shorten(text.trim())));
        }
        sleep(PAUSE.min(patience));
    }
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(who.as_bytes())?;
    Ok(Asked::Ours(Lock(file)))
}
