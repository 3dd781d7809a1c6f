//! Made-up reports on which a template is tried before it is used.

use super::excerpts::{Auszug, Tabelle};
use super::{Angabe, Ausgenommen, Befund, Gruppe, Report, Zahl};

/// A report with everything that one can hold.
pub(super) fn full() -> Report {
    let text = || "Probe".to_owned();
    let zahl = Zahl { name: "Fehler", anzahl: 1, bedeutung: "Probe" };
    let gruppe = |id: &str, befunde: Vec<Befund>| Gruppe { id: id.into(), titel: text(), anzahl: text(), befunde };
    let ausgenommen = Ausgenommen {
        code: "RB204",
        meldung: text(),
        ort: text(),
        gilt_fuer: text(),
        grund: text(),
        name: text(),
        bis: text(),
    };
    Report {
        koerperschaft: text(),
        papiere: vec![text()],
        zahlen: vec![zahl],
        gruppen: vec![
            gruppe("datei-1", vec![befund("befund-1", Some(Auszug::sample()), None)]),
            gruppe("datei-2", vec![befund("befund-2", None, Some(Tabelle::sample()))]),
        ],
        ausnahmen: vec![ausgenommen],
        ..empty()
    }
}

/// A report on a workspace without findings, whose municipality is not known.
pub(super) fn empty() -> Report {
    Report {
        titel: "Prüfbericht".into(),
        fassung: env!("CARGO_PKG_VERSION"),
        koerperschaft: String::new(),
        tag: "01.01.2021".into(),
        tag_iso: "2021-01-01".into(),
        satz: "Prüfung ohne Befund.".into(),
        papiere: Vec::new(),
        zahlen: Vec::new(),
        gruppen: Vec::new(),
        ausnahmen: Vec::new(),
    }
}

fn befund(id: &str, text: Option<Auszug>, zellen: Option<Tabelle>) -> Befund {
    Befund {
        id: id.into(),
        art: "fehler",
        schwere: "Fehler",
        code: "RB101",
        meldung: "Probe".into(),
        text,
        zellen,
        angaben: vec![Angabe { name: "Ort", text: "Probe".into() }],
    }
}
