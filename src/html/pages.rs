//! Pages of papers, from the embedded templates and those that a workspace has in their place.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, Error, State};
use serde_json::json;

use super::environment::environment;
use super::sheet::Sheet;
use super::{blocks, figure_links, head, places, projektboard, refresh, sample, view};
use crate::text::TemplateFault;
use crate::typeset::{Asset, Pictures, embedded_in};

/// The folder of the templates.
const FOLDER: &str = "html/";

/// The template that holds all others.
const PAGE: &str = "html/seite.html";

/// The style sheet, which is no template.
const STYLE: &str = "html/stil.css";

/// The part of the page for handing over a paper: what no workspace replaces.
const UEBERGABE: (&str, &str) = ("html/uebergabe.html", include_str!("uebergabe.html"));

/// What that page has behind the style sheet, and its script.
const UEBERGABE_STYLE: &str = include_str!("uebergabe.css");
const UEBERGABE_SCRIPT: &str = include_str!("uebergabe.js");

/// Fuel of a page: what any page has, and more for each byte of its view data and each line of its entries. One instruction costs
/// one, and so do 64 bytes that are written or put together, so this bounds memory, too.
const FUEL: (u64, u64, u64) = (200_000, 2, 200);

/// The embedded templates of pages, and their style sheet, sorted by path.
pub fn templates() -> &'static [Asset] {
    static EMBEDDED: OnceLock<Vec<Asset>> = OnceLock::new();
    // A script is ours, whatever a workspace brings along.
    EMBEDDED.get_or_init(|| embedded_in(FOLDER).into_iter().filter(|asset| !asset.path.ends_with(".js")).collect())
}

/// Why a page cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFault {
    /// The template that fails.
    pub template: String,
    /// Where in it, and why.
    pub fault: TemplateFault,
}

/// Makes pages. The templates are read once, when the first page is made.
#[derive(Debug, Default)]
pub struct Pages {
    own: Vec<Asset>,
    read: OnceLock<Result<Environment<'static>, PageFault>>,
}

impl Pages {
    /// Pages with templates of a workspace in place of the embedded ones of their names.
    pub fn with(own: Vec<Asset>) -> Self {
        Self { own, read: OnceLock::new() }
    }

    /// The templates that are not embedded, or not as they are here.
    pub fn own(&self) -> impl Iterator<Item = &Asset> {
        self.own.iter().filter(|own| !templates().contains(own))
    }

    /// What is wrong with a template of a workspace, tried on made-up papers.
    pub fn fault(own: &Asset) -> Option<PageFault> {
        let pages = Self::with(vec![own.clone()]);
        sample::sheets().iter().find_map(|sheet| pages.page(sheet.sheet()).err())
    }

    /// The page of a paper.
    ///
    /// # Errors
    /// When a template fails, which no data can cause where it is an embedded one.
    pub fn page(&self, sheet: Sheet<'_>) -> Result<String, PageFault> {
        let given = view::given(&sheet).unwrap_or_default();
        let script = given.contains_key(projektboard::NAME).then_some(projektboard::SCRIPT);
        self.filled(given, fuel(&sheet), &self.source(STYLE), script)
    }

    /// A page without pictures and origins, from its view data alone.
    ///
    /// # Errors
    /// As [`Pages::page`].
    pub fn alone(&self, view: &[u8], logo: Option<(&str, &[u8])>) -> Result<String, PageFault> {
        let (origins, pictures) = (json!({ "eintraege": [] }), Pictures::default());
        self.page(Sheet { view, origins: &origins, pictures: &pictures, logo, projektboard: None })
    }

    /// The page for handing over a paper, with sections that are HTML of so many bytes.
    pub(super) fn handover(&self, view: &[u8], sections: Value, size: usize) -> Result<String, PageFault> {
        let (origins, pictures) = (json!({ "eintraege": [] }), Pictures::default());
        let sheet = Sheet { view, origins: &origins, pictures: &pictures, logo: None, projektboard: None };
        let mut given = view::given(&sheet).unwrap_or_default();
        given.insert("abschnitte".into(), sections);
        let fuel = fuel(&sheet).saturating_add(u64::try_from(size).unwrap_or(u64::MAX));
        self.filled(given, fuel, &(self.source(STYLE) + UEBERGABE_STYLE), Some(UEBERGABE_SCRIPT))
    }

    /// The page of what is given for it.
    fn filled(
        &self,
        given: BTreeMap<String, Value>,
        fuel: u64,
        style: &str,
        script: Option<&str>,
    ) -> Result<String, PageFault> {
        let read = self.read.get_or_init(|| self.environment()).as_ref().map_err(Clone::clone)?;
        // Copies share the templates.
        let mut environment = read.clone();
        environment.set_fuel(Some(fuel));
        let accent = given.get("gestaltung").and_then(|design| design.get_attr("akzentfarbe").ok());
        let accent = accent.map(|accent| accent.to_string()).unwrap_or_default();
        let filled = environment.get_template(PAGE).and_then(|page| page.render(given));
        let body = filled.map_err(|error| self.fault_of(&error))?;
        match refresh::fault(&body, &self.own, PAGE) {
            Some((template, fault)) => Err(PageFault { template, fault }),
            None => Ok(head::beginning(style, &accent, script) + &body),
        }
    }

    fn environment(&self) -> Result<Environment<'static>, PageFault> {
        let mut environment = environment(FUEL.0, figure_links::written);
        environment.add_function("fliesstext", running_text);
        environment.add_function("gedruckt", |state: &mut State<'_, '_>, id: &str| figure_links::is_printed(state, id));
        environment.add_filter("inhalt", figure_links::content);
        environment.add_filter("klartext", figure_links::plain);
        environment.add_filter("marke", figure_links::name);
        environment.add_filter("hat", has);
        environment.add_filter("adresse", |name: &str| places::address(name));
        // A line of a template with a statement alone leaves no line on the page.
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.map_err(|error| self.fault_of(&error))?);
        for template in templates().iter().filter(|template| template.path != STYLE) {
            let (name, source) = (template.path.to_string(), self.source(&template.path));
            if let Some(fault) = TemplateFault::too_deep(&source) {
                return Err(PageFault { template: name, fault });
            }
            let added = environment.add_template_owned(name, source);
            added.map_err(|error| self.fault_of(&error))?;
        }
        let added = environment.add_template(UEBERGABE.0, UEBERGABE.1);
        added.map_err(|error| self.fault_of(&error))?;
        Ok(environment)
    }

    /// The content of a template.
    fn source(&self, name: &str) -> String {
        let own = self.own.iter().find(|own| own.path == name);
        let asset = own.or_else(|| templates().iter().find(|template| template.path == name));
        asset.map(|asset| String::from_utf8_lossy(&asset.bytes).into_owned()).unwrap_or_default()
    }

    /// The fault behind an error, in the innermost of the templates that lead to it.
    fn fault_of(&self, error: &Error) -> PageFault {
        let mut innermost = error;
        while let Some(inner) = innermost.source().and_then(|source| source.downcast_ref::<Error>()) {
            innermost = inner;
        }
        let template = innermost.name().or(error.name()).unwrap_or(PAGE).to_owned();
        let fault = TemplateFault::of(innermost, &self.source(&template), &view::NAMES);
        PageFault { template, fault }
    }
}

/// What a page may cost.
fn fuel(sheet: &Sheet<'_>) -> u64 {
    let entries = sheet.origins["eintraege"].as_array().map(Vec::as_slice).unwrap_or_default();
    let lines = |entry: &serde_json::Value| 1 + entry["glieder"].as_array().map_or(0, Vec::len);
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let lines = count(entries.iter().map(lines).sum());
    FUEL.0.saturating_add(FUEL.1.saturating_mul(count(sheet.view.len()))).saturating_add(FUEL.2.saturating_mul(lines))
}

/// A text as HTML.
fn running_text(state: &mut State<'_, '_>, text: &Value, above: usize) -> Result<Value, Error> {
    blocks::html(state, text, above).map(Value::from_safe_string)
}

/// Whether a value has a field; a text or a list has none.
fn has(value: &Value, field: &str) -> bool {
    value.kind() == ValueKind::Map && value.get_attr(field).is_ok_and(|field| !field.is_undefined())
}
