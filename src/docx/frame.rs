//! What a document has beside its text: who wrote it, header and footer, and which part is which.

use super::xml::escaped;
use crate::plain::Frame;

/// How every part begins.
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The name space of the text.
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The kinds of the parts.
pub(super) const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

/// Which part is the text, and which the properties.
pub(super) const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="text" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="angaben" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

/// The settings of a document of today's Word.
pub(super) const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:defaultTabStop w:val="709"/><w:autoHyphenation/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="de-DE"/></w:settings>"#;

/// The page: A4, with header and footer.
pub(super) const PAGE: &str = r#"<w:sectPr><w:headerReference w:type="default" r:id="kopf"/><w:footerReference w:type="default" r:id="fuss"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1134" w:left="1418" w:header="709" w:footer="567" w:gutter="0"/></w:sectPr>"#;

/// How a part of the text begins whose element has this name.
pub(super) fn head(element: &str) -> String {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    format!("{XML}<w:{element} xmlns:w=\"{WORD}\" xmlns:r=\"{relations}\">")
}

/// What the document says of itself; its time is the day of the paper.
pub(super) fn properties(frame: &Frame) -> String {
    let Frame { titel, verfasser, beschreibung, schlagworte, datum, .. } = frame;
    let [titel, verfasser, beschreibung, words] =
        [titel, verfasser, beschreibung, &schlagworte.join(", ")].map(|text| escaped(text));
    let moment = |name: &str| format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{datum}T00:00:00Z</dcterms:{name}>");
    let (created, modified) = (moment("created"), moment("modified"));
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{titel}</dc:title>\
         <dc:creator>{verfasser}</dc:creator><cp:keywords>{words}</cp:keywords>\
         <dc:description>{beschreibung}</dc:description>{created}{modified}<dc:language>de-DE</dc:language>\
         </cp:coreProperties>"
    )
}

/// The parts that belong to the text, and where its links lead, by their names.
pub(super) fn relations_of_text<'l>(links: impl Iterator<Item = (String, &'l str)>) -> String {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let own = [
        ("fuss", "footer", "footer1"),
        ("kopf", "header", "header1"),
        ("listen", "numbering", "numbering"),
        ("einstellungen", "settings", "settings"),
        ("formate", "styles", "styles"),
    ];
    let own = own
        .into_iter()
        .map(|(id, kind, name)| format!("<Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{name}.xml\"/>"));
    let links = links.map(|(id, address)| {
        let address = escaped(address);
        format!("<Relationship Id=\"{id}\" Type=\"{office}/hyperlink\" Target=\"{address}\" TargetMode=\"External\"/>")
    });
    let all: String = own.chain(links).collect();
    format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

/// The head of each page: whose paper it is, and that it is a draft.
pub(super) fn header(frame: &Frame) -> String {
    let (who, draft) = (text(&frame.koerperschaft), text(&frame.vermerk));
    let draft = if frame.vermerk.is_empty() { draft } else { format!("{TAB}{draft}") };
    format!("{}{}{who}{draft}</w:p></w:hdr>", head("hdr"), begin("Header"))
}

/// The foot of each page: the paper and the page, below them the day of printing.
pub(super) fn footer(frame: &Frame) -> String {
    let [paper, day] = frame.fuss.each_ref().map(|words| text(words));
    let [page, pages] = ["PAGE", "NUMPAGES"]
        .map(|field| format!("<w:fldSimple w:instr=\" {field} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"));
    let (head, begin) = (head("ftr"), begin("Footer"));
    let number = format!("{}{page}{}{pages}", text("Seite "), text(" von "));
    format!("{head}{begin}{paper}{TAB}{number}</w:p>{begin}{day}</w:p></w:ftr>")
}

const TAB: &str = "<w:r><w:tab/></w:r>";

fn begin(style: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>")
}

fn text(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(words))
}
