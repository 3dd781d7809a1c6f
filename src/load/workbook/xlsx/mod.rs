//! Workbooks as Excel writes them: Office Open XML.

mod cells;
mod strings;
mod styles;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::archive::Archive;
use super::bounds::{Budget, MOST_PARTS, MOST_SHEETS, Refusal, within};
use super::sheet::RawSheet;
use super::xml::{Xml, XmlPiece};
use crate::load::grid::Epoch;
use strings::Rich;
use styles::XlsxStyles;

/// What all sheets of a workbook share.
#[derive(Default)]
struct Book {
    strings: Vec<Rich>,
    styles: XlsxStyles,
    calculation: Calculation,
}

/// How a workbook computes.
#[derive(Clone, Copy, Default)]
struct Calculation {
    epoch: Epoch,
    /// Whether programs are told to compute every formula when they open it: then its writer need not have done so.
    postponed: bool,
}

/// Reads all sheets.
pub(super) fn read(archive: &mut Archive<'_>, budget: &mut Budget) -> Result<Vec<RawSheet>, Refusal> {
    let path = workbook_part(archive)?;
    let relations = Relations::of(archive, &path)?;
    let (entries, calculation) = outline(&path, &archive.part(&path)?)?;
    let mut book = Book { calculation, ..Book::default() };
    if let Some(part) = relations.of_kind("sharedStrings") {
        book.strings = strings::shared(part, &archive.part(part)?)?;
    }
    if let Some(part) = relations.of_kind("styles") {
        book.styles = XlsxStyles::read(part, &archive.part(part)?)?;
    }
    let mut sheets = Vec::new();
    let mut parts = BTreeSet::new();
    for entry in entries {
        let relation = relations.0.get(&entry.relation).ok_or_else(|| Refusal::Broken(path.clone()))?;
        // Sheets of charts and of old macros have no cells that could hold data.
        if relation.kind != "worksheet" {
            continue;
        }
        if !parts.insert(&relation.part) {
            return Err(Refusal::Broken(relation.part.clone()));
        }
        let sheet = RawSheet { name: entry.name.clone(), hidden: entry.hidden, ..RawSheet::default() };
        let sheet = cells::read(&book, &relation.part, &archive.part(&relation.part)?, sheet, budget);
        sheets.push(sheet.map_err(|refusal| refusal.on(&entry.name))?);
    }
    Ok(sheets)
}

/// The sheets, each with the part that holds it.
pub(super) fn parts(archive: &mut Archive<'_>) -> Result<Vec<(String, String)>, Refusal> {
    let path = workbook_part(archive)?;
    let mut relations = Relations::of(archive, &path)?;
    let (entries, _) = outline(&path, &archive.part(&path)?)?;
    let part = |entry: SheetEntry| Some((entry.name, relations.0.remove(&entry.relation)?.part));
    Ok(entries.into_iter().filter_map(part).collect())
}

/// The list of parts that a part refers to, and each of them: identifier, last word of its type, part.
pub(super) fn relations_of(
    archive: &mut Archive<'_>,
    part: &str,
) -> Result<(String, impl Iterator<Item = (String, String, String)> + use<>), Refusal> {
    let relations = Relations::of(archive, part)?;
    Ok((list_of(part), relations.0.into_iter().map(|(id, relation)| (id, relation.kind, relation.part))))
}

/// A sheet in the workbook's list.
struct SheetEntry {
    name: String,
    hidden: bool,
    /// Identifier of the relation that leads to its part.
    relation: String,
}

/// The list of sheets, and how the workbook computes.
fn outline(part: &str, text: &str) -> Result<(Vec<SheetEntry>, Calculation), Refusal> {
    let mut xml = Xml::new(part, text);
    let (mut entries, mut calculation) = (Vec::new(), Calculation::default());
    let mut is_workbook = false;
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) => match tag.local() {
                "workbook" => is_workbook = true,
                // Its extensions repeat names of elements.
                "extLst" => xml.skip()?,
                "workbookPr" if tag.is("date1904") => {
                    calculation.epoch = NaiveDate::from_ymd_opt(1904, 1, 1).map_or_else(Epoch::default, Epoch::From);
                }
                "calcPr" => calculation.postponed = tag.is("fullCalcOnLoad"),
                "sheet" => {
                    let relation = tag.prefixed("id").ok_or_else(|| xml.broken())?.into_owned();
                    let name = tag.attribute("name").ok_or_else(|| xml.broken())?.into_owned();
                    let hidden = tag.attribute("state").is_some_and(|state| state != "visible");
                    entries.push(SheetEntry { name, hidden, relation });
                    within(entries.len(), MOST_SHEETS, "Blätter")?;
                }
                _ => {}
            },
            XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done if is_workbook => return Ok((entries, calculation)),
            XmlPiece::Done => return Err(Refusal::Foreign),
        }
    }
}

/// Which parts a part refers to, by identifier.
struct Relations(BTreeMap<String, Relation>);

/// A reference to a part.
struct Relation {
    /// Last word of its type, such as `worksheet`.
    kind: String,
    part: String,
}

impl Relations {
    /// The references of a part; none where it has no list of them.
    fn of(archive: &mut Archive<'_>, part: &str) -> Result<Self, Refusal> {
        let (folder, _) = part.rsplit_once('/').unwrap_or(("", part));
        let list = list_of(part);
        let Some(text) = archive.optional(&list)? else { return Ok(Self(BTreeMap::new())) };
        let mut xml = Xml::new(&list, &text);
        let mut relations = BTreeMap::new();
        loop {
            match xml.next()? {
                XmlPiece::Open(tag) if tag.local() == "Relationship" => {
                    let values = (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"));
                    if let (Some(id), Some(kind), Some(target)) = values {
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        relations.insert(id.into_owned(), Relation { kind, part: resolve(folder, &target) });
                        within(relations.len(), MOST_PARTS, "Verweise auf Teile")?;
                    }
                }
                XmlPiece::Open(_) | XmlPiece::Close | XmlPiece::Text(_) => {}
                XmlPiece::Done => return Ok(Self(relations)),
            }
        }
    }

    /// The first part of a kind.
    fn of_kind(&self, kind: &str) -> Option<&str> {
        self.0.values().find(|relation| relation.kind == kind).map(|relation| relation.part.as_str())
    }
}

/// Name of the part that lists what a part refers to.
pub(super) fn list_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    resolve(folder, &format!("_rels/{name}.rels"))
}

/// Name of the part that is the workbook.
fn workbook_part(archive: &mut Archive<'_>) -> Result<String, Refusal> {
    let relations = Relations::of(archive, "")?;
    Ok(relations.of_kind("officeDocument").unwrap_or("xl/workbook.xml").to_owned())
}

/// The name of a part from the folder of the part that refers to it; it never leaves the archive.
pub(super) fn resolve(folder: &str, target: &str) -> String {
    let from_root = target.starts_with('/');
    let mut names: Vec<&str> = if from_root { Vec::new() } else { folder.split('/').collect() };
    for name in target.split('/') {
        match name {
            ".." => _ = names.pop(),
            name => names.push(name),
        }
    }
    names.retain(|name| !matches!(*name, "" | "."));
    names.join("/")
}
