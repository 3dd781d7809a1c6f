//! Texts are printed as they were typed, or a finding says that they are not.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use ratsbericht::text::{Block, Inline, parse};

/// The property, which a fuzz target holds too.
#[path = "../../fuzz/src/as_typed.rs"]
mod property;

/// What texts are made of: words, amounts, days, and whatever is or looks like markup.
const PIECES: [&str; 74] = [
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

/// What was typed, and what is printed: a line for each paragraph, item, heading and cell; `/` is a break.
const PRINTED: [(&str, &str); 23] = [
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
    ("siehe http://a.de/_x_y_ und **www.b.de/_z_**", "siehe http://a.de/_x_y_ und *www.b.de/_z_*"),
];

#[test]
fn what_can_mean_one_thing_is_printed_so() {
    for (typed, printed) in PRINTED {
        let blocks = parse(typed).expect("a shallow text");
        let mut lines = Vec::new();
        blocks.iter().for_each(|block| outline(block, "", &mut lines));
        assert_eq!(lines.join("\n").replace('\u{a0}', " "), printed, "{typed}");
    }
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
