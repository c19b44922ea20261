import type { Atom } from '../../condition/atom.js';
import { isAlwaysPresent } from '../../condition/atom.js';
import { valueTest } from '../../condition/atom-test.js';
import { bytesRegex, utf8 } from './bytes.js';
import { pcrePattern } from './regex/pcre.js';
import { WORDS_A_LINE, type Match } from './rules.js';

/** A test as alternatives; none for one that never holds. */
export type TestMatches =
  | { readonly kind: 'constant'; readonly holds: boolean }
  | { readonly kind: 'matches'; readonly matches: readonly Match[]; readonly negated: boolean }
  /** A regular expression that nothing was proved of. */
  | { readonly kind: 'unproved' };

/** How HAProxy tests the sample of an atom's field. */
export function testMatches(atom: Atom): TestMatches {
  if (atom.field === 'scheme') return schemeMatches(atom);
  if (atom.op === 'present' && isAlwaysPresent(atom)) return { kind: 'constant', holds: true };
  const matches = valueMatches(atom);
  if (matches === null) return { kind: 'unproved' };
  if (matches.length === 0) return { kind: 'constant', holds: false };
  return { kind: 'matches', matches, negated: false };
}

/** The scheme is one of two, which an encrypted connection tells apart. */
function schemeMatches(atom: Atom): TestMatches {
  const holds = valueTest(atom);
  const [plain, encrypted] = [holds('http'), holds('https')];
  if (plain === encrypted) return { kind: 'constant', holds: plain };
  return { kind: 'matches', matches: [{ kind: 'true' }], negated: plain };
}

/** Null where nothing can be proved of a regular expression. */
function valueMatches(atom: Atom): readonly Match[] | null {
  const { ignoreCase } = atom;
  switch (atom.op) {
    case 'present':
      return [{ kind: 'found' }];
    case 'exact':
    case 'prefix':
    case 'suffix':
    case 'contains':
      return textMatches(atom.op, [atom.value], ignoreCase);
    case 'in':
      return textMatches('exact', atom.values, ignoreCase);
    case 'under':
      return [
        ...textMatches('exact', [atom.value], ignoreCase),
        ...textMatches('prefix', [`${atom.value}/`], ignoreCase),
      ];
    case 'regex': {
      const pattern = pcrePattern(atom.value, ignoreCase);
      switch (pattern?.kind) {
        case undefined:
          return null;
        case 'never':
          return [];
        case 'texts':
          return textMatches(pattern.texts.at, pattern.texts.texts, false);
        case 'regex':
          return [{ kind: 'regex', regex: pattern.text }];
      }
    }
  }
}

type TextKind = 'exact' | 'prefix' | 'suffix' | 'contains';

/** `acl NAME FETCH -m KIND -i --` come before the values. */
const VALUES_A_LINE = WORDS_A_LINE - 7;

function textMatches(kind: TextKind, values: readonly string[], ignoreCase: boolean): readonly Match[] {
  const filled = [...new Set(values)].filter((value) => value !== '');
  const written = filled.filter(isWritable);
  const lines: Match[] = [];
  for (let at = 0; at < written.length; at += VALUES_A_LINE) {
    lines.push({ kind, values: written.slice(at, at + VALUES_A_LINE), ignoreCase });
  }
  const empty: Match = { kind: kind === 'exact' ? 'empty' : 'found' };
  return [
    ...(filled.length < new Set(values).size ? [empty] : []),
    ...lines,
    ...filled.filter((value) => !isWritable(value)).flatMap((value) => escaped(kind, value, ignoreCase)),
  ];
}

/** Control characters, line ends, and what would be an expression elsewhere in HAProxy's configuration, go out escaped. */
function isWritable(value: string): boolean {
  return !/[\p{Cc}\p{Surrogate}\u2028\u2029]|%\[/u.test(value);
}

/** A text by an expression of its bytes; one that is not UTF-8 is in no value. */
function escaped(kind: TextKind, value: string, ignoreCase: boolean): readonly Match[] {
  const bytes = utf8(value);
  if (bytes === null) return [];
  const begin = kind === 'exact' || kind === 'prefix' ? '^' : '';
  const end = kind === 'exact' || kind === 'suffix' ? '$' : '';
  return [{ kind: 'regex', regex: `${begin}${bytesRegex(bytes, ignoreCase)}${end}` }];
}
