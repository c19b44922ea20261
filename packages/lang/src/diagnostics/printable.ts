/** Control characters, marks that turn the direction of text, and unpaired surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu;

/** The text as a terminal may show it: what it would obey or garble becomes `�`, tabs stay. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => (character === '\t' ? character : '\ufffd'));
}
