//! What objects say of each other: back references, kinds, copies.

use super::super::kind::Kind;
use super::bundle::Place;
use super::rule::Rule;
use super::schema::{Form, PAIRS, back, form, own};
use super::walk::{Copy, Known, Walk};

/// Holds all objects that were seen against each other.
pub(super) fn check(walk: &mut Walk<'_>) {
    let mut found = Vec::new();
    let mut tell = |rule, what: String, id: &str, place: Place| found.push((rule, what, id.to_owned(), place));
    for (id, known) in &walk.known {
        let Some(kind) = known.kind else { continue };
        for (field, targets) in &known.leads {
            for target in targets {
                let what = || format!("{}.{field}", kind.name());
                let place = || Place::new(id, field, target);
                let Some(other) = walk.known.get(target) else { continue };
                if is_reference(kind, field, other) {
                    tell(Rule::Type, what(), id, place());
                }
                if other.deleted && !known.deleted {
                    tell(Rule::HintDeleted, what(), id, place());
                }
                if let Some(back) = back(kind, field).filter(|_| !other.deleted)
                    && !names(other, back, id)
                {
                    let name = other.kind.map_or("", Kind::name);
                    tell(Rule::Held, format!("{name}.{back}"), target, Place::new(target, back, id));
                }
                if leads_back_to_stranger(kind, field, id, other) {
                    tell(Rule::Back, what(), id, place());
                }
                let pair = PAIRS.iter().find(|(of, there, _)| *of == kind && there == field);
                if pair.is_some_and(|(_, _, back)| !other.deleted && !names(other, back, id)) {
                    tell(Rule::Pair, what(), id, place());
                }
            }
        }
    }
    for Copy { id, kind, moments, place } in &walk.copies {
        if walk.known.get(id).is_some_and(|known| known.moments != *moments) {
            tell(Rule::Copy, kind.name().to_owned(), id, place.clone());
        }
    }
    for (rule, what, id, place) in found {
        walk.faults.tell(rule, &what, &id, place);
    }
}

/// Whether a reference leads to an object of another kind than its field wants; embedded objects are looked at where they stand.
fn is_reference(kind: Kind, field: &str, other: &Known) -> bool {
    matches!(form(kind, field), Some(Form::Ref(want) | Form::Refs(want)) if other.kind != Some(want))
}

/// Whether a field leads back to an object that does not hold this one.
fn leads_back_to_stranger(kind: Kind, field: &str, id: &str, other: &Known) -> bool {
    let Some(holder) = other.kind.filter(|_| !other.deleted) else { return false };
    let is_held_by = |name: &str| {
        let of_kind = matches!(form(holder, name), Some(Form::One(held) | Form::Many(held)) if held == kind);
        of_kind && back(holder, name) == Some(field)
    };
    let mut holding = own(holder).iter().filter(|(name, _)| is_held_by(name)).peekable();
    holding.peek().is_some() && !holding.any(|(name, _)| names(other, name, id))
}

/// Whether a field of an object names another one.
fn names(known: &Known, field: &str, id: &str) -> bool {
    known.leads.get(field).is_some_and(|leads| leads.iter().any(|lead| lead == id))
}
