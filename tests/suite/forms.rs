//! The forms of findings: JSON, SARIF and the Prüfbericht carry the same facts, and data never becomes markup.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ratsbericht::cli::Exit;
use ratsbericht::finding::Code;
use serde_json::Value;

use crate::findings::{faulty, overlays};
use crate::support::html::{Element, parse};
use crate::support::workspace::fixture;
use crate::support::{Outcome, Workspace};

/// A text that would like to be markup, to end an attribute, and to turn the line round.
const HOSTILE: &str = "\"><script>alert(1)</script> & &amp; <img src=x onerror=alert(2)> ' \u{202e}{{ 7*7 }} {% raw %}";

/// A run of `check` that writes a Prüfbericht beside the workspace; its text is empty where there is none.
fn check(workspace: &Workspace, options: &[&str]) -> (Outcome, String) {
    let path = workspace.out().with_file_name("pruefbericht.html");
    let mut all = vec!["--report", path.to_str().expect("a path")];
    all.extend(options);
    let outcome = workspace.run("check", &all);
    let html = fs::read_to_string(&path).unwrap_or_default();
    (outcome, html)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What the forms of a finding depend on: its severity, the kind of file that it stands in, and which lines follow its message.
type Shape = (String, Option<String>, Vec<String>);

/// The shapes of the findings that an example prints.
fn shapes(told: &str) -> BTreeSet<Shape> {
    let word = |line: &str, until: char| line.split(until).next().unwrap_or_default().to_owned();
    let starts = |line: &&str| line.contains("[RB") && !line.starts_with([' ', '-']);
    let heads = told.lines().filter(starts).map(|line| word(line, '['));
    let bodies = told.split("[RB").skip(1);
    let shape = |(head, body): (String, &str)| {
        let place = body.split_once("--> ").and_then(|(_, rest)| rest.split([':', ',', '\n']).next());
        let kind =
            Path::new(place.unwrap_or_default()).extension().and_then(|kind| kind.to_str()).map(ToOwned::to_owned);
        let labels = body.lines().filter_map(|line| line.trim_start().strip_prefix("= ")).map(|line| word(line, ':'));
        let marked =
            body.contains('^').then(|| if body.contains("gefunden: ") { "found" } else { "marked" }.to_owned());
        (head, kind, labels.chain(marked).collect())
    };
    heads.zip(bodies).map(shape).collect()
}

/// Faulty examples of every shape that a finding can have, and the main example with its waiver: the others differ from these in their
/// words alone.
fn workspaces() -> impl Iterator<Item = (String, Workspace)> {
    let mut known = BTreeSet::new();
    let adds = move |name: &String| {
        let told = fs::read_to_string(fixture(&format!("meldungen/{name}.snap"))).expect("what the example prints");
        let before = known.len();
        known.extend(shapes(&told));
        known.len() > before
    };
    let aachen = std::iter::once(("aachen".to_owned(), Workspace::copy_of("aachen")));
    overlays().into_iter().filter(adds).map(|name| (name.clone(), faulty(&name))).chain(aachen)
}

/// The objects of a list.
fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list: {value}"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is no text: {value}"))
}

/// Holds an object against the properties that the standard requires and allows.
fn properties(value: &Value, required: &[&str], allowed: &[&str]) {
    let object = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    for key in required {
        assert!(object.contains_key(*key), "{key} is missing: {value}");
    }
    for key in object.keys() {
        assert!(required.contains(&key.as_str()) || allowed.contains(&key.as_str()), "{key}: {value}");
    }
}

#[test]
fn each_rule_has_a_name_and_says_why() {
    for rule in Code::ALL.iter().map(|code| code.rule()) {
        assert!(!rule.title.is_empty() && rule.reason.ends_with('.') && !rule.source.is_empty(), "{}", rule.title);
    }
}

#[test]
fn report_and_sarif_lose_no_finding() {
    let mut seen = 0;
    for (name, workspace) in workspaces() {
        seen += 1;
        let (outcome, html) = check(&workspace, &["--format", "json"]);
        let findings = json(&outcome.stdout);
        let findings = findings.as_array().expect("a list");
        in_the_report(&name, findings, &html);
        in_sarif(&name, findings, &workspace);
    }
    assert!(seen > 30, "{seen}");
}

/// The Prüfbericht shows every finding, and every waived one with the reason.
fn in_the_report(name: &str, findings: &[Value], html: &str) {
    let elements = parse(html);
    accessible(&elements);
    let counting: Vec<&Value> = findings.iter().filter(|finding| finding["ausnahme"].is_null()).collect();
    let articles: Vec<&Element> = elements.iter().filter(|element| element.name == "article").collect();
    assert_eq!(articles.len(), counting.len(), "{name}");
    for (article, finding) in articles.iter().zip(counting) {
        for key in ["schwere", "code", "meldung", "datei", "erwartet", "gefunden", "abhilfe", "grund", "quelle"] {
            let fact = finding[key].as_str().unwrap_or_default();
            assert!(article.text.contains(fact), "{name}: {fact} in {}", article.text);
        }
    }
    for waived in findings.iter().filter(|finding| !finding["ausnahme"].is_null()) {
        let row =
            elements.iter().find(|element| element.name == "tr" && element.text.contains(text(waived, "meldung")));
        let row = &row.unwrap_or_else(|| panic!("{name}: {waived}")).text;
        assert!(row.contains(text(&waived["ausnahme"], "grund")) && row.contains(text(waived, "code")), "{row}");
    }
}

/// The SARIF log follows the standard and has every finding at its place.
fn in_sarif(name: &str, findings: &[Value], workspace: &Workspace) {
    let log = json(&workspace.run("check", &["--format", "sarif"]).stdout);
    properties(&log, &["$schema", "version", "runs"], &[]);
    assert_eq!(log["version"], "2.1.0");
    let [run] = items(&log, "runs") else { panic!("{name}: one run") };
    properties(run, &["tool", "results", "columnKind"], &[]);
    let driver = &run["tool"]["driver"];
    properties(driver, &["name", "version", "language", "rules"], &[]);
    assert_eq!(driver["version"], env!("CARGO_PKG_VERSION"));
    items(driver, "rules").iter().for_each(rule);
    let results = items(run, "results");
    assert_eq!(results.len(), findings.len(), "{name}");
    for (result, finding) in results.iter().zip(findings) {
        self::result(result, finding, items(driver, "rules"));
        same_place(result, finding, workspace);
    }
}

/// What a screen reader needs, and nothing that a browser would fetch or run.
fn accessible(elements: &[Element]) {
    let all = |name: &'static str| elements.iter().filter(move |element| element.name == name);
    for name in ["html", "head", "title", "body", "header", "main", "footer", "h1"] {
        assert_eq!(all(name).count(), 1, "{name}");
    }
    assert_eq!(all("html").next().map(|html| html.attribute("lang")), Some("de"));
    assert!(all("title").all(|title| title.text.starts_with("Prüfbericht")));
    let ids: Vec<&str> = elements.iter().map(|e| e.attribute("id")).filter(|id| !id.is_empty()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id is there once");
    let links = elements
        .iter()
        .flat_map(|e| [e.attribute("href").strip_prefix('#'), e.attributes.get("aria-labelledby").map(String::as_str)]);
    for target in links.flatten() {
        assert!(ids.contains(&target), "{target} is nowhere");
    }
    let levels = elements.iter().filter_map(|e| e.name.strip_prefix('h')?.parse::<usize>().ok());
    levels.fold(0, |before, level| {
        assert!(level <= before + 1, "no level is left out");
        level
    });
    let skip = elements.iter().find(|element| element.around.last().is_some_and(|around| around == "body"));
    assert_eq!(skip.map(|skip| skip.attribute("href")), Some("#inhalt"), "the first thing is the skip link");
    assert!(all("th").all(|th| ["col", "row"].contains(&th.attribute("scope"))));
    assert_eq!(all("table").count(), all("caption").count());
    for element in elements {
        let harmless =
            !["script", "link", "img", "iframe", "object", "embed", "form", "base"].contains(&element.name.as_str());
        assert!(harmless, "{element:?}");
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on") && name != "src" && name != "style", "{element:?}");
            assert!(name != "href" || value.starts_with('#'), "{element:?}");
        }
    }
}

#[test]
fn hostile_data_stay_text_in_the_report() {
    let workspace = Workspace::copy_of("klein");
    let quoted = serde_json::to_string(HOSTILE).expect("a JSON text");
    let vorlage = "vorlagen/pegelsensoren/vorlage.json";
    workspace.edit(vorlage, "\"Entscheidungsvorlage\"", &quoted);
    workspace.edit(vorlage, "\"datum\": \"2021-01-20\"", &format!("\"datum\": {quoted}"));
    workspace.edit(vorlage, "\"status\":", &format!("{quoted}: 1, \"status\":"));
    workspace.write("vorlagen/pegelsensoren/erlaeuterungen.md", HOSTILE);
    workspace.edit(
        "ratsbericht.toml",
        "name = \"Stadt Musterstadt\"",
        "name = '<script>alert(1)</script> & \"Söhne\"'",
    );
    for folder in ["vorlagen/<b>&\"", "berichte/<!-- x"] {
        fs::create_dir(workspace.root().join(folder)).expect("a folder");
    }
    let (outcome, html) = check(&workspace, &[]);
    assert_eq!(outcome.exit, Exit::Findings);
    let elements = parse(&html);
    accessible(&elements);
    assert!(!html.contains('\u{202e}') && !html.contains("<script") && !html.contains("onerror=alert(2)>"), "{html}");
    let shown: String = elements.iter().filter(|e| e.name == "article").map(|e| e.text.as_str()).collect();
    for part in
        ["\"><script>alert(1)</script> & &amp; <img src=x", "\\u{202e}", "{{ 7*7 }}", "vorlagen/<b>&\"", "<!-- x"]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let title = elements.iter().find(|element| element.name == "title").expect("a title");
    assert!(title.text.contains("<script>alert(1)</script> & \"Söhne\""), "{}", title.text);
}

#[test]
fn a_workspace_without_findings_has_a_report_too() {
    let (outcome, html) = check(&Workspace::copy_of("klein"), &["--only", "pegelsensoren"]);
    assert_eq!(outcome.exit, Exit::Done);
    let elements = parse(&html);
    accessible(&elements);
    let main = elements.iter().find(|element| element.name == "main").expect("the content");
    assert!(main.text.contains("Prüfung ohne Befund.") && main.text.contains("pegelsensoren"), "{}", main.text);
    assert!(html.contains("<time datetime=\"2021-04-01\">01.04.2021</time>"), "{html}");
}

#[test]
fn a_report_replaces_an_earlier_one_and_nothing_else() {
    let workspace = faulty("RB101-ende");
    let (_, first) = check(&workspace, &[]);
    workspace.edit("ratsbericht.toml", "absender = \"Die Bürgermeisterin\"\n", "");
    let (outcome, second) = check(&workspace, &[]);
    assert!(outcome.stderr.contains("\nPrüfbericht: "), "{}", outcome.stderr);
    assert!(second.contains("RB006") && first != second);
    assert_eq!(fs::read_dir(workspace.out().parent().expect("a folder")).expect("a folder").count(), 2);
    let foreign = workspace.root().join("ratsbericht.toml");
    for target in [foreign.clone(), workspace.root(), workspace.root().join("vorlagen/x.html")] {
        let before = fs::read(&foreign).expect("the file");
        let outcome = workspace.run("check", &["--report", target.to_str().expect("a path")]);
        assert_eq!(outcome.exit, Exit::Environment, "{}", outcome.stderr);
        assert!(outcome.stderr.starts_with("Fehler: „"), "{}", outcome.stderr);
        assert_eq!(fs::read(&foreign).expect("the file"), before);
    }
}

#[test]
fn an_output_folder_holds_no_report() {
    let workspace = Workspace::built("klein");
    let target = workspace.out().join("pruefbericht.html");
    let outcome = workspace.run("check", &["--report", target.to_str().expect("a path")]);
    assert_eq!(outcome.exit, Exit::Environment);
    assert!(outcome.stderr.contains("Ausgabeordner") && !target.exists(), "{}", outcome.stderr);
    workspace.build();
}

fn rule(rule: &Value) {
    let required = ["id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"];
    properties(rule, &required, &["properties"]);
    for key in ["shortDescription", "fullDescription", "help"] {
        properties(&rule[key], &["text"], &[]);
        assert!(text(&rule[key], "text").ends_with('.') || key == "shortDescription", "{rule}");
    }
    assert!(["error", "warning", "note"].contains(&text(&rule["defaultConfiguration"], "level")));
}

fn result(result: &Value, finding: &Value, rules: &[Value]) {
    let required = ["ruleId", "ruleIndex", "level", "message", "locations", "suppressions"];
    properties(result, &required, &["properties"]);
    assert_eq!(result["ruleId"], finding["code"]);
    let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("an index");
    assert_eq!(rules[index]["id"], result["ruleId"]);
    let levels = [("Fehler", "error"), ("Warnung", "warning"), ("Hinweis", "note")];
    assert!(levels.contains(&(text(finding, "schwere"), text(result, "level"))), "{result}");
    let message = text(&result["message"], "text").replace("{{", "{").replace("}}", "}");
    for key in ["meldung", "erwartet", "gefunden", "abhilfe"] {
        assert!(message.contains(finding[key].as_str().unwrap_or_default()), "{key}: {message}");
    }
    let suppressions = items(result, "suppressions");
    assert_eq!(suppressions.is_empty(), finding["ausnahme"].is_null(), "{result}");
    for suppression in suppressions {
        properties(suppression, &["kind"], &["status", "justification"]);
        assert_eq!(suppression["kind"], "external");
        assert!(text(suppression, "justification").contains(text(&finding["ausnahme"], "grund")));
    }
}

fn same_place(result: &Value, finding: &Value, workspace: &Workspace) {
    let [location] = items(result, "locations") else { panic!("one place: {result}") };
    let place = &location["physicalLocation"];
    properties(place, &["artifactLocation"], &["region"]);
    let uri = text(&place["artifactLocation"], "uri");
    assert!(uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b)) && !uri.starts_with('/'), "{uri}");
    if uri == text(finding, "datei") && finding["zeile"].is_u64() {
        assert!(workspace.root().join(uri).exists(), "{uri}");
    }
    if let Some(region) = place.get("region") {
        properties(region, &["startLine", "startColumn", "endLine", "endColumn"], &[]);
        let at =
            |line: &str, column: &str| (region[line].as_u64().expect(line), region[column].as_u64().expect(column));
        let (start, end) = (at("startLine", "startColumn"), at("endLine", "endColumn"));
        assert!((1, 1) <= start && start <= end, "{region}");
        assert_eq!((finding["zeile"].as_u64(), finding["spalte"].as_u64()), (Some(start.0), Some(start.1)));
    }
}

#[test]
fn json_tells_of_waivers() {
    let outcome = Workspace::copy_of("aachen").run("check", &["--format", "json"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let findings = json(&outcome.stdout);
    let waived = findings.as_array().expect("a list").iter().find(|finding| finding["code"] == "RB204");
    let waived = waived.expect("the paper whose source shows no Deckung");
    assert_eq!((text(waived, "schwere"), text(waived, "papier")), ("Fehler", "fb-61-0251-wp17"));
    assert_eq!(text(&waived["ausnahme"], "bis"), "2035-12-31");
    assert_eq!(text(&waived["ausnahme"], "gilt_fuer"), "FB 61/0251/WP17");
}
