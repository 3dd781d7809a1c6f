//! Decisions that projects wait for: until when and by which body, as far as the data say.

use chrono::NaiveDate;

use super::{Berichtslage, Kennzahl, Lage};
use crate::model::{Kennung, Status, Vorlage, VorlageOrdner, Zustaendigkeit, day};

/// A decision that a project waits for; its question, its day or its meeting is known at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision<'a> {
    /// What is to be decided, by the newest entry of the project.
    pub frage: Option<&'a str>,
    /// The body that decides, by the same entry.
    pub gremium: Option<&'a Kennung>,
    /// The last day on which it is needed, by the same entry, or by the application.
    pub bis: Option<NaiveDate>,
    /// The meeting that decides, by the newest Vorlage that names the project.
    pub sitzung: Option<(NaiveDate, &'a Kennung)>,
}

impl Decision<'_> {
    /// The day that comes first.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.bis.into_iter().chain(self.sitzung.map(|(tag, _)| tag)).min()
    }
}

impl<'a> Berichtslage<'a> {
    /// What is to be decided about a project that is not over; `None` where nobody recorded a question or a day.
    pub fn decision(&self, lage: &Lage<'a>) -> Option<Decision<'a>> {
        if lage.status.is_over() {
            return None;
        }
        let entry = lage.fortschritt;
        let of_application = lage.projekt.entscheidung_bis.filter(|_| self.is_application(lage));
        let decision = Decision {
            frage: entry.and_then(|entry| entry.entscheidung.as_deref()),
            gremium: entry.and_then(|entry| entry.gremium.as_ref()),
            bis: entry.and_then(|entry| entry.entscheidung_bis).or(of_application),
            sitzung: self.meeting(&lage.projekt.kennung),
        };
        (decision.frage.is_some() || decision.first_day().is_some()).then_some(decision)
    }

    /// The projects that wait for a decision, the earliest first and those without a day last.
    pub fn decisions(&self) -> Vec<(&Lage<'a>, Decision<'a>)> {
        let waits = |lage: &&Lage<'a>| lage.status.is_open() || self.is_application(lage);
        let lagen = self.portfolio.lagen.iter().filter(waits);
        let mut all: Vec<_> = lagen.filter_map(|lage| Some((lage, self.decision(lage)?))).collect();
        all.sort_by_key(|(lage, decision)| {
            let first = decision.first_day();
            (first.is_none(), first, &lage.projekt.kennung)
        });
        all
    }

    /// Whether a project is an application that waits for its decision.
    pub fn is_application(&self, lage: &Lage<'_>) -> bool {
        Kennzahl::AntraegeOffen.counts(lage, &self.portfolio.bezug)
    }

    /// The meeting in which a Vorlage that was known decides about a project, on or after the day of the report.
    fn meeting(&self, projekt: &Kennung) -> Option<(NaiveDate, &'a Kennung)> {
        let bestand = self.bestand;
        let datum = self.ausgabe.datum;
        // What the public may not read stands in no report that it reads.
        let may_tell = |of: &Vorlage| of.status == Status::Oeffentlich || !self.ordner.is_public();
        let known = |of: &&'a VorlageOrdner| {
            of.vorlage.datum <= datum && of.vorlage.projekte.iter().any(|p| p == projekt) && may_tell(&of.vorlage)
        };
        let newest = bestand.vorlagen.iter().filter(known).max_by_key(|of| of.vorlage.datum)?;
        let decides = newest.vorlage.beratungsfolge.iter().filter(|step| {
            let role = bestand.stammdaten.sinn_der_rolle(&step.zustaendigkeit);
            step.datum >= datum && role == Some(Zustaendigkeit::Entscheidung)
        });
        decides.map(|step| (step.datum, &step.gremium)).min()
    }

    /// Who decides until when, in words: `bis 26.02.2021 (Finanzausschuss)`, `Rat der Stadt am 21.04.2021`; a day that is over is called
    /// so, and the body of an entry gives way to a meeting.
    pub fn decision_text(&self, decision: &Decision<'_>) -> String {
        let over = |bis: NaiveDate| if bis < self.ausgabe.datum { ", verstrichen" } else { "" };
        let bis = decision.bis.map_or("ohne Frist".into(), |bis| format!("bis {}{}", day(bis), over(bis)));
        let name = |gremium| self.bestand.gremium(gremium);
        match (decision.sitzung, decision.gremium) {
            (Some((tag, gremium)), _) if decision.bis.is_none() => format!("{} am {}", name(gremium), day(tag)),
            (Some((tag, gremium)), _) => format!("{bis}; {} am {}", name(gremium), day(tag)),
            (None, Some(gremium)) => format!("{bis} ({})", name(gremium)),
            (None, None) => bis,
        }
    }
}
