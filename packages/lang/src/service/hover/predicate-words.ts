import type { FieldTest, Predicate } from '../../syntax/ast.js';
import { quote } from '../../syntax/string-literal.js';
import { comparableHost, lowerCase } from '../../condition/request.js';

/** A test in a sentence or two, with what it does about case and missing values. */
export function predicateWords(node: Predicate, isDenied: boolean): string {
  const { field, name, test } = node;
  const holds = isDenied ? 'Not true' : 'True';
  const sentences = [
    `${holds} where ${subject(node)} ${testWords(node)}${test.test === 'present' ? '' : caseWords(node)}.`,
    ...(name === null ? [] : [missingWords(field, name, isDenied)]),
  ];
  return sentences.join(' ');
}

function subject({ field, name }: Predicate): string {
  switch (field) {
    case 'header':
      return `the header ${code(name ?? '')}`;
    case 'cookie':
      return `the first cookie ${code(name ?? '')}`;
    case 'query':
      return `the first query parameter ${code(name ?? '')}, undecoded,`;
    case 'host':
      return 'the host, without its port,';
    case 'path':
      return 'the path, without its query,';
    case 'method':
      return 'the method';
    case 'scheme':
      return 'the scheme';
  }
}

function testWords({ field, test }: Predicate): string {
  const texts = textsOf(test).map((value) => comparedWith(field, test, value));
  const text = code(texts[0] ?? '');
  switch (test.test) {
    case 'exact':
      return `is ${text}`;
    case 'in':
      return `is one of ${texts.map(code).join(', ')}`;
    case 'prefix':
      return `begins with ${text}`;
    case 'suffix':
      return `ends with ${text}`;
    case 'contains':
      return `holds ${text}`;
    case 'regex':
      return `as a whole is matched by ${text}`;
    case 'present':
      return 'is there, be it empty';
    case 'under':
      return underWords(texts[0] ?? '');
  }
}

function underWords(text: string): string {
  const bare = text.endsWith('/') ? text.slice(0, -1) : text;
  if (bare === '') return 'is any path at all';
  return `is ${code(bare)} or begins with ${code(`${bare}/`)}, so not ${code(`${bare}x`)}`;
}

/** The literal as it is compared: hosts in lower case, methods in upper case. */
function comparedWith(field: Predicate['field'], { test }: FieldTest, value: string): string {
  if (test === 'regex') return value;
  if (field === 'method') return value.toUpperCase();
  if (field !== 'host') return value;
  return test === 'exact' || test === 'in' ? comparableHost(value) : lowerCase(value);
}

function caseWords({ field, ignoreCase }: Predicate): string {
  if (field === 'host') return ', in any case';
  if (ignoreCase) return ', A–Z taken for a–z';
  return field === 'method' || field === 'scheme' ? '' : '; case counts';
}

function missingWords(field: Predicate['field'], name: string, isDenied: boolean): string {
  const missing = field === 'header' ? `without the header ${code(name)}` : `without ${code(name)}`;
  return isDenied ? `True of a request ${missing}, too.` : `False of a request ${missing}.`;
}

function textsOf(test: FieldTest): readonly string[] {
  if (test.test === 'present') return [];
  return (test.test === 'in' ? test.texts : [test.text]).map(({ value }) => value);
}

/** Code of Markdown, whatever is in it. */
export function code(text: string): string {
  const line = text === '' ? quote(text) : text.replaceAll(/\s/g, ' ');
  const runs = [...line.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  return fence.length === 1 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}
