//! One field: whether its value has the form that the schema wants, and is written as it should be.

use chrono::{DateTime, NaiveDate};
use serde_json::{Map, Value};

use super::super::kind::Kind;
use super::bundle::Faults;
use super::rule::Rule;
use super::schema::{Form, form, required};
use super::stand::Stand;

/// The text of a field.
pub(super) fn text<'f>(fields: &'f Map<String, Value>, name: &str) -> Option<&'f str> {
    fields.get(name).and_then(Value::as_str)
}

/// Looks at a field of an object.
pub(super) fn check(faults: &mut Faults, kind: Kind, name: &str, value: &Value, id: &str, stand: &Stand) {
    let mut tell =
        |rule, found: &str| faults.tell(rule, &format!("{}.{name}", kind.name()), id, stand.place(name, found));
    match form(kind, name) {
        None if !name.contains(':') => tell(Rule::HintField, name),
        None => {}
        Some(form) => {
            let is_list = matches!(form, Form::Texts | Form::Urls | Form::Refs(_) | Form::Many(_));
            let values = value.as_array().filter(|_| is_list).map_or(std::slice::from_ref(value), Vec::as_slice);
            let has_form = !is_list || value.is_array() || value.is_null();
            for wrong in values.iter().filter(|value| !has_form || !fits(form, value)) {
                tell(misfit(form, wrong), &shown(wrong));
            }
            let texts = values.iter().filter_map(Value::as_str);
            if name == "mimeType" {
                texts.clone().filter(|text| !is_media_type(text)).for_each(|text| tell(Rule::MediaType, text));
            }
            if matches!(form, Form::Text | Form::Texts)
                && let Some(escape) = texts.filter_map(html_escape).next()
            {
                tell(Rule::Escape, escape);
            }
        }
    }
    let may_be_empty = required(kind, true).contains(&name);
    empties(value, may_be_empty, &mut tell);
}

/// Looks for what says nothing, however deep.
fn empties(value: &Value, may_be_empty: bool, tell: &mut dyn FnMut(Rule, &str)) {
    match value {
        Value::Null => tell(Rule::Null, "null"),
        Value::String(text) if text.trim().is_empty() => tell(Rule::EmptyText, "\"\""),
        Value::Array(items) if items.is_empty() && !may_be_empty => tell(Rule::EmptyList, "[]"),
        Value::Array(items) => items.iter().filter(|item| !is_object(item)).for_each(|item| empties(item, false, tell)),
        Value::Object(fields) if !is_object(value) => {
            fields.values().for_each(|value| empties(value, false, tell));
        }
        _ => {}
    }
}

/// Whether it is an object of OParl, which is looked at by itself.
fn is_object(value: &Value) -> bool {
    value.get("type").and_then(Value::as_str).is_some_and(|named| named.contains("oparl"))
}

/// Whether a value has the form of a field; what says nothing has its own rule.
fn fits(form: Form, value: &Value) -> bool {
    if value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()) {
        return true;
    }
    match form {
        Form::Text | Form::Texts => value.is_string(),
        Form::Url | Form::Urls | Form::Ref(_) | Form::Refs(_) | Form::List(_) => value.as_str().is_some_and(is_url),
        Form::Bool => value.is_boolean(),
        Form::Whole => value.is_i64() || value.is_u64(),
        Form::Day => value.as_str().is_some_and(|text| text.len() == 10 && text.parse::<NaiveDate>().is_ok()),
        Form::Moment => value.as_str().is_some_and(is_moment),
        Form::Json | Form::One(_) | Form::Many(_) => value.is_object(),
    }
}

/// Which rule a value breaks that does not fit.
fn misfit(form: Form, value: &Value) -> Rule {
    let text = value.as_str().unwrap_or_default();
    match form {
        Form::Moment if DateTime::parse_from_rfc3339(text).is_err() => Rule::Moment,
        Form::Moment if text.contains('.') => Rule::Fraction,
        Form::Moment if text.ends_with(['Z', 'z']) => Rule::Zulu,
        Form::Moment => Rule::Moment,
        _ => Rule::Form,
    }
}

/// A value for a message.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether it is a moment as OParl writes one: whole seconds, and the distance from universal time.
fn is_moment(text: &str) -> bool {
    let form = "0000-00-00T00:00:00+00:00";
    let same = |(c, form): (u8, u8)| match form {
        b'0' => c.is_ascii_digit(),
        b'+' => matches!(c, b'+' | b'-'),
        other => c == other,
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(same) && DateTime::parse_from_rfc3339(text).is_ok()
}

/// Whether a moment is before another one.
pub(super) fn is_before(one: &str, other: &str) -> bool {
    let parse = DateTime::parse_from_rfc3339;
    matches!((parse(one), parse(other)), (Ok(one), Ok(other)) if one < other)
}

/// Whether it is an absolute address of the web.
fn is_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    host.is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '['))
        && text.chars().all(is_plain)
}

/// Whether it is a media type: two words with a slash between them.
pub(super) fn is_media_type(text: &str) -> bool {
    let is_word = |word: &str| {
        let starts = word.starts_with(|c: char| c.is_ascii_alphanumeric());
        starts && word.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    let essence = text.split(';').next().unwrap_or_default().trim();
    essence.split_once('/').is_some_and(|(kind, sort)| is_word(kind) && is_word(sort))
}

/// The first character of a text that is written as in HTML: `&amp;`, `&#228;`.
fn html_escape(text: &str) -> Option<&str> {
    let escape = |(at, _): (usize, &str)| {
        let rest = text.get(at..)?;
        let (name, _) = rest.get(1..)?.split_once(';')?;
        let number = name.strip_prefix('#');
        let is_one = match number {
            Some(number) => {
                number.trim_start_matches(['x', 'X']).chars().all(|c| c.is_ascii_hexdigit()) && !number.is_empty()
            }
            None => (2..=8).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric()),
        };
        is_one.then(|| rest.get(..name.len() + 2)).flatten()
    };
    text.match_indices('&').find_map(escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart() {
        for good in ["2021-04-01T00:00:00+02:00", "2021-04-01T00:00:00-11:30"] {
            assert!(is_moment(good), "{good}");
        }
        for bad in ["2021-04-01T00:00:00Z", "2021-04-01T00:00:00.5+02:00", "2021-04-01", "2021-13-01T00:00:00+02:00"] {
            assert!(!is_moment(bad), "{bad}");
        }
        for good in ["https://a.example/", "http://127.0.0.1:80/x?y=1#z", "https://a.example/%C3%A4"] {
            assert!(is_url(good), "{good}");
        }
        for bad in ["", "a", "/oparl", "ftp://a.example", "https://", "https://a.example/ä", "https://a.example/a b"] {
            assert!(!is_url(bad), "{bad}");
        }
        for good in
            ["application/pdf", "text/html; charset=utf-8", "image/svg+xml", "application/vnd.oasis.opendocument.text"]
        {
            assert!(is_media_type(good), "{good}");
        }
        for bad in ["", "pdf", "application/", "/pdf", "application/p df", "a/b/c"] {
            assert!(!is_media_type(bad), "{bad}");
        }
        for (text, escape) in [
            ("A &amp; B", Some("&amp;")),
            ("&#228;", Some("&#228;")),
            ("&#xE4;", Some("&#xE4;")),
            ("F&E; A & B; &;", None),
        ] {
            assert_eq!(html_escape(text), escape, "{text}");
        }
    }
}
