//! The head of a page: what keeps scripts and requests away, and its style.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use super::colour;

/// What every page begins with; the version stands behind it.
const MARK: &str = "<meta name=\"generator\" content=\"ratsbericht-papier ";

/// How many bytes at the start of a page are looked at for its mark.
const HEAD: usize = 1_000;

/// The accent of papers whose colour cannot be read.
const PLAIN: [u8; 3] = [0x33; 3];

/// Whether a file is the page of a paper that an earlier run wrote.
pub fn is_ours(content: &[u8]) -> bool {
    let start = content.get(..HEAD).unwrap_or(content);
    start.starts_with(b"<!DOCTYPE html>") && start.windows(MARK.len()).any(|window| window == MARK.as_bytes())
}

/// The beginning of a page: everything before its title.
///
/// The only style is the one here, by its hash, and the only pictures are those in the page. So is the only script, where there is one;
/// it is a module, since those wait until the page is there.
pub(super) fn beginning(css: &str, accent: &str, script: Option<&str>) -> String {
    let [light, dark] = colour::readable(colour::parse(accent).unwrap_or(PLAIN));
    // An element of style ends at its closing tag, wherever that stands.
    let css = css.replace("</", "<\\/");
    let style = format!(":root{{--akzent-hell:{light};--akzent-dunkel:{dark}}}\n{css}");
    let hash = |text: &str| BASE64.encode(Sha256::digest(text.as_bytes()));
    let may_run = script.map(|script| format!("script-src 'sha256-{}'; ", hash(script))).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; {may_run}style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(&style)
    );
    let script = script.map(|script| format!("<script type=\"module\">{script}</script>\n")).unwrap_or_default();
    format!(
        "<!DOCTYPE html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         {MARK}{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <style>{style}</style>\n{script}",
        env!("CARGO_PKG_VERSION")
    )
}

/// A picture as an address that holds all of it.
pub(super) fn data_url(media_type: &str, bytes: &[u8]) -> String {
    format!("data:{media_type};base64,{}", BASE64.encode(bytes))
}
