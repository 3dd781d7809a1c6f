//! Klimarelevanz: quantities of energy and emission factors.
//!
//! Ticks, limits and missing factors are held against what a paper prints, in the paper's room.

mod energie;
mod faktoren;

use crate::finding::Finding;
use crate::model::{Bestand, Sicht};

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = energie::check(sicht);
    findings.extend(faktoren::check(&bestand.faktoren));
    findings
}
