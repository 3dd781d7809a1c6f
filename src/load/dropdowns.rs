//! Drop-downs of a workbook that do not offer what the master data hold: the column would refuse it, and nobody would say why.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Cell, Grid, Value};
use super::heads::field_of;
use super::home::Home;
use super::workbook::{Offer, SheetGrid};
use super::{Known, rows::plain};
use crate::finding::{Code, Finding, Log};
use crate::model::{Field, NameList, Shape};
use crate::source::{Span, quoted, shorten};

/// The most places of words in a workbook that are looked at; one of ours has a tenth.
const MOST_PLACES: usize = 100;

/// The most rows with words of a list that are looked at; longer lists are tables.
const MOST_WORDS: usize = 10_000;

/// How many of the missing words are named.
const NAMED: usize = 3;

/// The drop-downs that can be judged once all Kennungen are known.
#[derive(Debug, Default)]
pub(super) struct Dropdowns(Vec<Dropdown>);

/// A drop-down with words of a list.
#[derive(Debug)]
struct Dropdown {
    /// The head of its column.
    head: Span,
    title: &'static str,
    list: NameList,
    words: BTreeSet<String>,
}

/// Where words stand in a workbook: the sheet, as its name is compared, the column, the rows.
type Place = (String, usize, usize, usize);

impl Dropdowns {
    /// Looks through the drop-downs of a workbook. What does not reach to the last row of a sheet is said at once.
    pub(super) fn add(&mut self, sheets: &[SheetGrid], log: &mut Log) {
        let mut seen: BTreeSet<(Place, Option<NameList>)> = BTreeSet::new();
        for sheet in sheets {
            let Some(home) = Home::of(&sheet.name) else { continue };
            let fields = home.fields();
            for (cell, field, offer) in offers(sheet, &fields) {
                match offer {
                    Offer::Words(words) => self.words(cell, field, words, log),
                    Offer::Cells { sheet: name, column, rows } => {
                        let name = if name.is_empty() { &sheet.name } else { name };
                        let place = (name.to_lowercase(), *column, rows.start, rows.end);
                        let is_new = seen.len() < MOST_PLACES && seen.insert((place, field.refers));
                        let source = sheets.iter().find(|own| own.name.to_lowercase() == name.to_lowercase());
                        if let Some(source) = source.filter(|_| is_new) {
                            self.cells((cell, field), source, (*column, rows.start, rows.end), log);
                        }
                    }
                }
            }
        }
    }

    /// A drop-down whose words are typed into it.
    fn words(&mut self, head: &Cell, field: &Field, words: &[String], log: &mut Log) {
        let own: BTreeSet<String> = words.iter().map(|word| plain(word)).collect();
        match (&field.shape, field.refers) {
            (Shape::Choice(choices), None) => {
                let shown = choices.iter().filter(|word| !matches!(**word, "true" | "false"));
                let missing = shown.copied().filter(|word| !own.contains(&plain(word)));
                report(head.span, field.title, &missing.collect::<Vec<_>>(), log);
            }
            (_, Some(list)) => {
                let words = words.iter().cloned().collect();
                self.0.push(Dropdown { head: head.span, title: field.title, list, words });
            }
            _ => {}
        }
    }

    /// A drop-down whose words stand in cells.
    fn cells(
        &mut self,
        (head, field): (&Cell, &Field),
        source: &SheetGrid,
        (column, first, end): (usize, usize, usize),
        log: &mut Log,
    ) {
        let texts = |grid: &Grid, from: usize, to: usize| -> Vec<String> {
            let cells = grid.rows.iter().take(to).skip(from).filter_map(|row| row.cells.get(column));
            cells.filter(|cell| cell.value != Value::Empty).map(Cell::text).collect()
        };
        if Home::of(&source.name).is_some() {
            let before = texts(&source.grid, 1, first);
            let missing = before.into_iter().chain(texts(&source.grid, end, usize::MAX)).collect::<Vec<_>>();
            report(head.span, field.title, &missing.iter().map(String::as_str).collect::<Vec<_>>(), log);
        } else if let Some(list) = field.refers.filter(|_| end - first <= MOST_WORDS) {
            let words: BTreeSet<String> = texts(&source.grid, first, end).into_iter().collect();
            self.0.push(Dropdown { head: head.span, title: field.title, list, words });
        }
    }

    /// Says which of the others lack a Kennung.
    pub(super) fn judge(self, known: &Known, log: &mut Log) {
        for Dropdown { head, title, list, words } in self.0 {
            // Of divisions and departments, a drop-down shows the divisions.
            let list = if list == NameList::Dienststellen { NameList::Fachbereiche } else { list };
            let missing = known.of(list).into_iter().flatten().filter(|kennung| !words.contains(*kennung));
            report(head, title, &missing.map(String::as_str).collect::<Vec<_>>(), log);
        }
    }
}

/// The drop-downs in the columns of fields, each with the head of its column.
fn offers<'s>(sheet: &'s SheetGrid, fields: &'s [Field]) -> impl Iterator<Item = (&'s Cell, &'s Field, &'s Offer)> {
    let heads = sheet.grid.rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
    let known: BTreeMap<usize, (&Cell, &Field)> =
        (0..).zip(heads).filter_map(|(at, cell)| Some((at, (cell, fields.get(field_of(cell, fields)?)?)))).collect();
    sheet.dropdowns.iter().flat_map(move |dropdown| {
        let columns = dropdown.columns.iter().filter_map(|columns| known.range(columns.clone()).next());
        columns.map(|(_, (cell, field))| (*cell, *field, &dropdown.offer)).collect::<Vec<_>>()
    })
}

/// The hint at a drop-down that lacks words.
fn report(head: Span, title: &str, missing: &[&str], log: &mut Log) {
    if missing.is_empty() {
        return;
    }
    let named: Vec<String> = missing.iter().take(NAMED).map(|word| quoted(&shorten(word))).collect();
    let more = missing.len() - named.len();
    let named = named.join(", ");
    let named = if more > 0 { format!("{named} und {more} weitere") } else { named };
    let message = format!("Die Auswahlliste der Spalte „{title}“ enthält nicht: {named}.");
    let mend = "Rufen Sie „ratsbericht refresh“ auf; der Befehl erneuert die Auswahllisten der Arbeitsmappe.";
    log.push(Finding::at(Code::RB059, head, message, mend));
}
