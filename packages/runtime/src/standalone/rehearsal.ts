import type { Gateway } from '../config/gateway.js';
import { rehearsalPage } from './rehearsal-target.js';

/** A gateway as `--dry-run` runs it, and what there is to say about that. */
export interface Rehearsal {
  readonly gateway: Gateway;
  readonly note: string | null;
}

/**
 * A gateway that reads the page of its own data plane has nothing to read in a dry run, which starts none. That is told once,
 * and charged to no budget: a release that is held for it would look like one whose source has failed.
 */
export function rehearse(gateway: Gateway): Rehearsal {
  const source = gateway.metrics?.source;
  const isBlind = source?.kind === 'scrape' && source.urls === null && rehearsalPage(gateway.target) === null;
  if (!isBlind) return { gateway, note: null };
  const policies = gateway.policies.map((policy) => ({
    ...policy,
    budgets: { ...policy.budgets, sourceErrors: { ...policy.budgets.sourceErrors, for: Infinity } },
  }));
  const note =
    'a dry run starts no data plane whose page could be scraped, so that what is read there stays unknown and no policy can ' +
    'decide by it; give the source the `urls` of exporters that run, or a Prometheus';
  return { gateway: { ...gateway, policies }, note };
}
