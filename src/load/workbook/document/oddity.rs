//! What Word can say and a paper cannot.

use crate::finding::Code;

/// Something in a document that does not reach the paper as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::load) enum Oddity {
    /// A change that nobody has accepted or refused.
    Tracked,
    /// Words that are not shown.
    Hidden,
    /// Words that are struck through.
    Struck,
    /// Words above the line.
    Raised,
    /// Words below the line.
    Lowered,
    /// A picture, or a drawing.
    Picture,
    /// A box of text.
    TextBox,
    /// A file of another program.
    Embedded,
    /// A formula.
    Formula,
    /// A note at the foot of the page or at the end.
    Footnote,
    /// A sign that only its font knows.
    Symbol,
    /// A field whose words Word computes, by its name.
    Field(String),
    /// Cells that are shown as one, or a row with others than the head.
    Merged,
    /// A table in a cell.
    TableInCell,
    /// A list or a heading in a cell.
    BlockInCell,
    /// Numbers as no paper counts, by the name of their format.
    Numbering(String),
    /// Anything else that shows something, as it is called.
    Other(String),
    /// A comment.
    Comment,
    /// Words with a line below.
    Underlined,
    /// Words with the colour of a marker.
    Highlighted,
    /// Words that are shown in capital letters.
    Capitals,
    /// A tab between words.
    Tab,
    /// The number of a heading.
    HeadingNumber,
    /// Columns as in a newspaper.
    Columns,
    /// What stands at the head or the foot of each page.
    Margins,
}

/// The longest name of an element or a format that is told, in characters.
const LONGEST_NAME: usize = 30;

impl Oddity {
    /// What an element is that no reading knows.
    pub(super) fn of(element: &str) -> Self {
        Self::Other(match element {
            "ins" | "moveTo" => return Self::Tracked,
            "ruby" => "eine Lautschrift über Wörtern".into(),
            "pgNum" => "eine Seitenzahl".into(),
            "dayLong" | "dayShort" | "monthLong" | "monthShort" | "yearLong" | "yearShort" => {
                "ein Datum, das Word einsetzt".into()
            }
            "subDoc" => "ein Filialdokument".into(),
            "contentPart" => "eine Zeichnung mit dem Stift".into(),
            "symEx" => "ein Symbol".into(),
            _ => format!("ein Element „{}“", element.chars().take(LONGEST_NAME).collect::<String>()),
        })
    }

    /// The rule.
    pub(in crate::load) fn code(&self) -> Code {
        match self {
            Self::Comment
            | Self::Underlined
            | Self::Highlighted
            | Self::Capitals
            | Self::Tab
            | Self::HeadingNumber
            | Self::Columns
            | Self::Margins => Code::RB058,
            _ => Code::RB057,
        }
    }

    /// What is wrong.
    pub(in crate::load) fn message(&self) -> String {
        let what = match self {
            Self::Tracked => return "Der Text enthält Änderungen, die niemand angenommen oder abgelehnt hat.".into(),
            Self::Hidden => "ausgeblendeter Text",
            Self::Struck => "durchgestrichener Text",
            Self::Raised => "eine Hochstellung",
            Self::Lowered => "eine Tiefstellung",
            Self::Picture => "ein Bild",
            Self::TextBox => "ein Textfeld",
            Self::Embedded => "ein eingebettetes Objekt",
            Self::Formula => "eine Formel",
            Self::Footnote => "eine Fußnote oder Endnote",
            Self::Symbol => "ein Symbol, das nur seine Schriftart kennt",
            Self::Field(name) => return format!("Im Text steht ein Feld von Word ({name}); das ist nicht vorgesehen."),
            Self::Merged => {
                return "Zellen sind verbunden, oder die Zeile hat andere Spalten als der Kopf der Tabelle.".into();
            }
            Self::TableInCell => "eine Tabelle in einer Zelle",
            Self::BlockInCell => "eine Liste oder Überschrift in einer Zelle",
            Self::Numbering(format) => {
                let format: String = format.chars().take(LONGEST_NAME).collect();
                return format!("Der Absatz hat eine Nummerierung ({format}), die kein Papier schreiben kann.");
            }
            Self::Other(what) => what,
            _ => return format!("{} nicht in das Papier übernommen.", self.left_out()),
        };
        format!("Im Text steht {what}; das ist nicht vorgesehen.")
    }

    /// What is left out, with its verb.
    fn left_out(&self) -> &'static str {
        match self {
            Self::Comment => "Der Kommentar wird",
            Self::Underlined => "Die Unterstreichung wird",
            Self::Highlighted => "Die farbige Markierung wird",
            Self::Capitals => "Die Großbuchstaben der Formatierung werden",
            Self::Tab => "Der Tabulator zwischen den Wörtern wird",
            Self::HeadingNumber => "Die Nummer der Überschrift wird",
            Self::Columns => "Der Satz in Spalten wird",
            _ => "Kopf- und Fußzeilen werden",
        }
    }

    /// What to do.
    pub(in crate::load) fn mend(&self) -> &'static str {
        match self {
            Self::Tracked => {
                "Nehmen Sie die Änderungen in Word unter „Überprüfen“ an, oder lehnen Sie sie ab: Welche Fassung gilt, kann sonst \
                 niemand wissen."
            }
            Self::Hidden => "Löschen Sie ihn, oder nehmen Sie ihm unter „Schriftart“ die Eigenschaft „Ausgeblendet“.",
            Self::Struck => "Löschen Sie ihn, oder nehmen Sie ihm die Linie.",
            Self::Raised => "Nehmen Sie sie zurück; für m² und m³ gibt es eigene Zeichen.",
            Self::Lowered => "Nehmen Sie sie zurück; CO2 wird von selbst richtig gedruckt.",
            Self::Picture => "Legen Sie Bilder als Anlage bei, und nennen Sie sie im Text.",
            Self::TextBox => "Schreiben Sie, was darin steht, als Absatz in den Text.",
            Self::Embedded => "Legen Sie es als Anlage bei, und nennen Sie es im Text.",
            Self::Formula => "Schreiben Sie sie in Worten und gewöhnlichen Zeichen.",
            Self::Footnote => "Schreiben Sie die Anmerkung in Klammern in den Text.",
            Self::Symbol => "Löschen Sie es, oder fügen Sie ein Zeichen der normalen Schrift ein.",
            Self::Field(_) => {
                "Wandeln Sie das Feld in Text um (markieren, dann Strg+Umschalt+F9), oder löschen Sie es. Zahlen setzen \
                 Platzhalter ein: {{ kennzahlen.laufend }}."
            }
            Self::Merged => "Teilen Sie die Zellen, sodass jede Zeile so viele hat wie der Kopf.",
            Self::TableInCell => "Machen Sie aus ihr eine eigene Tabelle, oder schreiben Sie ihren Inhalt als Text.",
            Self::BlockInCell => "Schreiben Sie gewöhnliche Absätze in die Zelle.",
            Self::Numbering(_) => {
                "Wählen Sie in Word eine Nummerierung mit Ziffern, Buchstaben oder römischen Zahlen, oder schreiben Sie die Nummer in \
                 den Text."
            }
            Self::Other(_) => "Schreiben Sie, was dort zu sehen ist, als gewöhnlichen Text, oder löschen Sie es.",
            Self::Comment => "Klären Sie, was er fragt, und löschen Sie ihn.",
            Self::Underlined => "Schreiben Sie fett oder kursiv, was auffallen soll.",
            Self::Highlighted => "Klären Sie, was markiert ist, und nehmen Sie die Markierung zurück.",
            Self::Capitals => "Schreiben Sie die Wörter so, wie sie gedruckt werden sollen.",
            Self::Tab => "Gedruckt wird ein Leerzeichen. Was in Spalten stehen soll, gehört in eine Tabelle.",
            Self::HeadingNumber => "Schreiben Sie sie als Text in die Überschrift, wenn sie gedruckt werden soll.",
            Self::Columns => "Stellen Sie unter „Layout“ eine Spalte ein; Spalten nebeneinander sind eine Tabelle.",
            Self::Margins => "Schreiben Sie in den Text, was davon gedruckt werden soll; löschen Sie sie sonst.",
        }
    }
}
