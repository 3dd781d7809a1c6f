//! Builds the texts of one paper and collects what is wrong with them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::placeholder::{self, Context};
use super::zahl;
use super::{Block, Gremienliste, allowed, anfang, artikel, betraege, getippt, markdown, reste, standardsaetze};
use crate::figures::Figure;
use crate::finding::{Code, Finding, Severity};
use crate::model::{Text, unprintable};
use crate::source::Alphabet;

/// Builds texts with the figures that their placeholders can name.
#[derive(Debug)]
pub(crate) struct TextBuilder {
    context: Context,
    alphabet: Alphabet,
    findings: Vec<Finding>,
    named: BTreeSet<String>,
}

/// What is wrong with texts whatever their placeholders stand for; also for papers that cannot be prepared.
pub(crate) fn check_texts(
    texts: &[Text],
    liste: &Gremienliste,
    alphabet: &Alphabet,
    saetze: Option<&str>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for text in texts {
        findings.extend(allowed::check(text, alphabet));
        findings.extend(placeholder::check_syntax(text, saetze.unwrap_or(standardsaetze::EINGEBAUT)));
        findings.extend(reste::check(text));
        findings.extend(anfang::check(text));
        findings.extend(betraege::check(text));
        findings.extend(artikel::check(text));
        findings.extend(liste.check(text));
    }
    findings
}

impl TextBuilder {
    /// A builder for texts with the characters of `alphabet`.
    pub(crate) fn new(alphabet: &Alphabet) -> Self {
        Self { context: Context::default(), alphabet: alphabet.clone(), findings: Vec::new(), named: BTreeSet::new() }
    }

    /// The same with the municipality's own standard sentences instead of the embedded ones.
    pub(crate) fn with_saetze(mut self, saetze: Option<&String>) -> Self {
        self.context.set_saetze(saetze.cloned());
        self
    }

    /// Makes figures nameable.
    pub(crate) fn add(&mut self, figures: &[Figure]) {
        self.context.add(figures);
    }

    /// Makes a text nameable.
    pub(crate) fn add_text(&mut self, id: &str, text: String) {
        self.context.add_text(id, text);
    }

    /// Makes a day nameable.
    pub(crate) fn add_day(&mut self, id: &str, tag: NaiveDate) {
        self.context.add_day(id, tag);
    }

    /// The block tree of a text; empty where there is none or where it has mistakes.
    pub(crate) fn build(&mut self, text: Option<&Text>) -> Vec<Block> {
        let Some(text) = text else { return Vec::new() };
        match placeholder::render(text, &self.context) {
            Ok(rendered) if allowed::is_too_deep(&rendered.markdown) => {
                self.findings.push(allowed::too_deep(text));
                Vec::new()
            }
            Ok(rendered) => {
                self.findings.extend(rendered.findings);
                self.named.extend(rendered.named);
                self.printable(text, markdown::parse(&rendered.markdown))
            }
            Err(findings) => {
                self.findings.extend(findings);
                Vec::new()
            }
        }
    }

    /// Holds the outcome against the alphabet: a placeholder can spell out what no file may hold.
    fn printable(&mut self, text: &Text, blocks: Vec<Block>) -> Vec<Block> {
        let shown = zahl::unmarked(&blocks.iter().map(Block::text).collect::<String>());
        let written_out = text.markdown.replace(['\n', '\r', '\t'], " ");
        let reported = || {
            self.alphabet.first_unprintable(&written_out).is_some()
                || allowed::check(text, &self.alphabet).iter().any(|f| f.code == Code::RB013)
        };
        if let Some((_, c)) = self.alphabet.first_unprintable(&shown)
            && !reported()
        {
            self.findings.push(unprintable(text.span(0, 0), c, None));
            return Vec::new();
        }
        blocks
    }

    /// Holds the numbers that were typed into texts against figures of the paper.
    pub(crate) fn compare<'t>(&mut self, texts: impl IntoIterator<Item = &'t Text>, figures: &[Figure]) {
        self.findings.extend(texts.into_iter().flat_map(|text| getippt::check(text, figures)));
    }

    /// Whether every text could be built.
    pub(crate) fn is_sound(&self) -> bool {
        !self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Every name that the placeholders of the texts use.
    pub(crate) fn named(&self) -> &BTreeSet<String> {
        &self.named
    }

    /// What is wrong with the texts.
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }
}
