//! The record of a report for catalogues of open data: DCAT-AP.de 3.0.

use super::turtle::{Graph, Term};
use super::{Named, Package, ids};
use crate::model::Stammdaten;
use crate::release::Role;

/// The Datenlizenz Deutschland – Namensnennung 2.0, as catalogues call it.
pub(super) const DL_BY: &str = "http://dcat-ap.de/def/licenses/dl-by-de/2.0";

/// The same as people call it.
const DL_BY_PAGE: &str = "www.govdata.de/dl-de/by-2-0";

/// Vocabularies.
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const DCAT: &str = "http://www.w3.org/ns/dcat#";
const DCT: &str = "http://purl.org/dc/terms/";
const DCATDE: &str = "http://dcat-ap.de/def/dcatde/";
const FOAF: &str = "http://xmlns.com/foaf/0.1/";
const VCARD: &str = "http://www.w3.org/2006/vcard/ns#";
const SPDX: &str = "http://spdx.org/rdf/terms#";
const EU: &str = "http://publications.europa.eu/resource/authority/";
const GEOCODING: &str = "http://dcat-ap.de/def/politicalGeocoding/";

/// The forms that a catalogue is told of: media type, and what the EU calls the format.
const FORMS: [(&str, &str); 4] =
    [("application/pdf", "PDF"), ("text/csv", "CSV"), ("text/html", "HTML"), ("text/plain", "TXT")];

/// The licence of what is published, as catalogues call it.
pub(super) fn licence(stammdaten: &Stammdaten) -> String {
    let own = stammdaten.veroeffentlichung.as_ref().and_then(|own| own.lizenz.clone());
    own.filter(|own| !own.contains(DL_BY_PAGE)).unwrap_or_else(|| DL_BY.to_owned())
}

/// The record: a Dataset, which is the same one for each report of a series, and what of it can be downloaded.
pub(super) fn record(package: &Package<'_>, files: &[Named<'_>]) -> String {
    let mut graph = Graph::default();
    let name = package.paper.angaben.reihe.as_deref().unwrap_or(&package.paper.name);
    let dataset = Term::iri(ids::series(package.stammdaten, name));
    describe(&mut graph, package, &dataset);
    place(&mut graph, package, &dataset);
    let is_kind = |file: &Named<'_>| match file.facts.role {
        Role::Main | Role::Annex => true,
        // Not what only tells of the others.
        Role::Data => format_of(file).is_some(),
        Role::Derived | Role::DerivedAnnex => false,
    };
    let is_listed = |file: &&Named<'_>| is_kind(file) && package.is_public(file.facts);
    let listed = files.iter().filter(is_listed);
    for (number, file) in (1..).zip(listed) {
        distribution(&mut graph, package, &dataset, (number, file));
    }
    graph.into_text()
}

/// What the Dataset is, and whose.
fn describe(graph: &mut Graph, package: &Package<'_>, dataset: &Term) {
    let (facts, stammdaten) = (&package.paper.angaben, package.stammdaten);
    let koerperschaft = &stammdaten.koerperschaft;
    let mut say = |property: String, what: Term| graph.say(dataset, &property, &what);
    say(RDF_TYPE.into(), Term::iri(format!("{DCAT}Dataset")));
    say(format!("{DCT}title"), Term::German(facts.titel.clone()));
    let description = format!("{} {}: Kennzahlen und Listen des Berichts", facts.titel, koerperschaft.genitiv);
    say(format!("{DCT}description"), Term::German(description));
    say(format!("{DCT}identifier"), Term::Plain(facts.reihe.clone().unwrap_or_else(|| package.paper.name.clone())));
    say(format!("{DCT}language"), Term::iri(format!("{EU}language/DEU")));
    let first = package.paper.versionen.first().map_or(facts.datum, |version| version.am);
    say(format!("{DCT}issued"), Term::Typed(first.to_string(), "date"));
    say(format!("{DCT}modified"), Term::Typed(package.day().to_string(), "date"));
    facts.schlagworte.iter().for_each(|wort| say(format!("{DCAT}keyword"), Term::German(wort.clone())));
    say(format!("{DCAT}theme"), Term::iri(format!("{EU}data-theme/GOVE")));
    let publisher = Term::Blank("herausgeber", 1);
    say(format!("{DCT}publisher"), publisher.clone());
    graph.say(&publisher, RDF_TYPE, &Term::iri(format!("{FOAF}Agent")));
    graph.say(&publisher, &format!("{FOAF}name"), &Term::Plain(koerperschaft.name.clone()));
    if let Some((von, bis)) = facts.zeitraum {
        let period = Term::Blank("zeitraum", 1);
        graph.say(dataset, &format!("{DCT}temporal"), &period);
        graph.say(&period, RDF_TYPE, &Term::iri(format!("{DCT}PeriodOfTime")));
        graph.say(&period, &format!("{DCAT}startDate"), &Term::Typed(von.to_string(), "date"));
        graph.say(&period, &format!("{DCAT}endDate"), &Term::Typed(bis.to_string(), "date"));
    }
}

/// Where it belongs, whom one asks, and whose entry it is in the catalogue; what the municipality has not said is left out.
fn place(graph: &mut Graph, package: &Package<'_>, dataset: &Term) {
    let Some(own) = package.stammdaten.veroeffentlichung.as_ref() else { return };
    if let Some(ags) = own.ags.as_ref().filter(|ags| ags.len() == 8 && ags.bytes().all(|b| b.is_ascii_digit())) {
        let key = Term::iri(format!("{GEOCODING}municipalityKey/{ags}"));
        graph.say(dataset, &format!("{DCT}spatial"), &key);
        graph.say(dataset, &format!("{DCATDE}politicalGeocodingURI"), &key);
        let level = Term::iri(format!("{GEOCODING}Level/municipality"));
        graph.say(dataset, &format!("{DCATDE}politicalGeocodingLevelURI"), &level);
    }
    if let Some(katalog) = &own.katalog {
        let is_whole = katalog.starts_with("http://") || katalog.starts_with("https://");
        let whole = if is_whole { katalog.clone() } else { format!("http://dcat-ap.de/def/contributors/{katalog}") };
        graph.say(dataset, &format!("{DCATDE}contributorID"), &Term::iri(whole));
    }
    let ways =
        [("hasEmail", own.kontakt.as_ref().map(|mail| format!("mailto:{mail}"))), ("hasURL", own.webseite.clone())];
    let ways: Vec<_> = ways.into_iter().filter_map(|(way, address)| Some((way, address?))).collect();
    if !ways.is_empty() {
        let contact = Term::Blank("kontakt", 1);
        graph.say(dataset, &format!("{DCAT}contactPoint"), &contact);
        graph.say(&contact, RDF_TYPE, &Term::iri(format!("{VCARD}Kind")));
        graph.say(&contact, &format!("{VCARD}fn"), &Term::Plain(package.stammdaten.koerperschaft.name.clone()));
        ways.into_iter().for_each(|(way, to)| graph.say(&contact, &format!("{VCARD}{way}"), &Term::iri(to)));
    }
}

/// The form of a file, where a catalogue knows it.
fn format_of(file: &Named<'_>) -> Option<(&'static str, &'static str)> {
    let media_type = file.facts.media_type.split(';').next().unwrap_or_default().trim();
    FORMS.into_iter().find(|(known, _)| *known == media_type)
}

/// A file that can be downloaded.
fn distribution(graph: &mut Graph, package: &Package<'_>, dataset: &Term, (number, file): (usize, &Named<'_>)) {
    let facts = file.facts;
    let of = Term::iri(format!("urn:uuid:{}", ids::own(package.paper, &format!("distribution/{}", file.name))));
    graph.say(dataset, &format!("{DCAT}distribution"), &of);
    let mut say = |property: String, what: Term| graph.say(&of, &property, &what);
    say(RDF_TYPE.into(), Term::iri(format!("{DCAT}Distribution")));
    say(format!("{DCT}title"), Term::German(facts.titel.clone()));
    let address = Term::iri(ids::file(package, &facts.name));
    say(format!("{DCAT}accessURL"), address.clone());
    if ids::base(package.stammdaten).is_some() {
        say(format!("{DCAT}downloadURL"), address);
    }
    let licence = licence(package.stammdaten);
    if licence == DL_BY {
        let name = package.stammdaten.koerperschaft.name.clone();
        say(format!("{DCATDE}licenseAttributionByText"), Term::German(name));
    }
    say(format!("{DCT}license"), Term::iri(licence));
    if let Some((media_type, format)) = format_of(file) {
        say(format!("{DCT}format"), Term::iri(format!("{EU}file-type/{format}")));
        let registered = format!("https://www.iana.org/assignments/media-types/{media_type}");
        say(format!("{DCAT}mediaType"), Term::iri(registered));
    }
    say(format!("{DCAT}byteSize"), Term::Typed(facts.bytes.to_string(), "nonNegativeInteger"));
    let sum = Term::Blank("pruefsumme", number);
    say(format!("{SPDX}checksum"), sum.clone());
    graph.say(&sum, RDF_TYPE, &Term::iri(format!("{SPDX}Checksum")));
    graph.say(&sum, &format!("{SPDX}algorithm"), &Term::iri(format!("{SPDX}checksumAlgorithm_sha512")));
    graph.say(&sum, &format!("{SPDX}checksumValue"), &Term::Typed(facts.sha512.clone(), "hexBinary"));
}
