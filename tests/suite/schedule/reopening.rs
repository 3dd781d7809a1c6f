//! A closed period is taken back whole, with its reason, or not at all, whichever step is the last.

use ratsbericht::model::Zeitraum;
use ratsbericht::schedule::reopening::{Kept, take_back};

use super::fake::KOERPERSCHAFT;
use super::loss::Loss;

const CLOSED: &str = "abschluesse/2020-Q4.json";

fn period(kennung: &str) -> Zeitraum {
    Zeitraum::parse(kennung).expect("a period")
}

/// A disk with closed periods, and nothing else.
fn closed(kennungen: &[&str]) -> Loss {
    let disk = Loss::default();
    disk.tamper("abschluesse", None);
    for kennung in kennungen {
        disk.tamper(&format!("abschluesse/{kennung}.json"), Some(kennung.as_bytes()));
    }
    disk
}

#[test]
fn whichever_step_is_the_last_the_period_is_closed_or_put_aside_with_its_reason() {
    for (step, keeps) in (0..20).flat_map(|step| [(step, false), (step, true)]) {
        let disk = closed(&["2020-Q4"]);
        disk.die_at(step);
        let done = take_back(&disk, KOERPERSCHAFT, period("2020-Q4"), "Grund").is_ok();
        disk.kill();
        disk.lose_power(|| keeps);
        if !disk.files().contains_key(CLOSED) {
            let kept: Vec<(String, Vec<u8>)> = disk.files().into_iter().collect();
            let aside = |name: &str, text: &str| {
                (format!("abschluesse/zurueckgenommen/2020-Q4/{name}"), text.as_bytes().to_vec())
            };
            assert_eq!(kept, [aside("2020-Q4.json", "2020-Q4"), aside("grund.txt", "Grund")], "step {step}");
            continue;
        }
        assert!(!done, "what is said to be done is on disk, step {step}");
        let again = take_back(&disk, KOERPERSCHAFT, period("2020-Q4"), "Grund").expect("a disk");
        assert!(again.is_ok(), "{again:?}, step {step}");
        assert!(!disk.files().contains_key(CLOSED));
    }
}

#[test]
fn a_period_is_taken_back_as_often_as_it_is_closed_and_nothing_is_written_over() {
    let disk = closed(&["2020-Q4"]);
    for folder in ["2020-Q4", "2020-Q4-2", "2020-Q4-3"] {
        let done = take_back(&disk, KOERPERSCHAFT, period("2020-Q4"), folder).expect("a disk");
        assert_eq!(done, Ok(format!("abschluesse/zurueckgenommen/{folder}")));
        disk.tamper(CLOSED, Some(b"2020-Q4"));
    }
    assert_eq!(disk.files().len(), 7);
}

#[test]
fn what_another_period_rests_on_stays() {
    for (all, kept) in [
        (&["2020-Q4", "2021-Q1"][..], Some("2021-Q1")),
        // What is before it, or of another length, does not compare with it.
        (&["2020-Q4", "2020-Q3", "2021", "2021-H1"][..], None),
    ] {
        let disk = closed(all);
        let done = take_back(&disk, KOERPERSCHAFT, period("2020-Q4"), "Grund").expect("a disk");
        assert_eq!(done.err(), kept.map(|later| Kept::Later(period("2020-Q4"), period(later))));
        assert_eq!(disk.files().contains_key(CLOSED), kept.is_some());
    }
    let nothing = take_back(&closed(&[]), KOERPERSCHAFT, period("2020-Q4"), "Grund").expect("a disk");
    assert_eq!(nothing, Err(Kept::Open(period("2020-Q4"))));
}
