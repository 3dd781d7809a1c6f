//! Pictures of reports: fills that stay apart in grey, labels that can be read, pictures of made-up figures as they are
//! typeset, and whether pages still look as they did.

mod ansichten;
mod muster;
mod seiten;
