//! View data of the pictures of a report beside bar charts.
//!
//! What is drawn stands in `werte`, as plain decimals with a point, beside the ids of the figures in `kennzahlen`; what is
//! printed stands in `beschriftungen`. Days are whole numbers from the first day of an axis on.

use serde::Serialize;

/// A trend over periods.
#[derive(Debug, Clone, Serialize)]
pub struct VerlaufView {
    /// The title.
    pub titel: String,
    /// The whole picture in words.
    pub alternativtext: String,
    /// The names of the periods, from the oldest on.
    pub perioden: Vec<String>,
    /// The series, four at most, each drawn in a panel of its own.
    pub reihen: Vec<VerlaufReihe>,
    /// How many panels stand beside each other.
    pub nebeneinander: usize,
    /// Notes below.
    pub hinweise: Vec<String>,
}

/// A series of a trend.
#[derive(Debug, Clone, Serialize)]
pub struct VerlaufReihe {
    /// Its name above its panel.
    pub titel: String,
    /// The lowest and the highest value of its scale; panels that continue each other have the same.
    pub skala: [String; 2],
    /// One value for each period; `None` leaves a gap.
    pub werte: Vec<Option<String>>,
    /// The id of the figure behind each value.
    pub kennzahlen: Vec<Option<String>>,
    /// What is printed at each point.
    pub beschriftungen: Vec<Option<String>>,
}

/// A time line of projects.
#[derive(Debug, Clone, Serialize)]
pub struct ZeitleisteView {
    /// The title.
    pub titel: String,
    /// The whole picture in words.
    pub alternativtext: String,
    /// The axis.
    pub achse: Zeitachse,
    /// The signs that occur, with their meaning.
    pub legende: Vec<Zeichen>,
    /// The projects.
    pub zeilen: Vec<Zeitzeile>,
    /// Notes below.
    pub hinweise: Vec<String>,
}

/// The axis of a time line.
#[derive(Debug, Clone, Serialize)]
pub struct Zeitachse {
    /// How many days it spans.
    pub tage: i64,
    /// Where years or quarters begin.
    pub marken: Vec<Zeitmarke>,
    /// The Stichtag.
    pub stichtag: Zeitmarke,
}

/// A named day of an axis.
#[derive(Debug, Clone, Serialize)]
pub struct Zeitmarke {
    /// The day.
    pub tage: i64,
    /// What is printed beside it.
    pub titel: String,
}

/// A sign of a time line.
#[derive(Debug, Clone, Serialize)]
pub struct Zeichen {
    /// Which: `fertig`, `gelaufen`, `geplant`, `verzug`, `offen`, `abbruch`, `erreicht`, `ausstehend`.
    pub zeichen: &'static str,
    /// What it means.
    pub text: &'static str,
}

/// A project of a time line.
#[derive(Debug, Clone, Serialize)]
pub struct Zeitzeile {
    /// Its Kennung and title.
    pub titel: String,
    /// What is printed behind its bar.
    pub beschriftung: String,
    /// The parts of its bar, from left to right.
    pub teile: Vec<Zeitteil>,
    /// The signs on and beside its bar.
    pub zeichen: Vec<Zeitzeichen>,
    /// Its Erledigungsstand in percent, drawn beside its bar; empty where there is none or it has ended.
    pub werte: Vec<String>,
    /// The id of the figure behind it.
    pub kennzahlen: Vec<String>,
}

/// A part of the bar of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Zeitteil {
    /// `fertig`, `gelaufen`, `geplant` or `verzug`.
    pub art: &'static str,
    /// Its first day, and the day behind its last.
    pub tage: [i64; 2],
}

/// A sign on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Zeitzeichen {
    /// `vorher` and `danach`, where a bar goes on beyond what is known or drawn; `abbruch`; `erreicht` and `ausstehend`, a
    /// Meilenstein.
    pub art: &'static str,
    /// The day.
    pub tage: i64,
}

/// Groups of bars, a bar for each series.
#[derive(Debug, Clone, Serialize)]
pub struct GruppenbalkenView {
    /// The title.
    pub titel: String,
    /// The whole picture in words.
    pub alternativtext: String,
    /// The series.
    pub reihen: Vec<Reihe>,
    /// The groups.
    pub balken: Vec<Gruppenbalken>,
    /// The highest value of the scale; pictures that continue each other have the same.
    pub skala: String,
    /// What the numbers of the axis are.
    pub einheit: String,
    /// Notes below.
    pub hinweise: Vec<String>,
}

/// A group of bars.
#[derive(Debug, Clone, Serialize)]
pub struct Gruppenbalken {
    /// Its name.
    pub titel: String,
    /// One value for each series.
    pub werte: Vec<Option<String>>,
    /// The id of the figure behind each value.
    pub kennzahlen: Vec<String>,
    /// What is printed at the end of each bar.
    pub beschriftungen: Vec<String>,
}

/// The steps of a model.
#[derive(Debug, Clone, Serialize)]
pub struct StufenView {
    /// The title.
    pub titel: String,
    /// The whole picture in words.
    pub alternativtext: String,
    /// What the two fills mean: the duty is met, and it is not.
    pub reihen: Vec<Reihe>,
    /// The steps, from the lowest on.
    pub balken: Vec<Stufe>,
    /// The words of the line from which on the duty is met; `None` where the model has none.
    pub schwelle: Option<String>,
    /// Notes below.
    pub hinweise: Vec<String>,
}

/// A step of a model.
#[derive(Debug, Clone, Serialize)]
pub struct Stufe {
    /// Its name.
    pub titel: String,
    /// How many there are.
    pub werte: Vec<String>,
    /// The id of the figure behind it.
    pub kennzahlen: Vec<String>,
    /// What is printed at the end of the bar.
    pub beschriftung: String,
    /// Whether it meets the duty.
    pub erfuellt: bool,
}

/// A series of a chart.
#[derive(Debug, Clone, Serialize)]
pub struct Reihe {
    /// Its name in the legend.
    pub titel: String,
}
