//! Data that would like to be markup is printed letter by letter, or reported.

use ratsbericht::cli::Exit;

use crate::support::{Workspace, pdf};

const PROJEKTE: &str = "daten/projekte.json";
/// Titles of projects of the report, each there once, which the tests replace.
const TITEL: [&str; 8] = [
    "Dokumentenmanagementsystem (DMS): stadtweite Einführung",
    "Prozessmanagement und Prozessmodellierung",
    "Digitale Erfassung älterer Personenstandsregister",
    "Kita-Portal: Online-Vormerkung für Betreuungsplätze",
    "Informationssicherheitsmanagement nach IT-Grundschutz",
    "Elektronische Rechnungseingangsbearbeitung (XRechnung)",
    "Formularserver: Ablösung der PDF-Formulare",
    "3D-Stadtmodell: Bereitstellung im Geoportal",
];

/// Letters only: line ends and break opportunities are the typesetter's.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{ad}')).collect()
}

/// A report in which some projects have other titles.
fn report_with(titles: &[&str]) -> (Workspace, crate::support::Outcome) {
    let workspace = Workspace::copy_of("aachen");
    for (before, titel) in TITEL.iter().zip(titles) {
        let json = serde_json::to_string(titel).expect("a JSON text");
        workspace.edit(PROJEKTE, &format!("\"titel\": \"{before}\""), &format!("\"titel\": {json}"));
    }
    let outcome = workspace.run("build", &["--only", "sachstand-2020"]);
    (workspace, outcome)
}

#[test]
fn markup_is_printed_literally() {
    let long = "Donaudampfschifffahrtskapitän".repeat(11);
    let titles = [
        "#eval(\"1\") #panic() #import \"/x\"",
        "</x><script>alert(1)</script> & &x;",
        "*_x_* `code` [link](http://x) ![bild](y)",
        "{{ 7*7 }} {% raw %} {# c #}",
        "$x$ $ sum_i $ @ref <label> ~ \\ \\u{41} // kein Kommentar /* */",
        "- Liste + Liste = Überschrift / Begriff: 1. eins",
        "\"Anführung\" 'einfach' „deutsch“ --- -- ...",
        &long,
    ];
    assert_eq!(titles.len(), TITEL.len());
    let (workspace, outcome) = report_with(&titles);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let papers = ["sachstand-2020.pdf", "sachstand-2020-anlage.pdf"];
    let text = papers.map(|name| letters(&pdf::text(&workspace.output(name)))).concat();
    for titel in titles {
        assert!(text.contains(&letters(titel)), "{titel} is not printed literally");
    }
}

#[test]
fn invisible_and_missing_characters_are_reported() {
    for titel in ["\u{202E}gnutlawreV", "a\u{0007}b", "Schule 🏫", "漢字", "\u{e000}", "a\u{200b}b", "", "   ", "a\nb"]
    {
        let (workspace, outcome) = report_with(&[titel]);
        assert_eq!(outcome.exit, Exit::Findings, "{titel:?}");
        let code = if titel.trim().is_empty() { "RB014" } else { "RB013" };
        assert!(outcome.stderr.contains(&format!("Fehler[{code}]")), "{titel:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("--> daten/projekte.json:"), "{}", outcome.stderr);
        assert!(!outcome.stderr.contains('\u{202E}'), "the message itself stays readable");
        assert!(!workspace.out().exists());
    }
}

#[test]
fn a_text_cannot_reach_beyond_its_placeholders() {
    let cases = [
        ("{{ 7*7 }}", None, "49"),
        ("{% for x in range(9) %}x{% endfor %}", Some("RB50"), ""),
        ("{% include \"ratsbericht.toml\" %}", Some("RB501"), ""),
        ("{{ egov.im_zeitraum | safe }}", Some("RB501"), ""),
        ("{{ egov.__class__ }}", Some("RB502"), ""),
        ("{{ {} }}", Some("RB501"), ""),
    ];
    for (text, code, shown) in cases {
        let workspace = Workspace::copy_of("aachen");
        workspace.write("vorlagen/fb-02-0022-wp18/beschlussvorschlag.md", &format!("Anfang {text} Ende\n"));
        let outcome = workspace.run("build", &["--only", "fb-02-0022-wp18"]);
        match code {
            None => {
                assert_eq!(outcome.exit, Exit::Done, "{text}: {}", outcome.stderr);
                let printed = letters(&pdf::text(&workspace.output("vorlage-fb-02-0022-wp18.pdf")));
                assert!(printed.contains(&format!("Anfang{shown}Ende")), "{text}");
            }
            Some(code) => {
                assert_eq!(outcome.exit, Exit::Findings, "{text}: {}", outcome.stderr);
                assert!(outcome.stderr.contains(code), "{text}: {}", outcome.stderr);
            }
        }
    }
}

#[test]
fn folder_names_cannot_become_paths() {
    let workspace = Workspace::copy_of("aachen");
    let from = workspace.root().join("berichte/sachstand-2020");
    std::fs::rename(from, workspace.root().join("berichte/Böser Name; rm")).expect("a new name");
    let outcome = workspace.run("build", &[]);
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(outcome.stderr.contains("RB012") && outcome.stderr.contains("boeser-name-rm"), "{}", outcome.stderr);
}

#[test]
fn a_folder_that_windows_cannot_have_is_named() {
    let workspace = Workspace::copy_of("klein");
    for (from, to) in [("digital-2020-q4", "nul"), ("nul", "NUL"), ("NUL", "com7")] {
        let at = |name: &str| workspace.root().join("berichte").join(name);
        std::fs::rename(at(from), at(to)).expect("a new name");
        let outcome = workspace.run("check", &[]);
        assert_eq!(outcome.exit, Exit::Findings, "{to}");
        let mend = format!("{}-neu“.", to.to_lowercase());
        assert!(outcome.stderr.contains("RB012") && outcome.stderr.contains(&mend), "{}", outcome.stderr);
    }
}
