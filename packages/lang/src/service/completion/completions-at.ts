import type { Analysis } from '../analysis.js';
import { placeAt, type Place } from '../place/place.js';
import { afterOperand } from './after-operand.js';
import { DURATION_UNITS, DURATIONS, UNITS } from './common-names.js';
import { completions, wordProposal, type Completion, type Proposal } from './completion.js';
import { metrics, statistics, versions } from './names.js';
import { operands } from './operands.js';
import { fieldNames, tests, texts } from './requests.js';
import { labelOperators, labels, labelValues } from './selectors.js';
import { statements } from './statements.js';

/** What may stand at a place, in the order of its likelihood; also in a text that is broken or half written. */
export function completionsAt(analysis: Analysis, offset: number): readonly Completion[] {
  const place = placeAt(analysis, offset);
  return place === null ? [] : completions(proposals(analysis, place), place, analysis.text);
}

function proposals(analysis: Analysis, place: Place): readonly Proposal[] {
  const { expectation, kinds } = place;
  const readsMetrics = kinds.has('decision') || kinds.has('score');
  const testsRequests = kinds.has('condition');
  switch (expectation.at) {
    case 'statement':
      return statements(analysis, place, expectation.isElsePossible);
    case 'else':
      return [wordProposal('if', 'if (${1}) {\n  $0\n}')];
    case 'operand':
      return operands(analysis, place, expectation.wanted, expectation.takesNot);
    case 'operator':
      return afterOperand(analysis, place, expectation.ended);
    case 'version':
      return readsMetrics ? versions(analysis) : [];
    case 'metric':
      return readsMetrics ? metrics(analysis) : [];
    case 'statistic':
      return readsMetrics ? statistics(analysis, expectation.metric) : [];
    case 'duration':
      return durations(analysis.text.slice(place.span.start, place.span.end));
    case 'unit':
      return [...UNITS].map(([label, detail]) => ({
        ...{ label, kind: 'unit', detail },
        insert: { form: 'name', mayBeBare: true },
      }));
    case 'label':
      return readsMetrics ? labels(analysis, place) : [];
    case 'label-operator':
      return readsMetrics ? labelOperators() : [];
    case 'label-value':
      return readsMetrics ? labelValues(analysis, place, expectation.label) : [];
    case 'presence':
      return testsRequests
        ? ['header', 'cookie', 'query'].map((word) => wordProposal(word, `${word} "\${1}"`, 'field'))
        : [];
    case 'field-name':
      return testsRequests ? fieldNames(analysis, place, expectation.word) : [];
    case 'test':
    case 'negated':
      return testsRequests ? tests(expectation.field, expectation.at === 'negated') : [];
    case 'text':
    case 'item':
      return testsRequests ? texts(analysis, place, expectation.field) : [];
    case 'case':
      return [wordProposal('case')];
    // A name of one's own, or signs that are typed faster than chosen.
    case 'let-name':
    case 'let-equals':
    case 'result-equals':
    case 'if-open':
    case 'block-open':
    case 'subset':
    case 'promql-text':
    case 'label-end':
    case 'list-open':
    case 'item-end':
    case 'raw':
      return [];
  }
}

/** Of the number that was typed, in each unit; common ones where there is none yet. */
function durations(typed: string): readonly Proposal[] {
  const [number] = /^\d{1,6}/.exec(typed) ?? [];
  const labels =
    number === undefined ? DURATIONS : [...DURATION_UNITS.keys()].map((unit) => `${number}${unit}`);
  return labels.map((label) => ({
    ...{ label, kind: 'duration', detail: DURATION_UNITS.get(label.replace(/^\d+/, '')) ?? null },
    insert: { form: 'text', text: label },
  }));
}
