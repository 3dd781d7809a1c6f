//! The little of a PDF that is needed here: its attachments, its pages, and which objects differ.
//!
//! Papers are written with one table of objects, and only structure elements and links are packed, so they can be read by looking for
//! objects; of several with one number the last holds, as in a file to which somebody has appended. A general reader would unpack
//! what it meets, and a file of some kilobytes can unpack to gigabytes; here only attachments are unpacked, and counted.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::LazyLock;

use flate2::read::ZlibDecoder;
use regex::bytes::Regex;

use super::object::{Object, Parser};

/// The most bytes that an attachment may unpack to; that of the largest report has a twentieth of it.
pub(super) const LARGEST_ATTACHMENT: usize = 16 * 1024 * 1024;

/// How many objects are looked at; a report of a thousand pages has a hundred thousand.
const MOST_OBJECTS: usize = 1_000_000;

/// How many nodes the trees of pages and of names may have.
const MOST_NODES: usize = 20_000;

/// The head of an object: `12 0 obj`.
static HEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)(?:^|[\r\n ])(\d{1,9}) \d{1,5} obj\b"));

/// The program that a PDF names as its maker, in its uncompressed metadata.
static CREATOR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)<xmp:CreatorTool>([^<]{1,100})</xmp:CreatorTool>"));

/// A pattern for bytes, which is one of this program.
#[expect(clippy::expect_used, reason = "what is given stands above, and tests compile each pattern")]
fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

/// Why a file cannot be looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It does not begin as a PDF does.
    NoPdf,
    /// Its end, or an object that it needs, is missing.
    Damaged,
    /// It is encrypted.
    Encrypted,
    /// Objects are packed that are not in a paper: another program has written it.
    Packed,
}

/// A PDF whose objects were found.
pub(super) struct Pdf<'a> {
    bytes: &'a [u8],
    /// Where the value of each object begins.
    objects: BTreeMap<usize, usize>,
    catalog: Object,
    /// How many bytes may still be read as values; a file can have each of its objects hold all others.
    budget: Cell<usize>,
}

impl<'a> Pdf<'a> {
    /// Finds the objects of a PDF.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        if !bytes.starts_with(b"%PDF-") {
            return Err(Unreadable::NoPdf);
        }
        let heads = HEAD.captures_iter(bytes).take(MOST_OBJECTS);
        let objects = heads.filter_map(|found| {
            let number = std::str::from_utf8(found.get(1)?.as_bytes()).ok()?.parse().ok()?;
            Some((number, found.get(0)?.end()))
        });
        let budget = Cell::new(2 * bytes.len());
        let mut pdf = Self { bytes, objects: objects.collect(), catalog: Object::Other, budget };
        // A paper that was cut short has no such end.
        let is_packed =
            || last(bytes, b"startxref").is_some() && (contains(bytes, b"/XRef") || contains(bytes, b"/ObjStm"));
        let packed = || if is_packed() { Unreadable::Packed } else { Unreadable::Damaged };
        let trailer = pdf.trailer().ok_or_else(packed)?;
        if trailer.get("Encrypt").is_some() {
            return Err(Unreadable::Encrypted);
        }
        pdf.catalog = trailer.get("Root").and_then(|root| pdf.resolve(root)).ok_or_else(packed)?;
        Ok(pdf)
    }

    /// What names the catalog: the dictionary behind the table of objects, or that of the packed table itself.
    fn trailer(&self) -> Option<Object> {
        if let Some(at) = last(self.bytes, b"trailer") {
            return self.value(at);
        }
        let Object::Number(table) = self.value(last(self.bytes, b"startxref")?)? else { return None };
        // The file says where its table is; that may be anywhere.
        let before = table.checked_sub(1).filter(|before| *before < self.bytes.len())?;
        let head = HEAD.find_at(self.bytes, before).filter(|head| head.start() < table)?;
        self.value(head.end())
    }

    /// The attached files by name, packed.
    pub(super) fn attachments(&self) -> BTreeMap<String, Object> {
        let root = self.catalog.get("Names").and_then(|names| self.resolve(names));
        let tree = root.and_then(|names| names.get("EmbeddedFiles").cloned());
        let mut found = BTreeMap::new();
        for leaf in self.leaves(tree) {
            for pair in self.field(&leaf, "Names").iter().flat_map(|names| names.items().chunks_exact(2)) {
                if let [Object::Text(name), file] = pair
                    && let Some(stream) = self.embedded(file)
                {
                    found.insert(String::from_utf8_lossy(name).into_owned(), stream);
                }
            }
        }
        found
    }

    /// The packed content of each page, in their order.
    pub(super) fn pages(&self) -> Vec<Vec<&'a [u8]>> {
        let packed = |page: &Object| match page.get("Contents") {
            Some(Object::List(parts)) => parts.iter().filter_map(|part| self.packed(part)).collect(),
            Some(part) => self.packed(part).into_iter().collect(),
            None => Vec::new(),
        };
        self.leaves(self.catalog.get("Pages").cloned()).iter().map(packed).collect()
    }

    /// The number of the object that begins last before a position; what stands behind the objects belongs to none.
    pub(super) fn object_at(&self, at: usize) -> Option<usize> {
        let before = self.objects.iter().filter(|(_, start)| **start <= at);
        let (number, start) = before.max_by_key(|(_, start)| **start)?;
        let rest = self.bytes.get(*start..at)?;
        (!contains(rest, b"\nstartxref")).then_some(*number)
    }

    /// The packed content of a stream.
    pub(super) fn packed(&self, reference: &Object) -> Option<&'a [u8]> {
        self.stream(reference).map(|(_, content)| content)
    }

    /// The unpacked content of a stream; `None` where it cannot be unpacked, or is too large.
    pub(super) fn unpacked(&self, reference: &Object) -> Option<Vec<u8>> {
        let (dict, packed) = self.stream(reference)?;
        match dict.get("Filter") {
            None => (packed.len() <= LARGEST_ATTACHMENT).then(|| packed.to_vec()),
            Some(filter) if filter.is_name("FlateDecode") => unpack(packed),
            Some(filter) if matches!(filter.items(), [only] if only.is_name("FlateDecode")) => unpack(packed),
            Some(_) => None,
        }
    }

    /// The leaves of a tree, in their order: what has no `Kids`. No node is looked at twice.
    fn leaves(&self, root: Option<Object>) -> Vec<Object> {
        let (mut leaves, mut open, mut seen) = (Vec::new(), Vec::from_iter(root), BTreeSet::new());
        while let Some(node) = open.pop() {
            if matches!(node, Object::Reference(number) if !seen.insert(number)) || seen.len() > MOST_NODES {
                continue;
            }
            let Some(node) = self.resolve(&node) else { continue };
            match self.field(&node, "Kids") {
                Some(kids) => open.extend(kids.items().iter().rev().cloned()),
                None => leaves.push(node),
            }
        }
        leaves
    }

    /// The stream of an attached file's newest version.
    fn embedded(&self, file: &Object) -> Option<Object> {
        let versions = self.field(&self.resolve(file)?, "EF")?;
        versions.get("F").cloned()
    }

    /// The value under a key, or the object that it refers to.
    fn field(&self, parent: &Object, key: &str) -> Option<Object> {
        self.resolve(parent.get(key)?)
    }

    /// The value itself, or the object that it refers to; a reference to a reference is none.
    fn resolve(&self, object: &Object) -> Option<Object> {
        match object {
            Object::Reference(number) => self.value(*self.objects.get(number)?),
            other => Some(other.clone()),
        }
    }

    fn value(&self, at: usize) -> Option<Object> {
        self.parse(at, Parser::value)
    }

    /// The dictionary and the packed content of a stream.
    fn stream(&self, reference: &Object) -> Option<(Object, &'a [u8])> {
        let Object::Reference(number) = reference else { return None };
        let (dict, start) =
            self.parse(*self.objects.get(number)?, |parser| Some((parser.value()?, parser.stream()?)))?;
        let Some(Object::Number(length)) = self.field(&dict, "Length") else { return None };
        let content = self.bytes.get(start..start.checked_add(length)?)?;
        Some((dict, content))
    }

    /// Reads at a position, within the budget.
    fn parse<T>(&self, at: usize, read: impl FnOnce(&mut Parser<'a>) -> Option<T>) -> Option<T> {
        let end = at.saturating_add(self.budget.get()).min(self.bytes.len());
        let mut parser = Parser::new(self.bytes.get(..end)?, at);
        let value = read(&mut parser);
        self.budget.set(self.budget.get().saturating_sub(parser.position().saturating_sub(at)));
        value
    }
}

/// The program that a PDF names as its maker.
pub(super) fn creator(bytes: &[u8]) -> Option<String> {
    let found = CREATOR.captures_iter(bytes).last()?;
    Some(String::from_utf8_lossy(found.get(1)?.as_bytes()).into_owned())
}

/// Unpacks, up to the largest attachment.
fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let mut decoder = ZlibDecoder::new(packed).take(LARGEST_ATTACHMENT as u64 + 1);
    decoder.read_to_end(&mut content).ok()?;
    (content.len() <= LARGEST_ATTACHMENT).then_some(content)
}

/// The end of the last occurrence of a word.
fn last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word).map(|at| at + word.len())
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
