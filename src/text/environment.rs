//! MiniJinja as placeholders and standard sentences use it: strict about names, bounded by fuel, escaping for Markdown.

use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::values;
use crate::model::grouped;

/// Instructions that one placeholder may use; a standard sentence needs a few dozen.
const FUEL: u64 = 200_000;

/// The name of the template with the standard sentences.
pub(super) const SENTENCES: &str = "saetze";

/// Stands before each template that uses the standard sentences.
pub(super) const PREFIX: &str = "{% import \"saetze\" as satz %}";

/// An environment without sentences.
pub(super) fn environment<'e>() -> Environment<'e> {
    let mut env = Environment::empty();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_fuel(Some(FUEL));
    env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    env.set_formatter(write_value);
    values::filter(&mut env);
    env
}

fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    out.write_str(&written(value)?).map_err(Error::from)
}

/// A value as Markdown that shows it literally; what has no German spelling is an error.
pub(super) fn written(value: &Value) -> Result<String, Error> {
    if value.is_undefined() {
        return Err(Error::new(ErrorKind::UndefinedError, "der Wert ist nicht bekannt"));
    }
    if let Some(text) = values::spelled(value) {
        return Ok(escape(&text));
    }
    match (value.kind(), value.as_str()) {
        (_, Some(text)) if value.is_safe() => Ok(text.to_owned()),
        (_, Some(text)) => Ok(escape(text)),
        (ValueKind::Number, _) if u64::try_from(value.clone()).is_ok() => {
            let number = u64::try_from(value.clone()).unwrap_or_default();
            Ok(escape(&grouped(number.into(), ".")))
        }
        // The kind of error tells what it was; see `FaultKind::of`.
        (ValueKind::Map | ValueKind::Seq | ValueKind::Iterable, _) => Err(ErrorKind::WriteFailure.into()),
        _ => Err(ErrorKind::InvalidOperation.into()),
    }
}

/// A text that Markdown shows letter for letter: punctuation escaped, no line breaks.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.trim().chars() {
        match c {
            _ if c.is_ascii_punctuation() => out.extend(['\\', c]),
            '\n' | '\r' | '\t' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, Inline, markdown, with_typography};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn escaped_text_is_one_literal_paragraph(text in "\\PC{0,80}") {
            let visible: String = text.trim().replace('\u{1}', "");
            prop_assume!(visible.chars().all(crate::source::is_safe) && !visible.is_empty());
            let blocks = markdown::parse(&escape(&visible)).unwrap_or_default();
            let inlines = match blocks.as_slice() {
                [Block::Paragraph { inlines }] => inlines.clone(),
                other => return Err(TestCaseError::fail(format!("{other:?}"))),
            };
            let shown: String = inlines.iter().map(|inline| match inline {
                Inline::Text { text } => text.as_str(),
                _ => "<markup>",
            }).collect();
            let plain = |s: &str| with_typography(s).split_whitespace().collect::<String>();
            prop_assert_eq!(plain(&shown), plain(&visible));
        }
    }
}
