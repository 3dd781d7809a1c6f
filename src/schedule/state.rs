//! What state a report is in: one function of the plan, the facts and the day.

use chrono::{Days, NaiveDate};

use super::due::Series;
use super::entry::Decision;
use crate::model::{Ausgabe, Nachholen, Warten, day};

/// How many attempts may end without a word before a report is left alone.
pub const MOST_DEATHS: usize = 3;

/// How many reports one run files at most, so that a mistake in a plan does not make a hundred.
pub const MOST_FILED: usize = 4;

/// What is said where the Ablage holds another report than the journal names.
pub const ANOTHER: &str = "in der Ablage liegt ein anderer Bericht, als das Laufbuch nennt";

/// The state of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zustand {
    /// Its day has not come.
    Offen,
    /// Its day has come, and it is to be made.
    Faellig,
    /// Its data do not reach to the end of its period.
    WartetDaten,
    /// The report before is not closed.
    WartetVorperiode,
    /// Somebody has said not to make it yet.
    Angehalten,
    /// Findings forbid it.
    Gesperrt,
    /// Making it ended the program, again and again.
    Gescheitert,
    /// It lies in the Ablage.
    Gebaut,
    /// Its period is closed.
    Abgeschlossen,
    /// It is not made.
    Uebersprungen,
    /// It was filed or closed, and is gone.
    Fehlt,
    /// It was filed or closed, and is another now.
    Veraendert,
    /// It was closed without having been filed.
    VorDemPlan,
}

impl Zustand {
    /// Its name for programs, and the words for people.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Offen => ("offen", "offen"),
            Self::Faellig => ("faellig", "fällig"),
            Self::WartetDaten => ("wartet_daten", "wartet auf Daten"),
            Self::WartetVorperiode => ("wartet_vorperiode", "wartet auf die Vorperiode"),
            Self::Angehalten => ("angehalten", "angehalten"),
            Self::Gesperrt => ("gesperrt", "gesperrt"),
            Self::Gescheitert => ("gescheitert", "gescheitert"),
            Self::Gebaut => ("gebaut", "gebaut"),
            Self::Abgeschlossen => ("abgeschlossen", "abgeschlossen"),
            Self::Uebersprungen => ("uebersprungen", "übersprungen"),
            Self::Fehlt => ("fehlt", "fehlt"),
            Self::Veraendert => ("veraendert", "verändert"),
            Self::VorDemPlan => ("vor_dem_plan", "vor dem Plan abgeschlossen"),
        }
    }

    /// Its name for programs.
    pub fn id(self) -> &'static str {
        self.names().0
    }

    /// Its words for people.
    pub fn words(self) -> &'static str {
        self.names().1
    }

    /// Whether a report in this state is still to come, so that it can be late.
    fn is_open(self) -> bool {
        use Zustand::{Faellig, Gescheitert, Gesperrt, WartetDaten, WartetVorperiode};
        matches!(self, Faellig | WartetDaten | WartetVorperiode | Gesperrt | Gescheitert)
    }

    /// Whether the period after may be made.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Abgeschlossen | Self::Uebersprungen | Self::VorDemPlan)
    }
}

/// What the Ablage holds of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum InAblage {
    /// Nothing.
    #[default]
    Nothing,
    /// The report, whole; the hash of its manifest.
    Whole(String),
    /// Something else; why.
    Changed(String),
}

/// What is known of the closed period of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Closed {
    /// It is not closed.
    #[default]
    No,
    /// It is closed and holds the report.
    With,
    /// It is closed and does not hold the report.
    Without,
    /// The journal says that it is closed, and the file is gone.
    Missing,
    /// The file is not the one that the journal names.
    Changed,
}

/// What looking at the data has shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Findings that forbid the report, each in a line.
    pub errors: Vec<String>,
    /// The newest day of its data.
    pub newest: Option<NaiveDate>,
    /// Data that are too old, each in a line.
    pub outdated: Vec<String>,
}

/// All that is known of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What lies in the Ablage.
    pub ablage: InAblage,
    /// The hash of the manifest that the journal names last, unless the report was withdrawn.
    pub entered: Option<String>,
    /// Whether its period is closed.
    pub closed: Closed,
    /// What was decided last, and why.
    pub decision: Option<(Decision, String)>,
    /// How many attempts from the same inputs with the same program have ended without a word.
    pub deaths: usize,
    /// A filed report of a folder that is gone, on the same projects and period.
    pub double: Option<String>,
    /// Whether the report before is owed, and neither closed nor left out.
    pub previous_open: bool,
    /// What looking at the data has shown; `None` where nobody has looked yet.
    pub look: Option<Look>,
    /// Why its inputs cannot be read in peace.
    pub unsteady: Option<String>,
}

impl Facts {
    /// Whether somebody wants it to be made whatever it waits for.
    pub fn is_released(&self) -> bool {
        matches!(self.decision, Some((Decision::Freigeben, _)))
    }
}

/// The state of a report, why, and what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// The state.
    pub zustand: Zustand,
    /// Why.
    pub grund: Vec<String>,
    /// Whether it is late.
    pub overdue: bool,
    /// The last day on which it is in time.
    pub deadline: NaiveDate,
}

/// The state of a report on a day.
pub fn zustand(series: &Series, ausgabe: &Ausgabe, facts: &Facts, today: NaiveDate) -> Stand {
    let (zustand, grund) = filed(facts)
        .or_else(|| decided(facts, today))
        .or_else(|| not_yet(ausgabe, today))
        .or_else(|| left_out(series, ausgabe, facts, today))
        .or_else(|| barred(facts))
        .or_else(|| waiting(series, ausgabe, facts))
        .unwrap_or_else(|| (Zustand::Faellig, vec![format!("fällig seit {}", day(ausgabe.datum))]));
    let deadline = series.deadline(ausgabe.datum);
    let unclosed = zustand == Zustand::Gebaut && series.wants_closing() && series.newer_is_due(ausgabe.zeitraum, today);
    Stand { zustand, grund, overdue: unclosed || (zustand.is_open() && today > deadline), deadline }
}

type Known = Option<(Zustand, Vec<String>)>;

/// What the Ablage, the journal and the closed periods say.
fn filed(facts: &Facts) -> Known {
    let because = |zustand, why: &str| Some((zustand, vec![why.to_owned()]));
    match (&facts.ablage, &facts.entered) {
        (InAblage::Changed(why), _) => return because(Zustand::Veraendert, why),
        (InAblage::Whole(now), Some(entered)) if now != entered => {
            return because(Zustand::Veraendert, ANOTHER);
        }
        (InAblage::Nothing, Some(_)) => return because(Zustand::Fehlt, "der Ordner fehlt in der Ablage"),
        _ => {}
    }
    let is_filed = facts.ablage != InAblage::Nothing;
    match facts.closed {
        Closed::Missing => because(Zustand::Fehlt, "die Datei des abgeschlossenen Zeitraums fehlt"),
        Closed::Changed => because(Zustand::Veraendert, "die Datei des abgeschlossenen Zeitraums ist verändert"),
        Closed::With if is_filed => because(Zustand::Abgeschlossen, "der Zeitraum ist abgeschlossen"),
        Closed::With => because(Zustand::VorDemPlan, "der Zeitraum ist ohne die Ablage abgeschlossen"),
        Closed::Without if is_filed => because(Zustand::Gebaut, "der Zeitraum ist ohne diesen Bericht abgeschlossen"),
        _ if is_filed => because(Zustand::Gebaut, "liegt in der Ablage"),
        _ => None,
    }
}

/// What somebody has decided.
fn decided(facts: &Facts, today: NaiveDate) -> Known {
    let (decision, why) = facts.decision.as_ref()?;
    match decision {
        Decision::Ueberspringen | Decision::Auslassen => Some((Zustand::Uebersprungen, vec![why.clone()])),
        Decision::Anhalten { bis } if today < *bis => {
            Some((Zustand::Angehalten, vec![format!("bis {}: {why}", day(*bis))]))
        }
        _ => None,
    }
}

fn not_yet(ausgabe: &Ausgabe, today: NaiveDate) -> Known {
    (today < ausgabe.datum).then(|| (Zustand::Offen, vec![format!("fällig am {}", day(ausgabe.datum))]))
}

/// What the plan does not make up for.
fn left_out(series: &Series, ausgabe: &Ausgabe, facts: &Facts, today: NaiveDate) -> Known {
    let leaves = match series.termin.nachholen.unwrap_or(Nachholen::All) {
        Nachholen::All => false,
        Nachholen::Newest => series.newer_is_due(ausgabe.zeitraum, today),
        Nachholen::None => today > series.deadline(ausgabe.datum),
    };
    let how = series.termin.nachholen.map_or("", Nachholen::text);
    (leaves && !facts.is_released()).then(|| (Zustand::Uebersprungen, vec![format!("versäumt, nachholen = „{how}“")]))
}

/// What forbids the report.
fn barred(facts: &Facts) -> Known {
    if let Some(other) = &facts.double {
        let why = format!(
            "„{other}“ liegt schon in der Ablage: Wurde der Ordner umbenannt, nennt ihn der Termin unter „frueher“"
        );
        return Some((Zustand::Gesperrt, vec![why]));
    }
    let errors = facts.look.as_ref().map(|look| &look.errors).filter(|errors| !errors.is_empty());
    if let Some(errors) = errors {
        return Some((Zustand::Gesperrt, errors.clone()));
    }
    let why = format!("{} Versuche endeten ohne Ergebnis", facts.deaths);
    (facts.deaths >= MOST_DEATHS).then_some((Zustand::Gescheitert, vec![why]))
}

/// What the report waits for.
fn waiting(series: &Series, ausgabe: &Ausgabe, facts: &Facts) -> Known {
    if let Some(why) = &facts.unsteady {
        return Some((Zustand::WartetDaten, vec![why.clone()]));
    }
    if facts.is_released() {
        return None;
    }
    if series.termin.waits_for(Warten::Previous) && facts.previous_open {
        return Some((Zustand::WartetVorperiode, vec!["der Zeitraum davor ist nicht abgeschlossen".into()]));
    }
    let look = facts.look.as_ref().filter(|_| series.termin.waits_for(Warten::Data))?;
    let ende = ausgabe.zeitraum.ende;
    let early = look.newest.filter(|newest| *newest < ende).map(|newest| {
        format!("die neueste Angabe zu den Projekten ist vom {}, verlangt ab {}", day(newest), day(ende))
    });
    let reasons: Vec<String> = early.into_iter().chain(look.outdated.iter().cloned()).collect();
    (!reasons.is_empty()).then_some((Zustand::WartetDaten, reasons))
}

/// The day on which a report that was filed may be closed; at once where a newer one is due, `None` where only people close.
pub fn closing_day(series: &Series, ausgabe: &Ausgabe, filed: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let days = u64::try_from(series.termin.abschluss_tage?).ok()?;
    if series.newer_is_due(ausgabe.zeitraum, today) { Some(today) } else { filed.checked_add_days(Days::new(days)) }
}
