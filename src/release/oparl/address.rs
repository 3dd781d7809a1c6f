//! Where objects lie and what they are called: paths below the address of the tree, made of keys that never change.

use uuid::Uuid;

use super::kind::Kind;
use crate::release::facts::{FileFacts, Role};
use crate::release::state::PaperState;

/// The paths of the objects below an address.
#[derive(Debug, Clone)]
pub(super) struct Addresses {
    /// The address of the tree, with a slash at its end.
    basis_url: String,
    /// In which the keys of objects are named.
    space: Uuid,
}

impl Addresses {
    pub(super) fn new(basis_url: &str) -> Self {
        let slash = if basis_url.ends_with('/') { "" } else { "/" };
        let basis_url = format!("{basis_url}{slash}");
        Self { space: Uuid::new_v5(&Uuid::NAMESPACE_URL, basis_url.as_bytes()), basis_url }
    }

    /// The URL of a path.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.basis_url)
    }

    pub(super) fn system(&self) -> String {
        "oparl/system.json".into()
    }

    pub(super) fn body(&self) -> String {
        self.made(Kind::Body, &[])
    }

    /// A Wahlperiode.
    pub(super) fn term(&self, kennung: &str) -> String {
        self.made(Kind::LegislativeTerm, &[kennung])
    }

    pub(super) fn gremium(&self, kennung: &str) -> String {
        self.made(Kind::Organization, &["gremium", kennung])
    }

    pub(super) fn dezernat(&self, kennung: &str) -> String {
        self.made(Kind::Organization, &["dezernat", kennung])
    }

    pub(super) fn fachbereich(&self, kennung: &str) -> String {
        self.made(Kind::Organization, &["fachbereich", kennung])
    }

    pub(super) fn paper(&self, uuid: &str) -> String {
        path(Kind::Paper, uuid)
    }

    /// A file, by what it is of its paper: the number of the paper, with which names of files begin, may change.
    pub(super) fn file(&self, paper: &PaperState, main: Option<&FileFacts>, file: &FileFacts) -> String {
        let stem = main.map_or("", |main| stem(&main.name));
        let own = file.name.strip_prefix(stem).filter(|_| !stem.is_empty());
        // Names of annexes count their places, which change; what they are called does not.
        let is_alone =
            || paper.dateien.iter().filter(|other| other.titel == file.titel && other.role == file.role).count() == 1;
        if file.role == Role::Annex && own.is_some_and(|rest| rest.starts_with(FileFacts::ANNEX)) && is_alone() {
            return self.made(Kind::File, &[&paper.uuid, part(file.role), "=", &file.titel]);
        }
        let (mark, name) = own.map_or(("", file.name.as_str()), |rest| ("*", rest));
        self.made(Kind::File, &[&paper.uuid, part(file.role), mark, name])
    }

    /// How many steps of the same body stand before a step of a paper tells it from them.
    pub(super) fn consultation(&self, paper: &PaperState, gremium: &str, before: usize) -> String {
        self.made(Kind::Consultation, &[&paper.uuid, gremium, &before.to_string()])
    }

    /// The meeting of a body on a day.
    pub(super) fn meeting(&self, gremium: &str, tag: &str) -> String {
        self.made(Kind::Meeting, &[gremium, tag])
    }

    /// A step of a paper in a meeting; `before` as in [`Addresses::consultation`].
    pub(super) fn agenda_item(&self, meeting: &str, paper: &PaperState, before: usize) -> String {
        self.made(Kind::AgendaItem, &[meeting, &paper.uuid, &before.to_string()])
    }

    /// A page of a list, from 1.
    pub(super) fn page(&self, kind: Kind, number: usize) -> String {
        format!("oparl/{}/{number}.json", kind.list())
    }

    /// A file as it is served.
    pub(super) fn served(&self, paper: &PaperState, file: &FileFacts) -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let spell = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
        format!("dateien/{}/{}", paper.uuid, file.name.bytes().map(spell).collect::<String>())
    }

    fn made(&self, kind: Kind, key: &[&str]) -> String {
        // No part of a key holds this sign, so that two keys never become one.
        let key = format!("{}\u{1f}{}", kind.name(), key.join("\u{1f}"));
        path(kind, &Uuid::new_v5(&self.space, key.as_bytes()).to_string())
    }
}

/// The id of a paper, which stays whatever its folder or number become: `seed` is the address of the tree, or the name of the
/// municipality, and `key` the name under which the paper was first published.
pub fn paper_uuid(seed: &str, key: &str) -> String {
    let space = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("ratsbericht\u{1f}{seed}").as_bytes());
    Uuid::new_v5(&space, key.as_bytes()).to_string()
}

/// The kind of the object of a path.
pub(super) fn kind_of(path: &str) -> Option<Kind> {
    let below = path.strip_prefix("oparl/")?;
    let folder = below.split_once('/').map_or(below.strip_suffix(".json"), |(folder, _)| Some(folder))?;
    Kind::ALL.into_iter().find(|kind| kind.folder() == folder)
}

/// The name of a file without its ending.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What a file is of its paper, as keys say it.
fn part(role: Role) -> &'static str {
    match role {
        Role::Main => "main",
        Role::Derived => "derived",
        Role::Annex => "annex",
        Role::DerivedAnnex => "derived annex",
        Role::Data => "data",
    }
}

fn path(kind: Kind, name: &str) -> String {
    format!("oparl/{}/{name}.json", kind.folder())
}
