//! The data as they were known on a day, with what belongs to each project at hand.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    Aenderungsbescheid, Anlagegut, Bescheidstand, Bestand, Bewilligung, Energiemenge, Euro, Fortschritt,
    Haushaltsansatz, Haushaltsart, Kennung, Keyed, Kostenstand, Located, Meilenstein, Mittelabruf, Nachweis, Pause,
    Projekt, Reifegrad, Tranche, Vorlage, Zahlung,
};

/// Rows by what they belong to: a project or a grant.
type Groups<'a, T> = BTreeMap<&'a Kennung, Vec<&'a Located<T>>>;

/// The newest row of each record that was known on a day.
///
/// Records are only added, so an old paper computed again gives its old numbers: rows recorded later do not count, and
/// among rows of one key the one recorded last replaces the others. Rows without a day of recording were always known.
/// Everything is found by the project's Kennung, so that a table of any length is walked once and not once per project.
#[derive(Debug, Clone)]
pub struct Sicht<'a> {
    projekte: Vec<&'a Located<Projekt>>,
    /// The planned ends of an earlier day; empty where plans count like everything else.
    plans: BTreeMap<&'a Kennung, Option<NaiveDate>>,
    by_kennung: BTreeMap<&'a Kennung, usize>,
    fortschritt: Groups<'a, Fortschritt>,
    pausen: Groups<'a, Pause>,
    meilensteine: Groups<'a, Meilenstein>,
    kosten: Groups<'a, Kostenstand>,
    reifegrade: Vec<&'a Located<Reifegrad>>,
    bewilligungen: Groups<'a, Bewilligung>,
    haushalt: Groups<'a, Haushaltsansatz>,
    anlagen: Groups<'a, Anlagegut>,
    energie: Groups<'a, Energiemenge>,
    aenderungen: Groups<'a, Aenderungsbescheid>,
    tranchen: Groups<'a, Tranche>,
    mittelabrufe: Groups<'a, Mittelabruf>,
    zahlungen: Groups<'a, Zahlung>,
    nachweise: Groups<'a, Nachweis>,
    grants: BTreeSet<&'a Kennung>,
    dezernate: BTreeMap<&'a Kennung, &'a Kennung>,
}

impl<'a> Sicht<'a> {
    /// What was known on `datenstand`.
    pub fn on(bestand: &'a Bestand, datenstand: NaiveDate) -> Self {
        let projekte = newest(&bestand.projekte, datenstand);
        let mut dezernate = BTreeMap::new();
        for fachbereich in bestand.stammdaten.fachbereich.iter() {
            dezernate.entry(&fachbereich.kennung).or_insert(&fachbereich.dezernat);
        }
        let mut reifegrade = newest(&bestand.reifegrade, datenstand);
        reifegrade.sort_by(|a, b| a.key().cmp(&b.key()));
        Self {
            by_kennung: projekte.iter().enumerate().map(|(position, p)| (&p.kennung, position)).collect(),
            projekte,
            plans: BTreeMap::new(),
            fortschritt: sorted(groups(&bestand.fortschritt, datenstand), |f| f.datum),
            pausen: sorted(groups(&bestand.pausen, datenstand), |p| p.von),
            meilensteine: sorted(groups(&bestand.meilensteine, datenstand), |m| m.geplant),
            kosten: sorted(groups(&bestand.kosten, datenstand), |k| k.datum),
            reifegrade,
            bewilligungen: groups(&bestand.bewilligungen, datenstand),
            haushalt: groups(&bestand.haushalt, datenstand),
            anlagen: groups(&bestand.anlagen, datenstand),
            energie: groups(&bestand.energie, datenstand),
            aenderungen: sorted(groups(&bestand.aenderungsbescheide, datenstand), |a| a.datum),
            tranchen: groups(&bestand.tranchen, datenstand),
            mittelabrufe: groups(&bestand.mittelabrufe, datenstand),
            zahlungen: groups(&bestand.zahlungen, datenstand),
            nachweise: groups(&bestand.nachweise, datenstand),
            grants: bestand.bewilligungen.iter().filter(|b| b.is_known(datenstand)).map(|b| &b.kennung).collect(),
            dezernate,
        }
    }

    /// The same with the planned ends that were known on an earlier day, by which an earlier paper has judged.
    ///
    /// Facts are corrected by what is recorded later, plans are not: they only hold from then on. A project that nobody knew on
    /// that day has the plan of its first row.
    pub fn with_plans_of(mut self, bestand: &'a Bestand, tag: NaiveDate) -> Self {
        let mut rows: Vec<&Located<Projekt>> = bestand.projekte.iter().collect();
        rows.sort_by_key(|row| row.erfasst);
        for row in rows {
            if row.is_known(tag) {
                self.plans.insert(&row.kennung, row.ende_geplant);
            } else {
                self.plans.entry(&row.kennung).or_insert(row.ende_geplant);
            }
        }
        self
    }

    /// The planned end of a project, as it was known on the day of the plans.
    pub fn ende_geplant(&self, projekt: &Projekt) -> Option<NaiveDate> {
        self.plans.get(&projekt.kennung).copied().unwrap_or(projekt.ende_geplant)
    }

    /// What was known on the Datenstand of a paper, which is its date where it names none.
    pub fn of(bestand: &'a Bestand, vorlage: &Vorlage) -> Self {
        Self::on(bestand, vorlage.datenstand.unwrap_or(vorlage.datum))
    }

    /// All that is known, whenever it was recorded.
    pub fn all_known(bestand: &'a Bestand) -> Self {
        Self::on(bestand, NaiveDate::MAX)
    }

    /// The newest row of each project, in the order of first appearance.
    pub fn projekte(&self) -> &[&'a Located<Projekt>] {
        &self.projekte
    }

    /// The newest row of a project.
    pub fn projekt(&self, kennung: &Kennung) -> Option<&'a Located<Projekt>> {
        self.by_kennung.get(kennung).and_then(|position| self.projekte.get(*position)).copied()
    }

    /// The entries of a project's Erledigungsstand, by day.
    pub fn fortschritt(&self, projekt: &Kennung) -> &[&'a Located<Fortschritt>] {
        of(&self.fortschritt, projekt)
    }

    /// The newest entry of a project that is dated up to a day.
    pub fn stand(&self, projekt: &Kennung, stichtag: NaiveDate) -> Option<&'a Located<Fortschritt>> {
        let entries = self.fortschritt(projekt);
        entries.partition_point(|f| f.datum <= stichtag).checked_sub(1).and_then(|last| entries.get(last)).copied()
    }

    /// The pauses of a project, by first day.
    pub fn pausen(&self, projekt: &Kennung) -> &[&'a Located<Pause>] {
        of(&self.pausen, projekt)
    }

    /// The pause of a project that covers a day; where several do, the one that began last.
    pub fn pause(&self, projekt: &Kennung, tag: NaiveDate) -> Option<&'a Located<Pause>> {
        self.pausen(projekt).iter().rev().find(|pause| pause.covers(tag)).copied()
    }

    /// The milestones of a project, by planned day; those of one day in the order of the table.
    pub fn meilensteine(&self, projekt: &Kennung) -> &[&'a Located<Meilenstein>] {
        of(&self.meilensteine, projekt)
    }

    /// What a project costs, by day; the entries of one day in the order of the table.
    pub fn kosten(&self, projekt: &Kennung) -> &[&'a Located<Kostenstand>] {
        of(&self.kosten, projekt)
    }

    /// The entries that together say on a day what a project costs: the newest for the whole project, or else the newest of
    /// each year.
    pub fn kostenstand(&self, projekt: &Kennung, tag: NaiveDate) -> Vec<&'a Located<Kostenstand>> {
        let mut by_year = BTreeMap::new();
        for entry in self.kosten(projekt).iter().filter(|entry| entry.datum <= tag) {
            by_year.insert(entry.jahr, *entry);
        }
        match by_year.remove(&None) {
            Some(whole) => vec![whole],
            None => by_year.into_values().collect(),
        }
    }

    /// The Reifegrade of all services, by service, model and day.
    pub fn reifegrade(&self) -> &[&'a Located<Reifegrad>] {
        &self.reifegrade
    }

    /// The grants to a project, in the order of the table.
    pub fn bewilligungen(&self, projekt: &Kennung) -> &[&'a Located<Bewilligung>] {
        of(&self.bewilligungen, projekt)
    }

    /// What the budget provides for a project, in the order of the table.
    pub fn haushalt(&self, projekt: &Kennung) -> &[&'a Located<Haushaltsansatz>] {
        of(&self.haushalt, projekt)
    }

    /// The assets of a project, in the order of the table.
    pub fn anlagen(&self, projekt: &Kennung) -> &[&'a Located<Anlagegut>] {
        of(&self.anlagen, projekt)
    }

    /// The quantities of energy of a project, in the order of the table.
    pub fn energie(&self, projekt: &Kennung) -> &[&'a Located<Energiemenge>] {
        of(&self.energie, projekt)
    }

    /// The newest row of each quantity of energy, by project and in the order of the table.
    pub fn energiemengen(&self) -> impl Iterator<Item = &'a Located<Energiemenge>> {
        self.energie.values().flatten().copied()
    }

    /// The notices that change a grant, by day.
    pub fn aenderungen(&self, bewilligung: &Kennung) -> &[&'a Located<Aenderungsbescheid>] {
        of(&self.aenderungen, bewilligung)
    }

    /// What a grant says on a day, after the notices up to it.
    pub fn bescheid(&self, bewilligung: &Bewilligung, tag: NaiveDate) -> Bescheidstand {
        let aenderungen = self.aenderungen(&bewilligung.kennung).iter();
        bewilligung.changed(aenderungen.map(|a| &***a).filter(|a| a.datum <= tag))
    }

    /// What a grant pays for investments: all that is not a tranche for the konsumtive table.
    pub fn for_investment(&self, bewilligung: &Bewilligung, tag: NaiveDate) -> Euro {
        let konsumtiv = self.tranchen(&bewilligung.kennung).iter().filter(|t| t.art == Haushaltsart::Konsumtiv);
        let rest = self.bescheid(bewilligung, tag).betrag.minus(konsumtiv.map(|t| t.betrag).sum());
        rest.max(Euro::ZERO)
    }

    /// Whether a grant of this Kennung is known, to whatever project.
    pub fn knows_grant(&self, kennung: &Kennung) -> bool {
        self.grants.contains(kennung)
    }

    /// What a grant brings in which year, in the order of the table.
    pub fn tranchen(&self, bewilligung: &Kennung) -> &[&'a Located<Tranche>] {
        of(&self.tranchen, bewilligung)
    }

    /// The planned and the executed calls from a grant, in the order of the table.
    pub fn mittelabrufe(&self, bewilligung: &Kennung) -> &[&'a Located<Mittelabruf>] {
        of(&self.mittelabrufe, bewilligung)
    }

    /// The payments that belong to a grant, in the order of the table.
    pub fn zahlungen(&self, bewilligung: &Kennung) -> &[&'a Located<Zahlung>] {
        of(&self.zahlungen, bewilligung)
    }

    /// The proofs that were handed in for a grant, in the order of the table.
    pub fn nachweise(&self, bewilligung: &Kennung) -> &[&'a Located<Nachweis>] {
        of(&self.nachweise, bewilligung)
    }

    /// Whether the tables keep a budget, assets or parts of grants for a project that a paper names, so that its finance
    /// tables follow from them.
    pub fn has_budget(&self, vorlage: &Vorlage) -> bool {
        let tranchen = |projekt| {
            let grants = self.bewilligungen(projekt).iter().filter(|b| b.bescheid <= vorlage.datum);
            grants.into_iter().any(|b| !self.tranchen(&b.kennung).is_empty())
        };
        let kept =
            |projekt| !self.haushalt(projekt).is_empty() || !self.anlagen(projekt).is_empty() || tranchen(projekt);
        vorlage.projekte.iter().any(kept)
    }

    /// The department of a division.
    pub fn dezernat(&self, fachbereich: &Kennung) -> Option<&'a Kennung> {
        self.dezernate.get(fachbereich).copied()
    }
}

/// The rows that belong to a project or a grant; none where it has none.
fn of<'g, 'a, T>(groups: &'g Groups<'a, T>, kennung: &Kennung) -> &'g [&'a Located<T>] {
    groups.get(kennung).map(Vec::as_slice).unwrap_or_default()
}

/// The newest row of each key that was known on a day, in the order of first appearance; of rows recorded on one day, the
/// last.
pub fn newest<T: Keyed>(rows: &[Located<T>], datenstand: NaiveDate) -> Vec<&Located<T>> {
    let mut newest: Vec<&Located<T>> = Vec::new();
    let mut positions = BTreeMap::new();
    for row in rows.iter().filter(|row| row.is_known(datenstand)) {
        let position = *positions.entry(row.key()).or_insert(newest.len());
        match newest.get_mut(position) {
            None => newest.push(row),
            Some(held) if held.erfasst() > row.erfasst() => {}
            Some(held) => *held = row,
        }
    }
    newest
}

/// The newest rows by what they belong to.
fn groups<T: Keyed>(rows: &[Located<T>], datenstand: NaiveDate) -> Groups<'_, T> {
    let mut groups: Groups<'_, T> = BTreeMap::new();
    for row in newest(rows, datenstand) {
        if let Some(owner) = row.owner() {
            groups.entry(owner).or_default().push(row);
        }
    }
    groups
}

/// Sorts the rows of each group by day; those of one day stay in the order of the table.
fn sorted<'a, T>(mut groups: Groups<'a, T>, day: impl Fn(&T) -> NaiveDate) -> Groups<'a, T> {
    groups.values_mut().for_each(|rows| rows.sort_by_key(|row| day(row)));
    groups
}
