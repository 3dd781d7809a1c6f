//! Made-up papers on which a template is tried before it is used: one of each kind, with everything that one can hold, and one
//! with as little as can be.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::projektboard::NAME;
use super::sheet::Sheet;
use crate::typeset::{Drawing, DrawnPart, Pictures};

/// The papers and what their figures come from.
const SAMPLE: &str = include_str!("beispiel.json");

/// A made-up paper.
pub(super) struct Sample {
    view: Vec<u8>,
    origins: Value,
    pictures: Pictures,
}

impl Sample {
    /// The same as pages are made from.
    pub(super) fn sheet(&self) -> Sheet<'_> {
        let Self { view, origins, pictures } = self;
        Sheet { view, origins, pictures, logo: Some(("/logo.svg", b"<svg/>")), projektboard: Some("x.html") }
    }
}

/// The made-up papers.
pub(super) fn sheets() -> &'static [Sample] {
    static SHEETS: LazyLock<Vec<Sample>> = LazyLock::new(|| {
        let all: Value = serde_json::from_str(SAMPLE).unwrap_or_default();
        let papers = all["papiere"].as_array().cloned().unwrap_or_default();
        let others = [projektboard(&papers), uebersicht(&papers)];
        let part = DrawnPart { view: "0 0 9 9".into(), body: String::new() };
        let drawing = Drawing { alt: "Probe".into(), parts: vec![part] };
        let sample = |view: Value| Sample {
            view: view.to_string().into_bytes(),
            origins: all["herkunft"].clone(),
            pictures: Pictures { shared: String::new(), drawings: vec![drawing.clone(); 9] },
        };
        papers.into_iter().chain(others).map(sample).collect()
    });
    &SHEETS
}

/// The frame of a made-up paper around what only one kind of page has.
fn framed(papers: &[Value], name: &str, what: Value) -> Value {
    let frame = ["dokument", "gestaltung", "koerperschaft", "absender", "fuss"];
    let first = papers.first().cloned().unwrap_or_default();
    let frame = frame.into_iter().map(|name| (name.to_owned(), first[name].clone()));
    frame.chain([(name.to_owned(), what)]).collect::<serde_json::Map<_, _>>().into()
}

fn projektboard(papers: &[Value]) -> Value {
    let column = |art| json!({ "titel": "Probe", "art": art });
    let columns = ["text", "auswahl", "zahl", "datum", "ampel"].map(column);
    let figure = json!([{ "kennzahl": "probe", "text": "1" }]);
    let cells = json!(["Probe", { "text": "Probe", "zusatz": ["Probe"] }, figure, "–", "–"]);
    let board = json!({
        "titel": "Probe", "untertitel": "Probe", "hinweise": ["Probe"], "bericht": "probe", "anlage": "probe-anlage",
        "spalten": columns,
        "zeilen": [{ "blatt": "probe", "zellen": cells }, { "blatt": null, "zellen": cells }],
    });
    framed(papers, NAME, board)
}

fn uebersicht(papers: &[Value]) -> Value {
    let file = json!({ "form": "PDF", "name": "probe.pdf" });
    let row =
        |decided: Value| json!({ "titel": "Probe", "angaben": ["Probe"], "entscheidung": decided, "dateien": [file] });
    let rows = [row(json!("Probe")), row(Value::Null)];
    framed(papers, "uebersicht", json!({ "titel": "Probe", "gruppen": [{ "titel": "Probe", "zeilen": rows }] }))
}
