//! Rules on projects, their progress, pauses, milestones and services.

macro_rules! projects {
    ([$next:ident $($rest:ident)*] $($before:tt)*) => { $next! { [$($rest)*] $($before)*

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
    RB123 Error not waivable: "Reifegrad passt nicht zum Modell", "OZG-Reifegradmodelle 1.1 und 2.0",
        "Das Modell 1.1 kennt die Stufen 0 bis 4, das Modell 2.0 die Stufen 0 bis 7. Eine andere Stufe zählte in keiner \
         Zeile des Berichts.";
    RB124 Hint: "Reifegrad sinkt", "OZG-Reifegradmodelle 1.1 und 2.0",
        "Eine Leistung ist niedriger eingestuft als beim vorigen Eintrag im selben Modell. Das kommt vor, wenn eine \
         Funktion abgeschaltet wird, ist aber oft ein Schreibfehler.";
    RB125 Warning: "Kostenprognose unter dem Ist", "Sachstandsbericht: Kosten",
        "Was bis zum Ende erwartet wird, schließt ein, was schon angefallen ist. Eine niedrigere Prognose ist ein Schreibfehler oder          zählt nur, was noch kommt; die Abweichung vom Plan wäre zu klein.";
    RB126 Hint: "Ist über dem Plan", "Sachstandsbericht: Kosten",
        "Das Projekt hat schon mehr gekostet als geplant. Stimmen die Beträge, fragt der Rat nach dem Grund.";
    RB127 Warning: "Istkosten sinken", "Sachstandsbericht: Kosten",
        "Ausgegebenes Geld kommt selten zurück. Ein niedrigeres Ist als an einem früheren Tag ist oft ein Zahlendreher, oder es          zählt nur einen Teil der Zeit.";
    } };
}
