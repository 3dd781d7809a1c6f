//! Sentences of the Lagebild that name projects, grants and days; one that has nothing to say is empty.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::zahl::{marked, n_of_m, zahl};
use crate::figures::decisions::Decision;
use crate::figures::foerderung::Anlass;
use crate::figures::kosten::Projektkosten;
use crate::figures::{Berichtslage, Figure, Kennzahl, Lage, Projektstatus, Wert};
use crate::model::{Bewilligung, day};
use crate::source::quoted;

/// How many projects or decisions a sentence names.
const MOST: usize = 3;

/// The name of each sentence behind `lagebild.`, with the sentence.
pub(super) fn sentences(report: &Berichtslage<'_>) -> [(&'static str, String); 8] {
    [
        ("abgeschlossen", finished(report)),
        ("abgebrochen", broken_off(report)),
        ("verzug", worst_delay(report)),
        ("verschoben", rescheduled(report)),
        ("zuwendungen", worst_grant(report)),
        ("entscheidungen", decisions(report)),
        ("kosten", costs(report)),
        ("meldelage", reports(report)),
    ]
    .map(|(name, sentence)| (name, sentence.unwrap_or_default()))
}

/// The projects that were completed in the period, the newest of them where there are many; words for the middle of a sentence.
fn finished(report: &Berichtslage<'_>) -> Option<String> {
    let mut all: Vec<_> = report.portfolio.members(Kennzahl::Abgeschlossen).map(|lage| lage.projekt).collect();
    all.sort_by_key(|projekt| (Reverse(projekt.ende), &projekt.kennung));
    let last = if all.len() > MOST { "zuletzt " } else { "" };
    let named = listed(all.into_iter().take(MOST).map(|projekt| quoted(&projekt.titel)).collect())?;
    Some(format!("{last}{named}"))
}

/// The projects that were broken off or merged into others in the period, the newest of them where there are many; words for the end
/// of a sentence.
fn broken_off(report: &Berichtslage<'_>) -> Option<String> {
    let named = |kennzahl: Kennzahl, what: &str| {
        let mut all: Vec<_> = report.portfolio.members(kennzahl).map(|lage| lage.projekt).collect();
        all.sort_by_key(|projekt| (Reverse(projekt.abbruch), &projekt.kennung));
        let mut named: Vec<String> = all.iter().take(MOST).map(|projekt| quoted(&projekt.titel)).collect();
        named.extend((all.len() > MOST).then(|| "weitere Projekte".to_owned()));
        let verb = if all.len() == 1 { "wurde" } else { "wurden" };
        Some(format!("{what} {verb} {}", listed(named)?))
    };
    let merged = named(Kennzahl::Ueberfuehrt, "in andere überführt");
    let all: Vec<String> = named(Kennzahl::Abgebrochen, "abgebrochen").into_iter().chain(merged).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// Words as a list: `a, b und c`; `None` where there are none.
fn listed(mut words: Vec<String>) -> Option<String> {
    let last = words.pop()?;
    Some(if words.is_empty() { last } else { format!("{} und {last}", words.join(", ")) })
}

/// The project that is longest overdue, with the reason.
fn worst_delay(report: &Berichtslage<'_>) -> Option<String> {
    let overdue: Vec<_> = report.portfolio.members(Kennzahl::Ueberfaellig).map(|lage| lage.projekt).collect();
    let which = if overdue.len() == 1 { "Es ist" } else { "Am längsten in Verzug ist" };
    let worst = overdue.into_iter().min_by_key(|projekt| (projekt.ende_geplant, &projekt.kennung))?;
    let reason = match &worst.grund {
        Some(grund) => format!(": {}.", grund.trim_end_matches('.')),
        None => "; ein Grund ist nicht angegeben.".into(),
    };
    Some(format!("{which} „{}“, geplant bis {}{reason}", worst.titel, day(worst.ende_geplant?)))
}

/// The projects that were overdue at the end of the period before and are not any more, because they were given another planned end.
fn rescheduled(report: &Berichtslage<'_>) -> Option<String> {
    let (vorher, wechsel) = report.vergleich.vorperiode().zip(report.vergleich.wechsel.as_ref())?;
    let overdue = |lage: &Lage<'_>| Kennzahl::Ueberfaellig.counts(lage, &report.portfolio.bezug);
    let moved = wechsel.verschoben.iter().map(|(lage, _)| lage);
    let moved: Vec<_> = moved.filter(|lage| vorher.was_overdue(&lage.projekt.kennung) && !overdue(lage)).collect();
    let one = |lage: &&Lage<'_>| {
        let end = lage.projekt.ende_geplant.map_or_else(|| "ohne Tag".into(), day);
        format!("{} ({end})", quoted(&lage.projekt.titel))
    };
    let mut named: Vec<String> = moved.iter().take(MOST).map(one).collect();
    named.extend((moved.len() > MOST).then(|| "weitere Projekte".to_owned()));
    let verb = if moved.len() == 1 { "war" } else { "waren" };
    let before = report.ausgabe.zeitraum.previous_name();
    Some(format!("Im {before} überfällig {verb} {} mit nun geändertem Endtermin.", listed(named)?))
}

/// The grant with the largest amount at risk, and how many proofs are overdue.
fn worst_grant(report: &Berichtslage<'_>) -> Option<String> {
    let proofs = &report.foerderung.nachweise_ueberfaellig;
    let proofs = match proofs.wert {
        Wert::Anzahl(0) => None,
        Wert::Anzahl(1) => Some(format!("ist {} Nachweis überfällig", marked(&proofs.id, "ein"))),
        _ => Some(format!("sind {} Nachweise überfällig", zahl(proofs))),
    };
    let at_risk = amounts_at_risk(report).into_iter().rev().max_by_key(|(_, figure, _)| figure.wert.millionths());
    let Some((grant, figure, what)) = at_risk else {
        return proofs.map(|proofs| format!("Bei den Zuwendungen {proofs}."));
    };
    let title = report.portfolio.lagen.iter().find(|lage| lage.projekt.kennung == grant.projekt);
    let title = title.map_or_else(|| grant.projekt.to_string(), |lage| quoted(&lage.projekt.titel));
    // It need not be a proof of this grant.
    let proofs = proofs.map(|proofs| format!("; unter allen Zuwendungen {proofs}")).unwrap_or_default();
    let (kennung, betrag) = (&grant.kennung, zahl(figure));
    Some(format!(
        "Am meisten Geld ist bei der Zuwendung für {title} ({kennung}) gefährdet: {betrag}\u{a0}€ {what}{proofs}."
    ))
}

/// The amounts of grants that are at risk, each with what is wrong; breaches first.
fn amounts_at_risk<'r>(report: &'r Berichtslage<'_>) -> Vec<(&'r Bewilligung, &'r Figure, String)> {
    let foerderung = &report.foerderung;
    let above = foerderung.overpaid.bewilligungen.iter();
    let above = above
        .map(|of| (&**of.bewilligung, &of.betrag, "sind über den bisherigen Anspruch hinaus ausgezahlt".to_owned()));
    let late = foerderung.verspaetungen.iter().flat_map(|all| &all.teile);
    let late = late.map(|of| (&**of.bewilligung, &of.betrag, "sind zu spät verwendet".to_owned()));
    let overdue = foerderung.overdue.iter().filter_map(|of| {
        let verb = if matches!(of.frist.anlass, Anlass::Mittelabruf(_)) { "abzurufen" } else { "zu verwenden" };
        let what = format!("waren bis zum {} {verb}", day(of.frist.tag));
        Some((&**of.frist.bewilligung, of.betrag.as_ref()?, what))
    });
    let lapsing = foerderung.verfallsrisiken.bewilligungen.iter();
    let lapsing = lapsing.map(|of| (&**of.bewilligung, &of.rest, format!("drohen am {} zu verfallen", day(of.bis))));
    above.chain(late).chain(overdue).chain(lapsing).collect()
}

/// The decisions whose day is to come, the first ones by day; where none is, those whose day is over. Applications have a sentence of
/// their own, unless a meeting decides.
fn decisions(report: &Berichtslage<'_>) -> Option<String> {
    let datum = report.ausgabe.datum;
    let named = |(lage, decision): &(&Lage<'_>, Decision<'_>)| {
        decision.sitzung.is_some() || (decision.bis.is_some() && !report.is_application(lage))
    };
    let (to_come, over): (Vec<_>, Vec<_>) =
        report.decisions().into_iter().filter(named).partition(|(_, decision)| decision.first_day() >= Some(datum));
    let (verb, all) = if to_come.is_empty() { ("war", over) } else { ("ist", to_come) };
    let left_out = all.len().saturating_sub(MOST);
    let shown = if left_out < 2 { all.len() } else { MOST };
    let mut named: Vec<String> = all.iter().take(shown).map(|(lage, decision)| one(report, lage, decision)).collect();
    named.extend((left_out >= 2).then(|| "über weitere Projekte".to_owned()));
    Some(format!("Zu entscheiden {verb} {}.", listed(named)?))
}

/// A decision: `bis zum 26.02.2021 über „…“`, or the day of a meeting with its body.
fn one(report: &Berichtslage<'_>, lage: &Lage<'_>, decision: &Decision<'_>) -> String {
    let title = quoted(&lage.projekt.titel);
    let until = |bis: NaiveDate| format!("bis zum {} über {title}", day(bis));
    match (decision.bis, decision.sitzung) {
        (bis, Some((tag, gremium))) if bis.is_none_or(|bis| tag <= bis) => {
            format!("am {} über {title} ({})", day(tag), report.bestand.gremium(gremium))
        }
        (bis, _) => bis.map(until).unwrap_or_default(),
    }
}

/// By how much the costs are expected above the plan, and where most; only where some deviation matters.
fn costs(report: &Berichtslage<'_>) -> Option<String> {
    let kosten = &report.kosten;
    let above = |of: &&Projektkosten<'_>| of.costs.prognose > of.costs.plan;
    let worst = kosten.deviations().into_iter().find(above)?;
    let (title, betrag) = (quoted(&worst.projekt.titel), zahl(&worst.figuren.abweichung));
    let total = &kosten.summe.abweichung;
    let size = marked(&total.id, total.wert.text().trim_start_matches('−'));
    let where_most = match total.wert {
        Wert::Betrag(sum) if sum.is_negative() => {
            format!("liegen {size}\u{a0}€ unter dem Plan, bei {title} aber {betrag}\u{a0}€ darüber")
        }
        _ => format!("liegen {size}\u{a0}€ über dem Plan, am weitesten bei {title} ({betrag}\u{a0}€)"),
    };
    let aborted =
        aborted(report).map(|words| format!("; eingerechnet ist der Abbruch von {words}")).unwrap_or_default();
    let covered = match kosten.nicht_erfasst.wert {
        Wert::Anzahl(0) => String::new(),
        _ => format!(
            "; von {} der {} Projekte sind sie nicht erfasst",
            zahl(&kosten.nicht_erfasst),
            zahl(&kosten.betrachtet)
        ),
    };
    Some(format!("Die erwarteten Kosten {where_most}{aborted}{covered}."))
}

/// The projects that were broken off and so cost less than planned, each with by how much: they hide what others cost more.
fn aborted(report: &Berichtslage<'_>) -> Option<String> {
    let of = |status| report.portfolio.lagen.iter().filter(move |lage| lage.status == status);
    let aborted: BTreeSet<_> = of(Projektstatus::Abgebrochen).map(|lage| &lage.projekt.kennung).collect();
    let less = |of: &&Projektkosten<'_>| of.costs.prognose < of.costs.plan && aborted.contains(&of.projekt.kennung);
    let less: Vec<_> = report.kosten.deviations().into_iter().filter(less).collect();
    let one = |of: &&Projektkosten<'_>| {
        let abweichung = &of.figuren.abweichung;
        let size = marked(&abweichung.id, abweichung.wert.text().trim_start_matches('−'));
        format!("{} ({size}\u{a0}€ unter dem Plan)", quoted(&of.projekt.titel))
    };
    let mut named: Vec<String> = less.iter().take(MOST).map(one).collect();
    named.extend((less.len() > MOST).then(|| "weiteren Projekten".to_owned()));
    listed(named)
}

/// How many reported, and for the period before where so few did that changes say little.
fn reports(report: &Berichtslage<'_>) -> Option<String> {
    let due = report.figure(Kennzahl::Meldepflichtig).filter(|due| due.wert != Wert::Anzahl(0))?;
    let now = n_of_m([report.figure(Kennzahl::Gemeldet)?, due]);
    let few = report.few_reports();
    let before = report.vergleich.vorperiode().filter(|of| few.iter().any(|few| few.zeitraum == of.zeitraum));
    let before = before.and_then(|of| Some((of.figure(Kennzahl::Gemeldet)?, of.figure(Kennzahl::Meldepflichtig)?)));
    let before = before.map(|(reported, due)| {
        format!(", für das {} {}", report.ausgabe.zeitraum.previous_name(), n_of_m([reported, due]))
    });
    let caution = match few.iter().any(|few| few.zeitraum == report.portfolio.bezug.zeitraum) {
        true => "; Angaben zum Erledigungsstand sind daher mit Vorsicht zu lesen",
        false => "",
    };
    Some(format!("Gemeldet haben für den Zeitraum {now} Projekten{}{caution}.", before.unwrap_or_default()))
}
