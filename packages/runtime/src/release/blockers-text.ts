import { reasonText } from '@lamia/lang';
import type { Blocker } from '../policy/proposal.js';

/**
 * What keeps a policy from deciding. Reads that a source could not answer for one reason are told of together: it is long, and all
 * reads of a tick have it where the source is away.
 */
export function blockersText(blockers: readonly Blocker[]): string {
  const groups = new Map<string, Blocker[]>();
  for (const blocker of blockers) {
    const { read, cause, detail } = blocker;
    const key = JSON.stringify(cause === 'source-failed' ? [cause, detail] : [cause, detail, read]);
    groups.set(key, [...(groups.get(key) ?? []), blocker]);
  }
  return [...groups.values()].map(togetherText).join(', ');
}

function togetherText(blockers: readonly Blocker[]): string {
  const [last, ...others] = blockers.toReversed();
  if (last === undefined) return '';
  const before = others.toReversed().map(({ read }) => `\`${read}\``);
  return before.length === 0 ? reasonText(last) : `${before.join(', ')} and ${reasonText(last)}`;
}
