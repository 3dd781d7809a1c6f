//! Pictures: their words say what the tables of the Anlage say.

use super::{ANLAGE, REPORT, paper};
use crate::support::pdf::Tag;

/// The pictures of a paper: what their alternative texts say behind the word that begins them.
fn told_by(name: &str, kind: &str) -> Vec<&'static str> {
    let figures = paper(name).root().of_role("Figure").into_iter();
    figures.filter_map(|tag| tag.alt.as_deref()?.strip_prefix(kind)).collect()
}

/// The bar charts of the report that have a table of the same title in the Anlage, each with it.
fn charts() -> Vec<(&'static str, &'static Tag)> {
    let headings: Vec<String> = paper(ANLAGE).headings().into_iter().map(|(_, heading)| heading).collect();
    let table =
        |heading: &str| super::section(paper(ANLAGE), heading).into_iter().find_map(|tag| tag.of_role("Table").pop());
    let chart = |tag: &'static Tag| {
        let alt = tag.alt.as_deref()?;
        let heading = headings.iter().find(|heading| alt.starts_with(&format!("Balkendiagramm. {heading}. ")))?;
        Some((alt, table(heading).expect("a table of a chart")))
    };
    paper(REPORT).root().of_role("Figure").into_iter().filter_map(chart).collect()
}

/// The rows of a chart's table: the label and its numbers; sums stand last, if anywhere.
fn rows(table: &Tag) -> Vec<(String, Vec<u32>)> {
    let row = |row: &Tag| {
        let cells: Vec<String> = row.children().map(Tag::text).collect();
        let numbers = cells[1..].iter().map(|cell| cell.parse().expect("a number"));
        (one_line(&cells[0]), numbers.collect())
    };
    table.of_role("TR").into_iter().skip(1).map(row).collect()
}

/// Splits the sum of each row off, if the last column has sums.
fn split_sums(table: &Tag, mut rows: Vec<(String, Vec<u32>)>) -> (Vec<(String, Vec<u32>)>, Vec<u32>) {
    let last = table.of_role("TR")[0].children().last().map(Tag::text);
    let sums = match last.as_deref() {
        Some("Summe") => rows.iter_mut().filter_map(|(_, numbers)| numbers.pop()).collect(),
        _ => Vec::new(),
    };
    (rows, sums)
}

fn one_line(text: &str) -> String {
    text.replace('\u{200b}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What an alternative text tells behind the heading: labels and their numbers.
fn told(alt: &str) -> Vec<(String, Vec<u32>)> {
    let headings = paper(REPORT).headings();
    let rest = headings.iter().find_map(|(_, heading)| alt.strip_prefix(&format!("Balkendiagramm. {heading}. ")));
    let rest = rest.unwrap_or_else(|| panic!("no heading of the report: {alt}"));
    let part = |part: &str| {
        let (label, numbers) = part.rsplit_once(": ").expect("a label");
        let numbers = numbers.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
        (one_line(label), numbers.collect())
    };
    rest.split("; ").map(part).collect()
}

#[test]
fn two_charts_of_the_report_have_a_table_of_their_own() {
    assert_eq!(charts().len(), 2);
}

#[test]
fn a_chart_tells_the_numbers_of_its_table() {
    for (alt, table) in charts() {
        let (mut rows, _) = split_sums(table, rows(table));
        rows.retain(|(label, _)| label != "Summe");
        let told = told(alt);
        assert!(rows.len() > 1 && rows.len() == told.len(), "{alt}");
        for ((label, numbers), (row, in_table)) in told.iter().zip(&rows) {
            assert!(row.starts_with(label), "„{row}“ in the table, „{label}“ in the words");
            assert_eq!(numbers, in_table, "{label}: {alt}");
        }
    }
}

#[test]
fn the_sums_of_a_chart_are_sums() {
    for (alt, table) in charts() {
        let (mut rows, sums) = split_sums(table, rows(table));
        for ((label, numbers), sum) in rows.iter().zip(&sums) {
            assert_eq!(numbers.iter().sum::<u32>(), *sum, "{label}: {alt}");
        }
        if let Some((_, total)) = rows.pop_if(|(label, _)| label == "Summe") {
            let column = |i: usize| rows.iter().map(|(_, numbers)| numbers[i]).sum::<u32>();
            assert_eq!((0..total.len()).map(column).collect::<Vec<_>>(), total, "{alt}");
        }
    }
}

/// The rows of the table of the Anlage with a title: the cells of each, as they are read.
fn table(title: &str) -> Vec<Vec<String>> {
    let tags = super::section(paper(ANLAGE), title);
    let table = tags.iter().flat_map(|tag| tag.of_role("Table")).next().unwrap_or_else(|| panic!("no table {title}"));
    let cells = |row: &Tag| row.children().map(|cell| one_line(&cell.text())).collect();
    table.of_role("TR").into_iter().skip(1).map(cells).collect()
}

#[test]
fn the_picture_of_the_grants_tells_the_amounts_of_their_table() {
    let told = told_by(REPORT, "Gruppierte Balken. ");
    let rows = table("Zuwendungen nach Förderprogramm");
    assert_eq!((told.len(), rows.len()), (1, 4), "three programmes and their sum");
    for row in &rows[..3] {
        let amount = |i: usize, name: &str| format!("{name} {}\u{a0}€", row[i]);
        let names = ["bewilligt", "angefordert", "ausgezahlt", "verausgabt"];
        let amounts: Vec<String> = names.iter().enumerate().map(|(i, name)| amount(i + 2, name)).collect();
        let words = one_line(told[0]);
        assert!(words.contains(&one_line(&amounts.join(", "))), "{row:?}: {words}");
    }
}

#[test]
fn the_time_line_tells_the_days_of_the_list_of_projects() {
    let told = told_by(ANLAGE, "Zeitleiste. ").join(" ");
    let rows = table("Projekte im Zeitraum 01.01.2020 – 31.12.2020");
    assert_eq!(rows.len(), 57);
    for row in rows {
        let [kennung, _, _, _, status, beginn, ende, stand] = &row[..] else { panic!("eight columns: {row:?}") };
        // Below the status stands the Ampel.
        let status = status.split(' ').next().unwrap_or_default();
        let sentence = told.split_once(&format!(" {kennung} „")).unwrap_or_else(|| panic!("{kennung}")).1;
        let sentence = sentence.split(" P-").next().expect("a part");
        assert!(sentence.contains(&format!(": Beginn {beginn}; ")), "{row:?}: {sentence}");
        assert!(ende == "–" || sentence.contains(&format!("nde {ende}; ")), "{row:?}: {sentence}");
        assert!(status == "laufend" || sentence.contains(status), "{row:?}: {sentence}");
        let running = ["laufend", "pausiert"].contains(&status) && stand != "–";
        assert!(!running || one_line(sentence).contains(stand.as_str()), "{row:?}: {sentence}");
    }
}

#[test]
fn every_picture_is_one_figure_with_words_and_nothing_in_it_is_read_twice() {
    let of = |name: &str| paper(name).root().of_role("Figure");
    assert_eq!(of(REPORT).len(), 3 + 2 + 1, "bars, grants together and by programme, and the Reifegrad of one model");
    assert_eq!(of(ANLAGE).len(), 3, "three pages of projects");
    for figure in of(REPORT).into_iter().chain(of(ANLAGE)) {
        assert!(figure.alt.as_deref().is_some_and(|alt| alt.len() > 60 && alt.ends_with('.')), "{:?}", figure.alt);
        assert_eq!(figure.of_role("Figure").len(), 1);
        assert_eq!(figure.of_role("Link").len(), 0, "a picture is read as one");
    }
}
