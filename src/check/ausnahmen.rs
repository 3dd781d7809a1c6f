//! Waivers: which records and papers the names mean that `[[ausnahme]]` gives.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Subject, Waived, Waiver, Waivers};
use crate::load::Loaded;
use crate::model::{Ausnahme, Kennung, Located, Row, Stammdaten, TableVisitor};

/// The waivers of a workspace; `complete` says whether all its papers are looked at.
pub fn waivers(loaded: &Loaded, complete: bool) -> Waivers {
    let Some(bestand) = &loaded.bestand else { return Waivers::default() };
    let waivers: Vec<Waiver> =
        bestand.stammdaten.ausnahme.indexed().map(|(i, ausnahme)| waiver(&bestand.stammdaten, i, ausnahme)).collect();
    if waivers.is_empty() {
        return Waivers::default();
    }
    let mut subjects = Subjects::of(&waivers);
    subjects.papers(loaded);
    bestand.each(&mut subjects);
    subjects.stammdaten(&bestand.stammdaten);
    Waivers { waivers, subjects: subjects.0, names: names(loaded), complete }
}

fn waiver(stammdaten: &Located<Stammdaten>, i: usize, ausnahme: &Ausnahme) -> Waiver {
    let Ausnahme { code, gilt_fuer, grund, name, bis } = ausnahme.clone();
    let at = |field: &str| stammdaten.span(&format!("ausnahme/{i}{field}"));
    let (span, code_span, bis_span) = (at(""), at("/code"), at("/bis"));
    Waiver { code, waived: Waived { gilt_fuer, grund, name, bis }, span, code_span, bis_span }
}

/// All names that a waiver can give, those of faulty records included.
fn names(loaded: &Loaded) -> BTreeSet<String> {
    let mut names = Names(loaded.papers.iter().cloned().collect());
    names.0.extend(loaded.nummern.iter().map(|(nummer, _)| nummer.clone()));
    names.0.extend(loaded.known.all().cloned());
    loaded.bestand.iter().for_each(|bestand| bestand.each(&mut names));
    names.0
}

/// What the names stand for that waivers give; others are passed over, so that a large table costs nothing.
struct Subjects(BTreeMap<String, Vec<Subject>>);

impl Subjects {
    fn of(waivers: &[Waiver]) -> Self {
        Self(waivers.iter().map(|waiver| (waiver.waived.gilt_fuer.clone(), Vec::new())).collect())
    }

    fn add(&mut self, name: &str, subject: impl FnOnce() -> Subject) {
        if let Some(subjects) = self.0.get_mut(name) {
            subjects.push(subject());
        }
    }

    /// Papers by the name of their folder and by their number.
    fn papers(&mut self, loaded: &Loaded) {
        for name in &loaded.papers {
            self.add(name, || Subject::Paper(name.clone()));
        }
        for (nummer, name) in &loaded.nummern {
            self.add(nummer, || Subject::Paper(name.clone()));
        }
    }

    fn stammdaten(&mut self, stammdaten: &Located<Stammdaten>) {
        for (section, _, kennungen) in stammdaten.sections() {
            for (i, kennung) in kennungen {
                self.add(kennung.as_str(), || Subject::Record(stammdaten.extent(&format!("{section}/{i}"))));
            }
        }
    }
}

impl TableVisitor<'_> for Subjects {
    fn table<T: Row>(&mut self, rows: &[Located<T>]) {
        for row in rows {
            names_of(&**row).iter().for_each(|name| self.add(name, || Subject::Record(row.extent(""))));
            // A finding in a row with a Kennung of its own can name what the row belongs to instead.
            for owner in row.owners().into_iter().filter(|_| T::KEY == ["kennung"]) {
                self.add(owner.as_str(), || Subject::PartOf(owner.to_string(), row.extent("")));
            }
        }
    }
}

/// Under which names a waiver can mean a row: its own and, where it has no Kennung, what its key begins with and what it
/// belongs to, which is a project, a grant, a programme or a service.
fn names_of<T: Row>(row: &T) -> BTreeSet<String> {
    let own = T::KEY == ["kennung"];
    let owner = row.owner().filter(|_| !own).map(Kennung::to_string);
    let first = row.parts().first().and_then(|part| part.print());
    [Some(row.name()), owner, first].into_iter().flatten().collect()
}

/// The names of all rows.
struct Names(BTreeSet<String>);

impl TableVisitor<'_> for Names {
    fn table<T: Row>(&mut self, rows: &[Located<T>]) {
        self.0.extend(rows.iter().flat_map(|row| names_of(&**row)));
    }
}
