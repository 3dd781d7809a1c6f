//! What a PNG must be to stand in a paper: a picture, and nothing that unpacks to more than one.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

/// How every PNG begins.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The parts that a picture needs, and small ones that say how to show it. What is left out can be packed, as a profile
/// is, and unpack to a thousand times of its size.
const PARTS: [&[u8; 4]; 9] = [b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"pHYs", b"bKGD", b"tIME", b"sBIT"];

/// The most bytes of a plain note, such as the name of the program that wrote the file.
const LONGEST_NOTE: usize = 1024;

/// The most pixels on a side; unpacked the picture stays small.
const MOST_PIXELS: u32 = 2_000;

/// A part of the file.
struct Part<'a> {
    kind: &'a [u8; 4],
    data: &'a [u8],
}

impl<'a> Part<'a> {
    /// Takes the first part off some bytes; its checksum is left to who unpacks it.
    fn take(bytes: &mut &'a [u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk()?;
        let (kind, rest) = rest.split_first_chunk()?;
        let (data, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        let (_, rest) = rest.split_first_chunk::<4>()?;
        *bytes = rest;
        Some(Self { kind, data })
    }
}

/// Looks at a PNG, without unpacking more than a picture of its size holds.
///
/// # Errors
/// Says in German why it cannot stand in a paper.
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let no_png = || "Die Datei ist kein PNG.".to_owned();
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or_else(no_png)?;
    let head = Part::take(&mut rest).filter(|part| part.kind == b"IHDR").ok_or_else(no_png)?;
    let most = unpacked(head.data)?;
    let mut packed = Vec::new();
    loop {
        let Part { kind, data } = Part::take(&mut rest).ok_or_else(broken)?;
        match kind {
            b"IEND" => break,
            b"IHDR" => return Err(broken()),
            b"IDAT" => packed.extend_from_slice(data),
            b"tEXt" if data.len() <= LONGEST_NOTE => {}
            kind if PARTS.contains(&kind) => {}
            kind => return Err(foreign(kind)),
        }
    }
    if !rest.is_empty() {
        return Err("Hinter dem Ende des PNG stehen weitere Daten.".into());
    }
    // One byte more than there may be is enough to know.
    let mut unpacking = ZlibDecoder::new(packed.as_slice()).take(most + 1);
    match io::copy(&mut unpacking, &mut io::sink()) {
        Ok(length) if length <= most => Ok(()),
        Ok(_) => Err("Das PNG enthält mehr Daten, als es Bildpunkte hat.".into()),
        Err(_) => Err(broken()),
    }
}

/// How many bytes a picture unpacks to at most, by its head.
fn unpacked(head: &[u8]) -> Result<u64, String> {
    let (width, rest) = head.split_first_chunk().ok_or_else(broken)?;
    let (height, rest) = rest.split_first_chunk().ok_or_else(broken)?;
    let (width, height) = (u32::from_be_bytes(*width), u32::from_be_bytes(*height));
    let &[depth, colours, ..] = rest else { return Err(broken()) };
    if width.min(height) == 0 || width.max(height) > MOST_PIXELS {
        return Err(format!("Das Logo hat {width} × {height} Bildpunkte; erlaubt sind 1 bis {MOST_PIXELS} je Seite."));
    }
    let channels = match colours {
        0 | 3 => 1,
        2 => 3,
        4 => 2,
        6 => 4,
        _ => return Err(broken()),
    };
    if !matches!(depth, 1 | 2 | 4 | 8 | 16) {
        return Err(broken());
    }
    let row = 1 + (u64::from(width) * channels * u64::from(depth)).div_ceil(8);
    // Interlaced, the rows come in pieces, of which each has its own first byte.
    Ok(2 * u64::from(height) * row)
}

/// What is said of a part that a logo must not have.
fn foreign(kind: &[u8; 4]) -> String {
    let what = match kind {
        b"iCCP" | b"cICP" => "ein Farbprofil",
        b"tEXt" | b"zTXt" | b"iTXt" | b"eXIf" => "Metadaten",
        b"acTL" | b"fcTL" | b"fdAT" => "mehrere Bilder",
        _ => "weitere Angaben",
    };
    format!("Das PNG enthält {what} ({}), was in einem Logo nicht vorgesehen ist.", kind.escape_ascii())
}

fn broken() -> String {
    "Das PNG ist beschädigt oder nicht vollständig.".into()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn part(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [length.as_slice(), kind, data, &[0; 4]].concat()
    }

    fn zeros(count: usize) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![0; count]).unwrap();
        encoder.finish().unwrap()
    }

    /// A grey picture of 40 × 40 with more parts, and so many bytes of pixels.
    fn picture(parts: &[Vec<u8>], pixels: usize) -> Vec<u8> {
        let head = part(b"IHDR", &[0, 0, 0, 40, 0, 0, 0, 40, 8, 0, 0, 0, 0]);
        let (data, end) = (part(b"IDAT", &zeros(pixels)), part(b"IEND", &[]));
        [SIGNATURE, &head, &parts.concat(), &data, &end].concat()
    }

    #[test]
    fn a_picture_with_what_programs_add_is_accepted() {
        let small = [part(b"pHYs", &[0; 9]), part(b"sBIT", &[8]), part(b"tEXt", b"Software\0www.inkscape.org")];
        assert_eq!(check(&picture(&small, 40 * 41)), Ok(()));
    }

    #[test]
    fn what_unpacks_to_more_than_the_picture_is_refused() {
        let cases = [
            (picture(&[part(b"iCCP", &zeros(1 << 20))], 40 * 41), "ein Farbprofil (iCCP)"),
            (picture(&[part(b"zTXt", &zeros(1 << 20))], 40 * 41), "Metadaten (zTXt)"),
            (picture(&[part(b"tEXt", &[b'a'; 2000])], 40 * 41), "Metadaten (tEXt)"),
            (picture(&[part(b"acTL", &[0; 8])], 40 * 41), "mehrere Bilder (acTL)"),
            (picture(&[part(b"a\n<b", &[0; 8])], 40 * 41), "weitere Angaben (a\\n<b)"),
            (picture(&[], 1 << 20), "mehr Daten, als es Bildpunkte hat"),
            ([picture(&[], 40 * 41), b"<html>".to_vec()].concat(), "Hinter dem Ende"),
        ];
        for (bytes, part) in cases {
            let said = check(&bytes);
            assert!(said.as_ref().is_err_and(|why| why.contains(part)), "{part}: {said:?}");
        }
    }

    #[test]
    fn a_picture_that_ends_anywhere_is_refused() {
        let whole = picture(&[], 40 * 41);
        for end in 0..whole.len() {
            assert!(check(&whole[..end]).is_err(), "{end} of {}", whole.len());
        }
    }
}
