// The few words that scripts say, in the languages of the portal; the page’s language decides.
const WORDS = {
  en: {
    saved: "Saved {time}",
    saving: "Saving …",
    notSaved: "Could not save – trying again in {seconds} seconds.",
    tryAgain: "Try again now",
    conflict: "This was changed in another window.",
    compare: "Compare both versions",
    wordsLeft: "{left} of {limit} words left",
    wordsOver: "{over} words too many; there is room for {limit}",
    charactersLeft: "{left} of {limit} characters left",
    charactersOver: "{over} characters too many; there is room for {limit}",
    excess: "Beyond the limit:",
    tooLarge: "“{name}” has {size} MB; at most {limit} MB can be sent.",
    wrongKind: "“{name}” can’t be taken here. Possible are: {kinds}.",
    sending: "Sending: {percent} %",
    notSent: "The connection broke. Nothing was lost; please send it again.",
    same: "This is exactly the file that was issued.",
    different: "This is not the file that was issued, or it was changed.",
    picture: "Picture {number} of {total}",
  },
  de: {
    saved: "Gespeichert {time}",
    saving: "Wird gespeichert …",
    notSaved: "Nicht gespeichert – neuer Versuch in {seconds} Sekunden.",
    tryAgain: "Jetzt noch einmal versuchen",
    conflict: "Das wurde in einem anderen Fenster geändert.",
    compare: "Beide Fassungen vergleichen",
    wordsLeft: "Noch {left} von {limit} Wörtern",
    wordsOver: "{over} Wörter zu viel; Platz ist für {limit}",
    charactersLeft: "Noch {left} von {limit} Zeichen",
    charactersOver: "{over} Zeichen zu viel; Platz ist für {limit}",
    excess: "Über der Grenze:",
    tooLarge: "„{name}“ hat {size} MB; höchstens {limit} MB können gesendet werden.",
    wrongKind: "„{name}“ kann hier nicht angenommen werden. Möglich sind: {kinds}.",
    sending: "Wird gesendet: {percent} %",
    notSent: "Die Verbindung ist abgebrochen. Nichts ging verloren; bitte noch einmal senden.",
    same: "Das ist genau die Datei, die ausgestellt wurde.",
    different: "Das ist nicht die ausgestellte Datei, oder sie wurde verändert.",
    picture: "Bild {number} von {total}",
  },
};

export function words(key, facts = {}) {
  const known = WORDS[document.documentElement.lang] ?? WORDS.en;
  return known[key].replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}
