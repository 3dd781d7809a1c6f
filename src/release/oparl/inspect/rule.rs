//! What can be wrong with a tree, and how to mend it.

/// What is looked for. Errors come first, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    Start,
    Broken,
    Bom,
    Utf8,
    Json,
    Type,
    Id,
    Required,
    Form,
    Null,
    EmptyText,
    EmptyList,
    Moment,
    Zulu,
    Fraction,
    Backwards,
    Escape,
    MediaType,
    Held,
    Back,
    Pair,
    Copy,
    Size,
    Checksum,
    Served,
    Page,
    Next,
    PageSize,
    Duplicate,
    Sorted,
    Total,
    Listed,
    Order,
    HintLicense,
    HintSize,
    HintChecksum,
    HintText,
    HintDeleted,
    HintEmbedded,
    HintField,
    HintServed,
}

/// A rule in words.
pub(super) struct Words {
    /// Its name for programs.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) expected: &'static str,
    pub(super) mend: &'static str,
}

impl Rule {
    /// Whether the tree breaks the standard, and does not only say less than it could.
    pub(super) fn is_error(self) -> bool {
        self < Self::HintLicense
    }

    /// What is said of it.
    #[rustfmt::skip]
    pub(super) fn words(self) -> Words {
        let (name, title, expected, mend) = match self {
            Self::Start => ("start", "Am Anfang steht kein Objekt", "ein System oder ein Body", "Nennen Sie die Adresse des System-Objekts."),
            Self::Broken => ("verweis", "Der Verweis führt ins Leere", "eine Adresse, unter der etwas liegt", "Legen Sie das Objekt oder die Datei dort ab, oder nehmen Sie den Verweis heraus."),
            Self::Bom => ("bom", "Am Anfang steht eine Byte-Reihenfolge-Marke", "UTF-8 ohne Marke", "Schreiben Sie das JSON ohne BOM."),
            Self::Utf8 => ("utf8", "Das ist kein UTF-8", "UTF-8", "Schreiben Sie das JSON als UTF-8."),
            Self::Json => ("json", "Das ist kein JSON-Objekt", "ein JSON-Objekt", "Prüfen Sie, was unter der Adresse ausgeliefert wird."),
            Self::Type => ("typ", "Der Typ ist falsch", "der Typ, den diese Stelle verlangt, aus OParl 1.0 oder 1.1", "Berichtigen Sie „type“ oder den Verweis."),
            Self::Id => ("id", "Die id ist nicht die Adresse", "als id die Adresse, unter der das Objekt liegt", "Schreiben Sie in „id“ die Adresse, Zeichen für Zeichen."),
            Self::Required => ("pflichtfeld", "Ein Pflichtfeld fehlt", "das Feld mit einem Wert", "Ergänzen Sie das Feld."),
            Self::Form => ("form", "Der Wert hat die falsche Form", "ein Wert, wie ihn das Schema verlangt", "Berichtigen Sie den Wert."),
            Self::Null => ("null", "Das Feld ist null", "ein Wert, oder kein Feld", "Lassen Sie das Feld weg."),
            Self::EmptyText => ("leerer-text", "Der Text ist leer", "ein Text, oder kein Feld", "Lassen Sie das Feld weg."),
            Self::EmptyList => ("leere-liste", "Die Liste ist leer", "Einträge, oder kein Feld", "Lassen Sie das Feld weg."),
            Self::Moment => ("zeitpunkt", "Das ist kein Zeitpunkt", "JJJJ-MM-TTThh:mm:ss±hh:mm", "Schreiben Sie den Zeitpunkt mit Sekunden und Abstand zur Weltzeit."),
            Self::Zulu => ("zeitzone", "Der Zeitpunkt endet auf Z", "JJJJ-MM-TTThh:mm:ss±hh:mm", "Schreiben Sie statt Z den Abstand zur Weltzeit: +00:00."),
            Self::Fraction => ("sekundenbruchteil", "Der Zeitpunkt hat Bruchteile von Sekunden", "JJJJ-MM-TTThh:mm:ss±hh:mm", "Schreiben Sie ganze Sekunden."),
            Self::Backwards => ("geaendert-vor-angelegt", "Geändert vor dem Anlegen", "„modified“ nicht vor „created“", "Berichtigen Sie die Zeitpunkte."),
            Self::Escape => ("html", "Im Text stehen Zeichen in der Schreibweise von HTML", "die Zeichen selbst: & statt &amp;", "Geben Sie Texte aus, wie sie sind."),
            Self::MediaType => ("medientyp", "Das ist kein Medientyp", "ein Medientyp wie application/pdf", "Nennen Sie den Medientyp, nicht die Endung."),
            Self::Held => ("rueckverweis-fehlt", "Das Objekt verweist nicht zurück", "den Rückverweis auf das Objekt, in dem es steht", "Ergänzen Sie den Rückverweis am Objekt, das für sich steht."),
            Self::Back => ("rueckverweis-falsch", "Der Rückverweis führt zu einem Objekt, in dem dieses nicht steht", "ein Objekt, in dem dieses steht", "Berichtigen Sie den Rückverweis, oder nehmen Sie das Objekt dort auf."),
            Self::Pair => ("gegenseitig", "Der Verweis wird nicht erwidert", "Verweise in beiden Richtungen", "Ergänzen Sie den Verweis in der anderen Richtung."),
            Self::Copy => ("abweichende-kopie", "Eingebettet oder in der Liste steht ein anderer Stand", "„created“ und „modified“ wie am Objekt, das für sich steht", "Geben Sie überall denselben Stand aus."),
            Self::Size => ("groesse", "Die Größe stimmt nicht", "die Größe der Datei in Byte", "Berichtigen Sie „size“, oder legen Sie die richtige Datei ab."),
            Self::Checksum => ("pruefsumme", "Die Prüfsumme stimmt nicht", "die SHA-512 der Datei", "Berichtigen Sie „sha512Checksum“, oder legen Sie die richtige Datei ab."),
            Self::Served => ("ausgelieferter-typ", "Die Datei wird mit einem anderen Medientyp ausgeliefert", "den Typ aus „mimeType“", "Berichtigen Sie „mimeType“ oder die Einstellung des Servers."),
            Self::Page => ("listenseite", "Die Seite einer Liste ist unvollständig", "„data“, „pagination“ und „links“", "Ergänzen Sie, was fehlt."),
            Self::Next => ("naechste-seite", "Die Seite führt nicht zur nächsten", "„next“ auf jeder Seite außer der letzten, nie im Kreis", "Berichtigen Sie „links.next“."),
            Self::PageSize => ("seitengroesse", "Die Seite hat nicht so viele Einträge, wie sie soll", "höchstens 100, und auf allen Seiten vor der letzten so viele wie in „elementsPerPage“", "Verteilen Sie die Einträge gleich auf die Seiten."),
            Self::Duplicate => ("doppelt", "Das Objekt steht zweimal in der Liste", "jedes Objekt einmal", "Ordnen Sie die Liste nach etwas, das sich nicht ändert."),
            Self::Sorted => ("reihenfolge", "Die Liste ist nicht nach dem Anlegen geordnet", "neue Objekte am Ende", "Hängen Sie neue Objekte an, damit frühere Seiten bleiben, wie sie sind."),
            Self::Total => ("gesamtzahl", "Die Zahlen der Liste stimmen nicht", "„totalElements“, „totalPages“ und „currentPage“, wie es ist", "Berichtigen Sie „pagination“."),
            Self::Listed => ("nicht-aufgefuehrt", "Das Objekt steht in keiner Liste seines Body", "jedes Objekt in der Liste seiner Art", "Nehmen Sie das Objekt in die Liste auf."),
            Self::Order => ("tagesordnung", "Die Tagesordnung zählt nicht von 0 an", "„order“ 0, 1, 2 … in der Reihenfolge der Liste", "Nummerieren Sie die Tagesordnungspunkte neu."),
            Self::HintLicense => ("lizenz", "Die Lizenz fehlt", "„license“ am Body", "Nennen Sie die Adresse der Lizenz, sonst darf niemand die Daten verwenden."),
            Self::HintSize => ("ohne-groesse", "Die Größe fehlt", "„size“", "Nennen Sie die Größe der Datei in Byte."),
            Self::HintChecksum => ("ohne-pruefsumme", "Die Prüfsumme fehlt", "„sha512Checksum“", "Nennen Sie die SHA-512 der Datei."),
            Self::HintText => ("ohne-text", "Der Text fehlt", "„text“ an jedem PDF", "Geben Sie den Text der Datei aus, damit man in ihm suchen kann."),
            Self::HintDeleted => ("geloescht", "Der Verweis führt zu einem gelöschten Objekt", "ein Objekt, das es noch gibt", "Nehmen Sie den Verweis heraus."),
            Self::HintEmbedded => ("rueckverweis-eingebettet", "Ein eingebettetes Objekt verweist auf das, in dem es steht", "den Rückverweis nur am Objekt, das für sich steht", "Lassen Sie den Rückverweis dort weg."),
            Self::HintField => ("unbekanntes-feld", "Das Feld kennt OParl nicht", "ein Feld des Standards, oder eines mit dem Namen des Herstellers davor: hersteller:feld", "Prüfen Sie die Schreibweise."),
            Self::HintServed => ("json-typ", "Das JSON wird mit einem anderen Medientyp ausgeliefert", "application/json", "Stellen Sie den Server ein."),
        };
        Words { name, title, expected, mend }
    }
}
