//! Each way in which a tree can be wrong is found, and nothing else with it.

use serde_json::{Value, json};

use super::world::{BASIS, Files, GONE, World, value};

/// A damage: what is found, and what lies on the server instead.
type Damage = (&'static str, Files);

/// A world whose third paper is withdrawn, so that everything occurs in it.
fn world(papers: usize) -> World {
    let mut world = World::with(papers);
    world.paper(2).zurueckgezogen = super::world::withdrawal();
    world.publish();
    world
}

/// Changes what lies at a path.
fn at(world: &World, path: &str, change: &dyn Fn(&mut Value)) -> Files {
    let mut object = world.value(path);
    change(&mut object);
    [(path.to_owned(), object.to_string().into_bytes())].into()
}

/// Changes an object wherever it stands.
fn everywhere(world: &World, path: &str, change: &dyn Fn(&mut Value)) -> Files {
    let id = format!("{BASIS}{path}");
    let holds = |content: &[u8]| String::from_utf8_lossy(content).contains(&id);
    let documents = world.tree.iter().filter(|(_, content)| holds(content));
    let changed = documents.map(|(path, content)| {
        let mut document = value(content);
        apply(&mut document, &id, change);
        (path.clone(), document.to_string().into_bytes())
    });
    changed.collect()
}

fn apply(value: &mut Value, id: &str, change: &dyn Fn(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| apply(item, id, change)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|field| apply(field, id, change));
            if value["id"] == json!(id) {
                change(value);
            }
        }
        _ => {}
    }
}

fn remove(name: &'static str) -> impl Fn(&mut Value) {
    move |object| drop(object.as_object_mut().expect("an object").remove(name))
}

fn put(name: &'static str, value: Value) -> impl Fn(&mut Value) {
    move |object| object[name] = value.clone()
}

/// The path of what a field of an object leads to.
fn path_of(url: &Value) -> String {
    url.as_str().and_then(|url| url.strip_prefix(BASIS)).expect("a URL of the tree").to_owned()
}

#[test]
fn each_damage_is_found_and_nothing_else() {
    let (small, large) = (world(4), world(120));
    let one: Vec<Damage> = [bytes(&small), objects(&small), files(&small), relations(&small)].concat();
    let all: Vec<_> = one.into_iter().map(|damage| (&small, damage)).collect();
    let all = all.into_iter().chain(lists(&large).into_iter().map(|damage| (&large, damage)));
    let mut wrong = Vec::new();
    for world in [&small, &large] {
        assert_eq!(world.inspect(&Files::new()).faults, [], "it is whole");
    }
    let mut count = 0;
    for (world, (expected, files)) in all {
        count += 1;
        assert!(!files.is_empty(), "{expected}: nothing is damaged");
        let found = world.inspect(&files);
        let told = found.faults.iter().map(|fault| {
            let sign = if fault.is_error { "" } else { "Hinweis " };
            format!("{sign}{} {} {}", fault.name, fault.what, fault.count)
        });
        let told: Vec<String> = told.collect();
        let is_placed = found.faults.iter().flat_map(|fault| &fault.places).all(|place| place.url.starts_with(BASIS));
        if told != [expected] || !is_placed {
            wrong.push((expected, told));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 40);
}

fn bytes(world: &World) -> Vec<Damage> {
    let path = world.path(0);
    let with = |content: &[u8]| Files::from([(path.clone(), content.to_vec())]);
    let whole = &world.tree[&path];
    let latin: Vec<u8> = whole.iter().flat_map(|byte| if *byte == b'P' { vec![0xdc] } else { vec![*byte] }).collect();
    vec![
        ("bom JSON 1", with(&[b"\xef\xbb\xbf", whole.as_slice()].concat())),
        ("utf8 JSON 1", with(&latin)),
        ("json JSON 1", with(b"<html>404</html>")),
        ("verweis Consultation.paper 1", with(GONE)),
    ]
}

fn objects(world: &World) -> Vec<Damage> {
    let paper = world.path(0);
    let deleted = world.path(2);
    let paper = |change: &dyn Fn(&mut Value)| everywhere(world, &paper, change);
    let body = path_of(&world.value(&world.path(0))["body"]);
    let body = |change: &dyn Fn(&mut Value)| everywhere(world, &body, change);
    let changed = |text: &'static str| paper(&put("modified", json!(text)));
    vec![
        ("typ Paper.type 1", paper(&put("type", json!("https://schema.oparl.org/1.1/Papier")))),
        ("typ Paper.type 1", paper(&put("type", json!("Paper")))),
        ("pflichtfeld Paper.created 1", paper(&remove("created"))),
        ("pflichtfeld Paper.modified 1", everywhere(world, &deleted, &remove("modified"))),
        ("pflichtfeld Body.membership 1", body(&remove("membership"))),
        ("Hinweis lizenz Body.license 1", body(&remove("license"))),
        ("form Paper.date 1", paper(&put("date", json!("01.02.2021")))),
        ("form Paper.keyword 1", paper(&put("keyword", json!("Pegel")))),
        ("form Paper.name 1", paper(&put("name", json!(7)))),
        ("form Paper.underDirectionOf 1", paper(&put("underDirectionOf", json!(["FB 10"])))),
        ("null Paper.reference 1", paper(&put("reference", Value::Null))),
        ("leerer-text Paper.reference 1", paper(&put("reference", json!("")))),
        ("leere-liste Paper.relatedPaper 1", paper(&put("relatedPaper", json!([])))),
        ("null Paper.ratsbericht:finanzen 1", paper(&put("ratsbericht:finanzen", json!({ "eigenmittel": null })))),
        ("zeitpunkt Paper.modified 1", changed("2021-03-01")),
        ("zeitzone Paper.modified 1", changed("2021-03-01T00:00:00Z")),
        ("sekundenbruchteil Paper.modified 1", changed("2021-03-01T00:00:00.123+01:00")),
        ("geaendert-vor-angelegt Paper.modified 1", changed("2021-02-28T00:00:00+01:00")),
        ("html Paper.name 1", paper(&put("name", json!("Pegel &amp; Umgebung")))),
        ("Hinweis unbekanntes-feld Paper.papertype 1", paper(&put("papertype", json!("Antrag")))),
        ("id Paper.id 1", at(world, &world.path(0), &put("id", json!(format!("{BASIS}oparl/paper/1"))))),
    ]
}

fn files(world: &World) -> Vec<Damage> {
    let paper = world.value(&world.path(0));
    let main = path_of(&paper["mainFile"]["id"]);
    let served = path_of(&paper["mainFile"]["accessUrl"]);
    let file = |change: &dyn Fn(&mut Value)| everywhere(world, &main, change);
    let is_pdf = |object: &mut Value| object["mimeType"] == json!("application/pdf");
    let all_pdfs =
        world.tree.keys().filter(|path| path.starts_with("oparl/file/")).filter(|path| is_pdf(&mut world.value(path)));
    let without_text = all_pdfs.fold(Files::new(), |files, path| {
        let mut all = files;
        all.extend(at(world, path, &remove("text")));
        all
    });
    vec![
        ("medientyp File.mimeType 1", file(&put("mimeType", json!("pdf")))),
        ("ausgelieferter-typ File.mimeType 1", file(&put("mimeType", json!("text/html")))),
        ("groesse File.size 1", file(&put("size", json!(1)))),
        ("pruefsumme File.sha512Checksum 1", file(&put("sha512Checksum", json!("00")))),
        ("verweis File.accessUrl 1", [(served, GONE.to_vec())].into()),
        ("Hinweis ohne-groesse File.size 1", file(&remove("size"))),
        ("Hinweis ohne-pruefsumme File.sha512Checksum 1", file(&remove("sha512Checksum"))),
        // Of each of the three papers the PDF and its annex, told once.
        ("Hinweis ohne-text File.text 6", without_text),
    ]
}

fn relations(world: &World) -> Vec<Damage> {
    let paper = world.value(&world.path(0));
    let [main, other] = [0, 1].map(|at| path_of(&world.value(&world.path(at))["mainFile"]["id"]));
    let consultation = path_of(&paper["consultation"][0]["id"]);
    let meeting = path_of(&paper["consultation"][0]["meeting"]);
    let derived = path_of(&paper["mainFile"]["derivativeFile"][0]);
    let own = json!(format!("{BASIS}{}", world.path(0)));
    let gone = json!([format!("{BASIS}{}", world.path(2))]);
    let [both, first] =
        [json!([paper["mainFile"]["id"], format!("{BASIS}{other}")]), paper["mainFile"]["paper"].clone()];
    assert!(first.is_null() && both.is_array());
    let embedded = |change: &dyn Fn(&mut Value)| at(world, &world.path(0), change);
    vec![
        ("verweis Paper.body 1", at(world, &world.path(0), &put("body", json!(format!("{BASIS}oparl/body/0"))))),
        ("typ Paper.body 1", at(world, &world.path(0), &put("body", own.clone()))),
        ("rueckverweis-fehlt File.paper 1", at(world, &main, &remove("paper"))),
        ("rueckverweis-fehlt Consultation.paper 1", at(world, &consultation, &remove("paper"))),
        (
            "rueckverweis-falsch File.paper 1",
            at(world, &main, &|file| {
                file["paper"] = json!([own, format!("{BASIS}{}", world.path(1))]);
            }),
        ),
        ("gegenseitig File.derivativeFile 1", at(world, &derived, &remove("masterFile"))),
        (
            "abweichende-kopie File 1",
            embedded(&|paper| paper["mainFile"]["modified"] = json!("2021-03-02T00:00:00+01:00")),
        ),
        ("Hinweis rueckverweis-eingebettet File.paper 1", embedded(&|paper| paper["mainFile"]["paper"] = json!([own]))),
        ("Hinweis geloescht Paper.relatedPaper 1", everywhere(world, &world.path(0), &put("relatedPaper", gone))),
        (
            "tagesordnung AgendaItem.order 1",
            everywhere(world, &meeting, &|meeting| {
                let items = meeting["agendaItem"].as_array_mut().expect("items");
                items.iter_mut().zip(1..).for_each(|(item, order)| item["order"] = json!(order));
            }),
        ),
    ]
}

fn lists(world: &World) -> Vec<Damage> {
    let page = |change: &dyn Fn(&mut Value)| at(world, "oparl/papers/1.json", change);
    let last = |change: &dyn Fn(&mut Value)| at(world, "oparl/papers/2.json", change);
    let first = json!(format!("{BASIS}oparl/papers/1.json"));
    let move_item = |from: &mut Value, back: bool| {
        let items = from["data"].as_array_mut().expect("items");
        let item = if back { items.pop() } else { items.first().cloned() };
        items.insert(0, item.expect("an item"));
    };
    vec![
        ("listenseite Liste von Paper: pagination 1", page(&remove("pagination"))),
        (
            "verweis Liste von Paper: links.next 1",
            page(&|page| page["links"]["next"] = json!(format!("{BASIS}oparl/papers/9.json"))),
        ),
        ("naechste-seite Liste von Paper 1", last(&|page| page["links"]["next"] = first.clone())),
        ("naechste-seite Liste von Paper 1", last(&|page| page["pagination"]["totalPages"] = json!(3))),
        ("seitengroesse Liste von Paper 1", page(&|page| page["pagination"]["elementsPerPage"] = json!(50))),
        ("gesamtzahl Liste von Paper 1", page(&|page| page["pagination"]["totalElements"] = json!(119))),
        ("doppelt Liste von Paper 1", last(&|page| move_item(page, false))),
        ("nicht-aufgefuehrt Liste von Paper 1", last(&|page| drop(page["data"].as_array_mut().expect("items").pop()))),
        ("typ Liste von Paper 1", page(&|page| page["data"][0] = page["data"][0]["id"].clone())),
    ]
}

#[test]
fn a_list_whose_order_changes_is_found() {
    let mut world = world(120);
    world.tag = super::world::day("2021-03-05");
    world.add();
    world.publish();
    let files = at(&world, "oparl/papers/2.json", &|page| page["data"].as_array_mut().expect("items").reverse());
    let found = world.inspect(&files);
    let told: Vec<_> = found.faults.iter().map(|fault| (fault.name, fault.what.as_str(), fault.count)).collect();
    assert_eq!(told, [("reihenfolge", "Liste von Paper", 1)]);
}
