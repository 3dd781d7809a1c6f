//! Names that were probably meant: "Meinten Sie …?".

use crate::source::quoted;

/// The longest text, in bytes, that can be a misspelt name.
const LONGEST_NAME: usize = 200;

/// The nearest of some names, for "meinten Sie …"; none where all are too far or several are equally near.
pub(crate) fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > LONGEST_NAME {
        return None;
    }
    let wrong = folded(wrong);
    let looks = look(&wrong);
    // Likeness of names, from 0 to 1; no amount is anywhere near. What only looks the same is the same name.
    let likeness = |name: &str| if look(name) == looks { 1.0 } else { strsim::jaro_winkler(&wrong, name) };
    let scored = names.into_iter().map(|name| (likeness(&folded(name)), name));
    let mut near: Vec<(f64, &str)> = scored.filter(|(score, _)| *score > 0.85).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    match near.as_slice() {
        // Among equals any choice would be a guess.
        [first, second, ..] if first.0.total_cmp(&second.0).is_eq() => None,
        [first, ..] => Some(first.1),
        [] => None,
    }
}

/// A name without differences of case and of how German letters are spelt: "Groß" and "gross" are alike.
fn folded(name: &str) -> String {
    name.to_lowercase().replace('ß', "ss").replace('ä', "ae").replace('ö', "oe").replace('ü', "ue")
}

/// A folded name with letters that look like digits as those digits: "bw-1o" and "bw-10" are alike.
fn look(folded: &str) -> String {
    let digit = |c| match c {
        'o' => '0',
        'l' | 'i' => '1',
        's' => '5',
        'b' => '8',
        other => other,
    };
    folded.chars().map(digit).collect()
}

/// The mending sentence for a wrong name: the near match where there is one, else all that is allowed.
pub(crate) fn suggest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let near = nearest(wrong, names.clone()).map(|near| format!("Meinten Sie {}?", quoted(near)));
    let all: Vec<String> = names.into_iter().map(quoted).collect();
    let list = match all.len() {
        0 => Some("Die Liste ist noch leer.".into()),
        1..=24 => Some(format!("Möglich sind: {}.", all.join(", "))),
        n if near.is_none() => Some(format!("Möglich sind {n} Namen, zum Beispiel {}.", all[..5].join(", "))),
        _ => None,
    };
    [near, list].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_nearest() {
        let cases = [("BW-1O", "BW-10"), ("BW-l", "BW-1"), ("BW-IS", "BW-15"), ("BW-B", "BW-8"), ("BW-I0", "BW-10")];
        for (wrong, right) in cases {
            assert_eq!(nearest(wrong, ["BW-1", "BW-8", "BW-10", "BW-15", "BW-100"]), Some(right), "{wrong}");
        }
        assert_eq!(nearest("K-O1", ["K-01", "K-0l"]), None, "among equals any choice would be a guess");
    }

    #[test]
    fn german_letters_may_be_spelt_out() {
        assert_eq!(nearest("gross", ["gering", "mittel", "groß"]), Some("groß"));
        assert_eq!(nearest("zusaetzlich", ["eingespart", "zusätzlich", "kompensiert"]), Some("zusätzlich"));
    }
}
