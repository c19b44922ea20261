import type { Analysis } from '../analysis.js';
import type { Place } from '../place/place.js';
import { wordProposal, type Proposal } from './completion.js';
import { operands } from './operands.js';

/** What begins a statement, and at the end of a program its value. */
export function statements(analysis: Analysis, place: Place, isElsePossible: boolean): readonly Proposal[] {
  const { kinds, nesting } = place;
  const isDecision = kinds.has('decision');
  const branches = [
    wordProposal('else if', 'else if (${1}) {\n  $0\n}'),
    wordProposal('else', 'else {\n  $0\n}'),
  ];
  const assignments = [
    wordProposal('if', 'if (${1}) {\n  $0\n}'),
    wordProposal('result =', 'result = ${1:candidate};'),
  ];
  return [
    ...(isElsePossible && isDecision ? branches : []),
    ...(nesting.isOutermost && isLast(analysis, place) ? values(analysis, place) : []),
    ...(isDecision ? assignments : []),
    wordProposal('let', 'let ${1:name} = ${2};$0'),
  ];
}

/** A program ends in what it is for: a decision in a version, a score in a number. */
function values(analysis: Analysis, place: Place): readonly Proposal[] {
  const { kinds } = place;
  const asked = (
    kind: 'decision' | 'score' | 'condition',
    wanted: 'version' | 'number' | 'any',
  ): readonly Proposal[] =>
    kinds.has(kind) ? operands(analysis, { ...place, kinds: new Set([kind]) }, wanted) : [];
  return [...asked('condition', 'any'), ...asked('score', 'number'), ...asked('decision', 'version')];
}

/** Whether no statement follows. */
function isLast({ lexemes }: Analysis, { span }: Place): boolean {
  const after = lexemes.filter(({ start }) => start >= span.end);
  return !after.some(
    ({ kind, text }, index) =>
      kind === 'reserved' &&
      (text === 'let' || text === 'if' || (text === 'result' && after[index + 1]?.text === '=')),
  );
}
