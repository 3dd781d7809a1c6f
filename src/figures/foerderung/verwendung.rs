//! On which day money that was received was used, and what of it was used late.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::regeln::span_of;
use super::stand::{Bewilligungsstand, MITTEL};
use super::zuwendung::{Finanzierung, zuwendung};
use crate::model::{Euro, Located, Programmregel, Zahlung, Zahlungsart, months_after, working_day_from};

/// A payment of the funder, and on which days it was used.
#[derive(Debug, Clone, PartialEq)]
pub struct Verwendung<'a> {
    /// The payment.
    pub zahlung: &'a Located<Zahlung>,
    /// The last day on which it is to be used, moved to a working day; `None` where the programme names none.
    pub bis: Option<NaiveDate>,
    /// Its parts by day of use.
    pub teile: Vec<Teil>,
}

/// A part of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Teil {
    /// How much.
    pub betrag: Euro,
    /// The day on which it was used or paid back; `None` where that had not happened by the Stichtag.
    pub am: Option<NaiveDate>,
}

/// A part that was used late, or is late already and not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verspaetung {
    /// The part.
    pub teil: Teil,
    /// The day of the payment, from which interest runs.
    pub von: NaiveDate,
    /// The day of use; the Stichtag where there is none yet.
    pub bis: NaiveDate,
}

impl Verspaetung {
    /// For how many days the money lay; the day of payment does not count, the day of use does [ours].
    pub fn tage(&self) -> usize {
        usize::try_from(self.bis.signed_duration_since(self.von).num_days()).unwrap_or_default()
    }
}

impl Verwendung<'_> {
    /// The day on which all of it was used; `None` while something is left.
    pub fn am(&self) -> Option<NaiveDate> {
        self.teile.iter().try_fold(self.zahlung.datum, |last, teil| Some(last.max(teil.am?)))
    }

    /// How much of it was neither used nor paid back by the Stichtag.
    pub fn unused(&self) -> Euro {
        self.teile.iter().filter(|teil| teil.am.is_none()).map(|teil| teil.betrag).sum()
    }

    /// The parts that were late on the Stichtag; interest runs from the payment and not from the end of the period
    /// [law: § 49a Abs. 4 VwVfG, VV 8.6].
    pub fn late_parts(&self, stichtag: NaiveDate) -> impl Iterator<Item = Verspaetung> {
        let late = self.teile.iter().filter(move |teil| {
            let on = teil.am.unwrap_or(stichtag);
            self.bis.is_some_and(|bis| bis < on)
        });
        late.map(move |teil| Verspaetung { teil: *teil, von: self.zahlung.datum, bis: teil.am.unwrap_or(stichtag) })
    }
}

/// Until when money received on a day is to be used; where a rule names months and days, the earlier counts.
fn limit(regel: &Programmregel, datum: NaiveDate) -> Option<NaiveDate> {
    let months = span_of(regel.verbrauch_monate).map(|months| months_after(datum, months));
    let days = span_of(regel.verbrauch_tage);
    let days = days.map(|days| datum.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX));
    months.into_iter().chain(days).min().map(working_day_from)
}

/// Each payment of the funder up to the Stichtag, by day, with the days of its use.
///
/// What came first is used first: a payment is used up on the first day on which the amount due for what was spent covers
/// all that was received up to it [ours]. A call asks for the funder's share only, and own money goes along with it [law:
/// ANBest-P Nr. 1.4]. Where no share is known, the expenditure itself must cover it. What was paid back need not be used.
pub fn verwendungen<'a>(stand: &Bewilligungsstand<'a>, regel: Option<&Programmregel>) -> Vec<Verwendung<'a>> {
    let mut received: Vec<&'a Located<Zahlung>> =
        stand.zahlungen.iter().copied().filter(|zahlung| zahlung.art == Zahlungsart::Eingang).collect();
    received.sort_by_key(|zahlung| zahlung.datum);
    let mut steps = coverage(stand).into_iter().peekable();
    let (mut so_far, mut used) = (Euro::ZERO, Euro::ZERO);
    let mut all = Vec::with_capacity(received.len());
    for zahlung in received {
        so_far = so_far.plus(zahlung.betrag);
        let mut teile: Vec<Teil> = Vec::new();
        while used < so_far {
            let step = steps.peek().copied();
            let (covered, am) = step.map_or((so_far, None), |(tag, covered)| (covered, Some(tag.max(zahlung.datum))));
            let part = covered.min(so_far).minus(used);
            if part > Euro::ZERO {
                add(&mut teile, Teil { betrag: part, am });
                used = used.plus(part);
            } else {
                steps.next();
            }
        }
        let bis = regel.and_then(|regel| limit(regel, zahlung.datum));
        all.push(Verwendung { zahlung, bis, teile });
    }
    all
}

/// Adds a part to that of the same day, where there is one.
fn add(teile: &mut Vec<Teil>, teil: Teil) {
    match teile.last_mut().filter(|last| last.am == teil.am) {
        Some(last) => last.betrag = last.betrag.plus(teil.betrag),
        None => teile.push(teil),
    }
}

/// What went and came on one day.
#[derive(Debug, Clone, Copy, Default)]
struct Movement {
    spent: Euro,
    /// From third parties and as income.
    came_in: Euro,
    repaid: Euro,
}

/// How much of what was received was due or paid back by each day on which something happened, by day.
///
/// What a notice said on the day counts, not what a later one made of it.
fn coverage(stand: &Bewilligungsstand<'_>) -> Vec<(NaiveDate, Euro)> {
    let days = movements(stand);
    let any_came_in = stand.zahlungen.iter().any(|zahlung| MITTEL.contains(&zahlung.art));
    let mut notices = stand.aenderungen.iter().peekable();
    let mut bescheid = stand.bewilligung.as_granted();
    let (mut spent, mut came_in, mut repaid) = (Euro::ZERO, Euro::ZERO, Euro::ZERO);
    let mut steps = Vec::with_capacity(days.len());
    for (tag, bewegung) in days {
        while let Some(notice) = notices.next_if(|notice| notice.datum <= tag) {
            bescheid = bescheid.after(notice);
        }
        spent = spent.plus(bewegung.spent);
        came_in = came_in.plus(bewegung.came_in);
        repaid = repaid.plus(bewegung.repaid);
        let plan = Finanzierung::new(stand.bewilligung, &bescheid, any_came_in.then_some(came_in), None);
        let due = if bescheid.festgesetzt { Some(bescheid.betrag) } else { zuwendung(&plan, spent) };
        steps.push((tag, due.unwrap_or(spent).plus(repaid)));
    }
    steps
}

fn movements(stand: &Bewilligungsstand<'_>) -> BTreeMap<NaiveDate, Movement> {
    let mut days: BTreeMap<NaiveDate, Movement> = BTreeMap::new();
    for notice in &stand.aenderungen {
        days.entry(notice.datum).or_default();
    }
    for zahlung in &stand.zahlungen {
        let day = days.entry(zahlung.datum).or_default();
        match zahlung.art {
            Zahlungsart::Ausgabe => day.spent = day.spent.plus(zahlung.betrag),
            Zahlungsart::Rueckzahlung => day.repaid = day.repaid.plus(zahlung.betrag),
            Zahlungsart::Drittmittel | Zahlungsart::Einnahme => day.came_in = day.came_in.plus(zahlung.betrag),
            Zahlungsart::Eingang => {}
        }
    }
    days
}
