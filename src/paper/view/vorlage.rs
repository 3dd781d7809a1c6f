//! View data of a Vorlage.

use serde::Serialize;

use super::{Feld, Rahmen};
use crate::model::NICHTOEFFENTLICH;
use crate::text::Block;

/// What a form says of itself that only the whole edition has.
const MARK: &str = "Dieser Abschnitt ist nichtöffentlich.";

/// View data of a Vorlage.
#[derive(Debug, Clone, Serialize)]
pub struct VorlageView {
    /// What every paper has.
    #[serde(flatten)]
    pub rahmen: Rahmen,
    /// The cover.
    pub deckblatt: VorlageDeckblatt,
    /// The Beschlussvorschlag; empty where there is none.
    pub beschlussvorschlag: Vec<Block>,
    /// Finanzielle Auswirkungen; `None` where papers of its kind do not have the form.
    pub finanzen: Option<FinanzenView>,
    /// The Klimarelevanz form; `None` where the paper has none.
    pub klimarelevanz: Option<KlimaView>,
    /// The Erläuterungen; empty where there are none.
    pub erlaeuterungen: Vec<Block>,
}

/// The cover of a Vorlage.
#[derive(Debug, Clone, Serialize)]
pub struct VorlageDeckblatt {
    /// The kind of paper.
    pub vorlageart: String,
    /// The Vorlage-Nr.
    pub nummer: String,
    /// öffentlich or nichtöffentlich.
    pub status: String,
    /// The other fields.
    pub felder: Vec<Feld>,
    /// The subject.
    pub betreff: String,
    /// Goals, with the Klimarelevanz line last.
    pub ziele: Vec<String>,
    /// The Beratungsfolge.
    pub beratungsfolge: Vec<BeratungView>,
    /// The attachments' titles.
    pub anlagen: Vec<String>,
    /// A note.
    pub hinweis: Option<String>,
    /// What the forms come to, in a box; empty where the paper has none.
    pub ergebnis: Vec<Feld>,
    /// Who signs below the Beschlussvorschlag: name and office, each on a line.
    pub unterschrift: Vec<String>,
}

/// One row of the Beratungsfolge.
#[derive(Debug, Clone, Serialize)]
pub struct BeratungView {
    /// The day.
    pub datum: String,
    /// The body's full name.
    pub gremium: String,
    /// What it does with the paper.
    pub zustaendigkeit: String,
}

/// A box with its text.
#[derive(Debug, Clone, Serialize)]
pub struct Ankreuzfeld {
    /// The text beside the box.
    pub titel: String,
    /// What the choice means.
    pub erlaeuterung: Option<String>,
    /// Whether it is ticked.
    pub angekreuzt: bool,
}

/// Finanzielle Auswirkungen.
#[derive(Debug, Clone, Serialize)]
pub struct FinanzenView {
    /// JA and NEIN.
    pub frage: Vec<Ankreuzfeld>,
    /// The two tables.
    pub tabellen: Vec<FinanztabelleView>,
    /// Notes below them.
    pub hinweise: Vec<String>,
    /// Accounts.
    pub psp_elemente: Vec<String>,
    /// Weitere Erläuterungen.
    pub erlaeuterungen: Vec<Block>,
}

impl FinanzenView {
    /// The form where the edition leaves it out.
    pub fn hidden() -> Self {
        Self {
            frage: Vec::new(),
            tabellen: Vec::new(),
            hinweise: vec![NICHTOEFFENTLICH.into()],
            psp_elemente: Vec::new(),
            erlaeuterungen: Vec::new(),
        }
    }

    /// The form, which says of itself where other editions leave it out.
    pub fn marked(mut self, is_marked: bool) -> Self {
        self.hinweise.splice(..0, is_marked.then(|| MARK.to_owned()));
        self
    }
}

/// One finance table.
#[derive(Debug, Clone, Serialize)]
pub struct FinanztabelleView {
    /// Its title.
    pub titel: String,
    /// The six column heads.
    pub spalten: Vec<String>,
    /// The rows, Ergebnis last.
    pub zeilen: Vec<FinanzzeileView>,
    /// Verbesserung or Verschlechterung.
    pub verbesserung: VerbesserungView,
    /// Coverage, for each pair of columns.
    pub deckung: Vec<DeckungView>,
    /// Where the amounts come from, a line for each row; empty where they were typed.
    pub herleitung: Vec<Herleitungszeile>,
}

/// A line of a Herleitung.
#[derive(Debug, Clone, Serialize)]
pub struct Herleitungszeile {
    /// What it explains.
    pub titel: String,
    /// Where that comes from.
    pub text: String,
}

/// One row of a finance table.
#[derive(Debug, Clone, Serialize)]
pub struct FinanzzeileView {
    /// Its title.
    pub titel: String,
    /// Whether it is the row Ergebnis.
    pub ergebnis: bool,
    /// Six amounts.
    pub zellen: Vec<String>,
}

/// The row Verbesserung.
#[derive(Debug, Clone, Serialize)]
pub struct VerbesserungView {
    /// Its title.
    pub titel: String,
    /// Two amounts.
    pub zellen: Vec<String>,
}

/// The boxes on coverage.
#[derive(Debug, Clone, Serialize)]
pub struct DeckungView {
    /// The two choices.
    pub optionen: Vec<Ankreuzfeld>,
}

/// The Klimarelevanz form.
#[derive(Debug, Clone, Serialize)]
pub struct KlimaView {
    /// Its title.
    pub titel: String,
    /// The line below.
    pub untertitel: String,
    /// Its parts.
    pub teile: Vec<KlimaTeil>,
    /// How the ticks were reckoned; `None` where they were typed.
    pub herleitung: Option<HerleitungView>,
}

impl KlimaView {
    /// The title of the form.
    pub const TITEL: &str = "Klimarelevanz";

    /// The form where the edition leaves it out.
    pub fn hidden() -> Self {
        Self { titel: Self::TITEL.into(), untertitel: NICHTOEFFENTLICH.into(), teile: Vec::new(), herleitung: None }
    }

    /// The form, which says of itself where other editions leave it out.
    pub fn marked(mut self, is_marked: bool) -> Self {
        if is_marked {
            self.untertitel = format!("{} {MARK}", self.untertitel);
        }
        self
    }
}

/// How the ticks of the form were reckoned.
#[derive(Debug, Clone, Serialize)]
pub struct HerleitungView {
    /// Its title.
    pub titel: String,
    /// What came out, in sentences.
    pub ergebnis: Vec<String>,
    /// One line for each quantity of energy.
    pub mengen: Vec<String>,
    /// The sources of the factors, each once, and what else there is to note.
    pub hinweise: Vec<String>,
}

/// One part of the form.
#[derive(Debug, Clone, Serialize)]
pub struct KlimaTeil {
    /// Its title.
    pub titel: String,
    /// A sentence before the questions.
    pub einleitung: Option<String>,
    /// The questions.
    pub fragen: Vec<KlimaFrage>,
}

/// One question with its boxes.
#[derive(Debug, Clone, Serialize)]
pub struct KlimaFrage {
    /// The question.
    pub frage: String,
    /// `reihe` (side by side) or `liste` (one below the other).
    pub form: &'static str,
    /// The boxes.
    pub optionen: Vec<Ankreuzfeld>,
}
