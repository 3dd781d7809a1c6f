//! What placeholders stand for, and the German filters that write it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{Environment, Error, ErrorKind};

use crate::figures::{Figure, Wert};
use crate::model::{Euro, day, grouped};

/// The filters, as messages list them.
pub(crate) const FILTER: &str =
    "zahlwort, satzanfang, euro, glatt, tsd, mio, betrag (ohne Vorzeichen), datum, datum_lang, monat, jahr";

/// The months, from January.
const MONATE: &str = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember";

/// An amount that a placeholder stands for.
#[derive(Debug)]
struct MoneyValue(Euro);

/// A day that a placeholder stands for.
#[derive(Debug)]
struct DayValue(NaiveDate);

impl Object for MoneyValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Object for DayValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", day(self.0))
    }
}

/// The value of a figure: counts are numbers and amounts are amounts, everything else is text as it is printed.
pub(crate) fn wert(figure: &Figure) -> Value {
    match figure.wert {
        Wert::Anzahl(n) => Value::from(n as u64),
        Wert::Betrag(betrag) => Value::from_object(MoneyValue(betrag)),
        other => Value::from(other.text()),
    }
}

/// A day.
pub(crate) fn tag(datum: NaiveDate) -> Value {
    Value::from_object(DayValue(datum))
}

/// How a value is written that is neither a text nor a count; `None` where it is no value of a placeholder.
pub(crate) fn spelled(value: &Value) -> Option<String> {
    let plain =
        value.downcast_object_ref::<MoneyValue>().is_some() || value.downcast_object_ref::<DayValue>().is_some();
    plain.then(|| value.to_string())
}

/// How a filter writes a value.
type Written<T> = fn(T) -> String;

/// Makes the filters known.
pub(crate) fn filter(env: &mut Environment<'_>) {
    env.add_filter("zahlwort", zahlwort);
    env.add_filter("satzanfang", satzanfang);
    env.add_filter("betrag", |value: &Value| {
        let betrag = money(value)?;
        Ok::<_, Error>(Value::from_object(MoneyValue(betrag.max(Euro::ZERO.minus(betrag)))))
    });
    let amounts: [(&str, Written<Euro>); 4] = [
        ("euro", |betrag| format!("{betrag}\u{a0}€")),
        ("glatt", |betrag| format!("{}\u{a0}€", without_cents(betrag))),
        ("tsd", |betrag| format!("{}\u{a0}Tsd.\u{a0}€", rounded(betrag, 1_000, 0))),
        ("mio", |betrag| format!("{}\u{a0}Mio.\u{a0}€", rounded(betrag, 1_000_000, 1))),
    ];
    for (name, written) in amounts {
        env.add_filter(name, move |value: &Value| money(value).map(written));
    }
    let days: [(&str, Written<NaiveDate>); 4] = [
        ("datum", day),
        ("datum_lang", |datum| format!("{}.\u{a0}{} {}", datum.day(), monat(datum), datum.year())),
        ("monat", |datum| format!("{} {}", monat(datum), datum.year())),
        ("jahr", |datum| datum.year().to_string()),
    ];
    for (name, written) in days {
        env.add_filter(name, move |value: &Value| datum(value).map(written));
    }
}

/// The numbers 0 to 12 as words, as they stand before a noun ("ein Projekt"); larger ones as digits.
pub(crate) fn zahlwort(number: u64) -> Value {
    const WORDS: [&str; 13] =
        ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];
    let word = usize::try_from(number).ok().and_then(|n| WORDS.get(n));
    word.map_or_else(|| Value::from(number), |word| Value::from(*word))
}

/// A text with a capital at its beginning.
fn satzanfang(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn monat(datum: NaiveDate) -> &'static str {
    MONATE.split(' ').nth(datum.month0() as usize).unwrap_or_default()
}

fn money(value: &Value) -> Result<Euro, Error> {
    let betrag = value.downcast_object_ref::<MoneyValue>().map(|geld| geld.0);
    betrag.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "Geldbetrag"))
}

fn datum(value: &Value) -> Result<NaiveDate, Error> {
    let datum = value.downcast_object_ref::<DayValue>().map(|datum| datum.0);
    datum.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "Datum"))
}

/// An amount without cents where there are none.
fn without_cents(betrag: Euro) -> String {
    let text = betrag.to_string();
    text.strip_suffix(",00").map(str::to_owned).unwrap_or(text)
}

/// An amount in thousands or millions with so many decimals, rounded half away from zero once.
pub(super) fn rounded(betrag: Euro, unit: u128, decimals: u32) -> String {
    let (cents, scale) = (betrag.as_cents().unsigned_abs(), 10_u128.pow(decimals));
    let whole = unit * 100;
    let rounded = (2 * cents * scale + whole) / (2 * whole);
    let sign = if betrag.is_negative() && rounded > 0 { "−" } else { "" };
    match decimals {
        0 => format!("{sign}{}", grouped(rounded, ".")),
        _ => {
            let digits = decimals as usize;
            format!("{sign}{},{:0digits$}", grouped(rounded / scale, "."), rounded % scale)
        }
    }
}

/// Groups of values by the parts of their names, as placeholders write them: `finanzen.konsumtiv.verbesserung.ff`.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameTree {
    wert: Option<Value>,
    teile: BTreeMap<String, NameTree>,
}

impl NameTree {
    /// Puts a value in its place.
    pub(crate) fn insert(&mut self, id: &str, wert: Value) {
        let node = id.split('.').fold(self, |node, part| node.teile.entry(part.to_owned()).or_default());
        node.wert = Some(wert);
    }

    /// What a template is given: a value hides what its name is only the beginning of, which `zahl["…"]` still reaches.
    pub(crate) fn value(&self) -> Value {
        match &self.wert {
            Some(wert) => wert.clone(),
            None => {
                let teile = self.teile.iter().map(|(name, teil)| (name.clone(), teil.value()));
                Value::from(teile.collect::<BTreeMap<String, Value>>())
            }
        }
    }

    /// Whether a placeholder can write a name with dots.
    pub(crate) fn reaches(&self, id: &str) -> bool {
        let mut node = self;
        for part in id.split('.') {
            if node.wert.is_some() {
                return false;
            }
            match node.teile.get(part) {
                Some(next) => node = next,
                None => return false,
            }
        }
        node.wert.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_up_to_twelve_have_words() {
        assert_eq!(zahlwort(2).as_str(), Some("zwei"));
        assert_eq!(zahlwort(12).as_str(), Some("zwölf"));
        assert_eq!(zahlwort(13).to_string(), "13");
    }

    #[test]
    fn amounts_and_days_are_written_as_people_here_write_them() {
        let mut env = Environment::empty();
        filter(&mut env);
        let shown = |expression: &str, value: Value| {
            let ctx = Value::from(BTreeMap::from([("x", value)]));
            env.render_str(&format!("{{{{ {expression} }}}}"), ctx).unwrap()
        };
        let euro = |cents| Value::from_object(MoneyValue(Euro::cents(cents)));
        assert_eq!(shown("x", euro(-12_125_600)), "−121.256,00");
        assert_eq!(shown("x|euro", euro(-12_125_600)), "−121.256,00\u{a0}€");
        assert_eq!(shown("x|betrag|euro", euro(-12_125_600)), "121.256,00\u{a0}€");
        assert_eq!(shown("x|glatt", euro(12_125_600)), "121.256\u{a0}€");
        assert_eq!(shown("x|glatt", euro(12_125_650)), "121.256,50\u{a0}€");
        assert_eq!(shown("x|tsd", euro(-12_149_999)), "−121\u{a0}Tsd.\u{a0}€");
        assert_eq!(shown("x|tsd", euro(12_150_000)), "122\u{a0}Tsd.\u{a0}€");
        assert_eq!(shown("x|mio", euro(125_000_000)), "1,3\u{a0}Mio.\u{a0}€");
        assert_eq!(shown("x|mio", euro(-4)), "0,0\u{a0}Mio.\u{a0}€");
        let day = || tag(NaiveDate::from_ymd_opt(2021, 3, 1).unwrap());
        assert_eq!(shown("x", day()), "01.03.2021");
        assert_eq!(shown("x|datum_lang", day()), "1.\u{a0}März 2021");
        assert_eq!(shown("x|monat", day()), "März 2021");
        assert_eq!(shown("x|jahr", day()), "2021");
        assert_eq!(shown("x|zahlwort|satzanfang", Value::from(3u64)), "Drei");
        let wrong = Value::from(BTreeMap::from([("x", Value::from(3u64))]));
        assert!(env.render_str("{{ x|euro }}", wrong).is_err());
    }

    #[test]
    fn a_value_hides_what_its_name_begins() {
        let mut baum = NameTree::default();
        baum.insert("a.b.c", Value::from(1u64));
        baum.insert("a.d", Value::from(2u64));
        assert!(baum.reaches("a.b.c") && baum.reaches("a.d") && !baum.reaches("a.b"));
        baum.insert("a.b", Value::from(3u64));
        assert!(!baum.reaches("a.b.c") && baum.reaches("a.b"));
    }
}
