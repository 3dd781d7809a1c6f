//! How messages quote what was read.

use super::alphabet::is_safe;

/// A text in quotes, for a message; quotes of its own become single ones, as print has them.
pub(crate) fn quoted(text: &str) -> String {
    format!("„{}“", text.replace('„', "‚").replace('“', "‘").replace('”', "’"))
}

/// Text for a message: the first 60 characters, control characters made visible.
pub(crate) fn shorten(text: &str) -> String {
    let visible: String =
        text.chars().take(60).flat_map(|c| if is_safe(c) { vec![c] } else { c.escape_unicode().collect() }).collect();
    if text.chars().count() > 60 { format!("{visible}…") } else { visible }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_within_quotes_are_single() {
        assert_eq!(quoted("Kita-Portal"), "„Kita-Portal“");
        assert_eq!(quoted("Projekt „Kita-Portal“"), "„Projekt ‚Kita-Portal‘“");
        assert_eq!(quoted("das “Portal”"), "„das ‘Portal’“");
    }
}
