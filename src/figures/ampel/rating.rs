//! The steps of a project, aspect by aspect, with what makes it yellow or red.

use std::cmp::Reverse;

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

    pub(super) fn slug(self) -> &'static str {
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
    pub(super) fn new(known: impl IntoIterator<Item = Aspect>, mut reasons: Vec<(Aspect, Ampelstufe, String)>) -> Self {
        reasons.sort_by_key(|(aspect, step, _)| (*aspect, Reverse(*step)));
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

#[cfg(test)]
mod tests {
    use super::*;

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
