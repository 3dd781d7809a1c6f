//! Which elements of a document are known: what is none of these could be words, and is never passed over in silence.

/// Notes on how something was before it was changed, which nobody has accepted or refused.
const CHANGES: [&str; 9] = [
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
];

/// What shows nothing: marks between words, what boxes of forms say of themselves, and where pages ended.
const MARKS: [&str; 18] = [
    "sdtPr",
    "sdtEndPr",
    "smartTagPr",
    "customXmlPr",
    "proofErr",
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "permStart",
    "permEnd",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "lastRenderedPageBreak",
    "annotationRef",
    "background",
];

/// What only holds other elements.
const WRAPPERS: [&str; 12] = [
    "document",
    "body",
    "sdt",
    "sdtContent",
    "smartTag",
    "customXml",
    "bdo",
    "dir",
    "AlternateContent",
    "Choice",
    "Fallback",
    "hyperlink",
];

/// What has its own place in the reading: blocks, words, and what is said of them.
const READ: [&str; 42] = [
    "p",
    "tbl",
    "tblPr",
    "tblPrEx",
    "tblGrid",
    "tr",
    "trPr",
    "tc",
    "tcPr",
    "sectPr",
    "altChunk",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "pPr",
    "r",
    "rPr",
    "fldSimple",
    "oMath",
    "oMathPara",
    "t",
    "instrText",
    "delText",
    "delInstrText",
    "drawing",
    "pict",
    "object",
    "fldChar",
    "fldData",
    "tab",
    "ptab",
    "noBreakHyphen",
    "softHyphen",
    "br",
    "cr",
    "sym",
    "footnoteReference",
    "endnoteReference",
    "commentReference",
    "footnoteRef",
    "endnoteRef",
];

/// Whether an element tells of a change that is not settled.
pub(super) fn is_change(name: &str) -> bool {
    CHANGES.contains(&name)
}

/// Whether an element shows nothing wherever it stands.
pub(super) fn is_mark(name: &str) -> bool {
    let of_custom_xml = name.starts_with("customXml") && (name.ends_with("RangeStart") || name.ends_with("RangeEnd"));
    of_custom_xml || MARKS.contains(&name)
}

/// Whether an element only holds others.
pub(super) fn is_wrapper(name: &str) -> bool {
    WRAPPERS.contains(&name)
}

/// Whether the reading knows what an element says.
pub(super) fn is_known(name: &str) -> bool {
    is_change(name) || is_mark(name) || is_wrapper(name) || READ.contains(&name)
}

/// Whether what an element holds is no text of paragraphs, and known as a whole.
pub(super) fn is_whole(name: &str) -> bool {
    matches!(name, "pPr" | "rPr" | "tblPr" | "tblPrEx" | "tblGrid" | "trPr" | "tcPr" | "sectPr" | "fldChar")
        || matches!(name, "drawing" | "pict" | "object" | "oMath" | "oMathPara" | "sdtPr")
}
