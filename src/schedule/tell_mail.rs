//! A message as a mail, for commands that take one as `sendmail -t -i` does.

use mail_builder::MessageBuilder;
use mail_builder::headers::raw::Raw;
use serde_json::Value;

use crate::model::{datum, day};

/// The mail of a message at a time in seconds since 1970: text without attachment, and the key as its name, so that a second
/// one can be seen to be the same.
pub fn mail(message: &Value, time: i64) -> Vec<u8> {
    let text = |path: &str| message.pointer(path).and_then(Value::as_str).unwrap_or_default();
    let about = format!("{}/{}: {}", text("/bericht"), text("/zeitraum"), text("/ereignis"));
    let mark = if message["probe"] == true { "Probe: " } else { "" };
    let built = MessageBuilder::new()
        .to(text("/empfaenger"))
        .subject(format!("{mark}{about} ({})", text("/koerperschaft")))
        .message_id(format!("{}@ratsbericht", text("/schluessel")))
        .date(time)
        .header("Auto-Submitted", Raw::new("auto-generated"))
        .text_body(body(message, &about));
    // Writing to memory cannot fail.
    built.write_to_vec().unwrap_or_default()
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
