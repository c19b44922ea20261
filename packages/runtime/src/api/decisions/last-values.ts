import type * as Type from 'typebox';
import type { ReleaseControl } from '../../release/control.js';
import type { SEEN_VALUE } from '../schema/decisions.js';
import { decisionJson } from './decision-json.js';

/** So far back it is looked for what was read: ticks that asked nobody are in between. */
const LOOKED_AT = 30;

/** What the policies of a gateway saw last: of each policy what the newest entry of the log has that it read anything for. */
export async function lastValues(
  control: ReleaseControl,
  name: string,
): Promise<readonly Type.Static<typeof SEEN_VALUE>[]> {
  const decisions = (await control.decisions(name, LOOKED_AT)) ?? [];
  const newest = new Map<number, readonly Type.Static<typeof SEEN_VALUE>[]>();
  for (const { at, policies } of decisions.map(decisionJson)) {
    for (const { policy, inputs } of policies) {
      if (inputs.length > 0 && !newest.has(policy)) {
        newest.set(
          policy,
          inputs.map((input) => ({ policy, ...input, at })),
        );
      }
    }
  }
  return [...newest].sort(([left], [right]) => left - right).flatMap(([, values]) => values);
}
