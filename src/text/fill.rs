//! Fills placeholders in, each by itself, so that each fault is known with its place and none hides another.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use minijinja::value::Value;
use minijinja::{Environment, Error, Template};
use regex::Regex;

use super::environment::{PREFIX, SENTENCES, environment, escape};
use super::expression::Expression;
use super::fault::{FaultKind, TextFault};
use super::forms::{Form, Forms, Piece, forms};
use super::names::Names;
use super::{standardsaetze, zahl};
use crate::model::NICHTOEFFENTLICH;
use crate::source::pattern;

/// How many placeholders a text can have; one of a council paper has a few dozen.
const MOST: usize = 10_000;

/// How many bytes an expression can have, which may lie as deep in one another; one that decides between two figures has a
/// tenth of it.
const LONGEST: usize = 1_000;

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
    pub(super) faults: Vec<TextFault>,
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
pub(crate) fn misspelt(markdown: &str, names: &Names) -> Vec<TextFault> {
    let Forms { pieces, mut faults, .. } = forms(markdown);
    let slots: Vec<Slot<'_>> = pieces.iter().filter_map(|piece| Slot::of(piece, markdown)).take(MOST).collect();
    if slots.is_empty() {
        return faults;
    }
    let filler = Filler::new(names.clone());
    faults.extend(slots.iter().flat_map(|slot| filler.read(slot, &slot.source()).err().unwrap_or_default()));
    faults
}

/// The place of an expression.
struct Slot<'t> {
    /// What stands between the brackets.
    inner: &'t str,
    /// Where that begins in the text.
    start: usize,
    /// What a template of it has before and behind it.
    around: [&'static str; 2],
}

impl<'t> Slot<'t> {
    fn of(piece: &Piece, markdown: &'t str) -> Option<Self> {
        let around = match piece.form {
            Form::Print => ["{{ ", " }}"],
            Form::If | Form::Elif => ["{% if ", " %}1{% endif %}"],
            Form::Words | Form::Else | Form::Endif => return None,
        };
        Some(Self { inner: markdown.get(piece.range.clone())?, start: piece.range.start, around })
    }

    /// What stands before the expression in its template.
    fn before(&self) -> String {
        format!("{}{}", if self.inner.contains("satz") { PREFIX } else { "" }, self.around[0])
    }

    fn source(&self) -> String {
        format!("{}{}{}", self.before(), self.inner, self.around[1])
    }

    fn fault(&self, range: Range<usize>, kind: FaultKind) -> TextFault {
        TextFault { range: self.start + range.start..self.start + range.end, kind }
    }

    /// The fault behind an error of the template.
    fn failed(&self, error: &Error) -> TextFault {
        let (kind, before) = (FaultKind::of(error, self.inner), self.before().len());
        let exact = !matches!(kind, FaultKind::Quote | FaultKind::SentenceFailed);
        let range = error.range().filter(|range| exact && range.start >= before);
        self.fault(range.map_or(0..self.inner.len(), |range| range.start - before..range.end - before), kind)
    }
}

/// How far an open `{% if … %}` is.
#[derive(Clone, Copy, PartialEq)]
enum Branch {
    /// None of its branches has been taken.
    Waiting,
    /// The branch that is being read is taken.
    On,
    /// The branch that was taken is over, or all of it is not printed.
    Off,
}

impl Branch {
    fn begun(holds: bool) -> Self {
        if holds { Self::On } else { Self::Waiting }
    }
}

impl Filler {
    /// Fills in what these names stand for.
    pub(super) fn new(names: Names) -> Self {
        let mut env = environment();
        // What is embedded a test reads, what replaces it was read before; without it every sentence would be a fault.
        let _ = env.add_template_owned(SENTENCES, names.saetze().to_owned());
        let sentences = standardsaetze::names(names.saetze()).into_iter().map(|(name, _)| name.to_owned()).collect();
        Self { values: names.values(), names, env, sentences }
    }

    /// What the placeholders can name.
    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// Puts values into a text.
    pub(super) fn fill(&self, markdown: &str) -> Filled {
        let Forms { pieces, faults, renamed } = forms(markdown);
        let mut filled = Filled { faults, ..Filled::default() };
        let (mut open, mut remarks) = (Vec::new(), Vec::new());
        for (count, piece) in pieces.iter().enumerate() {
            let state = open.last().copied().unwrap_or(Branch::On);
            if self.withheld(piece, markdown, (state, &mut open), &mut filled) {
                continue;
            }
            let wanted = state == if piece.form == Form::Elif { Branch::Waiting } else { Branch::On };
            let written = Slot::of(piece, markdown).and_then(|slot| match count {
                ..MOST => self.written(&slot, &renamed, wanted).map_err(|faults| filled.faults.extend(faults)).ok()?,
                _ => None,
            });
            match (piece.form, open.last_mut()) {
                (Form::Words, _) if wanted => filled.markdown.push_str(&markdown[piece.range.clone()]),
                (Form::Print, _) => {
                    let expression = Expression::read(&markdown[piece.range.clone()]);
                    let id = self.names.figure_of(&expression);
                    let marked = written.map(|text| id.map_or(text.clone(), |id| zahl::marked(&escape(id), &text)));
                    filled.markdown.push_str(&marked.unwrap_or_default());
                    remarks.extend(self.remark(&expression).map(|kind| TextFault { range: piece.range.clone(), kind }));
                    filled.named.extend(expression.names);
                }
                (Form::If, _) if wanted => open.push(Branch::begun(written.is_some_and(|text| !text.is_empty()))),
                (Form::If, _) => open.push(Branch::Off),
                (Form::Elif, Some(last)) if wanted => {
                    *last = Branch::begun(written.is_some_and(|text| !text.is_empty()));
                }
                (Form::Elif | Form::Else, Some(last)) => {
                    *last = if state == Branch::Waiting { Branch::On } else { Branch::Off }
                }
                (Form::Endif, _) => drop(open.pop()),
                _ => {}
            }
        }
        if let Some(piece) = pieces.get(MOST) {
            filled.faults.push(TextFault { range: piece.range.clone(), kind: FaultKind::TooMany });
        }
        if filled.faults.is_empty() {
            filled.faults = remarks;
        }
        filled
    }

    /// Whether a piece names what this edition does not tell; a mark is printed then, for a condition instead of all its branches.
    fn withheld(
        &self,
        piece: &Piece,
        markdown: &str,
        (state, open): (Branch, &mut Vec<Branch>),
        filled: &mut Filled,
    ) -> bool {
        let expression = Expression::read(markdown.get(piece.range.clone()).unwrap_or_default());
        let is_one = matches!(piece.form, Form::Print | Form::If | Form::Elif) && self.names.withholds(&expression);
        if !is_one {
            return false;
        }
        let mark = state == if piece.form == Form::Elif { Branch::Waiting } else { Branch::On };
        filled.markdown.push_str(&escape(if mark { NICHTOEFFENTLICH } else { "" }));
        match (piece.form, open.last_mut()) {
            (Form::If, _) => open.push(Branch::Off),
            (Form::Elif, Some(last)) => *last = Branch::Off,
            _ => {}
        }
        true
    }

    /// What an expression writes; `None` where it is not wanted. Names in `renamed` mean what is not known here.
    fn written(
        &self,
        slot: &Slot<'_>,
        renamed: &BTreeSet<String>,
        wanted: bool,
    ) -> Result<Option<String>, Vec<TextFault>> {
        let source = slot.source();
        let template = self.read(slot, &source)?;
        let mut names: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        names.sort();
        let is_renamed = |name: &String| {
            let first = name.split('.').next().unwrap_or_default();
            !self.names.is_group(first) && renamed.contains(first)
        };
        if names.iter().any(is_renamed) {
            return Ok(None);
        }
        let unknown = self.unknown(slot, &names);
        match (unknown.is_empty(), wanted) {
            (false, _) => Err(unknown),
            (true, false) => Ok(None),
            (true, true) => template.render(&self.values).map(Some).map_err(|error| vec![slot.failed(&error)]),
        }
    }

    /// The template of an expression, or what is wrong with its words.
    fn read<'s>(&self, slot: &Slot<'_>, source: &'s str) -> Result<Template<'_, 's>, Vec<TextFault>> {
        if slot.inner.len() > LONGEST {
            return Err(vec![slot.fault(0..slot.inner.len(), FaultKind::TooLong)]);
        }
        let faults = self.wording(slot);
        if !faults.is_empty() {
            return Err(faults);
        }
        self.env.template_from_str(source).map_err(|error| vec![slot.failed(&error)])
    }

    /// Sentences that there are not, and `zahl` without its quotes.
    fn wording(&self, slot: &Slot<'_>) -> Vec<TextFault> {
        let sentences = SATZ.captures_iter(slot.inner).filter_map(|found| {
            let (whole, name) = (found.get(0)?, found.get(1)?);
            let kind = match found.get(2) {
                _ if !self.sentences.iter().any(|known| known == name.as_str()) => FaultKind::Sentence,
                None => FaultKind::SentenceAlone,
                Some(_) => return None,
            };
            Some(slot.fault(whole.start()..name.end(), kind))
        });
        sentences.chain(ZAHL.find(slot.inner).map(|found| slot.fault(found.range(), FaultKind::Zahl))).collect()
    }

    /// The names of an expression that nothing has, each at each of its places.
    fn unknown(&self, slot: &Slot<'_>, names: &[String]) -> Vec<TextFault> {
        let is_known = |name: &str| match name.split('.').next() {
            Some("zahl" | "satz") => true,
            _ => self.names.reaches(name) || self.names.is_group(name),
        };
        let unknown = names.iter().filter(|name| !is_known(name));
        let places = unknown.flat_map(|name| places(slot.inner, name)).map(|place| slot.fault(place, FaultKind::Name));
        let ids = ID.captures_iter(slot.inner).filter_map(|found| found.get(1));
        let ids = ids.filter(|id| !self.names.is_id(id.as_str()));
        places.chain(ids.map(|id| slot.fault(id.range(), FaultKind::Id))).collect()
    }

    /// What a placeholder that can be filled in could do better.
    fn remark(&self, expression: &Expression) -> Option<FaultKind> {
        if let Some(id) = self.names.empty_of(expression) {
            return Some(FaultKind::Empty(id.clone()));
        }
        let lost = self.names.figure_of(expression).is_none() && self.names.has_numbers(expression);
        lost.then_some(FaultKind::Untraceable)
    }
}

/// Where a name stands in an expression, outside quotes, with what somebody meant as a part of it behind a hyphen.
fn places<'t>(inner: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> {
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    inner.match_indices(name).filter_map(move |(start, _)| {
        let (before, behind) = (inner.get(..start)?, inner.get(start + name.len()..)?);
        let quotes = |quote: char| before.matches(quote).count() % 2 == 1;
        let is_one = !before.ends_with(in_name) && !behind.starts_with(in_name) && !quotes('"') && !quotes('\'');
        is_one.then(|| start..start + name.len() + behind_hyphen(behind))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn fill(markdown: &str) -> Filled {
        let mut names = Names::default();
        names.add(&[testing::figure("a.b", "B", 3), testing::figure("a.c", "C", 57)]);
        Filler::new(names).fill(markdown)
    }

    /// What the faults are about, and their kinds.
    fn faults(markdown: &str) -> Vec<(&str, FaultKind)> {
        fill(markdown).faults.into_iter().map(|fault| (&markdown[fault.range], fault.kind)).collect()
    }

    #[test]
    fn what_prints_one_figure_is_traced() {
        let filled = fill("x {{- a.b|zahlwort -}} y {{ a.c + 1 }} {{ zahl[\"a.c\"] }}");
        let (three, all) = (zahl::marked("a\\.b", "drei"), zahl::marked("a\\.c", "57"));
        assert_eq!(filled.markdown, format!("x{three}y 58 {all}"));
        assert!(["a.b", "a.c"].iter().all(|id| filled.named.contains(*id)));
        assert_eq!(faults("{{ a.c + 1 }}"), [(" a.c + 1 ", FaultKind::Untraceable)]);
    }

    #[test]
    fn one_branch_is_printed() {
        let text = |n: u8| {
            format!(
                "{{% if a.b > {n} %}}x{{% if false %}}y{{% else %}}z{{% endif %}}{{% elif a.c > 9 %}}u{{% else %}}v{{% endif %}}"
            )
        };
        assert_eq!([fill(&text(2)).markdown, fill(&text(9)).markdown], ["xz", "u"]);
        assert_eq!(fill("{% if a.b > 9 %}x{% elif a.c < 9 %}y{% else %}z{% endif %}.").markdown, "z.");
    }

    #[test]
    fn what_a_condition_keeps_away_does_not_fail_but_is_read() {
        assert_eq!(faults("{% if a.b > 9 %}{{ a.c / 0 }}{% endif %}"), [(" a.c / 0 ", FaultKind::Untraceable)]);
        assert_eq!(faults("{% if a.b > 9 %}{{ a.d }}{{ \"a.d\" }}{% endif %}"), [("a.d", FaultKind::Name)]);
        assert_eq!(faults("{% if a.x %}{% endif %}"), [("a.x", FaultKind::Name)]);
        assert_eq!(faults("{% set n = 1 %}{{ n }}"), [("{% set n = 1 %}", FaultKind::Statement("set".into()))]);
    }

    #[test]
    fn an_expression_that_would_be_followed_too_deep_is_named_at_its_place() {
        let ways = [("1", "+1"), ("", "-"), ("a.b", "|zahlwort"), ("a", ".b"), ("not ", "not "), ("1", " if 1 else 1")];
        for (begin, again) in ways {
            for (open, close) in [("{{ ", " }}"), ("{% if ", " %}{% endif %}")] {
                let text = |times: usize| format!("x{open}{begin}{}{close}", again.repeat(times));
                let fitting = (LONGEST - 20) / again.len();
                assert!(fill(&text(fitting)).faults.iter().all(|fault| fault.kind != FaultKind::TooLong), "{again}");
                let long = text(200_000);
                let named = |fault: &TextFault| fault.range.len() > LONGEST && fault.kind == FaultKind::TooLong;
                assert!(matches!(fill(&long).faults.as_slice(), [one] if named(one)), "{again}");
            }
        }
    }

    #[test]
    fn a_text_has_no_more_placeholders_than_any_paper_needs() {
        let kinds: Vec<FaultKind> =
            fill(&"{{a.b}}".repeat(MOST + 5)).faults.into_iter().map(|fault| fault.kind).collect();
        assert_eq!(kinds, [FaultKind::TooMany]);
    }
}
