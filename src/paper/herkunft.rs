//! The annex „Herkunft der Zahlen“: each printed figure with its definition, its formula and its records.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::figures::{Beleg, Berichtslage, Einheit, Figure, Glied, Kennzahl, Quelle, Rechenart, Wert};
use crate::model::{Table, Zeitraum};
use crate::text::{with_typography, zahl};

/// How many terms a printed formula has at most; longer ones are in the attached data.
pub(super) const MOST_TERMS: usize = 20;

/// Up to how many terms a formula says what they are.
const MOST_TITLES: usize = 8;

/// How many records of a sum are named at most; what counts records names all of them.
const MOST_NAMED: usize = 12;

/// View data of the annex.
#[derive(Debug, Clone, Serialize)]
pub(super) struct HerkunftView {
    /// What stands above.
    pub(super) einleitung: String,
    /// Figures with the same definition, in the order in which they are reckoned.
    gruppen: Vec<EntryGroup>,
}

/// Figures that are reckoned alike.
#[derive(Debug, Clone, Serialize)]
struct EntryGroup {
    /// The definition, which all share.
    definition: String,
    /// The rule, and the day or period.
    bezug: String,
    eintraege: Vec<Eintrag>,
    /// Figures that are nought because there is no record: no more than their names.
    leere: Vec<Eintrag>,
}

/// One figure.
#[derive(Debug, Clone, Serialize)]
struct Eintrag {
    id: String,
    titel: String,
    wert: String,
    /// The formula with its values, where it is short.
    formel: Option<String>,
    /// How many records, and which.
    belege: String,
}

/// What the annex says of figures beside their own words, by their ids.
#[derive(Debug, Clone, Default)]
pub struct Zusammenhang {
    /// The period of figures that a report is compared with.
    zeitraeume: BTreeMap<String, Zeitraum>,
    /// What is counted by figures of one group of a break-down, whose definition adds only the group.
    gruppen: BTreeMap<String, Kennzahl>,
}

impl Zusammenhang {
    /// That of a report.
    pub(super) fn of(report: &Berichtslage<'_>) -> Self {
        let earlier = report.vergleich.perioden.iter().flat_map(|periode| {
            let figures = periode.portfolio.figures.iter().chain(periode.foerderung.figures());
            figures.chain(&periode.korrigiert).map(|figure| (figure.id.clone(), periode.zeitraum))
        });
        let groups = report.gliederungen.iter().flat_map(|gliederung| {
            let figures =
                gliederung.gruppen.iter().flat_map(|gruppe| gliederung.kennzahlen.iter().zip(&gruppe.figures));
            figures.map(|(kennzahl, figure)| (figure.id.clone(), *kennzahl))
        });
        Self { zeitraeume: earlier.collect(), gruppen: groups.collect() }
    }

    /// What the definition of a figure says without the sentence that limits it to one group.
    fn definition<'f>(&self, figure: &'f Figure) -> &'f str {
        self.gruppen.get(&figure.id).map_or(figure.definition.as_str(), |kennzahl| kennzahl.definition())
    }

    /// The title of a figure; one of an earlier period says of which.
    fn titel(&self, figure: &Figure) -> String {
        match self.zeitraeume.get(&figure.id) {
            Some(zeitraum) => format!("{}, {}", figure.titel, zeitraum.kennung()),
            None => figure.titel.clone(),
        }
    }
}

/// The ids of the figures that view data print, each once.
pub(super) fn printed(data: &Value) -> Vec<String> {
    let mut found = Vec::new();
    zahl::ids(data, &mut found);
    let mut seen = BTreeSet::new();
    found.into_iter().filter(|id| seen.insert(*id)).map(str::to_owned).collect()
}

/// Adds the ids of the figures that pictures draw.
pub(super) fn drawn(data: &Value, found: &mut Vec<String>) {
    match data {
        Value::Array(items) => items.iter().for_each(|item| drawn(item, found)),
        Value::Object(map) => {
            let ids = map.get("kennzahlen").and_then(Value::as_array);
            found.extend(ids.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
            map.values().for_each(|item| drawn(item, found));
        }
        _ => {}
    }
}

/// The annex to the figures with these ids.
pub(super) fn view(figures: &[Figure], zusammenhang: &Zusammenhang, printed: Vec<String>) -> HerkunftView {
    let printed: BTreeSet<String> = printed.into_iter().collect();
    let mut gruppen: Vec<EntryGroup> = Vec::new();
    let mut positions: BTreeMap<(String, String), usize> = BTreeMap::new();
    let all: Vec<&Figure> = figures.iter().filter(|figure| printed.contains(&figure.id)).collect();
    let titles = titel(&all, zusammenhang);
    for (figure, titel) in all.iter().copied().zip(&titles) {
        let bezug = format!("{}, {}", figure.regel, figure.bezug.text());
        let definition = zusammenhang.definition(figure).to_owned();
        let position = *positions.entry((definition.clone(), bezug.clone())).or_insert(gruppen.len());
        if position == gruppen.len() {
            let (definition, bezug) = (with_typography(&definition), with_typography(&bezug));
            gruppen.push(EntryGroup { definition, bezug, eintraege: Vec::new(), leere: Vec::new() });
        }
        if let Some(gruppe) = gruppen.get_mut(position) {
            let empty = figure.wert == Wert::Anzahl(0) && figure.belege.is_empty();
            if empty { &mut gruppe.leere } else { &mut gruppe.eintraege }.push(eintrag(figure, titel));
        }
    }
    let einleitung = "Jede berechnete Zahl mit ihrer Definition, ihrer Rechnung und den Datensätzen, aus denen sie folgt; von \
                      Hand eingegebene Zahlen gehören nicht dazu. Von den angehängten \
                      Dateien enthält figures.csv zu jeder Zahl Formel und Datensätze, figures.json auch jedes Glied der \
                      Formel mit seiner Herkunft; der Befehl „ratsbericht explain“ mit dem Namen der Zahl zeigt dazu die \
                      Stelle jedes Datensatzes.";
    HerkunftView { einleitung: einleitung.into(), gruppen }
}

/// The titles of figures; where several have one title, with the part of their ids in which they differ.
pub(super) fn titel(figures: &[&Figure], zusammenhang: &Zusammenhang) -> Vec<String> {
    let mut by_title: BTreeMap<String, Vec<Vec<&str>>> = BTreeMap::new();
    for figure in figures {
        by_title.entry(zusammenhang.titel(figure)).or_default().push(figure.id.split('.').collect());
    }
    let one = |figure: &&Figure| {
        let titel = zusammenhang.titel(figure);
        let alike = by_title.get(&titel).map(Vec::as_slice).unwrap_or_default();
        let differs = |(at, part): &(usize, &str)| alike.iter().any(|other| other.get(*at).is_none_or(|o| o != part));
        match figure.id.split('.').enumerate().find(differs) {
            Some((_, part)) if alike.len() > 1 => format!("{titel} ({part})"),
            _ => titel,
        }
    };
    figures.iter().map(one).collect()
}

/// The formula of a figure, or how many terms it has where they are too many to print; `None` for what only counts
/// records or was typed.
pub(super) fn formula(figure: &Figure) -> Option<String> {
    let rechnung = &figure.rechnung;
    let terms = &*rechnung.glieder;
    // What one record says as it is named below needs no formula, but perhaps how its value follows.
    let is_named = |one: &Glied| match &one.quelle {
        Quelle::Datensatz(belege) => belege.iter().any(|beleg| *beleg.kennung == *one.titel),
        _ => false,
    };
    let text = match terms {
        [one] if is_named(one) => format!("{} ({})", rechnung.formula()?, one.erlaeuterung.as_ref()?),
        [one] => format!("{} ({})", rechnung.formula()?, one.titel),
        _ if terms.len() <= MOST_TITLES => rechnung.formula_with_titles()?,
        _ if terms.len() <= MOST_TERMS => rechnung.formula()?,
        _ => {
            rechnung.formula()?;
            let what = if rechnung.art == Rechenart::Mittel { "Mittelwert" } else { rechnung.art.name() };
            return Some(format!("{what} aus {} Einzelwerten, die in figures.json stehen", terms.len()));
        }
    };
    Some(format!("= {text}"))
}

fn eintrag(figure: &Figure, titel: &str) -> Eintrag {
    let rechnung = &figure.rechnung;
    let most = if rechnung.art == Rechenart::Anzahl { usize::MAX } else { MOST_NAMED };
    Eintrag {
        id: figure.id.clone(),
        titel: with_typography(titel),
        wert: with_typography(&figure.wert.with(Einheit::short)),
        formel: formula(figure).map(|text| with_typography(&text)),
        belege: with_typography(&if from_others(figure) {
            anzahl(&figure.belege)
        } else {
            belege(&figure.belege, most)
        }),
    }
}

/// Whether a figure follows from others alone, whose entries name the records.
fn from_others(figure: &Figure) -> bool {
    let terms = &figure.rechnung.glieder;
    !terms.is_empty() && terms.iter().all(|glied| matches!(glied.quelle, Quelle::Figur(_)))
}

fn anzahl(belege: &[Beleg]) -> String {
    match belege.len() {
        0 => "keine Datensätze".into(),
        1 => "1 Datensatz, wie bei diesen Zahlen genannt".into(),
        n => format!("{n} Datensätze, wie bei diesen Zahlen genannt"),
    }
}

/// Fields of the paper itself or of the configuration, which are no records; `None` where a table keeps any.
fn fields(belege: &[Beleg]) -> Option<String> {
    let all = |tabelle: &str| !belege.is_empty() && belege.iter().all(|beleg| beleg.tabelle == tabelle);
    if all("vorlage") {
        return Some("in der Vorlage eingetragen".into());
    }
    let sections = belege.iter().map(|beleg| &*beleg.kennung).collect::<Vec<_>>().join(", ");
    all("ratsbericht.toml").then(|| format!("Einstellung in ratsbericht.toml: {sections}"))
}

/// Records by table, with their number: `Projekte (3): P-001; P-002; P-003`.
pub(super) fn belege(belege: &[Beleg], most: usize) -> String {
    if let Some(text) = fields(belege) {
        return text;
    }
    let mut tables: Vec<(&str, Vec<&str>)> = Vec::new();
    for beleg in belege {
        match tables.iter_mut().find(|(name, _)| *name == beleg.tabelle) {
            Some((_, records)) => records.push(&beleg.kennung),
            None => tables.push((beleg.tabelle, vec![&beleg.kennung])),
        }
    }
    let text = |(name, records): &(&str, Vec<&str>)| {
        let names: BTreeSet<&str> = records.iter().copied().collect();
        let mut named = names.iter().copied().take(most).collect::<Vec<_>>().join("; ");
        if names.len() > most {
            named.push_str(" und weitere");
        }
        let table = Table::ALL.iter().find(|table| table.name() == *name).map_or(*name, |table| table.title());
        format!("{table} ({}): {named}", records.len())
    };
    if tables.is_empty() { "keine Datensätze".into() } else { tables.iter().map(text).collect::<Vec<_>>().join(". ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_with_one_title_are_told_apart() {
        let figure = |id: &str, titel: &str| Figure {
            id: id.into(),
            regel: "K5",
            titel: titel.into(),
            definition: String::new(),
            bezug: crate::figures::Bezug::JeJahr,
            wert: Wert::Anzahl(1),
            belege: Default::default(),
            rechnung: Default::default(),
        };
        let figures = [figure("a.laufend", "laufend"), figure("b.laufend", "laufend"), figure("a.x", "pausiert")];
        let titel = |figures: &[Figure]| titel(&figures.iter().collect::<Vec<_>>(), &Zusammenhang::default());
        assert_eq!(titel(&figures), ["laufend (a)", "laufend (b)", "pausiert"]);
        let longer = [figure("k.netto", "Netto"), figure("k.p.netto", "Netto")];
        assert_eq!(titel(&longer), ["Netto (netto)", "Netto (p)"]);
    }

    #[test]
    fn records_are_named_one_by_one() {
        let all = |names: &[&'static str], most| {
            belege(&names.iter().map(|name| Beleg::row(Table::Projekte, *name)).collect::<Vec<_>>(), most)
        };
        assert_eq!(all(&["P-003", "P-001", "P-002", "P-009"], 9), "Projekte (4): P-001; P-002; P-003; P-009");
        assert_eq!(all(&["P-1", "P-2", "P-10", "P-1"], 9), "Projekte (4): P-1; P-10; P-2");
        assert_eq!(all(&["a", "b", "c"], 2), "Projekte (3): a; b und weitere");
        assert_eq!(all(&[], 9), "keine Datensätze");
        let fields = [Beleg::new("vorlage", "a/b"), Beleg::new("vorlage", "a/c")];
        assert_eq!(belege(&fields, 9), "in der Vorlage eingetragen");
        assert_eq!(belege(&[Beleg::new("ratsbericht.toml", "klima")], 9), "Einstellung in ratsbericht.toml: klima");
    }
}
