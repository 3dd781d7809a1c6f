//! The data as they were known on a day, with what belongs to each project at hand.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    Aenderungsbescheid, Anlagegut, Bescheidstand, Bestand, Bewilligung, Energiemenge, Euro, Fortschritt,
    Haushaltsansatz, Haushaltsart, Kennung, Located, Meilenstein, Mittelabruf, Nachweis, Pause, Projekt, Reifegrad,
    Tranche, Vorlage, Zahlung,
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
    by_kennung: BTreeMap<&'a Kennung, usize>,
    fortschritt: Groups<'a, Fortschritt>,
    pausen: Groups<'a, Pause>,
    meilensteine: Groups<'a, Meilenstein>,
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
        let known = |erfasst: Option<NaiveDate>| erfasst.is_none_or(|tag| tag <= datenstand);
        let projekte = newest(bestand.projekte.iter().filter(|p| known(p.erfasst)), |p| &p.kennung, |p| p.erfasst);
        let haushalt = bestand.haushalt.iter().filter(|h| known(h.erfasst));
        let anlagen = bestand.anlagen.iter().filter(|a| known(a.erfasst));
        let energie = bestand.energie.iter().filter(|e| known(e.erfasst));
        let aenderungen = bestand.aenderungsbescheide.iter().filter(|a| known(a.erfasst));
        let tranchen = bestand.tranchen.iter().filter(|t| known(t.erfasst));
        let abrufe = bestand.mittelabrufe.iter().filter(|a| known(a.erfasst));
        let zahlungen = bestand.zahlungen.iter().filter(|z| known(z.erfasst));
        let nachweise = bestand.nachweise.iter().filter(|n| known(n.erfasst));
        let fortschritt = by_project(bestand.fortschritt.iter().filter(|f| known(f.erfasst)), |f| &f.projekt);
        let pausen = by_project(bestand.pausen.iter().filter(|p| known(p.erfasst)), |p| &p.projekt);
        let meilensteine = bestand.meilensteine.iter().filter(|m| known(m.erfasst));
        let reifegrade = bestand.reifegrade.iter().filter(|r| known(r.erfasst));
        let mut dezernate = BTreeMap::new();
        for fachbereich in bestand.stammdaten.fachbereich.iter() {
            dezernate.entry(&fachbereich.kennung).or_insert(&fachbereich.dezernat);
        }
        Self {
            by_kennung: projekte.iter().enumerate().map(|(position, p)| (&p.kennung, position)).collect(),
            projekte,
            fortschritt: without_replaced(fortschritt, |f| (f.datum, f.erfasst)),
            pausen: without_replaced(pausen, |p| (p.von, p.erfasst)),
            meilensteine: meilensteine_by_day(newest(meilensteine, |m| (&m.projekt, &m.titel), |m| m.erfasst)),
            reifegrade: reifegrade_by_day(newest(reifegrade, |r| (&r.leistung, r.modell, r.datum), |r| r.erfasst)),
            bewilligungen: by_project(bestand.bewilligungen.iter().filter(|b| known(b.erfasst)), |b| &b.projekt),
            haushalt: grouped(newest(haushalt, haushaltskonto, |h| h.erfasst), |h| &h.projekt),
            anlagen: grouped(newest(anlagen, |a| &a.kennung, |a| a.erfasst), |a| &a.projekt),
            energie: grouped(newest(energie, |e| &e.kennung, |e| e.erfasst), |e| &e.projekt),
            aenderungen: aenderungsbescheide(newest(aenderungen, |a| (&a.bewilligung, a.datum), |a| a.erfasst)),
            tranchen: grouped(newest(tranchen, |t| (&t.bewilligung, t.jahr, t.art), |t| t.erfasst), |t| &t.bewilligung),
            mittelabrufe: grouped(newest(abrufe, |a| &a.kennung, |a| a.erfasst), |a| &a.bewilligung),
            zahlungen: grouped(newest(zahlungen, |z| &z.kennung, |z| z.erfasst), |z| &z.bewilligung),
            nachweise: grouped(newest(nachweise, |n| (&n.bewilligung, n.art, n.jahr), |n| n.erfasst), |n| {
                &n.bewilligung
            }),
            grants: bestand.bewilligungen.iter().filter(|b| known(b.erfasst)).map(|b| &b.kennung).collect(),
            dezernate,
        }
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

/// What makes two rows of the budget one: project, year, row of the form, and account.
fn haushaltskonto(h: &Haushaltsansatz) -> impl Ord + use<'_> {
    (&h.projekt, h.jahr, h.zeile, &h.psp, &h.kostenart)
}

/// The newest row of each key, in the order of first appearance; of rows recorded on one day, the last.
fn newest<'a, T, K: Ord>(
    rows: impl Iterator<Item = &'a Located<T>>,
    key: impl Fn(&'a T) -> K,
    erfasst: impl Fn(&T) -> Option<NaiveDate>,
) -> Vec<&'a Located<T>> {
    let mut newest: Vec<&Located<T>> = Vec::new();
    let mut positions: BTreeMap<K, usize> = BTreeMap::new();
    for row in rows {
        let position = *positions.entry(key(row)).or_insert(newest.len());
        match newest.get_mut(position) {
            None => newest.push(row),
            Some(held) if erfasst(held) > erfasst(row) => {}
            Some(held) => *held = row,
        }
    }
    newest
}

/// The notices of each grant by day, which is the order in which they hold.
fn aenderungsbescheide<'a>(rows: Vec<&'a Located<Aenderungsbescheid>>) -> Groups<'a, Aenderungsbescheid> {
    let mut groups = grouped(rows, |a| &a.bewilligung);
    groups.values_mut().for_each(|rows| rows.sort_by_key(|a| a.datum));
    groups
}

/// The milestones of each project by planned day.
fn meilensteine_by_day(rows: Vec<&Located<Meilenstein>>) -> Groups<'_, Meilenstein> {
    let mut groups = grouped(rows, |m| &m.projekt);
    groups.values_mut().for_each(|rows| rows.sort_by_key(|m| m.geplant));
    groups
}

fn reifegrade_by_day(mut rows: Vec<&Located<Reifegrad>>) -> Vec<&Located<Reifegrad>> {
    rows.sort_by(|a, b| (&a.leistung, a.modell, a.datum).cmp(&(&b.leistung, b.modell, b.datum)));
    rows
}

fn grouped<'a, T>(rows: Vec<&'a Located<T>>, owner: impl Fn(&'a T) -> &'a Kennung) -> Groups<'a, T> {
    by_project(rows.into_iter(), owner)
}

fn by_project<'a, T>(
    rows: impl Iterator<Item = &'a Located<T>>,
    projekt: impl Fn(&'a T) -> &'a Kennung,
) -> Groups<'a, T> {
    let mut groups: Groups<'a, T> = BTreeMap::new();
    for row in rows {
        groups.entry(projekt(row)).or_default().push(row);
    }
    groups
}

/// Sorts the rows of each project by day, and leaves out those that a later recording of the same day replaces.
fn without_replaced<'a, T>(
    mut groups: Groups<'a, T>,
    key: impl Fn(&T) -> (NaiveDate, Option<NaiveDate>),
) -> Groups<'a, T> {
    for rows in groups.values_mut() {
        rows.sort_by_key(|row| key(row));
        let newest: BTreeMap<NaiveDate, Option<NaiveDate>> = rows.iter().map(|row| key(row)).collect();
        rows.retain(|row| newest.get(&key(row).0) == Some(&key(row).1));
    }
    groups
}
