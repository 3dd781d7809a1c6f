//! The Ampel of a project: its time, its costs and its grants, each by a configured rule, never by a feeling.

mod limits;
mod rating;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::foerderung::{Foerderung, Frist, Friststand};
use super::kosten::{Costs, Kostenlage};
use super::meilensteine::OverdueMilestones;
use super::{Bezug, Figure, Glied, Kennzahl, Lage, Portfolio, Projektstatus, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Ampelregel, Kennung, Prozent};
pub use limits::Limits;
pub use rating::{Ampelstufe, Aspect, Rating};

/// The Ampel of the projects that are under way or paused on the Stichtag.
#[derive(Debug, Clone)]
pub struct Ampel<'a> {
    /// The rule.
    pub regel: &'a Ampelregel,
    /// The rating of each project.
    pub projekte: BTreeMap<&'a Kennung, Rating>,
    /// How many projects stand on each step, in the order of [`Ampelstufe::ALL`].
    pub anzahl: [Figure; 3],
    /// The limits of the rule.
    pub limits: Limits,
}

impl Ampel<'_> {
    /// Every figure.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.anzahl.iter().chain(self.limits.figures())
    }
}

/// What the rule looks at.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'e, 'a> {
    /// The selection.
    pub portfolio: &'e Portfolio<'a>,
    /// Its overdue Meilensteine, on the day of the report.
    pub meilensteine: &'e OverdueMilestones<'a>,
    /// Its costs.
    pub kosten: &'e Kostenlage<'a>,
    /// Its grants, whose dates are judged on the day of the report.
    pub foerderung: &'e Foerderung<'a>,
    /// The day of the report.
    pub datum: NaiveDate,
}

/// Applies the rule to a selection.
pub fn ampel<'a>(evidence: Evidence<'_, 'a>, regel: &'a Ampelregel) -> Ampel<'a> {
    let portfolio = evidence.portfolio;
    let open = || portfolio.lagen.iter().filter(|lage| lage.status.is_open());
    let concerns = Concerns::new(&evidence);
    let projekte: BTreeMap<&'a Kennung, Rating> =
        open().map(|lage| (&lage.projekt.kennung, evidence.rating(lage, &concerns, regel))).collect();
    let limits = Limits::new(portfolio, regel);
    let anzahl = Ampelstufe::ALL.map(|step| {
        let counted = open().filter_map(|lage| {
            let rating = projekte.get(&lage.projekt.kennung).filter(|rating| rating.step() == step)?;
            Some((lage, rating.why()))
        });
        tally(portfolio, step, &limits, counted)
    });
    Ampel { regel, anzahl, limits, projekte }
}

/// What concerns which project, looked up once for all of them.
struct Concerns<'e, 'a> {
    milestones: BTreeSet<&'e Kennung>,
    with_grant: BTreeSet<&'e Kennung>,
    overdue: BTreeMap<&'e Kennung, Vec<&'e Frist<'a>>>,
    /// Used too late.
    late: BTreeSet<&'e Kennung>,
    /// Paid above what is due.
    above: BTreeSet<&'e Kennung>,
    lapsing: BTreeSet<&'e Kennung>,
}

impl<'e, 'a> Concerns<'e, 'a> {
    fn new(evidence: &Evidence<'e, 'a>) -> Self {
        let Evidence { foerderung, meilensteine, .. } = *evidence;
        let mut overdue: BTreeMap<&Kennung, Vec<&Frist<'a>>> = BTreeMap::new();
        for frist in foerderung.fristen.iter().filter(|frist| frist.stand == Friststand::Ueberfaellig) {
            overdue.entry(&frist.bewilligung.projekt).or_default().push(frist);
        }
        let grants = foerderung.staende.iter().chain(&foerderung.uebrige);
        let late = foerderung.verspaetungen.iter().flat_map(|all| &all.teile);
        Self {
            milestones: meilensteine.meilensteine.iter().map(|(of, _)| &of.kennung).collect(),
            with_grant: grants.map(|stand| &stand.bewilligung.projekt).collect(),
            overdue,
            late: late.map(|part| &part.bewilligung.projekt).collect(),
            above: foerderung.overpaid.bewilligungen.iter().map(|grant| &grant.bewilligung.projekt).collect(),
            lapsing: foerderung.verfallsrisiken.bewilligungen.iter().map(|risk| &risk.bewilligung.projekt).collect(),
        }
    }
}

impl Evidence<'_, '_> {
    /// The rating of one project.
    fn rating(&self, lage: &Lage<'_>, concerns: &Concerns<'_, '_>, regel: &Ampelregel) -> Rating {
        let kennung = &lage.projekt.kennung;
        let costs = self.kosten.of(kennung);
        let has_grant = concerns.with_grant.contains(kennung);
        let known = [Some(Aspect::Zeit), costs.map(|_| Aspect::Kosten), has_grant.then_some(Aspect::Foerderung)];
        let mut reasons = Vec::new();
        let mut add = |aspect, found: Vec<(Ampelstufe, String)>| {
            reasons.extend(found.into_iter().map(|(step, why)| (aspect, step, why)));
        };
        add(Aspect::Zeit, self.time(lage, concerns, regel));
        add(Aspect::Kosten, costs.and_then(|costs| overrun(costs, regel.overrun_for_red())).into_iter().collect());
        add(Aspect::Foerderung, self.grants(kennung, concerns, regel));
        Rating::new(known.into_iter().flatten(), reasons)
    }

    /// What is wrong with the time of a project.
    fn time(&self, lage: &Lage<'_>, concerns: &Concerns<'_, '_>, regel: &Ampelregel) -> Vec<(Ampelstufe, String)> {
        let bezug = &self.portfolio.bezug;
        let days = lage.projekt.ende_geplant.map(|end| (bezug.stichtag - end).num_days()).filter(|days| *days > 0);
        let late = days.map(|days| match days >= i64::from(regel.rot_tage) {
            true => (Ampelstufe::Rot, "lange überfällig"),
            false => (Ampelstufe::Gelb, "überfällig"),
        });
        let milestone = concerns.milestones.contains(&lage.projekt.kennung);
        let yellow = |holds: bool, why| holds.then_some((Ampelstufe::Gelb, why));
        let found = [
            late,
            // Whoever is overdue is behind already.
            behind(lage, regel).filter(|_| late.is_none()),
            yellow(milestone, "Meilenstein überfällig"),
            yellow(lage.status == Projektstatus::Pausiert, "pausiert"),
            yellow(lage.fortschritt.is_none(), "ohne Angabe"),
            yellow(Kennzahl::Veraltet.counts(lage, bezug), "Angabe veraltet"),
        ];
        found.into_iter().flatten().map(|(step, why)| (step, why.to_owned())).collect()
    }

    /// What is wrong with the grants of a project: what breaches a notice, and what may cost money.
    fn grants(&self, kennung: &Kennung, concerns: &Concerns<'_, '_>, regel: &Ampelregel) -> Vec<(Ampelstufe, String)> {
        let overdue = concerns.overdue.get(kennung).into_iter().flatten().map(|frist| {
            let long = (self.datum - frist.tag).num_days() >= i64::from(regel.rot_tage);
            let step = if long && frist.anlass.is_proof() { Ampelstufe::Rot } else { Ampelstufe::Gelb };
            (step, format!("{} überfällig", frist.anlass.text()))
        });
        let found = [
            (concerns.late.contains(kennung), Ampelstufe::Rot, "Auszahlung zu spät verwendet"),
            (concerns.above.contains(kennung), Ampelstufe::Gelb, "mehr ausgezahlt, als bisher zusteht"),
            (concerns.lapsing.contains(kennung), Ampelstufe::Gelb, "Zuwendung droht zu verfallen"),
        ];
        let found = found.into_iter().filter(|(holds, ..)| *holds).map(|(_, step, why)| (step, why.to_owned()));
        overdue.chain(found).collect()
    }
}

/// How far the newest entry lies behind the share of the time that had passed on its day.
fn behind(lage: &Lage<'_>, regel: &Ampelregel) -> Option<(Ampelstufe, &'static str)> {
    let (begin, end) = (lage.projekt.beginn?, lage.projekt.ende_geplant?);
    let entry = lage.fortschritt?;
    let lag = lag(begin, end, entry.datum, entry.erledigungsstand);
    [
        (regel.lag_for_red(), Ampelstufe::Rot, "weit im Rückstand"),
        (regel.lag_for_yellow(), Ampelstufe::Gelb, "im Rückstand"),
    ]
    .into_iter()
    .find(|(limit, ..)| lag.is_some_and(|lag| lag.reaches(*limit)))
    .map(|(_, step, why)| (step, why))
}

/// By how much progress is behind, exactly: a fraction of hundredths of a percent.
#[derive(Debug, Clone, Copy)]
struct Lag {
    behind: i64,
    days: i64,
}

impl Lag {
    fn reaches(self, limit: Prozent) -> bool {
        self.behind > 0 && self.behind >= i64::from(limit.as_hundredths()) * self.days
    }
}

/// The lag on a day; `None` where there is no time to measure it by.
fn lag(begin: NaiveDate, end: NaiveDate, on: NaiveDate, progress: Prozent) -> Option<Lag> {
    let days = (end - begin).num_days();
    let passed = (on - begin).num_days().clamp(0, days.max(0));
    let behind = passed * i64::from(Prozent::FULL.as_hundredths()) - i64::from(progress.as_hundredths()) * days;
    (days > 0).then_some(Lag { behind, days })
}

/// Whether a project is expected to cost more than planned.
fn overrun(costs: &Costs, limit: Prozent) -> Option<(Ampelstufe, String)> {
    let (plan, over) = (costs.plan.as_cents(), costs.prognose.minus(costs.plan).as_cents());
    let far = over * i128::from(Prozent::FULL.as_hundredths()) >= plan * i128::from(limit.as_hundredths());
    (over > 0).then(|| match far {
        true => (Ampelstufe::Rot, "Prognose weit über dem Plan".into()),
        false => (Ampelstufe::Gelb, "Prognose über dem Plan".into()),
    })
}

fn tally<'l, 'a: 'l>(
    portfolio: &Portfolio<'_>,
    step: Ampelstufe,
    limits: &Limits,
    counted: impl Iterator<Item = (&'l Lage<'a>, String)>,
) -> Figure {
    let terms = counted.map(|(lage, why)| {
        let term = Glied::projekt(lage.projekt, vec![lage.beleg.clone()]);
        if why.is_empty() { term } else { term.because(why) }
    });
    let terms: Vec<Glied> = terms.collect();
    let belege = terms.iter().flat_map(|term| term.belege().iter().cloned()).collect();
    let number = terms.len();
    let parameters = limits
        .figures()
        .map(|limit| Glied::figur(TermSign::Plus, limit.titel.clone(), limit.wert.text(), limit.id.clone()));
    Figure {
        id: format!("{}.ampel.{}", portfolio.bezug.name, step.slug()),
        regel: "Ampel",
        titel: format!("Ampel {}", step.text()),
        definition: match step {
            Ampelstufe::Gruen => {
                "Laufende und pausierte Projekte, an denen weder Zeit noch Kosten noch Förderung gelb oder rot sind."
            }
            Ampelstufe::Gelb => {
                "Laufende und pausierte Projekte, an denen Zeit, Kosten oder Förderung gelb ist und nichts rot."
            }
            Ampelstufe::Rot => "Laufende und pausierte Projekte, an denen Zeit, Kosten oder Förderung rot ist.",
        }
        .into(),
        bezug: Bezug::Stichtag(portfolio.bezug.stichtag),
        wert: Wert::Anzahl(number),
        belege,
        rechnung: Rechnung::new(Rechenart::Anzahl, terms.into_iter().chain(parameters).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Euro;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn progress_is_held_against_the_time_that_had_passed() {
        let percent = |number: u32| Prozent::hundredths(number * 100);
        for (on, progress, limit, reached) in [
            ("2020-05-31", 25, 25, true),
            ("2020-05-31", 26, 25, false),
            ("2020-07-20", 75, 25, true),
            ("2020-07-20", 76, 25, false),
            ("2020-05-31", 80, 25, false),
            // Nothing has passed, or nothing is behind.
            ("2020-01-01", 0, 25, false),
            ("2020-04-11", 0, 0, false),
            // Behind the planned end the whole time has passed and no more.
            ("2022-01-01", 75, 25, true),
            ("2022-01-01", 76, 25, false),
        ] {
            // A hundred days.
            let lag = lag(day("2020-04-11"), day("2020-07-20"), day(on), percent(progress)).expect("a time");
            assert_eq!(lag.reaches(percent(limit)), reached, "{progress} % on {on}, limit {limit}");
        }
        assert!(lag(day("2020-04-11"), day("2020-04-11"), day("2020-05-01"), percent(0)).is_none());
    }

    #[test]
    fn costs_are_red_from_the_limit_on() {
        for (plan, prognose, step) in [
            (100_000, 100_000, None),
            (100_000, 99_999, None),
            (100_000, 100_001, Some(Ampelstufe::Gelb)),
            (100_000, 109_999, Some(Ampelstufe::Gelb)),
            (100_000, 110_000, Some(Ampelstufe::Rot)),
            (0, 1, Some(Ampelstufe::Rot)),
        ] {
            let costs = Costs { plan: Euro::cents(plan), ist: Euro::ZERO, prognose: Euro::cents(prognose) };
            let rated = overrun(&costs, Prozent::hundredths(1_000)).map(|(step, _)| step);
            assert_eq!(rated, step, "{prognose} of {plan}");
        }
    }
}
