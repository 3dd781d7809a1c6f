//! Data that would like to be markup stay letters, also on a page.

use ratsbericht::cli::Exit;

use crate::support::Workspace;
use crate::support::page::{self, Node};

/// The script of a Projektboard.
pub(super) const SCRIPT: &str = include_str!("../../../report-templates/html/projektboard.js");

/// Nothing in a page runs, is fetched, or leads anywhere but to pages, mailboxes and files beside it. A Projektboard has a script of its own.
pub(super) fn harmless(name: &str, page: &Node) {
    let is_board = name.trim_end_matches(".html").ends_with("-projekte");
    for node in page.all() {
        let forbidden = ["iframe", "object", "embed", "base", "form", "link", "foreignObject", "animate", "set"];
        assert!(!forbidden.contains(&node.name.as_str()), "{name}: <{}>", node.name);
        assert!(node.name != "script" || (is_board && node.text() == SCRIPT), "{name}: {}", node.text());
        for (attribute, value) in &node.attributes {
            assert!(!attribute.starts_with("on") && attribute != "style", "{name}: {attribute}={value}");
        }
        let href = node.attribute("href");
        let is_away = ["http://", "https://", "mailto:"].iter().any(|scheme| href.starts_with(scheme));
        let beside = href.split_once('#').map_or(href, |(file, _)| file);
        let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._%".contains(&byte));
        // Annexes lie in a folder beside the page.
        let is_beside = match beside.split_once('/') {
            None => is_name(beside),
            Some((folder, file)) => folder.ends_with("-anlagen") && is_name(folder) && is_name(file),
        };
        assert!(is_beside || is_away, "{name}: {href}");
        assert!(!is_away || node.attribute("rel") == "noopener noreferrer", "{name}: {href}");
        let src = node.attribute("src");
        assert!(src.is_empty() || src.starts_with("data:image/"), "{name}: {src}");
    }
}

/// Letters only: line ends are the browser's.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn markup_stays_letters() {
    let titles = [
        "</title><script>alert(1)</script> & &x;",
        "\" onmouseover=\"alert(1)\" x=\"",
        "' autofocus onfocus='alert(1)' <!-- ]]> -->",
        "</style><style>*{display:none}</style> javascript:alert(1)",
        "<svg onload=alert(1)><x href=javascript:alert(1)>x</x></svg>",
        "{{ 7*7 }} {% raw %} {# c #} ${7*7} `x`",
    ];
    let workspace = Workspace::copy_of("klein");
    let projects = workspace.read("daten/projekte.json");
    let mut parts: Vec<&str> = projects.split("\"titel\": \"").collect();
    assert_eq!(parts.len(), titles.len() + 1, "one title for each project");
    let first = parts.remove(0).to_owned();
    let others = parts.iter().zip(titles).map(|(part, title)| {
        let (_, rest) = part.split_once("\",\n").expect("the end of a title");
        format!("\"titel\": {},\n{rest}", serde_json::to_string(title).expect("a JSON text"))
    });
    workspace.write("daten/projekte.json", &(first + &others.collect::<String>()));
    // The sign is one of the Ampel, which cells show in its colour.
    let words = "▲ \\\"><script>alert(1)</script>";
    let name = "Stadt </style><script>alert(2)</script> Muster";
    workspace.edit("ratsbericht.toml", "name = \"Stadt Musterstadt\"", &format!("name = \"{name}\""));
    workspace.edit("ratsbericht.toml", "# logo = \"wappen.svg\"", "logo = \"wappen.svg\"");
    workspace.edit(
        "ratsbericht.toml",
        "# logo_text = \"Wappen der Stadt Musterstadt\"",
        &format!("logo_text = \"{words}\""),
    );
    std::fs::create_dir_all(workspace.root().join("gestaltung")).expect("a folder");
    let logo =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
    workspace.write("gestaltung/wappen.svg", logo);
    let outcome = workspace.run("build", &["--html"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let mut all = String::new();
    for file in [
        "digital-2020-q4.html",
        "digital-2020-q4-anlage.html",
        "digital-2020-q4-projekte.html",
        "vorlage-fb-66-0012-wp09.html",
        "index.html",
    ] {
        let page = page::parse(&String::from_utf8(workspace.output(file)).expect("UTF-8"));
        harmless(file, &page);
        assert!(letters(&page.text()).contains(&letters(name)), "{file}");
        let logo = page.named("img").pop().expect("a logo");
        assert_eq!(logo.attribute("alt"), words.replace("\\\"", "\""), "{file}");
        assert!(logo.attribute("src").starts_with("data:image/svg+xml;base64,"));
        all.push_str(&letters(&page.text()));
    }
    for title in titles {
        assert!(all.contains(&letters(title)), "{title}");
    }
}

#[test]
fn links_lead_nowhere_but_to_pages_and_mailboxes() {
    let workspace = Workspace::copy_of("klein");
    let path = "vorlagen/pegelsensoren/erlaeuterungen.md";
    let link = "[pegel.example.org](https://pegel.example.org/)";
    let odd = "[pegel.example.org](https://pegel.example.org/?a=1&b='x'&c=%22%3E%3Cx)";
    workspace.edit(path, link, odd);
    let outcome = workspace.run("build", &["--html", "--only", "pegelsensoren"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let page = page::parse(&String::from_utf8(workspace.output("vorlage-fb-66-0012-wp09.html")).expect("UTF-8"));
    harmless("links", &page);
    let away = |link: &&Node| link.attribute("href").starts_with("https:");
    let links: Vec<&Node> = page.named("a").into_iter().filter(away).collect();
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].attribute("href"), "https://pegel.example.org/?a=1&b='x'&c=%22%3E%3Cx");
    assert_eq!(links[0].text(), "pegel.example.org");
    workspace.edit(path, odd, "[pegel.example.org](javascript:alert%281%29)");
    let outcome = workspace.run("build", &["--html", "--only", "pegelsensoren"]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
}
