import { parseUnit, type MetricCatalogue, type MetricDeclaration, type Sample } from '@lamia/lang';
import type { Schemas } from '../../../../runtime/src/client/api-types.js';
import { NO_VERSION, type DecideState } from '../decide-state.js';
import type { Input } from '../inputs.js';

export type LiveAnswer = Schemas['LiveValues'];
export type LiveValue = LiveAnswer['values'][number];

/** What a gateway's source said last, and what programs of that gateway may read. */
export interface Live {
  readonly gateway: string;
  readonly answer: LiveAnswer;
  /** Null for a gateway without metrics, and until it has come. */
  readonly catalogue: MetricCatalogue | null;
}

/** The present value of an input; undefined where the program has begun to read it since it was asked for. */
export function liveValue({ values }: LiveAnswer, { version, metric }: Input): LiveValue | undefined {
  return values.find((value) => value.read === metric && (value.version ?? NO_VERSION) === version);
}

/** The same as a source answers it. What was not asked for yet is no series, and says so. */
export function liveSample(answer: LiveAnswer, input: Input): Sample {
  const found = liveValue(answer, input);
  if (found === undefined) return { known: false, cause: 'no-series', detail: 'it is being asked for' };
  const { value, assumed, unknown } = found;
  if (value !== null) return { known: true, value, ...(assumed && { assumed }) };
  const { reason, detail = null } = unknown ?? { reason: 'no-series' };
  return { known: false, cause: reason, ...(detail !== null && { detail }) };
}

/** Why there is no value, in the words of the table. */
export function whyText(value: LiveValue | undefined): string {
  if (value === undefined) return 'being asked for';
  switch (value.unknown?.reason) {
    case 'nan':
      return 'NaN';
    case 'infinite':
      return '∞';
    case 'many-series':
      return 'several series';
    case 'source-failed':
      return 'no answer';
    case 'divide-by-zero':
    case 'too-few':
    case 'no-series':
    case undefined:
      return 'no series';
  }
}

/** The last values as somebody would have typed them, beside those that were typed before. */
export function asTyped(answer: LiveAnswer, before: DecideState['values']): DecideState['values'] {
  const values = new Map(Object.entries(before));
  for (const value of answer.values) {
    const version = value.version ?? NO_VERSION;
    values.set(version, { ...values.get(version), [value.read]: typedText(value) });
  }
  return Object.fromEntries(values);
}

function typedText(live: LiveValue): string {
  if (live.value !== null) return String(live.value);
  const why = whyText(live);
  return why === 'NaN' || why === '∞' ? why : 'no series';
}

/** A catalogue as the language's check takes it. */
export function catalogueOf({
  name,
  metrics,
  unavailable,
}: Schemas['MetricsCatalogue']): MetricCatalogue | null {
  const declared = new Map<string, MetricDeclaration>();
  for (const { name: metric, unit, kind, description, statistics } of metrics) {
    const [read, known] = [parseUnit(unit), KINDS.find((one) => one === kind)];
    if (read === null || known === undefined) return null;
    declared.set(metric, { unit: read, kind: known, description, statistics });
  }
  return { name, metrics: declared, unavailable: new Map(Object.entries(unavailable)) };
}

const KINDS = ['counter', 'gauge', 'rate'] as const;

/** A length of time for people, in whole seconds: `4 s`, `2 min`. */
export function ageText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min`;
}
