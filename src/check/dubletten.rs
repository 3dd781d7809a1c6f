//! Records that stand twice.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::finding::{Code, Finding};
use crate::model::{
    Bestand, Located, Row, STAND_IN, Stammdaten, Table, TableVisitor, VorlageOrdner, day, series_and_period, slug,
};
use crate::source::{Span, lookalike, quoted};

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut doublets = Doublets(Vec::new());
    bestand.each(&mut doublets);
    let Doublets(mut findings) = doublets;
    let services = bestand.reifegrade.iter().filter(|r| r.leistung != STAND_IN);
    let services: Vec<_> = services.map(|r| (r.leistung.clone(), r.span("leistung"))).collect();
    same_slug(
        "Die Leistung",
        &services,
        "Ist es dieselbe Leistung, schreiben Sie ihren Titel überall gleich.",
        &mut findings,
    );
    stammdaten(bestand, &mut findings);
    rates(bestand, &mut findings);
    papers(bestand, &mut findings);
    named_twice(bestand, &mut findings);
    findings
}

/// Rows of tables whose key was recorded before; where a row can be recorded again, on the same day.
struct Doublets(Vec<Finding>);

impl TableVisitor<'_> for Doublets {
    fn table<T: Row>(&mut self, rows: &[Located<T>]) {
        let Doublets(findings) = self;
        let noun = T::TABLE.noun();
        let own = T::KEY == ["kennung"];
        // The first part of a key says to what the row belongs, the second what it is.
        let field = T::KEY.get(1).or(T::KEY.first()).copied().unwrap_or_default();
        // A part that is not valid has its finding already.
        let rows = rows.iter().filter(|row| !row.parts().iter().any(|part| part.is_stand_in()));
        if own {
            let named: Vec<(String, Span)> = rows.clone().map(|row| (row.name(), row.span(field))).collect();
            same_slug(noun, &named, OTHER_KENNUNG, findings);
        }
        let day = |row: &Located<T>| row.erfasst().filter(|_| T::AGAIN);
        let mut seen = BTreeSet::new();
        let again = rows.filter(|row| !seen.insert((row.key(), day(row))));
        let (dated, others): (Vec<_>, Vec<_>) = again.partition(|row| day(row).is_some());
        let name = |row: &'_ Located<T>| format!("{}{}", row.name(), recorded(day(row)));
        let code = if T::TABLE == Table::Fortschritt { Code::RB107 } else { Code::RB015 };
        let other_part = format!("Löschen Sie eine der beiden Zeilen, oder berichtigen Sie „{field}“.");
        let mend = match T::AGAIN {
            true => REPLACE,
            false if own => CHANGE,
            false => other_part.as_str(),
        };
        for (rows, mend) in [(dated, REPLACE_LATER), (others, mend)] {
            let rows = rows.into_iter().map(|row| (move || name(row), row.span(field)));
            doublets(noun, rows, code, mend, findings);
        }
    }
}

fn stammdaten(bestand: &Bestand, findings: &mut Vec<Finding>) {
    let stammdaten = &bestand.stammdaten;
    for (section, list, kennungen) in stammdaten.sections() {
        let places = kennungen.into_iter();
        let places: Vec<(String, Span)> =
            places.map(|(i, k)| (k.to_string(), stammdaten.span(&format!("{section}/{i}/kennung")))).collect();
        same_slug(list.noun(), &places, OTHER_KENNUNG, findings);
        twice(list.noun(), places.into_iter(), Code::RB015, CHANGE, findings);
    }
    // Of two meanings of one word only the first would hold.
    let arten = stammdaten.vorlageart.indexed().map(|(i, art)| (format!("vorlageart/{i}/name"), &art.name));
    let rollen = stammdaten.zustaendigkeit.indexed().map(|(i, own)| (format!("zustaendigkeit/{i}/name"), &own.name));
    const ONE: &str = "Löschen Sie eine der beiden Angaben.";
    let place = |(path, name): (String, &String)| (name.clone(), stammdaten.span(&path));
    for (what, places) in
        [("Die Vorlageart", arten.map(place).collect::<Vec<_>>()), ("Die Zuständigkeit", rollen.map(place).collect())]
    {
        same_slug(what, &places, ONE, findings);
        twice(what, places.into_iter(), Code::RB015, ONE, findings);
    }
    names(stammdaten, findings);
}

/// Names of one list that look alike, since a letter of one is of another script.
fn names(stammdaten: &Located<Stammdaten>, findings: &mut Vec<Finding>) {
    let s = stammdaten;
    let place = |section: &str, (i, name): (usize, &String)| (name.clone(), s.span(&format!("{section}/{i}/name")));
    let lists: [(&str, Vec<_>); 5] = [
        ("Das Gremium", s.gremium.indexed().map(|(i, g)| place("gremium", (i, &g.name))).collect()),
        ("Das Dezernat", s.dezernat.indexed().map(|(i, d)| place("dezernat", (i, &d.name))).collect()),
        ("Der Fachbereich", s.fachbereich.indexed().map(|(i, f)| place("fachbereich", (i, &f.name))).collect()),
        ("Das Handlungsfeld", s.handlungsfeld.indexed().map(|(i, h)| place("handlungsfeld", (i, &h.name))).collect()),
        ("Das Strategieziel", s.ziel.indexed().map(|(i, z)| place("ziel", (i, &z.name))).collect()),
    ];
    for (what, places) in lists {
        other_script(what, &places, findings);
    }
}

/// Rates of one day: nobody could say which holds.
fn rates(bestand: &Bestand, findings: &mut Vec<Finding>) {
    let s = &bestand.stammdaten;
    let mend = "Löschen Sie einen der beiden Abschnitte, oder ändern Sie seinen Tag.";
    let basis = s.basiszinssatz.indexed();
    let basis =
        basis.map(|(i, b)| (format!("ab {}", day(b.gueltig_ab)), s.span(&format!("basiszinssatz/{i}/gueltig_ab"))));
    twice("Der Basiszinssatz", basis, Code::RB015, mend, findings);
    let punkte = s.zinspunkte.indexed().map(|(i, p)| {
        let key = format!("für „{}“ ab {}", p.ebene.text(), day(p.gueltig_ab));
        (key, s.span(&format!("zinspunkte/{i}/gueltig_ab")))
    });
    twice("Der Abschnitt zinspunkte", punkte, Code::RB015, mend, findings);
}

/// Kennungen that differ only in signs would give two figures one id: `P 1` and `P-1`.
fn same_slug(what: &str, places: &[(String, Span)], mend: &str, findings: &mut Vec<Finding>) {
    other_script(what, places, findings);
    let mut alike = Alike::default();
    for (kennung, span) in places {
        if let Some(other) = alike.earlier(slug(kennung), kennung.as_str()) {
            let message = format!("{what} {} ist von {} kaum zu unterscheiden.", quoted(kennung), quoted(other));
            findings.push(Finding::at(Code::RB015, *span, message, mend));
        }
    }
}

/// Names with letters of another script, which nobody can tell from another name or from Latin letters beside them.
fn other_script(what: &str, places: &[(String, Span)], findings: &mut Vec<Finding>) {
    let foreign: Vec<_> = places.iter().filter_map(|(name, span)| Some((name, span, lookalike(name)?))).collect();
    if foreign.is_empty() {
        return;
    }
    let all: BTreeSet<&str> = places.iter().map(|(name, _)| name.as_str()).collect();
    findings.extend(foreign.into_iter().filter_map(|(name, span, seen)| {
        let twin = all.contains(seen.latin.as_str());
        let message = match twin {
            true => format!("{what} {} sieht aus wie {}", quoted(name), quoted(&seen.latin)),
            false if seen.is_mixed => format!("{what} {} mischt Schriften", quoted(name)),
            false => return None,
        };
        let message = format!("{message}: Ein Buchstabe gehört zu einer anderen Schrift ({}).", seen.letters);
        let mend = format!(
            "Tippen Sie {} neu, mit lateinischen Buchstaben; ein zweiter Datensatz braucht einen anderen Namen.",
            quoted(&seen.latin)
        );
        Some(Finding::at(Code::RB015, *span, message, mend))
    }));
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
        twice("Das Ziel", ziele, Code::RB015, CHANGE, findings);
    }
    for vorlage in bestand.vorlagen.iter().map(|ordner| &ordner.vorlage) {
        let stellen = vorlage.beteiligt.indexed();
        let stellen = stellen.map(|(i, k)| (k.to_string(), vorlage.span(&format!("beteiligt/{i}"))));
        twice("Die Dienststelle", stellen, Code::RB015, CHANGE, findings);
        let projekte = vorlage.projekte.indexed().map(|(i, k)| (k.to_string(), vorlage.span(&format!("projekte/{i}"))));
        twice("Die Kennung", projekte, Code::RB015, CHANGE, findings);
    }
}

/// What the page over all papers is called, without its ending.
const OVERVIEW: &str = "index";

/// What the page of a report's projects has behind its name.
const BOARD: &str = "-projekte";

/// Two papers of one number, or of one file name, would overwrite each other.
fn papers(bestand: &Bestand, findings: &mut Vec<Finding>) {
    // Numbers that do not fit are told as such; two new papers have the same one until they get their own.
    let fits = |v: &&VorlageOrdner| bestand.stammdaten.nummernteile(&v.vorlage.nummer).is_some();
    let nummern =
        bestand.vorlagen.iter().filter(fits).map(|v| (v.vorlage.nummer.to_string(), v.vorlage.span("nummer")));
    let mend = "Geben Sie einer der beiden Vorlagen eine andere Nummer.";
    twice("Die Vorlage-Nr", nummern, Code::RB015, mend, findings);
    let taken: BTreeSet<String> = bestand.vorlagen.iter().flat_map(|v| [v.name.clone(), v.datei()]).collect();
    let all: BTreeSet<&str> = bestand.berichte.iter().map(|bericht| bericht.name.as_str()).collect();
    let is_report = |name: &str| all.contains(name) || series_and_period(name).any(|(folder, _)| all.contains(folder));
    for bericht in &bestand.berichte {
        // A report's file is named as its folder, one of a series as its folder and its period.
        let of_series = |name: &str| series_and_period(name).any(|(folder, _)| folder == bericht.name);
        let others = bestand.berichte.iter().map(|other| &other.name).chain(&taken);
        let clash = others.into_iter().find(|name| bericht.bericht.turnus.is_some() && of_series(name));
        let message = match clash {
            Some(name) => format!("„{name}“ heißt wie eine Ausgabe dieses Berichts."),
            None if taken.contains(&bericht.name) => format!("Eine Vorlage heißt schon „{}“.", bericht.name),
            None if bericht.name == OVERVIEW => format!("„{OVERVIEW}“ heißt die Seite über alle Papiere."),
            None if bericht.name.strip_suffix(BOARD).is_some_and(is_report) => {
                format!("„{}“ heißt das Projektboard eines anderen Berichts.", bericht.name)
            }
            None => continue,
        };
        let mend = "Geben Sie dem Ordner des Berichts einen anderen Namen.";
        findings.push(Finding::at(Code::RB015, bericht.bericht.span("titel"), message, mend));
    }
    let mut alike = Alike::default();
    for vorlage in &bestand.vorlagen {
        let names = vorlage.vorlage.kennzahlen.indexed();
        let places = names.map(|(k, b)| (b.name.clone(), vorlage.vorlage.span(&format!("kennzahlen/{k}/name"))));
        twice("Der Name der Kennzahlen", places, Code::RB015, CHANGE, findings);
        let slug = vorlage.vorlage.nummer.slug();
        if alike.earlier(slug.clone(), &vorlage.vorlage.nummer).is_some() {
            let message = format!("Eine andere Vorlage-Nr ergibt denselben Dateinamen „{slug}“.");
            let mend = "Prüfen Sie die Schreibweise der Einheit in der Vorlage-Nr.";
            findings.push(Finding::at(Code::RB015, vorlage.vorlage.span("nummer"), message, mend));
        }
    }
}

fn recorded(day_of: Option<NaiveDate>) -> String {
    day_of.map(|tag| format!(", erfasst am {}", day(tag))).unwrap_or_default()
}

/// What to do with a row whose key was recorded before.
const REPLACE: &str =
    "Löschen Sie eine der beiden Zeilen. Soll die neue die alte ersetzen, ergänzen Sie „erfasst“ mit dem Tag.";

/// What to do with a row whose key was recorded before on the same day.
const REPLACE_LATER: &str = "Löschen Sie eine der beiden Zeilen. Soll die neue die alte ersetzen, braucht sie unter „erfasst“ einen späteren Tag.";

/// What to do with a name that something else has.
const CHANGE: &str = "Löschen Sie eine der beiden Angaben, oder ändern Sie eine Kennung.";

/// What to do with Kennungen that look alike.
const OTHER_KENNUNG: &str = "Wählen Sie Kennungen, die sich in Buchstaben oder Ziffern unterscheiden.";

/// The most doublets of one list that are reported, more than are shown of a file: where there are as many, a whole table was
/// pasted twice, and a finding says that there are more.
const MOST_DOUBLETS: usize = 1_000;

/// Reports each key that came before.
fn twice(what: &str, keys: impl Iterator<Item = (String, Span)>, code: Code, mend: &str, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    let again = keys.filter(|(key, _)| !seen.insert(key.clone()));
    doublets(what, again.map(|(key, span)| (move || key, span)), code, mend, findings);
}

/// Reports what came before, by what it is called.
fn doublets(
    what: &str,
    again: impl Iterator<Item = (impl FnOnce() -> String, Span)>,
    code: Code,
    mend: &str,
    findings: &mut Vec<Finding>,
) {
    let found = again.take(MOST_DOUBLETS);
    findings.extend(
        found.map(|(key, span)| Finding::at(code, span, format!("{what} {} steht doppelt.", quoted(&key())), mend)),
    );
}
