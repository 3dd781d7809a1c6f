//! A tree in a folder, for the judges of the build server.

use std::fs;
use std::path::Path;

use super::world::{World, day, withdrawal};

/// `OPARL_TREE=FOLDER cargo test --test suite oparl -- --ignored` writes there.
#[test]
#[ignore = "writes a folder for judges outside"]
fn a_tree_for_judges() {
    let folder = std::env::var("OPARL_TREE").expect("OPARL_TREE names a new folder");
    let mut world = World::with(120);
    world.tag = day("2021-04-01");
    world.paper(7).zurueckgezogen = withdrawal();
    world.paper(8).angaben.ersetzt = Some("FB 10/0009/WP09".into());
    world.publish();
    let files = world
        .state
        .papiere
        .iter()
        .flat_map(|paper| paper.dateien.iter().map(|file| format!("dateien/{}/{}", paper.uuid, file.name)));
    let files: Vec<String> = files.collect();
    for path in world.tree.keys().chain(&files) {
        let target = Path::new(&folder).join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        #[expect(clippy::disallowed_methods, reason = "a folder for tests")]
        fs::write(&target, world.read(path).expect("there")).expect("written");
    }
    assert!(files.len() > 400 && Path::new(&folder).join("oparl/system.json").exists());
}
