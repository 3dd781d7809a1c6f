//! Typed ticks, held against those that follow from the quantities of the projects.

use crate::figures::klima::Klimafiguren;
use crate::finding::{Code, Finding};
use crate::model::{Co2Klasse, Effekt, Klimarelevanz, Kompensation, Located, Relevanz, Vorlage};

/// A row of the form: its field, what it is about, the typed and the computed tick.
type TypedTick = (&'static str, &'static str, Option<&'static str>, Option<&'static str>);

/// A tick that was typed though it is computed; one that was left out is no finding.
pub(super) fn check(
    typed: &Klimarelevanz,
    form: &Klimarelevanz,
    figuren: &Klimafiguren,
    vorlage: &Located<Vorlage>,
) -> Vec<Finding> {
    let wrong = zeilen(typed, form).into_iter().filter_map(|(field, titel, typed, computed)| {
        let typed = typed.filter(|typed| Some(*typed) != computed && !says_nothing(typed, computed))?;
        let (follows, mend) = match computed {
            Some(tick) => (format!("„{tick}“"), format!("löschen Sie „{field}“, oder tragen Sie „{tick}“ ein")),
            None => ("kein Kreuz".into(), format!("löschen Sie „{field}“")),
        };
        let message = format!("{titel}: Angekreuzt ist „{typed}“, aus den Energiemengen der Projekte folgt {follows}.");
        let mend = format!(
            "Gedruckt wird, was berechnet ist. Prüfen Sie die Mengen in der Tabelle energie; stimmen sie, {mend}."
        );
        let finding = Finding::at(Code::RB314, vorlage.span(&format!("klimarelevanz/{field}")), message, mend);
        Some(finding.expected(format!("{follows} ({})", basis_of(field, figuren))).found(format!("„{typed}“")))
    });
    wrong.collect()
}

/// The number that a row rests on.
fn basis_of(field: &str, figuren: &Klimafiguren) -> String {
    match &figuren.kompensation {
        Some([_, anteil]) if field == "kompensation" => format!("{} der Nettoerhöhung", anteil.wert.text()),
        _ => format!("{} {} t CO2 je Jahr", figuren.netto.titel, figuren.netto.wert.text()),
    }
}

/// "nicht ermittelbar" and "nicht bekannt" contradict no empty row, and the form allows them there.
fn says_nothing(typed: &str, computed: Option<&str>) -> bool {
    let empty = [Effekt::NichtErmittelbar.text(), Kompensation::NichtBekannt.text()];
    computed.is_none() && empty.contains(&typed)
}

fn zeilen(typed: &Klimarelevanz, form: &Klimarelevanz) -> [TypedTick; 5] {
    const ROWS: [(&str, &str); 5] = [
        ("klimaschutz", "Relevanz für den Klimaschutz"),
        ("effekt", "Effekt auf die CO2-Emissionen"),
        ("einsparung", "CO2-Einsparung"),
        ("erhoehung", "Erhöhung der CO2-Emissionen"),
        ("kompensation", "Kompensation"),
    ];
    let ticks = |k: &Klimarelevanz| {
        let [einsparung, erhoehung] = [k.einsparung, k.erhoehung].map(|class| class.map(Co2Klasse::text));
        let (relevanz, effekt) = (k.klimaschutz.map(Relevanz::text), k.effekt.map(Effekt::text));
        [relevanz, effekt, einsparung, erhoehung, k.kompensation.map(Kompensation::text)]
    };
    let (typed, form) = (ticks(typed), ticks(form));
    std::array::from_fn(|i| (ROWS[i].0, ROWS[i].1, typed[i], form[i]))
}
