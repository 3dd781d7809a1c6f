//! The words of a paper, set plainly: what the same engine wants for them with the same fonts, without forms, tables and links.

use ratsbericht::typeset::{Asset, Engine, Job};
use serde_json::json;
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem};

/// The template of plain paragraphs.
const TEMPLATE: &str = r#"#let data = json("/data.json")
#set document(title: "Wörter", date: datetime(year: 2021, month: 4, day: 1))
#set page(paper: "a4", margin: (left: 25mm, right: 18mm, top: 22mm, bottom: 25mm))
#set text(font: ("Source Sans 3", "DejaVu Sans Mono"), fallback: false, size: 10.5pt, lang: "de", region: "DE")
#set par(justify: false, leading: 0.64em, spacing: 1.05em)
#for words in data.absaetze { par(words) }
"#;

/// What begins a paragraph of its own.
const BLOCKS: [&str; 6] = ["par", "heading", "cell", "item", "caption", "footnote"];

/// The engine that sets words.
pub(crate) fn engine(of: &Engine) -> Engine {
    let template = Asset { path: "woerter.typ".into(), bytes: TEMPLATE.as_bytes().into() };
    Engine::with(vec![template], of.fonts().to_vec()).unwrap_or_else(|error| panic!("{error}"))
}

/// How words are set.
pub(crate) fn job(view: &[u8]) -> Job<'_> {
    Job { template: "woerter.typ", ident: "woerter", view, attachments: &[], pictures: false }
}

/// Everything that stands on the pages of a paper, paragraph by paragraph, cell by cell.
pub(crate) fn of(engine: &Engine, job: Job<'_>) -> Vec<u8> {
    let document = engine.lay_out(job).unwrap_or_else(|error| panic!("{error}"));
    let mut paragraphs = vec![String::new()];
    document.pages().iter().for_each(|page| collect(&page.frame, &mut paragraphs));
    paragraphs.retain(|words| !words.is_empty());
    json!({ "absaetze": paragraphs }).to_string().into_bytes()
}

fn collect(frame: &Frame, paragraphs: &mut Vec<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, paragraphs),
            FrameItem::Tag(Tag::Start(content, _)) if BLOCKS.contains(&content.elem().name()) => {
                paragraphs.push(String::new());
            }
            FrameItem::Text(text) => {
                let words = paragraphs.last_mut().map(|words| (words.is_empty(), words));
                if let Some((is_first, words)) = words {
                    words.push_str(if is_first { "" } else { " " });
                    words.push_str(text.text.trim());
                }
            }
            _ => {}
        }
    }
}
