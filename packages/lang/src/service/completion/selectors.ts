import { visit } from '../../syntax/visitor.js';
import type { LabelMatcher } from '../../syntax/ast.js';
import type { Analysis } from '../analysis.js';
import type { Place } from '../place/place.js';
import type { Proposal } from './completion.js';

/** What series may be selected by: the labels that the catalogue knows of this metric, and those of the text. */
export function labels(analysis: Analysis, place: Place): readonly Proposal[] {
  const used = othersOf(analysis, place).map(({ label }) => label);
  const names = [...known(analysis, place).keys(), ...used];
  return names
    .filter((label) => label !== '')
    .map((label) => ({
      ...{ label, kind: 'label', detail: null },
      insert: { form: 'snippet', text: `${label}="\${1}"` },
    }));
}

/** The values that are known of a label, and those that the text names. */
export function labelValues(analysis: Analysis, place: Place, label: string): readonly Proposal[] {
  const used = othersOf(analysis, place).filter((matcher) => matcher.label === label && matcher.value !== '');
  const values = [...(known(analysis, place).get(label) ?? []), ...used.map(({ value }) => value)];
  return values.map((value) => ({
    ...{ label: value, kind: 'text', detail: null },
    insert: { form: 'name', mayBeBare: false },
  }));
}

const OPERATORS: readonly (readonly [string, string])[] = [
  ['=', 'is the text'],
  ['!=', 'is another text, or there is no such label'],
  ['=~', 'is matched by the RE2 expression'],
  ['!~', 'is not matched by the RE2 expression'],
];

/** How a label is compared with its text. */
export function labelOperators(): readonly Proposal[] {
  return OPERATORS.map(([label, detail]) => ({
    ...{ label, kind: 'operator', detail },
    insert: { form: 'snippet', text: `${label}"\${1}"` },
  }));
}

function known(
  { context: { catalogue } }: Analysis,
  { nesting: { innermost } }: Place,
): ReadonlyMap<string, readonly string[]> {
  const metric = innermost?.kind === 'selector' ? innermost.metric : '';
  return catalogue?.metrics.get(metric)?.labels ?? new Map<string, readonly string[]>();
}

/** The text's other conditions on labels: the one at the place is still being written. */
function othersOf({ program }: Analysis, { span }: Place): readonly LabelMatcher[] {
  const found: LabelMatcher[] = [];
  visit(program, { LabelMatcher: (matcher) => void found.push(matcher) });
  return found.filter(({ start, end }) => end < span.start || start > span.end);
}
