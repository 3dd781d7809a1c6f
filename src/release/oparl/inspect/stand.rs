//! Where an object stands: by itself, on a page of a list, or in another one.

use super::super::kind::Kind;
use super::bundle::Place;

/// Where an object stands.
pub(super) struct Stand {
    /// The address that was asked.
    pub(super) url: String,
    /// The way from there.
    path: String,
    /// Whether it stands by itself.
    pub(super) is_alone: bool,
    /// Which kind holds it in which field.
    pub(super) holder: Option<(Kind, String)>,
}

impl Stand {
    /// By itself.
    pub(super) fn alone(url: &str) -> Self {
        Self { url: url.to_owned(), path: String::new(), is_alone: true, holder: None }
    }

    /// On a page of a list.
    pub(super) fn listed(url: &str, path: &str) -> Self {
        Self { url: url.to_owned(), path: path.to_owned(), is_alone: false, holder: None }
    }

    /// In a field of another object.
    pub(super) fn held(&self, kind: Kind, field: &str, path: &str) -> Self {
        let holder = Some((kind, field.to_owned()));
        Self { url: self.url.clone(), path: self.below(path), is_alone: false, holder }
    }

    fn below(&self, path: &str) -> String {
        if self.path.is_empty() { path.to_owned() } else { format!("{}/{path}", self.path) }
    }

    /// A place in the object.
    pub(super) fn place(&self, path: &str, found: &str) -> Place {
        Place::new(&self.url, self.below(path).trim_end_matches('/'), found)
    }
}
