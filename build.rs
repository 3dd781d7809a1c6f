//! Watches the folders that are embedded in the binary: the compiler alone does not see a new file in them.

fn main() {
    for folder in ["report-templates", "fixtures/meldungen"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
