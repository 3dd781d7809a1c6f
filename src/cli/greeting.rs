//! What is said where no command is given: how to begin, or how to go on.

use std::path::Path;

use super::terminal::say;
use super::{Exit, Failure, Outside};
use crate::source::disk::Held;
use crate::workspace::Layout;

/// What to do where there is no workspace yet.
const BEGIN: [(&str, &str); 3] = [
    ("ratsbericht init stadt", "legt den Arbeitsordner „stadt“ mit einem Beispiel an"),
    ("ratsbericht check stadt", "prüft, was darin steht"),
    ("ratsbericht build stadt", "setzt die Papiere als PDF in den Ordner „ausgabe“"),
];

/// What to do in a workspace.
const GO_ON: [(&str, &str); 3] = [
    ("ratsbericht check", "prüft die Daten"),
    ("ratsbericht build", "setzt die Papiere als PDF in den Ordner „ausgabe“"),
    ("ratsbericht figures", "zeigt die berechneten Zahlen"),
];

/// How to learn more.
const MORE: [(&str, &str); 2] = [
    ("ratsbericht help", "zeigt alle Befehle"),
    ("ratsbericht help build", "erklärt einen Befehl mit seinen Optionen"),
];

/// Says what one can do next; a call without a command is wrong usage all the same, for scripts.
pub(super) fn run(outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let is_workspace = Held::open(Path::new(".")).is_ok_and(|here| here.exists(Path::new(Layout::CONFIG)));
    for line in lines(is_workspace) {
        say!(outside.err, "{line}")?;
    }
    Ok(Exit::Usage)
}

fn lines(is_workspace: bool) -> Vec<String> {
    let (head, steps) = if is_workspace {
        ("Dieser Ordner ist ein Arbeitsordner. Weiter geht es mit:", GO_ON)
    } else {
        ("ratsbericht macht aus den Daten einer Verwaltung Vorlagen und Berichte als PDF. So beginnt es:", BEGIN)
    };
    let step = |(command, what): &(&str, &str)| format!("  {command:<25}{what}");
    let mut lines = vec![head.to_owned(), String::new()];
    lines.extend(steps.iter().chain(&MORE).map(step));
    lines.push(String::new());
    lines.push("Was wo steht und wie es weitergeht, erklärt LIESMICH.md im Arbeitsordner, alles andere das Handbuch (docs/handbuch).".into());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_no_workspace_is_told_how_to_make_one() {
        let (before, within) = (lines(false).join("\n"), lines(true).join("\n"));
        assert!(before.contains("ratsbericht init stadt") && !within.contains("init"), "{within}");
        assert!(within.contains("  ratsbericht build ") && within.contains("help build"), "{within}");
    }
}
