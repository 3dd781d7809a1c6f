//! Lists: bullets, and numbers that begin where they begin in print.

use super::body::{NumberedList, indent};
use super::frame::head;

/// How many levels a list has.
const LEVELS: usize = 9;

/// The largest number that Word begins with.
const LARGEST: u64 = 32_767;

/// The kinds of lists: bullets, numbers with a full stop, numbers with a bracket.
const KINDS: [(&str, &str); 3] = [("bullet", "•"), ("decimal", "."), ("decimal", ")")];

/// The part that says how lists are numbered: each numbered one by itself.
pub(super) fn numbering(lists: &[NumberedList]) -> String {
    let kinds: String = KINDS.iter().enumerate().map(|(at, (format, sign))| kind(at, format, sign)).collect();
    let own = lists.iter().enumerate().map(|(at, list)| {
        let NumberedList { first, behind, level } = list;
        let kind = if *behind == ')' { 2 } else { 1 };
        let start = format!("<w:startOverride w:val=\"{}\"/>", (*first).min(LARGEST));
        let start = format!("<w:lvlOverride w:ilvl=\"{level}\">{start}</w:lvlOverride>");
        let id = NumberedList::id(at);
        format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/>{start}</w:num>")
    });
    let own: String = own.collect();
    let bullets = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    format!("{}{kinds}{bullets}{own}</w:numbering>", head("numbering"))
}

/// A kind of list with its levels.
fn kind(at: usize, format: &str, sign: &str) -> String {
    let level = |level: usize| {
        let text = if format == "bullet" { sign.to_owned() } else { format!("%{}{sign}", level + 1) };
        let place = format!("<w:ind w:left=\"{}\" w:hanging=\"425\"/>", indent(level));
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr>{place}</w:pPr></w:lvl>"
        )
    };
    let levels: String = (0..LEVELS).map(level).collect();
    format!("<w:abstractNum w:abstractNumId=\"{at}\"><w:multiLevelType w:val=\"multilevel\"/>{levels}</w:abstractNum>")
}
