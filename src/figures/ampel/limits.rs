//! The limits of the Ampel as figures.

use crate::figures::{Beleg, Bezug, Figure, Glied, Parameter, Portfolio, Rechenart, Rechnung, TermSign, Wert};
use crate::model::Ampelregel;

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
    /// Those of a rule.
    pub(super) fn new(portfolio: &Portfolio<'_>, regel: &Ampelregel) -> Self {
        let figure = |slug: &str, titel: &str, definition: &str, wert: Wert, stated: bool| {
            let beleg = Beleg::new("ratsbericht.toml", format!("ampel/{slug}"));
            let parameter =
                Parameter { beleg: beleg.clone(), quelle: regel.quelle.clone(), gueltig_ab: regel.gueltig_ab };
            let term = Glied::parameter(TermSign::Plus, "Schwelle", wert.text(), parameter);
            Figure {
                id: portfolio.bezug.id(format_args!("ampel.{slug}")),
                regel: "Ampel",
                titel: format!("Ampel: {titel}"),
                definition: definition.into(),
                bezug: Bezug::GueltigAb(regel.gueltig_ab),
                wert,
                // What holds by default stands nowhere.
                belege: stated.then_some(beleg).into_iter().collect(),
                rechnung: if stated { Rechnung::new(Rechenart::Eingabe, vec![term]) } else { Rechnung::typed() },
            }
        };
        let days = Wert::Anzahl(usize::try_from(regel.rot_tage).unwrap_or_default());
        Self {
            rot_tage: figure(
                "rot_tage",
                "rot ab Tagen nach dem geplanten Ende oder der Frist eines Nachweises",
                "Ab so vielen Tagen nach dem geplanten Ende oder nach der Frist eines Nachweises ist ein Projekt rot.",
                days,
                true,
            ),
            rueckstand_gelb: figure(
                "rueckstand_gelb",
                "gelb ab Rückstand in Prozentpunkten",
                "Um so viele Prozentpunkte liegt der neueste Erledigungsstand mindestens hinter dem Anteil der Laufzeit, der an seinem Tag \
                 vergangen war.",
                Wert::Anteil(regel.lag_for_yellow()),
                regel.rueckstand_gelb.is_some(),
            ),
            rueckstand_rot: figure(
                "rueckstand_rot",
                "rot ab Rückstand in Prozentpunkten",
                "Um so viele Prozentpunkte liegt der neueste Erledigungsstand mindestens hinter dem Anteil der Laufzeit, der an seinem Tag \
                 vergangen war.",
                Wert::Anteil(regel.lag_for_red()),
                regel.rueckstand_rot.is_some(),
            ),
            mehrkosten_rot: figure(
                "mehrkosten_rot",
                "rot ab Prozent über dem Plan",
                "Um so viel Prozent liegen die erwarteten Kosten mindestens über den geplanten.",
                Wert::Anteil(regel.overrun_for_red()),
                regel.mehrkosten_rot.is_some(),
            ),
        }
    }

    /// Every limit.
    pub(super) fn figures(&self) -> [&Figure; 4] {
        [&self.rot_tage, &self.rueckstand_gelb, &self.rueckstand_rot, &self.mehrkosten_rot]
    }
}
