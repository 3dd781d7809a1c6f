//! View data of the clerk's page: each field of the form with its value, the sections, the files, and what is left to do.

use serde_json::{Value, json};

use super::{Named, Package};
use crate::model::{Edition, day};
use crate::plain::FieldText;
use crate::release::{Role, Step};

/// The view data of the page.
pub(super) fn view(package: &Package<'_>, files: &[Named<'_>], sections: &[FieldText]) -> Value {
    let Package { stammdaten, paper, .. } = package;
    let koerperschaft = &stammdaten.koerperschaft;
    let facts = &paper.angaben;
    let version = format!("Fassung {} vom {}", paper.versionen.len().max(1), day(package.day()));
    // A Bericht has no number, so its title stands for it.
    let (of, below) = match &facts.nummer {
        Some(nummer) => (nummer, format!("{} · {version}", facts.titel)),
        None => (&facts.titel, version),
    };
    let titel = format!("Übergabe {of}");
    let uploaded: Vec<&Named<'_>> = in_order(files).collect();
    json!({
        "dokument": {
            "titel": titel,
            "beschreibung": format!("Übergabe an das Ratsinformationssystem: {}", facts.titel),
            "verfasser": koerperschaft.name,
        },
        "gestaltung": { "akzentfarbe": stammdaten.gestaltung.akzentfarbe.as_str(), "logo": null },
        "koerperschaft": koerperschaft.name,
        "absender": koerperschaft.absender,
        "fuss": { "links": titel, "mitte": format!("Veröffentlicht am {}", day(package.day())) },
        "uebergabe": {
            "titel": titel,
            "untertitel": below,
            "schritte": steps(package, &uploaded, sections),
            "ausgabe": format!("Ausgabe: {}", package.edition_word()),
            "hinweis": hint(package),
            "zurueckgehalten": package.withheld,
            "felder": fields(package),
            "beratungsfolge": facts.beratungsfolge.iter().zip(1..).map(|(s, at)| step(package, s, at)).collect::<Vec<_>>(),
            "abschnitte": sections.iter().map(|of| section(package, of)).collect::<Vec<_>>(),
            "dateien": uploaded.iter().map(|file| entry(package, file)).collect::<Vec<_>>(),
        },
    })
}

/// The files that are uploaded, in their order: the paper, the annexes, then other forms of both.
fn in_order<'f>(files: &'f [Named<'f>]) -> impl Iterator<Item = &'f Named<'f>> {
    let order = [Role::Main, Role::Annex, Role::Derived, Role::DerivedAnnex];
    order.into_iter().flat_map(move |role| files.iter().filter(move |file| file.facts.role == role))
}

/// What is left to do, in the order in which a form asks for it.
fn steps(package: &Package<'_>, files: &[&Named<'_>], sections: &[FieldText]) -> Vec<String> {
    let facts = &package.paper.angaben;
    let of = facts.nummer.as_ref().map_or_else(|| format!("„{}“", facts.titel), Clone::clone);
    let count = |role: Role| files.iter().filter(|file| file.facts.role == role).count();
    let names: Vec<&str> = sections.iter().map(|section| section.title.as_str()).collect();
    let annexes = match count(Role::Annex) {
        0 => None,
        1 => Some("Danach die Anlage hochladen.".to_owned()),
        number => Some(format!("Danach die {number} Anlagen in ihrer Reihenfolge hochladen.")),
    };
    let closed = files.iter().any(|file| !package.is_public(file.facts));
    let only_whole = package.edition == Edition::Whole && !package.withheld.is_empty();
    let begin = match package.paper.reason() {
        None => format!("Im Ratsinformationssystem anlegen: {} {of}.", facts.art),
        Some(reason) => format!(
            "Im Ratsinformationssystem öffnen: {} {of}. Diese Fassung ersetzt die frühere; Felder, Abschnitte und Dateien dort \
             austauschen. Grund: {}.",
            facts.art,
            reason.trim_end_matches('.')
        ),
    };
    [
        only_whole.then(|| {
            "Dieses Paket enthält Nichtöffentliches. Für alles, was jeder lesen darf, das Paket gleichen Namens im Ordner \
             „pakete“ verwenden; von hier nur, was in einen nichtöffentlichen Teil gehört."
                .to_owned()
        }),
        Some(begin),
        Some("Die Felder von hier in die Maske kopieren.".to_owned()),
        (!facts.beratungsfolge.is_empty()).then(|| "Die Beratungsfolge Zeile für Zeile eintragen.".to_owned()),
        (!names.is_empty()).then(|| format!("Die Abschnitte einfügen: {}.", names.join(", "))),
        Some("Die PDF-Datei als Hauptdokument hochladen.".to_owned()),
        annexes,
        closed.then(|| "Alle Dateien, bei denen „nein“ steht, auf nichtöffentlich setzen.".to_owned()),
        facts.ersetzt.as_ref().map(|number| format!("Bei der Vorlage {number} vermerken, dass diese sie ersetzt.")),
        Some("Vorschau öffnen und mit der PDF-Datei vergleichen; dann freigeben.".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the edition holds.
fn hint(package: &Package<'_>) -> &'static str {
    match (package.edition, package.withheld.is_empty()) {
        (Edition::Whole, true) => "Das ganze Papier. Was davon öffentlich ist, steht bei den Dateien.",
        (Edition::Whole, false) => "Das ganze Papier. Die öffentliche Ausgabe ist ohne:",
        (Edition::Public, true) => "Für alle. Es wurde nichts zurückgehalten.",
        (Edition::Public, false) => "Für alle. Zurückgehalten wurde:",
    }
}

/// The status of the paper; a package that holds more than everybody may read says so.
fn status(package: &Package<'_>) -> String {
    match (package.edition, package.withheld.is_empty()) {
        (Edition::Whole, false) => format!("{}, mit nichtöffentlichen Teilen", package.status()),
        _ => package.status().to_owned(),
    }
}

/// The fields of the form that have a value.
fn fields(package: &Package<'_>) -> Vec<Value> {
    let facts = &package.paper.angaben;
    let office = |kennung: &String| package.stammdaten.dienststelle(kennung);
    let many = |texts: Vec<String>| Some(texts.join("; ")).filter(|text| !text.is_empty());
    let period = |(von, bis)| format!("{} – {}", day(von), day(bis));
    let fields = [
        ("Vorlage-Nr", facts.nummer.clone()),
        ("Betreff", Some(facts.titel.clone())),
        ("Art", Some(facts.art.clone())),
        ("Status", Some(status(package))),
        ("Federführende Dienststelle", facts.federfuehrend.as_ref().map(office)),
        ("Beteiligte Dienststelle/n", many(facts.beteiligt.iter().map(office).collect())),
        ("Datum", Some(day(facts.datum))),
        ("Berichtszeitraum", facts.zeitraum.map(period)),
        ("Verfasser", facts.verfasser.clone()),
        ("Schlagworte", many(facts.schlagworte.clone())),
    ];
    let known = fields.into_iter().filter_map(|(titel, wert)| Some((titel, wert.filter(|wert| !wert.is_empty())?)));
    known.map(|(titel, wert)| json!({ "titel": titel, "wert": wert })).collect()
}

/// A row of the Beratungsfolge: day, body, what it does, and whether the public may listen.
fn step(package: &Package<'_>, step: &Step, at: usize) -> Value {
    let part = if step.nichtoeffentlich { "nichtöffentlich" } else { "öffentlich" };
    let cells = [
        ("Datum", day(step.datum)),
        ("Gremium", package.stammdaten.name_of_gremium(&step.gremium)),
        ("Zuständigkeit", step.zustaendigkeit.clone()),
        ("Sitzungsteil", part.to_owned()),
    ];
    cells.map(|(titel, wert)| json!({ "titel": format!("Beratungsfolge {at}, {titel}"), "wert": wert })).into()
}

/// A section; of the whole edition with a word where the public one leaves it, or parts of it, out.
fn section(package: &Package<'_>, section: &FieldText) -> Value {
    let is = |what: &str| package.withheld.iter().any(|left| *left == format!("{what} {}", section.title));
    let mark = match package.edition {
        Edition::Whole if is("Abschnitt") => " (nichtöffentlich)",
        Edition::Whole if is("Teile des Abschnitts") => " (teilweise nichtöffentlich)",
        Edition::Whole | Edition::Public => "",
    };
    json!({ "titel": format!("{}{mark}", section.title), "text": section.text.trim_end() })
}

fn entry(package: &Package<'_>, file: &Named<'_>) -> Value {
    let purpose = match file.facts.role {
        Role::Main => "Hauptdokument",
        Role::Annex => "Anlage",
        Role::Derived => "andere Form, freiwillig",
        Role::DerivedAnnex => "andere Form der Anlage, freiwillig",
        Role::Data => "Daten",
    };
    json!({
        "titel": file.facts.titel,
        "name": file.name,
        "zweck": purpose,
        "oeffentlich": if package.is_public(file.facts) { "ja" } else { "nein" },
        "groesse": size(file.facts.bytes),
        "sha512": file.facts.sha512,
    })
}

/// A size as people say it, rounded up.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} Byte"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            format!("{},{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up() {
        let sizes = [0, 999, 1_000, 1_001, 999_999, 1_000_000, 1_000_001, 12_345_678].map(size);
        assert_eq!(sizes, ["0 Byte", "999 Byte", "1 kB", "2 kB", "1000 kB", "1,0 MB", "1,1 MB", "12,4 MB"]);
    }
}
