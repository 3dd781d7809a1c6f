//! What each kind of object may say, as the schemas of OParl 1.1 have it.

use super::super::kind::{Kind, VERSION};

/// The form of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Texts,
    Url,
    Urls,
    Bool,
    Whole,
    Day,
    Moment,
    /// An object that is none of OParl's: GeoJSON.
    Json,
    /// The URL of an object.
    Ref(Kind),
    Refs(Kind),
    /// The URL of the first page of a list.
    List(Kind),
    /// A whole object.
    One(Kind),
    Many(Kind),
}

/// Fields with their forms.
type Fields = &'static [(&'static str, Form)];

/// What every object may say.
const COMMON: Fields = &[
    ("id", Form::Url),
    ("type", Form::Url),
    ("license", Form::Url),
    ("keyword", Form::Texts),
    ("created", Form::Moment),
    ("modified", Form::Moment),
    ("web", Form::Url),
    ("deleted", Form::Bool),
];

/// The form of a field of a kind.
pub(super) fn form(kind: Kind, name: &str) -> Option<Form> {
    let find = |fields: Fields| fields.iter().find(|(known, _)| *known == name).map(|(_, form)| *form);
    find(own(kind)).or_else(|| find(COMMON))
}

/// What an object must say, deleted ones apart.
pub(super) fn required(kind: Kind, is_newest: bool) -> Vec<&'static str> {
    let own: &[&str] = match kind {
        Kind::System => &["oparlVersion", "body"],
        Kind::Body if is_newest => &[
            "name",
            "organization",
            "person",
            "meeting",
            "paper",
            "legislativeTerm",
            "agendaItem",
            "consultation",
            "file",
            "locationList",
            "legislativeTermList",
            "membership",
        ],
        Kind::Body => &["name", "organization", "person", "meeting", "paper", "legislativeTerm"],
        Kind::AgendaItem if is_newest => &["order"],
        Kind::File => &["accessUrl"],
        _ => &[],
    };
    HEAD.into_iter().chain(own.iter().copied()).collect()
}

/// What also a deleted object must say.
pub(super) const HEAD: [&str; 4] = ["id", "type", "created", "modified"];

/// The kind of a type, and whether it is of the newest version.
pub(super) fn kind_of_type(url: &str) -> Option<(Kind, bool)> {
    let newest = url.strip_prefix(VERSION).map(|name| (name, true));
    let (name, is_newest) = newest.or_else(|| Some((url.strip_prefix("https://schema.oparl.org/1.0/")?, false)))?;
    Kind::ALL.into_iter().find(|kind| kind.name() == name).map(|kind| (kind, is_newest))
}

/// The field of an object that leads back to what holds it in a field.
pub(super) fn back(holder: Kind, field: &str) -> Option<&'static str> {
    match (holder, form(holder, field)?) {
        (Kind::Paper, Form::One(Kind::File) | Form::Many(Kind::File | Kind::Consultation)) => Some("paper"),
        (Kind::Meeting, Form::Many(Kind::AgendaItem) | Form::One(Kind::File) | Form::Many(Kind::File)) => {
            Some("meeting")
        }
        (Kind::AgendaItem, Form::One(Kind::File) | Form::Many(Kind::File)) => Some("agendaItem"),
        (Kind::Body, Form::Many(Kind::LegislativeTerm)) => Some("body"),
        _ => None,
    }
}

/// Fields that lead to each other: who is named in the first of a kind must name it in the second.
pub(super) const PAIRS: [(Kind, &str, &str); 4] = [
    (Kind::File, "derivativeFile", "masterFile"),
    (Kind::File, "masterFile", "derivativeFile"),
    (Kind::Consultation, "agendaItem", "consultation"),
    (Kind::AgendaItem, "consultation", "agendaItem"),
];

/// The fields of a kind that others do not have.
pub(super) fn own(kind: Kind) -> Fields {
    match kind {
        Kind::System => SYSTEM,
        Kind::Body => BODY,
        Kind::LegislativeTerm => TERM,
        Kind::Organization => ORGANIZATION,
        Kind::Person => PERSON,
        Kind::Membership => MEMBERSHIP,
        Kind::Meeting => MEETING,
        Kind::AgendaItem => AGENDA_ITEM,
        Kind::Paper => PAPER,
        Kind::Consultation => CONSULTATION,
        Kind::File => FILE,
        Kind::Location => LOCATION,
    }
}

const SYSTEM: Fields = &[
    ("oparlVersion", Form::Url),
    ("otherOparlVersions", Form::Urls),
    ("body", Form::List(Kind::Body)),
    ("name", Form::Text),
    ("contactEmail", Form::Text),
    ("contactName", Form::Text),
    ("website", Form::Url),
    ("vendor", Form::Url),
    ("product", Form::Url),
];

const BODY: Fields = &[
    ("system", Form::Ref(Kind::System)),
    ("shortName", Form::Text),
    ("name", Form::Text),
    ("website", Form::Url),
    ("licenseValidSince", Form::Moment),
    ("oparlSince", Form::Moment),
    ("ags", Form::Text),
    ("rgs", Form::Text),
    ("equivalent", Form::Urls),
    ("contactEmail", Form::Text),
    ("contactName", Form::Text),
    ("organization", Form::List(Kind::Organization)),
    ("person", Form::List(Kind::Person)),
    ("meeting", Form::List(Kind::Meeting)),
    ("paper", Form::List(Kind::Paper)),
    ("legislativeTerm", Form::Many(Kind::LegislativeTerm)),
    ("agendaItem", Form::List(Kind::AgendaItem)),
    ("consultation", Form::List(Kind::Consultation)),
    ("file", Form::List(Kind::File)),
    ("locationList", Form::List(Kind::Location)),
    ("legislativeTermList", Form::List(Kind::LegislativeTerm)),
    ("membership", Form::List(Kind::Membership)),
    ("classification", Form::Text),
    ("location", Form::One(Kind::Location)),
    ("mainOrganization", Form::Ref(Kind::Organization)),
];

const TERM: Fields =
    &[("body", Form::Ref(Kind::Body)), ("name", Form::Text), ("startDate", Form::Day), ("endDate", Form::Day)];

const ORGANIZATION: Fields = &[
    ("body", Form::Ref(Kind::Body)),
    ("name", Form::Text),
    ("membership", Form::Refs(Kind::Membership)),
    ("meeting", Form::List(Kind::Meeting)),
    ("consultation", Form::List(Kind::Consultation)),
    ("shortName", Form::Text),
    ("post", Form::Texts),
    ("subOrganizationOf", Form::Ref(Kind::Organization)),
    ("organizationType", Form::Text),
    ("classification", Form::Text),
    ("startDate", Form::Day),
    ("endDate", Form::Day),
    ("website", Form::Url),
    ("location", Form::One(Kind::Location)),
    ("externalBody", Form::Ref(Kind::Body)),
    ("memberCount", Form::Whole),
    ("votingMemberCount", Form::Whole),
];

const PERSON: Fields = &[
    ("body", Form::Ref(Kind::Body)),
    ("name", Form::Text),
    ("familyName", Form::Text),
    ("givenName", Form::Text),
    ("formOfAddress", Form::Text),
    ("affix", Form::Text),
    ("title", Form::Texts),
    ("gender", Form::Text),
    ("phone", Form::Texts),
    ("email", Form::Texts),
    ("location", Form::Ref(Kind::Location)),
    ("locationObject", Form::One(Kind::Location)),
    ("status", Form::Texts),
    ("membership", Form::Many(Kind::Membership)),
    ("image", Form::One(Kind::File)),
    ("life", Form::Text),
    ("lifeSource", Form::Text),
];

const MEMBERSHIP: Fields = &[
    ("person", Form::Ref(Kind::Person)),
    ("organization", Form::Ref(Kind::Organization)),
    ("role", Form::Text),
    ("votingRight", Form::Bool),
    ("startDate", Form::Day),
    ("endDate", Form::Day),
    ("onBehalfOf", Form::Ref(Kind::Organization)),
];

const MEETING: Fields = &[
    ("name", Form::Text),
    ("meetingState", Form::Text),
    ("cancelled", Form::Bool),
    ("start", Form::Moment),
    ("end", Form::Moment),
    ("location", Form::One(Kind::Location)),
    ("organization", Form::Refs(Kind::Organization)),
    ("participant", Form::Refs(Kind::Person)),
    ("invitation", Form::One(Kind::File)),
    ("resultsProtocol", Form::One(Kind::File)),
    ("verbatimProtocol", Form::One(Kind::File)),
    ("auxiliaryFile", Form::Many(Kind::File)),
    ("agendaItem", Form::Many(Kind::AgendaItem)),
];

const AGENDA_ITEM: Fields = &[
    ("meeting", Form::Ref(Kind::Meeting)),
    ("number", Form::Text),
    ("order", Form::Whole),
    ("name", Form::Text),
    ("public", Form::Bool),
    ("consultation", Form::Ref(Kind::Consultation)),
    ("result", Form::Text),
    ("resolutionText", Form::Text),
    ("resolutionFile", Form::One(Kind::File)),
    ("auxiliaryFile", Form::Many(Kind::File)),
    ("start", Form::Moment),
    ("end", Form::Moment),
];

const PAPER: Fields = &[
    ("body", Form::Ref(Kind::Body)),
    ("name", Form::Text),
    ("reference", Form::Text),
    ("date", Form::Day),
    ("paperType", Form::Text),
    ("relatedPaper", Form::Refs(Kind::Paper)),
    ("superordinatedPaper", Form::Refs(Kind::Paper)),
    ("subordinatedPaper", Form::Refs(Kind::Paper)),
    ("mainFile", Form::One(Kind::File)),
    ("auxiliaryFile", Form::Many(Kind::File)),
    ("location", Form::Many(Kind::Location)),
    ("originatorPerson", Form::Refs(Kind::Person)),
    ("underDirectionOf", Form::Refs(Kind::Organization)),
    ("originatorOrganization", Form::Refs(Kind::Organization)),
    ("consultation", Form::Many(Kind::Consultation)),
];

const CONSULTATION: Fields = &[
    ("paper", Form::Ref(Kind::Paper)),
    ("agendaItem", Form::Ref(Kind::AgendaItem)),
    ("meeting", Form::Ref(Kind::Meeting)),
    ("organization", Form::Refs(Kind::Organization)),
    ("authoritative", Form::Bool),
    ("role", Form::Text),
];

const FILE: Fields = &[
    ("name", Form::Text),
    ("fileName", Form::Text),
    ("mimeType", Form::Text),
    ("date", Form::Day),
    ("size", Form::Whole),
    ("sha1Checksum", Form::Text),
    ("sha512Checksum", Form::Text),
    ("text", Form::Text),
    ("accessUrl", Form::Url),
    ("downloadUrl", Form::Url),
    ("externalServiceUrl", Form::Url),
    ("masterFile", Form::Ref(Kind::File)),
    ("derivativeFile", Form::Refs(Kind::File)),
    ("fileLicense", Form::Url),
    ("meeting", Form::Refs(Kind::Meeting)),
    ("agendaItem", Form::Refs(Kind::AgendaItem)),
    ("person", Form::Ref(Kind::Person)),
    ("paper", Form::Refs(Kind::Paper)),
];

const LOCATION: Fields = &[
    ("description", Form::Text),
    ("geojson", Form::Json),
    ("streetAddress", Form::Text),
    ("room", Form::Text),
    ("postalCode", Form::Text),
    ("subLocality", Form::Text),
    ("locality", Form::Text),
    ("bodies", Form::Refs(Kind::Body)),
    ("organizations", Form::Refs(Kind::Organization)),
    ("persons", Form::Refs(Kind::Person)),
    ("meetings", Form::Refs(Kind::Meeting)),
    ("papers", Form::Refs(Kind::Paper)),
];

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value};

    use super::*;

    /// The form of a property of a schema.
    fn form_of(property: &Value) -> Form {
        let word = |name: &str| property.get(name).and_then(Value::as_str).unwrap_or_default();
        let item = |name: &str| property.get("items").and_then(|items| items.get(name)?.as_str()).unwrap_or_default();
        let kind = |name: &str| {
            let name = name.trim_end_matches(".json");
            Kind::ALL.into_iter().find(|kind| kind.name() == name).expect("a kind")
        };
        let target = [word("references"), item("references")].concat();
        match (word("type"), word("format"), target.as_str(), word("$ref")) {
            (_, _, "externalList", _) => Form::List(kind(item("$ref"))),
            ("array", ..) if !item("$ref").is_empty() => Form::Many(kind(item("$ref"))),
            ("array", _, "", _) if item("format") == "url" => Form::Urls,
            ("array", _, "", _) => Form::Texts,
            ("array", _, target, _) => Form::Refs(kind(target)),
            (_, _, "", reference) if !reference.is_empty() => Form::One(kind(reference)),
            ("string", "url", "", _) => Form::Url,
            ("string", "date", ..) => Form::Day,
            ("string", "date-time", ..) => Form::Moment,
            ("string", _, "", _) => Form::Text,
            ("boolean", ..) => Form::Bool,
            ("integer", ..) => Form::Whole,
            ("object", ..) => Form::Json,
            (_, _, target, _) => Form::Ref(kind(target)),
        }
    }

    #[test]
    fn fields_and_what_is_required_are_those_of_the_schemas() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/oparl/schema");
        // Addresses, although the schemas say only that they are texts, or that they lead to objects of other versions.
        let addresses = ["type", "license", "oparlVersion", "otherOparlVersions"];
        for kind in Kind::ALL {
            let text = std::fs::read_to_string(folder.join(format!("{}.json", kind.name()))).unwrap();
            let schema: Value = serde_json::from_str(&text).unwrap();
            let properties: &Map<String, Value> = schema["properties"].as_object().unwrap();
            for (name, property) in properties.iter().filter(|(name, _)| !addresses.contains(&name.as_str())) {
                assert_eq!(form(kind, name), Some(form_of(property)), "{}.{name}", kind.name());
            }
            let unknown: Vec<_> = own(kind).iter().filter(|(name, _)| !properties.contains_key(*name)).collect();
            assert!(unknown.is_empty(), "{}: {unknown:?}", kind.name());
            for name in schema["required"].as_array().unwrap().iter().filter_map(Value::as_str) {
                assert!(required(kind, true).contains(&name), "{}.{name}", kind.name());
            }
        }
    }
}
