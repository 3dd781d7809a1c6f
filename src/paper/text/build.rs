//! Builds the texts of one paper and collects what is wrong with them.

use super::placeholder::{self, Context};
use super::{Block, gremien, markdown};
use crate::figures::Figure;
use crate::finding::Finding;
use crate::model::{Bestand, Text};

/// Builds texts with the figures that their placeholders can name.
#[derive(Debug, Default)]
pub(in crate::paper) struct TextBuilder {
    context: Context,
    gremien: Vec<String>,
    findings: Vec<Finding>,
}

impl TextBuilder {
    /// A builder that knows the names of the bodies.
    pub(in crate::paper) fn new(bestand: &Bestand) -> Self {
        let gremien = bestand.stammdaten.gremium.iter().map(|gremium| gremium.name.clone()).collect();
        Self { gremien, ..Self::default() }
    }

    /// Makes figures nameable.
    pub(in crate::paper) fn add(&mut self, figures: &[Figure]) {
        self.context.add(figures);
    }

    /// Makes a text nameable.
    pub(in crate::paper) fn add_text(&mut self, group: &str, name: &str, text: String) {
        self.context.add_text(group, name, text);
    }

    /// The block tree of a text; empty where there is none or where it has mistakes.
    pub(in crate::paper) fn build(&mut self, text: Option<&Text>) -> Vec<Block> {
        let Some(text) = text else { return Vec::new() };
        self.findings.extend(markdown::check(text));
        self.findings.extend(gremien::check(text, &self.gremien));
        match placeholder::render(text, &self.context) {
            Ok(rendered) if markdown::is_too_deep(&rendered) => {
                self.findings.push(markdown::too_deep(text));
                Vec::new()
            }
            Ok(rendered) => markdown::parse(&rendered),
            Err(findings) => {
                self.findings.extend(findings);
                Vec::new()
            }
        }
    }

    /// What is wrong with the texts.
    pub(in crate::paper) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
