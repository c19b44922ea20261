import { codesOf } from '../../../condition/automata/alphabet.js';
import { isAnything, type Regex } from './syntax.js';

/** Texts of which one must be the value, begin it, end it, or be in it. */
export interface PlainTexts {
  readonly at: 'exact' | 'prefix' | 'suffix' | 'contains';
  readonly texts: readonly string[];
}

/** More texts than that are left to a regular expression. */
const MANY_TEXTS = 16;

/** What an expression such as `.*(Chrome|Nexus 6P).*` says without a regular expression; null for others. */
export function plainTexts(regex: Regex): PlainTexts | null {
  const items = regex.kind === 'sequence' ? regex.items : [regex];
  const isOpenBefore = isAnything(items[0]);
  const isOpenBehind = items.length > 1 && isAnything(items.at(-1));
  const middle = items.slice(isOpenBefore ? 1 : 0, isOpenBehind ? -1 : undefined);
  const texts = textsOf({ kind: 'sequence', items: middle });
  if (texts === null) return null;
  const open = isOpenBehind ? ('prefix' as const) : ('exact' as const);
  return { at: isOpenBefore ? (isOpenBehind ? 'contains' : 'suffix') : open, texts };
}

/** The few texts that it matches; null where they are many. */
function textsOf(regex: Regex): readonly string[] | null {
  switch (regex.kind) {
    case 'characters': {
      const codes = codesOf(regex.characters);
      return codes.length === 1 ? codes.map((code) => String.fromCharCode(code)) : null;
    }
    case 'sequence':
      return regex.items.reduce<readonly string[] | null>(
        (texts, item) => {
          const ends = texts === null ? null : textsOf(item);
          const all = ends === null ? null : (texts ?? []).flatMap((text) => ends.map((end) => text + end));
          return all !== null && all.length <= MANY_TEXTS ? all : null;
        },
        [''],
      );
    case 'choice': {
      const options = regex.options.map(textsOf);
      const texts = options.flatMap((option) => option ?? []);
      return options.includes(null) || texts.length > MANY_TEXTS ? null : texts;
    }
    case 'repeat':
    case 'until':
      return null;
  }
}
