import type { FieldName, TextTest } from '../syntax/ast.js';
import { printPredicate } from '../syntax/print-predicate.js';
import { cookieValue, headerValue, queryValue, type Request } from './request.js';

/** What a test looks at; two tests of one field look at the same value. */
export interface Field {
  readonly field: FieldName;
  /** Of a header, in lower case; of a cookie or a query parameter, as it is; null for the other fields. */
  readonly name: string | null;
}

/** What the value is compared with. */
export type Comparison =
  | { readonly op: Exclude<TextTest, 'regex'>; readonly value: string }
  | { readonly op: 'regex'; readonly value: string }
  | { readonly op: 'in'; readonly values: readonly string[] }
  | { readonly op: 'present' };

/**
 * A positive test in its one normal form: equal tests, however they were written, are equal atoms. Literals are brought to the
 * form of what they are compared with: hosts in lower case, methods in upper case, `under` without its last slash.
 */
export type Atom = Field & Comparison & { readonly ignoreCase: boolean };

/** An atom as a rule needs it: as it is, or denied. */
export type Literal = Atom & { readonly negated: boolean };

/** Equal for atoms that are one test. */
export function atomKey(atom: Atom): string {
  const { field, name, op, ignoreCase } = atom;
  const texts = op === 'present' ? [] : op === 'in' ? [...atom.values].sort() : [atom.value];
  return JSON.stringify([field, name, op, ignoreCase, ...texts]);
}

/** Equal for tests that look at the same value. */
export function fieldKey({ field, name }: Field): string {
  return name === null ? field : `${field} ${name}`;
}

/** True for the fields that every request has. */
export function isAlwaysPresent({ field }: Field): boolean {
  return field === 'host' || field === 'path' || field === 'method' || field === 'scheme';
}

/** The canonical text of a test. */
export function atomText(atom: Atom): string {
  const nowhere = { start: 0, end: 0 };
  const { field, name, ignoreCase } = atom;
  switch (atom.op) {
    case 'present':
      return printPredicate({ field, name, ignoreCase, test: { test: 'present' } });
    case 'in': {
      const texts = atom.values.map((value) => ({ value, ...nowhere }));
      return printPredicate({ field, name, ignoreCase, test: { test: 'in', texts } });
    }
    default:
      return printPredicate({
        field,
        name,
        ignoreCase,
        test: { test: atom.op, text: { value: atom.value, ...nowhere } },
      });
  }
}

export function literalText(literal: Literal): string {
  return `${literal.negated ? 'not ' : ''}${atomText(literal)}`;
}

/** What a test looks at in one request; undefined where the request has no such thing. */
export function fieldValue(request: Request, { field, name }: Field): string | undefined {
  switch (field) {
    case 'host':
    case 'path':
    case 'method':
    case 'scheme':
      return request[field];
    case 'header':
      return headerValue(request, name ?? '');
    case 'cookie':
      return cookieValue(request, name ?? '');
    case 'query':
      return queryValue(request, name ?? '');
  }
}
