//! What a placeholder names, and whether what it prints is the value of one figure.

use std::collections::BTreeSet;

/// The words of an expression.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Expression {
    /// What it names: words with dots, and what stands in quotes.
    pub(super) names: BTreeSet<String>,
    /// What of that stands outside a condition, so that it can be printed.
    pub(super) printed: BTreeSet<String>,
    /// Whether it does sums, or can print a number that it holds itself.
    pub(super) computes: bool,
}

impl Expression {
    /// Reads the words between the brackets.
    pub(super) fn read(inner: &str) -> Self {
        let mut found = Self::default();
        let (mut word, mut quote, mut condition) = (String::new(), None, false);
        for c in inner.chars().chain([' ']) {
            match quote {
                Some(open) if c == open => {
                    found.name(std::mem::take(&mut word), condition);
                    quote = None;
                }
                Some(_) => word.push(c),
                None if c.is_alphanumeric() || matches!(c, '_' | '.') => word.push(c),
                None => {
                    condition = match word.as_str() {
                        "if" => true,
                        "else" => false,
                        _ => condition,
                    };
                    found.computes |= !condition && word.starts_with(|first: char| first.is_ascii_digit());
                    if !word.is_empty() {
                        found.name(std::mem::take(&mut word), condition);
                    }
                    quote = matches!(c, '"' | '\'').then_some(c);
                    found.computes |= !condition && matches!(c, '+' | '-' | '*' | '/' | '%' | '~');
                }
            }
        }
        found
    }

    fn name(&mut self, word: String, condition: bool) {
        if !condition {
            self.printed.insert(word.clone());
        }
        self.names.insert(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a placeholder can print, and whether it does sums.
    fn read(inner: &str) -> (Vec<String>, bool) {
        let expression = Expression::read(inner);
        (expression.printed.into_iter().collect(), expression.computes)
    }

    fn prints(names: &[&str], computes: bool) -> (Vec<String>, bool) {
        (names.iter().map(|name| (*name).to_owned()).collect(), computes)
    }

    #[test]
    fn names_are_words_with_dots_and_what_stands_in_quotes() {
        assert_eq!(read(" a.b "), prints(&["a.b"], false));
        assert_eq!(read("c.d|zahlwort"), prints(&["c.d", "zahlwort"], false));
        assert_eq!(read("zahl[\"g.h-1\"]"), prints(&["g.h-1", "zahl"], false));
        assert_eq!(read("a.b - a.c"), prints(&["a.b", "a.c"], true));
        assert_eq!(read(" \"}}\" "), prints(&["}}"], false));
        assert_eq!(read(""), prints(&[], false));
    }

    #[test]
    fn a_condition_prints_nothing() {
        assert_eq!(read("a.b if a.c > 3 else a.d"), prints(&["a.b", "a.d", "else"], false));
        assert_eq!(read("\"ein\" if a.b == 1 else a.b"), prints(&["a.b", "ein", "else"], false));
        assert_eq!(read("5 if a.b > 3 else 7"), prints(&["5", "7", "else"], true));
    }
}
