import type { CstNode, IToken } from 'chevrotain';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import { join, type Span } from '../source/span.js';
import type { Expression, FieldName, FieldTest, Predicate, RawAcl, TestText, TextTest } from './ast.js';
import { browserTexts } from './browser-names.js';
import { childNode, childNodes, childToken, childTokens } from './concrete.js';
import { tokenSpan } from './lexer/tokenize.js';
import { printExpression } from './print-expression.js';
import { readString } from './string-literal.js';
import { badEscape } from './syntax-errors.js';

/** The field of a test and where it stands. */
interface Field extends Span {
  readonly field: FieldName;
  readonly name: string | null;
  /** Written as `user-agent`, whose operators have meanings of their own. */
  readonly isUserAgent: boolean;
  readonly isOld: boolean;
}

/** What follows a field. */
interface Match {
  readonly test: FieldTest;
  readonly negated: boolean;
  /** The operator in lower case, where it leads a text; null for `in` and `present`. */
  readonly operator: string | null;
  readonly ignoreCase: boolean;
  readonly isOld: boolean;
  readonly end: number;
}

/** The canonical test of every operator that leads a text; `misses` and `!=` negate theirs. */
const TESTS: Readonly<Record<string, TextTest>> = {
  ...{ exact: 'exact', is: 'exact', '==': 'exact', '=': 'exact', not: 'exact', '!=': 'exact', '!': 'exact' },
  ...{ prefix: 'prefix', under: 'under', suffix: 'suffix', regex: 'regex', '~': 'regex' },
  ...{ contains: 'contains', has: 'contains', misses: 'contains' },
};
const NEGATING: ReadonlySet<string> = new Set(['not', '!=', '!', 'misses']);
/** Spellings that the formatter replaces. */
const OLD_OPERATORS: ReadonlySet<string> = new Set([
  ...['is', '==', '=', '~', 'has', 'misses'],
  '!=',
  '!',
  'not',
]);
/** After `user-agent` these ask whether it contains the text, or what the named browser's contains. */
const BROWSER_OPERATORS: ReadonlySet<string> = new Set(['is', '==', '=', '!=', '!', 'not', 'has', 'misses']);

/** Builds tests of requests, and brings the short codes of older dialects to the one form of the tree. */
export class PredicateBuilder {
  constructor(private readonly diagnostics: Diagnostic[]) {}

  /** The test below a node; null where the text has none or is broken there. */
  build(primary: CstNode): Expression | null {
    const acl = childToken(primary, 'RawAclText');
    if (acl !== undefined) return rawAcl(acl);
    const node = childNode(primary, 'predicate');
    if (node === undefined) return null;
    const presence = childToken(node, 'PresenceWord');
    return presence === undefined ? this.fieldMatch(node) : this.presence(node, presence);
  }

  /** `has header X`, `misses cookie X`. */
  private presence(node: CstNode, word: IToken): Expression | null {
    const named = childNode(node, 'namedField');
    const field = named === undefined ? null : this.namedField(named);
    if (field === null) return null;
    const span = join(tokenSpan(word), field);
    const built = negatedIf(
      word.image.toLowerCase() === 'misses',
      predicate(field, { test: 'present' }, false, span),
    );
    this.old(built);
    return built;
  }

  private fieldMatch(node: CstNode): Expression | null {
    const fieldNode = childNode(node, 'field');
    const matchNode = childNode(node, 'match');
    const field = fieldNode === undefined ? null : this.field(fieldNode);
    const match = matchNode === undefined ? null : this.match(matchNode);
    if (field === null || match === null) return null;
    const span = { start: field.start, end: match.end };
    const built = negatedIf(match.negated, this.meaning(field, match, span));
    if (field.isOld || match.isOld) this.old(built);
    return built;
  }

  private meaning(field: Field, match: Match, span: Span): Expression {
    const { test, operator, ignoreCase } = match;
    const isBrowser = field.isUserAgent && operator !== null && BROWSER_OPERATORS.has(operator);
    if (!isBrowser || !('text' in test)) return predicate(field, test, ignoreCase, span);
    const { value, ...place } = test.text;
    const [first, ...others] = browserTexts(value).map((text) =>
      predicate(field, { test: 'contains', text: { value: text, ...place } }, ignoreCase, span),
    );
    // A name always stands for one text at least.
    const start: Expression = first ?? predicate(field, test, ignoreCase, span);
    return others.reduce(
      (left: Expression, right): Expression => ({
        kind: 'Binary',
        operator: 'and',
        operatorSpan: span,
        left,
        right,
        ...span,
      }),
      start,
    );
  }

  private field(node: CstNode): Field | null {
    const named = childNode(node, 'namedField');
    if (named !== undefined) return this.namedField(named);
    const word = childToken(node, 'SimpleField');
    if (word === undefined) return null;
    const text = word.image.toLowerCase();
    const place = tokenSpan(word);
    switch (text) {
      case 'host':
      case 'path':
      case 'method':
      case 'scheme':
        return { field: text, name: null, isUserAgent: false, isOld: false, ...place };
      case 'uri':
        return { field: 'path', name: null, isUserAgent: false, isOld: true, ...place };
      default:
        return { field: 'header', name: 'User-Agent', isUserAgent: true, isOld: true, ...place };
    }
  }

  private namedField(node: CstNode): Field | null {
    const word = childToken(node, 'NamedField');
    const token = childToken(node, 'StringText') ?? childToken(node, 'FieldName');
    if (word === undefined || token === undefined) return null;
    const field = word.image.toLowerCase();
    if (field !== 'header' && field !== 'cookie' && field !== 'query') return null;
    return {
      field,
      name: this.text(token).value,
      isUserAgent: false,
      isOld: childToken(node, 'Colon') !== undefined,
      ...join(tokenSpan(word), tokenSpan(token)),
    };
  }

  private match(node: CstNode): Match | null {
    const caseWord = childToken(node, 'CaseWord');
    const ignoreCase = childToken(node, 'IgnoringWord') !== undefined && caseWord !== undefined;
    const matched = this.test(node);
    if (matched === null) return null;
    return { ...matched, ignoreCase, end: caseWord === undefined ? matched.end : tokenSpan(caseWord).end };
  }

  private test(node: CstNode): Omit<Match, 'ignoreCase'> | null {
    const sign = childToken(node, 'NotEqual') ?? childToken(node, 'Bang') ?? childToken(node, 'Not');
    const direct = childNode(node, 'text');
    if (sign !== undefined && direct !== undefined) return this.led(sign, direct, false);
    const inner = childNode(node, 'test');
    return inner === undefined ? null : this.innerTest(inner, sign !== undefined);
  }

  /** @param negated by a `not` before it */
  private innerTest(node: CstNode, negated: boolean): Omit<Match, 'ignoreCase'> | null {
    const present = childToken(node, 'PresentTest');
    if (present !== undefined) {
      const isOld = negated || present.image.toLowerCase() === 'exists';
      return { test: { test: 'present' }, negated, operator: null, isOld, end: tokenSpan(present).end };
    }
    const items = childNodes(node, 'item').flatMap((item) => this.item(item) ?? []);
    if (items.length > 0) {
      const close = childToken(node, 'RightParenthesis');
      const end = close === undefined ? (items.at(-1)?.end ?? 0) : tokenSpan(close).end;
      return { test: { test: 'in', texts: items }, negated, operator: null, isOld: negated, end };
    }
    const operator = childToken(node, 'MatchOperator');
    const text = childNode(node, 'text');
    return operator === undefined || text === undefined ? null : this.led(operator, text, negated);
  }

  /** An operator and its text. */
  private led(operator: IToken, node: CstNode, negated: boolean): Omit<Match, 'ignoreCase'> | null {
    const token = childTokens(node, 'StringText')[0] ?? childToken(node, 'UnquotedText');
    const word = operator.image.toLowerCase();
    const test = TESTS[word];
    if (token === undefined || test === undefined) return null;
    const text = this.text(token);
    return {
      test: { test, text },
      negated: negated !== NEGATING.has(word),
      operator: word,
      isOld: negated || OLD_OPERATORS.has(word) || token.tokenType.name === 'UnquotedText',
      end: text.end,
    };
  }

  private item(node: CstNode): TestText | null {
    const token =
      childToken(node, 'StringText') ?? childToken(node, 'Name') ?? childToken(node, 'NumberText');
    return token === undefined ? null : this.text(token);
  }

  private text(token: IToken): TestText {
    const place = tokenSpan(token);
    if (token.tokenType.name !== 'StringText') return { value: token.image, ...place };
    const { value, badEscapes } = readString(token.image);
    for (const escape of badEscapes) this.diagnostics.push(badEscape(token, escape));
    return { value, ...place };
  }

  private old(node: Expression): void {
    const canonical = printExpression(node);
    const text = node.kind === 'Binary' ? `(${canonical})` : canonical;
    const place = { start: node.start, end: node.end };
    this.diagnostics.push({
      code: 'legacy-dialect',
      severity: 'info',
      message: `an older spelling of \`${excerpt(canonical)}\``,
      ...place,
      fixes: [{ title: `write ${excerpt(canonical)}`, edits: [{ ...place, text }] }],
    });
  }
}

function rawAcl(token: IToken): RawAcl {
  return { kind: 'RawAcl', text: token.image.slice(1, -1).trim(), ...tokenSpan(token) };
}

function predicate(field: Field, test: FieldTest, ignoreCase: boolean, span: Span): Predicate {
  return {
    kind: 'Predicate',
    field: field.field,
    name: field.name,
    fieldSpan: { start: field.start, end: field.end },
    test,
    ignoreCase,
    start: span.start,
    end: span.end,
  };
}

function negatedIf(negated: boolean, operand: Expression): Expression {
  return negated ? { kind: 'Not', operand, start: operand.start, end: operand.end } : operand;
}
