//! The objects of the master data: the system, the municipality, its terms, bodies and divisions.

use std::collections::BTreeMap;

use super::address::Addresses;
use super::kind::{Kind, VERSION};
use super::object::Object;
use crate::model::{Gremienart, Stammdaten, Veroeffentlichung};

/// The licence where the municipality names none: Datenlizenz Deutschland – Namensnennung 2.0.
const LICENCE: &str = "https://www.govdata.de/dl-de/by-2-0";

/// The master data as papers refer to them.
pub(super) struct Master<'m> {
    pub(super) addresses: &'m Addresses,
    /// Path and name of each body, by its Kennung.
    pub(super) gremien: BTreeMap<&'m str, (String, &'m str)>,
    /// The path of each division and department, by its Kennung.
    pub(super) dienststellen: BTreeMap<&'m str, String>,
}

impl<'m> Master<'m> {
    pub(super) fn new(stammdaten: &'m Stammdaten, addresses: &'m Addresses) -> Self {
        let gremien = stammdaten.gremium.iter().map(|gremium| {
            let kennung = gremium.kennung.as_str();
            (kennung, (addresses.gremium(kennung), gremium.name.as_str()))
        });
        let dezernate = stammdaten.dezernat.iter().map(|dezernat| dezernat.kennung.as_str());
        let fachbereiche = stammdaten.fachbereich.iter().map(|fachbereich| fachbereich.kennung.as_str());
        let dezernate = dezernate.map(|kennung| (kennung, addresses.dezernat(kennung)));
        let dienststellen = dezernate.chain(fachbereiche.map(|kennung| (kennung, addresses.fachbereich(kennung))));
        Self { addresses, gremien: gremien.collect(), dienststellen: dienststellen.collect() }
    }
}

/// The objects, each behind those that it holds.
pub(super) fn objects(stammdaten: &Stammdaten, addresses: &Addresses) -> Vec<Object> {
    let mut all = terms(stammdaten, addresses);
    let terms = all.iter().map(|term| term.path.clone()).collect();
    all.push(body(stammdaten, terms, addresses));
    all.push(system(stammdaten, addresses));
    all.extend(bodies(stammdaten, addresses));
    all.extend(divisions(stammdaten, addresses));
    all
}

fn system(stammdaten: &Stammdaten, addresses: &Addresses) -> Object {
    let mut system = Object::new(Kind::System, addresses.system());
    system.set("oparlVersion", VERSION);
    system.set("name", format!("OParl: {}", stammdaten.koerperschaft.name));
    system.set("body", addresses.url(&addresses.page(Kind::Body, 1)));
    public_words(&mut system, stammdaten);
    system
}

fn body(stammdaten: &Stammdaten, terms: Vec<String>, addresses: &Addresses) -> Object {
    let mut body = Object::new(Kind::Body, addresses.body());
    body.set("system", addresses.url(&addresses.system()));
    body.set("name", stammdaten.koerperschaft.name.as_str());
    body.set("ags", told(stammdaten, |rule| rule.ags.as_deref()));
    public_words(&mut body, stammdaten);
    for (kind, field) in Kind::ALL.into_iter().filter_map(|kind| Some((kind, kind.field_of_body()?))) {
        body.set(field, addresses.url(&addresses.page(kind, 1)));
    }
    if terms.is_empty() {
        // Required, so the one list that may be empty.
        body.fields.insert("legislativeTerm".into(), Vec::<String>::new().into());
    }
    body.hold("legislativeTerm", terms);
    body
}

/// What is said of system and municipality alike.
fn public_words(object: &mut Object, stammdaten: &Stammdaten) {
    object.set("license", told(stammdaten, |rule| rule.lizenz.as_deref()).unwrap_or(LICENCE));
    object.set("contactEmail", told(stammdaten, |rule| rule.kontakt.as_deref()));
    object.set("website", told(stammdaten, |rule| rule.webseite.as_deref()));
}

fn told<'s>(stammdaten: &'s Stammdaten, of: impl Fn(&'s Veroeffentlichung) -> Option<&'s str>) -> Option<&'s str> {
    stammdaten.veroeffentlichung.as_ref().and_then(of)
}

fn terms(stammdaten: &Stammdaten, addresses: &Addresses) -> Vec<Object> {
    let term = |wahlperiode: &crate::model::Wahlperiode| {
        let mut term = Object::new(Kind::LegislativeTerm, addresses.term(wahlperiode.kennung.as_str()));
        term.set("name", format!("Wahlperiode {}", wahlperiode.kennung));
        term.set("startDate", wahlperiode.beginn.to_string());
        term.set("endDate", wahlperiode.ende.map(|ende| ende.to_string()));
        term.back = Some(("body", addresses.url(&addresses.body()).into()));
        term
    };
    stammdaten.wahlperiode.iter().map(term).collect()
}

/// The bodies of the council.
fn bodies(stammdaten: &Stammdaten, addresses: &Addresses) -> Vec<Object> {
    let body = |gremium: &crate::model::Gremium| {
        let path = addresses.gremium(gremium.kennung.as_str());
        let mut body = organization(path, &gremium.name, gremium.kennung.as_str(), "Gremium", addresses);
        // The highest body is to be called so, whatever its name.
        let classification = gremium.art.and_then(|art| match art {
            Gremienart::Rat => Some("Parlament"),
            Gremienart::Ausschuss => Some("Ausschuss"),
            Gremienart::Bezirksvertretung => Some("Bezirksvertretung"),
            Gremienart::Sonstiges => None,
        });
        body.set("classification", classification);
        body.set("startDate", gremium.von.map(|von| von.to_string()));
        body.set("endDate", gremium.bis.map(|bis| bis.to_string()));
        body
    };
    stammdaten.gremium.iter().map(body).collect()
}

/// The departments and divisions of the administration.
fn divisions(stammdaten: &Stammdaten, addresses: &Addresses) -> Vec<Object> {
    let division = |path, kennung, name, word: &str| {
        let mut division = organization(path, name, kennung, "Verwaltungsbereich", addresses);
        division.set("classification", word);
        division
    };
    let dezernate = stammdaten.dezernat.iter().map(|dezernat| {
        let kennung = dezernat.kennung.as_str();
        division(addresses.dezernat(kennung), kennung, &dezernat.name, stammdaten.word_for_dezernat())
    });
    let fachbereiche = stammdaten.fachbereich.iter().map(|fachbereich| {
        let kennung = fachbereich.kennung.as_str();
        let word = stammdaten.word_for_fachbereich();
        let mut division = division(addresses.fachbereich(kennung), kennung, &fachbereich.name, word);
        let is_above = |dezernat: &crate::model::Dezernat| dezernat.kennung == fachbereich.dezernat;
        if stammdaten.dezernat.iter().any(is_above) {
            let above = addresses.dezernat(fachbereich.dezernat.as_str());
            division.set("subOrganizationOf", addresses.url(&above));
        }
        division
    });
    dezernate.chain(fachbereiche).collect()
}

fn organization(path: String, name: &str, kennung: &str, what: &str, addresses: &Addresses) -> Object {
    let mut organization = Object::new(Kind::Organization, path);
    organization.set("body", addresses.url(&addresses.body()));
    organization.set("name", name);
    organization.set("shortName", kennung);
    organization.set("organizationType", what);
    organization
}
