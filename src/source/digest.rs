//! Hashes of contents.

use sha2::{Digest, Sha256, Sha512};

/// SHA-256 in hexadecimal digits.
pub fn digest(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

/// SHA-512 in hexadecimal digits.
pub fn digest512(content: &[u8]) -> String {
    hex(&Sha512::digest(content))
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
