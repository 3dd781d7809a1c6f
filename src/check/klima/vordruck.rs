//! Ticks of the Klimarelevanz form that contradict one another [form].

use crate::finding::{Code, Finding};
use crate::model::{Co2Klasse, Effekt, Klimarelevanz, Kompensation, Located, Relevanz, Vorlage};

/// Holds the rules of the form against the ticks that are printed.
pub(super) fn check(klima: &Klimarelevanz, vorlage: &Located<Vorlage>) -> Vec<Finding> {
    let rules: [fn(&Klimarelevanz) -> Option<Widerspruch>; 6] =
        [einsparung, erhoehung, missing_class, effekt, missing_effekt, kompensation];
    let found = nothing_relevant(klima).into_iter().chain(rules.iter().filter_map(|rule| rule(klima)));
    found.map(|w| Finding::at(w.code, vorlage.span(&format!("klimarelevanz/{}", w.field)), w.message, w.mend)).collect()
}

/// Two ticks that do not fit together.
struct Widerspruch {
    code: Code,
    field: &'static str,
    message: String,
    mend: String,
}

fn widerspruch(
    code: Code,
    field: &'static str,
    message: impl Into<String>,
    mend: impl Into<String>,
) -> Option<Widerspruch> {
    Some(Widerspruch { code, field, message: message.into(), mend: mend.into() })
}

/// "keine" leaves everything else empty, "nicht ermittelbar" or "nicht bekannt".
fn nothing_relevant(k: &Klimarelevanz) -> Vec<Widerspruch> {
    if k.klimaschutz != Some(Relevanz::Keine) {
        return Vec::new();
    }
    let ticked = [
        ("effekt", k.effekt.is_some_and(|e| e != Effekt::NichtErmittelbar)),
        ("einsparung", k.einsparung.is_some()),
        ("erhoehung", k.erhoehung.is_some()),
        ("kompensation", k.kompensation.is_some_and(|c| c != Kompensation::NichtBekannt)),
    ];
    let wrong = ticked.into_iter().filter(|(_, ticked)| *ticked);
    wrong
        .filter_map(|(field, _)| {
            let message =
                format!("Die Relevanz für den Klimaschutz ist „keine“, aber unter „{field}“ ist etwas angekreuzt.");
            let mend = format!("Löschen Sie „{field}“, oder berichtigen Sie „klimaschutz“.");
            widerspruch(Code::RB301, field, message, mend)
        })
        .collect()
}

/// Row 2 has a tick unless the measure has no relevance; a missing class is a finding of its own.
fn missing_effekt(k: &Klimarelevanz) -> Option<Widerspruch> {
    // A missing row 1 is a finding of its own.
    let relevant = k.klimaschutz.is_some_and(|relevanz| relevanz != Relevanz::Keine);
    let needed = relevant && k.einsparung.is_none() && k.erhoehung.is_none();
    (needed && k.effekt.is_none()).then_some(())?;
    let message = "Der Effekt auf die CO2-Emissionen ist nicht angekreuzt.";
    let mend = "Ergänzen Sie „effekt“ mit einer Klasse oder „nicht ermittelbar“.";
    widerspruch(Code::RB305, "effekt", message, mend)
}

fn einsparung(k: &Klimarelevanz) -> Option<Widerspruch> {
    let wrong = matches!(k.klimaschutz?, Relevanz::Negativ | Relevanz::NichtEindeutig);
    (wrong && k.einsparung.is_some()).then_some(())?;
    let message = format!("Eine Einsparung ist angekreuzt, aber die Relevanz ist „{}“.", k.klimaschutz?.text());
    widerspruch(
        Code::RB302,
        "einsparung",
        message,
        "Löschen Sie „einsparung“, oder setzen Sie „klimaschutz“ auf „positiv“.",
    )
}

fn erhoehung(k: &Klimarelevanz) -> Option<Widerspruch> {
    let wrong = matches!(k.klimaschutz?, Relevanz::Positiv | Relevanz::NichtEindeutig);
    (wrong && k.erhoehung.is_some()).then_some(())?;
    let message = format!("Eine Erhöhung ist angekreuzt, aber die Relevanz ist „{}“.", k.klimaschutz?.text());
    widerspruch(
        Code::RB302,
        "erhoehung",
        message,
        "Löschen Sie „erhoehung“, oder setzen Sie „klimaschutz“ auf „negativ“.",
    )
}

/// A class in row 2 needs the same class in row 4 or 5.
fn missing_class(k: &Klimarelevanz) -> Option<Widerspruch> {
    let class = k.effekt.filter(|e| *e != Effekt::NichtErmittelbar)?;
    let (field, missing) = match k.klimaschutz? {
        // The opposite class is a finding of its own.
        Relevanz::Positiv => ("einsparung", k.einsparung.is_none() && k.erhoehung.is_none()),
        Relevanz::Negativ => ("erhoehung", k.erhoehung.is_none() && k.einsparung.is_none()),
        Relevanz::Keine | Relevanz::NichtEindeutig => return None,
    };
    missing.then_some(())?;
    let message =
        format!("Der Effekt ist „{}“, aber unter „{field}“ ist keine Größenordnung angekreuzt.", class.text());
    widerspruch(Code::RB303, "effekt", message, format!("Ergänzen Sie „{field}“ mit derselben Klasse."))
}

/// The class in row 2 is the class in row 4 or 5.
fn effekt(k: &Klimarelevanz) -> Option<Widerspruch> {
    let (field, class) = match (k.klimaschutz?, k.einsparung, k.erhoehung) {
        (Relevanz::Positiv, Some(class), _) => ("einsparung", class),
        (Relevanz::Negativ, _, Some(class)) => ("erhoehung", class),
        // Every other combination is a finding of its own.
        _ => return None,
    };
    let same = match class {
        Co2Klasse::Gering => Effekt::Gering,
        Co2Klasse::Mittel => Effekt::Mittel,
        Co2Klasse::Gross => Effekt::Gross,
    };
    let message = match k.effekt {
        Some(effekt) if effekt == same => return None,
        Some(effekt) => format!("Unter „{field}“ steht „{}“, unter „effekt“ „{}“.", class.text(), effekt.text()),
        None => format!("Unter „{field}“ steht „{}“, aber „effekt“ ist nicht angekreuzt.", class.text()),
    };
    let place = if k.effekt.is_some() { "effekt" } else { field };
    widerspruch(Code::RB303, place, message, "Tragen Sie bei beiden dieselbe Klasse ein.")
}

/// Only additional emissions can be compensated.
fn kompensation(k: &Klimarelevanz) -> Option<Widerspruch> {
    let stated = k.kompensation.is_some_and(|c| c != Kompensation::NichtBekannt);
    (stated && k.klimaschutz == Some(Relevanz::Positiv)).then_some(())?;
    let message = "Eine Kompensation ist angekreuzt, aber es entstehen keine zusätzlichen Emissionen.";
    widerspruch(Code::RB304, "kompensation", message, "Löschen Sie „kompensation“, oder berichtigen Sie die Relevanz.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::klima::{Faktoren, Klimabilanz, effective};
    use crate::model::{Energiemenge, Wirkung};
    use crate::testing::{emission, klimaparameter, located, seeded, vorlage};
    use proptest::prelude::*;

    /// A form that contradicts itself in every row.
    fn contradictory() -> Klimarelevanz {
        Klimarelevanz {
            klimaschutz: Some(Relevanz::Keine),
            effekt: Some(Effekt::Gross),
            klimafolgenanpassung: Relevanz::Keine,
            einsparung: Some(Co2Klasse::Gering),
            erhoehung: Some(Co2Klasse::Mittel),
            kompensation: Some(Kompensation::Vollstaendig),
        }
    }

    /// What is wrong with the form as it holds for these quantities.
    fn codes(rows: &[Located<Energiemenge>]) -> Vec<Code> {
        let (parameter, vorlage) = (klimaparameter(), located(vorlage()));
        let bilanz = Klimabilanz::new(rows, &Faktoren::new(&[], &parameter, vorlage.datum));
        let form = effective(&contradictory(), &bilanz, &parameter);
        check(&form, &vorlage).into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn typed_ticks_are_looked_at_where_nothing_is_computed() {
        assert_eq!(codes(&[]), [Code::RB301; 4]);
        assert_eq!(codes(&[emission("30", Wirkung::Kompensiert, 10)]), [Code::RB301; 4]);
    }

    proptest! {
        #![proptest_config(seeded())]

        #[test]
        fn what_is_computed_never_contradicts_itself(
            rows in proptest::collection::vec((0..2_000u32, proptest::sample::select(Wirkung::ALL), 1..=100i32), 1..6),
        ) {
            // A compensation alone computes nothing.
            prop_assume!(rows.iter().any(|(_, wirkung, _)| *wirkung != Wirkung::Kompensiert));
            let rows: Vec<_> = rows.iter().map(|(t, wirkung, jahre)| emission(&t.to_string(), *wirkung, *jahre)).collect();
            prop_assert_eq!(codes(&rows), []);
        }
    }
}
