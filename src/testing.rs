//! What unit tests share.

use proptest::test_runner::{Config, RngSeed};

/// Property tests with one seed, so that every run tries the same cases.
pub(crate) fn seeded() -> Config {
    Config { rng_seed: RngSeed::Fixed(20_201_231), ..Config::default() }
}
