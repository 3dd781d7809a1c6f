//! The one list of the tables of `daten/`: a table is a line here and its record.

/// Hands the list of tables to another macro. A line has the variant, the name of the file, the record; the title, which
/// is the name of the sheet; what messages call a row; and whether a workspace has the table.
macro_rules! tables {
    ($receiver:ident) => {
        $receiver! {
            Projekte projekte: Projekt = "Projekte", "Das Projekt", Required;
            Fortschritt fortschritt: Fortschritt = "Fortschritt", "Der Eintrag", Expected;
            Pausen pausen: Pause = "Pausen", "Die Pause", Expected;
            Meilensteine meilensteine: Meilenstein = "Meilensteine", "Der Meilenstein", Optional;
            Kosten kosten: Kostenstand = "Kosten", "Der Kostenstand", Optional;
            Reifegrade reifegrade: Reifegrad = "Reifegrade", "Der Reifegrad", Optional;
            Foerdergeber foerdergeber: Foerdergeber = "Fördergeber", "Der Fördergeber", Expected;
            Programme programme: Programm = "Programme", "Das Programm", Expected;
            Bewilligungen bewilligungen: Bewilligung = "Bewilligungen", "Die Bewilligung", Expected;
            Haushalt haushalt: Haushaltsansatz = "Haushalt", "Der Haushaltsansatz", Optional;
            Anlagen anlagen: Anlagegut = "Anlagen", "Das Anlagegut", Optional;
            Programmregeln programmregeln: Programmregel = "Programmregeln", "Die Programmregel", Optional;
            Aenderungsbescheide aenderungsbescheide: Aenderungsbescheid = "Änderungsbescheide", "Der Änderungsbescheid", Optional;
            Tranchen tranchen: Tranche = "Tranchen", "Die Tranche", Optional;
            Mittelabrufe mittelabrufe: Mittelabruf = "Mittelabrufe", "Der Mittelabruf", Optional;
            Zahlungen zahlungen: Zahlung = "Zahlungen", "Die Zahlung", Optional;
            Nachweise nachweise: Nachweis = "Nachweise", "Der Nachweis", Optional;
            Energie energie: Energiemenge = "Energie", "Die Energiemenge", Optional;
            Faktoren faktoren: Faktor = "Faktoren", "Der Faktor", Optional;
            Energiepreise energiepreise: Energiepreis = "Energiepreise", "Der Energiepreis", Optional;
        }
    };
}

/// Whether a workspace has a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It is expected to, so that its absence is worth a hint.
    Expected,
    /// Those have it who have their forms computed, or who report on milestones and services.
    Optional,
}

macro_rules! names {
    ($( $variant:ident $name:ident: $record:ident = $title:literal, $noun:literal, $presence:ident; )*) => {
        /// The tables that `daten/` can hold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Table {
            $( #[doc = concat!("`", stringify!($name), "`.")] $variant, )*
        }

        impl Table {
            /// Every table.
            pub const ALL: &'static [Table] = &[$(Table::$variant),*];

            /// The table's name, which is the name of its file without the ending.
            pub fn name(self) -> &'static str {
                match self { $( Table::$variant => stringify!($name), )* }
            }

            /// The table's German title, which is the name of its sheet.
            pub fn title(self) -> &'static str {
                match self { $( Table::$variant => $title, )* }
            }

            /// What messages call one of its rows: `Das Projekt`.
            pub fn noun(self) -> &'static str {
                match self { $( Table::$variant => $noun, )* }
            }

            /// Whether a workspace has it; a table that is missing counts as empty unless it is required.
            pub fn presence(self) -> Presence {
                match self { $( Table::$variant => Presence::$presence, )* }
            }
        }
    };
}

tables!(names);
