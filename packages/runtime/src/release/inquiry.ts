import type { Binding, ReadKey, Sample } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import type { Gateway, MetricsSpec, Policy } from '../config/gateway.js';
import { settlingTime } from '../config/rules/pace.js';
import { scopeOf } from '../config/rules/route-scope.js';
import { bindRead, type BindingResult } from '../metrics/bind-reads.js';
import type { Reading } from '../policy/reading.js';
import { requestsRead } from '../policy/requests-read.js';
import { bindProgram, evaluateProgram, type BoundProgram } from './bound-program.js';
import type { BoundReads } from './bound-reads.js';
import { bindScore, evaluateScore, type BoundScoreProgram } from './bound-score.js';
import type { PolicyProgram } from './program.js';
import type { Identity } from './state.js';

/** The programs of one policy within one release. */
type Asked =
  | { readonly type: 'time' }
  /** One for each version that is scored. */
  | { readonly type: 'health' | 'metric'; readonly scores: readonly BoundScoreProgram[] }
  | { readonly type: 'custom'; readonly program: BoundProgram };

/** What one policy wants to have read at every tick of one release. */
export interface Inquiry {
  readonly asked: Asked;
  /** Of its programs, one after the other, each by slot; then the requests of each counted version. */
  readonly reads: readonly BindingResult[];
  /** The versions whose requests are counted against the policy's minimum. */
  readonly counted: readonly string[];
  /** The longest span of time that any of this looks back over, offsets not counted. */
  readonly window: Milliseconds;
}

/**
 * Prepares what a policy reads in a release of its gateway.
 * @throws TypeError where the program is not of the policy's kind
 * @throws RangeError where the metrics are to be those of a route that the provider cannot tell, which the check refuses
 */
export function inquire(
  gateway: Gateway,
  policy: Policy,
  program: PolicyProgram | null,
  { stable, candidate }: Identity,
): Inquiry {
  const binding: Binding = {
    versions: gateway.versions.map((version) => version.label),
    baseline: stable,
    candidate,
  };
  const asked = bind(policy, program, binding);
  const programs = programsOf(asked);
  const counted = policy.minimumRequests === 0 ? [] : countedVersions(programs, binding);
  const { namespace, metrics } = gateway;
  const scope = scopeOf(gateway, metrics, policy.routes);
  if (!scope.ok) throw new RangeError(`gateway ${gateway.name}: ${scope.why}`);
  const window = metrics?.window ?? 0;
  const facts = { namespace, window, ...scope.scope };
  const wanted = [
    ...programs.flatMap(({ reads, scored }) => reads.map((read) => ({ read, scored }))),
    ...counted.map((version) => ({ read: requestsRead(version), scored: null })),
  ];
  const windows = wanted.map(({ read }) => (read.kind === 'metric' ? (read.window ?? window) : window));
  return {
    asked,
    reads: wanted.map(({ read, scored }) => bindRead(read, binding, scored, facts)),
    counted,
    window: Math.max(0, ...windows),
  };
}

/** What the programs of a policy read. */
export function readsOf({ asked }: Inquiry): readonly ReadKey[] {
  return programsOf(asked).flatMap(({ reads }) => reads);
}

/** How long after a change of weights there is nothing to judge; time policies are exempt. */
export function warmUpOf({ asked, window }: Inquiry, metrics: MetricsSpec | null): Milliseconds {
  return asked.type === 'time' || metrics === null ? 0 : window + settlingTime(metrics);
}

function bind(policy: Policy, program: PolicyProgram | null, binding: Binding): Asked {
  const { type } = policy;
  if (type === 'time') return { type };
  if (program === null) throw new TypeError(`a ${type} policy has a program`);
  switch (type) {
    case 'health':
      if (binding.candidate === null) throw new TypeError('a health policy has a candidate');
      return { type, scores: [bindScore(program, binding, binding.candidate)] };
    case 'metric':
      return { type, scores: binding.versions.map((version) => bindScore(program, binding, version)) };
    case 'custom':
      return { type, program: bindProgram(program, binding) };
  }
}

function programsOf(asked: Asked): readonly BoundReads[] {
  switch (asked.type) {
    case 'time':
      return [];
    case 'health':
    case 'metric':
      return asked.scores;
    case 'custom':
      return [asked.program];
  }
}

/** Every version that the programs read; without a program the two that the release is about. */
function countedVersions(programs: readonly BoundReads[], binding: Binding): readonly string[] {
  const versions =
    programs.length === 0
      ? [binding.baseline, binding.candidate]
      : programs.flatMap((program) => program.versions);
  return [...new Set(versions)].filter((version) => version !== null);
}

/**
 * What the policy gets to see: its programs evaluated on the samples of its reads.
 * @throws RangeError for a known sample that is not finite: a fault of the source
 */
export function readingOf({ asked, counted, window, reads }: Inquiry, samples: readonly Sample[]): Reading {
  const first = reads.length - counted.length;
  const requests = counted.map((version, place) => {
    const sample = samples[first + place];
    if (sample === undefined) throw new RangeError(`there is no sample for the requests of ${version}`);
    return { version, sample };
  });
  switch (asked.type) {
    case 'time':
      return { type: 'time', requests };
    case 'health':
    case 'metric': {
      let from = 0;
      const scores = asked.scores.map((program) => {
        const own = samples.slice(from, from + program.reads.length);
        from += program.reads.length;
        return evaluateScore(program, own);
      });
      return { type: asked.type, window, requests, scores };
    }
    case 'custom':
      return evaluateProgram(asked.program, samples.slice(0, first), requests, window);
  }
}
