import { errorMessage } from '../errors/error-message.js';
import type { ActResult, Refusal } from './control.js';
import type { GatewayRun } from './gateway-run.js';
import { operate, type ReleaseAct } from './operate/operate.js';
import type { PassContext } from './pass.js';
import { statusOf } from './status.js';

/** An operator's act with whose it is. */
export interface Request {
  readonly act: ReleaseAct;
  readonly by: string;
}

/**
 * Does what an operator asks for, in the gateway's turn: it is stored when the promise resolves. Never rejects because of the
 * world.
 */
export async function perform(
  { ports, publish }: Pick<PassContext, 'ports' | 'publish'>,
  run: GatewayRun,
  { act, by }: Request,
): Promise<ActResult> {
  const moment = { now: ports.clock.now(), quantum: run.target.quantum };
  const { gateway, state: before } = run;
  const operated = operate(gateway, before, act, by, moment);
  if (!operated.ok) return refusal(operated.why, operated.message);
  const { state, record, events } = operated;
  try {
    await ports.store.saveIntents([
      {
        state,
        record,
        told: events,
        inputs: { gateway, grounds: { kind: 'act', before, act, by, moment } },
      },
    ]);
  } catch (error) {
    return refusal('outside', `nothing was changed, because it could not be stored: ${errorMessage(error)}`);
  }
  run.state = state;
  publish(events);
  return { ok: true, status: statusOf(gateway, state) };
}

/** What an operator's act would come to at this moment; nothing is stored, told or moved. */
export function preview(
  { ports }: Pick<PassContext, 'ports'>,
  { target, gateway, state }: GatewayRun,
  { act, by }: Request,
): ActResult {
  const moment = { now: ports.clock.now(), quantum: target.quantum };
  const operated = operate(gateway, state, act, by, moment);
  return operated.ok
    ? { ok: true, status: statusOf(gateway, operated.state) }
    : refusal(operated.why, operated.message);
}

/** A refusal that is about no place in a document. */
export function refusal(why: Refusal['why'], message: string): Refusal {
  return { ok: false, why, message, findings: [] };
}

/** Nothing can be asked of a runtime that does not run its releases. */
export const NOT_AT_WORK = refusal('outside', 'the releases do not run yet, or are being stopped');
