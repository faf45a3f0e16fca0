/** What is no letter and cannot be seen, such as joiners and marks of direction. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Marks that stand for an accent or a short vowel. Those of other scripts, as Thai and Devanagari,
 * are letters to their readers, and so are the two that voice Japanese kana.
 */
const MARKS =
  /(?![\u3099\u309a])(?=\p{Mn})[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Latin}\p{Script=Syriac}]/gu;

/** Letters that Unicode does not take apart, and how they are typed without their own key. */
const PLAIN: Record<string, string> = {
  "đ": "d",
  "ð": "d",
  "ħ": "h",
  "ı": "i",
  "ł": "l",
  "ø": "o",
  "ŧ": "t",
  "ß": "ss",
  "æ": "ae",
  "œ": "oe",
  "þ": "th",
  "ς": "σ",
  "ٱ": "ا",
  "ة": "ه",
  "ى": "ي",
  "ی": "ي",
  "ک": "ك",
  "ـ": "",
};
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");

/**
 * A text without case and accents, for searching: two texts that differ only in these are the same
 * once they are folded, in any script. Server and page fold alike, so that both find the same.
 */
export function folded(text: string): string {
  return text.normalize("NFKD").toLowerCase()
    .replaceAll(INVISIBLE, "")
    .replaceAll(MARKS, "")
    .replaceAll(SPECIAL, (letter) => PLAIN[letter]);
}
