//! What looks personal in a paper that everybody reads.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Code, Finding};
use crate::model::{BerichtOrdner, Bestand, Status, Text, VorlageOrdner};
use crate::source::{Span, fenced, pattern, quoted, shorten};

/// A mail address; the group is its domain.
static MAIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}\d._%+-]+@((?:[\p{L}\d-]+\.)+\p{L}{2,})"));

/// What else looks personal, and what it is.
static OTHERS: LazyLock<[(Regex, &str); 3]> = LazyLock::new(|| {
    [
        (r"\bDE\d{2}(?:[ \u{a0}]?\d{4}){4}[ \u{a0}]?\d{2}\b", "eine Bankverbindung"),
        (
            r"(?x)(?:\b(?:geb(?:\.|oren(?:e[nrs]?)?)(?:\s+am)?|Geburts(?:datum|tag):?)\s*|\*\s?)
              \d{1,2}\.\s?(?:\d{1,2}\.|(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\p{L}*\.?)\s?(?:19|20)\d{2}\b",
            "ein Geburtsdatum",
        ),
        (
            r"(?x)(?:\b(?:Tel(?:efon)?|Fon|Mobil|Handy|Rufnummer)\b(?:nummer)?[.:]*\s*[+(]*\d[\d\s/()-]{4,}\d
              | (?:\+49|\b0049)[\s/(]*\d[\d\s/()-]{5,}\d | \b0[1-9]\d{1,3}\s?[/-]\s?\d{5,}\b)",
            "eine Rufnummer",
        ),
    ]
    .map(|(of, what)| (pattern(of), what))
});

/// What looks personal in the texts and fields of a Vorlage that everybody reads.
pub(super) fn of_vorlage(bestand: &Bestand, ordner: &VorlageOrdner) -> Vec<Finding> {
    let vorlage = &ordner.vorlage;
    if vorlage.status == Status::Nichtoeffentlich {
        return Vec::new();
    }
    let texts = ordner.texts().filter(|(abschnitt, _)| !vorlage.withholds(*abschnitt)).map(|(_, text)| text);
    let titles = vorlage.anlagen.indexed().filter(|(_, anlage)| !anlage.is_hidden());
    let titles = titles.map(|(i, anlage)| (&anlage.titel, format!("anlagen/{i}/titel")));
    let fields = [(&vorlage.betreff, "betreff".to_owned())].into_iter();
    let fields = fields.chain(vorlage.hinweis.iter().map(|note| (note, "hinweis".to_owned()))).chain(titles);
    let fields = fields.flat_map(|(text, path)| of_field(bestand, text, vorlage.span(&path)));
    texts.flat_map(|text| of_text(bestand, text)).chain(fields).collect()
}

/// The same of a report.
pub(super) fn of_bericht(bestand: &Bestand, ordner: &BerichtOrdner) -> Vec<Finding> {
    if !ordner.is_public() {
        return Vec::new();
    }
    let bericht = &ordner.bericht;
    let fields = [(Some(&bericht.titel), "titel"), (bericht.untertitel.as_ref(), "untertitel")].into_iter();
    let fields = fields.chain([(bericht.hinweis.as_ref(), "hinweis")]);
    let fields = fields
        .flat_map(|(text, path)| text.into_iter().flat_map(move |text| of_field(bestand, text, bericht.span(path))));
    ordner.texts().flat_map(|text| of_text(bestand, text)).chain(fields).collect()
}

fn of_text<'a>(bestand: &'a Bestand, text: &'a Text) -> impl Iterator<Item = Finding> + 'a {
    let public = fenced(&text.markdown).stretches.into_iter().filter(|stretch| !stretch.is_hidden);
    public.flat_map(move |stretch| {
        let (start, words) = (stretch.range.start, text.markdown.get(stretch.range).unwrap_or_default());
        let found = found(bestand, words).into_iter();
        found.map(move |(range, what)| {
            let (from, to) = (start + range.start, start + range.end);
            finding(text.span(from, to), &text.typed(from..to), what)
        })
    })
}

fn of_field(bestand: &Bestand, text: &str, span: Span) -> Vec<Finding> {
    found(bestand, text).into_iter().map(|(range, what)| finding(span, &text[range], what)).collect()
}

fn finding(span: Span, words: &str, what: &str) -> Finding {
    let message = format!("Ein öffentliches Papier nennt {what}: {}.", quoted(&shorten(words.trim())));
    let mend = "Löschen Sie die Angabe, oder setzen Sie sie in einen nichtöffentlichen Teil. Gehört sie hierher, nennen Sie in \
                einer Ausnahme den Grund; Adressen der Verwaltung selbst stehen in ratsbericht.toml unter [veroeffentlichung].";
    Finding::at(Code::RB538, span, message, mend)
}

/// What looks personal, and what it is.
fn found(bestand: &Bestand, text: &str) -> Vec<(Range<usize>, &'static str)> {
    let own = own_domains(bestand);
    let is_own = |domain: &str| own.iter().any(|own| domain == own || domain.ends_with(&format!(".{own}")));
    let mails = MAIL.captures_iter(text).filter_map(|mail| Some((mail.get(0)?, mail.get(1)?.as_str().to_lowercase())));
    let mails = mails.filter(|(_, domain)| !is_own(domain)).map(|(mail, _)| (mail.range(), "eine E-Mail-Adresse"));
    let others = OTHERS.iter().flat_map(|(of, what)| of.find_iter(text).map(|found| (found.range(), *what)));
    mails.chain(others).collect()
}

/// The domains of the administration itself.
fn own_domains(bestand: &Bestand) -> Vec<String> {
    let Some(own) = &bestand.stammdaten.veroeffentlichung else { return Vec::new() };
    let addresses = [&own.webseite, &own.kontakt, &own.basis_url].into_iter().flatten();
    let domain = |address: &String| {
        let host = address.rsplit_once("://").map_or(address.as_str(), |(_, host)| host);
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        let host = host.split(['/', ':']).next().unwrap_or_default().to_lowercase();
        host.strip_prefix("www.").unwrap_or(&host).to_owned()
    };
    addresses.map(domain).filter(|domain| !domain.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_personal_is_found_and_numbers_of_the_administration_are_not() {
        let bestand = crate::testing::bestand();
        let what = |text: &str| found(&bestand, text).into_iter().map(|(_, what)| what).collect::<Vec<_>>();
        for text in ["Tel. 0241 432-1234", "Telefon: +49 (0)241 4321", "0241/4321234", "+49 241 43212"] {
            assert_eq!(what(text), ["eine Rufnummer"], "{text}");
        }
        for text in ["geb. 1.2.1970", "geboren am 3. März 1961", "* 24.12.1950", "Geburtsdatum: 01.01.2001"] {
            assert_eq!(what(text), ["ein Geburtsdatum"], "{text}");
        }
        assert_eq!(what("DE02 1203 0000 0000 2020 51"), ["eine Bankverbindung"]);
        assert_eq!(what("an a.b@web.example und"), ["eine E-Mail-Adresse"]);
        for text in
            ["FB 02/0022/WP18", "5-020101-000-00100", "vom 01.02.2021", "0202 Sachkonto 5431", "* 2021", "AZ 020/0042"]
        {
            assert_eq!(what(text), [""; 0], "{text}");
        }
    }
}
