//! From a workspace to finished papers in memory: what commands, benches and fuzz targets share.
//!
//! Nothing here prints, asks for the day or ends the program: what goes wrong is a [`PipelineError`], and whoever calls says it.

mod annexes;
mod appending;
mod beside;
mod closed;
mod error;
pub(crate) mod report;
mod design;
mod workers;
mod wanted;
mod prepare;
mod session;
mod output;
mod circulating;
mod collecting;
mod drafting;
mod refreshing;
mod planned;
mod closing;
mod comparison;
mod publishing;
mod uebersicht;

pub use beside::{Beside, Written};
pub use circulating::Circulation;
pub use closing::{Closing, ClosingInput, ClosingPart, close, closed};
pub use collecting::Collected;
pub use comparison::{Comparison, compare};
pub use design::{embedded, meant, own_lines};
pub use drafting::{BerichtOrder, Drafted, NotDrafted, VorlageOrder};
pub use error::{PipelineError, Unset};
pub use output::{How, SetPaper, Times};
pub use planned::Planned;
pub use prepare::{PreparedPapers, findings, findings_beside, of_records, prepare, told};
pub use publishing::{Order, Outcome, Release};
pub use refreshing::{Refreshed, blocks, can_be_renewed, refresh};
pub use report::is_ours;
pub use session::{Opened, Request, Session, engine, load, no_workspace};
pub use wanted::Wanted;
pub use workers::Task;
