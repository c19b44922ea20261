import { RE2JS } from 're2js';
import { literalText, type Literal } from '../../condition/atom.js';
import { regexSize } from '../../check/regex-size.js';
import { excerpt } from '../../diagnostics/excerpt.js';
import { LIMITS } from '../../syntax/limits.js';
import type { Rule, TargetProblem } from '../target.js';

/** What is wrong with regular expressions that cannot be read, or are too large to be looked at; one problem for each literal. */
export function unreadableRegexes(rules: readonly Rule[]): readonly TargetProblem[] {
  return rules.flatMap(({ all, route }) =>
    all.flatMap((literal): TargetProblem[] => {
      const why = literal.op === 'regex' ? unreadable(literal.value) : null;
      return why === null ? [] : [problem(literal, route, why)];
    }),
  );
}

function unreadable(pattern: string): string | null {
  if (pattern.length > LIMITS.regexCharacters) return `it has more than ${LIMITS.regexCharacters} characters`;
  if (regexSize(pattern) > LIMITS.regexSteps) return 'its repetitions make it too large';
  try {
    RE2JS.compile(pattern);
    return null;
  } catch (error) {
    // re2js throws its own syntax errors, whose message ends in the offending part.
    return error instanceof Error ? error.message : 'it cannot be read';
  }
}

function problem(literal: Literal, route: number, why: string): TargetProblem {
  const message = `\`${excerpt(literalText(literal))}\` is no regular expression that can be used: ${why}; mend it`;
  return { code: 'target-cannot', severity: 'error', message, literal, route };
}
