// Counts as the server counts: tidied text, words between white space, characters as code points.
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const INVISIBLE = /[\u0001-\u0008\u000e-\u001f\u007f-\u009f]/g;
const AROUND = /^\p{White_Space}+|\p{White_Space}+$/gu;

export function tidy(text) {
  return text.replace(LINE_ENDS, "\n").replace(INVISIBLE, "").normalize("NFC").replace(AROUND, "");
}

export function countWords(text) {
  return tidy(text).split(/\p{White_Space}+/u).filter(Boolean).length;
}

export function countCharacters(text) {
  return [...tidy(text)].length;
}

// What stands beyond the limit, so that it can be shown; nothing is ever cut.
export function beyond(text, limit, unit) {
  const whole = tidy(text);
  if (unit === "characters") return [...whole].slice(limit).join("");
  let seen = 0;
  for (const word of whole.matchAll(/\P{White_Space}+/gu)) {
    if (++seen > limit) return whole.slice(word.index);
  }
  return "";
}
