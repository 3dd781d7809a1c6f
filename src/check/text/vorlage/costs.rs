//! Sentences that announce cost.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::source::pattern;

/// Cost beyond what is planned, which nobody mentions without meaning it.
static EXTRA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:Mehrkosten|Folgekosten|Zusatzkosten|Mehr(?:ausgaben|aufwendungen|auszahlungen)|Folgeaufwendungen|(?i:(?:finanzielle[rnms]?|zusätzliche[rnms]?)\s+(?:Mehr)?(?:Bedarfe?|Aufwand|Aufwände|Aufwendungen|Kosten|Belastung(?:en)?)))\b",
    )
});

/// Any cost.
static ANY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:Kosten|[A-ZÄÖÜ][\w-]*kosten|Aufwendungen|Ausgaben|Auszahlungen|(?:Haushalts|Finanz|Geld)?[Mm]ittel)\b",
    )
});

/// Verbs by which cost comes about.
static ARISES: LazyLock<Regex> = LazyLock::new(|| {
    let verbs = [
        r"entsteh(?:en|t)\b",
        r"an(?:fallen|fällt|zufallen)\b",
        r"f(?:allen|ällt)\b.*\ban[.!]?\s*$",
        r"zu\s+(?:rechnen|erwarten)\b",
        r"verursach(?:en|t)\b",
        r"zur\s+Folge\b",
        r"nach\s+sich\b",
        r"(?:verbunden|erwachsen|einher(?:geh(?:en|t))?)\b",
        r"(?:muss|müssen)\b.*\b(?:bereitgestellt|eingestellt|eingeplant|angemeldet|veranschlagt)\b",
        r"(?:hin)?zukommen\b",
        r"komm(?:en|t)\b.*\b(?:hin)?zu[.!]?\s*$",
        r"(?:werden?|sind|ist)\b.*\b(?:benötigt|erforderlich|bereitzustellen|anzumelden|angemeldet|einzuplanen)\b",
    ];
    pattern(&format!(r"\b(?:{})", verbs.join("|")))
});

/// Verbs and amounts that say so of [`EXTRA`] cost only.
static STATED: LazyLock<Regex> = LazyLock::new(|| {
    let ways = [
        r"(?:betragen|beträgt|belaufen|beläuft|beziffern\s+sich|ergeben\s+sich)\b",
        r"(?:angemeldet|eingeplant|eingestellt|finanziert|veranschlagt)\b",
        r"(?:führt|führen)\b.*\bzu\b",
        r"(?:trägt\s+die\s+(?:Stadt|Gemeinde|Kommune)|(?:Stadt|Gemeinde|Kommune)\s+trägt)\b",
        r"von\s+(?:\w+\.?\s+){0,2}[0-9]",
    ];
    pattern(&format!(r"\b(?:{})", ways.join("|")))
});

/// What is not known yet is not nought.
static UNKNOWN: LazyLock<Regex> = LazyLock::new(|| {
    let not_yet = r"(?:noch|derzeit|aktuell|zurzeit|momentan|bislang|bisher|heute|Zeitpunkt)\s+(?:noch\s+)?";
    pattern(&format!(
        r"(?i)\bnicht\b[^.;]{{0,40}}?\b(?:beziffer\w*|quantifizier\w*|abgeschätzt|abzuschätzen|abschätz\w*)|\b{not_yet}(?:nicht\s+(?:fest|bekannt|ermittelt|kalkuliert)|offen|unklar)\b"
    ))
});

/// What a sentence about the unknown is about.
static MONEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:\w*[Kk]osten|\w*[Aa]ufw(?:and|ände|endung)\w*|\w*[Aa]usgaben|[Ff]inanzielle\w*|(?:Mehr|Mittel|Finanz)bedarf\w*|Höhe|Betrag|Summe)\b",
    )
});

/// What is unknown and no cost.
static OTHER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)CO2|CO₂|emission|einspar|ersparnis|minderung|erlös|einnahme|ertr[aä]g"));

/// Words that say no.
const NO: &str = "kein|keine[rnms]?|keinerlei|nicht|nie|niemals|nichts|ohne|weder|kaum|entf[aä]ll\\w*|vermieden|vermeid\\w*|verhinder\\w*|statt|anstatt";

/// Words that take an announcement back, put it under a condition, or in the past.
static TAKEN_BACK: LazyLock<Regex> = LazyLock::new(|| {
    let maybe = "andernfalls|anderenfalls|ansonsten|sonst|könn\\w*|kann|würden?|wäre\\w*|hätte\\w*|etwaige\\w*|eventuell\\w*|gegebenenfalls|ggf|mögliche\\w*|möglicherweise|sollten?|falls|wenn|sofern|soweit|ob|um";
    let past = "wurden?|waren?|war|hatten?|entstanden";
    let otherwise = r"(?:bei|im\s+Falle?)\s+(?:\w+\s+)?(?:Ablehnung|Nicht\w+|Verzicht|Unterlassung|Untätigkeit|Bedarf|Verzögerung\w*)";
    pattern(&format!(r"(?i)\b(?:{NO}|{maybe}|{past}|{otherwise})\b"))
});

/// A main clause that denies what its "dass" says.
static DENIES: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)\b(?:{NO}|unwahrscheinlich|ausgeschlossen|fraglich|offen)\b")));

/// "Wird die Vorlage abgelehnt", "Wenn nicht gebaut wird": the cost of not doing it.
static UNDONE: LazyLock<Regex> = LazyLock::new(|| {
    let begins =
        "Wenn|Falls|Sofern|Sollten?|Wird|Werden|Würden?|Lehnt|Unterbleibt|Verzichtet|Kommt|Erfolgt|Stimmt|Bleibt";
    pattern(&format!(
        r"^\s*(?:{begins})\b.*\b(?:abgelehnt|nicht|keine?[rnms]?|verzichtet|unterbleib\w*|(?:ab|aus)\s*$)|^\s*(?:Unterbleibt|Verzichtet)\b"
    ))
});

/// "nicht unerhebliche", "nicht nur", "nicht auszuschließen": no denial.
static NO_DENIAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bnicht\s+(?:nur|allein|zuletzt|un\w+|aus(?:zu|ge)?schl\w+)"));

/// Somebody else pays.
static OTHERS_PAY: LazyLock<Regex> = LazyLock::new(|| {
    let payers = r"Grundstückseigentümern?|Mietern?|Pächtern?|Vereine?n?|Trägern?|Eltern|Anliegern?|Bürger\w*|Anwohner\w*|Dritten?|Eigentümer\w*|Investor\w*|Vorhabenträger\w*|Betreiber\w*|Nutzer\w*|Land|Bund|Unternehmen|Antragsteller\w*";
    pattern(&format!(
        r"\b(?:trägt|tragen|getragen|übernimmt|übernehmen|übernommen|erstattet|refinanziert|zulasten|zu\s+Lasten)\b|\b[Dd](?:em|en|er)\s+(?:{payers})\s+entsteh|\bentsteh(?:en|t)\s+d(?:em|en|er)\s+(?:{payers})\b|\b(?:[Bb]eim|[Bb]ei\s+d(?:em|en|er))\s+(?:{payers})\b|\b(?:nur|allein|ausschließlich|lediglich)\s+für\s+d(?:en|ie|as)\s+(?:{payers})\b"
    ))
});

/// The city pays after all.
static CITY: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:Stadt|Gemeinde|Kommune|Kreis|Haushalts?)\b"));

/// How a clause begins that belongs to a noun before it.
static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:(?:in|mit|bei|von|für|aus|durch|zu)\s+)?(?:die|der|das|den|dem|denen|deren|dessen|welche[rnms]?)\b",
    )
});

/// The words of a sentence that announce cost for the city; `before` is the sentence before it.
pub(super) fn announced(satz: &str, before: &str) -> Option<Range<usize>> {
    if OTHERS_PAY.is_match(satz) && !CITY.is_match(satz) {
        return None;
    }
    unknown(satz, before).or_else(|| {
        let clauses = clauses(satz);
        let words = |i: usize| clauses.get(i).map_or("", |clause| &satz[clause.clone()]);
        let own = clauses.iter().enumerate().filter(|(i, clause)| *i == 0 || !is_relative(satz, clause));
        let own = own.filter(|(i, _)| !is_denied_beside(*i, words));
        let mut said =
            own.filter(|(i, _)| !clauses.iter().skip(i + 1).take(3).any(|next| is_late_denial(&satz[next.clone()])));
        said.find_map(|(_, clause)| {
            let words = arises(&satz[clause.clone()])?;
            Some(clause.start + words.start..clause.start + words.end)
        })
    })
}

/// Whether the clause before or behind one says that it is not so: "Dass Kosten entstehen, ist nicht zu erwarten".
fn is_denied_beside<'t>(i: usize, words: impl Fn(usize) -> &'t str) -> bool {
    let before = i.checked_sub(1).map(&words);
    let is_dass = words(i).trim_start().to_lowercase().starts_with("dass ");
    let main = before.unwrap_or_else(|| words(i + 1));
    is_dass && DENIES.is_match(&NO_DENIAL.replace_all(main, "")) || before.is_some_and(|before| UNDONE.is_match(before))
}

/// "Die Kosten können noch nicht beziffert werden."
fn unknown(satz: &str, before: &str) -> Option<Range<usize>> {
    let words = UNKNOWN.find(satz)?;
    let money = MONEY.find(satz);
    let is_cost = (money.is_some() || MONEY.is_match(before)) && !OTHER.is_match(satz);
    let money = money.map_or(words.range(), |money| money.range());
    is_cost.then(|| money.start.min(words.start())..money.end.max(words.end()))
}

/// The words of a clause by which cost comes about.
fn arises(clause: &str) -> Option<Range<usize>> {
    let extra = EXTRA.find(clause);
    let cost = extra.or_else(|| ANY.find(clause))?;
    let verb = ARISES.find(clause).or_else(|| extra.and_then(|_| STATED.find(clause)))?;
    let denied = TAKEN_BACK.is_match(&NO_DENIAL.replace_all(clause, ""));
    (!denied).then(|| cost.start().min(verb.start())..cost.end().max(verb.end()))
}

/// The clauses of a sentence, without the signs between them.
fn clauses(satz: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let ends = satz.match_indices([',', ';', ':', '–', '(', ')', '\n']).map(|(at, sign)| (at, at + sign.len()));
    let all = ends.chain([(satz.len(), satz.len())]).map(|(end, next)| std::mem::replace(&mut start, next)..end);
    // A comma between digits parts no clauses.
    let mut clauses: Vec<Range<usize>> = Vec::new();
    for clause in all {
        let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let (bytes, next) = (satz.as_bytes(), clause.start);
        match clauses.last_mut() {
            Some(last) if digit(bytes.get(next)) && digit(last.end.checked_sub(1).and_then(|i| bytes.get(i))) => {
                last.end = clause.end;
            }
            _ => clauses.push(clause),
        }
    }
    clauses
}

fn is_relative(satz: &str, clause: &Range<usize>) -> bool {
    satz[..clause.start].ends_with(',') && RELATIVE.is_match(&satz[clause.clone()])
}

/// "…, soweit ersichtlich, nicht": a denial of what was said before.
fn is_late_denial(clause: &str) -> bool {
    let words: Vec<&str> = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.len() <= 4 && words.last() == Some(&"nicht")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announcements_are_heard_in_many_words() {
        for satz in [
            "Durch die Erweiterung entstehen Mehrkosten.",
            "Es entstehen Folgekosten für Wartung und Betrieb.",
            "Folgekosten entstehen.",
            "Die Kosten können derzeit noch nicht beziffert werden.",
            "Der finanzielle Aufwand kann noch nicht beziffert werden.",
            "Die Höhe der Mehraufwendungen steht noch nicht fest.",
            "Die finanziellen Auswirkungen lassen sich zurzeit nicht abschätzen.",
            "Es ist mit Mehrkosten zu rechnen.",
            "Die Kosten für Strom fallen ab 2021 an; sie sind gering.",
            "Ab 2022 fallen jährlich Kosten in Höhe von 3.600,50 € an.",
            "Die Mehrkosten betragen rund 5.000 €.",
            "Die Umsetzung hat Mehrausgaben zur Folge.",
            "Es ist davon auszugehen, dass Folgekosten anfallen.",
            "Es entstehen Mehrkosten, die nicht durch den Haushalt gedeckt sind.",
            "Es entstehen nicht unerhebliche Mehrkosten.",
            "Hierfür werden zusätzliche Haushaltsmittel benötigt.",
            "Die Maßnahme führt zu Mehrkosten.",
            "Auf die Stadt kommen jährlich Kosten zu.",
            "Es ist absehbar, dass auf die Stadt Folgekosten zukommen.",
            "Hinzu kommen Folgekosten, die noch nicht beziffert werden können.",
            "Es entstehen Folgekosten – siehe anliegende Berechnung.",
            "Die genauen Kosten lassen sich derzeit noch nicht beziffern.",
            "Für die Umsetzung entsteht ein zusätzlicher Aufwand von 3.000 €.",
            "Die Höhe kann derzeit nicht beziffert werden.",
            "Die Höhe der Folgekosten ist noch offen.",
            "Mit Mehrkosten von rund 5.000 € ist die Maßnahme noch vertretbar.",
            "Hierfür müssen Mittel im Haushalt 2022 bereitgestellt werden.",
            "Der Betrieb ist mit Kosten verbunden.",
            "Die Folgekosten trägt die Stadt, sie betragen 300 € im Jahr.",
            "Mit der Maßnahme sind Ausgaben verbunden.",
            "Hiermit sind laufende Ausgaben verbunden.",
            "Mit dem Betrieb gehen Kosten einher.",
            "Es wurde festgestellt, dass Mehrkosten entstehen.",
            "Dass Mehrkosten entstehen, ist zu erwarten.",
            "Es ist nicht auszuschließen, dass Mehrkosten entstehen.",
            "Wenn die Anlage in Betrieb geht, entstehen Folgekosten.",
            "Bei der Umsetzung entstehen Kosten.",
            "Es entstehen Kosten für die Bürgerbeteiligung.",
        ] {
            assert!(announced(satz, "").is_some(), "{satz}");
        }
        assert!(announced("Diese können noch nicht beziffert werden.", "Es gibt Kosten.").is_some());
    }

    #[test]
    fn what_is_denied_conditional_past_or_paid_by_others_is_no_announcement() {
        for satz in [
            "Mehrkosten entstehen nicht.",
            "Es entstehen keine Mehrkosten.",
            "Mehrkosten entstehen, soweit ersichtlich, nicht.",
            "Folgekosten sind nicht zu erwarten.",
            "Weder Mehrkosten noch Folgekosten entstehen.",
            "Die Umstellung erfolgt ohne Mehrkosten.",
            "Folgekosten werden vermieden.",
            "Sollten Mehrkosten entstehen, wird der Ausschuss unterrichtet.",
            "Die Verwaltung prüft, ob Mehrkosten entstehen.",
            "Etwaige Mehrkosten fallen im Folgejahr an.",
            "Im Jahr 2019 waren Mehrkosten zu erwarten.",
            "Die Mehrkosten trägt der Verein.",
            "Dem Verein entstehen Mehrkosten von 500 €.",
            "Die entstehenden Kosten übernimmt das Land.",
            "Die CO2-Einsparung kann noch nicht beziffert werden.",
            "Die Zahl der Besucher kann noch nicht beziffert werden.",
            "Die Kosten der Unterkunft sind im Gesetz geregelt.",
            "Die Mittel stehen im Haushalt zur Verfügung.",
            "Es werden keine zusätzlichen Mittel benötigt.",
            "Finanzielle Auswirkungen entstehen nicht.",
            "Durch diesen Beschluss entstehen der Stadt keinerlei Kosten.",
            "Sollten keine Kosten entstehen, so ist eine 0 einzutragen.",
            "Mehrkosten für die Stadt sind damit nicht verbunden.",
            "Den Eltern entstehen Kosten für das Mittagessen.",
            "Die Mehrkosten werden vom Land getragen.",
            "Zusätzliche Kosten fallen hierdurch nicht an.",
            "Ob Folgekosten anfallen, wird geprüft.",
            "Durch den Verzicht werden Mehrkosten vermieden.",
            "Im Vorjahr sind Mehrkosten entstanden.",
            "Der Ausschuss bittet, die Folgekosten künftig darzustellen.",
            "Die Folgekosten sind mit 0 € zu beziffern.",
            "Die Höhe der Emissionen kann noch nicht beziffert werden.",
            "Mehrkosten von 500 € werden nicht erwartet.",
            "Das Angebot ist nicht mit Kosten verbunden.",
            "Dass Kosten entstehen, ist nicht zu erwarten.",
            "Es ist nicht zu erwarten, dass Kosten entstehen.",
            "Dass Mehrkosten anfallen, ist unwahrscheinlich.",
            "Kosten entstehen nur beim Betreiber.",
            "Bei den Anliegern entstehen Kosten.",
            "Kosten fallen ausschließlich für die Eltern an.",
            "Bei Ablehnung entstehen Kosten.",
            "Bei einem Verzicht entstehen Mehrkosten.",
            "Im Falle einer Ablehnung entstehen Mehrkosten.",
            "Andernfalls entstehen Folgekosten.",
            "Wird die Vorlage abgelehnt, entstehen Mehrkosten.",
            "Wenn nicht saniert wird, entstehen Folgekosten.",
            "Ausgaben sind damit nicht verbunden.",
        ] {
            assert_eq!(announced(satz, "").map(|range| &satz[range]), None, "{satz}");
        }
    }
}
