//! Source files and places in them.

/// Index of a file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// A half-open range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A range of bytes in `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Self { file, start, end: end.max(start) }
    }

    /// The range `start..end`, counted from the start of this one.
    pub fn within(self, start: usize, end: usize) -> Self {
        Self::new(self.file, self.start + start, self.start + end)
    }
}

/// One file of the workspace as it was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path below the workspace, with `/` on every system.
    pub path: String,
    /// The bytes, for the hash in the manifest.
    pub bytes: Vec<u8>,
    /// The bytes as text; empty where they are none.
    pub text: String,
    /// Name of the paper whose folder holds the file; `None` for what all papers share.
    pub paper: Option<String>,
}

/// A place that a person can find: `daten/projekte.json:14:7`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path below the workspace.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// All files that were read, in the order of reading.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Takes a file in and returns its id.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() - 1)
    }

    /// The file behind an id; ids come from [`Sources::add`] only, so it exists.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0]
    }

    /// All files, in the order of reading.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The line and column where a range starts.
    pub fn place(&self, span: Span) -> Place {
        let file = self.file(span.file);
        let mut start = span.start.min(file.text.len());
        while !file.text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &file.text[..start];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Place {
            path: file.path.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The source text of a range; empty where the range lies outside the file.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.start..span.end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = Sources::default();
        let text = "a\näöü x".to_owned();
        let id = sources.add(SourceFile { path: "t".into(), bytes: vec![], text, paper: None });
        let at = sources.place(Span::new(id, 9, 10));
        assert_eq!((at.line, at.column), (2, 5));
    }
}
