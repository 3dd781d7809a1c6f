//! Rules on texts.

macro_rules! text {
    ([$next:ident $($rest:ident)*] $($before:tt)*) => { $next! { [$($rest)*] $($before)*

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
    RB508 Warning sums haushalt anlagen tranchen: "Betrag im Text steht in keiner Tabelle", "Vordruck Finanzielle Auswirkungen",
        "Der Text nennt einen Betrag, der weder in den Tabellen steht noch aus ihnen oder aus einer Zuwendung folgt. \
         Rat und Kämmerei sähen verschiedene Zahlen.";
    RB509 Warning sums haushalt anlagen tranchen: "Beschluss nennt Beträge, der Vordruck keine", "Vordruck Finanzielle Auswirkungen",
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
    RB519 Warning: "Betrag im Beschluss ohne Währung", "Schreibweise von Beträgen",
        "Der Beschlussvorschlag nennt einen Betrag ohne „€“ oder „Euro“. Ein Beschluss über Geld sagt, worüber.";
    RB520 Warning sums haushalt anlagen tranchen: "Text kündigt Kosten an, der Vordruck nennt keine", "Vordruck Finanzielle Auswirkungen",
        "Nach dem Text entstehen Kosten, vielleicht noch unbezifferte; auf dem Vordruck steht NEIN oder überall 0. Auch eine \
         Schätzung ist ein Betrag.";
    RB521 Warning sums haushalt anlagen tranchen: "Text nennt Beträge, die Vorlage hat keine Tabelle", "Vordruck Finanzielle Auswirkungen",
        "Spricht eine Vorlage von Geld, zeigt ihr Vordruck, was es für den Haushalt bedeutet, und seien es Nullen.";
    RB522 Warning: "Betrag im Text ist keine deutsche Schreibweise", "Schreibweise von Beträgen",
        "Im Deutschen trennt ein Punkt Tausender und ein Komma die Cent. Eine andere Schreibweise wird verschieden gelesen und \
         mit keiner Tabelle verglichen.";
    RB531 Warning: "Nummern einer Liste folgen nicht aufeinander", "Texte: Listen",
        "Gedruckt werden die Nummern, wie sie getippt sind. Fehlt eine, fehlt vielleicht ein Punkt; oder die Zahl gehört zum \
         Satz und steht nur am Anfang der Zeile.";
    RB532 Warning: "Minus oder Listenpunkt", "Texte: Listen, Beträge",
        "Eine Zeile beginnt mit einem Strich und einem Betrag. Als Listenpunkt gedruckt, ginge ein Minus verloren.";
    RB533 Error: "Zeile passt nicht zum Kopf der Tabelle", "Texte: Tabellen",
        "Die Zeile hat mehr oder weniger Zellen als der Kopf. Überzählige fielen weg, und Beträge stünden in der falschen \
         Spalte.";
    RB534 Error: "Zeichen einer Auszeichnung würden gedruckt", "Texte: Absätze, Listen, Tabellen, Links",
        "Zeichen wie **, ## oder ]( sollten etwas auszeichnen, tun es an dieser Stelle aber nicht, und stünden so im Papier.";
    RB535 Warning: "Zeile hinter einer Liste", "Texte: Listen",
        "Zwischen einem Listenpunkt und der Zeile danach fehlt die Leerzeile. Vielleicht geht der Punkt weiter, vielleicht \
         beginnt ein neuer Absatz.";
    RB536 Warning: "Unterstriche als Auszeichnung", "Texte: Hervorhebungen",
        "Zwei Unterstriche um ein Wort machen es fett und werden nicht gedruckt. In Namen wie __init__ sind sie Buchstaben.";
    RB537 Error not waivable: "Nichtöffentlicher Teil ist nicht eindeutig", "Texte: nichtöffentliche Teile",
        "Wo ein nichtöffentlicher Teil beginnt und endet, muss feststehen. Sonst stünde in der öffentlichen Fassung, was nicht \
         hineingehört.";
    RB538 Warning: "Text nennt Angaben zu einer Person", "Art. 5 DSGVO",
        "Eine öffentliche Vorlage liest jeder, und Suchmaschinen behalten sie. Private Anschriften, Rufnummern, Bankverbindungen \
         und Geburtstage gehören nicht hinein, es sei denn, die Person weiß davon und es ist nötig.";
    RB539 Warning: "Öffentliche Zahl verrät nichtöffentliche", "Texte: nichtöffentliche Teile",
        "Wer eine Summe und alle ihre Teile bis auf einen kennt, kennt auch diesen. Ist der Vordruck nichtöffentlich, darf der \
         öffentliche Text seine Beträge nicht nennen.";
    } };
}
