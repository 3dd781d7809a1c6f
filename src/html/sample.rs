//! Made-up papers on which a template is tried before it is used: one of each kind, with everything that one can hold, and one
//! with as little as can be.

use std::sync::LazyLock;

use serde_json::Value;

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
        Sheet { view, origins, pictures, logo: Some(("/logo.svg", b"<svg/>")) }
    }
}

/// The made-up papers.
pub(super) fn sheets() -> &'static [Sample] {
    static SHEETS: LazyLock<Vec<Sample>> = LazyLock::new(|| {
        let all: Value = serde_json::from_str(SAMPLE).unwrap_or_default();
        let papers = all["papiere"].as_array().cloned().unwrap_or_default();
        let part = DrawnPart { view: "0 0 9 9".into(), body: String::new() };
        let drawing = Drawing { alt: "Probe".into(), parts: vec![part] };
        let sample = |view: Value| Sample {
            view: view.to_string().into_bytes(),
            origins: all["herkunft"].clone(),
            pictures: Pictures { shared: String::new(), drawings: vec![drawing.clone(); 9] },
        };
        papers.into_iter().map(sample).collect()
    });
    &SHEETS
}
