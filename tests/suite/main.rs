//! All integration tests in one program, modules by subject.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails loudly; its helpers are no test functions to the lint"
)]

mod support;

mod abschluesse;
mod anlage;
mod annexes;
mod as_typed;
mod auenfurt;
mod beginner;
mod bilder;
mod circulate;
mod compare;
mod convert;
mod determinism;
mod docx;
mod drafting;
mod eingaben;
mod entwurf;
mod explain;
mod faelle;
mod families;
mod figures;
mod design;
mod findings;
mod foerderbefunde;
mod foerderung;
mod formats;
mod forms;
mod handbuch;
mod haushalt;
mod herkunft;
mod hostile;
mod hostile_bytes;
mod hostile_cost;
mod html;
mod init;
mod klima;
mod leak;
mod many;
mod mappe;
mod melden;
mod package;
mod oparl;
mod papers;
mod parkplatz;
mod perioden;
mod plain;
mod publish;
mod publishing;
mod reference;
mod refresh;
mod reifegrad;
mod rooms;
mod schema;
mod word;
mod silent;
mod strangers;
mod schedule;
mod schreibweisen;
mod sicht;
mod templates;
mod termine;
mod umfang;
mod unchanged;
mod urteil;
mod verify;
mod vorlage;
mod waivers;
mod workbook;
mod zahlen;
