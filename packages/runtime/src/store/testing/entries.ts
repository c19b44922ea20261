import type { TickRecord } from '../../release/events.js';
import type { GatewayState } from '../../release/state.js';
import { gatewayWith, timePolicy } from '../../release/testing/gateways.js';
import { Play } from '../../release/testing/play.js';
import { blockedBy, decidedFor } from '../../release/testing/readings.js';

/** The state of a gateway whose intent is at this step. */
export function stateAt(step: number, gateway = 'shop'): GatewayState {
  const { state } = new Play(gatewayWith([timePolicy()], { name: gateway }));
  return { ...state, intent: { ...state.intent, step } };
}

/** A tick at `at` that was decided for a version. */
export function recordFor(version: string | null, at: number, gateway = 'shop'): TickRecord {
  return recordOf(at, gateway, {
    proposal: version === null ? { kind: 'hold' } : { kind: 'toward', version },
    reason: `at ${at}`,
    reading: decidedFor(version, {
      trace: { headline: `at ${at}`, statements: [], value: null, because: [] },
    }),
  });
}

/** A tick at `at` that one read of version2 kept from being decided. */
export function undecidedRecord(cause: 'no-series' | 'nan', at: number): TickRecord {
  const reading = blockedBy(cause);
  const blockers = reading.decision.decided ? [] : reading.decision.blockers;
  return recordOf(at, 'shop', { proposal: { kind: 'undecided', blockers }, reason: cause, reading });
}

function recordOf(
  at: number,
  gateway: string,
  outcome: Omit<TickRecord['outcomes'][number], 'policy' | 'type' | 'observed'>,
): TickRecord {
  return {
    gateway,
    at,
    phase: 'Progressing',
    step: 1,
    routes: [{ route: 'default', shares: [['version1', 10_000]] }],
    shift: null,
    drift: null,
    operation: null,
    outcomes: [{ policy: 0, type: 'custom', observed: false, ...outcome }],
    reason: outcome.reason,
  };
}
