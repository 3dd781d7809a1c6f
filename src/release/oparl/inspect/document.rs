//! What lies at an address: an object, a page of a list, or the content of a file.

use serde_json::{Map, Value};
use sha2::{Digest, Sha512};

use super::super::kind::Kind;
use super::super::tree::PER_PAGE;
use super::bundle::Place;
use super::field;
use super::object;
use super::rule::Rule;
use super::stand::Stand;
use super::walk::{Ask, Content, Page, Walk, Want};
use crate::source::hex;

/// Looks at what an address has given.
pub(super) fn look(walk: &mut Walk<'_>, ask: &Ask, content: &[u8], served: Option<&str>) {
    if let Want::Content(said) = &ask.want {
        return compare(walk, said, &ask.url, content, served);
    }
    let url = ask.url.as_str();
    let mut tell = |rule, found: &str| walk.faults.tell(rule, "JSON", url, Place::new(url, "", found));
    if let Some(other) = served.map(essence).filter(|essence| essence != "application/json") {
        tell(Rule::HintServed, &other);
    }
    let plain = content.strip_prefix(b"\xef\xbb\xbf");
    if plain.is_some() {
        tell(Rule::Bom, "EF BB BF");
    }
    let Ok(text) = std::str::from_utf8(plain.unwrap_or(content)) else { return tell(Rule::Utf8, "") };
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(text) else { return tell(Rule::Json, text) };
    let is_page = fields.contains_key("data") && !fields.contains_key("type");
    match ask.want {
        Want::Page(kind) => page(walk, url, kind, &fields),
        Want::Start | Want::Content(_) if is_page => tell(Rule::Start, "eine Liste"),
        Want::Start | Want::Content(_) => object::check(walk, &fields, &Stand::alone(url), None),
        Want::Object(kind) => object::check(walk, &fields, &Stand::alone(url), Some(kind)),
    }
}

/// Holds the content of a file against what is said of it.
fn compare(walk: &mut Walk<'_>, said: &Content, url: &str, content: &[u8], served: Option<&str>) {
    let mut tell = |rule, field: &str, found: &str| {
        walk.faults.tell(rule, &format!("File.{field}"), &said.id, Place::new(&said.id, field, found));
    };
    if said.size.is_some_and(|size| size != content.len() as u64) {
        tell(Rule::Size, "size", &format!("{} Byte unter {url}", content.len()));
    }
    if let Some(sum) = &said.sha512 {
        let own = hex(&Sha512::digest(content));
        if !sum.eq_ignore_ascii_case(&own) {
            tell(Rule::Checksum, "sha512Checksum", &own);
        }
    }
    if let (Some(said), Some(served)) = (&said.media_type, served)
        && essence(said) != essence(served)
    {
        tell(Rule::Served, "mimeType", served);
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_lowercase()
}

/// Looks at a page of a list and at what is on it.
fn page(walk: &mut Walk<'_>, url: &str, kind: Kind, fields: &Map<String, Value>) {
    let what = format!("Liste von {}", kind.name());
    let mut page = Page::default();
    for (name, is_there) in [
        ("data", fields.get("data").is_some_and(Value::is_array)),
        ("pagination", fields.get("pagination").is_some_and(Value::is_object)),
        ("links", fields.get("links").is_some_and(Value::is_object)),
    ] {
        if !is_there {
            walk.faults.tell(Rule::Page, &format!("{what}: {name}"), url, Place::new(url, name, ""));
        }
    }
    let items = fields.get("data").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for (at, item) in items.iter().enumerate() {
        let path = format!("data/{at}");
        let Value::Object(item) = item else {
            walk.faults.tell(Rule::Type, &what, url, Place::new(url, &path, &item.to_string()));
            page.items.push([item.as_str().unwrap_or_default().to_owned(), String::new()]);
            continue;
        };
        object::check(walk, item, &Stand::listed(url, &path), Some(kind));
        page.items.push(["id", "created"].map(|name| field::text(item, name).unwrap_or_default().to_owned()));
    }
    let numbers = fields.get("pagination").and_then(Value::as_object).into_iter().flatten();
    page.numbers = numbers.filter_map(|(name, number)| Some((name.clone(), number.as_u64()?))).collect();
    let per_page = page.numbers.get("elementsPerPage").copied().unwrap_or(PER_PAGE as u64);
    if items.len() > PER_PAGE || items.len() as u64 > per_page {
        walk.faults.tell(Rule::PageSize, &what, url, Place::new(url, "data", &format!("{} Einträge", items.len())));
    }
    page.next = fields.get("links").and_then(|links| links.get("next")).and_then(Value::as_str).map(str::to_owned);
    if let Some(next) = &page.next {
        walk.ask(next, Want::Page(kind), &format!("{what}: links.next"), Place::new(url, "links/next", next));
    }
    walk.pages.insert(url.to_owned(), page);
}
