//! How deep the items of lists lie, so that Markdown nests them as they were typed.
//!
//! Markdown goes by columns: below `1. ` an item must be indented by three. People indent by one or two, or leave it to
//! the sign, as word processors do.

use super::lines::{Line, Opening, marker, number};
use crate::source::Bullet;

/// The open items, the outermost first.
#[derive(Debug)]
pub(super) struct Levels {
    open: Vec<Item>,
    /// What stands for the bullets of word processors: another sign begins another list.
    sign: &'static str,
    /// Whether each item of the list lies a blank deeper than the one that it belongs to.
    is_staircase: bool,
}

impl Default for Levels {
    fn default() -> Self {
        Self { open: Vec::new(), sign: "+", is_staircase: false }
    }
}

/// An item as it was typed, and where its words begin for Markdown.
#[derive(Debug)]
struct Item {
    /// The bullet of a word processor.
    bullet: Option<char>,
    number: Option<u64>,
    indent: usize,
    content: usize,
}

impl Levels {
    /// What stands for the indent and the bullet of a word processor's item; `behind` are the lines behind it.
    pub(super) fn bullet(&mut self, bullet: Bullet, indent: usize, starts: bool, behind: &[Line<'_>]) -> String {
        let sign = Some(bullet.sign);
        if let Some(level) = self.open.iter().position(|item| (item.bullet, item.indent) == (sign, indent)) {
            self.open.truncate(level);
        } else {
            let anew = starts && !self.comes_back(behind);
            if anew && self.open.iter().any(|item| item.bullet.is_some() && item.indent >= indent) {
                self.sign = if self.sign == "+" { "*" } else { "+" };
            }
            self.open.retain(|item| item.indent < indent || item.indent == indent && item.bullet.is_some() && !anew);
        }
        let column = self.open.last().map_or(0, |item| item.content);
        self.open.push(Item { bullet: sign, number: None, indent, content: column + 2 });
        format!("{}{} ", " ".repeat(column), self.sign)
    }

    /// The column that a mark of Markdown must stand in to lie as deep as it was typed; `None` where it does.
    pub(super) fn marker(&mut self, line: &Line<'_>, indent: usize, behind: &[Line<'_>]) -> Option<usize> {
        if self.open.is_empty() {
            self.is_staircase = is_staircase(indent, behind);
        }
        while self
            .open
            .last()
            .is_some_and(|item| item.indent > indent || item.indent == indent && item.bullet.is_some())
        {
            self.open.pop();
        }
        let number = number(line.words).and_then(|digits| digits.parse().ok());
        if self.open.last().is_some_and(|item| !self.is_below(item, indent, number)) {
            self.open.pop();
        }
        let least = self.open.last().map(|item| item.content);
        let column = least.filter(|least| !(*least..*least + 4).contains(&indent));
        let length = marker(line.words).unwrap_or(2);
        self.open.push(Item { bullet: None, number, indent, content: column.unwrap_or(indent) + length });
        column
    }

    /// Whether an item belongs to the one before it; numbers that go on may stand a little to the right.
    fn is_below(&self, before: &Item, indent: usize, number: Option<u64>) -> bool {
        let step = indent.saturating_sub(before.indent);
        let goes_on = number.is_some_and(|number| before.number.is_some_and(|before| before + 1 == number));
        let is_deeper = step >= 2 || step == 1 && (self.is_staircase || before.bullet.is_some());
        is_deeper && !(goes_on && step < 3)
    }

    /// Whether a sign of the open items is used again further down: what lies between is below it.
    fn comes_back(&self, behind: &[Line<'_>]) -> bool {
        let mut list = behind.iter().take_while(|line| !(line.opening == Opening::Words && line.indent == 0));
        list.any(|line| matches!(line.opening, Opening::Bullet(next) if self.open.iter().any(|item| item.bullet == Some(next.sign))))
    }
}

/// Whether the items of a list stand in three or more columns, each a blank to the right of the one before.
fn is_staircase(first: usize, behind: &[Line<'_>]) -> bool {
    let list = behind.iter().take_while(|line| !(line.opening == Opening::Words && line.indent == 0));
    let items = list.filter(|line| line.opening == Opening::Marker).map(|line| line.indent);
    let columns: std::collections::BTreeSet<usize> = items.chain([first]).collect();
    columns.len() > 2 && columns.iter().zip(columns.iter().skip(1)).all(|(one, next)| one + 1 == *next)
}
