//! Which reports are owed, and from when: `[plan]` and `[[termin]]` in `ratsbericht.toml`.

use super::{Items, Zeitraum};

record! {
    /// What holds for every owed report.
    pub struct Plan = "Plan" {
        ablage: Option<String> = "Ordner, in dem abgelegte Berichte bleiben, im Arbeitsordner oder mit vollem Pfad; sonst ablage",
    }
}

record! {
    /// A report that is owed whenever its day has come.
    pub struct Termin = "Termin" {
        bericht: String = "Name des Ordners in berichte",
        seit: Zeitraum = "erster Zeitraum, dessen Bericht verlangt ist; frühere sind es nie",
        frist_tage: Option<i32> = "so viele Tage nach seinem Datum ist ein Bericht überfällig; sonst 7",
        nachholen: Option<Nachholen> = "was mit versäumten Berichten geschieht; sonst alle",
        warten_auf: Items<Warten> = "worauf ein Bericht wartet: daten, vorperiode",
        abschluss_tage: Option<i32> = "so viele Tage nach der Ablage wird der Zeitraum abgeschlossen; sonst von Hand",
        frueher: Items<String> = "frühere Namen des Ordners",
    }
}

choice! {
    /// What becomes of reports that were missed.
    pub enum Nachholen {
        /// All are made, the oldest first.
        All = "alle",
        /// Only the newest.
        Newest = "neueste",
        /// None: what is past its Frist is left out.
        None = "keine",
    }
}

choice! {
    /// What a report waits for.
    pub enum Warten {
        /// Data of its whole period.
        Data = "daten",
        /// The report on the period before.
        Previous = "vorperiode",
    }
}

/// How many days after its day a report is overdue, where its Termin does not say.
const FRIST_TAGE: i32 = 7;

impl Termin {
    /// How many days after its day a report is overdue.
    pub fn grace(&self) -> u64 {
        u64::try_from(self.frist_tage.unwrap_or(FRIST_TAGE)).unwrap_or_default()
    }

    /// Whether a report waits for something.
    pub fn waits_for(&self, what: Warten) -> bool {
        self.warten_auf.iter().any(|waits| *waits == what)
    }

    /// The names that the folder of the report has or had, the present one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.bericht.as_str()).chain(self.frueher.iter().map(String::as_str))
    }
}
