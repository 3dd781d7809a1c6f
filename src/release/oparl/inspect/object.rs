//! One object: what it must say, and how it says it.

use serde_json::{Map, Value};

use super::super::kind::Kind;
use super::field::{self, text};
use super::rule::Rule;
use super::schema::{Form, HEAD, back, form, kind_of_type, required};
use super::stand::Stand;
use super::walk::{Content, Copy, Known, List, Walk, Want};

/// Looks at an object and at all that it holds.
pub(super) fn check(walk: &mut Walk<'_>, fields: &Map<String, Value>, stand: &Stand, want: Option<Kind>) {
    let id = text(fields, "id").unwrap_or(&stand.url).to_owned();
    let named = text(fields, "type").unwrap_or_default();
    let Some((kind, is_newest)) = kind_of_type(named) else {
        let what = want.map_or("type".into(), |kind| format!("{}.type", kind.name()));
        return walk.faults.tell(Rule::Type, &what, &id, stand.place("type", named));
    };
    if let Some(want) = want.filter(|want| *want != kind) {
        walk.faults.tell(Rule::Type, &format!("{}.type", want.name()), &id, stand.place("type", named));
    }
    let mut tell = |rule, name: &str, found: &str| {
        walk.faults.tell(rule, &format!("{}.{name}", kind.name()), &id, stand.place(name, found));
    };
    if stand.is_alone && id != stand.url {
        tell(Rule::Id, "id", &id);
    }
    let deleted = fields.get("deleted") == Some(&Value::Bool(true));
    let needed = if deleted { HEAD.to_vec() } else { required(kind, is_newest) };
    for name in needed.into_iter().filter(|name| !fields.contains_key(*name)) {
        tell(Rule::Required, name, "");
    }
    let moments = ["created", "modified"].map(|name| text(fields, name).unwrap_or_default().to_owned());
    if field::is_before(&moments[1], &moments[0]) {
        tell(Rule::Backwards, "modified", &moments[1]);
    }
    hints(fields, kind, deleted, stand, &mut tell);
    let mut known = Known { kind: Some(kind), deleted, moments, leads: Default::default() };
    for (name, value) in fields {
        field::check(&mut walk.faults, kind, name, value, &id, stand);
        follow(walk, (kind, &id), name, value, stand, &mut known);
    }
    if kind == Kind::File && !deleted {
        ask_content(walk, fields, &id, stand);
    }
    if stand.is_alone {
        walk.known.insert(stand.url.clone(), known);
        return;
    }
    walk.ask(&id, Want::Object(kind), &format!("{}.id", kind.name()), stand.place("id", &id));
    walk.copies.push(Copy { place: stand.place("", ""), kind, moments: known.moments, id });
}

/// What an object could say and does not.
fn hints(
    fields: &Map<String, Value>,
    kind: Kind,
    deleted: bool,
    stand: &Stand,
    tell: &mut dyn FnMut(Rule, &str, &str),
) {
    if let Some(back) = stand.holder.as_ref().and_then(|(holder, field)| back(*holder, field))
        && let Some(value) = fields.get(back)
    {
        tell(Rule::HintEmbedded, back, &value.to_string());
    }
    let is_pdf = text(fields, "mimeType") == Some("application/pdf");
    let all = [
        (Kind::Body, "license", Rule::HintLicense),
        (Kind::File, "size", Rule::HintSize),
        (Kind::File, "sha512Checksum", Rule::HintChecksum),
        (Kind::File, "text", Rule::HintText),
    ];
    for (_, name, rule) in all.into_iter().filter(|(of, name, _)| *of == kind && !fields.contains_key(*name)) {
        if !deleted && (rule != Rule::HintText || is_pdf) {
            tell(rule, name, "");
        }
    }
}

/// Follows what a field leads to.
fn follow(walk: &mut Walk<'_>, (kind, id): (Kind, &str), name: &str, value: &Value, stand: &Stand, known: &mut Known) {
    let what = format!("{}.{name}", kind.name());
    let Some(form) = form(kind, name) else { return };
    let items = || value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    match form {
        Form::Ref(target) | Form::Refs(target) => {
            for url in items().iter().filter_map(Value::as_str) {
                walk.ask(url, Want::Object(target), &what, stand.place(name, url));
                known.leads.entry(name.to_owned()).or_default().push(url.to_owned());
            }
        }
        Form::List(target) => {
            let Some(first) = value.as_str() else { return };
            let is_whole = matches!(kind, Kind::System | Kind::Body);
            walk.ask(first, Want::Page(target), &what, stand.place(name, first));
            walk.lists.push(List { kind: target, first: first.to_owned(), is_whole });
        }
        Form::One(target) | Form::Many(target) => {
            let is_list = value.is_array();
            for (at, item) in items().iter().enumerate() {
                let Value::Object(fields) = item else { continue };
                let path = if is_list { format!("{name}/{at}") } else { name.to_owned() };
                check(walk, fields, &stand.held(kind, name, &path), Some(target));
                let held = text(fields, "id").map(str::to_owned);
                known.leads.entry(name.to_owned()).or_default().extend(held);
            }
            if kind == Kind::Meeting && name == "agendaItem" {
                in_order(walk, items(), id, stand);
            }
        }
        _ => {}
    }
}

/// Looks whether an agenda counts from 0 on.
fn in_order(walk: &mut Walk<'_>, items: &[Value], id: &str, stand: &Stand) {
    let numbers: Vec<&Value> = items.iter().filter_map(|item| item.get("order")).collect();
    let is_counted = |(at, number): (usize, &&Value)| number.as_u64() == Some(at as u64);
    if !numbers.iter().enumerate().all(is_counted) {
        let found = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        walk.faults.tell(Rule::Order, "AgendaItem.order", id, stand.place("agendaItem", &found));
    }
}

/// Wants to look at the content of a file.
fn ask_content(walk: &mut Walk<'_>, fields: &Map<String, Value>, id: &str, stand: &Stand) {
    for name in ["accessUrl", "downloadUrl"] {
        let Some(url) = text(fields, name) else { continue };
        let content = Content {
            id: id.to_owned(),
            size: fields.get("size").and_then(Value::as_u64),
            sha512: text(fields, "sha512Checksum").map(str::to_owned),
            media_type: text(fields, "mimeType").filter(|found| field::is_media_type(found)).map(str::to_owned),
        };
        walk.ask(url, Want::Content(content), &format!("File.{name}"), stand.place(name, url));
    }
}
