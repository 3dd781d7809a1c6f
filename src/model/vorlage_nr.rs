//! The number of a Vorlage.

use super::kennung::{Kennung, slug};
use super::record::{Decode, Kind, Shape};
use crate::finding::{Code, Finding, Log};
use crate::source::Node;

/// A number such as `FB 02/0022/WP18` or, for a follow-up, `FB 20/0042/WP16-2` [form].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VorlageNr {
    /// The unit that is in charge: `FB 02`, `E 46/47`, `Dez. I`.
    pub einheit: String,
    /// The four digits.
    pub laufend: String,
    /// The term of the council: `WP18`.
    pub wahlperiode: Kennung,
    /// The number of the follow-up, from 1; `None` for the first paper.
    pub folge: Option<u32>,
}

impl VorlageNr {
    /// Reads `<Einheit>/<4 digits>/WP<nn>[-<k>]`; `None` where the text is no such number.
    pub fn parse(text: &str) -> Option<Self> {
        let (rest, last) = text.rsplit_once('/')?;
        let (einheit, laufend) = rest.rsplit_once('/')?;
        let (wahlperiode, folge) = match last.split_once('-') {
            Some((wahlperiode, folge)) => {
                (wahlperiode, Some(folge.parse::<u32>().ok().filter(|k| *k > 0 && k.to_string() == folge)?))
            }
            None => (last, None),
        };
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        let valid = digits(laufend, 4) && digits(wahlperiode.strip_prefix("WP")?, 2);
        Kennung::parse(einheit)?;
        valid.then_some(Self {
            einheit: einheit.to_owned(),
            laufend: laufend.to_owned(),
            wahlperiode: Kennung::parse(wahlperiode)?,
            folge,
        })
    }

    /// The number as part of a file name: `fb-02-0022-wp18`.
    pub fn slug(&self) -> String {
        slug(&self.to_string())
    }
}

impl std::fmt::Display for VorlageNr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.einheit, self.laufend, self.wahlperiode)?;
        self.folge.map_or(Ok(()), |k| write!(f, "-{k}"))
    }
}

impl Decode for VorlageNr {
    fn shape() -> Shape {
        Shape::single(
            Kind::Pattern(r"^[\p{L}\p{N}][\p{L}\p{N} ._/-]*/[0-9]{4}/WP[0-9]{2}(-[1-9][0-9]*)?$"),
            "eine Vorlage-Nr wie FB 02/0022/WP18 oder FB 20/0042/WP16-2",
        )
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let text = String::decode(node, log)?;
        Self::parse(&text).or_else(|| {
            let mend = "Schreiben Sie Einheit, vier Ziffern und Wahlperiode (WP und zwei Ziffern), getrennt durch Schrägstriche.";
            let finding = Finding::at(Code::RB017, node.span, "Die Vorlage-Nr ist ungültig.", mend);
            log.reject(finding.expected(Self::shape().describe()).found(node.describe()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_numbers_are_read_and_printed() {
        let real = ["FB 02/0022/WP18", "Dez. I/0004/WP18", "E 46/47/0011/WP18", "BA 6/0051/WP18", "FB 20/0042/WP16-2"];
        for text in real {
            let number = VorlageNr::parse(text).map(|n| n.to_string());
            assert_eq!(number.as_deref(), Some(text));
        }
        for bad in [
            "FB 02/22/WP18",
            "FB 02/0022",
            "FB 02/0022/18",
            "FB 02/0022/WP18-0",
            "FB 02/0022/WP18-01",
            "FB 02/0022/WP18-+1",
            "/0022/WP18",
        ] {
            assert_eq!(VorlageNr::parse(bad), None, "{bad}");
        }
    }
}
