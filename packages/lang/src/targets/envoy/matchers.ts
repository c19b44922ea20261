import { RE2JS } from 're2js';
import type { Atom } from '../../condition/atom.js';
import { comparisonTree } from '../../condition/comparison-tree.js';
import { printRegex } from '../../condition/print-regex.js';
import type { RegexTree } from '../../condition/regex-tree.js';
import { isObstacle, type Obstacle } from './fragment.js';
import type { EnvoyOptions } from './options.js';
import { programSizeBound } from './program-size.js';
import type { SafeRegex, StringMatcher } from './route-config.js';

/** An expression that Envoy accepts. */
export function safeRegex(regex: string, { maxProgramSize }: EnvoyOptions): SafeRegex | Obstacle {
  const size = programSizeBound(regex);
  if (size <= maxProgramSize) return { regex: regex === '' ? '(?:)' : regex };
  return {
    code: 'target-limit',
    message:
      `envoy would have to compile \`${regex}\` to a program of up to ${size} instructions, of which it allows ${maxProgramSize}: ` +
      'shorten it, or raise `re2.max_program_size.error_level` in envoy and `maxProgramSize` here',
  };
}

export function treeRegex(tree: RegexTree, options: EnvoyOptions): SafeRegex | Obstacle {
  return safeRegex(printRegex(tree), options);
}

/**
 * Envoy's RE2 reads expressions and values by bytes, so that a character beyond ASCII is several to it and `é?` would not mean what
 * it says.
 */
export function beyondBytes(atom: Atom): Obstacle | null {
  if (atom.op !== 'regex') return null;
  const [found] = /[^\0-\x7f]|\\x\{0*[1-9a-fA-F][0-9a-fA-F]{2,}\}/u.exec(atom.value) ?? [];
  if (found === undefined) return null;
  return {
    code: 'target-cannot',
    message: `envoy matches regular expressions by bytes and would misread \`${found}\`: use \`exact\`, \`prefix\`, \`suffix\` or \`contains\` for text beyond ASCII`,
  };
}

/** How Envoy tests a whole value; `present` where any value will do. */
export function stringMatcher(atom: Atom, options: EnvoyOptions): StringMatcher | 'present' | Obstacle {
  const folded = atom.ignoreCase ? { ignore_case: true } : {};
  switch (atom.op) {
    case 'present':
      return 'present';
    case 'exact':
      return { exact: atom.value, ...folded };
    case 'prefix':
      return atom.value === '' ? 'present' : { prefix: atom.value, ...folded };
    case 'suffix':
      return atom.value === '' ? 'present' : { suffix: atom.value, ...folded };
    case 'contains':
      return atom.value === '' ? 'present' : { contains: atom.value, ...folded };
    case 'in': {
      const [only, ...others] = atom.values;
      if (only !== undefined && others.length === 0) return { exact: only, ...folded };
      return asStringMatcher(treeRegex(comparisonTree(atom), options));
    }
    case 'under':
      return asStringMatcher(treeRegex(comparisonTree(atom), options));
    case 'regex':
      return (
        beyondBytes(atom) ??
        asStringMatcher(safeRegex(atom.ignoreCase ? `(?i:${atom.value})` : atom.value, options))
      );
  }
}

function asStringMatcher(regex: SafeRegex | Obstacle): StringMatcher | Obstacle {
  return isObstacle(regex) ? regex : { safe_regex: regex };
}

/** Whether an empty value passes the test. */
export function passesEmpty(atom: Atom): boolean {
  switch (atom.op) {
    case 'present':
      return true;
    case 'in':
      return atom.values.includes('');
    case 'regex':
      return RE2JS.compile(atom.value).matches('');
    default:
      return atom.value === '';
  }
}
