//! Where a PDF differs from the one that its data give.

use std::collections::BTreeSet;
use std::fmt;

use super::object::Object;
use super::pdf::Pdf;

/// How many pages or files a message names.
const MOST_NAMED: usize = 10;

/// How a PDF differs from the one that its data give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfChange {
    /// The first byte that differs, from 0; the length of the shorter where it is the beginning of the other.
    pub at: usize,
    /// The number of the object in which that byte stands.
    pub object: Option<usize>,
    /// How long the PDF is.
    pub length: usize,
    /// How long it should be.
    pub expected: usize,
    /// The pages whose content differs, from 1.
    pub pages: Vec<usize>,
    /// The attached files that differ.
    pub files: Vec<String>,
}

/// The first difference of two PDFs, and what it touches; `None` where they are the same to the byte.
pub(super) fn compare(bytes: &[u8], pdf: &Pdf<'_>, expected: &[u8]) -> Option<PdfChange> {
    if bytes == expected {
        return None;
    }
    let at = bytes.iter().zip(expected).take_while(|(a, b)| a == b).count();
    let made = Pdf::open(expected).ok();
    Some(PdfChange {
        at,
        object: pdf.object_at(at),
        length: bytes.len(),
        expected: expected.len(),
        pages: made.as_ref().map(|made| pages(pdf, made)).unwrap_or_default(),
        files: made.as_ref().map(|made| files(pdf, made)).unwrap_or_default(),
    })
}

/// Whether a file that begins with a PDF shows the pages and carries the attachments of that PDF, as it does where somebody has signed it.
pub fn shows(bytes: &[u8], filed: &[u8]) -> bool {
    // What is no PDF shows nothing that could become another.
    let Ok(made) = Pdf::open(filed) else { return bytes.starts_with(filed) };
    Pdf::open(bytes).is_ok_and(|pdf| pages(&pdf, &made).is_empty() && files(&pdf, &made).is_empty())
}

fn pages(pdf: &Pdf<'_>, made: &Pdf<'_>) -> Vec<usize> {
    let (here, there) = (pdf.pages(), made.pages());
    (0..here.len().max(there.len())).filter(|page| here.get(*page) != there.get(*page)).map(|page| page + 1).collect()
}

fn files(pdf: &Pdf<'_>, made: &Pdf<'_>) -> Vec<String> {
    let (here, there) = (pdf.attachments(), made.attachments());
    let names: BTreeSet<&String> = here.keys().chain(there.keys()).collect();
    let content = |pdf: &Pdf<'_>, file: Option<&Object>| file.and_then(|file| pdf.packed(file)).map(<[u8]>::to_vec);
    let differs = |name: &&String| content(pdf, here.get(*name)) != content(made, there.get(*name));
    names.into_iter().filter(differs).cloned().collect()
}

impl PdfChange {
    /// Whether the whole paper is there, and something behind it.
    pub fn is_appended(&self) -> bool {
        self.at == self.expected
    }
}

impl fmt::Display for PdfChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, object, length, expected, pages, files } = self;
        if self.is_appended() {
            let more = length.saturating_sub(*expected);
            write!(
                f,
                "Das PDF wurde ergänzt: Hinter dem Papier, dessen {expected} Bytes unverändert sind, stehen weitere {more} \
                 Bytes, etwa eine Unterschrift, ein Stempel oder eine Anmerkung."
            )?;
        } else {
            let lengths = if length == expected {
                format!("von {length}")
            } else {
                format!("von {length}; das neu gebaute Papier hat {expected} Bytes")
            };
            let byte = format!("Byte {} {lengths}", at + 1);
            let place = match object {
                Some(number) => format!("im Objekt {number} ({byte})"),
                None => format!("bei {byte}"),
            };
            write!(
                f,
                "Das PDF wurde verändert: Aus den angehängten Daten entsteht ein anderes. Der erste Unterschied steht {place}."
            )?;
        }
        if !pages.is_empty() {
            let word = if pages.len() == 1 { "Anders ist Seite" } else { "Anders sind die Seiten" };
            write!(f, " {word} {}.", named(pages.iter()))?;
        }
        if !files.is_empty() {
            write!(f, " Andere Anhänge: {}.", named(files.iter()))?;
        }
        if pages.is_empty() && files.is_empty() && !self.is_appended() {
            f.write_str(
                " Die Inhalte der Seiten und die Anhänge sind gleich; anders sind etwa Anmerkungen, Schriften, \
                 Eigenschaften oder der Aufbau der Datei.",
            )?;
        }
        Ok(())
    }
}

/// The first of several, separated by commas.
fn named<T: ToString>(all: impl ExactSizeIterator<Item = T>) -> String {
    let more = if all.len() > MOST_NAMED { " und weitere" } else { "" };
    format!("{}{more}", all.take(MOST_NAMED).map(|one| one.to_string()).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_the_first_difference_is_a_sentence() {
        let change = |object| PdfChange { at: 9, object, length: 20, expected: 20, pages: vec![2], files: Vec::new() };
        let said = |object| change(object).to_string();
        assert!(said(None).contains("Der erste Unterschied steht bei Byte 10 von 20. Anders ist Seite 2."));
        assert!(said(Some(7)).contains("Der erste Unterschied steht im Objekt 7 (Byte 10 von 20)."));
    }
}
