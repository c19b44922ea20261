import { RE2JS } from 're2js';
import { utf8Bytes } from '../../source/utf8-bytes.js';
import { parseRegex } from '../../condition/parse-regex.js';
import { matchesEmpty } from '../../condition/regex-ends.js';
import type { RegexCharacter, RegexTree } from '../../condition/regex-tree.js';

/** What every program has: its failure, its match, and two instructions that look for a start. */
const FRAME = 4;
/** One way to go on from each of the two sides of a branching, at most. */
const BRANCHING = 2;
const BYTES = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));

/**
 * An upper bound of the size that RE2 gives a compiled expression, which Envoy compares with its limit. RE2 counts an instruction
 * for each range of bytes, and one for each way from a branching to what others reach too; it saves some by sharing what is alike,
 * which is left out here.
 */
export function programSizeBound(regex: string): number {
  return FRAME + sizeOf(parseRegex(utf8Bytes(regex), false));
}

function sizeOf(tree: RegexTree): number {
  switch (tree.kind) {
    case 'character':
      return byteRanges(tree);
    case 'assertion':
      return 1;
    case 'sequence':
      return sum(tree.parts.map(sizeOf));
    case 'choice':
      return sum(tree.of.map(sizeOf)) + BRANCHING * Math.max(tree.of.length - 1, 0);
    case 'repeat': {
      const times = tree.max ?? Math.max(tree.min, 1);
      return sizeOf(tree.of) * times + BRANCHING * branchings(tree);
    }
  }
}

/** What may be left out and what comes again: one each; where the part may be empty, its repetition is left out beside. */
function branchings({ of, min, max }: RegexTree & { kind: 'repeat' }): number {
  return max === null ? (matchesEmpty(of) === false ? 1 : 2) : max - min;
}

function byteRanges({ text, ignoreCase }: RegexCharacter): number {
  if (text === '.') return 2; // all but the line feed
  if (/^(?:\\[^\w]|[^\\])$/.test(text)) return 1;
  const regex = RE2JS.compile(ignoreCase ? `(?i:${text})` : text);
  const matched = BYTES.map((byte) => regex.matches(byte));
  return matched.filter((is, byte) => is && matched[byte - 1] !== true).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
