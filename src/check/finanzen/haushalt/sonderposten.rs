//! The Sonderposten of assets in the plan beside the tranches that pay for them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::figures::anlagen::anlagen;
use crate::finding::{Code, Finding};
use crate::model::{Anlagegut, Euro, Haushaltsart, Kennung, Located, Sicht, Tranche};

/// Assets whose Sonderposten is in the plan with more than the tranches of the grant that are.
pub(super) fn check(sicht: &Sicht<'_>, projekt: &Kennung) -> Vec<Finding> {
    let mut planned: BTreeMap<&Kennung, (Euro, &Located<Anlagegut>)> = BTreeMap::new();
    for rechnung in anlagen(sicht, projekt, NaiveDate::MAX).into_iter().filter(|rechnung| rechnung.gut.veranschlagt) {
        let Some(part) = rechnung.sonderposten else { continue };
        let sum = planned.entry(part.bewilligung).or_insert((Euro::ZERO, rechnung.gut));
        sum.0 = sum.0.plus(part.betrag);
    }
    let beyond = planned.into_iter().filter_map(|(kennung, (sum, gut))| untranched(sicht, kennung, sum, gut));
    beyond.collect()
}

fn untranched(sicht: &Sicht<'_>, kennung: &Kennung, sum: Euro, gut: &Located<Anlagegut>) -> Option<Finding> {
    let tranchen = sicht.tranchen(kennung).iter().filter(|tranche| tranche.art == Haushaltsart::Investiv);
    let (in_plan, not_yet): (Vec<&Located<Tranche>>, Vec<_>) =
        tranchen.copied().partition(|tranche| tranche.veranschlagt);
    let in_plan: Euro = in_plan.iter().map(|tranche| tranche.betrag).sum();
    if not_yet.is_empty() || sum <= in_plan {
        return None;
    }
    let years: Vec<String> = not_yet.iter().map(|tranche| tranche.jahr.to_string()).collect();
    let message = format!(
        "Der Sonderposten der Anlage {} steht im Haushaltsplan, von der Zuwendung {kennung} stehen dort aber nur {in_plan} €.",
        gut.kennung
    );
    let mend = "Steht die Zuwendung im Plan, setzen Sie bei ihren Tranchen „veranschlagt“ auf ja. Sonst setzen Sie es bei der Anlage auf \
                nein: Aufgelöst wird nur, was eingegangen ist.";
    let finding = Finding::at(Code::RB231, gut.span("veranschlagt"), message, mend);
    let expected = format!("veranschlagte Tranchen von zusammen {sum} €");
    Some(finding.expected(expected).found(format!("{in_plan} €; nicht veranschlagt: {}", years.join(", "))))
}
