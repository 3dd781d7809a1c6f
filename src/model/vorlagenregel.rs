//! How a municipality makes its papers: their numbers, their kinds and forms, and what bodies do with them.

use super::{Items, Nummernmuster, Vorlageart, Zustaendigkeit};

record! {
    /// How the papers of a municipality are numbered, and which forms they have.
    pub struct Vorlagenregel = "Vorlagen" {
        nummer: Items<Nummernmuster> = "Muster der Vorlage-Nr; sonst {Einheit}/{Nummer:####}/{Wahlperiode:WP##}[-{Folge}]",
        finanzen: Option<bool> = "ob Vorlagen den Vordruck Finanzielle Auswirkungen haben; sonst ja",
        klimarelevanz: Option<bool> = "ob Vorlagen den Vordruck Klimarelevanz haben; sonst ja",
    }
}

record! {
    /// A kind of paper of the municipality.
    pub struct EigeneVorlageart = "Vorlageart" {
        name: String = "Art, wie sie auf dem Deckblatt steht: Beschlussvorlage",
        gilt_als: Vorlageart = "welcher Art des Vordrucks sie entspricht",
        finanzen: Option<bool> = "ob Vorlagen dieser Art den Vordruck Finanzielle Auswirkungen haben; sonst wie bei allen Vorlagen",
        klimarelevanz: Option<bool> = "ob Vorlagen dieser Art den Vordruck Klimarelevanz haben; sonst wie bei allen Vorlagen",
    }
}

record! {
    /// What a body of the municipality does with a paper.
    pub struct EigeneZustaendigkeit = "eigene Zuständigkeit" {
        name: String = "Zuständigkeit, wie sie in der Beratungsfolge steht: Vorberatung",
        gilt_als: Zustaendigkeit = "welcher Zuständigkeit des Vordrucks sie entspricht",
    }
}
