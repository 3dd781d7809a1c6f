//! Rules on Klimarelevanz, energy and factors.

macro_rules! climate {
    ([$next:ident $($rest:ident)*] $($before:tt)*) => { $next! { [$($rest)*] $($before)*

    RB301 Error: "Klimarelevanz „keine“ mit weiteren Angaben", "Vordruck Klimarelevanz",
        "Hat die Maßnahme keine Relevanz für den Klimaschutz, bleiben die Zeilen zu Effekt, Einsparung, Erhöhung \
         und Kompensation leer.";
    RB302 Error: "Einsparung und Erhöhung passen nicht zur Relevanz", "Vordruck Klimarelevanz",
        "Eine Einsparung gehört zu einer positiven, eine Erhöhung zu einer negativen Relevanz.";
    RB303 Error: "Effekt und Größenordnung nennen verschiedene Klassen", "Vordruck Klimarelevanz",
        "Der Effekt in Zeile 2 und die angekreuzte Größenordnung der Einsparung oder Erhöhung sind dieselbe Klasse.";
    RB304 Error: "Kompensation ohne zusätzliche Emissionen", "Vordruck Klimarelevanz",
        "Ausgleichen lassen sich nur zusätzliche Emissionen. Bei einer positiven Maßnahme gibt es keine.";
    RB305 Error: "Effekt auf die CO2-Emissionen fehlt", "Vordruck Klimarelevanz: je Zeile genau ein Kreuz",
        "Zeile 2 des Vordrucks braucht genau ein Kreuz, wenn die Maßnahme Relevanz hat.";
    RB306 Warning: "Klimarelevanz auf dem Deckblatt passt nicht zum Vordruck", "Vordruck Klimarelevanz",
        "Das Deckblatt sagt unter Ziele, was Zeile 1 des Vordrucks sagt. Die Zeile wird von selbst gedruckt; von \
         Hand gehört sie nicht zu den Zielen.";
    RB307 Warning: "Grenzen der CO2-Klassen galten noch nicht", "Stammdaten: Klimaparameter",
        "Die Grenzen der Klassen gelten ab einem Tag. Die Vorlage oder der Bericht ist älter.";
    RB308 Error not waivable: "Energieträger hat keinen Emissionsfaktor", "Klimarelevanz: Tabelle faktoren",
        "Aus einer Energiemenge werden erst mit einem Faktor Tonnen CO2. Ohne ihn fehlte die Menge in der Summe, und niemand sähe es.";
    RB309 Error not waivable: "Emissionsfaktor gilt für eine andere Einheit", "Klimarelevanz: Heizwert (Hi) und Brennwert (Hs)",
        "Eine Kilowattstunde nach dem Brennwert ist weniger als eine nach dem Heizwert. Einheiten werden deshalb nie stillschweigend ineinander umgerechnet; nur MWh und kWh gehören zusammen.";
    RB310 Error not waivable: "Emissionsfaktor hat eine andere Systemgrenze", "Stammdaten: Klimaparameter",
        "Faktoren mit und ohne Vorkette sind verschieden groß. In einer Summe vermischt, ergäben sie eine Zahl ohne Bedeutung.";
    RB311 Error not waivable: "Kein Emissionsfaktor gilt am Tag des Papiers", "Klimarelevanz: Wahl des Faktors",
        "Ein Papier rechnet mit Faktoren, die an seinem Tag galten und für ein Jahr davor ermittelt sind, und nicht mit unsichereren als eingestellt.";
    RB312 Warning: "Energiemenge ist 0", "Klimarelevanz: Tabelle energie",
        "Eine Menge von 0 ändert nichts. Meist ist sie ein Platzhalter, der noch gefüllt werden sollte.";
    RB313 Error not waivable: "Nutzungsjahre liegen nicht zwischen 1 und 100", "Klimarelevanz: Mittel über die Nutzungsjahre",
        "Die Emissionen werden über die Jahre der Nutzung gemittelt. Ohne Jahre geht das nicht, und nach mehr als hundert ist nichts mehr in Betrieb.";
    RB314 Warning: "Kreuz weicht von der Berechnung ab", "Vordruck Klimarelevanz",
        "Nennt die Vorlage Projekte mit Energiemengen, folgen die Kreuze zu Klimaschutz, Effekt, Größenordnung und Kompensation aus ihnen. Gedruckt wird das berechnete Kreuz.";
    RB315 Warning: "Emissionsfaktor ist ungewöhnlich groß", "Klimarelevanz: Tabelle faktoren",
        "Quellen nennen Faktoren oft in Gramm, die Tabelle führt Kilogramm. Ein Komma an der falschen Stelle macht aus einer geringen Wirkung eine große.";
    RB316 Error: "Zwei Emissionsfaktoren für dasselbe", "Klimarelevanz: Tabelle faktoren",
        "Für einen Energieträger, eine Einheit, ein Jahr und eine Systemgrenze gilt an einem Tag genau ein Faktor. Sonst hinge das Ergebnis davon ab, in welcher Zeile er steht.";
    RB317 Warning: "Emissionsfaktor für t CO2", "Klimarelevanz: Tabelle faktoren",
        "Eine Menge in t CO2 ist schon das Ergebnis und braucht keinen Faktor. Vermutlich ist die Einheit falsch.";
    RB318 Warning: "Energiemengen ohne Vordruck Klimarelevanz", "Vordruck Klimarelevanz",
        "Die Vorlage nennt Projekte, die Emissionen sparen oder verursachen, sagt dem Rat davon aber nichts.";
    RB319 Hint: "Klimarelevanz zählt nicht alle genannten Projekte", "Vordruck Klimarelevanz",
        "Die Kreuze folgen aus den Projekten mit Energiemengen. Wer nur die Kreuze sieht, hält sie für das Ergebnis aller genannten Projekte; deshalb nennt die Herleitung die übrigen.";
    RB320 Warning: "Energiepreis ist ungewöhnlich hoch", "Herleitung: Tabelle energiepreise",
        "Verträge nennen Preise oft in Cent, die Tabelle führt Euro. Die Herleitung druckte sonst das Hundertfache dessen, was die Energie kostet.";
    } };
}
