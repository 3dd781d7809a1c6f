//! What a font claims to hold, counted before anything reads it: few bytes can name billions of characters.

/// The most characters that the tables of a file name; one with all of Unicode in each of three tables has fewer.
const MOST_CHARACTERS: u64 = 4_000_000;

/// The most fonts in one file.
const MOST_FACES: usize = 64;

/// Why a font is not read; `None` where nothing is too much, and where it is no font.
pub fn excess(font: &[u8]) -> Option<&'static str> {
    const MUCH: &str = "Die Schrift nennt mehr Zeichen oder Schnitte, als es gibt.";
    const CUT: &str = "Die Schrift ist beschädigt: Ihre Tabellen nennen mehr, als die Datei enthält.";
    let faces = match font.get(..4)? {
        b"ttcf" => {
            let count = number(font, 8, 4)?;
            if count > MOST_FACES {
                return Some(MUCH);
            }
            (0..count).map(|face| number(font, 12 + 4 * face, 4)).collect::<Option<Vec<_>>>()
        }
        [0, 1, 0, 0] | b"true" | b"OTTO" => Some(vec![0]),
        _ => return None,
    };
    let mut characters = 0_u64;
    for face in faces.unwrap_or_default() {
        for table in 0..number(font, face + 4, 2).unwrap_or_default() {
            let record = face + 12 + 16 * table;
            let Some(content) = table_at(font, record) else { return Some(CUT) };
            if font.get(record..record + 4) == Some(b"cmap") {
                let Some(named) = named(content) else { return Some(CUT) };
                characters = characters.saturating_add(named);
            }
        }
    }
    (characters > MOST_CHARACTERS).then_some(MUCH)
}

/// The table of a record; `None` where it lies outside the file.
fn table_at(font: &[u8], record: usize) -> Option<&[u8]> {
    let (start, length) = (number(font, record + 8, 4)?, number(font, record + 12, 4)?);
    font.get(start..start.checked_add(length)?)
}

/// How many characters a `cmap` names; `None` where it claims to hold more than it does.
fn named(cmap: &[u8]) -> Option<u64> {
    let mut all = 0_u64;
    for record in 0..number(cmap, 2, 2)? {
        let subtable = cmap.get(number(cmap, 8 + 8 * record, 4)?..)?;
        all = all.saturating_add(of_subtable(subtable)?);
        // Each of the many tables may be the same, so that reading on would take long.
        if all > MOST_CHARACTERS {
            break;
        }
    }
    Some(all)
}

/// How many characters a part of a `cmap` names, by its format.
fn of_subtable(table: &[u8]) -> Option<u64> {
    let small = |at| number(table, at, 2).map(|count| count as u64);
    match number(table, 0, 2)? {
        0 => Some(256),
        4 => {
            let segments = number(table, 6, 2)? / 2;
            let length = |segment: usize| {
                let (end, start) = (small(14 + 2 * segment)?, small(16 + 2 * (segments + segment))?);
                Some((end + 1).saturating_sub(start))
            };
            (0..segments).map(length).sum()
        }
        6 => small(8),
        10 => number(table, 16, 4).map(|count| count as u64),
        8 => groups(table.get(8_204..)?),
        12 | 13 => groups(table.get(12..)?),
        14 => Some(0),
        _ => Some(65_536),
    }
}

/// How many characters the groups name that follow their number.
fn groups(table: &[u8]) -> Option<u64> {
    let count = number(table, 0, 4)?;
    let groups = table.get(4..4_usize.checked_add(count.checked_mul(12)?)?)?;
    let length = |group: &[u8]| Some((number(group, 4, 4)? as u64 + 1).saturating_sub(number(group, 0, 4)? as u64));
    groups.chunks_exact(12).map(length).sum()
}

/// A number of some bytes, the first counting most.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::Engine;

    /// A font of one table.
    fn font(tag: &[u8; 4], length: usize, content: &[u8]) -> Vec<u8> {
        let head = [&[0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], tag.as_slice(), &[0; 4], &28_u32.to_be_bytes()].concat();
        [head, u32::try_from(length).unwrap().to_be_bytes().to_vec(), content.to_vec()].concat()
    }

    /// A font whose characters are named by these parts, each as often as it says.
    fn mapped(parts: &[(u16, Vec<u8>)]) -> Vec<u8> {
        let count: u16 = parts.iter().map(|(times, _)| times).sum();
        let mut at = 4 + 8 * usize::from(count);
        let mut records = [&[0, 0], count.to_be_bytes().as_slice()].concat();
        for (times, part) in parts {
            let record = [&[0, 3, 0, 10], u32::try_from(at).unwrap().to_be_bytes().as_slice()].concat();
            records.extend(record.repeat(usize::from(*times)));
            at += part.len();
        }
        let content = [records, parts.iter().flat_map(|(_, part)| part.clone()).collect()].concat();
        font(b"cmap", content.len(), &content)
    }

    /// Groups from one character to another, in format 12 or 13.
    fn grouped(format: u8, count: u32, groups: &[[u32; 2]]) -> Vec<u8> {
        let head = [&[0, format, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], count.to_be_bytes().as_slice()].concat();
        let group = |[from, to]: &[u32; 2]| [from.to_be_bytes(), to.to_be_bytes(), [0; 4]].concat();
        [head, groups.iter().flat_map(group).collect()].concat()
    }

    #[test]
    fn the_embedded_fonts_hold_what_they_say() {
        for asset in Engine::new().unwrap().fonts() {
            assert_eq!(excess(&asset.bytes), None, "{}", asset.path);
        }
    }

    #[test]
    fn more_characters_than_there_are_is_too_much_in_every_format() {
        let all = |format| grouped(format, 1, &[[0, 0xFFFF_FFFE]]);
        let segments = |count: u16| {
            let end = 0xFFFF_u16.to_be_bytes().repeat(usize::from(count));
            [
                &[0, 4, 0, 0, 0, 0],
                (2 * count).to_be_bytes().as_slice(),
                &[0; 6],
                &end,
                &[0; 2],
                &[0].repeat(usize::from(count) * 6),
            ]
            .concat()
        };
        let unicode = grouped(12, 1, &[[0, 0x10_FFFF]]);
        for font in [
            mapped(&[(1, all(12))]),
            mapped(&[(1, all(13))]),
            mapped(&[(1, grouped(12, 90, &[[0, 0x10_FFFF]; 90]))]),
            mapped(&[(1, segments(100))]),
            mapped(&[(60_000, unicode.clone())]),
            [b"ttcf\0\x01\0\0\0\x01\0\0".as_slice(), &[0; 12].repeat(100)].concat(),
        ] {
            assert!(excess(&font).is_some_and(|why| why.contains("als es gibt")), "{} bytes", font.len());
        }
        assert_eq!(excess(&mapped(&[(2, unicode), (1, segments(2))])), None);
    }

    #[test]
    fn what_the_file_does_not_hold_is_damage() {
        for font in [mapped(&[(1, grouped(12, 1_000, &[[0, 9]]))]), font(b"glyf", 1_000, &[0; 9])] {
            assert!(excess(&font).is_some_and(|why| why.contains("beschädigt")));
        }
        for other in [b"".as_slice(), b"keine Schrift", &font(b"glyf", 9, &[0; 9])] {
            assert_eq!(excess(other), None);
        }
    }
}
