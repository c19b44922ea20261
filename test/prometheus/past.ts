import type { Subject } from '../../packages/runtime/src/metrics/source.js';
import type { PastSeries } from './open-metrics.js';

/** A past of half an hour, scraped every 15 seconds, of five providers' series: resets, gaps, late starts, NaN, absences. */
export const PAST = { start: 1_700_006_400_000, scrapes: 120, interval: 15_000 } as const;

/** Names that would break a query which pastes them instead of escaping them. */
const NAMESPACES = ['default', 'qu"ote\\back|.*', 'line\nbreak'];
const APPLICATIONS = ['shop', 'a.b+c(d)', 'ünï-✓'];
const VERSIONS = ['version1', '1.10.0', '^v[2]{2}$', '$1'];

export const SUBJECTS: readonly Subject[] = NAMESPACES.flatMap((namespace) =>
  APPLICATIONS.flatMap((application) => VERSIONS.map((version) => ({ namespace, application, version }))),
);

/** The same numbers in every run: a linear congruential generator (Numerical Recipes). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Labels = PastSeries['labels'];

/**
 * Every series that the built-in catalogues read, for most subjects; some of them, and some subjects, are absent. In a
 * steady past those that are there are there at every scrape.
 */
export function pastSeries(kind: 'uneven' | 'steady' = 'uneven'): readonly PastSeries[] {
  const random = generator(42);
  const times = (): readonly number[] =>
    kind === 'steady' ? scrapeTimes(0, PAST.scrapes) : unevenTimes(random);
  const series: PastSeries[] = [];
  const counter = (name: string, labels: Labels, share = 0.85): void => {
    if (random() < share) series.push({ name, labels, samples: counterSamples(times(), random) });
  };
  const histogram = (name: string, labels: Labels, bounds: readonly string[]): void => {
    if (random() < 0.85) series.push(...histogramSeries(name, labels, bounds, times(), random));
  };
  for (const { namespace, application, version } of SUBJECTS) {
    if (random() < 0.1) continue;
    const istio = {
      destination_workload_namespace: namespace,
      destination_app: application,
      destination_version: version,
    };
    for (const reporter of ['source', 'destination']) {
      for (const code of ['200', '201', '302', '404', '500', '503']) {
        for (const method of ['GET', 'POST']) {
          counter('istio_requests_total', { ...istio, reporter, response_code: code, method }, 0.5);
        }
      }
      const labels = { ...istio, reporter, response_code: '200' };
      histogram('istio_request_duration_milliseconds', labels, ['1', '5', '25', '100', '500', '+Inf']);
    }
    const haproxy = { proxy: application, server: version, instance: namespace };
    for (const code of ['1xx', '2xx', '3xx', '4xx', '5xx', 'other']) {
      counter('haproxy_server_http_responses_total', { ...haproxy, code }, 0.95);
    }
    for (const kind of ['connection_errors', 'response_errors', 'redispatch_warnings', 'sessions']) {
      counter(`haproxy_server_${kind}_total`, haproxy, 0.95);
    }
    series.push({
      name: 'haproxy_server_response_time_average_seconds',
      labels: haproxy,
      samples: gaugeSamples(times(), random),
    });
    const embedded = { application, version, instance: namespace };
    for (const code of ['200', '204', '500'])
      counter('lamia_gateway_responses_total', { ...embedded, code }, 0.7);
    histogram('lamia_gateway_response_duration_seconds', embedded, ['0.005', '0.1', '2.5', '+Inf']);
    const envoy = { envoy_cluster_name: `${application}-${version}`, pod: namespace };
    counter('envoy_cluster_upstream_rq_completed', envoy);
    counter('envoy_cluster_upstream_rq_xx', { ...envoy, envoy_response_code_class: '5' }, 0.5);
    series.push({
      name: 'envoy_cluster_membership_healthy',
      labels: envoy,
      samples: gaugeSamples(times(), random),
    });
  }
  return series;
}

/** Grows by uneven steps and starts again from 0 now and then. */
function counterSamples(times: readonly number[], random: () => number): PastSeries['samples'] {
  const pace = random() * 20;
  let value = Math.floor(random() * 1_000);
  return times.map((at) => {
    value = random() < 0.01 ? 0 : value + Math.floor(random() * pace);
    return [at, value] as const;
  });
}

function gaugeSamples(times: readonly number[], random: () => number): PastSeries['samples'] {
  const isOdd = random() < 0.2;
  return times.map((at) => {
    const odd = random() < 0.3 ? Number.NaN : Number.POSITIVE_INFINITY;
    return [at, isOdd && random() < 0.1 ? odd : random()] as const;
  });
}

function histogramSeries(
  name: string,
  labels: Labels,
  bounds: readonly string[],
  times: readonly number[],
  random: () => number,
): readonly PastSeries[] {
  const counts = bounds.map(() => 0);
  let sum = 0;
  const rows = times.map((at) => {
    const observations = Math.floor(random() * 8);
    for (let done = 0; done < observations; done += 1) {
      const first = Math.floor(random() * bounds.length);
      sum += Number(bounds[first] === '+Inf' ? 1_000 : bounds[first]) / 2;
      for (let index = first; index < counts.length; index += 1) counts[index] = (counts[index] ?? 0) + 1;
    }
    return { at, counts: [...counts], sum };
  });
  const column = (value: (row: (typeof rows)[number]) => number): PastSeries['samples'] =>
    rows.map((row) => [row.at, value(row)]);
  return [
    ...bounds.map((le, index) => ({
      name: `${name}_bucket`,
      labels: { ...labels, le },
      samples: column((row) => row.counts[index] ?? 0),
    })),
    { name: `${name}_sum`, labels, samples: column((row) => row.sum) },
    { name: `${name}_count`, labels, samples: column((row) => row.counts.at(-1) ?? 0) },
  ];
}

/** Some series begin late, some end early, and each misses a scrape now and then. */
function unevenTimes(random: () => number): readonly number[] {
  const begin = random() < 0.2 ? Math.floor(random() * PAST.scrapes) : 0;
  const end = random() < 0.1 ? Math.floor(random() * PAST.scrapes) : PAST.scrapes;
  return scrapeTimes(begin, end).filter(() => random() > 0.02);
}

function scrapeTimes(begin: number, end: number): readonly number[] {
  const length = Math.max(0, end - begin);
  return Array.from({ length }, (_, index) => PAST.start + (begin + index) * PAST.interval);
}
