/** Kinds of things that are designed but not built, which are refused with these words instead of being called unknown: by the thing and the word for its kind. */
const LATER_KINDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  target: { file: 'the target `file`' },
};

/** What a kind of a thing would be called once it is built, or null for one that is not planned. */
export function laterKind(thing: string, word: string): string | null {
  const kinds = Object.hasOwn(LATER_KINDS, thing) ? LATER_KINDS[thing] : undefined;
  return kinds !== undefined && Object.hasOwn(kinds, word) ? (kinds[word] ?? null) : null;
}
