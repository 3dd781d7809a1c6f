//! Made-up reports on which a template is tried before it is used.

use super::excerpts::{Auszug, CellTable};
use super::page::{Ausgenommen, Befund, FactEntry, FindingGroup, Report, Zahl};
use super::template::fill;
use crate::text::TemplateFault;

/// What is wrong with a template that is to stand in place of the embedded one; it is tried on a report with everything that
/// one can hold, and on one without findings.
pub(crate) fn fault(template: &str) -> Option<TemplateFault> {
    [full(), empty()].into_iter().find_map(|report| fill(template, report, 1).err())
}

/// A report with everything that one can hold.
fn full() -> Report {
    let text = || "Probe".to_owned();
    let zahl = Zahl { name: "Fehler", anzahl: 1, bedeutung: "Probe" };
    let gruppe =
        |id: &str, befunde: Vec<Befund>| FindingGroup { id: id.into(), titel: text(), anzahl: text(), befunde };
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
            gruppe("datei-2", vec![befund("befund-2", None, Some(CellTable::sample()))]),
        ],
        ausnahmen: vec![ausgenommen],
        ..empty()
    }
}

/// A report on a workspace without findings, whose municipality is not known.
fn empty() -> Report {
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

fn befund(id: &str, text: Option<Auszug>, zellen: Option<CellTable>) -> Befund {
    Befund {
        id: id.into(),
        art: "fehler",
        schwere: "Fehler",
        code: "RB101",
        meldung: "Probe".into(),
        text,
        zellen,
        angaben: vec![FactEntry { name: "Ort", text: "Probe".into() }],
    }
}

#[cfg(test)]
mod tests {
    use super::super::template::EMBEDDED;
    use super::*;

    #[test]
    fn the_embedded_template_can_stand_in_place_of_itself() {
        assert_eq!(fault(EMBEDDED), None);
    }

    #[test]
    fn a_template_that_fails_is_found_at_its_place() {
        let cases = [
            ("{{ satz }}", "{{ saz }}", "saz", "Den Namen „saz“ gibt es nicht."),
            ("{{ befund.code }}", "{{ befund.kode }}", "befund.kode", "Den Namen „befund.kode“ gibt es nicht."),
            ("{{ zelle.text }}{% endif %}", "{{ zele.text }}{% endif %}", "zele.text", "Den Namen „zele.text“"),
            ("{{ ausnahme.bis }}", "{{ ausnahme.bis|datum }}", "datum", "Den Filter „datum“ gibt es nicht."),
            ("{% if papiere %}", "{% if papiere is leer %}", "leer", "Die Abfrage „leer“ gibt es nicht."),
            ("{{ satz }}", "{{ heute() }}", "heute", "Die Funktion „heute“ gibt es nicht."),
            ("{% if papiere %}", "{% if papiere }", "}", "Die Datei lässt sich nicht lesen"),
            ("content=\"ratsbericht {{", "content=\"unser {{", "", "erkennt ihn der nächste Lauf nicht"),
        ];
        for (from, to, at, what) in cases {
            assert_eq!(EMBEDDED.matches(from).count(), 1, "{from}");
            let broken = EMBEDDED.replace(from, to);
            let TemplateFault { stelle, was } = fault(&broken).unwrap_or_else(|| panic!("{to}: no fault"));
            assert!(was.contains(what), "{to}: {was}");
            assert!(broken[stelle.clone()].contains(at), "{to}: {}", &broken[stelle]);
        }
    }

    #[test]
    fn no_template_prints_data_as_markup() {
        let ways = [
            "{% autoescape false %}{{ titel }}{% endautoescape %}",
            "{% autoescape false %}{% set x %}{{ titel }}{% endset %}{{ x }}{% endautoescape %}",
            "{% set x %}{{ titel }}{% endset %}{{ x }}",
            "{% macro m(t) %}{% autoescape false %}{{ t }}{% endautoescape %}{% endmacro %}{{ m(titel) }}",
            "{{ titel ~ \"<hr>\" }}",
        ];
        for way in ways {
            let template = EMBEDDED.replace("<title>{{ titel }}", &format!("<title>{way}"));
            let report = Report { titel: "<script>".into(), ..empty() };
            let html = fill(&template, report, 0).unwrap_or_else(|fault| panic!("{way}: {fault:?}"));
            assert!(!html.contains("<script>") && html.contains("script&"), "{way}: {html}");
        }
    }
}
