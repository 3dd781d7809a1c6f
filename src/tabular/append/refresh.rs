//! A workbook with the drop-downs, notes and columns that a new one would have; everything else in it stays.
//!
//! A new workbook is written whose sheets and columns stand where they do in the old one, so that its pieces fit without being
//! changed.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::escape::escape;
use serde_json::{Value, json};

use super::Unappendable;
use super::book::Book;
use super::cells::{Texts, with_texts};
use super::columns::with_looks;
use super::notes::{self, Notes};
use super::part::{before, edited, elements};
use super::validations;
use crate::load::{Home, SheetParts, field_of_head, is_lists, json_text, sheet_parts, sheet_texts};
use crate::source::{Node, SourceFile, quoted};
use crate::tabular::Lists;
use crate::tabular::xlsx::{Plan, SheetPlan, has_values, write_plan};
use crate::workspace::Layout;

/// A workbook that was renewed.
#[derive(Debug)]
pub struct Renewed {
    /// The workbook; `None` where nothing is new.
    pub bytes: Option<Vec<u8>>,
    /// What is new, by sheet.
    pub told: Vec<(String, Vec<String>)>,
    /// The sheets whose notes cannot be renewed.
    pub without_notes: Vec<String>,
}

/// The workbook with drop-downs of these lists. `sheets` are those that were read of it.
///
/// # Errors
/// When the workbook is built in a way that leaves no place for them.
pub fn renewed(bytes: &[u8], sheets: &[&SourceFile], lists: &Lists) -> Result<Renewed, Unappendable> {
    let path = sheets.first().map(|sheet| sheet.path.clone()).unwrap_or_default();
    Refresh::new(bytes, sheets, lists).and_then(Refresh::run).ok_or(Unappendable::Rigid(path))
}

/// A workbook that is renewed.
struct Refresh<'b> {
    bytes: &'b [u8],
    book: Book<'b>,
    parts: BTreeMap<String, SheetParts>,
    plan: Plan,
    /// The heads that are missing, by sheet and column.
    missing: BTreeMap<Home, Vec<(u16, &'static str)>>,
    has_lists: bool,
    /// A new workbook of the plan.
    fresh: Vec<u8>,
    told: Vec<(String, Vec<String>)>,
    without_notes: Vec<String>,
}

impl<'b> Refresh<'b> {
    fn new(bytes: &'b [u8], sheets: &[&SourceFile], lists: &Lists) -> Option<Self> {
        let (mut plans, mut missing, mut rows) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut lists_sheet = None;
        for file in sheets {
            let name = &file.sheet.as_ref()?.name;
            let Some(home) = Home::of(name) else {
                lists_sheet = lists_sheet.or(is_lists(name).then_some(*file));
                continue;
            };
            let (plan, new) = columns(file, home)?;
            if has_values(home) {
                rows.insert(home, settings(file, &plan));
            }
            plans.insert(home, plan);
            missing.insert(home, new);
        }
        let heads: Vec<String> =
            lists_sheet.and_then(|file| file.rows().next()).into_iter().flatten().map(str::to_owned).collect();
        let name = lists_sheet.and_then(|file| file.sheet.as_ref()).map_or(Layout::LISTS, |sheet| &sheet.name);
        let plan = Plan::of(plans, lists, (name, &heads));
        let fresh = write_plan(&plan, &|home| rows.get(&home).map_or(&[], Vec::as_slice)).ok()?;
        let (book, parts, has_lists) = (Book::open(bytes)?, sheet_parts(bytes)?, lists_sheet.is_some());
        Some(Self { bytes, book, parts, plan, missing, has_lists, fresh, told: Vec::new(), without_notes: Vec::new() })
    }

    fn run(mut self) -> Option<Renewed> {
        let fresh = self.fresh.clone();
        let (mut new, new_parts) = (Book::open(&fresh)?, sheet_parts(&fresh)?);
        let homes: Vec<Home> = self.plan.sheets.keys().copied().collect();
        for home in homes {
            let name = self.plan.sheets.get(&home)?.name.clone();
            self.sheet(home, &name, (&mut new, new_parts.get(&name)?))?;
        }
        if !self.plan.lists.is_empty() {
            self.lists()?;
        }
        let bytes = if self.told.is_empty() { None } else { Some(self.book.finish()?) };
        Some(Renewed { bytes, told: self.told, without_notes: self.without_notes })
    }

    /// Renews a sheet from a new one.
    fn sheet(&mut self, home: Home, name: &str, (new, new_parts): (&mut Book<'_>, &SheetParts)) -> Option<()> {
        let at = self.parts.get(name)?.sheet;
        let mut told = Vec::new();
        let missing = self.missing.remove(&home).unwrap_or_default();
        if let Some((first, _)) = missing.first().copied() {
            let heads = missing.iter().map(|(column, head)| ((0, usize::from(*column)), (*head).to_owned())).collect();
            let text = with_texts(&self.book.text(at)?, &heads)?;
            let columns = usize::from(first)..usize::from(first) + missing.len();
            self.book.put(at, with_looks(&text, &new.text(new_parts.sheet)?, columns)?)?;
            let heads: Vec<String> = missing.iter().map(|(_, head)| quoted(head)).collect();
            told.push(format!("neue {} {}", if heads.len() == 1 { "Spalte" } else { "Spalten" }, heads.join(", ")));
        }
        let rules = validations::renewed(&self.book.text(at)?, &new.text(new_parts.sheet)?)?;
        if self.book.put(at, rules)? {
            told.push("Auswahllisten".to_owned());
        }
        let notes =
            Notes { texts: text_of(new, new_parts, "comments")?, boxes: text_of(new, new_parts, "vmlDrawing")? };
        match self.notes(name, notes) {
            Some(true) => told.push("Notizen".to_owned()),
            Some(false) => {}
            None => self.without_notes.push(name.to_owned()),
        }
        self.told.extend((!told.is_empty()).then(|| (name.to_owned(), told)));
        Some(())
    }

    /// Renews the notes of a sheet; `None`, with nothing changed, where there is no place for them.
    fn notes(&mut self, name: &str, fresh: Notes) -> Option<bool> {
        let parts = self.parts.get(name)?;
        let text = self.book.text(parts.sheet)?;
        let drawn = elements(&text, |name, depth| depth == 1 && name == "legacyDrawing")?;
        let drawn = drawn.first().and_then(|drawn| drawn.attribute("r:id"));
        let texts = parts.related.values().find(|(kind, _)| kind == "comments").map(|(_, at)| *at);
        let boxes = drawn.as_ref().and_then(|id| parts.related.get(id)).map(|(_, at)| *at);
        match (texts, boxes) {
            (Some(texts), Some(boxes)) => {
                let (texts, boxes) = (texts?, boxes?);
                let own = Notes { texts: self.book.text(texts)?, boxes: self.book.text(boxes)? };
                let (new, is_whole) = notes::renewed(&own, &fresh)?;
                self.without_notes.extend((!is_whole).then(|| name.to_owned()));
                let is_new = self.book.put(texts, new.texts)?;
                Some(self.book.put(boxes, new.boxes)? || is_new)
            }
            (None, None) if drawn.is_none() => self.first_notes(name, fresh),
            // Boxes without notes are buttons of a form.
            _ => None,
        }
    }
}

impl Refresh<'_> {
    /// Gives a sheet without notes those of a new one.
    fn first_notes(&mut self, name: &str, fresh: Notes) -> Option<bool> {
        let parts = self.parts.get(name)?;
        let text = self.book.text(parts.sheet)?;
        let found = elements(&text, |_, depth| depth == 1)?;
        let last = before(&found, "legacyDrawing")?;
        let mut free = (1..).map(|number: usize| format!("rId{number}")).filter(|id| !parts.related.contains_key(id));
        let (texts_id, boxes_id) = (free.next()?, free.next()?);
        let texts = self.book.free_name("xl/comments", ".xml");
        let boxes = self.book.free_name("xl/drawings/vmlDrawing", ".vml");
        let drawn = format!("<{}legacyDrawing xmlns:r=\"{RELATIONS}\" r:id=\"{boxes_id}\"/>", last.prefix());
        let text = edited(&text, vec![(last.whole.end..last.whole.end, drawn)])?;
        let relations = relation(&texts_id, "comments", &texts) + &relation(&boxes_id, "vmlDrawing", &boxes);
        let (at, sheet) = (parts.relations, parts.sheet);
        match at {
            Some(at) => self.book.insert(at, "</Relationships>", &relations)?,
            None => {
                let (folder, file) =
                    self.book.name(sheet)?.rsplit_once('/').map(|(a, b)| (a.to_owned(), b.to_owned()))?;
                let all = format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>");
                self.book.add(&format!("{folder}/_rels/{file}.rels"), all);
            }
        }
        self.book.say_type(&texts, COMMENTS)?;
        self.book.say_type(&boxes, VML)?;
        self.book.add(&texts, fresh.texts);
        self.book.add(&boxes, fresh.boxes);
        self.book.put(sheet, text)
    }

    /// Renews the sheet with the lists, or adds it.
    fn lists(&mut self) -> Option<()> {
        let name = self.plan.lists_sheet.clone();
        let own = if self.has_lists { sheet_texts(self.bytes, &name)? } else { Texts::new() };
        let new = sheet_texts(&self.fresh, &name)?;
        let columns: BTreeSet<usize> =
            self.plan.lists.iter().flat_map(|(at, _)| [*at, at + 1]).map(usize::from).collect();
        let gone = own.keys().filter(|at| columns.contains(&at.1) && !new.contains_key(at));
        let changed = new.iter().filter(|(at, text)| own.get(at) != Some(text));
        let texts: Texts =
            gone.map(|at| (*at, String::new())).chain(changed.map(|(at, text)| (*at, text.clone()))).collect();
        if texts.is_empty() {
            return Some(());
        }
        if self.has_lists {
            let at = self.parts.get(&name)?.sheet;
            let text = with_texts(&self.book.text(at)?, &texts)?;
            self.book.put(at, text)?;
        } else {
            self.add_sheet(&name, &texts)?;
        }
        self.told.push((name, vec!["Einträge".to_owned()]));
        Some(())
    }

    /// Adds a sheet behind the others.
    fn add_sheet(&mut self, name: &str, texts: &Texts) -> Option<()> {
        let part = self.book.free_name("xl/worksheets/sheet", ".xml");
        let empty = format!("<worksheet xmlns=\"{MAIN}\"><sheetData/></worksheet>");
        self.book.add(&part, with_texts(&empty, texts)?);
        self.book.say_type(&part, WORKSHEET)?;
        let relations = self.book.position("xl/_rels/workbook.xml.rels")?;
        let known = self.book.text(relations)?;
        let id = (1..).map(|number: usize| format!("rId{number}")).find(|id| !known.contains(&format!("\"{id}\"")))?;
        self.book.insert(relations, "</Relationships>", &relation(&id, "worksheet", &part))?;
        let workbook = self.book.position("xl/workbook.xml")?;
        let text = self.book.text(workbook)?;
        let found = elements(&text, |name, _| matches!(name, "sheets" | "sheet"))?;
        let sheets = found.iter().find(|element| element.name() == "sheets")?;
        let numbers = found.iter().filter_map(|sheet| sheet.attribute("sheetId")?.parse::<u32>().ok());
        let number = numbers.max().unwrap_or_default().checked_add(1)?;
        let sheet = format!(
            "<{}sheet name=\"{}\" sheetId=\"{number}\" xmlns:r=\"{RELATIONS}\" r:id=\"{id}\"/>",
            sheets.prefix(),
            escape(name)
        );
        let text = edited(&text, vec![(sheets.inner.end..sheets.inner.end, sheet)])?;
        self.book.put(workbook, text).map(drop)
    }
}

/// What the format calls its parts and what they refer to.
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const WORKSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const VML: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

fn relation(id: &str, kind: &str, part: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"/{part}\"/>")
}

/// The text of the part of a kind that a sheet refers to.
fn text_of(book: &mut Book<'_>, parts: &SheetParts, kind: &str) -> Option<String> {
    let (_, at) = parts.related.values().find(|(own, _)| own == kind)?;
    book.text((*at)?)
}

/// Where the columns of a sheet stand, and the heads of those that are to be added behind the last.
fn columns(file: &SourceFile, home: Home) -> Option<(SheetPlan, Vec<(u16, &'static str)>)> {
    let fields = home.fields();
    let heads = file.rows().next().unwrap_or_default();
    let heads: Vec<Option<usize>> = heads.iter().map(|head| field_of_head(head, &fields)).collect();
    let mut next = u16::try_from(heads.len()).ok()?;
    let (mut columns, mut missing) = (Vec::new(), Vec::new());
    for (at, field) in fields.iter().enumerate() {
        match heads.iter().position(|head| *head == Some(at)) {
            Some(column) => columns.push(u16::try_from(column).ok()?),
            None => {
                missing.push((next, field.title));
                columns.push(next);
                next = next.checked_add(1)?;
            }
        }
    }
    let rows = file.rows().count().saturating_sub(1);
    Some((SheetPlan { name: file.sheet.as_ref()?.name.clone(), columns, rows }, missing))
}

/// The rows of a sheet of single values, each with the key that it names.
fn settings(file: &SourceFile, plan: &SheetPlan) -> Vec<Node> {
    let column = plan.columns.first().copied().map(usize::from).unwrap_or_default();
    let key = |cells: Vec<&str>| json!({"schluessel": cells.get(column)});
    let rows: Vec<Value> = file.rows().skip(1).map(key).collect();
    json_text(&Value::from(rows).to_string()).map(|rows| rows.items().to_vec()).unwrap_or_default()
}
