//! The texts of a new paper: a skeleton, in which is marked what people write.
//!
//! Of the data only names go into them that are letters and digits; amounts are placeholders.

use serde_json::{Map, Value};

use super::MARKE;
use crate::figures::{Vorlagenlage, Wert};
use crate::finding::Log;
use crate::load::json_text;
use crate::model::{Bestand, Decode, Euro, Fassung, Gremienart, Gremium, Located, Vorlage, VorlageOrdner};
use crate::source::Alphabet;
use crate::tabular::{NewFile, is_name};
use crate::text::LAGEBILD;

/// What can be said of the money of a Vorlage: the figure that it takes, and the sentence with its placeholder.
const GELD: [(&str, &str); 3] = [
    (
        "finanzen.investiv.auszahlungen.gesamt_neu",
        "Die Auszahlungen betragen insgesamt {{ finanzen.investiv.auszahlungen.gesamt_neu|euro }}.",
    ),
    (
        "finanzen.investiv.einzahlungen.gesamt_neu",
        "Ihnen stehen Einzahlungen von {{ finanzen.investiv.einzahlungen.gesamt_neu|euro }} gegenüber.",
    ),
    (
        "finanzen.konsumtiv.personal_sachaufwand.gesamt_neu",
        "Im Betrieb kosten Personal und Sachmittel {{ finanzen.konsumtiv.personal_sachaufwand.gesamt_neu|euro }} im Jahr.",
    ),
];

/// The texts of a Vorlage that says `own` and on which a body decides.
pub(super) fn of_vorlage(
    bestand: &Bestand,
    name: &str,
    own: &Map<String, Value>,
    gremium: Option<&Gremium>,
) -> Vec<NewFile> {
    let who = gremium.filter(|gremium| is_name(&gremium.name)).map_or(MARKE.to_owned(), with_article);
    let money = of_money(bestand, name, own).join(" ");
    let money = if money.is_empty() { format!("{MARKE}: was es kostet und woher die Mittel kommen") } else { money };
    let erlaeuterungen = format!(
        "## Anlass\n\n{MARKE}: warum etwas zu entscheiden ist\n\n## Vorhaben\n\n{MARKE}: was geschehen soll\n\n## Kosten und \
         Finanzierung\n\n{money}\n\n## Nächste Schritte\n\n{MARKE}: was nach dem Beschluss wann geschieht\n"
    );
    let beschluss = format!("{who} beschließt {MARKE}.\n");
    [("beschlussvorschlag.md", beschluss), ("erlaeuterungen.md", erlaeuterungen)].into_iter().map(file).collect()
}

/// The texts of a Bericht; its Lagebild is the one that it would have without a text of its own, and can be changed.
pub(super) fn of_bericht() -> Vec<NewFile> {
    let texts = [
        ("lagebild.md", LAGEBILD.to_owned()),
        ("einleitung.md", format!("{MARKE}: worum es in diesem Bericht geht\n")),
        ("ausblick.md", format!("{MARKE}: was als Nächstes ansteht\n")),
    ];
    texts.into_iter().map(file).collect()
}

fn file((name, text): (&str, String)) -> NewFile {
    (name.to_owned(), text.into_bytes())
}

/// A body at the beginning of a sentence.
fn with_article(gremium: &Gremium) -> String {
    let noun = gremium.name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_female = ["vertretung", "versammlung", "kommission"].iter().any(|ending| noun.ends_with(ending));
    match gremium.art {
        _ if is_female => format!("Die {}", gremium.name),
        Some(Gremienart::Rat | Gremienart::Ausschuss) => format!("Der {}", gremium.name),
        _ => gremium.name.clone(),
    }
}

/// The sentences on money whose figures the paper has.
fn of_money(bestand: &Bestand, name: &str, own: &Map<String, Value>) -> Vec<&'static str> {
    let read = json_text(&Value::from(own.clone()).to_string()).and_then(|node| {
        // What is still missing stops the paper, and is said of it there.
        let vorlage = Vorlage::decode(&node, &mut Log::new(Alphabet::all()))?;
        Some(Located::new(vorlage, node))
    });
    let Some(vorlage) = read else { return Vec::new() };
    let (name, fassung) = (name.to_owned(), Fassung::default());
    let (beschlussvorschlag, erlaeuterungen, weitere_erlaeuterungen) = (None, None, None);
    let ordner = VorlageOrdner { name, vorlage, beschlussvorschlag, erlaeuterungen, weitere_erlaeuterungen, fassung };
    let lage = Vorlagenlage::new(bestand, &ordner);
    let has = |id: &str| {
        let wert = lage.figures.iter().find(|figure| figure.id == id).map(|figure| &figure.wert);
        matches!(wert, Some(Wert::Betrag(betrag)) if *betrag != Euro::ZERO)
    };
    GELD.into_iter().filter(|(id, _)| has(id)).map(|(_, sentence)| sentence).collect()
}
