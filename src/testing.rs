//! What unit tests share.

use chrono::NaiveDate;
use proptest::test_runner::{Config, RngSeed};

use crate::figures::{Bezug, Figure, Rechnung, Wert};
use crate::finding::Log;
use crate::model::{
    Amtswort, Anlagegut, Auswirkungen, Bestand, Bewilligung, Decode, Dezimal, Energiemenge, Euro, Finanzen,
    Finanzierungsart, Items, Jahr, Kennung, Klimaparameter, Konsumtiv, KonsumtiveZeile, Located, Mengeneinheit,
    Prozent, Status, Text, Vorlage, VorlageNr, Wirkung,
};
use crate::source::{Alphabet, Data, FileId, Node, SourceFile, Sources, Span};
use crate::workspace::Layout;

/// Property tests with one seed, so that every run tries the same cases.
pub(crate) fn seeded() -> Config {
    Config { rng_seed: RngSeed::Fixed(20_201_231), ..Config::default() }
}

/// A file that no test looks into.
pub(crate) fn file() -> FileId {
    Sources::default().add(SourceFile::new("t", Vec::new(), String::new(), None))
}

/// A text of that file.
pub(crate) fn text(markdown: &str) -> Text {
    Text { file: file(), markdown: markdown.to_owned(), is_word: false }
}

/// A figure that counts projects.
pub(crate) fn figure(id: &str, titel: &str, number: usize) -> Figure {
    Figure {
        id: id.into(),
        regel: "K1",
        titel: titel.into(),
        definition: String::new(),
        bezug: Bezug::Nutzungsjahre(1),
        wert: Wert::Anzahl(number),
        belege: Default::default(),
        rechnung: Rechnung::default(),
    }
}

/// A record whose places do not matter.
pub(crate) fn located<T>(record: T) -> Located<T> {
    Located::new(record, Node { span: Span::new(file(), 0, 0), data: Data::Null })
}

/// A paper that says nothing but what every paper must.
pub(crate) fn vorlage() -> Vorlage {
    Vorlage {
        nummer: VorlageNr::new("FB 66/0012/WP09"),
        vorlageart: Amtswort::new("Entscheidungsvorlage"),
        betreff: "Pegel".into(),
        federfuehrend: Kennung::parse("FB 66").unwrap(),
        beteiligt: nothing(),
        status: Status::Oeffentlich,
        nichtoeffentlich: nothing(),
        stand: None,
        freigabe: None,
        zurueckziehung: None,
        ersetzt: None,
        datum: NaiveDate::from_ymd_opt(2021, 1, 20).unwrap(),
        verfasser: None,
        unterschrift: None,
        ziele: nothing(),
        schlagworte: nothing(),
        hinweis: None,
        beratungsfolge: nothing(),
        anlagen: nothing(),
        projekte: nothing(),
        datenstand: None,
        kennzahlen: nothing(),
        finanzen: konsumtiv([0; 12]),
        klimarelevanz: None,
    }
}

/// A konsumtive table: Ertrag, Personal-/Sachaufwand and Abschreibungen with four amounts in cents each.
pub(crate) fn konsumtiv(cents: [i128; 12]) -> Finanzen {
    let row = |i: usize| {
        let amount = |k: usize| Some(Euro::cents(cents[4 * i + k]));
        Some(KonsumtiveZeile {
            ansatz: amount(0),
            fortgeschrieben: amount(1),
            ansatz_ff: amount(2),
            fortgeschrieben_ff: amount(3),
            folgekosten_alt: amount(0),
            folgekosten_neu: amount(1),
        })
    };
    let (ertrag, personal_sachaufwand, abschreibungen) = (row(0), row(1), row(2));
    Finanzen {
        auswirkungen: Some(Auswirkungen::Ja),
        haushaltsjahr: jahr(2021),
        psp_elemente: nothing(),
        investiv: None,
        konsumtiv: Some(Konsumtiv { ertrag, personal_sachaufwand, abschreibungen, deckung: None, angegeben: None }),
    }
}

/// An asset that costs nothing, in use for five years from October 2021 on.
pub(crate) fn anlagegut() -> Anlagegut {
    Anlagegut {
        kennung: Kennung::parse("A-1").unwrap(),
        projekt: Kennung::parse("P-1").unwrap(),
        bezeichnung: "Server".into(),
        anschaffungskosten: Euro::ZERO,
        betriebsbereit: NaiveDate::from_ymd_opt(2021, 10, 15).unwrap(),
        nutzungsdauer: 5,
        bewilligung: None,
        zuwendung: None,
        wartung: None,
        betrieb: None,
        personal: None,
        einsparung: None,
        ertrag: None,
        wegfallender_ertrag: None,
        veranschlagt: true,
        erfasst: None,
    }
}

/// A mass of CO2 per year over so many years, in tonnes.
pub(crate) fn emission(tonnen: &str, wirkung: Wirkung, jahre: i32) -> Located<Energiemenge> {
    located(Energiemenge {
        kennung: Kennung::parse("E-1").unwrap(),
        projekt: Kennung::parse("P-1").unwrap(),
        traeger: "CO2".into(),
        menge: Dezimal::parse(tonnen).unwrap(),
        einheit: Mengeneinheit::TonneCo2,
        wirkung,
        nutzungsjahre: jahre,
        quelle: None,
        erfasst: None,
    })
}

/// The parameters of the Klimarelevanz form.
pub(crate) fn klimaparameter() -> Klimaparameter {
    Klimaparameter {
        einsparziel: 77_000,
        grenze_mittel: 80,
        grenze_gross: 770,
        gueltig_ab: NaiveDate::from_ymd_opt(2020, 1, 1).unwrap(),
        quelle: "Vordruck".into(),
        systemgrenze: None,
        faktorstand: None,
    }
}

/// A year.
pub(crate) fn jahr(zahl: i32) -> Jahr {
    let node = Node { span: Span::new(file(), 0, 0), data: Data::Number(zahl.to_string().into()) };
    Jahr::decode(&node, &mut Log::new(Alphabet::all())).unwrap()
}

/// Half of 100.000 €, from March 2020 to the end of February 2021, to be called by the end of June 2021.
pub(crate) fn bewilligung() -> Bewilligung {
    let parse = |text| Kennung::parse(text).unwrap();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    Bewilligung {
        kennung: parse("BW-1"),
        projekt: parse("P-1"),
        programm: parse("PR"),
        bescheid: day("2020-02-10"),
        betrag: Euro::cents(5_000_000),
        finanzierungsart: Finanzierungsart::Anteil,
        aktenzeichen: None,
        zuwendungsfaehig: Some(Euro::cents(10_000_000)),
        foerderquote: Some(Prozent::hundredths(5_000)),
        durchfuehrung_von: Some(day("2020-03-01")),
        durchfuehrung_bis: Some(day("2021-02-28")),
        bewilligungszeitraum_bis: Some(day("2021-06-30")),
        bewilligungsbehoerde: None,
        hoechstbetrag: None,
        eigenmittel: None,
        drittmittel: None,
        einnahmen: None,
        zwischennachweis: None,
        verwendungsnachweis: None,
        satz: None,
        zweck_erfuellt: None,
        zweckbindung_bis: None,
        erfasst: None,
    }
}

/// The smallest workspace there is: a municipality without a record.
pub(crate) fn bestand() -> Bestand {
    let config = include_str!("../fixtures/klein/ratsbericht.toml");
    let files = [("ratsbericht.toml", config), ("daten/projekte.json", "[]")];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let layout = Layout::of_files(files.into()).unwrap();
    crate::load::layout(&layout, Alphabet::all()).bestand.unwrap()
}

/// A list without entries.
fn nothing<T: Decode>() -> Items<T> {
    Items::absent().unwrap()
}
