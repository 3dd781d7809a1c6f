//! Fills placeholders in, each by itself, so that each fault is known with its place and none hides another.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use minijinja::value::Value;
use minijinja::{Environment, Error, Template};
use regex::Regex;

use super::environment::{PREFIX, SENTENCES, environment, escape};
use super::expression::Expression;
use super::fault::{Fault, Kind};
use super::forms::{Piece, forms};
use super::names::Names;
use super::{standardsaetze, zahl};
use crate::source::pattern;

/// How many placeholders a text can have; one of a council paper has a few dozen.
const MOST: usize = 20_000;

/// A standard sentence, and whether brackets follow.
static SATZ: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bsatz\s*\.\s*([\p{L}\d_]+)\s*(\()?"));

/// `zahl` with something other than a quoted name behind it.
static ZAHL: LazyLock<Regex> = LazyLock::new(|| pattern(r#"\bzahl\s*(?:\(|\[\s*[^"'\s])[^)\]]*[)\]]?"#));

/// An id that is looked up among all: `zahl["kennzahlen.laufend.dezernat.dez-v"]`.
static ID: LazyLock<Regex> = LazyLock::new(|| pattern(r#"\bzahl\s*\[\s*["']([^"'{}]*)["']\s*\]"#));

/// A text with its values put in.
#[derive(Debug, Default)]
pub(super) struct Filled {
    /// The Markdown; printed figures are marked with their ids. Of no use where there are faults.
    pub(super) markdown: String,
    /// What is wrong with the placeholders, and what could be better.
    pub(super) faults: Vec<Fault>,
    /// The ids that the placeholders name.
    pub(super) named: BTreeSet<String>,
}

/// Fills texts in with the same values.
#[derive(Debug)]
pub(super) struct Filler {
    names: Names,
    values: Value,
    env: Environment<'static>,
    /// The standard sentences that there are.
    sentences: Vec<String>,
}

/// What is wrong with placeholders as they are written, whatever they stand for; `names` are the sentences alone.
pub(crate) fn misspelt(markdown: &str, names: &Names) -> Vec<Fault> {
    let filler = Filler::new(names.clone());
    let forms = forms(markdown);
    let mut faults = forms.faults;
    for (range, brackets) in forms.pieces.iter().filter_map(expression_of).take(MOST) {
        let Some(inner) = markdown.get(range.clone()) else { continue };
        let source = source(inner, brackets);
        if let Err(found) = filler.read(inner, range.start, &source) {
            faults.extend(found);
        }
    }
    faults
}

/// The bytes of a piece's expression, with what a template has before and behind it.
fn expression_of(piece: &Piece) -> Option<(Range<usize>, [&'static str; 2])> {
    match piece {
        Piece::Print(range) => Some((range.clone(), ["{{ ", " }}"])),
        Piece::If(range) | Piece::Elif(range) => Some((range.clone(), ["{% if ", " %}1{% endif %}"])),
        Piece::Words(_) | Piece::Else | Piece::Endif => None,
    }
}

/// A template for one expression, and how many bytes stand before it.
fn source(inner: &str, [before, behind]: [&str; 2]) -> (String, usize) {
    let prefix = if inner.contains("satz") { PREFIX } else { "" };
    (format!("{prefix}{before}{inner}{behind}"), prefix.len() + before.len())
}

/// An `{% if … %}` that is open.
struct Branch {
    /// Whether what stands around it is printed.
    outer: bool,
    /// Whether one of its branches was taken.
    done: bool,
    /// Whether the branch that is being read is.
    on: bool,
}

impl Filler {
    /// Fills in what these names stand for.
    pub(super) fn new(names: Names) -> Self {
        let mut env = environment();
        // What is embedded a test reads, what replaces it was read before; without it every sentence would be a fault.
        let _ = env.add_template_owned(SENTENCES, names.saetze().to_owned());
        let sentences = standardsaetze::namen(names.saetze()).into_iter().map(|(name, _)| name.to_owned()).collect();
        Self { values: names.values(), names, env, sentences }
    }

    /// What the placeholders can name.
    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// Puts values into a text.
    pub(super) fn fill(&self, markdown: &str) -> Filled {
        let forms = forms(markdown);
        let (mut filled, mut remarks) = (Filled { faults: forms.faults, ..Filled::default() }, Vec::new());
        let mut open: Vec<Branch> = Vec::new();
        let mut left = MOST;
        for piece in &forms.pieces {
            let on = open.last().is_none_or(|branch| branch.on);
            let elif_on = open.last().is_some_and(|branch| branch.outer && !branch.done);
            let wanted = if matches!(piece, Piece::Elif(_)) { elif_on } else { on };
            let mut value = None;
            if let Some((range, brackets)) = expression_of(piece) {
                left = left.saturating_sub(1);
                if left == 0 {
                    filled.faults.push(Fault { range, kind: Kind::TooMany });
                    break;
                }
                let inner = markdown.get(range.clone()).unwrap_or_default();
                match self.value(markdown, (range.clone(), brackets), &forms.renamed, wanted) {
                    Ok(text) => value = text,
                    Err(faults) => filled.faults.extend(faults),
                }
                if matches!(piece, Piece::Print(_)) {
                    let expression = Expression::read(inner);
                    let id = self.names.figure_of(&expression);
                    filled.markdown.push_str(&match (value.take(), id) {
                        (Some(text), Some(id)) => zahl::marked(&escape(id), &text),
                        (text, _) => text.unwrap_or_default(),
                    });
                    remarks.extend(self.remark(&expression).map(|kind| Fault { range, kind }));
                    filled.named.extend(expression.names);
                }
            }
            let holds = value.is_some_and(|text| !text.is_empty());
            match (piece, open.last_mut()) {
                (Piece::Words(range), _) if on => {
                    filled.markdown.push_str(markdown.get(range.clone()).unwrap_or_default())
                }
                (Piece::If(_), _) => open.push(Branch { outer: on, done: holds, on: holds }),
                (Piece::Elif(_), Some(branch)) => (branch.on, branch.done) = (holds, branch.done || holds),
                (Piece::Else, Some(branch)) => branch.on = branch.outer && !branch.done,
                (Piece::Endif, _) => drop(open.pop()),
                _ => {}
            }
        }
        if filled.faults.is_empty() {
            filled.faults = remarks;
        }
        filled
    }

    /// What an expression writes; `None` where it is not wanted. Names in `renamed` mean what is not known here.
    fn value(
        &self,
        markdown: &str,
        (range, brackets): (Range<usize>, [&'static str; 2]),
        renamed: &[String],
        wanted: bool,
    ) -> Result<Option<String>, Vec<Fault>> {
        let inner = markdown.get(range.clone()).unwrap_or_default();
        let source = source(inner, brackets);
        let template = self.read(inner, range.start, &source)?;
        let mut names: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        names.sort();
        let is_renamed = |name: &String| {
            let first = name.split('.').next().unwrap_or_default();
            !self.names.is_group(first) && renamed.iter().any(|word| word == first)
        };
        if names.iter().any(is_renamed) {
            return Ok(None);
        }
        let faults = self.unknown(markdown, &range, &names);
        if !faults.is_empty() || !wanted {
            return if faults.is_empty() { Ok(None) } else { Err(faults) };
        }
        let written = template.render(&self.values);
        written.map(Some).map_err(|error| vec![failed(&error, inner, range.start, source.1)])
    }

    /// The template of an expression, or what is wrong with its words.
    fn read<'s>(&self, inner: &str, start: usize, source: &'s (String, usize)) -> Result<Template<'_, 's>, Vec<Fault>> {
        let faults = self.wording(inner, start);
        if !faults.is_empty() {
            return Err(faults);
        }
        self.env.template_from_str(&source.0).map_err(|error| vec![failed(&error, inner, start, source.1)])
    }

    /// Sentences that there are not, and `zahl` without its quotes.
    fn wording(&self, inner: &str, start: usize) -> Vec<Fault> {
        let at = |range: Range<usize>, kind| Fault { range: start + range.start..start + range.end, kind };
        let sentences = SATZ.captures_iter(inner).filter_map(|found| {
            let (whole, name) = (found.get(0)?, found.get(1)?);
            let kind = match found.get(2) {
                _ if !self.sentences.iter().any(|known| known == name.as_str()) => Kind::Sentence,
                None => Kind::SentenceAlone,
                Some(_) => return None,
            };
            Some(at(whole.start()..name.end(), kind))
        });
        sentences.chain(ZAHL.find(inner).map(|found| at(found.range(), Kind::Zahl))).collect()
    }

    /// The names of an expression that nothing has, each at each of its places.
    fn unknown(&self, markdown: &str, range: &Range<usize>, names: &[String]) -> Vec<Fault> {
        let inner = markdown.get(range.clone()).unwrap_or_default();
        let given = |name: &str| name == "zahl" || name.starts_with("zahl.") || self.names.is_group(name);
        let unknown =
            names.iter().filter(|name| !name.starts_with("satz.") && !self.names.reaches(name) && !given(name));
        let places = unknown.flat_map(|name| places(inner, name).map(|start| start..start + name.len()));
        let places = places.map(|place| (place.start..place.end + behind_hyphen(&inner[place.end..]), Kind::Name));
        let ids = ID.captures_iter(inner).filter_map(|found| found.get(1));
        let ids = ids.filter(|id| !self.names.is_id(id.as_str())).map(|id| (id.range(), Kind::Id));
        let at = |(place, kind): (Range<usize>, Kind)| Fault {
            range: range.start + place.start..range.start + place.end,
            kind,
        };
        places.chain(ids).map(at).collect()
    }

    /// What a placeholder that can be filled in could do better.
    fn remark(&self, expression: &Expression) -> Option<Kind> {
        if let Some(id) = self.names.empty_of(expression) {
            return Some(Kind::Empty(id.clone()));
        }
        let lost = self.names.figure_of(expression).is_none() && self.names.has_numbers(expression);
        lost.then_some(Kind::Untraceable)
    }
}

/// The fault behind an error in the template of an expression that starts behind `before` bytes.
fn failed(error: &Error, inner: &str, start: usize, before: usize) -> Fault {
    let kind = Kind::of(error, inner);
    let exact = !matches!(kind, Kind::Quote | Kind::SentenceFailed);
    let range = error.range().filter(|range| exact && range.start >= before);
    let range =
        range.map_or(start..start + inner.len(), |range| start + range.start - before..start + range.end - before);
    Fault { range, kind }
}

/// Where a name stands in an expression, outside quotes.
fn places(inner: &str, name: &str) -> impl Iterator<Item = usize> {
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    inner.match_indices(name).map(|(start, _)| start).filter(move |start| {
        let (before, behind) = (&inner[..*start], &inner[*start + name.len()..]);
        let quotes = |quote: char| before.matches(quote).count() % 2 == 1;
        !before.ends_with(in_name) && !behind.starts_with(in_name) && !quotes('"') && !quotes('\'')
    })
}

/// A hyphen is read as a minus: how far what somebody meant as one name goes on behind it.
fn behind_hyphen(behind: &str) -> usize {
    let in_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    match behind.strip_prefix('-') {
        Some(rest) if rest.starts_with(|c: char| c.is_alphanumeric()) => {
            behind.find(|c: char| !in_name(c)).unwrap_or(behind.len())
        }
        _ => 0,
    }
}
