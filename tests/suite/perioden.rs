//! Periods: series of reports, closed periods, what changed since, corrections.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;

use ratsbericht::cli::Exit;
use ratsbericht::load;
use ratsbericht::pipeline::{self, Wanted};
use ratsbericht::source::Alphabet;
use serde_json::Value;

use crate::support::workspace::{Outcome, TODAY, run_args};
use crate::support::{Workspace, pdf};

/// The series of the main example.
const REIHE: &str = "quartal";

/// The periods with the figures that were counted apart from this program: as they were closed (for the last one, as
/// the report has them), and as the data give them on the Datenstand of the last one.
///
/// Bestand, begonnen, im Zeitraum, abgeschlossen, laufend, pausiert, fast fertig, überfällig, mean.
const QUARTALE: [(&str, [&str; 9], [&str; 9]); 4] = [
    (
        "2020-Q1",
        ["50", "1", "51", "3", "46", "1", "1", "0", "47,1\u{a0}%"],
        ["50", "1", "51", "3", "46", "1", "1", "0", "47,1\u{a0}%"],
    ),
    (
        "2020-Q2",
        ["47", "3", "50", "3", "45", "1", "2", "0", "56,3\u{a0}%"],
        ["47", "3", "50", "3", "45", "1", "2", "0", "56,3\u{a0}%"],
    ),
    (
        "2020-Q3",
        ["46", "1", "47", "4", "41", "2", "1", "1", "54,6\u{a0}%"],
        ["46", "1", "47", "5", "40", "2", "0", "0", "53,4\u{a0}%"],
    ),
    (
        "2020-Q4",
        ["42", "2", "44", "3", "37", "3", "10", "3", "68,0\u{a0}%"],
        ["42", "2", "44", "3", "37", "3", "10", "3", "68,0\u{a0}%"],
    ),
];

const NAMES: [&str; 9] = [
    "bestand",
    "begonnen",
    "im_zeitraum",
    "abgeschlossen",
    "laufend",
    "pausiert",
    "fast_fertig",
    "ueberfaellig",
    "mittlerer_erledigungsstand",
];

/// Figures of grants on the Stichtag of each quarter, and what they changed by in the last one; counted apart from this program
/// from the tables alone. Nothing recorded later moves one of them.
const ZUWENDUNGEN: [(&str, [&str; 4], &str); 12] = [
    ("gefoerdert", ["10", "10", "9", "9"], "0"),
    ("bewilligt", ["6.952.491,27", "6.952.491,27", "6.684.731,43", "6.708.731,43"], "24.000,00"),
    ("angefordert", ["981.700,00", "1.499.600,00", "1.342.000,00", "1.617.250,00"], "275.250,00"),
    ("ausgezahlt", ["973.500,00", "1.241.700,00", "1.335.600,00", "1.612.000,00"], "276.400,00"),
    ("verausgabt", ["1.096.451,25", "1.660.413,50", "1.529.050,50", "2.013.850,50"], "484.800,00"),
    ("noch_abrufbar", ["5.970.791,27", "5.452.891,27", "5.342.731,43", "5.091.481,43"], "−251.250,00"),
    ("zustehend", ["864.141,00", "1.340.370,80", "1.231.440,40", "1.615.290,40"], "383.850,00"),
    ("verfallen", ["0,00", "0,00", "0,00", "0,00"], "0,00"),
    ("verfallsrisiko", ["70.000,00", "70.000,00", "128.670,00", "127.070,40"], "−1.599,60"),
    ("gesamtkosten", ["4.349.331,90", "4.349.331,90", "3.829.331,90", "3.829.331,90"], "0,00"),
    ("eigenanteil", ["1.252.883,42", "1.252.883,42", "1.000.643,26", "976.643,26"], "−24.000,00"),
    ("abflussquote", ["14,0\u{a0}%", "17,9\u{a0}%", "20,0\u{a0}%", "24,0\u{a0}%"], "+4,0"),
];

/// The day on which each closed quarter of the example was closed.
const TAGE: [(&str, &str); 3] = [("2020-Q1", "2020-04-20"), ("2020-Q2", "2020-07-20"), ("2020-Q3", "2020-10-20")];

/// Runs the command line with these arguments.
pub(crate) fn command(args: &[&str]) -> Outcome {
    run_args(["ratsbericht"].iter().chain(args).map(OsString::from))
}

/// The path of a copy, as an argument.
pub(crate) fn path(workspace: &Workspace) -> String {
    workspace.root().to_string_lossy().into_owned()
}

/// The figures of each paper on a day, by id.
pub(crate) fn figures(workspace: &Workspace, today: &str, args: &[&str]) -> BTreeMap<String, BTreeMap<String, Value>> {
    let root = path(workspace);
    let outcome = command(&[&["figures", &root, "--today", today, "--format", "json"], args].concat());
    let papers: BTreeMap<String, Vec<Value>> = serde_json::from_str(&outcome.stdout).expect("figures");
    let by_id = |figures: Vec<Value>| {
        figures.into_iter().map(|figure| (figure["id"].as_str().expect("an id").to_owned(), figure)).collect()
    };
    papers.into_iter().map(|(name, figures)| (name, by_id(figures))).collect()
}

pub(crate) fn printed(figures: &BTreeMap<String, Value>, id: &str) -> String {
    figures.get(id).unwrap_or_else(|| panic!("no {id}"))["anzeige"].as_str().expect("a text").to_owned()
}

pub(crate) fn close(workspace: &Workspace, period: &str, today: &str) -> Outcome {
    command(&["close", period, &path(workspace), "--today", today])
}

/// The small example with its report as a series in `berichte/reihe`.
pub(crate) fn small_series(turnus: &str) -> Workspace {
    let workspace = Workspace::copy_of("klein");
    let report = workspace.read("berichte/digital-2020-q4/bericht.json");
    let series = report.replace(
        "\"zeitraum\": \"2020-Q4\",\n  \"stichtag\": \"2020-12-31\",\n  \"datum\": \"2021-01-20\"",
        &format!("\"turnus\": \"{turnus}\""),
    );
    assert_ne!(series, report);
    fs::create_dir_all(workspace.root().join("berichte/reihe")).expect("a folder");
    workspace.write("berichte/reihe/bericht.json", &series);
    workspace
}

#[test]
fn four_quarters_are_built_in_one_go() {
    let workspace = small_series("Quartal");
    let periods: Vec<&str> = QUARTALE.iter().flat_map(|(period, ..)| ["--period", period]).collect();
    let outcome = workspace.run("build", &periods);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let mut names: Vec<String> = fs::read_dir(workspace.out())
        .expect("the outputs")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".pdf"))
        .collect();
    names.sort();
    // The example's own report is one on the fourth quarter, too.
    let series = QUARTALE.map(|(period, ..)| format!("reihe-{}.pdf", period.to_lowercase()));
    let papers = std::iter::once("digital-2020-q4.pdf".to_owned()).chain(series);
    let mut expected: Vec<String> = papers.flat_map(|name| [name.replace(".pdf", "-anlage.pdf"), name]).collect();
    expected.sort();
    assert_eq!(names, expected);
}

#[test]
fn a_report_and_its_anlage_tell_changes_and_corrections() {
    for (name, all) in [
        (
            "quartal-2020-q4.pdf",
            [
                "eGovernment Sachstandsbericht, 4. Quartal 2020",
                "↓ 3 weniger",
                "nicht vergleichbar (Vorquartal: 0 von 42 gemeldet)",
                "und „WLAN in Verwaltungsgebäuden“), in Arbeit sind 37 Projekte, abgebrochen wurde „Chatbot für",
                "Verglichen wird mit dem Vorquartal (3. Quartal 2020); Projekte, die darin endeten, zählen nicht mehr.",
            ],
        ),
        (
            "quartal-2020-q4-anlage.pdf",
            [
                "Anlage: eGovernment Sachstandsbericht, 4. Quartal 2020",
                "Korrigierte Werte des Vorquartals",
                "korrigiert, veröffentlicht: 41",
                "↑ 4,0 Prozentpunkte mehr",
                "Projekte seit dem Vorquartal beendet: 5",
            ],
        ),
    ] {
        let text = pdf::text(&Workspace::whole_built().output(name));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in all {
            assert!(text.contains(words), "{name}: {words}: {text}");
        }
    }
}

#[test]
fn each_quarter_has_the_figures_that_were_counted_by_hand() {
    let workspace = Workspace::whole_copy_of("aachen");
    let periods: Vec<&str> = QUARTALE.iter().flat_map(|(period, ..)| ["--period", period]).collect();
    let papers = figures(&workspace, TODAY, &periods);
    for (period, closed, _) in QUARTALE {
        let paper = &papers[&format!("{REIHE}-{}", period.to_lowercase())];
        assert_eq!(NAMES.map(|name| printed(paper, &format!("kennzahlen.{name}"))), closed, "{period}");
    }
    let quarters = QUARTALE.map(|(period, ..)| &papers[&format!("{REIHE}-{}", period.to_lowercase())]);
    for (name, values, change) in ZUWENDUNGEN {
        assert_eq!(quarters.map(|paper| printed(paper, &format!("kennzahlen.{name}"))), values, "{name}");
        assert_eq!(printed(quarters[3], &format!("veraenderung.{name}")), change, "{name}");
        // As it was known then and as it is known now is the same, so nothing is printed as a correction.
        let recomputed = quarters[3].get(&format!("verlauf.2020-q3.{name}")).map(|figure| figure["anzeige"].clone());
        assert_eq!(recomputed, Some(values[2].into()), "{name}");
        assert!(!quarters[3].contains_key(&format!("abschluss.2020-q3.{name}")), "{name}");
    }
}

#[test]
fn the_last_quarter_knows_trend_changes_and_corrections() {
    let workspace = Workspace::whole_copy_of("aachen");
    let papers = figures(&workspace, TODAY, &["--period", "2020-Q4"]);
    let last = &papers["quartal-2020-q4"];
    for (period, closed, now) in &QUARTALE[..3] {
        let period = period.to_lowercase();
        for ((name, closed), now) in NAMES.iter().zip(closed).zip(now) {
            assert_eq!(printed(last, &format!("verlauf.{period}.{name}")), *now, "{period} {name}");
            // What was published is a figure of its own only where it is another.
            let published = last.get(&format!("abschluss.{period}.{name}"));
            assert_eq!(published.is_some(), closed != now, "{period} {name}");
            if let Some(figure) = published {
                assert_eq!(figure["anzeige"], *closed, "{period} {name}");
            }
        }
    }
    let changes = ["−4", "+1", "−3", "−2", "−3", "+1", "+10", "+3", "+14,6"];
    for (name, change) in NAMES.iter().zip(changes) {
        assert_eq!(printed(last, &format!("veraenderung.{name}")), change, "{name}");
    }
    // P-015 ended in the third quarter, which was recorded in November; P-061 is planned for longer since December.
    for (list, members) in [
        ("beendet", vec!["P-015", "P-017", "P-029", "P-045", "P-048"]),
        ("verschoben", vec!["P-061"]),
        ("neu", vec!["P-086", "P-087", "P-088", "P-090", "P-091", "P-092"]),
        ("entfallen", vec![]),
    ] {
        let figure = &last[&format!("veraenderung.{list}")];
        let records = figure["belege"].as_array().expect("records");
        let records: Vec<&str> = records.iter().filter_map(|name| name.as_str()?.strip_prefix("projekte/")).collect();
        assert_eq!(records, members, "{list}");
    }
}

#[test]
fn a_published_figure_leads_to_its_line_in_the_closed_period() {
    let workspace = Workspace::whole_copy_of("aachen");
    let root = path(&workspace);
    let outcome = command(&["explain", "abschluss.2020-q3.laufend", &root, "--period", "2020-Q4", "--today", TODAY]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("abschluesse/2020-Q3.json:"), "{}", outcome.stdout);
    let line = outcome.stdout.split("abschluesse/2020-Q3.json:").nth(1).and_then(|rest| rest.split(':').next());
    let line: usize = line.and_then(|line| line.parse().ok()).expect("a line");
    let text = workspace.read("abschluesse/2020-Q3.json");
    assert!(text.lines().nth(line - 1).is_some_and(|line| line.contains("\"kennzahlen.laufend\"")), "{line}");
}

#[test]
fn the_closed_periods_of_the_example_are_what_closing_writes() {
    let workspace = Workspace::whole_copy_of("aachen");
    fs::remove_dir_all(workspace.root().join("abschluesse")).expect("the closed periods");
    for (period, day) in TAGE {
        let outcome = close(&workspace, period, day);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let path = format!("abschluesse/{period}.json");
        let kept = fs::read_to_string(crate::support::workspace::fixture("aachen").join(&path)).expect("the fixture");
        let (kept, written): (Value, Value) =
            (serde_json::from_str(&kept).expect("JSON"), serde_json::from_str(&workspace.read(&path)).expect("JSON"));
        // Which files it came from says what their content was on that day.
        assert_eq!(kept["berichte"], written["berichte"], "{period}");
        assert_eq!(kept["abgeschlossen_am"], written["abgeschlossen_am"], "{period}");
    }
}

#[test]
fn a_period_is_closed_once() {
    let workspace = Workspace::whole_copy_of("aachen");
    let before = workspace.read("abschluesse/2020-Q3.json");
    let outcome = close(&workspace, "2020-Q3", "2021-04-01");
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(outcome.stderr.contains("gibt es schon"), "{}", outcome.stderr);
    assert_eq!(workspace.read("abschluesse/2020-Q3.json"), before);
}

#[test]
fn a_period_is_not_closed_before_its_report_is_dated() {
    let workspace = Workspace::whole_copy_of("aachen");
    for (period, day, exit) in [
        ("2020-Q4", "2021-01-19", Exit::Findings),
        ("2020-Q4", "2021-01-20", Exit::Done),
        // No report has such a period.
        ("2020-H1", "2021-04-01", Exit::Usage),
    ] {
        let outcome = close(&workspace, period, day);
        assert_eq!(outcome.exit, exit, "{period} {day}: {}", outcome.stderr);
        let written = workspace.root().join(format!("abschluesse/{period}.json")).exists();
        assert_eq!(written, exit == Exit::Done, "{period} {day}");
    }
}

#[test]
fn data_with_errors_close_nothing() {
    let workspace = Workspace::whole_copy_of("aachen");
    workspace.edit("berichte/quartal/bericht.json", "\"egov\"", "\"egow\"");
    let outcome = close(&workspace, "2020-Q4", "2021-02-01");
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(!workspace.root().join("abschluesse/2020-Q4.json").exists());
}

#[test]
fn a_quarter_without_a_change_says_so() {
    let workspace = small_series("Quartal");
    // Long after the last event nothing changes any more.
    assert_eq!(close(&workspace, "2030-Q1", "2030-05-01").exit, Exit::Done);
    let papers = figures(&workspace, "2030-08-01", &["--period", "2030-Q2"]);
    let paper = &papers["reihe-2030-q2"];
    for name in ["laufend", "abgeschlossen", "begonnen", "pausiert", "neu", "beendet", "verschoben", "entfallen"] {
        assert_eq!(printed(paper, &format!("veraenderung.{name}")), "0", "{name}");
    }
    assert!(!paper.keys().any(|id| id.starts_with("abschluss.")), "nothing was corrected");
    let (root, out) = (path(&workspace), workspace.out().to_string_lossy().into_owned());
    let outcome = command(&["build", &root, "--period", "2030-Q2", "--today", "2030-08-01", "--out", &out]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let text = pdf::text(&workspace.output("reihe-2030-q2-anlage.pdf"));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("dieselben Werte, die veröffentlicht wurden"), "{text}");
    assert!(text.contains("= unverändert"), "{text}");
}

#[test]
fn what_left_the_selection_is_gone() {
    let workspace = Workspace::whole_copy_of("aachen");
    // P-040 moves to another field of action after the third quarter was closed.
    let mut rows: Vec<Value> = serde_json::from_str(&workspace.read("daten/projekte.json")).expect("rows");
    let mut moved = rows.iter().find(|row| row["kennung"] == "P-040").expect("the project").clone();
    moved["handlungsfeld"] = "smartcity".into();
    moved["ziele"] = serde_json::json!(["SC2"]);
    moved["erfasst"] = "2020-12-01".into();
    rows.push(moved);
    workspace.write("daten/projekte.json", &serde_json::to_string(&rows).expect("JSON"));
    let papers = figures(&workspace, TODAY, &["--period", "2020-Q4"]);
    let gone = &papers["quartal-2020-q4"]["veraenderung.entfallen"];
    assert_eq!(gone["anzeige"], "1");
    assert_eq!(gone["belege"][0], "abschluesse/2020-Q3/quartal/projekte/P-040");
}

#[test]
fn the_report_of_a_series_that_is_due_is_built_unasked() {
    let workspace = Workspace::whole_copy_of("aachen");
    for (today, name) in
        [("2021-01-19", "quartal-2020-q3"), ("2021-01-20", "quartal-2020-q4"), ("2021-04-20", "quartal-2021-q1")]
    {
        let papers = figures(&workspace, today, &["--only", REIHE]);
        assert_eq!(papers.keys().collect::<Vec<_>>(), [name], "{today}");
    }
    // By its whole name, whenever it is due.
    let papers = figures(&workspace, "2021-04-20", &["--only", "quartal-2020-q2"]);
    assert_eq!(papers.keys().collect::<Vec<_>>(), ["quartal-2020-q2"]);
}

#[test]
fn the_reports_of_earlier_periods_stay_in_the_folder() {
    let workspace = small_series("Quartal");
    for period in ["2020-Q3", "2020-Q4"] {
        assert_eq!(workspace.run("build", &["--period", period]).exit, Exit::Done);
    }
    for name in ["reihe-2020-q3.pdf", "reihe-2020-q4.pdf"] {
        assert!(!workspace.output(name).is_empty(), "{name}");
    }
}

#[test]
fn a_report_of_a_series_can_be_verified() {
    let workspace = Workspace::whole_built();
    let file = workspace.out().join("quartal-2020-q4.pdf").to_string_lossy().into_owned();
    let root = path(&workspace);
    let args = ["verify", &file, "--workspace", &root];
    let outcome = command(&args);
    assert!(outcome.stdout.contains("Das Papier ist unverändert"), "{}", outcome.stdout);
    // Rows that were recorded after its Datenstand are named, and change nothing in it.
    assert!(outcome.stdout.contains("Heute entstünde trotzdem dasselbe Papier."), "{}", outcome.stdout);
    // A closed period that was lost changes what the report says.
    fs::remove_file(workspace.root().join("abschluesse/2020-Q3.json")).expect("the closed period");
    let outcome = command(&args);
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(outcome.stdout.contains("abschluesse/2020-Q3/quartal/"), "{}", outcome.stdout);
}

#[test]
fn there_is_no_report_on_a_period_that_has_not_ended() {
    let workspace = Workspace::whole_copy_of("aachen");
    for period in ["2021-Q2", "2022-Q4"] {
        let outcome = workspace.run("build", &["--period", period]);
        assert_eq!(outcome.exit, Exit::Usage, "{period}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("heute ist der 01.04.2021"), "{}", outcome.stderr);
        assert!(!workspace.out().exists(), "{period}");
        let outcome = workspace.run("build", &["--only", &format!("{REIHE}-{}", period.to_lowercase())]);
        assert_eq!(outcome.exit, Exit::Usage, "{period}: {}", outcome.stderr);
    }
}

#[test]
fn a_gap_in_the_closed_periods_is_a_finding_and_a_gap_in_the_trend() {
    for (missing, words) in [
        ("2020-Q2", "Die Entwicklung im Bericht 2020-Q4 hat dort eine Lücke."),
        ("2020-Q3", "Der Bericht 2020-Q4 wird daher nicht mit dem Zeitraum davor verglichen."),
    ] {
        let workspace = Workspace::whole_copy_of("aachen");
        fs::remove_file(workspace.root().join(format!("abschluesse/{missing}.json"))).expect("a closed period");
        let outcome = command(&["check", &path(&workspace), "--period", "2020-Q4", "--today", TODAY]);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        let message = format!("Der Zeitraum {missing} ist nicht abgeschlossen, frühere aber schon. {words}");
        assert!(outcome.stderr.contains(&format!("Warnung[RB612]: {message}")), "{}", outcome.stderr);
        let series = trend(&workspace);
        let gaps: Vec<&str> =
            series.iter().filter(|(_, value)| value.is_null()).map(|(name, _)| name.as_str()).collect();
        assert_eq!(gaps, [missing], "{series:?}");
        assert_eq!(series.len(), 4);
    }
}

#[test]
fn closing_a_period_while_one_before_is_open_says_so() {
    let workspace = Workspace::whole_copy_of("aachen");
    for period in ["2020-Q2", "2020-Q3"] {
        fs::remove_file(workspace.root().join(format!("abschluesse/{period}.json"))).expect("a closed period");
    }
    let outcome = close(&workspace, "2020-Q4", "2021-02-01");
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let words = "Die Zeiträume 2020-Q2 und 2020-Q3 sind nicht abgeschlossen, frühere aber schon.";
    assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
}

/// The first series of the trend of the fourth quarter: each period with its value.
fn trend(workspace: &Workspace) -> Vec<(String, Value)> {
    let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("a workspace");
    let wanted = Wanted::one(REIHE.to_owned(), None);
    let prepared = pipeline::prepare(&loaded, &Alphabet::all(), &wanted, TODAY.parse().expect("a day"));
    let data = prepared.papers.first().expect("the report").view_data();
    let elements = data["kapitel"].as_array().into_iter().flatten();
    let mut elements = elements.flat_map(|kapitel| kapitel["elemente"].as_array().into_iter().flatten());
    let picture = elements.find(|element| element["kind"] == "verlauf").expect("a trend");
    let names = picture["perioden"].as_array().into_iter().flatten();
    let values = picture["reihen"][0]["werte"].as_array().into_iter().flatten();
    names.zip(values).map(|(name, value)| (name.as_str().unwrap_or_default().to_owned(), value.clone())).collect()
}
