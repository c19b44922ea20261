import type { MetricSource, ReadAnswer } from '../metrics/source.js';
import type { RouteTarget, TargetCalls } from '../routing/target.js';
import type { RuntimeMetrics } from './runtime-metrics.js';

type Timed = Pick<RuntimeMetrics, 'timed'>;

/** Sources and targets whose calls are measured: the same one for the same one, since gateways that share it go together. */
export class TimedPorts {
  readonly #metrics: Timed;
  readonly #sources = new WeakMap<MetricSource, MetricSource>();
  readonly #targets = new WeakMap<RouteTarget, RouteTarget>();

  constructor(metrics: Timed) {
    this.#metrics = metrics;
  }

  source(source: MetricSource | null): MetricSource | null {
    if (source === null) return null;
    const known = this.#sources.get(source);
    if (known !== undefined) return known;
    const timed: MetricSource = {
      read: (request, signal) =>
        this.#metrics.timed('read', () => source.read(request, signal), isUnanswered),
      close: () => source.close(),
    };
    this.#sources.set(source, timed);
    return timed;
  }

  target(target: RouteTarget): RouteTarget {
    const known = this.#targets.get(target);
    if (known !== undefined) return known;
    const calls: TargetCalls = {
      kind: target.kind,
      quantum: target.quantum,
      apply: (routing, signal) => this.#metrics.timed('apply', () => target.apply(routing, signal)),
      observe: (gateway, signal) => this.#metrics.timed('observe', () => target.observe(gateway, signal)),
      address: (gateway) => target.address(gateway),
      metricsUrl: () => target.metricsUrl(),
      close: () => target.close(),
    };
    const serve: RouteTarget['serve'] = (gateways, routings, signal) =>
      target.serve(gateways, routings, signal);
    const timed: RouteTarget =
      target.serving === 'whole'
        ? { ...calls, serving: 'whole', serve }
        : { ...calls, serving: 'each', serve, leave: (gateway, signal) => target.leave(gateway, signal) };
    this.#targets.set(target, timed);
    return timed;
  }
}

/** A source that is away throws nothing: it says so of each read. */
function isUnanswered({ samples }: ReadAnswer): boolean {
  return samples.length > 0 && samples.every((each) => !each.known && each.cause === 'source-failed');
}
