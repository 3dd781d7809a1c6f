//! The working side.

use std::io::{self, Read, Write};

use super::limits;
use super::message::{Answer, Order, read, write};
use super::room::with_room;
use crate::typeset::assets::Asset;
use crate::typeset::engine::{Engine, Job};
use crate::typeset::error::TypesetError;
use crate::typeset::look::Look;

/// Bounds this process, reads what is to be done, and writes what came of it.
///
/// # Errors
/// When the other process says nothing that this one understands, or has gone.
pub fn serve(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    limits::bound();
    let message = read::<Order>(input)?;
    let mut blobs = message.blobs.into_iter();
    // What is dropped here was deep already, so it is dropped where there is room, too.
    let answer = with_room(move || match message.head {
        Order::Look { templates, fonts } => {
            let (templates, fonts) = (assets(templates, &mut blobs), assets(fonts, &mut blobs));
            (Answer::Look(Look::at(&templates, &fonts)), Vec::new())
        }
        order @ Order::Typeset { .. } => {
            typeset(order, blobs).unwrap_or_else(|error| (Answer::Failed(error), Vec::new()))
        }
    });
    let (answer, pdf) = answer.unwrap_or_else(|| (Answer::Failed(TypesetError::unfinished()), Vec::new()));
    write(output, &answer, &[&pdf])
}

fn assets(paths: Vec<String>, blobs: &mut impl Iterator<Item = Vec<u8>>) -> Vec<Asset> {
    paths.into_iter().zip(blobs).map(|(path, bytes)| Asset { path: path.into(), bytes: bytes.into() }).collect()
}

fn typeset(order: Order, mut blobs: impl Iterator<Item = Vec<u8>>) -> Result<(Answer, Vec<u8>), TypesetError> {
    let Order::Typeset { template, ident, attachments, pictures, embedded, templates, fonts } = order else {
        return Err(TypesetError::unfinished());
    };
    let view = blobs.next().unwrap_or_default();
    // This process sets one paper and ends.
    let attachments: Vec<(&'static str, Vec<u8>)> =
        attachments.into_iter().map(|path| &*path.leak()).zip(&mut blobs).collect();
    let engine = engine(&embedded, assets(templates, &mut blobs), assets(fonts, &mut blobs))?;
    let job = Job { template: &template, ident: &ident, view: &view, attachments: &attachments, pictures };
    let typeset = engine.typeset(job)?;
    let micros = |time: std::time::Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    let answer = Answer::Typeset {
        pages: typeset.pages,
        pictures: typeset.pictures,
        layout: micros(typeset.layout),
        export: micros(typeset.export),
        drawn: micros(typeset.drawn),
    };
    Ok((answer, typeset.pdf))
}

/// The engine with what is embedded and what came along.
fn engine(embedded: &[String], templates: Vec<Asset>, fonts: Vec<Asset>) -> Result<Engine, TypesetError> {
    let here = Engine::new()?;
    if templates.is_empty() && fonts.is_empty() && embedded.len() == here.templates().len() + here.fonts().len() {
        return Ok(here);
    }
    let kept = |all: &[Asset]| -> Vec<Asset> {
        all.iter().filter(|asset| embedded.iter().any(|path| *path == asset.path)).cloned().collect()
    };
    Engine::with([kept(here.templates()), templates].concat(), [kept(here.fonts()), fonts].concat())
}
