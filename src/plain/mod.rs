//! A paper in words alone: its whole text, and the sections that a council information system asks for.
//!
//! Both are written from the view data that the PDF is set from, so neither can say anything else. What editors and converters lose
//! is not in them: boxes become words, and no blank or hyphen is a special one.

mod bericht;
mod blocks;
mod data;
mod fragment;
mod herkunft;
mod part;
mod text;
mod vorlage;

use serde_json::Value;

use self::data::Data;
pub use self::part::{Field, Line, Part, Run, Section, SectionKind, Table, Tick};
pub use self::text::{Form, lines};

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

/// The files of a paper with their paths: its text, and each section for a form as a fragment of HTML and as text.
pub fn files(name: &str, view: &Value) -> Vec<(String, Vec<u8>)> {
    let sections = sections(view);
    let whole = text::of(sections.iter().flat_map(|section| &section.parts));
    let fields = Field::ALL.into_iter().filter_map(|field| {
        let section = sections.iter().find(|section| section.kind == SectionKind::Field(field))?;
        // The form has the heading already.
        let parts = section.parts.split_first().map(|(_, parts)| parts).unwrap_or_default();
        let path = |ending: &str| format!("{name}-abschnitte/{}.{ending}", field.file());
        Some([(path("html"), fragment::of(parts)), (path("txt"), text::of(parts))])
    });
    let fields = fields.flatten();
    [(format!("{name}.txt"), whole)].into_iter().chain(fields).map(|(path, text)| (path, text.into_bytes())).collect()
}
