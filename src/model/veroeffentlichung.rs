//! Where papers are published: the section `[veroeffentlichung]` of the configuration.

record! {
    /// Where the public finds the papers, and what catalogues are told of the municipality.
    pub struct Veroeffentlichung = "Veröffentlichung" {
        basis_url: Option<String> = "Adresse, unter der der Ordner „oeffentlich“ ausgeliefert wird: https://ratsinfo.musterstadt.example/",
        webseite: Option<String> = "Adresse der Webseite der Verwaltung",
        lizenz: Option<String> = "Adresse der Lizenz; sonst die Datenlizenz Deutschland – Namensnennung 2.0",
        ags: Option<String> = "Amtlicher Gemeindeschlüssel, acht Ziffern",
        kontakt: Option<String> = "E-Mail-Adresse für Fragen zu den Daten",
        katalog: Option<String> = "Kennung des Datenbereitstellers im Katalog von GovData (dcatde:contributorID)",
    }
}
