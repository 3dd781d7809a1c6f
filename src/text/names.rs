//! What the placeholders of a paper can name: figures, days and texts by their ids, and standard sentences.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use minijinja::{context, value::Value};

use super::expression::Expression;
use super::standardsaetze;
use super::values::{self, NameTree};
use crate::figures::{Figure, Wert};

/// Everything that has a name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    baum: NameTree,
    werte: BTreeMap<String, Value>,
    /// The figures that have no value.
    empty: BTreeSet<String>,
    /// The ids that are figures, which are printed with their trace.
    figures: BTreeSet<String>,
    /// The municipality's own standard sentences.
    saetze: Option<String>,
    /// Groups of figures that this edition does not tell; nothing of them is nameable.
    withheld: Vec<&'static str>,
}

impl Names {
    /// The standard sentences alone: the municipality's own, or the embedded ones.
    pub(crate) fn new(saetze: Option<&str>) -> Self {
        Self { saetze: saetze.map(str::to_owned), ..Self::default() }
    }

    /// The standard sentences.
    pub(crate) fn saetze(&self) -> &str {
        self.saetze.as_deref().unwrap_or(standardsaetze::EMBEDDED)
    }

    /// Makes figures nameable: `egov.im_zeitraum`.
    pub(crate) fn add(&mut self, figures: &[Figure]) {
        for figure in figures {
            self.insert(&figure.id, values::wert(figure));
            self.figures.insert(figure.id.clone());
            if figure.wert.decimal().is_none() && !matches!(figure.wert, Wert::Klasse(_)) {
                self.empty.insert(figure.id.clone());
            }
        }
    }

    /// Makes a text nameable.
    pub(crate) fn add_text(&mut self, id: &str, text: String) {
        self.insert(id, Value::from(text));
    }

    /// Makes a day nameable.
    pub(crate) fn add_day(&mut self, id: &str, tag: NaiveDate) {
        self.insert(id, values::tag(tag));
    }

    /// Keeps groups of figures back: a placeholder that names one prints a mark.
    pub(crate) fn withhold(&mut self, groups: Vec<&'static str>) {
        self.withheld = groups;
    }

    /// Whether an expression names what is kept back.
    pub(super) fn withholds(&self, expression: &Expression) -> bool {
        let group = |name: &String| self.withheld.iter().any(|group| name.split('.').next() == Some(group));
        expression.names.iter().any(group)
    }

    fn insert(&mut self, id: &str, wert: Value) {
        self.baum.insert(id, wert.clone());
        self.werte.insert(id.to_owned(), wert);
    }

    /// Everything that has a value, in the order of the names.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.werte.keys().map(String::as_str)
    }

    /// Whether anything has this name, however a placeholder writes it.
    pub(crate) fn is_id(&self, name: &str) -> bool {
        self.werte.contains_key(name)
    }

    /// Whether a placeholder can write a name with dots; `zahl["…"]` reaches the others.
    pub(crate) fn reaches(&self, id: &str) -> bool {
        let word = |part: &str| {
            let letters = part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            letters && !part.starts_with(|c: char| c.is_ascii_digit())
        };
        self.baum.reaches(id) && id.split('.').all(word)
    }

    /// How a placeholder writes a name: with dots where it can.
    pub(crate) fn spelling(&self, id: &str) -> String {
        if self.reaches(id) { id.to_owned() } else { format!("zahl[\"{id}\"]") }
    }

    /// Whether the paper is a Vorlage.
    pub(crate) fn is_vorlage(&self) -> bool {
        self.is_group("vorlage")
    }

    /// The names of the selections whose figures the paper has.
    pub(crate) fn auswahlen(&self) -> BTreeSet<&str> {
        self.ids().filter_map(|id| id.strip_suffix(".im_zeitraum")).collect()
    }

    /// Whether names begin with this one.
    pub(crate) fn is_group(&self, name: &str) -> bool {
        let first = format!("{name}.");
        self.werte.range(first.clone()..).next().is_some_and(|(id, _)| id.starts_with(&first))
    }

    /// The figure whose value a placeholder prints; `None` where it does sums, or may print another.
    pub(super) fn figure_of<'n>(&'n self, expression: &Expression) -> Option<&'n str> {
        let mut figures = expression.printed.iter().filter_map(|name| self.figures.get(name));
        figures.next().filter(|_| !expression.computes && figures.next().is_none()).map(String::as_str)
    }

    /// A figure without a value that a placeholder can print.
    pub(super) fn empty_of<'e>(&self, expression: &'e Expression) -> Option<&'e String> {
        expression.printed.iter().find(|id| self.empty.contains(*id))
    }

    /// Whether a placeholder can print numbers: it names figures, all of them, or does sums.
    pub(super) fn has_numbers(&self, expression: &Expression) -> bool {
        let is_number = |name: &String| self.figures.contains(name) || name == "zahl" || self.is_group(name);
        expression.computes || expression.printed.iter().any(is_number)
    }

    /// What MiniJinja is given.
    pub(super) fn values(&self) -> Value {
        let zahl = Value::from(self.werte.clone());
        context! { zahl, ..self.baum.value() }
    }
}
