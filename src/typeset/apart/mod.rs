//! Work that no look can bound, in a process of its own: templates and fonts of a workspace, and papers of strangers.
//!
//! The process is this program once more. It bounds its own memory and time, and whoever waits for it ends it at a deadline; an
//! abort is an error like any other. Where nobody has said which program to run ([`use_program`]), the work is done here.

mod group;
mod limits;
mod message;
mod process;
mod room;
mod work;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use message::{Answer, Message, Order};
use room::with_room;

use super::assets::Asset;
use super::engine::{Engine, Job, Typeset};
use super::error::TypesetError;
use super::look::Look;

pub use group::{GUARD, end_group, guard, guarded, in_group};
pub use limits::bound_workspace;
pub use process::{Ended, attend};
pub use room::{STACK, pool_of_one};
pub use work::serve;

/// The command of the program that [`serve`]s.
pub const COMMAND: &str = "work-apart";

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Says which program does the work; the first word holds.
pub fn use_program(path: PathBuf) {
    let _ = PROGRAM.set(path);
}

/// The program that does the work, if somebody has said which.
pub fn program() -> Option<&'static Path> {
    PROGRAM.get().map(PathBuf::as_path)
}

impl Engine {
    /// As [`Engine::typeset`], in a process of its own.
    ///
    /// # Errors
    /// As there, and where a bound ended it.
    pub fn typeset_apart(&self, job: Job<'_>) -> Result<Typeset, TypesetError> {
        let Some(program) = PROGRAM.get() else {
            return with_room(|| self.typeset(job)).unwrap_or_else(|| Err(TypesetError::unfinished()));
        };
        let (templates, fonts) = self.own();
        let names = |assets: &[&Asset]| assets.iter().map(|asset| asset.path.to_string()).collect();
        let kept = self
            .templates()
            .iter()
            .chain(self.fonts())
            .filter(|asset| !templates.contains(asset) && !fonts.contains(asset));
        let order = Order::Typeset {
            template: job.template.to_owned(),
            ident: job.ident.to_owned(),
            attachments: job.attachments.iter().map(|(path, _)| (*path).to_owned()).collect(),
            pictures: job.pictures,
            embedded: kept.map(|asset| asset.path.to_string()).collect(),
            templates: names(&templates),
            fonts: names(&fonts),
        };
        let attached = job.attachments.iter().map(|(_, bytes)| bytes.as_slice());
        let assets = templates.iter().chain(&fonts).map(|asset| asset.bytes.as_ref());
        let blobs: Vec<&[u8]> = std::iter::once(job.view).chain(attached).chain(assets).collect();
        match process::run(program, &order, &blobs)? {
            Message { head: Answer::Typeset { pages, pictures, layout, export, drawn }, blobs } => Ok(Typeset {
                pdf: blobs.into_iter().next().unwrap_or_default(),
                pages,
                pictures,
                layout: Duration::from_micros(layout),
                export: Duration::from_micros(export),
                drawn: Duration::from_micros(drawn),
            }),
            message => Err(message.failed()),
        }
    }
}

/// What can be said of templates and fonts of a workspace, found out in a process of its own.
///
/// # Errors
/// Where a bound ended it.
pub fn look(templates: &[Asset], fonts: &[Asset]) -> Result<Look, TypesetError> {
    let Some(program) = PROGRAM.get() else {
        return with_room(|| Look::at(templates, fonts)).ok_or_else(TypesetError::unfinished);
    };
    let order = Order::Look {
        templates: templates.iter().map(|asset| asset.path.to_string()).collect(),
        fonts: fonts.iter().map(|asset| asset.path.to_string()).collect(),
    };
    let blobs: Vec<&[u8]> = templates.iter().chain(fonts).map(|asset| asset.bytes.as_ref()).collect();
    match process::run(program, &order, &blobs)? {
        Message { head: Answer::Look(look), .. } => Ok(look),
        message => Err(message.failed()),
    }
}
