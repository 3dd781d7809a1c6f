//! The texts of a new paper: a skeleton, in which is marked what people write.
//!
//! Of the data only names go into them that are letters and digits; amounts are placeholders.

use super::MARKE;
use crate::figures::{Vorlagenlage, Wert};
use crate::model::{Gremienart, Gremium};
use crate::tabular::{NewFile, is_name};
use crate::text::LAGEBILD;

/// What can be said of the money of a Vorlage: the figure that it takes, and the sentences with its placeholder, for an amount above
/// nought and, where savings or income that falls away can bring it there, for one below. None refers to another.
const GELD: [(&str, &str, Option<&str>); 4] = [
    (
        "finanzen.investiv.auszahlungen.gesamt_neu",
        "Die Auszahlungen betragen insgesamt {{ finanzen.investiv.auszahlungen.gesamt_neu|euro }}.",
        None,
    ),
    (
        "finanzen.investiv.einzahlungen.gesamt_neu",
        "Die Einzahlungen betragen insgesamt {{ finanzen.investiv.einzahlungen.gesamt_neu|euro }}.",
        None,
    ),
    (
        "finanzen.konsumtiv.personal_sachaufwand.gesamt_neu",
        "Im Betrieb kosten Personal und Sachmittel {{ finanzen.konsumtiv.personal_sachaufwand.gesamt_neu|euro }} im Jahr.",
        Some(
            "Im Betrieb sinken die Kosten für Personal und Sachmittel um \
             {{ finanzen.konsumtiv.personal_sachaufwand.gesamt_neu|betrag|euro }} im Jahr.",
        ),
    ),
    (
        "finanzen.konsumtiv.ertrag.gesamt_neu",
        "Die Erträge steigen um {{ finanzen.konsumtiv.ertrag.gesamt_neu|euro }} im Jahr.",
        Some("Die Erträge sinken um {{ finanzen.konsumtiv.ertrag.gesamt_neu|betrag|euro }} im Jahr."),
    ),
];

/// The texts of a Vorlage on which a body decides; `lage` is what is computed for it.
pub(super) fn of_vorlage(lage: Option<&Vorlagenlage<'_>>, gremium: Option<&Gremium>) -> Vec<NewFile> {
    let who = gremium.filter(|gremium| is_name(&gremium.name)).map_or(MARKE.to_owned(), with_article);
    let money = lage.map(of_money).unwrap_or_default().join(" ");
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
fn of_money(lage: &Vorlagenlage<'_>) -> Vec<&'static str> {
    let sentence = |(id, above, below): (&str, &'static str, Option<&'static str>)| match lage
        .figures
        .iter()
        .find(|figure| figure.id == id)
        .map(|figure| &figure.wert)?
    {
        Wert::Betrag(betrag) if betrag.is_zero() => None,
        Wert::Betrag(betrag) if betrag.is_negative() => below,
        Wert::Betrag(_) => Some(above),
        _ => None,
    };
    GELD.into_iter().filter_map(sentence).collect()
}
