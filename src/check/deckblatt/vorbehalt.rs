//! A decision that waits for another: the body that it waits for decides in the Beratungsfolge.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Code, Finding};
use crate::model::{Beratung, Bestand, Located, Text, Vorlage, Zustaendigkeit};
use crate::source::{Span, pattern, quoted};
use crate::text::{Gremiennamen, Nennung, paragraphs, saetze};

/// "vorbehaltlich der noch ausstehenden Entscheidung".
static VORBEHALT: LazyLock<Regex> = LazyLock::new(|| {
    let decision = r"Entscheidung(?:en)?|Zustimmung(?:en)?|Beschluss(?:es)?|Beschlüsse|Beschlussfassung(?:en)?|Genehmigung(?:en)?|Votums?";
    pattern(&format!(
        r"(?i)\b(?:vorbehaltlich|(?:unter|mit)\s+(?:dem\s+)?Vorbehalt)(?:\s*,\s*dass)?\s+(?:(?:\w|\*)+\s+){{0,4}}?(?:{decision})\b"
    ))
});

/// "unter dem Vorbehalt, dass".
static DASS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:vorbehaltlich|(?:unter|mit)\s+(?:dem\s+)?Vorbehalt)\s*,?\s*dass\b"));

/// What stands between "dass" and the body that decides.
static SUBJECT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:(?:auch|zuvor|vorher|noch|sowohl|ebenfalls)\s+)*(?:(?:der|die|das)\s+)?$"));

/// How a body decides behind "dass".
static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[^.;]{0,120}?\b(?:(?:zu)?stimm(?:t|en)|beschlie(?:ß|ss)(?:t|en)|entscheide[nt]|(?:ge)?nehmig(?:t|en)|bewillig(?:t|en)|billig(?:t|en)|(?:Zustimmung|Genehmigung)\s+(?:erteil|gib|geb)\w+)\b",
    )
});

/// What stands between the decision and the body that makes it.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\s*(?:in\s+der\s+Sitzung\s+)?(?:(?:durch|seitens|im|in|vom|von|der|des|den|dem)\s+)*$")
});

/// What stands between two bodies that both decide.
static AND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:,|/|und|sowie|oder|bzw\.)\s*(?:(?:durch|im|der|des|den|dem)\s+)*$"));

/// The budget is decided by a paper of its own.
static HAUSHALT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:über|zu[rm]?|hinsichtlich|bezüglich|im\s+Rahmen)\s+(?:\w+\s+){0,3}?\w*(?:haushalt|nachtrag|stellenplan|wirtschaftsplan)",
    )
});

pub(super) fn check(bestand: &Bestand, vorlage: &Located<Vorlage>, text: &Text) -> Vec<Finding> {
    // A step that is missing or not valid may be the one that is meant.
    if vorlage.beratungsfolge.is_empty() || vorlage.beratungsfolge.len() < vorlage.count("beratungsfolge") {
        return Vec::new();
    }
    let namen = Gremiennamen::with_kennungen(bestand.stammdaten.gremium.iter());
    let mut findings = Vec::new();
    for absatz in paragraphs(text) {
        for satz in saetze(&absatz.text) {
            let awaited = awaited(&absatz.text[satz.clone()], &namen);
            findings.extend(awaited.iter().filter_map(|nennung| {
                let place = satz.start + nennung.range.start..satz.start + nennung.range.end;
                without_decision(bestand, vorlage, nennung, absatz.span(text, &place))
            }));
        }
    }
    findings
}

/// The bodies whose decision a sentence waits for.
fn awaited<'a>(satz: &str, namen: &Gremiennamen<'a>) -> Vec<Nennung<'a>> {
    let named = namen.find(satz);
    let mut all = Vec::new();
    for vorbehalt in VORBEHALT.find_iter(satz) {
        // Without an article it is named as on a list: "vorbehaltlich Zustimmung HFA".
        let is_bare = |n: &Nennung<'_>| satz[vorbehalt.end()..n.range.start].trim().is_empty();
        let (own, end) = series(satz, &named, vorbehalt.end(), &LINK, |n| !n.nominativ || is_bare(n));
        if !HAUSHALT.is_match(&satz[end..]) {
            all.extend(own);
        }
    }
    for dass in DASS.find_iter(satz) {
        let (own, end) = series(satz, &named, dass.end(), &SUBJECT, |n| n.nominativ);
        if DECIDES.find(&satz[end..]).is_some_and(|words| !words.as_str().to_lowercase().contains("haushalt")) {
            all.extend(own);
        }
    }
    all
}

/// The bodies named one after another behind a place, the first behind `link`; and where the last one ends.
fn series<'a>(
    satz: &str,
    named: &[Nennung<'a>],
    from: usize,
    link: &Regex,
    fits: impl Fn(&Nennung<'a>) -> bool,
) -> (Vec<Nennung<'a>>, usize) {
    let (mut end, mut link, mut own) = (from, link, Vec::new());
    let behind = named.partition_point(|nennung| nennung.range.start < from);
    for nennung in named.iter().skip(behind) {
        if !fits(nennung) || !link.is_match(satz.get(end..nennung.range.start).unwrap_or_default()) {
            break;
        }
        (end, link) = (nennung.range.end, &AND);
        own.push(nennung.clone());
    }
    (own, end)
}

/// The body has a step in which it decides [practice].
fn without_decision(
    bestand: &Bestand,
    vorlage: &Located<Vorlage>,
    nennung: &Nennung<'_>,
    span: Span,
) -> Option<Finding> {
    let mut steps = vorlage.beratungsfolge.iter().filter(|b| nennung.gremien.iter().any(|g| g.kennung == b.gremium));
    let first = steps.next();
    let decides =
        |b: &Beratung| bestand.stammdaten.sinn_der_rolle(&b.zustaendigkeit) == Some(Zustaendigkeit::Entscheidung);
    if first.into_iter().chain(steps).any(decides) {
        return None;
    }
    let name = quoted(&nennung.gremien.first()?.name);
    let found = match first {
        Some(beratung) => format!("hat dort aber die Zuständigkeit „{}“", beratung.zustaendigkeit.text()),
        None => "steht dort aber nicht".to_owned(),
    };
    let message =
        format!("Der Beschluss wartet auf die Entscheidung eines Gremiums der Beratungsfolge: {name} {found}.");
    let words = bestand.stammdaten.words_for(Zustaendigkeit::Entscheidung);
    let mend = format!(
        "Ergänzen Sie das Gremium mit der Zuständigkeit {words} in der Beratungsfolge, oder nennen Sie im \
                Vorbehalt das Gremium, das entscheidet."
    );
    let finding = Finding::at(Code::RB417, span, message, mend);
    Some(finding.expected(format!("ein Schritt, in dem {name} entscheidet")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// The Kennungen of the bodies whose decision a sentence waits for.
    fn bodies(satz: &str) -> Vec<String> {
        let bestand = testing::bestand();
        let namen = Gremiennamen::with_kennungen(bestand.stammdaten.gremium.iter());
        awaited(satz, &namen).iter().map(|n| n.gremien[0].kennung.to_string()).collect()
    }

    #[test]
    fn bodies_are_found_behind_the_reservation() {
        let cases: [(&str, &[&str]); 13] = [
            ("beschließt vorbehaltlich der Entscheidung des Rates den Plan.", &["Rat"]),
            ("Vorbehaltlich der Zustimmung des Planungsausschusses beschließt der Rat.", &["PA"]),
            ("vorbehaltlich der noch ausstehenden Beschlussfassung des Ausschusses für Bauen und Umwelt", &["ABU"]),
            ("unter dem Vorbehalt der Zustimmung durch den Rat", &["Rat"]),
            ("vorbehaltlich der Beschlüsse des Planungsausschusses und des Rates der Stadt", &["PA", "Rat"]),
            ("Vorbehaltlich der Zustimmung des Rates, der Planungsausschuss empfiehlt ihn.", &["Rat"]),
            ("(vorbehaltlich der Entscheidung im Rat)", &["Rat"]),
            ("vorbehaltlich der Entscheidung des PA und des ABU", &["PA", "ABU"]),
            ("vorbehaltlich Zustimmung PA", &["PA"]),
            ("beschließt unter dem Vorbehalt, dass der Planungsausschuss zustimmt, den Plan.", &["PA"]),
            ("unter dem Vorbehalt, dass auch der PA und der Rat der Maßnahme zustimmen", &["PA", "Rat"]),
            ("unter Vorbehalt, dass die Zustimmung des PA erteilt wird", &["PA"]),
            ("vorbehaltlich, dass der Ausschuss für Bauen und Umwelt so beschließt", &["ABU"]),
        ];
        for (satz, expected) in cases {
            assert_eq!(bodies(satz), expected, "{satz}");
        }
    }

    #[test]
    fn other_reservations_wait_for_no_body() {
        for satz in [
            "Vorbehaltlich der Haushaltsberatungen beschließt der Rat den Plan.",
            "vorbehaltlich der Zustimmung der Bezirksregierung; der Rat wird unterrichtet",
            "vorbehaltlich der Beschlussfassung des Rates über den Haushalt 2022",
            "vorbehaltlich der Zustimmung des Rates zum Nachtragshaushalt",
            "Die Entscheidung des Rates bleibt vorbehalten.",
            "unter dem Vorbehalt, dass der Rat den Haushalt 2022 beschließt",
            "unter dem Vorbehalt, dass der Rat unterrichtet wird. Der PA stimmt zu.",
            "unter dem Vorbehalt, dass die Bezirksregierung zustimmt, der Rat dankt",
        ] {
            assert_eq!(bodies(satz), [""; 0], "{satz}");
        }
    }
}
