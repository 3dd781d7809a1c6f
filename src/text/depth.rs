//! How deep a template would be followed: MiniJinja recurses into expressions and branches, and bounds only brackets.

use std::ops::Range;

use minijinja::machinery::{Span, Token, tokenize};

use super::jinja::TemplateFault;

/// How many words and signs an expression can have, each of which may lie in the one before.
const LONGEST: usize = 500;

/// How many branches can lie in one another; each `elif` lies in the branch before it.
const DEEPEST: usize = 100;

impl TemplateFault {
    /// The first place of a template that would be followed too deep; what cannot be read is left to the engine.
    pub(crate) fn too_deep(template: &str) -> Option<Self> {
        let mut words = 0;
        // The branches of each open `if`.
        let mut open: Vec<usize> = Vec::new();
        let mut start = 0;
        for (token, span) in tokenize(template, false, Default::default()).map_while(Result::ok) {
            let Range { start: from, end } = bytes(&span);
            match token {
                Token::VariableStart => (words, start) = (1, from),
                Token::BlockStart => (words, start) = (0, from),
                Token::VariableEnd | Token::BlockEnd | Token::TemplateData(_) => words = 1,
                Token::Ident(word) if words == 0 => {
                    branch(&mut open, word);
                    words = 1;
                }
                _ => words += 1,
            }
            if words > LONGEST {
                let was = format!("Ein Ausdruck hat mehr als {LONGEST} Wörter und Zeichen.");
                return Some(Self { stelle: start..end, was });
            }
            if open.iter().sum::<usize>() > DEEPEST {
                let was = format!("Mehr als {DEEPEST} Bedingungen stehen ineinander oder in einer Reihe („elif“).");
                return Some(Self { stelle: start..end, was });
            }
        }
        None
    }
}

/// Takes the first word of a statement into account.
fn branch(open: &mut Vec<usize>, word: &str) {
    match (word, open.last_mut()) {
        ("if", _) => open.push(1),
        ("elif", Some(branches)) => *branches += 1,
        ("endif", _) => drop(open.pop()),
        _ => {}
    }
}

fn bytes(span: &Span) -> Range<usize> {
    let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    at(span.start_offset)..at(span.end_offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::STANDARDSAETZE;

    fn what(template: &str) -> Option<String> {
        TemplateFault::too_deep(template).map(|fault| fault.was)
    }

    #[test]
    fn what_would_be_followed_too_deep_is_found_however_it_is_hidden() {
        let long = "+1".repeat(200_000);
        for before in
            ["{{ 1", "{{ '}}' ~ 1", "{% raw %}{# {{ '{% endraw %}{{ 1", "{# {{ ' #}{{ '}}'|length + 1", "{% if 1"]
        {
            let fault = TemplateFault::too_deep(&format!("{before}{long} }}}}")).unwrap();
            assert!(fault.was.contains("Ausdruck") && fault.stelle.len() < 4_000, "{before}: {fault:?}");
        }
        let branches = format!("{{% if 1 %}}{}", "{% elif 2 %}".repeat(50_000));
        assert!(what(&branches).unwrap().contains("elif"));
        let closed = format!("{{% if 1 %}}{}", "{{ endif }}{% elif 2 %}".repeat(50_000));
        assert!(what(&closed).unwrap().contains("elif"), "a name closes nothing");
        assert!(what(&"{% if 1 %}".repeat(50_000)).unwrap().contains("Bedingungen"));
    }

    #[test]
    fn what_is_long_but_not_deep_is_no_fault() {
        assert_eq!(what(STANDARDSAETZE), None);
        let siblings = "{% if 1 %}{{ 1 if 2 else 3 }}{% elif 2 %}{% endif %}".repeat(10_000);
        assert_eq!(what(&siblings), None);
        assert_eq!(what(&format!("{{{{ 'x{}' }}}}", "+1".repeat(10_000))), None, "one text is one word");
    }

    #[test]
    fn what_is_let_through_can_be_read() {
        let chain = format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 0 %}".repeat(DEEPEST - 2));
        for template in [
            format!("{{{{ 1{} }}}}", "+1".repeat(LONGEST / 2 - 1)),
            format!("{{{{ {}1 }}}}", "-".repeat(LONGEST - 2)),
            chain,
        ] {
            assert_eq!(what(&template), None);
            let read = super::super::environment::environment().render_str(&template, ());
            assert!(read.is_ok(), "{read:?}");
        }
    }
}
