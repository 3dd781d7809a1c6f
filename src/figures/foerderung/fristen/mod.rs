//! The dates of a grant: what is to be called, spent and proved, until when, and whether it was.

mod abrufe;
mod nachweise;

use chrono::{Days, NaiveDate};

use super::regeln::Fristparameter;
use super::stand::Bewilligungsstand;
use crate::model::{Bewilligung, Euro, Located, Mittelabruf, Programmregel, Sicht, Zahlung, day};

/// What a date is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Anlass<'a> {
    /// A call that is planned.
    Mittelabruf(&'a Located<Mittelabruf>),
    /// A call that the programme expects at regular times.
    Regelabruf,
    /// Money received, which is to be spent, and how much of it is not yet.
    Verbrauch(&'a Located<Zahlung>, Euro),
    /// A proof about a year.
    Zwischennachweis(i32),
    /// The proof about the whole.
    Verwendungsnachweis,
    /// The last day on which money can be called.
    Bewilligungszeitraum,
    /// The last day on which what was bought must serve its purpose.
    Zweckbindung,
}

impl Anlass<'_> {
    /// Whether it is a proof that the municipality owes.
    pub fn is_proof(&self) -> bool {
        matches!(self, Anlass::Zwischennachweis(_) | Anlass::Verwendungsnachweis)
    }

    /// What papers and messages call it.
    pub fn text(&self) -> String {
        match self {
            Anlass::Mittelabruf(abruf) => format!("Mittelabruf {}", abruf.kennung),
            Anlass::Regelabruf => "regelmäßiger Mittelabruf".into(),
            Anlass::Verbrauch(zahlung, _) => {
                format!("fristgerechte Verwendung der Auszahlung vom {}", day(zahlung.datum))
            }
            Anlass::Zwischennachweis(jahr) => format!("Zwischennachweis {jahr}"),
            Anlass::Verwendungsnachweis => "Verwendungsnachweis".into(),
            Anlass::Bewilligungszeitraum => "Ende des Bewilligungszeitraums".into(),
            Anlass::Zweckbindung => "Ende der Zweckbindung".into(),
        }
    }
}

/// Whether a day moves [law: § 31 VwVfG].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagesart {
    /// The end of a period, which moves from a Saturday, Sunday or holiday to the next working day.
    Frist,
    /// A day that was fixed, which does not move.
    Termin,
}

impl Tagesart {
    /// The German word.
    pub fn text(self) -> &'static str {
        match self {
            Tagesart::Frist => "Frist",
            Tagesart::Termin => "Termin",
        }
    }
}

/// How a date stands on the Stichtag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Friststand {
    /// Its day is over, and nothing was done.
    Ueberfaellig,
    /// Its day is near.
    Faellig,
    /// Its day is far.
    Kuenftig,
    /// It was met, or there is nothing left to do.
    Erledigt,
}

impl Friststand {
    /// The German word.
    pub fn text(self) -> &'static str {
        match self {
            Friststand::Ueberfaellig => "überfällig",
            Friststand::Faellig => "fällig",
            Friststand::Kuenftig => "künftig",
            Friststand::Erledigt => "erledigt",
        }
    }
}

/// A date of a grant.
#[derive(Debug, Clone, PartialEq)]
pub struct Frist<'a> {
    /// The grant.
    pub bewilligung: &'a Located<Bewilligung>,
    /// What it is for.
    pub anlass: Anlass<'a>,
    /// The last day; a Frist is moved to a working day already.
    pub tag: NaiveDate,
    /// Whether the day moves.
    pub art: Tagesart,
    /// How it stands.
    pub stand: Friststand,
    /// How the day follows from a rule, where several could give one.
    pub herleitung: Option<String>,
}

/// From which day dates are looked at, and from when on they are due.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The Stichtag.
    pub stichtag: NaiveDate,
    /// What the municipality says.
    pub parameter: Fristparameter,
}

impl Clock {
    fn stand(&self, tag: NaiveDate, met: bool) -> Friststand {
        let ahead = Days::new(self.parameter.faellig_tage.into());
        let near = self.stichtag.checked_add_days(ahead).unwrap_or(NaiveDate::MAX);
        match tag {
            _ if met => Friststand::Erledigt,
            _ if tag < self.stichtag => Friststand::Ueberfaellig,
            _ if tag <= near => Friststand::Faellig,
            _ => Friststand::Kuenftig,
        }
    }
}

/// All dates of a grant, whether met or not; `regel` is the rule of its programme that it follows.
pub fn fristen<'a>(
    sicht: &Sicht<'a>,
    stand: &Bewilligungsstand<'a>,
    regel: Option<&Programmregel>,
    uhr: &Clock,
) -> Vec<Frist<'a>> {
    let blick = GrantView { sicht, stand, regel, uhr };
    let mut all = blick.planned_calls();
    all.extend(blick.regelabrufe());
    all.extend(blick.verbrauch());
    all.extend(nachweisfristen(sicht, stand, regel, uhr));
    all.extend(blick.ends());
    all
}

/// The dates of planned calls among those of [`fristen`], in the order of the table.
pub fn abruffristen<'a>(sicht: &Sicht<'a>, stand: &Bewilligungsstand<'a>, uhr: &Clock) -> Vec<Frist<'a>> {
    GrantView { sicht, stand, regel: None, uhr }.planned_calls()
}

/// The dates of proofs among those of [`fristen`], yearly ones first and by year.
pub fn nachweisfristen<'a>(
    sicht: &Sicht<'a>,
    stand: &Bewilligungsstand<'a>,
    regel: Option<&Programmregel>,
    uhr: &Clock,
) -> Vec<Frist<'a>> {
    let blick = GrantView { sicht, stand, regel, uhr };
    let mut proofs = blick.zwischennachweise();
    proofs.extend(blick.verwendungsnachweis());
    proofs
}

/// One grant with all that its dates depend on.
struct GrantView<'b, 'a> {
    sicht: &'b Sicht<'a>,
    stand: &'b Bewilligungsstand<'a>,
    regel: Option<&'b Programmregel>,
    uhr: &'b Clock,
}

impl<'a> GrantView<'_, 'a> {
    fn frist(&self, anlass: Anlass<'a>, tag: NaiveDate, art: Tagesart, met: bool) -> Frist<'a> {
        let stand = self.uhr.stand(tag, met);
        Frist { bewilligung: self.stand.bewilligung, anlass, tag, art, stand, herleitung: None }
    }

    /// The days on which something simply ends; once they are over there is nothing left to do.
    fn ends(&self) -> Vec<Frist<'a>> {
        let over = |tag: NaiveDate| tag < self.uhr.stichtag;
        let end = |anlass, tag, met| self.frist(anlass, tag, Tagesart::Termin, met);
        let bis = self.stand.bescheid.bewilligungszeitraum_bis;
        let nothing_left = self.stand.still_callable().is_zero();
        let bis = bis.map(|tag| end(Anlass::Bewilligungszeitraum, tag, nothing_left || over(tag)));
        let zweckbindung = self.stand.bewilligung.zweckbindung_bis;
        bis.into_iter().chain(zweckbindung.map(|tag| end(Anlass::Zweckbindung, tag, over(tag)))).collect()
    }
}

#[cfg(test)]
mod tests;
