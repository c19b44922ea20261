import { durationText } from '@lamia/lang';
import type { Binding, ReadKey } from '@lamia/lang';
import type { Milliseconds } from '../../config/duration.js';
import type { Gateway, MetricsSpec } from '../../config/gateway.js';
import { scopeOf } from '../../config/rules/route-scope.js';
import { bindRead, type BindingResult } from '../../metrics/bind-reads.js';
import { unknown } from '../../metrics/sample.js';

/** A read that the source may be asked, or what is said of it without asking. */
export type LookedAt = BindingResult;

/** How far back who looks on may look: a source that scrapes keeps in memory what it is asked for. */
const LONGEST: Readonly<Record<MetricsSpec['source']['kind'], Milliseconds>> = {
  prometheus: 86_400_000,
  scrape: 3_600_000,
};

/**
 * Gives a stranger's read its subject and window, as a policy of the gateway would read it; where metrics are of routes, those of the
 * first policy's. What a stranger may not have asked is unknown, and says so.
 */
export function boundForLooking(
  read: ReadKey,
  binding: Binding,
  scored: string | null,
  gateway: Gateway,
): LookedAt {
  const { metrics, namespace, policies, routes } = gateway;
  if (read.kind === 'promql')
    return refused('`promql` is the policies’ own: it is not asked for who looks on');
  if (metrics === null) return refused('the gateway has no metric source');
  const last = routes.at(-1);
  const scope = scopeOf(gateway, metrics, policies[0]?.routes ?? (last === undefined ? [] : [last.name]));
  if (!scope.ok) return refused(scope.why);
  const longest = LONGEST[metrics.source.kind];
  if ((read.window ?? metrics.window) + read.offset > longest) {
    return refused(`who looks on may look back over ${durationText(longest)}, and no further`);
  }
  return bindRead(read, binding, scored, { namespace, window: metrics.window, ...scope.scope });
}

function refused(why: string): LookedAt {
  return { kind: 'sample', sample: unknown('source-failed', why) };
}
