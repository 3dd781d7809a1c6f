//! Rules on figures and the reports that print them.

macro_rules! figures {
    ([$next:ident $($rest:ident)*] $($before:tt)*) => { $next! { [$($rest)*] $($before)*

    RB601 Error after RB101 RB102 RB106: "Kennzahlen gehen nicht auf", "Identität K0 + K1 = K2 + K3 + K3b + K5 + K6",
        "Die Kennzahlen müssen aufgehen: Bestand und begonnene Projekte sind zusammen so viele wie beendete, \
         laufende und pausierte. Tun sie es nicht, liegt ein Fehler im Programm vor.";
    RB602 Warning: "Daten eines Papiers sind zu alt", "Stammdaten: Datenalter",
        "Jeder Abschnitt druckt den Tag, von dem seine Daten sind. Sind sie älter, als die Körperschaft zulässt, liest der Rat \
         einen Stand, der vielleicht nicht mehr gilt.";
    RB603 Hint: "Zeilen sind nach dem Datenstand erfasst", "Spalte „Erfasst am“",
        "Ein Papier zählt, was bis zu seinem Datenstand erfasst war. Was später erfasst ist, fehlt ihm, auch wenn es schon \
         vorher galt; wie viel das ist, druckt es selbst.";
    RB604 Error: "Der Datenstand lässt zu viel weg", "Stammdaten: Datenstand",
        "Sind die meisten Angaben erst nach dem Datenstand erfasst, ist das Papier leer, ohne dass es jemand merkt. Meist steht \
         unter „Erfasst am“ der Tag, an dem eine neue Liste abgetippt wurde.";
    RB605 Hint: "Zeile ohne Tag der Erfassung", "Spalte „Erfasst am“",
        "Eine Zeile ohne „Erfasst am“ gilt als von Anfang an bekannt und zählt auch in früheren Berichten. Bei der ersten \
         Füllung ist das richtig, bei einer Zeile, die später dazukam, meist nicht.";
    RB606 Warning: "Zeitraum liegt vor allen Daten", "Zeitraum des Papiers",
        "Ein Papier über eine Zeit, zu der kein Projekt erfasst ist, zählt lauter Nullen und liest sich, als gäbe es nichts zu \
         berichten. Meist ist der Zeitraum vertippt.";
    RB610 Error: "Zeitraum oder Turnus eines Berichts fehlt oder ist doppelt", "Felder des Berichts",
        "Ein einzelner Bericht hat Zeitraum und Datum. Ein Bericht, der immer wieder erscheint, hat einen Turnus, aus dem beides \
         für jeden Zeitraum folgt. Beides zugleich ließe offen, was gilt.";
    RB611 Error: "Abschluss ist nicht, wie er geschrieben wurde", "Abschlüsse: abschluesse/",
        "Ein Abschluss hält fest, was veröffentlicht wurde. Wird er geändert, vergleicht der nächste Bericht mit Zahlen, die nie \
         veröffentlicht waren.";
    RB612 Warning: "Ein Zeitraum ist nicht oder ohne diesen Bericht abgeschlossen", "Abschlüsse: abschluesse/",
        "Fehlt zwischen abgeschlossenen Zeiträumen einer, oder der direkt vor dem Bericht, oder steht der Bericht nicht darin, so \
         vergleicht der Bericht nicht oder seine Entwicklung hat eine Lücke.";
    RB613 Warning: "Regel galt am Stichtag noch nicht", "Stammdaten: gueltig_ab",
        "Ampel und Schwelle des Erledigungsstands gelten ab einem Tag. Ein Bericht auf einen früheren Stichtag spräche von \
         einer Regel, die es damals nicht gab.";
    RB614 Warning: "Abschluss ist von einer anderen Körperschaft", "Abschlüsse: abschluesse/",
        "Verglichen wird nur mit dem, was dieselbe Körperschaft abgeschlossen hat.";
    RB620 Warning: "Termin für einen Bericht, den es nicht gibt", "Stammdaten: termin",
        "Ein Termin nennt den Ordner eines Berichts. Fehlt der Ordner oder heißt er anders, entstünde der Bericht nie.";
    RB621 Warning: "„seit“ passt nicht zum Bericht", "Stammdaten: termin",
        "Ab „seit“ ist jede Ausgabe verlangt. Der Zeitraum muss so lang sein wie die des Berichts, also seinem Turnus folgen; sonst \
         gäbe es keine einzige Ausgabe.";
    RB622 Warning: "Zwei Termine für einen Bericht", "Stammdaten: termin",
        "Jeder Bericht hat einen Termin. Bei zweien bliebe offen, welche Frist gilt.";
    RB623 Warning: "Der Ordner des Berichts hieß vielleicht anders", "Stammdaten: termin, Abschlüsse",
        "Für denselben Turnus und dieselbe Auswahl ist ein Bericht eines anderen Ordners abgeschlossen, den es nicht mehr gibt. Wurde der \
         Ordner umbenannt, ist der Bericht sonst ein zweites Mal verlangt.";
    RB624 Warning: "Abschluss, wo nur gelesen wird", "Stammdaten: termin",
        "Ein Abschluss liegt im Arbeitsordner. Mit --state schreibt ein Lauf dort nichts, legt Berichte also ab, ohne Zeiträume \
         abzuschließen.";
    RB625 Warning: "Verlangter Bericht ist ein Entwurf", "Stammdaten: termin, Felder des Berichts: Stand",
        "Was abgelegt und abgeschlossen ist, ändert sich nicht mehr. Ein Entwurf wird deshalb weder abgelegt noch abgeschlossen.";
    } };
}
