//! All integration tests in one program, modules by subject.

mod support;

mod determinism;
mod figures;
mod findings;
mod hostile;
mod papers;
mod publish;
mod templates;
