import type { GatewayState, Phase, Release } from '../../release/state.js';
import type { Condition } from './status-schema.js';

/** What is said of one aspect, before it is known since when. */
type Said = Pick<Condition, 'status' | 'reason' | 'message'>;
type Summary = Readonly<Record<Condition['type'], Said>>;

/**
 * How a gateway stands, in the usual three aspects: `Ready` while the data plane serves what was decided, `Progressing` while a release
 * is under way, `Degraded` where a person has to look.
 */
export function summaryOf({ confirmed, outage, release }: GatewayState): Summary {
  return {
    Ready: readiness(confirmed, outage),
    Progressing: progress(release),
    Degraded: degradation(outage, release),
  };
}

/** A step that is under way takes nothing from a data plane that served the one before. */
function readiness(confirmed: GatewayState['confirmed'], outage: GatewayState['outage']): Said {
  if (outage !== null) return { status: 'False', reason: 'TargetFailed', message: outage.message };
  return confirmed === null
    ? { status: 'False', reason: 'Unconfirmed', message: 'the data plane has not shown the weights yet' }
    : { status: 'True', reason: 'Serving', message: 'the data plane serves what was decided' };
}

function progress(release: Release | null): Said {
  if (release === null) {
    return { status: 'False', reason: 'NothingToRelease', message: 'there is nothing to release' };
  }
  const { phase, reason } = release;
  return { status: isMoving(phase) ? 'True' : 'False', reason: phase, message: reason };
}

function isMoving(phase: Phase): boolean {
  switch (phase) {
    case 'Pending':
    case 'Progressing':
    case 'RollingBack':
      return true;
    case 'Waiting':
    case 'Paused':
    case 'Promoted':
    case 'RolledBack':
    case 'Held':
    case 'Superseded':
      return false;
  }
}

/** A release that was rolled back serves stable as before; one that is held waits for a person. */
function degradation(outage: GatewayState['outage'], release: Release | null): Said {
  if (outage !== null) return { status: 'True', reason: 'TargetFailed', message: outage.message };
  if (release?.phase === 'Held') return { status: 'True', reason: 'Held', message: release.reason };
  const failing = release === null ? null : sourceErrorsSince(release);
  if (failing !== null) {
    const message = `since ${instant(failing)} what the policies read could not be read, and nothing is decided`;
    return { status: 'True', reason: 'SourceFailed', message };
  }
  return { status: 'False', reason: 'AsExpected', message: 'nothing is known to be wrong' };
}

/** Since when a source of a release that is under way has failed; null where none has. A release that ended reads nothing more. */
function sourceErrorsSince({ phase, policies }: Release): number | null {
  if (!isMoving(phase) && phase !== 'Waiting') return null;
  const since = policies.flatMap((each) => each.sourceErrorsSince ?? []);
  return since.length === 0 ? null : Math.min(...since);
}

/** Conditions as they stand in a status: one whose status is as before keeps the time of its last change. */
export function conditionsOf(
  summary: Summary,
  generation: number,
  previous: readonly Condition[],
  now: number,
): readonly Condition[] {
  return (['Ready', 'Progressing', 'Degraded'] as const).map((type) => {
    const said = summary[type];
    const before = previous.find((condition) => condition.type === type);
    const isAsBefore = before?.status === said.status;
    return {
      type,
      ...said,
      observedGeneration: generation,
      lastTransitionTime: isAsBefore ? before.lastTransitionTime : instant(now),
    };
  });
}

/** Where the specification cannot be carried out: what ran before goes on, if anything did. */
export function refusedSummary(reason: string, message: string, previous: readonly Condition[]): Summary {
  const isServing = previous.some(({ type, status }) => type === 'Ready' && status === 'True');
  const said = { reason, message };
  return {
    Ready: isServing
      ? { status: 'True', reason: 'ServingEarlier', message: 'the data plane serves what was decided before' }
      : { status: 'False', ...said },
    Progressing: { status: 'False', ...said },
    Degraded: { status: 'True', ...said },
  };
}

/** API servers keep whole seconds. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
