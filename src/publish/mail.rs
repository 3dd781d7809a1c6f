//! A message as a mail, for commands that take one as `sendmail -t -i` does.

use chrono::{DateTime, FixedOffset};
use email_encoding::body::base64;
use email_encoding::headers::{rfc2047, writer::EmailWriter};
use serde_json::Value;

use crate::model::{datum, day};

/// How long a line of a mail may be, in bytes.
const LONGEST: usize = 998;

/// The mail of a message at a time: text without attachment, and the key as its name, so that a second one can be seen to be the
/// same. Whoever sends it adds the sender.
pub fn mail(message: &Value, time: DateTime<FixedOffset>) -> String {
    let text = |path: &str| message.pointer(path).and_then(Value::as_str).unwrap_or_default();
    let about = format!("{}/{}: {}", text("/bericht"), text("/zeitraum"), text("/ereignis"));
    let mark = if message["probe"] == true { "Probe: " } else { "" };
    let subject = subject(&format!("{mark}{about} ({})", text("/koerperschaft")));
    let body = body(message, &about);
    let is_short = body.lines().all(|line| line.len() < LONGEST);
    let (encoding, body) = if is_short { ("8bit", body) } else { ("base64", encoded(&body)) };
    let head = [
        format!("To: {}", text("/empfaenger")),
        format!("Subject: {subject}"),
        format!("Date: {}", time.to_rfc2822()),
        format!("Message-ID: <{}@ratsbericht>", text("/schluessel")),
        "Auto-Submitted: auto-generated".into(),
        "MIME-Version: 1.0".into(),
        "Content-Type: text/plain; charset=utf-8".into(),
        format!("Content-Transfer-Encoding: {encoding}"),
    ];
    // What takes mails on standard input wants the ends of lines of its system.
    format!("{}\n\n{body}", head.join("\n")).replace("\r\n", "\n")
}

/// A subject as heads can hold it.
fn subject(text: &str) -> String {
    if text.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
        return text.to_owned();
    }
    let mut subject = String::new();
    // A string takes everything.
    let _ = rfc2047::encode(text, &mut EmailWriter::new(&mut subject, "Subject: ".len(), 0, true));
    subject
}

fn encoded(body: &str) -> String {
    let mut encoded = String::new();
    let _ = base64::encode(body.as_bytes(), &mut encoded);
    encoded
}

fn body(message: &Value, about: &str) -> String {
    let text = |path: &str| message.pointer(path).and_then(Value::as_str).unwrap_or_default();
    let date = |path: &str| datum(text(path)).map(day).unwrap_or_default();
    let reasons = message["grund"].as_array().into_iter().flatten().filter_map(|reason| reason["text"].as_str());
    let late = message["ueberfaellig_tage"].as_i64().filter(|_| message["ueberfaellig"] == true);
    let late = late.map_or(String::new(), |days| format!(", seit {days} Tagen überfällig"));
    let lines = [
        ("Zustand", format!("{}{late}", text("/zustand"))),
        ("Grund", reasons.collect::<Vec<_>>().join("; ")),
        ("Datum", format!("{}, Frist {}", date("/datum"), date("/frist"))),
        ("Nächster Schritt", text("/naechster_schritt").to_owned()),
        ("Datei", text("/pdf/pfad").to_owned()),
        ("SHA-256", text("/pdf/sha256").to_owned()),
        ("Arbeitsordner", text("/arbeitsordner").to_owned()),
        ("Laufbuch", format!("Eintrag {}, {}", message["laufbuch"]["nr"], text("/laufbuch/sha256"))),
    ];
    let lines = lines.iter().filter(|(_, value)| !value.is_empty());
    let lines: String = lines.map(|(name, value)| format!("{name}: {value}\n")).collect();
    format!("{}, Bericht {about}\n\n{lines}", text("/koerperschaft"))
}
