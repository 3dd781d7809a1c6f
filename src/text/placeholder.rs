//! Placeholders: MiniJinja, strict about names, bounded by fuel, escaping for Markdown.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, context};

use super::ausdruck::{self, Ausdruck};
use super::standardsaetze;
use super::werte::{self, Baum};
use super::{namen, schreibfehler};

use super::zahl;
use crate::figures::{Figure, Wert};
use crate::finding::{Code, Finding};
use crate::model::{Text, grouped};

/// Instructions that one text may use; a text of a council paper needs a few hundred.
const FUEL: u64 = 200_000;

/// What placeholders can name: figures, dates and texts by their ids.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    baum: Baum,
    werte: BTreeMap<String, Value>,
    /// The figures that have no value.
    leer: BTreeSet<String>,
    /// The ids that are figures, which are printed with their trace.
    figuren: BTreeSet<String>,
    /// The municipality's own standard sentences.
    saetze: Option<String>,
}

impl Context {
    /// Takes the municipality's own standard sentences instead of the embedded ones.
    pub(crate) fn set_saetze(&mut self, saetze: Option<String>) {
        self.saetze = saetze;
    }

    /// The standard sentences.
    pub(crate) fn saetze(&self) -> &str {
        self.saetze.as_deref().unwrap_or(standardsaetze::EINGEBAUT)
    }

    /// Makes figures nameable: `egov.im_zeitraum`.
    pub(crate) fn add(&mut self, figures: &[Figure]) {
        for figure in figures {
            self.insert(&figure.id, werte::wert(figure));
            self.figuren.insert(figure.id.clone());
            if figure.wert.decimal().is_none() && !matches!(figure.wert, Wert::Klasse(_)) {
                self.leer.insert(figure.id.clone());
            }
        }
    }

    /// Makes a text nameable.
    pub(crate) fn add_text(&mut self, id: &str, text: String) {
        self.insert(id, Value::from(text));
    }

    /// Makes a day nameable.
    pub(crate) fn add_day(&mut self, id: &str, tag: NaiveDate) {
        self.insert(id, werte::tag(tag));
    }

    fn insert(&mut self, id: &str, wert: Value) {
        self.baum.insert(id, wert.clone());
        self.werte.insert(id.to_owned(), wert);
    }

    /// Everything that has a value, in the order of the names.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.werte.keys().map(String::as_str)
    }

    /// Whether anything has this name, however a placeholder writes it.
    pub(crate) fn ist_id(&self, name: &str) -> bool {
        self.werte.contains_key(name)
    }

    /// Whether a placeholder can write a name with dots; `zahl["…"]` reaches the others.
    pub(crate) fn erreicht(&self, id: &str) -> bool {
        let word = |part: &str| {
            let letters = part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            letters && !part.starts_with(|c: char| c.is_ascii_digit())
        };
        self.baum.erreicht(id) && id.split('.').all(word)
    }

    /// How a placeholder writes a name: with dots where it can.
    pub(crate) fn schreibweise(&self, id: &str) -> String {
        if self.erreicht(id) { id.to_owned() } else { format!("zahl[\"{id}\"]") }
    }

    /// Whether the paper is a Vorlage.
    pub(crate) fn ist_vorlage(&self) -> bool {
        self.is_group("vorlage")
    }

    /// The names of the selections whose figures the paper has.
    pub(crate) fn auswahlen(&self) -> BTreeSet<&str> {
        self.ids().filter_map(|id| id.strip_suffix(".im_zeitraum")).collect()
    }

    /// Whether names begin with this one.
    pub(crate) fn is_group(&self, name: &str) -> bool {
        let first = format!("{name}.");
        self.werte.range(first.clone()..).next().is_some_and(|(id, _)| id.starts_with(&first))
    }

    /// The figure whose value a placeholder prints; `None` where it is none, or may be one of several.
    fn einzige(&self, ausdruck: &Ausdruck) -> Option<String> {
        let mut figuren = ausdruck.gedruckt.intersection(&self.figuren);
        figuren.next().filter(|_| figuren.next().is_none()).cloned()
    }

    /// Whether a placeholder can print numbers: it names figures, all of them, or does sums.
    fn nennt_zahlen(&self, ausdruck: &Ausdruck) -> bool {
        let group = |name: &String| name == "zahl" || self.is_group(name);
        let named = ausdruck.gedruckt.iter().any(|name| self.figuren.contains(name) || group(name));
        named || (ausdruck.druckt && ausdruck.rechnet)
    }

    fn value(&self) -> Value {
        let zahl = Value::from(self.werte.clone());
        context! { zahl, ..self.baum.value() }
    }
}

/// A text with its values put in, and what to say of its placeholders.
pub(crate) struct Rendered {
    /// The Markdown; printed figures are marked with their ids.
    pub(crate) markdown: String,
    /// What the text could do better.
    pub(crate) findings: Vec<Finding>,
    /// The ids that its placeholders name.
    pub(crate) named: BTreeSet<String>,
}

/// Puts values into a text; every unknown name is a finding.
pub(crate) fn render(text: &Text, context: &Context) -> Result<Rendered, Vec<Finding>> {
    let mut env = environment();
    // What is embedded a test reads, what replaces it was read before; without it every sentence would be a finding.
    let _ = env.add_template_owned(SENTENCES, context.saetze().to_owned());
    let source = format!("{PREFIX}{}", text.markdown);
    let template = env.template_from_str(&source).ok();
    let mut findings = schreibfehler::syntax(text, &env, context.saetze());
    let stellen = match &template {
        Some(_) => schreibfehler::gedruckte(text),
        None => schreibfehler::lesbare(text, &env),
    };
    findings.extend(match &template {
        Some(template) => namen::unbekannte(text, template.undeclared_variables(true), context),
        None => namen::unbekannte(text, schreibfehler::namen(text, &env, &stellen), context),
    });
    findings.extend(namen::unbekannte_ids(text, context));
    let values = context.value();
    // First as it was written, so that an error has its place; then with the ids of what is printed.
    let failed = template.as_ref().map(|template| template.render(&values).err());
    if !matches!(failed, Some(None)) {
        let whole = failed.flatten();
        let more = schreibfehler::beim_ausfuellen(text, (&env, &values), &stellen, whole.as_ref(), &findings);
        findings.extend(more);
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let ausdruecke = ausdruck::all(&text.markdown);
    let traced = ausdruck::traced(&text.markdown, &ausdruecke, |ausdruck| context.einzige(ausdruck));
    let rendered = env.render_str(&format!("{PREFIX}{traced}"), &values);
    let failed = |error: Error| schreibfehler::beim_ausfuellen(text, (&env, &values), &stellen, Some(&error), &[]);
    let markdown = rendered.map_err(failed)?;
    let findings = ausdruecke.iter().filter_map(|ausdruck| anmerkung(text, ausdruck, context)).collect();
    let named = ausdruecke.iter().flat_map(|ausdruck| ausdruck.names.iter().cloned()).collect();
    Ok(Rendered { markdown, findings, named })
}

/// What a placeholder that can be filled in could do better.
fn anmerkung(text: &Text, ausdruck: &Ausdruck, context: &Context) -> Option<Finding> {
    let span = text.span(ausdruck.range.start, ausdruck.range.end);
    if let Some(id) = ausdruck.gedruckt.iter().find(|id| context.leer.contains(*id)) {
        let message = format!("Der Platzhalter „{id}“ hat keinen Wert; gedruckt wird „–“.");
        let mend = "Ergänzen Sie die Daten, aus denen die Zahl folgt, oder schreiben Sie den Satz ohne sie.";
        return Some(Finding::at(Code::RB514, span, message, mend));
    }
    let lost = ausdruck.rechnet || !ausdruck.druckt || context.einzige(ausdruck).is_none();
    (lost && context.nennt_zahlen(ausdruck)).then(|| {
        let message = "Was hier gedruckt wird, lässt sich nicht zu einer einzelnen Zahl zurückverfolgen.";
        let mend = "Nennen Sie in jedem Platzhalter genau eine Zahl, ohne zu rechnen und ohne „set“ und „for“; alle zeigt \
                    „ratsbericht figures“. Was von einer Bedingung abhängt, steht in {% if %}.";
        Finding::at(Code::RB515, span, message, mend)
    })
}

/// The name of the template with the standard sentences.
pub(crate) const SENTENCES: &str = "saetze";

/// Stands before each text, so that it can use the standard sentences.
pub(crate) const PREFIX: &str = "{% import \"saetze\" as satz %}";

/// A standard sentence with the count of a figure, which keeps its id; `saetze` are the municipality's own.
pub(crate) fn satz(saetze: Option<&str>, name: &str, figure: &Figure) -> String {
    let Wert::Anzahl(number) = figure.wert else { return String::new() };
    let sentence = wortlaut(saetze.unwrap_or(standardsaetze::EINGEBAUT), name, number);
    let printed = written(&werte::zahlwort(number as u64)).unwrap_or_default().replace('\\', "");
    // Words such as „kein“ and „ein“ are no numbers that a reader would look for.
    if number < 2 { sentence } else { sentence.replacen(&printed, &zahl::marked(&figure.id, &printed), 1) }
}

/// A standard sentence with a number.
///
/// The name is one of `saetze.jinja`; a test tries each that the program uses.
fn wortlaut(saetze: &str, name: &str, number: usize) -> String {
    let mut env = environment();
    let source = format!("{PREFIX}{{{{ satz.{name}(n) }}}}");
    let added = env.add_template(SENTENCES, saetze);
    let plain = added.and_then(|()| env.render_str(&source, context! { n => number as u64 })).unwrap_or_default();
    // No Markdown here: what escaping has put before punctuation goes again.
    plain.replace('\\', "").trim().to_owned()
}

pub(crate) fn environment<'e>() -> Environment<'e> {
    let mut env = Environment::empty();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_fuel(Some(FUEL));
    env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    env.set_formatter(write_value);
    werte::filter(&mut env);
    env.add_filter(ausdruck::TRACE, |value: &Value, id: &str| {
        let marked = zahl::marked(&escape(id), &written(value)?);
        Ok::<_, Error>(Value::from_safe_string(marked))
    });
    env
}

fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    out.write_str(&written(value)?).map_err(Error::from)
}

/// A value as Markdown that shows it literally; what has no German spelling is an error.
fn written(value: &Value) -> Result<String, Error> {
    if value.is_undefined() {
        return Err(Error::new(ErrorKind::UndefinedError, "der Wert ist nicht bekannt"));
    }
    if let Some(text) = werte::geschrieben(value) {
        return Ok(escape(&text));
    }
    match (value.kind(), value.as_str()) {
        (_, Some(text)) if value.is_safe() => Ok(text.to_owned()),
        (_, Some(text)) => Ok(escape(text)),
        (ValueKind::Number, _) if u64::try_from(value.clone()).is_ok() => {
            let number = u64::try_from(value.clone()).unwrap_or_default();
            Ok(escape(&grouped(number.into(), ".")))
        }
        // The kind of error tells the finding what it was; see `broken`.
        (ValueKind::Map | ValueKind::Seq | ValueKind::Iterable, _) => Err(ErrorKind::WriteFailure.into()),
        _ => Err(ErrorKind::InvalidOperation.into()),
    }
}

/// A text that Markdown shows letter for letter: punctuation escaped, no line breaks.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.trim().chars() {
        match c {
            _ if c.is_ascii_punctuation() => out.extend(['\\', c]),
            '\n' | '\r' | '\t' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// Reports placeholders that are not well-formed.
pub(crate) fn check_syntax(text: &Text, saetze: &str) -> Vec<Finding> {
    schreibfehler::syntax(text, &environment(), saetze)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn standard_sentences_fit_every_number() {
        let all = |name: &str| [0, 1, 2, 1000].map(|n| wortlaut(standardsaetze::EINGEBAUT, name, n));
        assert_eq!(all("projekte"), ["kein Projekt", "ein Projekt", "zwei Projekte", "1.000 Projekte"]);
        assert_eq!(all("davon"), ["keines davon", "eines davon", "zwei davon", "1.000 davon"]);
        let expected = ["Kein Projekt ist", "Ein Projekt ist", "Zwei Projekte sind", "1.000 Projekte sind"];
        assert_eq!(all("laufend"), expected.map(|begin| format!("{begin} in Arbeit.")));
        assert_eq!(all("ueberfaellig"), expected.map(|begin| format!("{begin} überfällig.")));
        let expected = ["Kein Projekt wurde", "Ein Projekt wurde", "Zwei Projekte wurden", "1.000 Projekte wurden"];
        assert_eq!(all("abgeschlossen"), expected.map(|begin| format!("{begin} abgeschlossen.")));
        assert_eq!(all("abgebrochen"), expected.map(|begin| format!("{begin} abgebrochen.")));
        let expected = ["Kein Projekt hat", "Ein Projekt hat", "Zwei Projekte haben", "1.000 Projekte haben"];
        assert_eq!(all("begonnen"), expected.map(|begin| format!("{begin} begonnen.")));
        let expected = ["Kein Projekt ruht.", "Ein Projekt ruht.", "Zwei Projekte ruhen.", "1.000 Projekte ruhen."];
        assert_eq!(all("pausiert"), expected);
        let expected = ["Kein Antrag ist", "Ein Antrag ist", "Zwei Anträge sind", "1.000 Anträge sind"];
        assert_eq!(all("antraege_offen"), expected.map(|begin| format!("{begin} noch nicht entschieden.")));
        let with = |number: &str| format!("Der mittlere Erledigungsstand beruht auf {number} mit Angabe.");
        let numbers = [
            "keinem laufenden Projekt",
            "einem laufenden Projekt",
            "zwei laufenden Projekten",
            "1.000 laufenden Projekten",
        ];
        assert_eq!(all("erledigungsstand_grundlage"), numbers.map(with));
        let ends =
            ["war es kein Projekt.", "war es ein Projekt.", "waren es zwei Projekte.", "waren es 1.000 Projekte."];
        for (sentence, end) in all("mehrfachnennungen").iter().zip(ends) {
            assert!(sentence.starts_with("Mehrfachnennungen: ") && sentence.ends_with(end), "{sentence}");
        }
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn escaped_text_is_one_literal_paragraph(text in "\\PC{0,80}") {
            let visible: String = text.trim().replace('\u{1}', "");
            prop_assume!(visible.chars().all(crate::source::is_safe) && !visible.is_empty());
            let blocks = super::super::markdown::parse(&escape(&visible));
            let inlines = match blocks.as_slice() {
                [super::super::Block::Paragraph { inlines }] => inlines.clone(),
                other => return Err(TestCaseError::fail(format!("{other:?}"))),
            };
            let shown: String = inlines.iter().map(|inline| match inline {
                super::super::Inline::Text { text } => text.as_str(),
                _ => "<markup>",
            }).collect();
            let plain = |s: &str| super::super::typografisch(s).split_whitespace().collect::<String>();
            prop_assert_eq!(plain(&shown), plain(&visible));
        }
    }
}
