//! How a run ended and how everything stands, in the text form of Prometheus, for a collector that reads files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use serde_json::Value;

/// How the text of every such file begins.
pub const BEGINNING: &str = "# HELP ratsbericht_";

/// How a run ended.
#[derive(Debug)]
pub struct Ran<'r> {
    /// Which part of all workspaces it was about: `0/1` for all.
    pub shard: &'r str,
    /// How many workspaces it was about.
    pub workspaces: usize,
    /// When it ended, in seconds since 1970.
    pub ended: i64,
    /// How long it took.
    pub took: Duration,
    /// When the last run began after which nobody had to do anything, in the workspace where that is longest ago; 0 where nobody
    /// knows, so that whoever looks how long ago it is hears of it.
    pub success: i64,
    /// Its exit code.
    pub code: u8,
    /// The version of the program.
    pub version: &'r str,
}

/// The values of a metric by their labels, as both are printed.
type Values = BTreeMap<String, String>;

/// The whole text; each workspace is as [`stand`](super::report::stand) tells it.
pub fn metrics(ran: &Ran<'_>, workspaces: &[Value]) -> String {
    let shard = ("shard", ran.shard);
    let own = |value: String| Values::from([(labels(&[shard]), value)]);
    let koerperschaft = |of: &'_ Value| of["koerperschaft"].as_str().unwrap_or_default().to_owned();
    let of_each = |number: fn(&Value) -> Option<i64>| {
        let labels = |of: &Value| labels(&[shard, ("koerperschaft", &koerperschaft(of))]);
        grouped(workspaces.iter().map(|of| (labels(of), number(of).unwrap_or_default())), |a, b| a + b)
    };
    let reports = || {
        let of = |of: &Value| of["berichte"].as_array().cloned().unwrap_or_default();
        workspaces.iter().flat_map(move |one| of(one).into_iter().map(move |report| (koerperschaft(one), report)))
    };
    let text = |report: &Value, field: &str| report[field].as_str().unwrap_or_default().to_owned();
    let states = reports().map(|(koerperschaft, report)| {
        let (reihe, zustand) = (text(&report, "bericht"), text(&report, "zustand"));
        (labels(&[shard, ("koerperschaft", &koerperschaft), ("reihe", &reihe), ("zustand", &zustand)]), 1)
    });
    let late = reports().map(|(koerperschaft, report)| {
        let days = report["ueberfaellig_tage"].as_i64().unwrap_or_default();
        (labels(&[shard, ("koerperschaft", &koerperschaft), ("reihe", &text(&report, "bericht"))]), days)
    });
    let took = format!("{}.{:03}", ran.took.as_secs(), ran.took.subsec_millis());
    let version = Values::from([(labels(&[shard, ("version", ran.version)]), "1".into())]);
    let all = [
        ("last_run_timestamp_seconds", "When the last run ended.", own(ran.ended.to_string())),
        (
            "last_success_timestamp_seconds",
            "When the last run began after which nobody had to do anything.",
            own(ran.success.to_string()),
        ),
        ("run_exit_code", "The exit code of the last run.", own(ran.code.to_string())),
        ("run_duration_seconds", "How long the last run took.", own(took)),
        ("workspaces", "How many workspaces the last run was about.", own(ran.workspaces.to_string())),
        ("reports", "Owed reports by state.", grouped(states, |a, b| a + b)),
        ("overdue_days", "Days since the deadline of the latest report of a series.", grouped(late, i64::max)),
        ("hooks_pending", "Messages that were not handed over yet.", of_each(|of| of["meldungen_offen"].as_i64())),
        ("journal_entries", "The number of the last entry.", of_each(|of| of["laufbuch"].as_i64())),
        ("build_info", "The program.", version),
    ];
    let mut printed = String::new();
    for (name, help, values) in all {
        // A string takes everything.
        let _ = writeln!(printed, "{BEGINNING}{name} {help}\n# TYPE ratsbericht_{name} gauge");
        for (labels, value) in values {
            let _ = writeln!(printed, "ratsbericht_{name}{labels} {value}");
        }
    }
    printed
}

/// One value for all that have the same labels: twice the same would spoil the whole file.
fn grouped(values: impl Iterator<Item = (String, i64)>, join: fn(i64, i64) -> i64) -> Values {
    let mut groups: BTreeMap<String, i64> = BTreeMap::new();
    for (labels, value) in values {
        groups.entry(labels).and_modify(|sum| *sum = join(*sum, value)).or_insert(value);
    }
    groups.into_iter().map(|(labels, value)| (labels, value.to_string())).collect()
}

fn labels(pairs: &[(&str, &str)]) -> String {
    let escaped = |value: &str| value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
    format!("{{{}}}", pairs.join(","))
}
