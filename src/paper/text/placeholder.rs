//! Placeholders: MiniJinja, strict about names, bounded by fuel, escaping for Markdown.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use crate::figures::{Figure, Wert};
use crate::finding::{Code, Finding, nearest, suggest};
use crate::model::{Text, grouped};

/// Instructions that one text may use; a text of a council paper needs a few hundred.
const FUEL: u64 = 200_000;

/// What placeholders can name: groups of figures and dates, by the name before the dot.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context(BTreeMap<String, BTreeMap<String, Value>>);

impl Context {
    /// Makes figures nameable: `egov.im_zeitraum`. Counts are numbers, everything else is text as it is printed.
    pub(crate) fn add(&mut self, figures: &[Figure]) {
        for figure in figures {
            let Some((group, name)) = figure.id.split_once('.') else { continue };
            let value = match figure.wert {
                Wert::Anzahl(n) => Value::from(n as u64),
                other => Value::from(other.text()),
            };
            self.0.entry(group.to_owned()).or_default().insert(name.to_owned(), value);
        }
    }

    /// Makes a text nameable.
    pub(crate) fn add_text(&mut self, group: &str, name: &str, text: String) {
        self.0.entry(group.to_owned()).or_default().insert(name.to_owned(), Value::from(text));
    }

    fn names(&self) -> Vec<String> {
        self.0.iter().flat_map(|(group, names)| names.keys().map(move |name| format!("{group}.{name}"))).collect()
    }
}

/// Puts values into a text; every unknown name is a finding.
pub(crate) fn render(text: &Text, context: &Context) -> Result<String, Vec<Finding>> {
    let mut env = environment();
    env.add_template("text", &text.markdown).map_err(|error| vec![broken(text, &error)])?;
    let template = env.get_template("text").map_err(|error| vec![broken(text, &error)])?;
    let unknown = unknown_names(text, &template, context);
    if !unknown.is_empty() {
        return Err(unknown);
    }
    template.render(&context.0).map_err(|error| vec![broken(text, &error)])
}

fn environment() -> Environment<'static> {
    let mut env = Environment::empty();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_fuel(Some(FUEL));
    env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    env.set_formatter(write_value);
    env.add_filter("zahlwort", zahlwort);
    env
}

/// Writes a value so that Markdown shows it literally; what has no German spelling is an error.
fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::new(ErrorKind::UndefinedError, "der Wert ist nicht bekannt"));
    }
    match (value.kind(), value.as_str()) {
        (_, Some(text)) if value.is_safe() => out.write_str(text).map_err(Error::from),
        (_, Some(text)) => out.write_str(&escape(text)).map_err(Error::from),
        (ValueKind::Number, _) if u64::try_from(value.clone()).is_ok() => {
            let number = u64::try_from(value.clone()).unwrap_or_default();
            out.write_str(&escape(&grouped(number.into(), "."))).map_err(Error::from)
        }
        // The kind of error tells the finding what it was; see `broken`.
        (ValueKind::Map | ValueKind::Seq | ValueKind::Iterable, _) => Err(ErrorKind::WriteFailure.into()),
        _ => Err(ErrorKind::InvalidOperation.into()),
    }
}

/// A text that Markdown shows letter for letter: punctuation escaped, no line breaks.
fn escape(text: &str) -> String {
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

/// The numbers 0 to 12 as words, as they stand before a noun ("ein Projekt"); larger ones as digits.
fn zahlwort(number: u64) -> Value {
    const WORDS: [&str; 13] =
        ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];
    let word = usize::try_from(number).ok().and_then(|n| WORDS.get(n));
    word.map_or_else(|| Value::from(number), |word| Value::from(*word))
}

/// A finding for each name that no figure has, at each of its places.
fn unknown_names(text: &Text, template: &minijinja::Template<'_, '_>, context: &Context) -> Vec<Finding> {
    let known = context.names();
    let mut unknown: Vec<String> = template.undeclared_variables(true).into_iter().collect();
    unknown.retain(|name| !known.contains(name) && !context.0.contains_key(name));
    unknown.sort();
    unknown
        .iter()
        .flat_map(|name| places(&text.markdown, name).map(|start| unknown_name(text, start, name, &known)))
        .collect()
}

fn unknown_name(text: &Text, start: usize, name: &str, known: &[String]) -> Finding {
    let span = text.span(start, start + name.len());
    let mend = format!("{} Alle Namen zeigt „ratsbericht figures“.", near_names(name, known));
    Finding::at(Code::RB502, span, format!("Den Platzhalter „{name}“ gibt es nicht."), mend)
}

/// What somebody may have meant: a name of the same group, or else the same figure of another.
fn near_names(name: &str, known: &[String]) -> String {
    let (group, figure) = name.split_once('.').unwrap_or(("", name));
    let depth = figure.matches('.').count();
    // As deep as the name: break-downs have longer ones, which nobody writes by accident.
    let as_deep = known.iter().filter_map(|full| Some((full.as_str(), full.split_once('.')?)));
    let as_deep: Vec<_> = as_deep.filter(|(_, (_, figure))| figure.matches('.').count() == depth).collect();
    let of_group: Vec<_> = as_deep.iter().filter(|(_, (of, _))| *of == group).copied().collect();
    let candidates = if of_group.is_empty() { as_deep } else { of_group };
    let figures: BTreeSet<&str> = candidates.iter().map(|(_, (_, figure))| *figure).collect();
    let nearest = nearest(figure, figures);
    let meant: Vec<&str> = candidates.iter().filter(|(_, (_, f))| Some(*f) == nearest).map(|(full, _)| *full).collect();
    let list = suggest("", candidates.iter().map(|(full, _)| *full));
    match meant.as_slice() {
        [] if candidates.is_empty() => suggest("", known.iter().map(String::as_str)),
        [] => list,
        [one] if candidates.len() > 20 => format!("Meinten Sie „{one}“?"),
        [one] => format!("Meinten Sie „{one}“? {list}"),
        several => suggest("", several.iter().copied()),
    }
}

/// Where a name stands inside `{{ }}` or `{% %}`.
fn places<'a>(markdown: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    markdown.match_indices(name).map(|(start, _)| start).filter(move |start| {
        let (before, behind) = (&markdown[..*start], &markdown[*start + name.len()..]);
        if before.ends_with(in_name) || behind.starts_with(in_name) {
            return false;
        }
        let opened = before.rfind("{{").max(before.rfind("{%"));
        let closed = before.rfind("}}").max(before.rfind("%}"));
        opened.is_some() && opened > closed
    })
}

/// Reports placeholders that are not well-formed.
pub(crate) fn check_syntax(text: &Text) -> Option<Finding> {
    environment().template_from_str(&text.markdown).err().map(|error| broken(text, &error))
}

/// The finding for a placeholder that cannot be read or computed.
fn broken(text: &Text, error: &Error) -> Finding {
    let first = text.markdown.find("{%").or_else(|| text.markdown.find("{{")).unwrap_or_default();
    let (start, end) = error.range().map_or((first, first + 2), |range| (range.start, range.end));
    let example = "Schreiben Sie Platzhalter wie {{ kennzahlen.im_zeitraum }}.";
    let (reason, mend) = match error.kind() {
        ErrorKind::SyntaxError => ("Die Klammern }} oder %} fehlen, oder ein Zeichen ist falsch.", example),
        ErrorKind::UnknownFilter => ("Den Filter gibt es nicht.", "Vorgesehen ist nur der Filter „zahlwort“."),
        ErrorKind::UnknownFunction | ErrorKind::UnknownTest | ErrorKind::UnknownMethod => {
            ("Die Funktion gibt es nicht.", example)
        }
        ErrorKind::OutOfFuel => ("Eine Schleife läuft zu lange.", "Löschen Sie die Schleife."),
        ErrorKind::UndefinedError => ("Der Wert ist nicht bekannt.", example),
        ErrorKind::WriteFailure => {
            ("Das ist eine Gruppe, keine Zahl.", "Nennen Sie die Zahl dahinter: kennzahlen.laufend.")
        }
        _ => ("Mit diesem Wert lässt sich hier nicht rechnen.", "„zahlwort“ und Rechnungen brauchen eine Anzahl."),
    };
    let message = format!("Ein Platzhalter lässt sich nicht ausfüllen. {reason}");
    Finding::at(Code::RB501, text.span(start, end), message, mend)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_up_to_twelve_have_words() {
        assert_eq!(zahlwort(2).as_str(), Some("zwei"));
        assert_eq!(zahlwort(12).as_str(), Some("zwölf"));
        assert_eq!(zahlwort(13).to_string(), "13");
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn escaped_text_is_one_literal_paragraph(text in "\\PC{0,80}") {
            let visible: String = text.trim().replace('\u{1}', "");
            prop_assume!(visible.chars().all(crate::source::is_safe) && !visible.is_empty());
            let blocks = super::super::markdown::parse(&escape(&visible));
            let inlines = match blocks.as_slice() {
                [super::super::Block::Paragraph { inlines }] => inlines.clone(),
                other => return Err(TestCaseError::fail(format!("{other:?}"))),
            };
            let shown: String = inlines.iter().map(|inline| match inline {
                super::super::Inline::Text { text } => text.as_str(),
                _ => "<markup>",
            }).collect();
            let plain = |s: &str| super::super::typografisch(s).split_whitespace().collect::<String>();
            prop_assert_eq!(plain(&shown), plain(&visible));
        }
    }
}
