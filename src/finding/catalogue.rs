//! The catalogue of rules: code, severity, title, source and reason of each.

use super::code::{Rule, Severity};

codes! {
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
    RB017 Error: "Vorlage-Nr ist ungültig", "Vordruck: Einheit/0000/WPnn",
        "Die Vorlage-Nr besteht aus Einheit, vier Ziffern und Wahlperiode, bei einer Folgevorlage mit angehängter \
         Nummer: FB 20/0042/WP16-2.";
    RB018 Warning: "Datei gehört zu keiner Tabelle", "Aufbau des Arbeitsordners",
        "Die Datei oder der Ordner wird nicht gelesen. Meist ist der Name falsch geschrieben.";
    RB019 Hint: "Tabelle fehlt und gilt als leer", "Aufbau des Arbeitsordners",
        "Die Tabelle fehlt und gilt als leer. Das ist erlaubt, soll aber auffallen, falls sie nur vergessen wurde.";
    RB020 Hint: "CSV-Datei ist in Windows-1252 gespeichert", "Aufbau des Arbeitsordners",
        "Die Datei ist nicht in UTF-8 gespeichert, lässt sich aber als Windows-1252 lesen, wie es ältere \
         Tabellenprogramme schreiben. Prüfen Sie, ob die Umlaute stimmen.";
    RB021 Error: "Tabelle liegt mehrfach vor", "Aufbau des Arbeitsordners",
        "Eine Tabelle steht in genau einer Datei oder auf einem Blatt. Liegt sie zweimal vor, ist offen, welche \
         Fassung gilt.";
    RB022 Warning: "Blatt gehört zu keiner Tabelle", "Aufbau des Arbeitsordners",
        "Der Name des Blattes entspricht keiner Tabelle; es wird nicht gelesen. Meist ist der Name falsch \
         geschrieben.";
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
        "Eine Datei hat sehr viele Befunde. Aufgeführt sind die ersten; nach deren Berichtigung zeigt der nächste \
         Lauf die übrigen.";
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
    RB101 Error: "Ende liegt vor dem Beginn", "Projektboard",
        "Ein Zeitraum endet, bevor er beginnt. Das Projekt zählte in keinem Zeitraum richtig.";
    RB102 Error: "Projekt hat Ende und Abbruch", "Sachstandsbericht: abgeschlossen oder abgebrochen",
        "Ein Projekt ist entweder abgeschlossen oder abgebrochen. Mit beiden Angaben stimmt die Summe der \
         Kennzahlen nicht.";
    RB103 Warning: "100 % ohne Ende", "Sachstandsbericht: zählt weiter als laufend",
        "Das Projekt ist fertig gemeldet, hat aber kein Ende und zählt deshalb weiter als laufend.";
    RB104 Warning: "Ende ohne 100 %", "Sachstandsbericht: zählt als abgeschlossen",
        "Das Projekt ist abgeschlossen, sein letzter Erledigungsstand liegt aber unter 100 %.";
    RB105 Error: "Überführung ohne Abbruch", "Sachstandsbericht: K3b",
        "Ein Projekt, das in einem anderen aufgeht, braucht den Tag, an dem das geschah.";
    RB106 Error: "Ende oder Abbruch ohne Beginn", "Sachstandsbericht: K0 bis K4",
        "Was endet, muss begonnen haben. Ohne Beginn zählt das Projekt in keinem Bestand.";
    RB107 Error: "Eintrag zum Erledigungsstand steht doppelt", "Sachstandsbericht: K7",
        "Für denselben Tag gibt es zwei Erledigungsstände. Welcher gilt, ist offen.";
    RB108 Warning: "Überfällig ohne Grund", "Sachstandsbericht: K8 mit Grund",
        "Der Sachstandsbericht nennt zu jedem überfälligen Projekt den Grund. Hier fehlt er.";
    RB109 Warning: "Erledigungsstand liegt außerhalb der Laufzeit", "Sachstandsbericht: K7",
        "Der Eintrag ist auf einen Tag vor dem Beginn oder nach dem Ende des Projekts datiert. Eines der beiden \
         Daten stimmt nicht.";
    RB110 Warning: "Erledigungsstand sinkt", "Sachstandsbericht: K7, K9",
        "Der Erledigungsstand ist niedriger als beim vorigen Eintrag. Das kommt vor, ist aber oft ein Zahlendreher. \
         Eine Bemerkung beim Eintrag sagt, woran es liegt.";
    RB111 Error: "Pause liegt außerhalb der Laufzeit", "Sachstandsbericht: K5, K6",
        "Ein Projekt kann nur pausieren, während es läuft.";
    RB112 Error: "Pausen überschneiden sich", "Sachstandsbericht: K6",
        "Zwei Pausen desselben Projekts gelten am selben Tag. Eine der Angaben ist überflüssig oder falsch.";
    RB113 Error: "Projekt verweist auf sich selbst", "Projektboard",
        "Ein Projekt kann nicht in sich selbst aufgehen und nicht sein eigener Vorgänger sein, auch nicht über \
         andere Projekte hinweg.";
    RB114 Warning: "Antrag, Freigabe und Beginn stehen in falscher Folge", "Sachstandsbericht: K10, K11",
        "Ein Projekt wird beantragt, dann freigegeben, dann begonnen. Stehen die Tage anders, zählt es am Stichtag \
         falsch.";
    RB115 Warning: "Abgelehnt und doch freigegeben oder begonnen", "Sachstandsbericht: K10",
        "Ein abgelehnter Antrag wird nicht freigegeben und nicht begonnen. Eine der Angaben stimmt nicht; gezählt wird \
         das Projekt als freigegeben oder begonnen.";
    RB116 Warning: "Tag liegt in der Zukunft", "Sachstandsbericht: Stichtag",
        "Ende, Abbruch, Erledigungsstand und Bescheid sind Tatsachen. Am Tag der Erfassung oder des Laufs können \
         sie noch nicht eingetreten sein.";
    RB117 Warning: "Ziel gehört zu einem anderen Handlungsfeld", "Stammdaten: Strategieziele",
        "Jedes Strategieziel gehört zu einem Handlungsfeld. Ein Projekt mit einem fremden Ziel zählt in zwei \
         Feldern.";
    RB118 Warning: "Zwei Projekte haben denselben Titel", "Projektboard",
        "Derselbe Titel mit zwei Kennungen ist oft ein doppelt erfasstes Projekt, das doppelt gezählt wird. Groß- und \
         Kleinschreibung und Leerzeichen zählen nicht; wer ein Projekt fortsetzt, darf heißen wie sein Vorgänger.";
    RB119 Hint: "Abbruch ohne Grund", "Sachstandsbericht: K3",
        "Der Rat fragt, warum ein Projekt abgebrochen wurde. Der Grund fehlt. Ein überführtes Projekt braucht keinen.";
    RB120 Warning: "Vorgänger ist nicht beendet", "Sachstandsbericht: wieder aufgenommene Projekte",
        "Wieder aufnehmen lässt sich nur, was vorher beendet wurde. Läuft der Vorgänger noch, zählt das Vorhaben \
         doppelt.";
    RB121 Warning: "Meilenstein ist vor dem Beginn erreicht", "Sachstandsbericht: Meilensteine",
        "Was vor dem Beginn eines Projekts geschah, hat das Projekt nicht erreicht. Eines der beiden Daten stimmt nicht.";
    RB122 Hint: "Meilenstein ist nach dem Ende geplant", "Sachstandsbericht: Meilensteine",
        "Der Meilenstein steht aus und ist für einen Tag geplant, an dem das Projekt beendet sein soll. Meist wurde beim \
         Verlängern eines der beiden Daten vergessen.";
    RB123 Error: "Reifegrad passt nicht zum Modell", "OZG-Reifegradmodelle 1.1 und 2.0",
        "Das Modell 1.1 kennt die Stufen 0 bis 4, das Modell 2.0 die Stufen 0 bis 7. Eine andere Stufe zählte in keiner \
         Zeile des Berichts.";
    RB124 Hint: "Reifegrad sinkt", "OZG-Reifegradmodelle 1.1 und 2.0",
        "Eine Leistung ist niedriger eingestuft als beim vorigen Eintrag im selben Modell. Das kommt vor, wenn eine \
         Funktion abgeschaltet wird, ist aber oft ein Schreibfehler.";
    RB201 Error: "NEIN angekreuzt, aber Beträge eingetragen", "Vordruck Finanzielle Auswirkungen",
        "Wer NEIN ankreuzt, sagt: Es gibt keine finanziellen Auswirkungen. Dann stehen in den Tabellen keine \
         Beträge.";
    RB202 Error: "JA angekreuzt, aber kein Betrag eingetragen", "Vordruck Finanzielle Auswirkungen",
        "Wer JA ankreuzt, nennt mindestens einen Betrag. Sonst entscheidet der Rat ohne Zahlen.";
    RB203 Error: "Betrag ist nicht positiv", "Vordruck: nur Ergebnisse tragen ein Vorzeichen",
        "Beträge werden positiv eingetragen; ob sie belasten oder entlasten, sagt die Zeile. Nur Ergebnisse tragen \
         ein Vorzeichen, und Gutschriften zu Ausgaben: Sie sind negativ und haben einen Beleg. Eine Zuwendung, ein Abruf \
         oder eine Zahlung über 0 Euro ist keine.";
    RB204 Error: "Angabe zur Deckung fehlt", "Vordruck Finanzielle Auswirkungen",
        "Zu jedem Spaltenpaar mit einem Betrag sagt der Vordruck, ob die Deckung gegeben ist. Bleibt beides stehen, \
         weiß der Rat es nicht.";
    RB205 Error: "Betrag ist zu groß", "Beträge bis 10 Billionen Euro",
        "Der Betrag ist größer als jeder kommunale Haushalt; vermutlich sind Stellen zu viel.";
    RB206 Warning: "Eingetragenes Ergebnis weicht vom berechneten ab", "Vordruck: Ergebnis (F1, F2)",
        "Das Ergebnis folgt aus den Zeilen darüber. In echten Papieren blieb es oft auf 0 stehen oder trug das \
         falsche Vorzeichen. Gedruckt wird das berechnete.";
    RB207 Warning: "Eingetragene Verbesserung weicht von der berechneten ab", "Vordruck: Verbesserung/Verschlechterung (F3)",
        "Die Verbesserung ist das Ergebnis des fortgeschriebenen Ansatzes minus das des Ansatzes. Gedruckt wird die \
         berechnete.";
    RB208 Warning: "Eingetragener Gesamtbedarf weicht vom berechneten ab", "Vordruck: Gesamtbedarf (F5), Folgekosten (F7)",
        "Der Gesamtbedarf ist die Summe der Jahre, und unter den Folgekosten steht ihr Ergebnis. Ein falscher Betrag \
         wird sonst von Vorlage zu Vorlage weitergereicht. Gedruckt wird der berechnete.";
    RB209 Warning: "Folgejahre nennen den Betrag eines einzigen Jahres", "Vordruck: J+1 ff. umfasst drei Planjahre (F4)",
        "Unter „J+1 ff.“ steht die Summe der drei Jahre der mittelfristigen Planung. Hier steht derselbe Betrag wie \
         im Haushaltsjahr.";
    RB210 Hint: "Fortgeschriebener Ansatz gleicht dem Betrag des Beschlusses", "Vordruck: fortgeschriebener Ansatz (F6)",
        "Der fortgeschriebene Ansatz ist der Ansatz nach Übertragungen, Nachträgen und Umschichtungen, nicht der \
         Preis der Maßnahme.";
    RB211 Hint: "Ansatz sieht nach einem Schreibfehler aus", "Vordruck: J+1 ff. umfasst drei Planjahre (F4)",
        "Die Folgejahre sind das Dreifache des fortgeschriebenen Ansatzes, aber nicht des Ansatzes. Vermutlich ist \
         im Ansatz eine Ziffer falsch.";
    RB212 Warning: "Verschlechterung ist gedeckt, aber ohne Nachweis", "Vordruck: Deckung",
        "Wer mehr ausgibt als geplant und die Deckung für gegeben hält, nennt PSP-Element, Kostenart und Betrag, \
         aus denen sie kommt.";
    RB213 Warning: "PSP-Element oder Kostenart passt zu keinem Muster", "Stammdaten: Haushalt",
        "PSP-Elemente und Kostenarten haben einen festen Aufbau. Fehlt eine Gruppe oder ist die erste Ziffer \
         falsch, findet die Kämmerei das Konto nicht.";
    RB214 Warning: "Ein Konto in zwei Schreibweisen", "Stammdaten: Haushalt",
        "Zwei Nummern bestehen aus denselben Ziffern oder unterscheiden sich in einer einzigen. Vermutlich ist \
         dasselbe Konto gemeint.";
    RB215 Warning: "Zuwendung ohne Einzahlung", "Vordruck: Einzahlungen",
        "Die Vorlage nennt ein gefördertes Projekt, die investive Tabelle aber keine Einzahlung. Dann erscheint der \
         Eigenanteil zu hoch.";
    RB216 Warning: "Eingetragener Betrag weicht von dem der Projekte ab", "Vordruck: Ansätze (F4, F6)",
        "Nennt die Vorlage Projekte, folgen ihre Tabellen aus deren Haushalt, Anlagen und Zuwendungen. Ein eingetragener \
         Betrag geht vor; weicht er ab, sähen Rat und Kämmerei verschiedene Zahlen.";
    RB217 Error: "Zeile gehört nicht zur Art", "Vordruck: investiv und konsumtiv",
        "Einzahlungen und Auszahlungen sind investiv, Ertrag, Personal-/Sachaufwand und Abschreibungen konsumtiv. Sonst \
         stünde der Betrag in der falschen Tabelle.";
    RB218 Warning: "Abschreibung ist doppelt erfasst", "KomHVO NRW § 36 (F8)",
        "Die Abschreibung einer Anlage wird berechnet. Steht für dasselbe Projekt und Jahr auch ein Haushaltsansatz für \
         Abschreibungen da, zählt sie vermutlich doppelt.";
    RB219 Warning: "Zuwendung ist doppelt erfasst", "Vordruck: Einzahlungen, Ertrag",
        "Eine Tranche bringt ihren Betrag von selbst in die Tabelle, ein Sonderposten seine Auflösung. Steht für dasselbe \
         Projekt und Jahr auch ein Haushaltsansatz in dieser Zeile, zählt das Geld vermutlich doppelt.";
    RB220 Error: "Fortgeschriebener Ansatz ist negativ", "KomHVO NRW § 22 (F6)",
        "Mehr als den Ansatz kann niemand kürzen oder umschichten. Ein Vorzeichen oder ein Betrag stimmt nicht.";
    RB221 Error: "Zuwendung einer Anlage passt nicht", "KomHVO NRW § 44 (F9)",
        "Der Sonderposten einer Anlage ist höchstens so hoch wie ihre Anschaffungskosten, und alle zusammen sind höchstens \
         so hoch wie die Zuwendung.";
    RB222 Error: "Bewilligung einer Anlage gehört zu einem anderen Projekt", "KomHVO NRW § 44 (F9)",
        "Eine Zuwendung fördert Anlagen ihres eigenen Projekts. Sonst würde der Sonderposten nirgends aufgelöst.";
    RB223 Hint: "Anlage ist ein geringwertiges Wirtschaftsgut", "KomHVO NRW § 36 (F10), Stammdaten: Grenze",
        "Selbständig nutzbare Güter bis zu der Grenze dürfen sofort Aufwand sein. Dann gehören sie in den konsumtiven \
         Haushalt und werden nicht abgeschrieben.";
    RB224 Warning: "Deckung eines Mehrbedarfs ist nicht genannt", "GO NRW § 83, Vordruck: Deckung",
        "Über- und außerplanmäßige Mittel und Umschichtungen kommen von einem anderen Konto. Ist es genannt, sagt die \
         Vorlage von selbst, dass die Deckung gegeben ist.";
    RB225 Hint: "Projekt der Vorlage bringt nichts in die Tabellen", "Vordruck: Ansätze (F4)",
        "Die Tabellen der Vorlage folgen aus ihren Projekten. Zu einem davon sind weder Haushalt noch Anlagen noch \
         Zuwendungen erfasst; vielleicht sind sie vergessen.";
    RB226 Error: "Haushaltszeile mit und ohne Konto", "Vordruck: Ansätze (F4)",
        "Zwei Zeilen desselben Projekts, Jahres und derselben Zeile des Vordrucks zählen nebeneinander, wenn sie verschiedene \
         Konten haben. Nennt eine kein Konto, lässt sich nicht sagen, ob sie dieselbe ist; der Betrag stünde vielleicht \
         doppelt da.";
    RB227 Warning: "Ermächtigungsübertragung steht nur auf einer Seite", "KomHVO NRW § 22 (F6)",
        "Was ein Jahr aus dem Vorjahr erhält, gibt das Vorjahr ab. Steht es nur auf einer Seite, zählt der Gesamtbedarf das \
         Geld doppelt oder gar nicht.";
    RB228 Warning: "Anlagen kosten mehr, als ausgezahlt wird", "KomHVO NRW § 36 (F8)",
        "Was eine Anlage kostet, steht als Auszahlung im Haushalt des Projekts. Kosten die Anlagen mehr als alle Auszahlungen \
         zusammen, stimmt ein Betrag nicht, und die Abschreibung ist zu hoch.";
    RB229 Warning: "Haushaltsjahr passt nicht zum Datum der Vorlage", "Vordruck: Haushaltsjahr",
        "Eine Vorlage betrifft das laufende Haushaltsjahr, das vorige oder eines der beiden nächsten. Mit einem falschen Jahr \
         stehen alle Beträge in den falschen Spalten.";
    RB230 Hint: "Verschlechterung ist nicht gedeckt", "Vordruck: Deckung",
        "Das Kreuz bei „keine ausreichende Deckung“ folgt aus den Daten, weil niemand ein Konto nennt, das die \
         Verschlechterung deckt. Oft fehlt nur die Angabe.";
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
    RB308 Error: "Energieträger hat keinen Emissionsfaktor", "Klimarelevanz: Tabelle faktoren",
        "Aus einer Energiemenge werden erst mit einem Faktor Tonnen CO2. Ohne ihn fehlte die Menge in der Summe, und niemand sähe es.";
    RB309 Error: "Emissionsfaktor gilt für eine andere Einheit", "Klimarelevanz: Heizwert (Hi) und Brennwert (Hs)",
        "Eine Kilowattstunde nach dem Brennwert ist weniger als eine nach dem Heizwert. Einheiten werden deshalb nie stillschweigend ineinander umgerechnet; nur MWh und kWh gehören zusammen.";
    RB310 Error: "Emissionsfaktor hat eine andere Systemgrenze", "Stammdaten: Klimaparameter",
        "Faktoren mit und ohne Vorkette sind verschieden groß. In einer Summe vermischt, ergäben sie eine Zahl ohne Bedeutung.";
    RB311 Error: "Kein Emissionsfaktor gilt am Tag des Papiers", "Klimarelevanz: Wahl des Faktors",
        "Ein Papier rechnet mit Faktoren, die an seinem Tag galten und für ein Jahr davor ermittelt sind, und nicht mit unsichereren als eingestellt.";
    RB312 Warning: "Energiemenge ist 0", "Klimarelevanz: Tabelle energie",
        "Eine Menge von 0 ändert nichts. Meist ist sie ein Platzhalter, der noch gefüllt werden sollte.";
    RB313 Error: "Nutzungsjahre liegen nicht zwischen 1 und 100", "Klimarelevanz: Mittel über die Nutzungsjahre",
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
    RB401 Error: "Beratungsfolge ist leer", "Vordruck",
        "Ohne Beratungsfolge weiß niemand, welches Gremium das Papier wann behandelt.";
    RB402 Error: "Gremium steht am selben Tag doppelt", "Vordruck Beratungsfolge",
        "Ein Gremium behandelt ein Papier in einer Sitzung nur einmal.";
    RB403 Warning: "Datum der Vorlage liegt nicht vor der ersten Sitzung", "Vordruck Beratungsfolge",
        "Das Papier muss vor der ersten Sitzung fertig sein.";
    RB404 Error: "Gremium besteht an diesem Tag nicht", "Stammdaten der Körperschaft",
        "Nach den Stammdaten bestand das Gremium an diesem Tag noch nicht oder nicht mehr.";
    RB405 Warning: "Datum liegt nicht in der Wahlperiode der Vorlage-Nr", "Stammdaten der Körperschaft",
        "Die Vorlage-Nr nennt eine Wahlperiode, in der das Datum der Vorlage nicht liegt.";
    RB406 Hint: "Vorlage hat keinen Beschlussvorschlag", "Vordruck",
        "Eine Entscheidungsvorlage schlägt einen Beschluss vor. Die Datei beschlussvorschlag.md fehlt oder ist \
         leer.";
    RB407 Error: "Anhörung liegt nach der Entscheidung", "Vordruck Beratungsfolge",
        "Eine Empfehlung bereitet die Entscheidung vor. Danach käme sie zu spät.";
    RB408 Error: "Rat steht nicht am Ende", "Vordruck Beratungsfolge",
        "Der Rat entscheidet, nachdem Ausschüsse und Bezirksvertretungen beraten haben.";
    RB409 Warning until 2028-1-1: "Gremium fehlt im Beschlussvorschlag", "Vordruck Beschlussvorschlag",
        "Jedes Gremium der Beratungsfolge braucht einen Absatz im Beschlussvorschlag, sonst hat es nichts, worüber \
         es abstimmt.";
    RB410 Warning until 2028-1-1: "Beschlussvorschlag nennt ein Gremium außerhalb der Beratungsfolge", "Vordruck Beschlussvorschlag",
        "Der Absatz richtet sich an ein Gremium, das das Papier nach der Beratungsfolge gar nicht behandelt.";
    RB411 Warning until 2028-1-1: "Verb passt nicht zur Zuständigkeit", "Vordruck Beschlussvorschlag",
        "Kenntnisnahme: „nimmt … zur Kenntnis“. Anhörung/Empfehlung: „empfiehlt“. Entscheidung: „beschließt“, \
         „beauftragt“, „stimmt … zu“ und andere Verben der Entscheidung. Ein Absatz darf mehr tun, als die \
         Zuständigkeit verlangt, aber nicht etwas anderes.";
    RB412 Warning: "Vorlagenfrist ist unterschritten", "Stammdaten: Vorlagenfrist",
        "Zwischen dem Datum der Vorlage und der ersten Sitzung liegen weniger Tage, als die Geschäftsordnung \
         verlangt.";
    RB413 Warning: "Erhebliche Verschlechterung ohne den Rat", "Stammdaten: Erheblichkeitsgrenze",
        "Über der Erheblichkeitsgrenze entscheidet der Rat. Die Beratungsfolge endet früher.";
    RB414 Error: "Wahlperioden überschneiden sich", "Stammdaten der Körperschaft",
        "An jedem Tag gilt höchstens eine Wahlperiode.";
    RB415 Warning: "Vorlage-Nr und federführende Dienststelle passen nicht zusammen", "Vordruck: Vorlage-Nr",
        "Die Vorlage-Nr beginnt mit der Einheit, die die Vorlage verantwortet.";
    RB416 Hint: "Verfasser/in gehört zu einer anderen Einheit", "Vordruck: Vorlage-Nr",
        "Das Zeichen im Feld Verfasser/in beginnt mit einer anderen Zahl als die Einheit der Vorlage-Nr.";
    RB501 Error: "Platzhalter ist fehlerhaft", "Texte mit Platzhaltern",
        "Ein Platzhalter im Text ist falsch geschrieben oder lässt sich nicht ausrechnen.";
    RB502 Error: "Platzhalter nennt eine unbekannte Zahl", "Texte mit Platzhaltern",
        "Der Platzhalter nennt eine Zahl, die es für dieses Papier nicht gibt.";
    RB503 Error: "Auszeichnung ist nicht vorgesehen", "Texte: Absätze, Listen, Tabellen, Links",
        "Texte kennen Absätze, Überschriften, Listen, Tabellen, Hervorhebungen und Links. Anderes ließe sich nicht \
         barrierefrei drucken.";
    RB504 Error: "Adresse eines Links ist nicht erlaubt", "Texte: http, https, mailto",
        "Links führen mit http, https oder mailto nach außen. Andere Adressen wären gedruckt nutzlos oder \
         gefährlich.";
    RB505 Warning: "Gremium im Text steht nicht in den Stammdaten", "Stammdaten der Körperschaft",
        "Der Text nennt ein Gremium mit einem Namen, den die Stammdaten nicht kennen. Ein echtes Papier nannte \
         denselben Ausschuss auf drei Weisen.";
    RB506 Error: "Platzhalter ist stehen geblieben", "Texte: nichts Unfertiges verlässt das Haus",
        "Zeichen wie 20xx, «…», ……, XXX oder „Fehler! Textmarke nicht definiert“ zeigen, dass etwas nicht \
         ausgefüllt wurde.";
    RB507 Warning: "Am Anfang fehlen Buchstaben", "Texte aus dem Ratsinformationssystem",
        "Ein Absatz, eine Überschrift oder ein Listenpunkt beginnt mitten im Wort. Beim Kopieren aus dem \
         Ratsinformationssystem gehen am Zeilenanfang Buchstaben verloren.";
    RB508 Warning: "Betrag im Text steht in keiner Tabelle", "Vordruck Finanzielle Auswirkungen",
        "Der Text nennt einen Betrag, der weder in den Tabellen steht noch aus ihnen oder aus einer Zuwendung folgt. \
         Rat und Kämmerei sähen verschiedene Zahlen.";
    RB509 Warning: "Beschluss nennt Beträge, der Vordruck keine", "Vordruck Finanzielle Auswirkungen",
        "Der Beschluss kostet Geld, auf dem Vordruck steht aber NEIN oder überall 0.";
    RB510 Warning: "„Haushaltsneutral“ trotz Eigenanteil", "Zuwendungsrecht",
        "Liegt die Förderquote unter 100 %, trägt die Stadt den Rest. Haushaltsneutral ist das nicht.";
    RB511 Hint: "Beträge in verschiedener Schreibweise", "Schreibweise von Beträgen",
        "Ein Text schreibt Beträge einmal mit „,- €“ und einmal anders. Einheitlich liest es sich leichter.";
    RB512 Warning: "Artikel passt nicht zum Gremium", "Rechtschreibung",
        "Im Nominativ steht vor „Ausschuss“ und „Rat“ „der“, vor „Bezirksvertretung“ „die“.";
    RB513 Warning: "Text spricht von fehlender Deckung, der Vordruck nicht", "Vordruck: Deckung",
        "Nach dem Text fehlen die Mittel im Haushalt; auf dem Vordruck steht das nicht.";
    RB514 Warning: "Platzhalter hat keinen Wert", "Texte mit Platzhaltern",
        "Zu der Zahl gibt es keine Daten. Im Text stünde ein Strich, wo ein Satz eine Zahl verspricht.";
    RB515 Hint: "Zahl im Text ohne Herkunft", "Jede gedruckte Zahl hat ihre Herkunft",
        "Was ein Platzhalter ausrechnet, umbenennt oder aus mehreren Zahlen wählt, steht in keiner Tabelle und ist den \
         angehängten Daten nicht zu entnehmen.";
    RB516 Hint: "Zahl im Text ist getippt", "Texte mit Platzhaltern",
        "Die Zahl gleicht einer berechneten. Ändern sich die Daten, bleibt die getippte stehen; ein Platzhalter ändert sich \
         mit.";
    RB517 Warning: "Zahl im Text widerspricht der berechneten", "Texte mit Platzhaltern",
        "Neben der getippten Zahl steht, was sie zählt, und berechnet ist eine andere. Der Rat läse zwei Zahlen zu einer \
         Sache.";
    RB518 Hint: "Kennzahlen der Vorlage stehen nirgends", "Texte mit Platzhaltern",
        "Die Vorlage nennt eine Auswahl von Projekten, aber kein Text nennt eine ihrer Zahlen. Vielleicht fehlt ein \
         Platzhalter, oder er steht noch als getippte Zahl da.";
    RB601 Error: "Kennzahlen gehen nicht auf", "Identität K0 + K1 = K2 + K3 + K3b + K5 + K6",
        "Die Kennzahlen müssen aufgehen: Bestand und begonnene Projekte sind zusammen so viele wie beendete, \
         laufende und pausierte. Tun sie es nicht, liegt ein Fehler im Programm vor.";
    RB602 Warning: "Daten eines Papiers sind zu alt", "Stammdaten: Datenalter",
        "Jeder Abschnitt druckt den Tag, von dem seine Daten sind. Sind sie älter, als die Körperschaft zulässt, liest der Rat \
         einen Stand, der vielleicht nicht mehr gilt.";
    RB610 Error: "Zeitraum oder Turnus eines Berichts fehlt oder ist doppelt", "Berichte: bericht.json",
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
    RB701 Error: "Zuwendung übersteigt die zuwendungsfähigen Ausgaben", "Zuwendungsrecht",
        "Gefördert werden höchstens die zuwendungsfähigen Ausgaben. Was darüber liegt, wird zurückgefordert.";
    RB702 Error: "Zuwendung übersteigt die Förderquote", "Zuwendungsrecht: Anteilfinanzierung",
        "Bei der Anteilfinanzierung ist die Zuwendung höchstens die Quote mal die zuwendungsfähigen Ausgaben, \
         aufgerundet auf volle Cent.";
    RB703 Warning: "Angaben zur Finanzierungsart fehlen", "Zuwendungsrecht",
        "Zur Anteilfinanzierung gehören Förderquote und zuwendungsfähige Ausgaben, zu den anderen Arten die \
         zuwendungsfähigen Ausgaben, zur Fehlbedarfsfinanzierung auch Eigenmittel oder Drittmittel. Ohne sie lässt sich \
         die Zuwendung nicht prüfen.";
    RB704 Warning: "Zeiträume der Bewilligung passen nicht zusammen", "Zuwendungsrecht",
        "Der Bewilligungszeitraum umfasst den Bescheid und die Durchführung. Geld, das danach abgerufen würde, \
         verfällt. Der Verwendungsnachweis folgt auf die Durchführung.";
    RB705 Warning: "Aktenzeichen steht doppelt", "Zuwendungsrecht",
        "Zwei Bewilligungen haben dasselbe Aktenzeichen. Vielleicht ist ein Bescheid doppelt erfasst.";
    RB706 Warning: "Zuwendungen eines Projekts übersteigen seine Ausgaben", "Zuwendungsrecht: keine Doppelförderung",
        "Zusammen sind die Zuwendungen höher als die höchsten zuwendungsfähigen Ausgaben, die ein Bescheid des \
         Projekts nennt. Dieselben Kosten wären doppelt gefördert.";
    RB707 Hint: "Projekt endet nach dem Durchführungszeitraum", "Zuwendungsrecht",
        "Ausgaben nach dem Durchführungszeitraum sind nicht zuwendungsfähig. Eine Verlängerung ist vorher zu \
         beantragen.";
    RB708 Warning: "Förderquote ist höher, als das Programm erlaubt", "Förderrichtlinie: Programmregeln",
        "Das Programm nennt eine höchste Förderquote, und die Bewilligung liegt darüber. Meist ist eine der beiden \
         Zahlen falsch übertragen; sonst fehlt eine neuere Regel.";
    RB709 Error: "Mehr abgerufen als bewilligt", "Zuwendungsrecht",
        "Abrufen lässt sich höchstens, was nach dem letzten Änderungsbescheid bewilligt ist. Alle Zahlen dieser \
         Bewilligung wären falsch.";
    RB710 Warning: "Mehr eingegangen als abgerufen", "Mittelabruf und Zahlungseingang",
        "Der Fördergeber zahlt auf einen Abruf hin. Ist mehr eingegangen, fehlt ein Abruf in der Tabelle, oder ein \
         Betrag ist falsch.";
    RB711 Hint: "Mehr ausgegeben als zuwendungsfähig", "Zuwendungsrecht",
        "Gefördert werden höchstens die zuwendungsfähigen Ausgaben. Was darüber liegt, trägt die Kommune allein.";
    RB712 Hint: "Mehr eingegangen, als zusteht", "Zuwendungsrecht: Erstattung",
        "Nach dem Ende der Durchführung steht fest, welche Zuwendung auf die Ausgaben entfällt. Was darüber hinaus \
         eingegangen ist, ist mit Zinsen zu erstatten.";
    RB713 Warning: "Abruf oder Zahlung vor dem Bescheid", "Zuwendungsrecht: kein vorzeitiger Beginn",
        "Vor dem Bescheid gibt es nichts abzurufen, und Ausgaben sind in der Regel nicht zuwendungsfähig.";
    RB714 Warning: "Abruf nach dem Bewilligungszeitraum", "Zuwendungsrecht",
        "Geld, das bis zum Ende des Bewilligungszeitraums nicht abgerufen ist, verfällt.";
    RB715 Error: "Mittelabruf hat keinen Tag", "Tabelle Mittelabrufe",
        "Ein Mittelabruf ist geplant, dann hat er einen Termin, oder geschehen, dann hat er ein Datum. Ohne beides \
         zählt er nirgends.";
    RB716 Warning: "Beleg steht doppelt", "Verwendungsnachweis: Belegliste",
        "Derselbe Beleg steht unter einer Bewilligung in zwei Ausgaben, oder zwei Belege unterscheiden sich bei gleichem \
         Betrag nur in Zeichen und Leerzeichen. Im Verwendungsnachweis wäre er doppelt abgerechnet.";
    RB717 Warning: "Beleg ist doppelt gefördert", "Zuwendungsrecht: keine Doppelförderung",
        "Derselbe Beleg steht unter mehreren Bewilligungen, und ihre Anteile sind zusammen höher als die Ausgabe.";
    RB718 Warning: "Eigenanteil ist zu niedrig", "Zuwendungsrecht: Eigenanteil",
        "Von den Gesamtkosten bleibt nach Zuwendungen und Drittmitteln weniger, als die Kommune selbst tragen muss.";
    RB719 Warning: "Gesamtkosten sind niedriger als die zuwendungsfähigen Ausgaben", "Finanzierungsplan",
        "Die zuwendungsfähigen Ausgaben sind ein Teil der Gesamtkosten. Sind sie höher, ist einer der Beträge falsch, \
         und der Eigenanteil stimmt nicht.";
    RB720 Warning: "Tranchen ergeben nicht den bewilligten Betrag", "Tabelle Tranchen",
        "Die Tranchen verteilen den bewilligten Betrag auf die Jahre. Fehlt ein Teil, fehlt er auch im Haushalt.";
    RB721 Warning: "Änderungsbescheid liegt vor dem Bescheid", "Zuwendungsrecht",
        "Ein Bescheid kann erst geändert werden, wenn es ihn gibt.";
    RB722 Warning: "Nachweis ist überfällig", "Nebenbestimmungen der Bescheide",
        "Wer Nachweise nicht rechtzeitig einreicht, riskiert die Zuwendung. Der Tag folgt aus dem Bescheid, sonst aus \
         der Regel des Programms.";
    RB723 Hint: "Verwendungsnachweis vor dem Ende der Durchführung", "Nebenbestimmungen der Bescheide",
        "Solange die Durchführung läuft, können Ausgaben hinzukommen, die im Nachweis fehlen.";
    RB724 Warning: "Zwischennachweis ohne passendes Jahr", "Tabelle Nachweise",
        "Ein Zwischennachweis berichtet über ein Jahr der Durchführung. Ohne das Jahr lässt sich nicht sagen, welcher \
         Termin erledigt ist.";
    RB725 Error: "Zuwendung übersteigt den Höchstbetrag", "Zuwendungsrecht",
        "Der Höchstbetrag begrenzt die Zuwendung; einer der beiden Beträge ist falsch übertragen. Eine Erhöhung gehört \
         in die Tabelle Änderungsbescheide.";
    RB726 Warning: "Geplanter Mittelabruf ist überfällig", "Tabelle Mittelabrufe",
        "Der Termin ist vorüber, und das Geld steht noch bereit. Wer zu spät abruft, muss es vorstrecken und verliert es \
         am Ende des Bewilligungszeitraums.";
    RB727 Warning: "Mehr Abrufe geplant als bewilligt", "Tabelle Mittelabrufe",
        "Die geschehenen und die geplanten Abrufe sind zusammen höher als die Bewilligung. Mit dem Geld darüber ist nicht \
         zu rechnen.";
    RB728 Hint: "Zuwendung ist verfallen", "Zuwendungsrecht",
        "Geld, das bis zum Ende des Bewilligungszeitraums nicht abgerufen ist, verfällt. Der Bericht nennt es \
         „verfallen“. Liegt der Verwendungsnachweis vor, zählt nur, was für die Ausgaben zustand.";
    RB729 Hint: "Gesamtkosten weichen vom Haushalt ab", "Finanzierungsplan",
        "Ein Projekt mit einer Bewilligung nennt Gesamtkosten, und sein Haushalt sieht mehr Auszahlungen vor, oder mit \
         dem Personal-/Sachaufwand weniger. Weniger zählt nur, wenn jedes Jahr des Projekts im Haushalt steht.";
    RB730 Warning: "Mehr zurückgezahlt als eingegangen", "Zuwendungsrecht: Erstattung",
        "Zurückzahlen lässt sich nur, was eingegangen ist. Sonst wäre „ausgezahlt“ negativ; vielleicht fehlt ein Eingang, \
         oder die Rückzahlung enthält Zinsen.";
    RB801 Warning: "Ausnahme ist abgelaufen", "Ausnahmen im Arbeitsordner",
        "Die Ausnahme galt bis zu einem Tag, der vorüber ist. Der Befund zählt wieder.";
    RB802 Warning: "Ausnahme wird nicht gebraucht", "Ausnahmen im Arbeitsordner",
        "Zu der Ausnahme gibt es keinen Befund mehr. Sie könnte später einen neuen Fehler verdecken.";
    RB803 Error: "Ausnahme ist nicht möglich", "Ausnahmen im Arbeitsordner",
        "Den Code gibt es nicht, oder von ihm lässt sich keine Ausnahme machen: Was nicht lesbar ist oder ins Leere \
         verweist, kann nicht gedruckt werden.";
}
