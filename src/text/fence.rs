//! Fences in a text with placeholders: what keeps anybody from knowing what is nichtöffentlich.

use super::fault::{FaultKind, TextFault};
use super::forms::forms;
use crate::source::fenced;

/// What is wrong with the fences of a text, by place.
pub(crate) fn fence_faults(markdown: &str) -> Vec<TextFault> {
    let fenced = fenced(markdown);
    let faults = fenced.faults.iter().cloned();
    let cut = fenced.hidden().filter(|range| {
        let inner = markdown.get((*range).clone()).unwrap_or_default();
        forms(inner).faults.iter().any(|fault| parts(&fault.kind))
    });
    let cut = cut.map(|range| TextFault { range: range.start..range.start, kind: FaultKind::Cut });
    faults.map(|(range, fault)| TextFault { range, kind: FaultKind::Fence(fault) }).chain(cut).collect()
}

/// Whether a fault comes of a condition or a placeholder that goes on behind the text.
fn parts(kind: &FaultKind) -> bool {
    matches!(kind, FaultKind::Open(_) | FaultKind::WithoutEnd | FaultKind::WithoutBeginning(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_lies_in_a_stretch_or_around_it() {
        let cut = |text: &str| fence_faults(text).iter().any(|fault| fault.kind == FaultKind::Cut);
        assert!(!cut("{% if a.b > 3 %}\n::: nichtöffentlich\nx\n:::\n{% endif %}"));
        assert!(!cut("::: nichtöffentlich\n{% if a.b > 3 %}x{% else %}y{% endif %}\n:::"));
        assert!(cut("{% if a.b > 3 %}\n::: nichtöffentlich\nx\n{% endif %}\n:::"));
        assert!(cut("::: nichtöffentlich\n{% if a.b > 3 %}\n:::\nx\n{% endif %}"));
    }
}
