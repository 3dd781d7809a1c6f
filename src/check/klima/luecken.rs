//! Limits and factors that do not hold for the paper that needs them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::figures::klima::{Faktoren, Klimabilanz, Luecke};
use crate::finding::{Code, Finding, suggest};
use crate::model::{
    BerichtOrdner, Energiemenge, Klimaparameter, Located, Mengeneinheit, Systemgrenze, VorlageOrdner, day,
};
use crate::source::{Span, quoted};

/// A paper of a day prints classes, so their limits must hold on it [param]; `papier` names it: "die Vorlage".
pub(super) fn grenzen(parameter: &Klimaparameter, papier: &str, datum: NaiveDate, span: Span) -> Option<Finding> {
    let ab = parameter.gueltig_ab;
    (datum < ab).then(|| {
        let message = format!("Die Grenzen der CO2-Klassen gelten erst ab dem {}; {papier} ist älter.", day(ab));
        let mend = "Prüfen Sie das Datum. Stimmt es, tragen Sie in ratsbericht.toml unter [klima] die Grenzen ein, die \
                    damals galten.";
        let finding = Finding::at(Code::RB307, span, message, mend);
        finding.expected(format!("ein Tag ab dem {}; Quelle: {}", day(ab), parameter.quelle)).found(day(datum))
    })
}

/// A paper that needs factors: two papers that use one row have a finding each, which only the name tells apart.
pub(super) struct PaperName<'a> {
    ordner: &'a str,
    /// As a sentence names it: "die Vorlage FB 66/0012/WP09".
    benennung: String,
}

impl<'a> PaperName<'a> {
    pub(super) fn vorlage(ordner: &'a VorlageOrdner) -> Self {
        Self { ordner: &ordner.name, benennung: format!("die Vorlage {}", ordner.vorlage.nummer) }
    }

    pub(super) fn bericht(ordner: &'a BerichtOrdner) -> Self {
        Self { ordner: &ordner.name, benennung: format!("der Bericht {}", quoted(&ordner.bericht.titel)) }
    }
}

/// For how many unknown carriers a near one is sought: holding thousands against thousands would take too long.
const MOST_SOUGHT: usize = 50;

/// A finding for each quantity of some balances that has no factor; it stops the paper of this name alone.
pub(super) fn missing<'a, 'b: 'a>(
    bilanzen: impl IntoIterator<Item = &'a Klimabilanz<'b>>,
    faktoren: &Faktoren<'_>,
    papier: &PaperName<'_>,
) -> Vec<Finding> {
    let mut sought = BTreeMap::new();
    let luecken = bilanzen.into_iter().flat_map(|bilanz| &bilanz.luecken);
    let findings = luecken.map(|(zeile, luecke)| match luecke {
        Luecke::Traeger => traeger(zeile, faktoren, &mut sought),
        Luecke::Einheit => einheit(zeile, faktoren),
        Luecke::Systemgrenze => systemgrenze(zeile, faktoren.systemgrenze),
        Luecke::Tag => on_day(zeile, faktoren),
    });
    let named = |mut finding: Finding| {
        finding.message.push_str(&format!(" Betroffen ist {}.", papier.benennung));
        finding.concerning(papier.ordner)
    };
    findings.map(named).collect()
}

fn traeger<'a>(
    zeile: &'a Located<Energiemenge>,
    faktoren: &Faktoren<'_>,
    sought: &mut BTreeMap<&'a str, String>,
) -> Finding {
    let name = zeile.traeger.trim();
    let message = format!("Für den Energieträger {} gibt es keinen Emissionsfaktor.", quoted(name));
    let near = match sought.get(name) {
        Some(near) => near.clone(),
        None if sought.len() < MOST_SOUGHT => {
            sought.entry(name).or_insert_with(|| suggest(name, faktoren.traeger())).clone()
        }
        None => String::new(),
    };
    let mend = format!("{near} Sonst ergänzen Sie einen Faktor in der Tabelle faktoren.");
    Finding::at(Code::RB308, zeile.span("traeger"), message, mend.trim_start())
}

fn einheit(zeile: &Located<Energiemenge>, faktoren: &Faktoren<'_>) -> Finding {
    let (name, mine) = (zeile.traeger.trim(), zeile.einheit.basis().0);
    let units: Vec<&str> = faktoren.einheiten(name).into_iter().map(Mengeneinheit::text).collect();
    let message = format!("Für {} gibt es keinen Emissionsfaktor je {}.", quoted(name), mine.text());
    let mend = if units.iter().chain([&mine.text()]).any(|unit| unit.ends_with("Hi") || unit.ends_with("Hs")) {
        "Prüfen Sie, ob die Menge nach Heizwert (Hi) oder Brennwert (Hs) angegeben ist; umgerechnet wird nicht. Sonst \
         ergänzen Sie in der Tabelle faktoren einen Faktor für diese Einheit."
    } else {
        "Tragen Sie die Menge in der erwarteten Einheit ein, oder ergänzen Sie in der Tabelle faktoren einen Faktor für \
         die Einheit der Menge."
    };
    let finding = Finding::at(Code::RB309, zeile.span("einheit"), message, mend);
    finding.expected(format!("eine Menge in {}", units.join(" oder "))).found(zeile.einheit.text())
}

fn systemgrenze(zeile: &Located<Energiemenge>, configured: Systemgrenze) -> Finding {
    let (name, einheit) = (quoted(zeile.traeger.trim()), zeile.einheit.basis().0.text());
    let configured = configured.text();
    let others = Systemgrenze::ALL.iter().map(|grenze| grenze.text()).filter(|grenze| *grenze != configured);
    let other = others.collect::<Vec<_>>().join(" oder ");
    let message = format!(
        "Für {name} je {einheit} gibt es nur Emissionsfaktoren mit der Systemgrenze „{other}“, gerechnet wird aber \
         „{configured}“."
    );
    let mend = format!(
        "Ergänzen Sie in der Tabelle faktoren einen Faktor mit der Systemgrenze „{configured}“. Soll für alle Papiere \
         „{other}“ gelten, ändern Sie das in ratsbericht.toml unter [klima] bei „systemgrenze“."
    );
    Finding::at(Code::RB310, zeile.span("traeger"), message, mend)
}

fn on_day(zeile: &Located<Energiemenge>, faktoren: &Faktoren<'_>) -> Finding {
    let (name, einheit, tag) = (quoted(zeile.traeger.trim()), zeile.einheit.basis().0.text(), day(faktoren.tag));
    let message = format!("Am {tag}, dem Tag des Papiers, gilt kein Emissionsfaktor für {name} je {einheit}.");
    let expected = format!(
        "ein Faktor, der bis zum {tag} gültig wurde, für ein Jahr davor steht und mindestens „{}“ ist",
        faktoren.stand.text()
    );
    let mend = "Ergänzen Sie in der Tabelle faktoren den Faktor, der damals galt, oder prüfen Sie dort „jahr“, „stand“ und \
                „gueltig_ab“.";
    Finding::at(Code::RB311, zeile.span("traeger"), message, mend).expected(expected)
}
