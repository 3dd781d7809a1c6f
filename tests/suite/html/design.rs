//! Templates of pages that a municipality brings along, and when pages are made anew.

use ratsbericht::cli::Exit;

use crate::support::workspace::outputs;
use crate::support::{Outcome, Workspace};

/// The page of the Vorlage of `fixtures/klein`.
const PAGE: &str = "vorlage-fb-66-0012-wp09.html";

fn embedded(name: &str) -> String {
    let all = ratsbericht::html::templates();
    let template = all.iter().find(|template| template.path == name).unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(template.bytes.to_vec()).expect("UTF-8")
}

/// A workspace with a template of its own: the embedded one, changed at one place.
fn with_template(name: &str, from: &str, to: &str) -> Workspace {
    let workspace = Workspace::copy_of("klein");
    let text = embedded(name);
    assert_eq!(text.matches(from).count(), 1, "{from}");
    std::fs::create_dir_all(workspace.root().join("druckvorlagen/html")).expect("a folder");
    workspace.write(&format!("druckvorlagen/{name}"), &text.replace(from, to));
    workspace
}

fn build(workspace: &Workspace) -> Outcome {
    workspace.run("build", &["--html", "--only", "pegelsensoren"])
}

#[test]
fn a_template_of_the_workspace_makes_its_pages() {
    let workspace = with_template("html/vorlage.html", "<h2>Ziele</h2>", "<h2>Unsere Ziele</h2>");
    let outcome = build(&workspace);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Eigene Seitenvorlage: druckvorlagen/html/vorlage.html"), "{}", outcome.stderr);
    let page = String::from_utf8(workspace.output(PAGE)).expect("UTF-8");
    assert!(page.contains("<h2>Unsere Ziele</h2>"));
    let manifest = String::from_utf8(workspace.output("manifest.json")).expect("UTF-8");
    assert!(manifest.contains("\"druckvorlagen/html/vorlage.html\""), "{manifest}");
    workspace.write("druckvorlagen/html/vorlage.html", &embedded("html/vorlage.html"));
    let outcome = build(&workspace);
    assert!(!outcome.stderr.contains("Unverändert übernommen"), "{}", outcome.stderr);
    assert!(!String::from_utf8(workspace.output(PAGE)).expect("UTF-8").contains("Unsere Ziele"));
}

#[test]
fn a_template_that_fails_is_a_finding_at_its_place() {
    let doubled = format!("{{% set a = koerperschaft %}}{}{{{{ vorrat }}}}", "{% set a = a ~ a %}".repeat(60));
    let repeated =
        format!("{}{{{{ vorrat }}}}{}", "{% for a in [1,2,3,4,5,6,7,8] %}".repeat(9), "{% endfor %}".repeat(9));
    let cases = [
        ("html/seite.html", "{{ vorrat }}", doubled.as_str(), "läuft zu lange"),
        ("html/seite.html", "{{ vorrat }}", repeated.as_str(), "läuft zu lange"),
        ("html/felder.html", "{{ feld.titel }}", "{{ feld.titl }}", "feld.titl"),
        ("html/tabelle.html", "{{ e.weitere }}", "{{ e.weiter }}", "e.weiter"),
        ("html/register.html", "eintrag.kennung", "eintrag.kenung", "eintrag.kenung"),
        ("html/herkunft.html", "{{ x.formel }}", "{{ x.formel|gross }}", "gross"),
        ("html/seite.html", "{% include \"html/herkunft.html\" %}", "{% include \"/etc/passwd\" %}", "eingebunden"),
        ("html/text.html", "{{ fliesstext(e.blocks, 2) }}", "{% for a in e.blocks }", "lesen"),
        ("html/seite.html", "<title>", "<meta http-equiv=\"refresh\" content=\"0;url=//x\"><title>", "woandershin"),
        ("html/seite.html", "<title>", "<{{ \"MeTa\" }} HTTP-EQUIV=refresh content=0><title>", "woandershin"),
        ("html/klima.html", "{{ klimarelevanz.titel }}", "{% include \"html/klima.html\" %}", ""),
    ];
    for (name, from, to, what) in cases {
        let workspace = with_template(name, from, to);
        let outcome = workspace.run("check", &[]);
        assert!(outcome.stderr.contains("RB037"), "{name}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(&format!("--> druckvorlagen/{name}:")), "{name}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(what), "{name}: {}", outcome.stderr);
    }
}

#[test]
fn a_template_that_fails_on_its_data_makes_no_page() {
    let way = "{% if dokument.titel == \"Probe\" %}x{% else %}{{ dokument.untertitel }}{% endif %}";
    let workspace = with_template("html/seite.html", "<title>{{ dokument.titel }}", &format!("<title>{way}"));
    let outcome = build(&workspace);
    assert_eq!(outcome.exit, Exit::Template, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("--> druckvorlagen/html/seite.html:"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("dokument.untertitel"), "{}", outcome.stderr);
    assert!(!workspace.out().exists());
}

#[test]
fn no_template_prints_data_as_markup() {
    for way in [
        "{% autoescape false %}{{ koerperschaft }}{% endautoescape %}",
        "{% set x %}{{ koerperschaft }}{% endset %}{{ x }}",
        "{{ koerperschaft ~ \"<hr>\" }}",
    ] {
        let workspace = with_template("html/seite.html", "{{ koerperschaft }}", way);
        workspace.edit("ratsbericht.toml", "name = \"Stadt Musterstadt\"", "name = \"Stadt <script> Muster\"");
        assert_eq!(build(&workspace).exit, Exit::Done);
        let page = String::from_utf8(workspace.output(PAGE)).expect("UTF-8");
        assert!(!page.contains("<script>") && page.contains("Stadt &lt;script&gt; Muster"), "{way}");
    }
}

#[test]
fn a_style_sheet_stays_one() {
    let workspace = with_template("html/stil.css", "/* Tabellen */", "</style><script>alert(1)</script>");
    assert_eq!(build(&workspace).exit, Exit::Done);
    let page = crate::support::page::parse(&String::from_utf8(workspace.output(PAGE)).expect("UTF-8"));
    super::hostile::harmless("style", &page);
}

#[test]
fn pages_are_wanted_by_the_workspace_or_on_the_command_line() {
    let workspace = Workspace::copy_of("klein");
    workspace.build_only("pegelsensoren");
    assert!(!workspace.out().join(PAGE).exists());
    assert_eq!(build(&workspace).exit, Exit::Done);
    let with = outputs(&workspace);
    assert!(with.contains_key(PAGE));
    let again = build(&workspace);
    assert!(again.stderr.contains("Unverändert übernommen"), "{}", again.stderr);
    assert!(outputs(&workspace) == with, "the same bytes");
    workspace.edit("ratsbericht.toml", "# [ausgabe]", "[ausgabe]\nhtml = true");
    workspace.build_only("pegelsensoren");
    assert!(outputs(&workspace)[PAGE] == with[PAGE]);
    workspace.edit("ratsbericht.toml", "[ausgabe]\nhtml = true", "# [ausgabe]");
    workspace.build_only("pegelsensoren");
    assert!(!workspace.out().join(PAGE).exists(), "a page that nobody wants does not stay");
}

#[test]
fn a_page_that_somebody_changed_is_made_anew() {
    let workspace = Workspace::copy_of("klein");
    build(&workspace);
    let page = workspace.output(PAGE);
    std::fs::copy(workspace.root().join("ratsbericht.toml"), workspace.out().join(PAGE)).expect("a copy");
    let outcome = build(&workspace);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(workspace.output(PAGE) == page);
}
