import type { ReadKey } from '@lamia/lang';
import type { GatewayFacts } from './bind-reads.js';
import type { Catalogue } from './catalogue/catalogue.js';
import { planReads } from './planner.js';
import type { BoundRead } from './source.js';

/**
 * The PromQL that answers one read by itself, for people; a share of two counts has two queries. What is really asked is grouped
 * with other reads. Empty for a read that the catalogue does not have.
 */
export function queriesOfRead(catalogue: Catalogue, read: BoundRead): readonly string[] {
  return planReads([{ read, catalogue }]).queries;
}

/** The same of a program's reads in one gateway; of a version that is not known yet, with `$version` in its place. */
export function queriesWithin(
  catalogue: Catalogue,
  { namespace, application, window, selector }: GatewayFacts,
): (read: ReadKey, version: string | null) => readonly string[] {
  return (read, version) => {
    if (read.kind === 'promql') return [read.query];
    const bound: BoundRead = {
      ...{ kind: 'metric', metric: read.metric, statistic: read.statistic, offset: read.offset },
      subject: { namespace, application, version: version ?? '$version' },
      selector: [...read.selector, ...selector],
      window: read.window ?? window,
    };
    return queriesOfRead(catalogue, bound);
  };
}
