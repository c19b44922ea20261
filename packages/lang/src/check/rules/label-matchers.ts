import { excerpt } from '../../diagnostics/excerpt.js';
import type { LabelMatcher } from '../../syntax/ast.js';
import { quote } from '../../syntax/string-literal.js';
import { visit } from '../../syntax/visitor.js';
import { doubledBackslash, regexReader, type RegexMeaning } from '../regex.js';
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

/** Whether it matches the empty text, as far as is known. */
function checkRegex(matcher: LabelMatcher, meaning: RegexMeaning, { source, report }: RuleContext): boolean {
  const { value, valueSpan } = matcher;
  const doubled = doubledBackslash(source, valueSpan);
  if (doubled !== null) report(doubled);
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
