//! Records that stand twice.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::finding::{Code, Finding};
use crate::model::{
    Aenderungsbescheid, Bestand, Kennung, Located, Nachweis, Programmregel, STAND_IN, Tranche, day, series_and_period,
    slug,
};
use crate::source::{Span, quoted};

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = Vec::new();
    tables(bestand, &mut findings);
    stammdaten(bestand, &mut findings);
    papers(bestand, &mut findings);
    named_twice(bestand, &mut findings);
    findings
}

fn tables(bestand: &Bestand, findings: &mut Vec<Finding>) {
    let projekte = bestand.projekte.iter().map(|p| (key(&p.kennung, &p.erfasst), p.span("kennung")));
    unique("Das Projekt", projekte, Code::RB015, findings);
    same_slug("Das Projekt", &kennungen(&bestand.projekte, |p| &p.kennung).collect::<Vec<_>>(), findings);
    let eintraege = bestand
        .fortschritt
        .iter()
        .map(|f| (format!("{} am {}{}", f.projekt, f.datum.format("%d.%m.%Y"), suffix(&f.erfasst)), f.span("projekt")));
    unique("Der Eintrag zu", eintraege, Code::RB107, findings);
    unique("Der Fördergeber", kennungen(&bestand.foerdergeber, |f| &f.kennung), Code::RB015, findings);
    let programme: Vec<(String, Span)> = kennungen(&bestand.programme, |p| &p.kennung).collect();
    same_slug("Das Programm", &programme, findings);
    unique("Das Programm", programme.into_iter(), Code::RB015, findings);
    unique("Die Bewilligung", kennungen(&bestand.bewilligungen, |b| &b.kennung), Code::RB015, findings);
    recorded(bestand, findings);
}

/// Rows that can be recorded again: the same key is a mistake only on the same day.
fn recorded(bestand: &Bestand, findings: &mut Vec<Finding>) {
    // A title that is not valid has its finding already.
    let meilensteine = bestand.meilensteine.iter().filter(|m| m.titel != STAND_IN);
    again("Der Meilenstein", meilensteine, "titel", |m| (m.bezeichnung(), m.erfasst), findings);
    let reifegrade = bestand.reifegrade.iter().filter(|r| r.leistung != STAND_IN);
    let leistungen: Vec<_> = reifegrade.clone().map(|r| (r.leistung.clone(), r.span("leistung"))).collect();
    same_slug("Die Leistung", &leistungen, findings);
    again("Der Reifegrad", reifegrade, "datum", |r| (r.bezeichnung(), r.erfasst), findings);
    again("Der Haushaltsansatz", &bestand.haushalt, "projekt", |h| (h.bezeichnung(), h.erfasst), findings);
    again("Das Anlagegut", &bestand.anlagen, "kennung", |a| (a.kennung.to_string(), a.erfasst), findings);
    again("Die Energiemenge", &bestand.energie, "kennung", |e| (e.kennung.to_string(), e.erfasst), findings);
    again("Der Mittelabruf", &bestand.mittelabrufe, "kennung", |a| (a.kennung.to_string(), a.erfasst), findings);
    again("Die Zahlung", &bestand.zahlungen, "kennung", |z| (z.kennung.to_string(), z.erfasst), findings);
    let bescheid = |a: &Aenderungsbescheid| (format!("{} vom {}", a.bewilligung, day(a.datum)), a.erfasst);
    again("Der Änderungsbescheid zu", &bestand.aenderungsbescheide, "datum", bescheid, findings);
    let tranche = |t: &Tranche| (t.bezeichnung(), t.erfasst);
    again("Die Tranche", &bestand.tranchen, "jahr", tranche, findings);
    let nachweis = |n: &Nachweis| (n.bezeichnung(), n.erfasst);
    again("Der Nachweis", &bestand.nachweise, "art", nachweis, findings);
    let regel = |r: &Programmregel| format!("{} ab {}", r.programm, day(r.gueltig_ab));
    let regeln = bestand.programmregeln.iter().map(|r| (regel(r), r.span("gueltig_ab")));
    unique("Die Regel des Programms", regeln, Code::RB015, findings);
    let faktoren: Vec<(String, Span)> = kennungen(&bestand.faktoren, |f| &f.kennung).collect();
    same_slug("Der Faktor", &faktoren, findings);
    unique("Der Faktor", faktoren.into_iter(), Code::RB015, findings);
    let mengen: Vec<(String, Span)> = kennungen(&bestand.energie, |e| &e.kennung).collect();
    same_slug("Die Energiemenge", &mengen, findings);
}

/// Reports rows whose key was recorded before on the same day; `key` gives it with the day of recording.
fn again<'a, T: 'a>(
    what: &str,
    rows: impl IntoIterator<Item = &'a Located<T>>,
    field: &str,
    key: impl Fn(&T) -> (String, Option<NaiveDate>),
    findings: &mut Vec<Finding>,
) {
    let keys = rows.into_iter().map(|row| {
        let (key, erfasst) = key(row);
        (format!("{key}{}", suffix(&erfasst)), row.span(field))
    });
    twice(what, keys, Code::RB015, REPLACE, findings);
}

/// What a list holds, its name in the file, and its Kennungen with their positions.
type KeyedList<'a> = (&'static str, &'static str, Vec<(usize, &'a Kennung)>);

fn stammdaten(bestand: &Bestand, findings: &mut Vec<Finding>) {
    let s = &bestand.stammdaten;
    let lists: [KeyedList<'_>; 7] = [
        ("Die Wahlperiode", "wahlperiode", s.wahlperiode.indexed().map(|(i, x)| (i, &x.kennung)).collect()),
        ("Das Gremium", "gremium", s.gremium.indexed().map(|(i, x)| (i, &x.kennung)).collect()),
        ("Das Dezernat", "dezernat", s.dezernat.indexed().map(|(i, x)| (i, &x.kennung)).collect()),
        ("Der Fachbereich", "fachbereich", s.fachbereich.indexed().map(|(i, x)| (i, &x.kennung)).collect()),
        ("Das Handlungsfeld", "handlungsfeld", s.handlungsfeld.indexed().map(|(i, x)| (i, &x.kennung)).collect()),
        ("Das Ziel", "ziel", s.ziel.indexed().map(|(i, x)| (i, &x.kennung)).collect()),
        ("Die Auswahl", "auswahl", s.auswahl.indexed().map(|(i, x)| (i, &x.kennung)).collect()),
    ];
    for (what, list, kennungen) in lists {
        let places = kennungen.into_iter();
        let places: Vec<(String, Span)> =
            places.map(|(i, k)| (k.to_string(), s.span(&format!("{list}/{i}/kennung")))).collect();
        same_slug(what, &places, findings);
        unique(what, places.into_iter(), Code::RB015, findings);
    }
}

/// Kennungen that differ only in signs would give two figures one id: `P 1` and `P-1`.
fn same_slug(what: &str, places: &[(String, Span)], findings: &mut Vec<Finding>) {
    let mut alike = Alike::default();
    for (kennung, span) in places {
        if let Some(other) = alike.earlier(slug(kennung), kennung.as_str()) {
            let message = format!("{what} {} ist von {} kaum zu unterscheiden.", quoted(kennung), quoted(other));
            let mend = match what {
                "Die Leistung" => "Ist es dieselbe Leistung, schreiben Sie ihren Titel überall gleich.",
                _ => "Wählen Sie Kennungen, die sich in Buchstaben oder Ziffern unterscheiden.",
            };
            findings.push(Finding::at(Code::RB015, *span, message, mend));
        }
    }
}

/// Names that came before, by what they look like.
struct Alike<T>(BTreeMap<String, (T, Option<T>)>);

impl<T> Default for Alike<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Copy + PartialEq> Alike<T> {
    /// Takes a name in, and gives the first other one of the same look that came before.
    fn earlier(&mut self, look: String, name: T) -> Option<T> {
        let (first, other) = self.0.entry(look).or_insert((name, None));
        if *first != name {
            other.get_or_insert(name);
            return Some(*first);
        }
        *other
    }
}

/// Goals, departments and projects that a record names twice.
fn named_twice(bestand: &Bestand, findings: &mut Vec<Finding>) {
    for projekt in &bestand.projekte {
        let ziele = projekt.ziele.indexed().map(|(i, k)| (k.to_string(), projekt.span(&format!("ziele/{i}"))));
        unique("Das Ziel", ziele, Code::RB015, findings);
    }
    for vorlage in bestand.vorlagen.iter().map(|ordner| &ordner.vorlage) {
        let stellen = vorlage.beteiligt.indexed();
        let stellen = stellen.map(|(i, k)| (k.to_string(), vorlage.span(&format!("beteiligt/{i}"))));
        unique("Die Dienststelle", stellen, Code::RB015, findings);
        let projekte = vorlage.projekte.indexed().map(|(i, k)| (k.to_string(), vorlage.span(&format!("projekte/{i}"))));
        unique("Die Kennung", projekte, Code::RB015, findings);
    }
}

/// Two papers of one number, or of one file name, would overwrite each other.
fn papers(bestand: &Bestand, findings: &mut Vec<Finding>) {
    let nummern = bestand.vorlagen.iter().map(|v| (v.vorlage.nummer.to_string(), v.vorlage.span("nummer")));
    unique("Die Vorlage-Nr", nummern, Code::RB015, findings);
    let taken: BTreeSet<String> = bestand.vorlagen.iter().flat_map(|v| [v.name.clone(), v.datei()]).collect();
    for bericht in &bestand.berichte {
        // A report's file is named as its folder, one of a series as its folder and its period.
        let of_series = |name: &str| series_and_period(name).any(|(folder, _)| folder == bericht.name);
        let others = bestand.berichte.iter().map(|other| &other.name).chain(&taken);
        let clash = others.into_iter().find(|name| bericht.bericht.turnus.is_some() && of_series(name));
        let message = match clash {
            Some(name) => format!("„{name}“ heißt wie eine Ausgabe dieses Berichts."),
            None if taken.contains(&bericht.name) => format!("Eine Vorlage heißt schon „{}“.", bericht.name),
            None => continue,
        };
        let mend = "Geben Sie dem Ordner des Berichts einen anderen Namen.";
        findings.push(Finding::at(Code::RB015, bericht.bericht.span("titel"), message, mend));
    }
    let mut alike = Alike::default();
    for vorlage in &bestand.vorlagen {
        let names = vorlage.vorlage.kennzahlen.indexed();
        let places = names.map(|(k, b)| (b.name.clone(), vorlage.vorlage.span(&format!("kennzahlen/{k}/name"))));
        unique("Der Name der Kennzahlen", places, Code::RB015, findings);
        let slug = vorlage.vorlage.nummer.slug();
        if alike.earlier(slug.clone(), &vorlage.vorlage.nummer).is_some() {
            let message = format!("Eine andere Vorlage-Nr ergibt denselben Dateinamen „{slug}“.");
            let mend = "Prüfen Sie die Schreibweise der Einheit in der Vorlage-Nr.";
            findings.push(Finding::at(Code::RB015, vorlage.vorlage.span("nummer"), message, mend));
        }
    }
}

fn key(kennung: &Kennung, erfasst: &Option<NaiveDate>) -> String {
    format!("{kennung}{}", suffix(erfasst))
}

fn suffix(erfasst: &Option<NaiveDate>) -> String {
    erfasst.map(|tag| format!(", erfasst am {}", tag.format("%d.%m.%Y"))).unwrap_or_default()
}

fn kennungen<'a, T>(
    rows: &'a [Located<T>],
    kennung: impl Fn(&T) -> &Kennung + 'a,
) -> impl Iterator<Item = (String, Span)> + 'a {
    rows.iter().map(move |row| (kennung(row).to_string(), row.span("kennung")))
}

/// What to do with a row whose key was recorded before.
const REPLACE: &str =
    "Löschen Sie eine der beiden Zeilen. Soll die neue die alte ersetzen, ergänzen Sie „erfasst“ mit dem Tag.";

/// Reports each key that came before.
fn unique(what: &str, keys: impl Iterator<Item = (String, Span)>, code: Code, findings: &mut Vec<Finding>) {
    let mend = match what {
        "Das Projekt" | "Der Eintrag zu" => REPLACE,
        "Die Vorlage-Nr" => "Geben Sie einer der beiden Vorlagen eine andere Nummer.",
        _ => "Löschen Sie eine der beiden Angaben, oder ändern Sie eine Kennung.",
    };
    twice(what, keys, code, mend, findings);
}

fn twice(what: &str, keys: impl Iterator<Item = (String, Span)>, code: Code, mend: &str, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (key, span) in keys {
        if !seen.insert(key.clone()) {
            findings.push(Finding::at(code, span, format!("{what} {} steht doppelt.", quoted(&key)), mend));
        }
    }
}
