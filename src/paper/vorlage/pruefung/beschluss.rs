//! The Beschlussvorschlag held against the Beratungsfolge: each body finds what it is to decide.

use std::collections::BTreeSet;

use crate::finding::{Code, Finding, nearest};
use crate::model::{Bestand, Gremium, Kennung, Located, Text, Vorlage, Zustaendigkeit};
use crate::paper::text::{Abschnitt, Gremienliste, Gremiennamen, abschnitte, unbekannte};
use crate::source::Span;

/// What the rules look at.
struct Beschluss<'a> {
    bestand: &'a Bestand,
    vorlage: &'a Located<Vorlage>,
    text: &'a Text,
    abschnitte: Vec<Abschnitt<'a>>,
}

pub(super) fn check(bestand: &Bestand, vorlage: &Located<Vorlage>, text: &Text) -> Vec<Finding> {
    let abschnitte = abschnitte(text, &Gremiennamen::of(bestand.stammdaten.gremium.iter()));
    let beschluss = Beschluss { bestand, vorlage, text, abschnitte };
    let mut findings = beschluss.ohne_absatz();
    findings.extend(beschluss.ausserhalb());
    findings.extend(beschluss.verben());
    findings
}

impl<'a> Beschluss<'a> {
    /// The bodies of the Beratungsfolge that the master list knows, each once with the position of its first step.
    fn gremien(&self) -> Vec<(usize, &'a Gremium)> {
        let mut seen = BTreeSet::new();
        let steps = self.vorlage.beratungsfolge.indexed().filter(|(_, b)| seen.insert(&b.gremium));
        let gremien = &self.bestand.stammdaten.gremium;
        steps.filter_map(|(i, b)| Some((i, gremien.iter().find(|g| g.kennung == b.gremium)?))).collect()
    }

    /// The parts that address a body, with the place of its name.
    fn an(&self, kennung: &Kennung) -> impl Iterator<Item = (&Abschnitt<'a>, Span)> {
        self.abschnitte.iter().filter_map(move |part| {
            let (_, span) = part.gremien.iter().find(|(bodies, _)| bodies.iter().any(|g| g.kennung == *kennung))?;
            Some((part, *span))
        })
    }

    /// Each body has a paragraph.
    fn ohne_absatz(&self) -> Vec<Finding> {
        let mut missing = self.gremien();
        missing.retain(|(_, gremium)| self.an(&gremium.kennung).next().is_none());
        // A misspelt name is a finding of its own, and the body that it means is not missing.
        for (_, name) in unbekannte(self.text, &Gremienliste::new(&self.bestand.stammdaten)) {
            let meant = nearest(&name, missing.iter().map(|(_, gremium)| gremium.name.as_str())).map(str::to_owned);
            missing.retain(|(_, gremium)| Some(&gremium.name) != meant.as_ref());
        }
        missing.into_iter().map(|(i, gremium)| self.fehlt(i, gremium)).collect()
    }

    fn fehlt(&self, i: usize, gremium: &Gremium) -> Finding {
        let name = &gremium.name;
        let message = format!("Der Beschlussvorschlag hat keinen Absatz für „{name}“.");
        let mend = "Ergänzen Sie den Absatz. Nennt der Text das Gremium anders, ergänzen Sie in ratsbericht.toml „auch“ um \
                    diesen Namen.";
        let span = self.vorlage.span(&format!("beratungsfolge/{i}/gremium"));
        let rolle = self.rollen(&gremium.kennung).first().map_or("", |rolle| verb_zu(*rolle));
        Finding::at(Code::RB409, span, message, mend)
            .expected(format!("ein Absatz, in dem das Gremium etwas „{rolle}“"))
    }

    /// The roles that the Beratungsfolge gives a body.
    fn rollen(&self, kennung: &Kennung) -> Vec<Zustaendigkeit> {
        self.vorlage.beratungsfolge.iter().filter(|b| b.gremium == *kennung).map(|b| b.zustaendigkeit).collect()
    }

    /// No paragraph addresses a body that the paper does not go to.
    fn ausserhalb(&self) -> Vec<Finding> {
        let folge = self.gremien();
        // A step that is not valid, or whose body is unknown, may be the one that is meant.
        if folge.is_empty() || self.unklar() {
            return Vec::new();
        }
        let inside = |bodies: &[&Gremium]| bodies.iter().any(|g| folge.iter().any(|(_, f)| f.kennung == g.kennung));
        let named = self.abschnitte.iter().flat_map(|part| &part.gremien);
        let outside = named.filter(|(bodies, _)| !inside(bodies));
        let names: Vec<String> = folge.iter().map(|(_, g)| format!("„{}“", g.name)).collect();
        outside.filter_map(|(bodies, span)| Some(fremd(bodies.first()?, *span, &names.join(", ")))).collect()
    }

    fn unklar(&self) -> bool {
        let folge = &self.vorlage.beratungsfolge;
        let known = |kennung: &Kennung| self.bestand.stammdaten.gremium.iter().any(|g| g.kennung == *kennung);
        folge.len() < self.vorlage.count("beratungsfolge") || !folge.iter().all(|b| known(&b.gremium))
    }

    /// The verbs for a body fit one of its roles.
    fn verben(&self) -> Vec<Finding> {
        self.gremien().into_iter().filter_map(|(_, gremium)| self.falsches_verb(gremium)).collect()
    }

    fn falsches_verb(&self, gremium: &Gremium) -> Option<Finding> {
        let rollen = self.rollen(&gremium.kennung);
        let parts: Vec<(&Abschnitt<'_>, Span)> = self.an(&gremium.kennung).collect();
        let verben: Vec<(Zustaendigkeit, Span)> = parts.iter().flat_map(|(part, _)| part.verben.clone()).collect();
        if verben.iter().any(|(rolle, _)| rollen.contains(rolle)) {
            return None;
        }
        let (rolle, (_, name)) = (rollen.first()?, parts.first()?);
        let role = rolle.text();
        let mend = "Ändern Sie das Verb, oder berichtigen Sie die Zuständigkeit in der Beratungsfolge.";
        let finding = match verben.first() {
            Some((_, span)) => {
                let word = self.text.markdown.get(span.start..span.end).unwrap_or_default();
                let message = format!("„{word}“ passt nicht: „{}“ hat die Zuständigkeit „{role}“.", gremium.name);
                Finding::at(Code::RB411, *span, message, mend).found(format!("„{word}“"))
            }
            None => {
                let message = format!("Der Absatz für „{}“ hat kein Verb zur Zuständigkeit „{role}“.", gremium.name);
                Finding::at(Code::RB411, *name, message, mend)
            }
        };
        Some(finding.expected(verben_zu(*rolle)))
    }
}

fn fremd(gremium: &Gremium, span: Span, folge: &str) -> Finding {
    let message =
        format!("Der Absatz wendet sich an das Gremium „{}“, das nicht in der Beratungsfolge steht.", gremium.name);
    let mend = "Ergänzen Sie das Gremium in der Beratungsfolge, oder nennen Sie im Absatz das richtige.";
    Finding::at(Code::RB410, span, message, mend).expected(format!("eines von {folge}"))
}

/// What a body with a role does, at the end of a clause.
fn verb_zu(rolle: Zustaendigkeit) -> &'static str {
    match rolle {
        Zustaendigkeit::Kenntnisnahme => "zur Kenntnis nimmt",
        Zustaendigkeit::Anhoerung => "empfiehlt",
        Zustaendigkeit::Entscheidung => "beschließt",
    }
}

/// The verbs that suit a role.
fn verben_zu(rolle: Zustaendigkeit) -> &'static str {
    match rolle {
        Zustaendigkeit::Kenntnisnahme => "„nimmt … zur Kenntnis“",
        Zustaendigkeit::Anhoerung => "„empfiehlt“",
        Zustaendigkeit::Entscheidung => "ein Verb der Entscheidung wie „beschließt“, „beauftragt“ oder „stimmt … zu“",
    }
}
