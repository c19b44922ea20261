import { durationText } from '@lamia/lang';
import type { Gateway } from '../config/gateway.js';
import { actingPolicies } from './policy-routes.js';
import type { Release } from './state.js';
import { gravest, type Stop } from './stop.js';
import { timeSpent } from './suspend.js';

/** What follows from the deadlines that have passed; null before any has. */
export function deadlinePassed(gateway: Gateway, release: Release, now: number): Stop | null {
  return gravest(
    actingPolicies(gateway).flatMap((policy): readonly Stop[] => {
      const { deadline } = policy;
      if (deadline === null || timeSpent(release, now) < deadline.after) return [];
      const reason = `the deadline of ${durationText(deadline.after)} has passed`;
      return [{ by: policy, then: deadline.then, reason }];
    }),
  );
}
