import type { Matcher } from '@lamia/lang';
import type { Milliseconds } from '../../config/duration.js';
import type { PromqlExpression } from './syntax.js';

const SERIES = /^[A-Za-z_:][A-Za-z0-9_:]*$/;
const LABEL = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Writes a query. Only label values may hold any text; a series or label that is no PromQL name is a bug of the caller, which
 * has checked names where they came in.
 */
export function printPromql(expression: PromqlExpression): string {
  switch (expression.kind) {
    case 'range': {
      const { series, matchers, window, offset } = expression;
      const selector = matchers.length === 0 ? '' : `{${matchers.map(matcherText).join(',')}}`;
      const shift = offset === 0 ? '' : ` offset ${durationLiteral(offset)}`;
      return `${checked(series, SERIES)}${selector}[${durationLiteral(window)}]${shift}`;
    }
    case 'call': {
      const { name, numbers, of } = expression;
      return `${name}(${[...numbers.map(String), printPromql(of)].join(', ')})`;
    }
    case 'aggregation': {
      const { operator, by, of } = expression;
      return `${operator} by (${by.map((label) => checked(label, LABEL)).join(', ')}) (${printPromql(of)})`;
    }
  }
}

function matcherText({ label, operator, value }: Matcher): string {
  return `${checked(label, LABEL)}${operator}${stringLiteral(value)}`;
}

const LONE_SURROGATE = /\p{Surrogate}/gu;
const ESCAPED = /["\\\p{Cc}\u2028\u2029]/gu;

/**
 * A text in double quotes, as PromQL (Go) reads them. Control characters are written as `\u001b`. Text that is not
 * well-formed cannot be a label's value, which is UTF-8; its lone surrogates become U+FFFD.
 */
export function stringLiteral(text: string): string {
  const escaped = text.replace(LONE_SURROGATE, '\uFFFD').replace(ESCAPED, (character) => {
    switch (character) {
      case '"':
      case '\\':
        return `\\${character}`;
      case '\n':
        return '\\n';
      default:
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    }
  });
  return `"${escaped}"`;
}

function durationLiteral(milliseconds: Milliseconds): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

function checked(name: string, pattern: RegExp): string {
  if (!pattern.test(name)) throw new RangeError(`\`${name}\` is no name in PromQL`);
  return name;
}
