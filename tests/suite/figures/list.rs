//! The list of figures that the command prints: in full for the Vorlagen; for the report with its break-downs in one line
//! per kind below the figure that they break down; one that is named otherwise or is of another time keeps a line of its own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ratsbericht::cli::Exit;
use regex::Regex;

use crate::support::Workspace;

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^  (?<id>\S+) +(?<value>\S.*?)  (?<title>.+) \((?<of>.+?)(; (?<records>\d+) Belege?)?(?<unprinted>; nicht gedruckt)?\)$")
        .expect("a pattern")
});

/// A line of the list.
struct Line<'a> {
    whole: &'a str,
    id: &'a str,
    value: &'a str,
    title: &'a str,
    of: &'a str,
    records: &'a str,
    is_printed: bool,
}

impl<'a> Line<'a> {
    fn read(whole: &'a str) -> Self {
        let parts = LINE.captures(whole).unwrap_or_else(|| panic!("{whole}"));
        let part = |name: &str| parts.name(name).map_or("", |part| part.as_str());
        let [id, value, title, of, records] = ["id", "value", "title", "of", "records"].map(part);
        Self { whole, id, value, title, of, records, is_printed: part("unprinted").is_empty() }
    }

    /// The id of the figure that this one breaks down, the kind of the break-down, and its group.
    fn break_down(&self) -> Option<(&'a str, &'a str, &'a str)> {
        let (before, group) = self.id.rsplit_once('.')?;
        let (base, kind) = before.rsplit_once('.')?;
        (base.contains('.') && !base.starts_with("klima.")).then_some((base, kind, group))
    }

    /// Whether the figure has the title of another, with the name of a group behind it, and is of the same time.
    fn is_named_as(&self, base: &Self) -> bool {
        let group = self.title.strip_prefix(base.title).and_then(|rest| rest.strip_prefix(": "));
        group.is_some_and(|name| !name.is_empty()) && self.of == base.of
    }

    /// The group with its value; with the number of records unless it is the value.
    fn short(&self, group: &str) -> String {
        let records = if self.records == self.value { String::new() } else { format!(" ({})", self.records) };
        format!("{group} {}{records}{}", self.value, if self.is_printed { "" } else { "*" })
    }
}

/// The lists of all papers: of the Vorlagen, and of the report.
fn lists() -> (String, String) {
    let outcome = Workspace::copy_of("aachen").run("figures", &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let at = outcome.stdout.find("eGovernment Sachstandsbericht").expect("the list of the report");
    let (vorlagen, report) = outcome.stdout.split_at(at);
    (vorlagen.to_owned(), report.to_owned())
}

/// The list of a report with the break-downs of a figure below it, in a line for each kind.
fn condensed(list: &str) -> String {
    let lines: Vec<Line<'_>> = list.lines().skip(1).filter(|line| !line.is_empty()).map(Line::read).collect();
    let bases: BTreeMap<&str, &Line<'_>> = lines.iter().map(|line| (line.id, line)).collect();
    let mut below = BTreeMap::<&str, Vec<(&str, Vec<String>)>>::new();
    let mut whole = Vec::new();
    for line in &lines {
        let parts = line.break_down().filter(|(base, ..)| bases.get(base).is_some_and(|base| line.is_named_as(base)));
        let Some((id, kind, group)) = parts else {
            whole.push(line);
            continue;
        };
        let kinds = below.entry(id).or_default();
        match kinds.last_mut() {
            Some((last, groups)) if *last == kind => groups.push(line.short(group)),
            _ => kinds.push((kind, vec![line.short(group)])),
        }
    }
    let kinds = |line: &Line<'_>| {
        let kinds = below.get(line.id).into_iter().flatten();
        kinds.map(|(kind, groups)| format!("    {kind}: {}\n", groups.join(" · "))).collect::<String>()
    };
    whole.iter().map(|line| format!("{}\n{}", line.whole, kinds(line))).collect()
}

#[test]
fn the_figures_of_the_vorlagen_are_as_they_were() {
    insta::assert_snapshot!(lists().0);
}

/// A star behind a value stands for "nicht gedruckt".
#[test]
fn the_figures_of_the_report_are_as_they_were() {
    let list = condensed(&lists().1);
    let at = list.find("  klima.").expect("the figures of Klimawirkung");
    insta::assert_snapshot!(list[..at]);
    insta::assert_snapshot!("the_masses_of_the_report_are_as_they_were", list[at..]);
}
