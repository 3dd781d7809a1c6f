//! Amounts of one row that do not look as if they belonged together.

use crate::finding::{Code, Finding};
use crate::model::{Euro, Finanzzeile, Jahr, Located, Vorlage};

pub(super) fn check(vorlage: &Located<Vorlage>, zeilen: &[Finanzzeile]) -> Vec<Finding> {
    let rules = zeilen.iter().flat_map(|zeile| [ein_jahr(vorlage, zeile), schreibfehler(vorlage, zeile)]);
    rules.flatten().collect()
}

/// The years after hold what one year costs (F4) [practice: FB 02/0040/WP17].
fn ein_jahr(vorlage: &Located<Vorlage>, zeile: &Finanzzeile) -> Option<Finding> {
    let pairs = [
        ("ansatz_ff", zeile.ansatz, zeile.ansatz_ff),
        ("fortgeschrieben_ff", zeile.fortgeschrieben, zeile.fortgeschrieben_ff),
    ];
    let (feld, betrag, _) = pairs.into_iter().find(|(_, year, years)| !year.is_zero() && year == years)?;
    let jahr = vorlage.finanzen.haushaltsjahr;
    let ff = jahr.folgejahr();
    let message = format!("{}: Unter „{ff} ff.“ steht derselbe Betrag wie im Haushaltsjahr {jahr}.", zeile.titel);
    let mend = "Tragen Sie die Summe der drei Planjahre ein. Fällt der Betrag wirklich nur noch einmal an, sagen Sie es \
                in den Erläuterungen.";
    let finding = Finding::at(Code::RB209, vorlage.span(&format!("{}/{feld}", zeile.pfad)), message, mend);
    Some(finding.expected(planjahre(jahr, betrag)).found(format!("{betrag} €")))
}

fn planjahre(jahr: Jahr, betrag: Euro) -> String {
    let last = jahr.zahl() + 3;
    let sum = dreifach(betrag);
    format!("die Summe der Jahre {} bis {last}, bei gleichen Beträgen {sum} €", jahr.folgejahr())
}

/// An Ansatz that alone does not fit its years after [practice: BA 4/0023/WP17, 11.790 for 11.700].
fn schreibfehler(vorlage: &Located<Vorlage>, zeile: &Finanzzeile) -> Option<Finding> {
    let Finanzzeile { titel, pfad, ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff, .. } = zeile;
    let suspicious = ansatz != fortgeschrieben
        && !fortgeschrieben.is_zero()
        && ansatz_ff == fortgeschrieben_ff
        && *ansatz_ff == dreifach(*fortgeschrieben);
    suspicious.then(|| {
        let message = format!(
            "{titel}: Die Folgejahre sind dreimal der fortgeschriebene Ansatz von {fortgeschrieben} €, der Ansatz ist \
             aber {ansatz} €."
        );
        let mend = "Prüfen Sie den Ansatz; vielleicht ist eine Ziffer falsch.";
        let finding = Finding::at(Code::RB211, vorlage.span(&format!("{pfad}/ansatz")), message, mend);
        finding.expected(format!("vielleicht {fortgeschrieben} €")).found(format!("{ansatz} €"))
    })
}

fn dreifach(betrag: Euro) -> Euro {
    betrag.plus(betrag).plus(betrag)
}
