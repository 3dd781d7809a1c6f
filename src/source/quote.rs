//! How messages quote what was read.

use super::alphabet::is_safe;

/// A text in quotes, for a message; quotes of its own become single ones, as print has them.
pub(crate) fn quoted(text: &str) -> String {
    format!("„{}“", text.replace('„', "‚").replace('“', "‘").replace('”', "’"))
}

/// A text in which every character that does not simply show itself is spelled out, ends of lines too.
pub(crate) fn visible(text: &str) -> String {
    let spell = |c: char| if is_safe(c) { c.to_string() } else { c.escape_unicode().to_string() };
    text.chars().map(|c| if c == '\t' { " ".into() } else { spell(c) }).collect()
}

/// Text for a message: the first 60 characters, control characters made visible.
pub(crate) fn shorten(text: &str) -> String {
    let short = visible(&text.chars().take(60).collect::<String>());
    if text.chars().count() > 60 { format!("{short}…") } else { short }
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
