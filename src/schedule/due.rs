//! Which reports are owed: a series, its periods, and the days that follow from them.

use std::fmt;

use chrono::{Days, NaiveDate};

use crate::model::{Ausgabe, Bericht, Bestand, Ereignis, Termin, Warten, Zeitraum};

/// A report that is owed, by the folder that it is made from and its period; never by the day of a run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The name of the folder in `berichte`.
    pub bericht: String,
    /// The period.
    pub zeitraum: Zeitraum,
}

impl Due {
    /// The report of a folder on a period.
    pub fn new(bericht: &str, zeitraum: Zeitraum) -> Self {
        Self { bericht: bericht.to_owned(), zeitraum }
    }

    /// Reads `quartal/2021-Q1`.
    pub fn parse(text: &str) -> Option<Self> {
        let (bericht, zeitraum) = text.split_once('/')?;
        Some(Self::new(bericht, Zeitraum::parse(&zeitraum.to_uppercase())?))
    }

    /// The name of its folder in the Ablage: `quartal-2021-q1`.
    pub fn folder(&self) -> String {
        format!("{}-{}", self.bericht, self.zeitraum.kennung().to_lowercase())
    }

    /// Whether a name means it: its own, or that of its series.
    pub fn is_meant(&self, name: &str) -> bool {
        name == self.bericht || name == self.to_string()
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.bericht, self.zeitraum.kennung())
    }
}

/// A Termin with the report that it asks for.
#[derive(Debug, Clone)]
pub struct Series {
    /// What is asked for.
    pub termin: Termin,
    /// The report.
    pub bericht: Bericht,
}

impl Series {
    /// The reports that are owed on a day, the oldest first, and behind them the next one.
    pub fn owed(&self, today: NaiveDate) -> Vec<(Due, Ausgabe)> {
        let mut found = Vec::new();
        let mut next = self.bericht.zeitraum.filter(|zeitraum| *zeitraum >= self.termin.seit);
        if self.bericht.turnus.is_some() {
            next = Some(self.termin.seit);
        }
        while let Some(ausgabe) = next.and_then(|zeitraum| self.bericht.ausgabe(zeitraum)) {
            found.push((Due::new(&self.termin.bericht, ausgabe.zeitraum), ausgabe));
            // A report of a later period may bear an earlier day.
            let is_open = ausgabe.datum > today && ausgabe.zeitraum.ende >= today;
            next = if is_open || self.bericht.turnus.is_none() { None } else { ausgabe.zeitraum.next() };
        }
        found
    }

    /// Whether `seit` is a period as long as those of the report.
    fn fits(&self) -> bool {
        let turnus = self.bericht.turnus.or(self.bericht.zeitraum.map(|zeitraum| zeitraum.turnus()));
        turnus == Some(self.termin.seit.turnus())
    }

    /// The last day on which a report is in time.
    pub fn deadline(&self, datum: NaiveDate) -> NaiveDate {
        datum.checked_add_days(Days::new(self.termin.grace())).unwrap_or(datum)
    }

    /// Whether the report on the period after this one is due.
    pub fn newer_is_due(&self, zeitraum: Zeitraum, today: NaiveDate) -> bool {
        let next = self.bericht.turnus.and_then(|_| zeitraum.next());
        next.and_then(|next| self.bericht.ausgabe(next)).is_some_and(|ausgabe| ausgabe.datum <= today)
    }

    /// Whether somebody waits for a period of this series to be closed.
    pub fn wants_closing(&self) -> bool {
        self.termin.abschluss_tage.is_some() || self.termin.waits_for(Warten::Previous)
    }

    /// The events that somebody wants to hear of, each in a line.
    pub fn tellings(&self) -> impl Iterator<Item = String> {
        let pairs = self.termin.melden.iter().flat_map(|melden| melden.bei.iter().map(move |bei| (melden, *bei)));
        pairs.map(|(melden, bei)| self.telling(bei, &melden.an))
    }

    /// An event that somebody wants to hear of, in a line.
    pub fn telling(&self, ereignis: Ereignis, an: &str) -> String {
        format!("{} {} an {an}", self.termin.bericht, ereignis.text())
    }

    /// What it asks for, in a line.
    pub fn line(&self) -> String {
        let termin = &self.termin;
        let word = |name: &str, words: Vec<String>| {
            if words.is_empty() { String::new() } else { format!(", {name} {}", words.join("+")) }
        };
        let number = |name: &str, number: Option<i32>| word(name, number.iter().map(ToString::to_string).collect());
        let more = [
            number("abschluss_tage", termin.abschluss_tage),
            word("nachholen", termin.nachholen.iter().map(|how| how.text().to_owned()).collect()),
            word("warten_auf", termin.warten_auf.iter().map(|what| what.text().to_owned()).collect()),
            word("frueher", termin.frueher.iter().cloned().collect()),
        ];
        format!("{} seit {}, frist_tage {}{}", termin.bericht, termin.seit.kennung(), termin.grace(), more.concat())
    }
}

/// What a municipality wants to have, and where it is kept.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The municipality.
    pub koerperschaft: String,
    /// The folder of the Ablage, below the workspace or with its full path.
    pub ablage: String,
    /// The series, by name.
    pub series: Vec<Series>,
    /// The names of all folders in `berichte`.
    pub folders: Vec<String>,
    /// Termine that no report follows from, each in a line; a finding says more.
    pub mistakes: Vec<String>,
}

impl Plan {
    /// The plan of a workspace.
    pub fn of(bestand: &Bestand) -> Self {
        let stammdaten = &bestand.stammdaten;
        let (mut series, mut mistakes): (Vec<Series>, _) = (Vec::new(), Vec::new());
        for termin in stammdaten.termin.iter() {
            let ordner = bestand.berichte.iter().find(|ordner| ordner.name == termin.bericht);
            let own = ordner.map(|ordner| Series { termin: termin.clone(), bericht: (*ordner.bericht).clone() });
            match own.filter(|own| own.fits() && !series.iter().any(|other| other.termin.bericht == termin.bericht)) {
                Some(own) => series.push(own),
                None => mistakes.push(format!(
                    "aus dem Termin „{}“ folgt kein Bericht; warum, sagt ratsbericht check",
                    termin.bericht
                )),
            }
        }
        series.sort_by(|a, b| a.termin.bericht.cmp(&b.termin.bericht));
        let ablage = stammdaten.plan.as_ref().and_then(|plan| plan.ablage.clone());
        Self {
            koerperschaft: stammdaten.koerperschaft.name.clone(),
            ablage: ablage.unwrap_or_else(|| crate::publish::ABLAGE.to_owned()),
            series,
            folders: bestand.berichte.iter().map(|ordner| ordner.name.clone()).collect(),
            mistakes,
        }
    }

    /// The series of a name that its folder has or had.
    pub fn series(&self, name: &str) -> Option<&Series> {
        self.series.iter().find(|series| series.termin.names().any(|own| own == name))
    }
}
