//! The configuration with what the sheets say of it.

use std::collections::BTreeSet;

use super::gather::{Cells, gather};
use super::{Blaetter, required};
use crate::finding::{Code, Finding, Log};
use crate::model::{Blatt, Decode, Einstellung, Ganzes, Stammdaten, Zeilen, fields_of};
use crate::source::{Data, Node, Sources, Span};

impl Blaetter {
    /// Puts what the sheets say into the configuration. A section that stands in `ratsbericht.toml`, too, is a finding.
    pub(in crate::load) fn complete(&self, config: &mut Node, sources: &Sources, log: &mut Log) {
        let mut found = Sections { config, taken: BTreeSet::new(), cells: Cells::new(), twice: BTreeSet::new() };
        let of_config = |blatt: &&Blatt| blatt.form().ganzes == Ganzes::Stammdaten && self.is_readable(**blatt);
        for blatt in Blatt::ALL.iter().filter(of_config) {
            match blatt.form().zeilen {
                Zeilen::Records { section } => found.list(section, *blatt, self, (sources, log)),
                Zeilen::Values => found.values(self.of(*blatt), (sources, log)),
                Zeilen::Entries { .. } | Zeilen::Parts { .. } => {}
            }
        }
        let Sections { config, taken, cells, .. } = found;
        let of_sheets = self.has(Blatt::Einstellungen);
        for section in fields_of(&Stammdaten::shape()) {
            // What stands in the file is left to decoding, which names it as the file does.
            if taken.contains(section.name) || (of_sheets && config.get(section.name).is_none()) {
                let row = config.span_at(section.name);
                required::one(&section, config, ("", row), (&cells, log));
            }
        }
    }
}

/// The sections that sheets give.
struct Sections<'a> {
    config: &'a mut Node,
    taken: BTreeSet<&'static str>,
    cells: Cells,
    /// Those that stand in the file, too.
    twice: BTreeSet<&'static str>,
}

impl Sections<'_> {
    /// Takes the rows of a list.
    fn list(&mut self, section: &'static str, blatt: Blatt, blaetter: &Blaetter, (sources, log): (&Sources, &mut Log)) {
        let records = gather(blatt, &|blatt| blaetter.of(blatt), log);
        let Some(first) = records.first() else { return };
        if let Some(own) = self.config.get(section) {
            log.push(twice(first.place, section, own, sources));
            return;
        }
        self.taken.insert(section);
        let (span, mut items) = (first.place, Vec::new());
        for (index, record) in records.into_iter().enumerate() {
            let cells = record.cells.into_iter();
            self.cells.extend(cells.map(|(path, cell)| (format!("{section}/{index}/{path}"), cell)));
            items.push(record.node);
        }
        self.config.put(section, Node { span, data: Data::List(items.into()) });
    }

    /// Takes single values.
    fn values(&mut self, rows: &[Node], (sources, log): (&Sources, &mut Log)) {
        for own in Einstellung::all() {
            let key = own.key();
            let is_own = |row: &&Node| matches!(row.get("schluessel").map(|key| &key.data), Some(Data::Text(text)) if **text == *key);
            let mut found = rows.iter().filter(is_own);
            let Some(value) = found.next().and_then(|row| row.get("wert")) else { continue };
            if let Some(again) = found.next() {
                let message = format!("Die Einstellung „{key}“ steht doppelt.");
                let place = again.get("schluessel").map_or(again.span, |key| key.span);
                log.push(Finding::at(Code::RB015, place, message, "Löschen Sie eine der beiden Zeilen."));
            }
            self.cells.insert(own.path(), (value.span, key.clone().into()));
            if value.data == Data::Null {
                continue;
            }
            match self.config.get(own.section) {
                Some(stands) if !self.taken.contains(own.section) => {
                    if self.twice.insert(own.section) {
                        log.push(twice(value.span, own.section, stands, sources));
                    }
                }
                _ => {
                    self.taken.insert(own.section);
                    self.config.put(&own.path(), value.clone());
                }
            }
        }
    }
}

/// The finding for a section that stands on a sheet and in the file.
fn twice(place: Span, section: &str, own: &Node, sources: &Sources) -> Finding {
    let message = format!("Der Abschnitt „{section}“ steht hier und in {}.", sources.place(own.span_at("")));
    Finding::at(Code::RB021, place, message, "Löschen Sie ihn dort, oder leeren Sie hier die Zellen.")
}
