import { resolveVersion, type Binding, type ReadKey, type Sample } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import type { Gateway, MetricsSpec, Policy } from '../config/gateway.js';
import { settlingTime } from '../config/rules/pace.js';
import { bindRead, type BindingResult } from '../metrics/bind-reads.js';
import type { Reading } from '../policy/reading.js';
import { requestsRead } from '../policy/requests-read.js';
import { bindProgram, evaluateProgram, type BoundProgram } from './bound-program.js';
import type { PolicyProgram } from './program.js';
import type { Identity } from './state.js';

/** What one policy wants to have read at every tick of one release. */
export interface Inquiry {
  readonly policy: Policy;
  /** Null for a policy without a program. */
  readonly program: BoundProgram | null;
  /** The program's by slot, then the requests of each counted version. */
  readonly reads: readonly BindingResult[];
  /** The versions whose requests are counted against the policy's minimum. */
  readonly counted: readonly string[];
  /** The longest span of time that any of this looks back over, offsets not counted. */
  readonly window: Milliseconds;
}

/** Prepares what a policy reads in a release of its gateway. */
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
  const bound = program === null ? null : bindProgram(program, binding);
  const asked = bound?.reads ?? [];
  const counted = policy.minimumRequests === 0 ? [] : countedVersions(policy, asked, binding);
  const reads = [...asked, ...counted.map(requestsRead)];
  const { namespace, application } = gateway;
  const window = gateway.metrics?.window ?? 0;
  return {
    policy,
    program: bound,
    reads: reads.map((read) => bindRead(read, binding, null, { namespace, application, window })),
    counted,
    window: Math.max(0, ...reads.map((read) => (read.kind === 'metric' ? (read.window ?? window) : window))),
  };
}

/** How long after a change of weights there is nothing to judge; time policies are exempt. */
export function warmUpOf({ policy, window }: Inquiry, metrics: MetricsSpec | null): Milliseconds {
  return policy.type === 'time' || metrics === null ? 0 : window + settlingTime(metrics);
}

/** Every version that the program reads; without a program the two that the release is about. */
function countedVersions(policy: Policy, reads: readonly ReadKey[], binding: Binding): readonly string[] {
  switch (policy.type) {
    case 'time':
      return [binding.baseline, binding.candidate].filter((version) => version !== null);
    case 'custom': {
      const versions = reads.map((read) =>
        read.kind === 'metric' ? resolveVersion(read.version, binding, null) : null,
      );
      return [...new Set(versions)].filter((version) => version !== null);
    }
  }
}

/**
 * What the policy gets to see: its program evaluated on the samples of its reads.
 * @throws RangeError for a known sample that is not finite: a fault of the source
 */
export function readingOf(
  { policy, program, counted, window, reads }: Inquiry,
  samples: readonly Sample[],
): Reading {
  const first = reads.length - counted.length;
  const requests = counted.map((version, place) => {
    const sample = samples[first + place];
    if (sample === undefined) throw new RangeError(`there is no sample for the requests of ${version}`);
    return { version, sample };
  });
  switch (policy.type) {
    case 'time':
      return { type: 'time', requests };
    case 'custom':
      if (program === null) throw new TypeError('a custom policy has a program');
      return evaluateProgram(program, samples.slice(0, first), requests, window);
  }
}
