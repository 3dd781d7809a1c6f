//! Rules on Finanzielle Auswirkungen, budget and assets.

macro_rules! money {
    ([$next:ident $($rest:ident)*] $($before:tt)*) => { $next! { [$($rest)*] $($before)*

    RB201 Error: "NEIN angekreuzt, aber Beträge eingetragen", "Vordruck Finanzielle Auswirkungen",
        "Wer NEIN ankreuzt, sagt: Es gibt keine finanziellen Auswirkungen. Dann stehen in den Tabellen keine \
         Beträge.";
    RB202 Error sums haushalt anlagen tranchen: "JA angekreuzt, aber kein Betrag eingetragen", "Vordruck Finanzielle Auswirkungen",
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
        "Zwei Nummern in Vordruck oder Texten bestehen aus denselben Ziffern oder unterscheiden sich nur in führenden Nullen \
         oder in einer Ziffer. Vermutlich ist dasselbe Konto gemeint.";
    RB215 Warning sums tranchen: "Zuwendung ohne Einzahlung", "Vordruck: Einzahlungen",
        "Die Vorlage nennt ein gefördertes Projekt, die investive Tabelle aber keine Einzahlung. Dann erscheint der \
         Eigenanteil zu hoch.";
    RB216 Warning sums haushalt anlagen tranchen: "Eingetragener Betrag weicht von dem der Projekte ab", "Vordruck: Ansätze (F4, F6)",
        "Nennt die Vorlage Projekte, folgen ihre Tabellen aus deren Haushalt, Anlagen und Zuwendungen. Ein eingetragener \
         Betrag geht vor; weicht er ab, sähen Rat und Kämmerei verschiedene Zahlen.";
    RB217 Error: "Zeile gehört nicht zur Art", "Vordruck: investiv und konsumtiv",
        "Einzahlungen und Auszahlungen sind investiv, Ertrag, Personal-/Sachaufwand und Abschreibungen konsumtiv. Sonst \
         stünde der Betrag in der falschen Tabelle.";
    RB218 Warning: "Abschreibung ist doppelt erfasst", "KomHVO NRW § 36 (F8)",
        "Die Abschreibung einer Anlage wird berechnet. Steht für dasselbe Projekt und Jahr auch ein Haushaltsansatz für \
         Abschreibungen da, zählt sie vermutlich doppelt.";
    RB219 Warning: "Zuwendung oder Ertrag ist doppelt erfasst", "Vordruck: Einzahlungen, Ertrag",
        "Eine Tranche bringt ihren Betrag von selbst in die Tabelle, ein Sonderposten seine Auflösung, eine Anlage ihren Ertrag. Steht für dasselbe \
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
    RB225 Hint sums haushalt anlagen tranchen: "Projekt der Vorlage bringt nichts in die Tabellen", "Vordruck: Ansätze (F4)",
        "Die Tabellen der Vorlage folgen aus ihren Projekten. Zu einem davon sind weder Haushalt noch Anlagen noch \
         Zuwendungen erfasst; vielleicht sind sie vergessen.";
    RB226 Error: "Haushaltszeile mit und ohne Konto", "Vordruck: Ansätze (F4)",
        "Zwei Zeilen desselben Projekts, Jahres und derselben Zeile des Vordrucks zählen nebeneinander, wenn sie verschiedene \
         Konten haben. Nennt eine kein Konto, lässt sich nicht sagen, ob sie dieselbe ist; der Betrag stünde vielleicht \
         doppelt da.";
    RB227 Warning sums haushalt: "Ermächtigungsübertragung steht nur auf einer Seite", "KomHVO NRW § 22 (F6)",
        "Was ein Jahr aus dem Vorjahr erhält, gibt das Vorjahr ab. Steht es nur auf einer Seite, zählt der Gesamtbedarf das \
         Geld doppelt oder gar nicht.";
    RB228 Warning sums haushalt anlagen: "Anlagen kosten mehr, als ausgezahlt wird", "KomHVO NRW § 36 (F8)",
        "Was eine Anlage kostet, steht als Auszahlung im Haushalt des Projekts. Kosten die Anlagen mehr als alle Auszahlungen \
         zusammen, stimmt ein Betrag nicht, und die Abschreibung ist zu hoch.";
    RB229 Warning: "Haushaltsjahr passt nicht zum Datum der Vorlage", "Vordruck: Haushaltsjahr",
        "Eine Vorlage betrifft das laufende Haushaltsjahr, das vorige oder eines der beiden nächsten. Mit einem falschen Jahr \
         stehen alle Beträge in den falschen Spalten.";
    RB230 Hint sums haushalt: "Verschlechterung ist nicht gedeckt", "Vordruck: Deckung",
        "Das Kreuz bei „keine ausreichende Deckung“ folgt aus den Daten, weil niemand ein Konto nennt, das die \
         Verschlechterung deckt. Oft fehlt nur die Angabe.";
    RB231 Warning: "Sonderposten ist veranschlagt, seine Zuwendung nicht", "KomHVO NRW § 44 (F9)",
        "Die Auflösung des Sonderpostens steht als Ertrag im Ansatz, die Einzahlung aus der Zuwendung aber nicht. Beides kommt aus demselben Bescheid und steht zusammen im Plan oder zusammen nicht.";
    RB232 Warning: "Fortgeschriebener Ansatz ist nicht ausgefüllt", "Vordruck: fortgeschriebener Ansatz (F6)",
        "Neben einem Ansatz steht ein fortgeschriebener Ansatz von 0, und nichts sagt, dass das Geld wegfällt. Vermutlich \
         wurde das Feld nicht ausgefüllt; gedruckt würde eine Verbesserung oder Verschlechterung, die es nicht gibt.";
    RB233 Hint sums haushalt anlagen tranchen: "Deckung soll nicht ausreichen, wo nichts zu decken ist", "Vordruck: Deckung, Verschlechterung (F3)",
        "Zu decken ist eine Verschlechterung. Wo es keine gibt, widerspricht „keine ausreichende Deckung“ der Tabelle darüber. Oft steht \
         das Kreuz in der falschen Spalte oder Tabelle.";
    } };
}
