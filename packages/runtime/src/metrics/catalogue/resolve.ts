import { suggest, unitText } from '@lamia/lang';
import type { Unit } from '@lamia/lang';
import type { ConfigurationCode } from '../../config/codes.js';
import type { Findings } from '../../config/finding.js';
import type { Place } from '../../config/place.js';
import type { Catalogue, Metric } from './catalogue.js';
import { referenceText } from './declaration.js';
import type { CatalogueFile, Declaration, Form, Reference, SeriesDeclaration } from './declaration.js';
import type { Measure, Series } from './measure.js';
import { counterMetric, gaugeMetric, histogramMetric, isCount } from './statistics.js';

/** A file laid over its base: its own names win, its identity and matchers hold for the base's metrics too. */
export function layOver(base: CatalogueFile, file: CatalogueFile): CatalogueFile {
  const metrics = new Map([...base.metrics, ...file.metrics]);
  const unavailable = new Map([...base.unavailable, ...file.unavailable]);
  for (const name of file.metrics.keys()) unavailable.delete(name);
  for (const name of file.unavailable.keys()) metrics.delete(name);
  return {
    description: file.description ?? base.description,
    base: file.base,
    identity: file.identity ?? base.identity,
    where: file.where ?? base.where,
    metrics,
    unavailable,
  };
}

/** Settles what every name of a file means. `place` is where findings about the whole file are shown. */
export function resolveCatalogue(
  name: string,
  file: CatalogueFile,
  place: Place,
  findings: Findings,
): Catalogue {
  const resolver = new Resolver(file, findings);
  const metrics = new Map<string, Metric>();
  for (const metric of file.metrics.keys()) {
    const resolved = resolver.metric(metric);
    if (resolved !== null) metrics.set(metric, resolved);
  }
  const requests = metrics.get('requests');
  if (
    !file.metrics.has('requests') ||
    (requests !== undefined && !(requests.kind === 'counter' && isCount(requests.unit)))
  ) {
    const message =
      'a catalogue needs `requests`, a counter with the unit `count`: policies judge by how many there were';
    findings.error(file.metrics.get('requests')?.place ?? place, 'missing-key', message);
  }
  return { name, description: file.description ?? '', metrics, unavailable: file.unavailable };
}

class Resolver {
  readonly #file: CatalogueFile;
  readonly #findings: Findings;
  /** Null while a metric is being resolved, and for one that cannot be. */
  readonly #resolved = new Map<string, Metric | null>();
  readonly #open: string[] = [];

  constructor(file: CatalogueFile, findings: Findings) {
    this.#file = file;
    this.#findings = findings;
  }

  metric(name: string): Metric | null {
    const known = this.#resolved.get(name);
    const declaration = this.#file.metrics.get(name);
    if (known !== undefined || declaration === undefined) return known ?? null;
    this.#resolved.set(name, null);
    this.#open.push(name);
    const metric = this.#resolve(name, declaration);
    this.#open.pop();
    this.#resolved.set(name, metric);
    return metric;
  }

  #resolve(name: string, { description, form, place }: Declaration): Metric | null {
    const words = description ?? '';
    switch (form.kind) {
      case 'counter':
        return this.#counter(words, form);
      case 'gauge':
        return gaugeMetric(words, form.unit, this.#series(form.series), form.series.scale, form.across);
      case 'histogram':
        return histogramMetric(words, form.unit, this.#series(form.series), form.series.scale);
      case 'ratio':
        return this.#ratio(words, form);
      case 'sum':
        return this.#sum(words, name, form.terms, place);
      case 'as':
        return this.#other(form.target, description);
    }
  }

  #counter(description: string, form: Extract<Form, { kind: 'counter' }>): Metric | null {
    const increase: Measure = { kind: 'increase', series: this.#series(form.series) };
    const { scale } = form.series;
    const counted: Measure = scale === 1 ? increase : { kind: 'scaled', of: increase, factor: scale };
    if (form.witness === null) return counterMetric(description, form.unit, counted, null);
    const witness = this.#find(form.witness);
    if (witness === null) return null;
    if (hasAssumption(witness.measure)) {
      const message = `the witness \`${referenceText(form.witness)}\` may be assumed itself; name one that is never absent without cause`;
      return this.#fail(form.witness.place, 'wrong-value', message);
    }
    const measure: Measure = { kind: 'zero-when-absent', of: counted, witness: witness.measure };
    return counterMetric(description, form.unit, measure, referenceText(form.witness));
  }

  #ratio(description: string, form: Extract<Form, { kind: 'ratio' }>): Metric | null {
    const of = this.#find(form.of);
    const to = this.#find(form.to);
    if (of === null || to === null) return null;
    return {
      description,
      unit: { count: of.unit.count - to.unit.count, s: of.unit.s - to.unit.s, B: of.unit.B - to.unit.B },
      kind: 'gauge',
      measure: { kind: 'quotient', dividend: of.measure, divisor: to.measure },
      statistics: new Map(),
      witness: of.witness,
    };
  }

  #sum(description: string, name: string, terms: readonly Reference[], place: Place): Metric | null {
    const found = terms.map((term) => this.#find(term));
    const metrics = found.filter((metric) => metric !== null);
    const [first] = metrics;
    if (first === undefined || metrics.length < terms.length) return null;
    const odd = metrics.find(
      ({ unit, kind }) => kind !== 'counter' || unitText(unit) !== unitText(first.unit),
    );
    if (odd !== undefined) {
      return this.#fail(place, 'wrong-value', `the terms of \`${name}\` must be counters of one unit`);
    }
    const measure: Measure = { kind: 'sum', terms: metrics.map((metric) => metric.measure) };
    return counterMetric(description, first.unit, measure, null);
  }

  #other(target: Reference, description: string | null): Metric | null {
    const metric = this.#find(target);
    return (
      metric && { ...metric, description: description ?? `another name of \`${referenceText(target)}\`` }
    );
  }

  /** The metric that a reference names; one with a statistic is that statistic alone. */
  #find(reference: Reference): Metric | null {
    const { metric: name, statistic, place } = reference;
    if (this.#open.includes(name)) {
      const circle = [...this.#open.slice(this.#open.indexOf(name)), name]
        .map((link) => `\`${link}\``)
        .join(' → ');
      return this.#fail(place, 'wrong-value', `these metrics are made of each other: ${circle}`);
    }
    if (!this.#file.metrics.has(name)) return this.#fail(place, 'wrong-value', this.#missing(name));
    const metric = this.metric(name);
    if (metric === null || statistic === null) return metric;
    const measure = metric.statistics.get(statistic);
    if (measure !== undefined)
      return { ...metric, ...statisticType(metric, statistic), measure, statistics: new Map() };
    const statistics = [...metric.statistics.keys()].map((known) => `\`${known}\``).join(', ');
    const expected = statistics === '' ? 'it has none' : `it has ${statistics}`;
    return this.#fail(place, 'wrong-value', `\`${name}\` has no statistic \`${statistic}\`; ${expected}`);
  }

  #missing(name: string): string {
    if (this.#file.unavailable.has(name))
      return `\`${name}\` is among the unavailable names and cannot be used here`;
    const near = suggest(name, this.#file.metrics.keys());
    return `there is no metric \`${name}\` in this catalogue${near === null ? '' : `; did you mean \`${near}\``}`;
  }

  #series({ name, where, identity }: SeriesDeclaration): Series {
    // The file's matchers belong to the file's identity: series that are known otherwise come from somewhere else.
    const matchers = identity === null ? [...(this.#file.where ?? []), ...where] : where;
    return { name, where: matchers, identity: identity ?? this.#file.identity ?? new Map() };
  }

  #fail(place: Place, code: ConfigurationCode, message: string): null {
    this.#findings.error(place, code, message);
    return null;
  }
}

/** What a statistic of a metric is: a rate has its own unit and kind, and so has a count. */
function statisticType(
  metric: Metric,
  statistic: string,
): { readonly unit: Unit; readonly kind: Metric['kind'] } {
  switch (statistic) {
    case 'rate':
      return { unit: { ...metric.unit, s: metric.unit.s - 1 }, kind: 'rate' };
    case 'count':
      return { unit: { count: 1, s: 0, B: 0 }, kind: 'counter' };
    case 'sum':
      return { unit: metric.unit, kind: 'counter' };
    default:
      return { unit: metric.unit, kind: metric.kind };
  }
}

function hasAssumption(measure: Measure): boolean {
  switch (measure.kind) {
    case 'increase':
    case 'over-time':
    case 'quantile':
      return false;
    case 'scaled':
    case 'per-second':
      return hasAssumption(measure.of);
    case 'quotient':
      return hasAssumption(measure.dividend) || hasAssumption(measure.divisor);
    case 'sum':
      return measure.terms.some(hasAssumption);
    case 'zero-when-absent':
      return true;
  }
}
