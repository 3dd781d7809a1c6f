//! What a PDF that is an annex says of itself: whether everybody can read it.
//!
//! Nothing is unpacked but what the file calls its metadata, and of that a bounded part; programs that write PDF/UA leave it unpacked.

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::ZlibDecoder;
use regex::bytes::Regex;

use crate::source::byte_pattern;

/// Where a file must begin, and how much of its end must hold its mark, in bytes.
const HEAD: usize = 1024;
const TAIL: usize = 2048;

/// How many metadata are looked at, how far behind their name they begin, and how much of each is unpacked, in bytes.
const MOST: usize = 100;
const NEAR: usize = 400;
const UNPACKED: u64 = 1024 * 1024;

static LOCKED: LazyLock<Regex> = LazyLock::new(|| byte_pattern(r"/Encrypt\s*(\d|<<)"));
static METADATA: LazyLock<Regex> = LazyLock::new(|| byte_pattern(r"/Type\s*/Metadata"));
static STREAM: LazyLock<Regex> = LazyLock::new(|| byte_pattern(r"stream\r?\n"));
static ACCESSIBLE: LazyLock<Regex> = LazyLock::new(|| byte_pattern(r"pdfuaid:part"));

/// Why nobody can rely on a PDF being readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PdfDoubt {
    /// It does not begin or end as a PDF does.
    Broken,
    /// It is encrypted.
    Locked,
    /// It does not say that it is PDF/UA.
    Silent,
}

impl PdfDoubt {
    /// What is wrong, and what to do.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Broken => (
                "Die Anlage ist kein vollständiges PDF.",
                "Öffnen Sie die Datei, und speichern Sie sie im Ausgangsprogramm neu.",
            ),
            Self::Locked => (
                "Die Anlage ist verschlüsselt; Vorleseprogramme und Archive können daran scheitern.",
                "Speichern Sie sie ohne Kennwort und ohne Einschränkungen als PDF/UA.",
            ),
            Self::Silent => (
                "Die Anlage sagt nicht von sich, dass sie ein barrierefreies PDF (PDF/UA) ist.",
                "Speichern Sie sie im Ausgangsprogramm als PDF/UA; ein Scan braucht Texterkennung und Überschriften.",
            ),
        }
    }
}

/// What is in doubt about a PDF; `None` where it says that it is PDF/UA.
pub(super) fn doubt(bytes: &[u8]) -> Option<PdfDoubt> {
    let (head, tail) = (bytes.get(..HEAD).unwrap_or(bytes), bytes.get(bytes.len().saturating_sub(TAIL)..)?);
    if !has(head, b"%PDF-") || !has(tail, b"startxref") {
        return Some(PdfDoubt::Broken);
    }
    if LOCKED.is_match(bytes) {
        return Some(PdfDoubt::Locked);
    }
    let is_accessible =
        ACCESSIBLE.is_match(bytes) || METADATA.find_iter(bytes).take(MOST).any(|at| says(bytes, at.end()));
    (!is_accessible).then_some(PdfDoubt::Silent)
}

fn has(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

/// Whether packed metadata whose dictionary has its name before a place say it.
fn says(bytes: &[u8], at: usize) -> bool {
    let near = bytes.get(at..at.saturating_add(NEAR).min(bytes.len())).unwrap_or_default();
    let Some(packed) = STREAM.find(near).and_then(|stream| bytes.get(at + stream.end()..)) else { return false };
    let mut text = Vec::new();
    // What comes before a mistake in it counts.
    let _ = ZlibDecoder::new(packed).take(UNPACKED).read_to_end(&mut text);
    ACCESSIBLE.is_match(&text)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    #[test]
    fn a_pdf_says_itself_whether_it_is_accessible() {
        let pdf = |body: &[u8]| [b"%PDF-1.7\n".as_slice(), body, b"\nstartxref\n9\n%%EOF\n"].concat();
        let packed = |text: &[u8]| {
            let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
            packer.write_all(text).expect("memory");
            let packed = packer.finish().expect("memory");
            pdf(&[b"<< /Type /Metadata /Filter /FlateDecode >>\nstream\r\n".as_slice(), &packed].concat())
        };
        for (bytes, expected) in [
            (pdf(b"<pdfuaid:part>1</pdfuaid:part>"), None),
            (pdf(b"pdfuaid:part=\"2\""), None),
            (packed(b"<pdfuaid:part>1</pdfuaid:part>"), None),
            (packed(b"<pdfaid:part>3</pdfaid:part>"), Some(PdfDoubt::Silent)),
            (packed(&vec![b' '; 2 << 20]), Some(PdfDoubt::Silent)),
            (pdf(b"/Type/Metadata stream\n"), Some(PdfDoubt::Silent)),
            (pdf(b"trailer << /Encrypt 9 0 R >> pdfuaid:part"), Some(PdfDoubt::Locked)),
            (pdf(b"trailer << /Encrypt<</V 2>> >>"), Some(PdfDoubt::Locked)),
            (pdf(b"/EncryptMetadata true"), Some(PdfDoubt::Silent)),
            (b"%PDF-1.7\npdfuaid:part".to_vec(), Some(PdfDoubt::Broken)),
            (b"PK startxref".to_vec(), Some(PdfDoubt::Broken)),
            (Vec::new(), Some(PdfDoubt::Broken)),
        ] {
            assert_eq!(doubt(&bytes), expected, "{}", String::from_utf8_lossy(bytes.get(..80).unwrap_or(&bytes)));
        }
    }
}
