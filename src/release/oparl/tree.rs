//! The tree as it is written: every object by itself, and the lists of all of them, page by page.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::address::{Addresses, kind_of};
use super::kind::Kind;
use super::master::{self, Master};
use super::moment::{later, latest, midnight};
use super::object::{Fields, Held, Object};
use super::papers;
use crate::model::Stammdaten;
use crate::release::facts::FileFacts;
use crate::release::state::{ObjectState, PaperState};
use crate::source::digest;

/// How many objects a page of a list has at most.
pub(super) const PER_PAGE: usize = 100;

/// Asks for the text of a file.
pub type Texts<'t> = &'t dyn Fn(&PaperState, &FileFacts) -> Option<String>;

/// The tree of all that is published, with the moments of its objects.
pub struct Tree<'p> {
    addresses: Addresses,
    papers: &'p [PaperState],
    /// What is there, each behind those that it holds.
    objects: Vec<Object>,
    by_path: BTreeMap<String, usize>,
    /// Everything that was ever there.
    states: BTreeMap<String, ObjectState>,
}

impl<'p> Tree<'p> {
    /// Makes the tree of a day, and keeps in `objekte` which of its objects are new, changed or gone.
    ///
    /// `texts` is asked once for each file.
    pub fn new(
        stammdaten: &Stammdaten,
        basis_url: &str,
        papers: &'p [PaperState],
        objekte: &mut BTreeMap<String, ObjectState>,
        tag: NaiveDate,
        texts: Texts<'_>,
    ) -> Self {
        let addresses = Addresses::new(basis_url);
        let mut objects = master::objects(stammdaten, &addresses);
        objects.extend(papers::objects(&Master::new(stammdaten, &addresses), papers));
        let by_path = objects.iter().enumerate().map(|(at, object)| (object.path.clone(), at)).collect();
        let mut tree = Self { addresses, papers, objects, by_path, states: std::mem::take(objekte) };
        tree.advance(tag, texts);
        objekte.clone_from(&tree.states);
        tree
    }

    /// Gives every file of the tree to a sink, with its path below the address of the tree.
    ///
    /// # Errors
    /// Those of the sink, which is given nothing more behind its first.
    pub fn write<E>(&self, texts: Texts<'_>, sink: &mut dyn FnMut(String, Vec<u8>) -> Result<(), E>) -> Result<(), E> {
        for path in self.states.keys() {
            sink(path.clone(), bytes(&self.alone(path, texts)))?;
        }
        let mut lists: BTreeMap<Kind, Vec<(u64, &str)>> = BTreeMap::new();
        for (path, state) in &self.states {
            if let Some(kind) = kind_of(path) {
                lists.entry(kind).or_default().push((state.nummer, path));
            }
        }
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::System) {
            let mut all = lists.remove(&kind).unwrap_or_default();
            all.sort_unstable();
            let pages = all.len().div_ceil(PER_PAGE).max(1);
            for number in 1..=pages {
                let own = all.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE);
                let data: Vec<Value> = own.map(|(_, path)| self.alone(path, texts)).collect();
                sink(self.addresses.page(kind, number), bytes(&self.page(kind, [number, pages], &data)))?;
            }
        }
        Ok(())
    }

    /// The objects of one paper as they stand in the tree, each with a name for its file; none where the paper is not in it.
    pub fn of_paper(&self, uuid: &str, texts: Texts<'_>) -> Vec<(String, Vec<u8>)> {
        let Some(paper) = self.object(&self.addresses.paper(uuid)) else { return Vec::new() };
        let held = paper.held.iter().flat_map(|(_, held)| held.paths()).filter_map(|path| self.object(path));
        let url = |path: &str| self.addresses.url(path);
        let mut paths = vec![paper.path.as_str()];
        for object in held {
            paths.push(&object.path);
            let forms = object.fields.get("derivativeFile").and_then(Value::as_array).into_iter().flatten();
            let own = forms.filter_map(|form| form.as_str()?.strip_prefix(&url("")));
            paths.extend(own.filter_map(|path| Some(self.object(path)?.path.as_str())));
        }
        let name = |path: &str| path.trim_start_matches("oparl/").replace('/', "-");
        paths.into_iter().map(|path| (name(path), bytes(&self.alone(path, texts)))).collect()
    }

    fn object(&self, path: &str) -> Option<&Object> {
        self.by_path.get(path).and_then(|at| self.objects.get(*at))
    }

    /// Says of each object since when it is there, and when it last changed.
    fn advance(&mut self, tag: NaiveDate, texts: Texts<'_>) {
        let start = midnight(tag);
        // Whatever day a run is given: who is new is not older than those before it.
        let created = self.states.values().map(|state| state.created.as_str());
        let moment = created.fold(start.as_str(), latest).to_owned();
        let mut next = self.states.values().map(|state| state.nummer + 1).max().unwrap_or_default();
        let mut contents: BTreeMap<&str, String> = BTreeMap::new();
        for object in &self.objects {
            let inhalt = self.content(object, &contents, texts);
            match self.states.get_mut(&object.path) {
                Some(old) => change(old, &inhalt, false, &moment),
                None => {
                    let [created, modified] = [(); 2].map(|()| moment.clone());
                    let new = ObjectState { nummer: next, created, modified, inhalt: inhalt.clone(), deleted: false };
                    self.states.insert(object.path.clone(), new);
                    next += 1;
                }
            }
            contents.insert(&object.path, inhalt);
        }
        for (path, state) in self.states.iter_mut().filter(|(path, _)| !self.by_path.contains_key(*path)) {
            change(state, &digest(format!("deleted {path}").as_bytes()), true, &moment);
        }
    }

    /// The hash of what an object says, without the moments of itself and of what it holds.
    fn content(&self, object: &Object, contents: &BTreeMap<&str, String>, texts: Texts<'_>) -> String {
        let mut fields = object.fields.clone();
        for (name, held) in &object.held {
            let one = |path: &String| json!([path, contents.get(path.as_str())]);
            fields.insert((*name).into(), held.paths().iter().map(one).collect());
        }
        if let Some((name, value)) = &object.back {
            fields.insert((*name).into(), value.clone());
        }
        if let Some(text) = self.text(object, texts) {
            fields.insert("text".into(), text.into());
        }
        digest(&bytes(&Value::Object(fields)))
    }

    /// An object as it stands by itself; what is gone leaves only its moments.
    fn alone(&self, path: &str, texts: Texts<'_>) -> Value {
        let Some(object) = self.object(path) else {
            let mut fields = kind_of(path).map_or_else(Fields::new, |kind| self.head(kind, path));
            fields.insert("deleted".into(), true.into());
            return Value::Object(fields);
        };
        let mut fields = self.fields(object, texts);
        if let Some((name, value)) = &object.back {
            fields.insert((*name).into(), value.clone());
        }
        Value::Object(fields)
    }

    /// The fields of an object, with what it holds.
    fn fields(&self, object: &Object, texts: Texts<'_>) -> Fields {
        let mut fields = self.head(object.kind, &object.path);
        fields.extend(object.fields.clone());
        let one = |path: &String| self.object(path).map(|object| Value::Object(self.fields(object, texts)));
        for (name, held) in &object.held {
            let value = match held {
                Held::One(path) => one(path),
                Held::Many(paths) => Some(paths.iter().filter_map(one).collect()),
            };
            fields.extend(value.map(|value| ((*name).to_owned(), value)));
        }
        fields.extend(self.text(object, texts).map(|text| ("text".to_owned(), text.into())));
        fields
    }

    /// What every object says of itself.
    fn head(&self, kind: Kind, path: &str) -> Fields {
        let mut fields = Fields::new();
        fields.insert("id".into(), self.addresses.url(path).into());
        fields.insert("type".into(), kind.type_url().into());
        if let Some(state) = self.states.get(path) {
            fields.insert("created".into(), state.created.as_str().into());
            fields.insert("modified".into(), state.modified.as_str().into());
        }
        fields
    }

    /// The text of a File that has one.
    fn text(&self, object: &Object, texts: Texts<'_>) -> Option<String> {
        let (paper, file) = object.file?;
        let paper = self.papers.get(paper)?;
        texts(paper, paper.dateien.get(file)?).filter(|text| !text.is_empty())
    }

    /// A page of a list. It says nothing of how many there are, so that a full one stays as it is.
    fn page(&self, kind: Kind, [number, pages]: [usize; 2], data: &[Value]) -> Value {
        let url = |number| self.addresses.url(&self.addresses.page(kind, number));
        let mut links = json!({ "first": url(1), "self": url(number) });
        if number > 1 {
            links["prev"] = url(number - 1).into();
        }
        if number < pages {
            links["next"] = url(number + 1).into();
        }
        json!({
            "data": data,
            "pagination": { "currentPage": number, "elementsPerPage": PER_PAGE },
            "links": links,
        })
    }
}

/// Keeps what has become of an object, if anything has.
fn change(state: &mut ObjectState, inhalt: &str, deleted: bool, moment: &str) {
    if state.inhalt != inhalt || state.deleted != deleted {
        state.modified = later(moment, &state.modified);
        inhalt.clone_into(&mut state.inhalt);
        state.deleted = deleted;
    }
}

fn bytes(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}
