//! Workbooks.
use super::grid::Grid;
use crate::finding::Log;
use crate::source::Sources;
pub(super) struct SheetGrid {
    pub(super) name: String,
    pub(super) grid: Grid,
}
pub(super) fn read(_path: &str, _bytes: &[u8], _sources: &mut Sources, _log: &mut Log) -> Vec<SheetGrid> {
    Vec::new()
}
