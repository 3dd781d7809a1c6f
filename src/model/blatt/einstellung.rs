//! The single values of the configuration, each with the key under which a sheet names it.

use super::super::Stammdaten;
use super::super::record::{Decode, Field, Shape};
use super::fields_of;

/// A single value of the configuration.
#[derive(Debug, Clone)]
pub struct Einstellung {
    /// Its section.
    pub section: &'static str,
    /// Its field in the section.
    pub field: Field,
}

impl Einstellung {
    /// Every value of the sections that are no lists, in the order of the configuration.
    pub fn all() -> Vec<Self> {
        let sections = fields_of(&Stammdaten::shape()).into_iter();
        let single = sections.filter(|section| matches!(section.shape, Shape::Record(_)));
        single
            .flat_map(|section| {
                fields_of(&section.shape).into_iter().map(move |field| Self { section: section.name, field })
            })
            .collect()
    }

    /// Its key: `koerperschaft.name`.
    pub fn key(&self) -> String {
        format!("{}.{}", self.section, self.field.name)
    }

    /// Its path in the configuration.
    pub fn path(&self) -> String {
        format!("{}/{}", self.section, self.field.name)
    }
}
