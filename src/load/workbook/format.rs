//! Number formats such as `#,##0 "T€"`: as what they show a number, and what they write around it.

use super::values::Shown;
use crate::load::grid::{Look, Value};

/// What a number format says.
#[derive(Debug, Default)]
pub(super) struct NumberFormat {
    /// As what it shows numbers.
    pub(super) shown: Shown,
    /// Its sections: for positive numbers, negative ones and zero, or each with a condition.
    sections: Vec<FormatSection>,
}

/// A section of a format.
#[derive(Debug, Default)]
struct FormatSection {
    condition: Option<Condition>,
    signs: Vec<Sign>,
}

/// For which numbers a section holds: `[>=1000]`.
#[derive(Debug, Clone, Copy)]
struct Condition {
    below: bool,
    above: bool,
    equal: bool,
    bound: f64,
}

/// What of a format code matters here.
#[derive(Debug, Clone, PartialEq)]
enum Sign {
    Day,
    /// The day's name, or its year: they make a day, but do not show which of a month.
    Calendar,
    MonthOrMinute,
    Time,
    Duration,
    Percent,
    /// The place of a digit: `0` shows a nought where there is none.
    Digit(char),
    /// A comma between digits, or behind the last for thousands.
    Comma,
    Point,
    /// The number as it is.
    General,
    /// A fraction or a power of ten.
    Other,
    /// What is shown as it stands.
    Literal(char),
}

/// The longest code, in characters, as Excel writes it.
const LONGEST: usize = 255;
/// The most characters of what a format shows that each of its cells keeps.
const MOST_KEPT: usize = 60;

impl NumberFormat {
    /// The format of a code.
    pub(super) fn of_code(code: &str) -> Self {
        // Programs write the name of the general format in English; those that do not spell letters of a day in it.
        let code = if code.eq_ignore_ascii_case("Standard") { "General" } else { code };
        let code = code.char_indices().nth(LONGEST).map_or(code, |(end, _)| &code[..end]);
        let sections = sections(code);
        let first = sections.first().map(|section| section.signs.as_slice()).unwrap_or_default();
        let has = |sign: Sign| first.contains(&sign);
        let shown = if has(Sign::Duration) {
            Shown::Duration
        } else if has(Sign::Day) || has(Sign::Calendar) {
            Shown::Date
        } else if has(Sign::Time) {
            Shown::Time
        } else if has(Sign::MonthOrMinute) {
            Shown::Date
        } else if sections.iter().any(|section| section.signs.contains(&Sign::Percent)) {
            Shown::Percent
        } else {
            Shown::Number
        };
        Self { shown, sections }
    }

    /// One of the formats that every program knows by number; those of amounts show the currency of the computer.
    pub(super) fn of_id(id: usize) -> Self {
        Self::of_code(match id {
            9 | 10 => "0%",
            14..=16 | 22 | 27..=36 | 50..=58 => "dd.mm.yyyy",
            17 => "mmm-yy",
            18..=21 | 45 | 47 => "h:mm",
            46 => "[h]:mm",
            _ => "General",
        })
    }

    /// What the format shows beside a value.
    pub(super) fn look(&self, value: &Value) -> Look {
        match value {
            Value::Date(_) => {
                let first = self.sections.first();
                let dayless = first.is_some_and(|section| !section.signs.contains(&Sign::Day));
                // Dates of a type of their own need no format of a day.
                Look { dayless: dayless && self.shown == Shown::Date, ..Look::default() }
            }
            Value::Number { stored, .. } => {
                self.section(*stored).map_or_else(Look::default, |section| section.look(*stored))
            }
            _ => Look::default(),
        }
    }

    /// The section for a number.
    fn section(&self, stored: f64) -> Option<&FormatSection> {
        if self.sections.iter().any(|section| section.condition.is_some()) {
            return self.sections.iter().find(|section| section.condition.is_none_or(|holds| holds.of(stored)));
        }
        let index = match self.sections.len() {
            2.. if stored < 0.0 => 1,
            3.. if stored == 0.0 => 2,
            _ => 0,
        };
        self.sections.get(index)
    }
}

impl Condition {
    fn parse(text: &str) -> Option<Self> {
        let bound = text.trim_start_matches(['<', '>', '=']);
        let signs = text.strip_suffix(bound).filter(|signs| !signs.is_empty())?;
        let (below, above) = (signs.contains('<'), signs.contains('>'));
        Some(Self { below, above, equal: signs.contains('='), bound: bound.trim().parse().ok()? })
    }

    fn of(self, stored: f64) -> bool {
        (self.below && stored < self.bound)
            || (self.above && stored > self.bound)
            || (self.equal && stored.total_cmp(&self.bound).is_eq())
    }
}

impl FormatSection {
    fn look(&self, stored: f64) -> Look {
        let literals = self.signs.iter().filter_map(|sign| match sign {
            Sign::Literal(c) => Some(*c),
            // Where digits stand, words end.
            Sign::Digit(_) | Sign::General => Some(' '),
            _ => None,
        });
        let around: String = literals.take(MOST_KEPT).collect();
        let around = around.split_whitespace().collect::<Vec<_>>().join(" ");
        Look { around, hidden_zeros: self.hidden_zeros(), text: self.text(stored), ..Look::default() }
    }

    /// How many zeros it hides: three for each comma behind the digits, or between the last of them and the point.
    fn hidden_zeros(&self) -> i32 {
        let (mut zeros, mut is_behind) = (0, true);
        for sign in self.signs.iter().rev() {
            match sign {
                Sign::Comma if is_behind => zeros += 3,
                Sign::Digit(_) => is_behind = false,
                Sign::Point => is_behind = true,
                _ => {}
            }
        }
        zeros
    }

    /// A whole number as it is shown, where letters, signs or zeros stand in it; `None` where its digits say the same.
    fn text(&self, stored: f64) -> Option<String> {
        let plain = |sign: &Sign| matches!(sign, Sign::Digit(_) | Sign::General | Sign::Literal(_));
        let whole = (0.0..1e15).contains(&stored) && stored.to_string().bytes().all(|b| b.is_ascii_digit());
        let shows_number = self.signs.iter().any(|sign| matches!(sign, Sign::Digit(_) | Sign::General));
        (whole && shows_number && self.signs.iter().all(plain)).then_some(())?;
        let digits = stored.to_string();
        let mut left = digits.as_str();
        let mut shown: Vec<String> = Vec::new();
        let first = self.signs.iter().position(|sign| matches!(sign, Sign::Digit(_)));
        for (index, sign) in self.signs.iter().enumerate().rev() {
            shown.push(match sign {
                Sign::Literal(c) => c.to_string(),
                Sign::General => digits.clone(),
                Sign::Digit(_) if Some(index) == first && !left.is_empty() => std::mem::take(&mut left).to_owned(),
                Sign::Digit(place) => match (left.split_at_checked(left.len().wrapping_sub(1)), place) {
                    (Some((rest, digit)), _) => {
                        left = rest;
                        digit.to_owned()
                    }
                    (None, '0') => "0".to_owned(),
                    (None, _) => String::new(),
                },
                _ => String::new(),
            });
        }
        let shown: String = shown.into_iter().rev().collect();
        Some(shown.trim().to_owned()).filter(|shown| *shown != digits && shown.chars().count() <= MOST_KEPT)
    }
}

/// The sections of a format code; what is quoted, escaped or bracketed is no sign, except for durations such as `[h]`.
fn sections(code: &str) -> Vec<FormatSection> {
    let mut sections = vec![FormatSection::default()];
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let Some(section) = sections.last_mut() else { break };
        let (taken, signs) = token(c, rest, &mut section.condition);
        section.signs.extend(signs);
        if c == ';' {
            sections.push(FormatSection::default());
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    sections
}

/// The signs at the start of a code that begins with `c`, and how many bytes they take.
fn token(c: char, code: &str, condition: &mut Option<Condition>) -> (usize, Vec<Sign>) {
    let one = c.len_utf8();
    let next = || code[one..].chars().next();
    let until =
        |end: char| code[one..].find(end).map_or((code.len(), &code[one..]), |at| (one + at + 1, &code[one..one + at]));
    let literals = |text: &str| text.chars().map(Sign::Literal).collect();
    let run = code.chars().take_while(|other| other.eq_ignore_ascii_case(&c)).count();
    match c.to_ascii_lowercase() {
        'g' if code.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("General")) => (7, vec![Sign::General]),
        '"' => {
            let (taken, text) = until('"');
            (taken, literals(text))
        }
        '\\' => (one + next().map_or(0, char::len_utf8), next().map(Sign::Literal).into_iter().collect()),
        // A blank as wide as the next character, a character that fills the cell.
        '_' | '*' => (one + next().map_or(0, char::len_utf8), vec![Sign::Literal(' ')]),
        '[' => {
            let (taken, inside) = until(']');
            (taken, bracket(inside, condition))
        }
        // One or two are the number of the day, more its name.
        'd' => (run, vec![if run < 3 { Sign::Day } else { Sign::Calendar }]),
        'y' => (run, vec![Sign::Calendar]),
        'm' => (run, vec![Sign::MonthOrMinute]),
        'h' | 's' => (run, vec![Sign::Time]),
        '%' => (one, vec![Sign::Percent]),
        '0' | '#' | '?' => (one, vec![Sign::Digit(c)]),
        ',' => (one, vec![Sign::Comma]),
        '.' => (one, vec![Sign::Point]),
        'e' | '/' => (one, vec![Sign::Other]),
        ';' | '@' => (one, Vec::new()),
        _ => (one, vec![Sign::Literal(c)]),
    }
}

/// What stands in brackets: a duration, a currency, a condition; colours and languages show nothing.
fn bracket(inside: &str, condition: &mut Option<Condition>) -> Vec<Sign> {
    let is_unit = |unit: char| inside.chars().all(|c| c.eq_ignore_ascii_case(&unit));
    if !inside.is_empty() && ['h', 'm', 's'].into_iter().any(is_unit) {
        return vec![Sign::Duration];
    }
    if let Some(currency) = inside.strip_prefix('$') {
        let symbol = currency.split_once('-').map_or(currency, |(symbol, _)| symbol);
        return symbol.chars().map(Sign::Literal).collect();
    }
    *condition = condition.or(Condition::parse(inside));
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(code: &str, stored: f64) -> Look {
        NumberFormat::of_code(code).look(&Value::Number {
            stored,
            percent: false,
            epoch: crate::load::grid::Epoch::Y1900,
        })
    }

    #[test]
    fn a_format_names_units_and_hides_zeros() {
        let cases = [
            ("#,##0 \"T€\"", "T€", 0),
            ("#,##0,\\ \"T€\"", "T€", 3),
            ("0.0,,\" Mio. €\"", "Mio. €", 6),
            ("[$$-409]#,##0.00", "$", 0),
            ("#,##0.00\\ [$CHF-807]", "CHF", 0),
            ("_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-", "€", 0),
            ("[$-407]#,##0.00", "", 0),
            ("$#,##0", "$", 0),
            ("General\" %\"", "%", 0),
            ("#,##0", "", 0),
            ("#,##0,", "", 3),
            ("#,##0,.0", "", 3),
            ("[>=1000000]0.0,,\"M\";[>=1000]0,\"T\";0", "T", 3),
        ];
        for (code, around, zeros) in cases {
            let look = look(code, 12_000.0);
            assert_eq!((look.around.as_str(), look.hidden_zeros), (around, zeros), "{code}");
        }
    }

    #[test]
    fn a_whole_number_is_shown_with_letters_and_zeros() {
        let cases = [
            ("\"R-2020-\"000", 118.0, Some("R-2020-118")),
            ("\"R-2020-\"000", 7.0, Some("R-2020-007")),
            ("00000", 118.0, Some("00118")),
            ("000-000", 1234.0, Some("001-234")),
            ("0", 118.0, None),
            ("General", 118.0, None),
            ("#,##0", 1118.0, None),
            ("000", 1118.0, None),
            ("\"R-\"0", 1.5, None),
        ];
        for (code, stored, text) in cases {
            assert_eq!(look(code, stored).text.as_deref(), text, "{code}");
        }
    }

    #[test]
    fn a_day_without_its_number_is_told() {
        let day = Value::Date(chrono::NaiveDate::default());
        for code in ["mmm yy", "mm/yyyy", "yyyy", "[$-407]mmmm\\ yyyy", "dddd"] {
            assert!(NumberFormat::of_code(code).look(&day).dayless, "{code}");
        }
        for code in ["dd.mm.yyyy", "d. mmm", "General", "0"] {
            assert!(!NumberFormat::of_code(code).look(&day).dayless, "{code}");
        }
    }
}
