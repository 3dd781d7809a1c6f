//! Rules on grants.

macro_rules! grants {
    ([$next:ident $($rest:ident)*] $($before:tt)*) => { $next! { [$($rest)*] $($before)*

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
    RB706 Warning sums bewilligungen: "Zuwendungen eines Projekts übersteigen seine Ausgaben", "Zuwendungsrecht: keine Doppelförderung",
        "Zusammen sind die Zuwendungen höher als die höchsten zuwendungsfähigen Ausgaben, die ein Bescheid des \
         Projekts nennt. Dieselben Kosten wären doppelt gefördert.";
    RB707 Hint: "Projekt endet nach dem Durchführungszeitraum", "Zuwendungsrecht",
        "Ausgaben nach dem Durchführungszeitraum sind nicht zuwendungsfähig. Eine Verlängerung ist vorher zu \
         beantragen.";
    RB708 Warning: "Förderquote ist höher, als das Programm erlaubt", "Förderrichtlinie: Programmregeln",
        "Das Programm nennt eine höchste Förderquote, und die Bewilligung liegt darüber. Meist ist eine der beiden \
         Zahlen falsch übertragen; sonst fehlt eine neuere Regel.";
    RB709 Error sums aenderungsbescheide: "Mehr abgerufen als bewilligt", "Zuwendungsrecht",
        "Abrufen lässt sich höchstens, was nach dem letzten Änderungsbescheid bewilligt ist. Alle Zahlen dieser \
         Bewilligung wären falsch.";
    RB710 Warning sums mittelabrufe: "Mehr eingegangen als abgerufen", "Mittelabruf und Zahlungseingang",
        "Der Fördergeber zahlt auf einen Abruf hin. Ist mehr eingegangen, fehlt ein Abruf in der Tabelle, oder ein \
         Betrag ist falsch.";
    RB711 Hint: "Mehr ausgegeben als zuwendungsfähig", "Zuwendungsrecht",
        "Gefördert werden höchstens die zuwendungsfähigen Ausgaben. Was darüber liegt, trägt die Kommune allein.";
    RB712 Hint sums zahlungen: "Mehr eingegangen, als zusteht", "Zuwendungsrecht: Erstattung",
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
    RB718 Warning sums haushalt bewilligungen: "Eigenanteil ist zu niedrig", "Zuwendungsrecht: Eigenanteil",
        "Von den Gesamtkosten bleibt nach Zuwendungen und Drittmitteln weniger, als die Kommune selbst tragen muss.";
    RB719 Warning: "Gesamtkosten sind niedriger als die zuwendungsfähigen Ausgaben", "Finanzierungsplan",
        "Die zuwendungsfähigen Ausgaben sind ein Teil der Gesamtkosten. Sind sie höher, ist einer der Beträge falsch, \
         und der Eigenanteil stimmt nicht.";
    RB720 Warning sums tranchen aenderungsbescheide: "Tranchen ergeben nicht den bewilligten Betrag", "Tabelle Tranchen",
        "Die Tranchen verteilen den bewilligten Betrag auf die Jahre. Fehlt ein Teil, fehlt er auch im Haushalt.";
    RB721 Warning: "Änderungsbescheid liegt vor dem Bescheid", "Zuwendungsrecht",
        "Ein Bescheid kann erst geändert werden, wenn es ihn gibt.";
    RB722 Warning sums nachweise aenderungsbescheide: "Nachweis ist überfällig", "Nebenbestimmungen der Bescheide",
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
    RB726 Warning sums mittelabrufe: "Geplanter Mittelabruf ist überfällig", "Tabelle Mittelabrufe",
        "Der Termin ist vorüber, und das Geld steht noch bereit. Wer zu spät abruft, muss es vorstrecken und verliert es \
         am Ende des Bewilligungszeitraums.";
    RB727 Warning sums aenderungsbescheide: "Mehr Abrufe geplant als bewilligt", "Tabelle Mittelabrufe",
        "Die geschehenen und die geplanten Abrufe sind zusammen höher als die Bewilligung. Mit dem Geld darüber ist nicht \
         zu rechnen.";
    RB728 Hint sums mittelabrufe zahlungen nachweise aenderungsbescheide: "Zuwendung ist verfallen", "Zuwendungsrecht",
        "Geld, das bis zum Ende des Bewilligungszeitraums nicht abgerufen ist, verfällt. Der Bericht nennt es \
         „verfallen“. Liegt der Verwendungsnachweis vor, zählt nur, was für die Ausgaben zustand.";
    RB729 Hint sums haushalt: "Gesamtkosten weichen vom Haushalt ab", "Finanzierungsplan",
        "Ein Projekt mit einer Bewilligung nennt Gesamtkosten, und sein Haushalt sieht mehr Auszahlungen vor, oder mit \
         dem Personal-/Sachaufwand weniger. Weniger zählt nur, wenn jedes Jahr des Projekts im Haushalt steht.";
    RB730 Warning sums zahlungen: "Mehr zurückgezahlt als eingegangen", "Zuwendungsrecht: Erstattung",
        "Zurückzahlen lässt sich nur, was eingegangen ist. Sonst wäre „ausgezahlt“ negativ; vielleicht fehlt ein Eingang, \
         oder die Rückzahlung enthält Zinsen.";
    RB731 Warning: "Abgerufenes Geld ist zu spät verwendet", "VwVfG § 49a Abs. 4, Programmregeln",
        "Abgerufenes Geld ist in der Frist des Programms zu verwenden. Sonst kann die Behörde Zinsen verlangen, vom Tag der Auszahlung bis zur Verwendung und nicht erst vom Ende der Frist an. Die Zinsen sind geschätzt: Basiszinssatz und Punkte der Stammdaten, Tage geteilt durch 365.";
    RB732 Warning: "Fortschritt und Geld der Zuwendung passen nicht zusammen", "Mittelabruf und Erledigungsstand",
        "Erledigungsstand und Geld liegen 50 Prozentpunkte auseinander, oder 30 und das eine ist höchstens ein Drittel des anderen. Meist fehlen Abrufe und Ausgaben, oder der Stand ist zu hoch. Als Geld zählt der größere Anteil: abgerufen von bewilligt oder ausgegeben von zuwendungsfähig.";
    RB733 Warning: "Änderung nach der endgültigen Festsetzung", "Zuwendungsrecht: Schlussbescheid",
        "Mit der Festsetzung ist die Höhe der Zuwendung entschieden. Ein späterer Bescheid hebt sie auf oder setzt neu fest; sonst \
         stimmt einer der beiden Tage nicht.";
    } };
}
