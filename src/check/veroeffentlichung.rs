//! What is published where: addresses that everybody is led to, and annexes that are public and are not.

use crate::finding::{Code, Finding};
use crate::model::{Anlage, Bestand, Veroeffentlichung};
use crate::source::quoted;

/// The section of the configuration.
const SECTION: &str = "veroeffentlichung";

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let addresses = bestand.stammdaten.veroeffentlichung.as_ref().map(|own| addresses(bestand, own));
    addresses.into_iter().flatten().chain(annexes(bestand)).collect()
}

/// Says whether a value is one of its kind.
type Sound = fn(&str) -> bool;

/// Addresses that are none; ids begin with the first, so it is one that never needs to be rewritten.
fn addresses(bestand: &Bestand, own: &Veroeffentlichung) -> Vec<Finding> {
    let Veroeffentlichung { basis_url, webseite, lizenz, ags, kontakt, katalog } = own;
    let address = "eine Adresse wie https://ratsinformation.musterstadt.example/, nur mit Buchstaben von a bis z, Ziffern und - . _ ~ /";
    let fields: [(&str, &Option<String>, Sound, &str); 6] = [
        ("basis_url", basis_url, is_basis, address),
        ("webseite", webseite, is_address, "eine Adresse, die mit https:// oder http:// beginnt"),
        ("lizenz", lizenz, is_address, "eine Adresse, die mit https:// oder http:// beginnt"),
        ("katalog", katalog, is_address, "eine Adresse, die mit https:// oder http:// beginnt"),
        ("ags", ags, is_ags, "acht Ziffern wie 05334002"),
        ("kontakt", kontakt, is_mail, "eine E-Mail-Adresse wie daten@musterstadt.example"),
    ];
    let wrong = fields.into_iter().filter_map(|(field, value, is_one, expected)| {
        let value = value.as_ref().filter(|value| !is_one(value))?;
        let span = bestand.stammdaten.span(&format!("{SECTION}/{field}"));
        let message =
            format!("Die Angabe unter „{field}“ ist ungültig; sie käme so zu allen, die Veröffentlichtes lesen.");
        let finding = Finding::at(Code::RB053, span, message, "Berichtigen Sie die Angabe, bevor Sie veröffentlichen.");
        Some(finding.expected(expected).found(quoted(value)))
    });
    wrong.collect()
}

/// Host and path of an address without anything that programs read in different ways.
fn is_basis(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let (place, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = place.split_once(':').unwrap_or((place, "443"));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let mut parts = path.trim_end_matches('/').split('/').filter(|_| !path.trim_end_matches('/').is_empty());
    host.split('.').all(is_label)
        && port.parse::<u16>().is_ok_and(|port| port > 0)
        && parts.all(|part| !part.is_empty() && !matches!(part, "." | "..") && part.chars().all(is_plain))
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let is_sound = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    rest.starts_with(|c: char| c.is_ascii_alphanumeric()) && rest.chars().all(is_sound)
}

fn is_ags(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_mail(text: &str) -> bool {
    let is_sound = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
    };
    text.split_once('@').is_some_and(|(name, host)| is_sound(name) && is_sound(host) && host.contains('.'))
}

/// A file that the cover lists for everybody and as nichtöffentlich.
fn annexes(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = Vec::new();
    for vorlage in bestand.vorlagen.iter().map(|ordner| &ordner.vorlage) {
        for (at, anlage) in vorlage.anlagen.indexed().filter(|(_, anlage)| anlage.is_hidden()) {
            let also = |other: &&Anlage| !other.is_hidden() && other.datei == anlage.datei;
            if anlage.datei.is_some() && vorlage.anlagen.iter().any(|other| also(&other)) {
                let span = vorlage.span(&format!("anlagen/{at}/datei"));
                let message = "Die Datei ist als öffentliche und als nichtöffentliche Anlage genannt.";
                let mend = "Löschen Sie eine der beiden Angaben; sonst würde sie veröffentlicht.";
                findings.push(Finding::at(Code::RB054, span, message, mend));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_never_needs_to_be_rewritten() {
        for sound in ["https://rat.example", "http://rat.example:8080/ris/", "https://rat-1.example/a/b_c~d.e"] {
            assert!(is_basis(sound), "{sound}");
        }
        let wrong = "javascript:alert(1) ftp://x/ https:// https:///a https://r\u{e4}t.example/ https://a.example/\u{e4}/ \
                     https://a.example/?q=1 https://a.example/#x https://u:p@a.example/ https://a.example:99999/ \
                     https://a.example:0/ https://a.example/a/../b/ https://a.example/a//b https://a..example/ \
                     https://a.example/\"><x https://a.example/%41";
        for wrong in wrong.split_whitespace().chain(["https://ris example/", ""]) {
            assert!(!is_basis(wrong), "{wrong}");
        }
        assert!(is_address("https://www.govdata.de/dl-de/by-2-0?a=b#c") && !is_address("javascript:alert(1)"));
        assert!(is_mail("daten@aachen.example") && !is_mail("a b@c.example") && !is_mail("a@b") && is_ags("05334002"));
    }
}
