//! What a page is made from.

use serde_json::Value;

use crate::typeset::Pictures;

/// All that a page follows from, beside its templates.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The view data that the PDF is set from, as JSON.
    pub view: &'a [u8],
    /// What its figures come from.
    pub origins: &'a Value,
    /// Its pictures.
    pub pictures: &'a Pictures,
    /// Its logo: the path that the view data name, and its bytes.
    pub logo: Option<(&'a str, &'a [u8])>,
    /// The file of the Projektboard beside it.
    pub projektboard: Option<&'a str>,
}
