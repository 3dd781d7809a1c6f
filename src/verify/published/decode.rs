//! Bytes of a saved page as text.

use encoding_rs::{Encoding, WINDOWS_1252};

/// How many bytes a page has to name its encoding, as for browsers.
const HEAD: usize = 4096;

/// The text of a page: by its mark, as UTF-8 where it is that, by what it says of itself, or else as Windows has it.
pub(super) fn text(bytes: &[u8]) -> String {
    if Encoding::for_bom(bytes).is_none() && str::from_utf8(bytes).is_err() {
        let (text, _, _) = named(bytes).unwrap_or(WINDOWS_1252).decode(bytes);
        return text.into_owned();
    }
    let (text, _, _) = encoding_rs::UTF_8.decode(bytes);
    text.into_owned()
}

/// The encoding that a page names in its head.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_lowercase();
    let (_, label) = head.split_once("charset=")?;
    let label = label.trim_start_matches(['"', '\'', ' ']);
    let label = label.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':' | '.')).next()?;
    // What is no UTF-8 is none, whatever it says.
    Encoding::for_label(label.as_bytes()).filter(|named| *named != encoding_rs::UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_in_their_encoding() {
        assert_eq!(text("Für".as_bytes()), "Für");
        assert_eq!(text(b"\xef\xbb\xbfF\xc3\xbcr"), "Für");
        assert_eq!(text(b"\xff\xfeF\0\xfc\0r\0"), "Für");
        assert_eq!(text(b"F\xfcr 5 \x80"), "Für 5 €");
        assert_eq!(text(b"<meta charset=\"iso-8859-15\">F\xfcr 5 \xa4"), "<meta charset=\"iso-8859-15\">Für 5 €");
        assert_eq!(text(b"<meta charset=utf-8>F\xfcr"), "<meta charset=utf-8>Für");
    }
}
