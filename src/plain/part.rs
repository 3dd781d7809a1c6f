//! What a paper is made of, without any look.

/// A section of a paper: its heading and what stands below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is called.
    pub title: String,
    /// What it is in the paper.
    pub kind: SectionKind,
    /// Its parts; where it is for a field, the first is the heading.
    pub parts: Vec<Part>,
}

/// What a section is in a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionKind {
    /// The cover.
    Cover,
    /// What a council information system has a field for.
    Field(Field),
    /// A chapter of a report.
    Chapter,
    /// What a council information system shows in its own way: the signature, the list of annexes.
    Beside,
    /// Where the figures come from.
    Origins,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// Whether only this text has it, so that no other edition of the paper needs to: what stands for a picture, or for the place of
    /// boxes in a table.
    pub own: bool,
}

/// A field that a council information system has for a Vorlage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What is to be decided.
    Beschlussvorschlag,
    /// The form for the financial effects.
    Finanzen,
    /// The form for the effects on the climate.
    Klimarelevanz,
    /// The explanations.
    Erlaeuterungen,
}

impl Field {
    /// All, in the order of a Vorlage.
    pub const ALL: [Self; 4] = [Self::Beschlussvorschlag, Self::Finanzen, Self::Klimarelevanz, Self::Erlaeuterungen];

    /// The name of its files without the ending.
    pub fn file(self) -> &'static str {
        match self {
            Self::Beschlussvorschlag => "01_beschlussvorschlag",
            Self::Finanzen => "02_finanzielle_auswirkungen",
            Self::Klimarelevanz => "03_klimarelevanz",
            Self::Erlaeuterungen => "04_erlaeuterungen",
        }
    }
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A heading; that of the paper has level 1.
    Heading(u8, Vec<Run>),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A list; a numbered one with its first number and what stands behind it.
    List(Option<(u64, char)>, Vec<Vec<Part>>),
    /// A table.
    Table(Table),
    /// Boxes of one question, with a line that says which, where the question itself does not.
    Ticks(Option<String>, Vec<Tick>),
    /// A picture in words.
    Picture(String),
}

/// A table: its first column names the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The column heads.
    pub head: Vec<Vec<Run>>,
    /// The rows.
    pub rows: Vec<Vec<Vec<Run>>>,
}

/// A box with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// The words beside it.
    pub label: String,
    /// What the choice means.
    pub note: Option<String>,
    /// Whether it is ticked.
    pub ticked: bool,
}

impl Tick {
    /// Its words, with the state of the box.
    pub fn words(&self) -> String {
        format!("{}: {}", self.label, if self.ticked { "angekreuzt" } else { "nicht angekreuzt" })
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Words.
    Text(String),
    /// Strong words.
    Strong(Vec<Run>),
    /// Emphasised words.
    Emphasis(Vec<Run>),
    /// A link with its address.
    Link(String, Vec<Run>),
    /// The end of a line.
    Break,
}

impl Part {
    /// A heading of words alone.
    pub(super) fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading(level, words(text))
    }

    /// A paragraph of words alone; none where there is no word.
    pub(super) fn paragraph(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        (!text.is_empty()).then(|| Self::Paragraph(words(text)))
    }

    /// A list of lines.
    pub(super) fn lines(lines: impl IntoIterator<Item = String>) -> Self {
        Self::List(None, lines.into_iter().map(|line| vec![Self::Paragraph(words(line))]).collect())
    }
}

/// A text of words alone.
pub(super) fn words(text: impl Into<String>) -> Vec<Run> {
    vec![Run::Text(text.into())]
}

/// Lines, one below the other.
pub(super) fn below_each_other(lines: impl IntoIterator<Item = String>) -> Vec<Run> {
    let mut runs = Vec::new();
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        if !runs.is_empty() {
            runs.push(Run::Break);
        }
        runs.push(Run::Text(line));
    }
    runs
}
