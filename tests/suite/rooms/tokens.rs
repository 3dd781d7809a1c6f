//! Rust text as words and marks with their lines: enough to find paths, modules and functions in it.

/// A word, a number, `::`, or one mark; texts and comments are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Token {
    /// Whether this can be part of a path.
    pub(crate) fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// The tokens of a file.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let (mut rest, mut line, mut found) = (source, 1, Vec::new());
    while let Some(c) = rest.chars().next() {
        let (length, is_token) = next(rest, c);
        let (text, after) = rest.split_at(length);
        if is_token {
            found.push(Token { text: text.to_owned(), line });
        }
        line += text.matches('\n').count();
        rest = after;
    }
    found
}

/// What follows in a file but its tests: without each item below `#[cfg(test)]`.
pub(crate) fn without_tests(tokens: &[Token]) -> Vec<Token> {
    const CFG_TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut rest, mut kept) = (tokens, Vec::new());
    while let Some(token) = rest.first() {
        if rest.len() >= 7 && rest.iter().zip(CFG_TEST).all(|(token, expected)| token.text == expected) {
            rest = &rest[7 + item(&rest[7..])..];
        } else {
            kept.push(token.clone());
            rest = &rest[1..];
        }
    }
    kept
}

/// How many tokens an item has: to its `;` or to the brace that closes its body.
pub(crate) fn item(tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && (token.text == ";" || token.text == "}") {
            return index + 1;
        }
    }
    tokens.len()
}

/// How long the next piece of a text is, and whether it counts.
fn next(rest: &str, c: char) -> (usize, bool) {
    let to = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
    if rest.starts_with("//") {
        (to("\n"), false)
    } else if rest.starts_with("/*") {
        (to("*/"), false)
    } else if let Some(length) = raw_text(rest) {
        (length, false)
    } else if c == '"' || rest.starts_with("b\"") {
        (quoted(rest, '"'), false)
    } else if c == '\'' {
        (character(rest), false)
    } else if rest.starts_with("::") {
        (2, true)
    } else if c.is_alphanumeric() || c == '_' {
        (rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()), true)
    } else {
        (c.len_utf8(), !c.is_whitespace())
    }
}

/// The length of `r"…"`, `br#"…"#` and their like.
fn raw_text(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(rest.len() - body.len() + body.find(&end).map_or(body.len(), |at| at + end.len()))
}

/// The length of a text in marks, in which `\` takes the next character along.
fn quoted(rest: &str, mark: char) -> usize {
    let mut chars = rest.char_indices().skip_while(|(_, c)| *c != mark).skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            c if c == mark => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a character in marks, or of the mark alone where it begins a lifetime.
fn character(rest: &str) -> usize {
    let mut chars = rest[1..].chars();
    let first = chars.next();
    if first == Some('\\') || chars.next() == Some('\'') { quoted(rest, '\'') } else { 1 }
}
