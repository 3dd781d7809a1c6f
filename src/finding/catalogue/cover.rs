//! Rules on the cover, the Beratungsfolge and who decides.

macro_rules! cover {
    ([$next:ident $($rest:ident)*] $($before:tt)*) => { $next! { [$($rest)*] $($before)*

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
    RB406 Warning: "Vorlage hat keinen Beschlussvorschlag", "Vordruck",
        "Eine Entscheidungsvorlage schlägt einen Beschluss vor. Die Datei beschlussvorschlag.md oder beschlussvorschlag.docx fehlt oder ist \
         leer. In einem Entwurf darf er noch fehlen.";
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
    RB417 Warning: "Vorbehalt nennt ein Gremium, das nicht entscheidet", "Vordruck Beratungsfolge",
        "Ein Beschluss „vorbehaltlich der Entscheidung“ eines Gremiums braucht dessen Entscheidung. In der Beratungsfolge \
         steht sie nicht, also käme sie nie.";
    RB418 Hint: "Jahr der Vorlage-Nr passt nicht zum Datum", "Stammdaten: Muster der Vorlage-Nr",
        "Eine Vorlage bekommt ihre Nummer in dem Jahr, in dem sie entsteht. Ein anderes Jahr ist meist ein Zahlendreher.";
    RB419 Hint: "Anlage ist kein barrierefreies PDF", "Barrierefreiheit: PDF/UA",
        "Anlagen werden mit der Vorlage veröffentlicht und sollen wie sie von allen gelesen werden können, auch mit einem \
         Vorleseprogramm. Ein barrierefreies PDF sagt das in seinen Angaben; ein Scan oder ein verschlüsseltes kann es nicht.";
    } };
}
