//! A tree in a folder, for the judges of the build server.

use std::path::PathBuf;

use super::world::{World, day, withdrawal};

/// `OPARL_TREE=FOLDER cargo test --test suite oparl::judges -- --ignored` writes there.
#[test]
#[ignore = "writes a folder for judges outside"]
fn a_tree_for_judges() {
    let folder = PathBuf::from(std::env::var_os("OPARL_TREE").expect("OPARL_TREE names a new folder"));
    let mut world = World::with(120);
    world.tag = day("2021-04-01");
    world.paper(7).zurueckgezogen = withdrawal();
    world.paper(8).angaben.ersetzt = Some("FB 10/0009/WP09".into());
    world.publish();
    world.write_to(&folder);
    assert!(folder.join("oparl/system.json").exists());
}
