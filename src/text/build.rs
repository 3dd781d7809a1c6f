//! Builds the texts of one paper: block trees for its view, and what is to be said of them for the rules.

use std::collections::BTreeSet;

use super::block::Block;
use super::fault::{FaultKind, TextFault};
use super::fence::fence_faults;
use super::fill::Filler;
use super::names::Names;
use super::{markdown, zahl};
use crate::model::Text;
use crate::source::{Alphabet, fenced};

/// The texts of a paper, each filled in once.
#[derive(Debug)]
pub(crate) struct Texts<'a> {
    filler: Filler,
    alphabet: &'a Alphabet,
    built: Vec<Built<'a>>,
}

/// What there is to say of a text that was built.
#[derive(Debug)]
pub(crate) struct Built<'a> {
    /// The text.
    pub(crate) text: &'a Text,
    /// What is wrong with it, and what could be better.
    pub(crate) faults: Vec<TextFault>,
    /// The ids that its placeholders name.
    pub(crate) named: BTreeSet<String>,
}

impl<'a> Texts<'a> {
    /// No texts yet; placeholders can name `names`, and what is printed has the characters of `alphabet`.
    pub(crate) fn new(names: Names, alphabet: &'a Alphabet) -> Self {
        Self { filler: Filler::new(names), alphabet, built: Vec::new() }
    }

    /// The block tree of a text; empty where there is none or where it has mistakes.
    pub(crate) fn build(&mut self, text: Option<&'a Text>) -> Vec<Block> {
        let Some(text) = text else { return Vec::new() };
        let mut filled = self.filler.fill(&text.markdown);
        let mut blocks = Vec::new();
        if filled.faults.iter().all(|fault| fault.kind.is_remark()) {
            match self.blocks(&filled.markdown) {
                Ok(found) => blocks = found,
                Err(kind) => filled.faults.push(TextFault { range: 0..0, kind }),
            }
            // A placeholder that takes the end of a line along has moved a fence away from its place.
            if fence_faults(&text.markdown).is_empty() && !fenced(&filled.markdown).faults.is_empty() {
                filled.faults.push(TextFault { range: 0..0, kind: FaultKind::Cut });
            }
        }
        self.built.push(Built { text, faults: filled.faults, named: filled.named });
        blocks
    }

    /// The block tree of a text of the program itself, which a test fills in for every example.
    pub(crate) fn build_embedded(&self, markdown: &str) -> Vec<Block> {
        self.blocks(&self.filler.fill(markdown).markdown).unwrap_or_default()
    }

    /// The blocks of a text that was filled in; a placeholder can spell out what no file may hold.
    fn blocks(&self, markdown: &str) -> Result<Vec<Block>, FaultKind> {
        let blocks = markdown::parse(markdown).ok_or(FaultKind::TooDeep)?;
        let shown = zahl::unmarked(&blocks.iter().map(Block::text).collect::<String>());
        match self.alphabet.first_unprintable(&shown) {
            Some((_, c)) => Err(FaultKind::Unprintable(c)),
            None => Ok(blocks),
        }
    }

    /// The texts that were built.
    pub(crate) fn built(&self) -> &[Built<'a>] {
        &self.built
    }

    /// What their placeholders could name.
    pub(crate) fn names(&self) -> &Names {
        self.filler.names()
    }

    /// The characters that they can have.
    pub(crate) fn alphabet(&self) -> &Alphabet {
        self.alphabet
    }
}
