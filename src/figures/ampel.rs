//! The Ampel of a project: its time, its costs and its grants, each by a configured rule, never by a feeling.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::foerderung::{Foerderung, Friststand};
use super::kosten::{Costs, Kostenlage};
use super::meilensteine::OverdueMilestones;
use super::{
    Beleg, Bezug, Figure, Glied, Kennzahl, Lage, Parameter, Portfolio, Projektstatus, Rechenart, Rechnung, TermSign,
    Wert,
};
use crate::model::{Ampelregel, Kennung, Prozent, Table};

/// How a project stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ampelstufe {
    /// As planned.
    Gruen,
    /// Something is to be looked at.
    Gelb,
    /// Something has gone far from the plan, or a notice is breached.
    Rot,
}

impl Ampelstufe {
    /// Every step, the best first.
    pub const ALL: [Self; 3] = [Self::Gruen, Self::Gelb, Self::Rot];

    /// The word.
    pub fn text(self) -> &'static str {
        match self {
            Self::Gruen => "grün",
            Self::Gelb => "gelb",
            Self::Rot => "rot",
        }
    }

    /// A sign that differs in its shape, for print without colour.
    pub fn zeichen(self) -> char {
        match self {
            Self::Gruen => '●',
            Self::Gelb => '▲',
            Self::Rot => '■',
        }
    }

    fn slug(self) -> &'static str {
        match self {
            Self::Gruen => "gruen",
            Self::Gelb => "gelb",
            Self::Rot => "rot",
        }
    }
}

/// What is rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// The time: end, Meilensteine, Erledigungsstand.
    Zeit,
    /// The costs beside the plan.
    Kosten,
    /// The grants: proofs, dates, money above the claim.
    Foerderung,
}

impl Aspect {
    /// Every aspect, in the order in which papers print them.
    pub const ALL: [Self; 3] = [Self::Zeit, Self::Kosten, Self::Foerderung];

    /// The word.
    pub fn text(self) -> &'static str {
        match self {
            Self::Zeit => "Zeit",
            Self::Kosten => "Kosten",
            Self::Foerderung => "Förderung",
        }
    }
}

/// The steps of one project, with what makes it yellow or red.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The aspects of which something is known: the time always, costs and grants where there are any.
    pub known: Vec<Aspect>,
    /// What makes an aspect yellow or red, in a few words; each once, aspect by aspect, the worst first.
    pub reasons: Vec<(Aspect, Ampelstufe, String)>,
}

impl Rating {
    fn new(known: impl IntoIterator<Item = Aspect>, mut reasons: Vec<(Aspect, Ampelstufe, String)>) -> Self {
        reasons.sort_by_key(|(aspect, step, _)| (*aspect, std::cmp::Reverse(*step)));
        reasons.dedup();
        Self { known: known.into_iter().collect(), reasons }
    }

    /// The step of the whole project: the worst of its aspects.
    pub fn step(&self) -> Ampelstufe {
        worst(self.reasons.iter())
    }

    /// The step of an aspect; `None` where nothing is known of it.
    pub fn of(&self, aspect: Aspect) -> Option<Ampelstufe> {
        let own = self.reasons.iter().filter(|(other, ..)| *other == aspect);
        self.known.contains(&aspect).then(|| worst(own))
    }

    /// Why it is yellow or red: `Zeit: überfällig, pausiert; Förderung: …`; empty where it is green.
    pub fn why(&self) -> String {
        let of = |aspect: &Aspect| {
            let own = self.reasons.iter().filter(|(other, ..)| other == aspect);
            let words: Vec<&str> = own.map(|(_, _, why)| why.as_str()).collect();
            (!words.is_empty()).then(|| format!("{}: {}", aspect.text(), words.join(", ")))
        };
        Aspect::ALL.iter().filter_map(of).collect::<Vec<_>>().join("; ")
    }
}

fn worst<'r>(reasons: impl Iterator<Item = &'r (Aspect, Ampelstufe, String)>) -> Ampelstufe {
    reasons.map(|(_, step, _)| *step).max().unwrap_or(Ampelstufe::Gruen)
}

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

/// The limits of the rule as the parameters that they are.
#[derive(Debug, Clone)]
pub struct Limits {
    /// From how many days after the planned end or the day of a proof on a project is red.
    pub rot_tage: Figure,
    /// From how many percentage points behind the elapsed time on it is yellow.
    pub rueckstand_gelb: Figure,
    /// From how many on it is red.
    pub rueckstand_rot: Figure,
    /// From how many percent above the plan on expected costs are red.
    pub mehrkosten_rot: Figure,
}

impl Limits {
    fn figures(&self) -> [&Figure; 4] {
        [&self.rot_tage, &self.rueckstand_gelb, &self.rueckstand_rot, &self.mehrkosten_rot]
    }
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
    let projekte: BTreeMap<&'a Kennung, Rating> =
        open().map(|lage| (&lage.projekt.kennung, evidence.rating(lage, regel))).collect();
    let limits = limits(portfolio, regel);
    let anzahl = Ampelstufe::ALL.map(|step| {
        let counted = open().filter_map(|lage| {
            let rating = projekte.get(&lage.projekt.kennung).filter(|rating| rating.step() == step)?;
            Some((lage, rating.why()))
        });
        tally(portfolio, step, &limits, counted)
    });
    Ampel { regel, anzahl, limits, projekte }
}

impl Evidence<'_, '_> {
    /// The rating of one project.
    fn rating(&self, lage: &Lage<'_>, regel: &Ampelregel) -> Rating {
        let kennung = &lage.projekt.kennung;
        let costs = self.kosten.of(kennung);
        let grants = self.foerderung.staende.iter().chain(&self.foerderung.uebrige);
        let has_grant = grants.into_iter().any(|stand| stand.bewilligung.projekt == *kennung);
        let known = [Some(Aspect::Zeit), costs.map(|_| Aspect::Kosten), has_grant.then_some(Aspect::Foerderung)];
        let mut reasons = Vec::new();
        let mut add = |aspect, found: Vec<(Ampelstufe, String)>| {
            reasons.extend(found.into_iter().map(|(step, why)| (aspect, step, why)));
        };
        add(Aspect::Zeit, self.time(lage, regel));
        add(Aspect::Kosten, costs.and_then(|costs| overrun(costs, regel.overrun_for_red())).into_iter().collect());
        add(Aspect::Foerderung, self.grants(kennung, regel));
        Rating::new(known.into_iter().flatten(), reasons)
    }

    /// What is wrong with the time of a project.
    fn time(&self, lage: &Lage<'_>, regel: &Ampelregel) -> Vec<(Ampelstufe, String)> {
        let bezug = &self.portfolio.bezug;
        let days = lage.projekt.ende_geplant.map(|end| (bezug.stichtag - end).num_days()).filter(|days| *days > 0);
        let late = days.map(|days| match days >= i64::from(regel.rot_tage) {
            true => (Ampelstufe::Rot, "lange überfällig"),
            false => (Ampelstufe::Gelb, "überfällig"),
        });
        let milestone = self.meilensteine.meilensteine.iter().any(|(of, _)| of.kennung == lage.projekt.kennung);
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
    fn grants(&self, kennung: &Kennung, regel: &Ampelregel) -> Vec<(Ampelstufe, String)> {
        let foerderung = self.foerderung;
        let overdue = foerderung.fristen.iter().filter(|frist| frist.stand == Friststand::Ueberfaellig);
        let overdue = overdue.filter(|frist| frist.bewilligung.projekt == *kennung).map(|frist| {
            let long = (self.datum - frist.tag).num_days() >= i64::from(regel.rot_tage);
            let step = if long && frist.anlass.is_proof() { Ampelstufe::Rot } else { Ampelstufe::Gelb };
            (step, format!("{} überfällig", frist.anlass.text()))
        });
        let mut late = foerderung.verspaetungen.iter().flat_map(|all| &all.teile);
        let late = late.any(|part| part.bewilligung.projekt == *kennung);
        let above = foerderung.overpaid.bewilligungen.iter().any(|grant| grant.bewilligung.projekt == *kennung);
        let lapsing = foerderung.verfallsrisiken.bewilligungen.iter().any(|risk| risk.bewilligung.projekt == *kennung);
        let found = [
            (late, Ampelstufe::Rot, "Auszahlung zu spät verwendet"),
            (above, Ampelstufe::Gelb, "mehr ausgezahlt, als bisher zusteht"),
            (lapsing, Ampelstufe::Gelb, "Zuwendung droht zu verfallen"),
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
        (regel.lag_for_red(), Ampelstufe::Rot, "weit hinter der Laufzeit"),
        (regel.lag_for_yellow(), Ampelstufe::Gelb, "hinter der Laufzeit"),
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
        let term = Glied::projekt(lage.projekt, vec![Beleg::row(Table::Projekte, &lage.projekt.kennung)]);
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

/// The limits as figures.
fn limits(portfolio: &Portfolio<'_>, regel: &Ampelregel) -> Limits {
    let figure = |slug: &str, titel: &str, definition: &str, wert: Wert| {
        let beleg = Beleg::new("ratsbericht.toml", format!("ampel/{slug}"));
        let parameter = Parameter { beleg: beleg.clone(), quelle: regel.quelle.clone(), gueltig_ab: regel.gueltig_ab };
        let term = Glied::parameter(TermSign::Plus, "Schwelle", wert.text(), parameter);
        Figure {
            id: portfolio.bezug.id(format_args!("ampel.{slug}")),
            regel: "Ampel",
            titel: format!("Ampel: {titel}"),
            definition: definition.into(),
            bezug: Bezug::GueltigAb(regel.gueltig_ab),
            wert,
            belege: vec![beleg],
            rechnung: Rechnung::new(Rechenart::Eingabe, vec![term]),
        }
    };
    let days = Wert::Anzahl(usize::try_from(regel.rot_tage).unwrap_or_default());
    Limits {
        rot_tage: figure(
            "rot_tage",
            "rot ab Tagen nach dem geplanten Ende oder der Frist eines Nachweises",
            "Ab so vielen Tagen nach dem geplanten Ende oder nach der Frist eines Nachweises ist ein Projekt rot.",
            days,
        ),
        rueckstand_gelb: figure(
            "rueckstand_gelb",
            "gelb ab Rückstand in Prozentpunkten",
            "Um so viele Prozentpunkte liegt der neueste Erledigungsstand mindestens hinter dem Anteil der Laufzeit, der an seinem Tag \
             vergangen war.",
            Wert::Anteil(regel.lag_for_yellow()),
        ),
        rueckstand_rot: figure(
            "rueckstand_rot",
            "rot ab Rückstand in Prozentpunkten",
            "Um so viele Prozentpunkte liegt der neueste Erledigungsstand mindestens hinter dem Anteil der Laufzeit, der an seinem Tag \
             vergangen war.",
            Wert::Anteil(regel.lag_for_red()),
        ),
        mehrkosten_rot: figure(
            "mehrkosten_rot",
            "rot ab Prozent über dem Plan",
            "Um so viel Prozent liegen die erwarteten Kosten mindestens über den geplanten.",
            Wert::Anteil(regel.overrun_for_red()),
        ),
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

    #[test]
    fn the_worst_aspect_counts_and_each_reason_is_told() {
        let reasons = vec![
            (Aspect::Foerderung, Ampelstufe::Rot, "Nachweis überfällig".to_owned()),
            (Aspect::Zeit, Ampelstufe::Gelb, "pausiert".to_owned()),
        ];
        let rating = Rating::new([Aspect::Zeit, Aspect::Foerderung], reasons);
        assert_eq!(rating.step(), Ampelstufe::Rot);
        assert_eq!(rating.of(Aspect::Zeit), Some(Ampelstufe::Gelb));
        assert_eq!(rating.of(Aspect::Kosten), None);
        assert_eq!(rating.why(), "Zeit: pausiert; Förderung: Nachweis überfällig");
        let green = Rating::new(Aspect::ALL, Vec::new());
        assert_eq!((green.step(), green.why().as_str()), (Ampelstufe::Gruen, ""));
    }
}
