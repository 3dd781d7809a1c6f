//! A word of the form for which a municipality can have its own.

use std::marker::PhantomData;

use super::record::{Decode, Shape, wrong_kind};
use super::value::STAND_IN;
use crate::finding::Log;
use crate::source::{Data, Node};

/// A word as the municipality writes it, which stands for a `T`; [`Stammdaten`] knows for which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amtswort<T> {
    wort: String,
    of: PhantomData<T>,
}

impl<T> Amtswort<T> {
    /// A word.
    pub fn new(wort: &str) -> Self {
        Self { wort: wort.to_owned(), of: PhantomData }
    }

    /// The word as it is printed.
    pub fn text(&self) -> &str {
        &self.wort
    }
}

impl<T: Decode> Decode for Amtswort<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn stand_in() -> Option<Self> {
        T::stand_in().map(|_| Self::new(STAND_IN))
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        match node.data {
            Data::Text(_) => String::decode(node, log).map(|wort| Self::new(&wort)),
            _ => log.reject(wrong_kind(node, &T::shape())),
        }
    }
}
