//! Whose number it is: the unit in it and the departments of a municipality.

use super::Nummernteile;

impl Nummernteile<'_> {
    /// Whether its unit is a department, or that of a section; a number without a unit is nobody's.
    pub fn is_of(&self, stelle: &str) -> bool {
        self.einheit.is_some_and(|einheit| is_of(einheit, stelle))
    }
}

/// Whether a unit is a department, or that of a section; a number alone, `61`, is that of `FB 61`.
fn is_of(einheit: &str, stelle: &str) -> bool {
    let (einheit, stelle) = (leading(einheit), leading(stelle));
    let is_number = einheit.bytes().all(|byte| byte.is_ascii_digit());
    let without_zeros = |digits: &str| digits.trim_start_matches('0').to_owned();
    einheit == stelle
        || (is_number && without_zeros(&einheit) == without_zeros(stelle.trim_start_matches(char::is_alphabetic)))
}

/// The department before the number of its section, without signs: `fb61` of `FB 61/300`.
fn leading(stelle: &str) -> String {
    let department = stelle.split('/').next().unwrap_or_default();
    department.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_belongs_to_its_department() {
        assert_eq!(leading("FB 61/300"), leading("FB 61"));
        assert_eq!(leading("FB-66"), leading("FB 66"));
        assert!(is_of("61", "FB 61") && is_of("02", "Amt 2") && is_of("FB 61", "FB 61/300"));
        assert!(!is_of("61", "FB 62") && !is_of("S 61", "FB 61"));
        assert_ne!(leading("FB 36"), leading("S 69"));
        assert_ne!(leading("Dez. I"), leading("Dez. II"));
    }
}
