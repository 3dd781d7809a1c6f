//! Styles: what hides a sheet, and what strikes a text through; and the calendar that goes with them.

use std::collections::BTreeSet;

use crate::load::grid::Epoch;
use crate::load::workbook::xml::StartTag;

/// What the styles of a workbook do, as far as it matters here.
pub(super) struct OdsStyles {
    current: String,
    hiding: BTreeSet<String>,
    striking: BTreeSet<String>,
    /// The day from which plain numbers count days.
    pub(super) epoch: Epoch,
}

impl OdsStyles {
    /// No styles, and the calendar that holds where a workbook names none: 0 is the 30th of December 1899.
    pub(super) fn new() -> Self {
        let zero = chrono::NaiveDate::from_ymd_opt(1899, 12, 30);
        let epoch = zero.map_or_else(Epoch::default, Epoch::From);
        Self { current: String::new(), hiding: BTreeSet::new(), striking: BTreeSet::new(), epoch }
    }

    /// A style begins; it has what the style has that it rests on.
    pub(super) fn begin(&mut self, tag: &StartTag<'_>) {
        self.current = tag.attribute("style:name").unwrap_or_default().into_owned();
        if tag.attribute("style:parent-style-name").is_some_and(|parent| self.strikes(&parent)) {
            self.striking.insert(self.current.clone());
        }
    }

    /// The properties of the style that began last.
    pub(super) fn properties(&mut self, tag: &StartTag<'_>) {
        if tag.attribute("table:display").is_some_and(|display| display == "false") {
            self.hiding.insert(self.current.clone());
        }
        let lines = ["style:text-line-through-style", "style:text-line-through-type"];
        match lines.iter().find_map(|line| tag.attribute(line)) {
            Some(line) if line == "none" => _ = self.striking.remove(&self.current),
            Some(_) => _ = self.striking.insert(self.current.clone()),
            None => {}
        }
    }

    /// The day that the workbook's calendar begins with.
    pub(super) fn null_date(&mut self, tag: &StartTag<'_>) {
        let day = tag.attribute("table:date-value").and_then(|day| day.get(..10)?.parse().ok());
        self.epoch = day.map_or(self.epoch, Epoch::From);
    }

    /// Whether a sheet has a style that hides it.
    pub(super) fn hides(&self, tag: &StartTag<'_>) -> bool {
        tag.attribute("table:style-name").is_some_and(|style| self.hiding.contains(style.as_ref()))
    }

    /// Whether a style strikes text through.
    pub(super) fn strikes(&self, style: &str) -> bool {
        self.striking.contains(style)
    }
}
