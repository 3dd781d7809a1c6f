//! Packs the many small objects of a PDF, of which two thirds of a paper would else consist: structure elements and links.
//!
//! The engine writes each object by itself and a table with twenty bytes for every one. PDF 1.5 and both standards allow objects
//! that are no streams to stand together in a packed one (ISO 32000-1, 7.5.7), and the table to be packed too (7.5.8). What tells
//! pages, attachments and metadata stays as it is, so that they are found without unpacking anything.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// How the objects begin that are packed; lists are those of the structure, and places that links lead to.
const PACKED: [&[u8]; 4] = [b"<</Type/StructElem", b"<</Type/StructTreeRoot", b"<</Type/Annot", b"["];

/// How many objects stand together: a reader unpacks all of them for one.
const TOGETHER: usize = 500;

/// Bytes of an entry of the table: kind, place, and a position within what is packed.
const ENTRY: usize = 7;

/// A file with its small objects packed; `None` where it is not as the engine writes files.
pub(super) fn packed(pdf: &[u8]) -> Option<Vec<u8>> {
    let parts = Parts::of(pdf)?;
    let entries = vec![Entry::Free; parts.objects.len() + 1];
    let (small, kept): (Vec<_>, Vec<_>) = parts.objects.into_iter().partition(|(_, body)| is_small(body));
    let mut file = File { bytes: parts.head.to_vec(), entries };
    kept.iter().try_for_each(|(number, body)| file.object(*number, body))?;
    small.chunks(TOGETHER).try_for_each(|objects| file.together(objects))?;
    file.finish(parts.trailer)
}

fn is_small(body: &[u8]) -> bool {
    PACKED.iter().any(|start| body.starts_with(start)) && !body.ends_with(b"endstream")
}

/// What a file consists of as the engine writes it: one table, which names every object in the order of numbers.
struct Parts<'a> {
    head: &'a [u8],
    objects: Vec<(usize, &'a [u8])>,
    /// The entries of the trailer but for the number of objects.
    trailer: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(pdf: &'a [u8]) -> Option<Self> {
        let pdf = pdf.strip_suffix(b"\n%%EOF")?;
        let table = number(pdf.get(after_last(pdf, b"startxref\n")?..)?)?;
        let rest = pdf.get(table..)?.strip_prefix(b"xref\n0 ")?;
        let count = number(rest)?;
        let entries = rest.get(rest.iter().position(|byte| *byte == b'\n')? + 1..)?;
        let mut places = Vec::new();
        for at in 1..count {
            places.push((number(entries.get(at * 20..at * 20 + 10)?)?, at));
        }
        places.sort_unstable();
        let ends = places.iter().skip(1).map(|(start, _)| *start).chain([table]);
        let objects = places.iter().zip(ends).map(|((start, at), end)| Some((*at, body(pdf.get(*start..end)?, *at)?)));
        let trailer = entries.get(count * 20..)?.strip_prefix(b"trailer\n<</Size ")?;
        let (from, to) =
            (trailer.iter().position(|byte| *byte == b'/')?, after_last(trailer, b">>\nstartxref\n")? - 13);
        Some(Self {
            head: pdf.get(..places.first()?.0)?,
            objects: objects.collect::<Option<_>>()?,
            trailer: trailer.get(from..to)?,
        })
    }
}

/// What stands between `12 0 obj` and `endobj`.
fn body(object: &[u8], at: usize) -> Option<&[u8]> {
    let inner = object.strip_prefix(format!("{at} 0 obj\n").as_bytes())?;
    inner.trim_ascii_end().strip_suffix(b"\nendobj")
}

#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    Within { stream: usize, position: usize },
}

/// The file that is written, and where its objects stand.
struct File {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

impl File {
    fn object(&mut self, number: usize, body: &[u8]) -> Option<()> {
        *self.entries.get_mut(number)? = Entry::At(self.bytes.len());
        self.bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        self.bytes.extend_from_slice(body);
        self.bytes.extend_from_slice(b"\nendobj\n\n");
        Some(())
    }

    /// A new object; its number.
    fn stream(&mut self, dict: &str, content: &[u8]) -> Option<usize> {
        let number = self.entries.len();
        self.entries.push(Entry::Free);
        let mut body = format!("<<{dict}/Length {}/Filter/FlateDecode>>\nstream\n", content.len()).into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\nendstream");
        self.object(number, &body)?;
        Some(number)
    }

    /// Objects that stand together: first the number and the place of each, then their values.
    fn together(&mut self, objects: &[(usize, &[u8])]) -> Option<()> {
        let (mut index, mut values) = (String::new(), Vec::new());
        for (number, body) in objects {
            index.push_str(&format!("{number} {} ", values.len()));
            values.extend_from_slice(body);
            values.push(b'\n');
        }
        let first = index.len();
        let content = [index.as_bytes(), &values].concat();
        let dict = format!("/Type/ObjStm/N {}/First {first}", objects.len());
        let stream = self.stream(&dict, &deflated(&content)?)?;
        for (position, (number, _)) in objects.iter().enumerate() {
            *self.entries.get_mut(*number)? = Entry::Within { stream, position };
        }
        Some(())
    }

    /// The table, which is an object itself, and the end of the file.
    fn finish(mut self, trailer: &[u8]) -> Option<Vec<u8>> {
        let start = self.bytes.len();
        self.entries.push(Entry::At(start));
        let (size, trailer) = (self.entries.len(), std::str::from_utf8(trailer).ok()?);
        let mut rows: Vec<[u8; ENTRY]> = Vec::new();
        for entry in &self.entries {
            rows.push(row(*entry)?);
        }
        self.entries.pop();
        let dict = format!("/Type/XRef/Size {size}/W[1 4 2]/DecodeParms<</Predictor 12/Columns {ENTRY}>>{trailer}");
        self.stream(&dict, &deflated(&differences(&rows))?)?;
        self.bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
        Some(self.bytes)
    }
}

fn row(entry: Entry) -> Option<[u8; ENTRY]> {
    let (kind, place, position) = match entry {
        Entry::Free => (0, 0, u16::MAX.into()),
        Entry::At(place) => (1, place, 0),
        Entry::Within { stream, position } => (2, stream, position),
    };
    let [a, b, c, d] = u32::try_from(place).ok()?.to_be_bytes();
    let [e, f] = u16::try_from(position).ok()?.to_be_bytes();
    Some([kind, a, b, c, d, e, f])
}

/// Each row as what it adds to the one before, which packs better (ISO 32000-1, 7.4.4.4, predictor 12).
fn differences(rows: &[[u8; ENTRY]]) -> Vec<u8> {
    let before = std::iter::once(&[0; ENTRY]).chain(rows);
    let difference = |(row, before): (&[u8; ENTRY], &[u8; ENTRY])| {
        let bytes = row.iter().zip(before).map(|(byte, before)| byte.wrapping_sub(*before)).collect::<Vec<u8>>();
        [vec![2], bytes].concat()
    };
    rows.iter().zip(before).flat_map(difference).collect()
}

fn deflated(content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}

/// The whole number that bytes begin with.
fn number(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(bytes.get(..digits)?).ok()?.parse().ok()
}

fn after_last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word).map(|at| at + word.len())
}

#[cfg(test)]
mod tests {
    use lopdf::Document;

    use super::*;

    /// A file as the engine writes it, with so many structure elements.
    fn file(elements: usize) -> Vec<u8> {
        let mut bodies = vec!["<</Type/Catalog/Pages 2 0 R>>".into(), "<</Type/Pages/Kids[]/Count 0>>".into()];
        bodies.extend((0..elements).map(|at| format!("<</Type/StructElem/S/P/K[{at}]>>")));
        bodies.push("<</Length 3>>\nstream\n<</\nendstream".into());
        let (mut bytes, mut places) = (b"%PDF-1.7\n%\x80\x80\x80\x80\n\n".to_vec(), Vec::new());
        for (at, body) in bodies.iter().enumerate() {
            places.push(bytes.len());
            bytes.extend(format!("{} 0 obj\n{body}\nendobj\n\n", at + 1).bytes());
        }
        let table = bytes.len();
        bytes.extend(format!("xref\n0 {}\n0000000000 65535 f\r\n", places.len() + 1).bytes());
        bytes.extend(places.iter().flat_map(|place| format!("{place:010} 00000 n\r\n").into_bytes()));
        let end = format!("trailer\n<</Size {}/Root 1 0 R/ID[(a)(b)]>>\nstartxref\n{table}\n%%EOF", places.len() + 1);
        bytes.extend(end.bytes());
        bytes
    }

    #[test]
    fn a_reader_finds_the_same_objects_and_many_take_little_room() {
        for elements in [0, 1, TOGETHER, TOGETHER + 1, 70_000] {
            let plain = file(elements);
            let packed = packed(&plain).expect("a file of the engine");
            let (before, after) = (Document::load_mem(&plain).unwrap(), Document::load_mem(&packed).unwrap());
            for (id, object) in &before.objects {
                assert_eq!(after.objects.get(id), Some(object), "{elements} elements, object {id:?}");
            }
            assert_eq!(before.trailer.get(b"Root").unwrap(), after.trailer.get(b"Root").unwrap());
            assert_eq!(before.trailer.get(b"ID").unwrap(), after.trailer.get(b"ID").unwrap());
            assert!(
                elements < 100 || packed.len() * 6 < plain.len(),
                "{elements}: {} of {}",
                packed.len(),
                plain.len()
            );
        }
    }

    #[test]
    fn a_file_of_another_form_is_left_alone() {
        let whole = file(3);
        for length in 0..whole.len() {
            assert_eq!(packed(&whole[..length]), None, "{length}");
        }
    }
}
