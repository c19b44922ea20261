import type { Milliseconds } from '../../config/duration.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject, ObjectMeta } from '../cluster/object.js';

/** A Lease as far as it matters here. */
export interface Lease {
  readonly name: string;
  /** Null where nobody has it. */
  readonly holder: string | null;
  /** Grows whenever the lease is taken. */
  readonly epoch: number;
  /** How long its holder has it after a renewal; null where it does not say. */
  readonly duration: Milliseconds | null;
  readonly object: KubernetesObject;
}

/** Times before this one are no epochs: so the seconds since then fit into the 31 bits of `leaseTransitions` for decades. */
const FIRST_SECOND = Date.UTC(2020, 0) / 1000;

export function readLease(object: KubernetesObject): Lease {
  const { holderIdentity, leaseTransitions, leaseDurationSeconds } = specOf(object);
  return {
    name: object.metadata.name,
    holder: typeof holderIdentity === 'string' && holderIdentity !== '' ? holderIdentity : null,
    epoch: typeof leaseTransitions === 'number' ? leaseTransitions : 0,
    duration: typeof leaseDurationSeconds === 'number' ? leaseDurationSeconds * 1000 : null,
    object,
  };
}

/** What a holder writes. */
export interface Holding {
  readonly holder: string;
  readonly duration: Milliseconds;
  /** The time of day, for people and other programs: nobody here compares it with a clock. */
  readonly now: number;
}

/** A lease that nobody has made yet, held. */
export function newLease(metadata: ObjectMeta, holding: Holding): KubernetesObject {
  const { apiVersion, kind } = KINDS.lease;
  return takenLease({ apiVersion, kind, metadata }, holding);
}

/** The lease with another holder. */
export function takenLease(object: KubernetesObject, holding: Holding): KubernetesObject {
  const { now, holder, duration } = holding;
  const leaseTransitions = nextEpoch(readLease(object).epoch, now);
  const time = microTime(now);
  return withSpec(object, {
    ...{ holderIdentity: holder, leaseDurationSeconds: Math.ceil(duration / 1000), leaseTransitions },
    ...{ acquireTime: time, renewTime: time },
  });
}

export function renewedLease(object: KubernetesObject, now: number): KubernetesObject {
  return withSpec(object, { renewTime: microTime(now) });
}

/** The lease without a holder: anybody may take it. */
export function releasedLease(object: KubernetesObject, now: number): KubernetesObject {
  const { holderIdentity: _holder, acquireTime: _time, ...rest } = specOf(object);
  return { ...object, spec: { ...rest, renewTime: microTime(now) } };
}

/** As `MicroTime` of the API has it: `2026-11-26T10:11:12.123000Z`. */
function microTime(now: number): string {
  return new Date(now).toISOString().replace('Z', '000Z');
}

/**
 * Larger than the one before, and no smaller than the time: a lease that was deleted and made again, or one of another number of
 * shards, goes on above what gateways have been written with.
 */
function nextEpoch(epoch: number, now: number): number {
  return Math.max(epoch + 1, Math.floor(now / 1000) - FIRST_SECOND);
}

function specOf({ spec }: KubernetesObject): Readonly<Record<string, unknown>> {
  return typeof spec === 'object' && spec !== null ? { ...spec } : {};
}

function withSpec(object: KubernetesObject, fields: Readonly<Record<string, unknown>>): KubernetesObject {
  return { ...object, spec: { ...specOf(object), ...fields } };
}
