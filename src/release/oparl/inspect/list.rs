//! Lists: whether their pages follow each other, stay as they are, and hold everything.

use std::collections::{BTreeMap, BTreeSet};

use super::super::kind::Kind;
use super::bundle::Place;
use super::field::is_before;
use super::rule::Rule;
use super::walk::{List, Page, Walk};

/// A fault of a list: the rule, the page, the field, what was found.
type Found<'w> = (Rule, &'w str, &'static str, String);

/// Looks at every list from its first page to its last.
pub(super) fn check(walk: &mut Walk<'_>) {
    let mut found: Vec<(Kind, Rule, String, Place)> = Vec::new();
    let mut listed: BTreeMap<Kind, BTreeSet<&str>> = BTreeMap::new();
    let mut is_whole = !walk.is_cut;
    for List { kind, first, is_whole: lists_all } in &walk.lists {
        let pages = chain(&walk.pages, first);
        is_whole &= pages.last().is_some_and(|(_, last)| last.next.is_none()) || !lists_all;
        for (rule, url, path, words) in judge(&pages) {
            found.push((*kind, rule, url.to_owned(), Place::new(url, path, &words)));
        }
        if *lists_all {
            let ids = pages.iter().flat_map(|(_, page)| page.items.iter().map(|[id, _]| id.as_str()));
            listed.entry(*kind).or_default().extend(ids);
        }
    }
    for (id, known) in walk.known.iter().filter(|_| is_whole) {
        if let Some(kind) = known.kind
            && listed.get(&kind).is_some_and(|ids| !ids.contains(id.as_str()))
        {
            found.push((kind, Rule::Listed, id.clone(), Place::new(id, "", "")));
        }
    }
    for (kind, rule, id, place) in found {
        walk.faults.tell(rule, &format!("Liste von {}", kind.name()), &id, place);
    }
}

/// The pages of a list in their order, each once.
fn chain<'w>(pages: &'w BTreeMap<String, Page>, first: &str) -> Vec<(&'w str, &'w Page)> {
    let (mut next, mut seen, mut all) = (Some(first), BTreeSet::new(), Vec::new());
    while let Some((url, page)) = next.and_then(|url| pages.get_key_value(url)) {
        if !seen.insert(url.as_str()) {
            break;
        }
        all.push((url.as_str(), page));
        next = page.next.as_deref();
    }
    all
}

/// What is wrong with the pages of a list.
fn judge<'w>(pages: &[(&'w str, &'w Page)]) -> Vec<Found<'w>> {
    let mut found = Vec::new();
    let count: usize = pages.iter().map(|(_, page)| page.items.len()).sum();
    let (mut seen, mut newest) = (BTreeSet::new(), "");
    for (at, (url, page)) in pages.iter().enumerate() {
        let (is_last, number) = (at + 1 == pages.len(), |name: &str| page.numbers.get(name).copied());
        if is_last && page.next.as_ref().is_some_and(|next| pages.iter().any(|(known, _)| known == next)) {
            found.push((Rule::Next, *url, "links/next", page.next.clone().unwrap_or_default()));
        }
        if page.next.is_none() && number("totalPages").is_some_and(|total| total > pages.len() as u64) {
            found.push((Rule::Next, *url, "links", String::new()));
        }
        let per_page = number("elementsPerPage");
        if !is_last && per_page.is_some_and(|per_page| (page.items.len() as u64) < per_page) {
            found.push((Rule::PageSize, *url, "data", format!("{} Einträge", page.items.len())));
        }
        let is_other = |name: &str, is: usize| number(name).is_some_and(|said| said != is as u64);
        let has_all = pages.last().is_some_and(|(_, last)| last.next.is_none());
        if is_other("currentPage", at + 1) || has_all && is_other("totalElements", count) {
            found.push((Rule::Total, *url, "pagination", format!("{:?}", page.numbers)));
        }
        for [id, created] in &page.items {
            if !seen.insert(id) && !id.is_empty() {
                found.push((Rule::Duplicate, *url, "data", id.clone()));
            }
            if is_before(created, newest) {
                found.push((Rule::Sorted, *url, "data", id.clone()));
            } else {
                newest = created;
            }
        }
    }
    found
}
