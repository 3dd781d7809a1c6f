//! Amounts of one row that do not look as if they belonged together.

use std::collections::BTreeSet;

use chrono::Datelike;

use crate::finding::{Code, Finding};
use crate::model::{Euro, Finanzzeile, Jahr, Located, Vorlage, Zelle, day};

pub(super) fn check(vorlage: &Located<Vorlage>, zeilen: &[Finanzzeile]) -> Vec<Finding> {
    let year = haushaltsjahr(vorlage).into_iter();
    let rules = zeilen.iter().flat_map(|zeile| [ein_jahr(vorlage, zeile), schreibfehler(vorlage, zeile)]);
    year.chain(rules.flatten()).collect()
}

/// How many years before and after the year of its date a paper can be about [ours].
const YEARS: [i32; 2] = [1, 2];

/// A budget year that is not near the paper's date puts every amount into the wrong column.
fn haushaltsjahr(vorlage: &Located<Vorlage>) -> Option<Finding> {
    let (jahr, heute) = (vorlage.finanzen.haushaltsjahr, vorlage.datum.year());
    let [before, after] = YEARS;
    let (first, last) = (heute - before, heute + after);
    (!(first..=last).contains(&jahr.zahl())).then(|| {
        let message = format!("Das Haushaltsjahr {jahr} passt nicht zum Datum der Vorlage, {}.", day(vorlage.datum));
        let mend = "Prüfen Sie „haushaltsjahr“ und „datum“.";
        let finding = Finding::at(Code::RB229, vorlage.span("finanzen/haushaltsjahr"), message, mend);
        finding.expected(format!("ein Jahr von {first} bis {last}")).found(jahr.to_string())
    })
}

/// The years after hold what one year costs (F4) [practice: FB 02/0040/WP17].
fn ein_jahr(vorlage: &Located<Vorlage>, zeile: &Finanzzeile) -> Option<Finding> {
    let pairs = [(Zelle::Ansatz, Zelle::AnsatzFf), (Zelle::Fortgeschrieben, Zelle::FortgeschriebenFf)];
    let same = |(year, years): &(Zelle, Zelle)| {
        let betrag = zeile.betrag(*year);
        !betrag.is_zero() && betrag == zeile.betrag(*years)
    };
    let (year, years) = pairs.into_iter().find(same)?;
    let betrag = zeile.betrag(year);
    let jahr = vorlage.finanzen.haushaltsjahr;
    let ff = jahr.folgejahr();
    let message =
        format!("{}: Unter „{ff} ff.“ steht derselbe Betrag wie im Haushaltsjahr {jahr}.", zeile.zeile.text());
    let mend = "Tragen Sie die Summe der drei Planjahre ein. Fällt der Betrag wirklich nur noch einmal an, sagen Sie es \
                in den Erläuterungen.";
    let finding = Finding::at(Code::RB209, vorlage.span(&zeile.pfad(years)), message, mend);
    Some(finding.expected(planjahre(jahr, betrag)).found(format!("{betrag} €")))
}

fn planjahre(jahr: Jahr, betrag: Euro) -> String {
    let last = jahr.zahl() + 3;
    let sum = dreifach(betrag);
    format!("die Summe der Jahre {} bis {last}, bei gleichen Beträgen {sum} €", jahr.folgejahr())
}

/// An Ansatz that alone does not fit its years after [practice: BA 4/0023/WP17, 11.790 for 11.700].
fn schreibfehler(vorlage: &Located<Vorlage>, zeile: &Finanzzeile) -> Option<Finding> {
    let [ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff] = Zelle::PAARE.map(|zelle| zeile.betrag(zelle));
    let titel = zeile.zeile.text();
    let suspicious = ansatz != fortgeschrieben
        && !fortgeschrieben.is_zero()
        && ansatz_ff == fortgeschrieben_ff
        && ansatz_ff == dreifach(fortgeschrieben);
    suspicious.then(|| {
        let message = format!(
            "{titel}: Die Folgejahre sind dreimal der fortgeschriebene Ansatz von {fortgeschrieben} €, der Ansatz ist \
             aber {ansatz} €."
        );
        let mend = "Prüfen Sie den Ansatz; vielleicht ist eine Ziffer falsch.";
        let finding = Finding::at(Code::RB211, vorlage.span(&zeile.pfad(Zelle::Ansatz)), message, mend);
        finding.expected(format!("vielleicht {fortgeschrieben} €")).found(format!("{ansatz} €"))
    })
}

fn dreifach(betrag: Euro) -> Euro {
    betrag.plus(betrag).plus(betrag)
}

/// The fortgeschriebene Ansatz is what the measure costs [practice: BA 6/0048/WP17].
/// `amounts` are those of the Beschlussvorschlag.
pub(super) fn preis_der_massnahme(vorlage: &Located<Vorlage>, amounts: &BTreeSet<Euro>) -> Vec<Finding> {
    let zeilen = vorlage.finanzen.zeilen();
    let pair = |zeile: &Finanzzeile| [Zelle::Ansatz, Zelle::Fortgeschrieben].map(|zelle| zeile.betrag(zelle));
    let wrong = zeilen.iter().map(|zeile| (zeile, pair(zeile)));
    let wrong = wrong.filter(|(_, [ansatz, current])| current < ansatz && amounts.contains(current));
    wrong
        .map(|(zeile, [ansatz, fortgeschrieben])| {
            let titel = zeile.zeile.text();
            let message = format!(
                "{titel}: Der fortgeschriebene Ansatz gleicht dem Betrag des Beschlusses und ist kleiner als der Ansatz \
                 von {ansatz} €."
            );
            let mend = "Tragen Sie den Ansatz nach Übertragungen, Nachträgen und Umschichtungen ein. Was die Maßnahme \
                        kostet, sagt der Beschluss.";
            let span = vorlage.span(&zeile.pfad(Zelle::Fortgeschrieben));
            let finding = Finding::at(Code::RB210, span, message, mend);
            finding.expected(format!("{ansatz} €, wenn sich am Ansatz nichts geändert hat")).found(format!("{fortgeschrieben} €"))
        })
        .collect()
}
