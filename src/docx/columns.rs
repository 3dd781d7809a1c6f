//! How wide the columns of a table are, and which of them hold amounts.

use crate::plain::{Form, Run, Table, line};

/// How words are set in the cells of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// The style of the table.
    pub(super) table: &'static str,
    /// The styles of words and of amounts.
    pub(super) styles: [&'static str; 2],
    /// How wide a digit is, in twentieths of a point; in fonts that stand in for Arial they are wider than in it.
    sign: usize,
    /// What a cell has beside its words, in twentieths of a point.
    padding: usize,
}

/// The usual way, and that of tables whose words would not fit in it.
static SETTINGS: [Setting; 2] = [
    Setting { table: "Tabelle", styles: ["Tabellentext", "Tabellenzahl"], sign: 110, padding: 240 },
    Setting { table: "TabelleSchmal", styles: ["TabellentextSchmal", "TabellenzahlSchmal"], sign: 92, padding: 140 },
];

/// The most letters of a word that stay together; where lines end, longer ones are hyphenated.
const UNBROKEN: usize = 12;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    /// How wide it is, in twentieths of a point.
    pub(super) width: usize,
    /// Whether it holds amounts and nothing else.
    pub(super) has_amounts: bool,
}

/// What a column needs: for its longest word, which must not be broken, and for its longest line.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    least: usize,
    most: usize,
    has_amounts: bool,
}

/// The columns of a table as wide as a page, `width` in twentieths of a point, and how it is set; what is to spare goes to the first, which
/// names the rows.
pub(super) fn of(table: &Table, width: usize) -> (Vec<Column>, &'static Setting) {
    let [usual, small] = &SETTINGS;
    let least = |needs: &[Need]| needs.iter().map(|need| need.least).sum::<usize>();
    let (needs, setting) = match needs(table, usual) {
        needs if least(&needs) <= width => (needs, usual),
        _ => (needs(table, small), small),
    };
    (shared(&needs, width), setting)
}

/// What is there for columns that need so much.
fn shared(needs: &[Need], width: usize) -> Vec<Column> {
    let (least, most) = needs.iter().fold((0, 0), |(least, most), need| (least + need.least, most + need.most));
    let wide = |need: &Need| match () {
        () if most <= width => need.most,
        () if least <= width => need.least + (need.most - need.least) * (width - least) / (most - least).max(1),
        () => need.least * width / least.max(1),
    };
    let mut columns: Vec<Column> =
        needs.iter().map(|need| Column { width: wide(need), has_amounts: need.has_amounts }).collect();
    let taken: usize = columns.iter().map(|column| column.width).sum();
    if let Some(first) = columns.first_mut() {
        first.width += width.saturating_sub(taken);
    }
    columns
}

fn needs(Table { head, rows }: &Table, setting: &Setting) -> Vec<Need> {
    let count = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or_default();
    (0..count).map(|column| need(head, rows, column, setting)).collect()
}

fn need(head: &[Vec<Run>], rows: &[Vec<Vec<Run>>], column: usize, setting: &Setting) -> Need {
    let text = |row: &[Vec<Run>]| row.get(column).map(|cell| line(cell, Form::Page)).unwrap_or_default();
    let cells: Vec<String> = rows.iter().map(|row| text(row)).collect();
    let has_amounts = column > 0 && are_amounts(&cells);
    let mut need = Need { has_amounts, ..Need::default() };
    // The first row and the first column are bold.
    let bold = setting.sign + setting.sign / 8;
    let cells = cells.iter().map(|text| (text.clone(), if column == 0 { bold } else { setting.sign }));
    for (text, sign) in cells.chain([(text(head), bold)]) {
        let wide = |signs: usize| signs * sign + setting.padding;
        let words = text.split([' ', '\n']).flat_map(|word| word.split_inclusive('-'));
        let unbroken = |word: &str| {
            if word.contains(|c: char| c.is_ascii_digit()) { signs(word) } else { signs(word).min(UNBROKEN) }
        };
        let longest =
            if has_amounts && is_amount(&text) { signs(&text) } else { words.map(unbroken).max().unwrap_or_default() };
        need.least = need.least.max(wide(longest));
        need.most = need.most.max(wide(text.lines().map(signs).max().unwrap_or_default()));
    }
    need
}

/// Whether cells hold amounts and nothing else; the first column names the rows of a table, be it by years.
fn are_amounts(cells: &[String]) -> bool {
    let filled = || cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty() && !NOTHING.contains(cell));
    filled().next().is_some() && filled().all(is_amount)
}

fn signs(text: &str) -> usize {
    text.chars().filter(|c| *c != '\u{ad}').count()
}

/// What stands in a column of amounts where there is none.
const NOTHING: [&str; 3] = ["–", "-", "—"];

/// Whether a text is a number with or without its unit, and no day, no year behind a month and no account.
pub(super) fn is_amount(text: &str) -> bool {
    let blank = |c: char| c.is_whitespace();
    let text = text.trim_start_matches(['−', '-', '+', '±']).trim_start();
    let number = text.trim_end_matches(|c: char| c.is_alphabetic() || blank(c) || "€%".contains(c));
    let unit = text.strip_prefix(number).unwrap_or_default();
    let (whole, decimals) = number.split_once(',').unwrap_or((number, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(|c: char| c == '.' || blank(c));
    let first = groups.next().unwrap_or_default();
    digits(first)
        && digits(decimals)
        && groups.all(|group| group.len() == 3 && digits(group))
        && unit.split_whitespace().count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_told_from_days_and_accounts() {
        for text in ["−120.000,00", "0,00", "1.234,5 t", "60 %", "2", "1.234.567,89 €", "+3 T€"] {
            assert!(is_amount(text), "{text}");
        }
        for text in
            ["", "−", "31.12.2020", "5-660101-000-00100-300-1", "1,", "2020-Q4", "Strom", "3 von 4", "12 kg je kWh"]
        {
            assert!(!is_amount(text), "{text}");
        }
    }

    fn table(head: &[&str], rows: &[&[&str]]) -> Table {
        let cells = |row: &[&str]| row.iter().map(|cell| vec![Run::Text((*cell).to_owned())]).collect();
        Table { head: cells(head), rows: rows.iter().map(|row| cells(row)).collect() }
    }

    #[test]
    fn columns_fill_the_page_and_amounts_are_never_broken() {
        let long = "Auszahlungen für die Beschaffung von Sensoren und für deren Einbau an allen Pegeln der Stadt";
        let table = table(
            &["", "Ansatz 2021", "Ansatz 2022"],
            &[&[long, "−120.000,00", "–"], &["Summe", "", "1.000,00"], &["Jahr"]],
        );
        let (columns, setting) = of(&table, 9000);
        assert_eq!(columns.iter().map(|column| column.width).sum::<usize>(), 9000);
        assert!(columns.iter().skip(1).all(|column| column.has_amounts) && *setting == SETTINGS[0]);
        assert!(columns[1].width >= 11 * setting.sign + setting.padding);
        assert!(columns.iter().skip(1).all(|column| column.width < columns[0].width) && !columns[0].has_amounts);
        // Where words of the usual size do not fit, they are smaller; where not even those do, each column gets its share.
        for (width, small) in [(4500, false), (3900, true), (1000, true)] {
            let (columns, setting) = of(&table, width);
            assert_eq!(columns.iter().map(|column| column.width).sum::<usize>(), width);
            assert_eq!(*setting == SETTINGS[1], small, "{width}");
        }
        assert!(of(&Table::default(), 1000).0.is_empty());
    }
}
