//! What the two processes say to each other: a head as JSON, and bytes, each with its length before it.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::super::error::TypesetError;
use super::super::look::Look;
use super::super::picture::Pictures;

/// What is to be done.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Order {
    /// Set a paper. The bytes are its view data, its attachments, then templates and fonts.
    Typeset {
        template: String,
        ident: String,
        attachments: Vec<String>,
        pictures: bool,
        /// The templates and fonts that are embedded in both processes.
        embedded: Vec<String>,
        templates: Vec<String>,
        fonts: Vec<String>,
    },
    /// Look at templates and fonts, which the bytes are.
    Look { templates: Vec<String>, fonts: Vec<String> },
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// A paper, which the bytes are; the times in microseconds.
    Typeset { pages: usize, pictures: Pictures, layout: u64, export: u64, drawn: u64 },
    /// What was seen.
    Look(Look),
    /// It failed.
    Failed(TypesetError),
}

/// A head and its bytes.
#[derive(Debug)]
pub(super) struct Message<H> {
    pub(super) head: H,
    pub(super) blobs: Vec<Vec<u8>>,
}

impl Message<Answer> {
    /// The error of an answer that is not what was asked for.
    pub(super) fn failed(self) -> TypesetError {
        match self.head {
            Answer::Failed(error) => error,
            _ => TypesetError::unfinished(),
        }
    }
}

/// Writes a message.
pub(super) fn write(out: &mut impl Write, head: &impl Serialize, blobs: &[&[u8]]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let count = (blobs.len() as u64).to_le_bytes();
    for part in [head.as_slice(), &count].iter().chain(blobs) {
        out.write_all(&(part.len() as u64).to_le_bytes())?;
        out.write_all(part)?;
    }
    out.flush()
}

/// Reads a message.
pub(super) fn read<H: DeserializeOwned>(input: &mut impl Read) -> io::Result<Message<H>> {
    let head = serde_json::from_slice(&part(input)?)?;
    let count = u64::from_le_bytes(part(input)?.try_into().map_err(|_| io::ErrorKind::InvalidData)?);
    let blobs = (0..count).map(|_| part(input)).collect::<io::Result<_>>()?;
    Ok(Message { head, blobs })
}

fn part(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    let mut part = Vec::new();
    let read = input.take(length).read_to_end(&mut part)?;
    if read as u64 == length { Ok(part) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
