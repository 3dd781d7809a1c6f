//! How many projects have reported for a period, and what rests on so few reports that it says little.

use super::{Berichtslage, Figure, Kennzahl, Portfolio};
use crate::model::{Meldelageregel, Prozent, Zeitraum};

/// How many of the projects that were to report for a period did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reports {
    /// The period.
    pub zeitraum: Zeitraum,
    /// So many reported.
    pub gemeldet: usize,
    /// Of so many.
    pub meldepflichtig: usize,
}

impl Reports {
    /// Counts those of a selection.
    pub fn of(portfolio: &Portfolio<'_>) -> Self {
        Self {
            zeitraum: portfolio.bezug.zeitraum,
            gemeldet: portfolio.count(Kennzahl::Gemeldet),
            meldepflichtig: portfolio.count(Kennzahl::Meldepflichtig),
        }
    }

    /// Whether they are less than the least share; no project that was to report is not few.
    pub fn are_few(self, least: Prozent) -> bool {
        let share = |number: usize, hundredths: u32| number as u128 * u128::from(hundredths);
        share(self.gemeldet, Prozent::FULL.as_hundredths()) < share(self.meldepflichtig, least.as_hundredths())
    }
}

/// Whether a figure follows from what was reported: the Erledigungsstand and the age of entries.
pub fn rests_on_reports(figure: &Figure) -> bool {
    matches!(figure.regel, "K7" | "K9" | "K12")
}

impl Berichtslage<'_> {
    /// From which share of reports on figures that rest on them say something.
    pub fn least_reports(&self) -> Prozent {
        self.bestand.stammdaten.meldelage.as_ref().map_or(Meldelageregel::DEFAULT, |regel| regel.mindestens)
    }

    /// The period of the report and the closed ones before it that have few reports, the oldest first.
    pub fn few_reports(&self) -> Vec<Reports> {
        let before = self.vergleich.perioden.iter().map(|periode| &periode.portfolio);
        let all = before.chain([&self.portfolio]).map(Reports::of);
        all.filter(|reports| reports.are_few(self.least_reports())).collect()
    }

    /// Whether the change of a figure against the period before rests on few reports, of either period.
    pub fn changed_on_few(&self, figure: &Figure) -> bool {
        let before = self.vergleich.vorperiode().map(|periode| periode.zeitraum);
        let compared = [Some(self.portfolio.bezug.zeitraum), before];
        rests_on_reports(figure) && self.few_reports().iter().any(|few| compared.contains(&Some(few.zeitraum)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_few_below_the_share_and_never_of_no_project() {
        let zeitraum = Zeitraum::parse("2020-Q3").expect("a period");
        for (gemeldet, meldepflichtig, percent, few) in [
            (0, 42, 50, true),
            (20, 42, 50, true),
            (21, 42, 50, false),
            (42, 42, 100, false),
            (41, 42, 100, true),
            (0, 0, 50, false),
            (0, 42, 0, false),
        ] {
            let reports = Reports { zeitraum, gemeldet, meldepflichtig };
            let least = Prozent::hundredths(percent * 100);
            assert_eq!(reports.are_few(least), few, "{gemeldet} of {meldepflichtig}, at least {percent}");
        }
    }
}
