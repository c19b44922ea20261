import { RE2JS } from 're2js';
import { excerpt } from '../../diagnostics/excerpt.js';
import type { LabelMatcher } from '../../syntax/ast.js';
import { LIMITS } from '../../syntax/limits.js';
import { quote } from '../../syntax/string-literal.js';
import { visit } from '../../syntax/visitor.js';
import { regexSize } from './regex-size.js';
import type { Rule, RuleContext } from './rule.js';

/** Selectors must be regular expressions that Prometheus takes, and must select something in particular. */
export const labelMatchers: Rule = (context) => {
  const read = regexReader();
  visit(context.program, {
    LabelMatcher: (matcher) => {
      const isRegex = matcher.operator === '=~' || matcher.operator === '!~';
      const matchesEmpty = isRegex ? checkRegex(matcher, read(matcher.value), context) : matcher.value === '';
      const selects = matcher.operator === '=' || matcher.operator === '=~';
      if (selects && matchesEmpty) reportEmpty(matcher, context);
    },
  });
};

type RegexMeaning =
  { readonly ok: true; readonly matchesEmpty: boolean } | { readonly ok: false; readonly why: string };

/** Reads the expressions of one program, each once, within a limit on what they take together. */
function regexReader(): (pattern: string) => RegexMeaning {
  const known = new Map<string, RegexMeaning>();
  let steps = 0;
  return (pattern) => {
    const before = known.get(pattern);
    if (before !== undefined) return before;
    steps += regexSize(pattern);
    const meaning = readRegex(pattern, steps);
    known.set(pattern, meaning);
    return meaning;
  };
}

function readRegex(pattern: string, steps: number): RegexMeaning {
  if (pattern.length > LIMITS.regexCharacters) {
    return { ok: false, why: `it has ${pattern.length} characters, more than ${LIMITS.regexCharacters}` };
  }
  if (steps > LIMITS.regexSteps) {
    const why = `with repetitions written out the program's expressions take ${steps} steps, more than ${LIMITS.regexSteps}`;
    return { ok: false, why };
  }
  try {
    return { ok: true, matchesEmpty: RE2JS.compile(pattern).matches('') };
  } catch (error) {
    // re2js throws its own syntax errors, whose message ends in the offending part.
    const why =
      error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'it cannot be read';
    return { ok: false, why };
  }
}

/** Whether it matches the empty text, as far as is known. */
function checkRegex(matcher: LabelMatcher, meaning: RegexMeaning, { source, report }: RuleContext): boolean {
  const { value, valueSpan } = matcher;
  const written = source.slice(valueSpan.start, valueSpan.end);
  if (/\\\\[a-zA-Z]/.test(written)) {
    const text = written.replace(/\\\\(?=[a-zA-Z])/g, '\\');
    report({
      code: 'doubled-backslash',
      severity: 'warning',
      message: 'a backslash before a letter needs no doubling here: the text was probably pasted from JSON',
      ...valueSpan,
      fixes: [{ title: 'write single backslashes', edits: [{ ...valueSpan, text }] }],
    });
  }
  if (meaning.ok) return meaning.matchesEmpty;
  report({
    code: 'bad-regex',
    severity: 'error',
    message: `\`${excerpt(value)}\` cannot be used as a regular expression: ${meaning.why}`,
    ...valueSpan,
  });
  return false;
}

function reportEmpty({ label, operator, value, start, end }: LabelMatcher, { report }: RuleContext): void {
  const written = excerpt(`${label}${operator}${quote(value)}`);
  report({
    code: 'matcher-matches-empty',
    severity: 'error',
    message: `\`${written}\` also matches series without the label \`${excerpt(label)}\`: match at least one character, or leave it out`,
    start,
    end,
  });
}
