//! The catalogue of rules: code, severity, title and source of each.

/// How much a finding weighs; only errors stop a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Stops the papers that it concerns.
    Error,
    /// The paper is made, but somebody should look.
    Warning,
    /// Worth knowing.
    Hint,
}

impl Severity {
    /// The German name, as it stands before a message.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "Fehler",
            Severity::Warning => "Warnung",
            Severity::Hint => "Hinweis",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident $severity:ident $title:literal, $source:literal;)*) => {
        /// A rule's code; the hundreds name the family: 0 reading, 1 projects, 2 money, 3 climate, 4 cover, 5 text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* #[doc = $title] $code,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$code),*];

            /// The code as it is printed.
            pub fn id(self) -> &'static str {
                match self { $(Code::$code => stringify!($code),)* }
            }

            /// The rule's name in German.
            pub fn title(self) -> &'static str {
                match self { $(Code::$code => $title,)* }
            }

            /// What the rule rests on: a law, the form, practice, or our own decision.
            pub fn source(self) -> &'static str {
                match self { $(Code::$code => $source,)* }
            }

            /// How much a finding of this code weighs.
            pub fn severity(self) -> Severity {
                match self { $(Code::$code => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    RB001 Error "Datei fehlt oder ist nicht lesbar", "Aufbau des Arbeitsordners";
    RB002 Error "Datei ist nicht in UTF-8 gespeichert", "Aufbau des Arbeitsordners";
    RB003 Error "Datei ist nicht wohlgeformt", "RFC 8259, TOML 1.0";
    RB004 Error "Feld steht doppelt", "RFC 8259";
    RB005 Error "Feld ist unbekannt", "Felder der Tabelle";
    RB006 Error "Pflichtfeld fehlt", "Felder der Tabelle";
    RB007 Error "Wert hat die falsche Art", "Felder der Tabelle";
    RB008 Error "Datum ist ungültig", "Felder der Tabelle";
    RB009 Error "Betrag ist nicht auf den Cent genau", "Beträge sind centgenau (KomHVO NRW)";
    RB010 Error "Wert liegt außerhalb des Erlaubten", "Felder der Tabelle";
    RB011 Error "Wert steht nicht in der geschlossenen Liste", "Vordruck";
    RB012 Error "Kennung ist ungültig", "Felder der Tabelle";
    RB013 Error "Zeichen ist nicht druckbar", "PDF/A-3a, PDF/UA-1";
    RB014 Error "Text ist leer", "Felder der Tabelle";
    RB015 Error "Datensatz steht doppelt", "Kennungen sind eindeutig";
    RB016 Error "Kennung ist unbekannt", "Verweise zwischen den Tabellen";
    RB017 Error "Vorlage-Nr ist ungültig", "Vordruck: Einheit/0000/WPnn";
    RB018 Warning "Datei gehört zu keiner Tabelle", "Aufbau des Arbeitsordners";
    RB019 Hint "Tabelle fehlt und gilt als leer", "Aufbau des Arbeitsordners";
    RB101 Error "Ende liegt vor dem Beginn", "Projektboard";
    RB102 Error "Projekt hat Ende und Abbruch", "Sachstandsbericht: abgeschlossen oder abgebrochen";
    RB103 Warning "100 % ohne Ende", "Sachstandsbericht: zählt weiter als laufend";
    RB104 Warning "Ende ohne 100 %", "Sachstandsbericht: zählt als abgeschlossen";
    RB105 Error "Überführung ohne Abbruch", "Sachstandsbericht: K3b";
    RB106 Error "Ende oder Abbruch ohne Beginn", "Sachstandsbericht: K0 bis K4";
    RB107 Error "Eintrag zum Erledigungsstand steht doppelt", "Sachstandsbericht: K7";
    RB108 Warning "Überfällig ohne Grund", "Sachstandsbericht: K8 mit Grund";
    RB201 Error "NEIN angekreuzt, aber Beträge eingetragen", "Vordruck Finanzielle Auswirkungen";
    RB202 Error "JA angekreuzt, aber kein Betrag eingetragen", "Vordruck Finanzielle Auswirkungen";
    RB203 Error "Betrag ist negativ", "Vordruck: nur Ergebnisse tragen ein Vorzeichen";
    RB204 Warning "Angabe zur Deckung fehlt", "Vordruck Finanzielle Auswirkungen";
    RB205 Error "Betrag ist zu groß", "Beträge bis 10 Billionen Euro";
    RB301 Error "Klimarelevanz „keine“ mit weiteren Angaben", "Vordruck Klimarelevanz";
    RB302 Error "Einsparung und Erhöhung passen nicht zur Relevanz", "Vordruck Klimarelevanz";
    RB303 Error "Effekt und Größenordnung nennen verschiedene Klassen", "Vordruck Klimarelevanz";
    RB304 Error "Kompensation ohne zusätzliche Emissionen", "Vordruck Klimarelevanz";
    RB305 Error "Effekt auf die CO2-Emissionen fehlt", "Vordruck Klimarelevanz: je Zeile genau ein Kreuz";
    RB401 Error "Beratungsfolge ist leer", "Vordruck";
    RB402 Error "Gremium steht am selben Tag doppelt", "Vordruck Beratungsfolge";
    RB403 Warning "Datum der Vorlage liegt nicht vor der ersten Sitzung", "Vordruck Beratungsfolge";
    RB404 Error "Gremium besteht an diesem Tag nicht", "Stammdaten der Körperschaft";
    RB405 Warning "Datum liegt nicht in der Wahlperiode der Vorlage-Nr", "Stammdaten der Körperschaft";
    RB406 Hint "Vorlage hat keinen Beschlussvorschlag", "Vordruck";
    RB501 Error "Platzhalter ist fehlerhaft", "Texte mit Platzhaltern";
    RB502 Error "Platzhalter nennt eine unbekannte Zahl", "Texte mit Platzhaltern";
    RB503 Error "Auszeichnung ist nicht vorgesehen", "Texte: Absätze, Listen, Tabellen, Links";
    RB504 Error "Adresse eines Links ist nicht erlaubt", "Texte: http, https, mailto";
    RB505 Warning "Gremium im Text steht nicht in den Stammdaten", "Stammdaten der Körperschaft";
    RB601 Error "Kennzahlen gehen nicht auf", "Identität K0 + K1 = K2 + K3 + K3b + K5 + K6";
}
