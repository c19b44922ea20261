import { readText, resolveVersion } from '@lamia/lang';
import type { Binding, Matcher, ReadKey, Sample } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import { unknown } from './sample.js';
import type { BoundRead, Subject } from './source.js';

/** What a gateway adds to its programs' reads. */
export interface GatewayFacts {
  readonly namespace: string;
  readonly application: string;
  /** The span of a read without `over`. */
  readonly window: Milliseconds;
  /** What narrows all of its reads, beside their own selectors. */
  readonly selector: readonly Matcher[];
}

/** A read that a source can answer, or the sample of one that needs no source. */
export type BindingResult =
  { readonly kind: 'read'; readonly read: BoundRead } | { readonly kind: 'sample'; readonly sample: Sample };

/**
 * Gives a program's read its version, subject and window in one gateway's release. A role that no version has, and a label
 * that is none of the versions, have no series. `scored` is the version that a score is asked for, null in a decision.
 */
export function bindRead(
  read: ReadKey,
  binding: Binding,
  scored: string | null,
  facts: GatewayFacts,
): BindingResult {
  if (read.kind === 'promql') return { kind: 'read', read: { kind: 'promql', query: read.query } };
  const version = resolveVersion(read.version, binding, scored);
  if (version === null) {
    return {
      kind: 'sample',
      sample: unknown('no-series', `no version of the gateway is meant by \`${readText(read)}\``),
    };
  }
  const { metric, statistic, offset } = read;
  const selector = facts.selector.length === 0 ? read.selector : [...read.selector, ...facts.selector];
  const subject = subjectOf(facts, version);
  const bound = { subject, metric, statistic, selector, window: read.window ?? facts.window, offset };
  return { kind: 'read', read: { kind: 'metric', ...bound } };
}

const subjects = new WeakMap<GatewayFacts, Map<string, Subject>>();

/** The same object for all reads of one version, so that what is made of it is made once. */
function subjectOf(facts: GatewayFacts, version: string): Subject {
  const { namespace, application } = facts;
  const byVersion = subjects.get(facts) ?? new Map<string, Subject>();
  const subject = byVersion.get(version) ?? { namespace, application, version };
  subjects.set(facts, byVersion.set(version, subject));
  return subject;
}
