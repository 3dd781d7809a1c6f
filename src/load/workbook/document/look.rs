//! How words look in Word, as far as it matters for what they say.

use super::super::xml::StartTag;

/// Properties of words; `None` is what nobody has said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) strong: Option<bool>,
    pub(super) emphasised: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) lowered: Option<bool>,
    pub(super) underlined: Option<bool>,
    pub(super) highlighted: Option<bool>,
    pub(super) capitals: Option<bool>,
}

impl Look {
    /// Takes a property in; others change nothing.
    pub(super) fn set(&mut self, tag: &StartTag<'_>) {
        let value = tag.value().unwrap_or_default();
        match tag.local() {
            "b" => self.strong = Some(tag.is_on()),
            "i" => self.emphasised = Some(tag.is_on()),
            "strike" | "dstrike" => self.struck = Some(tag.is_on() || self.struck == Some(true)),
            "vanish" => self.hidden = Some(tag.is_on()),
            "u" => self.underlined = Some(value != "none"),
            "highlight" => self.highlighted = Some(value != "none"),
            "caps" | "smallCaps" => self.capitals = Some(tag.is_on() || self.capitals == Some(true)),
            "vertAlign" => self.shift(value == "superscript", value == "subscript"),
            "position" => self.shift(is_more_than_zero(&value), value.strip_prefix('-').is_some_and(is_more_than_zero)),
            _ => {}
        }
    }

    /// Takes in that words stand above or below the line, which two properties can say.
    fn shift(&mut self, is_raised: bool, is_lowered: bool) {
        self.raised = Some(is_raised || self.raised == Some(true));
        self.lowered = Some(is_lowered || self.lowered == Some(true));
    }

    /// These properties, and behind them those of what lies below.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            strong: self.strong.or(below.strong),
            emphasised: self.emphasised.or(below.emphasised),
            struck: self.struck.or(below.struck),
            hidden: self.hidden.or(below.hidden),
            raised: self.raised.or(below.raised),
            lowered: self.lowered.or(below.lowered),
            underlined: self.underlined.or(below.underlined),
            highlighted: self.highlighted.or(below.highlighted),
            capitals: self.capitals.or(below.capitals),
        }
    }

    /// What words have of the style of their paragraph: how a heading or a quotation looks as a whole is design, and no emphasis.
    pub(super) fn of_paragraph(self) -> Self {
        Self { strong: None, emphasised: None, capitals: None, ..self.of_style() }
    }

    /// What words have of a style: the line below a link is design.
    pub(super) fn of_style(self) -> Self {
        Self { underlined: None, ..self }
    }
}

/// Whether a measure, with or without its unit, is more than nothing.
fn is_more_than_zero(measure: &str) -> bool {
    !measure.starts_with('-') && measure.contains(|c: char| matches!(c, '1'..='9'))
}
