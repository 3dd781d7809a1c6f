//! The objects of the papers: papers with their files and consultations, and the meetings that they come to.

use std::collections::BTreeMap;

use super::address::stem;
use super::kind::Kind;
use super::master::Master;
use super::object::{Held, Object};
use crate::model::day;
use crate::release::facts::{FileFacts, Role, Step};
use crate::release::state::PaperState;

/// The objects of all papers that the public may read, each behind those that it holds.
pub(super) fn objects(master: &Master<'_>, papers: &[PaperState]) -> Vec<Object> {
    let related = related(master, papers);
    let (mut all, mut meetings) = (Vec::new(), Meetings::default());
    for (index, paper) in papers.iter().enumerate().filter(|(_, paper)| is_told(paper)) {
        let files = files(master, paper, index);
        let consultations = consultations(master, paper, &mut meetings);
        all.push(paper_object(master, paper, [&files, &consultations], related.get(&index)));
        // What is held stands before what holds it.
        let at = all.len() - 1;
        all.splice(at..at, files.into_iter().chain(consultations));
    }
    all.extend(meetings.objects());
    all
}

/// Whether a paper is in the tree.
fn is_told(paper: &PaperState) -> bool {
    paper.is_public() && paper.zurueckgezogen.is_none()
}

/// For each paper that replaces another one or is replaced by it, the URLs of those; both know of each other.
fn related(master: &Master<'_>, papers: &[PaperState]) -> BTreeMap<usize, Vec<String>> {
    let told = || papers.iter().enumerate().filter(|(_, paper)| is_told(paper));
    let mut by_number: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, paper) in told() {
        if let Some(number) = &paper.angaben.nummer {
            by_number.entry(number).or_insert(index);
        }
    }
    let mut pairs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, paper) in told() {
        let numbers = [&paper.angaben.ersetzt, &paper.ersetzt_durch].into_iter().flatten();
        for other in
            numbers.filter_map(|number| by_number.get(number.as_str()).copied()).filter(|other| *other != index)
        {
            pairs.entry(index).or_default().push(other);
            pairs.entry(other).or_default().push(index);
        }
    }
    let urls = |mut others: Vec<usize>| {
        others.sort_unstable();
        others.dedup();
        let url = |paper: &PaperState| master.addresses.url(&master.addresses.paper(&paper.uuid));
        others.into_iter().filter_map(|other| papers.get(other)).map(url).collect()
    };
    pairs.into_iter().map(|(index, others)| (index, urls(others))).collect()
}

fn paper_object(
    master: &Master<'_>,
    paper: &PaperState,
    [files, consultations]: [&[Object]; 2],
    related: Option<&Vec<String>>,
) -> Object {
    let (addresses, facts) = (master.addresses, &paper.angaben);
    let mut object = Object::new(Kind::Paper, addresses.paper(&paper.uuid));
    object.set("body", addresses.url(&addresses.body()));
    object.set("name", facts.titel.as_str());
    object.set("reference", facts.nummer.as_deref());
    object.set("date", facts.datum.to_string());
    object.set("paperType", facts.art.as_str());
    object.set("relatedPaper", related.cloned());
    let divisions = |kennungen: &mut dyn Iterator<Item = &String>| -> Vec<String> {
        let paths = kennungen.filter_map(|kennung| master.dienststellen.get(kennung.as_str()));
        paths.map(|path| addresses.url(path)).collect()
    };
    object.set("underDirectionOf", divisions(&mut facts.federfuehrend.iter()));
    object.set("originatorOrganization", divisions(&mut facts.federfuehrend.iter().chain(&facts.beteiligt)));
    object.set("keyword", facts.schlagworte.clone());
    object.set("ratsbericht:finanzen", facts.finanzen.clone());
    object.set("ratsbericht:klimarelevanz", facts.klimarelevanz.clone());
    let own = |file: &&Object| file.back.as_ref().is_some_and(|(field, _)| *field == "paper");
    let (main, others): (Vec<&Object>, Vec<&Object>) = files.iter().filter(own).partition(|file| is_main(paper, file));
    if let Some(main) = main.first() {
        object.held.push(("mainFile", Held::One(main.path.clone())));
    }
    object.hold("auxiliaryFile", others.into_iter().map(|file| file.path.clone()).collect());
    object.hold("consultation", consultations.iter().map(|object| object.path.clone()).collect());
    object
}

fn is_main(paper: &PaperState, file: &Object) -> bool {
    file.file.and_then(|(_, at)| paper.dateien.get(at)).is_some_and(|file| file.role == Role::Main)
}

/// The files of a paper; those that are another form of one lead to it, all others to the paper.
fn files(master: &Master<'_>, paper: &PaperState, index: usize) -> Vec<Object> {
    let addresses = master.addresses;
    let main = paper.dateien.iter().find(|file| file.role == Role::Main);
    let path = |file: &FileFacts| addresses.file(paper, main, file);
    let mut annexes: BTreeMap<&str, &FileFacts> = BTreeMap::new();
    for annex in paper.dateien.iter().filter(|file| file.role == Role::Annex) {
        annexes.entry(stem(&annex.name)).or_insert(annex);
    }
    let master_of = |file: &FileFacts| match file.role {
        Role::Derived => main,
        Role::DerivedAnnex => annexes.get(stem(&file.name)).copied(),
        Role::Main | Role::Annex | Role::Data => None,
    };
    let mut forms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, of) in paper.dateien.iter().filter_map(|file| Some((file, master_of(file)?))) {
        forms.entry(path(of)).or_default().push(addresses.url(&path(file)));
    }
    let object = |(at, file): (usize, &FileFacts)| {
        let mut object = Object::new(Kind::File, path(file));
        object.file = Some((index, at));
        object.set("name", file.titel.as_str());
        object.set("fileName", file.name.as_str());
        object.set("mimeType", file.media_type.as_str());
        object.set("date", paper.angaben.datum.to_string());
        object.set("size", file.bytes);
        object.set("sha512Checksum", file.sha512.as_str());
        object.set("accessUrl", addresses.url(&addresses.served(paper, file)));
        object.set("derivativeFile", forms.get(&object.path).cloned());
        match master_of(file) {
            Some(of) => object.set("masterFile", addresses.url(&path(of))),
            None => object.back = Some(("paper", vec![addresses.url(&addresses.paper(&paper.uuid))].into())),
        }
        object
    };
    paper.dateien.iter().enumerate().map(object).collect()
}

/// The steps of the Beratungsfolge, each of which comes to a meeting.
fn consultations(master: &Master<'_>, paper: &PaperState, meetings: &mut Meetings) -> Vec<Object> {
    let addresses = master.addresses;
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = Vec::new();
    for step in &paper.angaben.beratungsfolge {
        let seen = seen.entry(step.gremium.as_str()).or_default();
        let before = *seen;
        *seen += 1;
        let mut object = Object::new(Kind::Consultation, addresses.consultation(paper, &step.gremium, before));
        let meeting = addresses.meeting(&step.gremium, &step.datum.to_string());
        let item = addresses.agenda_item(&meeting, paper, before);
        object.set("meeting", addresses.url(&meeting));
        object.set("agendaItem", addresses.url(&item));
        object.set("organization", organization(master, &step.gremium));
        object.set("authoritative", step.entscheidet);
        object.set("role", step.zustaendigkeit.as_str());
        object.back = Some(("paper", addresses.url(&addresses.paper(&paper.uuid)).into()));
        meetings.add(master, step, meeting, agenda_item(item, &object.path, paper, step, master));
        all.push(object);
    }
    all
}

fn agenda_item(path: String, consultation: &str, paper: &PaperState, step: &Step, master: &Master<'_>) -> Object {
    let mut item = Object::new(Kind::AgendaItem, path);
    item.set("name", paper.angaben.titel.as_str());
    item.set("public", !step.nichtoeffentlich);
    item.set("consultation", master.addresses.url(consultation));
    item
}

/// The body of a Kennung as a list of one, or of none where the master data do not name it.
fn organization(master: &Master<'_>, gremium: &str) -> Vec<String> {
    master.gremien.get(gremium).map(|(path, _)| master.addresses.url(path)).into_iter().collect()
}

/// The meetings that papers come to, in the order in which the papers name them.
#[derive(Default)]
struct Meetings {
    all: Vec<(Object, Vec<Object>)>,
    by_path: BTreeMap<String, usize>,
}

impl Meetings {
    /// Puts an item behind the others on the agenda of a meeting.
    fn add(&mut self, master: &Master<'_>, step: &Step, path: String, mut item: Object) {
        item.back = Some(("meeting", master.addresses.url(&path).into()));
        let at = *self.by_path.entry(path.clone()).or_insert(self.all.len());
        if at == self.all.len() {
            let mut meeting = Object::new(Kind::Meeting, path);
            let name = master.gremien.get(step.gremium.as_str()).map_or(step.gremium.as_str(), |(_, name)| name);
            meeting.set("name", format!("{name}, {}", day(step.datum)));
            meeting.set("organization", organization(master, &step.gremium));
            self.all.push((meeting, Vec::new()));
        }
        if let Some((_, items)) = self.all.get_mut(at) {
            item.set("order", items.len());
            items.push(item);
        }
    }

    /// The items of all agendas, each with its meeting behind it.
    fn objects(self) -> impl Iterator<Item = Object> {
        self.all.into_iter().flat_map(|(mut meeting, items)| {
            meeting.hold("agendaItem", items.iter().map(|item| item.path.clone()).collect());
            items.into_iter().chain([meeting])
        })
    }
}
