import { visit } from '../../syntax/visitor.js';
import { NAMED_FIELDS } from '../../syntax/lexer/words.js';
import type { FieldTest, Predicate } from '../../syntax/ast.js';
import type { Analysis } from '../analysis.js';
import type { FieldAt } from '../place/expectation.js';
import type { Place } from '../place/place.js';
import { COMMON_HEADERS, METHODS, SCHEMES } from './common-names.js';
import { wordProposal, type Proposal } from './completion.js';

/** The names that a header, cookie or query parameter may have: the gateway's, those of the text, and common ones. */
export function fieldNames(analysis: Analysis, place: Place, word: string): readonly Proposal[] {
  const used = othersOf(analysis, place)
    .filter(({ field, name }) => field === word && name !== null)
    .flatMap(({ name }) => name ?? []);
  const names =
    word === 'header' ? [...(analysis.context.headerNames ?? []), ...used, ...COMMON_HEADERS] : used;
  const seen = new Set<string>();
  return names
    .filter((name) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()))
    .map((label) => ({
      ...{ label, kind: 'field-name', detail: word },
      insert: { form: 'name', mayBeBare: false },
    }));
}

const TEXT_TESTS: readonly string[] = ['exact', 'prefix', 'suffix', 'contains', 'regex'];

/** What a field may be tested for. */
export function tests({ word }: FieldAt, isNegated: boolean): readonly Proposal[] {
  const isPath = word === 'path' || word === 'uri';
  return [
    ...(isPath ? ['under', ...TEXT_TESTS] : TEXT_TESTS).map((test) =>
      wordProposal(test, `${test} "\${1${isPath ? ':/' : ''}}"`, 'test'),
    ),
    wordProposal('in', 'in ("${1}")', 'test'),
    // The other fields are always there.
    ...(NAMED_FIELDS.has(word) ? [wordProposal('present', null, 'test')] : []),
    ...(isNegated ? [] : [wordProposal('not', 'not ', 'test')]),
  ];
}

/** What a field may be compared with: what it can be, and what other tests of the text compare it with. */
export function texts(analysis: Analysis, place: Place, { word, name }: FieldAt): readonly Proposal[] {
  const field = word === 'uri' ? 'path' : word;
  const used = othersOf(analysis, place)
    .filter((predicate) => isOf(predicate, field, name))
    .flatMap(({ test }) => textsOf(test));
  const known = field === 'method' ? METHODS : field === 'scheme' ? SCHEMES : [];
  return [...known, ...used].map((label) => ({
    ...{ label, kind: 'text', detail: null },
    insert: { form: 'name', mayBeBare: false },
  }));
}

function isOf(predicate: Predicate, field: string, name: string | null): boolean {
  if (predicate.field !== field) return false;
  return field === 'header' ? predicate.name?.toLowerCase() === name?.toLowerCase() : predicate.name === name;
}

function textsOf(test: FieldTest): readonly string[] {
  if (test.test === 'present') return [];
  return (test.test === 'in' ? test.texts : [test.text])
    .map(({ value }) => value)
    .filter((value) => value !== '');
}

/** The text's other tests: the one at the place is still being written. */
function othersOf({ program }: Analysis, { span }: Place): readonly Predicate[] {
  const found: Predicate[] = [];
  visit(program, { Predicate: (node) => void found.push(node) });
  return found.filter(({ start, end }) => end < span.start || start > span.end);
}
