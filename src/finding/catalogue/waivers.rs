//! Rules on waivers.

macro_rules! waivers {
    ([$next:ident $($rest:ident)*] $($before:tt)*) => { $next! { [$($rest)*] $($before)*

    RB801 Warning: "Ausnahme ist abgelaufen", "Ausnahmen im Arbeitsordner",
        "Die Ausnahme galt bis zu einem Tag, der vorüber ist. Der Befund zählt wieder.";
    RB802 Warning: "Ausnahme wird nicht gebraucht", "Ausnahmen im Arbeitsordner",
        "Zu der Ausnahme gibt es keinen Befund mehr. Sie könnte später einen neuen Fehler verdecken.";
    RB803 Error: "Ausnahme ist nicht möglich", "Ausnahmen im Arbeitsordner",
        "Den Code gibt es nicht, oder von ihm lässt sich keine Ausnahme machen: Was nicht lesbar ist oder ins Leere \
         verweist, kann nicht gedruckt werden.";
    } };
}
