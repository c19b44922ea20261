import type { Gateway } from '../../config/gateway.js';
import { percentText } from '../../config/weights.js';
import { actWords } from '../../notify/notification.js';
import type { TickRecord } from '../../release/events.js';
import { policyRoutes } from '../../release/policy-routes.js';
import type { RouteShares } from '../../release/shares.js';
import type { GatewayState, Release } from '../../release/state.js';
import { statusOf } from '../../release/status.js';
import { outcomesText } from '../../status/decision-entry.js';
import type { KubernetesObject } from '../cluster/object.js';
import { conditionsOf, instant, refusedSummary, summaryOf } from './conditions.js';
import { isSameStatus } from './same-status.js';
import type { ResourceStatus } from './status-schema.js';
import { statusIn } from './written-status.js';

/** What there is to tell of a gateway that runs. */
export interface Standing {
  readonly gateway: Gateway;
  readonly state: GatewayState;
  /** The last tick, or what an operator did; null where that is no news. */
  readonly record: TickRecord | null;
  /** Under which lease it is told. */
  readonly epoch: number;
  /** The request by annotation that the state comes from, until that is taken away; null for none. */
  readonly acted: string | null;
}

/**
 * A Gateway resource with a status that tells how its gateway stands; the very same resource where its status says so already. That
 * a policy was asked again, or that a number within a reason is another, is no news.
 * @param now milliseconds since the epoch
 */
export function withStanding(resource: KubernetesObject, standing: Standing, now: number): KubernetesObject {
  const previous = statusIn(resource);
  const status = standingStatus(standing, resource.metadata.generation ?? 0, previous ?? {}, now);
  return previous !== null && isSameStatus(previous, status) ? resource : { ...resource, status };
}

/** Why nothing can be done about what a resource asks for. */
export interface RefusedSpecification {
  /** A word for programs, such as `Invalid`. */
  readonly reason: string;
  /** For people: what to mend. */
  readonly message: string;
  readonly epoch: number;
}

/** A Gateway resource whose status tells what to mend, beside what it said before of the gateway as it runs. */
export function withRefusal(
  resource: KubernetesObject,
  { reason, message, epoch }: RefusedSpecification,
  now: number,
): KubernetesObject {
  const previous = statusIn(resource);
  const { conditions = [], ...others } = previous ?? {};
  const generation = resource.metadata.generation ?? 0;
  const status: ResourceStatus = {
    ...others,
    observedGeneration: generation,
    reason: message,
    epoch,
    conditions: conditionsOf(refusedSummary(reason, message, conditions), generation, conditions, now),
  };
  return previous !== null && isSameStatus(previous, status) ? resource : { ...resource, status };
}

function standingStatus(
  { gateway, state, record, epoch, acted }: Standing,
  generation: number,
  { conditions = [], lastDecision: decidedBefore }: ResourceStatus,
  now: number,
): ResourceStatus {
  const { phase, reason, stable, candidate, leftover, routes } = statusOf(gateway, state);
  const version = shownVersion(state);
  const lastDecision = decisionOf(record) ?? decidedBefore;
  return {
    observedGeneration: generation,
    version,
    weight: shareText(gateway, routes, version),
    ...(phase !== null && { phase }),
    reason,
    stable,
    ...(candidate !== null && { candidate }),
    ...(leftover.length > 0 && { leftover: [...leftover] }),
    routes: routes.map(({ route, shares }) => ({
      name: route,
      weights: Object.fromEntries(shares.map(([label, share]) => [label, percentText(share)])),
    })),
    ...(state.release !== null && { release: releaseOf(state.release) }),
    ...(lastDecision !== undefined && { lastDecision }),
    ...(acted !== null && { acted }),
    epoch,
    state: { ...state },
    conditions: [...conditionsOf(summaryOf(state), generation, conditions, now)],
  };
}

/** The candidate for as long as it is on trial, or held there; otherwise what it all went back to or on to. */
function shownVersion({ release, stable }: GatewayState): string {
  const candidate = release?.identity.candidate ?? null;
  if (release === null || candidate === null) return stable;
  switch (release.phase) {
    case 'Promoted':
    case 'RolledBack':
    case 'Superseded':
      return stable;
    case 'Pending':
    case 'Progressing':
    case 'Waiting':
    case 'Paused':
    case 'RollingBack':
    case 'Held':
      return candidate;
  }
}

/** What a version has of the routes that are moved: `20%`, or `20%-35%` where they differ. */
function shareText(gateway: Gateway, all: readonly RouteShares[], version: string): string {
  const moved = policyRoutes(gateway, all);
  const shares = (moved.length === 0 ? all : moved).map((route) => new Map(route.shares).get(version) ?? 0);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  return least === most ? percentText(least) : `${percentText(least)}-${percentText(most)}`;
}

function releaseOf({ identity, startedAt, shifts }: Release): NonNullable<ResourceStatus['release']> {
  const { stable, candidate, policies } = identity;
  return {
    stable,
    ...(candidate !== null && { candidate }),
    policies,
    startedAt: instant(startedAt),
    shifts,
  };
}

/** Null where nothing was asked and nobody did anything: the gateway waits. */
function decisionOf(record: TickRecord | null): ResourceStatus['lastDecision'] | null {
  if (record === null) return null;
  const { at, operation, outcomes, reason } = record;
  if (operation !== null) {
    return { at: instant(at), decision: `${actWords(operation.act)} by ${operation.by}`, reason };
  }
  return outcomes.length === 0 ? null : { at: instant(at), decision: outcomesText(outcomes), reason };
}
