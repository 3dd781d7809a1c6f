//! What the operating system says, in German.

use std::io;

/// What the system says, in German where it is of a usual kind.
pub fn words(error: &io::Error) -> String {
    use io::ErrorKind::{
        AlreadyExists, ArgumentListTooLong, DirectoryNotEmpty, Interrupted, InvalidFilename, IsADirectory,
        NotADirectory, NotFound, OutOfMemory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, ResourceBusy,
        StorageFull, TimedOut,
    };
    let known = match error.kind() {
        // It has words of its own.
        _ if error.get_ref().is_some() => return error.to_string(),
        AlreadyExists => "Das gibt es schon.",
        ArgumentListTooLong => "Die Angaben sind zu lang.",
        DirectoryNotEmpty => "Der Ordner ist nicht leer.",
        Interrupted => "Es wurde unterbrochen.",
        InvalidFilename => "Der Name ist zu lang oder hat Zeichen, die das System nicht zulässt.",
        IsADirectory => "Dort liegt ein Ordner und keine Datei.",
        NotADirectory => "Dort liegt eine Datei und kein Ordner.",
        NotFound => "Das gibt es nicht.",
        OutOfMemory => "Der Speicher reicht nicht.",
        PermissionDenied => "Die Rechte dazu fehlen.",
        QuotaExceeded => "Das Kontingent ist erschöpft.",
        ReadOnlyFilesystem => "Der Datenträger lässt sich nur lesen.",
        ResourceBusy => "Ein anderes Programm benutzt es gerade.",
        StorageFull => "Der Datenträger ist voll.",
        TimedOut => "Es dauerte zu lange.",
        _ => return format!("Das System meldet einen Fehler ({error})."),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_in_english_is_said_in_german() {
        for (kind, said) in [
            (io::ErrorKind::NotFound, "Das gibt es nicht."),
            (io::ErrorKind::PermissionDenied, "Die Rechte dazu fehlen."),
            (io::ErrorKind::StorageFull, "Der Datenträger ist voll."),
        ] {
            assert_eq!(words(&kind.into()), said);
        }
        assert_eq!(words(&io::Error::other("Eigene Worte.")), "Eigene Worte.");
        assert_eq!(words(&io::Error::from_raw_os_error(5)).split('(').next(), Some("Das System meldet einen Fehler "));
    }
}
