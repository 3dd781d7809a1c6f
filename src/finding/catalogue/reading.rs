//! Rules on files and fields.

macro_rules! reading {
    ([$next:ident $($rest:ident)*] $($before:tt)*) => { $next! { [$($rest)*] $($before)*

    RB001 Error: "Datei fehlt oder ist nicht lesbar", "Aufbau des Arbeitsordners",
        "Eine Datei, die der Arbeitsordner haben muss oder die eine Vorlage nennt, ist nicht da oder lässt sich \
         nicht lesen. Ohne sie wäre das Papier unvollständig.";
    RB002 Error: "Datei ist nicht in UTF-8 gespeichert", "Aufbau des Arbeitsordners",
        "Umlaute stimmen nur, wenn Programm und Editor dieselbe Kodierung verwenden. Texte, JSON und TOML werden \
         deshalb nur in UTF-8 gelesen; bei CSV wird auch Windows-1252 erkannt.";
    RB003 Error: "Datei ist nicht richtig aufgebaut", "Regeln für JSON, TOML und CSV",
        "Die Datei folgt nicht den Regeln ihres Formats, zum Beispiel fehlt ein Komma oder ein Anführungszeichen. \
         Was dahinter steht, kann erst nach der Berichtigung geprüft werden.";
    RB004 Error: "Feld steht doppelt", "RFC 8259",
        "Ein Feld oder eine Spalte steht zweimal da. Welche der beiden Angaben gilt, kann niemand wissen.";
    RB005 Error: "Feld ist unbekannt", "Felder der Tabelle",
        "Ein Feld oder eine Spalte hat einen Namen, den die Tabelle nicht kennt. Ohne Meldung ginge die Angabe \
         verloren, etwa wegen eines Tippfehlers im Namen.";
    RB006 Error: "Pflichtfeld fehlt", "Felder der Tabelle",
        "Eine Angabe fehlt, ohne die das Papier nicht stimmen kann.";
    RB007 Error: "Wert hat die falsche Art", "Felder der Tabelle",
        "Der Wert hat nicht die Art, die das Feld verlangt, zum Beispiel ein Text statt einer Zahl oder ein „?“ \
         statt eines Betrags.";
    RB008 Error: "Datum ist ungültig", "Felder der Tabelle",
        "Den Tag gibt es nicht, er ist unvollständig, oder er liegt außerhalb der Jahre 1900 bis 2199.";
    RB009 Error: "Betrag ist nicht auf den Cent genau", "Beträge sind centgenau (KomHVO NRW)",
        "Beträge werden auf den Cent genau gerechnet. Mehr als zwei Nachkommastellen wären eine Rundung, die \
         niemand beschlossen hat.";
    RB010 Error: "Wert liegt außerhalb des Erlaubten", "Felder der Tabelle",
        "Der Wert ist lesbar, liegt aber außerhalb dessen, was das Feld zulässt.";
    RB011 Error: "Wert steht nicht in der geschlossenen Liste", "Vordruck",
        "Das Feld kennt nur bestimmte Wörter, wie sie auf dem Vordruck stehen. Ein anderes Wort ließe sich nicht \
         ankreuzen.";
    RB012 Error: "Kennung ist ungültig", "Felder der Tabelle",
        "Kennungen verbinden Tabellen und werden zu Dateinamen. Deshalb bestehen sie nur aus wenigen, sicheren \
         Zeichen.";
    RB013 Error: "Zeichen ist nicht druckbar", "PDF/A-3a, PDF/UA-1",
        "Das Zeichen ist unsichtbar, steuert die Schreibrichtung oder fehlt in der Schrift. Ein barrierefreies PDF \
         darf es nicht enthalten.";
    RB014 Error: "Text ist leer", "Felder der Tabelle",
        "Ein leerer Text sieht gedruckt wie ein Versehen aus. Ein freiwilliges Feld lässt man ganz weg.";
    RB015 Error: "Datensatz steht doppelt", "Kennungen sind eindeutig",
        "Zwei Datensätze haben dieselbe oder eine zum Verwechseln ähnliche Kennung. Verweise wären mehrdeutig, \
         Summen würden doppelt gezählt.";
    RB016 Error: "Kennung ist unbekannt", "Verweise zwischen den Tabellen",
        "Ein Datensatz verweist auf eine Kennung, die es nicht gibt. Er fiele aus allen Auswertungen heraus.";
    RB017 Error: "Vorlage-Nr ist ungültig", "Vordruck: Einheit/0000/WPnn, oder Stammdaten: Muster der Vorlage-Nr",
        "Ohne eigenes Muster in den Einstellungen besteht die Vorlage-Nr aus Einheit, vier Ziffern und Wahlperiode, bei einer Folgevorlage mit angehängter \
         Nummer: FB 20/0042/WP16-2.";
    RB018 Warning: "Datei gehört zu keiner Tabelle", "Aufbau des Arbeitsordners",
        "Die Datei oder der Ordner wird nicht gelesen. Meist ist der Name falsch geschrieben.";
    RB019 Hint: "Tabelle fehlt und gilt als leer", "Aufbau des Arbeitsordners",
        "Die Tabelle fehlt und gilt als leer. Das ist erlaubt, soll aber auffallen, falls sie nur vergessen wurde.";
    RB020 Hint: "CSV-Datei ist in Windows-1252 gespeichert", "Aufbau des Arbeitsordners",
        "Die Datei ist nicht in UTF-8 gespeichert, lässt sich aber als Windows-1252 lesen, wie es ältere \
         Tabellenprogramme schreiben. Prüfen Sie, ob die Umlaute stimmen.";
    RB021 Error: "Tabelle oder Text liegt mehrfach vor", "Aufbau des Arbeitsordners",
        "Eine Tabelle steht in genau einer Datei oder auf einem Blatt, ein Text in einer Datei. Liegt sie zweimal vor, ist \
         offen, welche Fassung gilt.";
    RB022 Warning: "Blatt gehört zu keiner Tabelle", "Aufbau des Arbeitsordners",
        "Der Name des Blattes entspricht keiner Tabelle; es wird nicht gelesen. Eigene Blätter sind erlaubt; wer sie in der \
         Einstellung „tabellen.eigene_blaetter“ nennt, sieht die Warnung nicht.";
    RB023 Error: "Zellen sind verbunden", "Aufbau des Arbeitsordners",
        "In verbundenen Zellen steht der Wert nur in der ersten; die übrigen sind leer. Ob er für alle gelten soll, \
         kann niemand wissen.";
    RB024 Warning: "Zeile, Spalte oder Blatt ist ausgeblendet", "Aufbau des Arbeitsordners",
        "Ausgeblendete Zeilen, Spalten und Blätter werden gelesen und gezählt wie alle anderen. Das soll niemanden \
         überraschen.";
    RB025 Error: "Zeile wiederholt die Kopfzeile", "Aufbau des Arbeitsordners",
        "Unter den Daten steht noch einmal eine Kopfzeile. Sie wäre ein Datensatz ohne Sinn.";
    RB026 Warning: "Leere Zeile zwischen Datensätzen", "Aufbau des Arbeitsordners",
        "Zwischen den Datensätzen steht eine leere Zeile. Sie wird übergangen; vielleicht fehlt dort aber etwas.";
    RB027 Error: "Zelle hat keinen gültigen Wert", "Aufbau des Arbeitsordners",
        "Die Zelle zeigt einen Fehler wie #BEZUG! oder #DIV/0!, oder ihre Formel wurde nie berechnet. Gelesen wird \
         stets der zuletzt gespeicherte Wert.";
    RB028 Error: "Datei ist zu umfangreich", "Grenzen des Programms",
        "Die Datei ist größer, als eine Tabelle einer Stadtverwaltung je wird, oder sie entpackt sich zu einer \
         solchen Größe. Sie wird nicht gelesen, damit der Rechner nicht stehen bleibt.";
    RB029 Error: "Arbeitsmappe ist nicht lesbar", "Aufbau des Arbeitsordners",
        "Die Datei ist keine gültige Arbeitsmappe, ist mit einem Kennwort geschützt oder beschädigt.";
    RB030 Error: "Kopfzeile fehlt", "Aufbau des Arbeitsordners",
        "In der ersten Zeile einer Tabelle stehen die Namen der Spalten. Ohne sie ist offen, was die Werte \
         bedeuten.";
    RB031 Hint: "Weitere Befunde sind nicht aufgeführt", "Grenzen des Programms",
        "Eine Datei hat sehr viele Befunde, oder sehr viele Dateien oder Ordner haben denselben. Aufgeführt sind die \
         ersten; nach deren Berichtigung zeigt der nächste Lauf die übrigen.";
    RB032 Error: "Logo ist nicht verwendbar", "Gestaltung der Papiere",
        "Das Logo steht auf jedem Deckblatt und liegt jedem PDF bei. Es muss ein vollständiges SVG oder PNG sein und darf \
         nichts von außen laden und kein Programm enthalten.";
    RB033 Warning: "Akzentfarbe ist zu hell", "WCAG 2.1, Erfolgskriterium 1.4.3",
        "Schrift und Linien in einer hellen Farbe sind auf weißem Papier schlecht zu lesen. Gefordert ist ein Kontrast von \
         4,5 zu 1; die Papiere dunkeln eine hellere Farbe ab und sehen dann anders aus als gewünscht.";
    RB034 Error: "Schrift ist nicht lesbar", "Gestaltung der Papiere",
        "Die Datei im Ordner „gestaltung/schriften“ ist keine Schrift oder beschädigt. Das PDF muss jede Schrift einbetten.";
    RB035 Warning: "Schriftfamilie ist unbekannt", "Gestaltung der Papiere",
        "Keine der Schriften hat diesen Familiennamen. Die Papiere werden deshalb in der eingebauten Schrift gesetzt.";
    RB036 Warning: "Druckvorlage ist unbekannt", "Gestaltung der Papiere",
        "Die Datei im Ordner „druckvorlagen“ heißt nicht wie eine der eingebauten Druckvorlagen und wird nicht gelesen. \
         Meist ist der Name falsch geschrieben, oder sie liegt im falschen Ordner.";
    RB037 Error: "Eigene Druckvorlage ist fehlerhaft", "Gestaltung der Papiere",
        "Eine Druckvorlage des Arbeitsordners lässt sich nicht verwenden. Ohne die Datei gilt wieder die eingebaute.";
    RB038 Error: "Einheit passt nicht zur Spalte", "Felder der Tabelle",
        "Die Zelle oder der Spaltenname nennt Tausend Euro, eine fremde Währung oder eine andere Einheit. Beträge stehen in \
         vollen Euro; gespeichert ist nur die Zahl, und sie wäre um ein Vielfaches falsch.";
    RB039 Hint: "Datum zeigt keinen Tag", "Felder der Tabelle",
        "Die Zelle zeigt nur Monat oder Jahr; gespeichert ist trotzdem ein Tag, meist der erste des Monats. Gerechnet wird mit \
         diesem Tag.";
    RB040 Warning: "Zeile oder Zelle ist durchgestrichen", "Aufbau des Arbeitsordners",
        "Durchgestrichenes wird gelesen und gezählt wie alles andere. Wer streicht, meint aber oft, dass es nicht mehr gilt.";
    RB041 Error: "Zelle enthält ein Wort für „kein Wert“", "Felder der Tabelle",
        "Fachverfahren und Datenbanken schreiben beim Export Wörter wie NULL oder nan in leere Felder. Gedruckt wären sie \
         ein Fehler, und eine leere Zelle sagt dasselbe.";
    RB042 Error: "Text enthält Reste eines anderen Programms", "Felder der Tabelle",
        "Beim Export oder Kopieren sind Formelzeichen, HTML oder ein Hochkomma im Text stehen geblieben. Sie würden mit gedruckt.";
    RB043 Error: "Text ist falsch entschlüsselt", "Felder der Tabelle",
        "Die Datei wurde in einer Kodierung gespeichert und in einer anderen gelesen; aus Umlauten wurden Zeichenfolgen wie Ã¼.";
    RB044 Warning: "Tag ist offenbar ein Platzhalter", "Felder der Tabelle",
        "Programme füllen ein leeres Datum mit dem ersten oder letzten Tag, den sie kennen, etwa 01.01.1900 oder 01.01.1970. \
         Fristen und Laufzeiten wären damit falsch.";
    RB045 Error: "Zeile ist kein Datensatz", "Aufbau des Arbeitsordners",
        "Summenzeilen, Fußnoten und verirrte Zeichen gehören nicht in eine Tabelle: Jede Zeile ist ein Datensatz, und Summen \
         werden gerechnet.";
    RB046 Error: "Eine Spalte je Jahr", "Felder der Tabelle",
        "Die Tabelle hat eine Zeile je Jahr. Mit einer Spalte je Jahr lässt sich nicht sagen, welche Angaben zu welchem \
         Jahr gehören.";
    RB047 Warning: "Prozentzahl ist vielleicht ein Anteil", "Felder der Tabelle",
        "Prozentzahlen stehen in Prozent: 60, nicht 0,6. Ein Wert unter 1 ohne Prozentzeichen ist meist ein Anteil und \
         wäre um das Hundertfache zu klein.";
    RB048 Error: "Vordruck ist nicht vorgesehen", "Stammdaten: Vorlagen",
        "Nach den Einstellungen haben Vorlagen dieser Art den Vordruck nicht. Was er sagt, würde nicht gedruckt.";
    RB049 Error: "Schrift zeichnet falsche Ziffern", "Gestaltung der Papiere",
        "Eine Schrift kann für eine Ziffer eine andere zeichnen. Auf dem Papier stünden dann andere Zahlen als die \
         berechneten.";
    RB050 Error: "Stand passt nicht zu Freigabe und Zurückziehung", "Felder der Papiere: Stand",
        "Veröffentlicht wird, was jemand an einem Tag freigegeben hat. Ohne Tag und Namen gilt keine \
         Freigabe.";
    RB051 Hint: "Ersetzte Vorlage ist nicht da", "Felder der Vorlage: Neufassung",
        "Eine Neufassung nennt die Vorlage, die sie ersetzt. Liegt diese in keinem Ordner oder war sie nie freigegeben, ist die \
         Nummer vielleicht falsch.";
    RB052 Warning: "Freigegeben, bevor das Papier feststand", "Felder der Papiere: Stand",
        "In einem Papier zählt, was bis zu seinem Datenstand erfasst ist. Wer es vorher freigegeben hat, hat nicht gesehen, was darin \
         steht.";
    RB053 Error: "Adresse der Veröffentlichung ist ungültig", "Felder der Stammdaten: Veröffentlichung",
        "Alles Veröffentlichte nennt diese Angaben, und seine Kennungen beginnen mit der Adresse. Nachträglich lässt sie sich nicht mehr \
         ändern.";
    RB054 Error: "Anlage ist öffentlich und nichtöffentlich", "Felder der Vorlage: Anlagen",
        "Eine Datei steht zweimal unter den Anlagen, einmal für alle und einmal nicht. Welche Angabe gilt, kann niemand wissen.";
    RB055 Hint: "Spalte wird nicht gelesen", "Felder der Tabelle",
        "Die Spalte gehört zu keinem Feld der Tabelle. Eigene Spalten sind erlaubt und werden nicht gelesen; wer sie in \
         der Einstellung „tabellen.eigene_spalten“ nennt, sieht den Hinweis nur noch, wenn eine andere dazukommt.";
    RB056 Error: "Word-Datei ist nicht lesbar", "Aufbau des Arbeitsordners",
        "Ein Text kann eine Word-Datei (.docx) sein. Diese ist keine, ist mit einem Kennwort geschützt, im alten Format .doc \
         gespeichert oder beschädigt.";
    RB057 Error: "Word-Datei enthält, was ein Papier nicht haben kann", "Aufbau der Texte",
        "Bilder, Fußnoten, verbundene Zellen, Felder und Ähnliches kann der Text eines Papiers nicht haben; ausgeblendete, \
         gestrichene und geänderte Stellen lassen offen, was gilt. Ohne Meldung fehlte etwas, das in Word dasteht.";
    RB058 Warning: "Etwas aus Word wird nicht übernommen", "Aufbau der Texte",
        "Der Text wird gedruckt, aber nicht so hervorgehoben oder angeordnet wie in Word; Kommentare, Kopf- und Fußzeilen \
         fehlen. Das soll niemanden überraschen.";
    RB059 Hint: "Auswahlliste ist veraltet", "Aufbau des Arbeitsordners",
        "Eine Auswahlliste der Arbeitsmappe enthält nicht alles, was die Stammdaten oder das andere Blatt inzwischen enthalten. Das \
         Tabellenprogramm weist das Fehlende ab, obwohl es gilt.";
    RB060 Warning: "Mehrere Werte sind vielleicht nur mit Komma getrennt", "Felder der Tabelle",
        "Mehrere Werte in einer Zelle trennt ein Semikolon, weil ein Text selbst Kommas enthalten kann. Nur mit Kommas wird \
         die ganze Zelle ein Wert und steht so im Papier.";
    RB061 Error: "Blatt oder Datei heißt anders als die Tabelle", "Aufbau des Arbeitsordners",
        "Die Spalten sind die einer Tabelle, die fehlt, der Name ist ein anderer. Als eigenes Blatt bliebe es ungelesen, und Summen \
         wären ohne eine Meldung 0.";
    } };
}
