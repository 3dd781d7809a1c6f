//! The sheets of papers.

use super::{Blatt, Blattform, Ganzes, Own, Zeilen};

/// The Vorlagen: what `vorlage.json` holds as single values.
pub(super) const VORLAGEN: Blattform = Blattform {
    name: "vorlagen",
    title: "Vorlagen",
    noun: "Die Vorlage",
    ganzes: Ganzes::Vorlage,
    zeilen: Zeilen::Records { section: "" },
    own: &[Own::paper(
        "name",
        "Name",
        "kurzer Name der Vorlage; so heißt auch der Ordner in „vorlagen“ mit ihren Texten",
    )],
    columns: &[
        (&["nummer"], "Nummer"),
        (&["vorlageart"], "Art"),
        (&["betreff"], "Betreff"),
        (&["federfuehrend"], "Federführend"),
        (&["beteiligt"], "Beteiligt"),
        (&["status"], "Status"),
        (&["nichtoeffentlich"], "Nichtöffentliche Abschnitte"),
        (&["datum"], "Datum"),
        (&["projekte"], "Projekte"),
        (&["finanzen/haushaltsjahr"], "Haushaltsjahr"),
        (&["klimarelevanz/klimafolgenanpassung"], "Klimafolgenanpassung"),
        (&["ziele"], "Ziele"),
        (&["schlagworte"], "Schlagworte"),
        (&["hinweis"], "Hinweis"),
        (&["verfasser"], "Verfasser"),
        (&["unterschrift/name"], "Unterschrift: Name"),
        (&["unterschrift/amt"], "Unterschrift: Amt"),
        (&["datenstand"], "Datenstand"),
        (&["stand"], "Stand"),
        (&["freigabe/am"], "Freigegeben am"),
        (&["freigabe/durch"], "Freigegeben durch"),
        (&["zurueckziehung/am"], "Zurückgezogen am"),
        (&["zurueckziehung/grund"], "Grund der Zurückziehung"),
        (&["ersetzt/nummer"], "Ersetzt Nummer"),
        (&["ersetzt/grund"], "Grund der Neufassung"),
        (&["finanzen/auswirkungen"], "Auswirkungen"),
        (&["finanzen/investiv/deckung/ansatz"], "Deckung investiv"),
        (&["finanzen/investiv/deckung/ff"], "Deckung investiv ff."),
        (&["finanzen/konsumtiv/deckung/ansatz"], "Deckung konsumtiv"),
        (&["finanzen/konsumtiv/deckung/ff"], "Deckung konsumtiv ff."),
        (&["klimarelevanz/klimaschutz"], "Klimaschutz"),
        (&["klimarelevanz/effekt"], "Effekt"),
        (&["klimarelevanz/einsparung"], "CO2-Einsparung"),
        (&["klimarelevanz/erhoehung"], "CO2-Erhöhung"),
        (&["klimarelevanz/kompensation"], "Kompensation"),
    ],
};

const VORLAGE: Own = Own::paper("vorlage", "Vorlage", "Name der Vorlage wie im Blatt Vorlagen");

/// The steps of each Beratungsfolge, in their order.
pub(super) const BERATUNGSFOLGE: Blattform = Blattform {
    name: "beratungsfolge",
    title: "Beratungsfolge",
    noun: "Die Beratung",
    ganzes: Ganzes::Vorlage,
    zeilen: Zeilen::Entries { of: Blatt::Vorlagen, ways: &[("", "beratungsfolge")] },
    own: &[VORLAGE],
    columns: &[
        (&["datum"], "Datum"),
        (&["gremium"], "Gremium"),
        (&["zustaendigkeit"], "Zuständigkeit"),
        (&["nichtoeffentlich"], "Nichtöffentlich"),
    ],
};

/// The attachments; the name of the sheet is not that of the table of assets.
pub(super) const VORLAGENANLAGEN: Blattform = Blattform {
    name: "vorlagenanlagen",
    title: "Anlagen der Vorlagen",
    noun: "Die Anlage",
    ganzes: Ganzes::Vorlage,
    zeilen: Zeilen::Entries { of: Blatt::Vorlagen, ways: &[("", "anlagen")] },
    own: &[VORLAGE],
    columns: &[(&["titel"], "Titel"), (&["datei"], "Datei"), (&["status"], "Status")],
};

/// The figures that texts name.
pub(super) const KENNZAHLEN: Blattform = Blattform {
    name: "kennzahlen",
    title: "Kennzahlen",
    noun: "Die Kennzahlen",
    ganzes: Ganzes::Vorlage,
    zeilen: Zeilen::Entries { of: Blatt::Vorlagen, ways: &[("", "kennzahlen")] },
    own: &[VORLAGE],
    columns: &[
        (&["name"], "Name"),
        (&["auswahl"], "Auswahl"),
        (&["zeitraum"], "Zeitraum"),
        (&["stichtag"], "Stichtag"),
    ],
};

/// The accounts that the form lists.
pub(super) const KONTEN: Blattform = Blattform {
    name: "konten",
    title: "Konten",
    noun: "Das Konto",
    ganzes: Ganzes::Vorlage,
    zeilen: Zeilen::Entries { of: Blatt::Vorlagen, ways: &[("", "finanzen/psp_elemente")] },
    own: &[VORLAGE],
    columns: &[(&["psp"], "PSP-Element"), (&["text"], "Bezeichnung"), (&["kostenart"], "Kostenart")],
};

/// The typed cells of the finance tables: a row for each row of the form.
pub(super) const VORDRUCK: Blattform = Blattform {
    name: "vordruck",
    title: "Vordruck",
    noun: "Die Zeile des Vordrucks",
    ganzes: Ganzes::Vorlage,
    zeilen: Zeilen::Parts {
        of: Blatt::Vorlagen,
        ways: &[
            ("Einzahlungen", "finanzen/investiv/einzahlungen"),
            ("Auszahlungen", "finanzen/investiv/auszahlungen"),
            ("Ergebnis investiv", "finanzen/investiv/angegeben/ergebnis"),
            ("Verbesserung investiv", "finanzen/investiv/angegeben/verbesserung"),
            ("Ertrag", "finanzen/konsumtiv/ertrag"),
            ("Personal-/Sachaufwand", "finanzen/konsumtiv/personal_sachaufwand"),
            ("Abschreibungen", "finanzen/konsumtiv/abschreibungen"),
            ("Ergebnis konsumtiv", "finanzen/konsumtiv/angegeben/ergebnis"),
            ("Verbesserung konsumtiv", "finanzen/konsumtiv/angegeben/verbesserung"),
        ],
    },
    own: &[
        VORLAGE,
        Own {
            name: "zeile",
            title: "Zeile",
            note: "Zeile des Vordrucks Finanzielle Auswirkungen; ein Ergebnis und eine Verbesserung werden nur verglichen",
            words: &[
                "Einzahlungen",
                "Auszahlungen",
                "Ergebnis investiv",
                "Verbesserung investiv",
                "Ertrag",
                "Personal-/Sachaufwand",
                "Abschreibungen",
                "Ergebnis konsumtiv",
                "Verbesserung konsumtiv",
            ],
            form: "",
            required: true,
        },
    ],
    columns: &[
        (&["ansatz"], "Ansatz"),
        (&["fortgeschrieben"], "Fortgeschrieben"),
        (&["ansatz_ff", "ff"], "Ansatz ff."),
        (&["fortgeschrieben_ff"], "Fortgeschrieben ff."),
        (&["vorjahre"], "Vorjahre"),
        (&["vorjahre_fortgeschrieben"], "Vorjahre fortgeschrieben"),
        (&["spaetere_jahre"], "Spätere Jahre"),
        (&["spaetere_jahre_fortgeschrieben"], "Spätere fortgeschrieben"),
        (&["folgekosten_alt"], "Folgekosten (alt)"),
        (&["folgekosten_neu"], "Folgekosten (neu)"),
        (&["gesamt_alt", "angegeben/gesamt_alt"], "Gesamt (alt)"),
        (&["gesamt_neu", "angegeben/gesamt_neu"], "Gesamt (neu)"),
    ],
};

/// Which accounts cover a Verschlechterung.
pub(super) const DECKUNG: Blattform = Blattform {
    name: "deckung",
    title: "Deckung",
    noun: "Der Deckungsnachweis",
    ganzes: Ganzes::Vorlage,
    zeilen: Zeilen::Entries {
        of: Blatt::Vorlagen,
        ways: &[
            ("investiv", "finanzen/investiv/deckung/nachweis"),
            ("konsumtiv", "finanzen/konsumtiv/deckung/nachweis"),
        ],
    },
    own: &[
        VORLAGE,
        Own {
            name: "tabelle",
            title: "Tabelle",
            note: "ob das Konto eine investive oder eine konsumtive Verschlechterung deckt",
            words: &["investiv", "konsumtiv"],
            form: "",
            required: true,
        },
    ],
    columns: &[(&["psp"], "PSP-Element"), (&["kostenart"], "Kostenart"), (&["betrag"], "Betrag")],
};

/// The reports.
pub(super) const BERICHTE: Blattform = Blattform {
    name: "berichte",
    title: "Berichte",
    noun: "Der Bericht",
    ganzes: Ganzes::Bericht,
    zeilen: Zeilen::Records { section: "" },
    own: &[Own::paper(
        "name",
        "Name",
        "kurzer Name des Berichts; so heißt auch der Ordner in „berichte“ mit seinen Texten",
    )],
    columns: &[
        (&["titel"], "Titel"),
        (&["untertitel"], "Untertitel"),
        (&["auswahl"], "Auswahl"),
        (&["zeitraum"], "Zeitraum"),
        (&["turnus"], "Turnus"),
        (&["stichtag"], "Stichtag"),
        (&["datum"], "Datum"),
        (&["datum_tage"], "Tage bis zum Datum"),
        (&["datenstand"], "Datenstand"),
        (&["status"], "Status"),
        (&["stand"], "Stand"),
        (&["freigabe/am"], "Freigegeben am"),
        (&["freigabe/durch"], "Freigegeben durch"),
        (&["zurueckziehung/am"], "Zurückgezogen am"),
        (&["zurueckziehung/grund"], "Grund der Zurückziehung"),
        (&["anlage"], "Anlage"),
        (&["projektblaetter"], "Projektblätter"),
        (&["listen_hoechstens"], "Listen höchstens"),
        (&["anlage_hoechstens"], "Anlage höchstens"),
        (&["herausgeber"], "Herausgeber"),
        (&["schlagworte"], "Schlagworte"),
        (&["hinweis"], "Hinweis"),
    ],
};

/// What holds of one report of a series alone.
pub(super) const BERICHTSAUSGABEN: Blattform = Blattform {
    name: "berichtsausgaben",
    title: "Ausgaben der Berichte",
    noun: "Die Ausgabe",
    ganzes: Ganzes::Bericht,
    zeilen: Zeilen::Entries { of: Blatt::Berichte, ways: &[("", "ausgaben")] },
    own: &[Own::paper("bericht", "Bericht", "Name des Berichts wie im Blatt Berichte")],
    columns: &[
        (&["zeitraum"], "Zeitraum"),
        (&["datum"], "Datum"),
        (&["stand"], "Stand"),
        (&["freigabe/am"], "Freigegeben am"),
        (&["freigabe/durch"], "Freigegeben durch"),
        (&["zurueckziehung/am"], "Zurückgezogen am"),
        (&["zurueckziehung/grund"], "Grund der Zurückziehung"),
    ],
};
