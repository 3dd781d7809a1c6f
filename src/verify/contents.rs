//! What a paper is typeset from, as bytes.

use serde_json::Value;

use crate::figures::Figure;
use crate::figures::export::{COLUMNS, row, to_json};
use crate::load;
use crate::model::Logoart;
use crate::paper::Paper;
use crate::publish::FileEntry;
use crate::tabular;
use crate::typeset::VIEW;

/// Where the templates find the Nachweis.
const NACHWEIS: &str = "/nachweis.json";

/// Where the templates find the other attached files.
const FILES: [&str; 2] = ["/figures.json", "/figures.csv"];

/// Where they find the logo of a paper that has one.
const LOGOS: [&str; 2] = [Logoart::Svg.pfad(), Logoart::Png.pfad()];

/// The view data of a paper and the files that are attached beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    view: Vec<u8>,
    files: Vec<(&'static str, Vec<u8>)>,
}

impl Contents {
    /// The contents of a paper; the same paper gives the same bytes.
    pub fn of(paper: &Paper) -> Self {
        let figures: Vec<&Figure> = paper.figures.iter().collect();
        let view = format!("{}\n", paper.view_data()).into_bytes();
        let json = one_in_each_line(&to_json(&figures)).into_bytes();
        // Writing into memory does not fail.
        let csv = tabular::csv_of(&COLUMNS, paper.figures.iter().map(row)).unwrap_or_default();
        let logo = paper.logo.as_ref().map(|logo| (logo.art.pfad(), logo.bytes.to_vec()));
        Self { view, files: FILES.into_iter().zip([json, csv]).chain(logo).collect() }
    }

    /// The names under which the files are attached.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        std::iter::once(VIEW).chain(FILES).chain(LOGOS).map(name)
    }

    /// The contents with names such as `figures.json`, as `find` gives them; the name of the first that it does not give.
    pub(super) fn gather(mut find: impl FnMut(&str) -> Option<Vec<u8>>) -> Result<Self, &'static str> {
        let mut gather = |path: &'static str| find(name(path)).ok_or(name(path));
        let view = gather(VIEW)?;
        let mut files: Vec<_> =
            FILES.into_iter().map(|path| gather(path).map(|bytes| (path, bytes))).collect::<Result<_, _>>()?;
        // A paper has one logo or none; one whose view data want another is not typeset. What no workspace could bring along
        // is not drawn here either: a PDF may come from anybody.
        let mut logo = |path: &'static str| find(name(path)).filter(|bytes| load::as_logo(name(path), bytes).is_some());
        files.extend(LOGOS.into_iter().map(|path| (path, logo(path))).filter_map(|(path, bytes)| Some((path, bytes?))));
        Ok(Self { view, files })
    }

    /// Name, size and hash of each, which the Nachweis holds.
    pub fn entries(&self) -> Vec<FileEntry> {
        let files = self.files.iter().map(|(path, bytes)| (*path, bytes));
        std::iter::once((VIEW, &self.view))
            .chain(files)
            .map(|(path, bytes)| FileEntry::new(name(path), bytes))
            .collect()
    }

    /// The content of the file with a name such as `figures.json`.
    pub(super) fn file(&self, wanted: &str) -> Option<&[u8]> {
        let files = self.files.iter().map(|(path, bytes)| (*path, bytes));
        let mut all = std::iter::once((VIEW, &self.view)).chain(files);
        all.find(|(path, _)| name(path) == wanted).map(|(_, bytes)| bytes.as_slice())
    }

    /// The logo.
    pub(super) fn logo(&self) -> Option<&[u8]> {
        LOGOS.into_iter().find_map(|path| self.file(name(path)))
    }

    /// What is attached with a Nachweis, as the engine takes it.
    pub fn attachments(&self, nachweis: Vec<u8>) -> Vec<(&'static str, Vec<u8>)> {
        self.files.iter().cloned().chain([(NACHWEIS, nachweis)]).collect()
    }

    /// The view data alone.
    pub fn into_view(self) -> Vec<u8> {
        self.view
    }

    /// The view data.
    pub fn view(&self) -> &[u8] {
        &self.view
    }
}

/// A list of figures with one in each line: as easy to hold against another as with a line for each value, and a third smaller, which
/// every export reads, hashes and packs.
fn one_in_each_line(figures: &Value) -> String {
    let lines = figures.as_array().into_iter().flatten().map(Value::to_string).collect::<Vec<_>>();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// The name under which a file is attached.
fn name(path: &'static str) -> &'static str {
    path.trim_start_matches('/')
}

/// The name under which the Nachweis is attached.
pub(super) fn nachweis() -> &'static str {
    name(NACHWEIS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_that_no_workspace_could_bring_along_is_not_taken_out_of_a_paper() {
        let logo_of = |svg: &'static str| {
            let find = |name: &str| match name {
                "logo.svg" => Some(svg.as_bytes().to_vec()),
                "logo.png" => None,
                _ => Some(b"{}".to_vec()),
            };
            Contents::gather(find).expect("all files").logo().is_some()
        };
        assert!(logo_of(r#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>"#));
        assert!(!logo_of(r#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>1</script></svg>"#));
    }
}
