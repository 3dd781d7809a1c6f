//! What a document says of itself beside its text.

use serde_json::Value;

use super::data::Data;

/// Title, author and footer of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// The title of the document.
    pub titel: String,
    /// Its author.
    pub verfasser: String,
    /// One sentence.
    pub beschreibung: String,
    /// Words to search for.
    pub schlagworte: Vec<String>,
    /// The day that it bears, `JJJJ-MM-TT`.
    pub datum: String,
    /// The municipality's name.
    pub koerperschaft: String,
    /// What stands in a band on each page; empty where it is no draft.
    pub vermerk: String,
    /// What stands at the foot of each page: the paper's name, and the day of printing.
    pub fuss: [String; 2],
}

/// What the document of a paper says of itself.
pub fn frame(view: &Value) -> Frame {
    let data = Data::of(view);
    let (dokument, fuss) = (data.get("dokument"), data.get("fuss"));
    let datum = dokument.get("datum");
    let [year, month, day] = ["jahr", "monat", "tag"].map(|name| datum.number(name));
    Frame {
        titel: dokument.text("titel"),
        verfasser: dokument.text("verfasser"),
        beschreibung: dokument.text("beschreibung"),
        schlagworte: dokument.texts("schlagworte").collect(),
        datum: format!("{year:04}-{month:02}-{day:02}"),
        koerperschaft: data.text("koerperschaft"),
        vermerk: data.text("vermerk"),
        fuss: ["links", "mitte"].map(|name| fuss.text(name)),
    }
}
