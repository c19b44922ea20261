import type { Operation, ReleaseEvent, TickRecord } from './events.js';
import type { GatewayState } from './state.js';

/** What the decision log keeps of changes that no tick made: a file's at a start, an operator's at any time. */
export function recordBesideTicks(
  { gateway, intent, release }: GatewayState,
  changes: readonly ReleaseEvent[],
  operation: Operation | null,
  at: number,
): TickRecord {
  return {
    gateway,
    at,
    phase: release?.phase ?? null,
    step: intent.step,
    routes: intent.routes,
    shift: changes.find((event) => event.kind === 'shifted')?.cause ?? null,
    drift: null,
    outcomes: [],
    operation,
    reason: changes.map(({ reason }) => reason).join('; '),
  };
}
