//! A paper in words alone: its whole text, and the sections that a council information system asks for.
//!
//! Both are written from the view data that the PDF is set from, so neither can say anything else. What editors and converters lose
//! is not in them: boxes become words, and no blank or hyphen is a special one.

mod bericht;
mod blocks;
mod data;
mod fragment;
mod frame;
mod herkunft;
mod part;
mod text;
mod vorlage;

use serde_json::Value;

use self::data::Data;
pub use self::frame::{Frame, frame};
pub use self::part::{Field, Line, Part, Run, Section, SectionKind, Table, Tick};
pub use self::text::{Form, line, lines};

/// A paper in its sections, in the order in which it is read.
pub fn sections(view: &Value) -> Vec<Section> {
    let data = Data::of(view);
    let mut sections = if data.has("kapitel") { bericht::sections(data) } else { vorlage::sections(data) };
    sections.extend(herkunft::section(data.get("herkunft")));
    sections
}

/// The text of a whole paper.
pub fn text(view: &Value) -> String {
    text::of(sections(view).iter().flat_map(|section| &section.parts))
}

/// A section for a field of a form, without its heading, which the form has already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldText {
    /// The field.
    pub field: Field,
    /// What the section is called.
    pub title: String,
    /// The section as a fragment of HTML, of ASCII alone.
    pub html: String,
    /// The section as text.
    pub text: String,
}

/// The sections for the fields of a form, in the order of a Vorlage; a report has none.
pub fn fields(sections: &[Section]) -> Vec<FieldText> {
    let of = |field: Field| {
        let section = sections.iter().find(|section| section.kind == SectionKind::Field(field))?;
        let parts = section.parts.split_first().map(|(_, parts)| parts).unwrap_or_default();
        Some(FieldText { field, title: section.title.clone(), html: fragment::of(parts), text: text::of(parts) })
    };
    Field::ALL.into_iter().filter_map(of).collect()
}

/// A text as it is written outside of print: without blanks that keep words together and places where words may break.
pub fn usual(text: &str) -> String {
    data::usual(text)
}

/// The words that a value of the view data prints, figures without their ids.
pub fn words(value: &Value) -> String {
    Data::of(value).words()
}

/// The text of a section, with its heading.
pub fn text_of(section: &Section) -> String {
    text::of(&section.parts)
}

/// The files of a paper with their paths: its text, and each section for a form as a fragment of HTML and as text.
pub fn files(name: &str, view: &Value) -> Vec<(String, Vec<u8>)> {
    let sections = sections(view);
    let whole = text::of(sections.iter().flat_map(|section| &section.parts));
    let fields = fields(&sections).into_iter().flat_map(|section| {
        let path = |ending: &str| format!("{name}-abschnitte/{}.{ending}", section.field.file());
        [(path("html"), section.html), (path("txt"), section.text)]
    });
    [(format!("{name}.txt"), whole)].into_iter().chain(fields).map(|(path, text)| (path, text.into_bytes())).collect()
}
