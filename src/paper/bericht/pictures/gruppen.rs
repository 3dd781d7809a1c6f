//! Groups of bars: what has become of the money of each programme.

use std::cmp::Reverse;

use super::super::cut::cut;
use super::{scale, spoken};
use crate::figures::foerderung::{Programmsumme, Summe};
use crate::figures::{Berichtslage, Figure};
use crate::paper::view::{Element, Gruppenbalken, GruppenbalkenView, Reihe};
use crate::text::zahl::zahl;

/// Groups of one picture at most, so that it fits on a page.
const GRUPPEN: usize = 6;

/// A group: its name, and a figure for each series.
#[derive(Debug, Clone)]
pub struct Balkengruppe {
    /// The name.
    pub titel: String,
    /// The figures, in the order of the series.
    pub figures: Vec<Figure>,
}

/// Groups of bars as pictures with one scale; `einheit` names what the numbers of the axis are, each note of `hinweise` stands
/// below the last picture.
pub fn gruppenbalken(
    titel: &str,
    reihen: &[&str],
    einheit: &str,
    gruppen: &[Balkengruppe],
    hinweise: &[String],
) -> Vec<Element> {
    let [_, longest] = scale(gruppen.iter().flat_map(|gruppe| &gruppe.figures));
    let parts = gruppen.len().div_ceil(GRUPPEN);
    let view = |(i, part): (usize, &[Balkengruppe])| {
        let titel = if i == 0 { titel.to_owned() } else { format!("{titel} (Fortsetzung)") };
        Element::Gruppenbalken(GruppenbalkenView {
            alternativtext: alternativtext(&titel, reihen, part),
            titel,
            reihen: reihen.iter().map(|titel| Reihe { titel: (*titel).to_owned() }).collect(),
            balken: part.iter().map(balken).collect(),
            skala: longest.clone(),
            einheit: einheit.to_owned(),
            hinweise: if i + 1 == parts { hinweise.to_vec() } else { Vec::new() },
        })
    };
    let size = gruppen.len().div_ceil(parts.max(1)).max(1);
    gruppen.chunks(size).enumerate().map(view).collect()
}

fn balken(gruppe: &Balkengruppe) -> Gruppenbalken {
    Gruppenbalken {
        titel: gruppe.titel.clone(),
        werte: gruppe.figures.iter().map(|figure| figure.wert.decimal()).collect(),
        kennzahlen: gruppe.figures.iter().map(|figure| figure.id.clone()).collect(),
        beschriftungen: gruppe.figures.iter().map(zahl).collect(),
    }
}

/// The whole picture in words, a sentence for each group.
fn alternativtext(titel: &str, reihen: &[&str], gruppen: &[Balkengruppe]) -> String {
    let gruppe = |gruppe: &Balkengruppe| {
        let parts = gruppe.figures.iter().zip(reihen).map(|(figure, reihe)| format!("{reihe} {}", spoken(figure.wert)));
        format!(" {}: {}.", gruppe.titel, parts.collect::<Vec<_>>().join(", "))
    };
    format!("Gruppierte Balken. {titel}.{}", gruppen.iter().map(gruppe).collect::<String>())
}

/// What was granted, called, received and spent, by programme, the largest first; none where there is only one, whose amounts
/// are those of all grants.
pub(in crate::paper::bericht) fn mittelabfluss(report: &Berichtslage<'_>) -> Vec<Element> {
    let figures = |summe: &Summe| {
        [&summe.bewilligt, &summe.angefordert, &summe.ausgezahlt, &summe.verausgabt].into_iter().cloned().collect()
    };
    let mut programme: Vec<&Programmsumme<'_>> = report.foerderung.programme.iter().collect();
    if programme.len() < 2 {
        return Vec::new();
    }
    programme.sort_by_key(|programm| Reverse(programm.summe.bewilligt.wert.millionths()));
    let (programme, further) = cut(report, programme, GRUPPEN);
    let group = |programm: &Programmsumme<'_>| Balkengruppe {
        titel: programm.programm.name.clone(),
        figures: figures(&programm.summe),
    };
    let gruppen: Vec<Balkengruppe> = programme.into_iter().map(group).collect();
    let hinweise: Vec<String> = further.into_iter().collect();
    let reihen = ["bewilligt", "angefordert", "ausgezahlt", "verausgabt"];
    gruppenbalken("Mittelabfluss nach Förderprogramm", &reihen, "Euro", &gruppen, &hinweise)
}
