import type { Analysis } from '../analysis.js';
import type { Ended } from '../place/expectation.js';
import type { Place } from '../place/place.js';
import { wordProposal, type Proposal } from './completion.js';
import { operators } from './operators.js';

/** What may follow a value: suffixes of a read, what case does to a test, and what joins it with another. */
export function afterOperand(analysis: Analysis, place: Place, ended: Ended): readonly Proposal[] {
  return [...suffixes(place, ended), ...operators(analysis, place, ended), ...ofTest(place, ended)];
}

function suffixes({ kinds, nesting }: Place, ended: Ended): readonly Proposal[] {
  if (!kinds.has('decision') && !kinds.has('score')) return [];
  const [over, offset] = [wordProposal('over'), wordProposal('offset')];
  switch (ended.of) {
    case 'read': {
      // A bare name is a metric in a score, and nowhere the name of a `let`.
      const isRead =
        ended.isNamed || (kinds.has('score') && !nesting.inReach.some(({ name }) => name === ended.metric));
      return isRead ? [over, offset] : [];
    }
    case 'windowed':
      return [offset];
    case 'promql':
      return [wordProposal('as')];
    case 'test':
    case 'other':
      return [];
  }
}

function ofTest({ kinds }: Place, ended: Ended): readonly Proposal[] {
  if (ended.of !== 'test' || !ended.hasText || !kinds.has('condition')) return [];
  return [wordProposal('ignoring case')];
}
