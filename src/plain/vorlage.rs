//! The sections of a Vorlage.

use super::blocks;
use super::data::Data;
use super::part::{Field, Part, Run, Section, SectionKind, Table, Tick, words};

/// Up to how many annexes the cover names.
const FEW: usize = 4;

pub(super) fn sections(data: Data<'_>) -> Vec<Section> {
    let anlagen: Vec<String> = data.get("deckblatt").texts("anlagen").collect();
    let mut sections = vec![cover(data, &anlagen)];
    let texts = data.get("beschlussvorschlag");
    if texts.items().next().is_some() {
        sections.push(section(
            "Beschlussvorschlag",
            SectionKind::Field(Field::Beschlussvorschlag),
            blocks::parts(texts, 2),
        ));
    }
    let signature: Vec<Part> = data.get("deckblatt").texts("unterschrift").filter_map(Part::paragraph).collect();
    if !signature.is_empty() {
        sections.push(Section { title: "Unterschrift".into(), kind: SectionKind::Beside, parts: signature });
    }
    if data.has("finanzen") {
        let parts = finanzen(data.get("finanzen"));
        sections.push(section("Finanzielle Auswirkungen", SectionKind::Field(Field::Finanzen), parts));
    }
    let klima = data.get("klimarelevanz");
    if klima.is_there() {
        sections.push(section(&klima.text("titel"), SectionKind::Field(Field::Klimarelevanz), klimarelevanz(klima)));
    }
    let texts = data.get("erlaeuterungen");
    if texts.items().next().is_some() {
        sections.push(section("Erläuterungen", SectionKind::Field(Field::Erlaeuterungen), blocks::parts(texts, 2)));
    }
    if !anlagen.is_empty() {
        let items = anlagen.into_iter().map(|titel| vec![Part::Paragraph(words(titel))]).collect();
        sections.push(section("Anlage/n", SectionKind::Beside, vec![Part::List(Some((1, '.')), items)]));
    }
    sections
}

/// A section below its heading.
fn section(title: &str, kind: SectionKind, parts: Vec<Part>) -> Section {
    let parts = [vec![Part::heading(2, title)], parts].concat();
    Section { title: title.to_owned(), kind, parts }
}

fn cover(data: Data<'_>, anlagen: &[String]) -> Section {
    let cover = data.get("deckblatt");
    let lines = [
        data.text("vermerk"),
        data.text("koerperschaft"),
        data.text("absender"),
        format!("{} {}", cover.text("vorlageart"), cover.text("nummer")),
        format!("Status: {}", cover.text("status")),
    ];
    let mut parts: Vec<Part> = lines.into_iter().filter_map(Part::paragraph).collect();
    parts.extend(cover.list("felder").filter_map(field));
    parts.extend(Part::paragraph("Betreff:"));
    parts.push(Part::heading(1, cover.text("betreff")));
    parts.extend(Part::paragraph(cover.text("hinweis")));
    parts.extend(cover.list("ergebnis").filter_map(field));
    parts.extend(lines_below("Ziele", cover.texts("ziele").collect()));
    let stations: Vec<_> = cover.list("beratungsfolge").collect();
    if !stations.is_empty() {
        let names = ["Datum", "Gremium", "Zuständigkeit"];
        let row = |station: &Data<'_>| names.map(|name| words(station.text(&key(name)))).to_vec();
        let head = names.map(words).to_vec();
        parts.push(Part::heading(2, "Beratungsfolge"));
        parts.push(Part::Table(Table { head, rows: stations.iter().map(row).collect() }));
    }
    let few = anlagen.len() <= FEW;
    let summary = || vec![format!("{} Anlagen, aufgeführt am Ende der Vorlage", anlagen.len())];
    parts.extend(lines_below("Anlage/n", if few { anlagen.to_vec() } else { summary() }));
    Section { title: "Deckblatt".into(), kind: SectionKind::Cover, parts }
}

/// The name of a field by its title.
fn key(title: &str) -> String {
    title.to_lowercase().replace('ä', "ae")
}

/// A title with its values.
pub(super) fn field(field: Data<'_>) -> Option<Part> {
    let values: Vec<String> = field.texts("werte").collect();
    Part::paragraph(format!("{}: {}", field.text("titel"), values.join("; ")))
}

/// A heading with one line or a list of lines.
fn lines_below(title: &str, lines: Vec<String>) -> Vec<Part> {
    let below = match lines.as_slice() {
        [] => return Vec::new(),
        [one] => Part::Paragraph(words(one.as_str())),
        _ => Part::lines(lines),
    };
    vec![Part::heading(2, title), below]
}

fn ticks(title: Option<String>, options: Data<'_>) -> Part {
    let tick = |option: Data<'_>| {
        let note = option.text("erlaeuterung");
        let ticked = option.is_true("angekreuzt");
        Tick { label: option.text("titel"), note: Some(note).filter(|note| !note.is_empty()), ticked }
    };
    Part::Ticks(title, options.items().map(tick).collect())
}

fn finanzen(form: Data<'_>) -> Vec<Part> {
    let question = form.list("frage").next().map(|_| ticks(None, form.get("frage")));
    let mut parts: Vec<Part> = question.into_iter().collect();
    parts.extend(form.list("tabellen").flat_map(finanztabelle));
    parts.extend(Part::paragraph(form.texts("hinweise").collect::<Vec<_>>().join(" ")));
    let elements: Vec<String> = form.texts("psp_elemente").collect();
    if !elements.is_empty() {
        parts.extend(Part::paragraph(format!("PSP-Elemente: {}", elements.join("; "))));
    }
    let title = "Weitere Erläuterungen (bei Bedarf)";
    let texts = blocks::parts(form.get("erlaeuterungen"), 3);
    if texts.is_empty() {
        parts.extend(Part::paragraph(format!("{title}: –")));
    } else {
        parts.push(Part::heading(3, title));
        parts.extend(texts);
    }
    parts
}

/// A table of the form, the boxes below it, and where its amounts come from.
fn finanztabelle(data: Data<'_>) -> Vec<Part> {
    let heads: Vec<String> = data.texts("spalten").collect();
    let head = [data.text("titel")].into_iter().chain(heads.clone()).map(words).collect();
    let row = |row: Data<'_>| [row.text("titel")].into_iter().chain(row.texts("zellen")).map(words).collect();
    let mut rows: Vec<Vec<Vec<Run>>> = data.list("zeilen").map(row).collect();
    // One amount for two columns: what the second of them is better or worse.
    let better = data.get("verbesserung");
    let amounts = better.texts("zellen").flat_map(|amount| [String::new(), amount]);
    let mut row: Vec<_> = [better.text("titel")].into_iter().chain(amounts).map(words).collect();
    row.resize(heads.len() + 1, Vec::new());
    rows.push(row);
    let mut parts = vec![Part::Table(Table { head, rows })];
    for (pair, columns) in data.list("deckung").zip(heads.chunks(2)) {
        if pair.list("optionen").next().is_some() {
            parts.push(ticks(Some(format!("Deckung, {}:", columns.join(", "))), pair.get("optionen")));
        }
    }
    let lines: Vec<_> = data.list("herleitung").collect();
    if !lines.is_empty() {
        parts.extend(Part::paragraph("Herleitung"));
        parts.extend(lines.iter().filter_map(|l| Part::paragraph(format!("{}: {}", l.text("titel"), l.text("text")))));
    }
    parts
}

fn klimarelevanz(form: Data<'_>) -> Vec<Part> {
    let mut parts: Vec<Part> = Part::paragraph(form.text("untertitel")).into_iter().collect();
    for part in form.list("teile") {
        parts.push(Part::heading(3, part.text("titel")));
        parts.extend(Part::paragraph(part.text("einleitung")));
        for question in part.list("fragen") {
            parts.extend(Part::paragraph(question.text("frage")));
            parts.push(ticks(None, question.get("optionen")));
        }
    }
    let herleitung = form.get("herleitung");
    if herleitung.is_there() {
        parts.push(Part::heading(3, herleitung.text("titel")));
        parts.extend(herleitung.texts("ergebnis").filter_map(Part::paragraph));
        parts.push(Part::lines(herleitung.texts("mengen")));
        parts.extend(herleitung.texts("hinweise").filter_map(Part::paragraph));
    }
    parts
}
