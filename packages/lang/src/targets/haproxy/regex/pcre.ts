import { determine } from '../../../condition/automata/deterministic.js';
import { regexAcceptor } from '../../../condition/automata/regex-acceptor.js';
import { LIMITS } from '../../../syntax/limits.js';
import { eliminateStates } from './eliminate.js';
import { isLinear } from './linear.js';
import { parsePattern } from './parse.js';
import { plainTexts, type PlainTexts } from './plain-texts.js';
import { areLoopsDetermined } from './possessive.js';
import { positionsOf } from './positions.js';
import { isSameLanguage } from './same-language.js';
import { printRegex, type Regex } from './syntax.js';
import type { Deterministic } from '../../../condition/automata/deterministic.js';

/** How a pattern is said to HAProxy. */
export type PcrePattern =
  | { readonly kind: 'never' }
  | { readonly kind: 'texts'; readonly texts: PlainTexts }
  /** Anchored at both ends. */
  | { readonly kind: 'regex'; readonly text: string };

/**
 * Each position that is no loop's can need a place to come back to; 32 KiB of them are what PCRE2's just-in-time code has, and
 * this many take half of that at most.
 */
const MOST_POSITIONS = 512;

const MOST_STATES = 1024;

/**
 * What matches, in PCRE2 on bytes, just the values of tab and printable ASCII that RE2 matches with the pattern as a whole, in
 * time linear in the value and with little memory: the pattern's own form where that can be proved, else one made from its
 * automaton.
 * @param pattern a pattern that has been checked
 * @returns null where nothing is proved
 */
export function pcrePattern(pattern: string, ignoreCase: boolean): PcrePattern | null {
  const automaton = determine(regexAcceptor(pattern, ignoreCase), MOST_STATES);
  if (automaton === null) return null;
  if (automaton.start === null) return { kind: 'never' };
  return (
    proved(parsePattern(ignoreCase ? `(?i:${pattern})` : pattern), automaton) ??
    proved(eliminateStates(automaton, LIMITS.regexCharacters), automaton)
  );
}

function proved(regex: Regex | null, automaton: Deterministic): PcrePattern | null {
  const positions = regex === null ? null : positionsOf(regex, MOST_POSITIONS);
  if (regex === null || positions === null || !isSameLanguage(positions, automaton)) return null;
  const texts = plainTexts(regex);
  if (texts !== null) return { kind: 'texts', texts };
  if (!isLinear(positions) || !areLoopsDetermined(positions)) return null;
  const text = `^(?:${printRegex(regex)})$`;
  return text.length <= LIMITS.regexCharacters ? { kind: 'regex', text } : null;
}
