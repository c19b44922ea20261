import type { Diagnostic, Fix } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import { doubledBackslash, type RegexMeaning } from '../check/regex.js';
import type { Span } from '../source/span.js';
import type { FieldTest, Predicate, TestText } from '../syntax/ast.js';
import { quote } from '../syntax/string-literal.js';
import { isAlwaysPresent, type Atom, type Comparison, type Field } from './atom.js';
import { lookAround } from './look-around.js';
import { comparableHost, lowerCase } from './request.js';

/** What is needed to read the tests of one condition. */
export interface AtomContext {
  readonly source: string;
  readonly readRegex: (pattern: string) => RegexMeaning;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** The normal form of a test; a constant where it says the same of every request; null where it is an error, which is reported. */
export function buildAtom(node: Predicate, context: AtomContext): Atom | boolean | null {
  const field = fieldOf(node, context);
  if (field === null) return null;
  const comparison = comparisonOf(node, field, context);
  if (comparison === null) return null;
  for (const text of textsOf(node.test)) typographicQuotes(text, context);
  const atom: Atom = { ...field, ...comparison, ignoreCase: ignoresCase(field, comparison, node.ignoreCase) };
  return atom.op === 'present' && isAlwaysPresent(atom) ? true : atom;
}

/** RFC 9110's tokens, which names of headers are, and RFC 6265's names of cookies. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What cannot stand in the name of a query parameter as it is sent. */
const NOT_IN_QUERY_NAME = /[^\x21-\x7e]|[&=#]/;

function fieldOf(node: Predicate, { report }: AtomContext): Field | null {
  const { field, name, fieldSpan } = node;
  if (name === null) return { field, name };
  const refuse = (message: string, fixes?: readonly Fix[]): null => {
    report({ code: 'bad-field-name', severity: 'error', message, ...fieldSpan, ...(fixes && { fixes }) });
    return null;
  };
  const shown = excerpt(name);
  if (field === 'query') {
    if (name !== '' && !NOT_IN_QUERY_NAME.test(name)) return { field, name };
    return refuse(
      `\`${shown}\` cannot be the name of a query parameter: expected it as it is sent, percent-encoded and without \`&\`, \`=\` and \`#\``,
    );
  }
  if (field === 'header' && /^(?:host|:authority)$/i.test(name)) {
    return refuse('the host is no ordinary header: write `host`', [
      { title: 'write host', edits: [{ ...fieldSpan, text: 'host' }] },
    ]);
  }
  if (field === 'header' && name.startsWith(':')) {
    return refuse(`\`${shown}\` is no header: write \`path\`, \`method\`, \`scheme\` or \`host\``);
  }
  if (TOKEN.test(name)) return { field, name: field === 'header' ? lowerCase(name) : name };
  return refuse(
    `\`${shown}\` cannot be the name of a ${field}: expected letters, digits and \`- _ .\`, as in \`X-Group\``,
  );
}

function comparisonOf(node: Predicate, field: Field, context: AtomContext): Comparison | null {
  const { test } = node;
  switch (test.test) {
    case 'present':
      return { op: 'present' };
    case 'in': {
      const values = test.texts.map((text) => literal(node, field, text, context));
      if (!values.every((value) => value !== null)) return null;
      const [first, ...others] = new Set(values);
      return first !== undefined && others.length === 0
        ? { op: 'exact', value: first }
        : { op: 'in', values: [...new Set(values)] };
    }
    case 'regex':
      return regex(node, test.text, context);
    case 'under':
      return under(field, test.text, context);
    case 'exact': {
      const value = literal(node, field, test.text, context);
      return value === null ? null : { op: 'exact', value };
    }
    case 'prefix':
    case 'suffix':
    case 'contains': {
      const value = literal(node, field, test.text, context);
      if (value !== '') return value === null ? null : { op: test.test, value };
      emptyText(node, test, context);
      return { op: 'present' };
    }
  }
}

/** A literal in the form of what it is compared with. */
function literal(
  { test: { test } }: Predicate,
  field: Field,
  text: TestText,
  { report }: AtomContext,
): string | null {
  const whole = test === 'exact' || test === 'in';
  switch (field.field) {
    case 'method':
      return text.value.toUpperCase();
    case 'host': {
      const host = whole ? comparableHost(text.value) : lowerCase(text.value);
      if (!whole || host === lowerCase(text.value)) return host;
      report({
        code: 'host-form',
        severity: 'error',
        message: `hosts are compared without port and trailing dot: write \`${excerpt(host)}\``,
        ...place(text),
        fixes: [{ title: `write ${excerpt(host)}`, edits: [{ ...place(text), text: quote(host) }] }],
      });
      return null;
    }
    case 'path':
      if (/[?#]/.test(text.value)) {
        report({
          code: 'path-form',
          severity: 'error',
          message:
            'paths are compared without the query, so none holds `?` or `#`: test a parameter with `query "name" exact "value"`',
          ...place(text),
        });
        return null;
      }
      if ((whole || test === 'prefix') && text.value !== '' && !text.value.startsWith('/')) {
        report({
          code: 'path-form',
          severity: 'error',
          message: `paths begin with \`/\`: write \`/${excerpt(text.value)}\``,
          ...place(text),
          fixes: [{ title: 'put / before it', edits: [{ ...place(text), text: quote(`/${text.value}`) }] }],
        });
        return null;
      }
      return text.value;
    default:
      return text.value;
  }
}

function under(field: Field, text: TestText, { report }: AtomContext): Comparison | null {
  const refuse = (message: string): null => {
    report({ code: 'path-form', severity: 'error', message, ...place(text) });
    return null;
  };
  if (field.field !== 'path') return refuse('`under` goes by the segments of a path: use `prefix` here');
  const { value } = text;
  if (!value.startsWith('/')) {
    return refuse(`paths begin with \`/\`: write \`under "/${excerpt(value)}"\``);
  }
  if (/[?#]/.test(value)) return refuse('paths are compared without the query, so none holds `?` or `#`');
  // `under "/a/"` is `under "/a"`; every path is under `/`.
  const bare = value.endsWith('/') ? value.slice(0, -1) : value;
  return bare === '' ? { op: 'present' } : { op: 'under', value: bare };
}

function regex(node: Predicate, text: TestText, context: AtomContext): Comparison | null {
  const { value } = text;
  const around = lookAround(node, value);
  if (around !== null) {
    context.report(around);
    return null;
  }
  const doubled = doubledBackslash(context.source, text);
  if (doubled !== null) context.report(doubled);
  const meaning = context.readRegex(value);
  if (meaning.ok) return { op: 'regex', value };
  context.report({
    code: 'bad-regex',
    severity: 'error',
    message: `\`${excerpt(value)}\` cannot be used as a regular expression: ${meaning.why}`,
    ...place(text),
  });
  return null;
}

function textsOf(test: FieldTest): readonly TestText[] {
  if (test.test === 'present') return [];
  return test.test === 'in' ? test.texts : [test.text];
}

/** Quotes of printed text, in pairs, which word processors put in the place of straight ones. */
const TYPOGRAPHIC = /^[\u00ab\u00bb\u2018-\u201f](.*)[\u00ab\u00bb\u2018-\u201f]$/su;

/** Such quotes are part of a text that stands without quotes, which hardly anybody means. */
function typographicQuotes(text: TestText, { source, report }: AtomContext): void {
  const [, inner] = TYPOGRAPHIC.exec(source.slice(text.start, text.end)) ?? [];
  if (inner === undefined) return;
  report({
    code: 'typographic-quotes',
    severity: 'warning',
    message: `the quotes of \`${excerpt(text.value)}\` are part of the text: write \`"\` where it begins and ends`,
    ...place(text),
    fixes: [{ title: 'write straight quotes', edits: [{ ...place(text), text: quote(inner) }] }],
  });
}

function emptyText(
  node: Predicate,
  test: FieldTest & { readonly text: TestText },
  { report }: AtomContext,
): void {
  report({
    code: 'empty-text',
    severity: 'warning',
    message: `every value ${test.test === 'contains' ? 'contains' : `has the ${test.test}`} \`""\`: write \`present\``,
    ...place(test.text),
    fixes: [
      { title: 'write present', edits: [{ start: node.fieldSpan.end, end: node.end, text: ' present' }] },
    ],
  });
}

/** Hosts are in lower case on both sides; a text without letters is the same in either case. */
function ignoresCase({ field }: Field, comparison: Comparison, asked: boolean): boolean {
  if (comparison.op === 'present') return false;
  if (comparison.op === 'regex') return asked || field === 'host';
  if (field === 'host') return false;
  const texts = comparison.op === 'in' ? comparison.values : [comparison.value];
  return asked && texts.some((text) => /[A-Za-z]/.test(text));
}

function place({ start, end }: Span): Span {
  return { start, end };
}
