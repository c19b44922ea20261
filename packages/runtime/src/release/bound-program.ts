import { readText, resolveVersion, snapshot, traceJson } from '@lamia/lang';
import type {
  Binding,
  BoundDecision,
  CheckedProgram,
  ReadKey,
  Sample,
  TraceJson,
  UnknownReason,
} from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import type { Blocker } from '../policy/proposal.js';
import type { CustomReading, Input, RequestCount } from '../policy/reading.js';
import { requiredSlots, slotsWithin } from './program-inputs.js';
import type { PolicyProgram } from './program.js';

/** A custom policy's program within one release: roles have their labels. */
export interface BoundProgram {
  readonly checked: CheckedProgram;
  readonly decision: BoundDecision;
  readonly reads: readonly ReadKey[];
  /** By slot, the label of the version that is read; null for a query of no version. */
  readonly versions: readonly (string | null)[];
  /** The slots that the program cannot do without. */
  readonly required: ReadonlySet<number>;
}

/**
 * Gives the program's roles and labels their meaning in one release.
 * @throws RangeError where a version that stands as a value is none of the release's; the check finds that beforehand
 */
export function bindProgram({ checked, compiled }: PolicyProgram, binding: Binding): BoundProgram {
  const { reads } = compiled;
  return {
    checked,
    decision: compiled.bind(binding),
    reads,
    versions: reads.map((read) =>
      read.kind === 'metric' ? resolveVersion(read.version, binding, null) : null,
    ),
    required: requiredSlots(checked),
  };
}

/**
 * Evaluates the program on what was read for it, `samples` by slot. `window` is the longest span that any read looks back over.
 * @throws RangeError for a known sample that is not finite: a fault of the source
 */
export function evaluateProgram(
  program: BoundProgram,
  samples: readonly Sample[],
  requests: readonly RequestCount[],
  window: Milliseconds,
): CustomReading {
  const { reads, versions, required } = program;
  const inputs = reads.map((read, slot): Input => {
    const sample = samples[slot];
    if (sample === undefined) throw new RangeError(`there is no sample for ${readText(read)}`);
    return { read: readText(read), version: versions[slot] ?? null, sample, required: required.has(slot) };
  });
  const trace = program.decision.trace(snapshot(samples));
  const { decided, result, unknown } = trace.decision;
  let json: TraceJson | null = null;
  return {
    type: 'custom',
    window,
    requests,
    inputs,
    decision: decided
      ? { decided, result }
      : { decided, blockers: unknown.map((reason) => blocker(program, reason)) },
    // Of most ticks nobody wants to see it, and to make it takes longer than to evaluate the program.
    get trace() {
      json ??= traceJson(trace);
      return json;
    },
  };
}

function blocker(
  { checked, versions }: BoundProgram,
  { read, cause, detail, start, end }: UnknownReason,
): Blocker {
  const place = { start, end };
  const behind = [...slotsWithin(checked, place)].map((slot) => versions[slot] ?? null);
  return {
    read,
    cause,
    ...(detail === undefined ? {} : { detail }),
    // A query of no version may be about any of them, so that it cannot be put down to one.
    versions: behind.includes(null) ? [] : [...new Set(behind)].filter((version) => version !== null),
    place,
  };
}
