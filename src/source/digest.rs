//! Hashes of contents.

use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal digits.
pub fn digest(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}
