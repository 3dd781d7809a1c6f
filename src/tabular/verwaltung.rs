//! The administration that a new workspace is for, put in the place of the one of the example.

use crate::model::Kennung;

/// How the example calls its municipality, and the same in the genitive.
const EXAMPLE: [&str; 2] = ["Stadt Musterstadt", "der Stadt Musterstadt"];

/// What stands in the example behind what is made up and stays so.
const MADE_UP: &str = "erfunden";

/// What the example says of its municipality, and what is said of the example of another.
const DISCLAIMERS: [(&str, &str); 2] = [
    ("Die Stadt Musterstadt und alle Angaben sind erfunden.", "Alle Angaben sind erfunden."),
    ("Die Stadt Musterstadt ist erfunden.", "Das Beispiel ist erfunden."),
];

/// Where the Dezernate and Fachbereiche of the example begin in its configuration, and where they end.
const SECTION: [&str; 2] = ["[[dezernat]]", "# Die Handlungsfelder"];

/// The Dezernate and Fachbereiche of the example.
const OWN: [[&str; 2]; 2] = [["Dez. 1", "Dez. 2"], ["FB 10", "FB 66"]];

/// A Dezernat or Fachbereich of a new workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stelle {
    /// Its Kennung.
    pub kennung: String,
    /// Its name.
    pub name: String,
    /// The Kennung of the Dezernat that it belongs to; none of a Dezernat.
    pub dezernat: Option<String>,
}

/// The administration that a new workspace is for; what is left out stays as in the example.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verwaltung {
    /// The name of the municipality and the same in the genitive: `Stadt Neuhof`, `der Stadt Neuhof`.
    pub name: Option<[String; 2]>,
    /// The Dezernate; where there are any, there are Fachbereiche, too.
    pub dezernate: Vec<Stelle>,
    /// The Fachbereiche, each of which names a Dezernat.
    pub fachbereiche: Vec<Stelle>,
}

impl Verwaltung {
    /// A text of the example for this administration: names, departments, and every Kennung that refers to one.
    pub(super) fn adapted(&self, text: &str) -> String {
        let text = self.with_sections(text);
        let lines: Vec<String> = text.split('\n').map(|line| self.with_name(line)).collect();
        self.with_kennungen(&lines.join("\n"))
    }

    /// The configuration with the departments of this administration.
    fn with_sections(&self, text: &str) -> String {
        let bounds = SECTION.map(|mark| text.find(mark));
        let ([Some(from), Some(to)], false) = (bounds, self.dezernate.is_empty()) else { return text.to_owned() };
        let section = |kind: &str, stelle: &Stelle| {
            let above = stelle.dezernat.iter().map(|above| format!("dezernat = \"{above}\"\n")).collect::<String>();
            format!("[[{kind}]]\nkennung = \"{}\"\nname = \"{}\"\n{above}\n", stelle.kennung, stelle.name)
        };
        let dezernate: String = self.dezernate.iter().map(|own| section("dezernat", own)).collect();
        let fachbereiche: String = self.fachbereiche.iter().map(|own| section("fachbereich", own)).collect();
        format!(
            "{}{dezernate}# Die Fachbereiche. Jeder gehört zu einem Dezernat.\n{fachbereiche}{}",
            &text[..from],
            &text[to..]
        )
    }

    /// A line with the name of the municipality; what a line calls made up stays so.
    fn with_name(&self, line: &str) -> String {
        let Some([name, genitiv]) = &self.name else { return line.to_owned() };
        if let Some((said, instead)) = DISCLAIMERS.iter().find(|(said, _)| line.contains(said)) {
            return line.replace(said, instead);
        }
        if line.contains(MADE_UP) {
            return line.to_owned();
        }
        line.replace(EXAMPLE[1], genitiv).replace(EXAMPLE[0], name)
    }

    /// A text with the Kennungen of this administration in the place of those of the example.
    fn with_kennungen(&self, text: &str) -> String {
        if self.dezernate.is_empty() {
            return text.to_owned();
        }
        let mut text = text.to_owned();
        let lists = [&self.dezernate, &self.fachbereiche];
        let pairs: Vec<(&str, &str)> = OWN
            .iter()
            .zip(lists)
            .flat_map(|(own, list)| {
                let new = [list.first(), list.get(1).or(list.first())];
                own.iter().copied().zip(new).filter_map(|(old, new)| Some((old, new?.kennung.as_str())))
            })
            .collect();
        // What is put in must not be taken for what is to be replaced: first marks, then names.
        let mark = |i: usize| format!("\u{1}{i}\u{1}");
        for (i, (old, _)) in pairs.iter().enumerate() {
            let quoted = |text: String, before: &str, behind: &str| {
                text.replace(&format!("{before}{old}{behind}"), &format!("{before}{}{behind}", mark(i)))
            };
            // Those of the configuration are its own already.
            if !text.contains(SECTION[0]) {
                text = quoted(text, "\"", "\"");
                text = quoted(text, "\"", "/");
                text = quoted(text, "\"", ",");
            }
        }
        pairs.iter().enumerate().fold(text, |text, (i, (_, new))| text.replace(&mark(i), new))
    }
}

/// A name that can stand in every file of a workspace: letters, digits and what names have between them.
pub fn is_name(text: &str) -> bool {
    let between = |c: char| c.is_alphanumeric() || " .,()/-–".contains(c);
    text.chars().count() <= 100 && text.starts_with(char::is_alphabetic) && text.chars().all(between)
}

/// A department as `FB 10: Zentrale Dienste`; `None` where it is none.
pub fn stelle(text: &str, dezernat: Option<&str>) -> Option<Stelle> {
    let (kennung, name) = text.split_once(':')?;
    let (kennung, name) = (kennung.trim(), name.trim());
    // The number of a Vorlage begins with it.
    let is_kennung = Kennung::parse(kennung).is_some() && !kennung.contains('/');
    (is_kennung && is_name(name)).then(|| Stelle {
        kennung: kennung.to_owned(),
        name: name.to_owned(),
        dezernat: dezernat.map(str::to_owned),
    })
}

/// The genitive of a municipality's name, as far as its first word tells: `der Stadt Neuhof`, `des Kreises Steinfurt`.
pub fn genitiv(name: &str) -> String {
    let (first, rest) = name.split_once(' ').map_or((name, ""), |(first, rest)| (first, rest));
    let rest = if rest.is_empty() { String::new() } else { format!(" {rest}") };
    let ends = |endings: &[&str]| endings.iter().any(|ending| first.to_lowercase().ends_with(ending));
    if !rest.is_empty() && ends(&["stadt", "gemeinde", "region"]) {
        format!("der {name}")
    } else if ends(&["kreis"]) {
        format!("des {first}es{rest}")
    } else if !rest.is_empty() && ends(&["markt", "amt", "flecken"]) {
        let ending = if first.ends_with('n') { "s" } else { "es" };
        format!("des {first}{ending}{rest}")
    } else {
        format!("von {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_genitive_follows_from_the_first_word() {
        for (name, expected) in [
            ("Stadt Neuhof", "der Stadt Neuhof"),
            ("Samtgemeinde Elbtal", "der Samtgemeinde Elbtal"),
            ("Kreis Steinfurt", "des Kreises Steinfurt"),
            ("Rhein-Erft-Kreis", "des Rhein-Erft-Kreises"),
            ("Markt Indersdorf", "des Marktes Indersdorf"),
            ("Neustadt", "von Neustadt"),
            ("Neuhof", "von Neuhof"),
        ] {
            assert_eq!(genitiv(name), expected);
        }
    }

    #[test]
    fn a_department_is_a_kennung_and_a_name() {
        let read = stelle(" FB 20 : Kämmerei und Kasse", Some("Dez. 1"));
        let name = "Kämmerei und Kasse".to_owned();
        assert_eq!(read, Some(Stelle { kennung: "FB 20".into(), name, dezernat: Some("Dez. 1".into()) }));
        for wrong in
            ["FB 20", "FB 20:", ": Kämmerei", "FB/20: Kämmerei", "FB 20: \"\n[klima]", "FB 20: {{ x }}", "FB 20: *x*"]
        {
            assert_eq!(stelle(wrong, None), None, "{wrong}");
        }
    }

    #[test]
    fn kennungen_that_change_places_stay_apart() {
        let stelle = |kennung: &str| Stelle { kennung: kennung.into(), name: "Amt".into(), dezernat: None };
        let own = Verwaltung {
            dezernate: vec![stelle("Dez. 1")],
            fachbereiche: vec![stelle("FB 66"), stelle("FB 10")],
            ..Verwaltung::default()
        };
        assert_eq!(
            own.adapted("[\"FB 10\", \"FB 66/0012/WP09\", \"FB 10, Netze\"]"),
            "[\"FB 66\", \"FB 10/0012/WP09\", \"FB 66, Netze\"]"
        );
    }
}
