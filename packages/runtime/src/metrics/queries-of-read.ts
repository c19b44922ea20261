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
