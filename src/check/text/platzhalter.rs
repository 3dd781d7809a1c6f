//! Placeholders in words: what is wrong with each, and what to write instead.

use super::names;
use crate::finding::{Code, Finding, nearest};
use crate::model::{Text, unprintable};
use crate::source::{FenceFault, shorten};
use crate::text::{self, FILTER, FaultKind, Names, TextFault, markdown, satznamen, written_by};

const EXAMPLE: &str = "Schreiben Sie Platzhalter wie {{ kennzahlen.im_zeitraum }}.";

const ZAHL: &str = "Schreiben Sie {{ zahl[\"kennzahlen.laufend\"] }}.";

/// Reports placeholders that are not well-formed; `names` are the standard sentences.
pub(super) fn misspelt(text: &Text, names: &Names) -> Vec<Finding> {
    text::misspelt(&text.markdown, names).iter().map(|fault| finding(text, fault, names)).collect()
}

/// The finding for a fault of a text.
pub(super) fn finding(text: &Text, fault: &TextFault, names: &Names) -> Finding {
    let span = text.span(fault.range.start, fault.range.end);
    let piece = text.markdown.get(fault.range.clone()).unwrap_or_default();
    let (code, (message, mend)) = match &fault.kind {
        FaultKind::Name => return names::name(span, piece, names),
        FaultKind::Id => return names::id(span, piece, names),
        FaultKind::Unprintable(c) => return unprintable(span, *c, None),
        FaultKind::TooDeep => (Code::RB503, too_deep()),
        FaultKind::Comment => (Code::RB503, comment(piece)),
        FaultKind::Empty(id) => (Code::RB514, empty(id)),
        FaultKind::Untraceable => (Code::RB515, untraceable()),
        FaultKind::Fence(_) | FaultKind::Cut => (Code::RB537, fence(&fault.kind, text.is_word)),
        kind => (Code::RB501, form(kind).or_else(|| sentence(kind, piece, names)).unwrap_or_else(|| unfilled(kind))),
    };
    Finding::at(code, span, message, mend)
}

fn comment(piece: &str) -> (String, String) {
    let (what, mend) = if piece.ends_with("#}") {
        ("ein Kommentar {# … #}", "Löschen Sie ihn; gedruckt würde er nicht.")
    } else {
        ("eine Kennung {#…}", "Löschen Sie sie; Überschriften brauchen keine.")
    };
    (format!("Im Text steht {what}; das ist nicht vorgesehen."), mend.into())
}

fn too_deep() -> (String, String) {
    let mend = format!("Verwenden Sie höchstens {} Ebenen.", markdown::DEEPEST);
    ("Listen oder Hervorhebungen im Text sind zu tief geschachtelt.".into(), mend)
}

fn fence(kind: &FaultKind, is_word: bool) -> (String, String) {
    let message = match kind {
        FaultKind::Fence(FenceFault::Open) => "Der nichtöffentliche Teil, der hier beginnt, hat kein Ende.",
        FaultKind::Fence(FenceFault::Nested) => "In einem nichtöffentlichen Teil beginnt noch einer.",
        FaultKind::Fence(FenceFault::Unopened) => "Hier endet ein nichtöffentlicher Teil, aber keiner hat begonnen.",
        FaultKind::Fence(FenceFault::Words) => "Die Zeile ist weder „::: nichtöffentlich“ noch „:::“.",
        FaultKind::Fence(FenceFault::Place) => "„:::“ steht nicht allein am Anfang einer Zeile.",
        _ => "Ein nichtöffentlicher Teil beginnt oder endet mitten in {% if … %}.",
    };
    let in_word = "Schreiben Sie vor den Teil einen eigenen Absatz „::: nichtöffentlich“ und dahinter einen eigenen Absatz „:::“, beide \
                   nicht in Listen, Tabellen oder Bedingungen.";
    let mend = "Schreiben Sie vor den Teil eine eigene Zeile „::: nichtöffentlich“ und dahinter eine eigene Zeile „:::“, beide ganz am \
                Rand und nicht in Listen, Zitaten oder Bedingungen.";
    (message.into(), if is_word { in_word } else { mend }.into())
}

fn empty(id: &str) -> (String, String) {
    let message = format!("Der Platzhalter „{id}“ hat keinen Wert; gedruckt wird „–“.");
    let mend = "Ergänzen Sie die Daten, aus denen die Zahl folgt, oder schreiben Sie den Satz ohne sie.";
    (message, mend.into())
}

fn untraceable() -> (String, String) {
    let message = "Was hier gedruckt wird, lässt sich nicht zu einer einzelnen Zahl zurückverfolgen.";
    let mend = "Nennen Sie in jedem Platzhalter genau eine Zahl, ohne zu rechnen und ohne „set“ und „for“; alle zeigt \
                „ratsbericht figures“. Was von einer Bedingung abhängt, steht in {% if %}.";
    (message.into(), mend.into())
}

/// Brackets and statements.
fn form(kind: &FaultKind) -> Option<(String, String)> {
    Some(match kind {
        FaultKind::Statement(word) => (
            format!("Im Text steht {{% {} … %}}; das ist nicht vorgesehen.", shorten(word)),
            "Vorgesehen sind Platzhalter wie {{ kennzahlen.laufend|zahlwort }} und {{ satz.laufend(kennzahlen.laufend) }} sowie \
             {% if … %} mit {% elif … %}, {% else %} und {% endif %}."
                .into(),
        ),
        FaultKind::WithoutEnd => (
            "Zu {% if … %} fehlt {% endif %}.".into(),
            "Schreiben Sie {% endif %} dahin, wo enden soll, was unter der Bedingung steht.".into(),
        ),
        FaultKind::WithoutBeginning(word) => (
            format!("Zu {{% {word} %}} fehlt {{% if … %}}."),
            format!("Schreiben Sie {{% if … %}} davor, oder löschen Sie {{% {word} %}}."),
        ),
        FaultKind::TooMany => ("Der Text hat zu viele Platzhalter.".into(), "Teilen Sie ihn auf.".into()),
        _ => return None,
    })
}

/// Standard sentences, and the names behind `zahl`.
fn sentence(kind: &FaultKind, piece: &str, names: &Names) -> Option<(String, String)> {
    let name = || piece.rsplit('.').next().unwrap_or_default().trim();
    Some(match kind {
        FaultKind::Sentence => {
            let known: Vec<&str> = satznamen(names.saetze()).into_iter().map(|(name, _)| name).collect();
            let near = nearest(name(), known.iter().copied());
            let near = near.map(|near| format!("Meinten Sie „satz.{near}“? ")).unwrap_or_default();
            let message = format!("Den Satz „satz.{}“ gibt es nicht.", shorten(name()));
            (message, format!("{near}Es gibt: {}.", known.join(", ")))
        }
        FaultKind::SentenceAlone => (
            format!("Hinter „satz.{}“ fehlt die Zahl in Klammern.", name()),
            format!("Schreiben Sie {{{{ satz.{}(kennzahlen.laufend) }}}}.", name()),
        ),
        FaultKind::SentenceFailed => (
            "Ein Satz aus „satz“ lässt sich mit diesen Angaben nicht schreiben.".into(),
            "Geben Sie ihm eine Anzahl: {{ satz.projekte(kennzahlen.laufend) }}; „anzahl“ braucht dazu Einzahl, Mehrzahl und \
             „m“, „f“ oder „n“: {{ satz.anzahl(kennzahlen.antraege_offen, \"Antrag\", \"Anträge\", \"m\") }}."
                .into(),
        ),
        FaultKind::Zahl => (
            "Hinter „zahl“ steht der Name nicht in eckigen Klammern und geraden Anführungszeichen.".into(),
            ZAHL.into(),
        ),
        _ => return None,
    })
}

/// A placeholder that cannot be filled in: why, and what to do.
fn unfilled(kind: &FaultKind) -> (String, String) {
    let (reason, mend) = match kind {
        FaultKind::Filters(first, second) => filters(first, second),
        FaultKind::Open(close) => (format!("Am Ende fehlt {close}."), EXAMPLE.into()),
        FaultKind::Digits(value) => (
            "„satzanfang“ braucht ein Wort, keine Ziffern.".into(),
            format!("Schreiben Sie {{{{ {}|zahlwort|satzanfang }}}}.", shorten(value)),
        ),
        FaultKind::Filter => ("Den Filter gibt es nicht.".into(), format!("Vorgesehen sind: {FILTER}.")),
        kind => {
            let (reason, mend) = reason(kind);
            (reason.into(), mend.into())
        }
    };
    (format!("Ein Platzhalter lässt sich nicht ausfüllen. {reason}"), mend)
}

fn reason(kind: &FaultKind) -> (&'static str, &'static str) {
    match kind {
        FaultKind::TooLong => ("Er ist länger als 1.000 Zeichen.", EXAMPLE),
        FaultKind::Syntax => ("Die Klammern }} oder %} fehlen, oder ein Zeichen ist falsch.", EXAMPLE),
        FaultKind::Quote => ("Ein Anführungszeichen fehlt.", ZAHL),
        FaultKind::Function => ("Die Funktion gibt es nicht.", EXAMPLE),
        FaultKind::Undefined => ("Der Wert ist nicht bekannt.", EXAMPLE),
        FaultKind::Group => ("Das ist eine Gruppe, keine Zahl.", "Nennen Sie die Zahl dahinter: kennzahlen.laufend."),
        FaultKind::NoAmount => (
            "Der Filter braucht einen Geldbetrag.",
            "Nennen Sie einen Geldbetrag wie finanzen.konsumtiv.ergebnis.ansatz.",
        ),
        FaultKind::NoDay => (
            "Der Filter braucht einen Tag.",
            "Nennen Sie einen Tag: in einem Bericht wie kennzahlen.stichtag, in einer Vorlage wie vorlage.datum.",
        ),
        _ => ("Mit diesem Wert lässt sich hier nicht rechnen.", "„zahlwort“ und Rechnungen brauchen eine Anzahl."),
    }
}

/// Filters that do not go together: the first has written what the second would need.
fn filters(first: &str, second: &str) -> (String, String) {
    let what = written_by(first).unwrap_or_default();
    let reason = format!("„{first}“ schreibt {what}; „{}“ kann nicht folgen.", shorten(second));
    let mend = "Löschen Sie einen der beiden Filter. Zusammen gehen nur betrag mit euro, glatt, tsd oder mio dahinter, und \
                zahlwort, datum_lang oder monat mit satzanfang dahinter.";
    (reason, mend.into())
}
