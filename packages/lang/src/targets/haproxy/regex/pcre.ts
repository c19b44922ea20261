import { determine, type Deterministic } from '../../../condition/automata/deterministic.js';
import { regexAcceptor } from '../../../condition/automata/regex-acceptor.js';
import { LIMITS } from '../../../syntax/limits.js';
import { eliminateStates } from './eliminate.js';
import { isLinear } from './linear.js';
import { patternRegex } from './pattern-regex.js';
import { plainTexts, type PlainTexts } from './plain-texts.js';
import { areLoopsDetermined } from './possessive.js';
import { positionsOf } from './positions.js';
import { isSameLanguage } from './same-language.js';
import { segmented } from './segments.js';
import { choice, printRegex, type Regex } from './syntax.js';

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

const MOST_STATES = 512;

/**
 * What matches, in PCRE2 on bytes, just the values of tab and printable ASCII that RE2 matches with the pattern as a whole, in
 * time linear in the value and with little memory: the pattern's own form where that can be proved, else one made from its
 * parts, else one made from its automaton.
 * @param pattern a pattern that has been checked
 * @returns null where nothing is proved
 */
export function pcrePattern(pattern: string, ignoreCase: boolean): PcrePattern | null {
  const automaton = determine(regexAcceptor(pattern, ignoreCase), MOST_STATES);
  if (automaton === null) return null;
  if (automaton.start === null) return { kind: 'never' };
  const written = patternRegex(pattern, ignoreCase);
  const own = written === null ? null : said(written, byOption, automaton);
  if (own !== null) return own;
  const rewritten = eliminateStates(automaton, LIMITS.regexCharacters);
  return rewritten === null ? null : said(rewritten, (regex) => (isSafe(regex) ? regex : null), automaton);
}

/** An expression as plain texts where that is all that it is, else in the form that is safe; null for another language. */
function said(
  regex: Regex,
  safeForm: (regex: Regex) => Regex | null,
  automaton: Deterministic,
): PcrePattern | null {
  const texts = plainTexts(regex);
  const safe = texts === null ? safeForm(regex) : regex;
  if (safe === null || !isSame(safe, automaton)) return null;
  return texts === null ? printed(safe) : { kind: 'texts', texts };
}

function isSame(regex: Regex, automaton: Deterministic): boolean {
  const positions = positionsOf(regex, MOST_POSITIONS);
  return positions !== null && isSameLanguage(positions, automaton);
}

/** A choice takes as long as its options together, each of which may be made safe in its own way; parts are proved sooner. */
function byOption(regex: Regex): Regex | null {
  const options = regex.kind === 'choice' ? regex.options : [regex];
  const inParts = options.map((option) => segmented(option, MOST_POSITIONS));
  if (inParts.every((option) => option !== null)) return choice(inParts);
  if (isSafe(regex)) return regex;
  const safe = options.map((option, index) => inParts[index] ?? (isSafe(option) ? option : null));
  return safe.every((option) => option !== null) ? choice(safe) : null;
}

function isSafe(regex: Regex): boolean {
  const positions = positionsOf(regex, MOST_POSITIONS);
  return positions !== null && isLinear(positions) && areLoopsDetermined(positions);
}

function printed(regex: Regex): PcrePattern | null {
  const text = `^(?:${printRegex(regex)})$`;
  return text.length <= LIMITS.regexCharacters ? { kind: 'regex', text } : null;
}
