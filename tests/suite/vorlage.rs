//! Rules about the Vorlage where they must stay silent: the sound example, changed in ways that are sound too.

use ratsbericht::cli::Exit;

use crate::support::Workspace;

const VORLAGE: &str = "vorlagen/pegelsensoren/vorlage.json";
const BESCHLUSS: &str = "vorlagen/pegelsensoren/beschlussvorschlag.md";

/// The first step of the sound example's Beratungsfolge.
const ABU: &str = "{ \"gremium\": \"ABU\", \"zustaendigkeit\": \"Anhörung/Empfehlung\", \"datum\": \"2021-02-04\" }";

/// The days of the sound example: of its release, and its own.
const DATUM: &str = "\"am\": \"2021-01-20\", \"durch\": \"FB 66\" },\n  \"datum\": \"2021-01-20\"";

/// What `check` prints for a copy of the sound example in which each text was replaced by another.
fn check(edits: &[(&str, &str, &str)]) -> String {
    let workspace = Workspace::copy_of("klein");
    for (path, from, to) in edits {
        workspace.edit(path, from, to);
    }
    let outcome = workspace.run("check", &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    outcome.stderr
}

fn assert_sound(edits: &[(&str, &str, &str)]) {
    assert_eq!(check(edits), "Prüfung ohne Befund.\n");
}

#[test]
fn a_hearing_on_the_day_of_the_decision_is_in_time() {
    assert_sound(&[(VORLAGE, "2021-02-04", "2021-02-18")]);
}

#[test]
fn a_hearing_between_two_decisions_prepares_the_second() {
    let hfa = "{ \"gremium\": \"HFA\", \"zustaendigkeit\": \"Entscheidung\", \"datum\": \"2021-02-02\" },";
    assert_sound(&[
        (VORLAGE, ABU, &format!("{hfa} {ABU}")),
        (BESCHLUSS, "Der Ausschuss für", "Der Haupt- und Finanzausschuss stimmt zu.\n\nDer Ausschuss für"),
    ]);
}

#[test]
fn a_body_may_do_more_than_its_role_asks() {
    let both = "nimmt den Bericht zur Kenntnis und empfiehlt dem";
    assert_sound(&[(BESCHLUSS, "empfiehlt dem", both)]);
    let kenntnis = ABU.replace("Anhörung/Empfehlung", "Kenntnisnahme");
    assert_sound(&[(VORLAGE, ABU, &kenntnis), (BESCHLUSS, "empfiehlt dem", both)]);
}

#[test]
fn short_names_line_breaks_and_placeholders_do_not_hide_a_body() {
    assert_sound(&[
        (BESCHLUSS, "Ausschuss für Bauen und Umwelt", "Ausschuss für Bauen\nund  Umwelt"),
        (
            BESCHLUSS,
            "Der Rat der Stadt Musterstadt beschließt",
            "Nach {{ digital.laufend }} Monaten\nbeschließt der Rat",
        ),
    ]);
}

#[test]
fn a_tischvorlage_has_no_vorlagenfrist() {
    let late = (VORLAGE, DATUM, &*DATUM.replace("2021-01-20", "2021-02-03"));
    assert!(check(&[late]).contains("liegt kein voller Tag"));
    assert_sound(&[late, (VORLAGE, "\"Entscheidungsvorlage\"", "\"Tischvorlage\"")]);
}

#[test]
fn parameters_hold_from_their_day_on() {
    let late = (VORLAGE, DATUM, &*DATUM.replace("2021-01-20", "2021-02-03"));
    assert_sound(&[
        late,
        ("ratsbericht.toml", "tage = 10\ngueltig_ab = 2020-11-01", "tage = 10\ngueltig_ab = 2021-03-01"),
    ]);
    let odd = (VORLAGE, "4-660101-001-1", "siehe Haushaltsplan");
    let later = "kostenart = [\"########\"]\ngueltig_ab = 2022-01-01";
    assert_sound(&[odd, ("ratsbericht.toml", "kostenart = [\"########\"]\ngueltig_ab = 2020-01-01", later)]);
}

#[test]
fn amounts_of_the_form_may_stand_in_the_texts() {
    let sentence = "beschließt den zweiten Bauabschnitt für rund 80.000 €, davon 1.200,00 € mehr als geplant.";
    assert_sound(&[(BESCHLUSS, "beschließt den zweiten Bauabschnitt.", sentence)]);
}

#[test]
fn a_named_project_explains_the_amounts_of_its_grant() {
    let text = (
        "vorlagen/pegelsensoren/weitere-erlaeuterungen.md",
        "ist bewilligt.",
        "ist bewilligt; 40.000 € trägt die Stadt.",
    );
    assert!(check(&[text]).contains("Warnung[RB508]: Der Betrag 40.000,00 €"));
    assert_sound(&[text, (VORLAGE, "  \"kennzahlen\": [", "  \"projekte\": [\"K-005\"],\n  \"kennzahlen\": [")]);
}
