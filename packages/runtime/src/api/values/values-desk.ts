import { metricText, resolveVersion } from '@lamia/lang';
import type { Binding, CheckOptions, ReadKey, Sample } from '@lamia/lang';
import type * as Type from 'typebox';
import type { Gateway, MetricsSpec } from '../../config/gateway.js';
import type { Catalogue } from '../../metrics/catalogue/catalogue.js';
import { languageCatalogue } from '../../metrics/catalogue/language.js';
import { queriesOfRead } from '../../metrics/queries-of-read.js';
import type { OpenMetrics, SharedReads } from '../../metrics/shared-reads.js';
import type { ManagedGateway } from '../../release/control.js';
import { timeText } from '../gateways/status-json.js';
import type { LanguageDesk } from '../language/desk.js';
import type { ReadsOfText, TextToRead } from '../language/reads-of-text.js';
import type { Problem } from '../problem.js';
import type { LIVE_VALUES, VALUES_REQUEST } from '../schema/values.js';
import { boundForLooking, type LookedAt } from './bound-for-looking.js';
import { instantOf } from './instant.js';

type LiveValues = Type.Static<typeof LIVE_VALUES>;
type LiveValue = LiveValues['values'][number];

/** What is open for a gateway; null for one without metrics. */
export type MetricsOf = (gateway: Gateway) => OpenMetrics | null;

/** What it was asked for, or why that cannot be told. */
export type ValuesAnswer =
  { readonly ok: true; readonly values: LiveValues } | { readonly ok: false; readonly problem: Problem };

/** What programs of strangers read at present, for people and editors that look on. */
export class ValuesDesk {
  readonly #language: LanguageDesk;
  readonly #metricsOf: MetricsOf;
  readonly #reads: SharedReads;
  readonly #now: () => number;

  constructor(language: LanguageDesk, metricsOf: MetricsOf, reads: SharedReads, now: () => number) {
    this.#language = language;
    this.#metricsOf = metricsOf;
    this.#reads = reads;
    this.#now = now;
  }

  /** What programs of this gateway may read; null for one without metrics. */
  catalogueOf(gateway: Gateway): Catalogue | null {
    return this.#metricsOf(gateway)?.catalogue ?? null;
  }

  async of(
    managed: ManagedGateway,
    { source, kind }: Type.Static<typeof VALUES_REQUEST>,
  ): Promise<ValuesAnswer> {
    const { gateway } = managed;
    const open = this.#metricsOf(gateway);
    const binding = bindingOf(managed);
    const options = { ...optionsOf(gateway, binding, open), ...(kind !== undefined && { kind }) };
    const read = await this.#language.run('reads', { source, options } satisfies TextToRead);
    if (!read.ok) return read;
    const text = read.document as ReadsOfText; // what the job of this name makes
    const at = instantOf(gateway.metrics, this.#now());
    const wanted = wantedOf(text, binding).map((one) => ({
      ...one,
      looked: boundForLooking(one.read, binding, one.scored, gateway),
    }));
    const samples = await this.#samples(open, at, wanted);
    return {
      ok: true,
      values: {
        at: timeText(at),
        age: Math.max(0, this.#now() - at) / 1000,
        ...placeOf(gateway.metrics),
        ...{ versions: binding.versions, baseline: managed.status.stable, candidate: binding.candidate },
        ...{ kind: text.kind, diagnostics: text.diagnostics },
        values: wanted.map((one, place) => ({
          ...{ read: metricText(one.read), version: one.version, unit: one.unit },
          ...sampleJson(samples[place]),
          queries:
            open === null || one.looked.kind === 'sample'
              ? []
              : queriesOfRead(open.catalogue, one.looked.read),
        })),
      },
    };
  }

  /** One a read that is wanted. */
  async #samples(
    open: OpenMetrics | null,
    at: number,
    wanted: readonly { readonly looked: LookedAt }[],
  ): Promise<readonly Sample[]> {
    const reads = wanted.flatMap(({ looked }) => (looked.kind === 'read' ? [looked.read] : []));
    const answers = (open === null ? [] : await this.#reads.read(open, at, reads)).values();
    return wanted.map(({ looked }) =>
      looked.kind === 'sample' ? looked.sample : (answers.next().value ?? NO_METRICS),
    );
  }
}

const NO_METRICS: Sample = {
  known: false,
  cause: 'source-failed',
  detail: 'the gateway has no metric source',
};

/** Roles are of whoever has them in the release by now. */
const bindingOf = ({ gateway, status: { stable, candidate } }: ManagedGateway): Binding => ({
  versions: gateway.versions.map(({ label }) => label),
  baseline: stable,
  candidate,
});

function optionsOf({ metrics }: Gateway, binding: Binding, open: OpenMetrics | null): CheckOptions {
  return {
    ...binding,
    ...(open !== null && { catalogue: languageCatalogue(open.catalogue) }),
    ...(metrics !== null && { window: metrics.window }),
    allowPromql: metrics?.source.kind === 'prometheus' && metrics.source.allowPromql,
  };
}

interface Wanted {
  readonly read: ReadKey;
  readonly scored: string | null;
  readonly version: string | null;
  readonly unit: string | null;
}

/** Every read of the version that it names; those that a score has of the scored version are of every one in turn. */
function wantedOf({ kind, reads }: ReadsOfText, binding: Binding): readonly Wanted[] {
  const isScored = (read: ReadKey): boolean => read.kind !== 'promql' && read.version.form === 'scored';
  const turns = kind === 'score' ? binding.versions : [null];
  return turns.flatMap((scored, turn) =>
    reads
      .filter(({ read }) => turn === 0 || isScored(read))
      .map(({ read, unit }) => {
        const version = read.kind === 'promql' ? null : resolveVersion(read.version, binding, scored);
        return { read, scored, version, unit };
      }),
  );
}

function placeOf(metrics: MetricsSpec | null): Pick<LiveValues, 'source' | 'provider' | 'window'> {
  return metrics === null
    ? { source: null, provider: null, window: null }
    : { source: metrics.source.kind, provider: metrics.provider, window: metrics.window / 1000 };
}

function sampleJson(sample: Sample = NO_METRICS): Pick<LiveValue, 'value' | 'assumed' | 'unknown'> {
  if (sample.known) return { value: sample.value, assumed: sample.assumed === true, unknown: null };
  const { cause, detail = null } = sample;
  return { value: null, assumed: false, unknown: { reason: cause, detail } };
}
