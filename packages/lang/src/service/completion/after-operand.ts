import type { Ended } from '../place/expectation.js';
import type { Place } from '../place/place.js';
import { wordProposal, type Proposal } from './completion.js';

/** The words that may follow a value: suffixes of a read, what case does to a test, and what joins it with another. */
export function afterOperand({ kinds, nesting }: Place, ended: Ended): readonly Proposal[] {
  const readsMetrics = kinds.has('decision') || kinds.has('score');
  const joins =
    kinds.has('decision') || kinds.has('condition') ? [wordProposal('and'), wordProposal('or')] : [];
  const [over, offset] = [wordProposal('over'), wordProposal('offset')];
  switch (ended.of) {
    case 'read': {
      // A bare name is a metric in a score, and nowhere the name of a `let`.
      const isRead =
        ended.isNamed || (kinds.has('score') && !nesting.inReach.some(({ name }) => name === ended.metric));
      return [...(readsMetrics && isRead ? [over, offset] : []), ...joins];
    }
    case 'windowed':
      return [...(readsMetrics ? [offset] : []), ...joins];
    case 'promql':
      return [...(readsMetrics ? [wordProposal('as')] : []), ...joins];
    case 'test':
      if (!kinds.has('condition')) return [];
      return [...joins, ...(ended.hasText ? [wordProposal('ignoring case')] : [])];
    case 'other':
      return joins;
  }
}
