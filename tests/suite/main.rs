//! All integration tests in one program, modules by subject.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails loudly; its helpers are no test functions to the lint"
)]

mod support;

mod convert;
mod determinism;
mod figures;
mod findings;
mod hostile;
mod init;
mod papers;
mod publish;
mod schema;
mod templates;
