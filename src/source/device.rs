//! Names that no file has on Windows.

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The beginnings of such names behind which a digit stands.
const NUMBERED: [&str; 2] = ["com", "lpt"];

/// Whether Windows keeps a name of a file or folder for a device, whatever its ending.
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_digit = |rest: &str| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit());
    let is_numbered = |port: &str| stem.strip_prefix(port).is_some_and(is_digit);
    DEVICES.contains(&stem.as_str()) || NUMBERED.into_iter().any(is_numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_are_known_in_any_spelling_and_with_any_ending() {
        for name in ["con", "PRN", "Aux.txt", "nul.tar.gz", "com1", "LPT9", "lpt3.pdf", "con .md"] {
            assert!(is_device(name), "{name}");
        }
        for name in ["", "konto", "com", "com10", "lptx", "con-1", "acon", ".con", "auxiliar"] {
            assert!(!is_device(name), "{name}");
        }
    }
}
