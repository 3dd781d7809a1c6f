//! How a municipality builds its Vorlage-Nr: a pattern that names the parts of a number.
//!
//! `{Einheit}/{Nummer:####}/{Wahlperiode:WP##}[-{Folge}]` is the pattern of the form. A part stands in braces, behind a colon
//! its shape, in which `#` is a digit; what may be absent stands in brackets; all else stands in the number as it is.

mod einheit;
mod next;

use std::sync::LazyLock;

use regex::Regex;

use super::record::{Decode, Kind, Shape};
use super::{Kennung, VorlageNr};
use crate::finding::{Code, Finding, Log, suggest};
use crate::source::{Node, pattern};

/// The longest pattern, in characters.
const LONGEST: usize = 80;

/// What a number can consist of: the part's name, the characters that it has where the pattern says none, and the digits that
/// an example shows.
const PARTS: [(&str, &str, &str); 5] = [
    ("Einheit", KENNUNG, "FB 2"),
    ("Nummer", "[0-9]{1,10}", "123"),
    ("Wahlperiode", KENNUNG, Nummernmuster::TERM),
    ("Jahr", "[0-9]{4}", "2021"),
    ("Folge", "[1-9][0-9]{0,8}", "2"),
];

/// What a Kennung consists of.
const KENNUNG: &str = r"[\p{L}\p{N}][\p{L}\p{N} ._/-]*";

/// The signs that a number may hold beside letters and digits.
const SIGNS: &str = " ._/-";

/// A pattern of numbers.
#[derive(Debug, Clone)]
pub struct Nummernmuster {
    muster: String,
    beispiel: String,
    regex: Regex,
}

/// What the parts of a number say; `None` where its pattern has no such part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nummernteile<'a> {
    /// The unit that is in charge: `FB 02`, `E 46/47`, `Dez. I`.
    pub einheit: Option<&'a str>,
    /// The term of the council: `WP18`.
    pub wahlperiode: Option<Kennung>,
    /// The year, of two or four digits.
    pub jahr: Option<&'a str>,
}

/// The pattern of the form, where the municipality has none of its own [form].
static OF_THE_FORM: LazyLock<Nummernmuster> = LazyLock::new(|| Nummernmuster {
    muster: "{Einheit}/{Nummer:####}/{Wahlperiode:WP##}[-{Folge}]".into(),
    beispiel: "FB 02/0022/WP18".into(),
    regex: pattern(
        r"^(?<Einheit>[\p{L}\p{N}][\p{L}\p{N} ._/-]*)/(?<Nummer>[0-9][0-9][0-9][0-9])/(?<Wahlperiode>WP[0-9][0-9])(?:-(?<Folge>[1-9][0-9]{0,8}))?$",
    ),
});

impl Nummernmuster {
    /// The term that stands in examples.
    pub const TERM: &str = "WP18";

    /// The pattern of the form.
    pub fn of_the_form() -> &'static Self {
        &OF_THE_FORM
    }

    /// Reads a pattern.
    ///
    /// # Errors
    /// Says in German how to mend it.
    pub fn parse(muster: &str) -> Result<Self, String> {
        if muster.chars().count() > LONGEST {
            return Err(format!("Kürzen Sie das Muster auf {LONGEST} Zeichen."));
        }
        let mut reading = Reading::default();
        reading.read(muster)?;
        if !reading.parts.contains(&"Nummer") {
            return Err(
                "Ergänzen Sie die laufende Nummer, wie {Nummer:####}; sie darf nicht in eckigen Klammern stehen."
                    .into(),
            );
        }
        let regex = Regex::new(&format!("^{}$", reading.regex));
        let regex = regex.map_err(|_| "Schreiben Sie das Muster einfacher.".to_owned())?;
        Ok(Self { muster: muster.to_owned(), beispiel: reading.example, regex })
    }

    /// What a number says; `None` where it does not fit.
    pub fn parts<'a>(&self, nummer: &'a VorlageNr) -> Option<Nummernteile<'a>> {
        let captures = self.regex.captures(nummer.as_str())?;
        let part = |name| captures.name(name).map(|part| part.as_str());
        // Units and terms are Kennungen, which have a length; an expression that counted it would be forty times as large.
        let kennung = |name| part(name).map_or(Some(None), |part| Kennung::parse(part).map(Some));
        kennung("Einheit")?;
        let wahlperiode = kennung("Wahlperiode")?;
        Some(Nummernteile { einheit: part("Einheit"), wahlperiode, jahr: part("Jahr") })
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.muster
    }

    /// A number that fits.
    pub fn beispiel(&self) -> &str {
        &self.beispiel
    }

    /// The pattern as a regular expression that JSON Schema understands.
    pub fn regex(&self) -> String {
        let named = self.regex.as_str().to_owned();
        PARTS.iter().fold(named, |regex, (name, ..)| regex.replace(&format!("(?<{name}>"), "(?:"))
    }
}

impl PartialEq for Nummernmuster {
    fn eq(&self, other: &Self) -> bool {
        self.muster == other.muster
    }
}

/// A pattern while it is read.
#[derive(Default)]
struct Reading {
    regex: String,
    example: String,
    /// The parts outside brackets.
    parts: Vec<&'static str>,
    /// The parts in brackets.
    optional: Vec<&'static str>,
    in_brackets: bool,
    /// The part that was read last, where no sign stands behind it yet; whether its length is open.
    before: Option<(&'static str, bool)>,
    /// Whether a bracket opened or closed behind it.
    is_bracketed: bool,
}

impl Reading {
    fn read(&mut self, muster: &str) -> Result<(), String> {
        let mut rest = muster;
        while let Some(c) = rest.chars().next() {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            match c {
                '{' => {
                    let (part, behind) = rest.split_once('}').ok_or("Schließen Sie die geschweifte Klammer.")?;
                    self.part(part)?;
                    rest = behind;
                }
                '[' if !self.in_brackets => self.bracket(true, "(?:"),
                ']' if self.in_brackets => self.bracket(false, ")?"),
                '#' => return Err("Schreiben Sie um die Rauten, was sie bedeuten: {Nummer:####}.".into()),
                c => self.literal(c)?,
            }
        }
        if self.in_brackets { Err("Schließen Sie die eckige Klammer.".into()) } else { Ok(()) }
    }

    fn bracket(&mut self, opens: bool, regex: &str) {
        (self.in_brackets, self.is_bracketed) = (opens, true);
        self.regex.push_str(regex);
    }

    /// A character that stands in the number as it is.
    fn literal(&mut self, c: char) -> Result<(), String> {
        if !c.is_alphanumeric() && !SIGNS.contains(c) {
            return Err(format!(
                "Löschen Sie „{c}“; neben den Teilen stehen nur Buchstaben, Ziffern, Leerzeichen und . _ / -."
            ));
        }
        // A digit could as well belong to the number before it.
        self.before = self.before.filter(|_| c.is_ascii_digit());
        self.regex.push_str(&escaped(c));
        self.show(&c.to_string());
        Ok(())
    }

    /// A part `Name` or `Name:Form`.
    fn part(&mut self, text: &str) -> Result<(), String> {
        let (name, shape) = text.split_once(':').map_or((text, None), |(name, shape)| (name, Some(shape)));
        let known = PARTS.into_iter().find(|(known, ..)| known.to_lowercase() == name.trim().to_lowercase());
        let Some((name, any, example)) = known else {
            return Err(suggest(name.trim(), PARTS.map(|(name, ..)| name)));
        };
        if self.parts.contains(&name) || self.optional.contains(&name) {
            return Err(format!("Nennen Sie {{{name}}} nur einmal."));
        }
        self.apart(name, shape.is_none() && name != "Jahr")?;
        if self.in_brackets {
            self.optional.push(name);
        } else {
            self.parts.push(name);
        }
        let (regex, example) = match shape {
            Some(shape) => shaped(name, shape, example)?,
            None => (any.to_owned(), example.to_owned()),
        };
        self.regex.push_str(&format!("(?<{name}>{regex})"));
        self.show(&example);
        Ok(())
    }

    /// Refuses two parts of which nobody could say where one ends and the next begins: `{Nummer}{Folge}`.
    fn apart(&mut self, name: &'static str, is_open: bool) -> Result<(), String> {
        match self.before.replace((name, is_open)) {
            Some((before, true)) if is_open || self.is_bracketed => Err(format!(
                "Setzen Sie zwischen {{{before}}} und {{{name}}} ein Zeichen wie / oder -, sonst ist nicht zu erkennen, wo das eine \
                 aufhört; oder nennen Sie die Zahl der Ziffern, wie {{Nummer:####}}."
            )),
            _ => {
                self.is_bracketed = false;
                Ok(())
            }
        }
    }

    /// Adds to the example, which leaves out what may be absent.
    fn show(&mut self, text: &str) {
        if !self.in_brackets {
            self.example.push_str(text);
        }
    }
}

/// The expression of a character that a number may hold; editors refuse a backslash before any but the dot.
fn escaped(c: char) -> String {
    if c == '.' { r"\.".into() } else { c.into() }
}

/// The expression and the example of a part whose shape is said.
fn shaped(name: &str, shape: &str, example: &str) -> Result<(String, String), String> {
    let places = shape.chars().filter(|c| *c == '#').count();
    let plain = shape.chars().all(|c| c == '#' || c.is_alphanumeric() || SIGNS.contains(c));
    let digits_only = places == shape.chars().count();
    match name {
        "Jahr" if shape != "####" && shape != "##" => Err("Schreiben Sie {Jahr:####} oder {Jahr:##}.".into()),
        "Nummer" | "Folge" if !digits_only => {
            Err(format!("Schreiben Sie hinter den Doppelpunkt nur Rauten, je Ziffer eine: {{{name}:####}}."))
        }
        _ if !plain || places == 0 => Err(format!(
            "Schreiben Sie hinter den Doppelpunkt die Form mit einer Raute je Ziffer, wie {{{name}:WP##}}, oder lassen Sie sie weg."
        )),
        _ => {
            let regex = shape.chars().map(|c| if c == '#' { "[0-9]".into() } else { escaped(c) });
            let digits: String = example.chars().filter(char::is_ascii_digit).collect();
            let digits = format!("{digits:0>places$}");
            let mut digits = digits.chars().skip(digits.len() - places);
            let example = shape.chars().map(|c| if c == '#' { digits.next().unwrap_or('0') } else { c });
            Ok((regex.collect(), example.collect()))
        }
    }
}

impl Decode for Nummernmuster {
    fn shape() -> Shape {
        Shape::single(Kind::Text, "ein Muster wie {Jahr:####}/{Nummer:####}, # steht für eine Ziffer")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let text = String::decode(node, log)?;
        Self::parse(&text)
            .map_err(|mend| {
                let finding = Finding::at(Code::RB010, node.span, "Das Muster der Vorlage-Nr ist ungültig.", mend);
                log.push(finding.expected(Self::shape().describe()).found(node.describe()));
            })
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_of_the_form_can_be_written() {
        let form = Nummernmuster::of_the_form();
        let built_in = |read: Nummernmuster| pattern(read.regex.as_str()).to_string();
        assert_eq!(Nummernmuster::parse(form.as_str()).map(built_in), Ok(form.regex.to_string()));
    }

    /// Pattern, number, and what it says: unit, term, year.
    const REAL: [(&str, &str, [Option<&str>; 3]); 14] = [
        (
            "{Einheit}/{Nummer:####}/{Wahlperiode:WP##}[-{Folge}]",
            "FB 02/0022/WP18",
            [Some("FB 02"), Some("WP18"), None],
        ),
        (
            "{Einheit}/{Nummer:####}/{Wahlperiode:WP##}[-{Folge}]",
            "E 46/47/0011/WP18-2",
            [Some("E 46/47"), Some("WP18"), None],
        ),
        ("{Jahr:####}/{Nummer:####}", "2022/0481", [None, None, Some("2022")]),
        ("{Nummer:####}/{Jahr}", "0481/2022", [None, None, Some("2022")]),
        ("{Wahlperiode}-DS-{Nummer:#####}[-NF-{Folge:##}]", "VII-DS-01234", [None, Some("VII"), None]),
        ("{Wahlperiode}-DS-{Nummer:#####}[-NF-{Folge:##}]", "VII-DS-01234-NF-01", [None, Some("VII"), None]),
        ("VO/{Nummer:####}/{Jahr:####}", "VO/0123/2021", [None, None, Some("2021")]),
        ("{Jahr:##}{Nummer:####}[-{Folge:##}]", "252775-02", [None, None, Some("25")]),
        ("{Jahr:##}{Nummer:####}[-{Folge:##}]", "252775", [None, None, Some("25")]),
        ("{Nummer:######}-{Folge:##}", "252775-02", [None, None, None]),
        ("{Wahlperiode} / V {Nummer:#####}", "20-26 / V 12345", [None, Some("20-26"), None]),
        ("GRDrs {Nummer}/{Jahr}", "GRDrs 7/2022", [None, None, Some("2022")]),
        ("{Einheit:##}/{Nummer:###}/{Jahr:##}", "61/012/21", [Some("61"), None, Some("21")]),
        ("{nummer:####}/{jahr:####}/BV", "0123/2021/BV", [None, None, Some("2021")]),
    ];

    #[test]
    fn real_numbers_are_read() {
        for (muster, nummer, [einheit, wahlperiode, jahr]) in REAL {
            let read = Nummernmuster::parse(muster).unwrap();
            let wahlperiode = wahlperiode.and_then(Kennung::parse);
            let number = VorlageNr::new(nummer);
            assert_eq!(read.parts(&number), Some(Nummernteile { einheit, wahlperiode, jahr }), "{muster} {nummer}");
            assert!(read.parts(&VorlageNr::new(read.beispiel())).is_some(), "{muster} {}", read.beispiel());
            assert_eq!(read.parts(&VorlageNr::new(&format!("{nummer}x"))), None, "{muster}");
            assert_eq!(read.parts(&VorlageNr::new(&format!("{}{nummer}", "F".repeat(40)))), None, "{muster}");
        }
    }

    #[test]
    fn numbers_of_other_shapes_are_none_of_the_form() {
        let bad = ["FB 02/22/WP18", "FB 02/0022", "FB 02/0022/18", "FB 02/0022/WP18-0", "FB 02/0022/WP18-01"];
        for text in bad.iter().chain(&["FB 02/0022/WP18-+1", "/0022/WP18"]) {
            assert_eq!(Nummernmuster::of_the_form().parts(&VorlageNr::new(text)), None, "{text}");
        }
    }

    #[test]
    fn a_pattern_that_says_too_little_is_refused_with_its_mend() {
        for (bad, mend) in [
            ("####/####", "{Nummer:####}"),
            ("{Jahr:####}", "laufende Nummer"),
            ("VO[-{Nummer:####}]", "laufende Nummer"),
            ("{Numer:####}", "Meinten Sie „Nummer“"),
            ("{Jahr:####}/{Nummer:####", "geschweifte Klammer"),
            ("{Nummer:####}[-{Folge}", "eckige Klammer"),
            ("{Nummer:####}/{Jahr:###}", "{Jahr:##}"),
            ("{Nummer:VO##}", "nur Rauten"),
            ("{Nummer:}", "Form"),
            ("{Nummer:####}/{Nummer:####}", "nur einmal"),
            ("{Nummer:####}*", "Löschen Sie „*“"),
            ("{Nummer:####}]", "Löschen Sie „]“"),
        ] {
            let Err(found) = Nummernmuster::parse(bad) else { panic!("{bad} was read") };
            assert!(found.contains(mend), "{bad}: {found}");
        }
    }
}
