//! The packages that people hand over, one for each edition of a paper.

use std::collections::BTreeMap;

use super::facts::withheld;
use super::files::{contents, unset};
use super::places::{folder, place};
use super::{Candidate, Release};
use crate::model::Edition;
use crate::pipeline::error::{PipelineError, Unset};
use crate::publish::Tree;
use crate::release::PaperState;
use crate::release::package::{Package, Unmade, bag, zip as zipped};

/// Writes the packages of a paper whose files are there.
///
/// # Errors
/// When a page cannot be made, or the file system refuses.
pub(super) fn write(
    tree: &mut Tree<'_>,
    release: &Release,
    (paper, candidate): (&PaperState, &Candidate),
    oparl: &[(String, Vec<u8>)],
) -> Result<(), PipelineError> {
    let Some(bestand) = release.whole.loaded.bestand.as_ref() else { return Ok(()) };
    let withheld = candidate.heads.first().map(|head| withheld(bestand, head)).unwrap_or_default();
    for edition in &candidate.editions {
        let Some(session) = release.session(*edition) else { continue };
        let all = match edition {
            Edition::Public => &paper.dateien,
            Edition::Whole => &paper.dateien_nichtoeffentlich,
        };
        let reader = tree.reader();
        let bytes: Vec<Vec<u8>> =
            all.iter().map(|facts| reader.read(&place(paper, *edition, facts)).unwrap_or_default()).collect();
        let files: Vec<_> = all.iter().zip(&bytes).map(|(facts, bytes)| (facts, bytes.as_slice())).collect();
        let (view, figures) = contents(session, candidate, paper.reason());
        let package = Package {
            stammdaten: &bestand.stammdaten,
            paper,
            edition: *edition,
            view: &view,
            figures: &figures,
            files: &files,
            oparl: if *edition == Edition::Public { oparl } else { &[] },
            withheld: &withheld,
        };
        for (path, content) in bag(&package).map_err(|unmade| unset(candidate, why(&unmade)))? {
            let path = format!("{}/{}/{path}", folder(*edition), paper.paket);
            if !tree.has(&path) {
                tree.put(&path, &content)?;
            }
        }
    }
    Ok(())
}

/// Writes each package as one file beside its folder.
///
/// # Errors
/// When an archive cannot be written, or the file system refuses.
pub(super) fn zip(tree: &mut Tree<'_>) -> Result<(), PipelineError> {
    let mut packages: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for path in tree.made() {
        let mut parts = path.splitn(3, '/');
        let of = parts.next().zip(parts.next()).zip(parts.next());
        if let Some(((above, package), inner)) = of.filter(|((above, _), _)| above.starts_with("pakete")) {
            packages.entry((above.to_owned(), package.to_owned())).or_default().push(inner.to_owned());
        }
    }
    let reader = tree.reader();
    for ((above, package), inner) in packages {
        let read = |path: String| {
            let content = reader.read(&format!("{above}/{package}/{path}")).unwrap_or_default();
            (path, content)
        };
        let bag: Vec<_> = inner.into_iter().map(read).collect();
        let archive = zipped(&package, &bag).map_err(|unmade| unwritable(&package, &unmade))?;
        tree.put(&format!("{above}/{package}.zip"), &archive)?;
    }
    Ok(())
}

fn unwritable(package: &str, unmade: &Unmade) -> PipelineError {
    let bezeichnung = package.to_owned();
    PipelineError::Unset(vec![Unset { bezeichnung, messages: vec![why(unmade)], findings: Vec::new() }])
}

fn why(Unmade { file, why }: &Unmade) -> String {
    format!("{file}: {why}")
}
