//! Findings in tables of cells name columns as their heads do, and sheets where the configuration is kept on some.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding};
use crate::load::{Home, plain};
use crate::model::{
    Bestand, Blatt, Einstellung, Ganzes, Haushaltsart, Located, Row, Shape, Table, TableVisitor, Zeilen, fields_of,
    without_positions,
};
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::workspace::Layout;

/// Names of fields, in quotation marks, with what people know instead.
type Titles = BTreeMap<String, String>;

/// The columns of a paper: the path of what each holds, and its head.
type Heads = Vec<(String, &'static str)>;

/// Puts the titles of columns for the names of fields, where the place of a finding is a CSV file or a sheet; and the names of sheets
/// for the sections of `ratsbericht.toml`, where they are kept on some.
///
/// Rules do not know in what format a record is kept; whoever keeps it in a workbook knows "Ende geplant", not `ende_geplant`.
pub fn name_columns(findings: &mut [Finding], bestand: Option<&Bestand>, sources: &Sources) {
    let tables = (tables(), Heads::new());
    let cells = LazyCell::new(|| Cells::of(bestand));
    let values = LazyCell::new(|| bestand.map(values_like_fields).unwrap_or_default());
    let kept = tables_in_sheets(sources);
    let has_config = sources.all().any(|file| blatt_of(file) == Some(Blatt::Einstellungen));
    let mut of_sheets: BTreeMap<Blatt, (Titles, Heads)> = BTreeMap::new();
    for finding in findings.iter_mut() {
        // It says what stands in a file and on a sheet.
        if has_config && finding.code != Code::RB021 {
            told(finding, with_sheets);
        }
        told(finding, |text| kept.iter().fold(text.to_owned(), |text, (table, sheet)| text.replace(table, sheet)));
        let file = finding.span.map(|span| sources.file(span.file));
        let Some(file) = file.filter(|file| is_of_cells(file)) else { continue };
        let (titles, heads) = match blatt_of(file) {
            Some(blatt) => &*of_sheets.entry(blatt).or_insert_with(|| (titles_of(blatt), heads_of(blatt))),
            None => &tables,
        };
        if finding.code == Code::RB015 {
            finding.mend = renamed(&finding.mend, titles, |_| true);
        } else if !OF_VALUES.contains(&finding.code) {
            let at = finding.span.filter(|_| !heads.is_empty()).map(|span| cells.path(span)).unwrap_or_default();
            let is_title = |name: &String| !values.contains(name);
            told(finding, |text| renamed(&with_own_heads(text, &at, heads), titles, is_title));
        }
        if finding.expected.as_deref().is_some_and(|expected| expected.starts_with(OBJECT)) {
            finding.expected = Some(format!("eine Zeile in der Tabelle „{}“", Blatt::Vordruck.form().title));
        }
    }
}

/// The columns of the paper to which a sheet belongs; none of those of the configuration, which no two sheets share.
fn heads_of(blatt: Blatt) -> Heads {
    match blatt.form().ganzes {
        Ganzes::Stammdaten => Heads::new(),
        ganzes @ (Ganzes::Vorlage | Ganzes::Bericht) => ganzes.columns(),
    }
}

/// What each cell of the papers holds that are kept in sheets.
struct Cells(BTreeMap<(FileId, usize), String>);

impl Cells {
    fn of(bestand: Option<&Bestand>) -> Self {
        let vorlagen =
            bestand.into_iter().flat_map(|bestand| &bestand.vorlagen).flat_map(|ordner| ordner.vorlage.cells());
        let berichte =
            bestand.into_iter().flat_map(|bestand| &bestand.berichte).flat_map(|ordner| ordner.bericht.cells());
        let mut cells = BTreeMap::new();
        for (span, path) in vorlagen.chain(berichte) {
            // Cells behind the last that a line has all stand at its end; which of them is meant cannot be told.
            let path = without_positions(path);
            cells.entry((span.file, span.start())).and_modify(String::clear).or_insert(path);
        }
        Self(cells)
    }

    /// The path of what the cell at a place holds; empty where it is none, or more than one.
    fn path(&self, span: Span) -> String {
        self.0.get(&(span.file, span.start())).cloned().unwrap_or_default()
    }
}

/// A text about the cell `at`, in which the names of fields that several columns have became the heads of those that are meant: in the
/// records that the text names, and near to the cell. Names of which that cannot be told stay.
fn with_own_heads(text: &str, at: &str, heads: &[(String, &'static str)]) -> String {
    let names = |step: &&str| text.contains(&quoted(step));
    let mut found: BTreeMap<&str, ((usize, usize), &str)> = BTreeMap::new();
    for (path, title) in heads {
        let (above, leaf) = path.rsplit_once('/').unwrap_or(("", path));
        if names(&leaf) {
            let named = above.split('/').filter(names).count();
            let common = path.split('/').zip(at.split('/')).take_while(|(own, other)| own == other).count();
            let best = found.entry(leaf).or_insert(((named, common), title));
            if best.0 < (named, common) {
                *best = ((named, common), title);
            }
        }
    }
    let meant = found.iter().filter(|(_, (score, _))| *score > (0, 0));
    meant.fold(text.to_owned(), |text, (leaf, (_, title))| text.replace(&quoted(leaf), &quoted(title)))
}

/// Changes what a finding tells.
fn told(finding: &mut Finding, change: impl Fn(&str) -> String) {
    finding.message = change(&finding.message);
    finding.mend = change(&finding.mend);
    finding.expected = finding.expected.as_deref().map(change);
}

/// Rules that quote values, which can be spelt like fields, and are told in the words of cells already. What RB015 says is to be done
/// quotes none.
const OF_VALUES: [Code; 5] = [Code::RB001, Code::RB011, Code::RB015, Code::RB016, Code::RB021];

/// How what is expected begins where that is a row of the form.
const OBJECT: &str = "ein Objekt {";

fn is_of_cells(file: &SourceFile) -> bool {
    file.sheet.is_some() || file.path.to_lowercase().ends_with(".csv")
}

/// The sheet beside the tables that a source is.
fn blatt_of(file: &SourceFile) -> Option<Blatt> {
    let own = file.path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem);
    let name = file.sheet.as_ref().map_or(own?, |sheet| sheet.name.as_str());
    Blatt::named(&plain(name), plain).filter(|_| is_of_cells(file))
}

/// The title of each field of a table, by its quoted name.
fn tables() -> Titles {
    let fields = Table::ALL.iter().flat_map(|table| (table.record().fields)());
    fields.map(|field| (quoted(field.name), quoted(field.title))).collect()
}

fn quoted(name: &str) -> String {
    format!("„{name}“")
}

/// The same for a sheet beside the tables, whose own columns come before those of others that hold the same record.
fn titles_of(blatt: Blatt) -> Titles {
    let mut titles = Titles::new();
    let ganzes = blatt.form().ganzes;
    // Sections of the configuration have nothing to do with each other.
    let is_near = |other: &Blatt| ganzes != Ganzes::Stammdaten || other.owner() == blatt.owner();
    let is_beside = |other: &Blatt| *other != blatt && other.form().ganzes == ganzes && is_near(other);
    for own in std::iter::once(blatt).chain(Blatt::ALL.iter().copied().filter(is_beside)) {
        for field in own.fields() {
            let leaf = field.name.rsplit('/').next().unwrap_or_default();
            titles.entry(quoted(leaf)).or_insert_with(|| quoted(field.title));
        }
        if let Zeilen::Entries { ways, .. } = own.form().zeilen {
            let lists = ways.iter().filter_map(|(_, path)| path.rsplit('/').next());
            let title = own.form().title;
            for list in lists {
                titles.entry(format!("unter {}", quoted(list))).or_insert_with(|| format!("im Blatt {title}"));
                titles.entry(quoted(list)).or_insert_with(|| quoted(title));
            }
        }
    }
    match ganzes {
        Ganzes::Stammdaten => {
            let keys = Einstellung::all();
            // Several sections have settings of one name; only a text that says which can name their keys.
            let is_one =
                |own: &&Einstellung| keys.iter().filter(|other| other.field.name == own.field.name).count() == 1;
            let keys = keys.iter().filter(is_one).map(|own| (quoted(own.field.name), quoted(&own.key())));
            keys.for_each(|(name, key)| _ = titles.entry(name).or_insert(key));
        }
        Ganzes::Vorlage | Ganzes::Bericht => records(&ganzes.shape(), &mut titles),
    }
    // A rule on a paper can send to a table.
    tables().into_iter().for_each(|(name, title)| _ = titles.entry(name).or_insert(title));
    titles
}

/// The titles of inner records, which have no column.
fn records(shape: &Shape, titles: &mut Titles) {
    for field in fields_of(shape) {
        if let Shape::Record(_) = field.shape {
            // The two tables are called as their fields are.
            let is_table = Haushaltsart::ALL.iter().any(|art| art.text() == field.name);
            let title = if is_table { field.name } else { field.title };
            titles.entry(quoted(field.name)).or_insert_with(|| quoted(title));
            records(&field.shape, titles);
        }
    }
}

fn renamed(text: &str, titles: &Titles, is_field: impl Fn(&String) -> bool) -> String {
    let fields = titles.iter().filter(|(name, _)| text.contains(*name) && is_field(name));
    fields.fold(text.to_owned(), |text, (name, title)| text.replace(name, title))
}

/// What somebody calls a project or another record as fields are called, in quotation marks: it must not become the title of the field.
fn values_like_fields(bestand: &Bestand) -> BTreeSet<String> {
    struct Values(BTreeSet<String>);
    impl<'a> TableVisitor<'a> for Values {
        fn table<T: Row>(&mut self, rows: &'a [Located<T>]) {
            let is_name = |text: &str| text.len() < MOST_OF_A_NAME && !text.contains(' ');
            self.0.extend(
                Located::texts(rows).into_iter().filter(|(text, _)| is_name(text)).map(|(text, _)| quoted(text)),
            );
        }
    }
    let mut values = Values(BTreeSet::new());
    bestand.tables.each(&mut values);
    values.0
}

/// Longer than the name of any field.
const MOST_OF_A_NAME: usize = 40;

/// How rules name tables, with how they are named where they stand on sheets; longer names before those that begin them.
fn tables_in_sheets(sources: &Sources) -> Vec<(String, String)> {
    let sheets = sources.all().filter_map(|file| Home::of(&file.sheet.as_ref()?.name));
    let mut names: Vec<(String, String)> = sheets
        .filter_map(|home| match home {
            Home::Table(table) => {
                Some((format!("in der Tabelle {}", table.name()), format!("im Blatt {}", table.title())))
            }
            Home::Blatt(_) => None,
        })
        .collect();
    names.sort_by_key(|(name, _)| Reverse(name.len()));
    names.dedup();
    names
}

/// A text that names sheets where it named sections of the configuration, and heads or keys where it named fields right behind them.
fn with_sheets(text: &str) -> String {
    let config = format!("in {}", Layout::CONFIG);
    if !text.contains(&config) {
        return text.to_owned();
    }
    let mut text = text.to_owned();
    for blatt in Blatt::ALL.iter().copied() {
        let Zeilen::Records { section } = blatt.form().zeilen else { continue };
        if !section.is_empty() {
            let place = format!("im Blatt {}", blatt.form().title);
            text = text.replace(&format!("{config} unter [[{section}]]"), &place);
            text = text.replace(&format!("[[{section}]]"), blatt.form().title);
            text = text.replace(&format!("{place} und "), &format!("in den Blättern {} und ", blatt.form().title));
            let fields = blatt.fields();
            text = with_fields(&text, &place, |name| {
                fields.iter().find(|field| field.name == name).map(|f| f.title.into())
            });
        }
    }
    let keys = Einstellung::all();
    for section in keys.iter().map(|own| own.section).collect::<BTreeSet<_>>() {
        let (from, place) = (format!("{config} unter [{section}]"), "im Blatt Einstellungen");
        let all = format!("{place} bei {}", quoted(&format!("{section}.…")));
        text = text.replace(&format!("{from} bei "), &format!("{place} bei ")).replace(&from, &all);
        let key =
            |name: &str| keys.iter().find(|own| own.section == section && own.field.name == name).map(Einstellung::key);
        text = with_fields(&text, place, key);
    }
    text.replace(&config, "in den Stammdaten")
}

/// A text in which what is named right behind a place is called as it is there.
fn with_fields(text: &str, place: &str, named: impl Fn(&str) -> Option<String>) -> String {
    let mut parts = text.split(place);
    let mut all = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        all.push_str(place);
        let mut rest = part;
        while let Some((link, name, behind)) = LINKS.iter().find_map(|link| {
            let (name, behind) = rest.strip_prefix(link)?.strip_prefix('„')?.split_once('“')?;
            Some((link, name, behind))
        }) {
            all.push_str(link);
            all.push_str(&quoted(&named(name).unwrap_or_else(|| name.to_owned())));
            rest = behind;
        }
        all.push_str(rest);
    }
    all
}

/// What stands before a field behind its place, and between fields.
const LINKS: [&str; 3] = [" bei ", " und ", " oder "];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_the_same_title_in_every_table() {
        let fields = || Table::ALL.iter().flat_map(|table| (table.record().fields)());
        let titles = tables();
        for field in fields() {
            assert_eq!(titles.get(&quoted(field.name)), Some(&quoted(field.title)), "{}", field.name);
        }
    }

    #[test]
    fn quoted_names_become_titles() {
        let text = "Der Tag unter „ende_geplant“ liegt vor dem Ende.";
        assert_eq!(renamed(text, &tables(), |_| true), "Der Tag unter „Ende geplant“ liegt vor dem Ende.");
    }

    #[test]
    fn a_sheet_has_its_own_titles_and_those_of_its_paper() {
        let text = "„datum“ und „haushaltsjahr“ aus „beratungsfolge“ und „klimarelevanz“";
        let expected = "„Datum“ und „Haushaltsjahr“ aus „Beratungsfolge“ und „Klimarelevanz“";
        assert_eq!(renamed(text, &titles_of(Blatt::Beratungsfolge), |_| true), expected);
        let text = "Ändern Sie „rot_tage“ oder „auch“.";
        assert_eq!(
            renamed(text, &titles_of(Blatt::Gremien), |_| true),
            "Ändern Sie „ampel.rot_tage“ oder „Auch genannt“."
        );
        assert_eq!(renamed("„investiv“", &titles_of(Blatt::Deckung), |_| true), "„investiv“");
    }

    #[test]
    fn each_column_of_a_paper_is_named_by_its_own_head_at_its_cell() {
        for ganzes in [Ganzes::Vorlage, Ganzes::Bericht] {
            let heads = ganzes.columns();
            for (path, title) in &heads {
                let leaf = path.rsplit('/').next().unwrap();
                assert_eq!(with_own_heads(&quoted(leaf), path, &heads), quoted(title), "{path}");
            }
        }
    }

    #[test]
    fn a_record_that_a_text_names_decides_which_column_is_meant() {
        let heads = Ganzes::Vorlage.columns();
        let told = |text: &str, at: &str| with_own_heads(text, at, &heads);
        let text = "Ergänzen Sie „zurueckziehung“ mit „am“ und „grund“.";
        let expected = "Ergänzen Sie „zurueckziehung“ mit „Zurückgezogen am“ und „Grund der Zurückziehung“.";
        assert_eq!(told(text, "stand"), expected);
        let text = "Ergänzen Sie unter „deckung“ „ansatz“ und „ff“.";
        let expected = "Ergänzen Sie unter „deckung“ „Deckung konsumtiv“ und „Deckung konsumtiv ff.“.";
        assert_eq!(told(text, "finanzen/konsumtiv/deckung/ansatz"), expected);
        assert_eq!(told("„name“", ""), "„name“");
    }

    #[test]
    fn sections_become_sheets() {
        for (text, expected) in [
            ("Sie stehen in ratsbericht.toml unter [[gremium]].", "Sie stehen im Blatt Gremien."),
            (
                "Sie stehen in ratsbericht.toml unter [[fachbereich]] und [[dezernat]].",
                "Sie stehen in den Blättern Fachbereiche und Dezernate.",
            ),
            (
                "Nennen Sie in ratsbericht.toml unter [vorlage] bei „nummer“ das Muster.",
                "Nennen Sie im Blatt Einstellungen bei „vorlage.nummer“ das Muster.",
            ),
            (
                "Ergänzen Sie in ratsbericht.toml unter [haushalt] ihr Muster.",
                "Ergänzen Sie im Blatt Einstellungen bei „haushalt.…“ ihr Muster.",
            ),
            (
                "Berichtigen Sie in ratsbericht.toml unter [[gremium]] bei „auch“, „von“ und „bis“ „art“.",
                "Berichtigen Sie im Blatt Gremien bei „Auch genannt“, „von“ und „bis“ „art“.",
            ),
            (
                "Berichtigen Sie in ratsbericht.toml unter [[gremium]] bei „von“ und „bis“, wann „auch“ gilt.",
                "Berichtigen Sie im Blatt Gremien bei „Von“ und „Bis“, wann „auch“ gilt.",
            ),
            ("Das steht nicht in ratsbericht.toml.", "Das steht nicht in den Stammdaten."),
        ] {
            assert_eq!(with_sheets(text), expected);
        }
    }
}
