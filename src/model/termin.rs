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
        melden: Items<Melden> = "wer wovon erfährt",
        frueher: Items<String> = "frühere Namen des Ordners",
    }
}

record! {
    /// Who hears of what becomes of a report.
    pub struct Melden = "Meldung" {
        an: String = "wer davon erfährt: eine Adresse, oder ein Name, den das Kommando kennt",
        bei: Items<Ereignis> = "wovon: gebaut, abgeschlossen, wartet, überfällig, fehler",
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

choice! {
    /// What people can be told of a report.
    pub enum Ereignis {
        /// It lies in the Ablage.
        Filed = "gebaut",
        /// Its period is closed.
        Closed = "abgeschlossen",
        /// It waits for data or for the report before.
        Waits = "wartet",
        /// It is past its Frist.
        Overdue = "überfällig",
        /// It cannot be made, is gone or was changed.
        Fault = "fehler",
    }
}

impl Melden {
    /// Whether it is a single address or name, which a line of a mail's head can hold.
    pub fn can_hear(&self) -> bool {
        let is_bad = |c: char| c.is_whitespace() || c.is_control() || "<>,;:\"()\\".contains(c);
        !(self.an.is_empty() || self.an.starts_with('-') || self.an.contains(is_bad))
    }
}

impl Ereignis {
    /// Its name for programs.
    pub fn id(self) -> &'static str {
        if self == Self::Overdue { "ueberfaellig" } else { self.text() }
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

    /// Who wants to hear of an event.
    pub fn hearers(&self, ereignis: Ereignis) -> impl Iterator<Item = &str> {
        let hear = move |melden: &&Melden| melden.can_hear() && melden.bei.iter().any(|bei| *bei == ereignis);
        self.melden.iter().filter(hear).map(|melden| &*melden.an)
    }

    /// The names that the folder of the report has or had, the present one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.bericht.as_str()).chain(self.frueher.iter().map(String::as_str))
    }
}
