//! Texts are printed as they were typed, or a finding says that they are not.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use ratsbericht::check::check_texts;
use ratsbericht::load;
use ratsbericht::model::Table;
use ratsbericht::source::{Alphabet, Data};
use ratsbericht::text::{Block, Inline, parse};

use crate::support::Workspace;

/// The property, which a fuzz target holds too.
#[path = "../../fuzz/src/as_typed.rs"]
mod property;

/// What texts are made of: words, amounts, days, and whatever is or looks like markup.
pub(crate) const PIECES: [&str; 83] = [
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    " ",
    " ",
    " ",
    "\t",
    "    ",
    "  \n",
    "Bau",
    "Zuschuss:",
    "Die Stadt ",
    "ä",
    "7",
    "60.000",
    "15. März 2021",
    "3. Quartal",
    "1. bis 3. ",
    "5.000 Euro",
    "- 5.000 Euro",
    "+ 3 %",
    "− 4 €",
    "1. ",
    "2. ",
    "3. ",
    "5) ",
    "01. ",
    "1234567890. ",
    "- ",
    "* ",
    "+ ",
    "• ",
    "•\t",
    "o\t",
    "o ",
    "– ",
    "· ",
    "\u{f0b7} ",
    "a) ",
    "(1) ",
    "IV. ",
    "1.2 ",
    "[1]: ",
    "[a]: https://a.de/ ",
    "[a]",
    "[a](https://a.de/)",
    "](Anlage 1)",
    "[](https://b.de)",
    "[",
    "](",
    "<https://c.de/>",
    "<b>",
    "</b>",
    "**",
    "**",
    "*",
    "***",
    "__",
    "_",
    "# ",
    "##",
    "#",
    "{#sec:a}",
    "{# b #}",
    "|",
    "| ",
    "|---|---|\n",
    "\\",
    "---\n",
    "`",
    "> ",
    "„",
    "A. ",
    "b. ",
    "→ ",
    "\\\\server\\",
    "C:\\_neu",
    "__init__",
    "  ",
    "Ende.\n",
    "− 5 €\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, rng_seed: RngSeed::Fixed(20_201_231), ..ProptestConfig::default() })]

    #[test]
    fn letters_and_digits_are_printed_as_they_were_typed(
        pieces in prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..12)
    ) {
        property::hold(&pieces.concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, rng_seed: RngSeed::Fixed(20_201_231), ..ProptestConfig::default() })]

    /// Texts of records are no Markdown: each is read as it stands in its cell, or a finding stands there.
    #[test]
    fn texts_in_cells_are_read_as_they_were_typed(
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(PIECES.as_slice()), 1..12), 1..60)
    ) {
        let texts: Vec<String> = texts.iter().map(|pieces| pieces.concat()).collect();
        let cell = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
        let rows = texts.iter().enumerate().map(|(i, text)| format!("K-001;01.01.{};5;{}\n", 1950 + i, cell(text)));
        let csv = format!("projekt;datum;erledigungsstand;bemerkung\n{}", rows.collect::<String>());
        let workspace = Workspace::copy_of("klein");
        std::fs::remove_file(workspace.root().join("daten/fortschritt.json")).expect("the table");
        workspace.write_bytes("daten/fortschritt.csv", csv.as_bytes());
        let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("a workspace");
        let mut findings = check_texts(&[], loaded.bestand.as_ref(), &Alphabet::all());
        findings.extend(loaded.findings.iter().cloned());
        let rows = loaded.rows(Table::Fortschritt);
        prop_assert_eq!(rows.len(), texts.len());
        for (row, typed) in rows.iter().zip(&texts) {
            let read = match row.node_at("bemerkung").map(|node| &node.data) {
                Some(Data::Text(text)) => &**text,
                _ => "",
            };
            let is_told = findings.iter().any(|finding| finding.span.is_some_and(|span| row.extent_at("").holds(span)));
            prop_assert!(is_told || !property::is_changed(typed, read), "{typed:?} is read as {read:?}");
        }
    }
}

/// What was typed, and what is printed: a line for each paragraph, item, heading and cell; `/` is a break.
const PRINTED: [(&str, &str); 46] = [
    ("15. März 2021 Auftakt\n18. April 2021 Ende", "15. März 2021 Auftakt/18. April 2021 Ende"),
    ("Die Frist endet am\n1. Mai 2021 um 12 Uhr", "Die Frist endet am 1. Mai 2021 um 12 Uhr"),
    ("- 15. März Auftakt\n- 3. Quartal", "- 15. März Auftakt\n- 3. Quartal"),
    ("1. den Bau,\n3. die Vergabe,\n4. den Betrieb", "1. den Bau,\n3. die Vergabe,\n4. den Betrieb"),
    ("1. den Bau im\n3. Quartal,\n2. den Betrieb", "1. den Bau im 3. Quartal,\n2. den Betrieb"),
    ("3) a\n7) b", "3) a\n7) b"),
    ("- 5.000 Euro Ertrag\n- 3.000 Euro Aufwand", "- 5.000 Euro Ertrag/- 3.000 Euro Aufwand"),
    ("* 5.000 Euro\n* 3.000 Euro", "- 5.000 Euro\n- 3.000 Euro"),
    ("Es sind\n• a\n•\tb", "Es sind\n- a\n- b"),
    ("\u{f0b7}\ta\no\tb\n\u{f0b7}\tc", "- a\n  - b\n- c"),
    ("– a\n– b", "- a\n- b"),
    ("Die Stadt\n– vertreten durch das Amt –\nbaut", "Die Stadt – vertreten durch das Amt – baut"),
    ("siehe 1\n\n[1]: Haushaltsplan\n[2]: https://a.de/", "siehe 1\n[1]: Haushaltsplan/[2]: https://a.de/"),
    ("beschließt:\na) den Bau der\nAnlage\nb) den Betrieb", "beschließt:/a) den Bau der Anlage/b) den Betrieb"),
    ("**Zuschuss:**60.000 und **Amt: **alle", "*Zuschuss:*60.000 und *Amt:* alle"),
    ("##Titel\nText", "# Titel\nText"),
    ("[](https://a.de/)", "https://a.de/"),
    ("der Rat beschließt die\n1. Änderung", "der Rat beschließt die 1. Änderung"),
    ("der Rat beschließt\n1. den Bau,\n2. den Betrieb", "der Rat beschließt\n1. den Bau,\n2. den Betrieb"),
    ("-5.000 Euro\n+3.000 Euro", "-5.000 Euro/+3.000 Euro"),
    ("1.den Bau\n2.den Betrieb", "1.den Bau/2.den Betrieb"),
    ("•a\n•b", "- a\n- b"),
    ("Es umfasst\n– Bau\n– Betrieb", "Es umfasst\n- Bau\n- Betrieb"),
    ("Es umfasst\n– Bau der\nAnlage\n– Betrieb", "Es umfasst\n- Bau der Anlage\n- Betrieb"),
    ("Das Amt\n– vertreten durch X –\nbaut\n– mit Y –\nneu", "Das Amt – vertreten durch X – baut – mit Y – neu"),
    ("– Planung\n– 5.000 Euro\n– Bau", "- Planung\n- 5.000 Euro\n- Bau"),
    ("A. Bau\nB. Betrieb", "A. Bau/B. Betrieb"),
    ("Es sind:\na. der Bau\nb. der Betrieb", "Es sind:/a. der Bau/b. der Betrieb"),
    ("Es gilt z. B. die\nd. h. eine Regel", "Es gilt z.\u{202f}B. die d.\u{202f}h. eine Regel"),
    ("Die Kosten sinken\n→ der Bau lohnt sich", "Die Kosten sinken/→ der Bau lohnt sich"),
    ("☐ Bau\n☒ Betrieb", "☐ Bau/☒ Betrieb"),
    ("Es umfasst\n2. Bau\n3. Betrieb", "Es umfasst/2. Bau/3. Betrieb"),
    ("- Bau\n- Betrieb.\nDie Stadt dankt.", "- Bau\n- Betrieb.\nDie Stadt dankt."),
    ("• Bau\n• Betrieb.\nDie Stadt dankt.\n• neu", "- Bau\n- Betrieb.\nDie Stadt dankt.\n- neu"),
    ("a) Bau\nb) Betrieb.\nDie Stadt dankt.", "a) Bau/b) Betrieb.\nDie Stadt dankt."),
    ("• a\n• b\n\n– c\n– d", "- a\n- b\n- c\n- d"),
    ("• a\n\n– b\n\n• c", "- a\n  - b\n- c"),
    ("- a\n - b\n  - c\n   - d", "- a\n  - b\n    - c\n      - d"),
    ("- a\n - b\n- c", "- a\n- b\n- c"),
    ("1. a\n  - b\n    - c\n2. d", "1. a\n  - b\n    - c\n2. d"),
    ("1. a\n  • b\n  • c\n2. d", "1. a\n  - b\n  - c\n2. d"),
    (" 9. a\n10. b", "9. a\n10. b"),
    ("• a\n • b\n  • c", "- a\n  - b\n    - c"),
    ("Ablage: \\\\server\\a\\_b\\c$ und C:\\_neu", "Ablage: \\\\server\\a\\_b\\c$ und C:\\_neu"),
    ("ein \\* und \\\\ und \\\\\\\\server", "ein * und \\ und \\\\server"),
    ("siehe http://a.de/_x_y_ und **www.b.de/_z_**", "siehe http://a.de/_x_y_ und *www.b.de/_z_*"),
];

#[test]
fn what_can_mean_one_thing_is_printed_so() {
    let mut wrong = Vec::new();
    for (typed, printed) in PRINTED {
        let blocks = parse(typed).expect("a shallow text");
        let mut lines = Vec::new();
        blocks.iter().for_each(|block| outline(block, "", &mut lines));
        let shown = lines.join("\n").replace('\u{a0}', " ");
        wrong.extend((shown != printed).then(|| format!("{typed:?} is printed as {shown:?}, not {printed:?}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn outline(block: &Block, indent: &str, lines: &mut Vec<String>) {
    match block {
        Block::Paragraph { inlines } => lines.push(format!("{indent}{}", words(inlines))),
        Block::Heading { inlines, .. } => lines.push(format!("{indent}# {}", words(inlines))),
        Block::List { ordered, start, delimiter, items } => {
            for (i, item) in items.iter().enumerate() {
                let mark = if *ordered { format!("{}{delimiter} ", start + i as u64) } else { "- ".into() };
                let first = lines.len();
                item.iter().for_each(|block| outline(block, &format!("{indent}  "), lines));
                lines[first] = format!("{indent}{mark}{}", lines[first].trim_start());
            }
        }
        Block::Table { head, rows, .. } => {
            lines.extend(head.iter().chain(rows.iter().flatten()).map(|cell| words(cell)));
        }
    }
}

fn words(inlines: &[Inline]) -> String {
    let word = |inline: &Inline| match inline {
        Inline::Text { text } => text.clone(),
        Inline::Strong { inlines } | Inline::Emphasis { inlines } => format!("*{}*", words(inlines)),
        Inline::Link { inlines, .. } => words(inlines),
        Inline::Break => "/".into(),
    };
    inlines.iter().map(word).collect()
}
