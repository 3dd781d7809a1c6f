//! Shards: which of several processes a workspace belongs to.

use std::fmt;
use std::path::Path;

use crate::source::{composed, digest};

/// One of several parts that workspaces are divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct Shard {
    part: u64,
    of: u64,
}

impl Shard {
    /// Reads `0/4`, the first of four parts.
    ///
    /// # Errors
    /// What was expected, in German.
    pub(in crate::cli) fn parse(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((part, of)) if part < of => Ok(Self { part, of }),
            Some((part, of)) if part == of && of > 0 => {
                Err(format!("gezählt wird ab 0, für den letzten Teil wird also {}/{of} erwartet", of - 1))
            }
            _ => Err("erwartet wird ein Teil wie 0/4, von 0/4 bis 3/4".into()),
        }
    }

    /// Whether a workspace belongs to this part. That follows from the name of its folder alone, not from its content, its place, or
    /// other workspaces, so that each belongs to exactly one.
    pub(in crate::cli) fn holds(self, workspace: &Path) -> bool {
        let name = workspace.file_name().unwrap_or(workspace.as_os_str()).to_string_lossy();
        let hash = digest(composed(&name).as_bytes());
        let number = hash.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default();
        number % self.of == self.part
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn holding(name: &str, of: u64) -> Vec<u64> {
        let parts = (0..of).filter(|part| Shard::parse(&format!("{part}/{of}")).unwrap().holds(Path::new(name)));
        parts.collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

        #[test]
        fn each_workspace_belongs_to_one_part_wherever_it_lies(name in "[^/\\x00]{1,40}", of in 1_u64..17) {
            let parts = holding(&name, of);
            prop_assert_eq!(parts.len(), 1);
            if ![".", ".."].contains(&name.as_str()) {
                prop_assert_eq!(holding(&format!("/srv/rb/{name}/"), of), parts);
            }
        }
    }

    #[test]
    fn parts_are_what_they_were_whatever_the_form_of_a_letter() {
        let parts: Vec<Vec<u64>> =
            ["aachen", "bonn", "köln", "ko\u{308}ln"].iter().map(|name| holding(name, 4)).collect();
        assert_eq!(parts, [[2], [2], [0], [0]]);
    }

    #[test]
    fn parts_are_counted_from_zero() {
        assert_eq!(Shard::parse("3/4"), Ok(Shard { part: 3, of: 4 }));
        assert!(Shard::parse("4/4").unwrap_err().contains("3/4 erwartet"));
        for text in ["5/4", "0/0", "-1/4", "1", "a/b", "1/4/2", ""] {
            assert!(Shard::parse(text).unwrap_err().starts_with("erwartet wird"), "{text}");
        }
    }
}
