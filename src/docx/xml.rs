//! The one place where texts become XML.

/// A text as it stands between tags and in attributes; what XML does not know at all is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\t' | '\n' | '\u{20}'..='\u{fffd}' | '\u{10000}'.. => xml.push(c),
            _ => {}
        }
    }
    xml
}

/// The beginnings of addresses that a link may have.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// The address of a link as other programs read it, with every sign that no address has by its number; `None` where it leads to no
/// place of the web and is no mail.
pub(super) fn address(url: &str) -> Option<String> {
    let rest = SCHEMES.iter().find_map(|scheme| url.strip_prefix(scheme))?;
    let mut address = url.strip_suffix(rest)?.to_owned();
    for (at, byte) in rest.bytes().enumerate() {
        let is_number = || rest.get(at + 1..at + 3).is_some_and(|two| two.bytes().all(|two| two.is_ascii_hexdigit()));
        match byte {
            b'%' if is_number() => address.push('%'),
            b'#' if rest.get(..at).is_some_and(|before| before.contains('#')) => address.push_str("%23"),
            byte if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte) => {
                address.push(char::from(byte));
            }
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    rest.starts_with(|first: char| first.is_alphanumeric()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_never_become_tags_and_links_lead_to_the_web_alone() {
        assert_eq!(escaped("a<b>&\"c\u{0}\u{b}\u{ffff}\n"), "a&lt;b&gt;&amp;&quot;c\n");
        for (url, expected) in [
            ("https://www.aachen.de/a?b=1&c=2#d", Some("https://www.aachen.de/a?b=1&c=2#d")),
            ("https://aachen.de/ä ö%20%\"#1#2", Some("https://aachen.de/%C3%A4%20%C3%B6%20%25%22#1%232")),
            ("mailto:rat@aachen.de", Some("mailto:rat@aachen.de")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("https://", None),
            ("https:///a", None),
        ] {
            assert_eq!(address(url).as_deref(), expected, "{url}");
        }
    }
}
